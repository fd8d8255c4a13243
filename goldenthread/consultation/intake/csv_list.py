"""A list that an author keeps as CSV: its columns by name, and its rows by column."""

from __future__ import annotations

import csv
import io

from goldenthread.model import Fault, Place, Problem


def rows_of_csv(raw: bytes, name: str, code: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names of the columns in small letters, and each row that says anything, with its line and its texts by column.

    Commas, semicolons and tabs may part the cells. Raises `Fault` with `code` for what is no CSV in UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
        # spreadsheets write the list separator of the computer's region
        head = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
        names = [cell.strip().lower() for cell in next(reader, [])]
        rows = [(reader.line_num, dict(zip(names, (" ".join(cell.split()) for cell in cells), strict=False)))
                for cells in reader if any(cell.strip() for cell in cells)]
    except (UnicodeDecodeError, csv.Error):
        raise Fault(Problem(Place(file=name, line=1), code, "The file cannot be read as CSV in UTF-8.",
                            "Save it from a spreadsheet as 'CSV UTF-8'.")) from None
    return names, rows
