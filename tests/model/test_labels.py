"""What files name, in words, and the names by which places are linked to."""

from __future__ import annotations

import pytest

from goldenthread.model import decision_label, field_label, label_of
from goldenthread.model.anchors import (
    bookmark_name,
    chapter_bookmark,
    dataset_anchor,
    item_address,
    item_page,
    label_name,
    page_address,
    page_label,
    site_of,
)
from goldenthread.model.labels import CHOICE_LABELS
from tests.books.records import item


def test_a_choice_reads_as_its_words_with_a_capital() -> None:
    own = {"for-agreement": "For agreement", "rise": "Should rise", "fall": "Should fall", "hold": "Should hold",
           "accepted-in-part": "Accepted in part", "already-covered": "Already covered", "not-accepted": "Not accepted",
           "out-of-scope": "Out of scope", "not-stated": "Not stated",
           "gain": "An effect was found", "mixed": "Mixed: an effect in some studies and not in others",
           "no-effect": "Studies found no effect", "harm": "Studies found harm",
           "not-known": "Not known: the source found no good study that settles it",
           "information": "Information failure", "coordination": "Coordination failure", "spillover": "Spillovers to others",
           "public-good": "Public good", "finance": "Failure of the market for finance", "transition": "Cost of transition",
           "government": "Failure of public policy", "staff-time": "Staff time only", "small": "Small: below £1 million",
           "moderate": "Moderate: £1 million to £10 million", "large": "Large: above £10 million",
           "published-elsewhere": "Published, and not held here", "not-found": "Looked for, and not found by us",
           "none-known": "We know of no published source"}
    plain = ("draft", "high", "medium", "low", "open", "accepted", "accuracy", "completeness", "insight",
             "provisional", "published", "equity")
    assert {word: label_of(word) for word in CHOICE_LABELS} == {**own, **{word: word.capitalize() for word in plain}}
    assert label_of("value-for-money") == "Value for money"


def test_choices_are_shown_in_their_own_order() -> None:
    order = list(CHOICE_LABELS)
    assert order.index("high") < order.index("medium") < order.index("low")
    assert order.index("accepted") < order.index("accepted-in-part") < order.index("not-accepted")


@pytest.mark.parametrize(("name", "words"), [
    ("since", "first edition"), ("lead", "lead"), ("by", "date"), ("received", "date of receipt"), ("baseline", "baseline"),
    ("direction", "direction"), ("target", "target"), ("target_source", "source of the target"), ("grounds", "grounds"),
])
def test_an_option_reads_as_its_words_inside_a_sentence(name: str, words: str) -> None:
    assert field_label(name) == words


@pytest.mark.parametrize(("disposition", "words"), [
    ("", "Not decided yet"), ("open", "Not decided yet"), ("accepted-in-part", "Accepted in part"), ("other", "Other"),
])
def test_a_decision_is_told_once_there_is_one(disposition: str, words: str) -> None:
    assert decision_label(item("response", "RSP_A", disposition=disposition)) == words  # type: ignore[arg-type]


def test_an_item_and_a_dataset_have_addresses_of_their_own() -> None:
    assert item_page("EV_PAY") == "id/EV_PAY"
    assert item_address("https://example.org/book/", "EV_PAY") == "https://example.org/book/id/EV_PAY.html"
    assert item_address("https://example.org/book", "EV_PAY") == "https://example.org/book/id/EV_PAY.html"
    assert item_address("https://example.org/BOX/", "EV_PAY") == "https://example.org/BOX/id/EV_PAY.html"
    assert item_address("", "EV_PAY") == "id/EV_PAY.html"
    assert site_of(item_address("", "EV_PAY")) == ""
    assert page_address("https://example.org/book", "evidence/data/pay") == "https://example.org/book/evidence/data/pay.html"
    assert site_of("https://example.org/id/book/id/EV_PAY") == "https://example.org/id/book"
    assert site_of("https://example.org/book") == ""
    assert dataset_anchor("skills-by-area-2018") == "DATA_SKILLS_BY_AREA_2018"


@pytest.mark.parametrize(("docname", "label"), [
    ("strategy/2020-03/index", "strategy-2020-03-index"), ("a__b", "a-b"), ("/Index/", "index"), ("Xanadu", "xanadu"), ("---",
    "page"), ("", "page"),
])
def test_a_page_has_a_label(docname: str, label: str) -> None:
    assert page_label(docname) == label


@pytest.mark.parametrize(("ident", "name"), [
    ("EV_PAY", "EV_PAY"), ("how-it-is", "evidence-people--how-it-is"),
    ("a b/c", "evidence-people--a-b-c"), ("", "evidence-people"),
    ("EV", "evidence-people--EV"), ("E" * 40, "E" * 40), ("E" * 41, f"evidence-people--{'E' * 41}"),
    ("1.2_x", "evidence-people--1.2_x"), ("DATA_" + "A" * 60, "DATA_" + "A" * 60),
    ("DATA_" + "A" * 60 + "-b", "evidence-people--DATA_" + "A" * 60 + "-b"),
])
def test_an_id_has_a_label_that_is_its_own_in_a_whole_file(ident: str, name: str) -> None:
    assert label_name("evidence/people", ident) == name


@pytest.mark.parametrize(("label", "name"), [
    ("", ""), ("EV_PAY", "EV_PAY"), ("evidence-people", "evidence_people"), ("2020-03", "p_2020_03"), ("a" * 40, "a" * 40),
    ("2" * 38, "p_" + "2" * 38), ("a--b.c", "a__b_c"), ("-a", "p__a"), ("EV_PAY-x", "EV_PAY_x"),
])
def test_a_label_becomes_a_bookmark_of_word(label: str, name: str) -> None:
    assert bookmark_name(label) == name


def test_a_long_label_is_cut_and_stays_one_of_a_kind() -> None:
    one, other = bookmark_name("a" * 41), bookmark_name("a" * 42)
    assert one[:32] == other[:32] == "a" * 31 + "_"
    assert (len(one), one != other, one) == (40, True, "a" * 31 + "_" + one[32:])
    assert int(one[32:], 16) and one == bookmark_name("a" * 41)
    assert chapter_bookmark("evidence/people") == "evidence_people"
