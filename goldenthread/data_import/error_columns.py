"""Columns that say how certain the numbers beside them are: a margin on both sides, or the ends of an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from goldenthread.data_import.cell_markers import CellReading

MARGIN, ENDS = ("margin",), ("lower", "upper")
"""The names of such columns in a table of the book."""
_MARGIN = re.compile(
    r"(?:.*[ ,])?(?:conf|confidence(?: interval)?|ci|\+/-|±|margin(?: of error)?)(?: \+/-| ±)?(?: ?[(%].*)?", re.IGNORECASE
)
_ABOUT_ERROR = re.compile(r"\bci\b|\bcl\b|\blci\b|\buci\b|confidence|interval|limit|bound", re.IGNORECASE)
_LOWER = re.compile(r"\blower|\blci\b|\blow\b|\bll\b", re.IGNORECASE)
_UPPER = re.compile(r"\bupper|\buci\b|\bhigh\b|\bul\b", re.IGNORECASE)
_OTHER_LEVEL = re.compile(r"99|\b90\b|\b80\b")
BESIDE_A_VALUE = re.compile(
    r"denominator|numerator|count|.*\b(?:ci|limit|confidence|margin|standard error|cv|coefficient of variation)\b.*",
    re.IGNORECASE,
)
"""Headings of columns of numbers that describe the value beside them, and are not a dimension of it."""


def error_columns(heads: Mapping[int, str], values: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """For each column of numbers, the column to its right with its margin, or the two with the ends of its interval."""
    errors: dict[int, tuple[int, ...]] = {}
    words = {column: " ".join(heads[column].replace("_", " ").split()) for column in values}
    about = [column for column in values if _is_error(words[column])]
    measures = [column for column in values if column not in about and not BESIDE_A_VALUE.fullmatch(words[column])]
    for value in measures:
        following = [column for column in about if column > value and not any(value < other < column for other in measures)]
        lower, upper = _first(_LOWER, following, words), _first(_UPPER, following, words)
        if lower is not None and upper is not None:
            errors[value] = (lower, upper)
        elif following and _MARGIN.fullmatch(words[following[0]]):
            errors[value] = (following[0],)
    return errors


def _is_error(words: str) -> bool:
    return bool(_MARGIN.fullmatch(words) or (_ABOUT_ERROR.search(words) and (_LOWER.search(words) or _UPPER.search(words))))


def _first(end: re.Pattern[str], columns: Sequence[int], words: Mapping[int, str]) -> int | None:
    """The first column with one end of an interval, preferring the 95% level."""
    ends = [column for column in columns if end.search(words[column])]
    return next((column for column in ends if not _OTHER_LEVEL.search(words[column])), ends[0] if ends else None)


def digits_of_error(readings: Sequence[CellReading]) -> tuple[str, ...]:
    """The digits of a margin or of both ends; empty texts if one of them has none."""
    digits = tuple(reading.digits.lstrip("-") if len(readings) == 1 else reading.digits for reading in readings)
    return digits if all(digits) else ("",) * len(digits)
