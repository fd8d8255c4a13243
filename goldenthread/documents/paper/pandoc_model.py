"""Pandoc's document model, as far as a book needs it: one small function for each element of its JSON.

No Typst and no Word here. What pandoc has no word for is a `Div` or a `Span` with a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Element = dict[str, Any]
"""A block or an inline: `{"t": type, "c": content}`."""

API_VERSION = [1, 23, 1]
_SPACES = re.compile(r"[ \t\r\n]+")


def attributes(label: str = "", classes: Iterable[str] = (), pairs: Mapping[str, str] | None = None) -> list[Any]:
    """The label, classes and further pairs that an element may carry."""
    return [label, list(classes), [[name, value] for name, value in (pairs or {}).items()]]


def element(kind: str, content: Any = None) -> Element:
    """Any element by its type; one without content has only its type."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def words(text: str) -> list[Element]:
    """Running text: words and the spaces between them. A no-break space stays inside its word."""
    found: list[Element] = []
    for position, word in enumerate(_SPACES.split(text)):
        if position:
            found.append(element("Space"))
        if word:
            found.append(element("Str", word))
    return found


def plain(inlines: Sequence[Element]) -> Element:
    """Text that is no paragraph of its own: a tight list item, a table cell, a term."""
    return element("Plain", list(inlines))


def paragraph(inlines: Sequence[Element]) -> Element:
    """A paragraph."""
    return element("Para", list(inlines))


def header(level: int, attr: list[Any], inlines: Sequence[Element]) -> Element:
    """A heading."""
    return element("Header", [level, attr, list(inlines)])


def div(attr: list[Any], blocks: Sequence[Element]) -> Element:
    """Blocks that belong together."""
    return element("Div", [attr, list(blocks)])


def span(attr: list[Any], inlines: Sequence[Element]) -> Element:
    """Inlines that belong together."""
    return element("Span", [attr, list(inlines)])


def link(inlines: Sequence[Element], target: str, classes: Iterable[str] = ()) -> Element:
    """A link; a target that begins with `#` is a label of the same document."""
    return element("Link", [attributes(classes=classes), list(inlines), [target, ""]])


def image(name: str, alt: str, at: str) -> Element:
    """A picture by the name of its file, with the words that stand for it and the place where it was written."""
    return element("Image", [attributes(pairs={"alt": alt, "at": at}), words(alt), [name, ""]])


def definition_list(pairs: Iterable[tuple[list[Element], list[list[Element]]]]) -> Element:
    """Terms, each with one or more definitions."""
    return element("DefinitionList", [[term, definitions] for term, definitions in pairs])


def raw_block(target: str, text: str) -> Element:
    """Source text of one target (`typst`) between blocks."""
    return element("RawBlock", [target, text])


def raw_inline(target: str, text: str) -> Element:
    """Source text of one target (`typst`) between inlines."""
    return element("RawInline", [target, text])


def one_below_another(definition: Sequence[Element]) -> list[Element]:
    """The entries of a definition as paragraphs, lists taken apart, so that the first can stand beside its term."""
    found: list[Element] = []
    for block in definition:
        found += [part for entry in block["c"] for part in entry] if block["t"] == "BulletList" else [block]
    return [paragraph(block["c"]) if block["t"] == "Plain" else block for block in found]


def whole(blocks: Sequence[Element], title: str = "", language: str = "") -> dict[str, Any]:
    """A document as pandoc reads it."""
    meta = {"title": element("MetaInlines", words(title))} if title else {}
    meta |= {"lang": element("MetaString", language)} if language else {}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}


def text_of(value: Any) -> str:
    """The words of any part of a document, for measuring."""
    if isinstance(value, list):
        return "".join(text_of(part) for part in value)
    if not isinstance(value, dict):
        return ""
    kind = value.get("t")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(value["c"])
    if kind in ("Code", "Math"):
        return str(value["c"][1])
    # a footnote stands elsewhere; the other texts of an image or raw piece are not printed here
    return "" if kind in ("Note", "Image", "RawInline", "RawBlock") else text_of(value.get("c"))
