"""How items, charts and banners become HTML: headings, articles and lists that anyone can use."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.nodes import banner, chart, item, item_title

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


def visit_item(self: HTML5Translator, node: item) -> None:
    self.body.append(f'<article class="gt-item gt-{node["kind"]}" id="{node["item"]}" aria-labelledby="{node["item"]}-title">\n')


def depart_item(self: HTML5Translator, node: item) -> None:
    self.body.append("</article>\n")


def visit_item_title(self: HTML5Translator, node: item_title) -> None:
    own = node.parent
    self.body.append(f'<h{own["level"]} class="gt-title" id="{own["item"]}-title">')


def depart_item_title(self: HTML5Translator, node: item_title) -> None:
    own = node.parent
    label = escape(f"Link to {own['item']}")
    self.body.append(f'<a class="headerlink" href="#{own["item"]}" aria-label="{label}">#</a></h{own["level"]}>\n')


def visit_chart(self: HTML5Translator, node: chart) -> None:
    caption, source, table = (node.next_node(kind) for kind in (nodes.caption, nodes.paragraph, nodes.table))
    assert caption is not None and source is not None and table is not None
    self.body.append(f'<figure class="gt-chart" id="{node["ids"][0]}">\n<figcaption>')
    for child in caption.children:
        child.walkabout(self)
    self.body.append(f"</figcaption>\n{node['svg']}\n")
    source.walkabout(self)
    self.body.append("<details><summary>The numbers behind this chart</summary>\n")
    table.walkabout(self)
    self.body.append("</details>\n</figure>\n")
    raise nodes.SkipNode


def visit_banner(self: HTML5Translator, node: banner) -> None:
    self.body.append('<aside class="gt-banner" aria-label="Edition">\n')


def depart_banner(self: HTML5Translator, node: banner) -> None:
    self.body.append("</aside>\n")


def add_nodes(app: Sphinx) -> None:
    """Tell Sphinx how the book's nodes are written as HTML; the search index and plain text take their words alone."""
    words = (lambda self, node: None, lambda self, node: None)
    app.add_node(item, html=(visit_item, depart_item), text=words)
    app.add_node(item_title, html=(visit_item_title, depart_item_title), text=words)
    app.add_node(chart, html=(visit_chart, None), text=words)
    app.add_node(banner, html=(visit_banner, depart_banner), text=words)
