"""Points of forms and running text: what each is about, and the criterion that it names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from goldenthread.book.vocabulary import Kind, Vocabulary
from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets, targets_of
from goldenthread.consultation.intake.response_form import read_csv
from goldenthread.consultation.intake.text_note import decode_text, names_mentioned, points_of_text
from goldenthread.model import Fault
from tests.books.records import item, register

TARGETS = Targets(
    items=frozenset({"EV_PAY", "EV_WORK"}), title_of_page={"evidence/people": "People", "evidence/places": "Places"},
    page_of_bookmark={}, criteria=("accuracy", "completeness", "insight"), item_id=re.compile(r"EV_[A-Z]+"))
POINT = Point(text="x", source="note")


@pytest.mark.parametrize(("names", "about", "chapter"), [
    (["EV_PAY"], ("EV_PAY",), ""), (["EV_WORK", "EV_PAY", "EV_WORK"], ("EV_WORK", "EV_PAY"), ""),
    (["evidence/people", "EV_PAY"], ("EV_PAY",), ""), (["evidence/places", "evidence/people"], (), "evidence/places"),
    (["EV_GONE", "EV_PAY"], ("EV_PAY",), "")])
def test_a_point_is_about_items_else_about_a_page(names: list[str], about: tuple[str, ...], chapter: str) -> None:
    point = TARGETS.point_about(names, POINT, "row 1", "nothing")
    assert isinstance(point, Point)
    assert (point.about, point.chapter, point.text) == (about, chapter, "x")


@pytest.mark.parametrize(("names", "why"), [
    ([], "it names nothing"), (["EV_PYA"], "'EV_PYA' is not, or no longer, in the book. Did you mean 'EV_PAY'?"),
    (["evidence/people", "EV_ZZZZZZ"], "'EV_ZZZZZZ' is not, or no longer, in the book.")])
def test_a_point_about_nothing_that_is_known_is_left_over(names: list[str], why: str) -> None:
    assert TARGETS.point_about(names, POINT, "row 1", "it names nothing") == Leftover(where="row 1", why=why, point=POINT)


@pytest.mark.parametrize(("word", "criterion"), [
    ("Accurate", "accuracy"), ("inaccurate", "accuracy"), ("not accurate", "accuracy"), ("COMPLETE", "completeness"),
    ("incomplete", "completeness"), ("insights", "insight"), ("insight", "insight"), ("inside", ""), ("acc", ""), ("", ""),
    ("compl", "")])
def test_a_word_names_a_criterion_by_its_first_six_letters(word: str, criterion: str) -> None:
    assert TARGETS.criterion_of(word) == criterion


@pytest.mark.parametrize(("text", "criterion", "rest"), [
    ("Accurate: it is old", "accuracy", "it is old"), ("“Incomplete” – say more", "completeness", "say more"),
    ("Not accurate\nsay more", "accuracy", "say more"), ("Accurate, but old", "accuracy", "Accurate, but old"),
    ("Accurate.", "accuracy", "Accurate."), ("Accurate numbers", "", "Accurate numbers"), ("Nonsense: no", "", "Nonsense: no"),
    ("Accurate:", "", "Accurate:"), ("", "", "")])
def test_a_leading_word_is_taken_off_where_it_is_a_label(text: str, criterion: str, rest: str) -> None:
    assert TARGETS.split_criterion(text) == (criterion, rest)


def test_the_targets_of_a_book_are_its_items_but_responses_and_its_pages() -> None:
    kind = Kind(name="response", title="Response", prefix="RSP_", options=frozenset(), links={},
                choices={"criterion": ("accuracy", "not-stated")})
    book = register(item("evidence", "EV_PAY"), item("response", "RSP_A"), item("evidence", ""),
                    titles={"evidence/people": "People"})
    others = {name: replace(kind, name=name, prefix=prefix)
              for name, prefix in (("evidence", "EV_"), ("priority", "PRI_"), ("measure", "MEA_"))}
    targets = targets_of(book, Vocabulary(kinds={"response": kind, **others}))
    assert (targets.items, targets.criteria) == ({"EV_PAY"}, ("accuracy",))
    assert targets.page_of_bookmark == {"evidence_people": "evidence/people"}
    assert all(targets.item_id.fullmatch(name) for name in ("EV_GONE", "D19_PRI_SKILLS", "MEA_A1"))
    assert not any(targets.item_id.fullmatch(name) for name in ("RSP_A", "EV_", "AEV_X", "ev_pay"))


def test_names_in_running_text() -> None:
    assert names_mentioned("(EV_PAY), EV_GONE/x; EV_GONE. evidence/people evidence/none EV_PAY people", TARGETS) == [
        "EV_PAY", "EV_GONE", "evidence/people"]


def test_paragraphs_belong_to_the_point_above_them() -> None:
    delivery = points_of_text(
        "Dear all,\n\nEV_PAY: Accurate: old.\n\nIt matters.\n\nEV_GONE is wrong.\n\nSo it is.\n\nevidence/people\nis long.",
        TARGETS, "note")
    assert [(point.about, point.chapter, point.criterion, point.text) for point in delivery.points] == [
        (("EV_PAY",), "", "accuracy", "old.\n\nIt matters."), ((), "evidence/people", "", "is long.")]
    assert [(leftover.where, leftover.point and leftover.point.text) for leftover in delivery.leftovers] == [
        ("paragraph 1", "Dear all,"), ("paragraph 4", "EV_GONE is wrong.\n\nSo it is.")]
    assert delivery.remarks == []


@pytest.mark.parametrize(("text", "remark"), [
    ("EV_PAY: old\n> x", "1 line of an earlier message, quoted in it, was left out."),
    ("EV_PAY: old\n> x\n> y", "2 lines of an earlier message, quoted in it, were left out.")])
def test_quoted_lines_are_counted(text: str, remark: str) -> None:
    assert points_of_text(text, TARGETS, "note").remarks == [remark]


@pytest.mark.parametrize("raw", ["café\r\nx".encode(), b"\xef\xbb\xbf" + "café\nx".encode(), "café\rx".encode("utf-16"),
                                 "café\nx".encode("cp1252")])
def test_a_text_is_decoded_whatever_wrote_it(raw: bytes) -> None:
    delivery = Delivery()
    assert decode_text(raw, "a.txt", delivery) == "café\nx"
    assert bool(delivery.remarks) == (raw[3] == 0xE9)


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"a\0\xff", b"PK\x03\x04"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Fault, match=r"\[intake.kind\]"):
        decode_text(raw, "a.txt", Delivery())


def form(*rows: str) -> Delivery:
    return read_csv("\n".join(["Response form", "Item,Criterion,Point,Evidence offered", *rows]).encode(), "a.csv", TARGETS)


def test_a_form_gives_a_point_for_each_row_that_makes_one() -> None:
    delivery = form("EV_PAY Pay is low,accuracy,Old.,A survey", "evidence/people (People: the page),beauty,Long.,", ",,,",
                    "EV_PAY,,,", ",,About nothing.,", "EV_WORK,,,A table")
    assert [(point.about, point.chapter, point.criterion, point.text, point.evidence) for point in delivery.points] == [
        (("EV_PAY",), "", "accuracy", "Old.", "A survey"), ((), "evidence/people", "", "Long.", ""),
        (("EV_WORK",), "", "", "", "A table")]
    assert [(leftover.where, leftover.why) for leftover in delivery.leftovers] == [
        ("row 6", "it names an item but makes no point"), ("row 7", "it names no item")]
    assert delivery.remarks == ["Row 4: 'beauty' is none of the criteria; the point has none yet."]
    assert form().remarks == ["The form holds no point."]


def test_the_headings_of_a_form_stand_in_its_first_30_rows() -> None:
    for above, found in ((29, True), (30, False)):
        raw = ("Words\n" * above + "item;point\nEV_PAY;Old.").encode()
        if found:
            assert len(read_csv(raw, "a.csv", TARGETS).points) == 1
        else:
            with pytest.raises(Fault, match=r"\[intake.columns\]"):
                read_csv(raw, "a.csv", TARGETS)


@pytest.mark.parametrize(("text", "criterion", "rest"), [
    ("Cost: too high.", "cost", "too high."), ("Value for money - is it?", "value-for-money", "is it?"),
    ("value-for-money: is it?", "value-for-money", "is it?"), ("Cost. It is too high.", "cost", "Cost. It is too high."),
    ("The cost: too high.", "", "The cost: too high."), ("Accurate - it is well - done", "accuracy", "it is well - done"),
])
def test_a_book_s_own_questions_are_named_by_their_ids(text: str, criterion: str, rest: str) -> None:
    targets = replace(TARGETS, criteria=("accuracy", "cost", "value-for-money"))
    assert targets.split_criterion(text) == (criterion, rest)
