"""The register as a workbook, as JSON and as CSV, from records made in memory."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from goldenthread.documents import (
    FORMULA_GUARD,
    NO_ENTRY,
    cover_of_register,
    joined_or_none,
    register_as_csv,
    register_as_json,
    register_schema,
    sheets_of_register,
)
from goldenthread.documents.register_files import csv_header
from goldenthread.documents.register_sheets import thread_rows
from goldenthread.model import DataCopy, Item, Mention, Register, ResponseOrigin
from tests.books.records import BOOK, at, dataset, item, reference, register

SKILLS = dataset("skills", "north 2018 33.0, south 2018 41.5", released="2019-11")
PRIORITY = item("priority", "PRI_SKILLS", "Raise skills", edition="2019-12", status="draft", tags="people clean",
                rests_on="EV_SKILLS EV_OPEN GONE")
FINDING = item("evidence", "EV_SKILLS", "Few are trained", confidence="high", period="2018", datasets="skills",
               references="survey", tags="people", body="{value}`skills:north:2018` of residents.")
OPEN = item("evidence", "EV_OPEN", "=1+1 looks like a formula", confidence="low", caution="Old.")
MEASURE = item("measure", "MEA_SKILLS", "Trained", edition="2019-12", tracks="PRI_SKILLS", baseline="skills:north:2018")
RESPONSE = item("response", "RSP_ONE", "A point", respondent="A college", chapter="people", received="2019-10-02",
                disposition="open")


@pytest.fixture
def book() -> Register:
    made = register(PRIORITY, FINDING, OPEN, MEASURE, RESPONSE, tables=[SKILLS], references=[reference("survey")],
                    titles={"people": "People"})
    return replace(made, book=replace(BOOK, site="https://example.org/book/"))


def page_of(item: Item) -> str:
    return f"people.html#{item.id}"


def rows_of(book: Register, name: str) -> list[dict[str, object]]:
    sheet = next(sheet for sheet in sheets_of_register(book) if sheet.name == name)
    return [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows]


def test_entries_of_a_cell_are_joined_or_none() -> None:
    assert joined_or_none(["a", "", "b"]) == "a; b"
    assert joined_or_none([""]) == joined_or_none([]) == NO_ENTRY


def test_the_cover_is_of_the_last_edition_and_the_latest_day(book: Register) -> None:
    cover = cover_of_register(book, "en-GB")
    assert (cover.title, cover.dated, cover.language) == ("Strategy: register", date(2020, 3, 31), "en-GB")
    assert cover.lines[:2] == ["Published by: The partnership", "As of the 2020-03 edition, dated 31 March 2020."]
    assert cover.lines[-1] == "https://example.org/book/"


def test_every_cell_has_something_to_say(book: Register) -> None:
    for sheet in sheets_of_register(book):
        assert len(sheet.headers) == len(sheet.widths)
        for row in sheet.rows:
            assert len(row) == len(sheet.headers)
            assert all(cell != "" for cell in row)


def test_every_number_is_there_with_its_working_its_rows_and_its_places(book: Register) -> None:
    mention = Mention(kind="value", text="rank of skills:north:2018 among district, ordinal", place=at(), item="EV_SKILLS")
    with_numbers = replace(book, mentions=(mention,))
    rank, baseline = rows_of(with_numbers, "Numbers")
    assert (rank["Number"], baseline["Number"]) == ("2nd", "33.0%")
    assert str(rank["How it was worked out"]).startswith("North has 33.0%: 2nd of 2 districts, counted from the highest.")
    assert rank["Rows"] == "33.0%: North, 2018 (skills:north:2018)"
    assert rank["Ranking"] == "1st South, 2018 (41.5%); 2nd North, 2018 (33.0%)"
    assert (rank["Stands in"], baseline["Stands in"]) == ("EV_SKILLS", "MEA_SKILLS")
    first, second = register_as_json(with_numbers, page_of)["numbers"]
    assert first["ranking"] == [
        {"place": 1, "own": False, "dataset": "skills", "row": "south:2018", "label": "South, 2018", "text": "41.5%"},
        {"place": 2, "own": True, "dataset": "skills", "row": "north:2018", "label": "North, 2018", "text": "33.0%"}]
    assert first["stands"] == [{"page": "evidence/people", "item": "EV_SKILLS"}]
    assert (second["value"], second["unit"], second["working"]) == ("33.0", "%", "33.0%, as the table has it.")


def test_a_priority_says_what_it_rests_on_with_ids(book: Register) -> None:
    row, = rows_of(book, "Priorities")
    assert row["Rests on"] == "Few are trained (EV_SKILLS); =1+1 looks like a formula (EV_OPEN); GONE"
    assert (row["Foundations"], row["Grand challenges"], row["Revises"]) == ("People", "Clean", NO_ENTRY)


def test_a_finding_says_what_it_supports_and_its_numbers_are_worked_out(book: Register) -> None:
    row, other = rows_of(book, "Evidence")
    assert (row["Supports"], row["Datasets"]) == ("Raise skills (PRI_SKILLS)", "skills")
    assert row["Publications"] == "Bureau (2018), survey"
    assert row["Text"] == "33.0% of residents."
    assert (other["Caution"], other["Datasets"]) == ("Old.", NO_ENTRY)


def test_measures_and_responses_say_what_they_are_about(book: Register) -> None:
    measure, = rows_of(book, "Measures")
    assert (measure["Tracks"], measure["Baseline"]) == ("Raise skills (PRI_SKILLS)", "33.0%")
    assert measure["Dataset of the baseline"] == "skills"
    response, = rows_of(book, "Responses")
    assert (response["About"], response["Received"], response["From"]) == ("People", "2 October 2019", "A college")


@pytest.mark.parametrize(("baseline", "datasets"), [
    ("rise from skills:north:2018 to jobs:north:2018, 1 decimal", "skills; jobs"),
    ("skills:north:2018 as % of skills:south:2018", "skills"), ("gone:north:2018", NO_ENTRY),
])
def test_a_measure_names_every_dataset_of_its_baseline(baseline: str, datasets: str) -> None:
    book = register(item("measure", "MEA_A", baseline=baseline), tables=[SKILLS, dataset("jobs", "north 2018 40.0")])
    assert [row["Dataset of the baseline"] for row in rows_of(book, "Measures")] == [datasets]


def test_a_thread_has_a_row_for_each_source_and_one_where_there_is_none(book: Register) -> None:
    assert [row[1:] for row in thread_rows(book)] == [
        ["PRI_SKILLS", "Raise skills", "EV_SKILLS", "Few are trained", "High", "skills (skills)", "Office", "November 2019"],
        ["PRI_SKILLS", "Raise skills", "EV_SKILLS", "Few are trained", "High", "survey", "Bureau", "2018"],
        ["PRI_SKILLS", "Raise skills", "EV_OPEN", "=1+1 looks like a formula", "Low", NO_ENTRY, NO_ENTRY, NO_ENTRY]]
    alone = register(item("priority", "PRI_ALONE", "Alone", edition="2019-12"))
    assert [row[1:] for row in thread_rows(alone)] == [["PRI_ALONE", "Alone", *[NO_ENTRY] * 6]]


def test_the_json_fits_its_schema_and_leaves_out_what_is_empty(book: Register) -> None:
    written = register_as_json(book, page_of)
    Draft202012Validator(register_schema(book, "^[A-Z][A-Z0-9_]{2,39}$")).validate(written)
    items = {entry["id"]: entry for entry in written["items"]}
    assert items["PRI_SKILLS"]["links"] == {"rests_on": ["EV_SKILLS", "EV_OPEN", "GONE"]}
    assert items["PRI_SKILLS"]["address"] == "https://example.org/book/id/PRI_SKILLS.html"
    assert items["PRI_SKILLS"]["page"] == "people.html#PRI_SKILLS"
    assert {name: items["PRI_SKILLS"]["strength"][name] for name in ("findings", "high", "medium", "low")} == {
        "findings": 2, "high": 1, "medium": 0, "low": 1}
    assert items["EV_SKILLS"]["strength"]["supports"] == 1
    assert items["MEA_SKILLS"]["strength"] is None
    assert items["EV_OPEN"]["title"] == "=1+1 looks like a formula"


def test_the_csv_has_a_row_an_item_and_guards_what_begins_like_a_formula(book: Register) -> None:
    text = register_as_csv(book, page_of)
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == csv_header(book) == [
        "id", "kind", "title", "edition", "foundations", "challenges", "confidence_or_status", "publishers", "strength", "links",
        "text", "page", "address"]
    assert [row["id"] for row in rows] == ["PRI_SKILLS", "EV_SKILLS", "EV_OPEN", "MEA_SKILLS", "RSP_ONE"]
    assert rows[0]["links"] == "rests_on: EV_SKILLS, EV_OPEN, GONE"
    assert rows[2]["title"] == f"{FORMULA_GUARD}=1+1 looks like a formula"


def test_a_table_that_a_response_brought_says_so_and_no_other_does() -> None:
    brought = ResponseOrigin(by="RSP_A", owner="The colleges", accepted="")
    made = register(item("response", "RSP_A", "Ours"), tables=[
        dataset("ours", "north 2018 1", brought=brought), dataset("theirs", "north 2018 1")])
    entries = {one["id"]: one for one in register_as_json(made, lambda one: f"id/{one.id}.html")["datasets"]}
    assert entries["ours"]["brought"] == {"by": "RSP_A", "owner": "The colleges", "accepted": ""}
    assert "brought" not in entries["theirs"]
    schema = Draft202012Validator(register_schema(made, "^[A-Z_]+$")["properties"]["datasets"])
    assert schema.is_valid(list(entries.values()))
    assert not schema.is_valid([{**entries["ours"], "brought": {"by": "RSP_A"}}])


@pytest.mark.parametrize("url", ["https://example.org/own", ""])
@pytest.mark.parametrize("copy", [None, DataCopy(holder="A library", url="https://example.com/copy", version="commit f157936",
                                                 read="2019-11")])
def test_the_exports_name_the_publishers_page_and_the_copy_that_was_read(url: str, copy: DataCopy | None) -> None:
    made = register(tables=[dataset("pay", "north 2018 1", url=url, copy=copy)])
    (entry,) = register_as_json(made, page_of)["datasets"]
    (row,) = rows_of(made, "Datasets")
    words = "A library, commit f157936, read in November 2019" if copy else ""
    assert [entry[name] for name in ("publisher", "url", "copy", "copy_url")] == ["Office", url, words, copy.url if copy else ""]
    assert [row[name] for name in ("Publisher", "Publisher's own page", "Copy that was read", "Address of the copy")] == [
        "Office", url or NO_ENTRY, words or NO_ENTRY, copy.url if copy else NO_ENTRY]
