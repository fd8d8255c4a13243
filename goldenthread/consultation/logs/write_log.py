"""The workbook of logs as it is given out: beside the logs it carries what each row held, as the base of a three-way merge."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import LoadedBook, Vocabulary
from goldenthread.consultation.logs.log_columns import (
    BASE_HEADERS,
    BASE_SHEET,
    CHOICE_FIELDS,
    FINGERPRINT_HEADER,
    ID_HEADER,
    Log,
    logs_of,
    row_fingerprint,
    to_cell,
)
from goldenthread.documents import CellValue, CoverSheet, TableSheet, workbook_as_xlsx
from goldenthread.model import Register
from goldenthread.system import put_files

FOLDER = "build/logs"
NOTES = (
    ("What comes back", "Edit the cells of these columns: {columns}. Edits in other columns are reported, and not brought back."),
    ("Ids and prints", "Leave the columns Id and Print as they are, and the sheet Base: by these a row is compared with what was "
     "given out. Rows may be sorted or taken out; a row that is not there changes nothing."),
    ("Cells that say None", "There is nothing to say there. To take something out, empty its cell or write None."),
    ("Formulas", "A cell with a formula is not read. Text that begins with an equals sign, a plus, a minus or an at sign has a "
     "space of no width before it, which is taken off when it comes back."),
    ("Conflicts", "Where the book has changed in the same place meanwhile, both are shown and nothing is written."),
)
"""The sheet Notes: what each note is about, and the note."""


def write_logs(root: Path, book: LoadedBook) -> str:
    """Write the workbook of a book that has been read, and return its file, below the root."""
    file = f"{FOLDER}/{book.register.book.file}-logs.xlsx"
    put_files(root, {file: logs_workbook(book.register, book.vocabulary)})
    return file


def logs_workbook(register: Register, vocabulary: Vocabulary) -> bytes:
    """The workbook as bytes, the same for the same book: it is dated by the newest edition, not by the clock."""
    book = register.book
    dated = max(edition.published for edition in register.editions.values())
    lines = [f"Published by: {book.publisher}", "The findings and the points received, to be looked through and edited.",
             "The sheet Contents leads to every other, and the sheet Notes says what comes back."]
    cover = CoverSheet(title=f"{book.title}: logs of evidence and responses", publisher=book.publisher, dated=dated,
                       language="en-GB", lines=lines)
    logs = logs_of(register, vocabulary)
    editable = ", ".join(column.header for log in logs for column in log.columns if column.field)
    notes = [(about, note.format(columns=editable)) for about, note in NOTES]
    base: list[list[CellValue]] = []
    sheets = [_sheet(register, vocabulary, log, base) for log in logs]
    sheets.append(TableSheet(name=BASE_SHEET, title="What was given out", headers=list(BASE_HEADERS), rows=base,
                             widths=[30, 26, 90], description="This sheet has one table: what each row said when it was "
                             "given out. Leave it as it is."))
    return workbook_as_xlsx(cover, notes, sheets)


def _sheet(register: Register, vocabulary: Vocabulary, log: Log, base: list[list[CellValue]]) -> TableSheet:
    """The sheet of one log. What its rows hold is added to `base`."""
    rows: list[list[CellValue]] = []
    for item in log.items_in(register):
        values = {column.header: column.value_of(register, item) for column in log.columns}
        rows.append([item.id, *map(to_cell, values.values()), row_fingerprint(values)])
        base += ([item.id, header, to_cell(text)] for header, text in values.items())
    allowed, words = vocabulary.kinds[log.kind].choices, vocabulary.words
    choices = {place: [words.label(column.field, choice) for choice in allowed.get(column.field, ())]
               for place, column in enumerate(log.columns, start=1) if column.field in CHOICE_FIELDS}
    return TableSheet(
        name=log.sheet, title=log.title, headers=[ID_HEADER, *log.headers, FINGERPRINT_HEADER], rows=rows,
        description="This sheet has one table: edit what the sheet Notes names, and leave the columns Id and Print.",
        widths=[30, *(column.width for column in log.columns), 18], choices=choices)
