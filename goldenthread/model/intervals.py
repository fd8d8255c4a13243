"""The error of estimates: whether a difference between two of them, or a place or a count among many, is more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goldenthread.model.datasets import Dataset, Observation
from goldenthread.model.expressions import Operation
from goldenthread.model.quantities import MeasuredQuantity, decimal_of
from goldenthread.model.units import unit_of_difference
from goldenthread.model.values import WorkedOut, is_counted, ranked_peers, work_out


def difference_within_error(text: str, datasets: Mapping[str, Dataset]) -> tuple[Decimal, Decimal, str] | None:
    """A difference of two estimates that may be chance: the difference, its error, and the unit of both.

    None where an expression is no difference of two rows with intervals, or one that is larger than its error. The error is the
    root of the sum of both squares, as for estimates of two samples that do not hang together, each taken on the side on which
    the other lies. Raises `Unresolved` as `resolve` does.
    """
    worked = work_out(text, datasets)
    expression = worked.expression
    if expression.right and not (expression.is_change or expression.is_difference):
        return None
    rows = _two_rows(worked.left, worked.right)
    if rows is None:
        return None
    within = _within_error(*rows)
    if within is None:
        return None
    unit = worked.left.unit
    return decimal_of(within[0]), decimal_of(within[1]).sqrt(), unit_of_difference(unit)


@dataclass(frozen=True, kw_only=True, slots=True)
class UncertainNumber:
    """A place (`is_place`) or a count as the estimates give it, and from `least` to `most` what it may be by their errors."""

    number: int
    least: int
    most: int
    is_place: bool


def rank_or_count_within_error(text: str, datasets: Mapping[str, Dataset]) -> UncertainNumber | None:
    """What a rank or a count of estimates may be by their errors, where that is more than one number; None for anything else.

    Each estimate is held against the one that is ranked, or that the others are counted above or below, as
    `difference_within_error` does it; one without an interval is taken as it stands. Raises `Unresolved` as `resolve` does.
    """
    worked = work_out(text, datasets)
    expression = worked.expression
    if expression.operation is Operation.RANK:
        (own,) = worked.left.parts[0].rows.values()
        peers = [row for row in ranked_peers(expression, worked.left).values() if row is not own]
        before = [row.value < own.value if expression.from_lowest else row.value > own.value for row in peers]
    elif expression.operation is Operation.COUNT and (limit := _limit(worked)):
        own, side = limit
        peers = [row for row in worked.left.parts[0].rows.values() if row is not own]
        before = [is_counted(row, side, below=expression.below) for row in peers]
    else:
        return None
    uncertain = [is_before for row, is_before in zip(peers, before, strict=True) if _within_error(row, own)]
    number, is_place = int(worked.result.number), expression.operation is Operation.RANK
    fewer, more = sum(uncertain), len(uncertain) - sum(uncertain)
    if not uncertain:
        return None
    return UncertainNumber(number=number, least=number - fewer, most=number + more, is_place=is_place)


def _limit(worked: WorkedOut) -> tuple[Observation, MeasuredQuantity] | None:
    """The one row above or below which is counted; None where it is worked out from several."""
    side = worked.right
    if side is None or len(side.every_part) != 1 or side.parts[0].part.statistic:
        return None
    (row,) = side.parts[0].rows.values()
    return row, side


def _within_error(one: Observation, other: Observation) -> tuple[Fraction, Fraction] | None:
    """How far two estimates are apart, and the square of the error of that, where the first is no more than its root."""
    lower, higher = sorted((one, other), key=lambda row: row.value)
    if lower.interval is None or higher.interval is None:
        return None
    difference = Fraction(higher.value - lower.value)
    errors = (Fraction(lower.interval[1] - lower.value), Fraction(higher.value - higher.interval[0]))
    squares = sum((error * error for error in errors), Fraction(0))
    return None if difference * difference > squares else (difference, squares)


def _two_rows(left: MeasuredQuantity, right: MeasuredQuantity | None) -> tuple[Observation, Observation] | None:
    """The two rows whose difference is taken, one on each side or one less the other; None for anything else."""
    sides = (left, right) if right else (left,)
    parts = [part for side in sides for part in side.every_part]
    signs = [part.part.sign for part in parts]
    wanted = [1, 1] if right else [1, -1]
    if signs != wanted or any(part.part.statistic for part in parts):
        return None
    (one,), (other,) = (part.rows.values() for part in parts)
    return one, other
