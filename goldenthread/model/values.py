"""`{value}`: an expression over datasets becomes a number in words, with what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.model.datasets import Dataset, Observation
from goldenthread.model.expressions import SCALES, Expression, Operation, Term, Unresolved, parse_expression
from goldenthread.model.numbers import CURRENCIES, NO_BREAK_SPACE, format_value, number_of, round_value
from goldenthread.model.periods import period_in_words
from goldenthread.model.problems import nearest

# an option names its decimals with one digit
MOST_DECIMALS = 9


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
    options say; 'nearest' rounds before a scale. Raises `Unresolved` when the expression cannot be read, names no row, mixes
    units, divides by zero, says 'rise' of a fall, takes a percentage of a start that is not above zero, has options that do not
    fit the data, or would print nothing where there is something.
    """
    expression = parse_expression(text)
    rows = _rows(expression, datasets)
    number, unit, decimals = _result(expression, rows, datasets)
    return Value(text=_shown(expression, number, unit, decimals, datasets), number=number, unit=unit, decimals=decimals,
                 source=_source(expression, datasets), datasets=_dataset_ids(expression), observations=tuple(rows.values()))


def datasets_of(text: str, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The ids of the datasets from which an expression has its value. Raises `Unresolved` as `resolve` does."""
    expression = parse_expression(text)
    _shown(expression, *_result(expression, _rows(expression, datasets), datasets), datasets)
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
    # of a rise or fall, `left` is the earlier value
    left = sum((sign * rows[term].value for sign, term in expression.left), Decimal(0))
    right = sum((sign * rows[term].value for sign, term in expression.right), Decimal(0))
    unit = units.pop()
    if expression.operation in {Operation.PERCENT, Operation.MULTIPLE}:
        return _proportion(expression.operation, left, right)
    if expression.operation is not Operation.SUM:
        if not expression.in_points:
            _check_start(expression.operation, left, right)
        _check_direction(expression, left, right)
        if not expression.in_points:
            return abs((right - left) / left * 100), "%", 1
    number = abs(right - left) if expression.in_points else left
    subtracts = expression.in_points or -1 in {sign for sign, _term in expression.left}
    decimals = max(datasets[term.dataset].decimals for term in expression.terms)
    # the difference of two percentages is counted in points, not in per cent
    return number, "percentage points" if subtracts and unit == "%" else unit, decimals


def _proportion(operation: Operation, left: Decimal, right: Decimal) -> tuple[Decimal, str, int]:
    if right == 0:
        raise Unresolved("value.zero", "The value would be divided by zero.", "Compare with a value that is not zero.")
    return (left / right * 100, "%", 1) if operation is Operation.PERCENT else (left / right, "times", 1)


def _check_start(operation: Operation, left: Decimal, right: Decimal) -> None:
    """A percentage of zero is none, and one of less than zero has the wrong sign: from -50 to 30 would be a fall of 160 %."""
    if left <= 0:
        word = "rise" if right > left else "fall" if right < left else operation.value
        raise Unresolved("value.start", f"A percentage change from {left} to {right} has no meaning: it starts at zero or below.",
                         f"Write '{word} from … to … in points', or the later value less the earlier.")


def _check_direction(expression: Expression, left: Decimal, right: Decimal) -> None:
    if (expression.operation is Operation.FALL and right > left) or (expression.operation is Operation.RISE and right < left):
        other = "fall" if expression.operation is Operation.RISE else "rise"
        raise Unresolved("value.direction",
                         f"The data {other} from {left} to {right}, but the sentence says '{expression.operation.value}'.",
                         f"Write '{other} from … to …{' in points' if expression.in_points else ''}' and mend the sentence.")


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


def ranked_peers(expression: Expression, dataset: Dataset) -> dict[str, Observation]:
    """By area, the rows among which a rank is counted, in the order of the table. Raises `Unresolved` for fewer than two.

    The area itself always counts, so that a partnership can be ranked among statistical areas.
    """
    area, *rest = expression.terms[0].key
    peers = {key[0]: row for key, row in dataset.rows.items()
             if list(key[1:]) == rest and (key[0] == area or dataset.areas[key[0]].kind == expression.among)}
    if len(peers) < 2:
        kinds = {dataset.areas[key[0]].kind for key in dataset.rows}
        raise Unresolved("value.rank", f"{dataset.place.file} has no {expression.among} to rank '{area}' among.",
                         f"Rank it among one of: {', '.join(sorted(kinds))}.{nearest(expression.among, kinds)}")
    return peers


def place_among(value: Decimal, peers: Iterable[Observation], *, lowest_first: bool) -> int:
    """The place of a value among rows, counted from 1; equal values share a place."""
    return 1 + sum(row.value < value if lowest_first else row.value > value for row in peers)


def _rank(expression: Expression, dataset: Dataset) -> Decimal:
    peers = ranked_peers(expression, dataset)
    own = peers[expression.terms[0].key[0]].value
    return Decimal(place_among(own, peers.values(), lowest_first=expression.lowest_first))


def ordinal(number: Decimal | int) -> str:
    """A place as a reader expects it: `1st`, `22nd`, `113th`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(int(number % 10), "th")
    return f"{number:,.0f}{ending}"


def _shown(expression: Expression, number: Decimal, unit: str, decimals: int, datasets: Mapping[str, Dataset]) -> str:
    if expression.operation is Operation.RANK:
        return ordinal(number)
    if expression.ordinal:
        return _ordinal_of_row(number, unit)
    scaled, scaled_unit, shift = number, unit, 0
    if expression.nearest:
        scaled = round_value(number, -Decimal(expression.nearest).adjusted())
        if number and not scaled:
            raise _nothing_left(expression, number, unit, f"the nearest {expression.nearest}")
    if expression.scale:
        scaled, scaled_unit, shift = _scaled(scaled, unit, expression.scale)
    if expression.nearest:
        decimals = max(0, shift - Decimal(expression.nearest).adjusted())
    else:
        decimals = _decimals(expression, decimals, shift, datasets)
    text = format_value(scaled, "" if expression.no_unit else scaled_unit, decimals)
    if number and not round_value(scaled, decimals):
        raise _nothing_left(expression, number, unit, f"'{text.replace(NO_BREAK_SPACE, ' ')}'")
    return text


def _ordinal_of_row(number: Decimal, unit: str) -> str:
    if unit or number < 1 or number % 1:
        shown = format_value(number, unit, _places(number)).replace(NO_BREAK_SPACE, " ")
        raise Unresolved("value.options", f"'ordinal' is asked of {shown}, which is no rank.",
                         "Take 'ordinal' away, or write 'rank of … among …'; a table of ranks has unit = \"\" and whole numbers.")
    return ordinal(number)


def _scaled(number: Decimal, unit: str, scale: str) -> tuple[Decimal, str, int]:
    """A number counted in thousands, millions or billions, its unit with that word (`£ million`, `million tonnes`), and by how
    many places the point has moved to the left."""
    if unit.startswith(("%", "percentage points")):
        raise Unresolved("value.options", f"'in {scale}' is asked of a value in {unit}.",
                         f"Take 'in {scale}' away: a percentage is not counted in {scale}.")
    # a table may count in thousands or millions already: its word is replaced, and the point moves only by the rest
    own = [word for word in unit.split() if f"{word}s" in SCALES]
    words = [word for word in unit.split() if word not in own]
    currency = words[:1] if unit.startswith(CURRENCIES) else []
    shift = SCALES[scale] - sum(SCALES[f"{word}s"] for word in own)
    return number.scaleb(-shift), " ".join([*currency, scale.removesuffix("s"), *words[len(currency):]]), shift


def _decimals(expression: Expression, decimals: int, shift: int, datasets: Mapping[str, Dataset]) -> int:
    """How many decimals are shown: those asked for, or one after a scale; never more than were published."""
    wanted = expression.decimals
    if wanted is None:
        wanted = 1 if expression.scale else decimals
    if decimals + shift >= wanted or (expression.operation is not Operation.SUM and not expression.in_points):
        return wanted
    # a card may show fewer than its table holds
    rows = (row for name in _dataset_ids(expression) for row in datasets[name].observations)
    published = max(decimals, *(_places(row.value) for row in rows))
    most = max(0, published + shift)
    if expression.decimals is not None and most < wanted:
        raise Unresolved("value.options",
                         f"The data have {number_of(most, 'decimal')} here, and '{number_of(wanted, 'decimal')}' asks for more.",
                         f"Take the option away, or write '{number_of(most, 'decimal')}'.")
    return min(wanted, most)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _nothing_left(expression: Expression, number: Decimal, unit: str, how: str) -> Unresolved:
    """That a value would be printed as zero and is not, with how far it may be rounded."""
    first = number.adjusted()  # the place of its first digit: 2 for hundreds, -2 for hundredths
    shown = format_value(number, unit, max(0, -first)).replace(NO_BREAK_SPACE, " ")
    if expression.nearest:
        fix = f"Write 'nearest {10 ** first}'." if first > 0 else f"Take 'nearest {expression.nearest}' away."
    elif expression.scale:
        fix = f"Take a smaller scale than 'in {expression.scale}', or none."
    elif -first <= MOST_DECIMALS:
        fix = f"Write '{number_of(-first, 'decimal')}', or say in words that it is next to nothing."
    else:
        fix = "Say in words that it is next to nothing."
    return Unresolved("value.rounding", f"Rounding {shown} to {how} leaves nothing.", fix)


def _source(expression: Expression, datasets: Mapping[str, Dataset]) -> str:
    publishers = dict.fromkeys(datasets[term.dataset].publisher for term in expression.terms)
    periods = dict.fromkeys(period_in_words(term.key[1]) for term in expression.terms)
    return f"{' and '.join(publishers)}, {' and '.join(periods)}"
