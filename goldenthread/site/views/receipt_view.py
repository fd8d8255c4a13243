"""What was received, file by file, and what became of every passage."""

from __future__ import annotations

from docutils import nodes

from goldenthread.model import ReceivedFile, counts_of, number_of, period_in_words
from goldenthread.site.node_builders import Inline, paragraph, table
from goldenthread.site.page_context import PageContext

HEADERS = ["File", "From", "Received", "Passages", "As given out", "Taken in", "Left out", "Open"]


def receipt(page: PageContext, argument: str) -> list[nodes.Node]:
    """One sentence with the counts over all files, then a row for each file."""
    files = list(page.register.received)
    if not files:
        return [paragraph("No file that was received is on record.")]
    counts = counts_of(files)
    opening = (f"{number_of(counts.files, 'file')} received, with {number_of(counts.passages, 'passage')}: "
               f"{counts.as_given_out:,} as they were given out, {counts.taken_in:,} taken in, {counts.left_out:,} left out for "
               f"a reason, {counts.open:,} open.")
    rows = [_row(file) for file in sorted(files, key=lambda file: (file.received, file.file))]
    return [paragraph(opening), table("Received files and what became of them", HEADERS, rows, classes=["wide"])]


def _row(file: ReceivedFile) -> list[Inline]:
    counts = counts_of([file])
    numbers = (counts.passages, counts.as_given_out, counts.taken_in, counts.left_out, counts.open)
    return [file.file, file.respondent, period_in_words(file.received), *(f"{number:,}" for number in numbers)]
