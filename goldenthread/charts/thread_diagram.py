"""A thread as a picture: columns of names, from data to action, with a line for every link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.charts.canvas import Canvas
from goldenthread.charts.colours import AXIS, INK, MARK, QUIET
from goldenthread.charts.text_layout import LINE, wrapped

COLUMN, GAP = 220, 50
# room above and below a name in its box, and between boxes
PADDING, SPACE = 6, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadColumn:
    """A heading and what is below it: (id, name)."""

    heading: str
    names: tuple[tuple[str, str], ...]


def draw_thread(columns: Sequence[ThreadColumn], links: Sequence[tuple[str, str]], alt: str) -> str:
    """The picture as SVG. `links` join an id of one column with an id of the next; ids that are not shown are left out."""
    canvas = Canvas()
    placed: dict[str, tuple[int, float]] = {}
    boxes: list[tuple[float, float, float, tuple[str, ...]]] = []
    heights = [_stack(column, number, links, placed, boxes) for number, column in enumerate(columns)]
    tall = max(heights, default=0.0)
    for one, other in links:
        if one in placed and other in placed:
            (left, from_y), (right, to_y) = placed[one], placed[other]
            start, end = left * (COLUMN + GAP) + COLUMN, right * (COLUMN + GAP)
            canvas.stroke([[(start, from_y), (start + 12, from_y), (end - 12, to_y), (end, to_y)]], colour=AXIS)
    for number, column in enumerate(columns):
        canvas.text(number * (COLUMN + GAP), LINE / 2, column.heading, bold=True, colour=QUIET)
    for x, y, height, lines in boxes:
        canvas.box(x, y, COLUMN, height, fill=None, edge=MARK)
        for place, line in enumerate(lines):
            canvas.text(x + PADDING, y + PADDING + (place + 0.5) * LINE, line, colour=INK)
    width = len(columns) * (COLUMN + GAP) - GAP
    return canvas.as_svg(tall, alt, width)


def _stack(
    column: ThreadColumn, number: int, links: Sequence[tuple[str, str]], placed: dict[str, tuple[int, float]],
    boxes: list[tuple[float, float, float, tuple[str, ...]]],
) -> float:
    """Stand a column's names below each other, each beside what it is linked with on its left; the height at which they end."""
    x, y = float(number * (COLUMN + GAP)), float(LINE + SPACE)
    levels: dict[str, list[float]] = {}
    for one, other in links:
        if one in placed and placed[one][0] == number - 1:
            levels.setdefault(other, []).append(placed[one][1])
    # the barycentre heuristic for few crossings: each name at the mean height of those that it is linked with
    middles = {name: sum(positions) / len(positions) for name, positions in levels.items()}
    for name, words in sorted(column.names, key=lambda entry: middles.get(entry[0], 0.0)):
        lines = wrapped(words, COLUMN - 2 * PADDING, lines=2)
        height = len(lines) * LINE + 2 * PADDING
        y = max(y, middles.get(name, y) - height / 2)
        boxes.append((x, y, height, lines))
        placed[name] = (number, y + height / 2)
        y += height + SPACE
    return y
