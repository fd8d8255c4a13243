"""What each column of a table contains: areas, periods, dimensions, numbers, flags, or words determined by another column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.data_import.area_names import AreaNames
from goldenthread.data_import.cell_markers import ALONE, CODES, marker_of, read_cell, status_meant, without_footnotes
from goldenthread.data_import.error_columns import BESIDE_A_VALUE, error_columns
from goldenthread.data_import.import_options import ImportOptions
from goldenthread.data_import.published_periods import (
    PARTS_OF_YEAR,
    are_split_years,
    as_split_year,
    only_period_in,
    published_period,
    without_period,
)
from goldenthread.data_import.sheet_grid import SheetGrid, import_fault, letters
from goldenthread.data_import.table_layout import LayoutReader, TableLayout
from goldenthread.model import nearest, slug

OFFICIAL_CODE = re.compile(r"[A-Z]\d{8}")
FLAGS = {"obs_status", "obs_flag", "conf_status", "obs_status_name", "status", "flag", "flags", "marker", "markers", "symbol",
         "value note", "note", "notes"}
OF_NO_USE = re.compile(r"dataflow|last update|structure(?:_id|_name)?|record_(?:count|offset)|urn|date_type.*|geography_type.*"
                       r"|.*sortorder|action|record offset|record count|date_code|geography$|date$", re.IGNORECASE)
BEGINS = re.compile(r"\b(?:from|starts?|starting|begin(?:s|ning)?)\b", re.IGNORECASE)
ENDS = re.compile(r"\b(?:to|ends?|ending|until)\b", re.IGNORECASE)
NAMES_PERIOD = re.compile(r"(?:date|period|time|year|month|quarter)\b", re.IGNORECASE)
OF_THE_FILE = re.compile(r"copyright|downloaded|nomis on|release|publi|updated|created|next", re.IGNORECASE)
VALUES = {"obs_value", "value", "v4_0", "observation", "observation value"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnHeading:
    """The heading of a column of numbers: a period with its statuses, an area, or other words."""

    period: str = ""
    area: str = ""
    words: str = ""
    statuses: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class ColumnRoles:
    """The columns of numbers with their headings, and the positions of the other columns by their content."""

    sheet: SheetGrid
    columns: dict[int, ColumnHeading]
    area: int | None = None
    period: int | None = None
    only_period: str = ""
    dimensions: tuple[int, ...] = ()
    dimension_names: tuple[str, ...] = ()
    columns_are: bool = False
    flags: dict[int, list[int]] = field(default_factory=dict)
    only: tuple[tuple[int, str], ...] = ()
    fixed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    measure: str = ""
    filled: dict[int, dict[int, str]] = field(default_factory=dict)
    part_of_year: int | None = None
    period_end: int | None = None
    split_years: bool = False
    errors: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def label(self, row: int, column: int) -> str:
        """The text of a label; in a column of merged cells, that of the cell above."""
        return self.filled.get(column, {}).get(row) or self.sheet.text(row, column)


def roles_of(reader: LayoutReader, layout: TableLayout, options: ImportOptions, areas: AreaNames, file: str) -> ColumnRoles:
    """The role of each column. Raises `Fault` if that is not clear, naming the options that settle it."""
    finder = _RoleFinder(reader, layout, options, areas, file)
    return finder.find()


class _RoleFinder:
    def __init__(self, reader: LayoutReader, layout: TableLayout, options: ImportOptions, areas: AreaNames, file: str) -> None:
        self.reader, self.layout, self.options, self.areas, self.file = reader, layout, options, areas, file
        self.sheet = reader.sheet
        self.explained = options.explained(file)
        self.heads = {column: without_footnotes(" ".join(dict.fromkeys(
            text for row in layout.headings if (text := self.sheet.text(row, column))))) for column in range(self.sheet.width)}
        self.labels = [*layout.labels]
        self.values = [*layout.values]
        self.roles = ColumnRoles(sheet=self.sheet, columns={})
        self._set_errors_apart()
        self._set_values_by_name()

    def find(self) -> ColumnRoles:
        self._flags()
        self._columns()
        self._fill_down()
        self.roles.only = tuple((self._named(heading), word) for heading, word in self.options.only.items())
        self._area()
        self._period()
        self._dimensions()
        return self.roles

    def _set_errors_apart(self) -> None:
        """Columns of margins and of ends of intervals belong to the numbers beside them, and are not measures."""
        self.roles.errors = error_columns(self.heads, self.values)
        apart = {column for columns in self.roles.errors.values() for column in columns}
        self.values = [column for column in self.values if column not in apart]

    def _set_values_by_name(self) -> None:
        """In a list with one column of observations, no other column has values, whatever it looks like."""
        if observed := [column for column in self.values if self.heads[column].casefold() in VALUES]:
            others = [column for column in self.values if column != observed[0]]
            beside = [column for column in others if BESIDE_A_VALUE.fullmatch(self.heads[column].replace("_", " "))]
            self.labels = sorted({*self.labels, *others} - {*beside})
            self.values = observed[:1]
            if beside:
                self.roles.remarks.append(f"Other columns of numbers, not taken: {', '.join(self.heads[one] for one in beside)}.")

    def _named(self, heading: str) -> int:
        """The column with a heading. Raises `Fault` if there is none."""
        for column, own in self.heads.items():
            if heading.casefold() == own.casefold():
                return column
        for column in self.heads:
            if letters(column) == heading and not self.heads[column]:
                return column
        known = [own or letters(column) for column, own in self.heads.items()]
        raise import_fault(self.file, "import.heading", f"No column is headed '{heading[:60]}'.",
                      f"Name one of: {', '.join(known[:12])}.{nearest(heading, known)}")

    def _texts(self, column: int) -> list[str]:
        return [text for row in self.layout.body if (text := self.sheet.text(row, column))]

    def _flags(self) -> None:
        """Columns of flags: those with a heading for the observations, those without one for the column on their left."""
        for column in self.labels[:]:
            texts, head = self._texts(column), self.heads[column].casefold()
            are_markers = texts and all(self._is_flag(text) for text in texts)
            if not are_markers:
                continue
            if head in FLAGS and self.values:
                for value in self.values:
                    self.roles.flags.setdefault(value, []).append(column)
                self.labels.remove(column)
            elif not self.sheet.text(self.layout.headings[-1], column) and column - 1 in self.values:
                self.roles.flags.setdefault(column - 1, []).append(column)
                self.labels.remove(column)

    def _is_flag(self, text: str) -> bool:
        marker = marker_of(text)
        known = marker in CODES or marker in ALONE or marker in self.explained or bool(status_meant(text))
        return known or not read_cell(f"0 {text}", self.explained).unknown

    def _columns(self) -> None:
        """Give each column of numbers its heading, and keep the requested ones."""
        levels = [self._level(row, last=row == self.layout.headings[-1]) for row in self.layout.headings]
        self._leave_out_beside_periods(levels[-1])
        words: dict[int, list[str]] = {column: [] for column in self.values}
        found: dict[int, dict[str, object]] = {column: {} for column in self.values}
        for level in levels:
            if are_split_years(level[column] for column in self.values):
                level = {column: as_split_year(text) for column, text in level.items()}
            texts = [level[column] for column in self.values]
            if any(texts) and all(not text or self._heading_period(text)[0] for text in texts) and not self._has_period_column():
                for column in self.values:
                    period, statuses = self._heading_period(level[column])
                    found[column] |= {"period": period, "statuses": statuses}
            elif sum(bool(self.areas.id_of(without_footnotes(text))) for text in texts if text) * 2 > len(texts):
                for column in self.values:
                    found[column]["area"] = without_footnotes(level[column])
            else:
                for column, (period, text) in self._periods_apart(level).items():
                    found[column] |= {"period": period} if period else {}
                    words[column] += [text] if text else []
        headed = {column: ColumnHeading(words=", ".join(dict.fromkeys(words[column])), **found[column])  # type: ignore[arg-type]
                  for column in self.values}
        self.roles.columns = self._wanted(headed)

    def _leave_out_beside_periods(self, level: Mapping[int, str]) -> None:
        """If columns headed by periods each have the same others beside them, such as a numerator, keep only those with
        periods."""
        dated = [column for column in self.values if self._heading_period(level[column])[0]]
        others = Counter(level[column] for column in self.values if column not in dated)
        asked = self.options.value or self.options.columns_are or self.options.period or self._has_period_column()
        if len(dated) > 1 and others and min(others.values()) >= len(dated) and not asked:
            self.values = dated
            self.roles.remarks.append(f"Other columns of numbers, not taken: {', '.join(others)}.")

    def _periods_apart(self, level: Mapping[int, str]) -> dict[int, tuple[str, str]]:
        """The period and the other words of each heading, if all headings consist of a period and words: 'Jobs 2018'."""
        texts = {column: without_footnotes(level[column]) for column in self.values}
        periods = {column: only_period_in(text) for column, text in texts.items()}
        given = self.options.period or self.options.period_column or any(map(self._is_period_column, self.labels))
        if given or not all(periods.values()):
            return {column: ("", text) for column, text in texts.items()}
        return {column: (periods[column], without_footnotes(without_period(text))) for column, text in texts.items()}

    def _is_period_column(self, column: int) -> bool:
        return bool(texts := self._texts(column)) and all(map(self._reads_period, texts))

    def _has_period_column(self) -> bool:
        return bool(self.options.period_column)

    def _level(self, row: int, *, last: bool) -> dict[int, str]:
        """The texts of a row of headings; one over merged cells applies to the columns on its right."""
        texts, held = {}, ""
        for column in range(self.sheet.width):
            text = self.sheet.text(row, column)
            held = text or ("" if last or column < min(self.values, default=0) else held)
            texts[column] = held if not last else text
        return texts

    def _heading_period(self, text: str) -> tuple[str, tuple[str, ...]]:
        text = without_footnotes(text)
        if period := published_period(text):
            return period, ()
        match = re.fullmatch(r"(.*?\d)\s*([\[(]?[A-Za-z]{1,11}[\])]?)", text)
        if match and (period := published_period(match[1])):
            marked = read_cell(f"0 {match[2]}", self.explained)
            if marked.statuses and not marked.unknown:
                return period, marked.statuses
        return "", ()

    def _wanted(self, headed: Mapping[int, ColumnHeading]) -> dict[int, ColumnHeading]:
        wanted, kinds = self.options.value, list(dict.fromkeys(heading.words for heading in headed.values()))
        if wanted:
            kept = {column: heading for column, heading in headed.items()
                    if wanted.casefold() in {heading.words.casefold(), *map(str.casefold, heading.words.split(", "))}}
            if not kept:
                raise import_fault(self.file, "import.heading", f"No column of numbers is headed '{wanted[:60]}'.",
                              f"Name one of: {', '.join(kinds[:12])}.{nearest(wanted, kinds)}")
            if others := [kind for kind in kinds if kind not in {heading.words for heading in kept.values()}]:
                self.roles.remarks.append(f"Other columns of numbers, not taken: {', '.join(others[:8])}.")
            self.roles.measure = wanted
            return kept
        if self.options.columns_are:
            self.roles.columns_are = True
            return dict(headed)
        if len(kinds) > 1:
            raise import_fault(self.file, "import.columns", f"There are numbers below several headings: {', '.join(kinds[:8])}.",
                          "Take one with --value HEADING, or make them a dimension with --columns-are NAME.")
        self.roles.measure = kinds[0] if kinds and kinds[0].casefold() not in VALUES else ""
        return dict(headed)

    def _fill_down(self) -> None:
        """Merged cells on the left apply to the rows below them; the last column of labels has a text in each row."""
        for column in self.labels:
            if not 0 < len(self._texts(column)) * 2 <= len(self.layout.body) or not self.sheet.text(self.layout.body[0], column):
                break
            held = ""
            self.roles.filled[column] = {row: (held := self.sheet.text(row, column) or held) for row in self.layout.body}

    def _area(self) -> None:
        roles = self.roles
        if self.options.area_column:
            roles.area = self._named(self.options.area_column)
        elif not self.options.area and not any(heading.area for heading in roles.columns.values()):
            named = {column: [key for row in self.layout.body if (key := self.areas.id_of(roles.label(row, column)))]
                     for column in self.labels}
            # a county may have the name of a partnership, but not its code; a region is repeated beside many of its districts
            hits = {column: (self._holds_codes(column), len({*keys}), len(keys)) for column, keys in named.items() if keys}
            best = max(hits, key=lambda column: hits[column], default=None)
            if best is None:
                raise import_fault(self.file, "import.area", "No column names an area of evidence/areas.toml by code or name.",
                              "Declare the areas there, or say --area-code 'NAME=id', or --area id for the whole table.")
            roles.area = best

    def _holds_codes(self, column: int) -> bool:
        """Whether nearly every row of a column has the official code of an area, and the other rows are empty."""
        texts = self._texts(column)
        return len(texts) * 10 >= len(self.layout.body) * 9 and all(map(OFFICIAL_CODE.fullmatch, texts))

    def _period(self) -> None:
        roles = self.roles
        if self.options.period or any(heading.period for heading in roles.columns.values()):
            return
        candidates = [column for column in self.labels if self._is_period_column(column)]
        if self.options.period_column:
            candidates = [self._named(self.options.period_column)]
        if candidates:
            named = [c for c in candidates if re.search(r"year|period|date|time", self.heads[c], re.IGNORECASE)]
            roles.period = (named or candidates)[0]
            roles.period, roles.period_end = self._ends_of_period(roles.period, candidates)
            roles.part_of_year = self._part_of_year(roles.period)
            roles.split_years = are_split_years(self._texts(roles.period))
            return
        above = [line for line in self.layout.above if not OF_THE_FILE.search(line)]
        lines = [*filter(NAMES_PERIOD.match, above), *above, *(heading.words for heading in roles.columns.values())]
        roles.only_period = next((period for line in lines if (period := only_period_in(line))), "")
        if not roles.only_period:
            raise import_fault(self.file, "import.period", "Neither a column nor a heading nor a title names the period.",
                          "Say it with --period, such as --period 2018, or name its column with --period-column.")
        roles.remarks.append(f"The period {roles.only_period} is taken from the lines above the table.")

    def _ends_of_period(self, period: int, candidates: Sequence[int]) -> tuple[int, int | None]:
        """The column of periods or, if each period takes two columns, those of its beginning and its end."""
        if self.options.period_end_column:
            return period, self._named(self.options.period_end_column)
        heads = {column: self.heads[column].replace("_", " ") for column in candidates}
        begin = [column for column in candidates if BEGINS.search(heads[column]) and not ENDS.search(heads[column])]
        end = [column for column in candidates if ENDS.search(heads[column]) and not BEGINS.search(heads[column])]
        return (begin[0], end[0]) if len(begin) == len(end) == 1 else (period, None)

    def _part_of_year(self, year: int) -> int | None:
        """The column beside the years that names a quarter or a month."""
        if not all(re.fullmatch(r"\d{4}", text) for text in self._texts(year)):
            return None
        for column in (year + 1, year - 1):
            texts = self._texts(column) if 0 <= column < self.sheet.width else []
            named = bool(re.fullmatch(r"quarter|qtr|month", self.heads.get(column, ""), re.IGNORECASE))
            if texts and all(PARTS_OF_YEAR.fullmatch(text) and (named or not text.isdigit()) for text in texts):
                return column
        return None

    def _reads_period(self, text: str) -> bool:
        return bool(published_period(text) or self._heading_period(text)[0])

    def _dimensions(self) -> None:
        roles, rows = self.roles, [row for row in self.layout.body if self._is_kept(row)]
        if self.options.dimensions:
            chosen = {self._named(heading): name for heading, name in self.options.dimensions.items()}
        else:
            chosen = {column: _plain_name(self.heads[column]) for column in self._varying(rows)}
        roles.dimensions = tuple(chosen)
        names = [*chosen.values(), *([self.options.groups_are] if self.options.groups_are else []),
                 *([self.options.columns_are] if self.options.columns_are else [])]
        roles.dimension_names = tuple(names)
        for column in self.labels:
            texts = {self.roles.label(row, column) for row in rows} - {""}
            used = {roles.area, roles.period, roles.part_of_year, roles.period_end}
            if len(texts) == 1 and column not in used and not OF_NO_USE.fullmatch(self.heads[column]):
                roles.fixed.append(f"{self.heads[column] or 'without a heading'}: {texts.pop()}")

    def _is_kept(self, row: int) -> bool:
        roles = self.roles
        return (roles.area is None or bool(self.areas.id_of(roles.label(row, roles.area)))) and all(
            roles.label(row, column).casefold() == word.casefold() for column, word in roles.only)

    def _varying(self, rows: Sequence[int]) -> list[int]:
        """Columns whose words are not determined by the area and period of their row; of two equivalent ones, the longer
        words."""
        roles = self.roles
        taken = [column for column in (roles.area, roles.period, roles.part_of_year, roles.period_end) if column is not None]
        kept: list[int] = []
        for column in self.labels:
            texts = [roles.label(row, column) for row in rows]
            if column in taken or OF_NO_USE.fullmatch(self.heads[column]) or len({*texts}) < 2:
                continue
            if any(_follows(texts, [roles.label(row, other) for row in rows]) for other in taken):
                continue
            same = next((other for other in kept if _follows(texts, [roles.label(row, other) for row in rows])
                         and _follows([roles.label(row, other) for row in rows], texts)), None)
            if same is None:
                kept.append(column)
            elif sum(map(len, texts)) > sum(len(roles.label(row, same)) for row in rows):
                kept[kept.index(same)] = column
        return kept


def _follows(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each of the others always occurs with the same text."""
    beside: dict[str, str] = {}
    return all(beside.setdefault(other, text) == text for text, other in zip(texts, others, strict=True))


def _plain_name(heading: str) -> str:
    """A heading as the name of a dimension: letters, digits and spaces."""
    name = re.sub(r"_?name$", "", slug(heading).replace("-", "_"), flags=re.IGNORECASE).replace("_", " ").strip()
    return name if name[:1].isalpha() else f"group {name}".strip()
