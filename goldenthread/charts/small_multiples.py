"""Small panels on one shared scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.charts.canvas import Canvas, legend, tick_labels, value_label
from goldenthread.charts.colours import COMPARATOR, LINES, MARK, QUIET
from goldenthread.charts.lines import DASHES, Pen, draw_grid, draw_series, runs_of, zero_note
from goldenthread.charts.scales import Scale, TimeScale, decimals_of, line_ticks
from goldenthread.charts.spec import NO_DATA, Drawing, Series
from goldenthread.charts.text_layout import LINE, text_width, wrapped
from goldenthread.model import gettext, period_in_words

HEIGHT = 84
GAP = 22
MANY = 12
"""Above this number, panels are set four to a row, or the drawing would not fit on a printed page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layout:
    """The positions of panels. `single` says that each has one line of its own, whose last value is then printed."""

    columns: int
    gutter: float
    width: float
    single: bool
    ticks: tuple[Decimal, ...]
    words: tuple[str, ...]
    feet: tuple[tuple[float, str, str], ...]

    def left(self, column: int) -> float:
        return self.gutter + column * (self.width + GAP)


def draw_multiples(drawing: Drawing, canvas: Canvas) -> str:
    """A small panel for each group of series, all on one scale; series without a panel are drawn in all panels."""
    panels = list(dict.fromkeys(series.panel for series in drawing.series if series.panel))
    each_pen = _pens(drawing, panels)
    layout = _layout(drawing, panels, canvas.width)
    top = canvas.paragraph(0, drawing.title) + 6
    entries = [(label, pen.colour, pen.dash, pen.width) for label, pen in each_pen.items() if pen.named]
    top = legend(canvas, top, entries) + 10
    for first in range(0, len(panels), layout.columns):
        row = panels[first:first + layout.columns]
        names = [wrapped(panel, layout.width, bold=True) for panel in row]
        floor = top + (max(map(len, names)) + layout.single) * LINE + 6
        for index, (panel, name) in enumerate(zip(row, names, strict=True)):
            own = [series for series in drawing.series if series.panel == panel]
            _draw_head(canvas, drawing, own, (layout.left(index), top), name, single=layout.single)
            _draw_panel(canvas, drawing, own, layout, each_pen, (index, floor))
        top = floor + HEIGHT + LINE + 18
    for note in (*drawing.notes, *zero_note(drawing, layout.ticks)):
        top = canvas.paragraph(top, note)
    return canvas.as_svg(top, drawing.alt)


def _pens(drawing: Drawing, panels: Sequence[str]) -> dict[str, Pen]:
    """A pen for each name of a line; those in more than one panel are named, for the legend."""
    own = [series for series in drawing.series if series.panel]
    single = len(own) == len(panels)
    by_label: dict[str, Pen] = {}
    for series in drawing.series:
        strong = drawing.highlight in (series.id, series.panel) and bool(drawing.highlight)
        shift = len([pen for pen in by_label.values() if pen.colour in LINES and pen.dash])
        if series.label in by_label:
            continue
        if series.comparator or not series.panel:
            by_label[series.label] = Pen(colour=COMPARATOR, dash="3 2.5", width=1.5)
        elif single:
            by_label[series.label] = Pen(colour=LINES[0] if strong else MARK, width=4 if strong else 2.5, named=False)
        elif strong:
            by_label[series.label] = Pen(colour=LINES[0], width=3.5)
        else:
            by_label[series.label] = Pen(colour=LINES[1 + shift % 5], dash=DASHES[1 + shift % 5])
    return by_label


def _layout(drawing: Drawing, panels: Sequence[str], whole: float) -> _Layout:
    ticks = line_ticks(drawing.values, 3)
    words = tuple(tick_labels(ticks, drawing.unit, decimals_of(ticks)))
    gutter = max(text_width(word) for word in words) + 10
    ends = {drawing.periods[0], drawing.periods[-1]}
    feet = sum(text_width(period_in_words(period)) for period in ends) + GAP
    single = sum(bool(series.panel) for series in drawing.series) == len(panels)
    heads = max((text_width(_last(drawing, series)) for series in drawing.series if single and series.panel), default=0)
    columns = 4 if len(panels) > MANY else 3 if len(panels) > 4 else min(len(panels), 2)
    while columns > 1 and _width(whole, gutter, columns) < max(feet, heads):
        columns -= 1
    width = _width(whole, gutter, columns)
    labels = TimeScale(periods=drawing.periods, start=0, end=width).labels()
    return _Layout(
        columns=columns, gutter=gutter, width=width, ticks=ticks, words=words,
        feet=tuple([labels[0], labels[-1]] if len(labels) > 1 else labels),
        single=single,
    )


def _width(whole: float, gutter: float, columns: int) -> float:
    return (whole - gutter - (columns - 1) * GAP - 4) / columns


def _draw_head(
    canvas: Canvas, drawing: Drawing, own: Sequence[Series], spot: tuple[float, float], name: Sequence[str], *,
    single: bool,
) -> None:
    left, top = spot
    for index, line in enumerate(name):
        canvas.text(left, top + (index + 0.5) * LINE, line, bold=True)
    if single:
        canvas.text(left, top + (len(name) + 0.5) * LINE, _last(drawing, own[0]), colour=QUIET)


def _draw_panel(
    canvas: Canvas, drawing: Drawing, own: Sequence[Series], layout: _Layout, each_pen: dict[str, Pen],
    spot: tuple[int, float],
) -> None:
    column, top = spot
    left = layout.left(column)
    scale = Scale(low=layout.ticks[0], high=layout.ticks[-1], start=top + HEIGHT, end=top)
    time = TimeScale(periods=drawing.periods, start=left, end=left + layout.width)
    draw_grid(canvas, layout.ticks, scale, left, time.end, () if column else layout.words)
    shared = [series for series in drawing.series if not series.panel]
    for series in [*shared, *own]:
        runs = runs_of(series, time.at, scale.at)
        draw_series(canvas, drawing, series, (time.at, scale.at), each_pen[series.label])
        if runs and series.panel:
            canvas.dot(*runs[-1][-1], colour=each_pen[series.label].colour, radius=3.5)
    for place, anchor, text in layout.feet:
        canvas.text(left + place, scale.start + LINE / 2 + 5, text, anchor=anchor, colour=QUIET)


def _last(drawing: Drawing, series: Series) -> str:
    for period, value in reversed(series.points):
        if value is not None:
            return gettext("{value} in {period}", value=value_label(value, drawing.unit, drawing.decimals),
                           period=period_in_words(period))
    return gettext(NO_DATA)
