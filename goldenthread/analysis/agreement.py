"""Agreement: the print of what a body agrees to, and whether what stands there today is still that.

A priority's print covers its own words, options and links, the findings that it rests on with the rows behind them, and
its actions and measures: everything that somebody who agrees to it agrees to. A finding's print covers its words and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.analysis.fingerprints import print_of, record_of, rows_of
from goldenthread.model import Dataset, Evidence, Item, Measure, Priority, Register, Signoff, period_in_words

DIGITS = 12
PIN = re.compile(rf"""\[fp ?== ?(["'])([0-9a-f]{{{DIGITS}}})\1\]""")
AGREED, CHANGED, NOT_YET = "Agreed", "Changed since agreed", "Not yet agreed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """A sign-off held against today's book. `holds` is False when the item or what it rests on has changed since."""

    signoff: Signoff
    holds: bool

    @property
    def day(self) -> str:
        """`20 March 2020`."""
        return period_in_words(self.signoff.day.isoformat())

    @property
    def words(self) -> str:
        """`Agreed by the board on 20 March 2020`, or `Changed since agreed by …`."""
        return f"{AGREED if self.holds else CHANGED} by {self.signoff.role} on {self.day}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A link that is pinned to one form of its target. `printed` is empty when the brackets hold no pin."""

    item: Item
    field: str
    target: str
    written: str
    printed: str


class Fingerprints:
    """The short prints of one register's items, each worked out once.

    An item's print changes with its words, options and links, and with what it rests on.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._known: dict[str, str] = {}
        self._data: dict[str, str] = {}

    def of(self, item: Item) -> str:
        """The print of an item as it stands today."""
        if item.id not in self._known:
            self._known[item.id] = print_of([record_of(item), self._below(item), self._rows(item)], DIGITS)
        return self._known[item.id]

    def _below(self, item: Item) -> list[str]:
        if not isinstance(item, Priority):
            return []
        thread = self.register.thread(item.id)
        return [self.of(part) for part in (*thread.evidence, *thread.actions, *thread.measures)]

    def _rows(self, item: Item) -> list[str]:
        names = item.datasets if isinstance(item, Evidence) else ()
        if isinstance(item, Measure):
            names = tuple(re.findall(r"[\w.-]+(?=:)", item.text("baseline")))
        return [self._print(dataset) for name in names if (dataset := self.register.datasets.get(name))]

    def _print(self, dataset: Dataset) -> str:
        if dataset.id not in self._data:
            self._data[dataset.id] = print_of([dataset.id, dataset.measure, dataset.unit, rows_of(dataset)])
        return self._data[dataset.id]


def fingerprint(register: Register, item: Item) -> str:
    """The short print of one item as it stands today."""
    return Fingerprints(register).of(item)


def agreements(register: Register, item: Item) -> tuple[Agreement, ...]:
    """Every sign-off of an item, in the order recorded."""
    own = [signoff for signoff in register.signoffs if (signoff.item, signoff.edition) == (item.id, item.edition)]
    now = fingerprint(register, item) if own else ""
    return tuple(Agreement(signoff=signoff, holds=signoff.fingerprint == now) for signoff in own)


def state_of(found: tuple[Agreement, ...]) -> str:
    """Where an item stands, in words: agreed, changed since agreed, or not yet agreed."""
    if not found:
        return NOT_YET
    return AGREED if all(agreement.holds for agreement in found) else CHANGED


def pins(item: Item) -> Iterator[Pin]:
    """Every link of an item that carries something in brackets."""
    for field, held in item.pins.items():
        for target, written in held.items():
            found = PIN.fullmatch(written)
            yield Pin(item=item, field=field, target=target, written=written, printed=found[2] if found else "")


def pin_text(printed: str) -> str:
    """A pin as it stands behind a link's target."""
    return f'[fp=="{printed}"]'
