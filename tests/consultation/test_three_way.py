"""The three-way merge of a log, from records alone: what is taken, what stands in the way, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.consultation.logs.log_columns import Log, evidence_log, response_log, row_fingerprint
from goldenthread.consultation.logs.read_back import ReturnedLogs, ReturnedRow
from goldenthread.consultation.logs.three_way import Decision, MergeResult, decide, merge_rows
from goldenthread.model import Item
from tests.books.records import FIRST, FRAMEWORK, at, item, register

EVIDENCE = evidence_log(FRAMEWORK)

VOCABULARY = read_vocabulary(Path(__file__).parents[2])
BOOK = register(
    item("response", "RSP_OLD", "Old numbers", disposition="open", grounds="None yet.", criterion="accuracy", respondent="Board",
         about="EV_A", lines={"grounds": 9, "disposition": 8}),
    item("response", "RSP_NEW", "New numbers", disposition="accepted"), item("response", ""),
    item("evidence", "EV_A", "A third", confidence="high", period="2018", datasets="a", caution="", lines={"confidence": 4}),
    editions=(FIRST,))


RESPONSES = response_log(BOOK)


def given(log: Log, name: str) -> dict[str, str]:
    """What a row held when it was given out: the book as it is."""
    return {column.header: column.value_of(BOOK, BOOK.items[name]) for column in log.columns}


def row(name: str, edits: dict[str, str], log: Log = RESPONSES, line: int = 4, base: dict[str, str] | None = None) -> ReturnedRow:
    held = base if base is not None else given(log, name)
    return ReturnedRow(log=log, place=at(line, "back.xlsx"), id=name, cells={**held, **edits}, fingerprint=row_fingerprint(held))


def merge(*rows: ReturnedRow, base: dict[str, dict[str, str]] | None = None, remarks: tuple[str, ...] = ()) -> MergeResult:
    own = base or {one.id: given(one.log, one.id) for one in rows if one.id in BOOK.items}
    return merge_rows(BOOK, VOCABULARY, ReturnedLogs(rows=list(rows), base=own, remarks=list(remarks)))


def problems(result: MergeResult) -> list[tuple[str, str, str, str]]:
    assert result.edits == []
    return [(str(one.place), one.code, f"{one.what} {one.fix}", one.about) for one in result.problems]


@pytest.mark.parametrize(("base", "current", "returned", "decision"), [
    ("a", "a", "a", Decision.NOTHING),   # nobody changed it
    ("a", "a", "b", Decision.TAKE),      # only who returned it did
    ("a", "b", "a", Decision.NOTHING),   # only the book did
    ("a", "b", "b", Decision.NOTHING),   # both did, alike
    ("a", "b", "c", Decision.CONFLICT),  # both did, each in their own way
    ("", "", "", Decision.NOTHING),      # the same where there was nothing, or is nothing now
    ("", "", "b", Decision.TAKE),
    ("a", "a", "", Decision.TAKE),
    ("", "b", "", Decision.NOTHING),
    ("", "b", "b", Decision.NOTHING),
    ("", "b", "c", Decision.CONFLICT),
    ("a", "", "a", Decision.NOTHING),
    ("a", "", "", Decision.NOTHING),
    ("a", "", "c", Decision.CONFLICT),
    ("a", "b", "", Decision.CONFLICT),
])
def test_an_edit_is_taken_unless_the_book_has_changed_to_something_else(
    base: str, current: str, returned: str, decision: Decision
) -> None:
    assert decide(base, current, returned) is decision


@pytest.mark.parametrize(("log", "name", "header", "cell", "field", "before", "after", "message"), [
    (RESPONSES, "RSP_OLD", "Grounds", "It is old.", "grounds", "None yet.", "It is old.",
     "evidence/people.md:9: RSP_OLD, grounds: 'None yet.' becomes 'It is old.'."),
    (RESPONSES, "RSP_OLD", "Grounds", "", "grounds", "None yet.", "",
    "evidence/people.md:9: RSP_OLD, grounds: 'None yet.' becomes nothing."),
    (RESPONSES, "RSP_OLD", "Point", "Older", "title", "Old numbers", "Older",
     "evidence/people.md:1: RSP_OLD, point: 'Old numbers' becomes 'Older'."),
    (RESPONSES, "RSP_OLD", "Decision", "Accepted in part", "disposition", "open", "accepted-in-part",
     "evidence/people.md:8: RSP_OLD, decision: 'open' becomes 'accepted-in-part'."),
    (RESPONSES, "RSP_OLD", "Decision", "ACCEPTED-in-part", "disposition", "open", "accepted-in-part", ""),
    (RESPONSES, "RSP_OLD", "Decision", "accepted IN part", "disposition", "open", "accepted-in-part", ""),
    (EVIDENCE, "EV_A", "Confidence", "low", "confidence", "high", "low", ""),
    (EVIDENCE, "EV_A", "Caution", "Small.", "caution", "", "Small.",
    "evidence/people.md:1: EV_A, caution: nothing becomes 'Small.'."),
    (EVIDENCE, "EV_A", "Caution", "Two\n lines\u202e\u0007 [[x]] <{y}", "caution", "", "Two lines [ [x]] < {y}", ""),
    (EVIDENCE, "EV_A", "Caution", "Ask a@b.uk", "caution", "", "Ask a@b.uk", ""),
    (RESPONSES, "RSP_OLD", "Grounds", "Dear Anna,", "grounds", "None yet.", "Dear Anna,", ""),
])
def test_an_edit_that_came_back_is_taken_as_markdown_has_it(
    log: Log, name: str, header: str, cell: str, field: str, before: str, after: str, message: str
) -> None:
    result = merge(row(name, {header: cell}, log))
    [edit] = result.edits
    assert (edit.item.id, edit.column.field, edit.before, edit.after) == (name, field, before, after)
    assert (result.problems, result.remarks) == ([], [])
    assert str(edit) == message or not message


@pytest.mark.parametrize("edits", [
    {}, {"Decision": "open"}, {"Decision": "OPEN"}, {"Grounds": "None  yet."}, {"Point": " Old numbers"},
])
def test_what_is_as_it_was_gives_no_edit(edits: dict[str, str]) -> None:
    result = merge(row("RSP_OLD", edits), remarks=("A remark.",))
    assert (result.edits, result.problems, result.remarks) == ([], [], ["A remark."])


def test_a_column_that_is_only_for_reading_does_not_come_back_and_the_others_do() -> None:
    result = merge(row("RSP_OLD", {"From": "Else", "Grounds": "New.", "Text": "x"}))
    assert result.remarks == ["back.xlsx:4: 'From' of RSP_OLD was edited, which does not come back.",
                              "back.xlsx:4: 'Text' of RSP_OLD was edited, which does not come back."]
    assert [edit.after for edit in result.edits] == ["New."]


def test_a_cell_that_could_not_be_read_is_left_as_it_is() -> None:
    held = row("RSP_OLD", {"Grounds": "New."})
    del held.cells["Point"]  # type: ignore[attr-defined]
    assert [edit.after for edit in merge(held).edits] == ["New."]


def changed_meanwhile(**then: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    base = {**given(RESPONSES, "RSP_OLD"), **then}
    return base, {"RSP_OLD": base}


def test_what_both_sides_changed_to_different_things_is_a_conflict() -> None:
    base, held = changed_meanwhile(Grounds="At first.")
    result = merge(row("RSP_OLD", {"Grounds": "Returned."}, base=base), base=held)
    assert problems(result) == [(
        "back.xlsx:4", "merge.conflict",
        "RSP_OLD, 'Grounds': given out 'At first.', now 'None yet.' (evidence/people.md:9), came "
        "back 'Returned.'. Decide which stands: write it there, or into the cell what is there now.", "RSP_OLD")]
    base, held = changed_meanwhile(Decision="Not accepted")
    result = merge(row("RSP_OLD", {"Decision": "accepted"}, base=base), base=held)
    assert "given out 'Not accepted', now 'Open' (evidence/people.md:8), came back 'Accepted'." in problems(result)[0][2]


def test_what_only_the_book_changed_or_both_changed_alike_is_none() -> None:
    base, held = changed_meanwhile(Grounds="At first.")
    for edits in ({}, {"Grounds": "None yet."}):
        result = merge(row("RSP_OLD", edits, base=base), base=held)
        assert (result.edits, result.problems) == ([], [])


@pytest.mark.parametrize(("edited", "code", "message"), [
    (row("RSP_OLD", {"Decision": "acepted"}), "merge.choice",
    "RSP_OLD, 'Decision': 'acepted' is none of the choices. Choose from: Open, "
     "Accepted, Accepted in part, Already covered, Not accepted, Out of scope. Did you mean 'Accepted'?"),
    (row("RSP_OLD", {"Decision": ""}), "merge.choice", "RSP_OLD, 'Decision': nothing is none of the choices. Choose from: Open, "
     "Accepted, Accepted in part, Already covered, Not accepted, Out of scope."),
    (row("RSP_OLD", {"Point": ""}), "merge.empty", "RSP_OLD, 'Point': an item needs a title. Write one."),
    (row("RSP_OLD", {"Grounds": "Ask a@b.uk"}), "merge.private",
     "RSP_OLD, 'Grounds' holds an e-mail address. Take it out of the cell."),
    (row("RSP_OLD", {"Grounds": "Dear Anna, call 01632 960 000"}), "merge.private",
     "RSP_OLD, 'Grounds' holds a telephone number. Take it out of the cell."),
])
def test_what_cannot_be_taken_is_refused(edited: ReturnedRow, code: str, message: str) -> None:
    assert problems(merge(edited)) == [("back.xlsx:4", code, message, "RSP_OLD")]


def test_a_row_that_belongs_to_no_item_of_its_log_is_refused_and_the_others_are_taken() -> None:
    rows = [row("RSP_OLT", {}, base={}), row("", {}, base={}, line=5), row("EV_A", {}, RESPONSES, 6, base={}),
            row("RSP_NEW", {"Grounds": "New."}, line=7)]
    result = merge(*rows)
    assert [(str(one.place), one.code, f"{one.what} {one.fix}") for one in result.problems] == [
        ("back.xlsx:4", "merge.unknown", "'RSP_OLT' is no id of the log 'Responses'. Put the id back, or take the row out. "
         "Did you mean 'RSP_OLD'?"),
        ("back.xlsx:5", "merge.unknown", "'' is no id of the log 'Responses'. Put the id back, or take the row out."),
        ("back.xlsx:6", "merge.unknown", "'EV_A' is no id of the log 'Responses'. Put the id back, or take the row out.")]
    assert [(edit.item.id, edit.after) for edit in result.edits] == [("RSP_NEW", "New.")]


def test_an_item_in_two_rows_is_taken_from_neither() -> None:
    result = merge(row("RSP_OLD", {"Grounds": "One."}), row("RSP_OLD", {"Grounds": "Two."}, line=5), row("RSP_NEW", {}, line=6))
    assert problems(result) == [
        (f"back.xlsx:{line}", "merge.twice", "RSP_OLD is in 2 rows. Keep one of them.", "") for line in (4, 5)]


def test_a_row_whose_base_was_edited_is_refused() -> None:
    message = ("What was given out for RSP_OLD is no longer known. Put its fingerprint and the sheet Base back as they were, or "
            "change the Markdown by hand.")
    base = {**given(RESPONSES, "RSP_OLD"), "Grounds": "Edited."}
    for result in (merge(row("RSP_OLD", {"Grounds": "New."}), base={"RSP_OLD": base}),
                   merge(row("RSP_OLD", {"Grounds": "New."}), base={"EV_A": {}})):
        assert problems(result) == [("back.xlsx:4", "merge.base", message, "")]


def test_a_base_without_rows_for_what_was_empty_is_whole() -> None:
    base = {header: text for header, text in given(RESPONSES, "RSP_OLD").items() if text}
    whole = {**given(RESPONSES, "RSP_OLD")}
    result = merge(row("RSP_OLD", {"Grounds": "New."}, base=whole), base={"RSP_OLD": base})
    assert [edit.after for edit in result.edits] == ["New."]
    assert isinstance(BOOK.items["RSP_OLD"], Item)


def test_a_problem_in_one_cell_does_not_keep_back_another_and_a_wrong_choice_is_no_conflict() -> None:
    base, held = changed_meanwhile(Decision="Not accepted")
    result = merge(row("RSP_OLD", {"Decision": "acepted", "Point": "Older"}, base=base), base=held)
    assert [problem.code for problem in result.problems] == ["merge.choice"]
    assert [(edit.column.header, edit.after) for edit in result.edits] == [("Point", "Older")]
