"""The three-way merge: for every base, current and returned value what becomes of it, and every row that cannot be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from goldenthread.book.vocabulary import Kind, Vocabulary
from goldenthread.consultation.logs.log_columns import (
    EVIDENCE,
    RESPONSES,
    Column,
    Log,
    from_cell,
    row_fingerprint,
    to_cell,
)
from goldenthread.consultation.logs.read_back import ReturnedLogs, ReturnedRow
from goldenthread.consultation.logs.three_way import Decision, FieldEdit, MergeResult, decide, merge_rows
from goldenthread.model import Item, Place, Register
from tests.books.records import at, item, register

FILE = "back.xlsx"
CHOICES = {"confidence": ("high", "medium", "low"), "disposition": ("open", "accepted-in-part", "out-of-scope"),
           "criterion": ("accuracy", "insight")}


def kind(name: str) -> Kind:
    return Kind(name=name, label=name.capitalize(), options=frozenset(), choices=CHOICES, links={})


VOCABULARY = Vocabulary(kinds={name: kind(name) for name in ("evidence", "response")})


def finding(**options: object) -> Item:
    return item("evidence", "EV_PAY", **{"title": "Pay is low", "confidence": "high", "period": "2018",
                                         "lines": {"confidence": 7, "period": 8}, "place": at(5), **options})


def point(**options: object) -> Item:
    return item("response", "RSP_PAY", **{"title": "Say why", "disposition": "open", "grounds": "It is out of date.",
                                          "respondent": "Shore Trust", "place": at(3, "strategy/answers.md"), **options})


def values(log: Log, one: Item, book: Register) -> dict[str, str]:
    return {column.header: column.value_of(book, one) for column in log.columns}


def row(log: Log, item_id: str, base: Mapping[str, str], edits: Mapping[str, str], line: int = 4,
        fingerprint: str | None = None) -> ReturnedRow:
    """A row that was given out as `base` and comes back with edits."""
    return ReturnedRow(log=log, place=Place(file=FILE, line=line), id=item_id, cells={**base, **edits},
                       fingerprint=row_fingerprint(base) if fingerprint is None else fingerprint)


def merged(given: Item, current: Item, edits: Mapping[str, str]) -> MergeResult:
    """What comes of edits in the row of an item, which the book has changed from `given` to `current` meanwhile."""
    log = EVIDENCE if given.kind == "evidence" else RESPONSES
    base = values(log, given, register(given))
    returned = ReturnedLogs(rows=[row(log, given.id, base, edits)], base={given.id: base})
    return merge_rows(register(current), VOCABULARY, returned)


def problems(result: MergeResult) -> list[tuple[str, str, str]]:
    return [(str(problem.place), problem.code, f"{problem.what} {problem.fix}") for problem in result.problems]


@pytest.mark.parametrize(("base", "current", "returned", "decision"), [
    ("a", "a", "a", Decision.NOTHING),   # nobody changed it
    ("a", "a", "b", Decision.TAKE),      # only who returned it did
    ("a", "b", "a", Decision.NOTHING),   # only the book did
    ("a", "b", "b", Decision.NOTHING),   # both did, alike
    ("a", "b", "c", Decision.CONFLICT),  # both did, each in their own way
    ("", "", "", Decision.NOTHING),
    ("", "", "b", Decision.TAKE),        # put in
    ("a", "a", "", Decision.TAKE),       # taken out
    ("", "b", "", Decision.NOTHING),
    ("", "b", "b", Decision.NOTHING),
    ("", "b", "c", Decision.CONFLICT),
    ("a", "", "a", Decision.NOTHING),
    ("a", "", "", Decision.NOTHING),
    ("a", "", "c", Decision.CONFLICT),
    ("a", "b", "", Decision.CONFLICT),
])
def test_every_case_of_three_values(base: str, current: str, returned: str, decision: Decision) -> None:
    assert decide(base, current, returned) is decision


@pytest.mark.parametrize(("given", "current", "header", "returned", "before", "after"), [
    (finding(), finding(), "Finding", "Pay is lower", "Pay is low", "Pay is lower"),
    (finding(), finding(), "Period", "2019", "2018", "2019"),
    (finding(), finding(), "Period", "", "2018", ""),
    (finding(), finding(), "Caution", "A small survey", "", "A small survey"),
    # a choice comes back by its label or by itself, whatever its capitals, and is written as Markdown has it
    (finding(), finding(), "Confidence", "Medium", "high", "medium"),
    (finding(), finding(), "Confidence", "mEDIUM", "high", "medium"),
    (point(), point(), "Decision", "Accepted in part", "open", "accepted-in-part"),
    (point(), point(), "Decision", "accepted-in-part", "open", "accepted-in-part"),
    (point(), point(), "Decision", "OUT-OF-SCOPE", "open", "out-of-scope"),
    # another column changed in the book meanwhile
    (finding(), finding(period="2017"), "Confidence", "Low", "high", "low"),
    # what an author of items would have evaluated, and invisible characters, come back as plain text
    (finding(), finding(), "Caution", "[[echo]] <{x}", "", "[ [echo]] < {x}"),
    (finding(), finding(), "Caution", "two\n lines\u202e\x00 here", "", "two lines here"),
])
def test_an_edit_is_taken(given: Item, current: Item, header: str, returned: str, before: str, after: str) -> None:
    result = merged(given, current, {header: returned})
    assert (result.problems, result.remarks) == ([], [])
    assert [(edit.item, edit.column.header, edit.before, edit.after) for edit in result.edits] == [
        (current, header, before, after)]


@pytest.mark.parametrize(("given", "current", "header", "returned"), [
    (finding(), finding(), "Confidence", "High"),
    (finding(), finding(), "Confidence", "high"),
    (finding(), finding(), "Finding", "Pay is low"),
    (finding(), finding(confidence="low"), "Confidence", "High"),
    (finding(), finding(confidence="low"), "Confidence", "Low"),
    (finding(), finding(period=""), "Period", ""),
    (finding(period="2018 [[x]]"), finding(period="2018 [[x]]"), "Period", "2018 [[x]]"),
])
def test_what_says_the_same_as_before_or_as_now_changes_nothing(given: Item, current: Item, header: str, returned: str) -> None:
    assert merged(given, current, {header: returned}) == MergeResult()


@pytest.mark.parametrize(("given", "current", "edits", "place", "code", "text"), [
    (finding(), finding(confidence="low"), {"Confidence": "Medium"}, "back.xlsx:4", "merge.conflict",
     "EV_PAY, 'Confidence': given out 'High', now 'Low' (evidence/people.md:7), came back 'Medium'. Decide which stands: write "
     "it there, or into the cell what is there now."),
    (finding(), finding(period=""), {"Period": "2019"}, "back.xlsx:4", "merge.conflict",
     "EV_PAY, 'Period': given out '2018', now nothing (evidence/people.md:8), came back '2019'. Decide which stands: write it "
     "there, or into the cell what is there now."),
    (finding(), finding(title="Pay fell"), {"Finding": "Pay rose"}, "back.xlsx:4", "merge.conflict",
     "EV_PAY, 'Finding': given out 'Pay is low', now 'Pay fell' (evidence/people.md:5), came back 'Pay rose'. Decide which "
     "stands: write it there, or into the cell what is there now."),
    (finding(), finding(), {"Confidence": "hihg"}, "back.xlsx:4", "merge.choice",
     "EV_PAY, 'Confidence': 'hihg' is none of the choices. Choose from: High, Medium, Low. Did you mean 'High'?"),
    (finding(), finding(), {"Confidence": ""}, "back.xlsx:4", "merge.choice",
     "EV_PAY, 'Confidence': nothing is none of the choices. Choose from: High, Medium, Low."),
    # a value that could never be taken is told of as such, though the book has changed too
    (finding(), finding(confidence="low"), {"Confidence": "hihg"}, "back.xlsx:4", "merge.choice",
     "EV_PAY, 'Confidence': 'hihg' is none of the choices. Choose from: High, Medium, Low. Did you mean 'High'?"),
    (finding(), finding(), {"Finding": ""}, "back.xlsx:4", "merge.empty",
     "EV_PAY, 'Finding': an item needs a title. Write one."),
    (point(), point(), {"Grounds": "Ask one.two@example.org"}, "back.xlsx:4", "merge.private",
     "RSP_PAY, 'Grounds' holds an e-mail address. Take it out of the cell."),
    (point(), point(), {"Point": "Call 01632 960 001"}, "back.xlsx:4", "merge.private",
     "RSP_PAY, 'Point' holds a telephone number. Take it out of the cell."),
])
def test_an_edit_that_cannot_be_taken_is_a_problem(
    given: Item, current: Item, edits: Mapping[str, str], place: str, code: str, text: str,
) -> None:
    result = merged(given, current, edits)
    assert result.edits == []
    assert problems(result) == [(place, code, text)]
    assert [problem.about for problem in result.problems] == [given.id]


def test_a_likely_name_is_only_a_guess_and_findings_may_name_a_contact() -> None:
    assert [edit.after for edit in merged(point(), point(), {"Grounds": "Dear Anna, no."}).edits] == ["Dear Anna, no."]
    assert [edit.after for edit in merged(finding(), finding(), {"Caution": "Ask a@example.org"}).edits] == ["Ask a@example.org"]


def test_a_column_for_reading_only_is_remarked_on_and_the_rest_of_its_row_is_taken() -> None:
    result = merged(finding(), finding(), {"Text": "Other words", "Period": "2019"})
    assert result.remarks == ["back.xlsx:4: 'Text' of EV_PAY was edited, which does not come back."]
    assert [edit.column.header for edit in result.edits] == ["Period"]


def test_a_cell_that_could_not_be_read_changes_nothing() -> None:
    base = values(EVIDENCE, finding(), register(finding()))
    cells = {header: text for header, text in base.items() if header != "Period"}
    returned = ReturnedLogs(base={"EV_PAY": base}, rows=[ReturnedRow(
        log=EVIDENCE, place=Place(file=FILE, line=4), id="EV_PAY", cells=cells, fingerprint=row_fingerprint(base))])
    assert merge_rows(register(finding()), VOCABULARY, returned) == MergeResult()


def test_a_problem_in_one_cell_does_not_keep_back_another() -> None:
    result = merged(finding(), finding(), {"Confidence": "hihg", "Period": "2019", "Caution": "Old"})
    assert [problem.code for problem in result.problems] == ["merge.choice"]
    assert [(edit.column.header, edit.after) for edit in result.edits] == [("Caution", "Old"), ("Period", "2019")]


def placed(rows: Sequence[ReturnedRow], base: Mapping[str, dict[str, str]], *items: Item) -> MergeResult:
    return merge_rows(register(*items), VOCABULARY, ReturnedLogs(rows=list(rows), base=dict(base), remarks=["Read."]))


def test_a_row_that_belongs_to_no_item_of_its_log_is_a_problem() -> None:
    base = values(EVIDENCE, finding(), register(finding()))
    result = placed([row(EVIDENCE, "EV_PYA", base, {}), row(RESPONSES, "EV_PAY", base, {}, line=5),
                     row(EVIDENCE, "", base, {}, line=6)], {"EV_PAY": base}, finding(), point())
    assert problems(result) == [
        ("back.xlsx:4", "merge.unknown", "'EV_PYA' is no id of the log 'Evidence'. Put the id back, or take the row out. Did "
         "you mean 'EV_PAY'?"),
        ("back.xlsx:5", "merge.unknown", "'EV_PAY' is no id of the log 'Responses'. Put the id back, or take the row out. Did "
         "you mean 'RSP_PAY'?"),
        ("back.xlsx:6", "merge.unknown", "'' is no id of the log 'Evidence'. Put the id back, or take the row out."),
    ]
    assert (result.edits, result.remarks) == ([], ["Read."])


def test_rows_of_one_item_are_all_refused_and_other_rows_are_taken() -> None:
    pay, work = finding(), item("evidence", "EV_WORK", "Work", confidence="low")
    base = {one.id: values(EVIDENCE, one, register(one)) for one in (pay, work)}
    rows = [row(EVIDENCE, "EV_PAY", base["EV_PAY"], {"Period": "2019"}),
            row(EVIDENCE, "EV_WORK", base["EV_WORK"], {"Period": "2018"}, line=5),
            row(EVIDENCE, "EV_PAY", base["EV_PAY"], {"Period": "2020"}, line=6)]
    result = placed(rows, base, pay, work)
    twice = "EV_PAY stands in 2 rows. Keep one of them."
    assert problems(result) == [("back.xlsx:4", "merge.twice", twice), ("back.xlsx:6", "merge.twice", twice)]
    assert [(edit.item.id, edit.after) for edit in result.edits] == [("EV_WORK", "2018")]


def test_a_row_whose_base_or_fingerprint_was_edited_is_refused_as_a_whole() -> None:
    base = values(EVIDENCE, finding(), register(finding()))
    text = ("What was given out for EV_PAY can no longer be told. Put its print and the sheet Base back as they were, or change "
            "the Markdown by hand.")
    for one, held in ((row(EVIDENCE, "EV_PAY", base, {"Period": "2019"}, fingerprint="0" * 12), base),
                      (row(EVIDENCE, "EV_PAY", base, {"Period": "2019"}), {**base, "Period": "2019"}),
                      (row(EVIDENCE, "EV_PAY", base, {"Period": "2019"}), {})):
        result = placed([one], {"EV_PAY": held}, finding())
        assert (problems(result), result.edits) == ([("back.xlsx:4", "merge.base", text)], [])


def test_rows_of_the_base_that_say_none_may_be_missing() -> None:
    base = values(EVIDENCE, finding(), register(finding()))
    held = {header: text for header, text in base.items() if text}
    assert len(held) < len(base)
    result = placed([row(EVIDENCE, "EV_PAY", base, {"Caution": "Old"})], {"EV_PAY": held}, finding())
    assert ([edit.after for edit in result.edits], result.problems) == (["Old"], [])


def test_an_edit_says_where_it_is_made() -> None:
    period, caution = (next(c for c in EVIDENCE.columns if c.header == header) for header in ("Period", "Caution"))
    assert str(FieldEdit(item=finding(), column=period, before="2018", after="")) == (
        "evidence/people.md:8: EV_PAY, period: '2018' becomes nothing.")
    assert str(FieldEdit(item=finding(), column=caution, before="", after="Old")) == (
        "evidence/people.md:5: EV_PAY, caution: nothing becomes 'Old'.")


@pytest.mark.parametrize(("text", "cell"), [
    ("", "None"), ("  ", "None"), ("a  b\nc", "a b c"), ("=1+1", "\u200b=1+1"), ("-5", "\u200b-5"), ("None", "None")])
def test_a_text_stands_in_its_cell_on_one_line_and_never_as_a_formula(text: str, cell: str) -> None:
    assert to_cell(text) == cell


@pytest.mark.parametrize(("cell", "text"), [
    (None, ""), ("None", ""), ("none", "none"), (" None ", ""), (2018, "2018"), (2018.0, "2018"), (2018.5, "2018.5"),
    ("\u200b=1+1", "=1+1"), ("a\n b", "a b"), (True, "True"), (0, "0")])
def test_a_cell_reads_back_as_what_was_put_in(cell: object, text: str) -> None:
    assert from_cell(cell) == text


def test_a_column_gives_what_would_come_back_from_its_cell() -> None:
    book = register(finding(caution="a  b", title="=Pay"))
    one = book.items["EV_PAY"]
    assert [Column(header="X", width=1, field=name).value_of(book, one) for name in ("title", "caution", "confidence")] == [
        "=Pay", "a b", "High"]
    assert Column(header="X", width=1, shown=lambda book, one: f"{book.book.title} {one.id}").value_of(book, one) == (
        "Strategy EV_PAY")


def test_a_log_holds_the_items_of_its_kind_in_the_order_of_the_book() -> None:
    book = register(point(), finding(), item("evidence", "EV_A"))
    assert [one.id for one in EVIDENCE.items_in(book)] == ["EV_PAY", "EV_A"]
    assert [one.id for one in RESPONSES.items_in(book)] == ["RSP_PAY"]
    assert EVIDENCE.headers[:3] == ["Finding", "Confidence", "Caution"]


def test_a_fingerprint_is_of_headers_and_values() -> None:
    assert row_fingerprint({"A": "1", "B": "2"}) == row_fingerprint({"B": "2", "A": "1"})
    assert len({row_fingerprint(one) for one in ({"A": "1"}, {"A": "2"}, {"B": "1"}, {})}) == 4
    assert len(row_fingerprint({})) == 12
