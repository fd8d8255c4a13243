"""A logic chain as a picture: a box for each step from the problem down to the outcome, its name beside its words."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.charts.canvas import WIDTH, Canvas
from goldenthread.charts.colours import AXIS, INK, MARK, QUIET
from goldenthread.charts.text_layout import LINE, wrapped

NAMES, PADDING, BETWEEN, TIP = 110, 8, 22, 5
# no step is cut: its words are those of the text beside the picture
MOST_LINES = 40


def draw_chain(steps: Sequence[tuple[str, str]], alt: str) -> str:
    """The picture as SVG: `steps` are names and words, joined from top to bottom by arrows."""
    canvas, top = Canvas(), 0.0
    for number, (name, words) in enumerate(steps):
        if number:
            _arrow(canvas, NAMES + (WIDTH - NAMES) / 2, top, top + BETWEEN)
            top += BETWEEN
        lines = wrapped(words, WIDTH - NAMES - 2 * PADDING, lines=MOST_LINES)
        height = len(lines) * LINE + 2 * PADDING
        canvas.box(NAMES, top, WIDTH - NAMES, height, fill=None, edge=MARK)
        canvas.text(0, top + PADDING + LINE / 2, name, bold=True, colour=QUIET)
        for place, line in enumerate(lines):
            canvas.text(NAMES + PADDING, top + PADDING + (place + 0.5) * LINE, line, colour=INK)
        top += height
    return canvas.as_svg(top, alt)


def _arrow(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.stroke([[(x, top), (x, bottom)],
                   [(x - TIP, bottom - TIP), (x, bottom), (x + TIP, bottom - TIP)]], colour=AXIS, width=2)
