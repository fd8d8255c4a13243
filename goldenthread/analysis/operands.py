"""The rows from which a number is worked out, and amounts in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from goldenthread.model import Dataset, Observation, format_value, period_in_words

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
DECIMALS_IN_FULL = 6
"""A result with more decimals than these is cut, and ends in an ellipsis."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operand:
    """A row from which a number is worked out.

    `key` finds it among the rows of `dataset`. `text` is its value with its unit and all decimals that the table holds;
    `label` says which row it is, and its status where it has one: `North, 2018, Roads (provisional)`.
    """

    dataset: str
    key: tuple[str, ...]
    text: str
    label: str
    observation: Observation


def operand_of(dataset: Dataset, key: tuple[str, ...]) -> Operand:
    """The row of a dataset that has this key."""
    row = dataset.rows[key]
    label = ", ".join([dataset.areas[row.area].name, period_in_words(row.period), *row.dimensions])
    if row.status:
        label += f" ({', '.join(row.status)})"
    return Operand(dataset=dataset.id, key=key, label=label, observation=row,
                   text=format_value(row.value, dataset.unit, decimals_of(dataset, row)))


def decimals_of(dataset: Dataset, row: Observation) -> int:
    """How many decimals a row is shown with: all that it has, and no fewer than its dataset shows."""
    return max(dataset.decimals, -int(row.value.as_tuple().exponent))


def exact_text(number: Decimal, unit: str) -> str:
    """A number with all its decimals; one that has too many is cut and ends in an ellipsis: `10.0681…%`."""
    places = places_needed(number)
    if places <= DECIMALS_IN_FULL:
        return format_value(number, unit, places)
    kept = max(4, 2 - number.adjusted())
    cut = number.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_DOWN)
    digits = format_value(abs(cut), "", kept)
    return format_value(cut, unit, kept).replace(digits, digits + ELLIPSIS, 1)


def places_needed(number: Decimal) -> int:
    """How many decimals a number has, zeros at its end left out."""
    return max(0, -int(number.normalize().as_tuple().exponent))
