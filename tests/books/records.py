"""Records of a book made in memory, for tests of what follows from them: no file is written or read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from goldenthread.model import (
    KINDS,
    NATIONAL_DIMENSIONS,
    Area,
    Book,
    Dataset,
    Edition,
    Framework,
    Item,
    Observation,
    Place,
    Reference,
    Register,
    Signoff,
    Tag,
    back_links,
    dimensions_with,
)

AREAS = {name: Area(id=name, name=name.capitalize(), code=name[0].upper(), kind=kind) for name, kind in (
    ("north", "district"), ("south", "district"), ("east", "district"), ("west", "district"),
    ("land", "country"), ("union", "partnership"))}
PEOPLE, PLACES = (Tag(id=name, name=name.capitalize(), kind="foundation", aim="") for name in ("people", "places"))
CLEAN, AGEING = (Tag(id=name, name=name.capitalize(), kind="challenge", aim="") for name in ("clean", "ageing"))
FRAMEWORK = Framework(title="Plan", publisher="Government", published="2017-11", url="https://example.org/plan",
                      dimensions=dimensions_with(NATIONAL_DIMENSIONS, (PEOPLE, PLACES, CLEAN, AGEING)))
BOOK = Book(title="Strategy", publisher="The partnership", note="", file="land", evidence_title="Evidence base", site="")
LINKS = ("rests_on", "revises", "because", "delivers", "tracks", "about", "changed", "replaces", "differs_from", "brought",
         "explains", "works", "asks", "lacks")


def at(line: int = 1, file: str = "evidence/people.md") -> Place:
    return Place(file=file, line=line)


def dataset(name: str, rows: str, **fields: object) -> Dataset:
    """A dataset from rows such as `north 2018 33.0`, dimensions between period and value; `33.0~32.1~34.9` has an interval."""
    observations = tuple(
        Observation(area, period, tuple(dimensions), *_estimate(value, line))
        for line, (area, period, *dimensions, value) in enumerate((row.split() for row in rows.split(",")), start=2))
    card = {"title": name, "measure": name, "unit": "%", "decimals": 1, "publisher": "Office", "publication": "Survey",
            "url": "https://example.org", "released": "2019-11", "licence": "Open", "since": "2019-12", "areas": AREAS,
            "interval": ("lower", "upper") if "~" in rows else (),
            "dimensions": tuple(f"dimension {number + 1}" for number in range(len(observations[0].dimensions))), **fields}
    held = {(one.area, one.period, *one.dimensions): one for one in observations}
    return Dataset(id=name, observations=observations, rows=held, table_digest=name,  # type: ignore[arg-type]
                   place=at(file=f"evidence/data/{name}.csv"), **card)


def _estimate(text: str, line: int) -> tuple[Decimal, int, tuple[Decimal, Decimal] | None]:
    value, *ends = map(Decimal, text.split("~"))
    return value, line, (ends[0], ends[1]) if ends else None


def datasets(*tables: Dataset) -> dict[str, Dataset]:
    return {table.id: table for table in tables}


def reference(key: str, publisher: str = "Bureau", year: str = "2018") -> Reference:
    return Reference(key=key, title=key, publisher=publisher, year=year, url="https://example.org", place=at(file="refs"))


def edition(name: str, follows: str = "", published: date = date(2020, 3, 31), **fields: object) -> Edition:
    return Edition(id=name, code=f"E{name[2:4]}", title=name, label=f"{name} edition", status="Draft", published=published,
                   file=name, follows=follows, place=at(file="strategy/editions.toml"), **fields)  # type: ignore[arg-type]


FIRST, SECOND = edition("2019-12", published=date(2019, 12, 20)), edition("2020-03", "2019-12")


def item(kind: str, name: str, title: str = "", **fields: object) -> Item:
    """An item of a kind; what is a link by name becomes one, from words parted by spaces, and any other text an option."""
    own = {key: fields.pop(key) for key in ("edition", "body", "place", "lines", "pins", "order", "body_line") if key in fields}
    tags = tuple(str(fields.pop("tags", "")).split())
    links = {key: tuple(str(value).split()) for key, value in fields.items() if key in LINKS}
    options = {key: str(value) for key, value in fields.items() if key not in LINKS}
    return KINDS[kind](id=name, title=title or name, tags=tags, links=links, fields=options,
                       **{"place": at(), **own})  # type: ignore[arg-type]


def register(*items: Item, tables: Sequence[Dataset] = (), references: Sequence[Reference] = (),
             editions: Sequence[Edition] = (FIRST, SECOND), signoffs: Sequence[Signoff] = (),
             titles: Mapping[str, str] | None = None, framework: Framework = FRAMEWORK,
             **fields: object) -> Register:
    """A register of these records, its back links drawn as the reader of books draws them."""
    return Register(book=BOOK, framework=framework, areas=AREAS, editions={one.id: one for one in editions},
                    datasets=datasets(*tables), references={one.key: one for one in references},
                    items={one.id: one for one in items}, back=back_links(items), signoffs=tuple(signoffs), titles=titles or {},
                    **{"mentions": (), "on_page": {}, "items_on": {}, **fields})  # type: ignore[arg-type]
