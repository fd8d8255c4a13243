"""Periods as publishers write them: `Jan 2018-Dec 2018`, `Year ending March 2019`, `2018Q1`, `2019M03`, `Mid-2018`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from goldenthread.model import MONTHS, NotAPeriod, period_meant, span_of

MONTH = {name[:length].lower(): number for number, name in enumerate(MONTHS, start=1) for length in (3, len(name))}
MONTH["sept"] = 9
WORD = r"([A-Za-z]{3,9})\.?"
SPAN = re.compile(rf"{WORD}\s*(\d{{4}})?\s*(?:-|–|/|to)\s*{WORD}\s*(\d{{4}})")
YEAR_ENDING = re.compile(rf"(?:12 months|year)\s+(?:ending|ended|to)\s+(?:(\d{{1,2}})\s+)?{WORD}\s*(\d{{4}})", re.IGNORECASE)
FIRST_OR_LAST = re.compile(r"\b(?:1|28|29|30|31)(?:st|th)?\s+(?=[A-Z][a-z])")
"""The days on which months begin and end."""
KIND_OF_YEAR = re.compile(r"\b(?:academic|financial|fiscal|school|tax) year\b", re.IGNORECASE)
MIDDLE = 15
PARTS_OF_YEAR = re.compile(rf"(?:Q|Quarter )?(?P<quarter>[1-4])|(?P<number>0?[1-9]|1[0-2])|(?P<month>{'|'.join(MONTH)})\.?",
                           re.IGNORECASE)
"""The name of a part of the year beside a column of years: a quarter, or a month by its name or number."""
SPLIT = re.compile(r"(\d{4})[-–](\d{2})")
WITHIN = re.compile(r"(?i:(?:year|12 months) (?:ending|ended|to) (?:\d{1,2} )?[a-z]+ \d{4})"
                    r"|(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4} ?(?:-|–|to) ?(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}"
                    r"|[Mm]id-?(?:year )?\d{4}|\b(?:19|20)\d{2}(?: ?[-–] ?| to )(?:19|20)\d{2}\b"
                    r"|\b\d{4}(?:/| ?[-–] ?)\d{2}\b(?![-–/\d])|\b(?:Q[1-4] )?(?:19|20)\d{2}(?: ?Q[1-4])?\b")


@lru_cache(maxsize=4096)
def published_period(text: str) -> str:
    """The period in a publisher's text, as written in tables of the book; an empty text if it names none."""
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
    if match := re.fullmatch(rf"(\d{{4}})(?:-?[Mm](?P<number>\d{{1,2}})|[ -]{WORD})", text):  # 2019M03 or 1988 JAN
        return [f"{match[1]}-{int(match['number'] or MONTH.get((match[3] or '').lower(), 0)):02}"]
    if match := re.fullmatch(r"(\d{4})-?[SH]([12])", text):
        return [f"{match[1]}-H{match[2]}"]
    if match := re.fullmatch(r"(\d{4})-?W(\d{1,2})", text):
        return [f"{match[1]}-W{int(match[2]):02}"]
    if match := re.fullmatch(r"((?:19|20)\d{2})(\d{2})", text):  # 201819, as education statistics write a split year
        return [f"{match[1]}/{match[2]}"] if (int(match[1]) + 1) % 100 == int(match[2]) else []
    if match := re.fullmatch(r"(?i)mid[- ]?(?:year )?(\d{4})", text):
        return [f"mid-{match[1]}"]
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})[T ][\d:.Z+]*", text):
        return ["-".join(match.groups())]
    if match := re.fullmatch(r"(\d{4}) to (\d{4})", text):
        return [f"{match[1]}/{match[2][-2:]}"] if int(match[2]) == int(match[1]) + 1 else [f"{match[1]}/{match[2]}"]
    if match := re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{2}|\d{4})", text):  # 2016 - 18, as health statistics write three years
        last = match[2] if len(match[2]) == 4 else f"{match[1][:2]}{match[2]}"
        return [f"{match[1]}/{last}"] if int(last) > int(match[1]) + 1 else [f"{match[1]}/{last[2:]}"]
    text = KIND_OF_YEAR.sub(" ", text).strip(" ,:")
    if re.fullmatch(r"\d{4}[-/–]\d{2}", text):
        return [as_split_year(text.replace("/", "-"))]
    return _spans(FIRST_OR_LAST.sub("", text)) or ([meant] if (meant := period_meant(text)) else [])


def _spans(text: str) -> list[str]:
    if match := YEAR_ENDING.fullmatch(text):
        end, year = MONTH.get(match[2].lower(), 0), int(match[3])
        if end and match[1] and int(match[1]) <= MIDDLE:  # the tax year ends on 5 April
            end, year = (end - 1, year) if end > 1 else (12, year - 1)
        return [_months(year - (end < 12), end % 12 + 1, year, end)] if end else []
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


def period_between(first: str, last: str) -> str:
    """The period from the beginning of the first to the end of the last of two publishers' texts; empty if one cannot be read."""
    begins, ends = published_period(first), published_period(last)
    if not (begins and ends):
        return ""
    begin, end = span_of(begins)[0], span_of(ends)[1]
    if end < begin:
        return ""
    if begin.day > 1 or (end + timedelta(days=1)).day > 1:  # not whole months
        return begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin:%Y-%m}"
    if begin.year < end.year and begin.month == 1 and end.month == 12:
        return f"{begin.year}/{end.year}"
    return _months(begin.year, begin.month, end.year, end.month)


def as_split_year(text: str) -> str:
    """`2011/12` for `2011-12`, which by itself could be a month; any other text unchanged."""
    match = SPLIT.fullmatch(text)
    return f"{match[1]}/{match[2]}" if match and (int(match[1]) + 1) % 100 == int(match[2]) else text


def are_split_years(texts: Iterable[str]) -> bool:
    """Whether texts are split years although some could be months: `2009-10`, `2010-11`, `2011-12` are no sequence of months."""
    written = {text for text in texts if text}
    return bool(written) and all(as_split_year(text) != text for text in written)


def only_period_in(text: str) -> str:
    """The one period that a title names, such as 'Jobs by district, 2018'; an empty text if it names none, or several."""
    found = {period for words in WITHIN.findall(text) if (period := published_period(as_split_year(words)))}
    return found.pop() if len(found) == 1 else ""


def without_period(text: str) -> str:
    """A heading without the period in it."""
    return " ".join(WITHIN.sub("", text).split()).strip(" ,:;-–")


def part_of_year(year: str, part: str, *, months: bool = False) -> str:
    """The quarter or month of a year: `2018-Q1` for `Q1`, `2018-01` for `Jan`; the year itself if there is no part; empty if the
    part is not one.

    A bare number is a quarter or, with `months`, a month.
    """
    match = PARTS_OF_YEAR.fullmatch(part)
    if not part or not match:
        return year if not part else ""
    if match["month"]:
        return f"{year}-{MONTH[match['month'].lower()]:02}"
    number = int(match["quarter"] or match["number"])
    return f"{year}-{number:02}" if months else f"{year}-Q{number}" if number <= 4 else ""
