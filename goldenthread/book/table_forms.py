"""Tables saved in a form that cannot be read: other separators, a title above the header, capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SEPARATORS = {";": "semicolon", "\t": "tab", "|": "upright stroke"}
_MOST_ROWS_ABOVE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class FormFault:
    """What prevents a whole table from being read: the line, what is wrong, and what to do."""

    line: int
    what: str
    fix: str


def form_fault(text: str, wanted: Sequence[str]) -> FormFault | None:
    """The fault in the form of a table whose header should be `wanted`; None if it fits, or if its form is unknown."""
    rows = text.split("\n", 50)
    first = rows[0]
    for sign, name in _SEPARATORS.items():
        if sign in first and set(wanted) <= set(_names(first.split(sign))):
            return _other_separator(name, has_decimal_commas=any(re.search(r"\d,\d", row) for row in rows[1:50]))
    names = [cell.strip('"') for cell in first.split(",")]
    if not set(wanted) <= set(names) and set(wanted) <= set(_names(names)):
        return FormFault(line=1, what="The header of this table has capitals or spaces.",
                         fix=f"Write it as '{','.join(wanted)}'.")
    for number, row in enumerate(rows[1:_MOST_ROWS_ABOVE], start=2):
        if set(wanted) <= set(_names(row.split(","))):
            return FormFault(line=1, what=f"The header of this table is on line {number}, below something else.",
                             fix="Take out what is above the header: a title belongs on the card.")
    return None


def _other_separator(name: str, *, has_decimal_commas: bool) -> FormFault:
    if has_decimal_commas:
        return FormFault(line=1, what=f"The cells of this table are parted by {name}s, and its numbers have decimal commas.",
                         fix=f"Make each decimal comma a point, then each {name} a comma; or save it from the spreadsheet as "
                             "'CSV UTF-8' with English settings.")
    return FormFault(line=1, what=f"The cells of this table are parted by {name}s.",
                     fix=f"Make each {name} a comma, or save it from the spreadsheet as 'CSV UTF-8' with English settings.")


def _names(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.strip().strip('"').lower().split()) for cell in cells]
