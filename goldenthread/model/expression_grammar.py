"""The grammar of `{value}`: what an author writes is parsed into a tree, without looking at any data.

    expression = quantity [ ("as % of" | "as multiple of" | "as index of") quantity ]
               | ["annual"] ("rise from" | "fall from") quantity "to" quantity [ "in points" | "with %" ]
               | "gap between" quantity "and" quantity
               | "rank of" term "among" kind [ "from lowest" ]
               | "count of" term "among" kind ("above" | "below") quantity
    quantity   = amount [ "per" [ "100" | "1000" | ... ] amount ]
    amount     = part { ("plus" | "less") part }
    part       = term | ("sum" | "mean" | "median" | "highest" | "lowest") "of" term "among" kind
    term       = dataset ":" area ":" period { ":" dimension }

The area of a term is `*` where a statistic is taken over all areas of a kind, and its period may be `latest`. Only `rise from`
and `fall from` without "annual" take "with %". Options follow after commas: `expression_options` parses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.model.datasets import Dataset
from goldenthread.model.expression_options import OPTIONS, with_options
from goldenthread.model.expression_reader import END, EVERY_TERM, KIND, TERM, WordReader
from goldenthread.model.expressions import EVERY, LATEST, STATISTICS, Expression, Operation, Part, Quantity, Term, Unresolved

COMPARISONS = {"as % of": Operation.PERCENT, "as multiple of": Operation.MULTIPLE, "as index of": Operation.INDEX}
CHANGES = ("rise from", "fall from", "annual rise from", "annual fall from")
ONE_ROW = re.compile(r"([^\s:*]+):([^\s:*]+(?::[^\s:*]+)+)")
NUMBERS = ("100", "1000", "10000", "100000", "1000000")
"""The numbers that a rate may be counted per."""
MADE_OF_MANY = tuple(f"{name} of" for name in STATISTICS)


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """The tree of an expression.

    Raises `Unresolved` with what cannot be parsed or is contradictory, and what to write instead.
    """
    # a paragraph may break its lines within an expression, and indent them
    text = " ".join(text.split())
    body, *options = (part.strip() for part in text.split(","))
    if plain := ONE_ROW.fullmatch(body):  # as most are, and then there is nothing to be taken apart
        term = Term(plain[1], tuple(plain[2].split(":")))
        return with_options(Expression(Operation.AMOUNT, Quantity((Part(1, term),))), options, text)
    reader = WordReader(body)
    expression = _expression(reader)
    reader.need_end()
    return with_options(expression, options, text)


def _expression(reader: WordReader) -> Expression:
    if words := reader.take(*CHANGES):
        return _change(reader, words)
    if reader.take("gap between"):
        left = _quantity(reader)
        reader.need("and")
        return Expression(Operation.GAP, left, _quantity(reader))
    if reader.take("rank of"):
        term = reader.need_term()
        reader.need("among")
        return Expression(Operation.RANK, Quantity((Part(1, term),)), among=reader.need_kind(),
                          from_lowest=bool(reader.take("from lowest")))
    if reader.take("count of"):
        term = reader.need_term(every=True)
        reader.need("among")
        kind, end = reader.need_kind(), reader.need("above", "below")
        return Expression(Operation.COUNT, Quantity((Part(1, term, "count", kind),)), _quantity(reader), below=end == "below")
    left = _quantity(reader)
    if words := reader.take(*COMPARISONS):
        return Expression(COMPARISONS[words], left, _quantity(reader))
    return Expression(Operation.AMOUNT, left)


def _change(reader: WordReader, words: str) -> Expression:
    annual = words.startswith("annual")
    left = _quantity(reader)
    reader.need("to")
    right = _quantity(reader)
    how = reader.take("in points") if annual else reader.take("in points", "with %")
    operation = Operation.RISE if "rise" in words else Operation.FALL
    return Expression(operation, left, right, annual=annual, in_points=how == "in points", with_percent=how == "with %")


def _quantity(reader: WordReader) -> Quantity:
    parts = _amount(reader)
    if not reader.take("per"):
        return Quantity(parts)
    number = reader.take(*NUMBERS)
    return Quantity(parts, _amount(reader), int(number or 1))


def _amount(reader: WordReader) -> tuple[Part, ...]:
    parts = [_part(reader, 1)]
    while word := reader.take("plus", "less"):
        parts.append(_part(reader, 1 if word == "plus" else -1))
    return tuple(parts)


def _part(reader: WordReader, sign: int) -> Part:
    if not (words := reader.take(*MADE_OF_MANY)):
        return Part(sign, reader.need_term())
    term = reader.need_term(every=True)
    reader.need("among")
    return Part(sign, term, words.removesuffix(" of"), reader.need_kind())


@dataclass(frozen=True, slots=True)
class Continuations:
    """What may follow in a half-written expression: each of `texts` fits there in place of everything from the index `start` on.

    A text may be a phrase of the grammar, an option, or the beginning of a term up to the next colon.
    """

    start: int
    texts: tuple[str, ...]


def continuations(text: str, datasets: Mapping[str, Dataset], kinds: Iterable[str] = ()) -> Continuations:
    """What may come next in a half-written expression, in the order of the grammar; no texts if what is written cannot be parsed.

    `kinds` are the kinds of area that may be named. A phrase that the author has begun is completed, even one of several words:
    after `a:north:2018 as m` the only text is `as multiple of`, and `start` is where `as` begins.
    """
    _body, comma, option = text.rpartition(",")
    if comma:
        begun = option.lstrip()
        return Continuations(len(text) - len(begun), tuple(one for one in OPTIONS if one.startswith(begun)))
    reader = WordReader(text)
    finished = not text or text[-1].isspace()
    whole = WordReader(" ".join(reader.words if finished else reader.words[:-1]))
    with suppress(Unresolved):
        _expression(whole)
    expected = whole.expected
    place = max(expected)
    begun = " ".join(whole.words[place:])
    if not finished:
        begun = f"{begun} {reader.words[-1]}".strip()
    elif begun:
        begun += " "
    found = (one for phrase in expected[place] for one in _fitting(phrase, begun, datasets, kinds) if one.startswith(begun))
    return Continuations(_start_of(text, begun), tuple(dict.fromkeys(found)))


def _start_of(text: str, begun: str) -> int:
    """The index at which the last words of a text begin; in the text they may be separated by more than one space."""
    start = len(text)
    for word in reversed(begun.split()):
        start = text.rindex(word, 0, start)
    return start


def _fitting(phrase: str, begun: str, datasets: Mapping[str, Dataset], kinds: Iterable[str]) -> Iterable[str]:
    if phrase in {TERM, EVERY_TERM}:
        return _terms(begun, datasets, every=phrase == EVERY_TERM)
    if phrase == KIND:
        return sorted(kinds)
    return () if phrase == END else (phrase,)


def _is_meant(written: str, own: str) -> bool:
    return written in {own, EVERY, LATEST}


def _terms(begun: str, datasets: Mapping[str, Dataset], *, every: bool) -> Iterable[str]:
    """Each possible term with this beginning, up to its next colon."""
    name, *parts = begun.split(":")
    if not parts:
        return tuple(f"{each}:" for each in datasets)
    dataset = datasets.get(name)
    if dataset is None or len(parts) > 2 + len(dataset.dimensions):
        return ()
    known, at = tuple(parts[:-1]), len(parts) - 1
    colon = ":" if at < 1 + len(dataset.dimensions) else ""
    if at == 0:
        areas = (EVERY,) if every else tuple(dict.fromkeys(key[0] for key in dataset.rows))
        return tuple(f"{name}:{area}{colon}" for area in areas)

    found = [key[at] for key in dataset.rows if all(map(_is_meant, known, key))]
    ends = [*found, LATEST] if at == 1 and found else found
    return tuple(f"{':'.join((name, *known, end))}{colon}" for end in ends)
