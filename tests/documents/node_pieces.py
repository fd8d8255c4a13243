"""Volumes, chapters and nodes made by hand: the least that a test of print needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import new_document

from goldenthread.documents.nodes import item, item_title
from goldenthread.documents.paper import Volume, VolumeChapter


def volume(chapters: list[VolumeChapter], root: Path, **changes: Any) -> Volume:
    """A volume of some chapters; what matters to a test is said by it."""
    given: dict[str, Any] = {
        "file": "book.pdf", "title": "A strategy", "dated": date(2019, 12, 6), "edition": "Draft of December 2019",
        "status": "Draft", "running_head": "Draft", "publisher": "The partnership", "note": "No agreement yet.",
    }
    return Volume(chapters=chapters, root=root, **(given | changes))


def chapter(*blocks: nodes.Node, docname: str = "people") -> VolumeChapter:
    """A chapter made by hand: a title and some blocks."""
    tree = new_document("")
    tree += nodes.section("", nodes.title("", "People"), *blocks, ids=["people"])
    return VolumeChapter(docname=docname, doctree=tree, file=f"{docname}.md")

def at(node: nodes.Element, line: int) -> Any:
    """The node, as if an author had written it on a line."""
    node.line = line
    return node

def item_node(ident: str, **changes: Any) -> nodes.Element:
    node = item("", item_title("", "A finding"), ids=[ident], kind="evidence", label="Evidence", item=ident, level=2)
    node.attributes |= changes
    return node

def table_node(rows: list[list[str]], head: int = 1) -> nodes.table:
    made = [nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row)) for row in rows]
    columns = [nodes.colspec(colwidth=1) for _ in rows[0]]
    return nodes.table("", nodes.tgroup("", *columns, nodes.thead("", *made[:head]), nodes.tbody("", *made[head:])))
