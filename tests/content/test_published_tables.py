"""The tables and numbers of the real book as published: page, register and workbook say the same of each."""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import load_workbook

from tests.books.commands import build_book

ROOT = Path(__file__).parents[2]
DATA = ROOT / "evidence/data"
SITE = ROOT / "build/html"
COMMIT = re.compile(r"commit ([0-9a-f]{7,40})")

pytestmark = pytest.mark.whole_build


@pytest.fixture(scope="module", autouse=True)
def site() -> Path:
    """The book's pages, built if what is there is not up to date."""
    assert build_book(ROOT, ["html"]) == 0
    return SITE


@pytest.fixture(scope="module")
def register() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((SITE / "register.json").read_text(encoding="utf-8"))
    return whole


def cards() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))
            if not path.name.endswith(".import.toml")}


@cache
def page_of(dataset: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / f"evidence/data/{dataset}.html").read_text(encoding="utf-8"), "html.parser")


def facts_of(dataset: str) -> dict[str, Tag]:
    """What the page of a dataset says of it, by the name of each fact."""
    terms = page_of(dataset).select_one("dl.facts")
    assert terms is not None
    return {words(term): definition for term, definition in zip(terms.select("dt"), terms.select("dd"), strict=True)}


def words(tag: Tag) -> str:
    return plain(tag.get_text())


def plain(text: str) -> str:
    return " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def sheet(name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a sheet of the workbook by the names of its columns."""
    workbook = load_workbook(io.BytesIO((SITE / "register.xlsx").read_bytes()), read_only=True)
    rows = [["" if cell is None else str(cell) for cell in row] for row in workbook[name].iter_rows(values_only=True)]
    first = next(number for number, row in enumerate(rows) if sum(map(bool, row)) > 3)
    yield from (dict(zip(rows[first], row, strict=True)) for row in rows[first + 1:] if row[0])


# tables


def test_a_table_says_everywhere_whose_it_is_and_under_what_licence(register: dict[str, Any]) -> None:
    exported = {table["id"]: table for table in register["datasets"]}
    listed = {row["Id"]: row for row in sheet("Datasets")}
    assert set(exported) == set(listed) == set(cards())
    for name, card in cards().items():
        facts, copy = facts_of(name), card.get("copy", {})
        assert words(facts["Publisher"]) == plain(card["publisher"]), name
        assert words(facts["Licence"]) == plain(card["licence"]), name
        assert [link["href"] for link in facts["Publication"].select("a")] == card.get("url", "").split(), name
        assert ("not known to us" in words(facts["Publication"])) != bool(card.get("url")), name
        assert ("Copy that was read" in facts) == bool(copy), name
        if copy:
            assert words(facts["Copy that was read"]).startswith(copy["holder"]), name
            assert [link["href"] for link in facts["Copy that was read"].select("a")] == [copy["url"]], name
        one, row = exported[name], listed[name]
        assert (one["publisher"], one["licence"], one["url"]) == (card["publisher"], card["licence"], card.get("url", "")), name
        assert one["copy_url"] == copy.get("url", ""), name
        assert (row["Publisher"], row["Licence"]) == (card["publisher"], card["licence"]), name


def test_a_copy_in_a_repository_is_named_with_its_commit_and_linked_at_it() -> None:
    read = {name: card["copy"] for name, card in cards().items() if "github.com" in card.get("copy", {}).get("url", "")}
    assert len(read) > 60
    for name, copy in read.items():
        commit = COMMIT.fullmatch(copy["version"])
        assert commit is not None, name
        assert f"/{commit[1]}" in copy["url"], name
        assert copy["read"], name


def test_no_publishers_own_page_is_a_repository_of_somebody_else() -> None:
    """The one repository that is left is the publisher's own."""
    assert {name for name, card in cards().items() if "github.com" in card.get("url", "")} == {"charging-locations-2019-03"}


def test_of_a_table_without_a_known_licence_only_what_is_cited_is_published() -> None:
    package = json.loads((SITE / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    catalogue = (SITE / "dcat.jsonld").read_text(encoding="utf-8")
    closed = {name for name, card in cards().items() if card.get("reuse") == "cited-only"}
    assert len(closed) == 8
    for name, card in cards().items():
        offered = (SITE / f"evidence/data/{name}.csv").is_file()
        assert offered == (name not in closed) == (name in resources) == (f"/{name}.csv" in catalogue), name
        assert ("Reuse" in facts_of(name)) == (name in closed), name
        if offered:
            assert card["licence"] in json.dumps(resources[name]["licenses"], ensure_ascii=False), name


# numbers


def test_each_number_has_one_working_on_its_tables_page_in_the_register_and_in_the_workbook(register: dict[str, Any]) -> None:
    listed = {row["As its author wrote it"]: row for row in sheet("Numbers")}
    assert set(listed) == {number["expression"] for number in register["numbers"]}
    for number in register["numbers"]:
        name, row = number["expression"], listed[number["expression"]]
        assert plain(row["Number"]) == plain(number["text"]), name
        assert plain(row["How it was worked out"]) == plain(number["working"]), name
        for operand in number["rows"]:
            assert f"{operand['text']}: {operand['label']} ({operand['dataset']}:{operand['row']})" in row["Rows"], name
    assert len(listed) > 600


def test_a_tables_page_lists_every_number_taken_from_it_with_rows_that_are_there(register: dict[str, Any]) -> None:
    followed = 0
    for number in register["numbers"]:
        name = number["expression"]
        dataset = number["rows"][0]["dataset"]
        parts = [part for part in page_of(dataset).select("section.number")
                 if (working := part.select_one("p.working")) and words(working) == plain(number["working"])]
        assert any(len(rows_of(part)) == len(number["rows"]) and len(part.select("ul.ranking > li")) == len(number["ranking"])
                   for part in parts), name
        for link in (link for part in parts for link in rows_of(part)):
            page, _, row = str(link["href"]).partition("#")
            assert page_of(Path(page).stem or dataset).find(id=row) is not None, (name, row)
            followed += 1
        if number["ranking"]:
            assert sum(row["own"] for row in number["ranking"]) == 1, name
    assert followed > 900


def rows_of(part: Tag) -> list[Tag]:
    """The links of a number's working to the rows it was taken from, which stand in its first list."""
    first = part.select_one("ul")
    return first.select("a") if first is not None else []


def test_each_number_in_the_text_leads_to_its_working_or_its_row(register: dict[str, Any]) -> None:
    tables, followed = {table["id"] for table in register["datasets"]}, 0
    for path in SITE.rglob("*.html"):
        for href in re.findall(r'class="value reference internal" href="([^"]+)"', path.read_text(encoding="utf-8")):
            page, _, place = href.partition("#")
            assert Path(page).stem in tables and page_of(Path(page).stem).find(id=place) is not None, (path.name, href)
            followed += 1
    assert followed > 2_000
