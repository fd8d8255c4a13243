"""The milestones of a measure: when it is read, and what should be seen by then."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.model import NotAPeriod, milestones_of


def test_milestones_are_in_the_order_written_each_with_its_last_day() -> None:
    found = milestones_of(" 2021-03: first reading: rough;; 2023 :above the baseline; ")
    assert [(one.period, one.words, one.last_day) for one in found] == [
        ("2021-03", "first reading: rough", date(2021, 3, 31)), ("2023", "above the baseline", date(2023, 12, 31))]
    assert milestones_of("") == milestones_of(" ; ") == ()


@pytest.mark.parametrize("text", ["2021-03", "2021-03:", "first reading", "2021: read; 2022"])
def test_a_milestone_without_a_period_or_words_is_refused(text: str) -> None:
    with pytest.raises(NotAPeriod) as refused:
        milestones_of(text)
    own = text.rpartition("; ")[2]
    assert (refused.value.what, refused.value.fix) == (
        f"'{own}' is no milestone.", "Write when and what: '2021-03: first reading'.")


def test_a_milestone_whose_period_is_none_is_refused_and_a_long_one_is_told_by_its_beginning() -> None:
    with pytest.raises(NotAPeriod) as refused:
        milestones_of("soon: first reading")
    assert refused.value.what == "'soon' is not a period."
    with pytest.raises(NotAPeriod) as refused:
        milestones_of("a" * 61)
    assert refused.value.what == f"'{'a' * 60}' is no milestone."
