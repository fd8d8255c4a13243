"""The workbook of logs as it is given out, each row with a print of what it said."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import LoadedBook, Vocabulary
from goldenthread.consultation.logs.log_columns import BASE, CHOSEN, ID, LOGS, PRINT, Log, print_of_row, to_cell
from goldenthread.documents import Cell, Cover, Sheet, workbook
from goldenthread.model import Item, Register, label_of
from goldenthread.system import put_files

FOLDER = "build/logs"
NOTES = (
    ("What comes back", "Edit the cells of these columns: {columns}. Edits in other columns are told of and not brought back."),
    ("Ids and prints", "Leave the columns Id and Print as they are, and the sheet Base: by these a row is compared with what was "
     "given out. Rows may be sorted or taken out; a row that is not there changes nothing."),
    ("Cells that say None", "There is nothing to say there. To take something out, empty its cell or write None."),
    ("Formulas", "A cell with a formula is not read. Text that begins with an equals sign, a plus, a minus or an at sign has a "
     "space of no width before it, which is taken off when it comes back."),
    ("Conflicts", "Where the book has changed in the same place meanwhile, both are shown and nothing is written."),
)


def write_logs(root: Path, book: LoadedBook) -> str:
    """Write the workbook of a book that has been read; its file."""
    file = f"{FOLDER}/{book.register.book.file}-logs.xlsx"
    put_files(root, {file: logs_workbook(book.register, book.vocabulary)})
    return file


def logs_workbook(register: Register, vocabulary: Vocabulary) -> bytes:
    """The workbook as bytes, the same for the same book."""
    book = register.book
    dated = max(edition.published for edition in register.editions.values())
    lines = [f"Published by: {book.publisher}", "The findings and the points received, to be looked through and edited.",
             "The sheet Contents leads to every other, and the sheet Notes says what comes back."]
    cover = Cover(title=f"{book.title}: logs of evidence and responses", publisher=book.publisher, dated=dated, language="en-GB",
                  lines=lines)
    columns = ", ".join(column.header for log in LOGS for column in log.columns if column.field)
    notes = [(about, note.format(columns=columns)) for about, note in NOTES]
    base: list[list[Cell]] = []
    sheets = [_sheet(register, vocabulary, log, base) for log in LOGS]
    sheets.append(Sheet(name=BASE, title="What was given out", headers=[ID, "Column", "Given out"], rows=base,
                        widths=[30, 26, 90],
                        said="This sheet has one table: what each row said when it was given out. Leave it as it is."))
    return workbook(cover, notes, sheets)


def _sheet(register: Register, vocabulary: Vocabulary, log: Log, base: list[list[Cell]]) -> Sheet:
    rows: list[list[Cell]] = []
    for item in items_of(register, log):
        said = {column.header: column.said(register, item) for column in log.columns}
        rows.append([item.id, *map(to_cell, said.values()), print_of_row(said)])
        base += ([item.id, header, to_cell(text)] for header, text in said.items())
    choices = {place: [label_of(word) for word in vocabulary.kinds[log.kind].choices.get(column.field, ())]
               for place, column in enumerate(log.columns, start=1) if column.field in CHOSEN}
    return Sheet(
        name=log.sheet, title=log.title, headers=[ID, *(column.header for column in log.columns), PRINT], rows=rows,
        said="This sheet has one table: edit what the sheet Notes names, and leave the columns Id and Print.",
        widths=[30, *(column.width for column in log.columns), 18], choices=choices)


def items_of(register: Register, log: Log) -> list[Item]:
    """The items of a log, in the order of the chapters."""
    return [item for item in register.items.values() if item.kind == log.kind and item.id]
