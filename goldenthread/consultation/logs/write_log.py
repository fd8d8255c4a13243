"""The workbook of logs as it is given out: beside the logs it carries what each row held, as the base of a three-way merge."""

from __future__ import annotations

from pathlib import Path

from goldenthread.book import LoadedBook, Vocabulary, language_of
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
from goldenthread.model import Register, current_language, gettext, gettext_noop, in_language
from goldenthread.system import put_files

FOLDER = "build/logs"
N_ = gettext_noop
NOTES = (
    (N_("What comes back"),
     N_("Edit the cells of these columns: {columns}. Edits in other columns are reported, and not brought back.")),
    (N_("Ids and prints"),
     N_("Leave the columns Id and Fingerprint as they are, and the sheet Base: by these a row is compared with what was given "
        "out. Rows may be sorted or taken out; a row that is not there changes nothing.")),
    (N_("Cells that say None"), N_("There is nothing to say there. To take something out, empty its cell or write None.")),
    (N_("Formulas"),
     N_("A cell with a formula is not read. Text that begins with an equals sign, a plus, a minus or an at sign has a space of "
        "no width before it, which is taken off when it comes back.")),
    (N_("Conflicts"), N_("Where the book has changed in the same place meanwhile, both are shown and nothing is written.")),
)
"""The sheet Notes: what each note is about, and the note."""


def write_logs(root: Path, book: LoadedBook) -> str:
    """Write the workbook of a book that has been read, and return its file, below the root."""
    file = f"{FOLDER}/{book.register.book.file}-logs.xlsx"
    with in_language(language_of(root)):
        put_files(root, {file: logs_workbook(book.register, book.vocabulary)})
    return file


def logs_workbook(register: Register, vocabulary: Vocabulary) -> bytes:
    """The workbook in the current language, the same bytes for the same book: its date is that of the newest edition."""
    book = register.book
    dated = max(edition.published for edition in register.editions.values())
    lines = [gettext("Published by: {publisher}", publisher=book.publisher),
             gettext("The findings and the points received, to be looked through and edited."),
             gettext("The sheet Contents leads to every other, and the sheet Notes says what comes back.")]
    cover = CoverSheet(title=gettext("{title}: logs of evidence and responses", title=book.title), publisher=book.publisher,
                       dated=dated, language=current_language().tag, lines=lines)
    logs = logs_of(register, vocabulary)
    editable = ", ".join(column.header for log in logs for column in log.columns if column.field)
    notes = [(gettext(about), gettext(note).replace("{columns}", editable)) for about, note in NOTES]
    base: list[list[CellValue]] = []
    sheets = [_sheet(register, vocabulary, log, base) for log in logs]
    sheets.append(TableSheet(name=gettext(BASE_SHEET), title=gettext("What was given out"),
                             headers=[*map(gettext, BASE_HEADERS)], rows=base, widths=[30, 26, 90],
                             description=gettext("This sheet has one table: what each row said when it was given out. Leave it "
                                                 "as it is.")))
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
        name=log.sheet, title=log.title, headers=[gettext(ID_HEADER), *log.headers, gettext(FINGERPRINT_HEADER)], rows=rows,
        description=gettext("This sheet has one table: edit what the sheet Notes names, and leave the columns Id and "
                            "Fingerprint."),
        widths=[30, *(column.width for column in log.columns), 18], choices=choices)
