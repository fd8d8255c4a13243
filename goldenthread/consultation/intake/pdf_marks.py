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
"""Annotations that say nothing themselves; fields and files are read apart."""
NAMES = {"/Text": "note", "/FreeText": "text on the page", "/Highlight": "highlight", "/Underline": "underline",
         "/Squiggly": "underline", "/StrikeOut": "deletion", "/Caret": "insertion", "/Ink": "drawing", "/Stamp": "stamp"}
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
        self._place_of_page: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def notes(self) -> list[PdfNote]:
        """Every note with its answers; fields and files are gathered on the way."""
        self.files += [(name, bytes(spec.get_file().read_bytes())) for name, spec in self.pdf.attachments.items()]
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
        if kind == "/Widget" and (value := _text(annotation, "/V") or _text(annotation.get("/Parent", {}), "/V")):
            self.fields.append((number, _text(annotation, "/T") or _text(annotation.get("/Parent", {}), "/T"), value))
        elif kind == "/FileAttachment":
            file = annotation.FS
            self.files.append((_text(file, "/UF") or _text(file, "/F"), bytes(file.EF.F.read_bytes())))
        if kind in SILENT:
            return
        if "/IRT" in annotation:
            waiting.append((number, annotation))
            return
        notes[_key(annotation)] = self._note(number, kind, annotation)

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


def _words(annotation: pikepdf.Object) -> str:
    """What a note says: its contents, else the text of its formatted form."""
    return _text(annotation, "/Contents") or " ".join(re.sub(r"<[^>]*>", " ", _text(annotation, "/RC")).split())


def _text(holder: Any, key: str) -> str:
    value = holder.get(key)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").removeprefix("/").strip()
