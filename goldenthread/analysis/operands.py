"""The rows from which a number is calculated, and amounts in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from goldenthread.model import Dataset, Observation, format_value, gettext, period_in_words

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
DECIMALS_IN_FULL = 6
"""A result with more decimals is cut off, and ends in an ellipsis."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operand:
    """A row from which a number is calculated.

    `key` finds it among the rows of `dataset`. `text` is its value with its unit and all decimals in the table; `name` says
    which row it is, and `label` adds its `statuses` if it has any: `North, 2018, Roads (provisional)`.
    """

    dataset: str
    key: tuple[str, ...]
    text: str
    name: str
    label: str
    statuses: tuple[str, ...]
    observation: Observation


def operand_of(dataset: Dataset, key: tuple[str, ...]) -> Operand:
    """The row of a dataset that has this key."""
    row = dataset.rows[key]
    label = ", ".join([dataset.areas[row.area].name, period_in_words(row.period), *row.dimensions])
    statuses = dataset.statuses_of(row)
    name, label = label, label + (f" ({', '.join(map(gettext, statuses))})" if statuses else "")
    return Operand(dataset=dataset.id, key=key, name=name, label=label, statuses=statuses, observation=row,
                   text=format_value(row.value, dataset.unit, decimals_of(dataset, row)))


def decimals_of(dataset: Dataset, row: Observation) -> int:
    """With how many decimals a row is shown: all that it has, and at least as many as its dataset shows."""
    return max(dataset.decimals, -int(row.value.as_tuple().exponent))


def exact_text(number: Decimal, unit: str) -> str:
    """A number with all its decimals; one with too many is cut off and ends in an ellipsis: `10.0681…%`."""
    places = places_needed(number)
    if places <= DECIMALS_IN_FULL:
        return format_value(number, unit, places)
    kept = max(4, 2 - number.adjusted())
    cut = number.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_DOWN)
    digits = format_value(abs(cut), "", kept)
    return format_value(cut, unit, kept).replace(digits, digits + ELLIPSIS, 1)


def places_needed(number: Decimal) -> int:
    """How many decimals a number has, not counting zeros at its end."""
    return max(0, -int(number.normalize().as_tuple().exponent))
