"""Giving an item another id: where it is named, and whether that may be changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from goldenthread.book.frozen_editions import archive_file
from goldenthread.book.text_files import read_text
from goldenthread.model import ITEM_ID, Fault, Place, Problem, Register, nearest
from goldenthread.system import book_entries

NAMING = (".md", ".toml", ".bib")
"""The files in which things of the book are named; archives keep what was published and are not among them."""


def naming_files(root: Path) -> list[str]:
    """Every file of the book in which an item may be named, by its path."""
    return [name for name, entry in book_entries(root) if name.endswith(NAMING) and entry.is_file(follow_symlinks=False)]


def places_of_name(text: str, name: str) -> Iterator[tuple[int, int]]:
    """The start and end of each occurrence of a name as a whole word, as in options, roles, pins and settings."""
    if name in text:  # most files do not contain the name
        own = re.escape(name)  # it stands first in the pattern, which is found many times as fast so
        yield from (match.span() for match in re.finditer(rf"{own}(?<![\w-]{own})(?![\w-])", text))


def why_not_renamed(root: Path, register: Register, old: str, new: str) -> Problem | None:
    """What prevents an item from getting another id: no such item, a taken or invalid id, or a frozen edition with it."""
    if old not in register.items:
        return Problem(Place(file=old, line=0), "rename.item", f"There is no item {old}.",
                       f"Give the id of an item of the book.{nearest(old, register.items)}")
    place = register.items[old].place
    if not ITEM_ID.fullmatch(new):
        return Problem(place, "rename.id", f"'{new}' is no id of an item.",
                       "Write capital letters, digits and underscores, a letter first: 3 to 40 of them.", old)
    if new in register.items:
        return Problem(place, "rename.id", f"The id {new} is already at {register.items[new].place}.", "Choose another one.", old)
    for edition in register.editions.values():
        if old in archived_names(root, edition.id, "items"):
            what = f"{old} stands in edition {edition.id} as it was published, and readers cite it by this id."
            return frozen_problem(place, old, what,
                                  "Keep the id. Where the item has become another, write a new one that replaces or revises it.")
    return None


def frozen_problem(place: Place, about: str, what: str, fix: str) -> Problem:
    """The problem that a name cannot change because something published depends on it."""
    return Problem(place, "rename.frozen", what, fix, about)


def archived_names(root: Path, edition: str, what: str) -> frozenset[str]:
    """The ids of the `items`, or the names of the `datasets`, in a frozen edition; empty if it is not frozen."""
    if not (root / archive_file(edition)).exists():
        return frozenset()
    try:
        return frozenset(json.loads(read_text(root, archive_file(edition)))[what])
    except (Fault, ValueError, KeyError, TypeError):  # a rule reports an archive that cannot be read
        return frozenset()
