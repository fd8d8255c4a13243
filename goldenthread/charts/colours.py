"""The colours of charts, for light pages, dark pages and print."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Colour:
    """A colour that a page may override with the custom property `--gt-<name>`."""

    name: str
    light: str
    dark: str

    @property
    def css(self) -> str:
        """The colour as written in a drawing: the page's own if it has one, or else the light one."""
        return f"var(--gt-{self.name}, {self.light})"


INK = Colour(name="ink", light="#1a1a1a", dark="#e8e8e8")
QUIET = Colour(name="quiet", light="#4d565c", dark="#b3b9be")
GRID = Colour(name="grid", light="#dde1e4", dark="#33393e")
AXIS = Colour(name="axis", light="#6b747a", dark="#8b949b")
MARK = Colour(name="mark", light="#5b92c2", dark="#4f82b0")
STRONG = Colour(name="strong", light="#12436d", dark="#8ec7f2")
COMPARATOR = Colour(name="beside", light="#3d3d3d", dark="#cdd2d6")

# Found by a search, so that any two of them (and COMPARATOR) can be told apart with each kind of colour blindness; a test
# measures it.
LINES = (
    STRONG,
    Colour(name="line-2", light="#1fa077", dark="#2f7d65"),
    Colour(name="line-3", light="#692e11", dark="#d4895e"),
    Colour(name="line-4", light="#e25abd", dark="#c62d9d"),
    Colour(name="line-5", light="#8a51db", dark="#9269e0"),
    Colour(name="line-6", light="#968e20", dark="#bda92e"),
)

CLASSES = (
    Colour(name="class-1", light="#e4eef6", dark="#1b2c3b"),
    Colour(name="class-2", light="#b5d0e7", dark="#234565"),
    Colour(name="class-3", light="#78aad2", dark="#2b6294"),
    Colour(name="class-4", light="#2f6ea5", dark="#7fb5e1"),
    Colour(name="class-5", light="#12436d", dark="#cbe3f6"),
)
CLASS_INKS = tuple(
    Colour(name=f"class-ink-{number}", light=light, dark=dark)
    for number, (light, dark) in enumerate(
        [("#1a1a1a", "#f2f2f2"), ("#1a1a1a", "#ffffff"), ("#101010", "#ffffff"), ("#ffffff", "#101010"),
         ("#ffffff", "#101010")],
        start=1,
    )
)

COLOURS = (INK, QUIET, GRID, AXIS, MARK, COMPARATOR, *LINES, *CLASSES, *CLASS_INKS)

_PROPERTY = re.compile(r"var\(--gt-[a-z0-9-]+, ([^()]*)\)")


def for_paper(svg: str) -> str:
    """The drawing with plain light colours, for programs that do not support CSS custom properties."""
    return _PROPERTY.sub(r"\1", svg)


def colour_properties(*, dark: bool = False) -> str:
    """The custom properties of all chart colours, to be put between the braces of a style rule."""
    return "\n".join(f"--gt-{colour.name}: {colour.dark if dark else colour.light};" for colour in COLOURS)
