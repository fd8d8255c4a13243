"""`goldenthread check`: run the rules over the book, and print every problem."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from goldenthread.book import keeping_readings, reading_unsaved
from goldenthread.commands.other_language import differences_in_languages
from goldenthread.commands.problem_formats import FORMATS
from goldenthread.model import Fault, Place, Problem, number_of
from goldenthread.rules import check, check_private, check_prose, is_cause
from goldenthread.system import Outcome, collecting_rarely, faults_among, keep_problems, showing, tally_in_words


def run_check(root: Path, chosen: Namespace) -> Outcome:
    files = [_below(root, file) for file in chosen.files]
    if chosen.private:
        outcome = check_responses(root)
    elif chosen.beside:
        outcome = check_beside(root, chosen.beside.resolve())
    else:
        outcome = check_book(root, prose=chosen.prose, files=files)
    with suppress(OSError):  # the problems are printed even without the list
        keep_problems(root, outcome.problems)
    if chosen.format == "text":
        return outcome
    written = FORMATS[chosen.format](outcome.problems)
    return Outcome(status=outcome.status, lines=[written] if written else [])


def _below(root: Path, file: str) -> str:
    """A requested file, by its path as in a `Place`. Raises `Fault` if it is not in the book's folder."""
    for path in (Path(file), root / file):
        if path.is_file() and path.resolve().is_relative_to(root):
            return path.resolve().relative_to(root).as_posix()
    raise Fault(Problem(Place(file=file, line=0), "asked.file", "There is no such file in the book's folder.",
                        "Name a file of the book, such as evidence/people.md."))


def check_book(root: Path, *, prose: bool = False, files: Sequence[str] = ()) -> Outcome:
    """Run every rule and, with `prose`, check the style of the chapters too. Succeeds unless there is more than advice.

    With `files`, only problems in these are reported, and the number of others.
    """
    # many rules look at the same files: each is read once
    with collecting_rarely(), showing("Checking the book"), reading_unsaved({}), keeping_readings(root) as readings:
        found = [*check(root, readings), *(check_prose(root, readings) if prose else ())]
    problems = [problem for problem in found if not files or problem.place.file in files]
    faults = faults_among(problems)
    where = " here" if files else ""
    others = len(found) - len(problems)
    elsewhere = [f"{number_of(others, 'message')} about other files not shown."] if others else []
    lines = [*tally_in_words(problems), *([] if faults else [f"The rules found no problem{where}."]), *elsewhere,
             *_cause_elsewhere(problem for problem in found if problem not in problems)]
    return Outcome(status=int(bool(faults)), problems=problems, lines=lines)


def _cause_elsewhere(others: Iterable[Problem]) -> list[str]:
    """The first problem of another file that prevents a whole source from being read: it may hide problems here."""
    causes = list(filter(is_cause, others))
    more = f" (the first of {len(causes)})" if len(causes) > 1 else ""
    return [f"What could not be read elsewhere may hide problems here{more}: {causes[0]}"] if causes else []


def check_responses(root: Path) -> Outcome:
    """Look only for personal data in the responses, as the hook does before each commit."""
    problems = check_private(root)
    faults = faults_among(problems)
    well = [] if faults else ["The responses hold no e-mail address and no telephone number."]
    return Outcome(status=int(bool(faults)), problems=problems, lines=[*tally_in_words(problems), *well])


def check_beside(root: Path, other: Path) -> Outcome:
    """Compare the book with the same book in another language: its pages, its items, and the rows of its tables."""
    problems = differences_in_languages(root, other)
    well = [] if problems else ["Both books have the same pages and items, and the same rows in their tables."]
    return Outcome(status=int(bool(problems)), problems=problems, lines=[*tally_in_words(problems), *well])
