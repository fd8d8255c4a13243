"""Pieces of a page's frame that are the same on many pages are drawn once: the table of contents and the tags in its head.

Sphinx 9.0 draws the whole tree of contents for each page, and Furo 2025.12 draws it a second time, unfolded, for a sidebar
that our frame does not show. With 300 items that took 2.8 of the 9.8 seconds of a build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.site.html_builder import BookHTMLBuilder


def share_frame(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Have the template functions `toctree`, `css_tag` and `js_tag` of a page answer from what was drawn for another.

    A handler of `html-page-context` that comes before Furo's own, which calls `toctree`.
    """
    if not isinstance(app.builder, BookHTMLBuilder):
        return
    drawn = app.builder.shared_html
    folder = pagename.rpartition("/")[0]
    draw: Callable[..., str] = context["toctree"]
    # the pages of items and datasets are in no table of contents, so that it is the same for all in one folder
    in_contents = pagename in app.env.found_docs

    def toctree(collapse: bool = True, **options: Any) -> str:
        if not collapse:  # only Furo asks for this one
            return ""
        if in_contents:
            return draw(collapse=True, **options)
        return _drawn_once(drawn, ("toctree", folder, repr(options)), lambda: draw(collapse=True, **options))

    def tag(name: str) -> Callable[[Any], str]:
        make: Callable[[Any], str] = context[name]

        def tag_of(file: Any) -> str:
            # a file of a tag is a name or, with attributes, one of Sphinx's private `_CascadingStyleSheet` and `_JavaScript`
            what = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}"
            return _drawn_once(drawn, (name, context["content_root"], what), lambda: make(file))

        return tag_of

    context |= {"toctree": toctree, "css_tag": tag("css_tag"), "js_tag": tag("js_tag")}


def _drawn_once(drawn: dict[tuple[str, ...], str], key: tuple[str, ...], make: Callable[[], str]) -> str:
    if key not in drawn:
        drawn[key] = make()
    return drawn[key]
