"""Running Sphinx with one builder, quietly, with its warnings as problems of our own kind."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from goldenthread.book import Handed, Reading
from goldenthread.system import WORK, Progress, SphinxProgress, in_words

PROCESSES = min(os.cpu_count() or 1, 4)
PAGES_TO_SHARE = 10
BUILDERS = {"html": "html", "pdf": "paper", "docx": "word"}


def run_sphinx(root: Path, output: str, only: str, reading: Reading) -> int:
    """Run one builder into the working folder: how many pages it read, or -1 when it failed."""
    from sphinx.errors import SphinxError

    warnings, read = io.StringIO(), list[str]()
    progress = Progress()
    try:
        with sphinx_app(root, root / WORK, output, only, reading, warnings, progress) as app:
            app.connect("env-before-read-docs", lambda app, env, docnames: read.extend(docnames))
            app.build(False)
            good = app.statuscode == 0
    except (SphinxError, SystemExit) as error:
        progress.over()
        print(in_words(error, root))
        good = False
    finally:
        progress.over()
    for line in warnings_in_our_words(root, warnings.getvalue()):
        print(line)
    return len(read) if good else -1


@contextmanager
def sphinx_app(
    root: Path, work: Path, output: str, only: str, reading: Reading, warnings: IO[str], progress: Progress | None = None
) -> Iterator[Any]:
    """A Sphinx application for one build of a book that has been read, working in the folder `work`."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    status = SphinxProgress(progress) if progress else None
    with patch_docutils(str(root)), docutils_namespace():
        app = Sphinx(str(root), str(root), str(work / output), str(work / "doctrees"), BUILDERS[output],
                     # what the schemas of items say, the rules have looked at already, each at its own line
                     confoverrides={"book_only": only, "book_handed": Handed(reading),
                                    "needs_schema_validation_enabled": False},
                     status=status, warning=warnings, warningiserror=True, parallel=PROCESSES)  # type: ignore[arg-type]
        app.connect("env-before-read-docs", lambda app, env, docnames: _begin_reading(app, docnames, status))
        app.connect("env-updated", lambda app, env: _end_reading(app))
        _write_few_alone(app)
        if status:
            app.connect("html-page-context", lambda app, name, *_more: None if name in app.env.found_docs else status.record())
        yield app


def _begin_reading(app: Any, docnames: Sequence[str], status: SphinxProgress | None) -> None:
    """A few pages are read alone: a second process would hand back the whole book with them."""
    if status:
        status.pages = len(docnames)
    app.parallel = PROCESSES if len(docnames) >= PAGES_TO_SHARE else 1


def _end_reading(app: Any) -> None:
    app.parallel = PROCESSES


def _write_few_alone(app: Any) -> None:
    """A few pages are written alone, too: to begin other processes would take longer."""
    builder, prepare = app.builder, app.builder.prepare_writing

    def prepared(docnames: Set[str]) -> None:
        builder.parallel_ok = builder.parallel_ok and len(docnames) >= PAGES_TO_SHARE
        prepare(docnames)

    builder.prepare_writing = prepared


def warnings_in_our_words(root: Path, warnings: str) -> list[str]:
    """Sphinx's warnings as our own messages are written: the file below the root, no colours, no shouting."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", warnings)
    for slash in "/\\":  # as Windows and as everybody else writes a path
        plain = plain.replace(f"{root}{slash}", "")
    head = re.compile(r"^(.*?:(?:\d+:)? )?(?:WARNING|ERROR|CRITICAL): ")
    told = [head.sub(lambda found: (found[1] or "").replace("\\", "/"), line) for line in plain.splitlines()]
    return list(dict.fromkeys(in_words(line, root) for line in told if line.strip()))
