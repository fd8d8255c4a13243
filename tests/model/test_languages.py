"""Numbers, dates and counts as readers of a language expect them, by the catalogues of the program."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.model import (
    ENGLISH,
    STANDARD_WORDS,
    Language,
    count_in_words,
    current_language,
    format_value,
    gettext,
    in_language,
    names_in_words,
    ngettext,
    number_of,
    ordinal,
    period_in_words,
    pgettext,
    speak,
)
from goldenthread.model.units import in_scale
from goldenthread.system import language_called

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def language(code: str) -> Language:
    known = language_called(code)
    assert known is not None
    return known


@pytest.mark.parametrize(("code", "number", "unit", "decimals", "text"), [
    ("en_GB", "44090.5", "£ million", 1, f"£44,090.5{WIDE}million"), ("en_GB", "34.1", "%", 1, "34.1%"),
    ("cy", "44090.5", "£ miliwn", 1, f"£44,090.5{WIDE}miliwn"), ("cy", "34.1", "%", 1, "34.1%"),
    ("fr", "44090.5", "€ millions", 1, f"44{NARROW}090,5{WIDE}millions{WIDE}€"),
    ("fr", "-34.1", "%", 1, f"\N{MINUS SIGN}34,1{WIDE}%"),
    ("en_GB", "1203", "₹ lakh", 0, f"₹1,203{WIDE}lakh"), ("en_GB", "1203", "kr", 0, f"1,203{WIDE}kr"),
    ("fr", "1203", "emplois", 0, f"1{NARROW}203{WIDE}emplois"), ("fr_CA", "1203", "emplois", 0, f"1{WIDE}203{WIDE}emplois"),
])
def test_a_number_has_the_signs_of_its_language(code: str, number: str, unit: str, decimals: int, text: str) -> None:
    with in_language(language(code)):
        assert format_value(Decimal(number), unit, decimals) == text


@pytest.mark.parametrize(("period", "english", "french", "welsh"), [
    ("2019-10-18", "18 October 2019", "18 octobre 2019", "18 Hydref 2019"),
    ("2019-03-01", "1 March 2019", "1er mars 2019", "1 Mawrth 2019"),
    ("2019-12", "December 2019", "décembre 2019", "Rhagfyr 2019"), ("2018-Q1", "Q1 2018", "T1 2018", "Ch1 2018"),
    ("2018-H2", "H2 2018", "S2 2018", "H2 2018"), ("2018-W05", "week 5 of 2018", "semaine 5 de 2018", "wythnos 5 o 2018"),
    ("mid-2018", "mid-2018", "mi-2018", "canol 2018"), ("2017/18", "2017/18", "2017/18", "2017/18"),
    ("2018", "2018", "2018", "2018"),
    ("2014-04/2019-11", "April 2014 to November 2019", "avril 2014 à novembre 2019", "Ebrill 2014 i Tachwedd 2019"),
])
def test_a_period_is_in_the_words_of_its_language(period: str, english: str, french: str, welsh: str) -> None:
    for code, words in (("en_GB", english), ("fr", french), ("cy", welsh), ("en", english)):
        with in_language(language(code)):
            assert period_in_words(period) == words


def test_counts_have_the_forms_of_their_language() -> None:
    with in_language(language("fr")):
        assert [count_in_words(number, "priority") for number in (0, 1, 2, 1203)] == [
            "aucune priorité", "une priorité", "deux priorités", f"1{NARROW}203 priorités"]
        assert number_of(0, "finding") == "0 constat"
        assert [ordinal(place) for place in (1, 2, 21)] == ["1er", "2e", "21e"]
        assert names_in_words(["A", "B", "C"]) == "A, B et C"
        assert STANDARD_WORDS.high_confidence == "confiance élevée"
    with in_language(language("cy")):
        assert [count_in_words(number, "priority") for number in (0, 1, 3)] == [
            "dim blaenoriaethau", "1 flaenoriaeth", "3 o flaenoriaethau"]
        assert [ordinal(place) for place in (1, 3, 8, 20, 21, 113)] == ["1af", "3ydd", "8fed", "20fed", "21ain", "113ain"]
        assert names_in_words(["Bangor", "Conwy"]) == "Bangor a Conwy"
        assert names_in_words(["Bangor", "Arfon"]) == "Bangor ac Arfon"
        assert names_in_words(["Bangor", "Arfon"], "or") == "Bangor neu Arfon"
        assert STANDARD_WORDS.label("disposition", "accepted-in-part") == "Derbyniwyd yn rhannol"
    assert STANDARD_WORDS.high_confidence == "high confidence", "the block leaves nothing behind"


def test_a_block_gives_back_the_language_around_it_whatever_is_spoken_within() -> None:
    with in_language(language("cy")):
        with in_language(language("fr")):
            speak(language("en_GB"))
            assert gettext("Search") == "Search"
        assert gettext("Search") == "Chwilio"
    assert current_language() is ENGLISH


def test_only_languages_with_words_are_known() -> None:
    assert language_called("en_US") is not None and language_called("en-GB") is ENGLISH
    assert language_called("de") is None and language_called("") is None and language_called("../fr") is None


def test_values_stand_in_place_of_their_names_in_every_kind_of_message() -> None:
    assert (gettext("{number} of all", number=5), pgettext("a share", "{number} of all", number=5)) == ("5 of all", "5 of all")
    assert (gettext("{as} it is"), pgettext("a share", "{as} it is")) == ("{as} it is", "{as} it is")
    assert [ngettext("{number} of {whole}", "{number} in {whole}", number, whole="all") for number in (1, 1203)] == [
        "1 of all", "1,203 in all"]


def test_an_empty_message_stays_empty() -> None:
    with in_language(language("fr")):
        assert gettext("") == "", "a catalogue keeps its own description under the empty message"


@pytest.mark.parametrize(("code", "text", "plain"), [
    ("en_GB", "1,203.5 and 2, 300", "1203.5 and 2, 300"), ("cy", "£44,090 miliwn", "£44090 miliwn"),
    ("fr", f"1{NARROW}203,5 et 34,1{WIDE}%", f"1203.5 et 34.1{WIDE}%"), ("fr", "44 090 emplois en 2018", "44090 emplois en 2018"),
])
def test_a_number_that_an_author_typed_is_read_by_the_signs_of_the_language(code: str, text: str, plain: str) -> None:
    assert language(code).plain(text) == plain


def test_a_scale_that_is_asked_for_is_in_the_words_of_the_language() -> None:
    for code, unit, words in (("en_GB", "€", f"€1.5{WIDE}billion"), ("fr", "€", f"1,5{WIDE}milliards{WIDE}€"),
                              ("fr", "€ millions", f"1,5{WIDE}milliards{WIDE}€"), ("cy", "£ miliwn", f"£1.5{WIDE}biliwn")):
        with in_language(language(code)):
            scaled, places = in_scale(unit, "billions")
            number = Decimal("1500000000") if unit == "€" else Decimal(1500)
            assert format_value(number.scaleb(-places), scaled, 1) == words


def test_the_signs_of_a_language_are_its_own_each_by_itself() -> None:
    swiss, quiet = Language(tag="de-CH", group="\u2019"), Language(tag="fr-x-a-b", decimal=",", group=".")
    assert swiss.digits("1,203.5") == "1\u2019203.5"
    assert quiet.digits("1,203.5") == "1.203,5"
    assert Language(tag="en-ZA", decimal=",").digits("203.5") == "203,5"
    assert (swiss.short, quiet.short) == ("de", "fr")
    assert quiet.plain("1.203,5 and X203") == "1203.5 and X203"


def test_groups_that_are_set_apart_by_a_space_are_read_by_any_space() -> None:
    french = language("fr")
    for space in (NARROW, WIDE, " "):
        assert french.plain(f"44{space}090,5 X 200") == "44090.5 X 200"
    assert language("en_GB").plain("44 090 and 5]200") == "44 090 and 5]200"
