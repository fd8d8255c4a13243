"""A workbook of logs that comes back: its rows, and what was given out in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import NoReturn

from goldenthread.consultation.intake.response_form import Formula, Row, rows_of_workbook
from goldenthread.consultation.logs.log_columns import BASE, ID, LOGS, PRINT, Log, from_cell
from goldenthread.model import Fault, Place, Problem

HEAD_ROWS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedRow:
    """A row as it came back: its log, where it stands, the item's id, what its cells say by header, and its print."""

    log: Log
    place: Place
    id: str
    cells: Mapping[str, str]
    printed: str


@dataclass(kw_only=True)
class Returned:
    """All rows that came back, what was given out by id and header, and what the author should know of the file."""

    rows: list[ReturnedRow] = field(default_factory=list)
    base: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_logs(raw: bytes, name: str) -> Returned:
    """What came back in a workbook. Raises `Fault` when it cannot be read safely, or holds no log."""
    sheets = rows_of_workbook(raw, name)
    found = Returned()
    for row in _table(sheets.get(BASE, []), (ID, "Column", "Given out"), name, BASE):
        key, column, given = (from_cell(cell) for cell in row[1][:3])
        found.base.setdefault(key, {})[column] = given
    here = [log for log in LOGS if log.sheet in sheets]
    if not here:
        _refuse(name, f"The workbook has neither of the sheets {' and '.join(log.sheet for log in LOGS)}.")
    for log in here:
        headers = (ID, *(column.header for column in log.columns), PRINT)
        for number, cells in _table(sheets[log.sheet], headers, name, log.sheet):
            _take_row(found, log, Place(file=name, line=number), dict(zip(headers, cells, strict=True)))
    return found


def _take_row(found: Returned, log: Log, place: Place, cells: Mapping[str, object]) -> None:
    said: dict[str, str] = {}
    for header, cell in cells.items():
        where = f"Sheet {log.sheet}, row {place.line}, '{header}'"
        if isinstance(cell, Formula):
            found.remarks.append(f"{where} is a formula, which is not read.")
        elif isinstance(cell, date | time):
            found.remarks.append(f"{where} is a date to the spreadsheet, which is not read. Write it as text.")
        else:
            said[header] = from_cell(cell)
    item, printed = said.pop(ID, ""), said.pop(PRINT, "")
    if item or any(said.values()):
        found.rows.append(ReturnedRow(log=log, place=place, id=item, cells=said, printed=printed))


def _table(rows: Sequence[Row], headers: Sequence[str], name: str, sheet: str) -> Iterator[Row]:
    """The rows below the header, each with its cells in the order of `headers`."""
    places: dict[str, int] | None = None
    for number, cells in rows:
        if places is None:
            names = [from_cell(cell) for cell in cells]
            if set(headers) <= set(names):
                places = {header: names.index(header) for header in headers}
            elif number > HEAD_ROWS:
                break
            continue
        yield number, [cells[place] if place < len(cells) else None for place in places.values()]
    if places is None:
        _refuse(name, f"The sheet {sheet} has no row with the headings {', '.join(headers)}.")


def _refuse(name: str, what: str) -> NoReturn:
    raise Fault(Problem(Place(file=name, line=1), "merge.columns", what,
                        "Use the workbook of 'make logs', and leave its headings and sheets as they are."))
