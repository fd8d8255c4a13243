"""Serving: the pages of a book on this computer alone, made again at every change, with its problems shown in the page.

`warm_book` makes the pages, in a process of its own (`worker`); `watcher` watches the files and has them made; `server` hands
them to the browser; `serve_command` ties the three together.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.system import Outcome

__all__ = ["run_serve"]


def run_serve(root: Path, chosen: Namespace) -> Outcome:
    """`goldenthread serve`. The libraries for serving and watching are loaded only here."""
    from goldenthread.commands.serve.serve_command import serve

    return serve(root, chosen.port)
