"""Periods as data write them, and as readers read them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from goldenthread.model.problems import FaultInText

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
WAYS = "'2018', '2017/18', 'mid-2018', '2019-03', '2019-03-31' or '2014-04/2019-11'"

_SPLIT_YEAR = re.compile(r"(\d{4})/(\d{2})")
_MIDDLE = re.compile(r"mid-(\d{4})")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class NotAPeriod(FaultInText, ValueError):
    """A text that is not a period, or one that ends before it begins. A `ValueError`, as for any text that cannot be read."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__("item.date", what, fix)


@lru_cache(maxsize=1024)
def period_in_words(period: str) -> str:
    """A period as a reader expects it: `2019-03` is `March 2019`; years, `2017/18` and `mid-2018` stay as they are.

    Raises `NotAPeriod` when the text is not a period.
    """
    span_of(period)
    if _SPLIT_YEAR.fullmatch(period) or _MIDDLE.fullmatch(period):
        return period
    begin, _, end = period.partition("/")
    if end:
        return f"{period_in_words(begin)} to {period_in_words(end)}"
    year, month, day = _parts(period)
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year])


def period_or_text(text: str) -> str:
    """A period in words, or the text as it stands where it is no single period, as in `2010 to 2030`."""
    try:
        return period_in_words(text)
    except ValueError:
        return text


@lru_cache(maxsize=1024)
def span_of(period: str) -> tuple[date, date]:
    """The first and the last day of a period, by which periods are put in order.

    A split year such as `2017/18` runs from April to March. Raises `NotAPeriod` when the text is not a period.
    """
    try:
        begin, end = _span(period)
    except ValueError:
        raise NotAPeriod(f"'{period[:60]}' is not a period.", f"Write {WAYS}.") from None
    if end < begin:
        raise NotAPeriod(f"'{period}' ends before it begins.", "Write the earlier period first.")
    return begin, end


def _span(period: str) -> tuple[date, date]:
    if split := _SPLIT_YEAR.fullmatch(period):
        year = int(split[1])
        if (year + 1) % 100 != int(split[2]):
            raise ValueError(period)
        return date(year, 4, 1), date(year + 1, 3, 31)
    if middle := _MIDDLE.fullmatch(period):
        # statisticians give the population of 30 June as that of mid-year
        return (day := date(int(middle[1]), 6, 30)), day
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


def _parts(period: str) -> tuple[str, str | None, str | None]:
    match = _DATE.fullmatch(period)
    # `\d` takes the digits of every script
    if not match or not period.isascii():
        raise ValueError(period)
    year, month, day = match.groups()
    return year, month, day
