"""Edits of items as edits of their Markdown, and the workbook that they come back in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from goldenthread.consultation.logs.log_columns import (
    BASE_HEADERS,
    BASE_SHEET,
    FINGERPRINT_HEADER,
    ID_HEADER,
    evidence_log,
    response_log,
)
from goldenthread.consultation.logs.read_back import LAST_HEADER_ROW, read_logs
from goldenthread.consultation.logs.rewrite_items import edited_text
from goldenthread.consultation.logs.three_way import FieldEdit
from goldenthread.model import Fault
from tests.books.records import FRAMEWORK, at, item, register

EVIDENCE = evidence_log(FRAMEWORK)
RESPONSES = response_log(register())
LOGS = (RESPONSES, EVIDENCE)
TEXT = "# People\n\n:::{evidence} Pay is low\n:id: EV_PAY\n  :period: 2018\n:confidence: high\n\nWords.\n:::\n"
PAY = item("evidence", "EV_PAY", "Pay is low", place=at(3), lines={"id": 4, "period": 5, "confidence": 6},
           period="2018", confidence="high")


def edit(field: str, after: str) -> FieldEdit:
    column = next(column for column in EVIDENCE.columns if column.field == field)
    return FieldEdit(item=PAY, column=column, before=PAY.text(field), after=after)


@pytest.mark.parametrize(("edits", "old", "new"), [
    ([edit("title", "Pay: lower")], ":::{evidence} Pay is low", ":::{evidence} Pay: lower"),
    ([edit("confidence", "low")], ":confidence: high", ":confidence: low"),
    # the indent of an option stays, and a value that YAML would read is quoted
    ([edit("period", "2018: part")], "  :period: 2018\n", '  :period: "2018: part"\n'),
    ([edit("period", "")], "  :period: 2018\n", ""),
    # an option that was not there stands below the last one
    ([edit("caution", "Small.")], ":confidence: high\n", ":confidence: high\n:caution: Small.\n"),
    ([edit("caution", "Small."), edit("geography", "North"), edit("confidence", "")], ":confidence: high\n",
     ":caution: Small.\n:geography: North\n"),
    ([], "", ""),
])
def test_an_edit_changes_its_own_line_and_no_other(edits: list[FieldEdit], old: str, new: str) -> None:
    assert edited_text(TEXT, edits) == TEXT.replace(old, new, 1)


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEADERS: list[object] = [ID_HEADER, *EVIDENCE.headers, FINGERPRINT_HEADER]
BASE: list[list[object]] = [list(BASE_HEADERS), ["EV_PAY", "Period", "2018"], ["EV_PAY", "Caution", "None"]]


def row(**cells: object) -> list[object]:
    return [cells.get(str(header).partition(" ")[0]) for header in HEADERS]


def test_a_workbook_gives_its_rows_and_what_was_given_out() -> None:
    came = row(Id="EV_PAY", Period=2018.0, Caution="None", Fingerprint="abc")
    raw = workbook(Evidence=[["Evidence log"], [], HEADERS, came], Base=BASE)
    returned = read_logs(raw, "back.xlsx", LOGS)
    assert returned.base == {"EV_PAY": {"Period": "2018", "Caution": ""}}
    [only] = returned.rows
    assert (only.log, str(only.place), only.id, only.fingerprint) == (EVIDENCE, "back.xlsx:4", "EV_PAY", "abc")
    assert (only.cells["Period"], only.cells["Caution"], set(only.cells)) == ("2018", "", set(EVIDENCE.headers))
    assert returned.remarks == []


def test_columns_may_be_moved_and_rows_without_anything_are_left_out() -> None:
    rows = [HEADERS, row(Id="EV_PAY", Fingerprint="abc"), row(Fingerprint="abc"), row(Area="x")]
    raw = workbook(Evidence=[cells[::-1] for cells in rows], Base=BASE)
    returned = read_logs(raw, "back.xlsx", LOGS)
    assert [(one.id, one.fingerprint, one.cells["Area"]) for one in returned.rows] == [("EV_PAY", "abc", ""), ("", "", "x")]


def test_the_headings_stand_in_the_first_30_rows() -> None:
    for above, good in ((LAST_HEADER_ROW - 1, True), (LAST_HEADER_ROW + 1, False)):
        raw = workbook(Evidence=[*([["x"]] * above), HEADERS, row(Id="EV_PAY")], Base=BASE)
        if good:
            assert len(read_logs(raw, "back.xlsx", LOGS).rows) == 1
        else:
            with pytest.raises(Fault, match=r"The sheet Evidence has no row with the headings Id, .*\[merge.columns\]"):
                read_logs(raw, "back.xlsx", LOGS)


@pytest.mark.parametrize(("sheets", "what"), [
    ({"Base": BASE}, "The workbook has neither of the sheets Responses and Evidence."),
    ({"Evidence": [HEADERS]}, "The sheet Base has no row with the headings Id, Column, Given out."),
    ({"Base": BASE, "Responses": [["Id"]]}, f"The sheet Responses has no row with the headings Id, {RESPONSES.headers[0]}"),
])
def test_a_workbook_without_its_sheets_or_headings_is_refused(sheets: dict[str, list[list[object]]], what: str) -> None:
    with pytest.raises(Fault) as raised:
        read_logs(workbook(**sheets), "back.xlsx", LOGS)
    assert (raised.value.problem.code, raised.value.problem.what.startswith(what)) == ("merge.columns", True)
    assert BASE_SHEET == "Base"
