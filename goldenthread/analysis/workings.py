"""How each number of a book was worked out: from which rows, by which steps, and where it appears.

Everything that shows a working (pages, print, downloads, an editor) takes it from here, so that all agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.analysis.operands import Operand, operand_of
from goldenthread.analysis.working_steps import RankedRow, steps_of
from goldenthread.model import Dataset, Measure, Register, Unresolved, Value, resolve, work_out


@dataclass(frozen=True, kw_only=True, slots=True)
class Working:
    """How a number was worked out.

    `steps` are in words, each without a full stop; the last one before a remark on rounding ends in the number as it is shown.
    `operands` are the rows that the expression names, in its order and each once. `ranking` has every row among which a rank was
    taken, from the first on; it is empty for all other numbers. `as_published` says that the number is one row's value, digit for
    digit, so that there is nothing to show but the row itself.
    """

    expression: str
    value: Value
    steps: tuple[str, ...]
    operands: tuple[Operand, ...]
    ranking: tuple[RankedRow, ...]
    as_published: bool

    @property
    def in_words(self) -> str:
        """All steps as one line of text: `133 of 1,321 neighbourhoods = 10.1%. Before rounding, it is 10.0681…%.`"""
        return " ".join(f"{step}." for step in self.steps)

    @property
    def rows(self) -> tuple[Operand, ...]:
        """Every row on which the number depends, each once: those that it names, and all of a ranking."""
        every = (*self.operands, *(row.operand for row in self.ranking))
        return tuple({(one.dataset, one.key): one for one in every}.values())


def working_of(text: str, datasets: Mapping[str, Dataset]) -> Working:
    """The working of an expression as an author writes it in `{value}`. Raises `Unresolved` as `resolve` does."""
    text = " ".join(text.split())
    value, worked = resolve(text, datasets), work_out(text, datasets)
    operands = {term: operand_of(datasets[term.dataset], term.key) for term in worked.rows}
    steps, ranking, as_published = steps_of(worked, value, operands)
    return Working(expression=text, value=value, steps=tuple(steps), operands=tuple(operands.values()), ranking=tuple(ranking),
                   as_published=as_published)


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberPlace:
    """A place where a number appears: its page, the item if it is in one, and whether it is the item's baseline.

    `occurrence` counts, from 1, the appearances of the number in the text of the page; it is 0 for a baseline.
    """

    docname: str
    item: str = ""
    occurrence: int = 0


def numbers_in(register: Register) -> dict[str, tuple[NumberPlace, ...]]:
    """Every number of a book by its expression, with the places where it appears, in the order of the chapters.

    Expressions that cannot be read are among them; the rules report them.
    """
    places: dict[str, list[NumberPlace]] = {}
    counts: dict[tuple[str, str], int] = {}
    for mention in register.mentions:
        if mention.kind == "value":
            text, docname = " ".join(mention.text.split()), mention.place.docname
            counts[docname, text] = counts.get((docname, text), 0) + 1
            place = NumberPlace(docname=docname, item=mention.item, occurrence=counts[docname, text])
            places.setdefault(text, []).append(place)
    for item in register.items.values():
        if isinstance(item, Measure) and (baseline := " ".join(item.text("baseline").split())):
            places.setdefault(baseline, []).append(NumberPlace(docname=item.place.docname, item=item.id))
    return {text: tuple(found) for text, found in places.items()}


class Workings:
    """The workings of one register's numbers, each worked out once for all pages and files that show it."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self._datasets = datasets
        self._known: dict[str, Working] = {}

    def of(self, text: str) -> Working:
        """The working of an expression as `working_of` gives it. Raises `Unresolved` as `resolve` does."""
        text = " ".join(text.split())
        if text not in self._known:
            self._known[text] = working_of(text, self._datasets)
        return self._known[text]


def workings_in(register: Register, workings: Workings | None = None) -> dict[str, Working]:
    """The working of every number of a book that has one, by its expression, in the order of the chapters."""
    workings = workings or Workings(register.datasets)
    found: dict[str, Working] = {}
    for text in numbers_in(register):
        try:
            found[text] = workings.of(text)
        except Unresolved:  # the rules report it
            continue
    return found
