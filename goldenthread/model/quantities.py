"""The quantities of an expression: from the rows of tables to exact amounts with their units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from goldenthread.model.datasets import Area, Dataset, MissingValue, Observation
from goldenthread.model.expressions import LATEST, Part, Quantity, Term, Unresolved
from goldenthread.model.numbers import EXACT, plural
from goldenthread.model.periods import span_of
from goldenthread.model.problems import nearest
from goldenthread.model.slugs import slug
from goldenthread.model.statuses import status_in_words
from goldenthread.model.units import is_countable, scale_in, unit_per


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasuredPart:
    """A part with its rows: `number` is exact, and `rows` are those it was made from, by their terms, in the table's order.

    `is_row` says that the number is the value of a single row. `missing` are the areas of a statistic for which the publisher
    gives no value.
    """

    part: Part
    dataset: Dataset
    rows: Mapping[Term, Observation]
    number: Fraction
    is_row: bool
    missing: tuple[MissingValue, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of area over which a statistic was taken, in the singular."""
        return next(iter(self.areas.values())).kind

    @property
    def areas(self) -> Mapping[str, Area]:
        """The areas of its rows, by id."""
        return {row.area: self.dataset.areas[row.area] for row in self.rows.values()}


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasuredQuantity:
    """A quantity with its rows: `number` is exact and in `unit`.

    If it was divided (`is_divided`), the decimals of its rows need not be enough to write its number.
    """

    quantity: Quantity
    parts: tuple[MeasuredPart, ...]
    per: tuple[MeasuredPart, ...]
    number: Fraction
    unit: str

    @property
    def every_part(self) -> tuple[MeasuredPart, ...]:
        """The parts of the numerator and of the denominator."""
        return self.parts + self.per

    @property
    def is_divided(self) -> bool:
        """Whether its number is the result of a division, so that it has no decimals of its own."""
        return bool(self.per) or any(part.part.statistic in {"mean", "median"} and not part.is_row for part in self.parts)

    @property
    def decimals(self) -> int:
        """How many decimals are shown unless others are asked for."""
        if self.per:
            return decimals_of_ratio(self.number)
        return max(part.dataset.decimals for part in self.parts)

    @property
    def decimal(self) -> Decimal:
        """Its number with all decimals of its rows or, if it was divided, with as many digits as `decimal_of` gives."""
        if self.is_divided:
            return decimal_of(self.number)
        most = max(places(row.value) for part in self.parts for row in part.rows.values())
        return Decimal(int(self.number * 10 ** most)).scaleb(-most, context=EXACT)

    @property
    def subtracts(self) -> bool:
        """Whether any part of it is subtracted."""
        return -1 in {part.part.sign for part in self.parts}


def decimals_of_ratio(number: Fraction) -> int:
    """One decimal for a rate below 100, and none from there on."""
    return 1 if abs(number) < 100 else 0


def places(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return -int(number.as_tuple().exponent)


def decimal_of(number: Fraction) -> Decimal:
    """A fraction as a decimal: exact if 28 digits are enough, otherwise rounded to 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def total(parts: Iterable[MeasuredPart]) -> Fraction:
    """The sum of one part or more, with their signs."""
    first, *others = [part.number if part.part.sign > 0 else -part.number for part in parts]
    return sum(others, first)


def measure(quantity: Quantity, datasets: Mapping[str, Dataset]) -> MeasuredQuantity:
    """A quantity with its rows, number and unit.

    Raises `Unresolved` for an unknown dataset, row or kind of area, for units that cannot be added or divided, and for a rate
    over different areas or times.
    """
    parts = tuple(_measured(part, datasets) for part in quantity.parts)
    unit = one_unit(part.dataset.unit for part in parts)
    if not quantity.per:
        return MeasuredQuantity(quantity=quantity, parts=parts, per=(), number=total(parts), unit=unit)
    per = tuple(_measured(part, datasets) for part in quantity.per)
    other = one_unit(part.dataset.unit for part in per)
    _check_rate(unit, other, parts, per)
    bottom = total(per) * 10 ** scale_in(other)
    if bottom <= 0:
        raise Unresolved("value.zero", "The value would be divided by zero or less.", "Count it per something above zero.")
    number = total(parts) * 10 ** scale_in(unit) * quantity.per_number / bottom
    return MeasuredQuantity(quantity=quantity, parts=parts, per=per, number=number,
                            unit=unit_per(unit, other, quantity.per_number))


def one_unit(units: Iterable[str]) -> str:
    """The common unit of several amounts. Raises `Unresolved` if they have different ones."""
    every = set(units)
    if len(every) > 1:
        raise Unresolved("value.unit", f"The values are in different units: {' and '.join(sorted(map(repr, every)))}.",
                         "Take values of one unit.")
    return every.pop()


def _check_rate(unit: str, other: str, parts: Sequence[MeasuredPart], per: Sequence[MeasuredPart]) -> None:
    for own in (unit, other):
        if not is_countable(own):
            raise Unresolved("value.unit", f"'per' is asked of values in '{own}', which cannot be divided.",
                             "Divide what is counted or paid, such as '£ million' by 'residents'.")
    if unit == other:
        raise Unresolved("value.unit", f"'per' is asked of two values in '{unit}'.", "Write 'as % of' or 'as multiple of'.")
    check_one_place(parts, per, "A rate")
    spans = [span_of(term.key[1]) for part in (*parts, *per) for term in part.rows]
    if max(begin for begin, _end in spans) > min(end for _begin, end in spans):
        periods = dict.fromkeys(term.key[1] for part in (*parts, *per) for term in part.rows)
        raise Unresolved("value.base", f"A rate is of one time, and these are of {' and '.join(periods)}.",
                         "Take values whose periods overlap.")


def check_one_place(left: Sequence[MeasuredPart], right: Sequence[MeasuredPart], what: str) -> None:
    """Raises `Unresolved` if two sides are about different areas, from which `what` cannot be made.

    A whole and its parts are allowed: one area on one side, several of another kind on the other.
    """
    ours, theirs = ({key: area for part in side for key, area in part.areas.items()} for side in (left, right))
    shared = {area.kind for area in ours.values()} & {area.kind for area in theirs.values()}
    whole_and_parts = min(len(ours), len(theirs)) == 1 < max(len(ours), len(theirs)) and not shared
    if ours.keys() != theirs.keys() and not whole_and_parts:
        apart = (ours | theirs)[min(ours.keys() ^ theirs.keys())]
        raise Unresolved("value.base", f"{what} is of the same areas on both sides, and only one has {apart.name}.",
                         "Take both for the same areas.")


def _measured(part: Part, datasets: Mapping[str, Dataset]) -> MeasuredPart:
    dataset = dataset_of(part.term, datasets)
    if not part.statistic:
        term, row = found(part.term, dataset)
        return MeasuredPart(part=part, dataset=dataset, rows={term: row}, number=Fraction(row.value), is_row=True)
    rows = members(part.term, part.among, dataset)
    if part.statistic == "sum":
        _check_sum(part, dataset, rows)
    number = _STATISTICS[part.statistic]([Fraction(row.value) for row in rows.values()])
    # a mean that happens to equal some row's value is still a division
    is_row = part.statistic in {"median", "highest", "lowest"} and any(number == row.value for row in rows.values())
    return MeasuredPart(part=part, dataset=dataset, rows=rows, number=number, is_row=is_row,
                        missing=missing_among(dataset, next(iter(rows)).key))


def missing_among(dataset: Dataset, key: tuple[str, ...]) -> tuple[MissingValue, ...]:
    """The rows without a value from the publisher that share the kind of area, period and dimensions of the row with this key."""
    kind = dataset.areas[key[0]].kind
    return tuple(row for own, row in dataset.missing.items() if own[1:] == key[1:] and dataset.areas[own[0]].kind == kind)


_STATISTICS: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)), "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "median": median, "highest": max, "lowest": min, "count": lambda numbers: Fraction(len(numbers)),
}


def _check_sum(part: Part, dataset: Dataset, rows: Mapping[Term, Observation]) -> None:
    """Raises `Unresolved` unless a sum over a kind of area is of amounts that add up, and includes all areas of that kind."""
    if not is_countable(dataset.unit):
        raise Unresolved("value.unit", f"'sum of' is asked of values in '{dataset.unit}', which do not add up over areas.",
                         "Write 'mean of' or 'median of', or add up what they are shares or rates of.")
    have = {row.area for row in rows.values()}
    kind = dataset.areas[next(iter(have))].kind
    missing = [area.name for area in dataset.areas.values() if area.kind == kind and area.id not in have]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise Unresolved("value.rank", f"The sum would leave out {missing[0]}{more}: {dataset.place.file} has no value there.",
                         "Add what is missing, or add up the areas that there are with 'plus'.", dataset.id)


def dataset_of(term: Term, datasets: Mapping[str, Dataset]) -> Dataset:
    """The dataset of a term. Raises `Unresolved` if there is none, or if the term has too few or too many parts for its rows."""
    dataset = datasets.get(term.dataset)
    if dataset is None:
        raise Unresolved("value.unknown", f"'{term}': there is no dataset '{term.dataset}'.",
                         f"Name a table of evidence/data.{nearest(term.dataset, datasets)}", term.dataset)
    if len(term.key) != 2 + len(dataset.dimensions):
        wanted = ":".join((dataset.id, "area", "period", *dataset.dimensions))
        raise Unresolved("value.grammar",
                         f"'{term}' has {len(term.key) + 1} parts; this dataset needs {3 + len(dataset.dimensions)}.",
                         f"Write {wanted}.")
    return dataset


def found(term: Term, dataset: Dataset) -> tuple[Term, Observation]:
    """The row of a term, and the term with the actual period in place of `latest`.

    Raises `Unresolved` if there is no such row.
    """
    area, period, *dimensions = term.key
    if period == LATEST:
        own = [key[1] for key in dataset.rows if key[0] == area and list(key[2:]) == dimensions]
        period = max(own, key=span_of, default=period)
    row = dataset.rows.get(key := (area, period, *dimensions))
    if row is None:
        raise _no_row(term, dataset)
    return Term(term.dataset, key), row


def _no_row(term: Term, dataset: Dataset) -> Unresolved:
    if (missing := dataset.missing.get(term.key)) is not None:
        return Unresolved("value.missing", f"'{term}': the publisher gives no value here: it is "
                          f"{status_in_words(missing.status)} (line {missing.line} of {dataset.place.file}).",
                          "Name a row that has a value, or say in words that there is none.", dataset.id)
    area, *rest = term.key
    # publishers identify an area by its code, and people by its name
    by_other_name = next((one.id for one in dataset.areas.values() if area in {one.code, one.code.lower(), slug(one.name)}), area)
    hint = nearest(":".join((by_other_name, *rest)), [":".join(key) for key in dataset.rows])
    return Unresolved("value.unknown", f"'{term}': {dataset.place.file} has no row for {':'.join(term.key)}.",
                      f"Name a row that is there.{hint}", dataset.id)


def members(term: Term, among: str, dataset: Dataset) -> dict[Term, Observation]:
    """The rows of all areas of a kind, by their terms, in the order of the table. Raises `Unresolved` for fewer than two.

    The period is that of the term or, for `latest`, the last one for which any of these areas has a row.
    """
    _every, period, *dimensions = term.key
    kind = kind_named(among, (area.kind for area in dataset.areas.values()))
    own = {key: row for key, row in dataset.rows.items() if dataset.areas[key[0]].kind == kind and list(key[2:]) == dimensions}
    if period == LATEST:
        period = max((key[1] for key in own), key=span_of, default=period)
    rows = {Term(term.dataset, key): row for key, row in own.items() if key[1] == period}
    if len(rows) < 2:
        raise no_such_kind(among, dataset, f"to make '{term}' from")
    return rows


def kind_named(written: str, kinds: Iterable[str]) -> str:
    """The kind of area meant by a singular or plural; the word unchanged if there is no such kind."""
    return next((kind for kind in kinds if written in {kind, plural(kind)}), written)


def no_such_kind(among: str, dataset: Dataset, what: str) -> Unresolved:
    """The error that a table has too few areas of a kind, with the kinds that it has."""
    kinds = {dataset.areas[key[0]].kind for key in dataset.rows}
    known, every = kind_named(among, kinds), ", ".join(sorted(kinds))
    if known in kinds:
        return Unresolved("value.rank", f"{dataset.place.file} has fewer than two {plural(known)} {what}.",
                          f"Name another period, or another of the kinds that it has: {every}.")
    return Unresolved("value.rank", f"{dataset.place.file} has fewer than two {among} {what}.",
                      f"Name one of: {every}.{nearest(among, kinds)}")
