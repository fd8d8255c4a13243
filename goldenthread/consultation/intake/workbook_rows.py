"""The rows of a workbook from outside. Formulas are never evaluated, and neither are the results kept beside them used."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout

import openpyxl

from goldenthread.consultation.intake.safe_files import STRICT, TRANSITIONAL, Package

MOST_ROWS, MOST_COLUMNS = 20_000, 40
# what openpyxl 3.1 raises for one damaged file or another; a SyntaxError is an ElementTree.ParseError
OPENPYXL_ERRORS = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, EOFError,
                   SyntaxError, NotImplementedError, OverflowError, zlib.error)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
Row = tuple[int, Sequence[object]]
"""The number of a row, counted from 1, and the values of its cells: texts, numbers, dates, `Formula` or None."""


class Formula(str):
    """The formula of a cell, as it is written."""


def rows_of_workbook(raw: bytes, name: str) -> dict[str, list[Row]]:
    """The rows of each sheet by its name, without empty rows. Raises `Fault` for a file that cannot be read safely.

    At most 20,001 rows of a sheet are read, so that who takes at most 20,000 sees that there are more, and 40 columns.
    """
    package = Package(raw, name, ".xlsx")
    for part in package.parts:
        if part.endswith((".xml", ".rels")):
            # openpyxl reads with no limits of its own, so each part is first read within ours
            for _ in package.elements(part):
                pass
    try:
        # openpyxl 3.1 warns of every extension that it leaves out, and prints which style a damaged file lacks
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(_as_transitional(package, raw)), read_only=True, keep_links=False)
            # two sheets of one title, which no program writes, are both read
            sheets = dict[str, list[Row]]()
            for sheet in book.worksheets:
                sheets.setdefault(sheet.title, []).extend(_rows(sheet))
            book.close()
    except OPENPYXL_ERRORS:
        package.damaged()
    return sheets


def _rows(sheet: object) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), start=1):  # type: ignore[attr-defined]
        values = [_formula(cell.value) if cell.data_type == "f" else _unescaped(cell.value) for cell in cells]
        if any(value is not None for value in values):
            yield number, values


def _unescaped(value: object) -> object:
    """A text as it is seen: a sign that XML cannot hold is written by its number (ECMA-376, part 1, 22.9.2.19)."""
    if not isinstance(value, str) or not _ESCAPE.search(value):
        return value
    # two numbers may make one sign, and one alone may make none
    words = _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign if sign >= " " or sign in "\t\r\n" else " " for sign in words)


def _formula(value: object) -> Formula:
    """A formula as it is written; one of many cells, or of a table of values, is an object of openpyxl."""
    return Formula(getattr(value, "text", None) or getattr(value, "ref", None) or value)


def _as_transitional(package: Package, raw: bytes) -> bytes:
    """A workbook in Strict Open XML in the form that openpyxl 3.1 knows; any other as it is."""
    parts = {part: package.bytes_of(part) for part in package.parts}
    if not any(STRICT.encode() in content for content in parts.values()):
        return raw
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for part, content in parts.items():
            for strict, known in TRANSITIONAL.items():
                content = content.replace(f"{STRICT}{strict}".encode(), f"http://schemas.openxmlformats.org/{known}".encode())
            file.writestr(part, content)
    return stream.getvalue()
