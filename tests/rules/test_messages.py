"""What an author is told: one broken book for each rule, and the exact words that are printed for it."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.book.frozen_editions import write_archive
from goldenthread.rules import catalogue, check
from tests.books.broken_books import BROKEN, PAGES, Changes, case_page
from tests.books.logic_chains import CHAINED
from tests.books.small_book import changed, write_book

TESTS = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "messages.txt"
EVERY: dict[str, Changes] = {**BROKEN, **{name: case_page(name)[0] for name in PAGES}}
ELSEWHERE = (
    "documents/test_paper_problems.py", "documents/test_word_problems.py", "rollup/test_rollup_problems.py",
    "rollup/test_crosswalk.py", "builds/test_new.py",
    "commands/test_cli.py", "commands/test_names.py", "commands/test_add.py", "builds/test_bilingual.py",
    "analysis/test_agreement.py", "builds/test_record.py",
    "builds/test_serving.py", "editor/test_language_server.py",
    "consultation/test_intake.py", "consultation/test_intake_list.py",
    "consultation/test_theme_table.py",
    "consultation/test_receipts.py", "consultation/test_response_page.py",
    "consultation/test_logs.py", "consultation/test_codes.py", "consultation/intake_outcomes.txt",
    "builds/test_intake_round_trip.py", "soundness/test_hostile.py", "system/test_os_errors_and_locks.py",
    "system/test_swap_folders.py", "site/test_needs_bridge.py",
    "site/test_guest.py", "editor/test_language_server.py", "editor/test_changes.py",
    "data_import/test_import_refusals.py")


def golden() -> dict[str, list[str]]:
    """The messages that are due, by the name of the broken book."""
    messages: dict[str, list[str]] = {}
    for block in GOLDEN.read_text(encoding="utf-8").split("\n\n"):
        name, *lines = block.strip().split("\n")
        messages[name.strip("# ")] = lines
    return messages


def code_of(name: str) -> str:
    """The code that a broken book is named by: `item-tag` and `item.tag for a second time` are both of `item.tag`."""
    word = name.split()[0]
    known = [code for code in catalogue() if word == code or word.startswith(code.replace(".", "-", 1))]
    return max(known, key=len)


def asserted_in(*files: str) -> set[str]:
    """The codes that stand in the texts that some test files expect."""
    asserted = set()
    for file in files:
        text = (TESTS / file).read_text(encoding="utf-8")
        texts = [text] if file.endswith(".txt") else [
            node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        # `rollup.json` and `new.md` are files, and no codes
        codes = (r"\b(?:paper|word|machine|build|source|import)\.[a-z-]+\b|"
                 r"(?<=\[)(?:rollup|guest|rename|add|lsp|new|intake|merge|reply|item|asked|confirm|record|serve|language)\.[a-z-]+(?=\\?\])")
        asserted |= {code for text in texts for code in re.findall(codes, text)}
    return asserted


def test_the_small_book_breaks_no_rule(tmp_path: Path) -> None:
    assert check(write_book(tmp_path)) == []


def test_a_book_with_logic_chains_and_gaps_breaks_no_rule(tmp_path: Path) -> None:
    assert check(write_book(tmp_path, CHAINED)) == []


@pytest.mark.parametrize("name", EVERY)
def test_a_broken_book_gets_its_message(name: str, tmp_path: Path) -> None:
    problems = check(write_book(tmp_path, EVERY[name]))
    printed = [str(problem) for problem in problems]
    if os.environ.get("WRITE_MESSAGES"):
        with GOLDEN.open("a", encoding="utf-8") as file:
            file.write("\n".join([f"# {name}", *printed]) + "\n\n")
    assert printed == golden()[name]
    assert any(problem.code == code_of(name) for problem in problems)
    assert all(problem.what.endswith(".") and problem.fix[-1] in ".?" for problem in problems)


@pytest.mark.parametrize("name", PAGES)
def test_a_case_page_has_just_the_problems_that_it_expects(name: str, tmp_path: Path) -> None:
    page, due = case_page(name)
    assert {(str(problem.place), problem.code) for problem in check(write_book(tmp_path, page))} == due


def test_every_code_of_the_catalogue_has_a_broken_book() -> None:
    # what changes after an archive was taken needs two steps, and has tests of its own below; prose has its own file; what only
    # a build, a command or a file from outside brings up is asserted with its code elsewhere
    elsewhere = {"archive.text", "archive.data", *asserted_in(*ELSEWHERE),
                 *(code for code in catalogue() if code.startswith("style."))}
    assert {code_of(name) for name in EVERY} | elsewhere == set(catalogue())


def archived(root: Path) -> Path:
    """The small book with its first edition kept in the archive."""
    book = read_book(write_book(root)).register
    write_archive(root, book, book.editions["2019-12"])
    assert check(root) == []
    return root


def test_a_published_text_that_changes_is_a_problem(tmp_path: Path) -> None:
    write_book(archived(tmp_path), changed("strategy/2019-12/people.md", "Fewer people are", "Many people are not"))
    assert [str(p) for p in check(tmp_path) if p.code == "archive.text"] == [
        "strategy/2019-12/people.md:3: D19_PRI_SKILLS differs in body from what edition 2019-12 published. Put it back, or list "
        "the erratum: [[edition.accepted]] with code, about and reason in strategy/editions.toml. [archive.text]"]


def test_an_erratum_is_accepted_with_its_reason(tmp_path: Path) -> None:
    write_book(archived(tmp_path), {
        **changed("strategy/2019-12/people.md", "Fewer people are", "Many people are not"),
        **changed("strategy/2020-03/people.md", "Fewer people are", "Many people are not"),
        **changed("strategy/editions.toml", 'file = "land-2019-12"\n', 'file = "land-2019-12"\n[[edition.accepted]]\n'
                  'code = "archive.text"\nabout = "D19_PRI_SKILLS"\nreason = "A wrong word was put right."\n')})
    assert check(tmp_path) == []


def test_data_behind_a_published_text_that_change_are_a_problem(tmp_path: Path) -> None:
    write_book(archived(tmp_path), changed("evidence/data/skills-2018.csv", "33.0", "33.1"))
    assert [str(p) for p in check(tmp_path)] == [
        "evidence/data/skills-2018.csv:1: The rows of 'skills-2018' differ from those that edition 2019-12 was published with. "
        "Put them back, and give a new release a dataset of its own that replaces this one. [archive.data]"]
