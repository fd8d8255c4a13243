"""Running the rules over a book that has been read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from goldenthread.book import RECEIVED_FOLDER, LoadedBook, ReadingCache, Unreadable, read_book
from goldenthread.model import Problem, Register
from goldenthread.rules import (
    absence_rules,
    agreement_rules,
    by_hand_rules,
    chain_rules,
    chart_rules,
    doubtful_number_rules,
    file_rules,
    item_rules,
    personal_data_rules,
    published_rules,
    received_rules,
    sign_rules,
    thread_rules,
    value_rules,
)
from goldenthread.rules.consequences import without_consequences
from goldenthread.rules.context import Context, Rule

MODULES = (item_rules, thread_rules, chain_rules, value_rules, sign_rules, doubtful_number_rules, by_hand_rules,
           chart_rules, absence_rules, published_rules, received_rules, agreement_rules, personal_data_rules, file_rules)
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in vars(module).values() if isinstance(rule, Rule))
"""Every rule, in the order of the modules above and of the functions in each."""
RESPONSES = "strategy/consultation/responses/"


def check(root: Path, cache: ReadingCache | None = None) -> list[Problem]:
    """Every problem of the book at `root`: causes first, then in the order of files and lines. Never raises for a mistake."""
    try:
        return check_loaded(root, read_book(root, cache), cache)
    except Unreadable as unreadable:
        return list(unreadable.problems)


def check_loaded(root: Path, book: LoadedBook, cache: ReadingCache | None = None) -> list[Problem]:
    """As `check`, for a book that has been read: without problems that an edition accepts or that only follow from others.

    With a cache that is kept from check to check, costly searches are repeated only in changed texts.
    """
    problems = list(book.problems)
    context = Context(register=book.register, vocabulary=book.vocabulary, root=root, cache=cache or ReadingCache())
    for rule in RULES:
        problems += rule.check(context)
    return without_consequences(sorted(set(_without_accepted(book.register, problems))), book.register.items.values())


def check_private(root: Path) -> list[Problem]:
    """Personal data in responses and in records of received files, and problems that prevented one from being examined."""
    try:
        book = read_book(root)
    except Unreadable as unreadable:
        return list(unreadable.problems)
    unread = [problem for problem in book.problems if problem.place.file.startswith((RESPONSES, f"{RECEIVED_FOLDER}/"))]
    context = Context(register=book.register, vocabulary=book.vocabulary, root=root)
    return sorted([*unread, *personal_data_rules.response_names_no_person.check(context),
                   *personal_data_rules.received_record_names_no_person.check(context)])


def _without_accepted(register: Register, problems: Iterable[Problem]) -> list[Problem]:
    """The problems that no edition accepts, and one for each acceptance that matches no problem."""
    accepted = {(entry.code, entry.about): entry for edition in register.editions.values() for entry in edition.accepted}
    problems = list(problems)
    matched = {(problem.code, problem.about) for problem in problems}
    kept = [problem for problem in problems if (problem.code, problem.about) not in accepted]
    return kept + [Problem(entry.place, "edition.accepted", f"No problem [{entry.code}] about {entry.about} is there to accept.",
                           "Take the entry out, or correct its code and about.", entry.about)
                   for key, entry in accepted.items() if key not in matched]
