"""The table of a dataset (`.csv`): its rows as observations, every cell checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from pathlib import Path

from goldenthread.book.table_forms import form_fault
from goldenthread.model import (
    STATUSES,
    WITHOUT_VALUE,
    Area,
    MissingValue,
    NotAPeriod,
    Observation,
    Place,
    Problem,
    nearest,
    nearest_area,
    slug,
    span_of,
    statuses_in,
)

FORMULA = ("=", "+", "-", "@")
"""The beginnings of cells that a spreadsheet would run as formulas."""
# spreadsheets keep 15 digits exactly
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")

Rows = dict[tuple[str, ...], Observation]
"""Observations by (area, period, *slugs of the dimensions), in the order of the table."""
Missing = dict[tuple[str, ...], MissingValue]
"""Rows without a number from the publisher, by the same keys."""
MOST_ALIKE = PLACES = 3
"""How many faults of a kind are reported one by one; if there are more, how many further places are named."""
OPTIONAL = ("unit", "status", "cell")
"""Columns that a table may have besides those that its card names."""


def read_rows(
    text: str, file: str, dimensions: tuple[str, ...], areas: Mapping[str, Area], unit: object, interval: tuple[str, ...] = ()
) -> tuple[Rows, Missing, list[Problem]]:
    """The usable rows of a table, those that say why there is no value, and what is wrong with the others.

    `file` is its path in the book, `unit` the one on its card, `interval` the columns of its error. A table with an unfit header
    has no rows.
    """
    table = _TableReader(file=file, dimensions=dimensions, areas=areas, unit=unit, interval=interval)
    table.read(text)
    return table.rows, table.missing, table.problems


@dataclass(kw_only=True, slots=True)
class _TableReader:
    file: str
    dimensions: tuple[str, ...]
    areas: Mapping[str, Area]
    unit: object
    interval: tuple[str, ...]
    rows: Rows = field(default_factory=dict)
    missing: Missing = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, code: str, what: str, fix: str) -> None:
        self.problems.append(Problem(Place(file=self.file, line=line), code, what, fix, Path(self.file).stem))

    def read(self, text: str) -> None:
        self._read(text)
        self.problems = _alike_merged(self.problems)

    def _read(self, text: str) -> None:
        # without `strict` a misplaced quotation mark would be taken for an ordinary character
        reader = csv.reader(io.StringIO(text), strict=True)
        wanted = ["area", "period", *self.dimensions, "value", *self.interval]
        try:
            header = next(reader, None)
            if header is None:
                self.report(1, "data.empty", "The table is empty.", f"Begin it with the line '{','.join(wanted)}'.")
                return
            if fault := form_fault(text, wanted):
                self.report(fault.line, "data.form", fault.what, fault.fix)
                return
            if not self._header_fits(header, wanted):
                return
            if rows := self._rows_without_fault(text, header):
                self.rows = rows
                return
            for cells in reader:
                if any(map(str.strip, cells)):
                    self._add_row([cell.strip() for cell in cells], header, reader.line_num)
            if not self.rows and not self.problems:
                self.report(1, "data.empty", "The table has no row that can be used.", "Add at least one row with a value.")
        except csv.Error as error:
            self.report(reader.line_num, "data.csv", f"The row cannot be read as CSV: {error}.",
                        "Look for an unpaired quotation mark.")

    def _header_fits(self, header: Sequence[str], wanted: Sequence[str]) -> bool:
        missing = [name for name in wanted if name not in header]
        unknown = [name for name in header if name not in (*wanted, *OPTIONAL)]
        twice = len(set(header)) != len(header)
        if missing or unknown or twice:
            fault = f"lacks '{missing[0]}'" if missing else f"has '{unknown[0]}'" if unknown else "names a column twice"
            self.report(1, "data.header", f"The header {fault}.",
                        f"It should read '{','.join(wanted)}'; name further columns as dimensions on the card.")
        return not (missing or unknown or twice)

    def _rows_without_fault(self, text: str, header: Sequence[str]) -> Rows:
        """The rows of a table, checked column by column, if certainly nothing is wrong with it; empty if something may be.

        Most tables are faultless, and a book has hundreds of thousands of rows: one by one they would take three times as long.
        """
        table = [line.split(",") for line in text.rstrip("\n").split("\n")[1:]]
        if '"' in text or self.interval or {"status", "cell"} & {*header} or set(map(len, table)) != {len(header)}:
            return {}
        column = {name: tuple(map(str.strip, cells)) for name, cells in zip(header, zip(*table, strict=True), strict=True)}
        words = list(zip(*[column[name] for name in self.dimensions], strict=True)) or [()] * len(table)
        slugs = {own: tuple(map(slug, own)) for own in set(words)}
        if not (set(column["area"]) <= self.areas.keys() and all(map(is_period, set(column["period"])))
                and all(map(NUMBER.fullmatch, column["value"])) and all(cell == self.unit for cell in column.get("unit", ()))
                and not any(word.startswith(FORMULA) for own in slugs for word in own)):
            return {}
        keys = [(area, period, *slugs[own]) for area, period, own in zip(column["area"], column["period"], words, strict=True)]
        observations = map(Observation, column["area"], column["period"], words, map(Decimal, column["value"]), count(2))
        rows = dict(zip(keys, observations, strict=False))  # the counter of lines is infinite
        return rows if len(rows) == len(table) else {}

    def _add_row(self, cells: Sequence[str], header: Sequence[str], line: int) -> None:
        """Keep a row if it is valid and the first with its area, period and dimensions; report what is wrong with it."""
        if len(cells) != len(header):
            self.report(line, "data.cells", f"The row has {len(cells)} cells; the header has {len(header)}.",
                        "Put text that holds a comma into quotation marks, or add what is missing.")
            return
        row = dict(zip(header, cells, strict=True))
        words = tuple([row[name] for name in self.dimensions])
        if not self._is_good(row, words, line):
            return
        key = (row["area"], row["period"], *map(slug, words))
        status, cell = self._status(row), row.get("cell", "")
        if first := self.rows.get(key) or self.missing.get(key):
            self.report(line, "data.duplicate", f"'{':'.join(key)}' is already on line {first.line}.",
                        "Keep one of the two rows.")
        elif row["value"]:
            value = Decimal(row["value"])
            interval = self._interval(row, value, line)
            self.rows[key] = Observation(row["area"], row["period"], words, value, line, interval, status, cell)
        else:
            self.missing[key] = MissingValue(row["area"], row["period"], words, status, line, cell)

    def _status(self, row: Mapping[str, str]) -> tuple[str, ...]:
        # a table may have a dimension of that name
        return () if "status" in (*self.dimensions, *self.interval) else statuses_in(row.get("status", ""))

    def _interval(self, row: Mapping[str, str], value: Decimal, line: int) -> tuple[Decimal, Decimal] | None:
        """The interval of a value; None if its cells are empty, or if they are wrong, which is reported."""
        cells = [row[name] for name in self.interval]
        if not any(cells):
            return None
        if all(map(NUMBER.fullmatch, cells)):
            ends = [Decimal(cell) for cell in cells]
            low, high = ends if len(ends) == 2 else (value - ends[0], value + ends[0])
            if low <= value <= high:
                return low, high
        self.report(line, "data.interval", f"'{', '.join(cells)}' is no interval around {value}.",
                    "Write a margin of zero or more, or the lower and the upper end, or leave the cells empty.")
        return None

    def _is_good(self, row: Mapping[str, str], words: Sequence[str], line: int) -> bool:
        """Whether a row can be used, `words` being its dimensions; what is wrong with it is reported."""
        if formula := next((word for word in (*words, row.get("cell", "")) if word.startswith(FORMULA)), ""):
            self.report(line, "data.formula", f"'{formula[:40]}' begins as a formula does.",
                        "Begin it with a letter or a digit: whoever opens the table in a spreadsheet would run it.")
            return False
        before = len(self.problems)
        if row["area"] not in self.areas:
            self.report(line, "data.area", f"'{row['area']}' is not an area of evidence/areas.toml.",
                        f"Use an id from there, or declare the area.{nearest_area(row['area'], self.areas)}")
        try:
            span_of(row["period"])
        except NotAPeriod as fault:
            self.report(line, "data.period", fault.what, fault.fix)
        if "unit" in row and row["unit"] != self.unit:
            self.report(line, "data.unit", f"The row is in '{row['unit']}', the card says '{self.unit}'.",
                        "Convert the row, or make a dataset of its own: one unit each.")
        status = self._status(row)
        self._check_status(status, row["value"], line)
        if not NUMBER.fullmatch(row["value"]) and (row["value"] or not status):
            self.report(line, "data.number", f"'{row['value']}' is not a number.",
                        "Write plain digits ('34.1'), or leave the row out.")
        return len(self.problems) == before

    def _check_status(self, status: Sequence[str], value: str, line: int) -> None:
        """Reports an unknown status, a status that denies a value which is there, and a missing value that no status explains."""
        if unknown := next((word for word in status if word not in STATUSES), ""):
            self.report(line, "data.status", f"'{unknown[:60]}' is not a status.",
                        f"Write one of: {', '.join(STATUSES)}.{nearest(unknown, STATUSES)}")
        elif value and (without := next((word for word in status if word in WITHOUT_VALUE), "")):
            self.report(line, "data.status", f"The value is '{without}', and yet it is {value[:40]}.",
                        "Leave the value empty, or mend the status.")
        elif status and not value and not set(status) & set(WITHOUT_VALUE):
            self.report(line, "data.status", f"There is no value, and '{status[0]}' does not say why.",
                        f"Write the value, or one of: {', '.join(WITHOUT_VALUE)}.")


def _alike_merged(problems: Iterable[Problem]) -> list[Problem]:
    """For many rows with the same kind of fault, one problem at the first, with the number of others and the next places."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    told: list[Problem] = []
    for alike in kinds.values():
        first, *others = alike
        if len(alike) <= MOST_ALIKE:
            told += alike
            continue
        lines = [str(problem.place.line) for problem in others[:PLACES]]
        where = f"{', '.join(lines[:-1])} and {lines[-1]}"
        told.append(replace(first, what=f"{first.what} The like is wrong in {len(others):,} more rows, first on lines {where}."))
    return told


def is_period(text: str) -> bool:
    """Whether a text is a year, a month, a day or a span of them."""
    try:
        span_of(text)
    except NotAPeriod:
        return False
    return True
