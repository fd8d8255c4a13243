"""Filling a page when every chapter is known: its items, its views, and the banner of its edition."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.documents.nodes import banner, view
from goldenthread.model import Edition, gettext
from goldenthread.site.domain import BookDomain
from goldenthread.site.glossary_links import link_terms
from goldenthread.site.incremental.outdated_pages import noting_lookups
from goldenthread.site.item_cards import fill_items
from goldenthread.site.node_builders import paragraph
from goldenthread.site.page_context import PageContext
from goldenthread.site.views import VIEWS
from goldenthread.site.views.page_history import page_history


def fill_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the page's items, views and banner into its tree; for `doctree-resolved`, before sphinx-needs' own handler."""
    with noting_lookups(app, docname):
        _fill(app, PageContext.of(app, docname), doctree)


def _fill(app: Sphinx, page: PageContext, doctree: nodes.document) -> None:
    fill_items(page, doctree)
    link_terms(page, doctree, BookDomain.of(app.env).data["terms"])
    for mention in page.register.on_page.get(page.docname, ()):
        if mention.kind == "need":
            # looked up only to be noted: sphinx-needs writes this title into the page, and it may change
            page.register.items.get(mention.text.rpartition("<")[2].rstrip("> "))
    for place in list(doctree.findall(view)):
        place.parent.replace(place, VIEWS[place["name"]](page, place["argument"]))
    if (section := doctree.next_node(nodes.section)) is not None:
        section += page_history(page)
    if app.builder.format == "html" and (edition := page.register.edition_of_page(page.docname)):
        doctree.insert(0, edition_banner(app, page, edition))


def edition_banner(app: Sphinx, page: PageContext, edition: Edition) -> banner:
    """Which edition this is, what it is worth, and a link to each other edition."""
    inlines: list[nodes.Node] = [nodes.strong("", edition.label), nodes.Text(f". {edition.status}.")]
    for other in page.register.editions.values():
        if other.id != edition.id:
            there = page.docname.replace(edition.folder, other.folder)
            there = there if there in page.register.titles else f"{other.folder}/index"
            same = there.rpartition("/")[2] == page.docname.rpartition("/")[2]
            words = gettext("Read this chapter in the {label}", label=other.label) if same else gettext("Go to the {label}",
                                                                                                        label=other.label)
            inlines += [nodes.Text(" "), page.page_link(there, words), nodes.Text(".")]
    return banner("", paragraph(inlines))
