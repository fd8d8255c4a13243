"""The four starting books, of one dimension, of seventeen goals, of themes by habitats, and of foundations and challenges."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator

from goldenthread.analysis import coverage, gap_lists_of, gap_maps
from goldenthread.book import read_book
from goldenthread.documents.register_files import register_as_csv, register_as_json, register_schema
from goldenthread.documents.register_sheets import notes_on_register, sheets_of_register
from goldenthread.model import Item, Register
from goldenthread.rollup.register_json import register_from_json, schema_faults
from goldenthread.rules import check
from tests.books.framework_shapes import SHAPES, book_of_shape
from tests.books.small_book import write_book

ID = "^[A-Z][A-Z0-9_]{2,39}$"


def page_of(item: Item) -> str:
    return f"{item.place.docname}.html"


@pytest.fixture(params=sorted(SHAPES))
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def register(shape: str, tmp_path: Path) -> Register:
    return read_book(write_book(tmp_path, book_of_shape(shape))).register


def test_a_book_of_any_shape_keeps_the_rules(shape: str, tmp_path: Path) -> None:
    assert check(write_book(tmp_path, book_of_shape(shape))) == []


def test_the_map_has_the_shape_of_the_framework(shape: str, register: Register) -> None:
    edition = register.editions["2019-12"]
    maps = [(one.rows.plural, one.columns and one.columns.plural, len(one.cells), {len(row) for row in one.cells})
            for one in gap_maps(register, edition)]
    assert maps == {"pillars": [("Pillars", None, 3, {1})], "goals": [("Goals", None, 17, {1})],
                    "nature": [("Themes", "Priority habitats", 7, {4})],
                    "national": [("Foundations", "Grand challenges", 1, {2})]}[shape]
    tags = set(register.items["D19_PRI_SKILLS"].tags)
    held = {(cell.row.id if cell.row else "", cell.column.id if cell.column else "")
            for drawn in gap_maps(register, edition) for row in drawn.cells for cell in row if cell.priorities}
    assert held == {"pillars": {("work", "")}, "goals": {("4", ""), ("13", "")}, "nature": {("water", "marsh")},
                    "national": {("people", "")}}[shape]
    assert {one.tag.id for one in coverage(register, edition) if one.priorities} == tags


def test_what_is_taken_away_speaks_of_its_dimensions(shape: str, register: Register) -> None:
    names = {"pillars": ["pillars"], "goals": ["goals"], "nature": ["themes", "habitats"],
             "national": ["foundations", "challenges"]}[shape]
    header = next(csv.reader(io.StringIO(register_as_csv(register, page_of))))
    assert header == ["id", "kind", "title", "edition", *names, "confidence_or_status", "publishers", "strength", "links", "text",
                      "page", "address"]
    sheets = {sheet.name: list(sheet.headers) for sheet in sheets_of_register(register)}
    plurals = [each.plural for each in register.framework.dimensions]
    assert sheets["Priorities"][4:4 + len(plurals)] == plurals
    assert sheets["Evidence"][7:7 + len(plurals)] == plurals
    last = {"pillars": "pillar", "goals": "goal", "nature": "habitat", "national": "challenge"}[shape]
    assert f"an action of no {last}." in dict(notes_on_register(register))["Cells that say None"]
    untagged = {"pillars": "Pillars", "goals": "Goals", "nature": "Themes and habitats", "national": "Foundations and challenges"}
    assert gap_lists_of(register)["untagged"] == f"{untagged[shape]} without a priority"


def test_the_register_is_read_back_with_its_dimensions(shape: str, register: Register) -> None:
    data = register_as_json(register, page_of)
    Draft202012Validator(register_schema(register, ID)).validate(data)
    assert ("dimensions" in data["framework"]) == (shape != "national")
    assert schema_faults(data) == []
    back = register_from_json(data, "register.json").framework
    assert [(each.id, each.plural, each.short, each.required, [tag.id for tag in each.tags]) for each in back.dimensions] == [
        (each.id, each.plural, each.short, each.required, [tag.id for tag in each.tags])
        for each in register.framework.dimensions]
    data["tags"][0]["kind"] = "other"
    assert schema_faults(data) == ["tags: " + data["tags"][0]["id"] + " is of the dimension 'other', which is not among those of "
                                   "the framework"]
