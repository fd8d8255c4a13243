"""A thread as a picture: columns of names, from data to measures, with a line for every link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.charts.canvas import Canvas
from goldenthread.charts.colours import AXIS, INK, MARK, QUIET
from goldenthread.charts.text_layout import LINE, SPACED_LINE, broken, wrapped

THREAD_WIDTH, GAP = 880, 32
"""The width of a page of the book on a screen 1,280 pixels wide."""
# space above and below a name in its box, and between boxes
PADDING, SPACE = 6, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadColumn:
    """A heading and the names below it, as (id, name)."""

    heading: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Box:
    """A name with its place on the canvas."""

    column: int
    top: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_thread(columns: Sequence[ThreadColumn], links: Sequence[tuple[str, str]], alt: str) -> str:
    """The picture as SVG, in which no name is cut. `links` join an id of one column with an id of another further right.

    Ids that are not shown are left out.
    """
    canvas = Canvas(THREAD_WIDTH)
    width = (THREAD_WIDTH - (len(columns) - 1) * GAP) / len(columns)
    heads = [wrapped(column.heading, width / SPACED_LINE, bold=True) for column in columns]
    top = max(map(len, heads)) * LINE + SPACE
    placed: dict[str, _Box] = {}
    for number, column in enumerate(columns):
        _stack(column, number, links, placed, top, width)
    for one, other in links:
        if one in placed and other in placed:
            _join(canvas, placed[one], placed[other], width)
    for number, lines in enumerate(heads):
        for place, line in enumerate(lines):
            canvas.text(number * (width + GAP), (place + 0.5) * LINE, line, bold=True, colour=QUIET)
    for box in placed.values():
        x = box.column * (width + GAP)
        canvas.box(x, box.top, width, box.height, fill=None, edge=MARK)
        for place, line in enumerate(box.lines):
            canvas.text(x + PADDING, box.top + PADDING + (place + 0.5) * LINE, line, colour=INK)
    return canvas.as_svg(max((box.top + box.height for box in placed.values()), default=top) + SPACE, alt)


def _join(canvas: Canvas, one: _Box, other: _Box, width: float) -> None:
    """A line from the right edge of one box to the left edge of the other, which passes below the boxes of a column between."""
    start, end = one.column * (width + GAP) + width, other.column * (width + GAP)
    canvas.stroke([[(start, one.middle), (start + 8, one.middle), (end - 8, other.middle), (end, other.middle)]], colour=AXIS)


def _stack(
    column: ThreadColumn, number: int, links: Sequence[tuple[str, str]], placed: dict[str, _Box], top: float, width: float
) -> None:
    """Stack a column's names, each level with the names on its left that it is linked to."""
    levels: dict[str, list[float]] = {}
    for one, other in links:
        if one in placed:
            levels.setdefault(other, []).append(placed[one].middle)
    # the barycentre heuristic for few crossings: each name at the mean height of those that it is linked to
    middles = {name: sum(positions) / len(positions) for name, positions in levels.items()}
    for name, words in sorted(column.names, key=lambda entry: middles.get(entry[0], 0.0)):
        box = _Box(column=number, top=top, lines=broken(words, width - 2 * PADDING))
        wanted = middles.get(name, box.middle) - box.height / 2
        placed[name] = box = _Box(column=number, top=max(top, wanted), lines=box.lines)
        top = box.top + box.height + SPACE
