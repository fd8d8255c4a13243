"""The page "Respond", on which a reader writes points in the browser alone, and the links to it from every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from goldenthread.model import ITEM_FOLDER, Criterion, Register, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.page_addresses import RESPOND_PAGE, is_guide


def invite_responses(app: Sphinx) -> None:
    """Have every page of an application's site invite a response."""
    app.connect("config-inited", offer_respond_page)
    app.connect("html-page-context", invite_response, priority=400)  # as the finder's: scripts before `leave_out`


def offer_respond_page(app: Sphinx, config: Config) -> None:
    """Have the page written with the site; for `config-inited`."""
    config.html_additional_pages = {RESPOND_PAGE: "respond.html", **config.html_additional_pages}


def invite_response(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page the link by which one responds to it, and the page "Respond" what can be chosen; for `html-page-context`."""
    if not isinstance(app.builder, BookHTMLBuilder):
        return
    domain = BookDomain.of(app.env)
    register, consultation = domain.register, domain.loaded.consultation
    if pagename == RESPOND_PAGE:
        asked = consultation.criteria if consultation else [
            Criterion(id=word, name=register.words.label("criterion", word), question="")
            for word in domain.loaded.vocabulary.criteria]
        context |= {"subjects": list(subjects(register)), "criteria": asked, "book_file": register.book.file, "deadline": "",
                    "address": "", "contact": "", "this_copy": ""}
        if consultation:
            context |= {"address": consultation.address, "contact": consultation.contact, "this_copy": consultation.this_copy,
                        "deadline": period_in_words(consultation.deadline.isoformat())}
        app.add_js_file("respond.js", loading_method="defer")
    elif subject := subject_of(register, pagename):
        context["respond"] = {
            "link": app.builder.get_relative_uri(pagename, RESPOND_PAGE), "about": subject, "source": pagename,
            "asked": quote(subject, safe=""), "book": register.book.file}
        app.add_js_file("comment.js", loading_method="defer")


def subject_of(register: Register, pagename: str) -> str:
    """What a point about a page is about: the item whose record it is, else the chapter; nothing of a guide."""
    key = pagename.removeprefix(f"{ITEM_FOLDER}/")
    if key != pagename and key in register.items:
        return "" if register.items[key].kind == "response" else key
    return pagename if pagename in register.titles and not is_guide(pagename) else ""


def subjects(register: Register) -> Iterator[dict[str, Any]]:
    """Every page that a point can be about with its items, in the order of the book; responses and guides are none."""
    for name, title in register.titles.items():
        held = [register.items[key] for key in register.items_on.get(name, ()) if key in register.items]
        items = [{"id": item.id, "title": item.title} for item in held if item.id and item.kind != "response"]
        if (items or not held) and not is_guide(name):
            yield {"name": name, "title": title or name, "entries": items}
