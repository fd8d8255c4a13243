"""Words that are longer than a line is wide: which of them are to be split.

A browser and Word split such a word by themselves. Typst 0.15 does not, and prints it beyond the edge of the page.
"""

from __future__ import annotations

from typing import Any

from goldenthread.book import extent
from goldenthread.documents.paper.pandoc_model import attributes, div, plain_text, span


def split_words(blocks: list[Any], room: float) -> list[Any]:
    """The same blocks, with a `Span` or `Div` of the class `split` around each word and code that is wider than `room`.

    `room` is in the letters of `extent`; the attribute `room` says how many letters surely fit. What was marked before for
    another room is marked anew. Tables in the blocks are left as they are: their words have the room of their columns.
    """
    return [_split(part, room) for part in blocks]


def _split(part: Any, room: float) -> Any:
    if isinstance(part, list):
        return split_words(part, room)
    if not isinstance(part, dict) or "c" not in part or part["t"] == "Table":
        return part
    if part["t"] in ("Span", "Div") and "split" in part["c"][0][1]:
        return _split(part["c"][1][0], room)
    if part["t"] in ("Str", "Code", "CodeBlock"):
        text = plain_text(part) if part["t"] != "CodeBlock" else part["c"][1]
        if all(extent(word) <= room for word in text.split()):
            return part
        around = div if part["t"] == "CodeBlock" else span
        return around(attributes(classes=["split"], pairs={"room": str(max(int(room / 1.3), 1))}), [part])
    return {**part, "c": _split(part["c"], room)}
