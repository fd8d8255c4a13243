"""How the book's nodes become HTML: headings, articles, tables and lists that anyone can use."""

from __future__ import annotations

import re
from html import escape
from typing import Any, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from goldenthread.documents.nodes import banner, chart, drawing, item, item_row, item_title
from goldenthread.model import gettext, gettext_noop, number_of
from goldenthread.site.chart_pictures import PICTURE_MARK
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_words import html_words
from goldenthread.site.number_links import breaking_in_unit, panel, panel_id, place_of_number
from goldenthread.site.page_addresses import chart_file

# A list of cautions longer than this is folded, so that it does not bury the finding.
CAUTIONS_SHOWN = 2
CHART_FILES = {"csv": gettext_noop("its numbers (CSV)"), "svg": gettext_noop("drawing (SVG)")}
"""The files in which a chart can be taken along, by their endings; a published site has a PNG file beside."""


class BookTranslator(HTML5Translator):
    """Sphinx's HTML with regions that scroll on their own, tables with headers that say what they head, and named links.

    No element carries a style of its own, so that a page can forbid them.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._region_names: dict[str, int] = {}
        # by the expressions of the numbers that stand on the page, the page
        self._numbers: dict[str, str] = {}
        # of the table that is being written, if its rows are stacked on a narrow screen
        self._column_names: list[str] = []

    def region(self, kind: str, about: str) -> str:
        """The start tag of a region that scrolls sideways on its own; no two regions of a page have one name."""
        name = f"{gettext(kind)}: {' '.join(about.split())}" if about.strip() else gettext(kind)
        count = self._region_names[name] = self._region_names.get(name, 0) + 1
        label = escape(name if count == 1 else f"{name} ({count})")
        return f'<div class="gt-scroll gt-scroll-{kind.lower()}" role="region" tabindex="0" aria-label="{label}">\n'

    def amend(self, start: int, before: str, after: str) -> None:
        """Replace the first `before` in what has been written since `start`."""
        for place in range(start, len(self.body)):
            if before in self.body[place]:
                self.body[place] = self.body[place].replace(before, after, 1)
                return

    # tables

    def visit_table(self, node: nodes.table) -> None:
        title = node.next_node(nodes.title)
        self.body.append(self.region("Table", title.astext() if title is not None else _section_title(node)))
        # columns are as wide as their content asks, not as docutils divides the line
        node["classes"] = [name for name in node["classes"] if not name.startswith("colwidths-")]
        node.attributes.pop("width", None)
        head = node.next_node(nodes.thead) if "wide" in node["classes"] and "map" not in node["classes"] else None
        self._column_names = [entry.astext() for entry in head.findall(nodes.entry)] if head is not None else []
        if self._column_names:
            node["classes"].append("stacked")
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        start = len(self.body)
        super().visit_entry(node)
        # docutils writes no scope, by which a screen reader tells what a header heads
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        if node.astext().strip():
            self.amend(start, "<th", f'<th scope="{scope}"')
        elif self.context[-1].startswith("</th"):  # an empty corner heads nothing
            self.amend(start, "<th", "<td")
            self.context[-1] = self.context[-1].replace("th", "td")
        place = node.parent.index(node)
        if scope == "row" and 0 < place < len(self._column_names):
            self.amend(start, "<td", f'<td data-column="{escape(self._column_names[place])}"')

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        # ten thousand rows come sooner without one more element in each of their cells
        if not isinstance(node.parent.parent, item_row):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not isinstance(node.parent.parent, item_row):
            super().depart_paragraph(node)

    def add_fignumber(self, node: nodes.Element) -> None:
        if node.get("ids"):  # a view's table has none, and so no number
            super().add_fignumber(node)

    # headings and links

    def visit_title(self, node: nodes.title) -> None:
        start = len(self.body)
        super().visit_title(node)
        if isinstance(node.parent, addnodes.compact_paragraph):
            self.amend(start, 'role="heading"', 'role="heading" aria-level="2"')

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        if node["ids"] and self.config.html_permalinks and self.builder.add_permalinks:
            heading = node.next_node(nodes.title)
            self.body.append(_permalink(node["ids"][0], heading.astext() if heading is not None else ""))

    def visit_reference(self, node: nodes.Element) -> None:
        start = len(self.body)
        super().visit_reference(node)
        if expression := node.get("expression"):
            own = f' id="{place_of_number(expression, node["occurrence"])}"' if "occurrence" in node else ""
            name = f"{escape(node.astext())} ({escape(node['reftitle'])})"
            self.amend(start, "<a ", f'<a{own} aria-label="{name}" data-working="{panel_id(expression)}" ')
            self._numbers[expression] = node["docname"]
            for text in list(node.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(breaking_in_unit(text)))

    def depart_document(self, node: nodes.document) -> None:
        if self._numbers:
            domain = BookDomain.of(self.builder.env)
            self.body += [panel(self.builder, docname, domain.register, domain.workings.of(expression))
                          for expression, docname in self._numbers.items()]
        super().depart_document(node)

    # notes at the foot, and what is cited

    def visit_footnote(self, node: nodes.footnote) -> None:
        start = len(self.body)
        super().visit_footnote(node)
        # an aside is a landmark, and a page should have few of these
        self.amend(start, '<aside class="footnote-list', '<div class="footnote-list')

    def depart_footnote(self, node: nodes.footnote) -> None:
        last = not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote)
        super().depart_footnote(node)
        if last:
            self.body[-1] = "</div>\n"

    def visit_citation(self, node: nodes.citation) -> None:
        start = len(self.body)
        super().visit_citation(node)
        self.amend(start, "doc-biblioentry", "listitem")  # docutils still writes the role that WAI-ARIA 1.2 deprecates

    # facts of an item

    def visit_definition(self, node: nodes.Element) -> None:
        super().visit_definition(node)
        count = _folded(node)
        if count:
            self.body.append(f"<details><summary>{escape(number_of(count, 'caution'))}</summary>\n")

    def depart_definition(self, node: nodes.Element) -> None:
        if _folded(node):
            self.body.append("</details>\n")
        super().depart_definition(node)


def unwrap_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take tables out of the wrappers that furo puts around them: those repeat the table's id and no keyboard reaches them."""
    for wrapper in list(doctree.findall(nodes.container)):
        if "table-wrapper" in wrapper["classes"]:
            wrapper.parent.replace(wrapper, wrapper.children)


def render(app: Sphinx, content: nodes.Element) -> str:
    """The HTML of nodes that come from no chapter, as the body of a page."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        raise TypeError(f"the builder {builder.name} writes no web pages")
    # no transform has anything to do here: all is made of what the register holds
    document = new_document("", builder.docsettings)
    document += content
    # Sphinx 9.0 keeps the numbers of the chapter that it wrote last
    builder.secnumbers, builder.fignumbers = {}, {}
    translator = builder.create_translator(document, builder)
    document.walkabout(translator)
    return "".join(cast(HTML5Translator, translator).fragment)


def _folded(node: nodes.Element) -> int:
    """How many cautions a definition holds, if they are so many that they are folded."""
    entries = node.next_node(nodes.bullet_list)
    own = "fact-caution" in node.parent["classes"] and entries is not None
    return len(entries) if own and entries is not None and len(entries) > CAUTIONS_SHOWN else 0


def _section_title(node: nodes.Node) -> str:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    title = parent.next_node(nodes.title) if parent is not None else None
    return title.astext() if title is not None else ""


def _permalink(ids: str, about: str) -> str:
    name = gettext("Link to “{place}”", place=" ".join(about.split())) if about.strip() else gettext("Link to this place")
    return f'<a class="headerlink" href="#{ids}" aria-label="{escape(name)}">#</a>'


def visit_item(self: BookTranslator, node: item) -> None:
    self.body.append(f'<article class="gt-item gt-{node["kind"]}" id="{node["item"]}" aria-labelledby="{node["item"]}-title">\n')


def depart_item(self: BookTranslator, node: item) -> None:
    self.body.append("</article>\n")


def visit_item_title(self: BookTranslator, node: item_title) -> None:
    own = node.parent
    self.body.append(f'<h{own["level"]} class="gt-title" id="{own["item"]}-title">')


def depart_item_title(self: BookTranslator, node: item_title) -> None:
    own = node.parent
    self.body.append(f"{_permalink(own['item'], own['item'])}</h{own['level']}>\n")


def visit_chart(self: BookTranslator, node: chart) -> None:
    caption, source, table = (node.next_node(kind) for kind in (nodes.caption, nodes.paragraph, nodes.table))
    assert caption is not None and source is not None and table is not None
    self.body.append(f'<figure class="gt-chart" id="{node["ids"][0]}">\n<figcaption>')
    self.body += [f'<span id="{ident}"></span>' for ident in node["ids"][1:]]  # a name of the author's
    for child in caption.children:
        child.walkabout(self)
    what, *notes = (f'<p class="gt-chart-words">{escape(words, quote=False)}</p>\n' for words in node["words"])
    self.body.append(f"</figcaption>\n{what}{self.region('Chart', caption.astext())}")
    for size in ("wide", "narrow"):
        self.body.append(_without_styles(node[size]).replace("<svg ", f'<svg class="gt-chart-{size}" ', 1))
    self.body.append(f"</div>\n{''.join(notes)}")
    source.walkabout(self)
    self.body.append(f"<details><summary>{html_words('The numbers behind this chart')}</summary>\n")
    table.walkabout(self)
    self.body.append(f"</details>\n{_files_of_chart(self, node)}</figure>\n")
    raise nodes.SkipNode


def _files_of_chart(self: BookTranslator, node: chart) -> str:
    """Links to the files of a chart that is made from a dataset; they are written when the pages are."""
    if not node["dataset"]:
        return ""
    page = node["page"]
    links = [f'<a href="{relative_uri(self.builder.get_target_uri(page), chart_file(page, node["ids"][0], ending))}" '
             f'download="{node["ids"][0]}.{ending}">{html_words(words)}</a>' for ending, words in CHART_FILES.items()]
    words = html_words("This chart as a file: {links}.", links="\0").replace("\0", f"{', '.join(links)}{PICTURE_MARK}")
    return f'<p class="gt-chart-files">{words}</p>\n'


_SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
TALLEST = 1.35
"""How many times its width a drawing may be high to stand on one sheet of A4 within its margins."""
_STYLE = re.compile(r' style="([^"]*)"')
_SET_BY_STYLE_SHEET = {"max-width", "height"}


def _without_styles(svg: str) -> str:
    """A drawing whose styles are attributes of their own, which a page that forbids styles in its elements allows."""
    def attributes(style: re.Match[str]) -> str:
        pairs = (part.split(":", 1) for part in style[1].split(";") if part)
        return "".join(f' {name}="{value}"' for name, value in pairs if name not in _SET_BY_STYLE_SHEET)

    return _STYLE.sub(attributes, svg)


def _is_tall(svg: str) -> bool:
    """Whether a drawing as wide as a sheet of A4 would be taller than one."""
    size = _SIZE.search(svg)
    return size is not None and int(size[2]) > TALLEST * int(size[1])


def visit_drawing(self: BookTranslator, node: drawing) -> None:
    drawn = _without_styles(node["svg"])
    if node["narrow"]:
        wide, narrow = (svg.replace("<svg ", f'<svg class="gt-chart-{size}" ', 1)
                        for size, svg in (("wide", drawn), ("narrow", _without_styles(node["narrow"]))))
        drawn = wide + narrow
    # without a drawing for a narrow page the words below stand for it there
    tall = _is_tall(drawn)
    classes = f'gt-drawing{"" if node["narrow"] else " gt-drawing-wide"}{" gt-drawing-tall" if tall else ""}'
    self.body.append(f'<div class="{classes}">{self.region("Drawing", node["name"])}{drawn}</div></div>\n')
    if tall:
        words = html_words("The picture is taller than a sheet of paper; the same links stand in words below.")
        self.body.append(f'<p class="gt-on-paper">{words}</p>\n')
    raise nodes.SkipNode


def visit_banner(self: BookTranslator, node: banner) -> None:
    self.body.append(f'<section class="gt-banner" aria-label="{html_words("Edition")}">\n')


def depart_banner(self: BookTranslator, node: banner) -> None:
    self.body.append("</section>\n")


def add_nodes(app: Sphinx) -> None:
    """Tell Sphinx how the book's nodes are written as HTML; the search index and plain text take their words alone."""
    words_only = (lambda self, node: None, lambda self, node: None)
    app.add_node(item, html=(visit_item, depart_item), text=words_only)
    app.add_node(item_title, html=(visit_item_title, depart_item_title), text=words_only)
    app.add_node(chart, html=(visit_chart, None), text=words_only)
    app.add_node(drawing, html=(visit_drawing, None), text=words_only)
    app.add_node(banner, html=(visit_banner, depart_banner), text=words_only)
