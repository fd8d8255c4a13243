"""Pandoc's document model, as far as a book needs it: one small function for each element of its JSON.

The model is that of https://hackage.haskell.org/package/pandoc-types, as `pandoc --to=json` writes it. No Typst and no Word here:
what pandoc has no word for is a `Div` or a `Span` with a class, which `typst_source` and `word_source` replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Element = dict[str, Any]
"""A block or an inline: `{"t": type, "c": content}`."""

API_VERSION = [1, 23, 1]
"""The version of pandoc-types that the elements below keep to: pandoc refuses a document of another major version."""
_SPACES = re.compile(r"[ \t\r\n]+")


def attributes(label: str = "", classes: Iterable[str] = (), pairs: Mapping[str, str] | None = None) -> list[Any]:
    """The `Attr` of an element: its identifier, its classes, and further pairs of a name and a value."""
    return [label, list(classes), [[name, value] for name, value in (pairs or {}).items()]]


def element(kind: str, content: Any = None) -> Element:
    """Any element by its type; one without content has only its type."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def words(text: str) -> list[Element]:
    """Running text: words and the spaces between them. A no-break space stays inside its word."""
    inlines: list[Element] = []
    for position, word in enumerate(_SPACES.split(text)):
        if position:
            inlines.append(element("Space"))
        if word:
            inlines.append(element("Str", word))
    return inlines


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
    """An image by the name of its file, with its alternative text and the place where its author wrote it (`page.md:12`)."""
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


def as_paragraphs(definition: Sequence[Element]) -> list[Element]:
    """The blocks of a definition with its lists taken apart into paragraphs, so that the first can be beside its term."""
    blocks: list[Element] = []
    for block in definition:
        blocks += [part for entry in block["c"] for part in entry] if block["t"] == "BulletList" else [block]
    return [paragraph(block["c"]) if block["t"] == "Plain" else block for block in blocks]


def pandoc_document(blocks: Sequence[Element], title: str = "", language: str = "") -> dict[str, Any]:
    """A document as `pandoc --from=json` reads it; `language` is a tag such as `en-GB`."""
    meta = {"title": element("MetaInlines", words(title))} if title else {}
    meta |= {"lang": element("MetaString", language)} if language else {}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}


_HOLD_INLINES = frozenset({"Emph", "Strong", "Subscript", "Superscript", "Link", "Span"})


def without_notes(inlines: Sequence[Element]) -> tuple[list[Element], list[Element]]:
    """Inlines without their notes, and the notes: what is repeated elsewhere, such as a heading, may not bring them along."""
    kept, notes = list[Element](), list[Element]()
    for each in inlines:
        if each["t"] == "Span" and {"note", "note-again"} & set(each["c"][0][1]):
            notes.append(each)
        elif each["t"] in _HOLD_INLINES:  # emphasis, or after attributes the words of a link or a span
            held = each["c"] if each["t"] not in ("Link", "Span") else each["c"][1]
            words_kept, within = without_notes(held)
            kept.append(element(each["t"], words_kept if held is each["c"] else [each["c"][0], words_kept, *each["c"][2:]]))
            notes += within
        else:
            kept.append(each)
    return kept, notes


def plain_text(value: Any) -> str:
    """The text of any part of a document, for measuring its length."""
    if isinstance(value, list):
        return "".join(plain_text(part) for part in value)
    if not isinstance(value, dict):
        return ""
    kind = value.get("t")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Str":
        return str(value["c"])
    if kind in ("Code", "Math"):
        return str(value["c"][1])
    # a footnote is elsewhere; the other texts of an image or raw piece are not printed here
    return "" if kind in ("Note", "Image", "RawInline", "RawBlock") else plain_text(value.get("c"))
