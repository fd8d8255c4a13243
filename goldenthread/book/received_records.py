"""`strategy/consultation/received/*.toml`: for each file that was received, what became of every passage of it."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import (
    LEFT_OUT,
    OPEN,
    PASSAGE_OUTCOMES,
    TAKEN_IN,
    Fault,
    Problem,
    ReceivedFile,
    ReceivedPassage,
    nearest,
)

RECEIVED_FOLDER = "strategy/consultation/received"
SHA256 = re.compile(r"[0-9a-f]{64}")


def read_received(root: Path) -> tuple[tuple[ReceivedFile, ...], list[Problem]]:
    """Every record, in the order of the files' names, and what is wrong with them. Records that cannot be read are left out."""
    files: list[ReceivedFile] = []
    problems: list[Problem] = []
    folder = root / RECEIVED_FOLDER
    if not folder.is_dir():
        return (), []
    for path in sorted(folder.glob("*.toml")):
        try:
            table = read_toml(root, f"{RECEIVED_FOLDER}/{path.name}")
        except Fault as fault:
            problems.append(fault.problem)
            continue
        files.append(_file(table))
        problems += table.problems
    return tuple(files), problems


def _file(table: Table) -> ReceivedFile:
    table.check_keys({"file", "sha256", "respondent", "received", "as_given_out", "passage"})
    digest = table.text_of("sha256")
    if digest and not SHA256.fullmatch(digest):
        table.report("sha256", "received.digest", "This is no SHA-256 of a file.", "Take the file in once more.")
    return ReceivedFile(
        file=table.text_of("file"), sha256=digest, respondent=table.text_of("respondent"),
        received=table.day("received").isoformat(), as_given_out=table.whole_number("as_given_out"),
        passages=tuple(_passage(entry) for entry in table.tables("passage")) if "passage" in table.data else (),
        place=table.place("file"))


def _passage(entry: Table) -> ReceivedPassage:
    entry.check_keys({"kind", "where", "words", "outcome", "responses", "reason"})
    outcome, reason = entry.text_of("outcome"), entry.text_of("reason", required=False)
    responses = entry.texts("responses")
    if outcome and outcome not in PASSAGE_OUTCOMES:
        entry.report("outcome", "received.outcome", f"'{outcome[:40]}' is not what can become of a passage.",
                     f"Write one of: {', '.join(PASSAGE_OUTCOMES)}.{nearest(outcome, PASSAGE_OUTCOMES)}")
        outcome = OPEN
    if outcome == LEFT_OUT and not reason:
        entry.report("outcome", "received.reason", "The passage is left out without a reason.",
                     'Say why in reason = "…", or write outcome = "open".')
    if outcome == TAKEN_IN and not responses:
        entry.report("outcome", "received.response", "The passage is taken in, but no response is named.",
                     'Name it in responses = ["RSP_…"].')
    return ReceivedPassage(kind=entry.text_of("kind"), where=entry.text_of("where"), outcome=outcome or OPEN, reason=reason,
                           words=entry.text_of("words", required=False), responses=responses, place=entry.place("outcome"))
