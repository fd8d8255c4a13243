"""The page of each item under its lasting address, `id/<ID>.html`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.analysis import plain_text_of
from goldenthread.model import ITEM_FOLDER, item_page
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import render
from goldenthread.site.incremental.outdated_pages import outdated_pages
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.citation import cite_item
from goldenthread.site.views.dossiers import dossier


def item_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A dossier for each item, for the `html-collect-pages` event."""
    if isinstance(app.builder, BookHTMLBuilder):
        keys = BookDomain.of(app.env).register.items
        yield from outdated_pages(app, app.builder, ITEM_FOLDER, ((item_page(key), partial(_page, app, key)) for key in keys))


def _page(app: Sphinx, key: str) -> dict[str, Any]:
    page = PageContext.of(app, item_page(key))
    item, titles = page.register.items[key], page.register.titles
    label = page.vocabulary.kinds[item.kind].label
    kicker = nodes.paragraph("", "", nodes.Text(f"{label} "), nodes.literal("", item.id), classes=["kicker"])
    content = nodes.section("", nodes.title("", item.title), kicker, *dossier(page, item), *cite_item(page, item), ids=[item.id])
    uri = app.builder.get_relative_uri(page.docname, item.place.docname)
    parents = [{"link": uri, "title": titles.get(item.place.docname) or item.place.docname}]
    return {"title": f"{item.title} ({item.id})", "body": render(app, content), "parents": parents,
            "description": plain_text_of(page.register, item) or item.title}
