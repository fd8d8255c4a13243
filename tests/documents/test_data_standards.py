"""Tables and editions by the standards of others: CSV on the Web, Data Package, DCAT, StratML, each held against its rules."""

from __future__ import annotations

import csv
import json
import os
import warnings
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from lxml import etree

from goldenthread.book import read_book
from goldenthread.documents import (
    AREA_CODES,
    REGISTER_FORMAT,
    area_codes,
    csvw_metadata,
    data_package,
    edition_as_stratml,
    header_of,
)
from goldenthread.documents.stratml import NAMESPACE
from goldenthread.model import LICENCES, DataCopy, Register, licence_called
from goldenthread.site.page_metadata import dcat_catalogue
from tests.books.broken_books import PEOPLE
from tests.books.small_book import ROOT, changed, write_book

TABLE = "evidence/data/skills-2018.csv"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return read_book(write_book(tmp_path_factory.mktemp("standards") / "book")).register


# licences


@pytest.mark.parametrize(("words", "licence"), [
    ("Open Government Licence v3.0", "OGL-UK-3.0"), ("Open Government Licence (Gateway to Research)", "OGL-UK-3.0"),
    ("OGL 3", "OGL-UK-3.0"), ("CC BY 4.0 (HESA open data)", "CC-BY-4.0"), ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
    ("Creative Commons Attribution-ShareAlike 4.0", "CC-BY-SA-4.0"), ("CC0", "CC0-1.0")])
def test_a_licence_is_known_as_cards_write_it(words: str, licence: str) -> None:
    known = licence_called(words)
    assert known is LICENCES[licence]


@pytest.mark.parametrize("words", [
    "Open Government Licence v2.0", "OGL v1", "CC BY-NC 4.0", "CC BY 3.0", "None: the numbers are invented", "CC BY-ND 4.0",
    "Numbers quoted with acknowledgement; no licence stated"])
def test_a_licence_that_is_another_is_not_taken_for_a_known_one(words: str) -> None:
    assert licence_called(words) is None


# CSV on the Web, https://www.w3.org/TR/tabular-metadata/


def csvw_faults(metadata: dict[str, Any], folder: Path) -> list[str]:
    """What a processor of CSVW would find in the tables of a group, by the rules that this metadata uses."""
    tables: dict[str, tuple[dict[str, Any], list[dict[str, str]]]] = {}
    faults = [] if metadata["@context"][0] == "http://www.w3.org/ns/csvw" else ["context"]
    for table in metadata["tables"]:
        with (folder / table["url"]).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            schema, names = table["tableSchema"], [column["name"] for column in table["tableSchema"]["columns"]]
            # section 5.6: names are unique and no name begins with an underscore; titles are those of the header, in its order
            titles = [column["titles"] for column in schema["columns"]]
            faults += [] if titles == reader.fieldnames else [f"{table['url']}: header"]
            faults += [name for name in names if name.startswith("_") or names.count(name) > 1]
            rows = list(reader)
        tables[table["url"]] = schema, rows
        for column in schema["columns"]:
            cells = [row[column["name"]] for row in rows]
            if column.get("required") and not all(cells):
                faults.append(f"{column['name']} is required")
            if column["datatype"] == "decimal":
                faults += [cell for cell in cells if cell and not Decimal(cell).is_finite()]
        keys = [schema["primaryKey"]] if isinstance(schema["primaryKey"], str) else schema["primaryKey"]
        if len({tuple(row[key] for key in keys) for row in rows}) != len(rows):
            faults.append(f"{table['url']}: primary key")
    for schema, rows in tables.values():
        for key in schema.get("foreignKeys", ()):
            _, others = tables[key["reference"]["resource"]]
            known = {row[key["reference"]["columnReference"]] for row in others}
            faults += sorted({row[key["columnReference"]] for row in rows} - known)
    return faults


def published(register: Register, root: Path, table: str) -> tuple[dict[str, Any], Path]:
    folder = root / "evidence/data"
    folder.mkdir(parents=True)
    (folder / "skills-2018.csv").write_text(table, encoding="utf-8")
    (root / AREA_CODES).write_text(area_codes(register.areas), encoding="utf-8")
    return csvw_metadata(register.datasets["skills-2018"], header_of(table), "en-GB"), folder


def test_a_table_is_what_its_metadata_says(register: Register, tmp_path: Path) -> None:
    table = (write_book(tmp_path / "book") / TABLE).read_text(encoding="utf-8")
    metadata, folder = published(register, tmp_path / "site", table)
    assert csvw_faults(metadata, folder) == []
    # and the trial itself finds what is wrong
    assert csvw_faults(*published(register, tmp_path / "other", table + "nowhere,2018,1\n")) == ["nowhere"]
    twice = table + table.splitlines()[1] + "\n"
    assert csvw_faults(*published(register, tmp_path / "twice", twice)) == ["skills-2018.csv: primary key"]


def test_another_program_for_csvw_finds_a_table_as_its_metadata_says(
    register: Register, tmp_path: Path
) -> None:
    csvw = pytest.importorskip("csvw", reason="pip install csvw has this tried by a library of others")
    table = (write_book(tmp_path / "book") / TABLE).read_text(encoding="utf-8")

    def is_valid(name: str, more: str) -> bool:
        metadata, folder = published(register, tmp_path / name, table + more)
        file = folder / "skills-2018.csv-metadata.json"
        file.write_text(json.dumps(metadata), encoding="utf-8")
        try:
            return bool(csvw.CSVW(str(file), validate=True).is_valid)
        except ValueError:  # so it tells of a key that leads nowhere; of all else it warns
            return False

    assert is_valid("right", "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert not is_valid("nowhere", "nowhere,2018,1\n")
        assert not is_valid("words", "north,2019,many\n")


def test_columns_stand_in_the_order_of_the_table(register: Register) -> None:
    metadata = csvw_metadata(register.datasets["skills-2018"], ["period", "area", "value", "cell"], "en-GB")
    assert [column["name"] for column in metadata["tables"][0]["tableSchema"]["columns"]] == ["period", "area", "value", "cell"]
    package = data_package(register, {"skills-2018": ["period", "area", "value", "cell"]})
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == ["period", "area", "value", "cell"]


def test_the_metadata_name_the_publisher_and_the_copy_that_was_read(register: Register) -> None:
    table = register.datasets["skills-2018"]
    copy = DataCopy(holder="A library", url="https://example.com/copy.csv", version="commit f157936", read="2019-11")
    publication = {"@id": table.publisher_page, "dc:title": table.publication}
    read = {"@id": copy.url, "dc:title": "A library, commit f157936, read in November 2019"}
    for one, sources in ((table, [publication]), (replace(table, copy=copy), [publication, read]),
                         (replace(table, copy=copy, url=""), [table.publication, read])):
        (described, _areas) = csvw_metadata(one, ["area", "period", "value"], "en-GB")["tables"]
        assert (described["dc:publisher"], described["dc:source"]) == (table.publisher, sources)


# Data Package, DCAT


def test_a_data_package_says_who_under_which_licence_and_where(tmp_path: Path) -> None:
    site = 'file = "land"\nsite = "https://example.org/land"'
    root = write_book(tmp_path, changed("strategy/editions.toml", 'file = "land"', site))
    register = read_book(root).register
    package = data_package(register, {"skills-2018": ["area", "period", "value"]})
    assert package["homepage"] == "https://example.org/land"
    assert package["contributors"] == [{"title": "The partnership", "role": "wrangler"},
                                       {"title": "Statistics Office", "role": "author"}]
    table, areas = package["resources"]
    assert package["licenses"] == table["licenses"] == [{"name": "other", "title": register.datasets["skills-2018"].licence}]
    assert table["schema"]["foreignKeys"] == [{"fields": ["area"], "reference": {"resource": "area.codes", "fields": ["id"]}}]
    assert (areas["name"], areas["path"]) == ("area.codes", "areas.csv")


def test_the_area_codes_lead_to_official_geography(register: Register) -> None:
    rows = list(csv.DictReader(area_codes(register.areas).splitlines()))
    assert {(row["id"], row["name"], row["code"], row["kind"]) for row in rows} == {
        (area.id, area.name, area.code, area.kind) for area in register.areas.values()}


def test_the_catalogue_names_every_table_and_offers_those_that_may_be_published(register: Register) -> None:
    catalogue = dcat_catalogue(register)
    (entry,) = catalogue["dcat:dataset"]
    assert (catalogue["@type"], entry["@type"], entry["dct:identifier"]) == ("dcat:Catalog", "dcat:Dataset", "skills-2018")
    assert entry["dcat:distribution"]["dcat:downloadURL"] == {"@id": "evidence/data/skills-2018.csv"}
    assert "@context" in catalogue and "@context" not in entry
    json.dumps(catalogue)


# StratML Part 2: which elements may stand in which, in this order, as its schema of 16 February 2016 has them

ORDER = {
    "PerformancePlanOrReport": ("Name", "Description", "OtherInformation", "StrategicPlanCore", "AdministrativeInformation"),
    "StrategicPlanCore": ("Organization", "Goal"), "Organization": ("Name",),
    "Goal": ("Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation", "Objective"),
    "Objective": ("Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation",
                  "PerformanceIndicator"),
    "Stakeholder": ("Name", "Role"), "Role": ("Name", "Description", "RoleType"),
    "PerformanceIndicator": ("MeasurementDimension", "UnitOfMeasurement", "Identifier", "MeasurementInstance",
                             "OtherInformation"),
    "MeasurementInstance": ("TargetResult", "ActualResult"),
    "TargetResult": ("Description",), "ActualResult": ("StartDate", "EndDate", "NumberOfUnits", "Description"),
    "AdministrativeInformation": ("Identifier", "PublicationDate", "Source"),
}
REQUIRED = {
    "PerformancePlanOrReport": {"Name", "StrategicPlanCore"}, "StrategicPlanCore": {"Goal"}, "Goal": {"Name", "Description"},
    "PerformanceIndicator": {"MeasurementDimension", "UnitOfMeasurement"}, "Stakeholder": {"Name"}, "Role": {"Name"},
}


def stratml_faults(root: Element) -> list[str]:
    faults, identifiers = [], [node.text for node in root.iter() if node.tag.endswith("}Identifier")]
    for node in root.iter():
        name, inner = node.tag.removeprefix(f"{{{NAMESPACE}}}"), [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in node]
        order = ORDER.get(name, ())
        faults += [f"{child} in {name}" for child in inner if child not in order]
        if not faults and inner != sorted(inner, key=order.index):
            faults.append(f"order in {name}")
        faults += [f"{name} without {child}" for child in REQUIRED.get(name, set()) - set(inner)]
    return faults + ([] if len(set(identifiers)) == len(identifiers) else ["identifiers"])


def test_an_edition_is_a_plan_of_goals_objectives_and_indicators(register: Register) -> None:
    data = edition_as_stratml(register, register.editions["2020-03"])
    root = ElementTree.fromstring(data)
    assert stratml_faults(root) == []
    space = {"s": NAMESPACE}
    assert root.attrib == {"Type": "Performance_Plan"}
    (goal,) = root.findall(".//s:Goal", space)
    assert goal.findtext("s:Identifier", "", space) == "M20_PRI_SKILLS"
    assert "EV_SKILLS" in goal.findtext("s:OtherInformation", "", space)
    action, seen = goal.findall("s:Objective", space)
    assert (action.findtext("s:Identifier", "", space), action.findtext("s:Stakeholder/s:Name", "", space)) == (
        "M20_ACT_COURSES", "Colleges")
    indicator = seen.find("s:PerformanceIndicator", space)
    assert indicator is not None
    assert indicator.findtext("s:UnitOfMeasurement", "", space) == "%"
    actual = indicator.find(".//s:ActualResult", space)
    assert actual is not None
    assert [actual.findtext(f"s:{name}", "", space) for name in ("StartDate", "EndDate", "NumberOfUnits")] == [
        "2018-01-01", "2018-12-31", "33.0"]
    assert indicator.findtext(".//s:TargetResult/s:Description", "", space) == "Should rise."
    assert data == edition_as_stratml(register, register.editions["2020-03"])


def test_an_edition_is_valid_by_the_schema_of_stratml_where_that_is_at_hand(register: Register) -> None:
    path = os.environ.get("STRATML_XSD", "")
    if not path:
        pytest.skip("STRATML_XSD=FILE names the schema of StratML Part 2, which may not be kept here")
    schema = etree.XMLSchema(etree.parse(path))
    for edition in register.editions.values():
        assert schema.validate(etree.fromstring(edition_as_stratml(register, edition))), schema.error_log
    with_fault = edition_as_stratml(register, register.editions["2020-03"]).replace(b"Performance_Plan", b"Plan")
    assert not schema.validate(etree.fromstring(with_fault)), "it is the schema of such plans"


def test_an_edition_without_a_priority_is_no_plan(tmp_path: Path) -> None:
    root = write_book(tmp_path, {**changed(PEOPLE, "", ""), "strategy/2020-03/people.md": "# People\n"})
    register = read_book(root).register
    assert edition_as_stratml(register, register.editions["2020-03"]) == b""


def test_the_page_on_formats_names_the_number_of_the_register() -> None:
    page = (ROOT / "docs/developers/formats.md").read_text(encoding="utf-8")
    assert f"`format` in `register.json` is a whole number, now {REGISTER_FORMAT}." in page
