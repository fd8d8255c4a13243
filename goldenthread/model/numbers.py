"""Numbers as readers read them."""

from __future__ import annotations

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# quantize takes no more digits than its result has; with the 28 of a context by default a longer number would be refused
EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
CURRENCIES = ("£", "€", "$")
SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def round_value(value: Decimal, decimals: int) -> Decimal:
    """A number with so many decimals, halves away from zero; negative `decimals` round to tens, hundreds and so on."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def format_value(value: Decimal, unit: str, decimals: int) -> str:
    """A number with its unit: `£44,090 million`, `34.1%`, `1,203 kilotonnes`.

    A currency sign goes before the digits, `%` directly after them, any other word after a no-break space. The minus is
    a true one, and is never put before zero. Rounding is that of `round_value`.
    """
    rounded = round_value(value, decimals)
    digits = f"{rounded.copy_abs():,.{max(decimals, 0)}f}"
    # by the rounded number: -0.04 with one decimal is shown as 0.0
    sign = MINUS if rounded < 0 else ""
    if unit.startswith(CURRENCIES):
        return f"{sign}{unit[0]}{digits}{_after(unit[1:])}"
    if unit.startswith("%"):
        return f"{sign}{digits}%{_after(unit[1:])}"
    return f"{sign}{digits}{_after(unit)}"


def _after(words: str) -> str:
    words = words.strip()
    return NO_BREAK_SPACE + words.replace(" ", NO_BREAK_SPACE) if words else ""


def number_or_none(number: int) -> str:
    """How many, where no noun follows: `none`, `3`, `1,203`."""
    return f"{number:,}" if number else "none"


def number_in_words(number: int) -> str:
    """The same with numbers to ten as words: `none`, `three`, `11`, `1,203`."""
    return SPELLED[number - 1] if 0 < number <= len(SPELLED) else number_or_none(number)


def number_of(number: int, noun: str) -> str:
    """How many of something: `0 pages`, `1 page`, `1,203 entries`. The noun has a regular plural."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def count_in_words(number: int, noun: str) -> str:
    """The same as sentences say it: `no findings`, `one finding`, `ten priorities`, `11 findings`."""
    return f"{number_in_words(number) if number else 'no'} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """A noun in the plural, which has to be a regular one."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
