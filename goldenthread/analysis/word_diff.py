"""Two texts compared word by word: what stayed, what was deleted, what was inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

# a role is compared as one word, so that a changed expression is shown whole
WORD = re.compile(r"(?:\{[\w:-]+\}`[^`]*`|\S)+")
# marks for what was deleted and inserted, where colours and lines cannot be seen
MARKS = {"deleted": ("[\N{MINUS SIGN}", "\N{MINUS SIGN}]"), "inserted": ("[+", "+]")}
# with so few unchanged words between them, two changes are shown as one, which is easier to read
BRIDGED = 2


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pairs of (`same` | `deleted` | `inserted`, text), which joined by spaces give both texts with white space folded."""
    old, new = WORD.findall(before), WORD.findall(after)
    for same, deleted, inserted in _runs(old, new):
        for how, words in (("same", same), ("deleted", deleted), ("inserted", inserted)):
            if words:
                yield how, " ".join(words)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Runs of (unchanged, deleted, inserted) words; a short unchanged run between two changes joins them."""
    deleted: list[str] = []
    inserted: list[str] = []
    # by default difflib ignores frequent words of long texts (`autojunk`)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (how, start, end, new_start, new_end) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        if how == "equal" and not (between and end - start <= BRIDGED):
            if deleted or inserted:
                yield [], deleted, inserted
            deleted, inserted = [], []
            yield old[start:end], [], []
        else:
            deleted, inserted = deleted + old[start:end], inserted + new[new_start:new_end]
    if deleted or inserted:
        yield [], deleted, inserted


def marked_text(before: str, after: str) -> str:
    """One text in which deletions are marked as `[−…−]` and insertions as `[+…+]`."""
    parts = ((MARKS.get(how, ("", "")), words) for how, words in words_changed(before, after))
    return " ".join(f"{begin}{words}{end}" for (begin, end), words in parts)
