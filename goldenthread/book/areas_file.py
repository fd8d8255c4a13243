"""`evidence/areas.toml`: the areas that the book's data are about, and their places on the tile map."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import Area, Problem

AREAS_FILE = "evidence/areas.toml"
ID = re.compile(r"[a-z][a-z0-9-]*")
MOST_TILES = 100
"""How many columns, and how many rows, a tile map may have."""


def read_areas(root: Path) -> tuple[dict[str, Area], list[Problem]]:
    """The areas by id, in the order of `evidence/areas.toml`. Raises `Fault` if the file cannot be read at all."""
    table = read_toml(root, AREAS_FILE)
    table.check_keys({"area"})
    areas: dict[str, Area] = {}
    tiles: dict[tuple[int, int], str] = {}
    for entry in table.tables("area"):
        entry.check_keys({"id", "name", "code", "kind", "tile", "city", "own"})
        area = Area(id=entry.text_of("id"), name=entry.text_of("name"), code=entry.text_of("code", required=False),
                    kind=entry.text_of("kind"), tile=_tile(entry), own=_own(entry))
        if area.id and not ID.fullmatch(area.id):
            entry.report("id", "area.id", f"'{area.id}' is not a plain id.", "Use small letters, digits and hyphens.")
        if area.id in areas:
            entry.report("id", "area.twice", f"The area '{area.id}' is defined twice.", "Take one of them out.")
        if area.tile and area.tile in tiles:
            entry.report("tile", "area.tile", f"'{area.id}' has the same tile as '{tiles[area.tile]}'.",
                         "Give each area a tile of its own.")
        if area.tile:
            tiles[area.tile] = area.id
        areas[area.id] = area
    return areas, table.problems


def _own(entry: Table) -> bool:
    value = entry.data.get("own", False)
    if not isinstance(value, bool):
        entry.report("own", "area.own", "Whether the area is the book's own is neither true nor false.", "Write own = true.")
    return value is True


def _tile(entry: Table) -> tuple[int, int] | None:
    value = entry.data.get("tile")
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) and 0 <= n < MOST_TILES for n in value):
        return value[0], value[1]
    entry.report("tile", "area.tile", "The tile is not a column and a row.", "Write tile = [0, 2].")
    return None
