"""Where a page stands: the way to it from the front page, the pages before and after it, and what else is said at its foot."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.book import DATA_FOLDER
from goldenthread.model import ITEM_FOLDER, Register, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder

RESPONDING = ("strategy/consultation/index", "docs/reviewers/index")
"""Pages that say how to respond, the better one first."""


def say_where(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the frame of a page its `trail` and what its foot says, and leave out neighbours that belong to another part.

    For `html-page-context`.
    """
    builder = app.builder
    if not isinstance(builder, BookHTMLBuilder):
        return
    register = BookDomain.of(app.env).register

    def link(docname: str) -> dict[str, str]:
        of = register.edition_of_page(docname)
        title = of.label if of and docname == f"{of.folder}/index" else register.titles.get(docname) or docname
        return {"link": builder.get_relative_uri(pagename, docname), "title": title}

    above = _above(builder, register, pagename)
    context["trail"] = [link(docname) for docname in above if docname != builder.config.root_doc]
    for place, name in enumerate(("prev", "next"), start=1):
        other = builder.relations.get(pagename, [None, None, None])[place]
        if other is None or _part(other) != _part(pagename):
            context[name] = None
    edition = register.edition_of_page(above[-1] if above and pagename.startswith(f"{ITEM_FOLDER}/") else pagename)
    changes = f"{edition.folder}/changes" if edition else ""
    context |= {
        "published": f"{edition.label}, {period_in_words(edition.published.isoformat())}" if edition else "",
        "changes": link(changes) if changes in register.titles else None,
        "previews": True,
        "responding": next((link(name) for name in RESPONDING if name in register.titles), None),
    }


def say_chapter(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the frame of an item's or a dataset's page the chapter that it stands below; for `html-page-context`."""
    if isinstance(app.builder, BookHTMLBuilder) and pagename.startswith((f"{ITEM_FOLDER}/", f"{DATA_FOLDER}/")):
        above = _above(app.builder, BookDomain.of(app.env).register, pagename)
        context["stands_below"] = above[-1] if above else ""


def _above(builder: BookHTMLBuilder, register: Register, pagename: str) -> list[str]:
    """The chapters above a page in the contents, the front page first; an item's record stands below the chapter of the item."""
    if pagename.startswith(f"{ITEM_FOLDER}/"):
        item = register.items.get(pagename.removeprefix(f"{ITEM_FOLDER}/"))
        chapter = item.place.docname if item else None
    elif pagename.startswith(f"{DATA_FOLDER}/"):
        chapter = "evidence/index" if "evidence/index" in register.titles else None
    else:
        chapter = builder.relations.get(pagename, [None])[0]
    above: list[str] = []
    while chapter is not None and chapter not in above:
        above.insert(0, chapter)
        chapter = builder.relations.get(chapter, [None])[0]
    return above


def _part(docname: str) -> str:
    """What a page belongs to, within which one goes on to the next: an edition, the evidence base, the guides."""
    return docname.rpartition("/")[0]
