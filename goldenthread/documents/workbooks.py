"""A workbook that anyone can read: a cover, its contents, notes, and one marked-up table to a sheet.

It keeps to the guidance of the UK's Government Analysis Function on spreadsheets: everything starts in column A, the title
stands in the first cell, no cell is merged or empty, and what is needed to read a sheet stands above its table.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Cell = str | int

# A spreadsheet works out a cell that begins so: a text that does is set off by a space of no width, which it keeps as text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "\N{ZERO WIDTH SPACE}"
LONGEST = 32_767  # letters that a cell may hold
_HEADER_ROW = 2  # counted from nought: the title and what is said of the table stand above


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One table: `said` is the sentence above it, `widths` are in letters. A link is a cell of a column in `links`.

    `choices` has the words that may be chosen in the cells of a column.
    """

    name: str
    title: str
    said: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]
    links: frozenset[int] = frozenset()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """What the workbook says of itself: its title, who publishes it, its date, and lines of text or a web address."""

    title: str
    publisher: str
    dated: date
    language: str
    lines: Sequence[str]


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that fits into a cell."""
    text = GUARD + text if text.startswith(FORMULA) else text
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def workbook(cover: Cover, notes: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    """The workbook as bytes: the same for the same content, for its only date is the cover's."""
    import xlsxwriter  # type: ignore[import-untyped]  # here, for a build that writes no workbook does without it

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
                                      "strings_to_urls": False})
    book.set_properties({"title": cover.title, "author": cover.publisher,
                         "created": datetime(cover.dated.year, cover.dated.month, cover.dated.day)})
    looks = _looks(book)
    _write_cover(book, looks, cover)
    contents = Sheet(
        name="Contents", title="Contents",
        said="This sheet has one table: each sheet with what it holds. A name leads to its sheet.",
        headers=["Sheet", "What it holds", "Rows"], widths=[20, 70, 10], links=frozenset({0}),
        rows=[("Notes", "How to read this workbook", len(notes)), *((s.name, s.title, len(s.rows)) for s in sheets)])
    told = Sheet(name="Notes", title="Notes", said="This sheet has one table: what to know of every sheet.",
                 headers=["About", "Note"], rows=notes, widths=[24, 90])
    for sheet in (contents, told, *sheets):
        _write_sheet(book, looks, sheet)
    book.close()
    return _in_language(held.getvalue(), cover.language)


def _looks(book: Any) -> dict[str, object]:
    plain = {"font_name": "Arial", "font_size": 12, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({**plain, "font_size": 16, "bold": True, "text_wrap": False}),
        "said": book.add_format({**plain, "text_wrap": False}), "cell": book.add_format(plain),
        "header": book.add_format({**plain, "bold": True, "bottom": 1}),
        "link": book.add_format({**plain, "font_color": "#0B4F8A", "underline": 1}),
    }


def _write_cover(book: Any, looks: dict[str, object], cover: Cover) -> None:
    page = book.add_worksheet("Cover")
    page.hide_gridlines(2)
    page.set_column(0, 0, 90)
    page.write_string(0, 0, safe(cover.title), looks["title"])
    for number, line in enumerate(cover.lines, start=1):
        if line.startswith("https://"):
            page.write_url(number, 0, line, looks["link"], string=line)
        else:
            page.write_string(number, 0, safe(line), looks["cell"])


def _write_sheet(book: Any, looks: dict[str, object], sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, safe(sheet.title), looks["title"])
    page.write_string(1, 0, safe(sheet.said), looks["said"])
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    rows = sheet.rows or [["None"] * len(sheet.headers)]
    page.add_table(_HEADER_ROW, 0, _HEADER_ROW + len(rows), len(sheet.headers) - 1, {
        "name": f"{sheet.name.lower()}_table", "autofilter": False, "style": None,
        "columns": [{"header": header, "header_format": looks["header"]} for header in sheet.headers]})
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, column, cell, looks["cell"])
            elif column in sheet.links and cell.startswith("https://"):
                page.write_url(number, column, cell, looks["link"], string=cell)
            elif column in sheet.links and sheet.name == "Contents":
                page.write_url(number, column, f"internal:'{cell}'!A1", looks["link"], string=cell)
            else:
                page.write_string(number, column, safe(cell), looks["cell"])
    for column, choices in sheet.choices.items():
        page.data_validation(_HEADER_ROW + 1, column, _HEADER_ROW + len(rows), column,
                             {"validate": "list", "source": list(choices)})
    page.freeze_panes(_HEADER_ROW + 1, 1)
    page.repeat_rows(_HEADER_ROW)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _in_language(book: bytes, language: str) -> bytes:
    """The same workbook with its language among its properties, which the writer has no word for."""
    held, said = io.BytesIO(), f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():  # each with the fixed date that the writer gave it
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = data.replace(b"</cp:coreProperties>", said)
            new.writestr(entry, data)
    return held.getvalue()
