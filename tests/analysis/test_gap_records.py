"""Where the evidence or the strategy has a gap, from records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.analysis.gaps import (
    conflict_in_words,
    conflicting_tables,
    coverage,
    disagreements,
    gap_maps,
    gaps_of,
    is_traced,
    usable_findings,
)
from goldenthread.model import Framework, Item, Priority, Register
from tests.books.records import FIRST, FRAMEWORK, SECOND, dataset, edition, item, reference, register


def finding(name: str, **fields: object) -> Item:
    return item("evidence", name, **{"since": "2019-12", "confidence": "high", "tags": "people", "period": "2018", **fields})


def priority(name: str, rests_on: str = "", **fields: object) -> Item:
    return item("priority", name, rests_on=rests_on, **{"edition": "2020-03", "tags": "people", **fields})


def test_an_edition_may_cite_what_is_there_since_it_or_an_earlier_one() -> None:
    third = edition("2021-01", "2020-03")
    book = register(finding("A"), finding("B", since="2020-03"), finding("C", since="2021-01"), finding("D", since=""),
                    priority("P"), editions=(FIRST, SECOND, third))
    usable = [[item.id for item in usable_findings(book, edition)] for edition in (FIRST, SECOND, third)]
    assert usable == [["A"], ["A", "B"], ["A", "B", "C"]]


# the map


MAP = register(
    finding("A", tags="people clean"), finding("B", tags="people clean ageing", confidence="low"), finding("C", tags="places"),
    finding("D", tags="clean"), finding("E", tags="people clean", since="2020-03"), finding("F", tags="people", confidence="low"),
    priority("P", tags="people clean"), priority("Q", tags="places ageing"), priority("R", tags="places ageing"),
    priority("S", tags="people clean", edition="2019-12"), priority("T", tags="clean"),
)


def test_the_map_has_a_row_a_foundation_and_a_cell_a_challenge_and_one_for_none() -> None:
    rows = gap_maps(MAP, SECOND)[0].cells
    named = [[(cell.row.id if cell.row else None, cell.column.id if cell.column else None) for cell in row] for row in rows]
    assert named == [[("people", "clean"), ("people", "ageing"), ("people", None)],
                     [("places", "clean"), ("places", "ageing"), ("places", None)]]
    assert [[[one.id for one in cell.findings] for cell in row] for row in rows] == [
        [["A", "B", "E"], ["B"], ["F"]], [[], [], ["C"]]]
    assert [[[one.id for one in cell.priorities] for cell in row] for row in rows] == [[["P"], [], []], [[], ["Q", "R"], []]]
    assert [[cell.strength.findings for cell in row] for row in rows] == [[3, 1, 1], [0, 0, 1]]


def test_a_cell_says_what_it_amounts_to() -> None:
    rows = gap_maps(MAP, SECOND)[0].cells
    assert [[cell.words for cell in row] for row in rows] == [
        ["3 findings, 2 of high confidence", "1 finding, none of high confidence", "1 finding, none of high confidence"],
        ["Gap: no finding and no priority", "Gap: 2 priorities but no finding", "1 finding, 1 of high confidence"]]
    assert [[cell.priorities_in_words for cell in row] for row in rows] == [
        ["1 priority", "no priorities", "no priorities"], ["no priorities", "2 priorities", "no priorities"]]


def test_the_map_of_an_earlier_edition_holds_its_own() -> None:
    cell = gap_maps(MAP, FIRST)[0].cells[0][0]
    assert ([one.id for one in cell.findings], [one.id for one in cell.priorities]) == (["A", "B"], ["S"])


@pytest.mark.parametrize("bare", [finding("A", tags="clean"), priority("P", tags="clean"), item("gap", "G", since="2019-12")])
def test_what_has_no_tag_of_the_rows_has_a_row_of_its_own_unless_every_priority_needs_such_a_tag(bare: Item) -> None:
    first, second = FRAMEWORK.dimensions
    optional = replace(FRAMEWORK, dimensions=(replace(first, required=False), second))

    def rows(*items: Item, framework: Framework) -> list[str]:
        [held] = gap_maps(register(*items, framework=framework), SECOND)
        return [row[0].row.id if row[0].row else "none" for row in held.cells]

    assert rows(bare, finding("B"), framework=optional) == ["people", "places", "none"]
    assert rows(bare, finding("B"), framework=FRAMEWORK) == ["people", "places"]
    assert rows(finding("B"), priority("Q"), framework=optional) == ["people", "places"]


# weak places


def test_a_cell_counts_what_was_looked_for_with_its_tags_and_is_not_held() -> None:
    gaps = [item("gap", "GAP_A", tags="people clean", since="2019-12"),
            item("gap", "GAP_B", tags="people clean", since="2020-03"),
            item("gap", "GAP_C", tags="people", since="2019-12", filled_by="pay")]
    book = register(*gaps, tables=[dataset("pay", "north 2018 1", since="2020-03")])
    told = [[cell.gaps_in_words for cell in gap_maps(book, one)[0].cells[0]] for one in (FIRST, SECOND)]
    assert told == [["1 gap in the data", "", "1 gap in the data"], ["2 gaps in the data", "", ""]]


def test_weak_places_are_told_by_kind() -> None:
    book = register(
        finding("A", period="2016"), finding("B", caution="Small sample."), finding("C", caution="Unused."),
        finding("D", period="2010", confidence="low"), finding("E", confidence="low"),
        priority("P", "A B"), priority("Q", "A"), priority("R"), priority("S", "D E", tags="clean"),
        priority("T", "C", edition="2019-12"),
    )
    gaps = gaps_of(book, SECOND)
    assert [(gap.item.id, gap.why) for gap in gaps.unused] == [("C", "no priority rests on it")]
    assert [(gap.item.id, gap.why) for gap in gaps.thin] == [
        ("Q", "rests on a single finding"), ("R", "rests on no finding"), ("S", "rests on no finding of high confidence")]
    assert [tag.id for tag in gaps.untagged] == ["places", "ageing"]
    assert [(gap.item.id, gap.why) for gap in gaps.old] == [("A", "about 2016"), ("D", "about 2010")]
    assert [(gap.item.id, gap.why) for gap in gaps.cautioned] == [("B", "Small sample.")]


@pytest.mark.parametrize(("year", "old"), [("2016", True), ("2017", False), ("2018", False), ("", False)])
def test_a_finding_is_old_once_it_is_more_than_three_years_old(year: str, old: bool) -> None:
    book = register(finding("A", period=year), priority("P", "A"))
    assert [gap.item.id for gap in gaps_of(book, SECOND).old] == (["A"] if old else [])


# disagreements


def test_findings_disagree_where_their_authors_say_so_and_both_may_be_cited() -> None:
    book = register(
        finding("A", differs_from="B LATER", difference="Other years."), finding("B"),
        finding("C", difference="Two sources."), finding("D", differs_from="LATER", difference="Later."), finding("E"),
        finding("LATER", since="2020-03"),
        priority("P", "A", edition="2019-12"), priority("Q", "B A C", edition="2019-12"), priority("R", "E", edition="2019-12"),
        priority("S", "A", edition="2020-03"),
    )
    recorded = disagreements(book, FIRST)
    assert [([one.id for one in each.findings], each.why, [one.id for one in each.priorities]) for each in recorded] == [
        (["A", "B"], "Other years.", ["P", "Q"]), (["C"], "Two sources.", ["Q"])]
    assert [[one.id for one in each.findings] for each in disagreements(book, SECOND)] == [
        ["A", "B", "LATER"], ["C"], ["D", "LATER"]]


def tables(one: str, other: str, **fields: object) -> Register:
    own = {"measure": "Skills", **fields}
    return register(tables=[dataset("one", one, measure="skills"), dataset("other", other, **own)])


@pytest.mark.parametrize(("one", "other", "decimals", "rows"), [
    ("north 2018 30.0", "north 2018 30.0", 1, 0),
    ("north 2018 30.0", "north 2018 30.09", 1, 0),
    ("north 2018 30.0", "north 2018 30.1", 1, 1),  # a step apart is apart
    ("north 2018 30.1", "north 2018 30.0", 1, 1),
    ("north 2018 30.0", "north 2018 30.9", 0, 0),
    ("north 2018 30.0", "north 2018 31.0", 0, 1),
    ("north 2018 30.0", "north 2018 30.05", 2, 0),
    ("north 2018 30.0, south 2018 1, east 2018 5", "east 2018 6, north 2018 31.0, west 2018 2, south 2018 1", 1, 2),
])
def test_two_tables_of_a_measure_are_apart_from_a_step_of_the_coarser_on(one: str, other: str, decimals: int, rows: int) -> None:
    conflicts = conflicting_tables(tables(one, other, decimals=decimals))
    assert [each.rows for each in conflicts] == ([rows] if rows else [])
    if rows:
        assert (conflicts[0].one.id, conflicts[0].other.id, conflicts[0].first) == ("one", "other", ("north", "2018"))


@pytest.mark.parametrize("fields", [{"measure": "Jobs"}, {"unit": "people"}, {"dimensions": ("sex",)}])
def test_tables_that_measure_differently_are_not_compared(fields: dict[str, object]) -> None:
    assert conflicting_tables(tables("north 2018 30.0", "north 2018 31.0", **fields)) == ()


def test_each_pair_of_tables_is_compared_once() -> None:
    three = [dataset(name, f"north 2018 {value}", measure="Skills") for name, value in (("a", 1), ("b", 2), ("c", 3))]
    pairs = [(conflict.one.id, conflict.other.id) for conflict in conflicting_tables(register(tables=three))]
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]


def test_tables_that_are_apart_are_told_with_both_values() -> None:
    book = register(tables=[dataset("one", "north 2018-03 men 30.1", measure="Skills"),
                            dataset("other", "north 2018-03 men 33.3", measure="Skills")])
    [apart] = conflicting_tables(book)
    assert conflict_in_words(book, apart) == ("30.1% for North, men, March 2018", "33.3%")


# coverage


def traced(**changes: str) -> tuple[Register, Priority]:
    """A priority with a thread that is whole, but for what is changed, and its register."""
    own = {"datasets": "table", "references": "", "delivers": "P", "tracks": "P", "rests_on": "A", **changes}
    book = register(finding("A", datasets=own["datasets"], references=own["references"]), finding("B", tags="places"),
                    priority("P", own["rests_on"], tags="people clean other"),
                    item("action", "X", delivers=own["delivers"]), item("measure", "Y", tracks=own["tracks"]),
                    tables=[dataset("table", "north 2018 1")], references=[reference("book")])
    return book, next(book.priorities())


@pytest.mark.parametrize(("changes", "whole"), [
    ({}, True), ({"datasets": "", "references": "book"}, True), ({"datasets": "gone", "references": "gone, book"}, True),
    ({"datasets": ""}, False), ({"datasets": "gone"}, False), ({"datasets": "", "references": "gone"}, False),
    ({"delivers": ""}, False), ({"tracks": ""}, False), ({"rests_on": ""}, False), ({"rests_on": "A B"}, False),
])
def test_a_thread_is_whole_when_every_finding_has_a_source_and_there_are_actions_and_measures(
    changes: dict[str, str], whole: bool
) -> None:
    assert is_traced(*traced(**changes)) is whole


def test_each_tag_is_covered_by_findings_and_priorities_of_which_some_are_traced() -> None:
    book, _ = traced()
    more = register(*book.items.values(), finding("C", tags="people unknown"), priority("Q", tags="people"),
                    priority("R", tags="clean", edition="2019-12"), tables=list(book.datasets.values()))
    assert [(one.tag.id, one.findings, one.priorities, one.traced) for one in coverage(more, SECOND)] == [
        ("people", 2, 2, 1), ("places", 1, 0, 0), ("clean", 0, 1, 1), ("ageing", 0, 0, 0)]
    assert coverage(more, FIRST)[0].priorities == 0
    assert date(2019, 12, 20) == FIRST.published
