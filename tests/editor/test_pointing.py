"""What is shown of the thing that an author points at, where it is defined, where it is named, and what a file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import naming_files
from goldenthread.editor.hovers import hover_text, rules_behind
from goldenthread.editor.names import definitions, leads_to, occurrences
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.outlines import lenses, outline, symbols
from tests.books.broken_books import FINAL, PEOPLE
from tests.books.small_book import EVIDENCE, write_book
from tests.editor.test_completions import BIB, NOTES
from tests.editor.typing_aid import opened, pointed_at


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return opened(write_book(tmp_path_factory.mktemp("book"), {"evidence/references.bib": BIB}))


def shown(book: OpenBook, text: str, file: str = PEOPLE) -> str:
    named = pointed_at(book, text, file)
    assert named and book.loaded
    return hover_text(book.loaded, named)


def test_a_number_is_shown_with_its_rows_unit_and_publisher(book: OpenBook) -> None:
    text = shown(book, "In {value}`skills-2018:nor|th:2018 as % of skills-2018:land:2018` of")
    assert text.startswith("**84.2%**") and "North, 2018: 33.0" in text and "Land, 2018: 39.2" in text
    assert "Unit of the table: %" in text and "Statistics Office" in text
    assert "no row for north:2071" in shown(book, "{value}`skills-2018:north:2071|`")


def test_things_are_shown_with_what_they_are(book: OpenBook) -> None:
    item = shown(book, ":rests_on: EV_SK|ILLS[fp==\"a\"]", FINAL)
    assert "**A third of residents" in item and "Confidence: high" in item
    assert "supports 2, cited in both editions" in item
    assert "Skilled residents" in shown(book, ":datasets: skills-20|18")
    assert "Office, undated" in shown(book, "{cite}`office|2018`")
    assert "Land" in shown(book, "area,period,value\nla|nd,2018,39.2", "evidence/data/skills-2018.csv")
    assert pointed_at(book, "Not|hing") is None


def test_a_thing_leads_to_where_it_is_defined(book: OpenBook) -> None:
    def leads(text: str, file: str = PEOPLE) -> list[str]:
        named = pointed_at(book, text, file)
        assert named and book.loaded
        return [f"{one.file}:{one.span.line + 1}" for one in definitions(book.loaded, book.root, named)]

    assert leads("{need}`EV_SKILL|S`") == ["evidence/people.md:3"]
    assert leads("{value}`skills-2018:land|:2018 less skills-2018:north:2018`") == [
        "evidence/data/skills-2018.csv:5", "evidence/data/skills-2018.csv:3"]
    assert leads(":datasets: skills|-2018") == ["evidence/data/skills-2018.toml:1", "evidence/data/skills-2018.csv:1"]
    assert leads("{cite}`off|ice2018`") == ["evidence/references.bib:1"]
    assert leads("nort|h,2018,33.0", "evidence/data/skills-2018.csv") == ["evidence/areas.toml:2"]
    assert leads("```{toctree}\npeop|le\n```", "evidence/index.md") == ["evidence/people.md:1"]


def test_a_link_and_a_role_lead_to_a_heading_a_name_and_a_term_and_are_found_from_there(tmp_path: Path) -> None:
    pointing = "# More\n\n[a](notes.md#what-the-data-show) [b](#counting) {doc}`/evidence/notes`\n"
    book = opened(write_book(tmp_path, {"evidence/notes.md": NOTES, "evidence/more.md": pointing}))
    assert book.loaded

    def around(text: str, file: str) -> tuple[list[int], list[str]]:
        named = pointed_at(book, text, file)
        assert named and book.loaded
        return ([one.span.line + 1 for one in definitions(book.loaded, book.root, named)],
                sorted(f"{one.file}:{one.span.line + 1}" for one in leads_to(book.loaded, named, book.text)))

    more, notes = "evidence/more.md:3", "evidence/notes.md:3"
    assert around(pointing.replace("what-", "wh|at-"), "evidence/more.md") == ([5], [more])
    assert around(pointing.replace("counting", "coun|ting"), "evidence/more.md") == ([12], [more, notes])
    assert around(NOTES.replace("value added", "value| added"), "evidence/notes.md") == ([8], [notes])
    assert around(NOTES.replace("(counting", "(|counting"), "evidence/notes.md") == ([12], [more, notes])
    assert around(NOTES.replace("## What", "## Wh|at"), "evidence/notes.md") == ([5], [more])
    assert around(NOTES.replace("people.md", "peo|ple.md"), "evidence/notes.md") == ([1], ["evidence/index.md:4", notes])
    assert around(pointing.replace("/notes`", "/no|tes`"), "evidence/more.md") == ([1], [more, more, "index.md:8"])
    assert "evidence/notes.md:5" in shown(book, pointing.replace("what-", "wh|at-"), "evidence/more.md")
    assert pointed_at(book, pointing.replace("notes.md#w", "none.md#|w"), "evidence/more.md") is None


def test_a_name_is_found_in_every_file_and_never_within_another(book: OpenBook) -> None:
    found = [place.file for file in naming_files(book.root) for place in occurrences("EV_SKILLS", file, book.text(file))]
    assert sorted(found) == ["evidence/people.md", *["strategy/2019-12/people.md"] * 2, *["strategy/2020-03/people.md"] * 2]
    assert list(occurrences("EV_A", "a.md", "EV_AB, XEV_A, EV_A-B")) == []


def test_a_chapter_has_its_headings_and_items_and_the_book_its_things_by_name(book: OpenBook) -> None:
    assert book.loaded
    register = book.loaded.register
    assert [(one.name, one.place.span.line) for one in outline(register, PEOPLE, EVIDENCE)] == [("People", 0), ("EV_SKILLS", 2)]
    assert [one.name for one in outline(register, "evidence/references.bib", BIB)] == ["office2018"]
    assert {one.name for one in symbols(register, "raise skills")} == {"D19_PRI_SKILLS", "M20_PRI_SKILLS"}
    assert {one.name for one in symbols(register, "skill")} >= {"skills-2018", "office2018", "EV_SKILLS"}
    assert list(lenses(register, PEOPLE)) == [(2, "supports 2, cited in both editions")]


def test_the_rule_behind_a_problem_is_told_where_it_stands(tmp_path: Path) -> None:
    book = opened(write_book(tmp_path, {PEOPLE: EVIDENCE.replace(":confidence: high", ":confidence: sure")}))
    (one,) = book.problems
    assert f"`{one.problem.code}`" in rules_behind(book.problems, one.span.line, one.span.start)
    assert rules_behind(book.problems, one.span.line + 1, 0) == ""
