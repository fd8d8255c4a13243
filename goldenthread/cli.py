"""The command line: `goldenthread check`, `build`, `serve`, `freeze`, `confirm`, `thread`, `gaps`, `changes`,
`intake`, `forms`, `reply`, `logs`, `merge`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.archive import archive_file, write_archive
from goldenthread.book import Reading, read_book
from goldenthread.build import build_book, check_book, check_responses, print_problems
from goldenthread.checks import check_reading
from goldenthread.confirming import confirm
from goldenthread.model import Fault, Register
from goldenthread.telling import Unknown, edition_called, tell_changes, tell_gaps, tell_thread
from goldenthread.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it is for, what it does, and its arguments as argparse takes them."""

    name: str
    help: str
    run: Callable[[Path, Namespace], int]
    arguments: tuple[tuple[str, dict[str, Any]], ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well, 1 when there is a problem, 2 for a command that is not known."""
    parser = argparse.ArgumentParser(prog="goldenthread", description="Write a public strategy that anyone can check.")
    parser.add_argument("--root", type=Path, default=Path(), help="the book's folder (the current one when left out)")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=command.help)
        own.set_defaults(run=command.run)
        for name, options in command.arguments:
            own.add_argument(name, **options)
    chosen = parser.parse_args(arguments)
    run: Callable[[Path, Namespace], int] = chosen.run
    try:
        status = run(chosen.root.resolve(), chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough, as in '… | head'
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _check(root: Path, chosen: Namespace) -> int:
    return check_responses(root) if chosen.private else check_book(root, prose=chosen.prose)


def _serve(root: Path, port: str) -> int:
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", port, "--watch", str(root / "evidence"), "--ignore", "build/*",
               "-d", str(root / "build/.serve/doctrees"), str(root), str(root / "build/.serve/html")]
    return subprocess.call(command)


def _freeze(root: Path, edition: str) -> int:
    reading = read_book(root)
    register = reading.register
    if register is None or edition not in register.editions:
        known = ", ".join(register.editions) if register else "none that can be read"
        print(f"There is no edition '{edition}'. Editions: {known}.")
        return 1
    # a text that is about to be frozen must not carry a fault that nobody has accepted
    problems = [p for p in check_reading(root, reading) if not p.code.startswith("archive.") and not p.advice]
    if print_problems(problems):
        print("Nothing was frozen.")
        return 1
    write_archive(root, register, register.editions[edition])
    print(f"Edition {edition} is kept in {archive_file(edition)}.")
    return 0


def _confirm(root: Path, chosen: Namespace) -> int:
    outcome = confirm(root, chosen.item, chosen.role, chosen.why, chosen.date, pin=chosen.pin)
    print_problems(outcome.problems)
    print("\n".join(outcome.lines))
    return 0 if outcome.good else 1


def _tell(root: Path, told: Callable[[Register, Vocabulary], str]) -> int:
    """Print what is told of the book; what is not in it is said with what is most like it."""
    reading = read_book(root)
    if reading.register is None:
        print_problems(reading.problems)
        return 1
    try:
        print(told(reading.register, reading.vocabulary))
    except Unknown as unknown:
        print(unknown)
        return 1
    return 0


def _bench(root: Path, chosen: Namespace) -> int:
    from goldenthread.bench.run import run_bench  # loads Sphinx

    return run_bench(root, quick=chosen.quick, sizes=chosen.items, rounds=chosen.rounds, peers=chosen.peers)


def _gaps(root: Path, chosen: Namespace) -> int:
    return _tell(root, lambda book, _words: tell_gaps(book, edition_called(book, chosen.edition or list(book.editions)[-1])))


def _changes(root: Path, chosen: Namespace) -> int:
    return _tell(root, lambda book, _words: tell_changes(
        book, edition_called(book, chosen.earlier), edition_called(book, chosen.later)))


def _intake(root: Path, chosen: Namespace) -> int:
    # the readers of workbooks and mails are loaded only when they are asked for
    from goldenthread.intake import Order, intake

    order = Order(path=chosen.file, respondent=chosen.respondent, received=chosen.received, criterion=chosen.criterion,
                  about=chosen.about)
    good, lines = intake(root, order, date.today(), dry_run=chosen.dry_run)
    print("\n".join(lines))
    return 0 if good else 1


def _written(root: Path, write: Callable[[Reading], str]) -> int:
    """Write a file of the book that has been read, and say where it is."""
    reading = read_book(root)
    if reading.register is None:
        print_problems(reading.problems)
        return 1
    try:
        print(f"{write(reading)} is written.")
    except Fault as fault:
        print(fault.problem)
        return 1
    return 0


def _forms(root: Path, chosen: Namespace) -> int:
    from goldenthread.forms import write_form

    return _written(root, lambda reading: write_form(root, reading, date.today()))


def _reply(root: Path, chosen: Namespace) -> int:
    from goldenthread.replies import write_reply

    return _written(root, lambda reading: write_reply(root, reading, chosen.respondent))


def _logs(root: Path, chosen: Namespace) -> int:
    from goldenthread.logs import write_logs

    return _written(root, lambda reading: write_logs(root, reading))


def _merge(root: Path, chosen: Namespace) -> int:
    from goldenthread.logs import merge

    good, lines = merge(root, chosen.file, dry_run=chosen.dry_run, partial=chosen.partial)
    print("\n".join(lines))
    return 0 if good else 1


COMMANDS = (
    Command("check", "run every rule and print every problem", _check, (
        ("--prose", {"action": "store_true", "help": "look at the prose too"}),
        ("--private", {"action": "store_true", "help": "look only for what is private in the responses"}))),
    Command("build", "build web pages and PDF", lambda root, chosen: build_book(root, chosen.outputs, chosen.edition), (
        ("outputs", {"nargs": "+", "choices": ["html", "pdf", "docx"]}),
        ("--edition", {"default": "", "help": "only the PDF of this edition, such as 2019-12"}))),
    Command("serve", "show the pages and build them again at every change", lambda root, chosen: _serve(root, chosen.port), (
        ("--port", {"default": "8000"}),)),
    Command("freeze", "keep an edition's published text in the archive", lambda root, chosen: _freeze(root, chosen.edition), (
        ("edition", {}),)),
    Command("confirm", "record that a body agrees to a priority as it stands", _confirm, (
        ("item", {"help": "the priority's id"}),
        ("--by", {"dest": "role", "required": True, "help": "the body or role that agrees, never a person"}),
        ("--why", {"required": True, "help": "on what grounds, in a sentence"}),
        ("--date", {"type": date.fromisoformat, "default": date.today(), "help": "such as 2020-03-20 (today when left out)"}),
        ("--pin", {"action": "store_true", "help": "pin every finding that it rests on, too"}))),
    Command("thread", "print all that an item hangs on and that hangs on it",
            lambda root, chosen: _tell(root, lambda book, words: tell_thread(book, words, chosen.item)), (
                ("item", {"help": "the item's id"}),)),
    Command("gaps", "print the weak places of an edition", _gaps, (
        ("edition", {"nargs": "?", "default": "", "help": "the last one when left out"}),)),
    Command("changes", "print what changed from one edition to the next, and why", _changes, (
        ("earlier", {}), ("later", {}))),
    Command("bench", "measure builds of generated books beside plain Sphinx", _bench, (
        ("--quick", {"action": "store_true", "help": "one small book, once, without a report"}),
        ("--items", {"type": int, "nargs": "*", "default": (), "help": "the books' sizes"}),
        ("--rounds", {"type": int, "default": 0}),
        ("--peers", {"type": Path, "help": "a folder of other tools to run, each with a program 'build'"}))),
    Command("intake", "take in what a respondent sent: Word, a form, an e-mail or plain text", _intake, (
        ("file", {"type": Path, "help": "a .docx, .xlsx, .csv, .eml or .txt"}),
        ("--respondent", {"required": True, "help": "the organisation, or a pseudonym; never a person"}),
        ("--received", {"type": date.fromisoformat, "help": "such as 2019-10-11 (an e-mail's own date or today when left out)"}),
        ("--criterion", {"default": "", "help": "the question that points answer which do not say so themselves"}),
        ("--about", {"default": "", "help": "the item or page that points are about which name none"}),
        ("--dry-run", {"action": "store_true", "help": "print what would be written, and write nothing"}))),
    Command("forms", "write the response form for readers to fill in", _forms),
    Command("reply", "write the letter that tells a respondent what became of each point", _reply, (
        ("respondent", {"help": "as ':respondent:' has it"}),)),
    Command("logs", "write the logs of responses and evidence as a workbook", _logs),
    Command("merge", "bring the edits of a workbook of logs back into the Markdown", _merge, (
        ("file", {"type": Path, "help": "the workbook that came back"}),
        ("--dry-run", {"action": "store_true", "help": "print what would change, and write nothing"}),
        ("--partial", {"action": "store_true", "help": "leave out what has a problem, and write the rest"}))),
)
