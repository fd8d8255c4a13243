"""The canvas that a chart is drawn on, and the SVG text it becomes. Lengths are in CSS pixels; `y` increases downwards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from goldenthread.charts.colours import AXIS, INK, QUIET, Colour
from goldenthread.charts.text_layout import FAMILY, LINE, SIZE, text_width, wrapped
from goldenthread.model import CURRENCIES, NO_BREAK_SPACE, current_language, format_value, gettext, gettext_noop

WIDTH = 540
"""The width of a chart in print, and on a page with room for it."""
NARROW = 340
"""The width of a chart on a telephone; its letters are then at least 12 pixels tall on a screen 320 pixels wide."""
# from the middle of a line of text down to its baseline
_BASE = 0.35 * SIZE
N_ = gettext_noop
SCALES = ((Decimal(1_000_000_000), N_("{number}bn")), (Decimal(1_000_000), N_("{number}m")))
"""The scales for large values along an axis, with their suffixes."""


def short_unit(unit: str) -> str:
    """The part of a unit that is written with every value of a chart: a symbol but no words, since these are in the title."""
    return unit if unit == "%" or (unit and unit in CURRENCIES) else ""


def value_label(value: Decimal, unit: str, decimals: int) -> str:
    """A value as charts and their tables show it."""
    return format_value(value, short_unit(unit), decimals)


def tick_labels(ticks: Sequence[Decimal], unit: str, decimals: int) -> list[str]:
    """The labels of values along an axis: millions and more have letters, so that nobody has to count noughts."""
    most = max((abs(tick) for tick in ticks), default=Decimal(0))
    for size, shortened in SCALES:
        if most >= size and unit != "%" and not any(tick % (size / 10) for tick in ticks):
            scaled = [tick / size for tick in ticks]
            places = 0 if all(tick == tick.to_integral_value() for tick in scaled) else 1
            return [_shortened(tick, short_unit(unit), places, shortened) if tick else value_label(tick, unit, 0)
                    for tick in scaled]
    return [value_label(tick, unit, decimals) for tick in ticks]


def _shortened(tick: Decimal, sign: str, places: int, message: str) -> str:
    """A value in millions or more: `£44bn`; in French the sign comes last, as in `44 Md €`."""
    if sign and current_language().currency_after:
        return f"{gettext(message, number=format_value(tick, '', places))}{NO_BREAK_SPACE}{sign}"
    return gettext(message, number=format_value(tick, sign, places))


def number(place: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{place:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Canvas:
    """Marks and text on a canvas of fixed width; `as_svg` returns the finished drawing.

    `words` are the paragraphs over the whole width, the title first. They are drawn only if the canvas is `worded`; a page has
    them as its own text instead.

    Colours are custom properties with a literal fallback. There are no ids, style rules, scripts or external references, so that
    any number of drawings can be in one page.
    """

    def __init__(self, width: int = WIDTH, *, worded: bool = True) -> None:
        self.width, self.worded = width, worded
        self.words: list[str] = []
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False, colour: Colour = INK
    ) -> None:
        """A line of text whose middle is at the height `y`."""
        side = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="600"' if bold else ""
        fill = "" if colour is INK else f' style="fill:{colour.css}"'
        place = f'x="{number(x)}" y="{number(y + _BASE)}"'
        self._parts.append(f"<text {place}{side}{weight}{fill}>{escape(words)}</text>")

    def paragraph(self, top: float, text: str, *, colour: Colour = QUIET) -> float:
        """A text over the whole width, in up to six lines. Returns the `y` at which it ends."""
        self.words.append(text)
        if not self.worded:
            return top
        for line in wrapped(text, self.width, lines=6):
            self.text(0, top + LINE / 2, line, colour=colour)
            top += LINE
        return top

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: Colour | None, edge: Colour | None = None,
        edge_width: float = 1, dash: str = "",
    ) -> None:
        """A rectangle. Its edge is drawn inside it."""
        inset = edge_width / 2 if edge else 0
        size = f'width="{number(max(width - 2 * inset, 0))}" height="{number(max(height - 2 * inset, 0))}"'
        stroke = f";stroke:{edge.css};stroke-width:{number(edge_width)}" if edge else ""
        dashes = f";stroke-dasharray:{dash}" if dash else ""
        style = f"fill:{fill.css if fill else 'none'}{stroke}{dashes}"
        self._parts.append(f'<rect x="{number(x + inset)}" y="{number(y + inset)}" {size} style="{style}"/>')

    def stroke(
        self, runs: Sequence[Sequence[tuple[float, float]]], *, colour: Colour = AXIS, width: float = 1, dash: str = ""
    ) -> None:
        """A line through each run of points, the pen lifted between runs."""
        way = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in run) for run in runs if len(run) > 1)
        if not way:
            return
        dashes = f";stroke-dasharray:{dash}" if dash else ""
        style = f"fill:none;stroke:{colour.css};stroke-width:{number(width)};stroke-linejoin:round{dashes}"
        self._parts.append(f'<path d="{way}" style="{style}"/>')

    def dot(self, x: float, y: float, *, colour: Colour, radius: float = 4) -> None:
        """A filled circle."""
        circle = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        self._parts.append(f'<circle {circle} style="fill:{colour.css}"/>')

    def as_svg(self, height: float, alt: str, width: int = 0) -> str:
        """The drawing as an SVG element that shrinks with its page and is a single picture to a screen reader."""
        tall, width = number(height), width or self.width
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall}" viewBox="0 0 {width} {tall}" '
            f'role="img" aria-label={quoteattr(" ".join(alt.split()))} font-family="{FAMILY}" font-size="{SIZE}" '
            f'style="max-width:100%;height:auto;fill:{INK.css}">'
        )
        return "\n".join([head, *self._parts, "</svg>"]) + "\n"


def legend(canvas: Canvas, top: float, entries: Sequence[tuple[str, Colour, str, float]]) -> float:
    """Samples of lines (words, colour, dashes, width) in as many rows as they need. Returns the `y` at which they end."""
    x = 0.0
    for words, colour, dash, width in entries:
        room = 44 + text_width(words)
        if x and x + room > canvas.width:
            x, top = 0.0, top + LINE + 2
        canvas.stroke([[(x, top + LINE / 2), (x + 34, top + LINE / 2)]], colour=colour, width=width, dash=dash)
        canvas.text(x + 42, top + LINE / 2, words)
        x += room + 22
    return top + LINE if entries else top
