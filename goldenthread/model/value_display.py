"""How a calculated number is printed in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.model.datasets import Observation
from goldenthread.model.expressions import Display, Expression, Operation, Unresolved
from goldenthread.model.languages import gettext, gettext_noop, in_digits
from goldenthread.model.numbers import CURRENCIES, EXACT, NO_BREAK_SPACE, format_value, number_of, round_value
from goldenthread.model.quantities import MeasuredQuantity, places
from goldenthread.model.units import in_scale

# an option names its decimals with one digit
MOST_DECIMALS = 9
N_ = gettext_noop
FRACTIONS = (
    (N_("a tenth"), 1, 10), (N_("a fifth"), 1, 5), (N_("a quarter"), 1, 4), (N_("a third"), 1, 3), (N_("two fifths"), 2, 5),
    (N_("half"), 1, 2),
    (N_("three fifths"), 3, 5), (N_("two thirds"), 2, 3), (N_("three quarters"), 3, 4), (N_("four fifths"), 4, 5),
    (N_("nine tenths"), 9, 10),
)
"""The simple fractions in words, from the smallest, each with its numerator and denominator."""
FRACTION_WITHIN = Decimal(2)
"""By how many percentage points a share may differ from the fraction used for it."""
SAME = Decimal("0.05")
"""Within how many percentage points a share is called the fraction itself, not 'about' the fraction."""
ONE_IN_WITHIN = Decimal(10)
"""By how many per cent of itself a share may differ from the `1 in n` used for it."""
FIRST = (N_("1st"), N_("2nd"), N_("3rd"), N_("4th"), N_("5th"), N_("6th"), N_("7th"), N_("8th"), N_("9th"), N_("10th"),
         N_("11th"), N_("12th"), N_("13th"), N_("14th"), N_("15th"), N_("16th"), N_("17th"), N_("18th"), N_("19th"), N_("20th"))
"""Ordinals up to the twentieth, each of which other languages may write in its own way; the catalogues have them all."""
PLUS_MINUS = "\N{PLUS-MINUS SIGN}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The result of an expression: an exact number in its unit, the decimals shown unless others are asked for, and the sides
    from which it was made.

    `is_divided` says that it has no decimals of its own, so that any number of them may be shown. `percent` is shown beside a
    change in its unit.
    """

    number: Decimal
    unit: str
    decimals: int
    sides: tuple[MeasuredQuantity, ...]
    is_divided: bool
    percent: Decimal | None = None


def ordinal(number: Decimal | int) -> str:
    """A rank as an ordinal: `1st`, `22nd`, `113th`."""
    whole = int(number)
    if 0 < whole <= len(FIRST):
        return gettext(FIRST[whole - 1])
    digits = in_digits(whole)
    if whole % 100 not in {11, 12, 13}:
        if whole % 10 == 1:
            return gettext("{number}st", number=digits)
        if whole % 10 == 2:
            return gettext("{number}nd", number=digits)
        if whole % 10 == 3:
            return gettext("{number}rd", number=digits)
    return gettext("{number}th", number=digits)


def shown(expression: Expression, result: Result) -> str:
    """The text of a number. Raises `Unresolved` for options that do not fit it, and if it would be rounded to zero."""
    display = expression.display
    if expression.operation is Operation.RANK:
        return ordinal(result.number)
    if display.ordinal:
        return _ordinal_of_row(result)
    if display.words:
        return _one_in(expression, result) if display.words == "1 in n" else _fraction(expression, result)
    text = _number(display, result)
    return text if result.percent is None else f"{text} ({_percent(result.percent)})"


def _percent(percent: Decimal) -> str:
    """The percentage shown beside a change in its unit."""
    if percent and not round_value(percent, 1):
        raise Unresolved("value.rounding", f"In per cent the change is {format_value(percent, '%', -percent.adjusted())}, which "
                         f"would be shown as {format_value(percent, '%', 1)}.",
                         "Write 'in points' in place of 'with %', or say in words that it is next to nothing.")
    return format_value(percent, "%", 1)


def _ordinal_of_row(result: Result) -> str:
    if result.unit or result.number < 1 or result.number % 1:
        raise Unresolved("value.options", f"'ordinal' is asked of {_exact(result)}, which is no rank.",
                         "Take 'ordinal' away, or write 'rank of … among …'; a table of ranks has unit = \"\" and whole numbers.")
    return ordinal(result.number)


def _exact(result: Result) -> str:
    return format_value(result.number, result.unit, places(result.number)).replace(NO_BREAK_SPACE, " ")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shape:
    """How a number and the ends of its interval are printed: to the nearest `step` (0 for no such rounding), with the decimal
    point moved `shift` places to the left, in `unit` and with so many `decimals`."""

    step: int
    shift: int
    unit: str
    decimals: int

    def of(self, number: Decimal) -> Decimal:
        """A number after rounding to `step` and scaling, as it is to be printed."""
        return (nearest_multiple(number, self.step) if self.step else number).scaleb(-self.shift)

    def of_margin(self, number: Decimal) -> Decimal:
        """A margin as it will be printed, which may be zero."""
        return round_value(self.of(number), self.decimals)

    def text(self, number: Decimal, unit: str) -> str:
        return format_value(self.of(number), unit, self.decimals)


def _shape(display: Display, result: Result) -> _Shape:
    if display.nearest and result.number and not nearest_multiple(result.number, display.nearest):
        raise _nothing_left(display, result, f"the nearest {display.nearest}")
    unit, shift = in_scale(result.unit, display.scale) if display.scale else (result.unit, 0)
    if display.nearest:
        # to the nearest 100 in thousands needs one decimal, to the nearest 10 two
        decimals = max(0, shift + places(Decimal(display.nearest).normalize()))
    elif display.figures:
        decimals = _decimals_of_figures(display.figures, result, shift)
    else:
        decimals = _decimals(display, result, shift)
    return _Shape(step=display.nearest, shift=shift, unit="" if display.no_unit else unit, decimals=decimals)


def _number(display: Display, result: Result) -> str:
    """A number in digits, with its unit and, if asked for, its interval."""
    shape = _shape(display, result)
    text = shape.text(result.number, shape.unit)
    if result.number and not round_value(shape.of(result.number), shape.decimals):
        raise _nothing_left(display, result, f"'{text.replace(NO_BREAK_SPACE, ' ')}'")
    return f"{text}{_interval(shape, result)}" if display.interval else text


def nearest_multiple(number: Decimal, step: int) -> Decimal:
    """The multiple of a step that is nearest to a number, halves away from zero."""
    # a step is 10, 5 or 25 with any number of zeros: dividing a decimal by it gives a finite decimal
    return EXACT.multiply(round_value(EXACT.divide(number, Decimal(step)), 0), Decimal(step))


def _published(result: Result, shift: int) -> int:
    """With how many decimals a number can be shown: a card may ask for fewer than its table has."""
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


def _decimals_of_figures(figures: int, result: Result, shift: int) -> int:
    """The decimals of a number with so many significant figures; negative where tens or hundreds are rounded away."""
    number = result.number.scaleb(-shift)
    if not number:
        return result.decimals
    decimals = figures - 1 - number.adjusted()
    # 9.96 to two figures is 10, not 10.0
    decimals = figures - 1 - round_value(number, decimals).adjusted()
    most = decimals if result.is_divided else _published(result, shift)
    if decimals > most:
        has = number_of(most + 1 + number.adjusted(), "significant figure")
        raise Unresolved("value.options", f"The data have {has} here, and '{number_of(figures, 'significant figure')}' asks for "
                         "more.", f"Take the option away, or write '{has}'.")
    return decimals


def _nothing_left(display: Display, result: Result, how: str) -> Unresolved:
    """The error that a value other than zero would be printed as zero, with how far it may be rounded."""
    first = result.number.adjusted()  # the power of ten of its first digit: 2 for hundreds, -2 for hundredths
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
    """Raises `Unresolved` unless words are asked for a percentage: a part of something or, with `changes`, a rise or a fall."""
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
    return gettext("1 in {number}", number=in_digits(int(number)))


def _fraction(expression: Expression, result: Result) -> str:
    _check_share(expression, result, "as a fraction", changes=True)
    name, apart = min(((name, abs(result.number - Decimal(100) * top / bottom)) for name, top, bottom in FRACTIONS),
                      key=lambda pair: pair[1])
    if apart > FRACTION_WITHIN:
        raise Unresolved("value.rounding", f"{_first_digits(result)} is near no simple fraction; the nearest is {name}.",
                         "Write '0 decimals', or a number in its place.")
    return gettext(name) if apart < SAME else gettext("about {fraction}", fraction=gettext(name))


def _interval(shape: _Shape, result: Result) -> str:
    """The interval of a row in brackets, rounded as its value is: ` (± 1.2)`, ` (32.1% to 34.9%)`.

    Raises `Unresolved` if the row has none, or if it would be rounded to zero.
    """
    ((row,),) = (part.rows.values() for part in result.sides[0].parts)
    if row.interval is None:
        raise Unresolved("value.options", "'with interval' is asked of a row that has none.",
                         "Take it away, or name the columns of the error on the card: interval = [\"lower\", \"upper\"].")
    low, high = row.interval
    is_even = row.value - low == high - row.value
    gone = not shape.of_margin(high - row.value) if is_even else shape.text(low, "") == shape.text(high, "")
    if low != high and gone:
        raise Unresolved("value.rounding", f"Rounding leaves nothing of the interval from {low} to {high}.",
                         "Show more decimals, or take 'with interval' away.")
    # a unit in words is written only once, after the value
    at_digits = shape.unit if shape.unit.startswith((*CURRENCIES, "%")) else ""
    words = interval_text(row, lambda margin: shape.text(margin, ""), lambda end: shape.text(end, at_digits))
    return f"{NO_BREAK_SPACE}({words})"


def interval_text(row: Observation, margin: Callable[[Decimal], str], end: Callable[[Decimal], str]) -> str:
    """An interval in words: `± 1.2` if it is symmetrical, otherwise `32.1 to 34.9`; empty if there is none.

    `margin` and `end` are functions that print a margin and an end.
    """
    if row.interval is None:
        return ""
    low, high = row.interval
    if row.value - low == high - row.value:
        return f"{PLUS_MINUS}{NO_BREAK_SPACE}{margin(high - row.value)}"
    return gettext("{low} to {high}", low=end(low), high=end(high))
