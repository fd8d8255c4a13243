"""From the table of a sheet to tidy rows: area, period, dimensions, value, status, and the cell of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.data_import.area_names import AreaNames
from goldenthread.data_import.cell_markers import ALONE, CODES, CellReading, marker_of, read_cell, status_meant, without_footnotes
from goldenthread.data_import.column_roles import ColumnRoles, roles_of
from goldenthread.data_import.error_columns import ENDS, MARGIN, digits_of_error
from goldenthread.data_import.import_options import ImportOptions
from goldenthread.data_import.published_periods import as_split_year, part_of_year, period_between, published_period
from goldenthread.data_import.sheet_grid import SheetGrid, import_fault
from goldenthread.data_import.table_layout import LayoutReader, TableLayout
from goldenthread.model import WITHOUT_VALUE, slug

QUARTER = re.compile(r"(\d{4})/([1-4])")
"""A quarter as some publishers write it under a heading that says so; elsewhere it could be a month."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TidyRow:
    """A row of the resulting table; if `digits` are empty, `status` says why."""

    area: str
    period: str
    dimensions: tuple[str, ...]
    digits: str
    status: tuple[str, ...]
    cell: str
    error: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return self.area, self.period, *map(slug, self.dimensions)


@dataclass(kw_only=True, slots=True)
class TidyTable:
    """The resulting rows, the names of their dimensions, and everything that an author must know about how they were made."""

    dimensions: tuple[str, ...]
    rows: list[TidyRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    measure: str = ""
    percent: bool = False
    interval: tuple[str, ...] = ()
    """The names of the columns of error, empty if the file has none."""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """What each cell of the sheet became, for the preview: `value`, `status`, `left out`."""


def tidy_table(reader: LayoutReader, layout: TableLayout, options: ImportOptions, areas: AreaNames, file: str) -> TidyTable:
    """The tidy rows of a table. Raises `Fault` if a cell, an area or a period cannot be read, or if the meaning is not clear."""
    roles = roles_of(reader, layout, options, areas, file)
    maker = _RowMaker(reader, layout, options, areas, file, roles)
    return maker.make()


class _RowMaker:
    def __init__(self, reader: LayoutReader, layout: TableLayout, options: ImportOptions, areas: AreaNames, file: str,
                 roles: ColumnRoles) -> None:
        self.sheet: SheetGrid = reader.sheet
        self.reader, self.layout, self.options, self.areas, self.file, self.roles = reader, layout, options, areas, file, roles
        self.table = TidyTable(dimensions=roles.dimension_names, remarks=list(roles.remarks), fixed=list(roles.fixed),
                               measure=roles.measure)
        errors = [roles.errors[column] for column in roles.columns if column in roles.errors]
        self.table.interval = (MARGIN if len(errors[0]) == 1 else ENDS) if errors else ()
        self._guessed: dict[str, str] = {}
        self._noted: dict[str, int] = {}
        self._unread: list[str] = []
        self._percent: set[bool] = set()
        self._empty: list[str] = []
        self._undated: list[str] = []
        self._strangers: dict[str, int] = {}

    def make(self) -> TidyTable:
        group = ""
        groups = set(self.layout.without_values)
        for row in range(self.layout.headings[-1] + 1, self.layout.body[-1] + 1):
            if row in groups:
                group = next(text for text in self.sheet.rows[row] if text)
            elif any(self.sheet.rows[row]) and self._is_wanted(row):
                for column in self.roles.columns:
                    self._take(row, column, group)
        self._check()
        self._remark()
        return self.table

    def _is_wanted(self, row: int) -> bool:
        return all(self.roles.label(row, column).casefold() == wanted.casefold() for column, wanted in self.roles.only)

    def _take(self, row: int, column: int, group: str) -> None:
        roles, heading = self.roles, self.roles.columns[column]
        named = heading.area or (roles.label(row, roles.area) if roles.area is not None else self.options.area)
        area = self.areas.id_of(named)
        text = self.sheet.text(row, column)
        if not area:
            self._strangers[named] = self._strangers.get(named, 0) + 1
            self.table.cells[row, column] = "left out"
            return
        reading = self.reader.reading(text)
        statuses = self._statuses(row, column, reading)
        if reading.unknown or (reading.cautions and not reading.digits):
            self._unread.append(f"{self.sheet.address(row, column)} holds '{text[:40]}'")
            return
        if not reading.digits and not set(statuses) & set(WITHOUT_VALUE):
            address = self.sheet.address(row, column)
            (self._unread if text else self._empty).append(f"{address} holds '{text[:40]}'" if text else address)
            self.table.cells[row, column] = "left out"
            return
        if self.roles.period is not None and not heading.period and not (self.options.period or
                                                                         self.roles.label(row, self.roles.period)):
            self._undated.append(self.sheet.address(row, self.roles.period))
            self.table.cells[row, column] = "left out"
            return
        for caution in reading.cautions:
            self._noted[caution] = self._noted.get(caution, 0) + 1
        for marker in reading.guessed:
            self._guessed[marker] = reading.statuses[0]
        if reading.digits:
            self._percent.add(reading.percent)
        period, of_period = self._period(row, heading.period, heading.statuses)
        dimensions = tuple([*(without_footnotes(roles.label(row, each)) for each in roles.dimensions),
                            *([group] if self.options.groups_are else []), *([heading.words] if roles.columns_are else [])])
        without = set(statuses) & set(WITHOUT_VALUE)
        self.table.rows.append(TidyRow(area=area, period=period, dimensions=dimensions, digits="" if without else reading.digits,
                                       status=tuple(dict.fromkeys([*statuses, *of_period])),
                                       cell=self.sheet.address(row, column), error=self._error(row, column, without)))
        self.table.cells[row, column] = "status" if statuses else "value"

    def _error(self, row: int, column: int, without: set[str]) -> tuple[str, ...]:
        columns = self.roles.errors.get(column, ())
        if not columns:
            return ("",) * len(self.table.interval)
        return digits_of_error([self.reader.reading("" if without else self.sheet.text(row, each)) for each in columns])

    def _statuses(self, row: int, column: int, reading: CellReading) -> tuple[str, ...]:
        """The statuses of a cell: from the cell itself, the columns of flags beside it, and its heading."""
        found = [*reading.statuses]
        for flag in self.roles.flags.get(column, ()):
            text = self.sheet.text(row, flag)
            code = marker_of(text)
            beside = read_cell(f"0 {text}", self.options.explained(self.file))
            if code in self.options.explained(self.file):
                found.append(self.options.explained(self.file)[code])
            elif code in CODES:
                found += [CODES[code]] if CODES[code] else []
            elif status := ALONE.get(code) or status_meant(text):
                found.append(status)
            elif beside.unknown:
                self._unread.append(f"{self.sheet.address(row, flag)} holds '{text[:40]}'")
            else:
                found += beside.statuses
        if not reading.digits:
            # Eurostat writes 'c' or 'u' beside a colon: the reason says more than the mere absence
            why = [status for status in found if status in WITHOUT_VALUE]
            return tuple(dict.fromkeys(why[-1:] if why else found))
        return tuple(dict.fromkeys([*found, *self.roles.columns[column].statuses]))

    def _period(self, row: int, of_heading: str, statuses: Sequence[str]) -> tuple[str, Iterable[str]]:
        if self.options.period:
            return published_period(self.options.period) or self.options.period, ()
        if of_heading:
            return of_heading, ()
        if self.roles.period is None:
            return self.roles.only_period, ()
        text = self.roles.label(row, self.roles.period)
        if self.roles.period_end is not None:
            return self._period_between(row, text), ()
        text = as_split_year(text) if self.roles.split_years else text
        if (quarter := QUARTER.fullmatch(text)) and any(
                "quarter" in self.sheet.text(head, self.roles.period).lower() for head in self.layout.headings):
            return f"{quarter[1]}-Q{quarter[2]}", ()
        if (period := published_period(text)) and (part := self.roles.part_of_year) is not None:
            numbers = [int(number) for each in self.layout.body if (number := self.sheet.text(each, part)).isdigit()]
            period = part_of_year(period, self.sheet.text(row, part), months=max(numbers, default=0) > 4)
        if period:
            return period, ()
        head, _, rest = text.partition(" ")
        marked = read_cell(f"0 {rest}", self.options.explained(self.file))
        if (period := published_period(head)) and marked.statuses and not marked.unknown:
            return period, marked.statuses
        raise import_fault(self.file, "import.period", f"{self.sheet.address(row, self.roles.period)} holds '{text[:40]}', "
                      "which is no period that can be read.", "Name the column of periods with --period-column, or one period "
                      "for the whole table with --period.")

    def _period_between(self, row: int, begins: str) -> str:
        assert self.roles.period_end is not None
        ends = self.roles.label(row, self.roles.period_end)
        if period := period_between(begins, ends):
            return period
        raise import_fault(self.file, "import.period", f"{self.sheet.address(row, self.roles.period_end)} holds '{ends[:40]}', "
                           f"and from '{begins[:40]}' to that is no period that can be read.", "Name the columns where each "
                           "period begins and ends with --period-column and --period-end-column, or one period for the whole "
                           "table with --period.")

    def _check(self) -> None:
        """Raises `Fault` for unexplained cells, for duplicate rows, and for an empty table."""
        if self._unread:
            more = f", and {len(self._unread) - 3} more cells like it" if len(self._unread) > 3 else ""
            what = f"{'; '.join(self._unread[:3])}{more}, which is no number and no marker that is known."
            raise import_fault(self.file, "import.cell", what, "Say what it means: --marker 'MARKER=confidential', or another "
                               "status, or 'MARKER=caution'.")
        if not any(row.digits for row in self.table.rows):
            strange = f" It names {', '.join(map(repr, list(self._strangers)[:3]))}." if self._strangers else ""
            what = f"No value of the table is about an area of evidence/areas.toml.{strange}"
            raise import_fault(self.file, "import.area", what, "Declare the area there with its code, or say --area-code "
                               "'NAME=id', or --area id for the whole table.")
        first: dict[tuple[str, ...], TidyRow] = {}
        for row in self.table.rows:
            if (other := first.setdefault(row.key, row)) is not row:
                raise import_fault(self.file, "import.twice", f"{other.cell} and {row.cell} are both of {', '.join(row.key)}.",
                              "Keep one with --only 'HEADING=WORD' or --value HEADING, or keep them apart with --dimension "
                              "HEADING, --columns-are NAME or --groups-are NAME.")
        if len(self._percent) > 1:
            raise import_fault(self.file, "import.unit", "Some values are percentages and others are not.",
                          "Take one measure: --value HEADING, or --only 'HEADING=WORD'.")

    def _remark(self) -> None:
        table = self.table
        table.percent = self._percent == {True}
        table.cautions += [f"'{marker}' is read as '{status}': the file does not say what it means."
                           for marker, status in self._guessed.items()]
        table.cautions += [f"The publisher marks {count} of the values with '{marker}'." for marker, count in self._noted.items()]
        if self._strangers:
            names = list(self._strangers)
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            table.remarks.append(f"Left out, for evidence/areas.toml has no such area: {', '.join(names[:5])}{more} "
                                 f"({sum(self._strangers.values()):,} cells).")
        if undated := list(dict.fromkeys(self._undated)):
            more = f" and {len(undated) - 5} more" if len(undated) > 5 else ""
            table.remarks.append(f"Left out, for no period stands in {', '.join(undated[:5])}{more}: totals, mostly.")
        if self._empty:
            more = f" and {len(self._empty) - 5} more" if len(self._empty) > 5 else ""
            table.remarks.append(f"Left out, for the cell is empty: {', '.join(self._empty[:5])}{more}.")
        if self.layout.without_values and not self.options.groups_are:
            rows = [f"row {row + 1} ('{next(text for text in self.sheet.rows[row] if text)[:30]}')"
                    for row in self.layout.without_values]
            more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
            table.remarks.append(f"Without values: {', '.join(rows[:5])}{more}. Say --groups-are NAME if they head those below.")


def revisions(old: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]], new: Iterable[TidyRow]) -> list[str]:
    """What a release revised in an earlier one: a line for each row with another value or status, and for each that is gone."""
    fresh = {row.key: row for row in new}
    changed = []
    for key, row in fresh.items():
        if key in old and old[key] != (row.digits, row.status):
            before, after = (" ".join([digits or "no value", *(f"({word})" for word in status)])
                             for digits, status in (old[key], (row.digits, row.status)))
            changed.append(f"Revised: {', '.join(key)}: {before} became {after} ({row.cell}).")
    added, gone = len(fresh.keys() - old.keys()), sorted(old.keys() - fresh.keys())
    lines = [*changed, f"{len(changed)} of {len(fresh.keys() & old.keys())} rows revised, {added} new."]
    return [*lines, *[f"No longer there: {', '.join(key)}." for key in gone]]
