"""What a run of words looks like, as far as that says something: struck out, hidden, highlighted, coloured, raised or lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.word_characters import W
from goldenthread.model import LOOKS, look_called, raised

SHIFTS = frozenset({"superscript", "subscript"})
_HOLDERS = frozenset({"r", "pPr", "rPrChange", "hyperlink"})
SEEN = frozenset({*_HOLDERS, *LOOKS, "vertAlign", "rStyle"})
"""The elements that a reader of looks has to be told of."""


_BY_STYLE = frozenset({"struck out", "hidden", "highlighted"})


def looks_of_styles(elements: Iterable[tuple[str, Element]]) -> dict[str, set[str]]:
    """What each style of letters strikes out, hides or highlights; programs that compare files write so."""
    styled, based_on, style = dict[str, set[str]](), dict[str, str](), ""
    for event, element in elements:
        tag = element.tag.removeprefix(W)
        if event == "start" and tag == "style":
            style = element.get(f"{W}styleId", "") if element.get(f"{W}type") == "character" else ""
        elif event == "start" and tag == "basedOn" and style:
            based_on[style] = element.get(f"{W}val", "")
        elif event == "start" and tag in LOOKS and style:
            look = look_called(tag, element.get(f"{W}fill" if tag == "shd" else f"{W}val", "1"))
            styled.setdefault(style, set()).update({look} & _BY_STYLE)
    for one, other in based_on.items():
        styled[one] = styled.get(one, set()) | styled.get(other, set())
    return styled


class RunLook:
    """Follows the properties of runs through one part. Those of a paragraph's mark and those of earlier are no run's."""

    def __init__(self, styled: Mapping[str, set[str]]) -> None:
        """`styled` are the looks that each style of letters gives."""
        self._styled = styled
        self._open: list[tuple[str, set[str]]] = []
        """What is open, and the looks of it: a text box stands within a run, and some elements only hold properties."""

    def start(self, tag: str, element: Element) -> None:
        """Begin one of the elements of `SEEN`."""
        if tag in _HOLDERS:
            self._open.append((tag, set()))
            return
        if tag == "rStyle" and self._open:
            self._open[-1][1].update(self._styled.get(element.get(f"{W}val", ""), ()))
            return
        # the colour of a shade is its fill
        value = element.get(f"{W}fill" if tag == "shd" else f"{W}val", "1")
        look = value * (value in SHIFTS) if tag == "vertAlign" else look_called(tag, value)
        if self._open and look:
            self._open[-1][1].add(look)

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
        return {look for look in self._open[-1][1] - SHIFTS
                if not is_link or not look.startswith(("coloured", "underlined"))}

    def written(self, words: str) -> str:
        """Words as they read in plain text: raised digits stay raised."""
        shifts = self._open[-1][1] & SHIFTS if self._open else set()
        return raised(words, shifts.pop()) if shifts else words
