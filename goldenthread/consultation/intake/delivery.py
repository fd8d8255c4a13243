"""Taking in one file: what it is, who sent it and when, and what of it is new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from goldenthread.analysis import personal_data_in
from goldenthread.book import LoadedBook
from goldenthread.consultation.intake.e_mail import Reader, parse_message, read_mail, sent_on
from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets, targets_of
from goldenthread.consultation.intake.response_form import read_csv, read_workbook
from goldenthread.consultation.intake.response_items import NewResponse, Sender, responses_from_points
from goldenthread.consultation.intake.returned_copy import read_word_file
from goldenthread.consultation.intake.safe_files import read_file, refuse
from goldenthread.consultation.intake.text_note import read_note
from goldenthread.model import Register, nearest

READERS: Mapping[str, Reader] = {".docx": read_word_file, ".xlsx": read_workbook, ".csv": read_csv, ".txt": read_note}
SAVE_AS = {".doc": ".docx", ".docm": ".docx", ".odt": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".xlsm": ".xlsx",
           ".ods": ".xlsx", ".msg": ".eml", ".pdf": ".docx"}
IN_A_NAME = re.compile(r"[\w ,.()/&'’–-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeRequest:
    """What an author asks for: the file, whose it is, when it came (None: as the file says, else today), and what to assume.

    `criterion` and `about` hold for points that say none themselves.
    """

    path: Path
    respondent: str
    received: date | None
    criterion: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeResult:
    """What came of a file: the responses that are new, what is known already, what was left over, what to tell the author."""

    raw: bytes
    suffix: str
    sender: Sender
    responses: list[NewResponse]
    points: int
    leftovers: list[Leftover]
    remarks: list[str]

    @property
    def removed(self) -> list[str]:
        """The kinds of the private parts that were taken out."""
        return [kind for response in self.responses for kind in response.removed]


def read_delivery(book: LoadedBook, request: IntakeRequest, today: date) -> IntakeResult:
    """Read a file and find what is new in it. Writes nothing. Raises `Fault` for a file or a request that will not do."""
    register = book.register
    name, suffix = request.path.name, request.path.suffix.lower()
    targets = targets_of(register, book.vocabulary)
    respondent = _respondent(request.respondent, name)
    about = _named_target(request.about, targets, name)
    criterion = _criterion(request.criterion, targets, name)
    raw = read_file(request.path, name)
    delivery, sent = _read(raw, name, suffix, targets)
    delivery = _about_what_was_asked(delivery, about)
    received = request.received or sent or today
    if received > today:
        refuse(name, "intake.received", f"The day of receipt, {received.isoformat()}, has not come yet.",
               "Give --received 2019-10-11.")
    late = book.consultation is not None and book.consultation.is_closed(received)
    sender = Sender(respondent=respondent, received=received, late=late, criterion=criterion,
                    names={who for who in delivery.names if who.casefold() != respondent.casefold()})
    responses = responses_from_points(delivery.points, sender, register.items)
    return IntakeResult(raw=raw, suffix=suffix, sender=sender, responses=responses, points=len(delivery.points),
                 leftovers=delivery.leftovers, remarks=delivery.remarks)


def _read(raw: bytes, name: str, suffix: str, targets: Targets) -> tuple[Delivery, date | None]:
    if suffix == ".eml":
        message = parse_message(raw, name)
        return read_mail(message, name, targets, READERS), sent_on(message)
    if suffix not in READERS:
        fix = f"Save it as {SAVE_AS[suffix]}." if suffix in SAVE_AS else "Save it as one of these."
        refuse(name, "intake.kind", f"'{suffix or name}' is not taken in: {', '.join([*READERS, '.eml'])} are.", fix)
    return READERS[suffix](raw, name, targets), None


def _about_what_was_asked(delivery: Delivery, about: Point | None) -> Delivery:
    """With `--about`, points that name nothing are about that; the other leftovers stay."""
    if about is None:
        return delivery
    kept = [one for one in delivery.leftovers if one.point is None]
    placed = [replace(one.point, about=about.about, chapter=about.chapter) for one in delivery.leftovers if one.point is not None]
    return Delivery(points=[*delivery.points, *placed], leftovers=kept, remarks=delivery.remarks, names=delivery.names)


def _respondent(said: str, name: str) -> str:
    respondent = " ".join(said.split())
    fix = "Name the organisation, or a pseudonym such as 'Resident 12'."
    if not respondent or len(respondent) > 80 or not IN_A_NAME.fullmatch(respondent):
        refuse(name, "intake.respondent",
               f"'{respondent[:40]}' cannot stand as a respondent: letters, digits and , . ( ) / & ' - only.", fix)
    if found := personal_data_in(respondent):
        refuse(name, "intake.respondent", f"The respondent holds {'an' if found[0].kind[0] == 'e' else 'a'} {found[0].kind}.",
               fix)
    return respondent


def _named_target(said: str, targets: Targets, name: str) -> Point | None:
    if not said:
        return None
    found = targets.point_about([said], Point(source=""), "", "")
    if isinstance(found, Leftover):
        refuse(name, "intake.about", f"'{said}' is not, or no longer, in the book.",
               f"Give --about an item's id or a page such as evidence/people.{nearest(said, [*targets.items, *targets.pages])}")
    return found


def _criterion(said: str, targets: Targets, name: str) -> str:
    if said and said not in targets.criteria:
        refuse(name, "intake.criterion", f"'{said}' is none of the criteria.", f"Use one of: {', '.join(targets.criteria)}.")
    return said


def responses_of(register: Register, respondent: str) -> list[str]:
    """The ids of what a respondent has said, in the order of the pages."""
    return [r.id for r in register.responses() if r.text("respondent").casefold() == respondent.casefold()]
