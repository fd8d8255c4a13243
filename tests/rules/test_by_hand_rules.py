"""The rule on numbers that somebody typed: in titles, in chapters, and what stands for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.books.records import dataset, item
from tests.rules.rule_runs import problems_of

PAGE = "strategy/2020-03/notes.md"
FINDING = item("evidence", "EV_A", "A third of 1,234 homes", body="The share was {value}`a:north:2018`.")
TABLES = (dataset("a", "north 2018 33.3"),)


def in_chapter(root: Path, text: str | bytes, page: str = PAGE) -> list[tuple[int, str]]:
    """The numbers of a chapter that are told of, each with its line."""
    found = problems_of("value.by-hand", FINDING, root=root, pages={page: text}, tables=TABLES)
    assert {(problem.place.file, problem.about, problem.advice) for problem in found} <= {(page, "", True)}
    return [(problem.place.line, problem.what.split("'")[1]) for problem in found]


@pytest.mark.parametrize(("number", "text", "stands"), [
    ("34%", "34", True), ("34%", "34.1", True), ("34%", "34.9", True), ("34%", "35", False), ("34%", "33.1", True),
    ("34%", "35.2", False), ("34%", "Words.", False), ("34%", "", False), ("34%", "12 of them, then 34.0", True),
    # as far as its last digit goes, and a twentieth at most
    ("£5.2 million", "5.295", True), ("£5.2 million", "5.31", False), ("£5.25 million", "5.27", False),
    ("2,000 people", "2,097", True), ("2,000 people", "2,103", False), ("2,010 people", "2,019", True),
    ("0.5%", "0.53", False), ("0.5%", "0.52", True), ("0%", "0.0", True),
    # in another scale
    ("£5 thousand", "5,012", True), ("£5 million", "5,012,000", True), ("£5 billion", "5,012,000,000", True),
    ("5,000 people", "5.012", True), ("5,000,000 people", "5.012", True), ("5,000,000,000 people", "5.012", True),
    ("£5 million", "50,120,000", False), ("5,000 people", "0.5012", False),
])
def test_a_title_may_repeat_a_number_of_its_text(number: str, text: str, stands: bool) -> None:
    one = item("priority", "P", f"Reach {number}", body=text)
    told = [(problem.what, problem.about, problem.advice) for problem in problems_of("value.by-hand", one)]
    assert told == ([] if stands else [(f"The number '{number}' of the title does not stand in the text.", "P", True)])


def test_a_stop_behind_a_number_is_none_of_it() -> None:
    one = item("priority", "P", "Spend £4, or £7.", body="Homes cost £4. Schools cost £5, and roads £6.", body_line=1)
    assert [problem.what for problem in problems_of("value.by-hand", one)] == [
        *(f"The number '{number}' is typed by hand." for number in ("£4", "£5", "£6")),
        "The number '£7' of the title does not stand in the text."]


def test_a_reason_above_a_number_lets_it_be(tmp_path: Path) -> None:
    text = "% by hand: £5: a round sum\n% by hand: 60  %: a goal\n% by hand: 7%:\n\nIt is £5. It is 60 %, and 7%."
    assert in_chapter(tmp_path, text) == [(5, "7%")]
    one = item("priority", "P", "Spend £5, not £8", body="£5, and £9.", body_line=5, place=FINDING.place)
    page = {FINDING.place.file: "% by hand: £5: a round sum\n"}
    found = problems_of("value.by-hand", one, root=tmp_path, pages=page)
    assert [problem.what.split("'")[1] for problem in found] == ["£9", "£8"]


@pytest.mark.parametrize(("text", "told"), [
    ("| a | b |\n|---|---|\n| x | 1,234 |\n| y | 2,345 |", [(3, "1,234")]), ("| a | b |\n|---|---|\n| x | −3.5 |", [(3, "−3.5")]),
    ("| a | b |\n|---|---|\n| x | £1,234 |\n\nSpent £5.", [(3, "£1,234"), (5, "£5")]),
    # a year, a small count, words with a number, and what a publication or a finding has
    ("| a | 2018 |\n|---|---|\n| 2017 | 12 |\n| about 1,234 | 5-6 |", []),
    ("| a | {cite}`b` |\n|---|---|\n| x | 1,234 |", []), ("| {need}`EV_A` | b |\n|---|---|\n| x | 33.3 |", []),
    ("% by hand: table: an example\n\n| a | b |\n|---|---|\n| x | 1,234 |", []),
    (":::{list-table}\n* - a\n  - 1,234\n:::", [(3, "1,234")]),
])
def test_numbers_in_the_cells_of_a_table_are_told_once(text: str, told: list[tuple[int, str]], tmp_path: Path) -> None:
    found = problems_of("value.by-hand", FINDING, root=tmp_path, pages={PAGE: text}, tables=TABLES)
    assert [(problem.place.line, re.findall(r"'([^']+)'", problem.what)[0]) for problem in found] == told


@pytest.mark.parametrize(("page", "is_told"), [
    (PAGE, True), ("strategy/2020-03/more/a.md", True), ("evidence/people.md", False), ("strategy/2020-03/agreed.toml", False),
    ("strategy/consultation/a.md", False)])
def test_the_chapters_of_editions_are_looked_at(page: str, is_told: bool, tmp_path: Path) -> None:
    assert in_chapter(tmp_path, "# Page\n\nIt is 5%.", page) == ([(3, "5%")] if is_told else [])


def test_a_chapter_that_cannot_be_read_is_left_to_reading(tmp_path: Path) -> None:
    assert in_chapter(tmp_path, b"\xff 5%") == []


@pytest.mark.parametrize(("text", "told"), [
    ("{need}`EV_A` says 33%, and 1,234 homes.", []), ("{need}`it <EV_A>` says 33%, and 99 homes.", [(1, "99 homes")]),
    ("{need}`EV_A` says so.\n\n33% of them.", [(3, "33%")]), ("{need}`EV_GONE` says 33%.", [(1, "33%")]),
    ("{cite}`one` says 5%.\n% a remark\nAnd 6%.", [(3, "6%")]),
])
def test_a_paragraph_may_repeat_the_numbers_of_the_finding_that_it_names(
    text: str, told: list[tuple[int, str]], tmp_path: Path
) -> None:
    assert in_chapter(tmp_path, text) == told


@pytest.mark.parametrize("opening", [":::{priority} Title", "````{evidence} Title", "```{chart} a", ":::{measure}", "~~~"])
def test_items_and_charts_of_a_chapter_are_passed_over_and_lines_stay(opening: str, tmp_path: Path) -> None:
    fence = opening.partition("{")[0]
    text = f"1%\n{opening}\n:id: A 2%\n\n```{{note}}\n3%\n:::::\n{fence}  \n4%\n\nWords on {opening}\n5%\n"
    inside = [(3, "2%"), (6, "3%")] if fence == "~~~" else []
    assert in_chapter(tmp_path, text) == [(1, "1%"), *inside, (9, "4%"), (12, "5%")]
