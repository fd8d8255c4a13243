"""What a run of words looks like, as far as that says something: struck out, hidden, highlighted, coloured, raised or lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.word_characters import W
from goldenthread.model import LOOKS, look_called, raised

SHIFTS = frozenset({"superscript", "subscript"})
_HOLDERS = frozenset({"r", "pPr", "rPrChange", "hyperlink"})
SEEN = frozenset({*_HOLDERS, *LOOKS, "p", "pStyle", "rStyle", "vertAlign"})
"""The elements that a reader of looks has to be told of."""
_BY_STYLE = frozenset({"struck out", "hidden", "highlighted"})
"""What a style tells a reader of the words, and does not only set them off."""


def looks_of_styles(elements: Iterable[tuple[str, Element]]) -> dict[str, set[str]]:
    """What each style of letters or of paragraphs makes of words."""
    styled, based_on, style, is_of_letters = dict[str, set[str]](), dict[str, str](), "", False
    for event, element in elements:
        tag = element.tag.removeprefix(W)
        if tag == "rPr":
            is_of_letters = event == "start"
        elif event == "start" and tag == "style":
            style = element.get(f"{W}styleId", "") if element.get(f"{W}type") in ("character", "paragraph") else ""
        elif event == "start" and tag == "basedOn" and style:
            based_on[style] = element.get(f"{W}val", "")
        elif event == "start" and tag in LOOKS and style and is_of_letters:
            look = look_called(tag, element.get(f"{W}fill" if tag == "shd" else f"{W}val", "1"))
            styled.setdefault(style, set()).update({look} - {""})
    for one, other in based_on.items():
        styled[one] = styled.get(one, set()) | styled.get(other, set())
    return styled


class RunLook:
    """Follows the properties of runs through one part. Those of a paragraph's mark and those of earlier are no run's.

    What a style strikes out, hides or highlights counts, as programs that compare files write it. What a paragraph's style sets
    off counts neither there nor where a program writes it down at each run.
    """

    def __init__(self, styled: Mapping[str, set[str]]) -> None:
        """`styled` are the looks that each style gives."""
        self._styled = styled
        self._paragraphs: list[set[str]] = []
        """The looks that the style of each paragraph that is open gives."""
        self._open: list[tuple[str, set[str]]] = []
        """What is open, and the looks of it: a text box stands within a run, and some elements only hold properties."""

    def start(self, tag: str, element: Element) -> None:
        """Begin one of the elements of `SEEN`."""
        if tag == "p":
            self._paragraphs.append(set())
        elif tag in _HOLDERS:
            self._open.append((tag, set()))
        elif tag == "pStyle":
            if self._paragraphs:
                self._paragraphs[-1] = self._styled.get(element.get(f"{W}val", ""), set())
        elif self._open:
            self._open[-1][1].update(self._looks_of(tag, element) - {""})

    def _looks_of(self, tag: str, element: Element) -> set[str]:
        # the colour of a shade is its fill
        value = element.get(f"{W}fill" if tag == "shd" else f"{W}val", "1")
        if tag == "rStyle":
            return self._styled.get(value, set()) & _BY_STYLE
        return {value * (value in SHIFTS) if tag == "vertAlign" else look_called(tag, value)}

    def end(self, tag: str) -> None:
        """End one of the elements of `SEEN`."""
        if tag == "p" and self._paragraphs:
            self._paragraphs.pop()
        elif tag in _HOLDERS and self._open:
            self._open.pop()

    @property
    def looks(self) -> set[str]:
        """What the run that is being read looks like; a link is coloured and underlined by programs."""
        if not self._open:
            return set()
        of_style = self._paragraphs[-1] if self._paragraphs else set()
        looks = (self._open[-1][1] - SHIFTS - of_style) | (of_style & _BY_STYLE)
        is_link = bool(looks) and any(tag == "hyperlink" for tag, _ in self._open)
        return {look for look in looks if not is_link or not look.startswith(("coloured", "underlined"))}

    def written(self, words: str) -> str:
        """Words as they read in plain text: raised digits stay raised."""
        shifts = self._open[-1][1] & SHIFTS if self._open else set()
        return raised(words, shifts.pop()) if shifts else words
