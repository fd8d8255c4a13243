"""How each number of a book was worked out: from which rows, by which steps, and where it stands.

Everything that shows a working (pages, print, files to take away, an editor) takes it from here, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from goldenthread.model import (
    CURRENCIES,
    Dataset,
    Expression,
    Measure,
    Observation,
    Operation,
    Register,
    Term,
    Unresolved,
    Value,
    count_in_words,
    format_value,
    number_of,
    ordinal,
    parse_expression,
    period_in_words,
    place_among,
    ranked_peers,
    resolve,
)

MINUS = "\N{MINUS SIGN}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
DECIMALS_IN_FULL = 6
"""A result with more decimals than these is cut, and ends in an ellipsis."""
NAMED = 3
"""How many areas are named as being above, level or below before the others are only counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operand:
    """A row from which a number is worked out.

    `key` finds it among the rows of `dataset`. `text` is its value with its unit and all decimals that the table holds;
    `label` says which row it is: `North, 2018, Roads`.
    """

    dataset: str
    key: tuple[str, ...]
    text: str
    label: str
    observation: Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedRow:
    """A row with its place in a ranking, counted from 1; `own` marks the one whose rank was asked for."""

    place: int
    operand: Operand
    own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Working:
    """How a number was worked out.

    `steps` say it in words, each without a full stop; the last one before a remark on rounding ends in the number as it is
    shown. `operands` are the rows that the expression names, in its order and each once. `ranking` has every row among which a
    rank was counted, from the first place; it is empty for all other numbers. `as_published` says that the number is one row's
    value, digit for digit, so that the row itself is all there is to show.
    """

    expression: str
    value: Value
    steps: tuple[str, ...]
    operands: tuple[Operand, ...]
    ranking: tuple[RankedRow, ...]
    as_published: bool

    @property
    def in_words(self) -> str:
        """All steps as one line of text: `133 of 1,321 neighbourhoods = 10.1%. Before rounding, it is 10.0681…%.`"""
        return " ".join(f"{step}." for step in self.steps)

    @property
    def rows(self) -> tuple[Operand, ...]:
        """Every row on which the number hangs, each once: those that it names, and all of a ranking."""
        every = (*self.operands, *(row.operand for row in self.ranking))
        return tuple({(one.dataset, one.key): one for one in every}.values())


def working_of(text: str, datasets: Mapping[str, Dataset]) -> Working:
    """The working of an expression as an author writes it in `{value}`. Raises `Unresolved` as `resolve` does."""
    text = " ".join(text.split())
    value, expression = resolve(text, datasets), parse_expression(text)
    operands = {term: operand_of(datasets[term.dataset], term.key) for term in expression.terms}
    steps, ranking = _STEPS[expression.operation](_Sides(expression, value, operands, datasets))
    return Working(expression=text, value=value, steps=tuple(steps), operands=tuple(operands.values()), ranking=tuple(ranking),
                   as_published=_is_a_row(expression, value, operands))


def operand_of(dataset: Dataset, key: tuple[str, ...]) -> Operand:
    """The row of a dataset that has this key."""
    row = dataset.rows[key]
    label = ", ".join([dataset.areas[row.area].name, period_in_words(row.period), *row.dimensions])
    return Operand(dataset=dataset.id, key=key, label=label, observation=row,
                   text=format_value(row.value, dataset.unit, decimals_of(dataset, row)))


def decimals_of(dataset: Dataset, row: Observation) -> int:
    """How many decimals a row is shown with: all that it has, and no fewer than its dataset shows."""
    return max(dataset.decimals, -int(row.value.as_tuple().exponent))


Side = tuple[tuple[int, Term], ...]
"""One side of an expression: terms with their signs."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """What the steps of a working are made from."""

    expression: Expression
    value: Value
    operands: Mapping[Term, Operand]
    datasets: Mapping[str, Dataset]

    @property
    def unit(self) -> str:
        return self.datasets[self.expression.terms[0].dataset].unit

    def total(self, side: Side) -> Decimal:
        return sum((sign * self.operands[term].observation.value for sign, term in side), Decimal(0))

    def decimals(self, *sides: Side) -> int:
        """As many as the row with most has."""
        return max(decimals_of(self.datasets[term.dataset], self.operands[term].observation)
                   for side in sides for _sign, term in side)

    def amount(self, side: Side, unit: str | None = None) -> str:
        """What a side comes to, with its unit or another one. The difference of two percentages is counted in points."""
        own = "percentage points" if self.unit == "%" and -1 in {sign for sign, _term in side} else self.unit
        return format_value(self.total(side), own if unit is None else unit, self.decimals(side))

    def sum_in_words(self, side: Side) -> str:
        """`100 + 33`, or with the unit at each number where it stands before or at the digits: `£100 + £33`."""
        unit = self.unit if self.unit.startswith((*CURRENCIES, "%")) else ""
        terms = (f" {'+' if sign > 0 else MINUS} {self.amount(((1, term),), unit)}" for sign, term in side)
        return "".join(terms).removeprefix(" + ")

    def sums(self) -> list[str]:
        """A step for each side that is a sum."""
        sides = (self.expression.left, self.expression.right)
        return [f"{self.sum_in_words(side)} = {self.amount(side)}" for side in sides if len(side) > 1]

    def shown(self) -> str:
        """How the number is shown beside its decimals: ` in millions`, ` to the nearest 1,000`, or nothing."""
        nearest = f" to the nearest {self.expression.nearest:,}" if self.expression.nearest else ""
        return f"{nearest}{' and' if nearest else ''} in {self.expression.scale}" if self.expression.scale else nearest

    def rounding(self) -> list[str]:
        """What the number was before it was rounded, if it was."""
        number, unit = self.value.number, "" if self.expression.no_unit else self.value.unit
        most = self.value.decimals if self.expression.decimals is None else self.expression.decimals
        if any(format_value(number, unit, decimals) == self.value.text for decimals in range(_places(number), most + 1)):
            return []
        shown = f", and is shown{how}" if (how := self.shown()) else ""
        return [f"Before rounding, it is {exact_text(number, self.value.unit)}{shown}"]


def exact_text(number: Decimal, unit: str) -> str:
    """A number with all its decimals; one that has too many is cut and ends in an ellipsis: `10.0681…%`."""
    places = _places(number)
    if places <= DECIMALS_IN_FULL:
        return format_value(number, unit, places)
    kept = max(4, 2 - number.adjusted())
    cut = number.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_DOWN)
    digits = format_value(abs(cut), "", kept)
    return format_value(cut, unit, kept).replace(digits, digits + ELLIPSIS, 1)


def _places(number: Decimal) -> int:
    """How many decimals a number has, zeros at its end left out."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def _is_a_row(expression: Expression, value: Value, operands: Mapping[Term, Operand]) -> bool:
    if expression.operation is not Operation.SUM or len(expression.left) > 1 or expression.ordinal or expression.scale:
        return False
    operand = operands[expression.terms[0]]
    return value.text in {operand.text, format_value(value.number, "", -int(value.number.as_tuple().exponent))}


_Steps = tuple[list[str], list[RankedRow]]


def _sum_steps(sides: _Sides) -> _Steps:
    expression, value = sides.expression, sides.value
    if len(expression.left) > 1:
        return [f"{sides.sum_in_words(expression.left)} = {value.text}", *sides.rounding()], []
    if _is_a_row(expression, value, sides.operands):
        return [f"{value.text}, as the table has it"], []
    how = f"{shown}:" if (shown := sides.shown()) else " as"
    return [f"{sides.operands[expression.terms[0]].text} in the table, shown{how} {value.text}"], []


def _percent_steps(sides: _Sides) -> _Steps:
    left, right = sides.expression.left, sides.expression.right
    if _is_part(sides):
        step = f"{sides.amount(left, '')} of {sides.amount(right)} = {sides.value.text}"
    else:
        step = f"{sides.amount(left)} as a percentage of {sides.amount(right)} = {sides.value.text}"
    return [*sides.sums(), step, *sides.rounding()], []


def _is_part(sides: _Sides) -> bool:
    """Whether the left side can be counted among the right one: things of one time, not of two areas of one kind."""
    counted = bool(sides.unit) and not sides.unit.startswith((*CURRENCIES, "%")) and "per" not in sides.unit.split()
    ends = [[term for _sign, term in side] for side in (sides.expression.left, sides.expression.right)]
    areas = [{term.key[0] for term in end} for end in ends]
    kinds = [{sides.datasets[term.dataset].areas[term.key[0]].kind for term in end} for end in ends]
    one_time = len({term.key[1] for end in ends for term in end}) == 1
    ordered = 0 <= sides.total(sides.expression.left) <= sides.total(sides.expression.right)
    return counted and one_time and ordered and (areas[0] == areas[1] or not kinds[0] & kinds[1])


def _multiple_steps(sides: _Sides) -> _Steps:
    left, right = sides.expression.left, sides.expression.right
    return [*sides.sums(), f"{sides.amount(left)} ÷ {sides.amount(right)} = {sides.value.text}", *sides.rounding()], []


def _change_steps(sides: _Sides) -> _Steps:
    left, right = sides.expression.left, sides.expression.right
    change = f"From {sides.amount(left)} to {sides.amount(right)}, a {sides.expression.operation.value} of"
    if sides.expression.in_points:
        return [*sides.sums(), f"{change} {sides.value.text}", *sides.rounding()], []
    difference, decimals = abs(sides.total(right) - sides.total(left)), sides.decimals(left, right)
    by = format_value(difference, "percentage points" if sides.unit == "%" else sides.unit, decimals)
    parts = f"{format_value(difference, '', decimals)} ÷ {sides.amount(left, '')}"
    return [*sides.sums(), f"{change} {by}", f"{parts} = {sides.value.text}", *sides.rounding()], []


def _rank_steps(sides: _Sides) -> _Steps:
    expression = sides.expression
    term = expression.terms[0]
    dataset, own = sides.datasets[term.dataset], sides.operands[term]
    peers = ranked_peers(expression, dataset)
    ranking = [RankedRow(place=place_among(row.value, peers.values(), lowest_first=expression.lowest_first),
                         own=area == term.key[0], operand=operand_of(dataset, (area, *term.key[1:])))
               for area, row in peers.items()]
    ranking.sort(key=lambda row: row.place)
    kind = expression.among.replace("-", " ")
    of_kind = sum(dataset.areas[area].kind == expression.among for area in peers)
    among = number_of(of_kind, kind) if of_kind == len(peers) else (
        f"{len(peers)} ({number_of(of_kind, kind)} and {dataset.areas[term.key[0]].name} itself)")
    end = "lowest" if expression.lowest_first else "highest"
    first = f"{dataset.areas[term.key[0]].name} has {own.text}: {ordinal(sides.value.number)} of {among}, counted from the {end}"
    return [first, *_neighbours(dataset, ranking)], ranking


def _neighbours(dataset: Dataset, ranking: list[RankedRow]) -> list[str]:
    """Who is next above, level and next below."""
    own = next(row for row in ranking if row.own)
    above = max((row.place for row in ranking if row.place < own.place), default=0)
    below = min((row.place for row in ranking if row.place > own.place), default=0)

    def at(place: int) -> str:
        return _named(dataset, [row for row in ranking if row.place == place and not row.own])

    level = at(own.place)
    return [f"Next above: {at(above)}" if above else "None is above", *([f"Level with it: {level}"] if level else []),
            f"Next below: {at(below)}" if below else "None is below"]


def _named(dataset: Dataset, rows: list[RankedRow]) -> str:
    names = [f"{dataset.areas[row.operand.key[0]].name} ({row.operand.text})" for row in rows[:NAMED]]
    more = len(rows) - NAMED
    return ", ".join(names) + (f", and {count_in_words(more, 'other')}" if more > 0 else "")


_STEPS: Mapping[Operation, Callable[[_Sides], _Steps]] = {
    Operation.SUM: _sum_steps, Operation.PERCENT: _percent_steps, Operation.MULTIPLE: _multiple_steps,
    Operation.RISE: _change_steps, Operation.FALL: _change_steps, Operation.RANK: _rank_steps,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberPlace:
    """A place where a number stands: its page, the item if it stands in one, and whether that is the item's baseline.

    `occurrence` counts from 1 how often the number stands in the text of the page up to here; it is 0 for a baseline.
    """

    docname: str
    item: str = ""
    occurrence: int = 0


def numbers_in(register: Register) -> dict[str, tuple[NumberPlace, ...]]:
    """Every number of a book by its expression, with the places where it stands, in the order of the chapters.

    Expressions that cannot be read are among them; the rules report them.
    """
    places: dict[str, list[NumberPlace]] = {}
    counts: dict[tuple[str, str], int] = {}
    for mention in register.mentions:
        if mention.kind == "value":
            text, docname = " ".join(mention.text.split()), mention.place.docname
            counts[docname, text] = counts.get((docname, text), 0) + 1
            place = NumberPlace(docname=docname, item=mention.item, occurrence=counts[docname, text])
            places.setdefault(text, []).append(place)
    for item in register.items.values():
        if isinstance(item, Measure) and (baseline := " ".join(item.text("baseline").split())):
            places.setdefault(baseline, []).append(NumberPlace(docname=item.place.docname, item=item.id))
    return {text: tuple(found) for text, found in places.items()}


class Workings:
    """The workings of one register's numbers, each worked out once for all pages and files that show it."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self._datasets = datasets
        self._known: dict[str, Working] = {}

    def of(self, text: str) -> Working:
        """The working of an expression as `working_of` gives it. Raises `Unresolved` as `resolve` does."""
        text = " ".join(text.split())
        if text not in self._known:
            self._known[text] = working_of(text, self._datasets)
        return self._known[text]


def workings_in(register: Register, workings: Workings | None = None) -> dict[str, Working]:
    """The working of every number of a book that has one, by its expression, in the order of the chapters."""
    workings = workings or Workings(register.datasets)
    found: dict[str, Working] = {}
    for text in numbers_in(register):
        try:
            found[text] = workings.of(text)
        except Unresolved:  # the rules report it
            continue
    return found
