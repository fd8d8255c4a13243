"""One run of a program, measured: processor and wall time, memory, and the bytes that it left on disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROCESSES = str(min(os.cpu_count() or 1, 4))
"""How many processes a build with Sphinx may have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """`cpu` and `wall` in seconds, `memory` (the most that one process held) and `written` in megabytes."""

    cpu: float
    wall: float
    memory: float
    written: float


def measure(command: Sequence[str], output: Path, *, modules: bool = True) -> Measured:
    """Run a command and measure it with all that it starts. Raises `RuntimeError` with what it said when it fails.

    It finds the modules that this process finds, or with `modules=False` those of its own environment only.
    """
    if not hasattr(os, "wait4"):
        raise RuntimeError("The benchmark needs a system that tells what a process has used, such as Linux or macOS.")
    begin, mark = time.perf_counter(), time.time_ns()
    paths = os.pathsep.join(filter(None, sys.path)) if modules else ""
    environment = {**os.environ, "PYTHONPATH": paths}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                               errors="replace", env=environment)
    assert process.stdout is not None
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    wall = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{said}")
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return Measured(cpu=used.ru_utime + used.ru_stime, wall=wall, memory=kilobytes / 1024, written=_written(output, mark))


def _written(folder: Path, since: int) -> float:
    """The megabytes in files that were changed since; a file that stands in two places counts once."""
    found: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        told = path.lstat()
        if path.is_file() and told.st_mtime_ns >= since:
            found[told.st_dev, told.st_ino] = told.st_size
    return sum(found.values()) / 1e6


def middle(runs: Sequence[Measured]) -> Measured:
    """The median of each quantity over several runs."""
    return Measured(**{name: median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "memory", "written")})


Results = Mapping[tuple[int, str, str], Sequence[Measured]]
