"""A workbench for print: small pages go through Sphinx and come back as resolved chapters.

Items and charts are made by the plainest directives that give the shape of `goldenthread.documents.nodes`, so that print is
tested without the rest of the package.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.util.docutils import SphinxDirective, docutils_namespace

from goldenthread.documents.nodes import chart, item, item_title
from goldenthread.documents.paper import VolumeChapter


class Item(SphinxDirective):
    """An item as the package makes it: title, kicker, body, facts."""

    has_content, final_argument_whitespace, required_arguments = True, True, 1
    option_spec: ClassVar[dict[str, Any]] = {"id": directives.unchanged, "level": int, "rests_on": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        ident, label = self.options["id"], self.name.removeprefix("x-").capitalize()
        node = item("", ids=[ident], kind=label.lower(), label=label, item=ident, level=self.options.get("level", 2))
        self.set_source_info(node)
        # so that {ref}`EV_X` leads here
        self.env.domains.standard_domain.labels[ident.lower()] = (self.env.docname, ident, self.arguments[0])
        title, _ = self.state.inline_text(self.arguments[0], self.lineno)
        node += item_title("", "", *title)
        node += nodes.paragraph("", f"{label} · {ident} · People", classes=["kicker"])
        node += self.parse_content_to_nodes()
        node += self._facts()
        return [node]

    def _facts(self) -> nodes.Node:
        facts = nodes.definition_list("", classes=["facts"])
        rows = {"Rests on": self.options.get("rests_on", "{ref}`home`"), "Confidence": "High"}
        for term, text in rows.items():
            holder = nodes.Element()
            self.state.nested_parse(StringList([text], self.get_source_info()[0]), self.content_offset, holder)
            facts += nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *holder.children))
        return facts


class Chart(SphinxDirective):
    """A chart from a drawing in the page's folder."""

    has_content, required_arguments = True, 1
    option_spec: ClassVar[dict[str, Any]] = {"alt": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        svg = (Path(self.env.srcdir) / self.arguments[0]).read_text(encoding="utf-8")
        node = chart("", ids=[f"chart-{self.lineno}"], svg=svg, alt=self.options.get("alt", ""), width="640",
                     height="300", dataset="jobs-2018")
        self.set_source_info(node)
        finding, _ = self.state.inline_text(" ".join(self.content), self.lineno)
        node += nodes.caption("", "", *finding)
        node += nodes.paragraph("", "Source: Office for National Statistics, 2019.", classes=["source"])
        node += nodes.table("", nodes.tgroup("", nodes.tbody(), cols=0))
        return [node]


class Bench(Builder):
    """Resolves pages for print and writes nothing."""

    name, format, allow_parallel = "bench", "bench", False

    def get_outdated_docs(self) -> list[str]:
        return sorted(self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"/{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return f"/{to}"

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        self.trees: dict[str, nodes.document] = {}

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        self.trees[docname] = doctree


CONF = """
extensions = ["myst_parser"]
myst_enable_extensions = [
    "colon_fence", "deflist", "dollarmath", "fieldlist", "attrs_inline", "attrs_block", "substitution"]
root_doc = "index"
smartquotes = False
"""


def chapters_from_pages(root: Path, pages: Mapping[str, str], conf: str = "") -> tuple[list[VolumeChapter], str]:
    """Write pages below a folder and resolve them; the chapters in the order given, and what Sphinx warned of."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "conf.py").write_text(CONF + conf, encoding="utf-8")
    for name, text in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    warnings_of_sphinx = io.StringIO()
    with docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # raised by myst-parser, not by us
        app = Sphinx(root, root, root / "_build", root / "_build/doctrees", "html", status=None, warning=warnings_of_sphinx)
        app.registry.add_builder(Bench)
        for name in ("evidence", "priority", "action", "measure"):
            app.add_directive(f"x-{name}", Item)
        app.add_directive("x-chart", Chart)
        for node in (item, item_title, chart):
            app.add_node(node)
        app.builder = Bench(app, app.env)
        app.builder.init()
        app.build(force_all=True)
    names = [name.rpartition(".")[0] for name in pages if name.endswith((".md", ".rst"))]
    trees = app.builder.trees
    return [VolumeChapter(docname=name, doctree=trees[name], file=f"{name}.md") for name in names], warnings_of_sphinx.getvalue()
