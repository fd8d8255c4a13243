"""`goldenthread rename`: give an item another id, wherever the book names it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.book import naming_files, places_of_name, read_book, read_text, why_not_renamed
from goldenthread.model import number_of
from goldenthread.system import Outcome, put_files, writing_alone

NOTHING = "Nothing was changed."


def run_rename(root: Path, chosen: Namespace) -> Outcome:
    return rename(root, chosen.old, chosen.new, dry_run=chosen.dry_run)


@writing_alone
def rename(root: Path, old: str, new: str, *, dry_run: bool = False) -> Outcome:
    """Change an id in every file that names it, all in one step; with `dry_run` only say where."""
    if problem := why_not_renamed(root, read_book(root).register, old, new):
        return Outcome(status=1, problems=[problem], lines=[NOTHING])
    lines, files = list[str](), dict[str, str]()
    for file in naming_files(root):
        text = read_text(root, file)
        spans = list(places_of_name(text, old))
        lines += [f"{file}:{text.count(chr(10), 0, start) + 1}" for start, _ in spans]
        for start, end in reversed(spans):
            text = text[:start] + new + text[end:]
        if spans:
            files[file] = text
    what = f"{old} is named at {number_of(len(lines), 'place')} in {number_of(len(files), 'file')}"
    if dry_run:
        return Outcome(lines=[*lines, f"{what}. {NOTHING}"])
    put_files(root, files)
    return Outcome(lines=[*lines, f"{what}, and is {new} now. Run 'goldenthread check'."])
