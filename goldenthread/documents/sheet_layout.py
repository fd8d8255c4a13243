"""How the sheets of a workbook look: rows as high as their text, and pages on which a printed sheet can be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from goldenthread.book import extent

LINE = 16.0
"""The height of a line of 12-point letters, in points."""
TALLEST_ROW = 409.0
"""The highest row that Excel takes, in points."""
LETTERS_PER_UNIT = 0.9
"""How many 12-point letters of running text go into one unit of a column's width, which is a digit of 11 points."""
A4, PAGE_WIDTH, MARGIN = 9, 297.0, 12.0
"""Excel's number for A4, and in millimetres the width of a sheet on its side and the margin at either side of it."""
SMALLEST_SCALE = 67
"""12-point letters are 8 points high at this scale, in per cent; a wider sheet goes over several pages."""
LONGEST_UNBROKEN = 32
"""No column is made wider for a word of more letters."""
_NEARLY = 0.92
"""The part of a page's width that is counted on, for programs round the widths of columns each in their own way."""
_PIXELS_PER_UNIT, _PIXELS_OF_PADDING, _PIXELS_PER_INCH, _MILLIMETRES_PER_INCH = 8, 6, 96, 25.4


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height in points that a row of wrapped texts needs in columns of these widths, at least one line.

    Excel works it out when it opens a workbook; LibreOffice and printers take what stands in the file, and print rows of one
    line over each other.
    """
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(TALLEST_ROW, max(1, lines) * LINE + 2)


def with_room_for_words(widths: Sequence[int], rows: Sequence[Sequence[object]]) -> list[int]:
    """The widths of columns, each at least as wide as the longest word in its cells, which a program would break between letters.

    A word of more letters than the longest id, such as an address, is for the program to break.
    """
    def need(cell: object) -> int:
        broad = [extent(word) for word in str(cell).split() if len(word) <= LONGEST_UNBROKEN]
        return math.ceil(max(broad, default=0) / LETTERS_PER_UNIT) + 1
    return [max([width, *(need(row[column]) for row in rows)]) for column, width in enumerate(widths)]


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


def pages_across(widths: Sequence[int], scale: int = SMALLEST_SCALE) -> int:
    """Over how many pages side by side a sheet goes at a scale in per cent: no column is divided, the first is repeated."""
    first, *others = _in_pixels(widths)
    pages, used = 1, first
    for pixels in others:
        if used + pixels > _room(scale) and used > first:
            pages, used = pages + 1, first
        used += pixels
    return pages


def _in_pixels(widths: Sequence[int]) -> list[int]:
    return [width * _PIXELS_PER_UNIT + _PIXELS_OF_PADDING for width in widths]


def _room(scale: int) -> float:
    """The pixels of a sheet that a page is wide at a scale."""
    return _NEARLY * (PAGE_WIDTH - 2 * MARGIN) / _MILLIMETRES_PER_INCH * _PIXELS_PER_INCH / scale * 100


def print_scale(widths: Sequence[int]) -> int:
    """The largest scale, in per cent, at which a sheet goes over as few pages side by side as it may."""
    first, *others = _in_pixels(widths)
    widest, fewest = first + max(others, default=0), pages_across(widths)
    fitting = (scale for scale in range(SMALLEST_SCALE, 101) if widest <= _room(scale))
    return max((scale for scale in fitting if pages_across(widths, scale) == fewest), default=SMALLEST_SCALE)


def set_up_page(page: Any, title: str, widths: Sequence[int], header_row: int | None = None) -> None:
    """Print a sheet of XlsxWriter on A4 on its side, with its title and number at every foot, in letters of at least 8 points.

    The row of headings (counted from nought) is repeated on every page, and the first column on those that go on to the right.
    """
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(*[MARGIN / _MILLIMETRES_PER_INCH] * 2, top=0.6, bottom=0.7)
    page.set_footer(f"&L{title.replace('&', '&&')[:120]}&RPage &P of &N")
    across = pages_across(widths)
    if across > 1:
        # not fitted to so many pages: as no column is divided and the first is repeated, letters would come to half their size
        page.set_print_scale(print_scale(widths))
    else:
        page.fit_to_pages(1, 0)
    if header_row is not None:
        page.repeat_rows(header_row)
    if across > 1:
        page.repeat_columns(0)
