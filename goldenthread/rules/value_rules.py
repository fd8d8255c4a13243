"""Rules about numbers: every one in a sentence comes from a dataset's row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.model import Evidence, Item, Place, Priority, Problem, Unresolved
from goldenthread.rules.context import Context, rule

# a number that carries a unit: a currency sign before it, or per cent or a word of quantity after it
BY_HAND = re.compile(
    r"[£€$]\s?\d[\d,.]*|\b\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b|percentage points?\b|(?:million|billion|thousand)\b|"
    r"(?:people|residents|jobs|homes|households|vehicles|tonnes|kilotonnes|gigawatt-hours|hectares|years of age)\b)"
)
# a paragraph that cites a publication may quote its numbers; a role's or link's own text is no prose
CITES = re.compile(r"\{cite(?::\w+)?\}`")
NOT_PROSE = re.compile(r"\{[\w:-]+\}(`+).*?\1|`[^`]*`|\]\([^)]*\)", re.DOTALL)


def _unresolved(context: Context, code: str) -> Iterator[Problem]:
    for place, text, item in context.expressions:
        fault = context.datasets_behind[text]
        if isinstance(fault, Unresolved) and fault.code == code:
            yield fault.at(place, item)


@rule("value.grammar")
def value_can_be_read(context: Context) -> Iterator[Problem]:
    """A value is written as dataset:area:period, alone or compared as the guide shows."""
    return _unresolved(context, "value.grammar")


@rule("value.unknown")
def value_has_a_row(context: Context) -> Iterator[Problem]:
    """A value names a dataset that exists and a row that it has."""
    return _unresolved(context, "value.unknown")


@rule("value.unit")
def values_share_a_unit(context: Context) -> Iterator[Problem]:
    """Values that are added, compared or set in proportion are of one unit."""
    return _unresolved(context, "value.unit")


@rule("value.direction")
def words_agree_with_the_data(context: Context) -> Iterator[Problem]:
    """A value written as a rise rises in the data, and one written as a fall falls."""
    return _unresolved(context, "value.direction")


@rule("value.rank")
def value_is_ranked_among_its_kind(context: Context) -> Iterator[Problem]:
    """A value is ranked among areas of its own kind."""
    return _unresolved(context, "value.rank")


@rule("value.zero")
def value_is_not_divided_by_zero(context: Context) -> Iterator[Problem]:
    """A value is not set in proportion to zero."""
    return _unresolved(context, "value.zero")


@rule("value.undeclared")
def evidence_names_the_datasets_it_uses(context: Context) -> Iterator[Problem]:
    """A finding names every dataset whose values stand in its text."""
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


@rule("value.by-hand")
def number_comes_from_a_dataset(context: Context) -> Iterator[Problem]:
    """A number with a unit in a priority, or in a finding that has a dataset, comes through {value} or cites its publication."""
    for item in context.register.items.values():
        # most bodies hold no such number at all, which is soon seen
        if BY_HAND.search(item.body) and (isinstance(item, Priority) or (isinstance(item, Evidence) and item.datasets)):
            yield from _by_hand(item)


def _by_hand(item: Item) -> Iterator[Problem]:
    line = item.body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", item.body):
        if not CITES.search(paragraph):
            prose = NOT_PROSE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), paragraph)
            for match in BY_HAND.finditer(prose):
                place = Place(file=item.place.file, line=line + prose.count("\n", 0, match.start()))
                yield Problem(place, "value.by-hand", f"The number '{match.group().strip()}' is typed by hand.",
                              "Take it from its table with {value}`…`, or cite the publication in the same paragraph.",
                              item.id, True)
        line += paragraph.count("\n")
