"""How the sheets of a workbook look: rows as high as their text, and pages on which a printed sheet can be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

LINE = 16.0
"""The height of a line of 12-point letters, in points."""
TALLEST_ROW = 409.0
"""The highest row that Excel takes, in points."""
LETTERS_PER_UNIT = 0.9
"""How many 12-point letters of running text go into one unit of a column's width, which is a digit of 11 points."""
A4, PAGE_WIDTH, MARGIN = 9, 297.0, 12.0
"""Excel's number for A4, and in millimetres the width of a sheet on its side and the margin at either side of it."""
SMALLEST_SCALE = 0.67
"""12-point letters are 8 points high at this scale; a wider sheet goes over several pages."""
_PIXELS_PER_UNIT, _PIXELS_OF_PADDING, _PIXELS_PER_INCH, _MILLIMETRES_PER_INCH = 7, 5, 96, 25.4


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height in points that a row of wrapped texts needs in columns of these widths, at least one line.

    Excel works it out when it opens a workbook; LibreOffice and printers take what stands in the file, and print rows of one
    line over each other.
    """
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(TALLEST_ROW, max(1, lines) * LINE + 2)


def _lines(text: str, width: int) -> int:
    """Into how many lines a text is broken in a column: words stay whole where they can."""
    most = max(1, int(width * LETTERS_PER_UNIT))
    count = 0
    for line in text.split("\n"):
        used = 0
        count += 1
        for word in line.split(" "):
            needed = len(word) + (used > 0)
            if used + needed > most and used:
                count, used, needed = count + 1, 0, len(word)
            count += (used + needed - 1) // most if len(word) > most else 0
            used = (used + needed - 1) % most + 1 if len(word) > most else used + needed
    return count


def pages_across(widths: Sequence[int]) -> int:
    """Over how many pages side by side a sheet goes, so that its letters are at least 8 points high."""
    pixels = sum(width * _PIXELS_PER_UNIT + _PIXELS_OF_PADDING for width in widths)
    needed = pixels / _PIXELS_PER_INCH * _MILLIMETRES_PER_INCH * SMALLEST_SCALE
    return max(1, math.ceil(needed / (PAGE_WIDTH - 2 * MARGIN)))


def set_up_page(page: Any, title: str, widths: Sequence[int], header_row: int | None = None) -> None:
    """Print a sheet of XlsxWriter on A4 on its side, as wide as the page, with its title and number at every foot.

    The row of headings (counted from nought) is repeated on every page, and the first column on those that go on to the right.
    """
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(*[MARGIN / _MILLIMETRES_PER_INCH] * 2, top=0.6, bottom=0.7)
    page.set_footer(f"&L{title.replace('&', '&&')[:120]}&RPage &P of &N")
    across = pages_across(widths)
    page.fit_to_pages(across, 0)
    if header_row is not None:
        page.repeat_rows(header_row)
    if across > 1:
        page.repeat_columns(0)
