"""What authors may write beside items: numbers, charts and views."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from goldenthread.book import AREAS_FILE, DATA_FOLDER
from goldenthread.charts import OPTIONS, ChartFault, drawing_from_options, table_from
from goldenthread.documents.nodes import view
from goldenthread.model import Dataset, Register, Unresolved, gettext, gettext_noop, number_anchor, period_in_words, resolve
from goldenthread.site.domain import BookDomain
from goldenthread.site.node_builders import chart_of, paragraph, table
from goldenthread.site.number_links import number_node
from goldenthread.site.page_addresses import chart_id
from goldenthread.site.views import VIEWS

NO_VALUE = gettext_noop("[no value]")


def _register(env: Any) -> Register:
    domain = BookDomain.of(env)
    return domain.register


def _depend(env: Any, *datasets: str) -> None:
    """Have the page read again when a table or its card changes, or the areas, whose names and kinds are shown and ranked."""
    domain = BookDomain.of(env)
    tables = [f"{DATA_FOLDER}/{name}.{ending}" for name in datasets for ending in ("csv", "toml")]
    domain.note_files(env.current_document.docname, AREAS_FILE, *tables)


class ValueRole(SphinxRole):
    """`{value}`: a number from a dataset, linked to its row or to its working on the dataset's page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            value = resolve(self.text, _register(self.env).datasets)
        except Unresolved:
            # the rules have reported it already, with file and line
            return [nodes.inline("", gettext(NO_VALUE), classes=["no-value"])], []
        _depend(self.env, *value.datasets)
        expression = " ".join(self.text.split())
        inner = number_node(value, expression)
        inner["occurrence"] = self.env.new_serialno(number_anchor(expression)) + 1
        return [addnodes.pending_xref("", inner, refdomain="book", reftype="number", reftarget=expression,
                                      refdoc=self.env.docname, refexplicit=True)], []


class ChartDirective(SphinxDirective):
    """`{chart}`: a drawing made from a dataset, with its caption, its source and the table behind it."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {name: directives.unchanged for name in OPTIONS}

    def run(self) -> list[nodes.Node]:
        dataset = _register(self.env).datasets.get(self.arguments[0])
        if dataset is None:
            return []
        _depend(self.env, dataset.id)
        try:
            drawing = drawing_from_options(dataset, self.options)
        except ChartFault:
            return []
        node = chart_of(drawing, dataset.id, self._own_id(dataset.id))
        node["page"] = self.env.docname
        self.set_source_info(node)
        node += nodes.caption("", "", *self._caption(drawing.title))
        node += self._source(dataset)
        headers, rows = table_from(drawing)
        node += table(gettext("The numbers: {title}", title=drawing.title), headers, rows, numbers=True,
                      ids=f"{node['ids'][0]}-numbers")
        return [node]

    def _own_id(self, dataset: str) -> str:
        return chart_id(dataset, self.env.new_serialno(f"chart-{dataset}") + 1)

    def _caption(self, title: str) -> list[nodes.Node]:
        blocks = self.parse_content_to_nodes()
        first = blocks[0] if blocks and isinstance(blocks[0], nodes.paragraph) else None
        return list(first.children) if first is not None else [nodes.Text(title)]

    def _source(self, dataset: Dataset) -> nodes.paragraph:
        inner = nodes.reference("", dataset.title, internal=True)
        link = addnodes.pending_xref("", inner, refdomain="book", reftype="dataset", reftarget=dataset.id,
                                     refdoc=self.env.docname, refexplicit=True)
        when = period_in_words(dataset.released)
        inlines: list[nodes.Node] = [nodes.Text(gettext("Source: ")), link,
                                     nodes.Text(gettext(", {publisher}, released {when}.", publisher=dataset.publisher,
                                                        when=when))]
        return paragraph([*inlines, *(nodes.Text(f" {caution}") for caution in dataset.cautions)], "source")


class ViewDirective(SphinxDirective):
    """A view by its own name: the place is kept, and filled when every chapter is known."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [view("", name=self.name, argument=self.arguments[0] if self.arguments else "")]


VIEW_NAMES = tuple(VIEWS)
