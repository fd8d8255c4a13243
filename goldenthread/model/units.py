"""Units: which are proportions, which count in thousands, and what unit a rate has."""

from __future__ import annotations

from goldenthread.model.expressions import SCALES, Unresolved
from goldenthread.model.languages import gettext, gettext_noop, in_digits
from goldenthread.model.numbers import CURRENCIES, PER, singular

POINTS = gettext_noop("percentage points")
SCALE_WORDS = (gettext_noop("thousand"), gettext_noop("million"), gettext_noop("billion"))
"""The words that `in …` of an expression adds to a unit, for the catalogues."""


def is_percentage(unit: str) -> bool:
    """Whether a unit is per cent or percentage points, of anything."""
    return unit.startswith(("%", POINTS, gettext(POINTS)))


def unit_of_difference(unit: str) -> str:
    """The unit of a difference; of two percentages, points and not per cent: `percentage points of GDP` for `% of GDP`."""
    return gettext(POINTS) + unit.removeprefix("%") if unit.startswith("%") else unit


def is_countable(unit: str) -> bool:
    """Whether amounts in a unit can be added over areas and divided by others: jobs and pounds can, shares and ranks cannot."""
    return bool(unit) and not is_percentage(unit) and PER not in unit and "index" not in unit.lower()


def scale_in(unit: str) -> int:
    """The power of ten in which a unit counts: 6 for `£ million`, 3 for `thousand tonnes`, 0 for `jobs`."""
    counted, _, _per = unit.partition(PER)
    return sum(SCALES[_scale_called(word)] for word in counted.split() if _scale_called(word))


def _scale_called(word: str) -> str:
    """The scale that a word of a unit names, in English or in the language of the book; empty for any other word."""
    return next((scale for scale in SCALES if word in {scale.removesuffix("s"), gettext(scale.removesuffix("s"))}), "")


def without_scale(unit: str) -> str:
    """A unit without the word for its scale: `£` for `£ million`, `tonnes` for `thousand tonnes`."""
    counted, per, rest = unit.partition(PER)
    return " ".join(word for word in counted.split() if not _scale_called(word)) + per + rest


def in_scale(unit: str, scale: str) -> tuple[str, int]:
    """A unit counted in thousands, millions or billions (`£ million`, `million tonnes`), and by how many places the decimal point
    moves to the left. Raises `Unresolved` for a percentage."""
    if is_percentage(unit):
        raise Unresolved("value.options", f"'in {scale}' is asked of a value in {unit}.",
                         f"Take 'in {scale}' away: a percentage is not counted in {scale}.")
    # a table may count in thousands or millions already: its word is replaced, and the point moves only by the difference
    words = without_scale(unit).split()
    currency = words[:1] if unit.startswith(CURRENCIES) else []
    return " ".join([*currency, gettext(scale.removesuffix("s")), *words[len(currency):]]), SCALES[scale] - scale_in(unit)


def unit_per(unit: str, other: str, number: int) -> str:
    """The unit of a rate, both units without their scales: `£ per resident`, `businesses per 1,000 residents`."""
    each = without_scale(other)
    return f"{without_scale(unit)}{gettext(PER)}{singular(each) if number == 1 else f'{in_digits(number)} {each}'}"
