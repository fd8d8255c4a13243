"""Which characters the printed files can show: those of the font families in their template, and of Typst's fallback fonts.

Any other is printed as its name. Pages and Word files contain the character itself, because browsers and Word bring fonts of
their own.
"""

from __future__ import annotations

import re
import unicodedata
from importlib import resources

LIST = "printable_characters.txt"
"""The numbers of the characters, from the first to the last of each range, in base 16.

A character without a glyph would stop the PDF. The list was made by typesetting each character in the fonts, with the font
families of the template in order (Typst 0.15); a test typesets them all again. A character that is not in the list is in none of
our fonts, or is one of the private use area: PDF/A forbids these, and no reader knows what one of them means.
"""


def ranges() -> list[tuple[int, int]]:
    """The first and the last number of each range."""
    parts = (part.partition("-") for part in (resources.files(__package__) / LIST).read_text(encoding="ascii").split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in parts]


_PRINTABLE = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges())
UNPRINTABLE = re.compile(f"[^\\t\\n{_PRINTABLE}]")


def name_of_sign(sign: str) -> str:
    """What is printed for a character that no font has: its Unicode name in brackets, or else its number, as in `[U+E1FF]`."""
    return f"[{unicodedata.name(sign, '').lower() or f'U+{ord(sign):04X}'}]"


def with_named_signs(text: str) -> str:
    """A text in which each character that no font of the printed files has is replaced by its name."""
    return text if text.isascii() else UNPRINTABLE.sub(lambda match: name_of_sign(match[0]), text)
