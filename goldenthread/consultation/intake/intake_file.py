"""`goldenthread intake`: take a file in, or say what would be taken in, and tell the author what was done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from goldenthread.analysis import kinds_in_words
from goldenthread.book import read_book
from goldenthread.consultation.intake.delivery import IntakeRequest, IntakeResult, read_delivery
from goldenthread.consultation.intake.inbox import INBOX, inbox_name, keep_leftovers, keep_original, leftover_text
from goldenthread.consultation.intake.response_items import append_responses, response_file
from goldenthread.model import NOT_STATED, Fault, number_of
from goldenthread.system import Outcome, failure, one_at_a_time

SHOWN = 160


@one_at_a_time
def intake(root: Path, request: IntakeRequest, today: date, *, dry_run: bool = False) -> Outcome:
    """Take in one file. Either everything is written or nothing is; with `dry_run` the lines say what would be."""
    try:
        taken = read_delivery(read_book(root), request, today)
    except Fault as fault:
        return failure(fault, root, "Nothing was written.")
    lines = list(_told(taken, dry_run))
    if dry_run:
        drafts = [f"{response.text}\n" for response in taken.responses]
        return Outcome(lines=[*drafts, *lines, "This was a dry run: nothing was written."])
    try:
        lines.insert(1, _write(root, taken))
    except (OSError, Fault) as error:
        return failure(error, root, "No response was written.")
    return Outcome(lines=lines)


def _write(root: Path, taken: IntakeResult) -> str:
    name = inbox_name(taken.raw, taken.suffix, taken.sender.respondent, taken.sender.received)
    kept = keep_original(root, name, taken.raw)
    keep_leftovers(root, name, taken.leftovers)
    if taken.responses:
        append_responses(root, taken.sender.respondent, taken.responses)
    return f"The original is kept in {INBOX}/{name}." if kept else "The original was in the inbox already."


def _told(taken: IntakeResult, dry_run: bool) -> Iterator[str]:
    new, known = len(taken.responses), taken.points - len(taken.responses)
    verb = "would be added to" if dry_run else "added to"
    yield f"{number_of(new, 'response')} {verb} {response_file(taken.sender.respondent)}." if new else "Nothing new."
    if known > 0:
        yield f"{number_of(known, 'point')} had been taken in before."
    if taken.sender.late and new:
        yield "They came after the deadline and are marked as late."
    without = sum(f":criterion: {NOT_STATED}" in response.text for response in taken.responses)
    if without:
        yield f"{number_of(without, 'response')} did not say which question it answers: look for ':criterion: {NOT_STATED}'."
    if taken.removed:
        yield f"Taken out for privacy: {kinds_in_words(taken.removed)}. Read the responses for what no rule can find."
    yield from taken.remarks
    if taken.leftovers:
        told = number_of(len(taken.leftovers), "point")
        yield (f"{told} could be tied to no passage{'' if dry_run else ' (whole in the inbox)'}. "
               "To take them in as points about one item or page, give --about and its id:")
    for one in taken.leftovers:
        words = " ".join(leftover_text(one).split())
        yield f"  {one.where}: {one.why}" + (f": “{words[:SHOWN]}{'…' if len(words) > SHOWN else ''}”" if words else ".")
