"""What of a chapter changed, and what a preview says of an item, from records made in memory."""

from __future__ import annotations

from typing import cast

import pytest
from docutils import nodes
from sphinx.builders import Builder

from goldenthread.book import Vocabulary
from goldenthread.site.page_context import PageContext
from goldenthread.site.previews import LONGEST_SENTENCE, about_item, first_sentence
from goldenthread.site.views.page_history import page_history
from tests.books.records import item, register

BOOK = register(
    item("priority", "D19_PRI_A", "Skills", edition="2019-12"), item("priority", "D19_PRI_B", "Homes", edition="2019-12"),
    item("priority", "M20_PRI_A", "Better skills", edition="2020-03", revises="D19_PRI_A", reason="The data were renewed."),
    item("evidence", "EV_OLD", "Old", since="2019-12"), item("evidence", "EV_NEW", "New", since="2020-03", replaces="EV_OLD",
                                                             confidence="high"),
    items_on={"a": ("D19_PRI_A", "D19_PRI_B"), "b": ("M20_PRI_A",), "c": ("EV_OLD", "EV_NEW"), "d": ("D19_PRI_B",)})


class _Builder:
    """As much of a builder as a link needs."""

    format = "html"

    def get_relative_uri(self, docname: str, to: str) -> str:
        return f"{to}.html"


def _told(docname: str) -> list[str]:
    page = PageContext(register=BOOK, vocabulary=cast(Vocabulary, None), builder=cast(Builder, _Builder()), docname=docname)
    blocks = page_history(page)
    return [line.astext() for block in blocks for line in block.findall(nodes.paragraph)]


def test_a_chapter_tells_what_became_of_its_priorities_and_which_findings_are_new() -> None:
    assert _told("a") == ["Skills became in the 2020-03 edition: Better skills"]
    assert _told("b") == ["Revised since the 2019-12 edition: Better skills: The data were renewed."]
    assert _told("c") == ["Old was replaced by New", "New in the 2020-03 edition: New"]


def test_a_chapter_where_nothing_changed_says_so_and_one_without_items_says_nothing() -> None:
    assert _told("d") == ["Nothing: all stands here as it was first published."]
    assert _told("e") == []


@pytest.mark.parametrize(("text", "first"), [
    ("One thing. And another.", "One thing."), ("Of 3.5 parts. “Two”.", "Of 3.5 parts."), ("No end", "No end"), ("", "")])
def test_a_preview_has_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_long_sentence_is_cut_at_a_word() -> None:
    cut = first_sentence("word " * 90)
    assert len(cut) <= LONGEST_SENTENCE + 2
    assert cut.endswith("word …")


def test_a_preview_says_what_an_item_is_and_how_sure() -> None:
    assert about_item(BOOK, BOOK.items["EV_NEW"], "Evidence").startswith("Evidence · High confidence")
