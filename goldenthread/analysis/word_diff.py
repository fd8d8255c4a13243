"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

# a role is compared as one word, so that a changed expression is shown whole
WORD = re.compile(r"(?:\{[\w:-]+\}`[^`]*`|\S)+")
# by these signs a reader sees what went and what came where colours and lines cannot be seen
MARKS = {"deleted": ("[\N{MINUS SIGN}", "\N{MINUS SIGN}]"), "inserted": ("[+", "+]")}
# so many words between two changes are not worth an interruption: they are shown as part of one change
CROSSED = 2


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pairs of (`same` | `deleted` | `inserted`, text), which joined by spaces give both texts with white space folded."""
    old, new = WORD.findall(before), WORD.findall(after)
    for same, gone, came in _runs(old, new):
        for how, words in (("same", same), ("deleted", gone), ("inserted", came)):
            if words:
                yield how, " ".join(words)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Runs of words that stayed, or that went and came; a short run that stayed between two changes joins them."""
    gone: list[str] = []
    came: list[str] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (how, start, end, new_start, new_end) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        if how == "equal" and not (between and end - start <= CROSSED):
            if gone or came:
                yield [], gone, came
            gone, came = [], []
            yield old[start:end], [], []
        else:
            gone, came = gone + old[start:end], came + new[new_start:new_end]
    if gone or came:
        yield [], gone, came


def marked_text(before: str, after: str) -> str:
    """One text in which what went stands as `[−…−]` and what came as `[+…+]`."""
    parts = ((MARKS.get(how, ("", "")), words) for how, words in words_changed(before, after))
    return " ".join(f"{begin}{words}{end}" for (begin, end), words in parts)
