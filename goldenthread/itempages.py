"""The page of each item under its lasting address, `id/<ID>.html`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from goldenthread.items import ITEM_FOLDER
from goldenthread.resolving import page_of
from goldenthread.views.dossiers import cite, dossier


def item_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A dossier for each item, for the `html-collect-pages` event."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    register = page_of(app, "").register
    for item in register.items.values():
        page = page_of(app, f"{ITEM_FOLDER}/{item.id}")
        label = page.vocabulary.kinds[item.kind].label
        kicker = nodes.paragraph("", "", nodes.Text(f"{label} "), nodes.literal("", item.id), classes=["kicker"])
        content = nodes.section("", nodes.title("", item.title), kicker, *dossier(page, item), cite(page, item), ids=[item.id])
        uri = app.builder.get_relative_uri(page.docname, item.place.docname)
        parents = [{"link": uri, "title": register.titles.get(item.place.docname) or item.place.docname}]
        body = app.builder.render_partial(content)["fragment"]
        yield page.docname, {"title": f"{item.title} ({item.id})", "body": body, "parents": parents}, "page.html"
