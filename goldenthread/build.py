"""Building the book: into a working folder first, then put in place whole, so that a failed build changes nothing."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.checks import check_private, check_reading
from goldenthread.inputs import print_of_inputs
from goldenthread.model import Problem
from goldenthread.prose import check_prose
from goldenthread.publishing import put_in_place
from goldenthread.running import WORK, run_sphinx


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
        read[output] = 0 if known.get(output) == now else run_sphinx(root, output, only, reading)
        if read[output] < 0:
            print("The build failed. What was built before is as it was.")
            return 1
    for output in outputs:
        changed, every = put_in_place(work / output, root / "build" / output, papers=output != "html", only=only)
        print(f"build/{output}: {_counted(read[output], 'page')} read, {changed} of {_counted(every, 'file')} changed.")
    made.write_text("".join(f"{output} {told}\n" for output, told in {**known, **dict.fromkeys(outputs, now)}.items()),
                    encoding="utf-8")
    unfinished.unlink()
    return 0
