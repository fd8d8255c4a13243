"""Marks in the text of a volume at the names of areas, by which the index of places finds its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from goldenthread.documents.paper.pandoc_model import attributes, plain_text, span

MARK = "places"
"""The class of a mark, which holds the names of its paragraph."""
DIVIDER = "|"


def mark_places(part: Any, names: Sequence[str]) -> Any:
    """A copy of some blocks in which each paragraph that names an area begins with a mark that nobody sees.

    Of names within each other, such as Land and South Land, the longest counts.
    """
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    return _marked(part, pattern) if names else part


def _marked(part: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(part, list):
        return [_marked(each, pattern) for each in part]
    if not isinstance(part, dict) or "c" not in part:
        return part
    if part["t"] not in ("Para", "Plain"):
        return {**part, "c": _marked(part["c"], pattern)}
    found = dict.fromkeys(pattern.findall(" ".join(plain_text(part["c"]).split())))
    mark = span(attributes(classes=[MARK], pairs={"names": DIVIDER.join(found)}), [])
    return {**part, "c": [mark, *part["c"]]} if found else part
