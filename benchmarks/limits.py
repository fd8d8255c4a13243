"""The limits that a build is to keep, each held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from benchmarks.measuring import Measured

RATIO, EXPONENT, MEMORY, PAPER, PAPER_MEMORY = 1.5, 1.1, 900, 10, 1000
"""Times plain Sphinx; the growth of time with size; megabytes of one process of a build; seconds for all PDF files; megabytes of
one process that makes PDF or Word files."""
CHECK = {300: 1.0, 10_000: 5.0}
"""Seconds for the rules alone, by the number of items."""
SERVED = {300: 1.0, 3_000: 2.0}
"""Seconds by the clock from a saved paragraph to the new pages, by the number of items."""
TYPED = {300: 0.2, 3_000: 1.0, 10_000: 3.0}
"""Seconds from a key in an editor to every problem of the book, by the number of items."""
LARGEST_FOR_PEERS = 3000
"""The most items of a book that other tools are given: with more, Doorstop alone would take longer than all the rest."""
WHOLE, NOTHING, PARAGRAPH, VALUE, LINK = "everything", "nothing changed", "a paragraph", "a value in a table", "a link"
RULES, PDF, WORD = "rules and prose alone", "PDF files, pages read", "Word files, pages read"
SERVE = "serve: save to refreshed page"
FIRST_LOOK, LIST = "in an editor: first look at the book", "in an editor: key to a list"
EDIT = "in an editor: key to problems"

Medians = Mapping[tuple[int, str, str], Measured]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """What was measured, and the most that it may be."""

    what: str
    measured: float
    most: float
    unit: str
    digits: int = 2

    @property
    def verdict(self) -> str:
        """`met`, or by how much it is missed."""
        over = round(self.measured, self.digits) - self.most
        if over <= 0:
            return "met"
        return f"missed by {self._said(over)}" + (f" ({over / self.most * 100:.0f} %)" if self.most else "")

    @property
    def row(self) -> str:
        """A row of the report's table."""
        return f"| {self.what} | {self._said(self.most)} | {self._said(self.measured)} | {self.verdict} |"

    def _said(self, value: float) -> str:
        return f"{value:,.{self.digits}f}{self.unit}"


def growth(medians: Medians, case: str, who: str) -> float | None:
    """The exponent by which the time grows from the smallest book to the largest: 1 when twice the items take twice as long."""
    sizes = sorted(items for items, what, by in medians if (what, by) == (case, who))
    if len(sizes) < 2:
        return None
    first, last = sizes[0], sizes[-1]
    return log(medians[last, case, who].cpu / medians[first, case, who].cpu) / log(last / first)


def limits(medians: Medians, ours: str, plain: str) -> Iterator[Limit]:
    """Every limit of which something was measured."""
    sizes = sorted({items for items, _case, _who in medians})
    yield from _ratios(medians, WHOLE, "Whole build", sizes, (ours, plain))
    exponent = growth(medians, WHOLE, ours)
    if exponent is not None:
        yield Limit(what=f"Growth of a whole build from {sizes[0]:,} to {sizes[-1]:,} items", measured=exponent, most=EXPONENT,
                    unit="")
    for case in (PARAGRAPH, VALUE, LINK):
        yield from _ratios(medians, case, case.capitalize(), sizes, (ours, plain))
    yield from _alone(medians, ours, sizes)
    yield from _paper(medians, ours, sizes)


def _alone(medians: Medians, ours: str, sizes: list[int]) -> Iterator[Limit]:
    """The limits of a build of web pages that are not beside plain Sphinx."""
    for items in sizes:
        if run := medians.get((items, NOTHING, ours)):
            yield Limit(what=f"Written when nothing changed, {items:,} items", measured=run.written, most=0, unit=" MB", digits=1)
    for items, most in CHECK.items():
        if run := medians.get((items, RULES, ours)):
            yield Limit(what=f"Rules and prose alone, {items:,} items", measured=run.cpu, most=most, unit=" s")
    for items, most in SERVED.items():
        if run := medians.get((items, SERVE, ours)):
            yield Limit(what=f"Serve: from a save to the new pages by the clock, {items:,} items", measured=run.wall, most=most,
                        unit=" s")
    for items, most in TYPED.items():
        if run := medians.get((items, EDIT, ours)):
            yield Limit(what=f"In an editor: from a key to every problem, {items:,} items", measured=run.cpu, most=most,
                        unit=" s")
    if run := medians.get((sizes[-1], WHOLE, ours)):
        yield Limit(what=f"Memory of a process, {sizes[-1]:,} items", measured=run.memory, most=MEMORY, unit=" MB", digits=0)


def _paper(medians: Medians, ours: str, sizes: list[int]) -> Iterator[Limit]:
    """The limits of PDF and Word files."""
    for case, words in ((PDF, "PDF"), (WORD, "Word")):
        exponent = growth(medians, case, ours)
        if exponent is not None:
            yield Limit(what=f"Growth of {words} files from {sizes[0]:,} to {sizes[-1]:,} items", measured=exponent,
                        most=EXPONENT, unit="")
        if run := medians.get((sizes[-1], case, ours)):
            yield Limit(what=f"Memory of a process, {words} files of {sizes[-1]:,} items", measured=run.memory, most=PAPER_MEMORY,
                        unit=" MB", digits=0)
    if run := medians.get((sizes[0], PDF, ours)):
        yield Limit(what=f"All PDF files from pages that were read, {sizes[0]:,} items", measured=run.cpu, most=PAPER, unit=" s")


def _ratios(medians: Medians, case: str, words: str, sizes: list[int], who: tuple[str, str]) -> Iterator[Limit]:
    ours, plain = who
    for items in sizes:
        if (items, case, ours) in medians and (items, case, plain) in medians:
            ratio = medians[items, case, ours].cpu / medians[items, case, plain].cpu
            yield Limit(what=f"{words}, {items:,} items, beside plain Sphinx", measured=ratio, most=RATIO, unit=" times")
