"""Charts as SVG text: the same drawing always becomes the same bytes.

`drawing_from_options` chooses the numbers from a dataset as an author asks; `draw` turns them into a picture, `table_from`
into the table behind it, `numbers_from` into values for a file. `draw_thread` and `draw_chain` are pictures that show no numbers.
"""

from goldenthread.charts.bars import draw_bars
from goldenthread.charts.canvas import NARROW, WIDTH, Canvas
from goldenthread.charts.chain_diagram import draw_chain
from goldenthread.charts.colours import COLOURS, colour_properties, for_paper
from goldenthread.charts.data_table import numbers_from, table_from
from goldenthread.charts.lines import draw_lines
from goldenthread.charts.selection import OPTIONS, drawing_from, drawing_from_options, series_from_dataset
from goldenthread.charts.small_multiples import draw_multiples
from goldenthread.charts.spec import CHART_KINDS, ChartFault, Drawing, Series
from goldenthread.charts.thread_diagram import ThreadColumn, draw_thread
from goldenthread.charts.tile_map import draw_tiles

__all__ = [
    "CHART_KINDS",
    "COLOURS",
    "NARROW",
    "OPTIONS",
    "WIDTH",
    "ChartFault",
    "Drawing",
    "Series",
    "ThreadColumn",
    "colour_properties",
    "draw",
    "draw_chain",
    "draw_for_page",
    "draw_thread",
    "drawing_from",
    "drawing_from_options",
    "for_paper",
    "numbers_from",
    "series_from_dataset",
    "table_from",
]

_DRAWERS = {"bar": draw_bars, "line": draw_lines, "multiples": draw_multiples, "tiles": draw_tiles}


def draw(drawing: Drawing) -> str:
    """The drawing as an SVG element. Raises `ChartFault` when there is nothing to draw or the kind is unknown."""
    return _draw_on(Canvas(), drawing)


def draw_for_page(drawing: Drawing, width: int) -> tuple[str, tuple[str, ...]]:
    """The drawing without its title and notes, as an SVG element of a width, and these as texts, the title first.

    Raises `ChartFault` as `draw` does.
    """
    canvas = Canvas(width, worded=False)
    return _draw_on(canvas, drawing), tuple(canvas.words)


def _draw_on(canvas: Canvas, drawing: Drawing) -> str:
    if drawing.kind not in CHART_KINDS:
        raise ChartFault(f"'{drawing.kind}' is not a kind of chart.", f"Write one of {', '.join(CHART_KINDS)}.")
    if not drawing.series or not drawing.periods:
        raise ChartFault("The chart has no values to draw.", "Name areas and periods for which the dataset has rows.")
    if CHART_KINDS[drawing.kind].panels and not any(series.panel for series in drawing.series):
        raise ChartFault("No series has a panel to stand in.", "Give each series the name of its panel.")
    return _DRAWERS[drawing.kind](drawing, canvas)
