"""A logic chain as a picture: a box for each step from the problem down to the outcome, its name beside its words."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.charts.canvas import WIDTH, Canvas
from goldenthread.charts.colours import AXIS, INK, MARK, QUIET
from goldenthread.charts.text_layout import LINE, broken

NAMES, PADDING, BETWEEN, TIP = 110, 8, 22, 5


def draw_chain(steps: Sequence[tuple[str, str]], alt: str, width: int = WIDTH) -> str:
    """The picture as SVG: `steps` are names and words, joined from top to bottom by arrows.

    If `width` is less than `WIDTH`, the name of a step is within its box, above its words.
    """
    canvas, top = Canvas(width), 0.0
    left = NAMES if width >= WIDTH else 0
    for number, (name, words) in enumerate(steps):
        if number:
            _arrow(canvas, left + (width - left) / 2, top, top + BETWEEN)
            top += BETWEEN
        lines = broken(words, width - left - 2 * PADDING)
        above = 0 if left else LINE
        height = above + len(lines) * LINE + 2 * PADDING
        canvas.box(left, top, width - left, height, fill=None, edge=MARK)
        canvas.text(0 if left else PADDING, top + PADDING + LINE / 2, name, bold=True, colour=QUIET)
        for place, line in enumerate(lines):
            canvas.text(left + PADDING, top + above + PADDING + (place + 0.5) * LINE, line, colour=INK)
        top += height
    return canvas.as_svg(top, alt)


def _arrow(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.stroke([[(x, top), (x, bottom)],
                   [(x - TIP, bottom - TIP), (x, bottom), (x + TIP, bottom - TIP)]], colour=AXIS, width=2)
