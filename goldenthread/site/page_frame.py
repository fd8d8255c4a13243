"""The frame of a web page: what it loads, what it is called, and what its browser may do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from goldenthread.charts import colour_properties
from goldenthread.site.domain import BookDomain

# Nothing from elsewhere, nothing written into a page: neither a script nor a style.
CONTENT_SECURITY_POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "base-uri 'none'", "form-action 'self'",
])

# Of sphinx-needs' looks and its old script library nothing is used, for items are drawn by us.
NEEDLESS = ("sphinx-needs/", "sphinx-data-viewer/", "graphviz.css", "jquery.js", "_sphinx_javascript_frameworks_compat.js",
            "translations.js")
FOR_SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")


def offer_looks(app: Sphinx, config: Config) -> None:
    """Offer our style sheets and templates, each so that the book's own may take their place."""
    here = Path(__file__).parent
    # new lists and a new mapping: Sphinx's own defaults are shared by all that is built in one process
    config.html_static_path = [str(here / "static"), *config.html_static_path]
    config.templates_path = [*config.templates_path, str(here / "templates")]
    config.html_context = {
        "content_security_policy": CONTENT_SECURITY_POLICY, **config.html_context,
        "chart_colours": {"light": colour_properties(), "dark": colour_properties(dark=True)},
    }


def frame_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave out what the page does not need, and say which edition it belongs to."""
    needless = NEEDLESS if pagename == "search" else NEEDLESS + FOR_SEARCH
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if not _is_among(getattr(file, "filename", str(file)), needless)]
    domain = BookDomain.of(app.env)
    context["publisher"] = domain.register.book.publisher
    edition = domain.register.edition_of_page(pagename)
    context["edition"] = edition.label if edition else ""


def _is_among(filename: str, needless: tuple[str, ...]) -> bool:
    return filename.removeprefix("_static/").startswith(needless)
