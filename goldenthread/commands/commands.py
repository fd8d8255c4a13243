"""What each command of the command line does, from its arguments to what it prints and its exit status.

What is heavy to load, such as Sphinx and the readers of workbooks and mails, each command loads when it is given.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, Unreadable, Vocabulary, archive_file, read_book, write_archive
from goldenthread.commands.build import OUTPUTS, build_book, check_book, check_responses, print_problems
from goldenthread.commands.confirm import confirm
from goldenthread.commands.text_reports import Unknown, edition_called, tell_changes, tell_gaps, tell_thread
from goldenthread.model import Fault, Register
from goldenthread.rules import check_loaded
from goldenthread.system import stamps_of_book


def run_check(root: Path, chosen: Namespace) -> int:
    return check_responses(root) if chosen.private else check_book(root, prose=chosen.prose)


def run_build(root: Path, chosen: Namespace) -> int:
    return build_book(root, chosen.outputs, chosen.edition)


def run_serve(root: Path, chosen: Namespace) -> int:
    from goldenthread.commands.serve.serve_command import serve

    return serve(root, chosen.port)


def run_freeze(root: Path, chosen: Namespace) -> int:
    edition = chosen.edition
    try:
        book = read_book(root)
    except Unreadable as unreadable:
        print_problems(unreadable.problems)
        print("Nothing was frozen.")
        return 1
    register = book.register
    if edition not in register.editions:
        print(f"There is no edition '{edition}'. Editions: {', '.join(register.editions)}.")
        return 1
    # a text that is about to be frozen must not carry a fault that nobody has accepted
    problems = [p for p in check_loaded(root, book) if not p.code.startswith("archive.") and not p.advice]
    if print_problems(problems):
        print("Nothing was frozen.")
        return 1
    write_archive(root, register, register.editions[edition])
    print(f"Edition {edition} is kept in {archive_file(edition)}.")
    return 0


def run_archive(root: Path, chosen: Namespace) -> int:
    from goldenthread.documents.record import NotKept, check_software, write_record

    since = stamps_of_book(root)
    try:
        check_software()
        register = read_book(root).register
        edition = edition_called(register, chosen.edition or list(register.editions)[-1])
        if build_book(root, OUTPUTS):
            print("No record was written.")
            return 1
        record = write_record(root, register, edition, since)
    except Unreadable as unreadable:
        print_problems(unreadable.problems)
        print("No record was written.")
        return 1
    except (Unknown, NotKept) as reason:
        print(f"{reason}\nNo record was written.")
        return 1
    print(f"{record.file} is written: {record.files} files, {record.size / 1e6:.1f} MB.\nIts SHA-256 is {record.checksum}.")
    if not record.frozen:
        print(f"The text of this edition is not frozen yet. When it is published, 'goldenthread freeze {edition.id}' keeps it.")
    return 0


def run_confirm(root: Path, chosen: Namespace) -> int:
    outcome = confirm(root, chosen.item, chosen.role, chosen.why, chosen.date, pin=chosen.pin)
    print_problems(outcome.problems)
    print("\n".join(outcome.lines))
    return 0 if outcome.good else 1


def _tell(root: Path, told: Callable[[Register, Vocabulary], str]) -> int:
    """Print what is told of the book; what is not in it is said with what is most like it."""
    try:
        book = read_book(root)
        print(told(book.register, book.vocabulary))
    except Unreadable as unreadable:
        print_problems(unreadable.problems)
        return 1
    except Unknown as unknown:
        print(unknown)
        return 1
    return 0


def run_thread(root: Path, chosen: Namespace) -> int:
    return _tell(root, lambda book, words: tell_thread(book, words, chosen.item))


def run_gaps(root: Path, chosen: Namespace) -> int:
    return _tell(root, lambda book, _words: tell_gaps(book, edition_called(book, chosen.edition or list(book.editions)[-1])))


def run_changes(root: Path, chosen: Namespace) -> int:
    return _tell(root, lambda book, _words: tell_changes(
        book, edition_called(book, chosen.earlier), edition_called(book, chosen.later)))


def run_intake(root: Path, chosen: Namespace) -> int:
    # the readers of workbooks and mails are loaded only when they are asked for
    from goldenthread.consultation.intake import IntakeRequest, intake

    request = IntakeRequest(path=chosen.file, respondent=chosen.respondent, received=chosen.received, criterion=chosen.criterion,
                  about=chosen.about)
    good, lines = intake(root, request, date.today(), dry_run=chosen.dry_run)
    print("\n".join(lines))
    return 0 if good else 1


def _written(root: Path, write: Callable[[LoadedBook], str]) -> int:
    """Write a file of the book that has been read, and say where it is."""
    try:
        print(f"{write(read_book(root))} is written.")
    except Unreadable as unreadable:
        print_problems(unreadable.problems)
        return 1
    except Fault as fault:
        print(fault.problem)
        return 1
    return 0


def run_forms(root: Path, chosen: Namespace) -> int:
    from goldenthread.consultation import write_form

    return _written(root, lambda book: write_form(root, book, date.today()))


def run_reply(root: Path, chosen: Namespace) -> int:
    from goldenthread.consultation import write_reply

    return _written(root, lambda book: write_reply(root, book, chosen.respondent))


def run_logs(root: Path, chosen: Namespace) -> int:
    from goldenthread.consultation.logs import write_logs

    return _written(root, lambda book: write_logs(root, book))


def run_merge(root: Path, chosen: Namespace) -> int:
    from goldenthread.consultation.logs import merge

    good, lines = merge(root, chosen.file, dry_run=chosen.dry_run, partial=chosen.partial)
    print("\n".join(lines))
    return 0 if good else 1


def run_rollup(root: Path, chosen: Namespace) -> int:
    from goldenthread.rollup import FOLDER, TITLE, rollup

    good, lines = rollup(chosen.paths, chosen.output or root / FOLDER, title=chosen.title or TITLE, local=chosen.local)
    print("\n".join(lines))
    return 0 if good else 1


def run_new(root: Path, chosen: Namespace) -> int:
    from goldenthread.commands.new import Start, start_book

    start = Start(name=chosen.name, root=root, folder=chosen.folder, framework=chosen.framework)
    good, lines = start_book(start, date.today())
    print("\n".join(lines))
    return 0 if good else 1
