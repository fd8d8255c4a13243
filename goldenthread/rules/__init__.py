"""The rules of a book, and the one way to run them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.book import DATA_FOLDER, Reading, read_book
from goldenthread.model import Problem
from goldenthread.rules import agreement_rules as agreement
from goldenthread.rules import chart_rules as charts
from goldenthread.rules import file_rules as filenames
from goldenthread.rules import folder_rules as folders
from goldenthread.rules import item_rules as items
from goldenthread.rules import personal_data_rules as private
from goldenthread.rules import published_rules as published
from goldenthread.rules import thread_rules as thread
from goldenthread.rules import value_rules as numbers
from goldenthread.rules.message_catalogue import catalogue
from goldenthread.rules.prose import check_prose
from goldenthread.rules.registry import RULES, Book, Rule

__all__ = [
    "RULES",
    "Rule",
    "catalogue",
    "check",
    "check_private",
    "check_prose",
    "check_reading",
]

RESPONSES = "strategy/consultation/responses/"
# importing a room enters its rules
ROOMS = (items, thread, numbers, charts, published, agreement, private, folders, filenames)


def check(root: Path) -> list[Problem]:
    """Every problem of the book at `root`, in the order of files and lines. Never raises for an author's mistake."""
    return check_reading(root, read_book(root))


def check_reading(root: Path, reading: Reading) -> list[Problem]:
    """The same for a book that has been read: problems of reading, then of every rule, less those that an edition accepts."""
    problems = list(reading.problems)
    register = reading.register
    if register is None:
        return sorted(problems)
    book = Book(register=register, vocabulary=reading.vocabulary, root=root)
    for rule in RULES:
        problems += (p for p in rule.check(book) if not _follows(p, reading.problems))
    accepted = {(a.code, a.about): a for edition in register.editions.values() for a in edition.accepted}
    matched = {(p.code, p.about) for p in problems}
    kept = [p for p in problems if (p.code, p.about) not in accepted]
    kept += [thread.unmatched(a.place, a.code, a.about) for key, a in accepted.items() if key not in matched]
    return sorted(set(kept))


def check_private(root: Path, reading: Reading) -> list[Problem]:
    """What is private in the responses, and what keeps a response from being read: such a one was not looked at."""
    register = reading.register
    if register is None:
        return sorted(reading.problems)
    unread = [problem for problem in reading.problems if problem.place.file.startswith(RESPONSES)]
    book = Book(register=register, vocabulary=reading.vocabulary, root=root)
    return sorted([*unread, *private.response_names_no_person(book)])


def _follows(problem: Problem, read: Sequence[Problem]) -> bool:
    """Whether a problem only follows from one of reading: what could not be read is missed everywhere else."""
    if problem.dataset:
        return any(p.place.file.startswith(DATA_FOLDER) and Path(p.place.file).stem == problem.dataset for p in read)
    if problem.code in {"item.link", "response.chapter"}:
        return any(p.place.file.endswith(".md") and p.code.partition(".")[0] in {"source", "chapter"} for p in read)
    return False
