"""The one file that knows sphinxcontrib-bibtex and pybtex: what is cited, and a cache of formatted entries.

sphinxcontrib-bibtex 2.7 has pybtex format every entry of the `.bib` file at each build, twice: for its place in the list and
for its tooltip. With 3,000 items that took 0.64 of the 7.6 seconds of a build. Which version of pybtex has formatted an entry
is kept with it.
"""

from __future__ import annotations

from typing import Any

import pybtex
import pybtex.backends.plaintext
import pybtex_docutils
from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.nodes import bibliography

from goldenthread.model import alphabetical
from goldenthread.site.domain import BookDomain

STYLE = "goldenthread-plain"
"""Under this name pybtex knows the style of the application that was set up last, and our order of a list."""


class AlphabeticalOrder(SortingStyle):  # type: ignore[misc]  # pybtex has no types
    """By author, year and title, as readers look for names: pybtex sorts by code, and an É or Ø after Z."""

    def sorting_key(self, entry: Any) -> tuple[tuple[str, str], ...]:
        # braces keep a body's name together, and signs of TeX stand for accents: neither is to sort by
        return tuple(alphabetical(str(Text.from_latex(part))) for part in super().sorting_key(entry))


class BibliographyCache:
    """The text of each entry that one application has formatted or taken over from an earlier build."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._used: dict[str, Any] = {}

    def connect(self, app: Sphinx) -> None:
        """Have the application format its bibliography through this cache."""
        register_plugin("pybtex.style.formatting", STYLE, self._style(), force=True)
        register_plugin("pybtex.style.sorting", STYLE, AlphabeticalOrder, force=True)
        app.connect("config-inited", self._use_style)
        app.connect("env-updated", self._recall, priority=400)  # sphinxcontrib-bibtex formats its entries at 500
        app.connect("env-updated", self._keep, priority=600)

    def _style(self) -> type[Style]:
        known, used = self._known, self._used

        class CachedStyle(Style):  # type: ignore[misc]  # pybtex has no types
            """The plain style. What an entry becomes depends on its type, fields and persons alone: all are in its `repr`."""

            default_sorting_style = STYLE

            def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedEntry:
                if bib_data is not None:  # then fields may come from another entry
                    return super().format_entry(label, entry, bib_data)
                key = repr(entry)
                text = known[key] if key in known else super().format_entry(label, entry).text
                known[key] = used[key] = text
                return FormattedEntry(entry.key, text, label)

        return CachedStyle

    def _use_style(self, app: Sphinx, config: Config) -> None:
        if config.bibtex_default_style == "plain":
            config.bibtex_default_style = STYLE

    def _recall(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        by_version = BookDomain.of(env).data.get("formatted", {})
        self._known.update(by_version.get(pybtex.__version__, {}))
        return []

    def _keep(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        BookDomain.of(env).data["formatted"] = {pybtex.__version__: self._used}
        return []


def is_bibliography(node: nodes.Node) -> bool:
    """Whether a node stands for the place of a list of publications."""
    return isinstance(node, bibliography)


def cited_publications(env: BuildEnvironment) -> list[tuple[str, str, str, str]]:
    """Every publication that is cited, in the order of the lists: its anchor, its key, its label and its text."""
    # `citations` of the domain, and the fields of its entries, are in no documentation of sphinxcontrib-bibtex 2.7
    citations: Any = env.get_domain("cite").citations  # type: ignore[attr-defined]
    return [(each.citation_id, each.key, each.formatted_entry.label, str(each.formatted_entry.text)) for each in citations]


def register_backends() -> None:
    """Tell pybtex of the backends that sphinxcontrib-bibtex asks it for at each citation.

    pybtex 0.26 looks through the entry points of everything that is installed each time. These are the very classes that it
    would find, registered by its public function.
    """
    register_plugin("pybtex.backends", "plaintext", pybtex.backends.plaintext.Backend, force=True)
    register_plugin("pybtex.backends", "docutils", pybtex_docutils.Backend, force=True)
