"""From values and periods to coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from goldenthread.charts.text_layout import text_width
from goldenthread.model import period_in_words, span_of

ZERO = Decimal(0)
GAP = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A linear scale: `low` is at `start`, `high` at `end`."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """The coordinate of a value."""
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)


def nice_step(low: Decimal, high: Decimal, wanted: int) -> Decimal:
    """A step of 1, 2 or 5 (times a power of ten) that divides the range from low to high into at most `wanted` intervals."""
    rough = (high - low) / wanted
    # the power of ten at or below the rough step
    power = Decimal(1).scaleb(rough.adjusted())
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def nice_ticks(low: Decimal, high: Decimal, wanted: int = 4) -> tuple[Decimal, ...]:
    """Round values from at or below `low` to at or above `high`, evenly spaced."""
    if low == high:
        low, high = (min(low, ZERO), max(high, ZERO)) if low else (ZERO, Decimal(1))
    step = nice_step(low, high, wanted)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    last = (high / step).to_integral_value("ROUND_CEILING")
    return tuple(step * number for number in range(int(first), int(last) + 1))


def line_ticks(values: Sequence[Decimal], wanted: int = 4) -> tuple[Decimal, ...]:
    """Ticks for a time line: from zero, unless that would squeeze the lines into less than half of the height."""
    low, high = (min(values), max(values)) if values else (ZERO, Decimal(1))
    if low > 0 and high - low < high / 2:
        return nice_ticks(low, high, wanted)
    return nice_ticks(min(low, ZERO), max(high, ZERO), wanted)


def decimals_of(ticks: Sequence[Decimal]) -> int:
    """How many decimals the ticks need, so that no two look the same."""
    return max((max(0, -int(tick.normalize().as_tuple().exponent)) for tick in ticks), default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeScale:
    """Periods along an axis, spaced in proportion to time. Labels may overhang the axis by `room`."""

    periods: tuple[str, ...]
    start: float
    end: float
    room: float = 0

    def at(self, period: str) -> float:
        """The coordinate of a period; a single one is in the middle."""
        days = [span_of(each)[0].toordinal() for each in (self.periods[0], self.periods[-1], period)]
        if days[0] == days[1]:
            return (self.start + self.end) / 2
        return self.start + (days[2] - days[0]) / (days[1] - days[0]) * (self.end - self.start)

    def labels(self) -> list[tuple[float, str, str]]:
        """Coordinate, anchor and words of as many labels as fit without touching, always including the last and the first."""
        count = len(self.periods)
        # counted from the last period backwards, so that the newest is always named
        for stride in (1, 2, 5, 10, 20, 50):
            chosen = [count - 1 - step for step in range(0, count, stride)][::-1]
            labels = [self._label(index) for index in chosen]
            if all(_end(one) + GAP <= _begin(two) for one, two in pairwise(labels)):
                return self._with_first(labels)
        return [self._label(count - 1)]

    def _with_first(self, labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
        first = self._label(0)
        if first in labels:
            return labels
        clear = [label for label in labels if _begin(label) >= _end(first) + GAP]
        return [first, *clear] if clear else labels

    def _label(self, index: int) -> tuple[float, str, str]:
        words = period_in_words(self.periods[index])
        place, half = self.at(self.periods[index]), text_width(words) / 2
        if place - half < self.start - self.room and index == 0:
            return self.start, "start", words
        if place + half > self.end + self.room and index == len(self.periods) - 1:
            return self.end, "end", words
        return place, "middle", words


def _begin(label: tuple[float, str, str]) -> float:
    place, anchor, words = label
    return place - text_width(words) * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]


def _end(label: tuple[float, str, str]) -> float:
    return _begin(label) + text_width(label[2])
