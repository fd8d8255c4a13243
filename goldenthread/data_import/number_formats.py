"""The text that a workbook shows for a number or a date: `27.0` for 27 in the format `0.0`, `33.4%` for 0.334 in `0.0%`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

LITERAL = re.compile(r'"([^"]*)"|\\(.)')
ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
PLACES = re.compile(r"\.([0#?]+)")


def shown_in_format(value: object, number_format: str) -> str:
    """The text that a cell shows. A number without a format keeps all its digits; a format that scales (1 for a thousand) is not
    followed, because its digits would not be the value.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    if isinstance(value, datetime | date):
        return _day(value, number_format.lower())
    if isinstance(value, time):
        return value.isoformat()
    return " ".join(str(value).split())


def _number(value: int | float, number_format: str) -> str:
    exact = Decimal(format(value, ".15g"))
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    code = ASIDE.sub("", section)
    if not re.search(r"[0#?]", code) or re.search(r"[eE][+-]|/", code) or re.search(r"[0#?],+(?:\.|$|%)", code):
        return _plain(exact)
    places = PLACES.search(code)
    percent = "%" in code
    number = exact * 100 if percent else exact
    shown = number.quantize(Decimal(1).scaleb(-len(places[1]) if places else 0), rounding=ROUND_HALF_UP)
    # a letter beside the digits is a marker of the publisher's: 0.0"r"
    beside = "".join(one or other for one, other in LITERAL.findall(section.partition("0")[2])).strip()
    return f"{_plain(shown)}{'%' if percent else ''}{f' {beside}' if beside else ''}"


def _plain(number: Decimal) -> str:
    return format(abs(number) if number.is_zero() else number, "f")


def _day(value: datetime | date, number_format: str) -> str:
    code = ASIDE.sub("", number_format)
    if "d" in code or not re.search(r"[my]", code):
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in code else f"{value:%Y}"
