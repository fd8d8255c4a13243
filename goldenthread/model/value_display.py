"""How a number that was worked out is printed in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.model.expressions import Display, Expression, Operation, Unresolved
from goldenthread.model.numbers import EXACT, NO_BREAK_SPACE, format_value, number_of, round_value
from goldenthread.model.quantities import MeasuredQuantity, places
from goldenthread.model.units import in_scale

# an option names its decimals with one digit
MOST_DECIMALS = 9
FRACTIONS = (
    ("a tenth", 1, 10), ("a fifth", 1, 5), ("a quarter", 1, 4), ("a third", 1, 3), ("two fifths", 2, 5), ("half", 1, 2),
    ("three fifths", 3, 5), ("two thirds", 2, 3), ("three quarters", 3, 4), ("four fifths", 4, 5), ("nine tenths", 9, 10),
)
"""The simple fractions, from the smallest, each with its numerator and denominator."""
FRACTION_WITHIN = Decimal(2)
"""By how many percentage points a share may differ from the fraction that it is called."""
SAME = Decimal("0.05")
"""Within how many percentage points it is the fraction itself, and not only about as much."""
ONE_IN_WITHIN = Decimal(10)
"""By how many per cent of itself a share may differ from the `1 in n` that it is called."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What an expression comes to: an exact number in its unit, the decimals that are shown unless others are asked for, and
    the sides from which it was made.

    `is_divided` says that it has no decimals of its own, so that any may be shown. `percent` stands beside a change in its unit.
    """

    number: Decimal
    unit: str
    decimals: int
    sides: tuple[MeasuredQuantity, ...]
    is_divided: bool
    percent: Decimal | None = None


def ordinal(number: Decimal | int) -> str:
    """A place as a reader expects it: `1st`, `22nd`, `113th`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(int(number % 10), "th")
    return f"{number:,.0f}{ending}"


def shown(expression: Expression, result: Result) -> str:
    """The text of a number. Raises `Unresolved` for options that do not fit it, and where nothing would be left of it."""
    display = expression.display
    if expression.operation is Operation.RANK:
        return ordinal(result.number)
    if display.ordinal:
        return _ordinal_of_row(result)
    if display.words:
        return _one_in(expression, result) if display.words == "1 in n" else _fraction(expression, result)
    text = _number(display, result)
    if result.percent is not None:
        return f"{text} ({format_value(result.percent, '%', 1)})"
    return f"{text}{_interval()}" if display.interval else text


def _ordinal_of_row(result: Result) -> str:
    if result.unit or result.number < 1 or result.number % 1:
        raise Unresolved("value.options", f"'ordinal' is asked of {_exact(result)}, which is no rank.",
                         "Take 'ordinal' away, or write 'rank of … among …'; a table of ranks has unit = \"\" and whole numbers.")
    return ordinal(result.number)


def _exact(result: Result) -> str:
    return format_value(result.number, result.unit, places(result.number)).replace(NO_BREAK_SPACE, " ")


def _number(display: Display, result: Result) -> str:
    """A number in digits, with its unit."""
    scaled, unit, shift = result.number, result.unit, 0
    if display.nearest:
        scaled = nearest_multiple(scaled, display.nearest)
        if result.number and not scaled:
            raise _nothing_left(display, result, f"the nearest {display.nearest}")
    if display.scale:
        unit, shift = in_scale(unit, display.scale)
        scaled = scaled.scaleb(-shift)
    if display.nearest:
        # 25 of a thousand may show in hundredths, 10 in thousands of a thousand not at all
        decimals = max(0, shift + places(Decimal(display.nearest).normalize()))
    elif display.figures:
        decimals = _decimals_of_figures(display.figures, scaled, result, shift)
    else:
        decimals = _decimals(display, result, shift)
    text = format_value(scaled, "" if display.no_unit else unit, decimals)
    if result.number and not round_value(scaled, decimals):
        raise _nothing_left(display, result, f"'{text.replace(NO_BREAK_SPACE, ' ')}'")
    return text


def nearest_multiple(number: Decimal, step: int) -> Decimal:
    """The multiple of a step that is nearest to a number, halves away from zero."""
    # a step is 10, 5 or 25 with zeros behind: it divides every decimal into one that ends
    return EXACT.multiply(round_value(EXACT.divide(number, Decimal(step)), 0), Decimal(step))


def _published(result: Result, shift: int) -> int:
    """With how many decimals a number can be shown: a card may show fewer than its table holds."""
    rows = (row for side in result.sides for part in side.every_part for row in part.dataset.observations)
    return max(0, max(result.decimals, *(places(row.value) for row in rows)) + shift)


def _decimals(display: Display, result: Result, shift: int) -> int:
    """How many decimals are shown: those asked for, or one after a scale; never more than were published."""
    wanted = display.decimals
    if wanted is None:
        wanted = 1 if display.scale else result.decimals
    if result.is_divided or result.decimals + shift >= wanted:
        return wanted
    most = _published(result, shift)
    if display.decimals is not None and most < wanted:
        raise Unresolved("value.options",
                         f"The data have {number_of(most, 'decimal')} here, and '{number_of(wanted, 'decimal')}' asks for more.",
                         f"Take the option away, or write '{number_of(most, 'decimal')}'.")
    return min(wanted, most)


def _decimals_of_figures(figures: int, number: Decimal, result: Result, shift: int) -> int:
    """How many decimals so many significant figures are; below none where tens or hundreds are rounded away."""
    if not number:
        return result.decimals
    decimals = figures - 1 - number.adjusted()
    # 9.96 with two figures is 10, not 10.0
    decimals = figures - 1 - round_value(number, decimals).adjusted()
    most = decimals if result.is_divided else _published(result, shift)
    if decimals > most:
        has = number_of(most + 1 + number.adjusted(), "significant figure")
        raise Unresolved("value.options", f"The data have {has} here, and '{number_of(figures, 'significant figure')}' asks for "
                         "more.", f"Take the option away, or write '{has}'.")
    return decimals


def _nothing_left(display: Display, result: Result, how: str) -> Unresolved:
    """That a value would be printed as zero and is not, with how far it may be rounded."""
    first = result.number.adjusted()  # the place of its first digit: 2 for hundreds, -2 for hundredths
    what = format_value(result.number, result.unit, max(0, -first)).replace(NO_BREAK_SPACE, " ")
    if display.nearest:
        fix = f"Write 'nearest {10 ** first}'." if first > 0 else f"Take 'nearest {display.nearest}' away."
    elif display.scale:
        fix = f"Take a smaller scale than 'in {display.scale}', or none."
    elif -first <= MOST_DECIMALS:
        fix = f"Write '{number_of(-first, 'decimal')}', or say in words that it is next to nothing."
    else:
        fix = "Say in words that it is next to nothing."
    return Unresolved("value.rounding", f"Rounding {what} to {how} leaves nothing.", fix)


def _check_share(expression: Expression, result: Result, option: str, *, changes: bool) -> None:
    """Words for a share are asked of a percentage: of a part of something or, where `changes`, of a rise or a fall too."""
    share = expression.operation in {Operation.PERCENT, Operation.AMOUNT} or (changes and expression.is_change)
    if result.unit != "%" or not share or not 0 < result.number < 100:
        raise Unresolved("value.options", f"'{option}' is asked of {_first_digits(result)}, which is no part of a whole.",
                         f"Take '{option}' away, or ask it of a share between 0 and 100%.")


def _first_digits(result: Result) -> str:
    return format_value(result.number, result.unit, result.decimals).replace(NO_BREAK_SPACE, " ")


def _one_in(expression: Expression, result: Result) -> str:
    _check_share(expression, result, "as 1 in n", changes=False)
    number = round_value(100 / result.number, 0)
    if number < 2 or abs(100 / number - result.number) > result.number * ONE_IN_WITHIN / 100:
        raise Unresolved("value.rounding", f"{_first_digits(result)} is not near 1 in any whole number.",
                         "Write 'as a fraction' or '0 decimals'.")
    return f"1 in {number:,}"


def _fraction(expression: Expression, result: Result) -> str:
    _check_share(expression, result, "as a fraction", changes=True)
    name, apart = min(((name, abs(result.number - Decimal(100) * top / bottom)) for name, top, bottom in FRACTIONS),
                      key=lambda pair: pair[1])
    if apart > FRACTION_WITHIN:
        raise Unresolved("value.rounding", f"{_first_digits(result)} is near no simple fraction; the nearest is {name}.",
                         "Write '0 decimals', or a number in its place.")
    return name if apart < SAME else f"about {name}"


def _interval() -> str:
    """The interval of a row in brackets. Raises `Unresolved` where its table has none."""
    raise Unresolved("value.options", "'with interval' is asked of a row without one.", "Take 'with interval' away.")
