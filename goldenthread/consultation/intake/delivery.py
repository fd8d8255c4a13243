"""Reading one file: what it is, who sent it and when, and what of it is new."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from goldenthread.analysis import kinds_of_respondents, personal_data_in
from goldenthread.book import LoadedBook, Vocabulary, language_of
from goldenthread.consultation.intake.attachments import left_over, take_read
from goldenthread.consultation.intake.form_text import words_of_form
from goldenthread.consultation.intake.known_copies import looks_of_copies
from goldenthread.consultation.intake.office_formats import converted
from goldenthread.consultation.intake.points import AttachedFile, Delivery, Leftover, Point, Targets, targets_of
from goldenthread.consultation.intake.reader_process import read_apart
from goldenthread.consultation.intake.received_record import PassageRecord, passage_records, with_decisions
from goldenthread.consultation.intake.response_items import NewResponse, Sender, ids_of_points, responses_from_points
from goldenthread.consultation.intake.safe_files import read_file, refuse
from goldenthread.consultation.intake.text_note import SOURCE as LETTER
from goldenthread.model import in_language, nearest, with_article

MOST_CONVERTED = 20
"""How many files within one are converted; each may take a minute and a half."""
RESPONDENT = re.compile(r"[\w ,.()/&'’–-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeRequest:
    """What an author asks for: the file, the respondent whose it is, and the day on which it came.

    Without a day it is the one that an e-mail says, else today. `criterion` and `about` (an item's id or a page) hold for
    points that name none themselves.
    """

    path: Path
    respondent: str
    received: date | None
    criterion: str = ""
    about: str = ""
    kind: str = ""
    """What kind of body or person the respondent is; when left out, what earlier responses say."""
    as_proposed: bool = False
    """Whether points are taken in as being about the item in which their quoted words stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeResult:
    """What came of a file. `responses` are those that are new; `points_read` counts the known ones, too."""

    raw: bytes
    suffix: str
    sender: Sender
    responses: list[NewResponse]
    points_read: int
    leftovers: list[Leftover]
    remarks: list[str]
    digest: str
    recorded_before: bool
    open_reasons: list[str]
    """Why passages stay open that are no leftovers."""
    as_given_out: int
    records: list[PassageRecord]
    """What became of each passage, with what an editor has decided before."""

    @property
    def removed(self) -> list[str]:
        """The kinds of personal data that were taken out, one for each time."""
        return [kind for response in self.responses for kind in response.removed]


def targets_in(book: LoadedBook, root: Path) -> Targets:
    """What points of files to the book at `root` may be about, with every known copy that was given out."""
    with in_language(language_of(root)):
        form = words_of_form(book.register, book.consultation, book.vocabulary.criteria)
        names = [(book.register.words.label("criterion", key), key) for key in book.vocabulary.criteria]
    names += [(one.name, one.id) for one in book.consultation.criteria] if book.consultation else []
    copies = looks_of_copies(root)
    return replace(targets_of(book.register, book.vocabulary, copies, form, names), given_looks=copies)


def read_delivery(book: LoadedBook, request: IntakeRequest, today: date, targets: Targets) -> IntakeResult:
    """Read a file and find what is new in it. Writes nothing. Raises `Fault` for a file or a request that will not do."""
    register = book.register
    name, suffix = request.path.name, request.path.suffix.lower()
    # the request is checked before the file, for a slip in it is mended sooner
    respondent = _respondent(request.respondent, name)
    about = _named_target(request.about, targets, name)
    criterion = _criterion(request.criterion, targets, name)
    kind = _respondent_kind(request.kind, book, respondent, name)
    raw = read_file(request.path, name)
    delivery, sent = _read_whole(raw, name, suffix, targets)
    delivery = _known_sources(delivery, book.vocabulary)
    delivery = _with_leftovers_placed(_as_proposed(delivery) if request.as_proposed else delivery, about)
    received = request.received or sent or today
    if received > today:
        refuse(name, "intake.received", f"The day of receipt, {received.isoformat()}, has not come yet.",
               "Give --received 2019-10-11.")
    late = book.consultation is not None and book.consultation.is_closed(received)
    sender = Sender(respondent=respondent, kind=kind, received=received, late=late, criterion=criterion,
                    names={person for person in delivery.names if person.casefold() != respondent.casefold()},
                    undecided=register.words.with_role("disposition", "undecided")[0],
                    prefix=book.vocabulary.kinds["response"].prefix)
    responses = responses_from_points(delivery.points, sender, register.items)
    there = {*register.items, *(response.id for response in responses)}
    records = passage_records(delivery, ids_of_points(delivery.points, sender, there), sender.names)
    digest = sha256(raw).hexdigest()
    earlier = next((file for file in register.received if file.sha256 == digest), None)
    return IntakeResult(raw=raw, suffix=suffix, sender=sender, responses=responses, points_read=len(delivery.points),
                        leftovers=delivery.leftovers, remarks=delivery.remarks, digest=digest,
                        as_given_out=delivery.as_given_out, recorded_before=earlier is not None,
                        open_reasons=[one.reason for one in delivery.open], records=with_decisions(records, earlier))


def _read_whole(raw: bytes, name: str, suffix: str, targets: Targets) -> tuple[Delivery, date | None]:
    """Read a file, and then each file within it that has to be converted first, up to a limit."""
    readable, ending, told = converted(raw, name, suffix)
    delivery, sent = read_apart(readable, name, ending, targets)
    delivery.remarks[:0] = [told] if told else []
    waiting, delivery.to_convert = delivery.to_convert, []
    for number, file in enumerate(waiting):
        if number < MOST_CONVERTED:
            take_read(delivery, file.name, partial(_read_within, file, targets))
        else:
            left_over(delivery, file.name, f"more than {MOST_CONVERTED} files would have to be converted: take it in by itself")
    return delivery, sent


def _read_within(file: AttachedFile, targets: Targets) -> Delivery:
    return _read_whole(file.content, file.name, file.ending, targets)[0]


def _with_leftovers_placed(delivery: Delivery, about: Point | None) -> Delivery:
    """With `--about`, leftovers that make a point are points about that; the others stay."""
    if about is None:
        return delivery
    kept = [leftover for leftover in delivery.leftovers if leftover.point is None]
    placed = [replace(leftover.point, about=about.about, chapter=about.chapter)
              for leftover in delivery.leftovers if leftover.point is not None]
    return replace(delivery, points=[*delivery.points, *placed], leftovers=kept)


def _known_sources(delivery: Delivery, vocabulary: Vocabulary) -> Delivery:
    """The points with a `source` that the book knows: one that is older than a kind of file calls it a letter or note."""
    known = vocabulary.kinds["response"].choices.get("source", ())

    def placed(point: Point) -> Point:
        return point if point.source in known or not known else replace(point, source=LETTER)

    leftovers = [replace(one, point=placed(one.point)) if one.point else one for one in delivery.leftovers]
    return replace(delivery, points=[placed(point) for point in delivery.points], leftovers=leftovers)


def _as_proposed(delivery: Delivery) -> Delivery:
    """Leftovers with a proposal become points about what is proposed; the others stay."""
    kept = [leftover for leftover in delivery.leftovers if leftover.proposed is None]
    placed = [leftover.proposed for leftover in delivery.leftovers if leftover.proposed is not None]
    return replace(delivery, points=[*delivery.points, *placed], leftovers=kept)


def _respondent(wanted: str, name: str) -> str:
    respondent = " ".join(wanted.split())
    fix = "Name the organisation, or a pseudonym such as 'Resident 12'."
    if not respondent:
        refuse(name, "intake.respondent", "Nothing says whose file this is.", f"Give --respondent. {fix}")
    if len(respondent) > 80 or not RESPONDENT.fullmatch(respondent):
        refuse(name, "intake.respondent",
               f"'{respondent[:40]}' cannot stand as a respondent: letters, digits and , . ( ) / & ' - only.", fix)
    if private := personal_data_in(respondent):
        refuse(name, "intake.respondent", f"The respondent holds {with_article(private[0].kind)}.", fix)
    return respondent


def _named_target(wanted: str, targets: Targets, name: str) -> Point | None:
    """A point without words about what `--about` names, or None where it is not given."""
    if not wanted:
        return None
    point = targets.point_about([wanted], Point(source=""), "", "")
    if isinstance(point, Leftover):
        refuse(name, "intake.about", f"'{wanted}' is not, or no longer, in the book.",
               "Give --about an item's id or a page such as evidence/people."
               f"{nearest(wanted, [*targets.items, *targets.title_of_page])}")
    return point


def _criterion(wanted: str, targets: Targets, name: str) -> str:
    if wanted and wanted not in targets.criteria:
        refuse(name, "intake.criterion", f"'{wanted}' is none of the criteria.", f"Use one of: {', '.join(targets.criteria)}.")
    return wanted


def _respondent_kind(wanted: str, book: LoadedBook, respondent: str, name: str) -> str:
    """The kind of a respondent by the book's word or its label; what is on record already counts where none is given."""
    choices = book.vocabulary.kinds["response"].choices.get("respondent_kind", ())
    label = book.vocabulary.words.label
    by_name = {words.casefold(): choice for choice in choices for words in (choice, label("respondent_kind", choice))}
    if not wanted:
        return kinds_of_respondents(book.register).get(respondent.casefold(), "")
    if wanted.casefold() not in by_name:
        refuse(name, "intake.respondent", f"'{wanted[:40]}' is no kind of respondent.",
               f"Use one of: {', '.join(choices)}.{nearest(wanted, choices)}" if choices else "Leave it out: there are no kinds.")
    return by_name[wanted.casefold()]
