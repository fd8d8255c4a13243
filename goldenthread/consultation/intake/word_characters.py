"""The characters of WordprocessingML that stand as elements of their own: hyphens, tabs, breaks, and signs of symbol fonts."""

from __future__ import annotations

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SIGNS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
"""What stands for an element in running text; a soft hyphen is seen only where a line happens to end."""
# Private characters of two fonts that every Word has, for which Unicode has signs (the vendors' tables at unicode.org); the
# Greek letters of Symbol stand where the Latin ones do
_SYMBOL = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= dict(zip(map(chr, (0xA3, 0xA5, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xA0, 0xAB, 0xAC,
                              0xAD, 0xAE, 0xAF, 0xD5, 0xD6, 0xE5, 0x2D, 0x40)),
                    "≤∞°±″≥×•÷≠≡≈…€↔←↑→↓∏√∑−≅", strict=True))
_WINGDINGS = dict(zip(map(chr, (0xFC, 0xFB, 0xFE, 0xFD, 0xA8, 0xA7, 0x6C, 0x6E, 0xD8, 0xE0, 0xDF, 0xE1, 0xE2, 0x4A, 0x4C, 0x76,
                                0xA1, 0x6F, 0x9F, 0x28, 0x2A)),
                      "✓✗☑☒◻▪●■➢→←↑↓☺☹❖○□•☎✉", strict=True))
FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def sign_of(element: Element) -> str:
    """The sign that a `w:sym` shows, or, of an unknown one, its name in brackets: no sign is left out in silence."""
    font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return f"[sign {code[:8]} of {font[:40] or 'an unknown font'}]"
    return sign_of_font(number, font)


def sign_of_font(number: int, font: str) -> str:
    """The sign at a place of a font, or its name in brackets."""
    # symbol fonts have their signs at F000 to F0FF of the private area (ECMA-376, part 1, 17.3.3.30)
    low = chr(number - 0xF000 if 0xF000 <= number <= 0xF0FF else number) if 0 < number < 0x110000 else ""
    known = FONTS.get(font.strip().lower())
    if known is not None and low:
        if low in known:
            return known[low]
        if low.isascii() and low.isprintable() and font.strip().lower() == "symbol":
            return low
    elif low and not 0xE000 <= number <= 0xF8FF and low.isprintable():
        return low
    return f"[sign {number:04X} of {font[:40] or 'an unknown font'}]"
