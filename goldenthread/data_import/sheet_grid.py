"""A sheet as its publisher shows it: a grid of texts, and the place of each cell in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.model import Fault, Place, Problem

MOST_CELLS = 2_000_000
"""How many cells of one sheet are read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetGrid:
    """A sheet: `rows` are the texts that it shows, from its first row and column on; the text of an empty cell is empty.

    `name` is empty for a file with a single, unnamed sheet. `shift` is how many extra columns were split off the first column of
    the file; `is_list` says that each row is an entry of a list, as in JSON. `remark` tells the author how the file was read, if
    that matters.
    """

    name: str
    rows: Sequence[Sequence[str]]
    shift: int = 0
    is_list: bool = False
    decimal_comma: bool = False
    remark: str = ""

    def text(self, row: int, column: int) -> str:
        """The text of a cell, both counted from 0; empty beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def address(self, row: int, column: int) -> str:
        """The address of a cell in the publisher's file: `Table 1!C7`."""
        if self.is_list:
            return f"value[{row - 1}]"
        cell = f"{letters(max(column - self.shift, 0))}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def letters(column: int) -> str:
    """The letters of a column counted from 0: `A`, `Z`, `AA`."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def import_fault(file: str, code: str, what: str, fix: str) -> Fault:
    """The fault that prevents a file from being imported, to be raised."""
    return Fault(Problem(Place(file=file, line=0), code, what, fix))
