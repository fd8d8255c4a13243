"""`goldenthread check`: run the rules over the book, and print every problem."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.commands.problem_formats import FORMATS
from goldenthread.rules import check, check_private, check_prose
from goldenthread.system import Outcome, collecting_rarely, faults_among, showing, tally_in_words


def run_check(root: Path, chosen: Namespace) -> Outcome:
    outcome = check_responses(root) if chosen.private else check_book(root, prose=chosen.prose)
    if chosen.format == "text":
        return outcome
    written = FORMATS[chosen.format](outcome.problems)
    return Outcome(status=outcome.status, lines=[written] if written else [])


def check_book(root: Path, *, prose: bool = False) -> Outcome:
    """Run every rule, and with `prose` look at the style of the chapters too. Good unless there is more than advice."""
    with collecting_rarely(), showing("Checking the book"):
        problems = [*check(root), *(check_prose(root) if prose else ())]
    faults = faults_among(problems)
    lines = [*tally_in_words(problems), *([] if faults else ["The rules found no problem."])]
    return Outcome(status=int(bool(faults)), problems=problems, lines=lines)


def check_responses(root: Path) -> Outcome:
    """Look only for personal data in the responses, as is done before each commit."""
    problems = check_private(root)
    faults = faults_among(problems)
    well = [] if faults else ["The responses hold no e-mail address and no telephone number."]
    return Outcome(status=int(bool(faults)), problems=problems, lines=[*tally_in_words(problems), *well])
