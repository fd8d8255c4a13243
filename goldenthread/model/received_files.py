"""What was received from respondents, file by file, and what became of every passage of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.model.languages import gettext_noop
from goldenthread.model.problems import Place

TAKEN_IN, LEFT_OUT, OPEN = gettext_noop("taken in"), gettext_noop("left out"), gettext_noop("open")
PASSAGE_OUTCOMES = (TAKEN_IN, LEFT_OUT, OPEN)
"""The possible outcomes of a passage: it is in a response, it was left out for a reason, or nobody has decided yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedPassage:
    """A paragraph, a table, a picture, a mark or an attachment of a received file, and what became of it.

    `where` says where in the file it stands. `words` are its text, without personal data; a passage that was taken in has none
    here, because they are in its `responses`.
    """

    kind: str
    where: str
    outcome: str
    words: str = ""
    reason: str = ""
    responses: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedFile:
    """A file as received: its name in the inbox, its SHA-256, who sent it, and every passage of it.

    `as_given_out` is the number of further paragraphs of a review copy that are unchanged, which are not among the passages.
    """

    file: str
    sha256: str
    respondent: str
    received: str
    as_given_out: int
    passages: tuple[ReceivedPassage, ...]
    place: Place

    def with_outcome(self, outcome: str) -> list[ReceivedPassage]:
        """The passages with this outcome."""
        return [passage for passage in self.passages if passage.outcome == outcome]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptCounts:
    """The counts in a receipt: files, their passages, and how many of these were taken in, left out, open, or as given out."""

    files: int
    passages: int
    taken_in: int
    left_out: int
    open: int
    as_given_out: int


def counts_of(files: Iterable[ReceivedFile]) -> ReceiptCounts:
    """The counts over these files. Every passage is taken in, left out, open, or as given out."""
    files = list(files)
    outcomes = [passage.outcome for file in files for passage in file.passages]
    as_given_out = sum(file.as_given_out for file in files)
    return ReceiptCounts(files=len(files), passages=len(outcomes) + as_given_out, taken_in=outcomes.count(TAKEN_IN),
                         left_out=outcomes.count(LEFT_OUT), open=outcomes.count(OPEN), as_given_out=as_given_out)
