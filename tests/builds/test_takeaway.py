"""What a reader takes away: the workbook, the CSV, and the JSON with its schema."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from goldenthread.analysis.summaries import editions_in_words, publishers_of, strength_flags, strength_in_words
from goldenthread.book.book_reader import read_book
from goldenthread.documents.register_files import csv_header, register_as_csv, register_as_json, register_schema
from goldenthread.documents.register_sheets import (
    NO_ENTRY,
    cover_of_register,
    notes_on_register,
    sheets_of_register,
    thread_rows,
)
from goldenthread.documents.workbooks import FORMULA_GUARD, LONGEST, CoverSheet, TableSheet, safe_cell, workbook_as_xlsx
from goldenthread.model import Register, item_address

COVER = CoverSheet(title="Book", publisher="Office", dated=date(2020, 3, 31), language="en-GB", lines=["All of it.", "https://example.org/"])


@pytest.fixture(scope="module")
def register(northshire: Path) -> Register:
    return read_book(northshire.parent.parent).register


@pytest.fixture(scope="module")
def book(northshire: Path) -> Workbook:
    return load_workbook(northshire / "register.xlsx")


@pytest.fixture(scope="module")
def exported(northshire: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((northshire / "register.json").read_text(encoding="utf-8"))
    return content


def cells(book: Workbook) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def one_sheet(*row: str | int) -> Workbook:
    """A workbook whose last sheet has this one row, read back."""
    sheet = TableSheet(name="Row", title="A row", description="One row.", rows=[row], widths=[10] * len(row),
                       headers=[f"Column {n}" for n in range(len(row))])
    return load_workbook(io.BytesIO(workbook_as_xlsx(COVER, [("Word", "Its sense")], [sheet])))


def test_an_item_is_told_by_where_it_stands(register: Register) -> None:
    expected = {key: (editions_in_words(register, item), publishers_of(register, item), strength_in_words(register, item))
            for key, item in register.items.items()}
    assert expected["EV_WORK"] == ("December 2019 edition onwards", ("Office of Counting", "Shore Trust"),
                               "Published; supports three priorities")
    assert expected["M20_PRI_HARBOURS"] == (
        "March 2020 edition", ("Sea Office", "Office of Counting", "Shore Trust"),
        "Rests on two findings, one of high confidence, from three publishers; the newest is about 2018")
    assert expected["D19_MEA_CATCH"] == ("December 2019 edition", ("Sea Office", "Shore Trust"), "Tracks two priorities")
    assert expected["RSP_QUAYS"] == ("March 2020 edition", (), "Changed one item")
    assert expected["RSP_FERRY"] == ("", (), "Changed no items")
    assert strength_flags(register)["EV_WAGE"] == ("provisional", "cautioned", "unused")
    assert strength_flags(register)["D19_PRI_FERRY"] == ("thin",)


# the workbook


def test_the_workbook_has_its_sheets_in_order(book: Workbook) -> None:
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Priorities", "Evidence", "Actions", "Measures", "Chains", "Gaps",
                               "Responses", "Datasets", "Thread", "Numbers"]
    assert [row[0].value for row in book["Contents"].iter_rows(min_row=4)] == book.sheetnames[2:]
    links = [row[0].hyperlink.location for row in book["Contents"].iter_rows(min_row=4)]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]


def test_each_sheet_is_one_marked_table_below_its_title(book: Workbook) -> None:
    names = set()
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        names.add(table.name)
        assert table.ref == f"A3:{sheet.dimensions.split(':')[1]}", sheet.title
        assert table.autoFilter is None, sheet.title
        headers = [cell.value for cell in sheet[3]]
        assert [column.name for column in table.tableColumns] == headers
        assert len(set(headers)) == len(headers)
        assert sheet["A1"].value and sheet["A2"].value.startswith("This sheet has one table")
        assert sheet.freeze_panes == "B4"
        assert not sheet.merged_cells.ranges
        assert [cell.coordinate for row in sheet.iter_rows(min_row=3) for cell in row if cell.value in {None, ""}] == []
    assert len(names) == len(book.worksheets) - 1


def test_every_item_dataset_and_thread_is_in_the_workbook(book: Workbook, register: Register) -> None:
    ids = {row[0].value for name in book.sheetnames[3:10] for row in book[name].iter_rows(min_row=4)}
    assert ids - {NO_ENTRY} == set(register.items)
    assert [row[0].value for row in book["Datasets"].iter_rows(min_row=4)] == list(register.datasets)
    threads = [[cell.value for cell in row] for row in book["Thread"].iter_rows(min_row=4)]
    assert threads == [list(row) for row in thread_rows(register)]
    assert {row[1] for row in threads} == {priority.id for priority in register.priorities()}
    assert threads[-3] == [
        "March 2020 edition", "M20_PRI_HARBOURS", "Land the catch cleanly at more than one harbour", "EV_CATCH",
        "Most of the catch is landed at Northport", "High", "Fish landed at each port (catch-2018)", "Sea Office", "June 2019"]


def test_a_measure_has_its_baseline_worked_out(book: Workbook) -> None:
    row = next(row for row in book["Measures"].iter_rows(min_row=4) if row[0].value == "D19_MEA_CATCH")
    assert [cell.value for cell in row][4:8] == ["2,158 tonnes", "catch-2018", "Should hold", "To keep 2,000 tonnes"]


def test_the_workbook_says_its_language_and_has_no_date_but_the_editions(book: Workbook, northshire: Path) -> None:
    properties = book.properties
    assert (properties.title, properties.language) == ("Northshire strategy: register", "en-GB")
    assert properties.created == properties.modified
    assert properties.created.date() == date(2020, 3, 31)
    with zipfile.ZipFile(northshire / "register.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_book_gives_the_same_bytes(northshire: Path, register: Register) -> None:
    again = workbook_as_xlsx(cover_of_register(register, "en-GB"), notes_on_register(register), sheets_of_register(register))
    assert again == (northshire / "register.xlsx").read_bytes()
    other = workbook_as_xlsx(cover_of_register(register, "cy"), notes_on_register(register), sheets_of_register(register))
    assert other != again


RISKY = ["＝1+1", "＠here", "=1+1", "+44", "-5 jobs", "@here", "\tx", '=HYPERLINK("https://example.org")', "https://example.org"]


def test_no_cell_is_a_formula_or_begins_as_one(book: Workbook) -> None:
    for workbook in (book, one_sheet(*RISKY)):
        assert [cell.coordinate for cell in cells(workbook) if cell.data_type == "f"] == []
        assert [cell.value for cell in cells(workbook) if str(cell.value).startswith(("=", "+", "-", "@", "\t"))] == []
    assert [cell.value for cell in one_sheet(*RISKY)["Row"][4]] == [*(FORMULA_GUARD + text for text in RISKY[:-1]), RISKY[-1]]


def test_numbers_stay_numbers_and_a_text_of_digits_a_text() -> None:
    assert [(cell.value, cell.data_type) for cell in one_sheet(12, "12")["Row"][4]] == [(12, "n"), ("12", "s")]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    assert len(safe_cell("word " * 9000)) <= LONGEST
    assert safe_cell("word " * 9000).endswith("…")
    assert len(str(one_sheet("word " * 9000)["Row"]["A4"].value)) <= LONGEST


def test_a_table_without_rows_says_none() -> None:
    sheet = TableSheet(name="Empty", title="Nothing", description="No row.", headers=["A", "B"], rows=[], widths=[5, 5])
    workbook = load_workbook(io.BytesIO(workbook_as_xlsx(COVER, [], [sheet])))["Empty"]
    assert [cell.value for cell in workbook[4]] == ["None", "None"]


# CSV


def test_the_csv_has_one_row_an_item_and_the_mark_of_its_letters(northshire: Path, register: Register) -> None:
    text = (northshire / "register.csv").read_bytes()
    assert text.startswith(b'\xef\xbb\xbf"id",')
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == csv_header(register)
    assert [row["id"] for row in rows] == list(register.items)
    wage = next(row for row in rows if row["id"] == "EV_WAGE")
    assert wage["text"] == "A week's pay was £490, against £540."
    assert wage["page"] == "evidence/sea.html#EV_WAGE"


def test_no_cell_of_the_csv_begins_as_a_formula(tmp_path: Path) -> None:
    from tests.books.small_book import changed, write_book

    change = changed("evidence/people.md", "{evidence} A third", "{evidence} =SUM(A1) A third")
    register = read_book(write_book(tmp_path, change)).register
    rows = list(csv.reader(io.StringIO(register_as_csv(register, lambda item: item.id))))
    assert any(cell.startswith(f"{FORMULA_GUARD}=SUM") for row in rows for cell in row)
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []


# JSON


def test_the_register_fits_its_schema(northshire: Path, exported: dict[str, Any]) -> None:
    rule = json.loads((northshire / "register.schema.json").read_text(encoding="utf-8"))
    assert rule["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(rule)
    assert [error.message for error in Draft202012Validator(rule).iter_errors(exported)] == []


@pytest.mark.parametrize(("name", "value"), [
    ("kind", "poem"), ("id", "lower case"), ("tags", ["weather"]), ("edition", "1066"), ("title", ""),
    ("links", {"rests_on": ["x y"]}), ("strength", {"words": ""}), ("text", None),
])
def test_the_schema_refuses_what_no_register_has(register: Register, exported: dict[str, Any], name: str, value: object) -> None:
    rule = Draft202012Validator(register_schema(register, "^[A-Z][A-Z0-9_]{2,39}$"))
    broken = deepcopy(exported)
    broken["items"][0][name] = value
    assert [list(error.absolute_path)[:3] for error in rule.iter_errors(broken)] == [["items", 0, name]]


def test_the_json_has_every_item_as_its_page_tells_it(register: Register, exported: dict[str, Any]) -> None:
    assert [item["id"] for item in exported["items"]] == list(register.items)
    assert exported == register_as_json(register, lambda item: f"{item.place.docname}.html#{item.id}")
    harbours = next(item for item in exported["items"] if item["id"] == "M20_PRI_HARBOURS")
    assert harbours["links"] == {"rests_on": ["EV_CATCH", "EV_WORK"], "revises": ["D19_PRI_HARBOURS"], "because": ["RSP_QUAYS"]}
    assert harbours["address"] == item_address(register.book.site, "M20_PRI_HARBOURS")
    assert harbours["address"].endswith("id/M20_PRI_HARBOURS.html")
    assert (harbours["strength"]["findings"], harbours["strength"]["high"], harbours["strength"]["publishers"]) == (2, 1, 3)
