"""One run of a program, measured: processor and wall time, memory, and the bytes that it left on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import apart

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

    It finds the modules that this process finds, or with `modules=False` those of its own environment only, and keeps what it
    compiles, as on a person's machine: compiling anew is half the time of a small build.
    """
    mark = time.time_ns()
    paths = os.pathsep.join(filter(None, sys.path)) if modules else ""
    done = subprocess.run([sys.executable, "-I", "-S", apart.__file__, *command], capture_output=True, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": ""}, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    if report["status"]:
        raise RuntimeError(f"{' '.join(command)} failed:\n{report['output']}")
    return Measured(cpu=report["cpu"], wall=report["wall"], memory=report["memory"], written=_written(output, mark))


def _written(folder: Path, since: int) -> float:
    """The megabytes in files that were changed since; a file that stands in two places counts once."""
    sizes: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        stat = path.lstat()
        if path.is_file() and stat.st_mtime_ns >= since:
            sizes[stat.st_dev, stat.st_ino] = stat.st_size
    return sum(sizes.values()) / 1e6


def middle(runs: Sequence[Measured]) -> Measured:
    """The median of each quantity over several runs."""
    return Measured(**{name: median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "memory", "written")})


Results = Mapping[tuple[int, str, str], Sequence[Measured]]
