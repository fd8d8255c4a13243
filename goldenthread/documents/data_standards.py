"""The tables of a book by the standards of the web: a Data Package of them all, CSV on the Web beside each, and the area codes.

- Data Package and Table Schema 1, https://specs.frictionlessdata.io/
- Metadata Vocabulary for Tabular Data (CSVW), W3C Recommendation of 17 December 2015, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.analysis import copy_in_words
from goldenthread.book import DATA_FOLDER
from goldenthread.model import Area, Dataset, Register, licence_called

AREA_CODES, AREA_RESOURCE = "areas.csv", "area.codes"
"""The file of the areas at the site's root, and its name in the package, which no table has: theirs hold no dot."""
AREA_TITLE = "Areas with their official codes"
AREA_COLUMNS = {
    "id": "What stands for the area in the tables and in the book",
    "name": "Its name",
    "code": "Its official code, by which official geography knows it (GSS in the United Kingdom); empty where it has none",
    "kind": "What kind of area it is: those of one kind may be compared and ranked",
}
_DESCRIBED = {
    "area": "Area, by its id in areas.csv, which has its official code",
    "period": "Year, split year, month, day, or a span of these",
    "unit": "The unit of the value",
    "status": "What the publisher says of the value, or why there is none",
    "cell": "The cell of the publisher's file from which the value was taken",
}
CSVW_ENDING = ".csv-metadata.json"
"""What CSVW looks for beside a table, after its name."""


def published_tables(register: Register) -> list[str]:
    """The ids of the tables whose rows may be published whole."""
    return [name for name, dataset in register.datasets.items() if not dataset.cited_only]


def header_of(table: str) -> list[str]:
    """The names of a table's columns, in their order."""
    return [name.strip() for name in next(csv.reader(io.StringIO(table)), [])]


def area_codes(areas: Mapping[str, Area]) -> str:
    """Every area of the book with its name, official code and kind, as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(AREA_COLUMNS)
    writer.writerows((area.id, area.name, area.code, area.kind) for area in areas.values())
    return stream.getvalue()


def licence_as_json(words: str) -> dict[str, str]:
    """A licence as a card names it, for a Data Package: with the identifier and the address of one that is known."""
    licence = licence_called(words)
    return {"name": licence.id, "title": words, "path": licence.url} if licence else {"name": "other", "title": words}


def data_package(register: Register, headers: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """All datasets whose rows may be published, as plain JSON values; `headers` has the columns of each, as they stand."""
    book, tables = register.book, [register.datasets[name] for name in published_tables(register)]
    licences = {dataset.licence: licence_as_json(dataset.licence) for dataset in tables}
    authors = dict.fromkeys(dataset.publisher for dataset in tables)
    return {
        "profile": "tabular-data-package", "name": book.file, "title": f"{book.title}: datasets",
        **({"homepage": book.site} if book.site else {}),
        "contributors": [{"title": book.publisher, "role": "wrangler"}, *({"title": name, "role": "author"} for name in authors)],
        **({"licenses": list(licences.values())} if licences else {}),
        "resources": [*(_resource(dataset, headers[dataset.id]) for dataset in tables), _areas_resource()],
    }


def _areas_resource() -> dict[str, Any]:
    fields = [{"name": name, "type": "string", "description": words} for name, words in AREA_COLUMNS.items()]
    return {"profile": "tabular-data-resource", "name": AREA_RESOURCE, "path": AREA_CODES, "title": AREA_TITLE,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": {"fields": fields, "primaryKey": ["id"]}}


def _resource(dataset: Dataset, header: Sequence[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource", "name": dataset.id, "path": f"{DATA_FOLDER}/{dataset.id}.csv", "title": dataset.title,
        "description": " ".join([dataset.method, *dataset.cautions]).strip(), "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "licenses": [licence_as_json(dataset.licence)],
        "sources": [{"title": f"{dataset.publisher}: {dataset.publication}",
                     **({"path": dataset.publisher_page} if dataset.publisher_page else {})},
                    *([{"title": copy_in_words(dataset.copy), "path": dataset.copy.url}] if dataset.copy else [])],
        "schema": {
            "fields": [_field(dataset, name) for name in header], "primaryKey": ["area", "period", *dataset.dimensions],
            "foreignKeys": [{"fields": ["area"], "reference": {"resource": AREA_RESOURCE, "fields": ["id"]}}]},
    }


def _field(dataset: Dataset, name: str) -> dict[str, Any]:
    if name == "value":
        return {"name": name, "type": "number", "title": dataset.measure,
                "description": f"In {dataset.unit}" if dataset.unit else ""}
    if name in dataset.interval:
        return {"name": name, "type": "number", "description": "Error of the estimate"}
    return {"name": name, "type": "string", **({"description": _DESCRIBED[name]} if name in _DESCRIBED else {})}


def csvw_metadata(dataset: Dataset, header: Sequence[str], language: str) -> dict[str, Any]:
    """What CSVW says of a table, for the file of that name beside it: `header` has its columns as they stand."""
    up = "../" * (DATA_FOLDER.count("/") + 1)
    licence = licence_called(dataset.licence)
    columns = [_column(dataset, name) for name in header]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "@type": "TableGroup",
        "tables": [
            {"@type": "Table", "url": f"{dataset.id}.csv", "dc:title": dataset.title, "dc:publisher": dataset.publisher,
             "dc:description": " ".join([dataset.method, *dataset.cautions]).strip(), "dc:issued": dataset.released,
             "dc:license": {"@id": licence.url} if licence else dataset.licence,
             "dc:source": _sources(dataset),
             "tableSchema": {"@type": "Schema", "columns": columns, "primaryKey": ["area", "period", *dataset.dimensions],
                             "foreignKeys": [{"columnReference": "area",
                                              "reference": {"resource": f"{up}{AREA_CODES}", "columnReference": "id"}}]}},
            {"@type": "Table", "url": f"{up}{AREA_CODES}", "dc:title": AREA_TITLE,
             "tableSchema": {"@type": "Schema", "primaryKey": "id",
                             "columns": [_plain_column(name, words) for name, words in AREA_COLUMNS.items()]}},
        ],
    }


def _sources(dataset: Dataset) -> list[Any]:
    """The publication, at its publisher's own page where that is known, and the copy of it that was read, if any."""
    page, copy = dataset.publisher_page, dataset.copy
    return [{"@id": page, "dc:title": dataset.publication} if page else dataset.publication,
            *([{"@id": copy.url, "dc:title": copy_in_words(copy)}] if copy else [])]


def _column(dataset: Dataset, name: str) -> dict[str, Any]:
    if name == "value" or name in dataset.interval:
        unit = f", in {dataset.unit}" if dataset.unit else ""
        words = f"{dataset.measure}{unit}" if name == "value" else "Error of the estimate"
        return {"@type": "Column", "name": name, "titles": name, "datatype": "decimal", "dc:description": words}
    return _plain_column(name, _DESCRIBED.get(name, ""), required=name in {"area", "period"})


def _plain_column(name: str, words: str, *, required: bool = False) -> dict[str, Any]:
    return {"@type": "Column", "name": name, "titles": name, "datatype": "string",
            **({"required": True} if required or name == "id" else {}), **({"dc:description": words} if words else {})}
