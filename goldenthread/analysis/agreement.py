"""Agreement: the fingerprint of what a body agrees to, and whether today's item still has it.

A priority's fingerprint covers its own words, options and links, the findings that it rests on with their rows of data, and its
actions and measures: everything that is agreed to with it. A finding's covers its words and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.analysis.fingerprints import fingerprint_of, record_of, rows_of
from goldenthread.model import (
    Dataset,
    Evidence,
    Item,
    Measure,
    Priority,
    Register,
    Signoff,
    Unresolved,
    gettext,
    gettext_noop,
    parse_expression,
    period_in_words,
)

# short enough for the brackets after a link, long enough that no two versions of an item share it by chance
DIGITS = 12
PIN = re.compile(rf"""\[fp ?== ?(["'])([0-9a-f]{{{DIGITS}}})\1\]""")
AGREED, CHANGED, NOT_YET = gettext_noop("Agreed"), gettext_noop("Changed since agreed"), gettext_noop("Not yet agreed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """A sign-off compared with today's book. `holds` is False when the item or what it rests on has changed since."""

    signoff: Signoff
    holds: bool

    @property
    def day(self) -> str:
        """`20 March 2020`."""
        return period_in_words(self.signoff.day.isoformat())

    @property
    def words(self) -> str:
        """`Agreed by the board on 20 March 2020`, or `Changed since agreed by …`."""
        return gettext("{state} by {role} on {day}", state=gettext(AGREED if self.holds else CHANGED), role=self.signoff.role,
                       day=self.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A link that is pinned to one version of its target.

    `field` is the link field, `written` what is in brackets after the target's id. `fingerprint` is read from that, and is empty
    if it is not a valid pin.
    """

    item: Item
    field: str
    target: str
    written: str
    fingerprint: str


class Fingerprints:
    """The fingerprints of one register's items, 12 hexadecimal digits each, computed once.

    An item's fingerprint changes with its words, options and links, and with what it rests on.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._items: dict[str, str] = {}
        self._datasets: dict[str, str] = {}

    def of(self, item: Item) -> str:
        """The fingerprint of an item as it is today."""
        if item.id not in self._items:
            self._items[item.id] = fingerprint_of([record_of(item), self._below(item), self._rows(item)], DIGITS)
        return self._items[item.id]

    def _below(self, item: Item) -> list[str]:
        if not isinstance(item, Priority):
            return []
        thread = self.register.thread(item.id)
        return [self.of(part) for part in (*thread.evidence, *thread.actions, *thread.measures)]

    def _rows(self, item: Item) -> list[str]:
        names = item.datasets if isinstance(item, Evidence) else ()
        if isinstance(item, Measure):
            names = _named_in(item.text("baseline"))
        return [self._of_dataset(dataset) for name in names if (dataset := self.register.datasets.get(name))]

    def _of_dataset(self, dataset: Dataset) -> str:
        if dataset.id not in self._datasets:
            self._datasets[dataset.id] = fingerprint_of([dataset.id, dataset.measure, dataset.unit, rows_of(dataset)])
        return self._datasets[dataset.id]


def _named_in(baseline: str) -> tuple[str, ...]:
    """The dataset of each term of a baseline."""
    # a dataset named twice counts twice: `datasets_of` names each once, which would invalidate sign-offs on record
    try:
        return tuple(term.dataset for term in parse_expression(baseline).terms)
    except Unresolved:
        return ()


def fingerprint_of_item(register: Register, item: Item) -> str:
    """The fingerprint of one item as it is today; for several items use `Fingerprints`, which computes each once."""
    return Fingerprints(register).of(item)


def agreements(register: Register, item: Item) -> tuple[Agreement, ...]:
    """Every sign-off of an item, in the order recorded."""
    own = [signoff for signoff in register.signoffs if (signoff.item, signoff.edition) == (item.id, item.edition)]
    now = fingerprint_of_item(register, item) if own else ""
    return tuple(Agreement(signoff=signoff, holds=signoff.fingerprint == now) for signoff in own)


def agreement_state(agreed: tuple[Agreement, ...]) -> str:
    """The state of agreement to an item, in words: agreed, changed since agreed, or not yet agreed."""
    if not agreed:
        return NOT_YET
    return AGREED if all(agreement.holds for agreement in agreed) else CHANGED


def pins(item: Item) -> Iterator[Pin]:
    """Every link of an item that has something in brackets."""
    for field, targets in item.pins.items():
        for target, written in targets.items():
            match = PIN.fullmatch(written)
            yield Pin(item=item, field=field, target=target, written=written, fingerprint=match[2] if match else "")


def pin_text(fingerprint: str) -> str:
    """A pin as it is written after a link's target."""
    return f'[fp=="{fingerprint}"]'


def with_pin(line: str, target: str, pin: str) -> str | None:
    """A line of links with the pin of one target set, or renewed; None if the target is not on it."""
    # bounded on both sides, because one id may be the beginning of another
    written = re.compile(rf"(?<![\w]){re.escape(target)}(?![\w])(\[[^\]]*\])?")
    pinned, times = written.subn(f"{target}{pin}", line, count=1)
    return pinned if times else None
