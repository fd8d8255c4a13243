"""Running Sphinx: the one factory of its applications, one builder at a time, with its warnings in the form of our messages."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from goldenthread.book import LoadedBook
from goldenthread.model import current_language, in_language
from goldenthread.site import parallel_work
from goldenthread.site.handover import Handover
from goldenthread.site.needs_bridge import NO_SECOND_CHECK, UNUSED_FILES
from goldenthread.site.sphinx_progress import SphinxProgress
from goldenthread.system import WORK, Progress, Skip, children_end_with_this_process, message_for

BUILDERS = {"html": "html", "pdf": "paper", "docx": "word"}


def not_published(output: str) -> Skip:
    """What is left out of what is published of an output: files that Sphinx and sphinx-needs leave beside it."""
    if output == "html":
        return shutil.ignore_patterns(".buildinfo*", *UNUSED_FILES)
    # sphinx-needs leaves files for the web in the folder of every builder
    return shutil.ignore_patterns("_static", "*.html", "*.json", ".*")


def run_sphinx(root: Path, output: str, only: str, book: LoadedBook) -> int:
    """Run one builder into the working folder: how many pages it read, or -1 when it failed."""
    children_end_with_this_process()
    warnings, read = io.StringIO(), list[str]()
    progress = Progress()
    try:
        with book_app(root, root / WORK, output, only, book, warnings, progress) as app:
            app.connect("env-before-read-docs", lambda app, env, docnames: read.extend(docnames))
            app.build(False)
            good = app.statuscode == 0
    except (SphinxError, SystemExit) as error:
        progress.over()
        print(message_for(error, root))
        good = False
    finally:
        progress.over()
    for line in warnings_in_our_words(root, warnings.getvalue()):
        print(line)
    return len(read) if good else -1


@contextmanager
def sphinx_app(
    source: Path, output: Path, doctrees: Path, builder: str, settings: Mapping[str, Any], warnings: IO[str], *,
    config_folder: Path | None = None, status: Any = None, processes: int = 1,
) -> Iterator[Sphinx]:
    """The one place that makes a Sphinx application; a build with a warning ends with status 1.

    `settings` overrides what `conf.py` in `config_folder` says; without such a folder it is all there is. Directives, roles
    and nodes, which docutils registers for the whole process, are those of this application only until the block ends.

    Sphinx and docutils would also read files that nobody names: translations of the chapters and of Sphinx's own words in
    `locales/`, and docutils' settings in `docutils.conf` or `~/.docutils`. None of them is read.
    """
    with patch_docutils(), docutils_namespace(), in_language(current_language()):
        os.environ["DOCUTILSCONFIG"] = ""  # no file; `patch_docutils` puts back what was there
        yield Sphinx(str(source), str(config_folder) if config_folder else None, str(output), str(doctrees), builder,
                     confoverrides={**settings, "locale_dirs": []}, status=status, warning=warnings, warningiserror=True,
                     parallel=processes)


@contextmanager
def book_app(
    root: Path, work: Path, output: str, only: str, book: LoadedBook, warnings: IO[str], progress: Progress | None = None
) -> Iterator[Sphinx]:
    """An application for one build of a book that has been read: one of `BUILDERS`, working in the folder `work`."""
    status = SphinxProgress(progress) if progress else None
    settings = {"book_only": only, "book_handed": Handover(book), **NO_SECOND_CHECK}
    with sphinx_app(root, work / output, work / "doctrees", BUILDERS[output], settings, warnings, config_folder=root,
                    status=status, processes=parallel_work.PROCESSES) as app:
        parallel_work.read_few_alone(app)
        if status:
            app.connect("env-before-read-docs", lambda app, env, docnames: status.reading(len(docnames)))
            app.connect("env-updated", lambda app, env: status.writing())
            app.connect("html-page-context", lambda app, name, *_more: None if name in app.env.found_docs else status.record())
        yield app


def without_colours(text: str) -> str:
    """A text without the escape sequences by which Sphinx colours its warnings for a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def warnings_in_our_words(root: Path, warnings: str) -> list[str]:
    """Sphinx's warnings in the form of our messages: the file below the root, no colours, no `WARNING`; each once."""
    plain = without_colours(warnings)
    for slash in "/\\":  # as Windows and as everybody else writes a path
        plain = plain.replace(f"{root}{slash}", "")
    head = re.compile(r"^(.*?:(?:\d+:)? )?(?:WARNING|ERROR|CRITICAL): ")
    lines = [head.sub(lambda prefix: (prefix[1] or "").replace("\\", "/"), line) for line in plain.splitlines()]
    return list(dict.fromkeys(message_for(line, root) for line in lines if line.strip()))
