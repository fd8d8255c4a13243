"""`{numref}`: a link to a chart, picture or table by its number, on a page and in print.

Print numbers all that has a caption, through a whole file. A page of the site numbers what has a caption and a name of its
author's, for only that can be referred to. Sphinx's `numfig` would number through all pages, so that a picture more on one page
changed the others.
"""

from __future__ import annotations

import re
from collections import Counter

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from goldenthread.documents.nodes import chart
from goldenthread.model import gettext

logger = logging.getLogger(__name__)
KINDS: dict[type[nodes.Element], str] = {chart: "Chart", nodes.figure: "Picture", nodes.table: "Table"}


def caption_of(node: nodes.Element) -> nodes.Element | None:
    """The caption of a chart, picture or table; None if it has none, or is none of them."""
    if not isinstance(node, tuple(KINDS)):
        return None
    return next((child for child in node.children if isinstance(child, nodes.caption | nodes.title)), None)


def kind_of(node: nodes.Element) -> str:
    """What a chart, picture or table is called before its number, in English."""
    return next(name for kind, name in KINDS.items() if isinstance(node, kind))


def _name_in(caption: nodes.Element) -> str:
    """The words of a caption without the marks of its notes and citations, which stand for nothing where it is only named."""
    words = caption.deepcopy()
    for mark in [*words.findall(nodes.footnote_reference),
                 *(xref for xref in words.findall(pending_xref) if xref.get("refdomain") == "cite")]:
        mark.parent.remove(mark)
    return re.sub(r"\s+(?=[.,;:]|$)", "", " ".join(words.astext().split()))


class NumberOnPage(SphinxTransform):
    """Gives what has a caption and a name its `page_number` among those of its kind on the page."""

    default_priority = 800  # names have been handed on to what they stand before

    def apply(self, **kwargs: object) -> None:
        numbers = Counter[str]()
        for node in self.document.findall(nodes.Element):
            if node.get("names") and caption_of(node):
                kind = kind_of(node)
                numbers[kind] += 1
                node["page_number"] = numbers[kind]


class ResolveNumbered(SphinxPostTransform):
    """Makes a link of each `{numref}`, before Sphinx would."""

    default_priority = 5  # Sphinx 9.0 resolves references at 10

    def run(self, **kwargs: object) -> None:
        for xref in list(self.document.findall(pending_xref)):
            if xref.get("reftype") == "numref" and xref.get("refdomain") == "std":
                self._resolve(xref)

    def _resolve(self, xref: pending_xref) -> None:
        docname, ident = self.env.domains.standard_domain.anonlabels.get(xref["reftarget"], ("", ""))
        target = self.env.get_doctree(docname).ids.get(ident) if docname else None
        caption = caption_of(target) if isinstance(target, nodes.Element) else None
        if target is None or caption is None:
            # the rules have said so already
            logger.warning("Nothing that has a number is called '%s'. Name a chart, or a picture or table with a caption. "
                           "[link.number]", xref["reftarget"], location=xref)
            xref.replace_self(xref.children)
            return
        kind, name = kind_of(target), _name_in(caption)
        written = xref.astext() if xref["refexplicit"] else f"{gettext(kind)} %s"
        before, sign, after = written.replace("{number}", "%s").replace("{name}", name).partition("%s")
        words = nodes.inline("", f"{before}{target['page_number'] if sign else ''}{after}", classes=["std", "std-numref"])
        link = make_refnode(self.app.builder, self.env.docname, docname, target["ids"][0], words)
        if sign:
            link["numbered"] = {"kind": kind, "before": before, "after": after, "name": name}
        xref.replace_self(link)


class ShowNumbers(SphinxPostTransform):
    """Writes the number of the page before a caption, on web pages."""

    default_priority = 20
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(nodes.Element)):
            if "page_number" in node and (caption := caption_of(node)):
                caption.insert(0, nodes.inline("", f"{gettext(kind_of(node))} {node['page_number']}. ",
                                               classes=["caption-number"]))


def use_numbered_references(app: Sphinx) -> None:
    """Have Sphinx number what can be referred to, and resolve the references."""
    app.add_transform(NumberOnPage)
    app.add_post_transform(ResolveNumbered)
    app.add_post_transform(ShowNumbers)
