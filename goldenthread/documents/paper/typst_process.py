"""Everything that runs Typst: one run in a process of its own (`typst_worker`), within limits, with the fonts of our packages.

A process of its own, because Typst cannot be stopped from Python once it runs, and takes a whole build with it when memory
runs out.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from goldenthread.documents.paper.volume import Limits
from goldenthread.model import MachineFault, Place, Problem
from goldenthread.system import seconds_by_clock

WORKER = Path(__file__).with_name("typst_worker.py")
FONT_PACKAGES = {"Source Sans 3": "fontpkg_source_sans_3", "Source Serif 4": "fontpkg_source_serif_4",
                 "Noto Sans": "manimgx_fonts", "Noto Sans CJK JP": "noto_cjk_sans_jp_regular"}
"""The families of the template, and the packages that hold them: the same book comes out on every machine.

The package of Noto Sans has Noto Emoji and Noto Sans for the scripts of many languages, too; that of Noto Sans CJK has every
letter of Chinese, Japanese and Korean."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypstMessage:
    """An error or a warning; `where` names the files and lines of the source, `hints` are Typst's own advice."""

    message: str
    where: str
    hints: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TypstRun:
    """What came of one run: what has to be mended, and what was made (one PDF, or one picture per page)."""

    faults: Sequence[TypstMessage]
    outputs: Sequence[bytes]


def run_typst(source: Path, fonts: Sequence[Path], limits: Limits, options: Mapping[str, Any],
              inputs: Mapping[str, str] | None = None) -> TypstRun | None:
    """Compile a source that reads files of its own folder only; None when it went beyond the limits.

    `options` are those of `typst.Compiler.compile` but the output file, `inputs` what the source sees as `sys.inputs`. The
    faults are the error, or the warnings when there is none: a book is to be set without either. Raises `Fault` when Typst is
    missing.
    """
    job = {"source": str(source), "root": str(source.parent), "fonts": [str(folder) for folder in fonts],
           "inputs": dict(inputs or {}), "options": dict(options), "memory": limits.megabytes * 1_000_000,
           "seconds": limits.seconds}
    try:
        # -P: Python would look for what the worker imports in the worker's own folder first
        isolation = "-I" if sys.flags.isolated else "-P"
        done = subprocess.run([sys.executable, isolation, str(WORKER)], input=json.dumps(job).encode(), capture_output=True,
                              timeout=seconds_by_clock(limits.seconds))
    except subprocess.TimeoutExpired:
        return None
    line, _, output = done.stdout.partition(b"\n")
    if done.returncode or not line.startswith(b"{"):  # ended by the system at a limit, or printing that memory ran out
        return None
    report: dict[str, Any] = json.loads(line)
    if "missing" in report:
        raise MachineFault(Problem(Place(file="build", line=0), "machine.typst", f"Typst, which sets the PDF files, is missing: "
                                   f"{report['missing']}.", "Install it anew: pip install --force-reinstall typst."))
    faults = [report["error"]] if report["error"] else report["warnings"]
    return TypstRun(faults=[TypstMessage(**fault) for fault in faults], outputs=_cut(output, report["lengths"]))


def _cut(output: bytes, lengths: Sequence[int]) -> list[bytes]:
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    return [output[start:start + length] for start, length in zip(starts, lengths, strict=True)]


def font_folders(place: Place, packages: Mapping[str, str] = FONT_PACKAGES) -> tuple[list[Path], list[Problem]]:
    """The folders of all families, and a problem at `place` for each family whose package is missing or damaged.

    Typst would quietly take another font, so with a problem there is no folder at all.
    """
    folders, problems = [], []
    for family, package in packages.items():
        name = package.replace("_", "-")
        fonts = _font_files(name)
        if not fonts:
            problems.append(Problem(place=place, code="paper.no-font", what=f"The font '{family}' is missing.",
                                    fix=f"Install its package: pip install {name}."))
        elif lost := [path.name for path, size in fonts.items() if not path.is_file() or path.stat().st_size != size]:
            problems.append(Problem(place=place, code="paper.no-font",
                                    what=f"The font '{family}' is not whole: {lost[0]} is missing or damaged.",
                                    fix=f"Install its package anew: pip install --force-reinstall {name}."))
        folders += sorted({path.parent for path in fonts})
    return ([], problems) if problems else (folders, [])


def _font_files(package: str) -> dict[Path, int]:
    """Every font file that a package was installed with, and its size in bytes."""
    try:
        record = distribution(package).read_text("RECORD") or ""
    except PackageNotFoundError:
        return {}
    # from Python 3.12 on the package's own list of files leaves out what is no longer there
    rows = (row for row in csv.reader(record.splitlines()) if len(row) == 3 and row[0].lower().endswith((".ttf", ".otf")))
    return {Path(str(distribution(package).locate_file(name))): int(size or 0) for name, _, size in rows}
