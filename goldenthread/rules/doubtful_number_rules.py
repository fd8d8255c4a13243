"""Rules about numbers that can be calculated but may not be what is meant: they raise questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.model import (
    MeasuredPart,
    MeasuredQuantity,
    Operation,
    Place,
    Problem,
    Unresolved,
    WorkedOut,
    format_value,
    is_countable,
    work_out,
)
from goldenthread.rules.context import Context, rule

SIGNS = {"gbp": "£", "pound": "£", "pounds": "£", "sterling": "£", "eur": "€", "euro": "€", "euros": "€", "usd": "$",
         "dollars": "$"}
SCALES = {"m": "million", "mn": "million", "mln": "million", "mio": "million", "bn": "billion", "k": "thousand",
          "000": "thousand", "000s": "thousand", "thousands": "thousand", "millions": "million", "billions": "billion"}
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
UNIT_FORMS = (
    (re.compile(r"(?:no )?units?|ratio|index|rank|score|number|count|rate|value|none|n/?a|-", re.IGNORECASE), ""),
    (re.compile(r"pp|ppts?|p\.p\.|% ?points?|percentage point", re.IGNORECASE), "percentage points"),
    (re.compile(rf"(?P<sign>[£€$]) ?'?(?P<scale>{_SCALE})(?P<rest> .+)?", re.IGNORECASE), "{sign} {scale}{rest}"),
    (re.compile(rf"(?P<sign>{'|'.join(SIGNS)})(?: ?'?(?P<scale>{_SCALE}|thousand|million|billion))?(?P<rest> per .+)?",
                re.IGNORECASE), "{sign} {scale}{rest}"),
    (re.compile(r"(?P<scale>thousands|millions|billions)(?: of)?(?P<rest> .+)?", re.IGNORECASE), "{scale}{rest}"),
    (re.compile(rf"(?P<rest>[^()]+?) \((?:in )?'?(?P<scale>{_SCALE})\)", re.IGNORECASE), "{scale} {rest}"),
)
"""Units as some cards write them, with the form that is printed and calculated with correctly."""


@rule("value.below-zero")
def share_is_of_something(context: Context) -> Iterator[Problem]:
    """A share or a multiple is of a number above zero: one of a loss has the wrong sign, or says the opposite."""
    below = {name for name, table in context.register.datasets.items() if any(row.value < 0 for row in table.observations)}
    for place, text, item in context.expressions if below else ():
        worked = _worked_out(context, text, below)
        if not worked or worked.expression.operation not in {Operation.PERCENT, Operation.MULTIPLE}:
            continue
        if worked.right and worked.right.number < 0:
            yield Problem(place, "value.below-zero",
                          f"{_shown(worked.right)} is below zero, and a share or a multiple of it misleads.",
                          "Give both numbers, or by how much they differ.", item, True)


@rule("value.added-up")
def shares_are_of_one_area_and_time(context: Context) -> Iterator[Problem]:
    """Shares, rates and ranks that are added up are of one area and one time, or the shares are of one whole."""
    apart = {name for name, table in context.register.datasets.items() if not is_countable(table.unit)}
    for place, text, item in context.expressions if apart else ():
        worked = _worked_out(context, text, apart) if " plus " in text else None
        for parts in _sums(worked) if worked else ():
            added = [part for part in parts if part.part.sign > 0 and not part.part.statistic]
            keys = dict.fromkeys((term.key[0], term.key[1]) for part in added for term in part.rows)
            if len(keys) > 1 and not is_countable(added[0].dataset.unit) and not _of_one_whole(added):
                what = f"values in '{unit}'" if (unit := added[0].dataset.unit) else "ranks or plain numbers"
                yield Problem(place, "value.added-up",
                              f"'plus' adds up {what} of {' and '.join(':'.join(key) for key in keys)}, which do not add up.",
                              "Write 'mean of … among …', or add up what they are shares or rates of.", item, True)


@rule("data.unit-form")
def unit_can_be_reckoned_with(context: Context) -> Iterator[Problem]:
    """A card writes a unit as it is to be printed, with its scale as a word: £ million, thousand people, nothing for an index."""
    for dataset in context.register.datasets.values():
        for pattern, form in UNIT_FORMS:
            if match := pattern.fullmatch(dataset.unit):
                yield Problem(Place(file=dataset.place.file.removesuffix(".csv") + ".toml", line=1), "data.unit-form",
                              f"The unit '{dataset.unit}' would be printed behind each number as it stands.",
                              f'Write unit = "{_written(form, match)}".', dataset.id, True)
                break


def _written(form: str, match: re.Match[str]) -> str:
    parts = {name: part or "" for name, part in match.groupdict().items()}
    parts["sign"] = SIGNS.get(sign := parts.get("sign", "").lower(), sign)
    parts["scale"] = SCALES.get(scale := parts.get("scale", "").lower(), scale)
    return " ".join(form.format(**parts).split())


def _worked_out(context: Context, text: str, datasets: set[str]) -> WorkedOut | None:
    """The result of an expression that rests on one of these tables; None for any other, and for one without a value."""
    behind = context.datasets_behind[text]
    if isinstance(behind, Unresolved) or datasets.isdisjoint(behind):
        return None
    return work_out(text, context.register.datasets)


def _sums(worked: WorkedOut) -> Iterator[Sequence[MeasuredPart]]:
    for side in (worked.left, worked.right):
        if side:
            yield from (parts for parts in (side.parts, side.per) if len(parts) > 1)


def _of_one_whole(parts: Sequence[MeasuredPart]) -> bool:
    """Whether percentages may be shares of one whole, such as all emissions: those of all such areas add up to at most 100."""
    if parts[0].dataset.unit != "%":
        return False
    for part in parts:
        (own,) = part.rows.values()
        rows = (row for row in part.dataset.observations if (row.period, row.dimensions) == (own.period, own.dimensions)
                and part.dataset.areas[row.area].kind == part.kind)
        if sum(row.value for row in rows) > 100:
            return False
    return len({term.key[1] for part in parts for term in part.rows}) == 1


def _shown(side: MeasuredQuantity) -> str:
    return format_value(side.decimal, side.unit, side.decimals).replace("\N{NO-BREAK SPACE}", " ")
