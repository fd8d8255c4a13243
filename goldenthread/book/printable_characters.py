"""Which characters the printed files can show: those of the two families of their template, and of what Typst falls back on."""

from __future__ import annotations

import re

# A character without a glyph would stop the PDF. Found by setting each character that Unicode has below U+3000, in the symbols
# and in the presentation forms with Source Serif 4.4, Source Sans 3.52 and Typst 0.15; a test sets them all again. What is
# not in the list is in no font of ours.
PRINTABLE = """
A-7F
A0-484 487-4FF 510-513 51A-51D 531-5F4 606-60C 615 61B-61C 61F 621-63A 640-64A 65A 660-66D 674 679-67B 67E-680 683-684
686-687 691 698 6A4 6A9 6AF 6BE 6CC 6F0-6F9 900-950 955-97F E3F E81-E84 E87-E88 E8A E8D E94-E97 E99-E9F EA1-EA7 EAA-EAB
EAD-EB9 EBB-EBC EC8-ECD 10D0-10FF 115F-1160 13A0-13FD 17B4-17B5 17C1-17C3 180B-180F 1D00-1DBF 1E00-2040 2042 2044-2052
2054-20C0 2100-211E 2120 2122 2124 2126-2184 2189 2190-23FF 2422-2423 2460-2606 2609-262F 2638-268B 2690-269C 26A0-26A7
26AA-26AF 26B2 2701-2704 2706-2709 270C-2714 2717-2726 272A-274B 274D 274F-2752 2756 2758-277F 2794 2798-27AF 27B1-2BFF
2C60-2CFF 2E02-2E05 2E08-2E0A 2E17-2E18 2E1F 2E22-2E25 2E2E 2E3A-2E3B 2E52 3000 3012 3016-3017 301A-301B 302E-3030 3036
306E E000-E007 E009 E00B-E00F FB00-FB4F FE00-FE0F FEFF FFF9-FFFD 1D400-1D7FF 1F10D-1F10F 1F12F 1F16A-1F16F 1F4A9 1F512 1F6D1
1F748 1F780-1F7EB 1F800-1F8B1 1F916
"""
"""The numbers of the characters, from the first to the last of each range, in base 16."""


def ranges() -> list[tuple[int, int]]:
    """The first and the last number of each range."""
    parts = (part.partition("-") for part in PRINTABLE.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in parts]


UNPRINTABLE = re.compile("[^\\t" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges()) + "]")
