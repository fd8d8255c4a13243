"""`goldenthread add`: ask or take options, try the addition out, and write it as a whole or not at all."""

from __future__ import annotations

import difflib
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, read_book, read_text
from goldenthread.commands.add.add_arguments import ITEM_KINDS, ITEM_OPTIONS, KINDS_ADDED, OTHER_OPTIONS
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.commands.add.new_chapters import chapter_addition
from goldenthread.commands.add.new_consultation import consultation_addition
from goldenthread.commands.add.new_editions import edition_addition
from goldenthread.commands.add.new_items import ItemRequest, item_addition
from goldenthread.commands.add.new_tables import table_addition
from goldenthread.commands.add.trial_check import new_problems
from goldenthread.model import Problem, nearest, number_of
from goldenthread.system import Outcome, put_files, stamps_of_book, writing_alone

NOTHING = "Nothing was written."
# options that do not belong to items, by what accepts them
OWN_OPTIONS = {
    "edition": {"from", "published", "label", "code", "title", "status"},
    "chapter": {"title", "text", "edition", "chapter"},
    "consultation": {"deadline"},
    "table": {
        "title",
        "measure",
        "unit",
        "publisher",
        "publication",
        "url",
        "released",
        "licence",
        "since",
        "dimensions",
        "method",
        "replaces",
        "caution",
        "rows",
    },
}
LONGEST_SHOWN = 400
"""How many lines of a change are shown."""


@writing_alone
def run_add(root: Path, chosen: Namespace) -> Outcome:
    """Add what was chosen. Nothing is written in a dry run, or if the rules would find a new fault."""
    stamps, book = stamps_of_book(root), read_book(root)
    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    directive = _directive(book, chosen.kind)
    given = {name: value for name in {*OTHER_OPTIONS, *ITEM_OPTIONS} if (value := getattr(chosen, name).strip())}
    given |= _own_options(chosen.option)
    _check_options(book, chosen, directive, given)
    answers = Answers(given, ask, chosen.kind)
    try:
        addition = _addition(root, book, chosen, directive, answers)
        brought = new_problems(root, addition.files)
        left = [problem for problem in brought if problem.code.startswith(addition.left_to_do or "\0")]
        if wrong := [problem for problem in brought if problem not in left]:
            return Outcome(status=1, problems=wrong, lines=["So it would stand in the book.", NOTHING])
        if chosen.dry_run:
            return Outcome(
                lines=[*_shown(root, addition), f"{addition.what}, were it written.", *_to_do(addition, left), NOTHING]
            )
        if answers.asked and not _agreed(root, addition, answers):
            return Outcome(lines=[NOTHING])
    except EOFError:  # the terminal was closed in the middle of the questions
        return Outcome(status=1, lines=[NOTHING])
    put_files(root, addition.files, stamps)
    return Outcome(lines=[f"{addition.what}.", *_to_do(addition, left)])


def _directive(book: LoadedBook, kind: str) -> str:
    """The directive of the kind of item that is added; empty for anything but an item.

    Raises `Fault` for what cannot be added.
    """
    own = [one.name for one in book.register.words.own_kinds]
    if kind in KINDS_ADDED or kind in own:
        return ITEM_KINDS.get(kind, kind if kind in own else "")
    known = [*KINDS_ADDED, *own]
    meant = next((name for name, directive in ITEM_KINDS.items() if directive == kind), "")
    raise add_fault(f"add {kind[:40]}", "add.kind", "This is nothing that can be added.",
                    f"Add one of: {', '.join(known)}." + (f" Did you mean '{meant}'?" if meant else nearest(kind, known)))


def _own_options(pairs: Sequence[str]) -> dict[str, str]:
    """The values given by `--option name=value`, by name. Raises `Fault` for one without a value."""
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise add_fault("--option", "add.option", f"'{pair[:60]}' is no name with a value.", "Write --option score=12.")
        given[name.strip()] = value.strip()
    return given


def _addition(root: Path, book: LoadedBook, chosen: Namespace, directive: str, answers: Answers) -> Addition:
    match chosen.kind:
        case "edition":
            return edition_addition(root, book.register, chosen.name, answers)
        case "consultation":
            return consultation_addition(root, book, answers, date.today())
        case "chapter":
            return chapter_addition(root, book, chosen.name, chosen.after, answers)
        case "table":
            return table_addition(book.register, chosen.name, list(chosen.row), answers)
    return item_addition(root, book, ItemRequest(kind=directive, id=chosen.name, after=chosen.after), answers)


def _check_options(book: LoadedBook, chosen: Namespace, directive: str, given: dict[str, str]) -> None:
    """Raises `Fault` for an option that does not apply to what is added: silently ignored, it would be missed later."""
    known = OWN_OPTIONS.get(chosen.kind)
    if known is None:
        kind, is_own = book.vocabulary.kinds[directive], directive not in ITEM_KINDS.values()
        known = {"title", "text", *kind.options, *kind.links}
        known |= {"chapter"} if is_own or chosen.kind in {"finding", "gap", "priority"} else set()
        known |= {"edition"} if is_own or chosen.kind == "priority" else set()
    extra = sorted(given.keys() - known) + (["row"] if chosen.row and chosen.kind != "table" else [])
    if extra:
        options = sorted(_flag(name) for name in known - {"id"})
        first = _flag(extra[0])
        raise add_fault(
            first,
            "add.option",
            f"To add a{'n' if chosen.kind[0] in 'aeiou' else ''} {chosen.kind} this is not asked for.",
            f"Leave it out; there are: {', '.join(options)}.{nearest(first, options)}",
        )


def _flag(name: str) -> str:
    """An option as written on the command line."""
    every = {*OTHER_OPTIONS, *ITEM_OPTIONS, "row"}
    return f"--{name.replace('_', '-')}" if name in every else f"--option {name}=…"


def _agreed(root: Path, addition: Addition, answers: Answers) -> bool:
    print("\n".join(_shown(root, addition)))
    return answers.text("write", "Write it?", default="yes", words=("yes", "no")) == "yes"


def _shown(root: Path, addition: Addition) -> list[str]:
    """The changes in each file, line by line."""
    lines = [line for file, text in addition.files.items() if isinstance(text, str) for line in _changes(root, file, text)]
    cut = [f"… and {number_of(len(lines) - LONGEST_SHOWN, 'line')} more."] if len(lines) > LONGEST_SHOWN else []
    return [*lines[:LONGEST_SHOWN], *cut]


def _changes(root: Path, file: str, text: str) -> Iterator[str]:
    before = read_text(root, file).splitlines() if (root / file).is_file() else []
    name = file if before else f"{file} (new)"
    for line in difflib.unified_diff(before, text.splitlines(), name, name, lineterm="", n=1):
        if not line.startswith("---"):
            yield line


def _to_do(addition: Addition, left: Sequence[Problem]) -> list[str]:
    return [*addition.remarks, *(["What the rules ask for next:", *map(str, left)] if left else [])]
