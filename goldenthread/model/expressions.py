"""The grammar of `{value}`: what an author writes in a sentence becomes a small tree, without looking at any data.

    expression = sum [ "as % of" sum | "as multiple of" sum ]
               | ("rise" | "fall") "from" sum "to" sum
               | "rank of" term "among" kind [ "from lowest" ]
    sum        = term { ("plus" | "less") term }
    term       = dataset ":" area ":" period { ":" dimension }
    options    = "," ( "N decimal(s)" | "nearest N" | "in thousands|millions|billions" | "ordinal" | "no unit" )
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.model.problems import FaultInText

SCALES = {"thousands": 3, "millions": 6, "billions": 9}


class Unresolved(FaultInText):
    """An expression that has no value: it cannot be read, or the data do not have what it asks for."""


@dataclass(frozen=True, slots=True)
class Term:
    """One observation: dataset, area, period and the slugs of the dimensions."""

    dataset: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        return ":".join((self.dataset, *self.key))


@dataclass(frozen=True, slots=True)
class Expression:
    """`how` is `sum`, `percent`, `multiple`, `rise`, `fall` or `rank`; each side is a sum of signed terms."""

    how: str
    left: tuple[tuple[int, Term], ...]
    right: tuple[tuple[int, Term], ...] = ()
    among: str = ""
    lowest_first: bool = False
    decimals: int | None = None
    nearest: int = 0
    scale: str = ""
    no_unit: bool = False
    ordinal: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every observation that the expression names, in the order written."""
        return tuple(term for _sign, term in self.left + self.right)


def parse_expression(text: str) -> Expression:
    """The tree of an expression. Raises `Unresolved` with what cannot be read and an example of what can."""
    # a paragraph may break its lines within an expression, and indent them
    text = " ".join(text.split())
    body, *options = (part.strip() for part in text.split(","))
    return _with_options(_body(body), options, text)


def _body(body: str) -> Expression:
    if " " not in body:  # most are a single value
        return Expression("sum", ((1, _term(body)),))
    if found := re.fullmatch(r"rank of (\S+) among ([\w-]+?)s?( from lowest)?", body):
        return Expression("rank", ((1, _term(found[1])),), among=found[2], lowest_first=bool(found[3]))
    if found := re.match(r"(rise|fall) from (.+?) to (.+)", body):
        return Expression(found[1], _sum(found[2]), _sum(found[3]))
    for words, how in ((" as % of ", "percent"), (" as multiple of ", "multiple")):
        left, middle, right = body.partition(words)
        if middle:
            return Expression(how, _sum(left), _sum(right))
    return Expression("sum", _sum(body))


def _sum(text: str) -> tuple[tuple[int, Term], ...]:
    first, *rest = re.split(r" (plus|less) ", text)
    signed = zip(rest[::2], rest[1::2], strict=True)
    return (1, _term(first)), *((1 if word == "plus" else -1, _term(term)) for word, term in signed)


def _term(text: str) -> Term:
    parts = text.split(":")
    if len(parts) < 3 or not all(parts) or any(" " in part for part in parts):
        raise Unresolved("value.grammar", f"'{text}' is not a value.",
                         "Write dataset:area:period, and further dimensions after colons, as in 'co2-2017:derby:2017:transport'.")
    return Term(parts[0], tuple(parts[1:]))


def _with_options(expression: Expression, options: list[str], text: str) -> Expression:
    if not options:
        return expression
    changes: dict[str, object] = {}
    for option in options:
        if found := re.fullmatch(r"(\d) decimals?", option):
            changes["decimals"] = int(found[1])
        elif found := re.fullmatch(r"nearest (10+)", option):
            changes["nearest"] = int(found[1])
        elif found := re.fullmatch(r"in (thousands|millions|billions)", option):
            changes["scale"] = found[1]
        elif option in {"no unit", "ordinal"}:
            changes[option.replace(" ", "_")] = True
        else:
            raise Unresolved("value.grammar", f"'{option}' in '{text}' is not an option.",
                             "After a comma write '1 decimal', 'nearest 100', 'in millions', 'ordinal' or 'no unit'.")
    kept = {name: getattr(expression, name) for name in ("how", "left", "right", "among", "lowest_first")}
    return Expression(**{**kept, **changes})
