"""The grammar of `{value}`: what an author writes becomes a small tree, without looking at any data.

    expression = sum [ "as % of" sum | "as multiple of" sum ]
               | ("rise" | "fall") "from" sum "to" sum [ "in points" ]
               | "rank of" term "among" kind [ "from lowest" ]
    sum        = term { ("plus" | "less") term }
    term       = dataset ":" area ":" period { ":" dimension }
    options    = "," ( "N decimal(s)" | "nearest N" | "in thousands|millions|billions" | "ordinal" | "no unit" )

Each option stands once, decimals and "nearest" exclude each other, and a rank or "ordinal" is not rounded or scaled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from goldenthread.model.problems import FaultInText, nearest

SCALES = {"thousands": 3, "millions": 6, "billions": 9}
"""The words for scales, with their powers of ten."""
# the commonest forms of each option, for the nearest match to one that cannot be read
OPTIONS = ("0 decimals", "1 decimal", "2 decimals", "nearest 10", "nearest 100", "nearest 1000",
           *(f"in {scale}" for scale in SCALES), "ordinal", "no unit")


class Unresolved(FaultInText):
    """An expression that has no value: it cannot be read, or the data do not have what it asks for."""


class Operation(Enum):
    """What is worked out from the two sides of an expression."""

    SUM = "sum"
    """The left side as it is; there is no right one."""
    PERCENT = "percent"
    """Left as a percentage of right."""
    MULTIPLE = "multiple"
    """How many times right goes into left."""
    RISE = "rise"
    """By how much right is above left: in per cent, or in points."""
    FALL = "fall"
    """By how much right is below left: in per cent, or in points."""
    RANK = "rank"
    """The place of the one term on the left among its peers, counted from 1."""


@dataclass(frozen=True, slots=True)
class Term:
    """One observation: the id of a dataset, and the `key` of its row: area, period and the slugs of the dimensions."""

    dataset: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        return ":".join((self.dataset, *self.key))


@dataclass(frozen=True, slots=True)
class Expression:
    """What is worked out, from what, and how it is to be shown.

    Each side is a sum of terms with their signs, 1 or -1. `among` is the kind of area that a rank is taken among, the highest
    value first unless `lowest_first`. `in_points` makes a rise or fall a plain difference. `decimals` is None where those of the
    dataset are shown; `nearest` is a power of ten, counted in the dataset's unit, or 0 for no rounding; `scale` is a key of
    `SCALES`, or empty.
    """

    operation: Operation
    left: tuple[tuple[int, Term], ...]
    right: tuple[tuple[int, Term], ...] = ()
    among: str = ""
    lowest_first: bool = False
    in_points: bool = False
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
    """The tree of an expression. Raises `Unresolved` with what cannot be read or contradicts itself, and a form that can."""
    # a paragraph may break its lines within an expression, and indent them
    text = " ".join(text.split())
    body, *options = (part.strip() for part in text.split(","))
    return _with_options(_body(body), options, text)


def _body(body: str) -> Expression:
    if " " not in body:  # most are a single value
        return Expression(Operation.SUM, ((1, _term(body)),))
    # the kind may be given in the plural: 'among districts'
    if rank := re.fullmatch(r"rank of (\S+) among ([\w-]+?)s?( from lowest)?", body):
        return Expression(Operation.RANK, ((1, _term(rank[1])),), among=rank[2], lowest_first=bool(rank[3]))
    if change := re.fullmatch(r"(rise|fall) from (.+?) to (.+?)( in points)?", body):
        return Expression(Operation(change[1]), _sum(change[2]), _sum(change[3]), in_points=bool(change[4]))
    # looked for before 'plus' and 'less', which bind more closely
    for words, operation in ((" as % of ", Operation.PERCENT), (" as multiple of ", Operation.MULTIPLE)):
        left, middle, right = body.partition(words)
        if middle:
            return Expression(operation, _sum(left), _sum(right))
    return Expression(Operation.SUM, _sum(body))


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
    changes: dict[str, Any] = {}
    asked: dict[str, str] = {}
    for option in options:
        field, value = _option(option, text)
        # decimals and 'nearest' both say how far a value is rounded
        says = "rounding" if field in {"decimals", "nearest"} else field
        if says in asked:
            raise _contradiction(asked[says], option)
        asked[says], changes[field] = option, value
    if whole := _says_rank(expression, asked):
        for says in asked:
            if says in {"rounding", "scale"}:
                raise Unresolved("value.options", f"'{whole}' gives a whole rank, which '{asked[says]}' cannot change.",
                                 f"Take '{asked[says]}' away.")
    if "ordinal" in asked and (expression.operation not in {Operation.SUM, Operation.RANK} or len(expression.left) > 1):
        raise Unresolved("value.options", "'ordinal' is asked of what is worked out, which is no rank.",
                         "Take 'ordinal' away, or ask it of a single value from a table of ranks.")
    return replace(expression, **changes)


def _option(option: str, text: str) -> tuple[str, Any]:
    """The field of an expression that an option sets, and to what."""
    if match := re.fullmatch(r"(\d) decimals?", option):
        return "decimals", int(match[1])
    if match := re.fullmatch(r"nearest (10+)", option):
        return "nearest", int(match[1])
    if match := re.fullmatch(rf"in ({'|'.join(SCALES)})", option):
        return "scale", match[1]
    if option in {"no unit", "ordinal"}:
        return option.replace(" ", "_"), True
    if option == "in points":
        raise Unresolved("value.grammar", f"'in points' in '{text}' is not an option.",
                         "Write it without a comma: 'rise from … to … in points' or 'fall from … to … in points'.")
    raise Unresolved("value.grammar", f"'{option}' in '{text}' is not an option.",
                     "After a comma write '1 decimal', 'nearest 100', 'in millions', 'ordinal' or 'no unit'."
                     f"{nearest(option, OPTIONS)}")


def _says_rank(expression: Expression, asked: Mapping[str, str]) -> str:
    return "rank of" if expression.operation is Operation.RANK else asked.get("ordinal", "")


def _contradiction(one: str, other: str) -> Unresolved:
    if one == other:
        return Unresolved("value.options", f"'{one}' is asked for twice.", "Write it once.")
    return Unresolved("value.options", f"'{one}' and '{other}' contradict each other.", "Keep one of the two.")
