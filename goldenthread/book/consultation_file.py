"""`strategy/consultation/consultation.toml`: what was asked of readers and by when. A book may be without one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from goldenthread.analysis import EMAIL, PHONE
from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import Consultation, Criterion, NotAPeriod, Problem, nearest, period_in_words, span_of

CONSULTATION_FILE = "strategy/consultation/consultation.toml"


def read_consultation(root: Path, criteria: Collection[str]) -> tuple[Consultation | None, list[Problem]]:
    """The consultation, or None if the book has none. `criteria` are the ids that a response may name.

    Raises `Fault` if the file exists but cannot be read.
    """
    if not (root / CONSULTATION_FILE).exists():
        return None, []
    table = read_toml(root, CONSULTATION_FILE)
    table.check_keys({"opened", "deadline", "contact", "asked_for", "this_copy", "outcome", "criterion", "address",
                      "answer_by"})
    consultation = Consultation(
        opened=_opened(table), deadline=table.day("deadline"), contact=_contact(table), asked_for=table.text_of("asked_for"),
        this_copy=table.text_of("this_copy"), outcome=table.text_of("outcome", required=False), address=_address(table),
        answer_by=table.day("answer_by") if "answer_by" in table.data else None,
        criteria=tuple(_criteria(table, criteria)),
    )
    if consultation.opened and span_of(consultation.opened)[0] > consultation.deadline:
        table.report("deadline", "consultation.deadline",
                     f"The deadline lies before {period_in_words(consultation.opened)}, when the consultation opened.",
                     "Correct one of the two.")
    if consultation.answer_by and date.min < consultation.answer_by < consultation.deadline:
        table.report("answer_by", "consultation.answer-by", "An answer would be due before the consultation closes.",
                     f"Give a day after {period_in_words(consultation.deadline.isoformat())}, or leave it out.")
    return consultation, table.problems


def _opened(table: Table) -> str:
    opened = table.text_of("opened")
    try:
        span_of(opened)
    except NotAPeriod as fault:
        if opened:
            table.report("opened", "consultation.opened", fault.what,
                         "Write a year, a month or a day, as in 2019-09.")
        return ""
    return opened


def _contact(table: Table) -> str:
    contact = table.text_of("contact")
    if EMAIL.search(contact) or PHONE.search(contact):
        table.report("contact", "consultation.contact", "The contact holds an address or a telephone number.",
                     "Name the role alone: these files are public, and a person's details are not.")
    return contact


def _address(table: Table) -> str:
    address = table.text_of("address", required=False)
    if address and not EMAIL.fullmatch(address):
        table.report("address", "consultation.address", f"'{address[:60]}' is no e-mail address.",
                     "Give the mailbox of a role, as in consultation@example.org, or leave it out.")
        return ""
    return address


def _criteria(table: Table, known: Collection[str]) -> list[Criterion]:
    criteria: list[Criterion] = []
    for entry in table.tables("criterion"):
        entry.check_keys({"id", "name", "question"})
        criterion = Criterion(id=entry.text_of("id"), name=entry.text_of("name"), question=entry.text_of("question"))
        if criterion.id and criterion.id not in known:
            entry.report("id", "consultation.criterion", f"'{criterion.id}' is not a criterion that a response can name.",
                         f"Use one of {', '.join(known)}.{nearest(criterion.id, known)}")
        elif criterion.id in {other.id for other in criteria}:
            entry.report("id", "consultation.criterion", f"The criterion '{criterion.id}' is defined twice.",
                         "Take one of them out.")
        criteria.append(criterion)
    if not criteria:
        table.report("criterion", "consultation.criterion", "Nothing is asked of readers.", "Add at least one [[criterion]].")
    return criteria
