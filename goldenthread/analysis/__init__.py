"""What follows from a register: strength, gaps, changes, agreement, summaries, plain text.

Pure functions of the records of the model; nothing here reads or writes a file.
"""

from __future__ import annotations

from goldenthread.analysis.agreement import (
    AGREED,
    CHANGED,
    NOT_YET,
    Fingerprints,
    Pin,
    agreements,
    fingerprint,
    pin_text,
    pins,
    state_of,
)
from goldenthread.analysis.change_details import Details, Parts, details_of, differences, whole_text
from goldenthread.analysis.changes import HOW, Change, change_of, changes_between, note_of
from goldenthread.analysis.fingerprints import print_of, record_of, rows_of
from goldenthread.analysis.gaps import (
    Apart,
    Cell,
    Disagreement,
    Gap,
    apart_in_words,
    coverage,
    disagreements,
    gap_map,
    gaps_of,
    tables_apart,
    usable,
)
from goldenthread.analysis.personal_data import EMAIL, PHONE, Finding, kinds_in_words, private_parts, without_private_parts
from goldenthread.analysis.plain_text import ROLE, in_plain_words
from goldenthread.analysis.strength import strength_of
from goldenthread.analysis.summaries import (
    STANDINGS,
    editions_in_words,
    editions_of,
    publishers_of,
    standings,
    strength_in_words,
    sureness_of,
    text_of,
    weight_of,
)
from goldenthread.analysis.word_diff import MARKS, marked_text, words_changed

__all__ = [
    "AGREED",
    "CHANGED",
    "EMAIL",
    "HOW",
    "MARKS",
    "NOT_YET",
    "PHONE",
    "ROLE",
    "STANDINGS",
    "Apart",
    "Cell",
    "Change",
    "Details",
    "Disagreement",
    "Finding",
    "Fingerprints",
    "Gap",
    "Parts",
    "Pin",
    "agreements",
    "apart_in_words",
    "change_of",
    "changes_between",
    "coverage",
    "details_of",
    "differences",
    "disagreements",
    "editions_in_words",
    "editions_of",
    "fingerprint",
    "gap_map",
    "gaps_of",
    "in_plain_words",
    "kinds_in_words",
    "marked_text",
    "note_of",
    "pin_text",
    "pins",
    "print_of",
    "private_parts",
    "publishers_of",
    "record_of",
    "rows_of",
    "standings",
    "state_of",
    "strength_in_words",
    "strength_of",
    "sureness_of",
    "tables_apart",
    "text_of",
    "usable",
    "weight_of",
    "whole_text",
    "without_private_parts",
    "words_changed",
]
