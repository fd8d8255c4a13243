"""Long lists of problems, as short as a terminal shows them: one of each kind in full, and where the others of its kind are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.model import Problem, number_of
from goldenthread.system.atomic_files import put_files

LONGEST = 20
"""How many lines of problems are printed."""
PLACES = 3
PROBLEMS_FILE = "build/problems.txt"


def problem_line(problem: Problem) -> str:
    """A problem as it is printed."""
    return f"{problem}{' (advice)' if problem.advice else ''}"


def problem_lines(root: Path, problems: Sequence[Problem]) -> list[str]:
    """A line for each problem; of many, at most 20, those of a kind together, and all of them in `build/problems.txt`."""
    lines = [problem_line(problem) for problem in problems]
    if len(lines) <= LONGEST:
        return lines
    put_files(root, {PROBLEMS_FILE: "\n".join(lines) + "\n"})
    kinds: dict[tuple[str, bool], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.code, problem.advice), []).append(problem)
    brief = [line for alike in kinds.values() for line in _of_a_kind(alike)]
    more = len(brief) - (LONGEST - 1)
    cut = [*brief[:LONGEST - 1], f"… and {number_of(more, 'line')} more."] if len(brief) > LONGEST else brief
    return [*cut, f"All {len(lines)} are in {PROBLEMS_FILE}."]


def _of_a_kind(alike: Sequence[Problem]) -> list[str]:
    """One problem in full; of others of its kind, where they are."""
    first, *others = alike
    if len(others) < PLACES:
        return [problem_line(problem) for problem in alike]
    places = ", ".join(str(problem.place) for problem in others[:PLACES])
    rest = f" and {len(others) - PLACES} more places" if len(others) > PLACES else ""
    return [problem_line(first), f"    {len(others)} more of this kind, at {places}{rest}."]
