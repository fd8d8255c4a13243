"""What an Office file says in the attributes of its elements, where no reader sees it before he asks."""

from __future__ import annotations

import pytest

from goldenthread.model import words_aside

W, DRAWING = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{urn:drawing}"


@pytest.mark.parametrize(("element", "attribute"), [
    *((f"{DRAWING}any", name) for name in ("tooltip", "descr", "title", "alt", "displayText", "href")),
    (f"{W}hyperlink", f"{W}tooltip"), ("link", "tooltip"),
    *((f"{W}{name}", f"{W}val") for name in (
        "tblCaption", "tblDescription", "helpText", "statusText", "alias", "tag", "listEntry", "default", "lvlText")),
    ("helpText", "val"),
])
def test_words_in_an_attribute_are_told_with_their_spaces_as_one(element: str, attribute: str) -> None:
    assert list(words_aside(element, {f"{W}id": "Not this", attribute: " Ask  the\n college "})) == ["Ask the college"]


@pytest.mark.parametrize(("element", "attributes"), [
    (f"{W}pStyle", {f"{W}val": "Heading one"}), (f"{W}tblCaption", {f"{W}id": "Not a caption"}),
    (f"{DRAWING}any", {"name": "Picture one"}), (f"{DRAWING}any", {"descr": ""}), (f"{DRAWING}any", {"descr": "12.5 % a"}),
    (f"{W}lvlText", {f"{W}val": "%1."}), (f"{DRAWING}any", {"descr": "C:/pictures/Map_of-area.2.PNG"[2:]}),
    (f"{DRAWING}any", {"descr": "chart.jpeg"}), (f"{DRAWING}any", {"descr": "scan.tif"}),
])
def test_what_is_no_reader_s_word_is_left_alone(element: str, attributes: dict[str, str]) -> None:
    assert list(words_aside(element, attributes)) == []


@pytest.mark.parametrize("words", ["chart.png is the wrong picture", "Wrong: chart.png", "chart.pdf"])
def test_a_sentence_about_a_picture_is_more_than_the_name_of_its_file(words: str) -> None:
    assert list(words_aside(f"{DRAWING}docPr", {"descr": words})) == [words]


def test_each_attribute_of_an_element_may_say_something() -> None:
    assert list(words_aside(f"{DRAWING}docPr", {"descr": "A map", "name": "Picture", "title": "Travel to work"})) == [
        "A map", "Travel to work"]
