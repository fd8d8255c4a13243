"""`goldenthread confirm`: record that a body agrees to a priority as it stands, and renew the pins of its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.analysis import EMAIL, Fingerprints, pin_text
from goldenthread.book import Unreadable, read_book, read_text, signoff_file, text_with
from goldenthread.model import Item, Place, Priority, Problem, Register, Signoff, nearest, period_in_words
from goldenthread.rules import check_loaded
from goldenthread.system import one_at_a_time, put_files, stamps_of_book

# what a confirmation itself puts right
RENEWED = {"agreement.pin", "agreement.changed", "agreement.fingerprint"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What was recorded, or why nothing was: lines for the person who asked, after the problems that stood in the way."""

    good: bool
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@one_at_a_time
def confirm(root: Path, item_id: str, role: str, why: str, day: date, *, pin: bool = False) -> Outcome:
    """Record that `role` agrees to a priority as it stands today, and why; renew its pins, or with `pin` set them all.

    Either everything is written or nothing is.
    """
    role, why, stamps = " ".join(role.split()), " ".join(why.split()), stamps_of_book(root)
    try:
        book = read_book(root)
    except Unreadable as unreadable:
        return Outcome(good=False, lines=("Nothing was recorded: mend these first.",), problems=unreadable.problems)
    item = book.register.items.get(item_id)
    if not isinstance(item, Priority):
        return Outcome(good=False, lines=(_no_priority(book.register, item_id, item), "Nothing was recorded."))
    if refusal := _refusal(role, why):
        return Outcome(good=False, lines=(refusal, "Nothing was recorded."))
    problems = tuple(p for p in check_loaded(root, book) if p.code not in RENEWED and not p.advice)
    if problems:
        return Outcome(good=False, lines=("Nothing was recorded: mend these first.",), problems=problems)
    prints = Fingerprints(book.register)
    signoff = Signoff(edition=item.edition, item=item.id, role=role, day=day, fingerprint=prints.of(item), why=why,
                      place=Place(file=signoff_file(item.edition), line=1))
    try:
        record = _record(root, signoff)
        chapter, pinned = _pinned(root, item, prints, every=pin)
    except ValueError as error:
        return Outcome(good=False, lines=(str(error), "Nothing was recorded."))
    put_files(root, {**chapter, **record}, stamps)
    told = (f"{signoff.role} agrees to {item.id} ({item.title}) on {period_in_words(day.isoformat())}, "
            f"as {signoff.fingerprint}: {why}", f"Recorded in {signoff.place.file}.", *pinned)
    return Outcome(good=True, lines=told)


def _no_priority(register: Register, item_id: str, item: Item | None) -> str:
    """Why an item that is none, or is no priority, cannot be agreed to."""
    if item is None:
        return f"There is no item '{item_id}'.{nearest(item_id.upper(), [priority.id for priority in register.priorities()])}"
    above = [key for name in ("delivers", "tracks") for key in item.links.get(name, ())]
    above += register.linked_from(item.id, "rests_on")
    named = f": {', '.join(above)}" if above else ""
    return f"{item_id} is of kind {item.kind}. Bodies agree to priorities: confirm one that it belongs to{named}."


def _refusal(role: str, why: str) -> str:
    """Why a role and grounds will not do, or an empty text."""
    for name, text in (("--by", role), ("--why", why)):
        if not text:
            return f"{name} is empty. Say which body or role agrees (--by), and on what grounds (--why)."
        if EMAIL.search(text):
            return f"{name} '{text}' holds an e-mail address. Name a body or a role, never a person."
    return ""


def _record(root: Path, signoff: Signoff) -> dict[str, str]:
    file = signoff_file(signoff.edition)
    return {file: text_with(read_text(root, file) if (root / file).exists() else "", signoff)}


def _pinned(root: Path, item: Item, prints: Fingerprints, *, every: bool) -> tuple[dict[str, str], list[str]]:
    """The item's chapter with its pins renewed, and what is told of each. Empty when there is none to renew."""
    lines = read_text(root, item.place.file).split("\n")
    told: list[str] = []
    for field, targets in item.links.items():
        held = item.pins.get(field, {})
        for target in targets:
            if target in held or (every and field == "rests_on"):
                pin = pin_text(prints.of(prints.register.items[target]))
                if held.get(target) != pin:
                    at = item.lines[field] - 1
                    found = re.compile(rf"(?<![\w]){re.escape(target)}(?![\w])(\[[^\]]*\])?")
                    lines[at], times = found.subn(f"{target}{pin}", lines[at], count=1)
                    if not times:
                        raise ValueError(f"{item.at(field)}: {target} is not on this line. Write all of '{field}' on one line.")
                    told.append(f"Pinned in {item.at(field)}: {target}{pin}.")
    return ({item.place.file: "\n".join(lines)} if told else {}), told
