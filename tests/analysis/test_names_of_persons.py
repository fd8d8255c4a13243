"""Names in any alphabet, and numbers in any signs, are taken out of what respondents write."""

from __future__ import annotations

import pytest

from goldenthread.analysis import without_personal_data

AUTHORS = ["Anna Brown", "Łukasz Żak", "Şule Öz", "Александр Пушкин", "王小明", "王", "Brown, Anna", "anna brown",
           "anna", "Anna", "ANNA BROWN",
           "Maria del Carmen Ruiz Vega", "Seán Ó Briain", "Nguyễn Văn An", "O'Neil, Pat", "김민수",
           "Ἀλέξανδρος Παπᾶς",
           "Jean-Luc Martin",
           "van der Berg, Jan", "Çağla", "Đorđe Ilić", "Ívar Þórsson", "Brown, Anna (Skills Board)", "مريم", "דוד כהן"]


@pytest.mark.parametrize("author", AUTHORS)
def test_an_author_that_a_file_names_is_taken_out_of_its_words(author: str) -> None:
    spoken = author.partition(" (")[0]
    text, removed = without_personal_data(f"The share is old, said {spoken} to us.", {author})
    assert spoken not in text
    assert removed == ["likely name"]


@pytest.mark.parametrize(("author", "text"), [
    ("The Skills Board", "The Skills Board is right."), ("Author", "The author says so."), ("User 12", "A user of 12 years."),
    ("Will", "It will be so."), ("May", "In May it fell."),
])
def test_a_word_of_the_language_is_no_name(author: str, text: str) -> None:
    assert without_personal_data(text, {author}) == (text, [])


@pytest.mark.parametrize("text", [
    "Dear Łukasz,\nold.", "Hi Şule, old.", "Dear 王,\nold.", "Dear Александр Пушкин,\nold.", "Kind regards,\nŁukasz Żak",
    "Dr Çağla Öz said so.",
])
def test_a_greeting_or_a_close_in_any_alphabet_names_a_person(text: str) -> None:
    assert "likely name" in without_personal_data(text)[1]


@pytest.mark.parametrize("text", [
    "Ring ０１６３２ ９６０ ００１.", "Ring 01632\u2009960\u2009001.", "Ring 01632\u2011960\u2011001.",
    "Ring 016\u200b32 960 001.",
    "Ring +44\u00a01632\u00a0960001.", "Ring ٠١٦٣٢ ٩٦٠ ٠٠١.", "Write to jo\u200b@example.org.", "Write to ｊｏ@example.org.",
])
def test_signs_that_look_alike_hide_no_number_and_no_address(text: str) -> None:
    kept, removed = without_personal_data(text)
    assert removed in (["telephone number"], ["e-mail address"])
    assert kept.endswith(" removed].")


def test_what_is_taken_out_leaves_the_rest_as_it_was() -> None:
    assert without_personal_data("Die Größe – ½ – ring ０１６３２ 960 001 – fällt") == (
        "Die Größe – ½ – ring [telephone number removed] – fällt", ["telephone number"])
