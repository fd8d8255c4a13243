"""The one writer of workbooks (.xlsx): a workbook of marked-up tables that anyone can read, and a form to be filled in.

A workbook of tables keeps to the guidance of the UK's Government Analysis Function on spreadsheets: a cover, its contents,
notes, and one table to a sheet; everything starts in column A, the title is in the first cell, no cell is merged or empty,
and what is needed to read a sheet is above its table.

No cell of either holds a formula, or a text that a program would take for one when the sheet is saved as CSV and opened again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from goldenthread.documents.sheet_layout import row_height, set_up_page, with_room_for_words
from goldenthread.model import gettext
from goldenthread.system import repack

CellValue = str | int

# A spreadsheet works out a cell that begins so: a text that does is set off by a space of no width, which it keeps as text.
# as programs take it, in any line of a cell: some read a line break within a cell as the end of a row, and full-width signs as
# those of the keyboard
FORMULA = re.compile(r"(?:\A|(?<=[\n\r\v\f\x85\u2028\u2029]))(?=[=+@\t\r＝＋－＠-])")
FORMULA_GUARD = "\N{ZERO WIDTH SPACE}"
LONGEST = 32_767
"""The characters that a cell may hold: Excel refuses a file with a longer one."""
_HEADER_ROW = 2  # counted from nought: the title and the description of the table are above


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSheet:
    """A sheet with one table: `description` is the sentence above it, `widths` are in characters of the standard font.

    In a column of `web_links` a cell that begins with `https://` is a link; in a column of `sheet_links` each cell names the
    sheet that it leads to. `choices` has the words that may be chosen in the cells of a column.
    """

    name: str
    title: str
    description: str
    headers: Sequence[str]
    rows: Sequence[Sequence[CellValue]]
    widths: Sequence[int]
    web_links: frozenset[int] = frozenset()
    sheet_links: frozenset[int] = frozenset()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverSheet:
    """What the workbook says of itself: its title, who publishes it, its date, and lines of text or a web address.

    It leads to `sheets`, by their names, in a workbook that has no sheet of contents.
    """

    title: str
    publisher: str
    dated: date
    language: str
    lines: Sequence[str]
    sheets: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceList:
    """Words to choose from, in a table of one column on a sheet of their own: `description` is the sentence above it."""

    sheet: str
    description: str
    header: str
    width: int
    entries: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormColumn:
    """A column to be filled in; with `choices` its cells take only their entries, and `prompt` shows in a chosen cell.

    Choices without an entry are as none.
    """

    header: str
    width: int
    choices: ChoiceList | None = None
    prompt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form: a cover with lines of text, a table of `rows` empty rows under one line, and a sheet for each list of choices."""

    title: str
    publisher: str
    dated: date
    language: str
    sheet: str
    lines: Sequence[str]
    instruction: str
    columns: Sequence[FormColumn]
    rows: int
    refusal: tuple[str, str]
    """The title and the words of what is shown when an entry is none of the choices."""


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that fits into a cell."""
    text = FORMULA.sub(FORMULA_GUARD, text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def distinct_names(names: Iterable[str]) -> list[str]:
    """Names of columns, each another: one that stands there before has its place in brackets, as in `Edition (3)`."""
    distinct: list[str] = []
    for name in names:
        distinct.append(f"{name} ({len(distinct)})" if name.casefold() in map(str.casefold, distinct) else name)
    return distinct


def workbook_as_xlsx(cover: CoverSheet, notes: Sequence[tuple[str, str]], sheets: Sequence[TableSheet]) -> bytes:
    """A workbook with a cover, its contents, notes (what about, and what to know), and the sheets in their order.

    The same bytes for the same content, for its only date is the cover's.
    """
    stream, book = _new_book(cover.title, cover.publisher, cover.dated)
    formats = _formats(book)
    _write_cover(book, formats, cover)
    contents = TableSheet(
        name=gettext("Contents"), title=gettext("Contents"),
        description=gettext("This sheet has one table: each sheet with what it holds. A name leads to its sheet."),
        headers=[gettext("Sheet"), gettext("What it holds"), gettext("Rows")], widths=[20, 70, 10], sheet_links=frozenset({0}),
        rows=[(gettext("Notes"), gettext("How to read this workbook"), len(notes)),
              *((s.name, s.title, len(s.rows)) for s in sheets)])
    notes_sheet = TableSheet(name=gettext("Notes"), title=gettext("Notes"),
                             description=gettext("This sheet has one table: what to know of every sheet."),
                             headers=[gettext("About"), gettext("Note")], rows=notes, widths=[24, 90])
    for sheet in (contents, notes_sheet, *sheets):
        _write_sheet(book, formats, sheet)
    book.close()
    return _in_language(stream.getvalue(), cover.language)


def form_as_xlsx(form: Form) -> bytes:
    """A cover, the sheet to be filled in, and a sheet for each list to choose from; the same bytes for the same form."""
    stream, book = _new_book(form.title, form.publisher, form.dated)
    formats = _formats(book)
    chosen = [(column, each, each.choices) for column, each in enumerate(form.columns) if each.choices and each.choices.entries]
    _write_cover(book, formats, CoverSheet(
        title=form.title, publisher=form.publisher, dated=form.dated, language=form.language, lines=form.lines,
        sheets=[form.sheet, *(choices.sheet for _, _, choices in chosen)]))
    page = _write_points_sheet(book, formats, form)
    first = _HEADER_ROW + 1
    for column, form_column, choices in chosen:
        _write_sheet(book, formats, TableSheet(
            name=choices.sheet, title=choices.header, description=choices.description, headers=[choices.header],
            rows=[(entry,) for entry in choices.entries], widths=[choices.width]))
        page.data_validation(first, column, first + form.rows - 1, column, {
            "validate": "list", "source": f"={_quoted(choices.sheet)}!$A${first + 1}:$A${first + len(choices.entries)}",
            "input_title": form_column.header, "input_message": form_column.prompt,
            "error_title": form.refusal[0], "error_message": form.refusal[1]})
    book.close()
    return _in_language(stream.getvalue(), form.language)


def _quoted(sheet: str) -> str:
    """The name of a sheet as an address has it."""
    return "'" + sheet.replace("'", "''") + "'"


def _write_points_sheet(book: Any, formats: dict[str, object], form: Form) -> Any:
    """The sheet to be filled in, at which the form opens."""
    page = book.add_worksheet(form.sheet)
    page.activate()
    header = book.add_format({**_LETTERS, "bold": True, "border": 1, "border_color": "#8A98A5"})
    empty = book.add_format({**_LETTERS, "border": 1, "border_color": "#8A98A5"})
    page.write_string(0, 0, safe_cell(form.sheet), formats["title"])
    page.set_row(0, _TITLE_HEIGHT)
    page.write_string(1, 0, safe_cell(form.instruction), formats["description"])
    for column, each in enumerate(form.columns):
        page.set_column(column, column, each.width)
        for row in range(_HEADER_ROW + 1, _HEADER_ROW + 1 + form.rows):
            page.write_blank(row, column, None, empty)
    _mark_table(page, form.sheet, [safe_cell(column.header) for column in form.columns], form.rows, header)
    page.freeze_panes(_HEADER_ROW + 1, 0)
    set_up_page(page, form.title, [column.width for column in form.columns], _HEADER_ROW)
    return page


def _mark_table(page: Any, sheet: str, headers: Sequence[str], rows: int, header: object) -> None:
    """Mark the cells under a sheet's title and description as a table, for programs and screen readers: without the filters
    and the stripes that Excel would give it."""
    page.add_table(_HEADER_ROW, 0, _HEADER_ROW + rows, len(headers) - 1, {
        "name": re.sub(r"\W", "_", f"{sheet.lower()}_table"), "autofilter": False, "style": None,
        "columns": [{"header": each, "header_format": header} for each in headers]})


def _new_book(title: str, publisher: str, dated: date) -> tuple[io.BytesIO, Any]:
    """A new workbook, and the stream that holds it once it is closed. Its only date is `dated`."""
    import xlsxwriter  # type: ignore[import-untyped]  # here, for a build that writes no workbook does without it

    stream = io.BytesIO()
    # XlsxWriter guesses what a text is unless told not to: `write` is not used below, and these make sure of it
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    # widths of columns count digits of the default font: many machines lack XlsxWriter's own, Calibri, and LibreOffice then makes
    # them a third wider
    book = xlsxwriter.Workbook(stream, {**plain, "default_format_properties": {"font_name": "Arial", "font_size": 11}})
    book.set_properties({"title": title, "author": publisher, "created": datetime(dated.year, dated.month, dated.day)})
    return stream, book


_LETTERS = {"font_name": "Arial", "font_size": 12, "text_wrap": True, "valign": "top"}
_COVER_WIDTH, _TITLE_HEIGHT = 90, 22


def _formats(book: Any) -> dict[str, object]:
    return {
        "title": book.add_format({**_LETTERS, "font_size": 16, "bold": True, "text_wrap": False}),
        "cover title": book.add_format({**_LETTERS, "font_size": 16, "bold": True}),
        "description": book.add_format({**_LETTERS, "text_wrap": False}), "cell": book.add_format(_LETTERS),
        "header": book.add_format({**_LETTERS, "bold": True, "bottom": 1}),
        "link": book.add_format({**_LETTERS, "font_color": "#0B4F8A", "underline": 1}),
    }


def _write_cover(book: Any, formats: dict[str, object], cover: CoverSheet) -> None:
    page = book.add_worksheet("Cover")
    page.hide_gridlines(2)  # on the screen, too
    page.set_column(0, 0, _COVER_WIDTH)
    set_up_page(page, cover.title, [_COVER_WIDTH])
    page.write_string(0, 0, safe_cell(cover.title), formats["cover title"])
    # the letters of the title are a third larger
    page.set_row(0, row_height([cover.title], [_COVER_WIDTH * 3 // 4]) * 4 / 3)
    for number, line in enumerate(cover.lines, start=1):
        page.set_row(number, row_height([line], [_COVER_WIDTH]))
        if line.startswith("https://"):
            page.write_url(number, 0, line, formats["link"], string=line)
        else:
            page.write_string(number, 0, safe_cell(line), formats["cell"])
    for number, sheet in enumerate(cover.sheets, start=1 + len(cover.lines)):
        page.write_url(number, 0, f"internal:{_quoted(sheet)}!A1", formats["link"], string=sheet)


def _write_sheet(book: Any, formats: dict[str, object], sheet: TableSheet) -> None:
    sheet = replace(sheet, widths=with_room_for_words(sheet.widths, [sheet.headers, *sheet.rows]))
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, safe_cell(sheet.title), formats["title"])
    page.set_row(0, _TITLE_HEIGHT)
    page.write_string(1, 0, safe_cell(sheet.description), formats["description"])
    page.set_row(_HEADER_ROW, row_height(sheet.headers, sheet.widths))
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    rows = sheet.rows or [["None"] * len(sheet.headers)]
    _mark_table(page, sheet.name, sheet.headers, len(rows), formats["header"])
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        page.set_row(number, row_height([str(cell) for cell in row], sheet.widths))
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, column, cell, formats["cell"])
            elif column in sheet.web_links and cell.startswith("https://"):
                page.write_url(number, column, cell, formats["link"], string=cell)
            elif column in sheet.sheet_links:
                page.write_url(number, column, f"internal:{_quoted(cell)}!A1", formats["link"], string=cell)
            else:
                page.write_string(number, column, safe_cell(cell), formats["cell"])
    for column, choices in sheet.choices.items():
        page.data_validation(_HEADER_ROW + 1, column, _HEADER_ROW + len(rows), column,
                             {"validate": "list", "source": list(choices)})
    page.freeze_panes(_HEADER_ROW + 1, 1)
    set_up_page(page, sheet.title, sheet.widths, _HEADER_ROW)


def _in_language(book: bytes, language: str) -> bytes:
    """The same workbook with its language among its properties, for which XlsxWriter 3.3 has no option."""
    element = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
    return repack(book, lambda name, content: (
        content.replace(b"</cp:coreProperties>", element) if name == "docProps/core.xml" else content))
