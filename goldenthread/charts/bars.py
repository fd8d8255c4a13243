"""Horizontal bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.charts.canvas import WIDTH, Canvas, tick_labels, value_label
from goldenthread.charts.colours import AXIS, COMPARATOR, GRID, MARK, QUIET, STRONG
from goldenthread.charts.scales import ZERO, Scale, decimals_of, nice_ticks
from goldenthread.charts.spec import NO_DATA, Drawing, Series
from goldenthread.charts.text_layout import LINE, MOST_OF_WIDTH, NAME_LINES, room_for_names, text_width, wrapped
from goldenthread.model import gettext, gettext_noop

BAR = 18  # the height of a bar
ROOM = 8  # the space between bars
STRIPED = gettext_noop("Striped bars are there to compare with.")
SPACED = 1.1
"""How much wider a name may become for a reader who increases letter and word spacing, as WCAG 1.4.12 allows."""
NAMES, LEAST = 190 / WIDTH, 140  # how wide a name may be, as a part of the whole width, and at least


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    series: Series
    names: tuple[str, ...]
    label: str
    strong: bool

    @property
    def height(self) -> float:
        return max(BAR + ROOM, len(self.names) * LINE + ROOM)


def draw_bars(drawing: Drawing, canvas: Canvas) -> str:
    """One bar for each series, from a base line at zero, with its name at the left and its value at its end."""
    strong = {series.label: series.id == drawing.highlight for series in drawing.bars()}
    room = room_for_names(strong, max(NAMES * canvas.width, LEAST), MOST_OF_WIDTH * canvas.width)
    rows = [_row(drawing, series, room) for series in drawing.bars()]
    top = canvas.paragraph(0, drawing.title) + ROOM
    bottom = top + sum(row.height for row in rows)
    scale = _scale(drawing, rows, canvas.width)
    bottom = _grid(canvas, drawing, scale, top, bottom)
    y = top
    for row in rows:
        _draw_row(canvas, row, scale, y, measured=not drawing.forecasts)
        y += row.height
    zero = scale.at(ZERO)
    canvas.stroke([[(zero, top), (zero, y)]], colour=AXIS, width=1.5)
    striped = [gettext(STRIPED)] if any(row.series.comparator for row in rows) else []
    for note in (*drawing.notes, *striped):
        bottom = canvas.paragraph(bottom, note)
    return canvas.as_svg(bottom, drawing.alt)


def _row(drawing: Drawing, series: Series, room: float) -> _Row:
    strong = series.id == drawing.highlight
    value = series.last
    label = gettext(NO_DATA) if value is None else value_label(value, drawing.unit, drawing.decimals)
    names = wrapped(series.label, room, lines=NAME_LINES, bold=strong)
    return _Row(series=series, names=names, label=label, strong=strong)


def _scale(drawing: Drawing, rows: Sequence[_Row], width: float) -> Scale:
    low, high = min([ZERO, *drawing.values]), max([ZERO, *drawing.values])
    ticks = nice_ticks(low, high)
    names = max((text_width(line, bold=row.strong) for row in rows for line in row.names), default=0)
    right = max((text_width(row.label, bold=row.strong) for row in rows if (row.series.last or 0) >= 0), default=0)
    left = max((text_width(row.label, bold=row.strong) for row in rows if (row.series.last or 0) < 0), default=0)
    start = names * SPACED + 10 + (left + 6 if left else 0)
    # The bars end at the longest value; the last tick may be beyond it, under the labels.
    end = width - right - 8
    return Scale(low=low, high=high if high > low else ticks[-1], start=start, end=end)


def _grid(canvas: Canvas, drawing: Drawing, scale: Scale, top: float, bottom: float) -> float:
    ticks = [tick for tick in nice_ticks(scale.low, scale.high) if scale.low <= tick <= scale.high]
    # where the next label may begin: a label that would touch the one before it is left out
    free = 0.0
    for tick, words in zip(ticks, tick_labels(ticks, drawing.unit, decimals_of(ticks)), strict=True):
        place = scale.at(tick)
        canvas.stroke([[(place, top), (place, bottom)]], colour=GRID)
        half = text_width(words) / 2
        if place - half >= free and place + half <= canvas.width:
            canvas.text(place, bottom + LINE / 2 + 2, words, anchor="middle", colour=QUIET)
            free = place + half + ROOM
    return bottom + LINE + ROOM


def _draw_row(canvas: Canvas, row: _Row, scale: Scale, top: float, *, measured: bool) -> None:
    middle = top + row.height / 2
    for index, line in enumerate(row.names):
        canvas.text(0, middle + (index - (len(row.names) - 1) / 2) * LINE, line, bold=row.strong)
    zero, value = scale.at(ZERO), row.series.last
    if value is None:
        canvas.text(zero + 6, middle, row.label, colour=QUIET)
        return
    end = scale.at(value)
    left, width = min(zero, end), abs(end - zero)
    if row.series.comparator:
        _draw_comparator(canvas, left, middle - BAR / 2, width, strong=row.strong)
    elif measured:
        canvas.box(left, middle - BAR / 2, width, BAR, fill=STRONG if row.strong else MARK)
    else:  # a bar without a filling is a forecast, as the note below the chart says
        canvas.box(left, middle - BAR / 2, width, BAR, fill=None, edge=STRONG if row.strong else MARK, edge_width=2)
    _draw_value(canvas, row, end, middle, value)


def _draw_comparator(canvas: Canvas, left: float, top: float, width: float, *, strong: bool) -> None:
    colour = STRONG if strong else COMPARATOR
    stripes = []
    at = left - BAR + 7
    while at < left + width:
        # A stripe rises at 45 degrees, cut where the bar begins and ends.
        begin, end = max(at, left), min(at + BAR, left + width)
        stripes.append([(begin, top + BAR - (begin - at)), (end, top + BAR - (end - at))])
        at += 7
    canvas.stroke(stripes, colour=colour, width=2 if strong else 1.2)
    canvas.box(left, top, width, BAR, fill=None, edge=colour, edge_width=2.5 if strong else 1.5)


def _draw_value(canvas: Canvas, row: _Row, end: float, middle: float, value: Decimal) -> None:
    if value < 0:
        canvas.text(end - 6, middle, row.label, anchor="end", bold=row.strong)
    else:
        canvas.text(end + 6, middle, row.label, bold=row.strong)
