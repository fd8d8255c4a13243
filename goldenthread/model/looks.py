"""The words that are marked by their look alone, by one rule for a copy that goes out and for one that comes back."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

LOOKS = {"strike": "struck out", "dstrike": "struck out", "highlight": "highlighted", "vanish": "hidden", "shd": "highlighted",
         "u": "underlined", "color": "coloured"}
"""What the properties of a run in a Word document make of its words."""
LOOK_UNKNOWN = ""
"""The look of a paragraph that was given out with marks, of which is not known where they stood."""
GIVEN_CHANGE = "changed"
"""The look of words that a copy was given out with as a tracked change: what it struck out and what it put in, as JSON."""
_NOT_SO = ("0", "false", "off", "none", "auto", "000000")


def look_called(tag: str, value: str) -> str:
    """What a property of a run with this value makes of its words, such as `coloured FF0000`; empty where that is nothing."""
    if value in _NOT_SO:
        return ""
    return f"coloured {value.upper()}" if tag == "color" else LOOKS.get(tag, "")


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
        """Each look with each of its pieces."""
        return [(look, piece.strip()) for look, pieces in self.pieces.items() for piece in pieces]
