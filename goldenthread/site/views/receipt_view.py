"""What was received, file by file, and what became of every passage."""

from __future__ import annotations

from docutils import nodes

from goldenthread.model import ReceivedFile, counts_of, gettext, gettext_noop, in_digits, number_of, period_in_words
from goldenthread.site.node_builders import Inline, paragraph, table
from goldenthread.site.page_context import PageContext

HEADERS = [gettext_noop("File"), gettext_noop("From"), gettext_noop("Received"), gettext_noop("Passages"),
           gettext_noop("As given out"), gettext_noop("Taken in"), gettext_noop("Left out"), gettext_noop("Open")]


def receipt(page: PageContext, argument: str) -> list[nodes.Node]:
    """One sentence with the counts over all files, then a row for each file."""
    files = list(page.register.received)
    if not files:
        return [paragraph(gettext("No file that was received is on record."))]
    counts = counts_of(files)
    opening = (gettext("{files} received, with {passages}: {as_given_out} as they were given out, {taken_in} taken in, "
                       "{left_out} left out for a reason, {open} open.", files=number_of(counts.files, "file"),
                       passages=number_of(counts.passages, "passage"), as_given_out=in_digits(counts.as_given_out),
                       taken_in=in_digits(counts.taken_in), left_out=in_digits(counts.left_out), open=in_digits(counts.open)))
    rows = [_row(file) for file in sorted(files, key=lambda file: (file.received, file.file))]
    return [paragraph(opening), table(gettext("Received files and what became of them"), [*map(gettext, HEADERS)], rows,
                                      classes=["wide"])]


def _row(file: ReceivedFile) -> list[Inline]:
    counts = counts_of([file])
    numbers = (counts.passages, counts.as_given_out, counts.taken_in, counts.left_out, counts.open)
    return [file.file, file.respondent, period_in_words(file.received), *(in_digits(number) for number in numbers)]
