"""What a PDF holds beside its pages: notes and what they mark, answers to them, form fields, and files within it.

Acrobat, Preview, Edge and Okular write the same kinds of annotations (ISO 32000-2, 12.5). An answer names the note that it is
about; a replacement is a deletion with an insertion beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2

MARKED = frozenset({"/Highlight", "/Underline", "/Squiggly", "/StrikeOut"})
"""Annotations that mark words of the page."""
SILENT = frozenset({"/Link", "/Popup", "/Widget", "/FileAttachment", "/PrinterMark", "/TrapNet", "/Watermark"})
"""Annotations that say nothing themselves, but for words that somebody put there; fields and files are read apart."""
DESCRIBED = frozenset({"/Link", "/Widget"})
"""Of these the words describe a link or a field for who cannot see it."""
NAMES = {"/Text": "note", "/FreeText": "text on the page", "/Highlight": "highlight", "/Underline": "underline",
         "/Squiggly": "underline", "/StrikeOut": "deletion", "/Caret": "insertion", "/Ink": "drawing", "/Stamp": "stamp"}
MOST_FIELDS, MOST_BYTES = 20_000, 5_000_000
DAMAGED = (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What pikepdf 10 raises for an annotation that is not built as it should be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place of a PDF: the number of the page, from 0, and how far down it is, in points from the top."""

    page: int
    down: float


@dataclass(kw_only=True)
class PdfNote:
    """A note: its kind, words, and author, the words that it marks, its answers, and where it is."""

    kind: str
    words: str
    author: str
    marked: str
    spot: Spot
    inserted: str = ""
    replies: list[str] = field(default_factory=list)
    resolved: bool = False
    is_drawn: bool = False
    """Whether it is drawn rather than written: what it says has to be looked at."""


class PdfMarks:
    """The marks of an open PDF, in the order of its pages. `words` is the same file, opened for its text."""

    def __init__(self, pdf: pikepdf.Pdf, words: pypdfium2.PdfDocument) -> None:
        self.pdf, self.words = pdf, words
        self.unread = 0
        """How many annotations are not built as they should be."""
        self.fields: list[tuple[int, str, str]] = []
        """Of each form field that holds something: the page, its name, and what it holds."""
        self.files: list[tuple[str, bytes]] = []
        self._on_pages: set[Any] = set()
        """The form fields that stand on a page."""
        self._place_of_page: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def notes(self) -> list[PdfNote]:
        """Every note with its answers; fields and files are gathered on the way."""
        self._take_files()
        notes: dict[Any, PdfNote] = {}
        waiting: list[tuple[int, pikepdf.Object]] = []
        for number, page in enumerate(self.pdf.pages):
            for annotation in page.get("/Annots", ()):
                try:
                    self._take(number, annotation, notes, waiting)
                except DAMAGED:
                    self.unread += 1
        for number, answer in waiting:
            try:
                self._answer(number, answer, notes)
            except DAMAGED:
                self.unread += 1
        return sorted(notes.values(), key=lambda note: (note.spot.page, note.spot.down))

    def _take(self, number: int, annotation: pikepdf.Object, notes: dict[Any, PdfNote],
              waiting: list[tuple[int, pikepdf.Object]]) -> None:
        kind = str(annotation.Subtype)
        if kind == "/Widget":
            self._on_pages.add(annotation.objgen)
            self.fields += [(number, *field) for field in [filled_in(annotation)] if field[1]]
        parent: Any = annotation.get("/Parent", None) or {}
        is_silent = kind in SILENT and (kind in DESCRIBED or _words(annotation) in ("", _words(parent)))
        if "/IRT" in annotation and not is_silent:
            waiting.append((number, annotation))
        elif not is_silent:
            notes[_key(annotation)] = self._note(number, kind, annotation)
        if kind == "/FileAttachment":
            self.files.append(_file(annotation.FS))

    def _take_files(self) -> None:
        """Take the files that the document holds by name, and those that it or a page is said to go with."""
        names: Any = self.pdf.Root.get("/Names", {})
        named = dict(pikepdf.NameTree(names.EmbeddedFiles).items()) if "/EmbeddedFiles" in names else {}
        seen = set[Any]()
        for spec in [*named.values(), *(spec for holder in (self.pdf.Root, *self.pdf.pages) for spec in holder.get("/AF", ()))]:
            try:
                if spec.objgen == (0, 0) or spec.objgen not in seen:
                    seen.add(spec.objgen)
                    self.files.append(_file(spec))
            except DAMAGED:
                self.unread += 1

    @property
    def fields_without_place(self) -> list[tuple[str, str]]:
        """Of each form field that holds something and stands on no page its name, and what it holds."""
        form: Any = self.pdf.Root.get("/AcroForm", {})
        found, ahead, seen = list[tuple[str, str]](), list[Any](form.get("/Fields", ())), set[Any]()
        while ahead and len(seen) < MOST_FIELDS:
            one = ahead.pop()
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
            kids = [kid for kid in one.get("/Kids", ()) if isinstance(kid, pikepdf.Dictionary)]
            ahead += kids
            if not kids and one.objgen not in self._on_pages and filled_in(one)[1]:
                found.append(filled_in(one))
        return found

    @property
    def outline(self) -> list[str]:
        """The titles of the list of contents that a program shows beside the pages."""
        root: Any = self.pdf.Root.get("/Outlines", {})
        titles, ahead, seen = list[str](), [root.get("/First")], set[Any]()
        while ahead and len(seen) < MOST_FIELDS:
            one = ahead.pop()
            if one is not None and one.objgen not in seen:
                seen.add(one.objgen)
                titles.append(_text(one, "/Title"))
                ahead += [one.get("/Next"), one.get("/First")]
        return titles

    @property
    def form_data(self) -> str:
        """The words of a form of another kind (XFA), which only some programs show."""
        holder: Any = self.pdf.Root.get("/AcroForm", {})
        form = holder.get("/XFA")
        parts = [form] if isinstance(form, pikepdf.Stream) else [part for part in form or () if isinstance(part, pikepdf.Stream)]
        texts = (part.read_bytes()[:MOST_BYTES].decode("utf-8", "replace") for part in parts)
        return " ".join(re.sub(r"<[^<>]*>", " ", " ".join(texts)).split())

    @property
    def people(self) -> set[str]:
        """Those whom the file names as its authors."""
        metadata = self.pdf.Root.get("/Metadata")
        raw = metadata.read_bytes()[:MOST_BYTES] if isinstance(metadata, pikepdf.Stream) else b""
        creators = re.search(rb"<dc:creator\b[^<>]*>(.{0,2000}?)</dc:creator>", raw, re.DOTALL)
        listed = re.findall(r"<rdf:li[^<>]*>([^<>]*)<", creators[1].decode("utf-8", "replace")) if creators else []
        info: Any = self.pdf.trailer.get("/Info", {})
        return {name.strip() for name in (*re.split(";", _text(info, "/Author")), *listed)} - {""}

    @property
    def addresses(self) -> list[str]:
        """The addresses to which links on the pages lead, each once."""
        found: dict[str, None] = {}
        for page in self.pdf.pages:
            for annotation in page.get("/Annots", []):
                try:
                    found[_text(annotation.A, "/URI")] = None
                except DAMAGED:
                    continue
        return [address for address in found if address]

    @property
    def properties(self) -> list[tuple[str, str]]:
        """What the file says of itself."""
        info: Any = self.pdf.trailer.get("/Info", {})
        return [(key[1:].lower(), _text(info, key)) for key in ("/Title", "/Subject", "/Keywords") if _text(info, key)]

    def _note(self, number: int, kind: str, annotation: pikepdf.Object) -> PdfNote:
        quads = _quads(annotation)
        words = _words(annotation)
        marked = self._words_below(number, quads) if kind in MARKED else ""
        is_insertion = kind == "/Caret"
        return PdfNote(kind=NAMES.get(kind, kind.removeprefix("/").lower()), words="" if is_insertion else words, marked=marked,
                       author=_text(annotation, "/T"), spot=Spot(page=number, down=self._down(number, quads[0])),
                       inserted=words if is_insertion else "", is_drawn=kind not in MARKED and not words)

    def _answer(self, number: int, answer: pikepdf.Object, notes: Mapping[Any, PdfNote]) -> None:
        asked = answer.IRT
        for _ in range(50):  # an answer to an answer belongs to the first note
            if "/IRT" not in asked:
                break
            asked = asked.IRT
        note, words = notes.get(_key(asked)), _words(answer)
        if note is None:
            raise KeyError("IRT")
        if "/StateModel" in answer:
            state = _text(answer, "/State")
            note.resolved = note.resolved or state == "Completed"
            note.replies += [state] if state in ("Accepted", "Rejected", "Cancelled") else []
        elif str(answer.get("/RT", "/R")) == "/Group":
            # a replacement: the words that are struck out, and those to stand in their place
            kind, marked = str(answer.Subtype), self._words_below(number, _quads(answer))
            if kind == "/StrikeOut":
                note.kind, note.marked, note.inserted = "deletion", marked, note.inserted or words
            elif words and words not in (note.inserted, note.words):
                note.inserted = words if kind == "/Caret" else note.inserted
                note.replies += [] if kind == "/Caret" else [words]
        elif words:
            note.replies.append(words)

    def _words_below(self, number: int, quads: Sequence[tuple[float, float, float, float]]) -> str:
        """The words below some rectangles of a page (left, bottom, right, top), from the first to the last."""
        page = self.words[number].get_textpage()
        lines = []
        for left, bottom, right, top in quads:
            # some programs mark a little more than the line, so that a part of the next one would be read with it
            edge = (top - bottom) * 0.25
            lines.append(page.get_text_bounded(left=left + 0.3, bottom=bottom + edge, right=right - 0.3, top=top - edge))
        return " ".join(" ".join(lines).split())

    def _down(self, number: int, quad: tuple[float, float, float, float]) -> float:
        return float(self.pdf.pages[number].mediabox[3]) - (quad[1] + quad[3]) / 2

    def named_spots(self) -> dict[str, Spot]:
        """Where each named destination of the file is."""
        named: dict[str, Any] = {}
        root = self.pdf.Root
        if "/Names" in root and "/Dests" in root.Names:
            named |= dict(pikepdf.NameTree(root.Names.Dests).items())
        if "/Dests" in root:
            named |= {key.removeprefix("/"): value for key, value in root.Dests.items()}
        spots = {}
        for name, destination in named.items():
            try:
                place = destination if isinstance(destination, pikepdf.Array) else destination.D
                page = self._place_of_page[place[0].objgen]
                top = float(self.pdf.pages[page].mediabox[3])
                spots[name] = Spot(page=page, down=top - float(place[3]) if str(place[1]) == "/XYZ" else 0.0)
            except DAMAGED:
                continue
        return spots


def filled_in(field: pikepdf.Object) -> tuple[str, str]:
    """The whole name of a form field, and what it holds; nothing where it is empty or not ticked."""
    names, value, holder = list[str](), "", field
    for _ in range(50):  # a field stands within others
        names.append(_text(holder, "/T"))
        value = value or _value(holder.get("/V"))
        if "/Parent" not in holder:
            break
        holder = holder.Parent
    return ".".join(filter(None, reversed(names))), value


def _value(value: Any) -> str:
    if value is None or (isinstance(value, pikepdf.Name) and str(value) == "/Off"):
        return ""
    if isinstance(value, pikepdf.Array):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, pikepdf.Stream):
        return str(value.read_bytes()[:MOST_BYTES].decode("utf-8", "replace"))
    if isinstance(value, pikepdf.Dictionary):
        # a signature says who signed, why and where
        said = (_text(value, key) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
        return ", ".join(filter(None, said)) or "signed"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").removeprefix("/").strip()


def _file(spec: pikepdf.Object) -> tuple[str, bytes]:
    """A file within the document: its name and its bytes."""
    content = spec.EF.get("/F") or spec.EF.UF
    return _text(spec, "/UF") or _text(spec, "/F") or "file", bytes(content.read_bytes())


def _key(annotation: pikepdf.Object) -> Any:
    return annotation.objgen if annotation.objgen != (0, 0) else _text(annotation, "/NM")


def _quads(annotation: pikepdf.Object) -> list[tuple[float, float, float, float]]:
    """The rectangles that an annotation marks, each as left, bottom, right, top."""
    numbers = [float(number) for number in annotation.get("/QuadPoints", ())]
    rectangles = [numbers[start:start + 8] for start in range(0, len(numbers) - 7, 8)]
    if not rectangles:
        left, bottom, right, top = (float(number) for number in annotation.Rect)
        return [(min(left, right), min(bottom, top), max(left, right), max(bottom, top))]
    return [(min(eight[::2]), min(eight[1::2]), max(eight[::2]), max(eight[1::2])) for eight in rectangles]


def _words(annotation: Any) -> str:
    """What a note says: its contents, else the text of its formatted form."""
    return _text(annotation, "/Contents") or " ".join(re.sub(r"<[^>]*>", " ", _text(annotation, "/RC")).split())


def _text(holder: Any, key: str) -> str:
    value = holder.get(key)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").removeprefix("/").strip()
