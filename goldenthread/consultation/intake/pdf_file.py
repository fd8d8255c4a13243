"""A PDF that comes in: notes on a printed file of ours, each about what it stands at, or a report of the respondent's own."""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from goldenthread.consultation.intake.attachments import Reader, take_attachment
from goldenthread.consultation.intake.own_report import SOURCE as OWN_REPORT
from goldenthread.consultation.intake.pdf_marks import DAMAGED, PdfMarks, PdfNote, Spot
from goldenthread.consultation.intake.points import LINKED, OF_THE_FILE, Delivery, Leftover, Passage, Point, Targets, fold
from goldenthread.consultation.intake.safe_files import refuse
from goldenthread.consultation.intake.text_note import points_of_passages
from goldenthread.model import number_of, page_label

if TYPE_CHECKING:
    from goldenthread.consultation.intake.pdf_comparison import PageEdit

SOURCE = "notes in a PDF"
MOST_PAGES = 2000
ABOVE = 6.0
"""How many points a note may stand above the heading that it is about, as one in the margin does."""
ALL_CLEAR = "The PDF holds no note, and its pages are as they were given out."
NOT_COMPARED = ("the file no longer says what stood on its pages when it was given out, as some programs drop that: look whether "
                "anything was written onto them")
DRAWN = "something was drawn or pasted onto the page, or taken off it: look at it in the original"
NOT_RETURNED = "the page was given out, and is not in the file that came"
PUT_IN = "the page was not given out with the file"
SCANNED = "it holds no text that can be read, only a picture: look at it in the original, and record what it says"
PICTURES = "a picture is not read: look at it in the original, and record what it shows"
UNREAD = "it is not built as it should be: look at it in the original"
WORDS_DRAWN = "it holds no text that can be read, only what is drawn: look at it in the original, and record what it says"
MOST_LINES = 40
"""With so many lines and shapes a page may hold a chart; the lines of a table are fewer."""
CHARTS = "they have so many lines and shapes that a chart may be among them: look at it in the original, and record what it shows"
BOOKMARKED = "no page has these words: somebody may have put them in beside the pages"
XFA = "it is shown by some programs alone: look at it in the original, and say what it is about"
LONGEST = 5_000
NO_PLACE = "it stands at no item and in no chapter"


def read_pdf(raw: bytes, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """The points of a PDF. Raises `Fault` for a file that is damaged, protected by a password, or none."""
    if not raw.lstrip()[:1024].startswith(b"%PDF"):
        refuse(name, "intake.kind", "The name ends in .pdf, but the file is no PDF.", "Ask for it once more.")
    logging.getLogger("pikepdf").setLevel(logging.ERROR)
    try:
        pdf, words = pikepdf.open(io.BytesIO(raw)), pypdfium2.PdfDocument(raw)
        if len(pdf.pages) > MOST_PAGES:
            refuse(name, "intake.too-large", f"The file has {len(pdf.pages):,} pages.", "Ask for it in parts.")
        if not len(pdf.pages) == len(words) > 0:
            raise pikepdf.PdfError("pages that only one of the libraries finds")
        return _delivery(PdfMarks(pdf, words), targets, readers)
    except pikepdf.PasswordError:
        refuse(name, "intake.password", "The file is protected by a password.", "Ask for a copy without one.")
    except (*DAMAGED, pypdfium2.PdfiumError, RuntimeError, OverflowError, RecursionError):
        refuse(name, "intake.damaged", "The file is damaged or cut short.", "Ask for it again.")


def _delivery(marks: PdfMarks, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    delivery = Delivery()
    places = _Places(marks.named_spots(), targets)
    notes = marks.notes()
    delivery.names = {note.author for note in notes if note.author}
    for number, note in enumerate(notes, start=1):
        delivery.keep(_point(number, note, places, targets))
    if places.is_ours:
        is_as_given_out = _account_for_pages(delivery, marks, places, targets)
    else:
        is_as_given_out = False
        delivery.names |= marks.people
        delivery.add(_own_report(marks, targets))
        for name, words in marks.properties:
            delivery.leave_out("property", f"the file's property '{name}'", words, OF_THE_FILE)
        if addresses := marks.addresses:
            delivery.leave_out("link", "links of the file", "\n".join(addresses)[:LONGEST], LINKED)
    _take_fields(delivery, marks)
    for file, content in marks.files:
        take_attachment(delivery, content, file, targets, readers)
    if marks.unread:
        delivery.leave_open("note", number_of(marks.unread, "note"), "", UNREAD)
    if is_as_given_out and not (delivery.points or delivery.leftovers or delivery.open or delivery.to_convert):
        delivery.remarks.append(ALL_CLEAR)
    return delivery


def _take_fields(delivery: Delivery, marks: PdfMarks) -> None:
    """What was filled in, and the data of a form that only some programs show."""
    on_pages = [(f"form field '{field}' on page {page + 1}", value) for page, field, value in marks.fields]
    for where, value in (*on_pages, *((f"form field '{field}'", value) for field, value in marks.fields_without_place)):
        passages = (Passage(kind="form field", where=where, words=value),)
        delivery.keep(Leftover(where=where, why="say what it is about", passages=passages,
                               point=Point(text=value, source=SOURCE, passages=passages)))
    if words := marks.form_data:
        delivery.keep(Leftover(where="the data of a form", why=XFA, text=words[:LONGEST]))


def _account_for_pages(delivery: Delivery, marks: PdfMarks, places: _Places, targets: Targets) -> bool:
    """Compare the pages of a printed file with what was given out; whether all of them are as they were."""
    # loaded for PDF files alone: the room of documents takes its time
    from goldenthread.consultation.intake.pdf_comparison import PageComparison, compare_pages
    from goldenthread.documents import given_out_pages

    given = given_out_pages(marks.pdf)
    if not given:
        delivery.leave_open("text", number_of(len(marks.pdf.pages), "page"), "", NOT_COMPARED)
        return False
    found = compare_pages(given, marks.words)
    delivery.as_given_out = found.same
    for number, edit in enumerate(found.edits, start=1):
        delivery.keep(_point_of_edit(number, edit, places, targets))
    for page in found.drawn:
        delivery.leave_open("drawing", f"page {page + 1}", "", DRAWN)
    for page, words in found.put_in:
        passages = (Passage(kind="page", where=f"page {page + 1}", words=words),)
        delivery.keep(Leftover(where=f"page {page + 1}", why=PUT_IN, passages=passages,
                               point=Point(text=words, source=SOURCE, passages=passages)))
    for page in found.missing:
        delivery.leave_out("page", f"page {page + 1} as given out", "", NOT_RETURNED)
    printed = fold("".join(page.text for page in given))
    put_in = [title for title in marks.outline if fold(title) not in printed]
    if put_in:
        delivery.leave_open("bookmark", number_of(len(put_in), "bookmark"), "\n".join(put_in)[:LONGEST], BOOKMARKED)
    if found.edits:
        were = "was" if len(found.edits) == 1 else "were"
        delivery.remarks.append(f"{number_of(len(found.edits), 'change')} of the printed words themselves {were} found by "
                                "comparing with what was given out.")
    return found == PageComparison(same=found.same) and not put_in


def _point_of_edit(number: int, edit: PageEdit, places: _Places, targets: Targets) -> Point | Leftover:
    where = f"untracked change {number}, page {edit.spot.page + 1}"
    words = " / ".join(filter(None, (edit.deleted, edit.inserted)))
    point = Point(quoted=edit.quoted, deleted=edit.deleted, suggested=edit.inserted, source=SOURCE,
                  passages=(Passage(kind="untracked change", where=where, words=words),))
    about = places.at(edit.spot)
    return targets.point_about([about] if about else [], point, where, NO_PLACE)


class _Places:
    """Which item or chapter each place of a printed file belongs to: the nearest of our named destinations above it."""

    def __init__(self, spots: Mapping[str, Spot], targets: Targets) -> None:
        self.targets = targets
        self.page_of_label = {page_label(page): page for page in targets.title_of_page}
        marks = [((spot.page, spot.down), about) for name, spot in spots.items() if (about := self._about(name)) is not None]
        # of two at one place, such as a chapter and the item that begins it, the item counts
        marks.sort(key=lambda mark: (mark[0], mark[1] in targets.items))
        self.spots, self.about = [mark[0] for mark in marks], [mark[1] for mark in marks]

    @property
    def is_ours(self) -> bool:
        """Whether the file is a printed one of this book."""
        return any(self.about)

    def _about(self, name: str) -> str | None:
        """What a destination begins: an item, a page, or something else of the file (an empty text); None for what is within."""
        if name in self.targets.items:
            return name
        label = name.partition("--")[0]
        if label in self.page_of_label:
            return self.page_of_label[label]
        return None if self.targets.item_id.fullmatch(name) or name.startswith("DATA_") else ""

    def at(self, spot: Spot) -> str:
        """What a place belongs to."""
        number = bisect_right(self.spots, (spot.page, spot.down + ABOVE))
        return self.about[number - 1] if number else ""


def _point(number: int, note: PdfNote, places: _Places, targets: Targets) -> Point | Leftover:
    where = f"{note.kind} {number}, page {note.spot.page + 1}"
    criterion, text = targets.split_criterion(note.words)
    deleted = note.marked if note.kind == "deletion" else ""
    passages = (Passage(kind=note.kind, where=where, words=note.words or note.inserted or note.marked),
                *(Passage(kind="note", where=f"answer to {where}", words=reply) for reply in note.replies))
    point = Point(text=text, criterion=criterion, quoted="" if deleted else note.marked, deleted=deleted, suggested=note.inserted,
                  replies=tuple(note.replies), resolved=note.resolved, source=SOURCE, passages=passages)
    if note.is_drawn and not (note.inserted or note.replies):
        return Leftover(where=where, why="it is drawn, and not read: look at it in the original", passages=passages)
    if not (text or deleted or note.inserted or note.replies):
        return Leftover(where=where, why="it holds no words", text=note.marked, passages=passages)
    about = places.at(note.spot)
    if about:
        return targets.point_about([about], point, where, NO_PLACE)
    return _by_words(point, where, targets)


def _by_words(point: Point, where: str, targets: Targets) -> Leftover:
    """A note in a file that has lost its places: a leftover, with the one item that its marked words stand in as a proposal."""
    key = fold(point.quoted or point.deleted)
    found = [item for item, text in targets.texts.items() if len(key) > 10 and key in text]
    proposed = targets.point_about(found, point, where, NO_PLACE) if len(found) == 1 else None
    if isinstance(proposed, Point):
        return Leftover(where=where, why=f"the file has lost its places, and its words stand in {found[0]}", point=point,
                        proposed=proposed)
    return Leftover(where=where, why=NO_PLACE, point=point)


def _own_report(marks: PdfMarks, targets: Targets) -> Delivery:
    """A report of the respondent's own, page by page: a page that names an item or a page begins a point about it."""
    from goldenthread.documents import printed_pages

    passages, delivery = [], Delivery()
    drawn = list[int]()
    for number, page in enumerate(printed_pages(marks.words), start=1):
        where, pictures = f"page {number}", page.pictures
        drawn += [number] * (page.drawn >= MOST_LINES)
        text = "\n".join(line.strip() for line in page.text.replace("\r\n", "\n").split("\n")).strip()
        if text:
            passages.append(Passage(kind="page", where=where, words=text))
        if pictures:
            delivery.keep(_pictures(f"{number_of(pictures, 'picture')} on {where}", PICTURES if text else SCANNED))
        elif page.drawn and not text:
            delivery.keep(_pictures(where, WORDS_DRAWN))
        elif not text:
            delivery.leave_out("page", where, "", "it is empty")
    if drawn:
        delivery.keep(_pictures(f"drawings on {', '.join(f'page {number}' for number in drawn[:20])}", CHARTS))
    delivery.add(points_of_passages(passages, targets, OWN_REPORT))
    return delivery


def _pictures(where: str, why: str) -> Leftover:
    return Leftover(where=where, why=why, passages=(Passage(kind="picture", where=where),))

