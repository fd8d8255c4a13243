"""Running the rules over a book: what follows from a fault of reading, what is accepted, and what is private."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import ReadingCache, read_book
from goldenthread.rules import check, check_loaded, check_private, check_prose
from tests.books.broken_books import CSV, ED, PEOPLE, TOML
from tests.books.small_book import CARD, EDITIONS, EVIDENCE, TABLE, changed, write_book

FILE = "strategy/consultation/responses/board.md"
RESPONSE = """\
---
orphan: true
---

# Responses

:::{response} Ask one@example.org
:id: RSP_BOARD
:about: EV_SKILLS
:respondent: The board
:criterion: accuracy
:received: 2019-10-11
:source: letter
:disposition: accepted
:grounds: So it is.

Words.
:::
"""


def codes(root: Path, file: str = "") -> list[str]:
    return [problem.code for problem in check(root) if problem.place.file == (file or problem.place.file)]


def test_only_what_is_private_and_what_keeps_a_response_from_being_read_is_told(tmp_path: Path) -> None:
    write_book(tmp_path, {FILE: RESPONSE, **changed(PEOPLE, ":confidence: high", ":confidence: hihg")})
    assert [str(problem) for problem in check_private(tmp_path)] == [
        f"{FILE}:7: RSP_BOARD holds an e-mail address: 'one@example.org'. Write '[e-mail address removed]' in its place. "
        "[response.private]"]
    assert {"item.choice", "response.private"} <= set(codes(tmp_path))


def test_a_response_that_cannot_be_read_is_told_and_no_fault_of_another_page(tmp_path: Path) -> None:
    unclosed = RESPONSE.rstrip().removesuffix(":::")
    write_book(tmp_path, {FILE: unclosed, PEOPLE: EVIDENCE.rstrip(":\n") + "\n"})
    assert [(problem.place.file, problem.code) for problem in check_private(tmp_path)] == [
        (FILE, "chapter.unclosed"), (FILE, "response.private")]


def test_when_a_table_was_released_is_not_looked_at_while_a_row_cannot_be_read(tmp_path: Path) -> None:
    later = {TOML: CARD.replace('"2019-11"', '"2020-01"')}
    assert "thread.released" in codes(write_book(tmp_path / "whole", later))
    assert "thread.released" not in codes(write_book(tmp_path / "broken", {**later, **changed(CSV, "33.0", "n/a")}))


def test_of_a_book_that_cannot_be_read_at_all_only_that_is_told(tmp_path: Path) -> None:
    write_book(tmp_path, {ED: None})
    assert [problem.code for problem in check(tmp_path)] == ["source.missing"]
    assert [problem.code for problem in check_private(tmp_path)] == ["source.missing"]


def test_what_only_follows_from_a_table_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    write_book(tmp_path, {TOML: None})
    assert codes(tmp_path) == ["data.no-card"]
    more = changed(PEOPLE, "skills-2018:land:2018", "skils-2018:land:2018")
    write_book(tmp_path, {CSV: "area\n", **more})
    assert "value.unknown" in codes(tmp_path)


@pytest.mark.parametrize("spoilt", [TABLE.replace(",", ";"), TABLE.replace("north", "E06000057"), "A title\n" + TABLE])
def test_of_a_table_that_cannot_be_read_no_chart_and_no_title_is_told(spoilt: str, tmp_path: Path) -> None:
    drawn = "\n```{chart} skills-2018\n:kind: bar\n:areas: north, south\n:periods: 2018\n:alt: Shares in two places.\n```\n"
    titled = EVIDENCE.replace("{evidence} ", "{evidence} 33.0% and ", 1)
    root = write_book(tmp_path, {PEOPLE: titled + drawn})
    assert codes(root) == []
    write_book(root, {PEOPLE: titled + drawn, CSV: spoilt})
    assert {problem.place.file for problem in check(root)} == {CSV}


def test_what_only_follows_from_a_chapter_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    write_book(tmp_path, {PEOPLE: EVIDENCE.encode("utf-16")})
    assert set(codes(tmp_path)) == {"source.encoding"}


@pytest.mark.parametrize(("code", "about", "left"), [
    ("item.choice", "EV_SKILLS", []), ("item.choice", "EV_OTHER", ["edition.accepted", "item.choice"]),
    ("item.title", "EV_SKILLS", ["edition.accepted", "item.choice"]),
])
def test_a_fault_that_an_edition_accepts_is_not_told(code: str, about: str, left: list[str], tmp_path: Path) -> None:
    entry = f'[[edition.accepted]]\ncode = "{code}"\nabout = "{about}"\nreason = "History."\n'
    write_book(tmp_path, {ED: EDITIONS + entry, **changed(PEOPLE, ":confidence: high", ":confidence: hihg")})
    assert sorted(codes(tmp_path)) == left


def test_problems_are_told_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    write_book(tmp_path, {PEOPLE: EVIDENCE.replace(":confidence: high", ":confidence: hihg").replace(":tags: people",
    ":tags: none")})
    problems = check(tmp_path)
    assert problems == sorted(set(problems)) and len(problems) > 1


@pytest.mark.parametrize(("broken", "reported"), [
    ({}, True), ({"evidence/more.md": b"\xff"}, False), ({"evidence/more.md": "# More\n\n:::{evidence} Title\n"}, False),
    ({"evidence/more.md": "# More\n\n<b>x</b>\n"}, True), ({TOML: CARD.replace("licence", "lisence")}, True),
])
def test_a_link_may_lead_into_a_chapter_that_cannot_be_read(
    broken: dict[str, str | bytes], reported: bool, tmp_path: Path
) -> None:
    response = RESPONSE.replace(":about: EV_SKILLS", ":about: EV_GONE\n:chapter: evidence/gone")
    write_book(tmp_path, {FILE: response, **broken})
    assert {"item.link", "response.chapter"} & set(codes(tmp_path)) == ({"item.link", "response.chapter"} if reported else set())


def test_an_acceptance_that_matches_nothing_is_told_whole(tmp_path: Path) -> None:
    entry = '[[edition.accepted]]\ncode = "item.title"\nabout = "EV_SKILLS"\nreason = "History."\n'
    write_book(tmp_path, {ED: EDITIONS + entry})
    assert [(problem.what, problem.fix) for problem in check(tmp_path)] == [
        ("No problem [item.title] about EV_SKILLS is there to accept.", "Take the entry out, or correct its code and about.")]


def test_what_is_private_is_told_in_the_order_of_lines(tmp_path: Path) -> None:
    unclosed = RESPONSE + RESPONSE.partition("# Responses\n")[2].replace("RSP_BOARD", "RSP_OTHER").rstrip().removesuffix(":::")
    write_book(tmp_path, {FILE: unclosed})
    problems = check_private(tmp_path)
    assert len(problems) > 1 and problems == sorted(problems)
    assert problems[0].code == "response.private"


EDITS = (
    (PEOPLE, "skills-2018:north:2018", "skills-2018:north:2071"),
    (PEOPLE, "The share was", "We found no table of jobs. The share of 12% was"),
    (CSV, "north,2018,33.0", "north,2018,34.5"),
    (CSV, "north,2018,34.5", "north,2020,34.5"),
    (TOML, "decimals = 1", "decimals = x"),
    (FILE, "The board", "Call 0115 496 0123"),
    (FILE, "Ask one@example.org", "Ask Mr Alan Example"),
    (PEOPLE, "kind: bars", "kind: pie"),
    (PEOPLE, "very", "plainly"),
    (PEOPLE, ":id: EV_SKILLS", ":id: EV_OTHER"),
)
CHART = "\n```{chart} skills-2018\n:kind: bars\n:alt: Bars of the two areas and the land.\n\nA very good time was had.\n```\n"


def test_a_check_that_remembers_the_last_one_finds_what_a_first_one_does(tmp_path: Path) -> None:
    root = write_book(tmp_path, {FILE: RESPONSE, PEOPLE: EVIDENCE + CHART, "strategy/style.toml": 'sentence_words = 4\n'})
    cache = ReadingCache()
    for file, old, new in ((PEOPLE, "# People", "# People"), *EDITS):
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), encoding="utf-8")
        assert check_loaded(root, read_book(root, cache), cache) == check(root)
        assert check_prose(root, cache) == check_prose(root)
