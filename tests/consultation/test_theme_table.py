"""Themes as CSV: what tools that sort texts are given, and what comes back as changes of the Markdown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.model import Response
from tests.books.small_book import ROOT, write_book
from tests.builds.test_outcome import HEAD, point

FILE = "strategy/consultation/responses/many.md"
LETTER = ("Buses in the north run less often than they did ten years ago, and people cannot reach the courses that you want "
          "them to take, as the colleges have said.")


def response(number: int, options: str, body: str) -> str:
    return point(f"RSP_{number}", f"Point {number}", f":about: EV_SKILLS\n:respondent: Sender {number}\n:criterion: accuracy\n"
                 f":received: 2019-10-11\n:source: form\n:disposition: not-accepted\n:grounds: No.\n{options}".rstrip(), body)


POINTS = (HEAD + response(1, ":respondent_kind: business\n:themes: buses, skills", f"> {LETTER}\n\nOn the words:\n\n> A third.")
          + response(2, "", f"> {LETTER}") + response(3, "", f"> {LETTER}") + response(4, ":themes: pay", '> "Yes" \\*now\\*')
          + response(5, "", "> =1+1"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", {FILE: POINTS})


def themes(book: Path) -> dict[str, tuple[str, ...]]:
    found = read_book(book).register.items.values()
    return {one.id: one.themes for one in found if isinstance(one, Response)}


def merged(book: Path, table: str, *options: str) -> int:
    path = book.parent / "back.csv"
    path.write_text(table, encoding="utf-8")
    return main(["--root", str(book), "themes", str(path), *options])


def test_the_table_has_the_respondents_own_words_and_no_formula(book: Path) -> None:
    assert main(["--root", str(book), "themes"]) == 0
    with (book / "build/themes/land-themes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:3] == ["response_id", "response", "themes"]  # what ThemeFinder reads, and what it gives
    assert rows[0] == {"response_id": "RSP_1", "response": LETTER, "themes": "buses; skills", "respondent": "Sender 1",
                       "respondent_kind": "business", "criterion": "accuracy", "about": "EV_SKILLS", "same_letter_as": "RSP_1"}
    assert [row["same_letter_as"] for row in rows] == ["RSP_1", "RSP_1", "RSP_1", "", ""]
    assert (rows[3]["response"], rows[4]["response"]) == ('"Yes" *now*', "\u200b=1+1")


def test_a_table_that_comes_back_as_it_went_changes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (book / FILE).read_bytes()
    assert main(["--root", str(book), "themes"]) == 0
    for options in ([], ["--replace"]):
        assert main(["--root", str(book), "themes", str(book / "build/themes/land-themes.csv"), *options]) == 0
    assert (book / FILE).read_bytes() == before
    assert capsys.readouterr().out.count("Nothing changes.") == 2


def test_themes_are_added_to_those_that_are_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # a tool may give a row for each theme, and any columns beside
    table = "position;theme;id\nagree;pay;RSP_1\nagree;buses;RSP_1\nno;Good work;RSP_2\nno;pay;RSP_2\nno;;RSP_4\n"
    assert merged(book, table) == 0
    assert "2 responses got other themes." in capsys.readouterr().out
    assert themes(book) == {"RSP_1": ("buses", "skills", "pay"), "RSP_2": ("Good work", "pay"), "RSP_3": (), "RSP_4": ("pay",),
                            "RSP_5": ()}


def test_themes_take_the_place_of_others_only_where_the_table_names_the_response(book: Path) -> None:
    assert merged(book, "response_id,themes\nRSP_1,pay; buses\nRSP_2,\n", "--replace") == 0
    assert themes(book)["RSP_1"] == ("pay", "buses") and themes(book)["RSP_4"] == ("pay",)
    assert merged(book, "response_id,themes\nRSP_1,None\n", "--replace") == 0
    assert themes(book)["RSP_1"] == () and ":themes:" in (book / FILE).read_text(encoding="utf-8")


def test_a_dry_run_shows_the_changes_and_writes_none(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (book / FILE).read_bytes()
    assert merged(book, "response_id,themes\nRSP_4,buses\n", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "-:themes: pay" in told and "+:themes: pay, buses" in told and "1 response would get other themes." in told
    assert (book / FILE).read_bytes() == before


@pytest.mark.parametrize(("table", "message"), [
    ("response_id,themes\nRSP_6,pay\nRSP_4,buses\n",
     "back.csv:2: 'RSP_6' is no response of the book. Put the id back, or take the row out. Did you mean 'RSP_5'?"),
    (f"response_id,themes\nRSP_4,{'x' * 61}\n",
     "is longer than 60 characters. Write a word or a few, with semicolons between several themes. [merge.theme]"),
    ("response_id,themes\nRSP_4,ask jo@example.org\n", "back.csv:2: RSP_4: the theme holds an address or a number of a person."),
    ("response_id,themes\nRSP_4,[[copy('id')]]\n", "holds signs that mean something else here."),
    ("response_id,labels\nRSP_4,pay\n", "back.csv:1: The table has no column 'themes'."),
    ("response_id,themes\nRSP_4,\"pay\n", "back.csv:1: The file cannot be read as CSV in UTF-8.")])
def test_of_a_table_that_will_not_do_nothing_is_written(
    book: Path, capsys: pytest.CaptureFixture[str], table: str, message: str
) -> None:
    before = (book / FILE).read_bytes()
    assert merged(book, table) == 1
    assert message in capsys.readouterr().out
    assert (book / FILE).read_bytes() == before


def test_a_book_without_the_field_gets_no_themes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (ROOT / "ubproject.toml").read_text(encoding="utf-8")
    (book / "ubproject.toml").write_text("\n".join(line for line in settings.split("\n") if not line.startswith("themes = ")),
                                         encoding="utf-8")
    assert merged(book, "response_id,themes\nRSP_2,pay\n") == 1
    assert "ubproject.toml:1: Responses have no field 'themes' in this book." in capsys.readouterr().out
