"""The error of estimates: whether a difference between two of them is more than chance may bring."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from goldenthread.model.datasets import Dataset, Observation
from goldenthread.model.quantities import MeasuredQuantity, decimal_of
from goldenthread.model.values import work_out


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
    lower, higher = sorted(rows, key=lambda row: row.value)
    if lower.interval is None or higher.interval is None:
        return None
    difference = Fraction(higher.value - lower.value)
    errors = (Fraction(lower.interval[1] - lower.value), Fraction(higher.value - higher.interval[0]))
    squares = sum((error * error for error in errors), Fraction(0))
    if difference * difference > squares:
        return None
    unit = worked.left.unit
    return decimal_of(difference), decimal_of(squares).sqrt(), "percentage points" if unit == "%" else unit


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
