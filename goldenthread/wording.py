"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

# a role is compared as one word, so that a changed expression is shown whole
WORD = re.compile(r"\{[\w:-]+\}`[^`]*`|\S+|\s+")


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pairs of (`same` | `deleted` | `inserted`, text), which put together give both texts with white space folded."""
    old, new = (WORD.findall(" ".join(text.split())) for text in (before, after))
    for how, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield "same", "".join(old[old_from:old_to])
            continue
        if gone := "".join(old[old_from:old_to]):
            yield "deleted", gone
        if came := "".join(new[new_from:new_to]):
            yield "inserted", came
