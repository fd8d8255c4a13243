"""Words from outside stay words: whatever stands in them, Markdown shows just these signs; and persons are taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from goldenthread.analysis.personal_data import is_personal, without_personal_data
from goldenthread.book.chapters import read_chapter
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.consultation.intake.escaping import as_title, block_quote, escaped, printable

ROOT = Path(__file__).parents[2]
# more than the book allows itself, so that an extension that is switched on later opens no door
EXTENSIONS = {"amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
              "html_image", "strikethrough", "substitution", "tasklist"}
PARSER = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
PIECES = [
    "`", "``", "```", ":::", "{value}`x`", "{", "}", "{{x}}", "<b>", "<!--", "&amp;", "&", "*", "_", "**", "[a](b)", "![", "^",
    "[^1]", "#", "# ", "- ", "+ ", "+++", "1. ", "2) ", "---", "===", "> ", "| a |", "|---|", "~~~", "~", "$", "$$", "%", "% ",
    "(a)=", ": ", ":a: b", "\\", "\\\n", "\n", "\n\n", "    ", "\t", "\r", "\u2028", "\x0b", "\x00", "\u202e", "word", " ", ".",
    "https://example.org", "é", "ה", "\ufeff", "@", "\"", "'", "\\begin{a}", "[x]", "(", ")", "!", "TODO", "{{x}}", "**b", "TBC",
]
ALLOWED = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak",
           "text_special"}


def tokens(nested: list[Token]) -> Iterator[Token]:
    for token in nested:
        yield token
        yield from tokens(token.children or [])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=14).map("".join))
def test_whatever_is_quoted_is_text_and_nothing_else(text: str) -> None:
    parsed = list(tokens(PARSER.parse(block_quote(text))))
    assert {token.type for token in parsed} <= ALLOWED
    leaves = [token for token in parsed if token.type != "inline"]
    shown = "".join(token.content if token.type in ("text", "text_special") else " " for token in leaves)
    assert "".join(shown.split()) == "".join(printable(text).split())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_said_ends_no_item_and_mentions_nothing(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.getbasetemp()
    page = f"# Responses\n\n:::{{response}} {as_title(text)}\n:id: RSP_X\n\n{block_quote(text)}\n:::\n\nAfter\n"
    (root / "page.md").write_text(page, encoding="utf-8")
    chapter = read_chapter(root, "page.md", read_vocabulary(ROOT))
    assert [item.id for item in chapter.items] == ["RSP_X"]
    assert chapter.items[0].body == block_quote(text).strip("\n")
    assert (chapter.mentions, chapter.problems) == ([], [])


def test_ordinary_words_look_as_they_did() -> None:
    text = "In 2018, 33.0% (a third) - not \"half\" - were; see https://example.org/a-b?c=d."
    assert escaped(text) == text


@pytest.mark.parametrize(("text", "title"), [
    ("See {need}`EV_A` [[copy('x')]] <b>now</b>", "See need EV A copy('x') b now /b"),
    ("word " * 40, "word " * 15 + "word…"),
    ("x" * 100, "x" * 80 + "…"),
    ("*** ", ""),
])
def test_a_title_is_one_short_line_of_plain_words(text: str, title: str) -> None:
    assert as_title(text) == title


@pytest.mark.parametrize(("text", "kept"), [
    ("Dear Anna, see below", "Dear [name removed], see below"),
    ("Kind regards,\n\nJohn O'Neil\nHead of skills", "Kind regards,\n\n[name removed]\nHead of skills"),
    ("Dr Jones and Cllr Mary Smith agree", "[name removed] and [name removed] agree"),
    ("My name is Jane Roe.", "My name is [name removed]."),
    ("@Anna Brown please look", "@[name removed] please look"),
    ("as Anna said", "as [name removed] said"),
    ("a.b_c@example.co.uk, <x@y.org>", "[e-mail address removed], <[e-mail address removed]>"),
    ("+44 (0)1632 960 000, (01632) 960001 or 07700 900 000", "[telephone number removed], [telephone number removed] or "
                                                              "[telephone number removed]"),
    ("Dear Sir or Madam,\nDear colleagues,", "Dear Sir or Madam,\nDear colleagues,"),
    ("Many thanks for this.\nGood work", "Many thanks for this.\nGood work"),
    ("Regards,\nThe Chamber of Commerce", "Regards,\nThe Chamber of Commerce"),
    ("£44,090,000,000 in 2014 2015 2016, 0.123456789, 2018-19, 01-02-2019 03-04-2019, 0161", None),
    ("10.1080/0034340420123456 and ISBN 978-0-11-123456-7", None),
])
def test_persons_are_taken_out_and_numbers_stay(text: str, kept: str | None) -> None:
    assert without_personal_data(text, {"Anna Brown"})[0] == (text if kept is None else kept)


@pytest.mark.parametrize(("name", "person"), [
    ("Anna Brown", True), ("Jan van Dyck", True), ("Brown, Anna (Council)", True), ("Anna", False),
    ("Shore Trust", False), ("Author 2", False), ("User", False), ("Marks & Co", False), ("the reviewers", False)])
def test_a_stored_author_is_a_person_or_a_body(name: str, person: bool) -> None:
    assert is_personal(name) == person


def test_a_name_is_found_however_a_program_has_stored_it() -> None:
    assert without_personal_data("Ask Anna Brown.", {"BROWN, Anna (Skills Board)"}) == ("Ask [name removed].", ["likely name"])


def test_a_word_that_is_a_name_too_stays() -> None:
    assert without_personal_data("Will this do, in May?", {"Will May"}) == ("Will this do, in May?", [])


@pytest.mark.parametrize("piece", [
    "a", "a.", "0 ", "(0", "Dear ", "thanks \n", "Mr A", "@", "a@", "a@b.", "+1-", "\\", "> ", "a-"])
def test_long_words_made_to_take_long_come_to_an_end(piece: str) -> None:
    # a pattern that tried every way to read such a text would not come back within this run
    words = without_personal_data(printable(piece * 50_000), {"Anna Brown"})[0]
    assert block_quote(words).startswith(">")
