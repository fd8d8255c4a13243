"""What many pages share is made once: the contents beside them, the tags of their styles and scripts, and plugins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pybtex.backends.plaintext
import pybtex_docutils
from docutils import nodes
from pybtex.plugin import register_plugin
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish


def remember(app: Sphinx) -> None:
    """Tell pybtex where its backends are, or it reads the list of all that is installed at each citation; remember stems."""
    app.add_search_language(RememberedEnglish)
    register_plugin("pybtex.backends", "plaintext", pybtex.backends.plaintext.Backend, force=True)
    register_plugin("pybtex.backends", "docutils", pybtex_docutils.Backend, force=True)


class RememberedEnglish(SearchEnglish):
    """Sphinx's English for the search index, with the stem of a word worked out once for all pages, not once for each."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = super().stem(word)
        return self._stems[word]


def forget_lost_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Take words that no page holds any longer out of the search index: Sphinx leaves them, as a clean build would not."""
    indexer = getattr(app.builder, "indexer", None)
    for kept in (indexer._mapping, indexer._title_mapping) if indexer else ():
        for word in [word for word, pages in kept.items() if not pages]:
            del kept[word]
    return []  # it makes no page


def share_frame(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put `toctree`, `css_tag` and `js_tag` that remember in the place of Sphinx's, before furo asks for anything.

    Furo would draw its whole tree for each page, which our frame does not show: it is the one asked for unfolded. The pages
    of items and datasets stand in no table of contents, so that for all in one folder it is the same.
    """
    folder = pagename.rpartition("/")[0]
    kept: dict[tuple[str, ...], str] = app.builder.globalcontext.setdefault("shared_frame", {})  # type: ignore[attr-defined]
    draw: Callable[..., str] = context["toctree"]
    alone = pagename not in app.env.found_docs

    def contents(collapse: bool = True, **choices: Any) -> str:
        if not collapse:
            return ""
        if not alone:
            return draw(collapse=True, **choices)
        return _kept(kept, ("toctree", folder, repr(choices)), lambda: draw(collapse=True, **choices))

    def tag(name: str) -> Callable[[Any], str]:
        make: Callable[[Any], str] = context[name]

        def made(file: Any) -> str:
            about = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}"
            return _kept(kept, (name, context["content_root"], about), lambda: make(file))

        return made

    context |= {"toctree": contents, "css_tag": tag("css_tag"), "js_tag": tag("js_tag")}


def _kept(kept: dict[tuple[str, ...], str], key: tuple[str, ...], make: Callable[[], str]) -> str:
    if key not in kept:
        kept[key] = make()
    return kept[key]
