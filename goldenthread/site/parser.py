"""How Sphinx reads a chapter: as MyST does, but with only the directives and roles that a chapter may have.

The rules stop a build before it begins. This holds where they are only printed, as when pages are shown while one writes,
and it would hold if their reading and MyST's ever differed.
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from types import ModuleType
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils import Reporter
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import CustomReSTDispatcher

from goldenthread.book import ANCHOR, DIRECTIVES, ROLES, markup_problems
from goldenthread.site.domain import BookDomain

logger = logging.getLogger(__name__)
# what could make sphinx-needs or MyST do more than show what is written
UNSAFE = ("markup.", "source.", "chapter.", "item.option", "agreement.pin-form")
NOT_SHOWN = "# This page cannot be shown\n\nSomething in its file may not stand in a chapter: see the messages.\n"


class _AllowedMarkupOnly(CustomReSTDispatcher):
    """While this context lasts, docutils finds only the directives and roles that a chapter may have.

    It reports the others as unknown. Sphinx 9.0 has the class for its own use; when the context ends, docutils is as it was.
    """

    def __init__(self, kinds: Set[str]) -> None:
        super().__init__()
        self.kinds = kinds

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document,
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        if directive_name not in DIRECTIVES and directive_name not in self.kinds:
            return None, []
        return self.directive_func(directive_name, language_module, document)

    def role(self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter) -> Any:
        if role_name not in ROLES:
            return None, []
        return self.role_func(role_name, language_module, lineno, reporter)


class BookParser(MystParser):
    """MyST for chapters: a page with something in it that may not be there is shown as a page that says so."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env = document.settings.env
        domain = BookDomain.of(env)
        file, book = f"{env.docname}.md", domain.loaded
        known = [one for one in book.problems if one.place.file == file and one.code.startswith(UNSAFE)]
        unsafe = markup_problems(Path(env.srcdir), file, inputstring, book.vocabulary.options, book.vocabulary.links.keys(),
                                 book.vocabulary.kinds.keys())
        for problem in dict.fromkeys([*known, *unsafe]):
            logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code, location=(env.docname, problem.place.line))
        with _AllowedMarkupOnly(book.vocabulary.kinds.keys()):
            super().parse(NOT_SHOWN if known or unsafe else inputstring, document)
        _take_out_raw(document, env.docname)


def _take_out_raw(document: nodes.document, docname: str) -> None:
    for raw in list(document.findall(nodes.raw)):
        if not _harmless(raw):
            logger.warning("Raw markup is left out of the page. Write it in Markdown. [markup.html]",
                           location=(docname, raw.line or 1))
            raw.parent.remove(raw)


def _harmless(raw: nodes.raw) -> bool:
    """Whether raw markup is an anchor as chapters may have it, or what MyST writes for a line's end or for struck text."""
    markup = raw.astext().strip()
    return markup in ("<br />", "\\\\", "<s>", "</s>") or bool(ANCHOR.fullmatch(markup))


def use_book_parser(app: Sphinx) -> None:
    """Have Sphinx read chapters with `BookParser`."""
    app.setup_extension("myst_parser")
    app.add_source_parser(BookParser, override=True)
