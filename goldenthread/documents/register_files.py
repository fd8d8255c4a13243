"""The register for other programs: every item as JSON, the schema of that, and one row per item as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from goldenthread.analysis import (
    Operand,
    PlainTexts,
    Strength,
    Workings,
    campaigns_in,
    confidence_or_status,
    copy_in_words,
    editions_in_words,
    link_count,
    numbers_in,
    progress_of,
    publishers_of,
    strength_in_words,
    strength_of,
    themes_of,
    workings_in,
)
from goldenthread.documents.sheet_cells import NO_ENTRY, joined_or_none, tags_by_dimension
from goldenthread.documents.workbooks import distinct_names, safe_cell
from goldenthread.model import (
    KINDS,
    Dataset,
    Dimension,
    Evidence,
    Framework,
    Item,
    Priority,
    Register,
    Words,
    current_language,
    item_address,
)

SCHEMA_FILE = "register.schema.json"
REGISTER_FORMAT = 1
"""The number of the shape of register.json: another says that a program written for this one may misread it."""

PageOf = Callable[[Item], str]
"""The web address of an item's page below the site's root."""


def register_as_json(
    register: Register, page_of_item: PageOf, texts: PlainTexts | None = None, workings: Workings | None = None
) -> dict[str, Any]:
    """The whole register as plain JSON values, of the shape that `register_schema` describes."""
    texts = texts or PlainTexts(register)
    frame = register.framework
    return {
        "$schema": SCHEMA_FILE,
        "format": REGISTER_FORMAT,
        "title": register.book.title,
        "publisher": register.book.publisher,
        **_own_language(),
        **_own_words(register.words),
        "framework": {"title": frame.title, "publisher": frame.publisher, "published": frame.published, "url": frame.url,
                      **_own_dimensions(frame)},
        "editions": [{"id": e.id, "label": e.label, "title": e.title, "status": e.status, "published": e.published.isoformat(),
                      "follows": e.follows} for e in register.editions.values()],
        "tags": [{"id": tag.id, "name": tag.name, "kind": tag.kind} for tag in frame.tags],
        "items": [_item(register, item, page_of_item, texts) for item in register.items.values()],
        "datasets": [{"id": d.id, "title": d.title, "publisher": d.publisher, "released": d.released, "licence": d.licence,
                      "url": d.publisher_page, "copy": copy_in_words(d.copy) if d.copy else "",
                      "copy_url": d.copy.url if d.copy else "", **_brought(d)} for d in register.datasets.values()],
        "references": [{"id": r.key, "title": r.title, "publisher": r.publisher, "year": r.year, "url": r.url}
                       for r in register.references.values()],
        "numbers": _numbers(register, workings),
        **_consultation(register),
    }


def _brought(dataset: Dataset) -> dict[str, Any]:
    """Which response brought a table, whose it is, and when an editor accepted it; nothing of any other table."""
    brought = dataset.brought
    return {"brought": {"by": brought.by, "owner": brought.owner, "accepted": brought.accepted}} if brought else {}


def _consultation(register: Register) -> dict[str, Any]:
    """How far the answers to a consultation are, its themes and its letters; nothing in a book without responses."""
    responses = list(register.responses())
    if not responses:
        return {}
    progress = progress_of(responses)
    return {"consultation": {
        "answer_due": register.answer_due.isoformat() if register.answer_due else "", "points": progress.points,
        "decided": progress.decided, "respondents": progress.respondents, "answered": progress.answered,
        "themes": [{"theme": theme, "points": number} for theme, number in themes_of(responses)],
        "letters": [{"first": one.first.id, "respondents": one.respondents, "points": [point.id for point in one.points]}
                    for one in campaigns_in(responses)]}}


def _own_dimensions(framework: Framework) -> dict[str, Any]:
    """The dimensions of a framework that has others than those of the Industrial Strategy, which go without saying."""
    own = [{"id": one.id, "name": one.name, "plural": one.plural, "short": one.short, "short_plural": one.short_plural,
            "required": one.required} for one in framework.dimensions]
    return {} if framework.is_national else {"dimensions": own}


def _own_language() -> dict[str, str]:
    """The language of a book that is not in English, which goes without saying."""
    language = current_language()
    return {} if language.is_english else {"language": language.tag}


def _own_words(words: Words) -> dict[str, Any]:
    """The choices of a book that calls some by words of its own or gives them a role, with both."""
    lists = {name: list(choices) for name, choices in words.choices.items()}
    kinds = [{"name": kind.name, "label": kind.label, "is_own": kind.is_own, "fields": kind.fields, "links": kind.links}
             for kind in words.kinds.values()]
    return {"words": {"choices": lists, "labels": words.labels, "roles": words.roles, "kinds": kinds}} if words.is_own else {}


def _numbers(register: Register, workings: Workings | None) -> list[dict[str, Any]]:
    """Every number of the book with its working, its rows, and the places where it stands."""
    places = numbers_in(register)
    return [{
        "expression": text, "text": working.value.text, "value": str(working.value.number), "unit": working.value.unit,
        "working": working.in_words, "rows": [_row(operand) for operand in working.operands],
        "ranking": [{"place": row.place, "own": row.own, **_row(row.operand)} for row in working.ranking],
        "stands": [{"page": place.docname, "item": place.item} for place in places[text]],
    } for text, working in workings_in(register, workings).items()]


def _row(operand: Operand) -> dict[str, str]:
    return {"dataset": operand.dataset, "row": ":".join(operand.key), "label": operand.label, "text": operand.text}


def _item(register: Register, item: Item, page_of_item: PageOf, texts: PlainTexts) -> dict[str, Any]:
    return {
        "id": item.id, "kind": item.kind, "title": item.title, "edition": item.edition, "tags": list(item.tags),
        "links": {name: list(keys) for name, keys in item.links.items() if keys},
        "fields": {name: value for name, value in item.fields.items() if value},
        "text": texts.of(item), "page": page_of_item(item), "address": item_address(register.book.site, item.id),
        "strength": _strength(register, item),
    }


def _strength(register: Register, item: Item) -> dict[str, Any] | None:
    """How strong an item is, in words and in counts; only priorities and findings have a strength."""
    if isinstance(item, Priority):
        strength = strength_of(register, item)
        counts = {"findings": strength.findings, "high": strength.high, **_other_levels(register.words, strength)}
    elif isinstance(item, Evidence):
        strength = strength_of(register, item)
        counts = {"supports": link_count(register, item)}
    else:
        return None
    return {"words": strength_in_words(register, item), **counts, "publishers": strength.publishers,
            "oldest": strength.oldest, "newest": strength.newest}


def csv_header(register: Register) -> list[str]:
    """The columns of register.csv: those of the dimensions are named by their plural."""
    return distinct_names(["id", "kind", "title", "edition", *map(column_of_dimension, register.framework.dimensions),
                           "confidence_or_status", "publishers", "strength", *register.words.own_fields, "links", "text", "page",
                           "address"])


def column_of_dimension(dimension: Dimension) -> str:
    """The name of a dimension's column in a CSV file: its plural in small letters, joined by underscores."""
    return "_".join(dimension.short_plural.lower().split())


def _other_levels(words: Words, strength: Strength) -> dict[str, Any]:
    """The counts of the other levels of confidence: by their names, or by any where a book has a scale of its own."""
    if not words.has_own_scale:
        return {level: strength.by_confidence.get(level, 0) for level in ("medium", "low")}
    return {"by_confidence": dict(strength.by_confidence)}


def register_as_csv(register: Register, page_of_item: PageOf, texts: PlainTexts | None = None) -> str:
    """A header and one row per item, as RFC 4180 has them; several entries in a cell are separated by semicolons.

    No cell begins as a formula does: see `safe_cell`.
    """
    texts = texts or PlainTexts(register)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(csv_header(register))
    for item in register.items.values():
        links = joined_or_none(f"{name}: {', '.join(keys)}" for name, keys in item.links.items() if keys)
        writer.writerow(map(safe_cell, [
            item.id, item.kind, item.title, editions_in_words(register, item), *tags_by_dimension(register, item),
            confidence_or_status(item),
            joined_or_none(publishers_of(register, item)), strength_in_words(register, item),
            *(item.label(name) or NO_ENTRY for name in register.words.own_fields), links,
            texts.of(item), page_of_item(item), item_address(register.book.site, item.id)]))
    return stream.getvalue()


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False,
            "required": [name for name in properties if name not in optional]}


def _list(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": entry}


def register_schema(register: Register, id_pattern: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an exported register: what a program may rely on."""
    frame = register.framework
    schema = schema_of_registers(
        f"{register.book.title}: register", id_pattern, editions={"enum": ["", *register.editions]},
        tags={"enum": [tag.id for tag in frame.tags]}, dimensions={"enum": [each.id for each in frame.dimensions]},
        kinds={"enum": sorted([*KINDS, *(kind.name for kind in register.words.own_kinds)])})
    if frame.is_national:
        del schema["properties"]["framework"]["properties"]["dimensions"]
    if not _own_language():
        del schema["properties"]["language"]
    if not register.words.is_own:
        del schema["properties"]["words"]
    if not register.words.has_own_scale:
        del schema["properties"]["items"]["items"]["properties"]["strength"]["oneOf"][0]["properties"]["by_confidence"]
    return schema


def schema_of_registers(
    title: str, id_pattern: str, *, editions: dict[str, Any], tags: dict[str, Any], dimensions: dict[str, Any],
    kinds: dict[str, Any],
) -> dict[str, Any]:
    """The JSON Schema of registers whose items have these editions, tags and dimensions: a book's own, or those of any book."""
    text, words = {"type": "string"}, {"type": "string", "minLength": 1}
    day, key = {"type": "string", "format": "date"}, {"type": "string", "pattern": id_pattern}
    item = _object({
        "id": {**key, "description": "Stays the same for ever"}, "kind": kinds, "title": words,
        "edition": {**editions, "description": "Empty for what belongs to no single edition"}, "tags": _list(tags),
        "links": {"type": "object", "additionalProperties": _list(key), "description": "Ids of other items, by the kind of link"},
        "fields": {"type": "object", "additionalProperties": text, "description": "Every other option, as its author wrote it"},
        "text": {**text, "description": "The body in plain text, its numbers worked out"},
        "page": {**words, "description": "The page on which it stands, below the site's root"},
        "address": {**words, "format": "uri-reference", "description": "The lasting address by which to cite it"},
        "strength": _schema_of_strength(),
    })
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title,
        **_object({
            "$schema": text, "format": {"const": REGISTER_FORMAT}, "title": words, "publisher": words,
            "language": {**words, "description": "As HTML names it; English where none is named"},
            "words": _schema_of_words(),
            "framework": _schema_of_framework(dimensions),
            "editions": _list(_object({"id": words, "label": words, "title": words, "status": words, "published": day,
                                       "follows": text})),
            "tags": _list(_object({"id": words, "name": words, "kind": dimensions})),
            "items": _list(item),
            "datasets": _list(_object(
                {**{name: text for name in ("id", "title", "publisher", "released", "licence", "url", "copy", "copy_url")},
                 "brought": {"description": "By which response it was brought, whose it is, and when it was accepted",
                             **_object({"by": key, "owner": text, "accepted": text})}},
                optional=("copy", "copy_url", "brought"))),
            "references": _list(_object({name: text for name in ("id", "title", "publisher", "year", "url")})),
            "numbers": _list(_schema_of_number()),
            "consultation": _schema_of_consultation(key),
        }, optional=("language", "numbers", "words", "consultation")),
    }


def _schema_of_consultation(key: dict[str, Any]) -> dict[str, Any]:
    words, count = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}
    return {"description": "How far the answers to a consultation are; there only where a book has responses", **_object({
        "answer_due": {"type": "string", "description": "The day by which an answer is due; empty where there is none"},
        "points": count, "decided": count, "respondents": count,
        "answered": {**count, "description": "Respondents all of whose points are decided on"},
        "themes": _list(_object({"theme": words, "points": count})),
        "letters": {**_list(_object({"first": key, "respondents": count, "points": _list(key)})),
                    "description": "Letters that several respondents sent in nearly the same words"},
    })}


def _schema_of_framework(dimensions: dict[str, Any]) -> dict[str, Any]:
    text, words = {"type": "string"}, {"type": "string", "minLength": 1}
    one = _object({"id": dimensions, **{name: words for name in ("name", "plural", "short", "short_plural")},
                   "required": {"type": "boolean"}})
    return _object({**{name: text for name in ("title", "publisher", "published", "url")},
                    "dimensions": {**_list(one), "minItems": 1}}, optional=("dimensions",))


def _schema_of_words() -> dict[str, Any]:
    text = {"type": "string"}
    choices, called = {"type": "object", "additionalProperties": _list(text)}, {"type": "object", "additionalProperties": text}
    return {"description": "The choices of each field, what the book calls them, and which of them have a role in its rules",
            **_object({"choices": choices,
                       "labels": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": text}},
                       "roles": {"type": "object", "additionalProperties": choices},
                       "kinds": _list(_object({"name": text, "label": text, "is_own": {"type": "boolean"}, "fields": called,
                                               "links": called}))})}


def _schema_of_number() -> dict[str, Any]:
    text, words = {"type": "string"}, {"type": "string", "minLength": 1}
    row = {"dataset": words, "row": {**words, "description": "Area, period and dimensions, separated by colons"},
           "label": words, "text": words}
    return {"description": "A number of the book, how it was worked out, and where it stands", **_object({
        "expression": words, "text": {**words, "description": "As it is shown"},
        "value": {**words, "description": "Exact, in plain digits, before any rounding"}, "unit": text,
        "working": {**words, "description": "Its steps in words"}, "rows": _list(_object(row)),
        "ranking": {**_list(_object({"place": {"type": "integer", "minimum": 1}, "own": {"type": "boolean"}, **row})),
                    "description": "Every row of a rank, from the first place; empty for any other number"},
        "stands": _list(_object({"page": words, "item": text})),
    })}


def _schema_of_strength() -> dict[str, Any]:
    words, count, year = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}, {"type": ["integer", "null"]}
    properties = {"words": words, "findings": count, "high": count, "medium": count, "low": count, "supports": count,
            "publishers": count, "oldest": year, "newest": year,
            "by_confidence": {"type": "object", "additionalProperties": count}}
    return {"description": "How strong it is, in words and counts; null for what is neither finding nor priority",
            "oneOf": [_object(properties, optional=("findings", "high", "medium", "low", "supports", "by_confidence")),
                      {"type": "null"}]}
