"""Reading an expression word by word: what is there, what could have been there instead, and what was probably meant.

Every attempt to read something is noted with its position. So the grammar that parses an expression also says what may follow a
half-written one, and what would have been possible where parsing failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import takewhile

from goldenthread.model.expression_words import SYNONYMS, WHOLE_FORMS
from goldenthread.model.expressions import EVERY, Term, Unresolved
from goldenthread.model.slugs import slug

TERM, EVERY_TERM, KIND, END = "dataset:area:period", "dataset:*:period", "a kind of area", "a comma and an option"
PLACEHOLDERS = frozenset({TERM, EVERY_TERM, KIND, END})
"""What may be expected besides phrases of the grammar."""
NEAR = 0.75
"""How similar a phrase must be to the words written for it to be suggested; 1 is identical."""
JOINTS = frozenset({"plus", "less", "as", "per", "to", "and", "among", "in", "with", "above", "below", "from"})
"""The words before which the quotation of an unreadable part ends."""
LONGEST = max(len(words.split()) for synonyms in SYNONYMS.values() for words in synonyms)
LONGER = {phrase: [synonym for synonyms in SYNONYMS.values() for synonym in synonyms if synonym.startswith(f"{phrase} ")]
          for phrase in SYNONYMS}
"""Longer phrases that begin with a phrase of the grammar but mean something else: 'per cent of' is not 'per' and a value."""


class WordReader:
    """The words of an expression, read one phrase after another."""

    def __init__(self, text: str) -> None:
        self.words = text.split()
        self.at = 0
        self._expected = list[tuple[int, tuple[str, ...]]]()

    @property
    def expected(self) -> dict[int, dict[str, None]]:
        """By the position of a word, counted from 0: what was expected there, in the order of the grammar."""
        expected: dict[int, dict[str, None]] = {}
        for place, what in self._expected:  # only put in order when an expression cannot be read, which is seldom
            expected.setdefault(place, {}).update(dict.fromkeys(what))
        return expected

    def take(self, *phrases: str) -> str:
        """Reads whichever of these phrases comes next, moves past it and returns it; returns an empty text if none does."""
        self._expect(*phrases)
        for phrase in phrases:
            if self._stands(phrase) and not any(map(self._stands, LONGER.get(phrase, ()))):
                self.at += len(_words_of(phrase))
                return phrase
        return ""

    def need(self, *phrases: str) -> str:
        """Reads and returns whichever of these phrases comes next. Raises `Unresolved` if none does."""
        if taken := self.take(*phrases):
            return taken
        raise self.refusal()

    def need_kind(self) -> str:
        """Reads and returns a kind of area. Raises `Unresolved` if none comes next."""
        self._expect(KIND)
        if re.fullmatch(r"[\w-]+", self._next()):
            return self._step()
        raise self.refusal()

    def need_term(self, *, every: bool = False) -> Term:
        """Reads and returns a term, with an area or, with `every`, with `*` in its place.

        Raises `Unresolved` if none comes next.
        """
        self._expect(EVERY_TERM if every else TERM)
        parts = self._next().split(":")
        if len(parts) < 3 or not all(parts):
            raise self.refusal()
        term = Term(parts[0], tuple(parts[1:]))
        if EVERY in (term.dataset, *term.key[1:]):
            raise Unresolved("value.grammar", f"'{EVERY}' in '{term}' does not stand for an area.",
                             f"Write it in the second place only, as in '{EVERY_TERM}'.")
        if every and term.key[0] != EVERY:
            whole = Term(term.dataset, (EVERY, *term.key[1:]))
            raise Unresolved("value.grammar", f"'{term}' is one area, and what is made from many is asked for.",
                             f"Write '{whole}', and after 'among' the kind of area.")
        if not every and term.key[0] == EVERY:
            raise Unresolved("value.grammar", f"'{term}' is every area, and one is asked for.",
                             f"Name the area, or write 'sum of {term} among …', or 'mean of', 'median of', 'highest of' or "
                             "'lowest of'.")
        self._step()
        return term

    def need_end(self) -> None:
        """Raises `Unresolved` if any words are left."""
        self._expect(END)
        if self.at < len(self.words):
            raise self.refusal()

    def refusal(self) -> Unresolved:
        """The error that the words at the furthest position reached cannot be read, with what was possible or meant there."""
        every = self.expected
        place = max(every)
        expected, rest, before = tuple(every[place]), self.words[place:], " ".join(self.words[:place])
        length, meant = _likeliest(rest, expected)
        chunk = " ".join(rest[:length] or [*rest[:1], *takewhile(lambda word: word not in JOINTS, rest[1:])])
        if not rest and before:
            what = f"The value breaks off after '{before}'."
        elif not meant and {TERM, EVERY_TERM} & set(expected):
            what = f"'{chunk}' is not a value."
        else:
            what = f"'{chunk}' cannot stand after '{before}'." if before else f"A value does not begin with '{chunk}'."
        question = f" Did you mean {_listed(meant)}?" if meant else _with_ids(chunk)
        return Unresolved("value.grammar", what, f"{_possible(expected)}{question}")

    def _expect(self, *what: str) -> None:
        self._expected.append((self.at, what))

    def _stands(self, phrase: str) -> bool:
        words = _words_of(phrase)
        return self._next() == words[0] and self.words[self.at:self.at + len(words)] == words

    def _next(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _step(self) -> str:
        self.at += 1
        return self.words[self.at - 1]


@cache
def _words_of(phrase: str) -> list[str]:
    return phrase.split()


def _with_ids(chunk: str) -> str:
    """` Did you mean …?` with ids in place of the names in a term such as `people:Port Town:2018`; empty for anything else."""
    dataset, *key = chunk.split(":")
    named = len(key) > 1 and all(map(slug, (dataset, *key))) and any(" " in part.strip() for part in key)
    return f" Did you mean '{':'.join((dataset.strip(), *map(slug, key)))}'? An id has hyphens and no blanks." if named else ""


def _possible(expected: Sequence[str]) -> str:
    """The advice on what to write where these are possible."""
    phrases = _listed([phrase for phrase in expected if phrase not in PLACEHOLDERS])
    if TERM in expected or EVERY_TERM in expected:
        term = (f"{EVERY_TERM}, the star for every area" if EVERY_TERM in expected else
                f"{TERM}, and further dimensions after colons, as in 'fuel-2017:north:2017:transport'")
        return f"Write {term}{f'; or begin with {phrases}' if phrases else ''}."
    if KIND in expected:
        return f"Write {KIND}, as in 'among districts'."
    return f"Write {' or '.join(filter(None, (phrases, END if END in expected else '')))}."


def _likeliest(rest: Sequence[str], expected: Sequence[str]) -> tuple[int, list[str]]:
    """How many of the next words were probably meant for something possible here, and for what; 0 and an empty list for none."""
    forms = (*expected, *(WHOLE_FORMS if TERM in expected else ()))
    rest = rest[:LONGEST]
    for length in range(len(rest), 0, -1):
        words = " ".join(rest[:length]).lower().removesuffix(":")
        if meant := [phrase for phrase in forms if words in {phrase, *SYNONYMS.get(phrase, ())}]:
            return length, meant
    phrases = [phrase for phrase in expected if phrase not in PLACEHOLDERS]
    for length in range(len(rest), 0, -1):
        if like := get_close_matches(" ".join(rest[:length]).lower(), phrases, n=1, cutoff=NEAR):
            return length, like
    return 0, []


def _listed(phrases: Iterable[str]) -> str:
    """`'plus', 'less' or 'per'`."""
    *most, last = [phrase if phrase in PLACEHOLDERS else f"'{phrase}'" for phrase in phrases] or [""]
    return f"{', '.join(most)} or {last}" if most else last
