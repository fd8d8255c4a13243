"""Periods as data write them, and in words for readers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from goldenthread.model.languages import MONTHS, Language, current_language, gettext
from goldenthread.model.problems import FaultInText

WAYS = ("'2018', '2017/18', 'mid-2018', '2018-Q1', '2017/18-Q1', '2018-H1', '2018-W05', '2019-03', '2019-03-31' or "
        "'2014-04/2019-11'")

_SPLIT_YEAR = re.compile(r"(\d{4})/(\d{2})")
_MIDDLE = re.compile(r"mid-(\d{4})")
_PART = re.compile(r"(\d{4}|\d{4}/\d{2})-(?:Q([1-4])|H([12]))")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARS = re.compile(r"(?:(?:FY|fy) ?)?(\d{4}|\d{2}) ?[-/\N{EN DASH}] ?(\d{4}|\d{2})")
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_LOOSE_PART = re.compile(r"(?P<year>\d{4}(?:[/-]\d{2})?)[ -]*(?P<part>[QqHh][1-4])"
                         r"|(?P<part_first>[QqHh][1-4])[ -]*(?P<of>\d{4}(?:/\d{2})?)")
_NAMED_MONTH = re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?P<month>[A-Za-z]{3,9})\.? (?P<year>\d{4})")


class NotAPeriod(FaultInText, ValueError):
    """A text that is not a period, or one that ends before it begins. A `ValueError`, as for any text that cannot be read."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__("item.date", what, fix)


def period_in_words(period: str) -> str:
    """A period as a reader expects it: `2019-03` is `March 2019`, `2018-Q1` is `Q1 2018`, and `2018-W05` is `week 5 of 2018`;
    years and `2017/18` stay as they are.

    Raises `NotAPeriod` when the text is not a period.
    """
    return _in_words(period, current_language())


@lru_cache(maxsize=1024)
def _in_words(period: str, language: Language) -> str:
    span_of(period)
    if _SPLIT_YEAR.fullmatch(period):
        return period
    if middle := _MIDDLE.fullmatch(period):
        return gettext("mid-{year}", year=middle[1])
    if part := _PART.fullmatch(period):
        return gettext("Q{number} {year}", number=part[2], year=part[1]) if part[2] else \
            gettext("H{number} {year}", number=part[3], year=part[1])
    if week := _WEEK.fullmatch(period):
        return gettext("week {week} of {year}", week=int(week[2]), year=week[1])
    begin, _, end = period.partition("/")
    if end:
        return gettext("{begin} to {end}", begin=_in_words(begin, language), end=_in_words(end, language))
    year, month, day = _parts(period)
    if not month:
        return year
    name = language.months[int(month) - 1]
    if not day:
        return gettext("{month} {year}", month=name, year=year)
    if int(day) == 1:  # some languages write the first day of a month as an ordinal
        return gettext("1 {month} {year}", month=name, year=year)
    return gettext("{day} {month} {year}", day=int(day), month=name, year=year)


def period_or_text(text: str) -> str:
    """A period in words, or the text unchanged if it is not a single period, such as `2010 to 2030`."""
    try:
        return period_in_words(text)
    except ValueError:
        return text


@lru_cache(maxsize=1024)
def span_of(period: str) -> tuple[date, date]:
    """The first and the last day of a period, by which periods are sorted.

    A split year such as `2017/18` runs from April to March, and so do its quarters and halves: `2017/18-Q4` is January to March
    2018. A week is that of ISO 8601, from Monday to Sunday. Raises `NotAPeriod` when the text is not a period.
    """
    try:
        begin, end = _span(period)
    except ValueError:
        raise NotAPeriod(f"'{period[:60]}' is not a period.", _fix(period)) from None
    if end < begin:
        raise NotAPeriod(f"'{period}' ends before it begins.", "Write the earlier period first.")
    return begin, end


def _fix(text: str) -> str:
    """Advice on how to write a period: the form that was probably meant or, if that is not clear, all forms."""
    meant = period_meant(text.strip())
    return f"Write '{meant}'." if meant else f"Write {WAYS}."


def period_meant(text: str) -> str:
    """The period meant by a text such as `2017-18`, `17/18`, `31/03/2019`, `2018 Q1` or `March 2019`; empty if there is none."""
    meant = ""
    if years := _YEARS.fullmatch(text):
        century = "" if len(years[1]) == 4 else "19" if years[1] > "50" else "20"
        meant = f"{century}{years[1]}/{years[2][-2:]}"
    elif day := _SLASHED_DAY.fullmatch(text):
        meant = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    elif part := _LOOSE_PART.fullmatch(text):
        year, which = (part["year"] or part["of"]).replace("-", "/"), (part["part"] or part["part_first"]).upper()
        meant = f"{year}-{which}"
    elif named := _NAMED_MONTH.fullmatch(text):
        number = next((at for at, name in enumerate(MONTHS, start=1) if name.lower().startswith(named["month"].lower())), 0)
        meant = f"{named['year']}-{number:02}" + (f"-{int(named['day']):02}" if named["day"] else "")
    try:
        _span(meant)
    except ValueError:
        return ""
    return meant


def _span(period: str) -> tuple[date, date]:
    if not period.isascii():  # `\d` matches the digits of every script
        raise ValueError(period)
    if named := _named_span(period):
        return named
    begin, slash, end = period.partition("/")
    if slash:
        if "/" in end and not _SPLIT_YEAR.fullmatch(end):
            raise ValueError(period)
        return _span(begin)[0], _span(end)[1]
    year_text, month, day_text = _parts(period)
    number = int(year_text)
    if month and day_text:
        return (day := date(number, int(month), int(day_text))), day
    if month:
        return date(number, int(month), 1), date(number, int(month), monthrange(number, int(month))[1])
    return date(number, 1, 1), date(number, 12, 31)


def _named_span(period: str) -> tuple[date, date] | None:
    """The days of a split year, a middle of a year, a quarter, a half or a week."""
    if split := _SPLIT_YEAR.fullmatch(period):
        year = int(split[1])
        if (year + 1) % 100 != int(split[2]):
            raise ValueError(period)
        return date(year, 4, 1), date(year + 1, 3, 31)
    if middle := _MIDDLE.fullmatch(period):
        # by convention, a mid-year population estimate is for 30 June
        return (day := date(int(middle[1]), 6, 30)), day
    if part := _PART.fullmatch(period):
        return _part_of_year(_span(part[1])[0], int(part[2] or part[3]), 3 if part[2] else 6)
    if week := _WEEK.fullmatch(period):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(days=6)
    return None


def _part_of_year(begin: date, number: int, months: int) -> tuple[date, date]:
    """The first and the last day of a quarter or half, numbered from 1, of the year that begins on the day `begin`."""
    before = begin.month - 1 + months * (number - 1)
    first = date(begin.year + before // 12, before % 12 + 1, 1)
    last = before + months - 1
    year, month = begin.year + last // 12, last % 12 + 1
    return first, date(year, month, monthrange(year, month)[1])


def _parts(period: str) -> tuple[str, str | None, str | None]:
    match = _DATE.fullmatch(period)
    if not match:
        raise ValueError(period)
    year, month, day = match.groups()
    return year, month, day
