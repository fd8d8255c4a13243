"""The words that are marked by their look alone, by one rule for a copy that goes out and for one that comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

LOOKS = {"strike": "struck out", "dstrike": "struck out", "highlight": "highlighted", "vanish": "hidden", "shd": "highlighted",
         "u": "underlined", "color": "coloured", "b": "bold", "i": "italic"}
"""What the properties of a run in a Word document make of its words."""
LOOK_UNKNOWN = ""
"""The look of a paragraph that was given out with marks, of which is not known where they stood."""
GIVEN_CHANGE = "changed"
"""The look of words that a copy was given out with as a tracked change: what it struck out and what it put in, as JSON."""
SAID_ASIDE = "aside"
"""The look of words that a file holds beside its text, and that show only when somebody asks for them."""
_ASIDE = frozenset({"tooltip", "descr", "title", "alt", "displayText", "href"})
_ASIDE_BY_VALUE = frozenset({"tblCaption", "tblDescription", "helpText", "statusText", "alias", "tag", "listEntry", "default",
                             "lvlText", "sectionTitle"})
_WORD = re.compile(r"[^\W\d_]{2}")
_PICTURE_FILE = re.compile(r"[\w./-]+\.(?:png|jpe?g|gif|emf|wmf|svg|bmp|tiff?)", re.IGNORECASE)
_NOT_SO = ("0", "false", "off", "none", "auto", "000000")


def look_called(tag: str, value: str) -> str:
    """What a property of a run with this value makes of its words, such as `coloured FF0000`; empty where that is nothing."""
    if value in _NOT_SO:
        return ""
    return f"coloured {value.upper()}" if tag == "color" else LOOKS.get(tag, "")


def words_aside(element: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What an element of an Office file says in its attributes: a tooltip, a description, an entry of a list, a label."""
    for key, value in attributes.items():
        name = key.rpartition("}")[2]
        is_aside = name in _ASIDE or (name == "val" and element.rpartition("}")[2] in _ASIDE_BY_VALUE)
        # programs describe a picture by the name of its file
        if is_aside and _WORD.search(value) and not _PICTURE_FILE.fullmatch(value):
            yield " ".join(value.split())


@dataclass(kw_only=True)
class LookedWords:
    """The words of each look as the pieces in which they stand: programs cut what looks alike into runs as they like."""

    pieces: dict[str, list[str]] = field(default_factory=dict)
    _open: frozenset[str] = frozenset()

    def add(self, words: str, looks: Set[str]) -> None:
        """Go on with these words, which look so. White space alone ends no piece, whatever it looks like."""
        if not words.strip():
            for look in self._open:
                self.pieces[look][-1] += words
            return
        for look in looks:
            if look in self._open:
                self.pieces[look][-1] += words
            else:
                self.pieces.setdefault(look, []).append(words)
        self._open = frozenset(looks)

    def all(self) -> list[tuple[str, str]]:
        """Each look with each of its pieces, the looks in the order of their names: what is written must be the same bytes."""
        return [(look, piece.strip()) for look, pieces in sorted(self.pieces.items()) for piece in pieces]
