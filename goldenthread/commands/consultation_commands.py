"""The commands around a consultation: `intake`, `given-out`, `receipt`, `forms`, `reply`, `logs`, `merge` and `themes`.

The readers and writers of workbooks, e-mails and Word files are loaded only when one of these commands runs.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from goldenthread.analysis import progress_in_words
from goldenthread.book import read_book
from goldenthread.model import Fault, Place, Problem, Register, number_of
from goldenthread.system import Outcome


def run_intake(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation.intake import IntakeRequest, intake, intake_folder

    if chosen.list:
        _only_with_one_file(chosen)
        return intake_folder(root, chosen.file, chosen.list, date.today(), as_proposed=chosen.as_proposed, dry_run=chosen.dry_run)
    request = IntakeRequest(path=chosen.file, respondent=chosen.respondent, received=chosen.received, kind=chosen.kind,
                            criterion=chosen.criterion, about=chosen.about, as_proposed=chosen.as_proposed)
    return intake(root, request, date.today(), dry_run=chosen.dry_run)


def _only_with_one_file(chosen: Namespace) -> None:
    """Refuse options whose values come from the columns of a list."""
    options = ("respondent", "received", "kind", "criterion", "about")
    if given := [name for name in options if getattr(chosen, name)]:
        raise Fault(Problem(Place(file=str(chosen.list), line=1), "asked.option",
                            f"--{given[0]} does not go with --list.", f"Write it into the column '{given[0]}' of the list."))


def run_given_out(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation import keep_given_out

    return keep_given_out(root, chosen.files, chosen.on)


def run_receipt(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation import write_receipt

    book = read_book(root)
    written = [f"{file} is written." for file in write_receipt(root, book, chosen.respondent)]
    return Outcome(lines=[*written, *_answers_due(book.register, date.today())])


def _answers_due(register: Register, today: date) -> list[str]:
    """How many points are decided on, and the days until answers are due, or since then; empty if there are no responses."""
    responses = list(register.responses())
    if not responses:
        return []
    progress = progress_in_words(register, responses)
    if register.answer_due is None or all(response.is_decided for response in responses):
        return [progress]
    days = (register.answer_due - today).days
    when = f"in {number_of(days, 'day')}" if days >= 0 else f"{number_of(-days, 'day')} ago"
    return [f"{progress} That {'is' if days >= 0 else 'was'} {when}."]


def run_forms(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation import write_form

    return _written(write_form(root, read_book(root), date.today()))


def run_reply(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation import write_reply

    return _written(write_reply(root, read_book(root), chosen.respondent))


def run_logs(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation.logs import write_logs

    return _written(write_logs(root, read_book(root)))


def run_merge(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation.logs import merge

    return merge(root, chosen.file, dry_run=chosen.dry_run, partial=chosen.partial)


def run_themes(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.consultation.logs import merge_themes, write_themes

    if chosen.file is None:
        return _written(write_themes(root, read_book(root)))
    return merge_themes(root, chosen.file, replace=chosen.replace, dry_run=chosen.dry_run)


def _written(file: str) -> Outcome:
    return Outcome(lines=[f"{file} is written."])
