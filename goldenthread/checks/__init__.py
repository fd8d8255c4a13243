"""The rules of a book, and the one way to run them all."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import Reading, read_book
from goldenthread.checks import charts, items, numbers, published, thread
from goldenthread.checks.rules import RULES, Book, Rule
from goldenthread.model import Problem

__all__ = ["RULES", "Rule", "check", "check_reading"]

# importing a room enters its rules
ROOMS = (items, thread, numbers, charts, published)


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
        problems += rule.check(book)
    accepted = {(a.code, a.about): a for edition in register.editions.values() for a in edition.accepted}
    matched = {(p.code, p.about) for p in problems}
    kept = [p for p in problems if (p.code, p.about) not in accepted]
    kept += [thread.unmatched(a.place, a.code, a.about) for key, a in accepted.items() if key not in matched]
    return sorted(set(kept))
