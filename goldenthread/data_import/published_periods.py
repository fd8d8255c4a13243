"""Periods as publishers write them: `Jan 2018-Dec 2018`, `Year ending March 2019`, `2018Q1`, `2019M03`, `Mid-2018`."""

from __future__ import annotations

import re
from functools import lru_cache

from goldenthread.model import MONTHS, NotAPeriod, period_meant, span_of

MONTH = {name[:length].lower(): number for number, name in enumerate(MONTHS, start=1) for length in (3, len(name))}
MONTH["sept"] = 9
WORD = r"([A-Za-z]{3,9})\.?"
SPAN = re.compile(rf"{WORD}\s*(\d{{4}})?\s*(?:-|–|/|to)\s*{WORD}\s*(\d{{4}})")
YEAR_ENDING = re.compile(rf"(?:12 months|year)\s+(?:ending|ended|to)\s+(?:\d{{1,2}}\s+)?{WORD}\s*(\d{{4}})", re.IGNORECASE)
WITHIN = re.compile(r"(?:year ending|year to) [A-Z][a-z]+ \d{4}|[A-Z][a-z]{2,8} \d{4} ?(?:-|–|to) ?[A-Z][a-z]{2,8} \d{4}"
                    r"|[Mm]id-?(?:year )?\d{4}|\b\d{4}/\d{2}\b|\b(?:Q[1-4] )?(?:19|20)\d{2}(?: ?Q[1-4])?\b")


@lru_cache(maxsize=4096)
def published_period(text: str) -> str:
    """The period that a publisher's text names, as a table of the book writes it; an empty text where it names none."""
    text = " ".join(text.split())
    if re.fullmatch(r"\d{4}", text):
        return text if 1800 <= int(text) <= 2100 else ""
    for candidate in (text, *_spellings(text)):
        try:
            span_of(candidate)
        except NotAPeriod:
            continue
        return candidate
    return ""


def _spellings(text: str) -> list[str]:
    if match := re.fullmatch(r"(\d{4})-?[Mm](\d{1,2})", text):
        return [f"{match[1]}-{int(match[2]):02}"]
    if match := re.fullmatch(r"(\d{4})-?[SH]([12])", text):
        return [f"{match[1]}-H{match[2]}"]
    if match := re.fullmatch(r"(\d{4})-?W(\d{1,2})", text):
        return [f"{match[1]}-W{int(match[2]):02}"]
    if match := re.fullmatch(r"(\d{4})(\d{2})", text):  # 201819, as education statistics write a split year
        return [f"{match[1]}/{match[2]}"] if (int(match[1]) + 1) % 100 == int(match[2]) else []
    if match := re.fullmatch(r"(?i)mid[- ]?(?:year )?(\d{4})", text):
        return [f"mid-{match[1]}"]
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})[T ][\d:.Z+]*", text):
        return ["-".join(match.groups())]
    if match := re.fullmatch(r"(\d{4}) to (\d{4})", text):
        return [f"{match[1]}/{match[2][-2:]}"] if int(match[2]) == int(match[1]) + 1 else [f"{match[1]}/{match[2]}"]
    return _spans(text) or ([meant] if (meant := period_meant(text)) else [])


def _spans(text: str) -> list[str]:
    if match := YEAR_ENDING.fullmatch(text):
        end = MONTH.get(match[1].lower(), 0)
        return [_months(int(match[2]) - (end < 12), end % 12 + 1, int(match[2]), end)] if end else []
    if match := SPAN.fullmatch(text):
        first, last = MONTH.get(match[1].lower(), 0), MONTH.get(match[3].lower(), 0)
        year = int(match[4])
        begin = int(match[2]) if match[2] else year - (first > last)
        return [_months(begin, first, year, last)] if first and last else []
    return []


def _months(year: int, month: int, end_year: int, end: int) -> str:
    """A span of months by its shortest name: a year, a split year, a quarter of a year, or both months."""
    length = (end_year - year) * 12 + end - month + 1
    if length == 12 and month == 1:
        return str(year)
    if length == 12 and month == 4:
        return f"{year}/{(year + 1) % 100:02}"
    if length == 3 and month % 3 == 1:
        return f"{year}-Q{(month + 2) // 3}"
    return f"{year}-{month:02}/{end_year}-{end:02}"


def only_period_in(text: str) -> str:
    """The one period that a title names, such as 'Jobs by district, 2018'; an empty text where it names none, or several."""
    found = {period for words in WITHIN.findall(text) if (period := published_period(words))}
    return found.pop() if len(found) == 1 else ""
