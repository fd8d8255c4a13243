"""How a number was made from those of many areas, in words: a sum, a mean, a median, the highest or the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from goldenthread.analysis.operands import Operand, decimals_of, exact_text, operand_of
from goldenthread.model import (
    CURRENCIES,
    Dataset,
    MeasuredPart,
    MissingValue,
    count_in_words,
    decimal_of,
    format_value,
    gettext,
    number_of,
    status_in_words,
)

NAMED = 3
"""How many areas are named before the others are only counted."""
ADDED_UP = 6
"""How many numbers are shown one by one before only their sum is."""


def amount_of_part(part: MeasuredPart, unit: str | None = None) -> str:
    """The amount of a part, without its sign, in its own unit or in `unit`."""
    unit = part.dataset.unit if unit is None else unit
    if part.is_row or part.part.statistic == "sum":
        return format_value(decimal_of(part.number), unit, decimals_of_part(part))
    return exact_text(decimal_of(part.number), unit)


def decimals_of_part(part: MeasuredPart) -> int:
    """As many decimals as the row with the most has, and at least as many as the table shows."""
    return max(decimals_of(part.dataset, row) for row in part.rows.values())


def statistic_step(part: MeasuredPart) -> str:
    """How a part was made from its rows, up to but without the result: `The mean of 3 districts is 106.0 ÷ 3 = `."""
    areas = number_of(len(part.rows), part.kind.replace("-", " "))
    name = part.part.statistic
    if name == "mean":
        return gettext("The mean of {areas} is {sum} ÷ {number} = ", areas=areas, sum=_added_up(part), number=len(part.rows))
    if name == "sum":
        words = _added_up(part)
        if len(part.rows) <= ADDED_UP:
            return gettext("The sum over {areas} is {sum} = ", areas=areas, sum=words)
        return gettext("The sum over {areas} is ", areas=areas)
    own = [operand_of(part.dataset, term.key) for term, row in part.rows.items() if row.value == part.number]
    if name != "median":
        names = named_areas(part.dataset, own, values=False)
        return gettext("The highest of {areas} is that of {names}: ", areas=areas, names=names) if name == "highest" else \
            gettext("The lowest of {areas} is that of {names}: ", areas=areas, names=names)
    in_order = sorted(part.rows.items(), key=lambda pair: pair[1].value)
    middle = in_order[(len(in_order) - 1) // 2:len(in_order) // 2 + 1]
    names = named_areas(part.dataset, [operand_of(part.dataset, term.key) for term, _row in middle])
    if len(middle) == 1:
        return gettext("Of {areas} in the order of their values, the middle one is {names}: ", areas=areas, names=names)
    return gettext("Of {areas} in the order of their values, half-way between the middle two, {names}, is ", areas=areas,
                   names=names)


def _added_up(part: MeasuredPart) -> str:
    """The numbers of a part one by one, in brackets if more follows, or only their sum if there are many."""
    unit = part.dataset.unit if part.dataset.unit.startswith((*CURRENCIES, "%")) else ""
    rows = part.rows.values()
    if len(rows) > ADDED_UP:
        total = sum((Fraction(row.value) for row in rows), Fraction(0))
        return format_value(decimal_of(total), unit, decimals_of_part(part))
    words = " + ".join(format_value(row.value, unit, decimals_of_part(part)) for row in rows)
    return f"({words})" if part.part.statistic == "mean" else words


def named_areas(dataset: Dataset, rows: Sequence[Operand], *, values: bool = True) -> str:
    """The areas of rows, with their values unless not `values`: `South (40.0%), East (33.0%), and 2 others`."""
    names = [dataset.areas[row.key[0]].name + (f" ({row.text})" if values else "") for row in rows[:NAMED]]
    more = len(rows) - NAMED
    return ", ".join(names) + (gettext(", and {others}", others=count_in_words(more, "other")) if more > 0 else "")


def names_of_rows(names: Sequence[str]) -> str:
    """Names of rows, of many only the first: `North, 2018 and South, 2018`, or `North, 2018; South, 2018; …, and two others`."""
    more = len(names) - NAMED
    if more <= 0:
        return gettext(" and ").join(names)
    # a name has commas of its own
    return "; ".join(names[:NAMED]) + gettext(", and {others}", others=count_in_words(more, "other"))


def areas_without_value(dataset: Dataset, missing: Iterable[MissingValue]) -> str:
    """The areas that are left out because the publisher gives no value for them: `Without West (confidential)`; empty if none."""
    names = [f"{dataset.areas[row.area].name} ({status_in_words(row.status)})" for row in missing]
    return gettext("Without {areas}, for which there is no published value", areas=", ".join(names)) if names else ""
