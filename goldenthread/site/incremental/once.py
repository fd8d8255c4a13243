"""What many pages share is made once: the contents beside them, the tags of styles and scripts, what is cited, and plugins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pybtex
import pybtex.backends.plaintext
import pybtex_docutils
from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search.en import SearchEnglish

from goldenthread.site.domain import BookDomain


def remember(app: Sphinx) -> None:
    """Tell pybtex where its backends are, or it reads the list of all that is installed at each citation; remember the rest."""
    app.add_search_language(RememberedEnglish)
    register_plugin("pybtex.style.formatting", "plain", RememberedStyle, force=True)
    app.connect("env-updated", recall_entries, priority=400)  # before sphinxcontrib-bibtex formats every entry
    app.connect("env-updated", keep_entries, priority=600)
    register_plugin("pybtex.backends", "plaintext", pybtex.backends.plaintext.Backend, force=True)
    register_plugin("pybtex.backends", "docutils", pybtex_docutils.Backend, force=True)


class RememberedStyle(Style):  # type: ignore[misc]  # pybtex tells no types
    """The plain style with each entry formatted once: for its place in the list and for its tooltip, and for later builds.

    What an entry becomes hangs on the entry alone: its type, its fields and its persons, all of which its `repr` tells.
    """

    known: ClassVar[dict[str, Any]] = {}
    used: ClassVar[dict[str, Any]] = {}

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
        if bib_data is not None:  # then fields may come from another entry
            return super().format_entry(label, entry, bib_data)
        told = repr(entry)
        text = self.known[told] if told in self.known else super().format_entry(label, entry).text
        self.known[told] = self.used[told] = text
        return FormattedEntry(entry.key, text, label)


def recall_entries(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take up the entries that an earlier build has formatted with the same pybtex."""
    domain = BookDomain.of(env)
    kept = domain.data.get("formatted", {})
    RememberedStyle.known, RememberedStyle.used = dict(kept.get(pybtex.__version__, {})), {}
    return []


def keep_entries(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the entries of this build for the next."""
    domain = BookDomain.of(env)
    domain.data["formatted"] = {pybtex.__version__: RememberedStyle.used}
    return []


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
