"""Time lines with their names at their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.charts.canvas import WIDTH, Canvas, tick_labels, value_label
from goldenthread.charts.colours import AXIS, COMPARATOR, GRID, INK, LINES, MARK, QUIET, Colour
from goldenthread.charts.scales import ZERO, Scale, TimeScale, decimals_of, line_ticks
from goldenthread.charts.spec import Drawing, Series
from goldenthread.charts.text_layout import LINE, MOST_OF_WIDTH, NAME_LINES, room_for_names, spread_apart, text_width, wrapped
from goldenthread.model import gettext

HEIGHT = 260
NAMES, LEAST = 150 / WIDTH, 124  # how wide a name may be, as a part of the whole width, and at least
MANY = 7
"""How many lines can be told apart by colour and dashes."""
MOST_NAMES = 24
"""How many names fit below each other beside a chart."""
FORECAST = "2 5"
"""The dots of a line to values that were not measured."""
DASHES = ("", "9 4", "2.5 3", "12 3 3 3", "6 2.5", "1.5 2.5")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pen:
    """How a line is drawn. The name of a `faint` line is in grey letters; one that is not `named` has no name."""

    colour: Colour
    dash: str = ""
    width: float = 2.5
    named: bool = True
    faint: bool = False


def pens(series: Sequence[Series], highlight: str) -> list[Pen]:
    """A pen for each line: the highlighted one thick, comparators grey; beside a highlight, more than `MANY` are background.

    A background of more than `MOST_NAMES` lines has no names, because these would be taller than the chart.
    """
    crowd = sum(not each.comparator for each in series) > MANY and bool(highlight)
    others = iter(range(1, 10**6))
    greys = iter(range(1, 10**6))
    each_pen = []
    for each in series:
        if each.id == highlight:
            each_pen.append(Pen(colour=LINES[0], width=4))
        elif each.comparator:
            each_pen.append(Pen(colour=COMPARATOR, dash=DASHES[next(greys) % len(DASHES)], width=2))
        elif crowd:
            each_pen.append(Pen(colour=MARK, width=1, faint=True, named=len(series) <= MOST_NAMES))
        else:
            index = next(others)
            shift = index if highlight else index - 1
            each_pen.append(Pen(colour=LINES[shift % len(LINES)], dash=DASHES[shift % len(DASHES)]))
    return each_pen


def runs_of(
    series: Series, across: Callable[[str], float], up: Callable[[Decimal], float]
) -> list[list[tuple[float, float]]]:
    """The points of a series, split where a value is missing."""
    runs: list[list[tuple[float, float]]] = [[]]
    for period, value in series.points:
        if value is not None:
            runs[-1].append((across(period), up(value)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def draw_series(
    canvas: Canvas, drawing: Drawing, series: Series, scales: tuple[Callable[[str], float], Callable[[Decimal], float]], pen: Pen
) -> None:
    """A line as far as its values were measured, and from there dotted to those that are forecast."""
    forecast = [period in drawing.forecasts for period, _value in series.points]
    first = forecast.index(True) if True in forecast else len(forecast)
    draw_run(canvas, runs_of(replace(series, points=series.points[:first]), *scales), pen)
    if first < len(forecast):
        # from the last value that was measured, so that the line does not break
        ahead = replace(series, points=series.points[max(first - 1, 0):])
        draw_run(canvas, runs_of(ahead, *scales), replace(pen, dash=FORECAST))


def draw_run(canvas: Canvas, runs: list[list[tuple[float, float]]], pen: Pen) -> None:
    """A line with its gaps; an isolated value is a dot."""
    canvas.stroke(runs, colour=pen.colour, width=pen.width, dash=pen.dash)
    for run in runs:
        if len(run) == 1:
            canvas.dot(*run[0], colour=pen.colour, radius=max(pen.width, 2))


def draw_grid(
    canvas: Canvas, ticks: Sequence[Decimal], scale: Scale, left: float, right: float, words: Sequence[str]
) -> None:
    """A light line for each tick, a darker one for zero, and the ticks' words left of them if there are any."""
    for index, tick in enumerate(ticks):
        y = scale.at(tick)
        canvas.stroke([[(left, y), (right, y)]], colour=GRID if tick else AXIS)
        if words:
            canvas.text(left - 8, y, words[index], anchor="end", colour=QUIET)


def draw_lines(drawing: Drawing, canvas: Canvas) -> str:
    """A line for each series over time, with its name at its end."""
    top = canvas.paragraph(0, drawing.title) + LINE
    each_pen = pens(drawing.series, drawing.highlight)
    strong = {each.label: each.id == drawing.highlight for each, pen in zip(drawing.series, each_pen, strict=True) if pen.named}
    room = room_for_names(strong, max(NAMES * canvas.width, LEAST), MOST_OF_WIDTH * canvas.width)
    names = [wrapped(each.label, room, lines=NAME_LINES, bold=each.id == drawing.highlight) if pen.named else ()
             for each, pen in zip(drawing.series, each_pen, strict=True)]
    ticks = line_ticks(drawing.values)
    words = tick_labels(ticks, drawing.unit, decimals_of(ticks))
    left = max(text_width(word) for word in words) + 8
    right = canvas.width - 20 - max((text_width(line, bold=True) for name in names for line in name), default=0)
    height = float(max(HEIGHT, sum(len(name) * LINE for name in names)))
    scale = Scale(low=ticks[0], high=ticks[-1], start=top + height, end=top)
    time = TimeScale(periods=drawing.periods, start=left, end=right, room=min(left, canvas.width - right))
    draw_grid(canvas, ticks, scale, left, right, words)
    order = sorted(range(len(names)), key=lambda index: each_pen[index].width)
    for index in order:
        draw_series(canvas, drawing, drawing.series[index], (time.at, scale.at), each_pen[index])
    _draw_names(canvas, drawing, each_pen, names, (time, scale))
    bottom = top + height
    for place, anchor, text in time.labels():
        canvas.text(place, bottom + LINE / 2 + 6, text, anchor=anchor, colour=QUIET)
    bottom += LINE + 12
    for note in (*drawing.notes, *zero_note(drawing, ticks), *_background_note(each_pen)):
        bottom = canvas.paragraph(bottom, note)
    return canvas.as_svg(bottom, drawing.alt)


def zero_note(drawing: Drawing, ticks: Sequence[Decimal]) -> list[str]:
    """A sentence for readers if the scale does not begin at zero."""
    if ticks[0] <= ZERO:
        return []
    return [gettext("The scale begins at {value}, not at zero.",
                    value=value_label(ticks[0], drawing.unit, decimals_of(ticks[:1])))]


def _background_note(each_pen: Sequence[Pen]) -> list[str]:
    """A sentence for readers if some lines have no names."""
    count = sum(not pen.named for pen in each_pen)
    return [gettext("The thin lines are {count} others; their values stand in the numbers behind this chart.",
                    count=count)] if count else []


def _draw_names(
    canvas: Canvas, drawing: Drawing, each_pen: list[Pen], names: list[tuple[str, ...]], scales: tuple[TimeScale, Scale]
) -> None:
    time, scale = scales
    ends = []
    for each, pen, name in zip(drawing.series, each_pen, names, strict=True):
        runs = runs_of(each, time.at, scale.at)
        if runs and name:
            x, y = runs[-1][-1]
            ends.append((y, x, pen, name, each.id == drawing.highlight))
    ends.sort(key=lambda end: end[0])
    heights = [float(len(name) * LINE) for _, _, _, name, _ in ends]
    middles = spread_apart([end[0] for end in ends], heights, scale.end - LINE / 2, scale.start + LINE / 2)
    for (y, x, pen, name, bold), middle in zip(ends, middles, strict=True):
        canvas.dot(x, y, colour=pen.colour)
        early = x < time.end - 1
        if abs(middle - y) > 3 or early:
            # Dotted where the line ends early, so that nobody mistakes the leader for values.
            canvas.stroke([[(x + 3, y), (time.end + 14, middle)]], colour=pen.colour, dash="1 3" if early else "")
        for index, line in enumerate(name):
            height = middle + (index - (len(name) - 1) / 2) * LINE
            canvas.text(time.end + 17, height, line, bold=bold, colour=QUIET if pen.faint else INK)
