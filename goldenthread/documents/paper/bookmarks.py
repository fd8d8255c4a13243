"""The name of a place in a Word file: an item's id as it is, any other label in the signs that Word allows."""

from __future__ import annotations

import re
from hashlib import sha256

from goldenthread.documents.paper.cross_references import ITEM_ID, page_label

LONGEST = 40


def bookmark_name(label: str) -> str:
    """A label as a bookmark: letters, digits and underscores, a letter first, at most 40; a longer one ends in a short hash."""
    if not label or ITEM_ID.fullmatch(label):
        return label
    name = re.sub(r"[^A-Za-z0-9_]", "_", label)
    name = name if name[0].isalpha() else f"p_{name}"
    if len(name) <= LONGEST:
        return name
    return f"{name[:LONGEST - 9]}_{sha256(label.encode()).hexdigest()[:8]}"


def chapter_bookmark(docname: str) -> str:
    """The bookmark that encloses a whole page, by which a comment outside every item finds its chapter."""
    return bookmark_name(page_label(docname))
