"""The columns of a log: what an item says in each, as a cell holds it and as it is read back."""

from __future__ import annotations

import pytest

from goldenthread.consultation.logs.log_columns import (
    Column,
    evidence_log,
    from_cell,
    response_log,
    row_fingerprint,
    to_cell,
)
from tests.books.records import FRAMEWORK, item, register

EVIDENCE = evidence_log(FRAMEWORK)
RESPONSES = response_log(register())


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
    book = register(item("evidence", "EV_PAY", "=Pay", caution="a  b", confidence="high"))
    one = book.items["EV_PAY"]
    assert [Column(header="X", width=1, field=name).value_of(book, one) for name in ("title", "caution", "confidence", "period")
            ] == ["=Pay", "a b", "High", ""]
    shown = Column(header="X", width=1, shown=lambda book, one: f"{book.book.title}\n{one.id}")
    assert shown.value_of(book, one) == "Strategy EV_PAY"


def test_a_row_of_evidence_and_one_of_a_response() -> None:
    book = register(
        item("evidence", "EV_PAY", "Pay is low", confidence="low", tags="people clean", datasets="pay", period="2018",
             body="It is {value}`x`."),
        item("response", "RSP_A", "Say why", respondent="Trust", about="EV_PAY EV_GONE", changed="EV_PAY", brought="EV_PAY",
             disposition="accepted", criterion="not-stated", received="2019-10-11", themes="pay; buses",
                 respondent_kind="voluntary"),
        item("response", "RSP_B", "More", chapter="evidence/people"), titles={"evidence/people": "People"})
    rows = [{column.header: column.value_of(book, one) for column in log.columns if column.header != "Text"}
            for log in (EVIDENCE, RESPONSES) for one in log.items_in(book)]
    assert rows[0] == {"Finding": "Pay is low", "Confidence": "Low", "Caution": "", "Period": "2018", "Area": "",
                       "Compared with": "", "Foundations and challenges": "People; Clean", "Datasets": "pay"}
    assert rows[1] == {"Point": "Say why", "Decision": "Accepted", "Grounds": "", "Question": "Not stated",
                       "Themes": "pay; buses", "Kind of respondent": "Voluntary or community", "From": "Trust",
                       "Same letter as": "",
                       "About": "Pay is low (EV_PAY); EV_GONE", "Received": "2019-10-11",
                       "Changed": "Pay is low (EV_PAY); Pay is low (EV_PAY)"}
    assert (rows[2]["About"], rows[2]["Changed"]) == ("People", "")


def test_a_log_holds_the_items_of_its_kind_in_the_order_of_the_book() -> None:
    book = register(item("response", "RSP_A"), item("evidence", "EV_PAY"), item("evidence", "EV_A"), item("evidence", ""))
    assert [[one.id for one in log.items_in(book)] for log in (EVIDENCE, RESPONSES)] == [["EV_PAY", "EV_A"], ["RSP_A"]]
    assert EVIDENCE.headers[:3] == ["Finding", "Confidence", "Caution"]


def test_a_fingerprint_is_of_headers_and_values() -> None:
    assert row_fingerprint({"A": "1", "B": "2"}) == row_fingerprint({"B": "2", "A": "1"})
    assert len({row_fingerprint(one) for one in ({"A": "1"}, {"A": "2"}, {"B": "1"}, {})}) == 4
    assert len(row_fingerprint({})) == 12
