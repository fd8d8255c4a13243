"""A response form that comes back, as a workbook or as CSV: one row is one point. Formulas are never worked out."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout

import openpyxl

from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets
from goldenthread.consultation.intake.safe_files import Package, refuse
from goldenthread.consultation.intake.text_note import decode_text, names_mentioned

SOURCE = "form"
COLUMNS = ("item", "criterion", "point", "suggested wording", "evidence offered")
HEAD_ROWS, MOST_ROWS, MOST_COLUMNS = 30, 20_000, 40
# an error of syntax is what XML that does not hold together raises
UNREAD = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, EOFError,
          SyntaxError, NotImplementedError, OverflowError, zlib.error)
Row = tuple[int, Sequence[object]]


class Formula(str):
    """What a cell would work out, as it is written."""


def read_workbook(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of the first sheet that has the form's columns. Raises `Fault` for a file that cannot be read safely."""
    sheets = rows_of_workbook(raw, name)
    return _delivery(next((rows for rows in sheets.values() if _columns(rows)), []), name, targets)


def rows_of_workbook(raw: bytes, name: str) -> dict[str, list[Row]]:
    """The rows of each sheet by its name, empty rows left out. Raises `Fault` for a file that cannot be read safely."""
    package = Package(raw, name, ".xlsx")
    for part in package.parts:
        if part.endswith((".xml", ".rels")):
            # the reader of workbooks must not meet what the bounds forbid
            for _ in package.elements(part):
                pass
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            # it warns of every extension that it leaves out, and prints which style it misses in a damaged file
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
            sheets = {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
            book.close()
    except UNREAD:
        package.damaged()
    return sheets


def _rows(sheet: object) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), start=1):  # type: ignore[attr-defined]
        values = [Formula(cell.value) if cell.data_type == "f" else cell.value for cell in cells]
        if any(value is not None for value in values):
            yield number, values


def read_csv(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a form that was saved as CSV, with commas, semicolons or tabs."""
    delivery = Delivery()
    text = decode_text(raw, name, delivery)
    head = next((line for line in text.splitlines() if "item" in line.lower() and "point" in line.lower()), text[:200])
    mark = max(",;\t", key=head.count)
    try:
        rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1) if any(row)]
    except csv.Error as error:
        refuse(name, "intake.damaged", f"The file cannot be read as CSV: {error}.", "Ask for it again, saved as a workbook.")
    delivery.add(_delivery(rows, name, targets))
    return delivery


def _columns(rows: Iterable[Row]) -> tuple[int, Mapping[str, int]] | None:
    """The number of the header row, and the place of each column that is there."""
    for number, values in rows:
        if number > HEAD_ROWS:
            break
        names = [re.sub(r"\W+", " ", str(value or "")).strip().lower() for value in values]
        if {"item", "point"} <= set(names):
            return number, {column: names.index(column) for column in COLUMNS if column in names}
    return None


def _delivery(rows: Sequence[Row], name: str, targets: Targets) -> Delivery:
    found = _columns(rows)
    if found is None:
        refuse(name, "intake.columns", "The file has no row that heads the columns 'item' and 'point'.",
               "Use the response form (make forms), and leave its headings as they are.")
    if len(rows) > MOST_ROWS:
        refuse(name, "intake.too-large", f"The form has more than {MOST_ROWS:,} rows.", "Ask for it in parts.")
    header, columns = found
    delivery = Delivery()
    for number, values in rows:
        if number > header:
            cells = {column: values[place] if place < len(values) else None for column, place in columns.items()}
            _take_row(delivery, number, cells, targets)
    if not delivery.points and not delivery.leftovers:
        delivery.remarks.append("The form holds no point.")
    return delivery


def _take_row(delivery: Delivery, number: int, cells: Mapping[str, object], targets: Targets) -> None:
    said = {column: "" if value is None else str(value).strip() for column, value in cells.items()}
    point = Point(text=said["point"], suggested=said.get("suggested wording", ""), offered=said.get("evidence offered", ""),
                  source=SOURCE)
    where = f"row {number}"
    if not (point.text or point.suggested or point.offered):
        if said["item"]:
            delivery.leftovers.append(Leftover(where=where, why="it names an item but makes no point", text=said["item"]))
        return
    formulas = [column for column, value in cells.items() if isinstance(value, Formula)]
    if formulas:
        delivery.leftovers.append(Leftover(where=where, why=f"'{formulas[0]}' is a formula, which is not worked out here",
                                           text=said[formulas[0]]))
        return
    criterion = targets.criterion_of(said.get("criterion", ""))
    if said.get("criterion") and not criterion:
        delivery.remarks.append(f"Row {number}: '{said['criterion'][:40]}' is none of the criteria; the point has none yet.")
    first = said["item"].partition(" ")[0]
    named = names_mentioned(said["item"], targets) or [first] * (first in targets.pages)
    filled = Point(text=point.text, suggested=point.suggested, offered=point.offered, criterion=criterion, source=SOURCE)
    why = targets.why_unknown(said["item"][:60]) if said["item"] else "it names no item"
    found = targets.point_about(named, filled, where, why)
    if isinstance(found, Point):
        delivery.points.append(found)
    else:
        delivery.leftovers.append(found)
