"""docutils nodes from plain values: paragraphs, lists, tables, sections.

Nodes that docutils has no word for are in `documents.nodes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from docutils import nodes

from goldenthread.charts import NARROW, WIDTH, Drawing, draw, draw_for_page
from goldenthread.documents.nodes import chart
from goldenthread.model import slug

Inline = str | nodes.Node | Sequence["str | nodes.Node"]
"""Inline content: a text, a node, or several of them."""


def inline_nodes(content: Inline) -> list[nodes.Node]:
    """A text, a node, or several, as nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    if isinstance(content, nodes.Node):
        return [content]
    return [nodes.Text(part) if isinstance(part, str) else part for part in content]


def paragraph(content: Inline, *classes: str) -> nodes.paragraph:
    node = nodes.paragraph("", "", *inline_nodes(content))
    node["classes"] += classes
    return node


def bullet_list(entries: Iterable[Inline], *classes: str) -> nodes.bullet_list:
    """A bullet list, one paragraph per entry."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(entry)) for entry in entries), bullet="-", classes=list(classes))


def distant_list(entries: Iterable[Inline]) -> nodes.bullet_list:
    """A bullet list among many on a long page, which a browser lays out only when a reader comes near it."""
    return bullet_list(entries, "gt-distant")


def fact_list(pairs: Iterable[tuple[str, Sequence[Inline]]]) -> nodes.definition_list:
    """Terms with what they say; a term whose entries are empty is left out."""
    rows = []
    for term, entries in pairs:
        if entries:
            body = [paragraph(entry) for entry in entries] if len(entries) == 1 else [bullet_list(entries)]
            row = nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *body))
            row["classes"].append(f"fact-{nodes.make_id(term)}")
            rows.append(row)
    return nodes.definition_list("", *rows, classes=["facts"])


def chart_of(drawing: Drawing, dataset: str, ids: str) -> chart:
    """A chart as it is drawn for paper, and for a page with room and without; what it is called there is text of the page.

    Caption, source and table are to follow. Raises `ChartFault` when nothing can be drawn.
    """
    wide, words = draw_for_page(drawing, WIDTH)
    narrow, _words = draw_for_page(drawing, NARROW)
    return chart("", svg=draw(drawing), wide=wide, narrow=narrow, words=words, alt=drawing.alt, dataset=dataset, ids=[ids])


def fold(summary: str, *content: nodes.Node) -> nodes.compound:
    """Content that a reader unfolds, for web pages only."""
    return nodes.compound("", nodes.raw("", f"<details><summary>{escape(summary)}</summary>", format="html"), *content,
                          nodes.raw("", "</details>", format="html"))


def section(ids: str, title: str, *content: nodes.Node) -> nodes.section:
    """A section with one id and its title."""
    return nodes.section("", nodes.title("", title), *content, ids=[ids], names=[])


def table(
    caption: str, headers: Sequence[str], rows: Iterable[Sequence[Inline]], *, numbers: bool = False,
    classes: Sequence[str] = (), ids: str = "",
) -> nodes.table:
    """A table with a caption, one header row, and row headers in the first column; `numbers` sets the rest to the right."""
    group = nodes.tgroup(cols=len(headers))
    for column in range(len(headers)):
        group += nodes.colspec(colwidth=100 // len(headers), stub=1 if column == 0 else 0)
    head = nodes.row("", *(nodes.entry("", paragraph(header)) for header in headers))
    group += nodes.thead("", head)
    body = nodes.tbody()
    for cells in rows:
        body += nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))
    group += body
    node = nodes.table("", group, classes=["numbers", *classes] if numbers else list(classes))
    # Sphinx numbers what has a title, and asks for an id to do so
    node["ids"] = [ids or f"table-{slug(caption or headers[0])}"]
    if caption:
        node.insert(0, nodes.title("", caption))
    return node
