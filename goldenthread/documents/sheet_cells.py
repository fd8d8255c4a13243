"""What the cells of a register's sheets and CSV rows say, alike for every kind of item."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.model import Item, Register

NO_ENTRY = "None"
"""What a cell holds that has nothing to say: an empty one would leave readers in doubt."""


def joined_or_none(parts: Iterable[str]) -> str:
    """Several entries of one cell, or `None`."""
    return "; ".join(part for part in parts if part) or NO_ENTRY


def titles_of(register: Register, keys: Iterable[str]) -> str:
    """Items by title and id; what is no item by its id alone."""
    return joined_or_none(f"{item.title} ({key})" if (item := register.items.get(key)) else key for key in keys)


def tags_by_dimension(register: Register, item: Item) -> list[str]:
    """The names of an item's tags, a text for each dimension."""
    return [joined_or_none(tag.name for tag in each.tags_of(item.tags)) for each in register.framework.dimensions]
