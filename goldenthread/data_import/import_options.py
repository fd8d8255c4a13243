"""An author's instructions for making a table from a publisher's file: from options, or from a recipe."""

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
    """How a table is read: headings are named as in the file, so that the next release can be read in the same way.

    `area` and `period` apply to the whole table; with `period_end_column`, `period_column` has the beginning of each period.
    `value` is the heading of the numbers; `columns_are` makes the headings a dimension of that name, `groups_are` the rows that
    head others. `dimensions` are headings, by the names that they get; `only` keeps the rows with the given text under a heading.
    `areas` are ids by the names in the file, `markers` statuses by markers.
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
        """The statuses of markers as given by the author. Raises `Fault` for a word that is not a status."""
        for marker, status in self.markers.items():
            if status not in (*STATUSES, CAUTION):
                what = f"'{status[:40]}', given to the marker '{marker[:20]}', is not a status."
                raise import_fault(file, "import.marker", what,
                                   f"Give one of: {', '.join((*STATUSES, CAUTION))}.{nearest(status, STATUSES)}")
        return {marker_of(marker): status for marker, status in self.markers.items()}

    def as_toml(self, card: Mapping[str, object], original: Mapping[str, str], table: Mapping[str, object]) -> str:
        """The recipe: these options, the author's details for the card, and the file and table for which it was made."""
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
    """The options of a recipe. Raises `Fault` if it was changed so that it cannot be read."""
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
