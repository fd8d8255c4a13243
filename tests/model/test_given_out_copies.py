"""By what the parts of a review copy are known again: looks, links, pictures, fields, and signs that are set high or low."""

from __future__ import annotations

import pytest

from goldenthread.model import LISTING_FIELDS, UNSTEADY_FIELDS, LookedWords, link_key, look_called, picture_digest
from goldenthread.model.consultation import CONTENTS_LINE, GIVEN_OUT, ON_THE_WORDS, PAGE_PART, TITLE_LINE, field_name, raised
from goldenthread.model.looks import GIVEN_CHANGE, LOOK_UNKNOWN, SAID_ASIDE


@pytest.mark.parametrize(("tag", "value", "look"), [
    ("strike", "", "struck out"), ("dstrike", "1", "struck out"), ("highlight", "yellow", "highlighted"),
    ("vanish", "", "hidden"), ("shd", "clear", "highlighted"),
    ("u", "single", "underlined"),
    ("color", "ff0000", "coloured FF0000"), ("b", "", "bold"), ("i", "", "italic"), ("sz", "24", ""),
    *(("strike", value, "") for value in ("0", "false", "off", "none", "auto", "000000")), ("color", "auto", ""),
])
def test_a_property_of_a_run_makes_its_words_look_so(tag: str, value: str, look: str) -> None:
    assert look_called(tag, value) == look


def test_words_that_look_alike_are_one_piece_however_a_program_cuts_them() -> None:
    words = LookedWords()
    for text, looks in (("  ", {"hidden"}), ("One ", {"hidden"}), (" ", set()), ("two", {"hidden", "struck out"}),
                        (" ", {"bold"}), ("three", {"struck out"}), ("four", set()), (" ", set()), ("five ", {"struck out"})):
        words.add(text, looks)
    assert sorted(words.all()) == [("hidden", "One  two"), ("struck out", "five"), ("struck out", "two three")]
    assert (LookedWords().all(), LOOK_UNKNOWN) == ([], "")


@pytest.mark.parametrize(("address", "key"), [
    (" https://example.org/a/ ", "https://example.org/a"), ("https://example.org/%C3%A9 b", "https://example.org/%C3%A9%20b"),
    ("https://example.org/é b", "https://example.org/%C3%A9%20b"), ("mailto:a@b.uk?x=1&y=(2)~", "mailto:a@b.uk?x=1&y=(2)~"),
    ("https://example.org/aX//", "https://example.org/aX"), ("https://[::1]:80/#a!$'*+,;%25", "https://[::1]:80/#a!$'*+,;%"),
])
def test_a_link_is_known_again_whatever_program_wrote_it(address: str, key: str) -> None:
    assert link_key(address) == key


def test_a_picture_is_known_again_by_sixteen_digits() -> None:
    assert picture_digest(b"") == "e3b0c44298fc1c14"
    assert picture_digest(b"a") != picture_digest(b"b")


def test_a_field_of_word_has_a_name_and_some_change_by_themselves() -> None:
    assert [field_name(text) for text in (" pageref _Toc1 \\h ", "TOC", "  ")] == ["PAGEREF", "TOC", ""]
    assert {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "FILENAME"} == UNSTEADY_FIELDS
    assert {"TOC", "TOF", "INDEX"} == LISTING_FIELDS


def test_signs_that_are_set_high_or_low_stay_so_where_all_of_them_can() -> None:
    assert (raised("0123456789+-−=()n", "superscript"), raised("0123456789+-−=()", "subscript")) == (
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
    assert (raised("2a", "superscript"), raised("n", "subscript"), raised("", "subscript")) == ("2a", "n", "")


def test_copies_that_are_out_already_can_still_be_read() -> None:
    # both stand in files that were given out: with other words they would no longer be found there
    assert GIVEN_OUT == "urn:goldenthread:given-out"
    assert ON_THE_WORDS == {"en": "On the words:", "cy": "Am y geiriau:", "fr": "Sur les mots :"}


def test_looks_come_in_one_order_however_a_run_has_them() -> None:
    names = ["struck out", "bold", "underlined", "italic", "hidden"]
    for given in (names, names[::-1]):
        words = LookedWords()
        words.add("early", dict.fromkeys(given).keys())
        assert [look for look, _ in words.all()] == sorted(names)


def test_copies_that_were_given_out_before_are_still_read() -> None:
    """What a copy holds about itself is compared with what comes back, which may be months later."""
    assert (PAGE_PART, TITLE_LINE, CONTENTS_LINE) == ("@page", "@title", "@contents")
    assert (GIVEN_CHANGE, SAID_ASIDE) == ("changed", "aside")
