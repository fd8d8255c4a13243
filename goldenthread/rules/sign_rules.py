"""Rules about the words beside a value whose sign contradicts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from goldenthread.book import read_text
from goldenthread.model import Dataset, Place, Problem, Unresolved, resolve, work_out
from goldenthread.rules.context import Context, rule

VALUE = re.compile(r"\{value\}`([^`\n]+(?:\n(?![ \t]*\n)[^`\n]+)*)`")
_MOVES = (r"ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell|gr(?:ow|ows|ew|own|owing)|(?:in|de)creas(?:e|es|ed|ing)|"
          r"declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|shr(?:ink|inks|ank|unk|inking)|"
          r"reduc(?:e|es|ed|ing)|improv(?:e|es|ed|ing)|gain(?:s|ed|ing)?|exceed(?:s|ed|ing)?|up|down|"
          r"higher|lower|larger|smaller|greater|fewer|more|less")
_AMOUNTS = "rise|fall|increase|decrease|decline|drop|gain|reduction|improvement"
# a few words may part 'risen' from 'by', but none that begins a clause of its own or names a change that may go either way
_BETWEEN = r"(?:\s+(?!(?:and|but|or|while|which|that|chang|differ|mov|var|shift|adjust)\w*)[\w'’-]+){0,4}?"
_ABOUT = r"(?:\s+(?:about|around|some|nearly|almost|only|just|over|roughly|approximately|at|least|most|more|than|a|another)){0,3}"
BEFORE = re.compile(rf"\b(?:(?P<moves>{_MOVES}){_BETWEEN}\s+by|(?P<amount>{_AMOUNTS}){_BETWEEN}\s+of){_ABOUT}\s+[*_]{{0,3}}\Z",
                    re.IGNORECASE)
BEHIND = re.compile(r"[*_]{0,3}\s+(?P<side>(?:higher|lower|more|fewer|less|greater|smaller) than|above|below)\b", re.IGNORECASE)
REACH = 90
"""How many characters before a value may hold the words that belong to it."""


@rule("value.sign")
def words_of_a_change_stand_beside_a_number_above_zero(context: Context) -> Iterator[Problem]:
    """Words such as 'risen by', 'an increase of' or 'higher than' stand beside a number that is not below zero."""
    tables, items = context.register.datasets, {(place.file, " ".join(text.split())): item
                                                for place, text, item in context.expressions}
    for file in sorted({file for file, _text in items}):
        text = read_text(context.root, file)
        for line, words, expression in context.cache.get("signs of words", file, text, partial(_beside_words, text)):
            if (item := items.get((file, expression))) is None:
                continue  # in a block of code, where an expression is an example
            try:
                shown = resolve(expression, tables).text.replace("\N{NO-BREAK SPACE}", " ")
            except Unresolved:  # reported for the value itself
                continue
            if shown.startswith(("\N{MINUS SIGN}", "-")):
                yield Problem(Place(file=file, line=line), "value.sign",
                              f"'{words}' stands beside {shown}, which is below zero.", _better(expression, tables), item)


def _beside_words(text: str) -> tuple[tuple[int, str, str], ...]:
    """Each value beside words that need a number above zero: its line, the words, and its expression."""
    beside = []
    for value in VALUE.finditer(text):
        before = BEFORE.search(text[max(0, value.start() - REACH):value.start()])
        behind = None if before else BEHIND.match(text, value.end())
        if before:
            words = f"{before['moves']} by" if before["moves"] else f"{before['amount']} of"
        elif behind:
            words = behind["side"]
        else:
            continue
        beside.append((text.count("\n", 0, value.start()) + 1, " ".join(words.split()), " ".join(value[1].split())))
    return tuple(beside)


def _better(expression: str, tables: Mapping[str, Dataset]) -> str:
    """What to write in place of a value below zero: the change or the gap itself, where it is between two rows."""
    body, _, options = expression.partition(",")
    first, _, second = body.partition(" less ")
    left = work_out(expression, tables).left
    parts = () if left is None or left.per or not second else left.parts
    if len(parts) != 2 or not all(part.is_row for part in parts):
        return "Give the number with words that fit its sign, such as 'a change of'."
    (one,), (other,) = (part.rows.values() for part in parts)
    more = f",{options}" if options else ""
    if one.area != other.area or one.period == other.period:
        return f"Write '{{value}}`gap between {first} and {second}{more}`', which has no sign, and see which of them is higher."
    if one.period > other.period:
        return f"The data fell: write 'fallen by {{value}}`fall from {second} to {first} in points{more}`'."
    return f"The data rose: write 'risen by {{value}}`rise from {first} to {second} in points{more}`'."
