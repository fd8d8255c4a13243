"""`goldenthread merge`: bring the edits of a workbook of logs back into the Markdown, or show what would change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from goldenthread.book import Unreadable, read_book
from goldenthread.consultation.intake.safe_files import read_file
from goldenthread.consultation.logs.read_back import read_logs
from goldenthread.consultation.logs.rewrite_items import edited_files
from goldenthread.consultation.logs.three_way import Merge, merged
from goldenthread.model import Fault, number_of
from goldenthread.system import in_words, one_at_a_time, put_files, stamps_of_inputs

DRY = "This was a dry run: nothing was written."
STOPPED = "Nothing was written. Mend what is told above, or give --partial to leave those rows out."


@one_at_a_time
def merge(root: Path, path: Path, *, dry_run: bool = False, partial: bool = False) -> tuple[bool, list[str]]:
    """Merge a workbook that came back; whether all went well, and what to tell.

    With a problem nothing is written; with `partial` all but what has one. Either all files are written or none.
    """
    stamps = stamps_of_inputs(root)
    try:
        book = read_book(root)
        found = merged(book.register, book.vocabulary, read_logs(read_file(path, path.name), path.name))
        files = edited_files(root, book.vocabulary, found.changes)
    except Unreadable as unreadable:
        return False, [*map(str, unreadable.problems), "Nothing was written."]
    except Fault as fault:
        return False, [str(fault.problem), "Nothing was written."]
    told = [*found.remarks, *map(str, found.problems)]
    if dry_run:
        return not found.problems, [*told, *_patch(files), _summary(found, "would be"), DRY]
    if found.problems and not partial:
        return False, [*told, *map(str, found.changes), STOPPED]
    try:
        put_files(root, {file: after for file, (_, after) in files.items()}, stamps)
    except OSError as error:
        return False, [*told, in_words(error, root), "Nothing was written."]
    return True, [*told, *map(str, found.changes), _summary(found, "was"),
                  *(["Run 'make check', and look at what changed with 'git diff'."] if files else [])]


def _patch(files: dict[str, tuple[str, str]]) -> Iterator[str]:
    for file, (before, after) in files.items():
        yield from unified_diff(before.split("\n"), after.split("\n"), f"a/{file}", f"b/{file}", lineterm="", n=2)


def _summary(found: Merge, verb: str) -> str:
    number = len(found.changes)
    verb = "were" if verb == "was" and number != 1 else verb
    left = f"; {len(found.problems)} left out" if found.problems else ""
    return f"{number_of(number, 'change')} {verb} made{left}." if number else f"Nothing changes{left}."
