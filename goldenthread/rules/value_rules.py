"""Rules about numbers: every number in a sentence must come from a dataset's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from goldenthread.book import read_text
from goldenthread.model import (
    SCALES,
    Evidence,
    Place,
    Problem,
    Unresolved,
    difference_within_error,
    format_value,
    rank_or_count_within_error,
    resolve,
)
from goldenthread.rules.context import Context, rule

NO_BREAK_SPACE, PLUS_MINUS = "\N{NO-BREAK SPACE}", "\N{PLUS-MINUS SIGN}"
VALUE = r"\{value\}`([^`\n]+)`"
# emphasis may separate a unit from its value
UNIT_BEFORE = re.compile(rf"([£€$])[ \t*_]*{VALUE}")
PERCENT, POINTS = ("%", "per cent", "percent"), ("percentage points", "points")
# words on a card of percentages that may well be above 100
NO_SHARE = re.compile(r"\b(chang|grow|rise|increase|decrease|fall|index|indices|ratio|relative|compar|return|against|"
                      r"(?:percentage|per cent|%) of the (?:average|mean|median))", re.IGNORECASE)


def _unresolved(context: Context, code: str) -> Iterator[Problem]:
    return (fault.at(place, item) for place, fault, item in context.unresolved.get(code, ()))


@rule("value.grammar")
def value_can_be_read(context: Context) -> Iterator[Problem]:
    """A value is written in one of the forms of the guide."""
    return _unresolved(context, "value.grammar")


@rule("value.unknown")
def value_has_a_row(context: Context) -> Iterator[Problem]:
    """A value names a dataset that exists and a row that it has."""
    return _unresolved(context, "value.unknown")


@rule("value.missing")
def value_is_there(context: Context) -> Iterator[Problem]:
    """A value is one that its publisher gives: not one that is confidential or not available."""
    return _unresolved(context, "value.missing")


@rule("value.unit")
def values_share_a_unit(context: Context) -> Iterator[Problem]:
    """Values that are added, compared or set in proportion are of one unit, and those of a rate are of two that divide."""
    return _unresolved(context, "value.unit")


@rule("value.direction")
def words_agree_with_the_data(context: Context) -> Iterator[Problem]:
    """A value written as a rise rises in the data, and one written as a fall falls."""
    return _unresolved(context, "value.direction")


@rule("value.rank")
def value_is_ranked_among_its_kind(context: Context) -> Iterator[Problem]:
    """A rank, a count or a number made of many areas is taken among areas of a kind that the table has, and a sum of all."""
    return _unresolved(context, "value.rank")


@rule("value.zero")
def value_is_not_divided_by_zero(context: Context) -> Iterator[Problem]:
    """A value is not set in proportion to zero."""
    return _unresolved(context, "value.zero")


@rule("value.start")
def percentage_change_starts_above_zero(context: Context) -> Iterator[Problem]:
    """A percentage change starts above zero; from zero or below, a change is given in points."""
    return _unresolved(context, "value.start")


@rule("value.base")
def sides_can_be_set_beside_each_other(context: Context) -> Iterator[Problem]:
    """A rate is of the same areas and one time, an index of one thing, and growth a year of whole periods apart in time."""
    return _unresolved(context, "value.base")


@rule("value.options")
def options_fit_the_value(context: Context) -> Iterator[Problem]:
    """The options of a value agree with each other and with its table."""
    return _unresolved(context, "value.options")


@rule("value.rounding")
def rounding_leaves_something(context: Context) -> Iterator[Problem]:
    """A value that is not zero is not rounded to zero."""
    return _unresolved(context, "value.rounding")


@rule("value.interval")
def a_difference_is_more_than_its_error(context: Context) -> Iterator[Problem]:
    """A difference of two estimates is larger than the error that their publisher gives for them; a place or count is certain."""
    tables = context.register.datasets
    for place, text, item in context.expressions:
        behind = context.datasets_behind[text]
        if isinstance(behind, Unresolved) or not any(tables[name].interval for name in behind):
            continue
        if within := difference_within_error(text, tables):
            difference, error, unit = within
            # as many decimals as needed to show the first digit of the error
            decimals = max(0, 1 - error.adjusted())
            yield Problem(place, "value.interval",
                          f"The difference of {format_value(difference, unit, decimals)} is within the error of the estimates "
                          f"({PLUS_MINUS} {format_value(error, '', decimals)}).".replace(NO_BREAK_SPACE, " "),
                          "Say that it may be chance, or give both values with ', with interval' and claim no difference.",
                          item, True)
        elif uncertain := rank_or_count_within_error(text, tables):
            what, fix = (("place", "Say that it may be chance, or name a group that it is surely in, such as the lower half.")
                         if uncertain.is_rank else ("number", "Say 'about', or say how many are so beyond the error."))
            yield Problem(place, "value.interval",
                          f"By the error of the estimates, this {what} may be any from {uncertain.least} to {uncertain.most}, "
                          f"and {uncertain.number} is said.", fix, item, True)


@rule("value.unit-twice")
def unit_is_written_once(context: Context) -> Iterator[Problem]:
    """A value brings its unit along, so that none is typed beside it."""
    tables = context.register.datasets
    behind = _behind(context)
    for file in sorted({place.file for place, _text, _item in context.expressions}):
        text = read_text(context.root, file)
        beside = context.cache.get("units", file, (text, behind), partial(_beside_units, text, behind))
        for line, expression, unit, is_before in beside:
            try:
                shown = resolve(expression, tables).text
            except Unresolved:  # reported for the value itself
                continue
            if shown.lstrip("-\N{MINUS SIGN}").startswith(unit) if is_before else _ends_with(shown, unit):
                what = f"The value is shown as '{shown}', with its unit, and '{unit}' is typed beside it."
                yield Problem(Place(file=file, line=line), "value.unit-twice", what.replace(NO_BREAK_SPACE, " "),
                              f"Take the '{unit}' out.")


def _beside_units(text: str, behind: re.Pattern[str]) -> tuple[tuple[int, str, str, bool], ...]:
    """Each value with a unit typed beside it: its line, its expression, the unit, and whether the unit comes before it."""
    typed = [(match.start(), match[2], match[1], True) for match in UNIT_BEFORE.finditer(text)]
    typed += [(match.start(), match[1], match[2], False) for match in behind.finditer(text)]
    return tuple((text.count("\n", 0, start) + 1, " ".join(expression.split()), " ".join(unit.split()), is_before)
                 for start, expression, unit, is_before in sorted(typed))


def _behind(context: Context) -> re.Pattern[str]:
    """A pattern that finds a value followed by a word with which units of this book end."""
    units = (dataset.unit.partition(" per ")[0].split() for dataset in context.register.datasets.values())
    words = {*PERCENT[1:], *POINTS, *(scale.removesuffix("s") for scale in SCALES),
             *(part[-1].casefold() for part in units if part and part[-1][-1].isalpha())}
    spaced = "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"{VALUE}[*_]{{0,3}}\s?(%|(?:{spaced})\b)", re.IGNORECASE)


def _ends_with(shown: str, unit: str) -> bool:
    """Whether a displayed value ends with a unit, in one of the words for it."""
    if shown.endswith(("%", POINTS[0])):
        return unit.casefold() in (*PERCENT, *POINTS)
    return f" {shown}".replace(NO_BREAK_SPACE, " ").casefold().endswith(f" {unit.casefold()}")


@rule("data.share")
def share_is_no_more_than_all(context: Context) -> Iterator[Problem]:
    """A value in per cent is 100 at most, unless its card speaks of a change or a comparison."""
    for dataset in context.register.datasets.values():
        if dataset.unit == "%" and not NO_SHARE.search(f"{dataset.title} {dataset.measure}"):
            over = next((row for row in dataset.observations if row.value > 100), None)
            if over:
                yield Problem(Place(file=dataset.place.file, line=over.line), "data.share",
                              f"The value is {over.value}%, and a share is 100% at most.",
                              "Check the number and the card's unit; if it is a change or a ratio, say so in the card's "
                              "'measure'.",
                              dataset.id, True)


@rule("value.undeclared")
def evidence_names_the_datasets_it_uses(context: Context) -> Iterator[Problem]:
    """A finding names every dataset whose values are in its text."""
    for mention in context.register.mentions:
        evidence = context.register.items.get(mention.item)
        if mention.kind != "value" or not isinstance(evidence, Evidence):
            continue
        used = context.datasets_behind[mention.text]
        for name in () if isinstance(used, Unresolved) else used:
            if name not in evidence.datasets:
                yield Problem(mention.place, "value.undeclared",
                              f"{evidence.id} uses a value of '{name}' but does not name that dataset.",
                              f"Add it: ':datasets: {', '.join((*evidence.datasets, name))}'.", evidence.id)
