"""The tracked changes that a copy was given out with, such as those between two editions: no reader made them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from goldenthread.consultation.intake.known_copies import Looks
from goldenthread.consultation.intake.points import fold
from goldenthread.consultation.intake.word_marks import Marks, TrackedChange, WordParagraph
from goldenthread.model import GIVEN_CHANGE


def take_given_changes(marks: Marks, looks: Looks) -> list[TrackedChange]:
    """Take the changes that the copy was given out with as accepted, and out of the marks; they are returned.

    So a program that has accepted them all has changed nothing, and whoever rejects one has changed its words.
    """
    # programs part what was struck out from what was put in its place
    given = Counter(part for marked in looks for look, words in marked if look == GIVEN_CHANGE for part in _given(words))
    if not given:
        return []
    taken, others = list[TrackedChange](), list[TrackedChange]()
    for change in marks.changes:
        parts = _parts(change.deleted, change.inserted)
        is_given = bool(parts) and parts <= given
        given -= parts if is_given else Counter()
        (taken if is_given else others).append(change)
    marks.changes = others
    marks.paragraphs = [_accepted(paragraph, taken) for paragraph in marks.paragraphs]
    return taken


def _given(words: str) -> Counter[tuple[str, str]]:
    try:
        deleted, inserted = json.loads(words)
        return _parts(str(deleted), str(inserted))
    except (ValueError, TypeError):
        # somebody has written into the text that the copy carries
        return Counter()


def _parts(deleted: str, inserted: str) -> Counter[tuple[str, str]]:
    return Counter((how, key) for how, words in (("deleted", deleted), ("inserted", inserted)) if (key := fold(words)))


def _accepted(paragraph: WordParagraph, taken: Sequence[TrackedChange]) -> WordParagraph:
    """A paragraph in whose old text these changes are made."""
    ours: Iterable[TrackedChange] = [change for change in paragraph.changes if any(change is one for one in taken)]
    words = paragraph.old
    for change in sorted(ours, key=lambda one: one.start, reverse=True):
        words = f"{words[:change.start]}{change.inserted}{words[change.start + len(change.deleted):]}"
    return replace(paragraph, old=words) if words != paragraph.old else paragraph
