"""What a chapter says in its own words, for the search: its sections without items, views, and the tables of charts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from goldenthread.documents.nodes import chart, view
from goldenthread.site.domain import BookDomain

Section = tuple[str, str, str]
"""The anchor of a section (empty for the chapter itself), its heading, and its text in one line."""

# an item's title or a chapter's, which is filled in when all are known
_NAMED = "\x01{}\x02"
_NAMES = re.compile("\x01(.*?)\x02")
_LEFT_OUT = (view, addnodes.toctree, nodes.raw, nodes.comment, nodes.image, nodes.target, nodes.pending)
# by their names, since the classes of sphinx-needs and of sphinxcontrib-bibtex are no part of their public interfaces
_LEFT_OUT_BY_NAME = {"Need", "bibliography"}
_BLOCKS = (nodes.paragraph, nodes.title, nodes.entry, nodes.term, nodes.caption, nodes.literal_block, nodes.line)


def note_text(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the text of a chapter that has just been read; for the `doctree-read` event."""
    BookDomain.of(app.env).data["texts"][app.env.current_document.docname] = sections_of(doctree)


def sections_of(doctree: nodes.document) -> list[Section]:
    """The sections of a chapter in their order, the chapter itself first; those that say nothing are left out."""
    sections: list[Section] = []
    for place, section in enumerate(doctree.findall(nodes.section)):
        heading = next((child.astext() for child in section.children if isinstance(child, nodes.title)), "")
        words: list[str] = []
        for child in section.children:
            if not isinstance(child, nodes.section | nodes.title):
                _gather(child, words)
        text = " ".join("".join(words).split())
        if place == 0:
            sections.append(("", "", text))
        elif text or heading:
            sections.append((section["ids"][0] if section["ids"] else "", " ".join(heading.split()), text))
    return sections


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A text with the titles of the items and chapters that it names."""
    return _NAMES.sub(lambda named: names.get(named[1], named[1]), text)


def _gather(node: nodes.Node, words: list[str]) -> None:
    if isinstance(node, nodes.Text):
        words.append(node.astext())
    elif isinstance(node, chart):
        caption = node.next_node(nodes.caption)
        words.append(f" {caption.astext()} " if caption is not None else "")
    elif isinstance(node, nodes.Element) and not isinstance(node, _LEFT_OUT) and node.tagname not in _LEFT_OUT_BY_NAME:
        if (node.tagname == "NeedRef" or isinstance(node, addnodes.pending_xref)) and not _has_own_words(node):
            words.append(_NAMED.format(node.get("reftarget", "")))
            return
        for child in node.children:
            _gather(child, words)
        if isinstance(node, _BLOCKS):
            words.append(" ")


def _has_own_words(node: nodes.Element) -> bool:
    text = node.astext().strip()
    return bool(text) and text != node.get("reftarget")
