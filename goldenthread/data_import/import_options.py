"""What an author says of a publisher's file, so that its table can be made from it: by options, or by a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import tomlkit

from goldenthread.data_import.cell_markers import CAUTION, marker_of
from goldenthread.data_import.sheet_grid import import_fault
from goldenthread.model import STATUSES, nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """How a table is read: every heading is named as the file has it, so that the next release can be read in the same way.

    `area` and `period` hold for the whole table; with `period_end_column`, `period_column` has where each period begins.
    `value` is the heading of the numbers; with `columns_are` the headings become a dimension of that name, with `groups_are` the
    rows that head others. `dimensions` are headings, by the names that they get; `only` keeps the rows that say so below a
    heading. `areas` are ids by what the file calls them, `markers` statuses by markers.
    """

    sheet: str = ""
    heading_rows: int = 0
    area: str = ""
    area_column: str = ""
    period: str = ""
    period_column: str = ""
    period_end_column: str = ""
    value: str = ""
    columns_are: str = ""
    groups_are: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    markers: Mapping[str, str] = field(default_factory=dict)

    def explained(self, file: str) -> dict[str, str]:
        """The statuses of markers as the author gives them. Raises `Fault` for a word that is no status."""
        for marker, status in self.markers.items():
            if status not in (*STATUSES, CAUTION):
                what = f"'{status[:40]}', given to the marker '{marker[:20]}', is not a status."
                raise import_fault(file, "import.marker", what,
                                   f"Give one of: {', '.join((*STATUSES, CAUTION))}.{nearest(status, STATUSES)}")
        return {marker_of(marker): status for marker, status in self.markers.items()}

    def as_toml(self, card: Mapping[str, object], original: Mapping[str, str], table: Mapping[str, object]) -> str:
        """The recipe: these options, what the author said for the card, and the file and table that it was made for."""
        document = tomlkit.document()
        document.add(tomlkit.comment("Made by 'goldenthread import'. The next release is imported with"))
        document.add(tomlkit.comment("goldenthread import FILE --name NEW-NAME --recipe THIS-FILE"))
        document.add("original", _table(original))
        document.add("table", _table(table))
        document.add("read", _table({key: held for key, held in asdict(self).items() if held}))
        document.add("card", _table(card))
        return tomlkit.dumps(document)


def _table(held: Mapping[str, object]) -> Any:
    table = tomlkit.table()
    for key, value in held.items():
        table.add(key, _table(value) if isinstance(value, Mapping) else value)
    return table


def options_from(recipe: Mapping[str, Any], file: str) -> ImportOptions:
    """The options of a recipe. Raises `Fault` for one that was changed so that it cannot be read."""
    read = recipe.get("read", {})
    try:
        if not isinstance(read, Mapping):
            raise TypeError
        options = ImportOptions(**{str(key): value for key, value in read.items()})
        kinds = {key: type(held) for key, held in asdict(ImportOptions()).items()}
        if any(not isinstance(held, kinds[key]) for key, held in asdict(options).items()):
            raise TypeError
    except TypeError as error:
        known = ", ".join(asdict(ImportOptions()))
        raise import_fault(file, "import.recipe", "The part [read] of the recipe holds what is no option.",
                      f"Import the file once more without the recipe, or keep to: {known}.") from error
    return options
