"""How many processes read and write pages."""

from __future__ import annotations

import os
from collections.abc import Sized

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

PROCESSES = min(os.cpu_count() or 1, 4)
PAGES_TO_SHARE = 10


def few_enough_alone(docnames: Sized) -> bool:
    """Whether so few pages are to be read or written that other processes would cost more than they save."""
    return len(docnames) < PAGES_TO_SHARE


def read_few_alone(app: Sphinx) -> None:
    """Have a few pages read by this process: another would hand back the whole environment with them, which Sphinx merges."""
    def begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        app.parallel = 1 if few_enough_alone(docnames) else PROCESSES

    def end(app: Sphinx, env: BuildEnvironment) -> None:
        app.parallel = PROCESSES  # for writing, of which `BookHTMLBuilder` decides

    app.connect("env-before-read-docs", begin)
    app.connect("env-updated", end)
