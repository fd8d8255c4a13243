"""The error of estimates: whether a difference between two of them, or a rank or a count among many, may be due to chance."""

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
    """A difference between two estimates that may be due to chance: the difference, its error, and the unit of both.

    None if the expression is not a difference of two rows with intervals, or if the difference is larger than its error. The
    error is the square root of the sum of the two squared errors, as for independent samples; each is that on the side of the
    other estimate. Raises `Unresolved` as `resolve` does.
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
    """A rank (`is_rank`) or a count by the estimates themselves, and its range, from `least` to `most`, given their errors."""

    number: int
    least: int
    most: int
    is_rank: bool


def rank_or_count_within_error(text: str, datasets: Mapping[str, Dataset]) -> UncertainNumber | None:
    """The range of a rank or count of estimates, given their errors, if it has more than one number; otherwise None.

    Each estimate is compared, as in `difference_within_error`, with the one that is ranked or is the limit of the count; an
    estimate without an interval counts as certain. Raises `Unresolved` as `resolve` does.
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
    number, is_rank = int(worked.result.number), expression.operation is Operation.RANK
    fewer, more = sum(uncertain), len(uncertain) - sum(uncertain)
    if not uncertain:
        return None
    return UncertainNumber(number=number, least=number - fewer, most=number + more, is_rank=is_rank)


def _limit(worked: WorkedOut) -> tuple[Observation, MeasuredQuantity] | None:
    """The one row that is the limit of a count, with its quantity; None if the limit is calculated from several rows."""
    side = worked.right
    if side is None or len(side.every_part) != 1 or side.parts[0].part.statistic:
        return None
    (row,) = side.parts[0].rows.values()
    return row, side


def _within_error(one: Observation, other: Observation) -> tuple[Fraction, Fraction] | None:
    """The difference between two estimates and the square of its error; None if the difference is larger than the error."""
    lower, higher = sorted((one, other), key=lambda row: row.value)
    if lower.interval is None or higher.interval is None:
        return None
    difference = Fraction(higher.value - lower.value)
    errors = (Fraction(lower.interval[1] - lower.value), Fraction(higher.value - higher.interval[0]))
    squares = sum((error * error for error in errors), Fraction(0))
    return None if difference * difference > squares else (difference, squares)


def _two_rows(left: MeasuredQuantity, right: MeasuredQuantity | None) -> tuple[Observation, Observation] | None:
    """The two rows of a plain difference, one on each side or joined by `less`; None for anything else."""
    sides = (left, right) if right else (left,)
    parts = [part for side in sides for part in side.every_part]
    signs = [part.part.sign for part in parts]
    wanted = [1, 1] if right else [1, -1]
    if signs != wanted or any(part.part.statistic for part in parts):
        return None
    (one,), (other,) = (part.rows.values() for part in parts)
    return one, other
