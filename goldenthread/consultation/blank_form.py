"""The response form: a workbook that readers fill in and send back, with the book's items and criteria to choose from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.book import LoadedBook
from goldenthread.consultation.intake.response_form import COLUMNS
from goldenthread.model import Consultation, Register, period_in_words
from goldenthread.system import put_files

FOLDER = "build/forms"
ROWS = 200
"""How many rows have the lists to choose from."""
WIDTHS = (52, 18, 60, 60, 40)
HELP = ("Choose the item or the page that the point is about.", "Choose the question that the point answers.",
        "Say in your own words what is wrong, missing or unclear.", "If you like: how the passage should read.",
        "If you have any: a table, a publication or a web address.")
_DAY = datetime(2000, 1, 1)


def form_file(register: Register) -> str:
    """Where the form of a book is put."""
    return f"{FOLDER}/{register.book.file}-response-form.xlsx"


def write_form(root: Path, book: LoadedBook, today: date) -> str:
    """Write the form of a book that has been read; its file."""
    file = form_file(book.register)
    put_files(root, {file: response_form(book.register, book.consultation, today)})
    return file


def response_form(register: Register, consultation: Consultation | None, today: date) -> bytes:
    """The form as the bytes of a workbook. No cell of it is a formula or could be taken for one."""
    book = Workbook()
    sheet, lists = book.worksheets[0], book.create_sheet("Items")
    sheet.title = "Your points"
    items = list(_items(register))
    criteria = _criteria(consultation)
    head = _introduce(sheet, register, consultation, today)
    _heads(sheet, head, [column.capitalize() for column in COLUMNS], WIDTHS)
    _heads(lists, 1, ["What a point can be about", "Question"], (90, 40))
    _fill(lists, 1, items)
    _fill(lists, 2, criteria)
    _choose(sheet, head, 1, f"Items!$A$2:$A${len(items) + 1}", HELP[0])
    _choose(sheet, head, 2, f"Items!$B$2:$B${len(criteria) + 1}", HELP[1])
    for row in sheet.iter_rows(min_row=head + 1, max_row=head + ROWS, max_col=len(COLUMNS)):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.properties.title = f"{register.book.title}: response form"
    book.properties.creator, book.properties.language = register.book.publisher, "en-GB"
    book.properties.created = _DAY
    stream = io.BytesIO()
    book.save(stream)
    return _undated(stream)


def _undated(written: io.BytesIO) -> bytes:
    """The workbook without the hour at which it was saved, which openpyxl writes into it and beside each of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{_DAY.isoformat()}Z".encode(), content)
            new.writestr(zipfile.ZipInfo(entry.filename, _DAY.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def as_text(words: str) -> str:
    """Words for a cell, so that no program takes them for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def _items(register: Register) -> Iterable[str]:
    """Each page that holds items, then these, in the order of the book. What only responses stand on is left out."""
    for page, keys in register.items_on.items():
        held = [register.items[key] for key in keys if key in register.items and register.items[key].kind != "response"]
        if held:
            yield f"{page} ({register.titles.get(page) or page}: the page as a whole)"
            yield from (f"{item.id} {item.title}" for item in held if item.id)


def _criteria(consultation: Consultation | None) -> list[str]:
    return [criterion.id for criterion in consultation.criteria] if consultation else ["accuracy", "completeness", "insight"]


def _introduce(sheet: Worksheet, register: Register, consultation: Consultation | None, today: date) -> int:
    """Write what the form is for above the table; the row of the table's head."""
    lines = [f"{register.book.title}: response form", "One row is one point. Leave a row's other columns empty if you like."]
    if consultation:
        lines += [f"{c.id}: {' '.join(c.question.split())}" for c in consultation.criteria]
        lines.append(_when(consultation, today))
    lines.append("Please give no names, telephone numbers or e-mail addresses of persons: what you write may be published.")
    for number, line in enumerate(lines, start=1):
        cell = sheet.cell(number, 1, as_text(line))
        cell.data_type = "s"
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    return len(lines) + 2


def _when(consultation: Consultation, today: date) -> str:
    if consultation.is_closed(today) and consultation.this_copy:
        return " ".join(consultation.this_copy.split())
    day = period_in_words(consultation.deadline.isoformat())
    return f"Please send the form to {consultation.contact or 'those who gave it to you'} by {day}."


def _heads(sheet: Worksheet, row: int, names: Sequence[str], widths: Sequence[int]) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        cell = sheet.cell(row, column, name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE9F2")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def _fill(sheet: Worksheet, column: int, texts: Iterable[str]) -> None:
    for row, words in enumerate(texts, start=2):
        sheet.cell(row, column, as_text(words)).data_type = "s"


def _choose(sheet: Worksheet, head: int, column: int, source: str, prompt: str) -> None:
    letter = get_column_letter(column)
    choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True, showInputMessage=True)
    choice.promptTitle, choice.prompt = COLUMNS[column - 1].capitalize(), prompt
    choice.errorTitle, choice.error = "Not in the list", "Choose from the list, so that your point finds its passage."
    choice.add(f"{letter}{head + 1}:{letter}{head + ROWS}")
    sheet.add_data_validation(choice)
