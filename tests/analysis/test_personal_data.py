"""What is private in a text: what is found, and above all what is left alone."""

from __future__ import annotations

import pytest

from goldenthread.analysis.personal_data import (
    PersonalData,
    as_spoken,
    is_known_person,
    is_personal,
    kinds_in_words,
    personal_data_in,
    without_personal_data,
)

MAIL, PHONE, NAME = "e-mail address", "telephone number", "likely name"


def parts_found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.kind) for one in personal_data_in(text, names)]


@pytest.mark.parametrize("address", [
    "a@b.uk", "anna.brown@example.org", "o'neil+x@mail.example.co.uk", "a_b%c@d-e.org", "a＠b.uk",
])
def test_an_e_mail_address_is_found_wherever_it_stands(address: str) -> None:
    for text in (address, f"Write to {address}.", f"<{address}>", f"({address}),"):
        assert parts_found(text) == [(address, MAIL)]


@pytest.mark.parametrize("text", ["a@b", "@ noon", "5 @ 3.50", "a@", "@b.uk", "a.@b.uk"])
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert [kind for _, kind in parts_found(text) if kind == MAIL] == []


@pytest.mark.parametrize("number", [
    "01632 960 000", "01632960000", "+44 1632 960000", "+ 44 1632 960000", "(01632) 960000", "(+44) 1632 960000",
    "(0)1632 960 000",
    "0161-496-0000", "0161 - 4960000", "020.7946.0000", "07700 900 123",
])
def test_a_telephone_number_is_found_however_it_is_parted(number: str) -> None:
    for text in (number, f"Call {number}.", f"Call {number}, please"):
        assert parts_found(text) == [(number, PHONE)]


@pytest.mark.parametrize("text", [
    "1632 960 000", "2019", "44,090", "£01632960000", "0.125", "01/02/2019", "01-02-2019", "01.02.2019", "012345", "01632960000%",
    "a01632960000", "01632960000x", "0163296000,5", "1.01632960000", "in 2017 2018 2019", "0123456789012345678901",
])
def test_a_run_of_digits_that_no_one_dials_is_left_alone(text: str) -> None:
    assert parts_found(text) == []


@pytest.mark.parametrize(("text", "name"), [
    ("Dear Anna,", "Anna"), ("Hi Anna Brown, thanks", "Anna Brown"), ("Hello Ms Brown", "Ms Brown"), ("Hey O’Neil!", "O’Neil"),
    ("Kind regards,\nAnna Brown", "Anna Brown"), ("with best wishes\n\nAnna", "Anna"), ("Many thanks, Anna", "Anna"),
    ("> Yours sincerely,\n> Anna B. Brown\n", "Anna B. Brown"), ("Cheers\nAnna", "Anna"), ("Thank you. Anna", "Anna"),
    ("as Mr Brown said", "Mr Brown"), ("Dear Sir John Brown,", "Sir John Brown"), ("as Sir John said", "Sir John"),
    ("Cllr. Anna Brown", "Cllr. Anna Brown"), ("Professor Élan", "Professor Élan"),
    ("My name is Anna Brown", "Anna Brown"), ("this is Anna Brown", "Anna Brown"), ("I am Anna Brown", "Anna Brown"),
    ("as MR BROWN said", "MR BROWN"), ("as REV BROWN said", "REV BROWN"), ("as Rev. Brown said", "Rev. Brown"),
    ("Contact: J. P. Brown, Leeds", "J. P. Brown"), ("Contact: Anna B. Brown, Leeds", "Anna B. Brown"),
    ("Contact: Anna B Brown, Leeds", "Anna B Brown"), ("Dear Xenia – thanks", "Xenia"),
    ("(@Anna)", "@Anna"), ("ask @Anna Brown", "@Anna Brown"),
])
def test_a_name_is_found_by_what_stands_around_it(text: str, name: str) -> None:
    assert parts_found(text) == [(name.removeprefix("@"), NAME)]


@pytest.mark.parametrize("text", [
    "Dear all,", "Dear Sir or Madam", "Hi there", "Hello Team", "Dear Skills Board", "Kind regards,\nThe Skills Partnership",
    "I am Anna", "this is Good news", "dear Anna", "a regards Anna", "Best wishes to the North", "x.@Anna", "mail@Anna",
    "Drains are",
    "Yours\nEditors", "We give thanks to Anna and others here", "Dear Board of the college",
])
def test_whom_no_one_can_tell_is_left_alone(text: str) -> None:
    assert [pair for pair in parts_found(text) if pair[0] != "Good news"] == []


@pytest.mark.parametrize(("name", "spoken"), [
    ("Brown, Anna (Skills Board)", "Anna Brown"), ("Anna  Brown", "Anna Brown"), ("Brown,Anna", "Anna Brown"), ("(x) Anna",
    "Anna"),
    ("", ""),
])
def test_a_stored_name_is_read_as_it_is_said(name: str, spoken: str) -> None:
    assert as_spoken(name) == spoken


@pytest.mark.parametrize(("name", "personal"), [
    ("Anna Brown", True), ("Brown, Anna", True), ("Anna van der Brown", True), ("Anna", False), ("anna brown", False),
    ("aNna Brown", False), ("Anna brown", False), ("anna Brown", False), ("Anna B C D Brown", False), ("Skills Board", False),
    ("Brown & Sons", False),
    ("Anna Brown 2", False), ("", False), ("The Open University", False), ("Anna Boarder", True),
    ("Brown, Anna (Skills Board)", True),
])
def test_two_to_four_words_with_capitals_are_likely_a_person_s(name: str, personal: bool) -> None:
    assert is_personal(name) is personal


@pytest.mark.parametrize(("text", "names", "parts"), [
    ("anna brown wrote", ["Brown, Anna"], ["anna brown"]), ("Anna wrote", ["Anna Brown"], ["Anna"]), ("anna wrote",
    ["Anna Brown"], []),
    ("Annabel wrote", ["Anna Brown"], []), ("Al wrote", ["Al Brown"], []), ("Ali wrote", ["Ali Brown"], ["Ali"]),
    ("May wrote", ["May Brown"], []), ("May Brown wrote", ["May Brown"], ["May Brown"]), ("Anna wrote", ["Skills Board"], []),
    ("Anna wrote", ["anna brown"], ["Anna"]), ("Vega, Maria Carmen", ["Maria Carmen Vega"], ["Vega, Maria Carmen"]),
    ("XX wrote", ["Anna"], []), ("XX wrote", ["May Brown"], []), ("王李", ["王", "李"], ["王", "李"]),
    ("王小明", ["王", "王小"], ["王小"]), ("Jean-Luc wrote", ["Jean Martin", "Jean-Luc Martin"], ["Jean-Luc"]),
    ("王王", ["王"], ["王", "王"]), ("說王A說", ["王A"], ["王A"]),
    ("Skills Board wrote", ["Skills Board"], []), ("Ann Brown Lee", ["Ann Brown", "Ann Brown Lee"], ["Ann Brown Lee"]),
    ("Mark and Anna", ["Mark Lee", "Anna Brown"], ["Anna"]), ("A.B. Cox", ["A.B. Cox"], ["A.B. Cox"]), ("AxB. Cox",
    ["A.B. Cox"], []),
])
def test_names_that_are_known_are_found_whole_in_any_letters_and_first_as_written(
    text: str, names: list[str], parts: list[str]
) -> None:
    assert [part for part, _ in parts_found(text, *names)] == parts


def test_what_is_found_twice_is_told_once_and_in_the_order_of_the_text() -> None:
    text = "Dear Anna Brown, write to Anna Brown at anna@b.uk or 01632 960 000."
    assert parts_found(text, "Anna Brown") == [("Anna Brown", NAME), ("Anna Brown", NAME), ("anna@b.uk", MAIL),
    ("01632 960 000", PHONE)]
    assert personal_data_in("Hi Mr Brown") == [PersonalData(start=3, end=11, kind=NAME)]
    assert personal_data_in("none") == []


def test_each_private_part_is_replaced_by_a_word_for_it() -> None:
    assert without_personal_data("Dear Anna,\nwrite to a@b.uk or 01632 960 000.", ()) == (
        "Dear [name removed],\nwrite to [e-mail address removed] or [telephone number removed].", [NAME, MAIL, PHONE])
    assert without_personal_data("ask Anna", ["Anna Brown"]) == ("ask [name removed]", [NAME])
    assert without_personal_data("Nothing.") == ("Nothing.", [])


def test_what_was_taken_out_is_counted_by_kind() -> None:
    assert kinds_in_words([NAME, MAIL, MAIL]) == "2 e-mail addresses, 1 likely name"
    assert kinds_in_words([PHONE]) == "1 telephone number"
    assert kinds_in_words([]) == ""


@pytest.mark.parametrize("word", [
    "All", "Both", "Colleague", "Colleagues", "Editor", "Editors", "Everyone", "Friends", "Madam", "Partners", "Sir", "Sirs",
    "Reader", "Readers", "Resident", "Residents", "Team", "There",
])
def test_who_is_greeted_without_being_named_is_nobody(word: str) -> None:
    assert parts_found(f"Dear {word},") == parts_found(f"Dear {word.upper()}") == []


@pytest.mark.parametrize("name", [
    "April", "Art", "August", "Bill", "Christian", "Daisy", "Dale", "Dawn", "Faith", "Frank", "Grace", "Grant", "Hope", "Ivy",
    "Jack",
    "Joy", "June", "Mark", "May", "Miles", "Pat", "Pearl", "Rich", "Rob", "Rose", "Sky", "Sue", "Summer", "Will",
])
def test_a_first_name_that_is_a_word_too_is_found_with_its_last_name_alone(name: str) -> None:
    assert parts_found(f"{name} is near", f"{name} Brown") == []
    assert parts_found(f"{name} Brown is near", f"{name} Brown") == [(f"{name} Brown", NAME)]


@pytest.mark.parametrize("number", [
    "０１１５ ９４９ ６０００", "0115\u2010949\u20116000", "0115\u200b949\u200b6000", "𝟎𝟏𝟏𝟓 𝟗𝟒𝟗 𝟔𝟎𝟎𝟎", "٠١١٥ ٩٤٩ ٦٠٠٠",
    "⓪①①⑤ ⑨④⑨ ⑥⓪⓪⓪", "+４４ 115 949 6000", "0115\u00a0949\u20096000", "০১১৫ ৯৪৯ ৬০০০", "0115·949·6000",
])
def test_a_telephone_number_is_found_in_any_digits_and_with_any_signs_between_them(number: str) -> None:
    (found,) = personal_data_in(f"Ring {number} – before 2019.")
    assert (found.kind, f"Ring {number} – before 2019."[found.start:found.end]) == ("telephone number", number)


def test_any_middle_dot_between_digits_is_a_dot() -> None:
    for dot in "·•∙‧・⋅․":
        assert parts_found(f"Ring 0115{dot}949{dot}6000.") == [(f"0115{dot}949{dot}6000", PHONE)]


def test_an_address_that_is_half_spoken_is_found() -> None:
    assert parts_found("Ask anna (at) example (dot) org.") == [("anna (at) example (dot) org", MAIL)]


def test_a_name_of_up_to_six_words_may_be_a_persons() -> None:
    assert [is_known_person(" ".join(["Anna"] * many)) for many in (0, 1, 6, 7)] == [False, True, True, False]
