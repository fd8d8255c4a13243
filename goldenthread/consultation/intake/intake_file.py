"""`goldenthread intake`: one file from a respondent becomes responses, or, in a dry run, what they would be is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from goldenthread.analysis import kinds_in_words
from goldenthread.book import RECEIVED_FOLDER, language_of, read_book
from goldenthread.consultation.intake.delivery import IntakeRequest, IntakeResult, read_delivery, targets_in
from goldenthread.consultation.intake.inbox import INBOX, inbox_name, leftover_text, leftovers_to_keep, original_to_keep
from goldenthread.consultation.intake.received_record import FileRecord, record_to_keep
from goldenthread.consultation.intake.response_items import response_file, with_responses
from goldenthread.model import NOT_STATED, PASSAGE_OUTCOMES, Fault, in_language, number_of
from goldenthread.system import Outcome, failure, put_files, writing_alone

SHOWN = 160
"""How many characters of a leftover are shown; the whole of it is in the inbox."""


@writing_alone
def intake(root: Path, request: IntakeRequest, today: date, *, dry_run: bool = False) -> Outcome:
    """Take in one file. Either all that comes of it is written or nothing is; with `dry_run` the lines say what would be."""
    try:
        book = read_book(root)
        with in_language(language_of(root)):  # what is quoted has the numbers as the pages show them
            result = read_delivery(book, request, today, targets_in(book, root))
    except Fault as fault:
        return failure(fault, root, "Nothing was written.")
    lines = list(_report(result, dry_run))
    if dry_run:
        drafts = [f"{response.text}\n" for response in result.responses]
        return Outcome(lines=[*drafts, *lines, "This was a dry run: nothing was written."])
    try:
        lines.insert(1, write_result(root, result))
    except (OSError, Fault) as error:
        return failure(error, root, "No response was written.")
    return Outcome(lines=lines)


def write_result(root: Path, result: IntakeResult) -> str:
    """Write all that came of a file, or nothing: its original, leftovers, responses and record; a line on the original."""
    name = inbox_name(result.raw, result.suffix, result.sender.respondent, result.sender.received)
    original = original_to_keep(root, name, result.raw)
    # in this order: a process that is killed has kept the original of every response, and no record names one that is not there
    put_files(root, {
        **original, **leftovers_to_keep(name, result.leftovers),
        **with_responses(root, result.sender.respondent, result.responses),
        **record_to_keep(FileRecord(
            file=name, sha256=result.digest, respondent=result.sender.respondent, received=result.sender.received,
            as_given_out=result.as_given_out, passages=result.records))})
    return f"The original is kept in {INBOX}/{name}." if original else "The original was in the inbox already."


def _accounted(result: IntakeResult) -> Iterator[str]:
    """The count of all passages and what became of them, and why some stay open that are no leftovers."""
    outcomes = [record.outcome for record in result.records]
    counts = ", ".join(f"{outcomes.count(outcome):,} {outcome}" for outcome in PASSAGE_OUTCOMES)
    given_out = f", {result.as_given_out:,} as given out" if result.as_given_out else ""
    yield from dict.fromkeys(result.open_reasons)
    yield f"{number_of(len(outcomes) + result.as_given_out, 'passage')} in the file: {counts}{given_out} ({RECEIVED_FOLDER})."


def _report(result: IntakeResult, dry_run: bool) -> Iterator[str]:
    new, known = len(result.responses), result.points_read - len(result.responses)
    verb = "would be added to" if dry_run else "added to"
    yield f"{number_of(new, 'response')} {verb} {response_file(result.sender.respondent)}." if new else "Nothing new."
    if known > 0:
        yield f"{number_of(known, 'point')} had been taken in before."
    if result.sender.late and new:
        yield "They came after the deadline and are marked as late."
    without = sum(f":criterion: {NOT_STATED}" in response.text for response in result.responses)
    if without:
        yield f"{number_of(without, 'response')} did not say which question it answers: look for ':criterion: {NOT_STATED}'."
    if result.removed:
        yield f"Taken out for privacy: {kinds_in_words(result.removed)}. Read the responses for what no rule can find."
    yield from result.remarks
    if not result.recorded_before or new:
        yield from _accounted(result)
    if result.leftovers:
        points = number_of(len(result.leftovers), "point")
        yield (f"{points} could be tied to no passage{'' if dry_run else ' (whole in the inbox)'}. "
               "To take them in as points about one item or page, give --about and its id:")
    for leftover in result.leftovers:
        words = " ".join(leftover_text(leftover).split())
        shown = f": “{words[:SHOWN]}{'…' if len(words) > SHOWN else ''}”" if words else "."
        yield f"  {leftover.where}: {leftover.why}{shown}"
