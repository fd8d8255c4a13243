"""Numbers as readers read them."""

from __future__ import annotations

import re
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

from goldenthread.model.languages import current_language, gettext, gettext_noop, in_digits, ngettext

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# quantize raises an error if its result has more digits than the context allows, and the default context allows only 28
EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
# the Unicode signs of currencies in use: a unit that begins with a word, such as "kr" or "zł", is written after digits
CURRENCIES = tuple("£€$¥₹₩₪₫₦₱₲₴₵₸₺₽₡₮₾")
_SINGULARS = {
    "people": "person", "children": "child", "women": "woman", "men": "man", "lives": "life", "halves": "half", "feet": "foot",
    "criteria": "criterion", "analyses": "analysis", "diagnoses": "diagnosis", "crises": "crisis", "ties": "tie",
    "movies": "movie", "shoes": "shoe", **{same: same for same in ("species", "series", "premises", "headquarters", "means")},
}
# businesses, boxes, branches, heroes and campuses, but not houses, causes or uses
_IN_ES = re.compile(r"(?:ss|x|ch|sh|o|[^aeo]us)es$")
# the words before these name the thing counted; what follows only describes it
_OF_WHAT = re.compile(r" (?:of|in|aged|with|who|at|from|to|on|by|for|and|or|per) .*")
# neither 1 million people nor 1 of 17 districts takes the singular; and a multiple does not count things
_NOT_COUNTED = re.compile(r"\d|[^\w\s-]|^of\b|\b(?:thousand|million|billion|times)\b")
N_ = gettext_noop
PER = N_(" per ")
SPELLED = (N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"), N_("ten"))


def round_value(value: Decimal, decimals: int) -> Decimal:
    """A number rounded to so many decimals, halves away from zero; negative `decimals` round to tens, hundreds and so on."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def format_value(value: Decimal, unit: str, decimals: int) -> str:
    """A number with its unit: `£44,090 million`, `34.1%`, `1,203 kilotonnes`; in French `44 090 millions €` and `34,1 %`.

    A currency sign that begins the unit goes where the book's language puts it, before the digits or at the end; `%` follows the
    digits, any other word follows a no-break space. The minus is U+2212, and is never put before zero. Rounded as by
    `round_value`.
    """
    language = current_language()
    rounded = round_value(value, decimals)
    digits = language.digits(f"{rounded.copy_abs():,.{max(decimals, 0)}f}")
    # decided by the rounded number: -0.04 with one decimal is shown as 0.0
    sign = MINUS if rounded < 0 else ""
    if abs(rounded) == 1 and decimals <= 0 and language.is_english:
        unit = _of_one(unit)
    if unit.startswith(CURRENCIES):
        if language.currency_after:
            scale, per, each = unit[1:].partition(gettext(PER))
            return f"{sign}{digits}{_after(scale)}{NO_BREAK_SPACE}{unit[0]}{_after(per + each)}"
        return f"{sign}{unit[0]}{digits}{_after(unit[1:])}"
    if unit.startswith("%"):
        return f"{sign}{digits}{language.percent}{_after(unit[1:])}"
    return f"{sign}{digits}{_after(unit)}"


def _of_one(unit: str) -> str:
    """The unit after the number 1: `job`, `person in work`, `percentage point`; unchanged if it does not simply count things."""
    counted, rest = unit, ""
    if of_what := _OF_WHAT.search(unit):
        counted, rest = unit[:of_what.start()], of_what[0]
    return unit if _NOT_COUNTED.search(counted) or rest.startswith((" and ", " or ")) else singular(counted) + rest


def _after(words: str) -> str:
    words = words.strip()
    return NO_BREAK_SPACE + words.replace(" ", NO_BREAK_SPACE) if words else ""


def number_or_none(number: int) -> str:
    """A number with no noun after it: `none`, `3`, `1,203`."""
    return in_digits(number) if number else gettext("none")


def number_in_words(number: int) -> str:
    """As `number_or_none`, with numbers up to ten as words: `none`, `three`, `11`, `1,203`."""
    return gettext(SPELLED[number - 1]) if 0 < number <= len(SPELLED) else number_or_none(number)


def number_of(number: int, noun: str) -> str:
    """A number with its noun: `0 pages`, `1 page`, `1,203 entries`. The noun must have a regular plural."""
    return ngettext(f"{{number}} {noun}", f"{{number}} {plural(noun)}", number)


def count_in_words(number: int, noun: str) -> str:
    """As `number_of`, in the words of a sentence: `no findings`, `one finding`, `ten priorities`, `11 findings`."""
    if not number:
        return gettext(f"no {plural(noun)}")
    words = current_language().translations.ngettext(f"{{number}} {noun}", f"{{number}} {plural(noun)}", number)
    return words.format(number=number_in_words(number))


def plural(noun: str) -> str:
    """The plural of a noun, which must be a regular one."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def singular(noun: str) -> str:
    """The singular of a plural noun: `person`, `resident`, `business`, `household`; only the last word changes."""
    before, space, last = noun.rpartition(" ")
    if last in _SINGULARS:
        one = _SINGULARS[last]
    elif not last.islower():  # an abbreviation such as PPS
        one = last
    elif last.endswith("ies"):
        one = f"{last.removesuffix('ies')}y"
    elif _IN_ES.search(last):
        one = last.removesuffix("es")
    else:
        one = last if last.endswith(("ss", "sis", "us")) else last.removesuffix("s")
    return before + space + one
