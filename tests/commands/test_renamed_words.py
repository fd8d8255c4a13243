"""A book that calls everything otherwise in ubproject.toml: prefixes, choices and titles are the book's, and no list in code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.commands.new import Start, start_book
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.quick_fixes import quick_fixes
from goldenthread.rules import check
from tests.books.commands import build_book

PREFIXES = {"EV_": "FIND_", "PRI_": "GOAL_", "ACT_": "STEP_", "MEA_": "GAUGE_", "CHN_": "LOGIC_", "GAP_": "HOLE_",
            "RSP_": "VOICE_"}
CHOICES = {'"draft", "for-agreement"': '"sketch", "put-forward"', '"high", "medium", "low"': '"firm", "fair", "weak"',
           '"open", "accepted", "accepted-in-part"': '"waiting", "yes", "partly"'}
ROLES = """
[goldenthread.roles.confidence]
high = ["firm"]

[goldenthread.roles.status]
draft = ["sketch"]

[goldenthread.roles.disposition]
undecided = ["waiting"]
accepted = ["yes", "partly"]
"""
USED = {":status: draft": ":status: sketch", ":confidence: low": ":confidence: weak"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    assert start_book(Start(name="Harbour", root=tmp_path, folder=root, edition="2027-03", licence="none"),
                      date(2027, 3, 31)).status == 0
    for file in (*root.rglob("*.md"), *root.rglob("*.toml"), *root.rglob("*.csv")):
        text = file.read_text(encoding="utf-8")
        for old, new in PREFIXES.items():
            text = re.sub(rf"(?<![A-Z]){old}", new, text)
        for old, new in (*CHOICES.items(), *USED.items()):
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    settings = root / "ubproject.toml"
    text = settings.read_text(encoding="utf-8").replace('title = "Priority"', 'title = "Goal"')
    settings.write_text(text + ROLES, encoding="utf-8")
    return root


@pytest.mark.whole_build
def test_rules_and_pages_speak_in_the_words_of_the_book(book: Path) -> None:
    assert check(book) == []
    assert build_book(book, ["html"]) == 0
    page = (book / "build/html/strategy/2027-03/first-chapter.html").read_text(encoding="utf-8")
    assert "E2703_GOAL_EXAMPLE" in page and ">Goal<" in page and "Sketch" in page
    table = (book / "build/html/register.csv").read_text(encoding="utf-8")
    assert '"weak"' in table and "draft" not in table.lower() and "none of firm confidence" in table


def test_what_commands_add_has_the_prefixes_and_choices_of_the_book(book: Path) -> None:
    assert main(["--root", str(book), "add", "edition", "2027-09"]) == 0
    chapter = (book / "strategy/2027-09/first-chapter.md").read_text(encoding="utf-8")
    assert ":id: S27_GOAL_EXAMPLE\n" in chapter
    assert ":status: sketch" in chapter and ":status: draft" not in chapter
    assert check(book) == []
    assert main(["--root", str(book), "add", "response", "--title", "I agree", "--respondent", "A council", "--criterion",
                 "insight", "--chapter", "evidence/first-chapter", "--received", "2027-04-01", "--source", "e-mail"]) == 0
    (response,) = read_book(book).register.responses()
    assert response.id.startswith("VOICE_") and response.disposition == "waiting"


def test_an_editor_and_its_messages_use_the_prefixes(book: Path) -> None:
    chapter = book / "strategy/2027-03/first-chapter.md"
    chapter.write_text(re.sub(r":rests_on: .*\n", "", chapter.read_text(encoding="utf-8")), encoding="utf-8")
    assert any("':rests_on: FIND_...'" in str(problem) for problem in check(book))
    open_book = OpenBook(book)
    open_book.look()
    table = "evidence/data/example-table.csv"
    begun = [getattr(change, "new", "") for fix in quick_fixes(open_book, table, (book / table).read_text(encoding="utf-8"), 2, 0)
             for change in fix.changes]
    assert any(":id: FIND_EXAMPLE_TABLE_" in text for text in begun)


def test_a_sentence_of_absence_names_its_gap_by_the_prefix_of_the_book(book: Path) -> None:
    chapter = book / "evidence/index.md"
    text = chapter.read_text(encoding="utf-8")
    for prefix, told in (("HOLE_", False), ("GAP_", True)):
        chapter.write_text(f"{text}\nNo table shows it, as {prefix}PAY says.\n", encoding="utf-8")
        assert ("gap.sentence" in {problem.code for problem in check(book)}) is told
