"""`goldenthread rollup`: one site over the books of many areas."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.system import Outcome


def run_rollup(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.rollup import FOLDER, rollup  # loads Sphinx

    return rollup(chosen.paths, chosen.output or root / FOLDER, title=chosen.title, local=chosen.local,
                  crosswalk=chosen.crosswalk)
