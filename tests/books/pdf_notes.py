"""Notes on a PDF as four programs write them, each on words that are found on the pages."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

PROGRAMS = ("Acrobat", "Preview", "Edge", "Okular")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Made:
    """A note that was made: the words that it is on, and what it says."""

    marked: str
    said: str


def boxes_of(document: pypdfium2.PdfDocument, words: str) -> tuple[int, list[Box]]:
    """The page on which words stand for the first time, and the rectangle of each line of them."""
    for number, page in enumerate(document):
        text = page.get_textpage()
        if found := text.search(words).get_next():
            return number, _lines(text, *found)
    raise AssertionError(f"'{words}' stands on no page")


def _lines(text: pypdfium2.PdfTextPage, start: int, count: int) -> list[Box]:
    boxes = [text.get_charbox(place) for place in range(start, start + count) if text.get_text_range(place, 1).strip()]
    lines: list[Box] = []
    for left, bottom, right, top in boxes:
        if lines and lines[-1][1] < (bottom + top) / 2 < lines[-1][3]:
            one = lines[-1]
            lines[-1] = (one[0], min(one[1], bottom), right, max(one[3], top))
        else:
            lines.append((left, bottom, right, top))
    return lines


def with_notes(raw: bytes, words: list[str], chance: random.Random) -> tuple[bytes, list[Made]]:
    """The PDF with one note on each of these words, by each program in turn."""
    document, made = pypdfium2.PdfDocument(raw), []
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for number, marked in enumerate(words):
            page, boxes = boxes_of(document, marked)
            said = f"Note {number}: this is {chance.choice(['old', 'wrong', 'right', 'not the whole of it'])}."
            for annotation in _NOTES[PROGRAMS[number % 4]](pdf, boxes, said, number):
                if "/Annots" not in pdf.pages[page]:
                    pdf.pages[page].Annots = Array()
                pdf.pages[page].Annots.append(annotation)
            made.append(Made(marked=marked, said=said))
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue(), made


def _annotation(pdf: pikepdf.Pdf, kind: str, boxes: list[Box], said: str, **more: object) -> pikepdf.Object:
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    entries = {"/Type": Name.Annot, "/Subtype": Name(f"/{kind}"), "/Rect": Array([left, bottom, right, top]),
               "/Contents": String(said), "/T": String("Anna Brown"), **{f"/{key}": value for key, value in more.items()}}
    return pdf.make_indirect(Dictionary(entries))


def _quads(boxes: list[Box], order: str, more: float = 0.0) -> Array:
    """The corners of rectangles: in the order that Acrobat writes (`z`), or around as the standard says (`around`)."""
    numbers: list[float] = []
    for left, bottom, right, top in boxes:
        low, high = bottom - more, top + more
        numbers += ([left, high, right, high, left, low, right, low] if order == "z"
                    else [left, low, right, low, right, high, left, high])
    return Array(numbers)


def _acrobat(pdf: pikepdf.Pdf, boxes: list[Box], said: str, number: int) -> Iterator[pikepdf.Object]:
    note = _annotation(pdf, "Highlight", boxes, said, QuadPoints=_quads(boxes, "z"), NM=String(f"a{number}"),
                       RC=String(f"<body><p>{said}</p></body>"))
    yield note
    yield _annotation(pdf, "Popup", boxes, "", Parent=note)
    if number % 8 == 0:
        yield _annotation(pdf, "Text", boxes, f"An answer to {number}", IRT=note, RT=Name.R)


def _preview(pdf: pikepdf.Pdf, boxes: list[Box], said: str, number: int) -> Iterator[pikepdf.Object]:
    yield _annotation(pdf, "Underline" if number % 8 == 1 else "Highlight", boxes, said, QuadPoints=_quads(boxes, "z", 1.5))


def _edge(pdf: pikepdf.Pdf, boxes: list[Box], said: str, number: int) -> Iterator[pikepdf.Object]:
    yield _annotation(pdf, "Highlight", boxes, said, QuadPoints=_quads(boxes, "around", 0.5))


def _okular(pdf: pikepdf.Pdf, boxes: list[Box], said: str, number: int) -> Iterator[pikepdf.Object]:
    if number % 8 == 3:
        # a note in the margin marks no words
        _left, bottom, _right, top = boxes[0]
        yield _annotation(pdf, "Text", [(40.0, bottom - 8, 60.0, top + 4)], said, NM=String(f"okular-{{{number}}}"))
    else:
        name = String(f"okular-{{{number}}}")
        yield _annotation(pdf, "Squiggly", boxes, said, QuadPoints=_quads(boxes, "around", 0.2), NM=name)


_NOTES = {"Acrobat": _acrobat, "Preview": _preview, "Edge": _edge, "Okular": _okular}
