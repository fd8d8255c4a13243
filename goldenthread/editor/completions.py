"""What may be written at a place, with what it means or comes to beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.analysis import GROUPINGS
from goldenthread.book import ABOUT_NOTHING, DIRECTIVES, PICTURES, ROLES, VIEWS, LoadedBook
from goldenthread.charts import CHART_KINDS
from goldenthread.charts import OPTIONS as CHART_OPTIONS
from goldenthread.editor.cursor import Cursor, Writing
from goldenthread.editor.link_targets import (
    KINDS_OF_ROLES,
    address_of_place,
    anchors_of,
    names_of,
    pages_beside,
    pictures_beside,
    terms_of,
)
from goldenthread.editor.written_forms import shown_value
from goldenthread.model import Dataset, Item, Register, continuations, slug

ITEM_KEYS = {"item", "about", "because", "items", "id"}
# options whose words are often those of another item
SAID_BEFORE = {"lead", "geography", "comparator", "respondent", "period"}
MOST_VALUES = 400
"""For how many rows of a list the number is worked out."""
MOST_OFFERED = 500
"""How many things a list offers at most; an editor takes a second to take in ten thousand."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be written: `text` in place of the last `replaces` characters before the place.

    `beside` is what it comes to or means in a few words, `more` what an editor shows of it at length.
    """

    text: str
    beside: str = ""
    replaces: int = 0
    more: str = ""
    kind: str = "word"


def completions(book: LoadedBook, root: Path, file: str, cursor: Cursor) -> list[Completion]:
    """Everything that may be written at a place of a file of the book at `root`, the likeliest first."""
    if (cursor.writing is Writing.ROLE and cursor.name == "value") or cursor.name == "baseline":
        return list(_values(book.register, cursor.typed))
    begun = _begun(cursor)
    offers = _likeliest(list(_offers(book, root, file, cursor)), begun)
    return [Completion(one.text, one.beside, len(begun), one.more, one.kind) for one in offers]


def _likeliest(offers: list[Completion], begun: str) -> list[Completion]:
    """What is offered of a long list: what begins with what is typed comes first, then what holds it, then what means it.

    An editor asks again with each key, so nothing of a long list is out of reach.
    """
    if len(offers) <= MOST_OFFERED:
        return offers
    typed = begun.lower()
    begins, holds, means = list[Completion](), list[Completion](), list[Completion]()
    for one in offers:
        text = one.text.lower()
        if text.startswith(typed):
            begins.append(one)
        elif typed in text:
            holds.append(one)
        elif typed in one.beside.lower():
            means.append(one)
    return [*begins, *holds, *means][:MOST_OFFERED]


def _begun(cursor: Cursor) -> str:
    """What of the text before the place a completion takes the place of."""
    if cursor.writing is Writing.ARGUMENT:
        return cursor.typed
    if cursor.writing is Writing.ROLE and cursor.name in KINDS_OF_ROLES:  # a term may be of several words
        return cursor.typed.rpartition("<")[2].lstrip()
    found = re.search(r"[^\s,;<=]*\Z", cursor.typed)
    return found[0] if found else ""


def _values(register: Register, typed: str) -> Iterator[Completion]:
    kinds = dict.fromkeys(area.kind for area in register.areas.values())
    next_ones = continuations(typed, register.datasets, kinds)
    before = typed[: next_ones.start]
    for number, text in enumerate(next_ones.texts):
        value = shown_value(before + text.removesuffix(":"), register.datasets) if number < MOST_VALUES else ""
        dataset = register.datasets.get(text.rstrip(":"))
        beside = value or (dataset.title if dataset else "") or _area_name(register, text)
        more = f"{dataset.measure}, {dataset.unit}. {dataset.publisher}, {dataset.released}" if dataset else ""
        yield Completion(text, beside, len(typed) - next_ones.start, more, "value")


def _area_name(register: Register, text: str) -> str:
    parts = text.strip(":").split(":")
    area = register.areas.get(parts[1]) if len(parts) == 2 else None
    return area.name if area else ""


def _offers(book: LoadedBook, root: Path, file: str, cursor: Cursor) -> Iterable[Completion]:
    register = book.register
    match cursor.writing:
        case Writing.ROLE:
            return _in_role(book, cursor.name)
        case Writing.ROLE_NAME:
            return [Completion(role, kind="role") for role in sorted(ROLES)]
        case Writing.DIRECTIVE_NAME:
            labels = {name: kind.label for name, kind in book.vocabulary.kinds.items()}
            return [Completion(name, labels.get(name, ""), kind="directive")
                    for name in sorted(dict.fromkeys((*DIRECTIVES, *labels)), key=lambda name: name not in labels)]
        case Writing.ARGUMENT:
            return _arguments(book, root, file, cursor.name)
        case Writing.OPTION_NAME:
            return _option_names(book, cursor.directive)
        case Writing.OPTION:
            return _option_values(book, cursor)
        case Writing.CONTENTS:
            return _pages_below(register, file)
        case Writing.LINK:
            return _addresses(book, root, file, cursor)
        case Writing.TOML:
            return _in_settings(register, cursor.name)
    return []


def _items(items: Iterable[Item]) -> Iterator[Completion]:
    return (Completion(item.id, f"{item.kind}: {item.title}", more=item.body, kind="item") for item in items if item.id)


def _datasets(register: Register) -> Iterator[Completion]:
    return (Completion(key, dataset.title, more=dataset.measure, kind="dataset") for key, dataset in register.datasets.items())


def _references(register: Register) -> Iterator[Completion]:
    return (Completion(key, entry.title, more=f"{entry.publisher}, {entry.year or 'undated'}", kind="reference")
            for key, entry in register.references.items())


def _editions(register: Register) -> list[Completion]:
    return [Completion(key, edition.title) for key, edition in register.editions.items()]


def _pages_below(register: Register, file: str) -> Iterator[Completion]:
    folder = file.rpartition("/")[0]
    for page, title in register.titles.items():
        if f"{page}.md" != file and (not folder or page.startswith(f"{folder}/")):
            yield Completion(page.removeprefix(f"{folder}/"), title, kind="file")


def _targets(found: Iterable[tuple[str, str]], kind: str) -> list[Completion]:
    return [Completion(text, beside, kind=kind) for text, beside in found]


def _addresses(book: LoadedBook, root: Path, file: str, cursor: Cursor) -> list[Completion]:
    """The addresses of pages and headings for a link, or of pictures for one that shows a picture."""
    if cursor.name == "picture":
        return _targets(pictures_beside(root, file), "file")
    path, opened, _anchor = cursor.typed.partition("#")
    page = address_of_place(file, f"{path}#").partition("#")[0]
    own = ((f"{path}#{anchor}", words) for anchor, words in anchors_of(book, page))
    if opened:
        return _targets(own, "heading")
    return [*_targets(pages_beside(book, file), "file"), *(_targets(own, "heading") if not path else ())]


def _arguments(book: LoadedBook, root: Path, file: str, directive: str) -> Iterable[Completion]:
    """What may stand behind the name of a directive: a table, a picture, or what a view is about."""
    register = book.register
    if directive == "chart":
        return _datasets(register)
    if directive in PICTURES:
        return _targets(pictures_beside(root, file), "file")
    if directive == "chapter-sources":
        return _targets(register.titles.items(), "file")
    if directive == "response-table":
        return [Completion(word) for word in GROUPINGS]
    if directive in VIEWS and directive not in ABOUT_NOTHING:
        return [*_editions(register), *(_items(register.items.values()) if directive == "thread-picture" else ())]
    return []


def _in_role(book: LoadedBook, role: str) -> Iterable[Completion]:
    register = book.register
    if role in {"need", "need_part"}:
        return _items(register.items.values())
    if role.startswith("cite"):
        return _references(register)
    if role == "doc":
        return _targets(((f"/{page}", title) for page, title in register.titles.items()), "file")
    if role == "term":
        return _targets(terms_of(book), "term")
    return _targets(names_of(book, role == "numref"), "heading") if role in KINDS_OF_ROLES else []


def _option_names(book: LoadedBook, directive: str) -> Iterator[Completion]:
    if kind := book.vocabulary.kinds.get(directive):
        for name in ("id", *sorted((kind.options | set(kind.links)) - {"id"})):
            words = book.vocabulary.links.get(name)
            beside = words.outgoing if words and name in kind.links else ", ".join(kind.choices.get(name, ()))
            yield Completion(f"{name}: ", beside, kind="option")
    else:
        for name in CHART_OPTIONS if directive == "chart" else sorted(DIRECTIVES.get(directive) or ()):
            yield Completion(f"{name}: ", kind="option")


def _option_values(book: LoadedBook, cursor: Cursor) -> Iterable[Completion]:
    register, kind, name = book.register, book.vocabulary.kinds.get(cursor.directive), cursor.name
    if cursor.directive == "chart" and (dataset := register.datasets.get(cursor.argument.strip())):
        return _chart_values(dataset, name)
    if kind is None:
        return []
    if name in kind.links:
        return _items(item for item in register.items.values() if not kind.links[name] or item.kind in kind.links[name])
    if name in kind.choices:
        return [Completion(word) for word in kind.choices[name]]
    if name == "tags":
        named = {tag.id: tag.name for tag in register.framework.tags}
        used = dict.fromkeys(tag for item in register.items.values() for tag in item.tags)
        return [Completion(tag, named.get(tag, "")) for tag in dict.fromkeys((*named, *used))]
    if name in {"datasets", "filled_by", "not_filled_by"}:
        return _datasets(register)
    if name in {"references", "target_source"}:
        return _references(register)
    if name == "since":
        return _editions(register)
    if name in SAID_BEFORE:
        return [Completion(words) for words in dict.fromkeys(item.text(name) for item in register.items.values()) if words]
    return []


def _chart_values(dataset: Dataset, name: str) -> list[Completion]:
    if name == "kind":
        return [Completion(kind) for kind in CHART_KINDS]
    if name in {"areas", "relative", "highlight"}:
        held = dict.fromkeys(row.area for row in dataset.observations)
        areas = [dataset.areas[key] for key in held if key in dataset.areas]
        kinds = dict.fromkeys(area.kind for area in areas)
        return [*(Completion(area.id, area.name) for area in areas),
                *(Completion(kind, "all of this kind") for kind in kinds if name == "areas")]
    if name in {"periods", "index"}:
        return [Completion(period) for period in sorted({row.period for row in dataset.observations})]
    if name == "dimension":
        pairs = dict.fromkeys(pair for row in dataset.observations
                              for pair in zip(dataset.dimensions, row.dimensions, strict=True))
        return [*(Completion(f"{dimension}={slug(words)}", words) for dimension, words in pairs),
                *(Completion(f"{dimension}=*", "all, side by side") for dimension in dataset.dimensions)]
    return []


def _in_settings(register: Register, key: str) -> Iterable[Completion]:
    if key in ITEM_KEYS:
        return _items(register.items.values())
    if key in {"edition", "follows", "since"}:
        return _editions(register)
    return _datasets(register) if key in {"made_from", "replaces"} else []
