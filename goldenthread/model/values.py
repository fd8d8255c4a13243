"""`{value}`: an expression over datasets becomes a number in words, with what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.model import Dataset, Observation, nearest
from goldenthread.model.expressions import SCALES, Expression, Term, Unresolved, parse_expression
from goldenthread.model.numbers import CURRENCIES, format_value
from goldenthread.model.periods import period_in_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A number for a sentence.

    `text` is ready to print; `number` is exact before rounding; `source` names publisher and periods in words; `datasets`
    are the ids that it was made from, the first being the one that it links to.
    """

    text: str
    number: Decimal
    unit: str
    decimals: int
    source: str
    datasets: tuple[str, ...]
    observations: tuple[Observation, ...]


def resolve(text: str, datasets: Mapping[str, Dataset]) -> Value:
    """The value of an expression. Raises `Unresolved` when it cannot be read, has no row, or mixes units."""
    expression = parse_expression(text)
    found, (number, unit, decimals) = _worked_out(expression, datasets)
    shown = _ordinal(int(number)) if expression.how == "rank" else _shown(expression, number, unit, decimals)
    return Value(text=shown, number=number, unit=unit, decimals=decimals, source=_source(expression, datasets),
                 datasets=_named(expression), observations=tuple(found.values()))


def datasets_of(text: str, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The ids of the datasets from which an expression has its value. Raises `Unresolved` when it comes to none."""
    expression = parse_expression(text)
    _worked_out(expression, datasets)
    return _named(expression)


def _named(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys([term.dataset for term in expression.terms]))


def _worked_out(
    expression: Expression, datasets: Mapping[str, Dataset]
) -> tuple[dict[Term, Observation], tuple[Decimal, str, int]]:
    """The rows that an expression names, and what they come to: number, unit and decimals."""
    found = {term: _observation(term, datasets) for term in expression.terms}
    if expression.how == "rank":
        return found, (_rank(expression, datasets[expression.terms[0].dataset]), "", 0)
    return found, _number(expression, found, {term: datasets[term.dataset] for term in found})


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


def _number(
    expression: Expression, found: Mapping[Term, Observation], used: Mapping[Term, Dataset]
) -> tuple[Decimal, str, int]:
    units = {used[term].unit for term in expression.terms}
    if len(units) > 1:
        raise Unresolved("value.unit", f"The values are in different units: {' and '.join(sorted(repr(u) for u in units))}.",
                         "Take values of one unit.")
    left = sum((sign * found[term].value for sign, term in expression.left), Decimal(0))
    right = sum((sign * found[term].value for sign, term in expression.right), Decimal(0))
    unit = units.pop()
    if expression.how == "sum":
        subtracts = -1 in {sign for sign, _term in expression.left}
        decimals = max(used[term].decimals for term in expression.terms)
        return left, "percentage points" if subtracts and unit == "%" else unit, decimals
    divisor = right if expression.how in {"percent", "multiple"} else left
    if divisor == 0:
        raise Unresolved("value.zero", "The value would be divided by zero.", "Compare with a value that is not zero.")
    if expression.how == "percent":
        return left / right * 100, "%", 1
    if expression.how == "multiple":
        return left / right, "times", 1
    if (expression.how == "fall" and right > left) or (expression.how == "rise" and right < left):
        other = "fall" if expression.how == "rise" else "rise"
        raise Unresolved("value.direction", f"The data {other} from {left} to {right}, but the sentence says '{expression.how}'.",
                         f"Write '{other} from … to …' and mend the sentence.")
    return abs((right - left) / left * 100), "%", 1


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
    if expression.ordinal:
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
