"""What a reader finds in finished files: the words of web pages, PDFs and Word files, and where a PDF has them."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.etree
import lxml.html
import pypdfium2

PLANTED = re.compile(r"zq[a-pr-wy]{4}")
EDGE, TOUCH = 12.0, 2.2
"""In points: no word stands nearer to the edge of its page, and none further over another than letters of two lines touch."""


def planted(text: str) -> Counter[str]:
    """How often each planted word stands in a text; a long word may have been split by the ends of lines."""
    return Counter(PLANTED.findall(re.sub(r"[\s\u00ad\ufffe\u200b]", "", text)))


def text_of_page(path: Path) -> str:
    """What a web page says, without its frame."""
    page = lxml.html.document_fromstring(path.read_bytes())
    (main,) = page.iter("main")
    return " ".join(main.itertext())


def text_of_word_file(path: Path) -> str:
    """What a Word file says: its text and its footnotes, without the lists that name its charts and tables once more."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
    return " ".join("".join(text.text or "" for text in paragraph.iter(f"{space}t"))
                    for part in parts for paragraph in lxml.etree.fromstring(part).iter(f"{space}p")
                    if paragraph.find(f"{space}pPr/{space}pStyle[@{space}val='tableoffigures']") is None)


def text_of_pdf(path: Path) -> str:
    """What a PDF says, page after page."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its place on a page, in points from the lower left."""

    word: str
    left: float
    low: float
    right: float
    high: float

    def covers(self, other: PlacedWord) -> bool:
        """Whether a good part of another word is printed over this one."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.high, other.high) - max(self.low, other.low)
        return across > TOUCH and up > TOUCH


Box = tuple[float, float, float, float]


def placed_words(page: pypdfium2.PdfPage) -> Iterator[PlacedWord]:
    """Every word of a page; one that is split by the end of a line counts as two."""
    text = page.get_textpage()
    letters: list[tuple[str, Box]] = []
    for at in range(text.count_chars()):
        sign, (left, low, right, high) = text.get_text_range(at, 1), text.get_charbox(at)
        seen = bool(sign.strip()) and right > left and high > low
        if letters and not (seen and _follows((left, low, right, high), letters[-1][1])):
            yield _word(letters)
            letters = []
        if seen:
            letters.append((sign, (left, low, right, high)))
    if letters:
        yield _word(letters)


def _follows(box: Box, last: Box) -> bool:
    """Whether a letter stands behind another on its line; the letters of a ligature share a place."""
    return box[1] < last[3] and last[1] < box[3] and box[0] >= last[0] - 0.5


def _word(letters: Sequence[tuple[str, Box]]) -> PlacedWord:
    boxes = [box for _, box in letters]
    return PlacedWord("".join(sign for sign, _ in letters), boxes[0][0], min(box[1] for box in boxes), boxes[-1][2],
                      max(box[3] for box in boxes))


def misplaced_words(path: Path) -> list[str]:
    """What is wrong with the places of words in a PDF: outside its page, or over another word."""
    wrong = []
    for number, page in enumerate(pypdfium2.PdfDocument(path), start=1):
        width, height = page.get_size()
        row: list[PlacedWord] = []
        for each in sorted(placed_words(page), key=lambda word: word.low):
            if each.left < EDGE or each.right > width - EDGE or each.low < EDGE or each.high > height - EDGE:
                wrong.append(f"page {number}: '{each.word}' runs off it")
            row = [other for other in row if other.high > each.low]
            wrong += [f"page {number}: '{each.word}' is printed over '{other.word}'" for other in row if other.covers(each)]
            row.append(each)
    return wrong
