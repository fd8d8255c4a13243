"""The Sphinx extension: what it registers, and what it does at each event of a build, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from goldenthread import __version__
from goldenthread.book import LoadedBook, Unreadable, read_book
from goldenthread.model import Problem
from goldenthread.rules import check_loaded
from goldenthread.site.apostrophes import use_apostrophes
from goldenthread.site.chapter_texts import note_text
from goldenthread.site.chart_files import write_chart_files
from goldenthread.site.dataset_pages import dataset_pages, write_data
from goldenthread.site.directives import VIEW_NAMES, ChartDirective, ValueRole, ViewDirective
from goldenthread.site.domain import BookDomain
from goldenthread.site.downloads import write_downloads
from goldenthread.site.glossary_links import note_terms
from goldenthread.site.guest import is_book, set_up_guest
from goldenthread.site.handover import Handover
from goldenthread.site.incremental.bibliography import BibliographyCache, register_backends
from goldenthread.site.incremental.changed_settings import reset_after_changed_settings
from goldenthread.site.incremental.outdated_chapters import connect_reading
from goldenthread.site.incremental.outdated_pages import name_outdated_pages, remove_stale_files, save_page_store, when_changed
from goldenthread.site.item_pages import item_pages
from goldenthread.site.needs_bridge import register_differs, set_up_needs
from goldenthread.site.numbered_references import use_numbered_references
from goldenthread.site.page_filler import fill_page
from goldenthread.site.page_frame import name_edition, set_up_pages
from goldenthread.site.page_metadata import add_metadata
from goldenthread.site.page_trail import say_chapter, say_where
from goldenthread.site.parser import use_book_parser
from goldenthread.site.previews import digest_of_terms, write_previews
from goldenthread.site.printing.builders import PaperBuilder, WordBuilder
from goldenthread.site.respond_page import invite_responses
from goldenthread.site.search_data import digest_of_texts, write_search
from goldenthread.site.site_files import write_site_files
from goldenthread.site.sphinx_defaults import set_up_sphinx, speak_language

logger = logging.getLogger(__name__)


OTHER_BUILDERS = {
    "dirhtml": "goldenthread build html", "singlehtml": "goldenthread build html", "epub": "goldenthread build html",
    "latex": "goldenthread build pdf", "man": "goldenthread build html", "text": "goldenthread build docx",
    "texinfo": "goldenthread build docx",
    # these take the web pages for another program to show, without the scripts and files that belong to them
    **dict.fromkeys(("json", "pickle", "htmlhelp", "qthelp", "devhelp", "applehelp"), "goldenthread build html"),
    # these look for gaps and faults in the documents of a program
    "coverage": "goldenthread check", "doctest": "goldenthread check",
}
"""Builders of Sphinx that know nothing of charts, items and views, and the command whose output comes nearest to theirs."""
NEED_AN_EXTENSION = ("coverage", "doctest")
"""Those that Sphinx has only in an extension of the same name, `sphinx.ext.coverage`, and without it does not know."""


def setup(app: Sphinx) -> dict[str, Any]:
    if not is_book(Path(app.srcdir)):
        return set_up_guest(app, VIEW_NAMES)
    for name in NEED_AN_EXTENSION:
        if f"sphinx.ext.{name}" not in app.config.extensions:  # with it, there would be two of the name
            app.add_builder(type("RefusedBuilder", (Builder,), {"name": name}))
    app.connect("builder-inited", refuse_other_builders, priority=50)
    app.connect("config-inited", speak_language)
    return _set_up_book(app)


def _set_up_book(app: Sphinx) -> dict[str, Any]:
    set_up_sphinx(app)
    # what authors may write
    app.add_domain(BookDomain)
    app.add_role("value", ValueRole())
    app.add_directive("chart", ChartDirective)
    for name in VIEW_NAMES:
        app.add_directive(name, ViewDirective)
    use_book_parser(app)
    use_apostrophes(app)
    use_numbered_references(app)
    set_up_needs(app)
    register_backends()
    BibliographyCache().connect(app)
    # what is built
    set_up_pages(app)
    invite_responses(app)
    app.add_builder(PaperBuilder)
    app.add_builder(WordBuilder)
    app.add_config_value("book_only", "", "", types=(str,))
    app.add_config_value("book_handed", Handover(), "", types=(Handover,))
    # the build, in its order
    app.connect("builder-inited", reset_after_changed_settings, priority=100)  # before any extension writes there
    app.connect("builder-inited", read_and_check)
    connect_reading(app)
    app.connect("doctree-read", note_text)
    app.connect("doctree-read", note_terms)
    app.connect("env-updated", name_outdated_pages)
    app.connect("write-started", compare_with_needs)
    app.connect("doctree-resolved", fill_page, priority=400)  # before sphinx-needs draws its cards
    app.connect("html-collect-pages", dataset_pages)
    app.connect("html-collect-pages", item_pages)
    app.connect("html-page-context", say_chapter, priority=300)  # before the contents are drawn
    for listener in (name_edition, say_where, add_metadata):
        app.connect("html-page-context", listener)
    connect_files(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}


def connect_files(app: Sphinx) -> None:
    """Have what lies beside the pages written when these are."""
    app.connect("build-finished", remove_stale_files)
    app.connect("build-finished", when_changed(write_data))
    app.connect("build-finished", when_changed(write_chart_files))
    app.connect("build-finished", when_changed(write_search, digest_of_texts))
    app.connect("build-finished", when_changed(write_previews, digest_of_terms))
    app.connect("build-finished", when_changed(write_downloads))
    app.connect("build-finished", when_changed(write_site_files))
    app.connect("build-finished", save_page_store, priority=950)


def refuse_other_builders(app: Sphinx) -> None:
    """Stop before anything is read where the builder cannot make a book. Its output would lack what makes it one."""
    if instead := OTHER_BUILDERS.get(app.builder.name):
        raise SystemExit(f"A book is not made by the builder '{app.builder.name}', which knows no items, charts or views. "
                         f"Use '{instead}'.")


def read_and_check(app: Sphinx) -> None:
    """Take the book that the build was handed; without one, read it and print every problem as a warning at its file and line."""
    handover: Handover[LoadedBook] = app.config.book_handed
    # the command line has run the rules just before, and stopped if they found anything
    BookDomain.of(app.env).loaded = handover.value or _read_book(app)


def _read_book(app: Sphinx) -> LoadedBook:
    root = Path(app.srcdir)
    try:
        book = read_book(root)
        problems = check_loaded(root, book)
    except Unreadable as unreadable:
        _print_as_warnings(app, unreadable.problems)
        raise SystemExit("The book cannot be built until the problems above are mended.") from None
    _print_as_warnings(app, problems)
    return book


def _print_as_warnings(app: Sphinx, problems: Iterable[Problem]) -> None:
    for problem in problems:
        location = f"{app.srcdir / problem.place.file}:{problem.place.line}"
        say = logger.info if problem.advice else logger.warning
        say("%s %s [%s]", problem.what, problem.fix, problem.code, location=location)


def compare_with_needs(app: Sphinx, builder: Any) -> None:
    """Our reading of the chapters and sphinx-needs' must agree, or a rule might have looked at something else."""
    domain = BookDomain.of(app.env)
    for problem in register_differs(app, domain.register):
        location = f"{app.srcdir / problem.place.file}:{problem.place.line}"
        logger.warning("%s %s [%s]", problem.what, problem.fix, problem.code, location=location)


