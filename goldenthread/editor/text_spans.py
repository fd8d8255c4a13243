"""Places in a text as an editor counts them, and changes of it: lines and columns from 0, in characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: from a line and column to another, the end not included. Columns are counted in characters."""

    line: int
    start: int
    end_line: int
    end: int

    def holds(self, line: int, column: int) -> bool:
        """Whether a position is in it or at either of its ends."""
        return (self.line, self.start) <= (line, column) <= (self.end_line, self.end)


@dataclass(frozen=True, slots=True, order=True)
class SpanInFile:
    """A stretch of the text of a file, which is named below the book's folder with `/`."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True, order=True)
class TextChange:
    """What is to stand in place of a stretch of a file; an empty stretch inserts."""

    file: str
    span: Span
    new: str


@dataclass(frozen=True, slots=True, order=True)
class FileMove:
    """Another name for a file, below the same book's folder."""

    file: str
    new: str


Change: TypeAlias = TextChange | FileMove
"""A change of a text, or of the name of a file."""


def in_line(line: int, start: int, end: int) -> Span:
    """A stretch within one line."""
    return Span(line, start, line, end)


def span_at(text: str, start: int, end: int) -> Span:
    """The stretch from one offset in a text to another."""
    return Span(*position_of(text, start), *position_of(text, end))


def position_of(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a line and column; the nearest one for a place beyond the end of the line or text."""
    start = 0
    for _ in range(line):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    end = text.find("\n", start)
    return min(start + column, len(text) if end < 0 else end)


def with_changes(text: str, changes: Iterable[TextChange]) -> str:
    """The text with all changes made, which do not overlap and are counted in the text as it was."""
    for change in sorted(changes, reverse=True):
        start = offset_of(text, change.span.line, change.span.start)
        end = offset_of(text, change.span.end_line, change.span.end)
        text = text[:start] + change.new + text[end:]
    return text
