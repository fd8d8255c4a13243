"""The command line: `goldenthread check`, `add`, `build`, `site`, `serve`, `freeze`, `archive`, `confirm`, `thread`, `gaps`,
`changes`, `intake`, `import`, `given-out`, `receipt`, `forms`, `reply`, `logs`, `merge`, `themes`, `doctor`, `lsp`, `rollup`,
`new`, `completion`.
"""

from __future__ import annotations

import argparse
import errno
import os
import platform
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from goldenthread import __version__
from goldenthread.book import EDITIONS_FILE
from goldenthread.commands.add import ADD_ARGUMENTS, KINDS_ADDED, run_add
from goldenthread.commands.archive import run_archive
from goldenthread.commands.build import OUTPUTS, STOPPED, run_build
from goldenthread.commands.check import run_check
from goldenthread.commands.completion import SHELLS, completion_script
from goldenthread.commands.confirm import run_confirm
from goldenthread.commands.consultation_commands import (
    run_forms,
    run_given_out,
    run_intake,
    run_logs,
    run_merge,
    run_receipt,
    run_reply,
    run_themes,
)
from goldenthread.commands.doctor import run_doctor
from goldenthread.commands.freeze import run_freeze
from goldenthread.commands.import_command import IMPORT_ARGUMENTS, run_import
from goldenthread.commands.language_server_command import run_lsp
from goldenthread.commands.listing import LISTS, run_list
from goldenthread.commands.new import run_new
from goldenthread.commands.problem_formats import FORMATS
from goldenthread.commands.publish_site import run_site
from goldenthread.commands.rename import CHANGES, run_rename
from goldenthread.commands.roll_up import run_rollup
from goldenthread.commands.serve import run_serve
from goldenthread.commands.text_reports import run_changes, run_gaps, run_thread
from goldenthread.model import LICENCES, Fault, Place, Problem, nearest
from goldenthread.system import Outcome, Progress, failure, keep_problems, languages_known, print_in_any_encoding, problem_lines


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it is for, what it does, and its arguments as argparse takes them."""

    name: str
    help: str
    run: Callable[[Path, Namespace], Outcome]
    arguments: tuple[tuple[str, dict[str, Any]], ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 for success, 1 if there is a problem, 2 for an unknown command."""
    print_in_any_encoding()
    parser = _parser()
    chosen, unknown = parser.parse_known_args(arguments)
    if unknown:
        close = nearest(unknown[0].partition("=")[0], _options_of(chosen.command)) if unknown[0].startswith("-") else ""
        parser.error(f"'{' '.join(unknown)[:80]}' is nothing that '{chosen.command}' takes.{close}")
    run: Callable[[Path, Namespace], Outcome] = chosen.run
    root = chosen.root.resolve()
    Progress.silent = chosen.quiet
    try:
        outcome = _outcome(run, root, chosen)
        for line in _printed(root, outcome, chosen):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the output has stopped, as in '… | head'
        # otherwise Python would fail a second time when it flushes the pipe on exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return outcome.status


def _printed(root: Path, outcome: Outcome, chosen: Namespace) -> list[str]:
    lines = problem_lines(outcome.problems)
    # the reason why a command did nothing is always printed
    answers = chosen.command in ANSWERS or getattr(chosen, "format", "text") != "text" or getattr(chosen, "dry_run", False)
    quiet = chosen.quiet and outcome.good and not answers
    more = [f"goldenthread {__version__}, Python {platform.python_version()}, {root}", *outcome.details] if chosen.verbose else []
    try:
        if len(lines) < len(outcome.problems):
            keep_problems(root, outcome.problems)
        return [*lines, *([] if quiet else outcome.lines), *more]
    except OSError:  # the list of all problems cannot be written, as on a full disk: all are printed
        return outcome.printed()


class _Parser(argparse.ArgumentParser):
    """argparse, with the nearest name suggested for an unknown command."""

    def error(self, message: str) -> NoReturn:
        if unknown := re.match(r"argument command: invalid choice: '(.*?)' \(", message, re.DOTALL):
            message = (f"'{unknown[1][:40]}' is no command; 'goldenthread --help' lists them all."
                       f"{nearest(unknown[1], [command.name for command in COMMANDS])}")
        elif unknown := re.match(r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", message, re.DOTALL):
            choices = [choice.strip(" '") for choice in unknown[3].split(",")]
            message = f"{unknown[1]}: '{unknown[2][:40]}' is none of {', '.join(choices)}.{nearest(unknown[2], choices)}"
        super().error(message)


def _parser() -> argparse.ArgumentParser:
    root: dict[str, Any] = {"type": Path, "help": "the book's folder (the current one when left out)"}
    parser = _Parser(prog="goldenthread", description="Write a public strategy that anyone can check.")
    parser.add_argument("--version", action="version", version=f"goldenthread {__version__}")
    parser.add_argument("--root", default=Path(), **root)
    for name, words in AMOUNTS:
        parser.add_argument(*name.split(), action="store_true", help=words)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command", parser_class=_Parser)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=command.help, description=f"{command.help[0].upper()}{command.help[1:]}.")
        own.set_defaults(run=command.run)
        # allowed before the command or after it
        own.add_argument("--root", default=argparse.SUPPRESS, **root)
        for name, words in AMOUNTS:
            own.add_argument(*name.split(), action="store_true", default=argparse.SUPPRESS, help=words)
        for name, options in command.arguments:
            own.add_argument(*name.split(), **options)
    return parser


def _outcome(run: Callable[[Path, Namespace], Outcome], root: Path, chosen: Namespace) -> Outcome:
    try:
        if not root.is_dir():  # before a command makes the folder, with the one for its outputs
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(root))
        if chosen.command not in WITHOUT_A_BOOK and (problem := _no_book(root)):
            return Outcome(status=1, problems=[problem])
        return run(root, chosen)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        return Outcome(status=STOPPED, lines=["Stopped."])
    except (Fault, OSError, MemoryError) as error:  # such as a full disk
        return failure(error, root)


def _options_of(command: str) -> list[str]:
    """The options of a command, including those that all commands have."""
    own = next((one.arguments for one in COMMANDS if one.name == command), ())
    flags = [flag for name, _ in (*own, *AMOUNTS) for flag in name.split() if flag.startswith("--")]
    return ["--root", *flags]


def run_completion(_root: Path, chosen: Namespace) -> Outcome:
    """The script with which a shell completes command lines, made from the commands in this file."""
    words = {}
    for command in COMMANDS:
        named = [KINDS_ADDED if name == "kind" else options.get("choices", ())
                 for name, options in command.arguments if not name.startswith("-")]
        words[command.name] = sorted([*_options_of(command.name), *(str(choice) for choices in named for choice in choices)])
    return Outcome(lines=completion_script(chosen.shell, words, {command.name: command.help for command in COMMANDS}))


AMOUNTS = (("-q --quiet", "print problems alone, and no progress"),
           ("-v --verbose", "print what was used, and each file that changed"))
ANSWERS = {"changes", "completion", "doctor", "gaps", "list", "thread"}
"""Commands whose lines are their result: these are printed even with `--quiet`."""
WITHOUT_A_BOOK = {"completion", "doctor", "lsp", "new", "rollup"}


def _no_book(root: Path) -> Problem | None:
    """The problem that a folder contains no book, with the place of one in a folder above, if there is any."""
    if any((root / name).exists() for name in ("evidence", "strategy", "ubproject.toml")):
        return None
    above = next((folder for folder in root.parents if (folder / EDITIONS_FILE).is_file()), None)
    fix = f"Give the command there, or with --root {above}." if above else "Go to the book's folder, or give it with --root."
    return Problem(Place(file=str(root), line=0), "asked.book",
                   f"There is no book here{f'; it begins at {above}' if above else ''}.", fix)


COMMANDS = (
    Command("check", "run every rule and print every problem", run_check, (
        ("files", {"nargs": "*", "default": [], "help": "print only what is in these files (all when left out)"}),
        ("--prose", {"action": "store_true", "help": "look at the prose too"}),
        ("--beside", {"type": Path, "help": "compare with the same book in another language, in this folder"}),
        ("--format", {"choices": ("text", *FORMATS), "default": "text", "help": "for another program: json, github or sarif"}),
        ("--private", {"action": "store_true", "help": "look only for what is private in the responses"}))),
    Command("build", "build web pages and PDF", run_build, (
        ("outputs", {"nargs": "+", "choices": OUTPUTS, "metavar": "output",
                     "help": "html (pages), pdf (tagged files to print and read) or docx (review copies for Word)"}),
        ("--edition", {"default": "", "help": "only the PDF of this edition, such as 2019-12"}))),
    Command("site", "put everything that is to be published into one folder, ready for any host", run_site, (
        ("--without-records", {"action": "store_true", "help": "leave out the records of the editions"}),)),
    Command("serve", "show the pages in a browser and make them again at every change", run_serve, (
        ("--port", {"type": int, "help": "the first free one from 8000 when left out"}),)),
    Command("freeze", "keep an edition's published text in the archive", run_freeze, (
        ("edition", {}),)),
    Command("archive", "write the record of an edition: one zip with all that was published", run_archive, (
        ("edition", {"nargs": "?", "default": "", "help": "such as 2020-03 (the last one when left out)"}),)),
    Command("confirm", "record that a body agrees to a priority as it stands", run_confirm, (
        ("item", {"help": "the priority's id"}),
        ("--by", {"dest": "role", "required": True, "help": "the body or role that agrees, never a person"}),
        ("--why", {"required": True, "help": "on what grounds, in a sentence"}),
        ("--date", {"type": date.fromisoformat, "default": date.today(), "help": "such as 2020-03-20 (today when left out)"}),
        ("--pin", {"action": "store_true", "help": "pin every finding that it rests on, too"}))),
    Command("add", "add a finding, table, priority, action, measure, response, chapter, edition or consultation", run_add,
            ADD_ARGUMENTS),
    Command("rename", "give an item, a table, an area or a page another name, wherever the book names it", run_rename, (
        ("old", {"help": "the name that it has: an id, or a page such as evidence/people"}),
        ("new", {"help": "the name that it gets"}),
        ("--kind", {"choices": tuple(CHANGES), "default": "", "help": "what it is, where several things have the name"}),
        ("--dry-run", {"action": "store_true", "help": "print where it is named, and write nothing"}))),
    Command("list", "print the names that an author writes, with what each stands for", run_list, (
        ("what", {"choices": tuple(LISTS)}),
        ("of", {"nargs": "?", "default": "", "help": "a kind of area or item, an edition, or the table of periods"}))),
    Command("thread", "print everything an item rests on and everything that rests on it", run_thread, (
        ("item", {"help": "the item's id"}),)),
    Command("gaps", "print the weak places of an edition", run_gaps, (
        ("edition", {"nargs": "?", "default": "", "help": "the last one when left out"}),)),
    Command("changes", "print what changed from one edition to the next, and why", run_changes, (
        ("earlier", {}), ("later", {}))),
    Command("intake", "take in what a respondent sent: Word, a form, an e-mail or plain text", run_intake, (
        ("file", {"type": Path, "help": "a .docx, .pdf, .xlsx, .csv, .eml, .msg, .html or .txt; with --list a folder of them"}),
        ("--respondent", {"default": "", "help": "the organisation, or a pseudonym; never a person"}),
        ("--kind", {"default": "", "help": "what kind of body or person the respondent is, as ubproject.toml has it"}),
        ("--list", {"type": Path, "help": "a CSV that names each file of the folder and its respondent"}),
        ("--received", {"type": date.fromisoformat, "help": "such as 2019-10-11 (an e-mail's own date or today when left out)"}),
        ("--criterion", {"default": "", "help": "the question that points answer which do not say so themselves"}),
        ("--about", {"default": "", "help": "the item or page that points are about which name none"}),
        ("--as-proposed", {"action": "store_true", "help": "take in each point as about the item with its quoted words"}),
        ("--dry-run", {"action": "store_true", "help": "print what would be written, and write nothing"}))),
    Command("import", "make a table from a publisher's file: a workbook, CSV, Eurostat TSV or JSON-stat", run_import,
            IMPORT_ARGUMENTS),
    Command("given-out", "keep the text of review copies as they are given out", run_given_out, (
        ("files", {"type": Path, "nargs": "*", "help": "copies of build/docx (all of them when left out)"}),
        ("--on", {"type": date.fromisoformat, "default": date.today(), "help": "such as 2019-09-02 (today when left out)"}))),
    Command("receipt", "write what was received and what became of every passage, as a workbook and a letter", run_receipt, (
        ("respondent", {"nargs": "?", "default": "", "help": "write the letter to it, too"}),)),
    Command("forms", "write the response form for readers to fill in", run_forms),
    Command("reply", "write the letter that tells a respondent what became of each point", run_reply, (
        ("respondent", {"help": "as ':respondent:' has it"}),)),
    Command("logs", "write the logs of responses and evidence as a workbook", run_logs),
    Command("merge", "bring the edits of a workbook of logs back into the Markdown", run_merge, (
        ("file", {"type": Path, "help": "the workbook that came back"}),
        ("--dry-run", {"action": "store_true", "help": "print what would change, and write nothing"}),
        ("--partial", {"action": "store_true", "help": "leave out what has a problem, and write the rest"}))),
    Command("themes", "write the themes of responses as CSV, or give responses those of a table that came back", run_themes, (
        ("file", {"type": Path, "nargs": "?", "help": "the table that came back (when left out, one is written)"}),
        ("--replace", {"action": "store_true", "help": "put its themes in the place of those that a response has"}),
        ("--dry-run", {"action": "store_true", "help": "print what would change, and write nothing"}))),
    Command("doctor", "tell what is on this machine, what is missing, and what each missing thing costs", run_doctor),
    Command("lsp", "answer an editor that knows the Language Server Protocol", run_lsp),
    Command("rollup", "build one site over the books of many areas, each built before", run_rollup, (
        ("paths", {"type": Path, "nargs": "+", "help": "a book's folder, the folder of its built site, or its register.json"}),
        ("--output", {"type": Path, "help": "the folder of the new site (build/rollup when left out)"}),
        ("--title", {"default": "", "help": "what the site is called"}),
        ("--crosswalk", {"type": Path, "help": "a file that says which tags of other frameworks are compared under one"}),
        ("--local", {"action": "store_true", "help": "lead to the sites on this computer, not to those on the web"}))),
    Command("new", "start a book for another area", run_new, (
        ("name", {"help": "the area's name, as readers know it"}),
        ("--folder", {"type": Path, "help": "an empty or new folder (by the area's name when left out)"}),
        ("--framework", {"type": Path, "help": "a framework.toml (the national one when left out)"}),
        ("--edition", {"default": "", "help": "the id of its first edition, such as 2027-03 (this month when left out)"}),
        ("--licence", {"default": "", "help": f"of its own text: {', '.join(LICENCES)} or none"}),
        ("--language", {"default": "", "help": f"of its pages: {', '.join(languages_known())} (English when left out)"}))),
    Command("completion", "print what a shell needs to complete commands and options", run_completion, (
        ("shell", {"choices": SHELLS, "help": "load it as the first line of what is printed says"}),)),
)
