"""What files name, in words, and the names by which places are linked to."""

from __future__ import annotations

from hashlib import sha256

import pytest

from goldenthread.model import field_label
from goldenthread.model.anchors import (
    bookmark_name,
    chapter_bookmark,
    dataset_anchor,
    folder_of_files,
    is_book_wide,
    item_address,
    item_page,
    label_name,
    number_anchor,
    page_address,
    page_label,
    row_anchor,
    site_of,
)


@pytest.mark.parametrize(("name", "words"), [
    ("since", "first edition"), ("lead", "lead"), ("by", "date"), ("received", "date of receipt"), ("baseline", "baseline"),
    ("direction", "direction"), ("target", "target"), ("target_source", "source of the target"), ("grounds", "grounds"),
])
def test_an_option_reads_as_its_words_inside_a_sentence(name: str, words: str) -> None:
    assert field_label(name) == words


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


def test_the_folder_of_files_and_a_row_and_a_number_have_lasting_addresses() -> None:
    assert folder_of_files("https://example.org/book/") == folder_of_files("https://example.org/book") == (
        "https://example.org/book/files/")
    assert folder_of_files("") == ""
    assert row_anchor(("derby", "2018", "men")) == "row:derby:2018:men"
    assert number_anchor("a:north:2018  plus\nb:north:2018") == number_anchor("a:north:2018 plus b:north:2018")
    assert number_anchor("a:b:1  plus c:d:2") == "number-" + sha256(b"a:b:1 plus c:d:2").hexdigest()[:12]
    assert page_address("", "people") == "people.html"


@pytest.mark.parametrize(("ident", "wide"), [
    ("EV_PAY", True), ("EVE", True), ("EV", False), ("9EV", False), ("EV-PAY", False), ("DATA_A", True), ("DATA_", True),
    ("DATA_" + "A" * 60, True), ("E" * 41, False), ("how-it-is", False), ("", False),
])
def test_an_id_is_the_same_on_every_page_if_it_is_an_items_or_a_datasets(ident: str, wide: bool) -> None:
    assert is_book_wide(ident) is wide
