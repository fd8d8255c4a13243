"""Each character that Markdown gives a meaning is escaped where it has one, and nowhere else."""

from __future__ import annotations

import pytest

from goldenthread.consultation.intake.escaping import as_title, block_quote, escaped, printable
from goldenthread.consultation.intake.response_items import option_words


@pytest.mark.parametrize(("text", "markdown"), [
    *((f"a{sign}b", f"a\\{sign}b") for sign in "\\`*_{}[]<>#|~$^&"),
    ("a-b +c =d :e %f (g", "a-b +c =d :e %f (g"),
    *((f"{sign} a", f"\\{sign} a") for sign in "-+=:%("),
    ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("1.5 a", "1\\.5 a"), ("a 1. b", "a 1. b"), ("1 a", "1 a"),
    ("  - a", "\\- a"), ("a\n- b\n2. c", "a\n\\- b\n2\\. c"),
    (":::{note}", "\\:::\\{note\\}"), ("{need}`EV_A`", "\\{need\\}\\`EV\\_A\\`"), ("(a)=", "\\(a)="),
    ("<!-- a -->", "\\<!-- a --\\>"), ("", ""),
])
def test_markdown_is_escaped(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize(("text", "kept"), [
    ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"), ("a \t  b", "a b"), ("a\n\n\n\nb", "a\n\nb"), ("  a  \n ", "a"),
    ("a\x00b\x07c", "a b c"), ("a\u202eb\u2066c", "abc"), ("\ufeffa", "a"), ("\ue000a", "a"), ("a\ud800b", "a b"),
    ("é ה 字 😀 £", "é ה 字 😀 £"),
])
def test_invisible_characters_are_taken_out(text: str, kept: str) -> None:
    assert printable(text) == kept


def test_a_quotation_has_a_mark_before_each_line_and_no_space_at_its_end() -> None:
    assert block_quote("a\n\n- b") == "> a\n>\n> \\- b"


@pytest.mark.parametrize(("text", "longest", "title"), [
    ("one two three", 13, "one two three"), ("one two three", 12, "one two…"), ("one two three", 8, "one two…"),
    ("one, two", 5, "one…"), ("abcdefgh", 4, "abcd…"), ("- one: two;", 80, "one: two"), ("one , two", 80, "one, two"),
    ("a\nb", 80, "a b"), ("£5 – “so” 10%?", 80, "£5 – “so” 10%?"), ("`*`", 80, ""),
    ("हिन्दी में कमी है।", 80, "हिन्दी में कमी है।"), ("1\ufe0f\u20e3 agree 👍🏽, ❤️", 80, "1\ufe0f\u20e3 agree 👍🏽, ❤️"),
    ("مرحبا، 25", 80, "مرحبا، 25"),
    ("हिन्दी", 2, "हि…"), ("कमी", 2, "क…"), ("技能短缺", 2, "技能…"), ("👩\u200d🏭x", 2, "👩…"),
])
def test_a_title_is_cut_at_a_word(text: str, longest: int, title: str) -> None:
    assert as_title(text, longest) == title


@pytest.mark.parametrize(("value", "words"), [
    ("EV_A, EV_B", "EV_A, EV_B"), ("2019-10-11", "2019-10-11"), ("Marks & Co (north)", "Marks & Co (north)"),
    ("a: b", '"a: b"'), ("- a", '"- a"'), ('say "x"', '"say \\"x\\""'), ("a\\b", '"a\\\\b"'), ("", '""'), ("# a", '"# a"'),
])
def test_an_option_is_quoted_where_yaml_would_read_more_than_words(value: str, words: str) -> None:
    assert option_words(value) == words
