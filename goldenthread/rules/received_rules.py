"""Rules about what was received: every passage of every file must be accounted for, and the records must match the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goldenthread.book import DATA_FOLDER, RECEIVED_FOLDER
from goldenthread.model import OPEN, Dataset, Place, Problem, nearest, number_of
from goldenthread.rules.context import Context, rule

INBOX_LIST = "inbox/CHECKSUMS"
FROM_FILES = {"review copy", "form", "e-mail", "letter or note", "own report", "notes in a PDF", "response page"}
"""The values of `source` for points that were read from a file."""


@rule("received.open")
def received_passages_are_accounted_for(context: Context) -> Iterator[Problem]:
    """No passage of a received file is open once a later edition is there."""
    later = [edition for edition in context.register.editions.values() if edition.follows]
    for file in context.register.received:
        waiting = file.with_outcome(OPEN)
        if later and waiting:
            first, were = waiting[0], "is" if len(waiting) == 1 else "are"
            yield Problem(first.place, "received.open",
                          f"{number_of(len(waiting), 'passage')} of {file.file} {were} still open, the first of them "
                          f"{first.where}, but edition {later[-1].id} is there.",
                          "Take each in (goldenthread intake … --about), or leave it out: outcome = \"left out\" with a reason.")


@rule("received.response")
def received_passages_name_responses(context: Context) -> Iterator[Problem]:
    """A passage that was taken in names responses that are there."""
    known = {response.id for response in context.register.responses()}
    for file in context.register.received:
        for passage in file.passages:
            for response in passage.responses:
                if response not in known:
                    yield Problem(passage.place, "received.response",
                                  f"{passage.where} is said to stand in {response}, which is no response of the book.",
                                  f"Correct the id, or write outcome = \"open\".{nearest(response, known)}")


@rule("received.unrecorded")
def responses_come_from_received_files(context: Context) -> Iterator[Problem]:
    """A response that came in a file is named by the record of one, where files are recorded (advice)."""
    files = context.register.received
    named = {response for file in files for passage in file.passages for response in passage.responses}
    for response in context.register.responses():
        if files and response.text("source") in FROM_FILES and response.id not in named:
            yield Problem(response.place, "received.unrecorded",
                          f"{response.id} came as '{response.text('source')}', but no record in {RECEIVED_FOLDER} names it.",
                          "Take in once more the file that it came in: nothing is written twice.", response.id, advice=True)


@rule("data.brought-by")
def brought_tables_name_their_responses(context: Context) -> Iterator[Problem]:
    """A table that a response brought names a response that is there."""
    known = {response.id for response in context.register.responses()}
    for dataset in context.register.datasets.values():
        if dataset.brought is not None and dataset.brought.by not in known:
            yield Problem(_card_place(dataset), "data.brought-by",
                          f"The table is said to be brought by {dataset.brought.by}, which is no response of the book.",
                          f"Take the response in first, then name its id.{nearest(dataset.brought.by, known)}", dataset.id)


@rule("data.provisional")
def provisional_tables_are_decided(context: Context) -> Iterator[Problem]:
    """A table that a response brought is accepted by an editor once a later edition is there."""
    later = [edition for edition in context.register.editions.values() if edition.follows]
    for dataset in context.register.datasets.values():
        if later and dataset.brought is not None and not dataset.brought.accepted:
            yield Problem(_card_place(dataset), "data.provisional",
                          f"The table that {dataset.brought.by} brought is provisional, but edition {later[-1].id} is there.",
                          "Look at it and write accepted = \"2020-02-03\" in 'brought', with the day; or take the table out.",
                          dataset.id)


def _card_place(dataset: Dataset) -> Place:
    return Place(file=f"{DATA_FOLDER}/{dataset.id}.toml", line=1)


@rule("received.inbox")
def originals_in_the_inbox_are_recorded(context: Context) -> Iterator[Problem]:
    """Every original in the inbox of this computer has a record of what became of it."""
    recorded = {file.sha256 for file in context.register.received}
    for number, line in enumerate(_inbox_lines(context.root), start=1):
        digest, _, name = line.partition("  ")
        if name and digest not in recorded:
            yield Problem(Place(file=INBOX_LIST, line=number), "received.inbox",
                          f"{name} was received, but nothing says what became of it.",
                          f"Take it in once more: goldenthread intake inbox/{name} --respondent … --received {name[:10]}.")


def _inbox_lines(root: Path) -> list[str]:
    try:
        return (root / INBOX_LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
