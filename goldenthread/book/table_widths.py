"""The width of a table in print, in characters, so that a table that fits on no page is refused before a build."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

UPRIGHT, SIDEWAYS = 94, 157
"""The characters in one line of a table on a portrait page, and on a landscape one."""
CONTAINER = 6
"""How many characters each container around a table, such as an item or a list, takes from its width."""
LONGEST_WORD = 26
"""No column is made wider for the sake of one word with more characters: such a word is split."""
PADDING = 3
"""The characters that a column needs besides its text."""
_NARROW, _BROAD = frozenset("fijlrtI.,:;!|'()[]/\u2018\u2019"), frozenset("mwMWQ@%\u2014\u2026&")
# the invisible parts of a role, a link, a footnote reference and emphasis a `{value}` is dropped entirely, because its number is
# not known here
_UNSEEN = re.compile(r"\{value\}`[^`]*`|\{[\w:-]+\}`|\]\([^)]*\)|\[\^[^\]]*\]|<[^>`]*>`|[*`\[\]\\]")


def extent(text: str) -> int:
    """The width of a text in average lower-case letters of the font, erring on the wide side."""
    return round(sum(map(_letter, text)))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.75
    if letter in _BROAD:
        return 1.8
    if unicodedata.east_asian_width(letter) in "WF":
        return 2.2
    return 1.25 if letter.isupper() else 1.05


def column_need(texts: Sequence[str]) -> int:
    """The minimum width of a column: its longest word and some padding."""
    longest = max((extent(word) for text in texts for word in text.split()), default=0)
    return max(3, min(longest, LONGEST_WORD)) + PADDING


def table_need(rows: Iterable[Sequence[str]]) -> int:
    """The minimum width of a table, from the Markdown of its cells; a row may have fewer cells than the first."""
    seen = [[_UNSEEN.sub("", cell) for cell in row] for row in rows]
    return sum(column_need([row[column] for row in seen if column < len(row)]) for column in range(len(seen[0])))
