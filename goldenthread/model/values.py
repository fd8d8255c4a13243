"""`{value}`: an expression over datasets becomes a number in words, with what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.model.datasets import Dataset, Observation
from goldenthread.model.expressions import SCALES, Expression, Operation, Term, Unresolved, parse_expression
from goldenthread.model.numbers import CURRENCIES, format_value
from goldenthread.model.periods import period_in_words
from goldenthread.model.problems import nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A number for a sentence.

    `text` is ready to print. `number` is exact, before any rounding, and is counted in `unit`; `decimals` is how many are shown
    unless the expression asks for others. `source` names publishers and periods in words. `datasets` are the ids that it was
    made from, the first being the one that it links to, and `observations` the rows, in the order in which they are named.
    """

    text: str
    number: Decimal
    unit: str
    decimals: int
    source: str
    datasets: tuple[str, ...]
    observations: tuple[Observation, ...]


def resolve(text: str, datasets: Mapping[str, Dataset]) -> Value:
    """The value of an expression, by the datasets of a book.

    What is shown is rounded half away from zero: to the dataset's decimals, to one for a percentage or a multiple, or as the
    options say. Raises `Unresolved` when the expression cannot be read, names no row, mixes units, divides by zero, or says
    'rise' of a fall.
    """
    expression = parse_expression(text)
    rows = _rows(expression, datasets)
    number, unit, decimals = _result(expression, rows, datasets)
    return Value(text=_shown(expression, number, unit, decimals), number=number, unit=unit, decimals=decimals,
                 source=_source(expression, datasets), datasets=_dataset_ids(expression), observations=tuple(rows.values()))


def datasets_of(text: str, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The ids of the datasets from which an expression has its value. Raises `Unresolved` as `resolve` does."""
    expression = parse_expression(text)
    _result(expression, _rows(expression, datasets), datasets)
    return _dataset_ids(expression)


def _dataset_ids(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys([term.dataset for term in expression.terms]))


def _rows(expression: Expression, datasets: Mapping[str, Dataset]) -> dict[Term, Observation]:
    return {term: _observation(term, datasets) for term in expression.terms}


def _result(
    expression: Expression, rows: Mapping[Term, Observation], datasets: Mapping[str, Dataset]
) -> tuple[Decimal, str, int]:
    """What an expression comes to: number, unit and decimals."""
    if expression.operation is Operation.RANK:
        return _rank(expression, datasets[expression.terms[0].dataset]), "", 0
    units = {datasets[term.dataset].unit for term in expression.terms}
    if len(units) > 1:
        raise Unresolved("value.unit", f"The values are in different units: {' and '.join(sorted(repr(u) for u in units))}.",
                         "Take values of one unit.")
    left = sum((sign * rows[term].value for sign, term in expression.left), Decimal(0))
    right = sum((sign * rows[term].value for sign, term in expression.right), Decimal(0))
    if expression.operation is not Operation.SUM:
        return _compared(expression.operation, left, right)
    unit = units.pop()
    subtracts = -1 in {sign for sign, _term in expression.left}
    decimals = max(datasets[term.dataset].decimals for term in expression.terms)
    return left, "percentage points" if subtracts and unit == "%" else unit, decimals


def _compared(operation: Operation, left: Decimal, right: Decimal) -> tuple[Decimal, str, int]:
    divisor = right if operation in {Operation.PERCENT, Operation.MULTIPLE} else left
    if divisor == 0:
        raise Unresolved("value.zero", "The value would be divided by zero.", "Compare with a value that is not zero.")
    if operation is Operation.PERCENT:
        return left / right * 100, "%", 1
    if operation is Operation.MULTIPLE:
        return left / right, "times", 1
    if (operation is Operation.FALL and right > left) or (operation is Operation.RISE and right < left):
        other = "fall" if operation is Operation.RISE else "rise"
        raise Unresolved("value.direction",
                         f"The data {other} from {left} to {right}, but the sentence says '{operation.value}'.",
                         f"Write '{other} from … to …' and mend the sentence.")
    return abs((right - left) / left * 100), "%", 1


def _observation(term: Term, datasets: Mapping[str, Dataset]) -> Observation:
    dataset = datasets.get(term.dataset)
    if dataset is None:
        raise Unresolved("value.unknown", f"'{term}': there is no dataset '{term.dataset}'.",
                         f"Name a table of evidence/data.{nearest(term.dataset, datasets)}", term.dataset)
    if len(term.key) != 2 + len(dataset.dimensions):
        wanted = ":".join((dataset.id, "area", "period", *dataset.dimensions))
        raise Unresolved("value.grammar",
                         f"'{term}' has {len(term.key) + 1} parts; this dataset needs {3 + len(dataset.dimensions)}.",
                         f"Write {wanted}.")
    row = dataset.rows.get(term.key)
    if row is None:
        wanted = ":".join(term.key)
        raise Unresolved("value.unknown", f"'{term}': {dataset.place.file} has no row for {wanted}.",
                         f"Name a row that is there.{nearest(wanted, (':'.join(key) for key in dataset.rows))}", dataset.id)
    return row


def _rank(expression: Expression, dataset: Dataset) -> Decimal:
    area, *rest = expression.terms[0].key
    # the area itself always counts, so that a partnership can be ranked among statistical areas
    peers = {key[0]: row.value for key, row in dataset.rows.items()
             if list(key[1:]) == rest and (key[0] == area or dataset.areas[key[0]].kind == expression.among)}
    if len(peers) < 2:
        kinds = {dataset.areas[key[0]].kind for key in dataset.rows}
        raise Unresolved("value.rank", f"{dataset.place.file} has no {expression.among} to rank '{area}' among.",
                         f"Rank it among one of: {', '.join(sorted(kinds))}.{nearest(expression.among, kinds)}")
    better = (value < peers[area] if expression.lowest_first else value > peers[area] for value in peers.values())
    return Decimal(1 + sum(better))


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _shown(expression: Expression, number: Decimal, unit: str, decimals: int) -> str:
    if expression.ordinal or expression.operation is Operation.RANK:
        return _ordinal(int(number))
    if expression.scale:
        number, unit = _scaled(number, unit, expression.scale)
        decimals = 1
    if expression.decimals is not None:
        decimals = expression.decimals
    if expression.nearest:
        decimals = -Decimal(expression.nearest).adjusted()
    return format_value(number, "" if expression.no_unit else unit, decimals)


def _scaled(number: Decimal, unit: str, scale: str) -> tuple[Decimal, str]:
    """A number counted in thousands, millions or billions, and its unit with that word: `£ million`, `million tonnes`."""
    own = [word for word in unit.split() if f"{word}s" in SCALES]
    words = [word for word in unit.split() if word not in own]
    currency = words[:1] if unit.startswith(CURRENCIES) else []
    number = number.scaleb(sum(SCALES[f"{word}s"] for word in own) - SCALES[scale])
    return number, " ".join([*currency, scale.removesuffix("s"), *words[len(currency):]])


def _source(expression: Expression, datasets: Mapping[str, Dataset]) -> str:
    publishers = dict.fromkeys(datasets[term.dataset].publisher for term in expression.terms)
    periods = dict.fromkeys(period_in_words(term.key[1]) for term in expression.terms)
    return f"{' and '.join(publishers)}, {' and '.join(periods)}"
