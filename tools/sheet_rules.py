"""Hold finished workbooks against the public guidance on accessible spreadsheets, point by point.

The points are those that a program can judge of the UK Government Analysis Function's "Making spreadsheets accessible: a brief
checklist of the basics". To run it: `python -m tools.sheet_rules build/html/register.xlsx`.

Points that are not kept, on purpose: headings stay in view when a sheet is scrolled, because tables of hundreds of rows are read
in programs that do not show them otherwise; the foot of a printed page has the title and the page number, and nothing else. A
form has cells that are empty, because they are to be filled in, and opens at the sheet to be filled in.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.utils import quote_sheetname, range_boundaries

SMALLEST = 12
"""In points: the smallest letters that the guidance allows."""


def _tables(sheet: Any) -> list[tuple[int, int, int, int]]:
    """Each table as first column and row, last column and row."""
    return [range_boundaries(table.ref) for table in sheet.tables.values()]


def _with_table(book: Any) -> Iterator[Any]:
    """Every sheet but the cover."""
    yield from book.worksheets[1:]


def _cells(book: Any) -> Iterator[tuple[str, Any]]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", cell) for cell in row if cell.value is not None)


def _of_tables(sheet: Any) -> Iterator[Any]:
    for first, top, last, bottom in _tables(sheet):
        for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=first, max_col=last):
            yield from row


def _unmarked(book: Any) -> Iterator[str]:
    yield from (sheet.title for sheet in _with_table(book) if not sheet.tables)


def _several(book: Any) -> Iterator[str]:
    yield from (sheet.title for sheet in book if len(sheet.tables) > 1)


def _names_twice(book: Any) -> Iterator[str]:
    names = Counter(table.name.lower() for sheet in book for table in sheet.tables.values())
    yield from (name for name, count in names.items() if count > 1)


def _merged(book: Any) -> Iterator[str]:
    yield from (f"{sheet.title}!{area}" for sheet in book for area in sheet.merged_cells.ranges)


def _empty(book: Any) -> Iterator[str]:
    for sheet in _with_table(book):
        yield from (f"{sheet.title}!{cell.coordinate}" for cell in _of_tables(sheet) if cell.value in (None, ""))


def _headers(book: Any) -> Iterator[str]:
    for sheet in _with_table(book):
        for first, top, last, _ in _tables(sheet):
            names = [str(sheet.cell(top, column).value or "") for column in range(first, last + 1)]
            if len({name.casefold() for name in names if name}) < len(names):
                yield sheet.title


def _not_wrapped(book: Any) -> Iterator[str]:
    for sheet in _with_table(book):
        yield from (f"{sheet.title}!{cell.coordinate}" for cell in _of_tables(sheet)
                    if isinstance(cell.value, str) and not cell.alignment.wrap_text)


def _filters(book: Any) -> Iterator[str]:
    yield from (sheet.title for sheet in book
                if sheet.auto_filter.ref or any(table.autoFilter for table in sheet.tables.values()))


def _hidden(book: Any) -> Iterator[str]:
    for sheet in book:
        parts = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        if sheet.sheet_state != "visible" or any(part.hidden for part in parts):
            yield sheet.title


def _letters(book: Any) -> Iterator[str]:
    yield from (place for place, cell in _cells(book) if cell.font.sz < SMALLEST or cell.font.name != "Arial" or cell.font.i)


def _titles(book: Any) -> Iterator[str]:
    for sheet in book:
        first = sheet["A1"]
        if not first.value or not first.font.b or first.font.sz <= SMALLEST:
            yield sheet.title


def _elsewhere(book: Any) -> Iterator[str]:
    """Tables that do not begin in the first column, and what stands beside or below one."""
    for sheet in _with_table(book):
        for first, _, last, bottom in _tables(sheet):
            if first != 1 or (sheet.max_column, sheet.max_row) != (last, bottom):
                yield sheet.title


def _colour_alone(book: Any) -> Iterator[str]:
    """Grounds, and letters in a colour that belong to no link."""
    for place, cell in _cells(book):
        colour = cell.font.color.rgb if cell.font.color is not None and cell.font.color.type == "rgb" else None
        if cell.fill.fill_type is not None or (colour not in (None, "FF000000") and cell.hyperlink is None):
            yield place


def _names_of_sheets(book: Any) -> Iterator[str]:
    yield from (name for name in book.sheetnames if name.lower().startswith(("sheet", "table")) and name[5:].strip().isdigit())


def _blank(book: Any) -> Iterator[str]:
    yield from (sheet.title for sheet in book if sheet.max_row < 2)


def _unlisted(book: Any) -> Iterator[str]:
    """Sheets that neither the cover nor the second one, the contents, leads to."""
    first = [cell for sheet in book.worksheets[:2] for row in sheet.iter_rows() for cell in row]
    led = {cell.hyperlink.location for cell in first if cell.hyperlink}
    yield from (name for name in book.sheetnames[2:] if f"{quote_sheetname(name)}!A1" not in led)


def _properties(book: Any) -> Iterator[str]:
    said = {"title": book.properties.title, "language": book.properties.language, "author": book.properties.creator}
    yield from (name for name, words in said.items() if not words)


def _opening(book: Any) -> Iterator[str]:
    if book.active is not book.worksheets[0] or book.active.sheet_view.selection[0].activeCell not in (None, "A1"):
        yield book.active.title


RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "Tables are marked up": _unmarked,
    "Tables have names of their own": _names_twice,
    "No cell is merged or split": _merged,
    "No cell of a table is empty": _empty,
    "A table has one row of headers, each another": _headers,
    "Text is wrapped within cells": _not_wrapped,
    "No filter is set": _filters,
    "No sheet, row or column is hidden": _hidden,
    "Letters are without serifs, upright, and of 12 points at least": _letters,
    "Each sheet has a title in its first cell": _titles,
    "No ground is coloured, and letters only those of links": _colour_alone,
    "Sheets have names that say something": _names_of_sheets,
    "No sheet is blank": _blank,
    "Tables begin in the first column, and nothing is beside or below them": _elsewhere,
    "A sheet has one table": _several,
    "The contents lead to every sheet": _unlisted,
    "The file says its title, language and author": _properties,
    "The file opens at the first cell of its first sheet": _opening,
}
"""How the places are found where a workbook breaks a point."""


def broken_points(path: Path) -> dict[str, list[str]]:
    """The points that a finished workbook breaks, each with the places."""
    book = openpyxl.load_workbook(path)
    places = {point: list(broken(book)) for point, broken in RULES.items()}
    with ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/media/") or name.endswith("vbaProject.bin")]
    return {point: where for point, where in {**places, "There are no pictures and no macros": parts}.items() if where}


def main(arguments: list[str]) -> int:
    """Print what some workbooks break."""
    faults = 0
    for path in map(Path, arguments):
        for point, places in broken_points(path).items():
            faults += 1
            print(f"{path.name}: {point}: broken {len(places)} times, first: {places[0]}")
    print(f"{len(arguments)} workbooks were held against {len(RULES) + 1} points of the guidance: {faults} broken.")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
