"""`goldenthread merge`: bring the edits of a workbook of logs back into the Markdown, or show what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from goldenthread.book import language_of, read_book
from goldenthread.consultation.intake.safe_files import read_file
from goldenthread.consultation.logs.log_columns import logs_of
from goldenthread.consultation.logs.read_back import read_logs
from goldenthread.consultation.logs.rewrite_items import edited_files
from goldenthread.consultation.logs.three_way import MergeResult, merge_rows
from goldenthread.model import Fault, in_language, number_of
from goldenthread.system import Outcome, failure, put_files, stamps_of_book, writing_alone

DRY_RUN = "This was a dry run: nothing was written."
STOPPED = "Nothing was written. Correct what is listed above, or give --partial to leave those rows out."


@writing_alone
def merge(root: Path, path: Path, *, dry_run: bool = False, partial: bool = False) -> Outcome:
    """Merge a workbook that came back into the Markdown.

    With a problem nothing is written; with `partial` all but what has one. Either all files are written or none. With `dry_run`
    the lines hold the changes as a patch.
    """
    # taken before reading: a file that an author saves meanwhile is then not overwritten
    stamps = stamps_of_book(root)
    try:
        book = read_book(root)
        with in_language(language_of(root)):  # cells are compared with those that were given out, in the book's language
            returned = read_logs(read_file(path, path.name), path.name, logs_of(book.register, book.vocabulary))
            result = merge_rows(book.register, book.vocabulary, returned)
        files = edited_files(root, book.vocabulary, result.edits)
    except Fault as fault:
        return failure(fault, root, "Nothing was written.")
    if dry_run:
        return Outcome(status=int(bool(result.problems)), problems=result.problems,
                       lines=[*result.remarks, *patch_of(files), _summary(result, "would be"), DRY_RUN])
    lines = [*result.remarks, *map(str, result.edits)]
    if result.problems and not partial:
        return Outcome(status=1, problems=result.problems, lines=[*lines, STOPPED])
    try:
        put_files(root, {file: after for file, (_, after) in files.items()}, stamps)
    except OSError as error:
        return failure(error, root, "Nothing was written.")
    look = ["Run 'make check', and look at what changed with 'git diff'."] if files else []
    return Outcome(problems=result.problems, lines=[*lines, _summary(result, "was"), *look])


def patch_of(files: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The changes of files, each given before and after, as lines of a patch."""
    for file, (before, after) in files.items():
        yield from unified_diff(before.split("\n"), after.split("\n"), f"a/{file}", f"b/{file}", lineterm="", n=2)


def _summary(result: MergeResult, verb: str) -> str:
    number = len(result.edits)
    verb = "were" if verb == "was" and number != 1 else verb
    left_out = f"; {len(result.problems)} left out" if result.problems else ""
    return f"{number_of(number, 'change')} {verb} made{left_out}." if number else f"Nothing changes{left_out}."
