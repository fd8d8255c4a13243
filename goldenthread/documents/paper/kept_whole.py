"""What is kept on one page of a PDF: by its letters and paragraphs, before Typst measures anything."""

from __future__ import annotations

from typing import Any

from goldenthread.documents.paper.pandoc_model import Element, plain_text

WHOLE_CARD, WHOLE_FACTS, WHOLE_ENTRY = 700, 1500, 600
"""A card with fewer characters, its facts, which are set in smaller letters, and an entry of the annex of numbers stay whole."""
LOW_CARD = 20
"""A card of no more paragraphs and no table or picture surely fits on a page; others are measured, which takes memory."""


def whole_or_not(blocks: list[Element], most: int) -> str:
    """Whether blocks of no more characters are kept on one page: `true`, `false`, or `auto` for only if they fit on it."""
    if len(plain_text(blocks)) >= most:
        return "false"
    return "true" if _height(blocks) <= LOW_CARD else "auto"


def _height(part: Any) -> int:
    """How many paragraphs, lines of code and lines that are broken by hand some blocks hold; very many for a table or picture."""
    if isinstance(part, list):
        return sum(_height(each) for each in part)
    if not isinstance(part, dict):
        return 0
    if part["t"] in ("Figure", "Image", "Table"):
        return 1000
    if part["t"] == "CodeBlock":
        return len(part["c"][1].splitlines())
    return (part["t"] in ("Para", "Plain", "Header", "LineBreak")) + _height(part.get("c"))
