"""`{value}`: an expression over datasets becomes a number in words, with what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from goldenthread.model.datasets import Dataset, Observation
from goldenthread.model.expression_grammar import parse_expression
from goldenthread.model.expressions import Expression, Operation, Term, Unresolved
from goldenthread.model.languages import gettext, in_digits
from goldenthread.model.numbers import plural, round_value
from goldenthread.model.periods import period_in_words, span_of
from goldenthread.model.quantities import (
    MeasuredQuantity,
    check_one_place,
    decimal_of,
    kind_named,
    measure,
    no_such_kind,
    one_unit,
)
from goldenthread.model.units import unit_of_difference
from goldenthread.model.value_display import Result, shown

# the exponent of a root is seldom exact, but an exact root must come out exactly: 1.331 over three years is 10 %
ROOTS, DIGITS = Context(prec=60), Context(prec=28)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A number for a sentence.

    `text` is ready to print. `number` is exact, before any rounding, and in `unit`; `decimals` is how many are shown unless the
    expression asks for others. `source` names publishers and periods in words. `datasets` are the ids of the datasets that it was
    made from, the first being the one that it links to, and `observations` the rows, in the order in which they are named.
    """

    text: str
    number: Decimal
    unit: str
    decimals: int
    source: str
    datasets: tuple[str, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkedOut:
    """An expression with its measured sides, its result and, for growth a year, the months between its ends."""

    expression: Expression
    left: MeasuredQuantity
    right: MeasuredQuantity | None
    result: Result
    months: int = 0

    @property
    def rows(self) -> dict[Term, Observation]:
        """Every row of both sides by its term, in the order named and each once."""
        sides = (self.left, *([self.right] if self.right else []))
        return {term: row for side in sides for part in side.every_part for term, row in part.rows.items()}


def resolve(text: str, datasets: Mapping[str, Dataset]) -> Value:
    """The value of an expression, from the datasets of a book.

    The text is rounded half away from zero, once and at the end: to the dataset's decimals, to one for a percentage, a multiple
    or an index, or as the options say; 'nearest' rounds before a scale. Raises `Unresolved` if the expression cannot be parsed,
    names a row that does not exist, mixes units, divides by zero, calls a fall a 'rise', takes a percentage of a start that is
    not above zero, compares different areas or times, has options that do not fit the data, or would print zero for a value that
    is not zero.
    """
    worked = work_out(text, datasets)
    result = worked.result
    return Value(text=shown(worked.expression, result), number=result.number, unit=result.unit, decimals=result.decimals,
                 source=_source(worked, datasets), datasets=_dataset_ids(worked.expression),
                 observations=tuple(worked.rows.values()))


def datasets_of(text: str, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The ids of the datasets from which the value of an expression comes. Raises `Unresolved` as `resolve` does."""
    worked = work_out(text, datasets)
    shown(worked.expression, worked.result)
    return _dataset_ids(worked.expression)


def _dataset_ids(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys([term.dataset for term in expression.terms]))


def work_out(text: str, datasets: Mapping[str, Dataset]) -> WorkedOut:
    """An expression with its rows and its exact result, before rounding and display. Raises `Unresolved` as `resolve` does."""
    expression = parse_expression(text)
    if expression.operation is Operation.RANK:
        return _rank(expression, datasets)
    left = measure(expression.left, datasets)
    if expression.right is None:
        result = Result(number=left.decimal, unit=unit_of_difference(left.unit) if left.subtracts else left.unit,
                        decimals=left.decimals, sides=(left,), is_divided=left.is_divided)
        return WorkedOut(expression=expression, left=left, right=None, result=result)
    right = measure(expression.right, datasets)
    one_unit((left.unit, right.unit))
    if expression.operation is Operation.COUNT:
        return _count(expression, left, right)
    months = _months(left, right) if expression.annual else 0
    return WorkedOut(expression=expression, left=left, right=right, months=months,
                     result=_compared(expression, left, right, months))


def _compared(expression: Expression, left: MeasuredQuantity, right: MeasuredQuantity, months: int) -> Result:
    """The result of comparing two sides; for a rise or fall, `left` is the earlier one."""
    sides = (left, right)
    if expression.operation in {Operation.PERCENT, Operation.MULTIPLE, Operation.INDEX}:
        return _proportion(expression.operation, left, right)
    if expression.is_change and not expression.in_points:
        _check_start(expression, left, right)
    if expression.is_change:
        _check_direction(expression, left, right)
    difference = abs(right.number - left.number)
    if not expression.is_difference:
        if expression.annual:
            number = abs(growth_a_year(left.number, right.number, months))
        else:
            number = decimal_of(difference / left.number * 100)
        return Result(number=number, unit="%", decimals=1, sides=sides, is_divided=True)
    unit, decimals = unit_of_difference(left.unit), max(left.decimals, right.decimals)
    if expression.annual:
        return Result(number=decimal_of(difference * 12 / months), unit=unit, decimals=decimals, sides=sides, is_divided=True)
    is_divided = left.is_divided or right.is_divided
    number = decimal_of(difference) if is_divided else abs(right.decimal - left.decimal)
    percent = decimal_of(difference / left.number * 100) if expression.with_percent else None
    return Result(number=number, unit=unit, decimals=decimals, sides=sides, is_divided=is_divided, percent=percent)


def _proportion(operation: Operation, left: MeasuredQuantity, right: MeasuredQuantity) -> Result:
    if right.number == 0:
        raise Unresolved("value.zero", "The value would be divided by zero.", "Compare with a value that is not zero.")
    if operation is Operation.INDEX:
        _check_index(left, right)
    ratio = left.number / right.number
    number = decimal_of(ratio if operation is Operation.MULTIPLE else ratio * 100)
    unit = {Operation.PERCENT: "%", Operation.MULTIPLE: gettext("times"), Operation.INDEX: ""}[operation]
    return Result(number=number, unit=unit, decimals=1, sides=(left, right), is_divided=True)


def _check_index(left: MeasuredQuantity, right: MeasuredQuantity) -> None:
    """Raises `Unresolved` unless an index is over time for one area, or between areas at one time, and its base not negative."""
    if right.number < 0:
        raise Unresolved("value.base", f"An index of which {decimal_of(right.number)} is 100 has no meaning: it is below zero.",
                         "Take a base above zero.")
    if {term.key[1] for term in _rows(left)} != {term.key[1] for term in _rows(right)}:
        check_one_place(left.every_part, right.every_part, "An index over time")


def _rows(side: MeasuredQuantity) -> Iterable[Term]:
    return (term for part in side.every_part for term in part.rows)


def _months(left: MeasuredQuantity, right: MeasuredQuantity) -> int:
    """The months from the period of one side to that of the other.

    Raises `Unresolved` if growth a year has no meaning for them.
    """
    periods = [tuple({term.key[1] for part in side.parts for term in part.rows}) for side in (left, right)]
    for own in periods:
        if len(own) > 1:
            raise Unresolved("value.base", "Growth a year begins and ends in one period each, and one end is of "
                             f"{' and '.join(sorted(own))}.", "Take each end from one period.")
    (begin, begin_end), (end, end_end) = (span_of(own[0]) for own in periods)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    alike = begin.day == end.day and abs((begin_end - begin) - (end_end - end)).days <= 3  # a month may have 28 or 31 days
    if not alike or months < 12:
        ends = " to ".join(period_in_words(own[0]) for own in periods)
        raise Unresolved("value.base", f"From {ends} no years can be counted.",
                         "Take periods of one kind, the later at least a year after the earlier, or leave out 'annual'.")
    return months


def growth_a_year(start: Fraction, end: Fraction, months: int) -> Decimal:
    """The compound growth in per cent a year that leads from one amount to another in so many months."""
    ratio = ROOTS.divide(Decimal(end.numerator * start.denominator), Decimal(end.denominator * start.numerator))
    root = ROOTS.power(ratio, ROOTS.divide(Decimal(12), Decimal(months)))
    return DIGITS.plus(ROOTS.multiply(ROOTS.subtract(root, Decimal(1)), Decimal(100))).normalize(DIGITS)


def _check_start(expression: Expression, left: MeasuredQuantity, right: MeasuredQuantity) -> None:
    """Refuses a percentage of zero, which has no meaning, and of less than zero: from -50 to 30 would be a fall of 160 %."""
    word, annual = expression.operation.value, "annual " if expression.annual else ""
    if left.number <= 0:
        word = "rise" if right.number > left.number else "fall" if right.number < left.number else word
        raise Unresolved("value.start", f"A percentage change from {plain(left)} to {plain(right)} has no meaning: it starts at "
                         "zero or below.", f"Write '{annual}{word} from … to … in points', or the later value less the earlier.")
    if expression.annual and right.number < 0:
        raise Unresolved("value.start", f"Growth a year from {plain(left)} to {plain(right)} has no meaning: it ends below zero.",
                         f"Write '{annual}{word} from … to … in points'.")


def _check_direction(expression: Expression, left: MeasuredQuantity, right: MeasuredQuantity) -> None:
    rises = right.number > left.number
    if right.number != left.number and rises != (expression.operation is Operation.RISE):
        other, annual = "rise" if rises else "fall", "annual " if expression.annual else ""
        how = " in points" if expression.in_points else " with %" if expression.with_percent else ""
        raise Unresolved("value.direction",
                         f"The data {other} from {plain(left)} to {plain(right)}, but the sentence says "
                         f"'{expression.operation.value}'.", f"Write '{annual}{other} from … to …{how}' and mend the sentence.")


def plain(side: MeasuredQuantity) -> Decimal:
    """The number of a side in plain digits, for a message."""
    if not side.is_divided:
        return side.decimal
    # a small rate is given with three digits
    return round_value(side.decimal, max(side.decimals, 2 - side.decimal.adjusted()))


def _rank(expression: Expression, datasets: Mapping[str, Dataset]) -> WorkedOut:
    left = measure(expression.left, datasets)
    peers = ranked_peers(expression, left)
    (own,) = left.parts[0].rows.values()
    number = rank_among(own.value, peers.values(), lowest_first=expression.from_lowest)
    return WorkedOut(expression=expression, left=left, right=None,
                     result=Result(number=Decimal(number), unit="", decimals=0, sides=(left,), is_divided=False))


def ranked_peers(expression: Expression, left: MeasuredQuantity) -> dict[str, Observation]:
    """The rows among which a rank is taken, by area, in the order of the table. Raises `Unresolved` for fewer than two.

    The area itself always counts, so that a partnership can be ranked among statistical areas.
    """
    dataset = left.parts[0].dataset
    (term,) = left.parts[0].rows
    area, rest = term.key[0], term.key[1:]
    kind = kind_named(expression.among, (area.kind for area in dataset.areas.values()))
    peers = {key[0]: row for key, row in dataset.rows.items()
             if key[1:] == rest and (key[0] == area or dataset.areas[key[0]].kind == kind)}
    if len(peers) < 2:
        raise no_such_kind(expression.among, dataset, f"to rank '{area}' among")
    return peers


def rank_among(value: Decimal, peers: Iterable[Observation], *, lowest_first: bool) -> int:
    """The rank of a value among rows, counted from 1; equal values share a rank."""
    return 1 + sum(row.value < value if lowest_first else row.value > value for row in peers)


def _count(expression: Expression, left: MeasuredQuantity, right: MeasuredQuantity) -> WorkedOut:
    """How many rows of the left side, all of one kind of area, are above or below a quantity: `9 of 17 districts`."""
    (part,) = left.parts
    number = sum(is_counted(row, right, below=expression.below) for row in part.rows.values())
    unit = gettext("of {number} {kinds}", number=in_digits(len(part.rows)), kinds=plural(part.kind.replace("-", " ")))
    return WorkedOut(expression=expression, left=left, right=right,
                     result=Result(number=Decimal(number), unit=unit, decimals=0, sides=(left, right), is_divided=False))


def is_counted(row: Observation, limit: MeasuredQuantity, *, below: bool) -> bool:
    """Whether a row is above a quantity or, where `below`, below it; one that is level with it is neither."""
    return row.value < limit.number if below else row.value > limit.number


def _source(worked: WorkedOut, datasets: Mapping[str, Dataset]) -> str:
    publishers = dict.fromkeys(datasets[term.dataset].publisher for term in worked.expression.terms)
    periods = dict.fromkeys(period_in_words(term.key[1]) for term in worked.rows)
    joint = gettext(" and ")
    return f"{joint.join(publishers)}, {joint.join(periods)}"
