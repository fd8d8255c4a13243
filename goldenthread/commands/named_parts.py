"""The items and editions that a command names: how they are found, and how a new edition is called."""

from __future__ import annotations

import re

from goldenthread.model import Edition, Fault, Item, Place, Problem, Register, gettext, gettext_noop, nearest, period_in_words

DRAFT = gettext_noop("Draft")
"""The status of an edition that is begun."""
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
"""The name of an edition that is a month."""


def item_called(register: Register, item_id: str) -> Item:
    """The item with this id. Raises `Fault` for any other, with the most similar id."""
    if item_id not in register.items:
        raise Fault(Problem(Place(file="the item", line=0), "asked.item", f"There is no item '{item_id}'.",
                            f"Name an item by its id.{nearest(item_id.upper(), register.items)}"))
    return register.items[item_id]


def edition_called(register: Register, edition_id: str) -> Edition:
    """The edition with this id, or the last one if none is named. Raises `Fault` for any other."""
    if not edition_id:
        return list(register.editions.values())[-1]
    if edition_id not in register.editions:
        raise Fault(Problem(Place(file="the edition", line=0), "asked.edition", f"There is no edition '{edition_id}'.",
                            f"Name one of: {', '.join(register.editions)}.{nearest(edition_id, register.editions)}"))
    return register.editions[edition_id]


def edition_label(edition: str) -> str:
    """The name of an edition in sentences: `November 2026 edition` if its id is a month, otherwise `Edition spring`."""
    if MONTH.fullmatch(edition):
        return gettext("{month} edition", month=period_in_words(edition))
    return gettext("Edition {name}", name=edition)
