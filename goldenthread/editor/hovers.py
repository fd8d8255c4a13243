"""What an editor shows of a thing when one points at it, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.book import LoadedBook
from goldenthread.editor.link_targets import place_led_to
from goldenthread.editor.names import Named
from goldenthread.editor.problem_spans import LocatedProblem
from goldenthread.model import Item, Register, Unresolved, number_of, period_in_words, resolve
from goldenthread.rules import catalogue

MOST_ROWS = 12


def hover_text(book: LoadedBook, named: Named) -> str:
    """What is known of a thing; for a number that cannot be had, why not and what to write."""
    register = book.register
    match named.kind:
        case "value":
            return _of_value(register, named.name)
        case "item":
            return _of_item(register, register.items[named.name])
        case "dataset":
            dataset = register.datasets[named.name]
            rows = f"{number_of(len(dataset.observations), 'row')}, in {dataset.unit}" if dataset.unit else "no unit"
            return _lines(f"**{dataset.title}**", dataset.measure, rows, f"{dataset.publisher}, {dataset.released}",
                          *(f"Caution: {caution}" for caution in dataset.cautions))
        case "reference":
            entry = register.references[named.name]
            return _lines(f"**{entry.title}**", f"{entry.publisher}, {entry.year or 'undated'}", entry.url, entry.note)
        case "area":
            area = register.areas[named.name]
            return _lines(f"**{area.name}**", f"{area.kind}, {area.code}")
        case "page":
            return _lines(f"**{register.titles.get(named.name.removesuffix('.md'), '')}**", named.name)
        case "heading" | "label" | "term":
            place = place_led_to(book, named.kind, named.name)
            return _lines(f"**{named.name.rpartition('#')[2]}**", "{}:{}".format(*place)) if place else ""
    return ""


def rules_behind(problems: Iterable[LocatedProblem], line: int, column: int) -> str:
    """The rule behind each problem at a place, in its one sentence."""
    codes = dict.fromkeys(one.problem.code for one in problems if one.span.holds(line, column))
    sentences = catalogue() if codes else {}
    return _lines(*(f"Rule `{code}`: {sentences[code]}" for code in codes if code in sentences))


def _of_value(register: Register, expression: str) -> str:
    try:
        value = resolve(expression, register.datasets)
    except Unresolved as fault:
        return _lines(fault.what, fault.fix)
    datasets = [register.datasets[key] for key in value.datasets]
    rows = []
    for row in value.observations[:MOST_ROWS]:
        area = register.areas[row.area].name if row.area in register.areas else row.area
        rows.append(f"- {', '.join((area, period_in_words(row.period), *row.dimensions))}: {row.value}")
    left = len(value.observations) - MOST_ROWS
    more = [f"- and {number_of(left, 'more row')}"] if left > 0 else []
    units = ", ".join(dict.fromkeys(dataset.unit for dataset in datasets if dataset.unit))
    cautions = dict.fromkeys(caution for dataset in datasets for caution in dataset.cautions)
    return _lines(f"**{value.text}**", "\n".join([*rows, *more]), f"Unit of the table: {units}" if units else "",
                  *(f"{dataset.title}. {dataset.publisher}" for dataset in datasets), *(f"Caution: {one}" for one in cautions))


def _of_item(register: Register, item: Item) -> str:
    confidence = f"Confidence: {item.text('confidence')}" if item.text("confidence") else ""
    return _lines(f"**{item.title}**", item.body, confidence, uses_in_words(register, item), str(item.place))


def uses_in_words(register: Register, item: Item) -> str:
    """`rests on 4, supports 2`: by how many links an item hangs together with others; empty for none."""
    return ", ".join(_uses(register, item))


FORWARD = {"rests_on": "rests on", "delivers": "delivers", "tracks": "tracks", "explains": "explains",
           "works": "names for whether it works", "revises": "revises", "replaces": "replaces", "about": "is about"}
BACKWARD = {"rests_on": "supports", "delivers": "is delivered by", "tracks": "is measured by", "explains": "is explained by",
            "revises": "is revised by", "about": "has responses:", "lacks": "is lacking in", "works": "bears on"}


def _uses(register: Register, item: Item) -> Iterator[str]:
    for field, words in FORWARD.items():
        if targets := item.links.get(field):
            yield f"{words} {len(targets)}"
    for field, words in BACKWARD.items():
        if sources := register.ids_linking_to(item.id, field):
            yield f"{words} {len(sources)}"
    citing = {register.items[other].edition for other in register.ids_linking_to(item.id, "rests_on")} - {""}
    if len(citing) == 1:
        yield f"cited in {next(iter(citing))}"
    elif citing:
        yield "cited in both editions" if len(citing) == 2 else f"cited in {len(citing)} editions"


def _lines(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
