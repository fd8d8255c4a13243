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
    agreement_state,
    agreements,
    fingerprint_of_item,
    pin_text,
    pins,
)
from goldenthread.analysis.change_details import ChangeDetails, Difference, details_of, differences, whole_text
from goldenthread.analysis.changes import CHANGE_LABELS, PriorityChange, change_of, changes_between, counts_in_words, note_of
from goldenthread.analysis.fingerprints import fingerprint_of, record_of, rows_of
from goldenthread.analysis.gaps import (
    ConflictingTables,
    Disagreement,
    Gap,
    GapCell,
    conflict_in_words,
    conflicting_tables,
    coverage,
    disagreements,
    gap_map,
    gaps_of,
    usable_findings,
)
from goldenthread.analysis.personal_data import (
    EMAIL,
    PHONE,
    PersonalData,
    kinds_in_words,
    personal_data_in,
    without_personal_data,
)
from goldenthread.analysis.plain_text import ROLE, in_plain_words
from goldenthread.analysis.strength import strength_of
from goldenthread.analysis.summaries import (
    STRENGTH_FLAGS,
    PlainTexts,
    confidence_or_status,
    datasets_behind,
    editions_in_words,
    editions_of,
    link_count,
    plain_text_of,
    publishers_of,
    strength_flags,
    strength_in_words,
)
from goldenthread.analysis.word_diff import MARKS, marked_text, words_changed

__all__ = [
    "AGREED",
    "CHANGED",
    "CHANGE_LABELS",
    "EMAIL",
    "MARKS",
    "NOT_YET",
    "PHONE",
    "ROLE",
    "STRENGTH_FLAGS",
    "ChangeDetails",
    "ConflictingTables",
    "Difference",
    "Disagreement",
    "Fingerprints",
    "Gap",
    "GapCell",
    "PersonalData",
    "Pin",
    "PlainTexts",
    "PriorityChange",
    "agreement_state",
    "agreements",
    "change_of",
    "changes_between",
    "confidence_or_status",
    "conflict_in_words",
    "conflicting_tables",
    "counts_in_words",
    "coverage",
    "datasets_behind",
    "details_of",
    "differences",
    "disagreements",
    "editions_in_words",
    "editions_of",
    "fingerprint_of",
    "fingerprint_of_item",
    "gap_map",
    "gaps_of",
    "in_plain_words",
    "kinds_in_words",
    "link_count",
    "marked_text",
    "note_of",
    "personal_data_in",
    "pin_text",
    "pins",
    "plain_text_of",
    "publishers_of",
    "record_of",
    "rows_of",
    "strength_flags",
    "strength_in_words",
    "strength_of",
    "usable_findings",
    "whole_text",
    "without_personal_data",
    "words_changed",
]
