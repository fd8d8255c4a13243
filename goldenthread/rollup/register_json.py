"""A `register.json`, which a book's site offers, read back as a `Register`: checking it, and its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from goldenthread.book import UNFIT as SIGNS
from goldenthread.documents import REGISTER_FORMAT, schema_of_registers
from goldenthread.model import (
    KINDS,
    NATIONAL_DIMENSIONS,
    STANDARD_WORDS,
    Book,
    Dataset,
    Dimension,
    Edition,
    Framework,
    Item,
    KindWords,
    Place,
    Reference,
    Register,
    Tag,
    Words,
    back_links,
    class_of_kind,
    dimensions_with,
    site_of,
)

# as in the files of a book; and lone surrogates, which JSON may contain and no file can
UNFIT = re.compile(f"{SIGNS.pattern}|[\ud800-\udfff]")
ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"
# both become parts of addresses, and must not lead anywhere else
EDITION = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"}
DIMENSION = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,59}$"}
TAG = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_.-]{0,99}$"}
SHOWN_FAULTS = 5
"""How many faults of a file are described; further ones are only counted."""


@cache
def _validator() -> Draft202012Validator:
    schema = schema_of_registers("Registers of any book", ID, tags=TAG, editions={"oneOf": [{"const": ""}, EDITION]},
                                 dimensions=DIMENSION, kinds={"type": "string", "pattern": r"^[a-z][a-z0-9-]{0,29}$"})
    schema["properties"]["tags"]["items"]["properties"]["id"] = TAG
    return Draft202012Validator(schema, validate_formats=True)


def schema_faults(data: Mapping[str, Any]) -> list[str]:
    """The faults of a register.json by the schema: for each, the place in the file and what is wrong there."""
    unfit = (f"{_place(path)} holds a character that no page can show" for path, text in _texts(data) if UNFIT.search(text))
    wrong = (f"{_place(error.instance_path)}: {_short(error.message)}" for error in _validator().iter_errors(dict(data)))
    errors = list(unfit) or list(wrong)
    more = [f"and {len(errors) - SHOWN_FAULTS} more"] if len(errors) > SHOWN_FAULTS else []
    return [*errors[:SHOWN_FAULTS], *more] or _inconsistencies(data)


def _texts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string and every key in a JSON value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def other_format(data: Mapping[str, Any]) -> str:
    """The other format that a register has, in words; an empty text if it has the one that is read here."""
    number = data.get("format")
    # `True == 1` in Python
    if number == REGISTER_FORMAT and not isinstance(number, bool):
        return ""
    return "of no format that it names" if number is None else f"of format {_short(str(number))}"


def _inconsistencies(data: Mapping[str, Any]) -> list[str]:
    """Faults that a schema cannot detect: ids that are used twice, and editions that do not exist."""
    faults = []
    for name in ("editions", "tags", "items", "datasets", "references"):
        ids = [entry["id"] for entry in data[name]]
        twice = next((one for one in ids if ids.count(one) > 1), None) if len(set(ids)) < len(ids) else None
        faults += [f"{name}: the id '{twice}' is used twice"] if twice is not None else []
    known = {"", *(edition["id"] for edition in data["editions"])}
    faults += [f"items: {item['id']} is of the edition '{item['edition']}', which is not among the editions"
             for item in data["items"] if item["edition"] not in known][:1]
    dimensions = [one.id for one in _dimensions(data["framework"])]
    kinds = {*KINDS, *(kind["name"] for kind in data.get("words", {}).get("kinds", ()) if kind["is_own"])}
    faults += [f"items: {item['id']} is of the kind '{item['kind']}', which is not among the kinds"
               for item in data["items"] if item["kind"] not in kinds][:1]
    faults += [f"framework: the dimension '{key}' is there twice" for key in dimensions if dimensions.count(key) > 1][:1]
    faults += [f"tags: {tag['id']} is of the dimension '{tag['kind']}', which is not among those of the framework"
               for tag in data["tags"] if tag["kind"] not in dimensions][:1]
    return faults or ([] if data["editions"] else ["editions: there is none"])


def _place(path: Iterable[str | int]) -> str:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return place.lstrip(".") or "the whole file"


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 160 else f"{one[:79]} … {one[-79:]}"


def register_from_json(data: Mapping[str, Any], source: str) -> Register:
    """The register in a faultless register.json; `source` is the file from which it was read.

    A register.json does not contain the rows of tables, the places of their values and the mentions in chapters.
    """
    frame = data["framework"]
    site = site_of(data["items"][0]["address"]) if data["items"] else ""
    tags = [Tag(id=tag["id"], name=tag["name"], kind=tag["kind"], aim="") for tag in data["tags"]]
    place = Place(file=source, line=1)
    words = _words(data)
    items = {entry["id"]: _item(entry, number, words) for number, entry in enumerate(data["items"])}
    return Register(
        book=Book(title=data["title"], publisher=data["publisher"], note="", file="", evidence_title="", site=site),
        framework=Framework(title=frame["title"], publisher=frame["publisher"], published=frame["published"], url=frame["url"],
                            dimensions=dimensions_with(_dimensions(frame), tags)),
        words=words, areas={}, items=items, back=back_links(items.values()), mentions=(), on_page={}, items_on={}, titles={},
        editions={e["id"]: Edition(id=e["id"], code="", title=e["title"], label=e["label"], status=e["status"], file="",
                                   published=date.fromisoformat(e["published"]), follows=e["follows"], place=place)
                  for e in data["editions"]},
        datasets={d["id"]: Dataset(id=d["id"], title=d["title"], publisher=d["publisher"], released=d["released"], url=d["url"],
                                   licence=d["licence"], measure="", unit="", decimals=0, publication="", since="",
                                   observations=(), rows={}, table_digest="", place=place) for d in data["datasets"]},
        references={r["id"]: Reference(key=r["id"], title=r["title"], publisher=r["publisher"], year=r["year"], url=r["url"],
                                       place=place) for r in data["references"]},
    )


def _dimensions(frame: Mapping[str, Any]) -> tuple[Dimension, ...]:
    """The dimensions that a framework names; by default those of the Industrial Strategy."""
    return tuple(Dimension(**one) for one in frame.get("dimensions", ())) or NATIONAL_DIMENSIONS


def _words(data: Mapping[str, Any]) -> Words:
    """The book's own words; by default those of a new book."""
    own = data.get("words")
    if not own:
        return STANDARD_WORDS
    return Words(choices={name: tuple(choices) for name, choices in own["choices"].items()}, labels=own["labels"],
                 kinds={one["name"]: KindWords(**one) for one in own["kinds"]},
                 roles={name: {role: tuple(held) for role, held in roles.items()} for name, roles in own["roles"].items()})


def _item(entry: Mapping[str, Any], number: int, words: Words) -> Item:
    page, _, _ = entry["page"].partition("#")
    return class_of_kind(entry["kind"])(
        id=entry["id"], title=entry["title"], edition=entry["edition"], tags=tuple(entry["tags"]), body=entry["text"],
        links={name: tuple(keys) for name, keys in entry["links"].items()}, fields=dict(entry["fields"]), order=number,
        words=words, place=Place(file=page, line=1))
