"""Numbers of headings, charts, pictures, tables and notes in a Word file."""

from __future__ import annotations

import pytest

from goldenthread.documents.paper.numbering import Counters


def numbers(*headings: tuple[int, bool]) -> list[str]:
    counters = Counters()
    return [counters.heading(level, annex) for level, annex in headings]


@pytest.mark.parametrize(("headings", "expected"), [
    ([(1, False), (2, False), (2, False), (1, False), (2, False)], ["1", "1.1", "1.2", "2", "2.1"]),
    ([(1, False), (2, False), (3, False), (3, False), (2, False), (3, False)], ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"]),
    ([(1, False), (1, True), (2, True), (1, True), (2, True)], ["1", "Annex A", "A.1", "Annex B", "B.1"]),
    ([(1, True), (1, False), (2, False)], ["Annex A", "1", "1.1"]),
])
def test_a_heading_has_its_number(headings: list[tuple[int, bool]], expected: list[str]) -> None:
    assert numbers(*headings) == expected


def test_a_level_that_is_passed_over_is_counted_from_nought() -> None:
    assert numbers((1, False), (3, False), (3, False)) == ["1", "1.0.1", "1.0.2"]


def test_charts_pictures_tables_and_notes_are_numbered_each_by_itself() -> None:
    counters = Counters()
    assert [counters.chart(), counters.chart(), counters.picture(), counters.table(), counters.table(), counters.note()] == [
        "Chart 1", "Chart 2", "Picture 1", "Table 1", "Table 2", 1]
    assert counters.note() == 2
