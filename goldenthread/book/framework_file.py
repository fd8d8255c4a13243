"""`strategy/framework.toml` and `evidence/areas.toml`: the tags that items may have, and the areas that tables may hold."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.book.text_files import Table, read_toml
from goldenthread.model import Area, Framework, Place, Problem, Tag, nearest

FRAMEWORK_FILE = "strategy/framework.toml"
AREAS_FILE = "evidence/areas.toml"
ID = re.compile(r"[a-z][a-z0-9-]*")
MOST_TILES = 100
"""How many columns, and how many rows, a map of tiles may have."""


def read_framework(root: Path) -> tuple[Framework, list[Problem]]:
    """The framework and what is wrong with its file. Raises `Fault` when the file cannot be read at all."""
    table = read_toml(root, FRAMEWORK_FILE)
    table.check_keys({"title", "publisher", "published", "url", "foundation", "challenge"})
    framework = Framework(
        title=table.text_of("title"), publisher=table.text_of("publisher"), published=table.text_of("published"),
        url=table.web_address("url"), foundations=_tags(table, "foundation"), challenges=_tags(table, "challenge"),
    )
    seen: set[str] = set()
    for tag in framework.tags:
        if tag.id in seen:
            table.report("id", "framework.twice", f"The tag '{tag.id}' stands twice.", "Give each tag an id of its own.")
        seen.add(tag.id)
    return framework, table.problems


def _tags(table: Table, kind: str) -> tuple[Tag, ...]:
    entries = table.tables(kind)
    if not entries:
        table.report(kind, "framework.empty", f"There is no {kind}.", f"Add at least one [[{kind}]].")
    for entry in entries:
        entry.check_keys({"id", "name", "aim"})
        if not ID.fullmatch(entry.text_of("id")) and entry.data.get("id"):
            entry.report("id", "framework.id", f"'{entry.data['id']}' is not a plain id.",
                         "Use small letters, digits and hyphens.")
    return tuple(Tag(id=e.text_of("id"), name=e.text_of("name"), kind=kind, aim=e.text_of("aim")) for e in entries)


def read_areas(root: Path) -> tuple[dict[str, Area], list[Problem]]:
    """The areas by id, in the order of `evidence/areas.toml`. Raises `Fault` when the file cannot be read at all."""
    table = read_toml(root, AREAS_FILE)
    table.check_keys({"area"})
    areas: dict[str, Area] = {}
    tiles: dict[tuple[int, int], str] = {}
    for entry in table.tables("area"):
        entry.check_keys({"id", "name", "code", "kind", "tile", "city"})
        area = Area(id=entry.text_of("id"), name=entry.text_of("name"), code=entry.text_of("code", required=False),
                    kind=entry.text_of("kind"), tile=_tile(entry))
        if area.id and not ID.fullmatch(area.id):
            entry.report("id", "area.id", f"'{area.id}' is not a plain id.", "Use small letters, digits and hyphens.")
        if area.id in areas:
            entry.report("id", "area.twice", f"The area '{area.id}' stands twice.", "Take one of them out.")
        if area.tile and area.tile in tiles:
            entry.report("tile", "area.tile", f"'{area.id}' has the same tile as '{tiles[area.tile]}'.",
                         "Give each area a tile of its own.")
        if area.tile:
            tiles[area.tile] = area.id
        areas[area.id] = area
    return areas, table.problems


def _tile(entry: Table) -> tuple[int, int] | None:
    value = entry.data.get("tile")
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) and 0 <= n < MOST_TILES for n in value):
        return value[0], value[1]
    entry.report("tile", "area.tile", "The tile is not a column and a row.", "Write tile = [0, 2].")
    return None


def unknown_tag(framework: Framework, place: Place, item: str, tag: str) -> Problem:
    """The problem of a tag that the framework does not have, naming those it has."""
    names = ", ".join(tag.id for tag in framework.tags)
    return Problem(place, "item.tag", f"{item} has the tag '{tag}', which the framework does not know.",
                   f"Use one of: {names}.{nearest(tag, (t.id for t in framework.tags))}", item)
