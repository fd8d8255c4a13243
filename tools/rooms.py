"""`python -m tools.rooms` writes the page that lists the rooms of the package, from the contract in `pyproject.toml`."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/developers/rooms.md"
HEAD = """\
# Rooms and floors

Made by `make rooms` from the contract in `pyproject.toml` and from the first sentence of each room; `make lint` and the tests
hold the contract. A room may use every room on a lower floor, and on its own floor none. Rooms within a room have a face of
their own where they are costly to load.

| Floor | Room | What it is for |
| --: | --- | --- |
"""


def floors() -> list[list[str]]:
    """The rooms of each floor, from the ground up, as the contract lists them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return [[room.strip().removeprefix("goldenthread.") for room in layer.split("|")] for layer in reversed(contract["layers"])]


def charter(folder: Path) -> str:
    """The first sentence of a room's docstring, without its full stop."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).rstrip(".")


def rows() -> Iterator[str]:
    for number, rooms in enumerate(floors(), start=1):
        for room in rooms:
            folder = ROOT / "goldenthread" / room
            inner = sorted(path.parent for path in folder.glob("*/__init__.py"))
            for place in (folder, *inner):
                name = place.relative_to(ROOT / "goldenthread").as_posix()
                yield f"| {number} | `{name}` | {charter(place)} |"


def rooms_page() -> str:
    """The whole page as Markdown."""
    return HEAD + "\n".join(rows()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rooms_page(), encoding="utf-8", newline="\n")
