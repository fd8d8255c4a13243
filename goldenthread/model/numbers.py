"""Numbers as readers read them."""

from __future__ import annotations

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

from goldenthread.model.languages import current_language, gettext, gettext_noop, in_digits, ngettext

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# quantize takes no more digits than its result has; with the 28 of a context by default a longer number would be refused
EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
CURRENCIES = ("£", "€", "$")
N_ = gettext_noop
SPELLED = (N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"))


def round_value(value: Decimal, decimals: int) -> Decimal:
    """A number with so many decimals, halves away from zero; negative `decimals` round to tens, hundreds and so on."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def format_value(value: Decimal, unit: str, decimals: int) -> str:
    """A number with its unit: `£44,090 million`, `34.1%`, `1,203 kilotonnes`; in French `44 090 millions €` and `34,1 %`.

    A currency sign that begins the unit goes where the book's language has it, before the digits or behind all; `%` stands
    after the digits, any other word after a no-break space. The minus is a true one, and is never put before zero. Rounding is
    that of `round_value`.
    """
    language = current_language()
    rounded = round_value(value, decimals)
    digits = language.digits(f"{rounded.copy_abs():,.{max(decimals, 0)}f}")
    # by the rounded number: -0.04 with one decimal is shown as 0.0
    sign = MINUS if rounded < 0 else ""
    if unit.startswith(CURRENCIES):
        if language.currency_after:
            return f"{sign}{digits}{_after(unit[1:])}{NO_BREAK_SPACE}{unit[0]}"
        return f"{sign}{unit[0]}{digits}{_after(unit[1:])}"
    if unit.startswith("%"):
        return f"{sign}{digits}{language.percent}{_after(unit[1:])}"
    return f"{sign}{digits}{_after(unit)}"


def _after(words: str) -> str:
    words = words.strip()
    return NO_BREAK_SPACE + words.replace(" ", NO_BREAK_SPACE) if words else ""


def number_or_none(number: int) -> str:
    """How many, where no noun follows: `none`, `3`, `1,203`."""
    return in_digits(number) if number else gettext("none")


def number_in_words(number: int) -> str:
    """The same with numbers to ten as words: `none`, `three`, `11`, `1,203`."""
    return gettext(SPELLED[number - 1]) if 0 < number <= len(SPELLED) else number_or_none(number)


def number_of(number: int, noun: str) -> str:
    """How many of something: `0 pages`, `1 page`, `1,203 entries`. The noun has a regular plural."""
    return ngettext(f"{{number}} {noun}", f"{{number}} {plural(noun)}", number)


def count_in_words(number: int, noun: str) -> str:
    """The same as sentences say it: `no findings`, `one finding`, `ten priorities`, `11 findings`."""
    if not number:
        return gettext(f"no {plural(noun)}")
    words = current_language().translations.ngettext(f"{{number}} {noun}", f"{{number}} {plural(noun)}", number)
    return words.format(number=number_in_words(number))


def plural(noun: str) -> str:
    """A noun in the plural, which has to be a regular one."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
