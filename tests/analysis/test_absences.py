"""Which sentences say that something is not there, which gaps are open, and which tables seem to fill them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex

from goldenthread.analysis import absence_in, by_first_tag, open_gaps, tables_that_seem_to_fill
from goldenthread.analysis.absences import _FORMS
from goldenthread.model import EvidenceGap
from tests.books.records import FIRST, SECOND, dataset, item, register


@pytest.mark.parametrize("sentence", [
    "We did not find pay by district.", "We could not find them.", "We found no number by age.", "We know of no count here.",
    "We hold no table of bills.", "No table counts the firms.", "No published source gives the share.", "No source says so.",
    "There is no recent estimate of it.", "Nothing measures it.", "Nobody knows how many there are.",
    "The value is not published by district.", "Rates by district are not held here.", "Its text was not seen.",
    "That does not exist.", "It cannot be shown from what we hold.", "The size of the cluster is unknown.",
    "We have not been able to see its numbers; we have never found them.", "The evidence base lacks data on exports.",
    "The only source is a statement without a table.", "The area didn't find a source.", "How many leave is not known.",
    "The area has looked, and we found none by age.", "There are none of these figures.", "The counts are unpublished.",
    "We found no trial that the review says it had.", "Births and deaths are published nationally and not held here.",
    "It is unclear how many leave.", "Nothing that we found links the two.", "The only estimates come from those who promote it.",
    "A table by district, which the evidence base lacks.", "Little is known of how long it lasts.",
])
def test_a_sentence_of_absence_is_known(sentence: str) -> None:
    assert absence_in(sentence)


@pytest.mark.parametrize("sentence", [
    "The share rose to a third.", "The review found no good evaluation of it.", "Members of Parliament found no sound measure.",
    "Land and homes are not held back by doubt.", "It uses nothing that was published after 2019.", "No firm is named.",
    "The table ends in 2015.", "The plan was not agreed.", "Nobody is turned away.", "We did not change it.",
    "A systematic review of 23 studies had no data on pay.", "The committee found that nothing we do measures up.",
    "The auditors found that nothing we have counts.",
])
def test_any_other_sentence_is_left_alone(sentence: str) -> None:
    assert absence_in(sentence) == ""


@pytest.mark.parametrize("number", range(len(_FORMS)))
def test_no_form_of_absence_is_passed_over(number: int) -> None:
    words, form = _FORMS[number]

    @settings(max_examples=60, database=None, derandomize=True)
    @given(from_regex(re.compile(form, re.IGNORECASE | re.ASCII), fullmatch=True))
    def each_has_one_of_its_words(sentence: str) -> None:
        assert any(word in " ".join(sentence.split()).lower() for word in words)

    each_has_one_of_its_words()


def test_the_words_of_absence_are_found_over_the_end_of_a_line_and_quoted_in_one() -> None:
    assert absence_in("By age\nwe did\n  not find it.") == "we did not find"
    assert absence_in("Members\nof Parliament found\nno sound measure.") == ""


def gap(name: str, **fields: object) -> EvidenceGap:
    made = item("gap", name, since="2019-12", **fields)
    assert isinstance(made, EvidenceGap)
    return made


def test_a_gap_is_open_until_an_edition_may_use_the_table_that_fills_it() -> None:
    table = dataset("pay-2019", "north 2019 1", since="2020-03")
    held = register(gap("GAP_PAY", filled_by="pay-2019"), gap("GAP_AGE"), gap("GAP_LATER", ), tables=[table])
    assert [one.id for one in open_gaps(held, FIRST)] == ["GAP_PAY", "GAP_AGE", "GAP_LATER"]
    assert [one.id for one in open_gaps(held, SECOND)] == ["GAP_AGE", "GAP_LATER"]


def test_gaps_stand_by_the_first_of_their_tags_in_the_order_of_the_framework_each_once() -> None:
    gaps = [gap("GAP_A", tags="clean people"), gap("GAP_B", tags="people"), gap("GAP_C"), gap("GAP_D", tags="people clean")]
    groups = [(tag.id if tag else "", [one.id for one in about]) for tag, about in by_first_tag(register(*gaps), gaps)]
    assert groups == [("people", ["GAP_B", "GAP_D"]), ("clean", ["GAP_A"]), ("", ["GAP_C"])]


def test_an_edition_is_silent_on_what_was_first_looked_for_later() -> None:
    held = register(item("gap", "GAP_LATER", since="2020-03"))
    assert (open_gaps(held, FIRST), [one.id for one in open_gaps(held, SECOND)]) == ((), ["GAP_LATER"])


@pytest.mark.parametrize(("watch", "seems"), [
    ("pay district", True), ("pays districts", True), ("pay age", False), ("bus", False), ("age; district", True), ("", False),
    ("2018", True), ("pay 2018 by districts of business vacancy", True), ("vacancy", True), ("vacancies", True),
])
def test_a_table_seems_to_fill_a_gap_by_the_words_of_its_title(watch: str, seems: bool) -> None:
    table = dataset("pay-2018", "north 2018 1", title="Pay by district", measure="Business pay of vacancies")
    assert bool(tables_that_seem_to_fill(register(tables=[table]), gap("GAP_PAY", watch=watch))) is seems
    assert not tables_that_seem_to_fill(register(tables=[table]), gap("GAP_PAY", watch=watch, not_filled_by="pay-2018"))
