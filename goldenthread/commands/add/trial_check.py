"""Trying out what is to be written: the rules check a copy of the book with the new files, before anything is written."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenthread.model import Problem
from goldenthread.rules import check
from goldenthread.system import book_entries, faults_among, put_files


def new_problems(root: Path, files: Mapping[str, str | bytes], gone: Collection[str] = ()) -> list[Problem]:
    """The problems that the book at `root` would have with these files, by their paths, and does not have without them.

    `gone` are files that would be removed.
    """
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        copy = Path(folder).resolve()
        for name, entry in book_entries(root):
            if entry.is_file() and name not in gone:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(entry.path, copy / name)
                os.chmod(copy / name, 0o644)
        put_files(copy, files)
        after = faults_among(check(copy))
    before = Counter(_without_line(problem) for problem in check(root)) if after else Counter[tuple[str, ...]]()
    brought = []
    for problem in after:
        key = _without_line(problem)
        if before[key]:
            before[key] -= 1
        else:
            brought.append(problem)
    return brought


def _without_line(problem: Problem) -> tuple[str, ...]:
    """A key by which two problems are the same, even if the addition has moved one to another line."""
    return problem.place.file, problem.code, problem.what
