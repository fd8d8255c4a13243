"""The tree of a `{value}`: what is worked out, from which rows of which tables, and how it is to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from goldenthread.model.problems import FaultInText

SCALES = {"thousands": 3, "millions": 6, "billions": 9}
"""The words for scales, with their powers of ten."""
EVERY = "*"
"""Written in place of an area where a number is made from all areas of a kind."""
LATEST = "latest"
"""Written in place of a period for the latest one in the table."""


class Unresolved(FaultInText):
    """Raised for an expression without a value: it cannot be parsed, or the data do not have what it asks for."""


class Operation(Enum):
    """What is calculated from the two sides of an expression."""

    AMOUNT = "amount"
    """The left side as it is; there is no right one."""
    PERCENT = "percent"
    """Left as a percentage of right."""
    MULTIPLE = "multiple"
    """How many times right goes into left."""
    INDEX = "index"
    """Left where right is 100."""
    RISE = "rise"
    """By how much right is above left: in per cent, or in points; in all, or for each year between them."""
    FALL = "fall"
    """By how much right is below left, in the same ways."""
    GAP = "gap"
    """The difference between left and right, without a sign."""
    RANK = "rank"
    """The place of the one term on the left among its peers, counted from 1."""
    COUNT = "count"
    """How many areas of a kind are above, or below, the right side."""


@dataclass(frozen=True, slots=True)
class Term:
    """One observation: the id of a dataset, and the `key` of its row: area, period and the slugs of the dimensions.

    The area is `EVERY` if all areas of a kind are meant, and the period may be `LATEST`.
    """

    dataset: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        return ":".join((self.dataset, *self.key))


@dataclass(frozen=True, slots=True)
class Part:
    """What is added or, if `sign` is -1, subtracted: one observation or, with a `statistic`, a number made from many.

    `statistic` is one of `STATISTICS`, `count` or empty; `among` is the kind of area as it was written, in the singular or
    the plural.
    """

    sign: int
    term: Term
    statistic: str = ""
    among: str = ""


STATISTICS = ("sum", "mean", "median", "highest", "lowest")
"""The statistics that can be taken over the observations of all areas of a kind."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A sum of parts; if `per` has parts, that sum for every `per_number` of theirs."""

    parts: tuple[Part, ...]
    per: tuple[Part, ...] = ()
    per_number: int = 1

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that it names, in the order written."""
        return tuple(part.term for part in self.parts + self.per)


@dataclass(frozen=True, slots=True)
class Display:
    """How a number is to be shown.

    `decimals` is None to show as many as the dataset does; `figures` is a number of significant figures, or 0; `nearest` is in
    the dataset's unit, or 0 for no such rounding; `scale` is a key of `SCALES`, or empty; `words` is `1 in n`, `fraction` or
    empty.
    """

    decimals: int | None = None
    figures: int = 0
    nearest: int = 0
    scale: str = ""
    words: str = ""
    no_unit: bool = False
    ordinal: bool = False
    interval: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """What is calculated, from what, and how it is to be shown.

    `right` is None if there is only one side. `among` is the kind of area, as written, among which a rank is taken, the highest
    value first unless `from_lowest`; a count is of the areas above `right`, or below it with `below`. `in_points` makes a rise or
    fall a plain difference, `with_percent` shows both, and `annual` makes it the compound growth a year between its ends.
    """

    operation: Operation
    left: Quantity
    right: Quantity | None = None
    among: str = ""
    from_lowest: bool = False
    below: bool = False
    annual: bool = False
    in_points: bool = False
    with_percent: bool = False
    display: Display = field(default_factory=Display)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that the expression names, in the order written."""
        return self.left.terms + (self.right.terms if self.right else ())

    @property
    def is_change(self) -> bool:
        """Whether it is a rise or a fall, which the data must confirm."""
        return self.operation in {Operation.RISE, Operation.FALL}

    @property
    def is_difference(self) -> bool:
        """Whether it is one side minus the other, in the unit of both."""
        return self.in_points or self.with_percent or self.operation is Operation.GAP
