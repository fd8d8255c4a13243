"""What stands in each log: its columns, which of them may be edited, and what an item says in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goldenthread.analysis import print_of, text_of
from goldenthread.documents import GUARD, NONE, joined, safe
from goldenthread.model import Item, Register, label_of

ID, PRINT, BASE = "Id", "Print (leave as it is)", "Base"
CHOSEN = frozenset({"confidence", "disposition", "criterion"})
"""Fields whose words are chosen from a list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a log. `field` is an option of the item, or `title`; one without is for reading only."""

    header: str
    width: int
    field: str = ""
    shown: Callable[[Register, Item], str] | None = None

    def said(self, register: Register, item: Item) -> str:
        """What an item says in this column, as it would come back unedited."""
        if self.shown:
            text = self.shown(register, item)
        elif self.field == "title":
            text = item.title
        else:
            said = item.text(self.field)
            text = label_of(said) if self.field in CHOSEN else said
        return from_cell(to_cell(text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Log:
    """One log: a sheet with a row for each item of a kind."""

    kind: str
    sheet: str
    title: str
    columns: tuple[Column, ...]


def to_cell(text: str) -> str:
    """A text as its cell holds it; no cell is empty."""
    return safe(" ".join(text.split()) or NONE)


def from_cell(cell: object) -> str:
    """What a cell says: nothing when it is empty or says None, and no sign that only guards it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str("" if cell is None else cell).replace(GUARD, "").split())
    return "" if text == NONE else text


def print_of_row(said: Mapping[str, str]) -> str:
    """A short print of what a row says, by header."""
    return print_of(dict(said), 12)


def _titles(keys: tuple[str, ...], register: Register) -> str:
    return joined(f"{item.title} ({key})" if (item := register.items.get(key)) else key for key in keys)


def _about(register: Register, item: Item) -> str:
    chapter = item.text("chapter")
    return _titles(item.links.get("about", ()), register) if item.links.get("about") else register.titles.get(chapter, chapter)


def _changed(register: Register, item: Item) -> str:
    return _titles((*item.links.get("changed", ()), *item.links.get("brought", ())), register)


def _tags(register: Register, item: Item) -> str:
    return joined(tag.name for tag in register.framework.tags if tag.id in item.tags)


def _option(name: str) -> Callable[[Register, Item], str]:
    return lambda register, item: item.text(name)


EVIDENCE = Log(kind="evidence", sheet="Evidence", title="Evidence log: every finding", columns=(
    Column(header="Finding", width=50, field="title"),
    Column(header="Confidence", width=16, field="confidence"),
    Column(header="Caution", width=60, field="caution"),
    Column(header="Period", width=20, field="period"),
    Column(header="Area", width=24, field="geography"),
    Column(header="Compared with", width=24, field="comparator"),
    Column(header="Foundations and challenges", width=30, shown=_tags),
    Column(header="Datasets", width=30, shown=_option("datasets")),
    Column(header="Text", width=80, shown=text_of),
))
RESPONSES = Log(kind="response", sheet="Responses", title="Response log: every point, and what became of it", columns=(
    Column(header="Point", width=50, field="title"),
    Column(header="Decision", width=20, field="disposition"),
    Column(header="Grounds", width=60, field="grounds"),
    Column(header="Question", width=18, field="criterion"),
    Column(header="From", width=30, shown=_option("respondent")),
    Column(header="About", width=50, shown=_about),
    Column(header="Received", width=18, shown=_option("received")),
    Column(header="Changed", width=50, shown=_changed),
    Column(header="Text", width=80, shown=text_of),
))
LOGS = (RESPONSES, EVIDENCE)
