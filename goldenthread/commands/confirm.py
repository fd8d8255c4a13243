"""`goldenthread confirm`: record that a body agrees to a priority as it is now, and renew the pins of its links."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from goldenthread.analysis import EMAIL, Fingerprints, pin_text, with_pin
from goldenthread.book import add_signoff, read_book, read_text, signoff_file
from goldenthread.commands.named_parts import item_called
from goldenthread.model import Fault, Item, Place, Priority, Problem, Register, Signoff, period_in_words
from goldenthread.rules import check_loaded
from goldenthread.system import Outcome, failure, faults_among, put_files, stamps_of_book, tally_in_words, writing_alone

# problems that a confirmation itself resolves
RENEWED = {"agreement.pin", "agreement.changed", "agreement.fingerprint"}
NOTHING = "Nothing was recorded."


def run_confirm(root: Path, chosen: Namespace) -> Outcome:
    return confirm(root, chosen.item, chosen.role, chosen.why, chosen.date, pin=chosen.pin)


@writing_alone
def confirm(root: Path, item_id: str, role: str, why: str, day: date, *, pin: bool = False) -> Outcome:
    """Record that `role` agrees to a priority as it is today, and why; renew its pins or, with `pin`, set them all.

    Either everything is written or nothing is.
    """
    role, why, stamps = " ".join(role.split()), " ".join(why.split()), stamps_of_book(root)
    try:
        _check_role_and_grounds(role, why)
        book = read_book(root)
        item = _priority_called(book.register, item_id)
    except Fault as fault:
        return failure(fault, root, NOTHING)
    problems = [problem for problem in faults_among(check_loaded(root, book)) if problem.code not in RENEWED]
    if problems:
        return Outcome(status=1, problems=problems, lines=[*tally_in_words(problems), "Nothing was recorded: mend these first."])
    fingerprints = Fingerprints(book.register)
    signoff = Signoff(edition=item.edition, item=item.id, role=role, day=day, fingerprint=fingerprints.of(item), why=why,
                      place=Place(file=signoff_file(item.edition), line=1))
    try:
        record = _record(root, signoff)
        chapter, pinned = _pinned(root, item, fingerprints, every=pin)
    except Fault as fault:
        return failure(fault, root, NOTHING)
    put_files(root, {**chapter, **record}, stamps)
    agreed = (f"{signoff.role} agrees to {item.id} ({item.title}) on {period_in_words(day.isoformat())}, "
              f"as {signoff.fingerprint}: {why}")
    return Outcome(lines=[agreed, f"Recorded in {signoff.place.file}.", *pinned])


def _priority_called(register: Register, item_id: str) -> Priority:
    """The priority with this id. Raises `Fault` for any other, naming what could be agreed to instead."""
    item = item_called(register, item_id)
    if isinstance(item, Priority):
        return item
    above = [key for name in ("delivers", "tracks") for key in item.links.get(name, ())]
    above += register.ids_linking_to(item.id, "rests_on")
    named = f": {', '.join(above)}" if above else ""
    raise Fault(Problem(item.place, "confirm.kind", f"{item_id} is of kind {item.kind}, and bodies agree to priorities.",
                        f"Confirm one that it belongs to{named}.", item_id))


def _check_role_and_grounds(role: str, why: str) -> None:
    """Raises `Fault` if the body or its grounds are not given, or if either contains an e-mail address."""
    for name, text in (("--by", role), ("--why", why)):
        place = Place(file=name, line=0)
        if not text:
            raise Fault(Problem(place, "confirm.empty", "Nothing is given here.",
                                "Say which body or role agrees (--by), and on what grounds (--why)."))
        if EMAIL.search(text):
            raise Fault(Problem(place, "confirm.address", f"'{text}' holds an e-mail address.",
                                "Name a body or a role, never a person."))


def _record(root: Path, signoff: Signoff) -> dict[str, str]:
    file = signoff_file(signoff.edition)
    return {file: add_signoff(read_text(root, file) if (root / file).exists() else "", signoff)}


def _pinned(root: Path, item: Item, fingerprints: Fingerprints, *, every: bool) -> tuple[dict[str, str], list[str]]:
    """The item's chapter with its pins renewed, and a line about each. Empty if there are none to renew."""
    lines = read_text(root, item.place.file).split("\n")
    notes: list[str] = []
    for field, targets in item.links.items():
        held = item.pins.get(field, {})
        for target in targets:
            if target in held or (every and field == "rests_on"):
                pin = pin_text(fingerprints.of(fingerprints.register.items[target]))
                if held.get(target) != pin:
                    at = item.lines[field] - 1
                    if (pinned := with_pin(lines[at], target, pin)) is None:
                        raise Fault(Problem(item.at(field), "confirm.pin", f"{target} is not on this line.",
                                            f"Write all of '{field}' on one line.", item.id))
                    lines[at] = pinned
                    notes.append(f"Pinned in {item.at(field)}: {target}{pin}.")
    return ({item.place.file: "\n".join(lines)} if notes else {}), notes
