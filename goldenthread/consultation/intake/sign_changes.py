"""Changes of a sign alone, such as a quotation mark or a dash: by a reader, or by a program that wrote it anew throughout.

A program that converts a file writes every sign of a kind in its own way; a reader changes one here and there. So a sign counts
as a program's when it was changed in nearly every place of the copy, and in no fewer than a few.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from goldenthread.consultation.intake.points import fold

FEWEST, NEARLY_ALL = 5, 0.9
"""In how many places, and in which share of all, a sign is changed when a program did it."""
# nobody sees these, or tells the hyphen that does not break from the other
_UNSEEN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x200D: None, 0x2010: "-", 0x2011: "-"}


def exact(text: str) -> str:
    """A text without white space and what nobody sees; every other sign is as it was written."""
    return "".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


@dataclass(frozen=True, kw_only=True, slots=True)
class SignsThroughout:
    """The signs that a program wrote anew throughout a copy: what each became, and in how many places."""

    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: int = 0

    def alike(self, text: str) -> str:
        """A text in which a sign and what a program made of it are the same, so that only other changes are left."""
        signs = {sign for given, forms in self.forms.items() for sign in (given, *forms)}
        return "".join(fold(sign) if sign in signs else sign for sign in text)

    def in_words(self) -> str:
        """What became what: `’ as '`."""
        return ", ".join(f"{given} as {' or '.join(sorted(forms))}" for given, forms in self.forms.items())


def signs_throughout(pairs: Iterable[tuple[str, str]]) -> SignsThroughout:
    """What a program changed throughout, from paragraphs as given out and as they came, alike but for signs."""
    changed, everywhere, forms = Counter[str](), Counter[str](), dict[str, set[str]]()
    for given, came in pairs:
        everywhere.update(exact(given))
        for sign, now in _aligned(given, came) if exact(given) != exact(came) else ():
            if sign != now:
                changed[sign] += 1
                forms.setdefault(sign, set()).add(now)
    kept = {sign: frozenset(forms[sign]) for sign, count in changed.items()
            if count >= FEWEST and count >= NEARLY_ALL * everywhere[sign]}
    return SignsThroughout(forms=kept, places=sum(changed[sign] for sign in kept))


def _aligned(given: str, came: str) -> Iterator[tuple[str, str]]:
    """The signs of two texts that are alike but for signs, side by side; where one became several, these go together."""
    first, second = exact(given), exact(came)
    here, there = 0, 0
    while here < len(first) and there < len(second):
        one, other, left, right = here, there, "", ""
        while not left or left != right:
            if len(left) <= len(right) and here < len(first):
                left, here = left + _folded(first[here]), here + 1
            elif there < len(second):
                right, there = right + _folded(second[there]), there + 1
            else:
                break
        yield first[one:here], second[other:there]


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    return fold(sign)
