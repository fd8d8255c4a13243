"""`goldenthread freeze`: keep the text of an edition in the archive as published."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.book import archive_file, read_book, write_archive
from goldenthread.commands.named_parts import edition_called
from goldenthread.model import Fault
from goldenthread.rules import check_loaded
from goldenthread.system import Outcome, failure, faults_among, tally_in_words

NOTHING = "Nothing was frozen."


def run_freeze(root: Path, chosen: Namespace) -> Outcome:
    return freeze(root, chosen.edition)


def freeze(root: Path, edition_id: str) -> Outcome:
    """Write an edition's archive, from which the rules see whether its text or data change later."""
    try:
        book = read_book(root)
        edition = edition_called(book.register, edition_id)
    except Fault as fault:
        return failure(fault, root, NOTHING)
    # a text that is about to be frozen must not contain a fault that nobody has accepted
    problems = [problem for problem in faults_among(check_loaded(root, book)) if not problem.code.startswith("archive.")]
    if problems:
        return Outcome(status=1, problems=problems, lines=[*tally_in_words(problems), NOTHING])
    write_archive(root, book.register, edition)
    return Outcome(lines=[f"Edition {edition_id} is kept in {archive_file(edition_id)}."])
