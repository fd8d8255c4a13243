"""`goldenthread lsp`: the language server, which an editor starts and talks to."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.editor import run_language_server
from goldenthread.model import Place, Problem
from goldenthread.system import Outcome


def run_lsp(root: Path, _chosen: Namespace) -> Outcome:
    """Answer an editor until it disconnects. The outcome is a problem if the packages for it are not installed."""
    if run_language_server(str(root)):
        return Outcome()
    return Outcome(status=1, problems=[Problem(
        Place(file="goldenthread[editor]", line=0), "lsp.missing", "What editors need is not installed.",
        "Run 'make editor', or 'pip install goldenthread[editor]'.")])
