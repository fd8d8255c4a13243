"""What a chart is drawn from: one `Drawing` for every kind of chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.model import FaultInText, gettext, gettext_noop, span_of

NO_DATA = gettext_noop("no data")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartKind:
    """How one kind of chart differs from the others.

    `words` are its name in messages. A kind `over_time` draws two or more periods, any other exactly one. `longest_first` sorts
    series by value, `panels` gives each area or value a small chart of its own, and `mapped` puts areas on tiles.
    """

    words: str
    over_time: bool = False
    longest_first: bool = False
    panels: bool = False
    mapped: bool = False


CHART_KINDS = {
    "bar": ChartKind(words="bar chart", longest_first=True),
    "line": ChartKind(words="line chart", over_time=True),
    "multiples": ChartKind(words="row of small charts", over_time=True, panels=True),
    "tiles": ChartKind(words="tile map", mapped=True),
}
"""Every kind of chart, by the word that an author writes."""


class ChartFault(FaultInText):
    """Raised if a chart cannot be drawn as asked: what is wrong, and what the author should write."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__("chart.options", what, fix)


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """One bar, line or tile: a name, and a value for each period, or None if there is none.

    `comparator` marks what the others are compared with, such as England; it is drawn differently. `panel` is the small panel to
    which the series belongs; without one it is in every panel. `tile` is its column and row on the tile map.
    """

    id: str
    label: str
    points: tuple[tuple[str, Decimal | None], ...]
    comparator: bool = False
    panel: str = ""
    tile: tuple[int, int] | None = None

    @property
    def last(self) -> Decimal | None:
        """The value of the latest period that has one."""
        return next((value for _, value in reversed(self.points) if value is not None), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """Everything a chart shows. The same drawing always becomes the same text.

    `title` says what is measured, in what unit and when. `highlight` is the id of the series, or the name of the panel, that is
    to stand out. `subject` says what the series are ("Area", "Sector"). `ordered` keeps bars in the order given; otherwise the
    longest comes first. `notes` are short sentences below the chart. The values of the periods in `forecasts` were not measured.
    """

    kind: str
    title: str
    unit: str
    decimals: int
    alt: str
    series: tuple[Series, ...]
    highlight: str = ""
    subject: str = field(default_factory=lambda: gettext("Area"))
    ordered: bool = False
    notes: tuple[str, ...] = ()
    forecasts: frozenset[str] = frozenset()

    @property
    def periods(self) -> tuple[str, ...]:
        """Every period of the series, in order of time."""
        return tuple(sorted({period for series in self.series for period, _ in series.points}, key=span_of))

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value, without the missing ones."""
        return tuple(value for series in self.series for _, value in series.points if value is not None)

    def bars(self) -> tuple[Series, ...]:
        """The series in the order of their bars: by value, those without a value last."""
        if self.ordered:
            return self.series
        return tuple(sorted(self.series, key=lambda series: (series.last is None, -(series.last or 0))))
