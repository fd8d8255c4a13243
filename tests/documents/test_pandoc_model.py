"""Pandoc's model as it is built here: the shape of its elements, and what can be read back from them."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.documents.paper.pandoc_model import (
    API_VERSION,
    as_paragraphs,
    attributes,
    definition_list,
    element,
    image,
    link,
    pandoc_document,
    paragraph,
    plain,
    plain_text,
    words,
)

SPACE = {"t": "Space"}


@pytest.mark.parametrize(("text", "inlines"), [
    ("", []),
    ("one", [element("Str", "one")]),
    ("one  two\nthree", [element("Str", "one"), SPACE, element("Str", "two"), SPACE, element("Str", "three")]),
    (" led", [SPACE, element("Str", "led")]),
    ("5\N{NO-BREAK SPACE}%", [element("Str", "5\N{NO-BREAK SPACE}%")]),
])
def test_a_text_is_words_with_spaces_between_them(text: str, inlines: list[Any]) -> None:
    assert words(text) == inlines


def test_elements_have_the_shape_of_pandoc_types() -> None:
    assert attributes("a", ["b"], {"c": "d"}) == ["a", ["b"], [["c", "d"]]]
    assert link(words("x"), "#a", ["to-item"]) == {"t": "Link", "c": [["", ["to-item"], []], [element("Str", "x")], ["#a", ""]]}
    picture = image("map.png", "A map", "people.md:3")
    assert picture["c"] == [["", [], [["alt", "A map"], ["at", "people.md:3"]]], words("A map"), ["map.png", ""]]
    assert definition_list([(words("term"), [[plain(words("x"))]])])["c"] == [[words("term"), [[plain(words("x"))]]]]


def test_a_document_says_its_version_title_and_language() -> None:
    document = pandoc_document([paragraph([])], "A title", "en-GB")
    assert document["pandoc-api-version"] == API_VERSION
    assert document["meta"] == {"title": element("MetaInlines", words("A title")), "lang": element("MetaString", "en-GB")}
    assert pandoc_document([])["meta"] == {}


def test_the_text_of_a_part_is_what_is_printed_there() -> None:
    note, formula = element("Note", [paragraph(words("below"))]), element("Math", [element("InlineMath"), "x^2"])
    part = paragraph([*words("one two"), note, element("Code", [attributes(), "c"]), formula, element("LineBreak"),
                      element("Emph", words("three")), image("a.png", "not here", ""), element("RawInline", ["typst", "#x"])])
    assert plain_text([part]) == "one twocx^2 three"


def test_a_definition_is_paragraphs_with_its_lists_taken_apart() -> None:
    entries = element("BulletList", [[plain(words("a"))], [paragraph(words("b")), element("HorizontalRule")]])
    assert as_paragraphs([plain(words("first")), entries]) == [
        paragraph(words("first")), paragraph(words("a")), paragraph(words("b")), element("HorizontalRule")]
