"""What a run of words looks like, as far as that says something: struck out, hidden, highlighted, coloured, raised or lowered."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.word_characters import W
from goldenthread.model import raised

LOOKS = {"strike": "struck out", "dstrike": "struck out", "highlight": "highlighted", "vanish": "hidden", "shd": "highlighted",
         "u": "underlined", "color": "coloured"}
NOT_SO = ("0", "false", "off", "none", "auto", "000000")
_HOLDERS = frozenset({"r", "pPr", "rPrChange", "hyperlink"})
SEEN = frozenset({*_HOLDERS, *LOOKS, "vertAlign"})
"""The elements that a reader of looks has to be told of."""


class RunLook:
    """Follows the properties of runs through one part. Those of a paragraph's mark and those of earlier are no run's."""

    def __init__(self) -> None:
        self._open: list[tuple[str, set[str]]] = []
        """What is open, and the looks of it: a text box stands within a run, and some elements only hold properties."""

    def start(self, tag: str, element: Element) -> None:
        """Begin one of the elements of `SEEN`."""
        if tag in _HOLDERS:
            self._open.append((tag, set()))
            return
        # the colour of a shade is its fill
        value = element.get(f"{W}fill" if tag == "shd" else f"{W}val", "1")
        if self._open and value not in NOT_SO:
            self._open[-1][1].add(f"coloured {value.upper()}" if tag == "color" else LOOKS.get(tag, value))

    def end(self, tag: str) -> None:
        """End one of the elements of `SEEN`."""
        if tag in _HOLDERS and self._open:
            self._open.pop()

    @property
    def looks(self) -> set[str]:
        """What the run that is being read looks like; a link is coloured and underlined by programs."""
        if not self._open or not self._open[-1][1]:
            return set()
        is_link = any(tag == "hyperlink" for tag, _ in self._open)
        return {look for look in self._open[-1][1] - {"superscript", "subscript"}
                if not is_link or not look.startswith(("coloured", "underlined"))}

    def written(self, words: str) -> str:
        """Words as they read in plain text: raised digits stay raised."""
        shifts = self._open[-1][1] & {"superscript", "subscript"} if self._open else set()
        return raised(words, shifts.pop()) if shifts else words
