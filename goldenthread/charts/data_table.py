"""The table behind a chart."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.charts.canvas import value_label
from goldenthread.charts.spec import CHART_KINDS, NO_DATA, Drawing, Series
from goldenthread.model import gettext, period_in_words, round_value


def table_from(drawing: Drawing) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headers and rows with exactly the numbers that the chart shows; the first cell of each row is its name.

    Bars are in the order drawn. Where there are more periods than series, each period is a row.
    """
    series = drawing.bars() if CHART_KINDS[drawing.kind].longest_first else drawing.series
    names = tuple(_name(each) for each in series)
    periods = drawing.periods
    values = {(index, period): value for index, each in enumerate(series) for period, value in each.points}
    cells = [[_cell(drawing, values.get((index, period))) for period in periods] for index in range(len(series))]
    words = tuple(period_in_words(period) for period in periods)
    if len(periods) > len(series):
        return (gettext("Period"), *names), tuple(
            (words[row], *(cells[column][row] for column in range(len(series)))) for row in range(len(periods))
        )
    return (drawing.subject, *words), tuple((name, *row) for name, row in zip(names, cells, strict=True))


def numbers_from(drawing: Drawing) -> list[tuple[str, str, Decimal | None]]:
    """Name, period and value of each point in the order drawn, rounded as the chart shows it; None if there is no value."""
    series = drawing.bars() if CHART_KINDS[drawing.kind].longest_first else drawing.series
    return [(_name(each), period, None if value is None else round_value(value, drawing.decimals))
            for each in series for period, value in each.points]


def _name(series: Series) -> str:
    return series.label if series.panel in ("", series.label) else f"{series.panel}: {series.label}"


def _cell(drawing: Drawing, value: Decimal | None) -> str:
    return gettext(NO_DATA) if value is None else value_label(value, drawing.unit, drawing.decimals)
