"""Marks that enclose a letter, stand on none, or stand in heaps: in the finished PDF none lies over the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from docutils import nodes
from PIL import ImageChops

from goldenthread.documents.paper import link_targets_from_volumes, make_pdf
from tests.documents.node_pieces import chapter, volume

SCALE = 6
AROUND = "HHHH"
SIGNS = ("1\ufe0f\u20e3", "1\u20e3", "#\ufe0f\u20e3", "10\u20e3", "a\u20dd", "a\u20e0x", "a\u20df\u20dd", "м\u20e2", "А\u0488",
         "А\u0489", "\u0645\u20dd", "a\ufe0f\u20dd", "1\ufe0f", "👍🏽", "👩🏽\u200d🏭", "🇬🇧", "⚠\ufe0f", "שלום 12", "हिन्दी")
ALONE = ("\u20dd", "\u20e3", "\u20e2", "\u0338", "\u0301", "\ufe0f\u20e3")
HEAP = "a" + "\u0301" * 12


def pages_of(tmp_path: Path, texts: Sequence[str]) -> pypdfium2.PdfDocument:
    """The PDF of a chapter with these paragraphs."""
    book = volume([chapter(*(nodes.paragraph("", text) for text in texts))], tmp_path, index=False)
    assert make_pdf(book, link_targets_from_volumes([book]), tmp_path / "pdf", tmp_path / "work") == []
    return pypdfium2.PdfDocument(tmp_path / "pdf" / book.file)


def ink_around(document: pypdfium2.PdfDocument) -> list[int]:
    """How much ink there is where each H stands, in the order of the text."""
    found = []
    for page in document:
        picture = ImageChops.invert(page.render(scale=SCALE).to_pil().convert("L"))
        text, height = page.get_textpage(), page.get_height()
        for place in range(text.count_chars()):
            if text.get_text_range(place, 1) == "H":
                left, bottom, right, top = text.get_charbox(place)
                box = (left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE)
                found.append(sum(picture.crop(tuple(map(round, box))).get_flattened_data()) // 255)
    return found


def test_no_mark_lies_over_the_words_beside_it(tmp_path: Path) -> None:
    texts = [*SIGNS, *(f" {sign} " for sign in (*SIGNS, *ALONE))]
    ink = ink_around(pages_of(tmp_path, [AROUND * 2, *(f"{AROUND}{text}{AROUND}" for text in texts)]))
    assert len(ink) == 2 * len(AROUND) * (len(texts) + 1)
    plain = max(ink[:8])
    over = {text for number, text in enumerate(texts, start=1) if max(ink[8 * number:8 * number + 8]) > plain * 1.08}
    assert over == set()


def test_a_heap_of_marks_does_not_lie_over_the_line_before(tmp_path: Path) -> None:
    line = AROUND + "o" * 60
    document = pages_of(tmp_path, [AROUND * 2, f"{line} {HEAP}{AROUND} and its end"])
    ink = ink_around(document)
    assert max(ink[8:]) <= max(ink[:8]) * 1.08
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert said.count("[combining acute accent]") == 12 - 3
