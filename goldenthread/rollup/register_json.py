"""A register that a book's site offers (`register.json`), read back as the records that the rules and views think with."""

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
    Book,
    Dataset,
    Edition,
    Framework,
    Item,
    Place,
    Reference,
    Register,
    Tag,
    back_links,
    site_of,
)

# as in the files of a book; and halves of letters, which JSON may hold and no file can
UNFIT = re.compile(f"{SIGNS.pattern}|[\ud800-\udfff]")
ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"
# both become parts of addresses, so that neither may lead anywhere else
EDITION = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"}
TAG = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_.-]{0,99}$"}
TOLD = 5  # so many faults of a file are told; the others only counted


@cache
def _rule() -> Draft202012Validator:
    told = schema_of_registers("Registers of any book", ID, tags=TAG, editions={"oneOf": [{"const": ""}, EDITION]})
    told["properties"]["tags"]["items"]["properties"]["id"] = TAG
    return Draft202012Validator(told, validate_formats=True)


def faults_of(told: Mapping[str, Any]) -> list[str]:
    """In what a register differs from the schema: the place in the file, and what is the case there."""
    unfit = (f"{_place(path)} holds a sign that no page can show" for path, text in _texts(told) if UNFIT.search(text))
    wrong = (f"{_place(error.instance_path)}: {_short(error.message)}" for error in _rule().iter_errors(dict(told)))
    errors = list(unfit) or list(wrong)
    more = [f"and {len(errors) - TOLD} more"] if len(errors) > TOLD else []
    return [*errors[:TOLD], *more] or _crossed(told)


def _texts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text and every name in a JSON value, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def format_of(told: Mapping[str, Any]) -> str:
    """Empty when the register is of the format that is read here; otherwise what it is of."""
    found = told.get("format")
    if found == REGISTER_FORMAT and not isinstance(found, bool):
        return ""
    return "of no format that it names" if found is None else f"of format {_short(str(found))}"


def _crossed(told: Mapping[str, Any]) -> list[str]:
    """What a schema cannot say: ids that stand twice, and editions that are not there."""
    said = []
    for name in ("editions", "tags", "items", "datasets", "references"):
        ids = [entry["id"] for entry in told[name]]
        twice = next((one for one in ids if ids.count(one) > 1), None) if len(set(ids)) < len(ids) else None
        said += [f"{name}: the id '{twice}' stands twice"] if twice is not None else []
    known = {"", *(edition["id"] for edition in told["editions"])}
    said += [f"items: {item['id']} is of the edition '{item['edition']}', which is not among the editions"
             for item in told["items"] if item["edition"] not in known][:1]
    return said or ([] if told["editions"] else ["editions: there is none"])


def _place(path: Iterable[str | int]) -> str:
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return said.lstrip(".") or "the whole file"


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 160 else f"{one[:79]} … {one[-79:]}"


def register_from_json(told: Mapping[str, Any], source: str) -> Register:
    """The register that `told` holds, which has no fault; `source` is the file that it was read from.

    A table's rows, the places of its values and what chapters mention are no part of a register.json.
    """
    frame = told["framework"]
    site = site_of(told["items"][0]["address"]) if told["items"] else ""
    tags = [Tag(id=tag["id"], name=tag["name"], kind=tag["kind"], aim="") for tag in told["tags"]]
    place = Place(file=source, line=1)
    items = {entry["id"]: _item(entry, number) for number, entry in enumerate(told["items"])}
    return Register(
        book=Book(title=told["title"], publisher=told["publisher"], note="", file="", evidence_title="", site=site),
        framework=Framework(title=frame["title"], publisher=frame["publisher"], published=frame["published"], url=frame["url"],
                            foundations=tuple(tag for tag in tags if tag.kind == "foundation"),
                            challenges=tuple(tag for tag in tags if tag.kind == "challenge")),
        areas={}, items=items, back=back_links(items.values()), mentions=(), on_page={}, items_on={}, titles={},
        editions={e["id"]: Edition(id=e["id"], code="", title=e["title"], label=e["label"], status=e["status"], file="",
                                   published=date.fromisoformat(e["published"]), follows=e["follows"], place=place)
                  for e in told["editions"]},
        datasets={d["id"]: Dataset(id=d["id"], title=d["title"], publisher=d["publisher"], released=d["released"], url=d["url"],
                                   licence=d["licence"], measure="", unit="", decimals=0, publication="", since="",
                                   observations=(), rows={}, table_print="", place=place) for d in told["datasets"]},
        references={r["id"]: Reference(key=r["id"], title=r["title"], publisher=r["publisher"], year=r["year"], url=r["url"],
                                       place=place) for r in told["references"]},
    )


def _item(entry: Mapping[str, Any], number: int) -> Item:
    page, _, _ = entry["page"].partition("#")
    return KINDS[entry["kind"]](
        id=entry["id"], title=entry["title"], edition=entry["edition"], tags=tuple(entry["tags"]), body=entry["text"],
        links={name: tuple(keys) for name, keys in entry["links"].items()}, fields=dict(entry["fields"]), order=number,
        place=Place(file=page, line=1))
