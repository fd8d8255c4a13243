"""Long lists of problems, shortened for a terminal: one of each kind in full, and the places of the others of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.model import Problem, number_of
from goldenthread.system.atomic_files import put_files

LONGEST = 20
"""How many lines of problems are printed at most."""
PLACES = 3
PROBLEMS_FILE = "build/problems.txt"
NONE = "The rules found no problem."


def problem_line(problem: Problem) -> str:
    """A problem as it is printed."""
    return f"{problem}{' (advice)' if problem.advice else ''}"


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """A line for each problem; for many, at most 20 lines, grouped by kind, the last of which names the file with all of them."""
    lines = [problem_line(problem) for problem in problems]
    if len(lines) <= LONGEST:
        return lines
    kinds: dict[tuple[str, bool], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.code, problem.advice), []).append(problem)
    brief = [line for alike in kinds.values() for line in _of_a_kind(alike)]
    room = LONGEST - 1
    if len(brief) > room:
        brief = [*brief[:room - 1], f"… and {number_of(len(brief) - room + 1, 'line')} more."]
    return [*brief, f"All {len(lines)} are in {PROBLEMS_FILE}."]


def keep_problems(root: Path, problems: Sequence[Problem]) -> None:
    """Write every problem to `build/problems.txt`, in place of those of an earlier check. Raises `OSError` if that fails."""
    put_files(root, {PROBLEMS_FILE: "".join(f"{problem_line(problem)}\n" for problem in problems) or f"{NONE}\n"})


def _of_a_kind(alike: Sequence[Problem]) -> list[str]:
    """One problem in full, and the places of others of its kind."""
    first, *others = alike
    if len(others) < PLACES:
        return [problem_line(problem) for problem in alike]
    places = ", ".join(str(problem.place) for problem in others[:PLACES])
    rest = f" and {len(others) - PLACES} more places" if len(others) > PLACES else ""
    return [problem_line(first), f"    {len(others)} more of this kind, at {places}{rest}."]
