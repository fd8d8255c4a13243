"""`goldenthread rename`: give an item, a table, an area or a page another name, wherever the book names it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from goldenthread.book import (
    NameChange,
    area_change,
    item_change,
    page_change,
    read_book,
    table_change,
    why_not_changed,
    why_not_renamed,
)
from goldenthread.commands.add import new_problems
from goldenthread.model import Fault, Place, Problem, Register, nearest, number_of
from goldenthread.system import Outcome, put_files, stamps_of_book, writing_alone

NOTHING = "Nothing was changed."
CHANGES: Mapping[str, Callable[[Path, Register, str, str], NameChange]] = {
    "item": item_change,
    "table": table_change,
    "area": area_change,
    "page": page_change,
}
"""The kinds of things that can be renamed."""


def run_rename(root: Path, chosen: Namespace) -> Outcome:
    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    return rename(root, chosen.old, chosen.new, kind=chosen.kind, dry_run=chosen.dry_run, ask=ask)


@writing_alone
def rename(
    root: Path, old: str, new: str, *, kind: str = "", dry_run: bool = False, ask: Callable[[str], str] | None = None
) -> Outcome:
    """Change a name in every file that names it, all in one step; with `dry_run`, only say where.

    `ask` asks the author before it is done.
    """
    stamps, register = stamps_of_book(root), read_book(root).register
    kind = _kind_of(register, old, kind)
    if kind == "page":
        old, new = _page(old), _page(new)
    problem = why_not_renamed(root, register, old, new) if kind == "item" else why_not_changed(root, register, kind, old, new)
    if problem:
        return Outcome(status=1, problems=[problem], lines=[NOTHING])
    change = CHANGES[kind](root, register, old, new)
    lines = [*change.places, *(f"{file} becomes {moved}" for file, moved in change.moves.items())]
    what = f"{old} is named at {number_of(len(change.places), 'place')} in {number_of(len(change.texts), 'file')}"
    if dry_run:
        return Outcome(lines=[*lines, f"{what}. {NOTHING}"])
    files = {change.moves.get(file, file): text for file, text in change.texts.items()}
    files |= {moved: (root / file).read_text(encoding="utf-8") for file, moved in change.moves.items() if moved not in files}
    if kind != "item" and (brought := new_problems(root, files, gone=change.moves)):
        return Outcome(status=1, problems=brought, lines=["So it would stand in the book.", NOTHING])
    if ask:
        print("\n".join(lines))
        if ask(f"{what}. Change it to {new} there? (yes, no) [yes]: ").strip().lower() not in {"", "y", "yes"}:
            return Outcome(lines=[NOTHING])
        lines = []
    put_files(root, files, stamps)
    for file in change.moves:
        (root / file).unlink()
    return Outcome(lines=[*lines, f"{what}, and is {new} now. Run 'goldenthread check'."])


def _page(name: str) -> str:
    return name.removeprefix("/").removesuffix(".md")


def _kind_of(register: Register, old: str, kind: str) -> str:
    """The kind of thing that has a name. Raises `Fault` for a name that nothing has, or that several things have."""
    known = {"item": register.items, "table": register.datasets, "area": register.areas, "page": register.titles}
    kinds = [one for one, names in known.items() if (_page(old) if one == "page" else old) in names and kind in ("", one)]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        what, fix = f"{old} is the name of a {' and of a '.join(kinds)}.", f"Say which: --kind {kinds[0]}."
    else:
        every = [name for one, names in known.items() if kind in ("", one) for name in names]
        what = f"There is no {kind or 'item, table, area or page'} {old}."
        fix = f"Give the name of one of the book.{nearest(old, every)}"
    raise Fault(Problem(Place(file=old, line=0), "rename.item", what, fix))
