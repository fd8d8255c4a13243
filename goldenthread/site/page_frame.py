"""The frame of a web page: what it loads, what it is called, and what its browser may do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from goldenthread.charts import colour_properties
from goldenthread.model import Edition, gettext
from goldenthread.site.domain import BookDomain
from goldenthread.site.finder import add_finder, load_finder
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import BookTranslator, add_nodes, unwrap_tables
from goldenthread.site.html_words import words_for_scripts
from goldenthread.site.needs_bridge import UNUSED_STATIC_FILES
from goldenthread.site.shared_frame import share_frame

# Nothing from elsewhere, nothing written into a page: neither a script nor a style.
CONTENT_SECURITY_POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "base-uri 'none'", "form-action 'self'",
])

VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')
# only Sphinx's own search asks for the last three
COLOURS_OF_CODE = "pygments.css"
UNUSED = (*UNUSED_STATIC_FILES, "translations.js", "documentation_options.js", "doctools.js", "sphinx_highlight.js")


def offer_styles_and_templates(app: Sphinx, config: Config) -> None:
    """Offer our style sheets and templates, each so that the book's own may take their place."""
    here = Path(__file__).parent
    # new lists and a new mapping: Sphinx's own defaults are shared by all that is built in one process
    config.html_static_path = [str(here / "static"), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(here / "templates")]
    config.html_additional_pages = {"search": "search.html", **config.html_additional_pages}
    config.html_context = {
        "content_security_policy": CONTENT_SECURITY_POLICY, "script_words": words_for_scripts(), **config.html_context,
        "chart_colours": {"light": colour_properties(), "dark": colour_properties(dark=True)},
    }


def set_up_pages(app: Sphinx, *style_sheets: str) -> None:
    """Give an application our builder, our HTML and our frame of a page: what a book's site and a roll-up's have in common.

    `style_sheets` are loaded by every page after those that all our sites have.
    """
    app.add_builder(BookHTMLBuilder, override=True)
    app.set_translator("html", BookTranslator)
    add_nodes(app)
    add_finder(app)
    # Furo's own sheets have the priorities up to 500
    for priority, sheet in enumerate(("colours.css", "frame.css", "goldenthread.css", *style_sheets), start=700):
        app.add_css_file(sheet, priority=priority)
    app.connect("config-inited", offer_styles_and_templates)
    app.connect("doctree-resolved", unwrap_tables)
    app.connect("html-page-context", share_frame, priority=400)  # before Furo draws its own
    app.connect("html-page-context", load_finder, priority=400)  # before `leave_out` takes away what a page does not need
    app.connect("html-page-context", leave_out)
    app.connect("html-page-context", give_words)


def give_words(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Let templates say the program's own words in the language of the book: `say("Search")`."""
    context["say"] = gettext


def leave_out(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave out the styles, scripts and tags that a page does not need.

    docutils 0.22 names the width of a telephone's window for each page that comes from a chapter; Furo's frame does so for all.
    """
    context["metatags"] = VIEWPORT.sub("", context.get("metatags") or "")
    # one sheet in five of what a page waits for, only for the colours of code
    unused = UNUSED if 'class="highlight' in context.get("body", "") else (*UNUSED, COLOURS_OF_CODE)
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if not _is_among(getattr(file, "filename", str(file)), unused)]


def name_edition(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Say in the frame of a page who publishes the book and which edition the page belongs to."""
    domain = BookDomain.of(app.env)
    context["publisher"] = domain.register.book.publisher
    context["licence"] = domain.register.book.licence
    edition = domain.register.edition_of_page(pagename)
    context["edition"] = edition.label if edition else ""
    context["files_of"] = _files_of(pagename, edition, str(app.config.root_doc))


def _files_of(pagename: str, edition: Edition | None, root_page: str) -> str:
    """Whose printed files a page offers in a site that is put together to be published (`goldenthread site`)."""
    if pagename in {root_page, "docs/reviewers/take-away"}:
        return "everything"
    if edition and pagename == f"{edition.folder}/index":
        return edition.id
    return "evidence" if pagename == "evidence/index" else ""


def _is_among(filename: str, unused: tuple[str, ...]) -> bool:
    return filename.removeprefix("_static/").startswith(unused)
