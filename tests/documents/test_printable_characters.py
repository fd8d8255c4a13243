"""The list of characters that check lets pass, held against the fonts and Typst."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import pytest

from goldenthread.book import UNPRINTABLE, name_of_sign, with_named_signs
from goldenthread.book.printable_characters import ranges
from goldenthread.documents.paper.typst_process import font_folders, run_typst
from goldenthread.documents.paper.volume import Limits
from goldenthread.model import Place

CONTROLS = ("Cc", "Cn", "Cs")


def faults_of(texts: Iterable[str], tmp_path: Path) -> list[str]:
    """What Typst says of a PDF with these texts in each of the families of the template."""
    for name in ("pieces.typ", "words.typ"):
        template = resources.files("goldenthread.documents.paper") / name
        (tmp_path / name).write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    set_texts = " ".join(f"#{json.dumps(text, ensure_ascii=False)}" for text in texts)
    parts = [f"#text(font: {family})[{set_texts}]\n" for family in ("sans", "serif")]
    (tmp_path / "all.typ").write_text('#import "pieces.typ": *\n#set document(title: "All", date: none)\n' + "".join(parts),
                                      encoding="utf-8")
    fonts, missing = font_folders(Place(file="all.typ", line=1))
    assert missing == []
    run = run_typst(tmp_path / "all.typ", fonts, Limits(), {"format": "pdf", "pdf_standards": ["ua-1"]})
    assert run is not None
    return [fault.message for fault in run.faults]


def every_character() -> Sequence[str]:
    """Each character of the list, between two letters."""
    characters = (chr(number) for first, last in ranges() for number in range(first, last + 1))
    return [f"x{one}x" for one in characters if unicodedata.category(one) not in CONTROLS]


def test_characters_that_check_lets_pass_can_be_printed(tmp_path: Path) -> None:
    texts = every_character()
    assert len(texts) > 50_000
    # the letters of CJK are most of them, and in one font
    rare = [text for text in texts if not "\u3400" <= text[1] <= "\ud7a3"]
    assert faults_of([*rare, *random.Random(15).sample(texts, 2000)], tmp_path) == []


@pytest.mark.sound
def test_every_character_that_check_lets_pass_can_be_printed(tmp_path: Path) -> None:
    texts = every_character()
    for start in range(0, len(texts), 14_000):
        assert faults_of(texts[start:start + 14_000], tmp_path) == []


WRITTEN = [
    "東京 한국어 ひらがな か\u3099 ｶﾞ", "Gŵyl ŷ ẁ", "Привет, Ελληνικά, հայերեն, ქართული", "مُحَمَّد עִבְרִית اردو",
    "ਪੰਜਾਬੀ ગુજરાતી বাংলা हिन्दी தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ଓଡ଼ିଆ සිංහල", "ภาษาไทย ລາວ မြန်မာ ខ្មែរ አማርኛ",
    "👍 👍🏽 👩🏽‍🏭 🏭 ✅ ❌ ⚠️ 1️⃣ 🇬🇧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️‍🔥", "x⃝ a᷀ e͡e ế ﷽ ﬁ ½",
]


def test_what_people_write_can_be_printed(tmp_path: Path) -> None:
    assert UNPRINTABLE.findall(" ".join(WRITTEN)) == []
    assert faults_of(" ".join(WRITTEN).split(), tmp_path) == []


@pytest.mark.parametrize(("character", "name"), [("\U00012000", "[cuneiform sign a]"), ("\u0378", "[U+0378]")])
def test_a_character_that_no_font_has_is_printed_as_its_name(character: str, name: str, tmp_path: Path) -> None:
    assert UNPRINTABLE.search(character)
    assert faults_of([character], tmp_path)
    assert name_of_sign(character) == name
    assert with_named_signs(f"one {character} two") == f"one {name} two"


@pytest.mark.parametrize("sign", ["\ue000", "\ue00f", "\uf8ff", "\U000fe4e5", "\U0010fffd"])
def test_a_sign_of_the_private_use_area_is_printed_as_its_number(sign: str) -> None:
    """Some fonts have a picture for it, and PDF/A forbids it: a response that holds one would stop every PDF."""
    assert with_named_signs(f"one {sign} two") == f"one [U+{ord(sign):04X}] two"


def test_what_authors_write_can_be_printed() -> None:
    assert not UNPRINTABLE.search("Łódź, Ğ, ß, Ω, Ж, “quoted” – £5 €6 m² CO₂ ½ → ≤ ✓ ☐ • … ﬁ\t\n")
