"""Publishing what was built: a folder takes the place of the one before it whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def put_in_place(new: Path, target: Path, *, papers: bool, only: str) -> tuple[int, int]:
    """Publish a folder by two renames: how many files changed, of how many.

    Files that have not changed are shared with what was published before.
    """
    waiting, old = target.with_name(f".{target.name}-new"), target.with_name(f".{target.name}-old")
    if old.exists() and not target.exists():
        old.rename(target)  # a build was stopped between the two renames
    for left in (waiting, old):
        shutil.rmtree(left, ignore_errors=True)

    changed: list[str] = []
    every: list[str] = []

    def share(source: str, copy: str) -> str:
        every.append(copy)
        before = target / Path(copy).relative_to(waiting)
        if before.is_file() and _same(Path(source), before):
            os.link(before, copy)
            return copy
        changed.append(copy)
        return shutil.copy2(source, copy)

    # sphinx-needs leaves web files in every builder's folder
    wanted = shutil.ignore_patterns("_static", "*.html", "*.json", ".*") if papers else shutil.ignore_patterns(
        ".buildinfo*", "schema_violations.json", "permalink.html", "sphinx-needs", "sphinx-data-viewer", "jquery.js")
    shutil.copytree(new, waiting, copy_function=share, ignore=wanted)
    if only and papers:
        _keep_others(target, waiting)
    if target.exists():
        target.rename(old)
    waiting.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return len(changed), len(every)


def _keep_others(target: Path, waiting: Path) -> None:
    """Keep the files of the other editions, of which this build made none."""
    for path in target.rglob("*"):
        copy = waiting / path.relative_to(target)
        if path.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, copy)


def _same(one: Path, other: Path) -> bool:
    here, there = one.stat(), other.stat()
    # a copy has its original's time: whatever was written since has another
    return here.st_size == there.st_size and (here.st_mtime_ns == there.st_mtime_ns or one.read_bytes() == other.read_bytes())
