"""Rules about numbers: every one in a sentence comes from a dataset's row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.model import Evidence, Item, Measure, Place, Priority, Problem, Unresolved, datasets_of
from goldenthread.rules.registry import Book, rule

# a number that carries a unit: a currency sign before it, or per cent or a word of quantity after it
BY_HAND = re.compile(
    r"[£€$]\s?\d[\d,.]*|\b\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b|percentage points?\b|(?:million|billion|thousand)\b|"
    r"(?:people|residents|jobs|homes|households|vehicles|tonnes|kilotonnes|gigawatt-hours|hectares|years of age)\b)"
)
# a paragraph that cites a publication may quote its numbers; a role's or link's own text is no prose
CITES = re.compile(r"\{cite(?::\w+)?\}`")
NOT_PROSE = re.compile(r"\{[\w:-]+\}(`+).*?\1|`[^`]*`|\]\([^)]*\)", re.DOTALL)


def _stated(book: Book) -> Iterator[tuple[Place, str, str]]:
    """Every expression with its place and the item it stands in."""
    for mention in book.register.mentions:
        if mention.kind == "value":
            yield mention.place, mention.text, mention.item
    for item in book.register.items.values():
        if isinstance(item, Measure) and item.text("baseline"):
            yield item.at("baseline"), item.text("baseline"), item.id


def _datasets(book: Book, text: str) -> tuple[str, ...] | Unresolved:
    if text not in book.values:
        try:
            book.values[text] = datasets_of(text, book.register.datasets)
        except Unresolved as fault:
            book.values[text] = fault
    return book.values[text]


def _faults(book: Book, *codes: str) -> Iterator[Problem]:
    if not book.unresolved:
        book.unresolved.append([(place, found, item) for place, text, item in _stated(book)
                                if isinstance(found := _datasets(book, text), Unresolved)])
    for place, found, item in book.unresolved[0]:
        if found.code in codes:
            yield found.at(place, item)


@rule("value.grammar")
def value_can_be_read(book: Book) -> Iterator[Problem]:
    """A value is written as dataset:area:period, alone or compared as the guide shows."""
    return _faults(book, "value.grammar")


@rule("value.unknown")
def value_has_a_row(book: Book) -> Iterator[Problem]:
    """A value names a dataset that exists and a row that it has."""
    return _faults(book, "value.unknown")


@rule("value.unit")
def values_share_a_unit(book: Book) -> Iterator[Problem]:
    """Values that are added, compared or set in proportion are of one unit."""
    return _faults(book, "value.unit")


@rule("value.direction")
def words_agree_with_the_data(book: Book) -> Iterator[Problem]:
    """A value written as a rise rises in the data, and one written as a fall falls."""
    return _faults(book, "value.direction")


@rule("value.rank")
def value_is_ranked_among_its_kind(book: Book) -> Iterator[Problem]:
    """A value is ranked among areas of its own kind."""
    return _faults(book, "value.rank")


@rule("value.zero")
def value_is_not_divided_by_zero(book: Book) -> Iterator[Problem]:
    """A value is not set in proportion to zero."""
    return _faults(book, "value.zero")


@rule("value.undeclared")
def evidence_names_the_datasets_it_uses(book: Book) -> Iterator[Problem]:
    """A finding names every dataset whose values stand in its text."""
    for mention in book.register.mentions:
        evidence = book.register.items.get(mention.item)
        if mention.kind != "value" or not isinstance(evidence, Evidence):
            continue
        found = _datasets(book, mention.text)
        for name in () if isinstance(found, Unresolved) else found:
            if name not in evidence.datasets:
                yield Problem(mention.place, "value.undeclared",
                              f"{evidence.id} uses a value of '{name}' but does not name that dataset.",
                              f"Add it: ':datasets: {', '.join((*evidence.datasets, name))}'.", evidence.id)


@rule("value.by-hand")
def number_comes_from_a_dataset(book: Book) -> Iterator[Problem]:
    """A number with a unit in a priority, or in a finding that has a dataset, comes through {value} or cites its publication."""
    for item in book.register.items.values():
        # most bodies hold no such number at all, which is soon seen
        if BY_HAND.search(item.body) and (isinstance(item, Priority) or (isinstance(item, Evidence) and item.datasets)):
            yield from _by_hand(item)


def _by_hand(item: Item) -> Iterator[Problem]:
    line = item.body_line
    for paragraph in re.split(r"(\n[ \t]*\n)", item.body):
        if not CITES.search(paragraph):
            prose = NOT_PROSE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), paragraph)
            for found in BY_HAND.finditer(prose):
                place = Place(file=item.place.file, line=line + prose.count("\n", 0, found.start()))
                yield Problem(place, "value.by-hand", f"The number '{found.group().strip()}' is typed by hand.",
                              "Take it from its table with {value}`…`, or cite the publication in the same paragraph.",
                              item.id, True)
        line += paragraph.count("\n")
