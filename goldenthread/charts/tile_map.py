"""A map on which every area is one tile of the same size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.charts.bars import draw_bars
from goldenthread.charts.canvas import Canvas, value_label
from goldenthread.charts.colours import AXIS, CLASS_INKS, CLASSES, INK, QUIET, Colour
from goldenthread.charts.spec import NO_DATA, Drawing, Series
from goldenthread.charts.text_layout import LINE, text_width, wrapped
from goldenthread.model import gettext, round_value

GAP = 5
WIDEST = 132
SWATCH = 22


def draw_tiles(drawing: Drawing, canvas: Canvas) -> str:
    """A tile for each series that has a place on the map: its name, its value and the colour of its class.

    If the canvas is too narrow for the names, bars are drawn instead.
    """
    mapped = [series for series in drawing.series if series.tile is not None]
    if any(text_width(word, bold=each.id == drawing.highlight) > _tile_width(canvas, mapped) - 10
           for each in mapped for word in each.label.split()):
        # a page draws each chart at two widths, and its author described the map
        return draw_bars(drawing if canvas.worded else replace(drawing, alt=f"{drawing.alt} {gettext('Drawn here as bars.')}"),
                         canvas)
    top = canvas.paragraph(0, drawing.title) + 10
    groups = natural_breaks([round_value(series.last, drawing.decimals) for series in mapped if series.last is not None])
    bottom = _draw_map(canvas, drawing, mapped, groups, top)
    bottom = _draw_legend(canvas, drawing, groups, any(series.last is None for series in mapped), bottom + 12)
    others = [series for series in drawing.series if series.tile is None]
    if others:
        values = "; ".join(f"{series.label} {_value(drawing, series)}" for series in others)
        bottom = canvas.paragraph(bottom + 4, gettext("For comparison: {values}.", values=values))
    for note in drawing.notes:
        bottom = canvas.paragraph(bottom + 4, note)
    return canvas.as_svg(bottom, drawing.alt)


def natural_breaks(values: Sequence[Decimal], most: int = 5) -> list[tuple[Decimal, Decimal]]:
    """Natural breaks: the lowest and highest value of each class, such that the values within each class are as similar as
    possible.

    Equal values are always in one class. There are at most `most` classes, with about two or more values in each.
    """
    distinct = sorted(set(values))
    count = min(most, max(1, len(distinct) // 2)) if len(distinct) > 3 else len(distinct)
    if not distinct:
        return []
    sums, squares = [Decimal(0)], [Decimal(0)]
    for value in distinct:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def spread(first: int, end: int) -> Decimal:
        total = sums[end] - sums[first]
        return squares[end] - squares[first] - total * total / (end - first)

    lengths = range(1, len(distinct) + 1)
    # Fisher and Jenks by dynamic programming: for each number of classes, the best cuts of the first 1, 2, ... values
    best: list[list[tuple[Decimal, tuple[int, ...]]]] = [[(spread(0, end), (0,)) for end in lengths]]
    for group in range(1, count):
        before = best[-1]
        best.append([
            min((before[cut - 1][0] + spread(cut, end), (*before[cut - 1][1], cut)) for cut in range(group, end))
            if end > group else before[end - 1]
            for end in lengths
        ])
    starts = best[-1][-1][1]
    ends = (*starts[1:], len(distinct))
    return [(distinct[start], distinct[end - 1]) for start, end in zip(starts, ends, strict=True)]


def _colours(groups: Sequence[tuple[Decimal, Decimal]], value: Decimal) -> tuple[Colour, Colour]:
    index = next(number for number, (_, high) in enumerate(groups) if value <= high)
    shade = _shade(index, len(groups))
    return CLASSES[shade], CLASS_INKS[shade]


def _shade(index: int, count: int) -> int:
    """Which of the five shades a class has; fewer classes are spread over the whole range."""
    return 2 if count == 1 else round(index * (len(CLASSES) - 1) / (count - 1))


def _value(drawing: Drawing, series: Series) -> str:
    return gettext(NO_DATA) if series.last is None else value_label(series.last, drawing.unit, drawing.decimals)


def _tile_width(canvas: Canvas, mapped: Sequence[Series]) -> float:
    columns = [series.tile[0] for series in mapped if series.tile is not None]
    count = max(columns, default=0) - min(columns, default=0) + 1
    return min(WIDEST, (canvas.width - (count - 1) * GAP) / count)


def _draw_map(
    canvas: Canvas, drawing: Drawing, mapped: Sequence[Series], groups: Sequence[tuple[Decimal, Decimal]], top: float
) -> float:
    tiles = [series.tile or (0, 0) for series in mapped]
    first = min((column for column, _ in tiles), default=0), min((row for _, row in tiles), default=0)
    width = _tile_width(canvas, mapped)
    names = {series.label: wrapped(series.label, width - 10, bold=series.id == drawing.highlight) for series in mapped}
    height = (max((len(name) for name in names.values()), default=0) + 1) * LINE + 10
    for series, (column, row) in zip(mapped, tiles, strict=True):
        spot = (column - first[0]) * (width + GAP), top + (row - first[1]) * (height + GAP)
        _draw_tile(canvas, drawing, series, groups, (*spot, width, height))
    return top + (max((row for _, row in tiles), default=0) - first[1] + 1) * (height + GAP)


def _draw_tile(
    canvas: Canvas, drawing: Drawing, series: Series, groups: Sequence[tuple[Decimal, Decimal]],
    box: tuple[float, float, float, float],
) -> None:
    x, y, width, height = box
    strong = series.id == drawing.highlight
    edge, edge_width = (INK, 3.5) if strong else (AXIS, 1)
    if series.last is None:
        ink = QUIET
        canvas.box(x, y, width, height, fill=None, edge=edge, edge_width=edge_width, dash="4 3")
    else:
        fill, ink = _colours(groups, round_value(series.last, drawing.decimals))
        canvas.box(x, y, width, height, fill=fill, edge=edge, edge_width=edge_width)
    for index, line in enumerate(wrapped(series.label, width - 10, bold=strong)):
        canvas.text(x + 7, y + 5 + (index + 0.5) * LINE, line, bold=strong, colour=ink)
    canvas.text(x + 7, y + height - 5 - LINE / 2, _value(drawing, series), bold=True, colour=ink)


def _draw_legend(
    canvas: Canvas, drawing: Drawing, groups: Sequence[tuple[Decimal, Decimal]], missing: bool, top: float
) -> float:
    x = 0.0
    entries: list[tuple[str, Colour | None]] = []
    for index, (low, high) in enumerate(groups):
        ends = dict.fromkeys(value_label(value, drawing.unit, drawing.decimals) for value in (low, high))
        entries.append((gettext(" to ").join(ends), CLASSES[_shade(index, len(groups))]))
    entries += [(gettext(NO_DATA), None)] if missing else []
    room = SWATCH + 16 + max((text_width(words) for words, _ in entries), default=0)
    step = canvas.width / max(1, canvas.width // room)
    for words, fill in entries:
        if x + room > canvas.width + 8:
            x, top = 0.0, top + LINE + 6
        canvas.box(x, top + 1, SWATCH, LINE - 2, fill=fill, edge=AXIS, dash="" if fill else "4 3")
        canvas.text(x + SWATCH + 7, top + LINE / 2, words)
        x += step
    return top + LINE + 6
