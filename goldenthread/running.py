"""Running Sphinx with one builder, quietly, with its warnings as problems of our own kind."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldenthread.book import Handed, Reading

WORK = "build/.work"
PROCESSES = min(os.cpu_count() or 1, 4)
PAGES_TO_SHARE = 10
BUILDERS = {"html": "html", "pdf": "paper", "docx": "word"}


def run_sphinx(root: Path, output: str, only: str, reading: Reading) -> int:
    """Run one builder into the working folder: how many pages it read, or -1 when it failed."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = io.StringIO()
    status = sys.stdout if sys.stdout.isatty() or os.environ.get("CI") else None
    out, read = root / WORK / output, list[str]()
    try:
        with patch_docutils(str(root)), docutils_namespace():
            app = Sphinx(str(root), str(root), str(out), str(root / WORK / "doctrees"), BUILDERS[output],
                         # what the schemas of items say, the rules have looked at already, each at its own line
                         confoverrides={"book_only": only, "book_handed": Handed(reading),
                                        "needs_schema_validation_enabled": False}, status=status, warning=warnings,
                         warningiserror=True, parallel=PROCESSES)
            app.connect("env-before-read-docs", lambda app, env, docnames: _begin_reading(app, docnames, read))
            app.connect("env-updated", lambda app, env: _end_reading(app))
            app.build(False)
            good = app.statuscode == 0
    except (SphinxError, SystemExit) as error:
        print(error)
        good = False
    for line in _in_our_words(root, warnings.getvalue()):
        print(line)
    return len(read) if good else -1


def _begin_reading(app: Any, docnames: Sequence[str], read: list[str]) -> None:
    """Keep what is read. A few pages are read alone: a second process would hand back the whole book with them."""
    read.extend(docnames)
    app.parallel = PROCESSES if len(docnames) >= PAGES_TO_SHARE else 1


def _end_reading(app: Any) -> None:
    app.parallel = PROCESSES


def _in_our_words(root: Path, warnings: str) -> list[str]:
    """Sphinx's warnings as our own messages are written: the file below the root, no colours, no shouting."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", warnings).replace(f"{root}{os.sep}", "")
    told = [re.sub(r"^(.*?:\d+: )?(?:WARNING|ERROR|CRITICAL): ", r"\1", line) for line in plain.splitlines()]
    return list(dict.fromkeys(line for line in told if line.strip()))
