"""What an author writes, as patterns that fit half-written text too: the reader of Markdown wants it whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

from goldenthread.model import Dataset, Unresolved, resolve

VALUE = re.compile(r"\{value\}`([^`]*)`")
"""A number in a sentence; its expression may go over the end of a line."""
BLOCK_MARKS = r"[ \t]*(?::{3,}|`{3,})"
"""What the first and the last line of a block begin with."""
BLOCK_BEGIN = re.compile(rf"{BLOCK_MARKS}\{{([\w-]+)\}}[ \t]*(.*)")
"""The first line of a block: its name, and what follows it."""
BLOCK_END = re.compile(rf"{BLOCK_MARKS}[ \t]*")
ID = re.compile(r"(?<![\w-])[A-Z][A-Z0-9_]{2,39}(?![\w-])")
"""What may be the id of an item."""


def shown_value(expression: str, datasets: Mapping[str, Dataset]) -> str:
    """The number of an expression as the page shows it; empty where it has none (yet)."""
    try:
        return resolve(expression, datasets).text
    except Unresolved:
        return ""
