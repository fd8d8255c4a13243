"""Building the book: into a working folder first, then put in place whole, so that a failed build changes nothing."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goldenthread.book import Handed, Reading, read_book
from goldenthread.checks import check_private, check_reading
from goldenthread.inputs import print_of_inputs
from goldenthread.model import Problem
from goldenthread.prose import check_prose

WORK = "build/.work"
PROCESSES = min(os.cpu_count() or 1, 4)
PAGES_TO_SHARE = 10
BUILDERS = {"html": "html", "pdf": "paper", "docx": "word"}


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom: pages are made of a great many small nodes, and Python's own pace costs a third of a build."""
    pace = gc.get_threshold()
    gc.set_threshold(1_000_000, 5, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*pace)


def print_problems(problems: Sequence[Problem]) -> int:
    """Print every problem and how many there are; the number of those that are more than advice."""
    for problem in problems:
        print(f"{problem}{' (advice)' if problem.advice else ''}")
    faults = sum(not problem.advice for problem in problems)
    if problems:
        print(f"{_counted(faults, 'problem')}, {_counted(len(problems) - faults, 'piece')} of advice.")
    return faults


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def check_book(root: Path, *, prose: bool = False) -> int:
    """Run every rule, and if asked look at the prose; print what was found; the exit status: 1 when there is a problem."""
    with _collecting_seldom():
        faults = print_problems([*check_reading(root, read_book(root)), *(check_prose(root) if prose else ())])
    if not faults:
        print("The rules found no problem.")
    return min(faults, 1)


def check_responses(root: Path) -> int:
    """Look only for what is private in the responses; print what was found; the exit status: 1 when there is a problem."""
    faults = print_problems(check_private(root, read_book(root)))
    if not faults:
        print("The responses hold no e-mail address and no telephone number.")
    return min(faults, 1)


def build_book(root: Path, outputs: Sequence[str], only: str = "") -> int:
    """Build the outputs (`html`, `pdf`, `docx`) into `build/`; the exit status. When anything is wrong, what was there stays."""
    with _collecting_seldom():
        return _build(root, outputs, only)


def _build(root: Path, outputs: Sequence[str], only: str) -> int:
    reading = read_book(root)
    if print_problems(check_reading(root, reading)):
        print("Nothing was built. What was built before is as it was.")
        return 1
    work = root / WORK
    unfinished = work / "unfinished"
    if unfinished.exists() or (only and not work.exists()):
        shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    made, now = work / "made", f"{print_of_inputs(root)} {only}"
    known = dict(line.split(" ", 1) for line in made.read_text(encoding="utf-8").splitlines()) if made.is_file() else {}
    read: dict[str, int] = {}
    for output in outputs:
        read[output] = 0 if known.get(output) == now else _run_sphinx(root, output, only, reading)
        if read[output] < 0:
            print("The build failed. What was built before is as it was.")
            return 1
    for output in outputs:
        changed, every = _put_in_place(work / output, root / "build" / output, papers=output != "html", only=only)
        print(f"build/{output}: {_counted(read[output], 'page')} read, {changed} of {_counted(every, 'file')} changed.")
    made.write_text("".join(f"{output} {told}\n" for output, told in {**known, **dict.fromkeys(outputs, now)}.items()),
                    encoding="utf-8")
    unfinished.unlink()
    return 0


def _run_sphinx(root: Path, output: str, only: str, reading: Reading) -> int:
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


def _put_in_place(new: Path, target: Path, *, papers: bool, only: str) -> tuple[int, int]:
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
