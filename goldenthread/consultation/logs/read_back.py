"""A workbook of logs that comes back: its rows, and what was given out in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import NoReturn

from goldenthread.consultation.intake.reader_process import rows_apart
from goldenthread.consultation.intake.workbook_rows import Formula, Row
from goldenthread.consultation.logs.log_columns import (
    BASE_HEADERS,
    BASE_SHEET,
    FINGERPRINT_HEADER,
    ID_HEADER,
    Log,
    from_cell,
)
from goldenthread.model import Fault, Place, Problem, gettext

LAST_HEADER_ROW = 30
"""How far down a sheet its headers are looked for: an author may have put rows above them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedRow:
    """A row as it came back: where it stands, the item's id, and the row's fingerprint, which was given out with it.

    `cells` holds texts by header; a cell that cannot be read, such as a formula, is left out.
    """

    log: Log
    place: Place
    id: str
    cells: Mapping[str, str]
    fingerprint: str


@dataclass(kw_only=True)
class ReturnedLogs:
    """Every row that came back, what was given out (by id, then by header), and remarks on the file for the author."""

    rows: list[ReturnedRow] = field(default_factory=list)
    base: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_logs(raw: bytes, name: str, logs: Sequence[Log]) -> ReturnedLogs:
    """Those of a book's logs that a workbook holds in the current language.

    Raises `Fault` when it cannot be read safely, or holds no log.
    """
    sheets = rows_apart(raw, name)
    returned, base = ReturnedLogs(), gettext(BASE_SHEET)
    for _, cells in _table(sheets.get(base, []), [*map(gettext, BASE_HEADERS)], name, base):
        item_id, header, text = map(from_cell, cells)
        returned.base.setdefault(item_id, {})[header] = text
    present = [log for log in logs if log.sheet in sheets]
    if not present:
        _refuse(name, f"The workbook has neither of the sheets {' and '.join(log.sheet for log in logs)}.")
    for log in present:
        headers = (gettext(ID_HEADER), *log.headers, gettext(FINGERPRINT_HEADER))
        for number, cells in _table(sheets[log.sheet], headers, name, log.sheet):
            _add_row(returned, log, Place(file=name, line=number), dict(zip(headers, cells, strict=True)))
    return returned


def _add_row(returned: ReturnedLogs, log: Log, place: Place, cells: Mapping[str, object]) -> None:
    texts: dict[str, str] = {}
    for header, cell in cells.items():
        where = f"Sheet {log.sheet}, row {place.line}, '{header}'"
        if isinstance(cell, Formula):
            returned.remarks.append(f"{where} is a formula, which is not read.")
        elif isinstance(cell, date | time):
            # 'March 2019' typed into a cell becomes a day of that month, which nobody wrote
            returned.remarks.append(f"{where} is a date to the spreadsheet, which is not read. Write it as text.")
        else:
            texts[header] = from_cell(cell)
    item_id, fingerprint = texts.pop(gettext(ID_HEADER), ""), texts.pop(gettext(FINGERPRINT_HEADER), "")
    if item_id or any(texts.values()):
        returned.rows.append(ReturnedRow(log=log, place=place, id=item_id, cells=texts, fingerprint=fingerprint))


def _table(rows: Sequence[Row], headers: Sequence[str], name: str, sheet: str) -> Iterator[Row]:
    """The rows below the headers, each with its cells in the order of `headers`, wherever the columns were moved."""
    places: dict[str, int] | None = None
    for number, cells in rows:
        if places is None:
            texts = [from_cell(cell) for cell in cells]
            if set(headers) <= set(texts):
                places = {header: texts.index(header) for header in headers}
            elif number > LAST_HEADER_ROW:
                break
            continue
        yield number, [cells[place] if place < len(cells) else None for place in places.values()]
    if places is None:
        _refuse(name, f"The sheet {sheet} has no row with the headings {', '.join(headers)}.")


def _refuse(name: str, what: str) -> NoReturn:
    raise Fault(Problem(Place(file=name, line=1), "merge.columns", what,
                        "Use the workbook of 'make logs', and leave its headings and sheets as they are."))
