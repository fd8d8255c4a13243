"""The steps by which a number was calculated, in words: a function for each operation of the grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.analysis.operands import Operand, exact_text, operand_of, places_needed
from goldenthread.analysis.statistic_steps import (
    amount_of_part,
    areas_without_value,
    decimals_of_part,
    named_areas,
    names_of_rows,
    statistic_step,
)
from goldenthread.model import (
    CURRENCIES,
    Expression,
    MeasuredPart,
    MeasuredQuantity,
    Operation,
    Term,
    Value,
    WorkedOut,
    format_value,
    gettext,
    gettext_noop,
    in_digits,
    is_counted,
    missing_among,
    number_of,
    ordinal,
    period_in_words,
    rank_among,
    ranked_peers,
    status_in_words,
    unit_of_difference,
)

SCALE_WORDS = (gettext_noop("thousands"), gettext_noop("millions"), gettext_noop("billions"))
"""The words for the scale after `in …` of an expression, for the catalogues."""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedRow:
    """A row with its rank, counted from 1; `own` marks the one whose rank was asked for."""

    place: int
    operand: Operand
    own: bool


def steps_of(
    worked: WorkedOut, value: Value, operands: Mapping[Term, Operand]
) -> tuple[list[str], list[RankedRow], bool]:
    """The steps of a number, the ranking if it is a rank, and whether it is one row's value, digit for digit."""
    sides = _Sides(worked, value, operands)
    if worked.expression.operation is Operation.RANK:
        steps, ranking = _rank_steps(sides)
        return [*sides.statuses(), *steps], ranking, False
    steps = _STEPS[worked.expression.operation](sides)
    return [*sides.statuses(), *sides.left_out(), *sides.statistics(), *steps], [], sides.is_a_row


@dataclass(frozen=True, slots=True)
class _Sides:
    """What the steps of a working are made from."""

    worked: WorkedOut
    value: Value
    operands: Mapping[Term, Operand]

    @property
    def expression(self) -> Expression:
        return self.worked.expression

    @property
    def left(self) -> MeasuredQuantity:
        return self.worked.left

    @property
    def right(self) -> MeasuredQuantity:
        """The other side, which every operation on two sides has."""
        return self.worked.right or self.worked.left

    @property
    def both(self) -> tuple[MeasuredQuantity, ...]:
        return (self.worked.left, *([self.worked.right] if self.worked.right else []))

    @property
    def is_a_row(self) -> bool:
        """Whether the number is printed exactly as it is in its row."""
        display = self.expression.display
        if len(self.operands) > 1 or self.expression.operation is not Operation.AMOUNT or display.ordinal or display.scale:
            return False
        (operand,) = self.operands.values()
        number = self.value.number
        return self.value.text in {operand.text, format_value(number, "", -int(number.as_tuple().exponent))}

    def statuses(self) -> list[str]:
        """A step for each status of published values, such as provisional, or a forecast as only its period may tell."""
        rows: dict[str, list[str]] = {}
        for operand in self.operands.values():
            if operand.statuses:
                rows.setdefault(status_in_words(operand.statuses), []).append(operand.name)
        return [gettext("{row}: the published value is {status}", row=names[0], status=words) if len(names) == 1 else
                gettext("{rows}: the published values are {status}", rows=names_of_rows(names), status=words)
                for words, names in rows.items()]

    def statistics(self) -> list[str]:
        """A step for each mean, sum or other statistic, unless it is the whole expression."""
        parts = [part for side in self.both for part in side.every_part if part.part.statistic not in {"", "count"}]
        alone = self.expression.operation is Operation.AMOUNT and len(self.left.every_part) == 1
        return [] if alone else [f"{statistic_step(part)}{amount_of_part(part)}" for part in parts]

    def left_out(self) -> list[str]:
        """A step for the areas for which a statistic or a count has no value."""
        return [without for side in self.both for part in side.every_part
                if (without := areas_without_value(part.dataset, part.missing))]

    def amount(self, side: MeasuredQuantity, unit: str | None = None) -> str:
        """The amount of a side, in its own unit or in `unit`. The difference between two percentages is in points."""
        own = unit_of_difference(side.unit) if side.subtracts else side.unit
        unit = own if unit is None else unit
        if side.is_divided:
            return exact_text(side.decimal, unit)
        return format_value(side.decimal, unit, max(map(decimals_of_part, side.parts)))

    def sums(self) -> list[str]:
        """A step for each side that is a sum or a rate."""
        return [f"{self.sum_in_words(side)} = {self.amount(side)}" for side in self.both
                if len(side.every_part) > 1]

    def sum_in_words(self, side: MeasuredQuantity) -> str:
        """`100 + 33`, or `£100 million ÷ 33 people` for a rate; the sums of a rate are in brackets."""
        if not side.per:
            return _sum(side.parts, side.unit)
        top, bottom = (_sum(parts, parts[0].dataset.unit) if len(parts) > 1 else amount_of_part(parts[0])
                       for parts in (side.parts, side.per))
        top, bottom = (f"({words})" if len(parts) > 1 else words for words, parts in ((top, side.parts), (bottom, side.per)))
        number = side.quantity.per_number
        return f"{top} ÷ {bottom}" + (f" × {in_digits(number)}" if number > 1 else "")

    def shown(self) -> str:
        """How the number is shown apart from its decimals: ` in millions`, ` to the nearest 1,000`, or an empty text."""
        display = self.expression.display
        scale = gettext(" in {scale}", scale=gettext(display.scale)) if display.scale else ""
        if display.figures:
            how = gettext(" to {figures}", figures=number_of(display.figures, "significant figure"))
        else:
            how = gettext(" to the nearest {number}", number=in_digits(display.nearest)) if display.nearest else ""
        return how + gettext(" and").rstrip() + scale if how and scale else how + scale

    def rounding(self) -> list[str]:
        """What the number was before it was rounded, if it was."""
        display, number = self.expression.display, self.value.number
        if display.words:
            return [gettext("In per cent, it is {number}", number=exact_text(number, self.value.unit))]
        text = self.value.text.partition(" (")[0] if self.expression.with_percent else self.value.text
        unit = "" if display.no_unit else self.value.unit
        most = self.value.decimals if display.decimals is None else display.decimals
        if any(format_value(number, unit, decimals) == text for decimals in range(places_needed(number), most + 1)):
            return []
        before = gettext("Before rounding, it is {number}", number=exact_text(number, self.value.unit))
        return [before + (gettext(", and is shown{how}", how=how) if (how := self.shown()) else "")]


def _sum(parts: Sequence[MeasuredPart], unit: str) -> str:
    """`100 + 33`, or with the unit at each number if it is written directly before or after the digits: `£100 + £33`."""
    at_each = unit if unit.startswith((*CURRENCIES, "%")) else ""
    words = (f" {'+' if part.part.sign > 0 else MINUS} {amount_of_part(part, at_each)}" for part in parts)
    return "".join(words).removeprefix(" + ")


def _amount_steps(sides: _Sides) -> list[str]:
    value, side = sides.value, sides.left
    if len(side.every_part) > 1:
        return [f"{sides.sum_in_words(side)} = {value.text}", *sides.rounding()]
    (part,) = side.parts
    if part.part.statistic:
        return [f"{statistic_step(part)}{value.text}", *sides.rounding()]
    (operand,) = sides.operands.values()
    if sides.is_a_row:
        return [gettext("{number}, as the table has it", number=value.text)]
    row = gettext("{number} in the table", number=operand.text) + _interval(part, operand)
    if how := sides.shown():
        return [row + gettext(", shown{how}: {number}", how=how, number=value.text)]
    return [row + gettext(", shown as {number}", number=value.text)]


def _interval(part: MeasuredPart, operand: Operand) -> str:
    """The interval within which a row's true value is likely to be: `, with an interval from 32.2% to 34.6%`."""
    if operand.observation.interval is None:
        return ""
    low, high = (format_value(end, part.dataset.unit, decimals_of_part(part)) for end in operand.observation.interval)
    return gettext(", with an interval from {low} to {high}", low=low, high=high)


def _percent_steps(sides: _Sides) -> list[str]:
    left, right = sides.left, sides.right
    if _is_part(left, right):
        step = gettext("{part} of {whole} = {share}", part=sides.amount(left, ""), whole=sides.amount(right),
                       share=sides.value.text)
    else:
        step = gettext("{part} as a percentage of {whole} = {share}", part=sides.amount(left), whole=sides.amount(right),
                       share=sides.value.text)
    return [*sides.sums(), step, *sides.rounding()]


def _is_part(left: MeasuredQuantity, right: MeasuredQuantity) -> bool:
    """Whether the left side can be a part of the right one: both are for one period, and not for two areas of the same kind."""
    counted = bool(left.unit) and not left.unit.startswith((*CURRENCIES, "%")) and "per" not in left.unit.split()
    areas = [{key: area for part in side.every_part for key, area in part.areas.items()} for side in (left, right)]
    kinds = [{area.kind for area in own.values()} for own in areas]
    one_time = len({term.key[1] for side in (left, right) for part in side.every_part for term in part.rows}) == 1
    # an area is a part of all areas of its kind
    within = areas[0].keys() <= areas[1].keys() or not kinds[0] & kinds[1]
    return counted and one_time and 0 <= left.number <= right.number and within


def _multiple_steps(sides: _Sides) -> list[str]:
    left, right = sides.left, sides.right
    return [*sides.sums(), f"{sides.amount(left)} ÷ {sides.amount(right)} = {sides.value.text}", *sides.rounding()]


def _index_steps(sides: _Sides) -> list[str]:
    left, right = sides.left, sides.right
    step = f"{sides.amount(left)} ÷ {sides.amount(right)} × 100 = {sides.value.text}"
    return [*sides.sums(), step, f"{_base(left, right)} = 100", *sides.rounding()]


def _base(left: MeasuredQuantity, right: MeasuredQuantity) -> str:
    """What is 100 in an index: the period, the area, or both if neither is the same on both sides."""
    (area, period), (other_area, other_period) = (_area_and_period(side) for side in (left, right))
    if area == other_area and period != other_period:
        return other_period
    return other_area if period == other_period and area != other_area else f"{other_area}, {other_period}"


def _area_and_period(side: MeasuredQuantity) -> tuple[str, str]:
    areas = dict.fromkeys(area.name for part in side.every_part for area in part.areas.values())
    periods = dict.fromkeys(period_in_words(term.key[1]) for part in side.every_part for term in part.rows)
    return gettext(" and ").join(areas), gettext(" and ").join(periods)


def _change_steps(sides: _Sides) -> list[str]:
    left, right, expression = sides.left, sides.right, sides.expression
    years = exact_text(Decimal(sides.worked.months) / 12, "")
    change = _change_in_words(sides, years)
    by = _difference(sides)
    if expression.with_percent:
        parts = f"{_difference(sides, '')} ÷ {sides.amount(left, '')}"
        percent = exact_text(abs(right.decimal - left.decimal) / left.decimal * 100, "%")
        return [*sides.sums(), f"{change} {sides.value.text}", f"{parts} = {percent}", *sides.rounding()]
    if expression.in_points:
        if not expression.annual:
            return [*sides.sums(), f"{change} {sides.value.text}", *sides.rounding()]
        return [*sides.sums(), f"{change} {by}", f"{by} ÷ {years} = {sides.value.text}", *sides.rounding()]
    parts = f"{_difference(sides, '')} ÷ {sides.amount(left, '')}"
    if expression.annual:
        ends = (sides.amount(right, ""), sides.amount(left, ""))
        parts = gettext("({end} ÷ {start}) to the power of 1 ÷ {years}, less 1,", end=ends[0], start=ends[1], years=years)
        if expression.operation is Operation.FALL:
            parts = gettext("1 less ({end} ÷ {start}) to the power of 1 ÷ {years}", end=ends[0], start=ends[1], years=years)
    return [*sides.sums(), f"{change} {by}", f"{parts} = {sides.value.text}", *sides.rounding()]


def _change_in_words(sides: _Sides, years: str) -> str:
    """`From 33.0% to 34.1% in 2 years, a rise of`, to be followed by how much."""
    when = ""
    if sides.expression.annual:
        when = gettext(" in 1 year") if years == "1" else gettext(" in {years} years", years=years)
    ends = {"start": sides.amount(sides.left), "end": sides.amount(sides.right), "when": when}
    if sides.expression.operation is Operation.RISE:
        return gettext("From {start} to {end}{when}, a rise of", **ends)
    return gettext("From {start} to {end}{when}, a fall of", **ends)


def _difference(sides: _Sides, unit: str | None = None) -> str:
    """The difference between the two sides, in its own unit or in `unit`."""
    left, right = sides.left, sides.right
    own = unit_of_difference(left.unit)
    difference, unit = abs(right.decimal - left.decimal), own if unit is None else unit
    if left.is_divided or right.is_divided:
        return exact_text(difference, unit)
    return format_value(difference, unit, max(decimals_of_part(part) for side in (left, right) for part in side.parts))


def _gap_steps(sides: _Sides) -> list[str]:
    apart = gettext("Between {one} and {other} is a gap of {gap}", one=sides.amount(sides.left), other=sides.amount(sides.right),
                    gap=sides.value.text)
    return [*sides.sums(), apart, *sides.rounding()]


def _count_steps(sides: _Sides) -> list[str]:
    (part,), below = sides.left.parts, sides.expression.below
    counted = [term for term, row in part.rows.items() if is_counted(row, sides.right, below=below)]
    counted.sort(key=lambda term: part.rows[term].value, reverse=not below)
    number, limit = format_value(sides.value.number, sides.value.unit, 0), sides.amount(sides.right)
    if len(counted) == 1:
        found = gettext("{number} is below {limit}", number=number, limit=limit) if below else \
            gettext("{number} is above {limit}", number=number, limit=limit)
    else:
        found = gettext("{number} are below {limit}", number=number, limit=limit) if below else \
            gettext("{number} are above {limit}", number=number, limit=limit)
    names = f": {named_areas(part.dataset, [sides.operands[term] for term in counted])}" if counted else ""
    sums = [f"{sides.sum_in_words(sides.right)} = {sides.amount(sides.right)}"]
    return [*(sums if len(sides.right.every_part) > 1 else []),
            f"{found}{names}"]


def _rank_steps(sides: _Sides) -> tuple[list[str], list[RankedRow]]:
    expression = sides.expression
    dataset = sides.left.parts[0].dataset
    ((term, own),) = sides.operands.items()
    peers = ranked_peers(expression, sides.left)
    ranking = [RankedRow(place=rank_among(row.value, peers.values(), lowest_first=expression.from_lowest),
                         own=area == term.key[0], operand=operand_of(dataset, (area, *term.key[1:])))
               for area, row in peers.items()]
    ranking.sort(key=lambda row: row.place)
    peer = next(area for area in peers if area != term.key[0])
    kinds = [dataset.areas[area].kind for area in peers]
    kind = dataset.areas[peer].kind
    noun, of_kind = kind.replace("-", " "), kinds.count(kind)
    area = dataset.areas[term.key[0]].name
    among = number_of(of_kind, noun) if of_kind == len(peers) else gettext(
        "{number} ({others} and {area} itself)", number=in_digits(len(peers)), others=number_of(of_kind, noun), area=area)
    said = {"area": area, "number": own.text, "place": ordinal(sides.value.number), "among": among}
    first = gettext("{area} has {number}: {place} of {among}, counted from the lowest", **said) if expression.from_lowest else \
        gettext("{area} has {number}: {place} of {among}, counted from the highest", **said)
    without = areas_without_value(dataset, missing_among(dataset, (peer, *term.key[1:])))
    return [*([without] if without else []), first, *_neighbours(sides, ranking)], ranking


def _neighbours(sides: _Sides, ranking: Iterable[RankedRow]) -> list[str]:
    """Steps that name the areas next above, level and next below."""
    rows = list(ranking)
    own = next(row for row in rows if row.own)
    above = max((row.place for row in rows if row.place < own.place), default=0)
    below = min((row.place for row in rows if row.place > own.place), default=0)

    def at(place: int) -> str:
        return named_areas(sides.left.parts[0].dataset, [row.operand for row in rows if row.place == place and not row.own])

    level = at(own.place)
    return [gettext("Next above: {areas}", areas=at(above)) if above else gettext("None is above"),
            *([gettext("Level with it: {areas}", areas=level)] if level else []),
            gettext("Next below: {areas}", areas=at(below)) if below else gettext("None is below")]


_STEPS: Mapping[Operation, Callable[[_Sides], list[str]]] = {
    Operation.AMOUNT: _amount_steps, Operation.PERCENT: _percent_steps, Operation.MULTIPLE: _multiple_steps,
    Operation.INDEX: _index_steps, Operation.RISE: _change_steps, Operation.FALL: _change_steps, Operation.GAP: _gap_steps,
    Operation.COUNT: _count_steps,
}
