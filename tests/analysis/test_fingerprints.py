"""Fingerprints, sign-offs and pins, from records alone."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.analysis.agreement import (
    AGREED,
    CHANGED,
    NOT_YET,
    Fingerprints,
    agreement_state,
    agreements,
    fingerprint_of_item,
    pin_text,
    pins,
)
from goldenthread.analysis.fingerprints import fingerprint_of, record_of, rows_of
from goldenthread.model import Item, MissingValue, Register, Signoff
from tests.books.records import at, dataset, item, register


def test_a_record_holds_what_an_author_wrote_and_not_where() -> None:
    one = item("evidence", "EV_A", "Title", body="Two\n  words.", tags="people clean", replaces="EV_C EV_B", differs_from="EV_D",
               period="2018", confidence="high", place=at(9), pins={"replaces": {"EV_C": "x"}}, order=4, body_line=3)
    assert record_of(one) == {
        "kind": "evidence", "title": "Title", "body": "Two words.", "tags": ["people", "clean"],
        "links": {"differs_from": ["EV_D"], "replaces": ["EV_C", "EV_B"]}, "options": {"confidence": "high", "period": "2018"}}
    assert [list(record_of(one)[part]) for part in ("links", "options")] == [
        ["differs_from", "replaces"], ["confidence", "period"]]


def test_rows_are_texts_in_an_order_of_their_own() -> None:
    assert rows_of(dataset("a", "south 2018 men 2.50, north 2019 all 1, north 2018 all 3")) == [
        ["north", "2018", "all", "3"], ["north", "2019", "all", "1"], ["south", "2018", "men", "2.50"]]


def test_a_print_is_so_many_digits_that_stay_the_same_from_run_to_run() -> None:
    assert fingerprint_of({"b": ["é"], "a": 1}) == fingerprint_of({"a": 1, "b": ["é"]}) == "d90c78b7f00ae55d"
    assert fingerprint_of([1]) != fingerprint_of([2])
    assert len(fingerprint_of([1], 12)) == 12 and fingerprint_of([1]).startswith(fingerprint_of([1], 12))


def book(**changes: dict[str, object]) -> Register:
    """A priority with all that it rests on; `changes` of single records by id."""
    items: dict[str, tuple[str, dict[str, object]]] = {
        "P": ("priority", {"rests_on": "E F", "edition": "2020-03"}), "E": ("evidence", {"datasets": "a, b, gone"}),
        "F": ("evidence", {}), "X": ("action", {"delivers": "P"}),
        "M": ("measure", {"tracks": "P", "baseline": "c:north:2018 as % of d:north:2018"}),
        "O": ("evidence", {"datasets": "a"}), "R": ("response", {"about": "P", "datasets": "a"}), "Q": ("priority", {}),
    }
    rows = {name: {"rows": "north 2018 1"} for name in "abcd"}
    for name, change in changes.items():
        (items[name][1] if name in items else rows[name]).update(change)
    return register(*(item(kind, name, **own) for name, (kind, own) in items.items()),
                    tables=[dataset(name, **own) for name, own in rows.items()])  # type: ignore[arg-type]


def prints(one: Register) -> dict[str, str]:
    return {name: fingerprint_of_item(one, held) for name, held in one.items.items()}


@pytest.mark.parametrize(("changes", "changed"), [
    ({"P": {"title": "New"}}, "P"), ({"E": {"body": "New."}}, "EP"), ({"F": {"period": "2018"}}, "FP"),
    ({"X": {"lead": "Us"}}, "XP"),
    ({"M": {"direction": "fall"}}, "MP"), ({"R": {"grounds": "New."}}, "R"), ({"Q": {"tags": "people"}}, "Q"),
    ({"a": {"rows": "north 2018 2"}}, "EOP"), ({"b": {"rows": "north 2018 2"}}, "EP"), ({"c": {"rows": "north 2018 2"}}, "MP"),
    ({"d": {"rows": "north 2018 2"}}, "MP"),  # a measure may rest on two tables
    ({"b": {"unit": "people"}}, "EP"), ({"b": {"measure": "New"}}, "EP"), ({"b": {"title": "New", "released": "2020"}}, ""),
])
def test_a_print_changes_with_an_item_and_all_that_it_rests_on(changes: dict[str, dict[str, object]], changed: str) -> None:
    before, after = prints(book()), prints(book(**changes))
    assert {name for name in before if before[name] != after[name]} == set(changed)


def test_a_measure_rests_on_no_dataset_that_has_the_name_of_an_area_in_its_baseline() -> None:
    before, after = (prints(register(item("measure", "M", baseline="a:north:2018"), tables=[
        dataset("a", "north 2018 1"), dataset("north", f"north 2018 {value}")])) for value in (1, 2))
    assert before == after


def test_prints_are_twelve_digits_and_worked_out_once() -> None:
    one = book()
    known = Fingerprints(one)
    assert {name: known.of(held) for name, held in one.items.items()} == prints(one)
    assert all(len(text) == 12 for text in prints(one).values())
    assert known.of(item("priority", "P", "Another by that id")) == prints(one)["P"]


def signoff(**fields: object) -> Signoff:
    own = {"edition": "2020-03", "item": "P", "role": "Board", "day": date(2020, 3, 20), "fingerprint": "", "why": "", **fields}
    return Signoff(place=at(), **own)  # type: ignore[arg-type]


def test_a_sign_off_holds_while_the_print_is_what_it_was() -> None:
    one = book()
    now = prints(one)["P"]
    signed = [signoff(fingerprint=now), signoff(fingerprint="0" * 12, role="Office"),
              signoff(item="Q"), signoff(edition="2019-12")]
    one = register(*one.items.values(), tables=list(one.datasets.values()), signoffs=signed)
    agreed = agreements(one, one.items["P"])
    assert [agreement.words for agreement in agreed] == [
        "Agreed by Board on 20 March 2020", "Changed since agreed by Office on 20 March 2020"]
    assert agreed[0].day == "20 March 2020"
    assert [agreement_state(part) for part in (agreed, agreed[:1], agreed[1:], ())] == [CHANGED, AGREED, CHANGED, NOT_YET]
    assert (AGREED, CHANGED, NOT_YET) == ("Agreed", "Changed since agreed", "Not yet agreed")
    assert agreements(one, one.items["E"]) == ()


@pytest.mark.parametrize(("written", "printed"), [
    ('[fp=="0123456789ab"]', "0123456789ab"), ("[fp=='0123456789ab']", "0123456789ab"),
    ('[fp == "0123456789ab"]', "0123456789ab"),
    ('[fp=="0123456789ab\']', ""), ('[fp=="0123456789a"]', ""), ('[fp=="0123456789abc"]', ""), ('[fp=="0123456789AB"]', ""),
    ("[x]", ""), ('[fp=="0123456789ab"] ', ""), ('a[fp=="0123456789ab"]', ""),
])
def test_what_stands_in_brackets_is_a_pin_or_none(written: str, printed: str) -> None:
    held: Item = item("priority", "P", pins={"rests_on": {"E": written}, "revises": {"Q": "[y]"}})
    one, other = pins(held)
    assert (one.item.id, one.field, one.target, one.written, one.fingerprint) == ("P", "rests_on", "E", written, printed)
    assert (other.field, other.target, other.fingerprint) == ("revises", "Q", "")
    assert pin_text("0123456789ab") == '[fp=="0123456789ab"]'


def test_a_measure_whose_baseline_cannot_be_read_has_a_fingerprint_of_its_words() -> None:
    one = book(M={"baseline": "a third"})
    assert prints(one)["M"] != prints(book())["M"]


def test_the_rows_of_a_table_count_in_any_order_with_their_status_and_those_without_a_value() -> None:
    missing = {("west", "2018"): MissingValue("west", "2018", (), ("confidential",), 4)}
    assert rows_of(dataset("a", "south 2018 2.50, north 2018 1", missing=missing)) == [
        ["north", "2018", "1"], ["south", "2018", "2.50"], ["west", "2018", "", "confidential"]]
