"""The options of `{value}`, each after a comma: how a number is to be shown.

    options = { "," ( "N decimal(s)" | "N significant figure(s)" | "nearest N" | "in thousands|millions|billions"
                    | "as 1 in n" | "as a fraction" | "with interval" | "ordinal" | "no unit" ) }

Each option may be given once. Decimals, significant figures, "nearest" and words exclude each other, and a rank, a count or
"ordinal" is not rounded or scaled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from goldenthread.model.expression_words import SAID_OPTIONS
from goldenthread.model.expressions import SCALES, Display, Expression, Operation, Unresolved
from goldenthread.model.problems import nearest

# the commonest forms of each option, from which the nearest to an unknown one is suggested
OPTIONS = ("0 decimals", "1 decimal", "2 decimals", "2 significant figures", "3 significant figures", "nearest 5", "nearest 10",
           "nearest 100", "nearest 1000", *(f"in {scale}" for scale in SCALES), "as 1 in n", "as a fraction", "with interval",
           "ordinal", "no unit")
"""The commonest forms of each option, to be offered as completions."""
ROUNDING, SCALE = "decimals", "scale"
SAYS = {"figures": ROUNDING, "nearest": ROUNDING, "words": ROUNDING}
"""The aspects that options decide, where several options decide the same one."""
IN_WORDS = ("as 1 in n", "as a fraction")


def with_options(expression: Expression, options: Sequence[str], text: str) -> Expression:
    """An expression with the options that follow it in a text. Raises `Unresolved` for an unknown or contradictory option."""
    if not options:  # as most have none, which is then not copied
        return expression
    changes: dict[str, Any] = {}
    asked: dict[str, str] = {}
    for option in options:
        field, value = _option(option, text)
        says = SAYS.get(field, field)
        if says in asked:
            raise _contradiction(asked[says], option)
        asked[says], changes[field] = option, value
    _check_whole(expression, asked)
    _check_fit(expression, asked)
    return replace(expression, display=Display(**changes))


def _option(option: str, text: str) -> tuple[str, Any]:
    """The field of `Display` that an option sets, and its value. Raises `Unresolved` for an unknown option."""
    if read := _read(option):
        return read
    if option in {"in points", "with %"}:
        raise Unresolved("value.grammar", f"'{option}' in '{text}' is not an option.",
                         f"Write it without a comma: 'rise from … to … {option}' or 'fall from … to … {option}'.")
    raise Unresolved("value.grammar", f"'{option}' in '{text}' is not an option.",
                     "After a comma write '1 decimal', '2 significant figures', 'nearest 100', 'in millions', 'as 1 in n', "
                     f"'as a fraction', 'with interval', 'ordinal' or 'no unit'.{_likeliest(option)}")


def _read(option: str) -> tuple[str, Any] | None:
    if match := re.fullmatch(r"([0-9]) decimals?", option):
        return "decimals", int(match[1])
    if match := re.fullmatch(r"([1-9]) significant figures?", option):
        return "figures", int(match[1])
    # a number rounded to such a step shows by its digits that it was rounded
    if match := re.fullmatch(r"nearest (10+|50*|250*)", option):
        return "nearest", int(match[1])
    if match := re.fullmatch(rf"in ({'|'.join(SCALES)})", option):
        return SCALE, match[1]
    if option in IN_WORDS:
        return "words", option.removeprefix("as ").removeprefix("a ")
    if option in {"no unit", "ordinal", "with interval"}:
        return option.removeprefix("with ").replace(" ", "_"), True
    return None


def _likeliest(option: str) -> str:
    # '10 000' is one number
    joined = re.sub(r"(?<=\d) (?=\d)", "", option.lower())
    for pattern, meant in SAID_OPTIONS:
        if match := re.fullmatch(pattern, joined):
            written = meant.format(*match.groups())
            if _read(written):
                return f" Did you mean '{written.removesuffix('s') if written.startswith('1 ') else written}'?"
    return nearest(option, OPTIONS)


def _check_whole(expression: Expression, asked: Mapping[str, str]) -> None:
    """A rank and a count are whole numbers, which nothing may change."""
    counts = {Operation.RANK: "rank of", Operation.COUNT: "count of"}
    whole = counts.get(expression.operation, asked.get("ordinal", ""))
    for says in (ROUNDING, SCALE) if whole else ():
        if says in asked:
            raise Unresolved("value.options",
                             f"'{whole}' gives a whole {'number' if expression.operation is Operation.COUNT else 'rank'}, which "
                             f"'{asked[says]}' cannot change.", f"Take '{asked[says]}' away.")


def _check_fit(expression: Expression, asked: Mapping[str, str]) -> None:
    """Checks that the options fit the form of the expression; whether they fit the data is checked when these are at hand."""
    left = expression.left
    alone = expression.operation is Operation.AMOUNT and len(left.parts) == 1 and not left.per
    row = alone and not left.parts[0].statistic
    if "ordinal" in asked and not row and expression.operation is not Operation.RANK:
        raise Unresolved("value.options", "'ordinal' is asked of what is worked out, which is no rank.",
                         "Take 'ordinal' away, or ask it of a single value from a table of ranks.")
    if "interval" in asked and not row:
        raise Unresolved("value.options", "'with interval' is asked of what is worked out, and only a row has an interval.",
                         "Take it away, or give each value with its own interval.")
    # a share in words has neither a scale nor a unit, and neither an ordinal nor words can have an interval
    in_words = asked.get(ROUNDING) in IN_WORDS
    for one, others in (((ROUNDING, (SCALE, "no_unit", "interval")),) if in_words else ()) + (("ordinal", ("interval",)),):
        if other := next((says for says in others if one in asked and says in asked), ""):
            raise _contradiction(asked[one], asked[other])


def _contradiction(one: str, other: str) -> Unresolved:
    if one == other:
        return Unresolved("value.options", f"'{one}' is asked for twice.", "Write it once.")
    return Unresolved("value.options", f"'{one}' and '{other}' contradict each other.", "Keep one of the two.")
