"""The list of characters that check lets pass, held against the fonts and Typst."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from goldenthread.book.printable_characters import UNPRINTABLE, ranges
from goldenthread.documents.paper.typst_process import FONT_PACKAGES, font_folders, run_typst
from goldenthread.documents.paper.volume import Limits
from goldenthread.model import Place

CONTROLS = ("Cc", "Cn", "Cs")


def faults_of(characters: Iterable[str], tmp_path: Path) -> list[str]:
    """What Typst says of a PDF with these characters in each of the families."""
    text = " ".join(f'#"x\\u{{{ord(one):x}}}x"' for one in characters)
    parts = [f'#text(font: "{family}")[{text}]\n' for family in FONT_PACKAGES]
    (tmp_path / "all.typ").write_text('#set document(title: "All", date: none)\n' + "".join(parts), encoding="utf-8")
    fonts, missing = font_folders(Place(file="all.typ", line=1))
    assert missing == []
    run = run_typst(tmp_path / "all.typ", fonts, Limits(), {"format": "pdf", "pdf_standards": ["ua-1"]})
    assert run is not None
    return [fault.message for fault in run.faults]


def test_every_character_that_check_lets_pass_can_be_printed(tmp_path: Path) -> None:
    characters = [chr(number) for first, last in ranges() for number in range(first, last + 1)]
    printed = [one for one in characters if unicodedata.category(one) not in CONTROLS]
    assert len(printed) > 6000
    assert faults_of(printed, tmp_path) == []


@pytest.mark.parametrize("character", ["\u6f22", "\U0001f44d", "\u0e01", "\ua000"])
def test_a_character_that_check_refuses_cannot_be_printed(character: str, tmp_path: Path) -> None:
    assert UNPRINTABLE.search(character)
    assert faults_of([character], tmp_path)


def test_what_authors_write_can_be_printed() -> None:
    assert not UNPRINTABLE.search("Łódź, Ğ, ß, Ω, Ж, “quoted” – £5 €6 m² CO₂ ½ → ≤ ✓ ☐ • … ﬁ\t\n")
