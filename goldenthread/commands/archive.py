"""`goldenthread archive`: build the book, and write the record of an edition."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.commands.build import OUTPUTS, build_book
from goldenthread.commands.named_parts import edition_called
from goldenthread.model import Fault
from goldenthread.system import Outcome, failure, stamps_of_book

NOTHING = "No record was written."


def run_archive(root: Path, chosen: Namespace) -> Outcome:
    return archive(root, chosen.edition)


def archive(root: Path, edition_id: str = "") -> Outcome:
    """Build everything, and write the record of an edition, the last one when none is named, as a zip."""
    from goldenthread.documents.record import software_in_words, write_record

    since = stamps_of_book(root)
    try:
        register = read_book(root).register
        edition = edition_called(register, edition_id)
        built = build_book(root, OUTPUTS)
        if not built.good:
            return Outcome(status=built.status, problems=built.problems, lines=[*built.lines, NOTHING])
        record = write_record(root, register, edition, since)
    except Fault as fault:
        return failure(fault, root, NOTHING)
    lines = [*built.lines, f"{record.file} is written: {record.files} files, {record.size / 1e6:.1f} MB.",
             f"Its SHA-256 is {record.checksum}.", *software_in_words()]
    if not record.frozen:
        lines.append("The text of this edition is not frozen yet. When it is published, "
                     f"'goldenthread freeze {edition.id}' keeps it.")
    return Outcome(problems=built.problems, lines=lines)
