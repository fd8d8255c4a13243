"""Pieces of a page's frame that are the same on many pages are drawn once: the table of contents and the tags in its head.

Sphinx 9.0 draws the whole tree of contents for each page, and Furo 2025.12 draws it a second time, unfolded, for a sidebar
that our frame does not show. With 300 items that took 2.8 of the 9.8 seconds of a build.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import global_toctree_for_doc

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
    # the pages of items and datasets are in no table of contents, so that it is the same for all of one chapter in one folder
    in_contents = pagename in app.env.found_docs
    chapter = context.get("stands_below", "")

    def toctree(collapse: bool = True, **options: Any) -> str:
        if not collapse:  # only Furo asks for this one
            return ""
        if in_contents:
            return draw(collapse=True, **options)
        if not chapter:
            return _drawn_once(drawn, ("toctree", folder, repr(options)), lambda: draw(collapse=True, **options))
        key = ("toctree", folder, chapter, repr(options))
        return _drawn_once(drawn, key, lambda: _contents_of(app, chapter, folder, options))

    def tag(name: str) -> Callable[[Any], str]:
        make: Callable[[Any], str] = context[name]

        def tag_of(file: Any) -> str:
            # a file of a tag is a name or, with attributes, one of Sphinx's private `_CascadingStyleSheet` and `_JavaScript`
            what = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}"
            return _drawn_once(drawn, (name, context["content_root"], what), lambda: make(file))

        return tag_of

    context |= {"toctree": toctree, "css_tag": tag("css_tag"), "js_tag": tag("js_tag")}


def _contents_of(app: Sphinx, chapter: str, folder: str, options: dict[str, Any]) -> str:
    """The contents as they stand beside a chapter, which is marked as where one is, with links that hold in another folder."""
    builder = app.builder
    assert isinstance(builder, BookHTMLBuilder)
    tree = global_toctree_for_doc(app.env, chapter, builder, tags=app.tags, collapse=True, **options)
    written = builder.render_partial(tree)["fragment"] if tree is not None else ""
    own = builder.get_target_uri(chapter)

    def moved(link: re.Match[str]) -> str:
        address, hash_sign, place = link[1].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(own), address)) if address else own
        return f'href="{posixpath.relpath(target, folder or ".")}{hash_sign if place else ""}{place}"'

    marked = written.replace('<a class="current reference internal" href="#"',
                             f'<a class="current reference internal" aria-current="true" href="{posixpath.basename(own)}"')
    return re.sub(r'href="(?![a-z]+:)([^"]*)"', moved, marked)


def _drawn_once(drawn: dict[tuple[str, ...], str], key: tuple[str, ...], make: Callable[[], str]) -> str:
    if key not in drawn:
        drawn[key] = make()
    return drawn[key]
