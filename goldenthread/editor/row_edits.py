"""Edits of the rows of a text, as the changes that an editor makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.editor.text_spans import Span, TextChange, in_line
from goldenthread.editor.written_forms import BLOCK_BEGIN, BLOCK_END

OPTION_ROW = re.compile(r"[ \t]*:[\w-]+:(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, counted from 0."""

    file: str
    rows: Sequence[str]

    def written(self, line: int, new: str) -> TextChange:
        """Another row in place of one."""
        return TextChange(self.file, in_line(line, 0, len(self.rows[line])), new)

    def inserted(self, line: int, *new: str) -> TextChange:
        """Further rows above one; at the end of the text behind the last one."""
        if line < len(self.rows):
            return TextChange(self.file, in_line(line, 0, 0), "".join(f"{row}\n" for row in new))
        last = len(self.rows) - 1
        end = len(self.rows[last])
        return TextChange(self.file, in_line(last, end, end), ("\n" if end else "") + "".join(f"{row}\n" for row in new))

    def deleted(self, first: int, beyond: int) -> TextChange:
        """No row from one to another, which stays."""
        if beyond < len(self.rows):
            return TextChange(self.file, Span(first, 0, beyond, 0), "")
        last = len(self.rows) - 1
        start = (first - 1, len(self.rows[first - 1])) if first else (0, 0)
        return TextChange(self.file, Span(*start, last, len(self.rows[last])), "")

    def options(self, line: int) -> range:
        """The rows of the options of the block that begins on a row."""
        end = line + 1
        while end < len(self.rows) and OPTION_ROW.match(self.rows[end]):
            end += 1
        return range(line + 1, end)

    def option(self, line: int, name: str) -> int | None:
        """The row of an option of the block that begins on a row."""
        return next((row for row in self.options(line) if self.rows[row].strip().startswith(f":{name}:")), None)

    def end_of_block(self, line: int) -> int:
        """The row behind the one that ends the block, which begins on a row."""
        mark = self.rows[line].lstrip()[:3]
        for row in range(line + 1, len(self.rows)):
            if BLOCK_END.fullmatch(self.rows[row]) and self.rows[row].strip().startswith(mark):
                return row + 1
        return len(self.rows)

    def with_option(self, line: int, name: str, value: str) -> TextChange:
        """An option of the block that begins on a row, set anew or added below the others."""
        if (own := self.option(line, name)) is not None:
            return self.written(own, f":{name}: {value}".rstrip())
        return self.inserted(self.options(line).stop, f":{name}: {value}")

    def end_of_contents(self) -> int | None:
        """The row below the last entry of the first table of contents; None where there is none."""
        for line, row in enumerate(self.rows):
            if (begun := BLOCK_BEGIN.match(row)) and begun[1] == "toctree":
                return self.end_of_block(line) - 1
        return None


def replaced_once(row: str, pattern: str, new: str) -> Iterator[str]:
    """The row with the first place of a pattern written anew; nothing where it has none."""
    changed, times = re.subn(pattern, new, row, count=1)
    if times and changed != row:
        yield changed
