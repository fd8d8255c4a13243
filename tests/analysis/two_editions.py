"""The priorities of two editions as records, and what became of them from the first to the second."""

from __future__ import annotations

from goldenthread.analysis.changes import PriorityChange, changes_between
from goldenthread.model import Dropped, Item, Register
from tests.books.records import FIRST, at, edition, item, register

DROPPED = Dropped(id="E19_PRI_C", reason="Done.", because=("RSP_A",), place=at())
LATER = edition("2020-03", "2019-12", dropped=(DROPPED,))


def old(name: str, title: str = "", **fields: object) -> Item:
    return item("priority", f"E19_PRI_{name}", title or f"Priority {name}", edition="2019-12", **fields)


def new(name: str, title: str = "", **fields: object) -> Item:
    return item("priority", f"E20_PRI_{name}", title or f"Priority {name}", edition="2020-03", **fields)


def changes(*items: Item, **more: object) -> tuple[Register, tuple[PriorityChange, ...]]:
    book = register(*items, editions=(FIRST, LATER), **more)  # type: ignore[arg-type]
    return book, changes_between(book, FIRST, LATER)
