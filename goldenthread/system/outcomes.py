"""The outcome of a command, in one form for all commands: a status, problems, and lines to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.model import Fault, Problem, number_of
from goldenthread.system.os_errors import problem_from
from goldenthread.system.problem_lists import problem_line


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The outcome of a command.

    `status` is the exit status of the process: 0 when all went well, 1 when there was a problem, 130 when it was stopped.
    `problems` are those that it found, including advice; `lines` say in plain text what was done, or why nothing was; `details`
    are for those who ask for more.
    """

    status: int = 0
    problems: Sequence[Problem] = ()
    lines: Sequence[str] = ()
    details: Sequence[str] = ()

    @property
    def good(self) -> bool:
        return self.status == 0

    def printed(self) -> list[str]:
        """What is printed: a line for each problem, then `lines`."""
        return [*map(problem_line, self.problems), *self.lines]


def failure(error: BaseException, root: Path, *lines: str) -> Outcome:
    """The outcome of a command ended by an author's mistake or trouble with the machine, with these lines at its end."""
    if isinstance(error, Fault):
        return Outcome(status=1, problems=error.problems, lines=lines)
    problem = problem_from(error, root)
    return Outcome(status=1, problems=(problem,), lines=lines) if problem else Outcome(status=1, lines=(str(error), *lines))


def faults_among(problems: Iterable[Problem]) -> list[Problem]:
    """Those that are more than advice."""
    return [problem for problem in problems if not problem.advice]


def tally_in_words(problems: Sequence[Problem]) -> list[str]:
    """`2 problems, 1 piece of advice.` as a line, or no line if there is no problem."""
    faults = len(faults_among(problems))
    return [f"{number_of(faults, 'problem')}, {number_of(len(problems) - faults, 'piece')} of advice."] if problems else []
