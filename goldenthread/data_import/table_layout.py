"""Where the table of a sheet begins and ends, what is above and below it, and which columns have labels and which values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.data_import.cell_markers import CellReading, read_cell
from goldenthread.data_import.published_periods import published_period
from goldenthread.data_import.sheet_grid import SheetGrid, import_fault

CODE = re.compile(r"[EWSNKJ]\d{8}|UK[C-N]?[A-Z0-9]{0,3}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TableLayout:
    """A table within a sheet. `headings` and `body` are the indices of its rows, `labels` and `values` of its columns.

    `above` and `below` are the lines around it. `without_values` are rows between its first and last one that have no values.
    """

    headings: tuple[int, ...]
    body: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    without_values: tuple[int, ...] = ()


class LayoutReader:
    """Finds the table of one sheet; `explained` are the known markers besides the usual ones."""

    def __init__(self, sheet: SheetGrid, explained: Mapping[str, str]) -> None:
        self.sheet = sheet
        self._explained = explained
        self._known: dict[str, CellReading] = {}

    def reading(self, text: str) -> CellReading:
        """The content of a cell; equal texts are read once."""
        if text not in self._known:
            self._known[text] = read_cell(text, self._explained, decimal_comma=self.sheet.decimal_comma)
        return self._known[text]

    def find(self, file: str, heading_rows: int = 0) -> TableLayout:
        """The largest table of the sheet. Raises `Fault` if there is none. `heading_rows` is how many rows of headings it has."""
        runs = self._runs()
        if not runs:
            raise import_fault(file, "import.table", f"No table was found{self._where()}: no row holds numbers below headings.",
                          "Name another sheet with --sheet, or clear what is not the table in a spreadsheet.")
        body = max(runs, key=lambda run: sum(map(self._count, run)))
        headings = tuple(self._headings(body[0], heading_rows))
        if not headings:
            raise import_fault(file, "import.headings", f"No headings were found above {self.sheet.address(body[0], 0)}.",
                          "Say with --heading-rows how many rows head the table.")
        values = self._value_columns(body, headings)
        labels = tuple(column for column in range(self.sheet.width) if column not in values
                       and any(self.sheet.text(row, column) for row in body))
        numbers = set(body)
        between = tuple(row for row in range(headings[-1] + 1, body[-1]) if row not in numbers and any(self.sheet.rows[row]))
        return TableLayout(headings=headings, body=body, labels=labels, values=values,
                           above=self._lines(0, headings[0]), below=self._lines(body[-1] + 1, len(self.sheet.rows)),
                           without_values=between)

    def _where(self) -> str:
        return f" on the sheet '{self.sheet.name}'" if self.sheet.name else ""

    def _is_number(self, text: str) -> bool:
        return bool(self.reading(text).digits)

    def _is_period(self, text: str) -> bool:
        """Whether a text may be a period, with or without a marker: `2018 [r]`."""
        digits = self.reading(text).digits
        return bool(published_period(text) or (published_period(digits) and len(digits) == 4))

    def _count(self, row: int) -> int:
        return sum(self.reading(text).is_value for text in self.sheet.rows[row] if text)

    def _is_body(self, row: int) -> bool:
        """Whether a row belongs to a table's body: it has a label or a period, and a number or marker that is not a period."""
        texts = [text for text in self.sheet.rows[row] if text]
        values = [text for text in texts if self.reading(text).is_value]
        if len(texts) < 2 or not values:
            return False
        if all(map(str.isalpha, values)) and len(values) * 2 < len(texts):
            return False  # headings, some of which look like markers: the bands A, B, C of a certificate
        return any(not self._is_period(text) for text in values) or (
            len(values) < len(texts) and row > 0 and self._follows_body(row))

    def _follows_body(self, row: int) -> bool:
        # a value may look like a year; then the row above decides, if it has the same kinds of cells
        above = self.sheet.rows[row - 1]
        own = self.sheet.rows[row]
        return len(above) == len(own) and any(self._is_number(text) and not self._is_period(text) for text in above)

    def _is_like(self, row: int, other: int) -> bool:
        """Whether two rows have their texts and their numbers in the same columns."""
        own, others = ([self.reading(text).is_value if text else None for text in self.sheet.rows[each]] for each in (row, other))
        return own == others and True in own

    def _runs(self) -> list[tuple[int, ...]]:
        """Rows of values that belong together: blank rows and rows with only a label may be between them."""
        runs: list[list[int]] = []
        apart = True
        for row, cells in enumerate(self.sheet.rows):
            filled = [text for text in cells if text]
            goes_on = not apart and runs and runs[-1][-1] == row - 1 and self._is_like(row, row - 1)
            if self._is_body(row) or goes_on:
                if apart or not runs:
                    runs.append([])
                runs[-1].append(row)
                apart = False
            elif len(filled) > 1:
                apart = True
        return [tuple(run) for run in runs]

    def _headings(self, first: int, wanted: int) -> list[int]:
        if wanted:
            return list(range(max(first - wanted, 0), first))
        rows: list[int] = []
        row = first - 1
        while row >= 0 and sum(map(bool, self.sheet.rows[row])) < 2:
            row -= 1  # a blank row below the headings, or a row that heads the first rows
        while row >= 0:
            filled = [column for column, text in enumerate(self.sheet.rows[row]) if text]
            # a title fills one cell on the left, and a heading over merged cells one further right and metadata of the file come
            # in pairs, a value beside its key
            is_pair = len(filled) == 2 and filled[0] == 0 and self.sheet.width != 3
            if not filled or filled == [0] or (is_pair and rows):
                break
            rows.insert(0, row)
            row -= 1
        return rows

    def _value_columns(self, body: tuple[int, ...], headings: tuple[int, ...]) -> tuple[int, ...]:
        columns = []
        for column in range(self.sheet.width):
            texts = [text for row in body if (text := self.sheet.text(row, column))]
            values = sum(self.reading(text).is_value for text in texts)
            periods = sum(bool(published_period(text)) for text in texts)
            codes = sum(bool(CODE.fullmatch(text)) for text in texts)
            heading = " ".join(self.sheet.text(row, column) for row in headings).lower()
            names_period = bool(re.search(r"\b(?:year|period|date|time|month|quarter)|time_period|time period", heading))
            headed = self.sheet.text(headings[-1], column) or any(map(self._is_number, texts))
            dated = any(published_period(text) for row in headings if (text := self.sheet.text(row, column)))
            most = values * 2 > len(texts) or (dated and values > 0)
            if texts and headed and most and not codes and not (periods == len(texts) and (names_period or not heading.strip())):
                columns.append(column)
        return tuple(columns)

    def _lines(self, begin: int, end: int) -> tuple[str, ...]:
        return tuple(" ".join(text for text in cells if text) for cells in self.sheet.rows[begin:end] if any(cells))
