"""From pandoc's model to what pandoc writes as Word: styles, bookmarks, numbers, sizes, and the first pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from goldenthread.analysis import MARKS
from goldenthread.documents.nodes import chart
from goldenthread.documents.paper import FrontPage, convert_volume, link_targets_from_volumes
from goldenthread.documents.paper.numbering import Counters, Heading
from goldenthread.documents.paper.pandoc_model import Element, paragraph, plain_text, words
from goldenthread.documents.paper.word_fields import caption_number, contents_blocks
from goldenthread.documents.paper.word_pictures import WordPicture
from goldenthread.documents.paper.word_source import (
    TALLEST,
    TEXT_WIDTH,
    WordWriter,
    front_blocks,
    title_blocks,
)
from tests.documents.node_pieces import chapter, item_node, table_node, volume


def written(*blocks: nodes.Node, width: float = 100.0, height: float = 50.0, start: Counters | None = None,
            ) -> tuple[WordWriter, list[Element]]:
    """The writer after a chapter of these blocks, and the chapter's blocks below its heading."""
    book = volume([chapter(*blocks)], Path("."))
    converted = convert_volume(book, link_targets_from_volumes([book], "https://example.org"))
    assert list(converted.problems) == []
    pictures = {name: WordPicture(file=f"{name}.png", width=width, height=height) for name in converted.pictures}
    writer = WordWriter(pictures, start)
    return writer, writer.chapter(converted.chapters[0])[1:]


def style_of(block: Element) -> str:
    return str(dict(block["c"][0][2])["custom-style"])


def test_headings_are_numbered_and_listed_and_items_are_not() -> None:
    writer, _ = written(nodes.section("", nodes.title("", "Pay"), ids=["pay"]), item_node("EV_PAY"))
    assert writer.headings == [Heading(level=1, number="1", title="People", bookmark="people"),
                               Heading(level=2, number="1.1", title="Pay", bookmark="people__pay")]
    assert writer.cards == {"EV_PAY": "evidence"}
    assert writer.names == {"people": ["people"], "people__pay": ["people--pay"], "ev_pay": ["EV_PAY"]}


def test_a_file_of_one_chapter_goes_on_with_the_numbers_of_the_whole() -> None:
    writer, _ = written(nodes.section("", nodes.title("", "Pay"), ids=["pay"]), start=Counters(chapters=2))
    assert [heading.number for heading in writer.headings] == ["3", "3.1"]


@pytest.mark.parametrize(("size", "wish", "expected"), [
    ((100, 50), "", (100, 50)), ((100, 50), "200", (132, 66)), ((1000, 500), "", (TEXT_WIDTH, TEXT_WIDTH / 2)),
    ((100, 2000), "", (TALLEST / 20, TALLEST)), ((100, 50), "30em", (100, 50))])
def test_a_picture_gets_the_size_that_fits(size: tuple[float, float], wish: str, expected: tuple[float, float]) -> None:
    node = chart("", nodes.caption("", "Jobs."), svg="<svg></svg>", alt="Jobs.", dataset="jobs", width=wish)
    _, blocks = written(node, width=size[0], height=size[1])
    caption, drawing = blocks[0]["c"][1]
    number, *rest = caption["c"][1][0]["c"]
    assert without_marks(number) + plain_text(rest) == "Chart 1. Jobs."
    picture = drawing["c"][1][0]["c"][0]
    assert picture["t"] == "Image"
    assert [float(inches.removesuffix("in")) * 72 for _, inches in picture["c"][0][2]] == pytest.approx(expected, abs=0.01)


def test_tables_are_numbered_only_with_a_caption_and_counted_always() -> None:
    table = table_node([["A"], ["1"]])
    table.insert(0, nodes.title("", "Ages"))
    writer, blocks = written(table_node([["A"], ["1"]]), table)
    assert [table.row_headers for table in writer.tables] == [0, 0]
    assert [plain_text(block["c"][1][1]) for block in blocks] == ["", " Ages"]
    assert [caption.number for caption in writer.captions if caption.kind == "Table" and caption.title == "Ages"] == [1]


def test_a_turned_table_stands_between_two_ends_of_sections() -> None:
    # a shorter text would go along with the table
    _, blocks = written(nodes.paragraph("", "Before. " * 100), table_node([["unbreakable"] * 8, ["1"] * 8]))
    assert [block["t"] for block in blocks] == ["Para", "RawBlock", "Table", "RawBlock"]
    assert ['w:orient="portrait"' in blocks[1]["c"][1], 'w:orient="landscape"' in blocks[3]["c"][1]] == [True, True]


def test_links_name_bookmarks_and_addresses_stay() -> None:
    links = [nodes.reference("", "x", refid="people"), nodes.reference("", "y", refuri="https://example.org/a.docx")]
    _, blocks = written(nodes.paragraph("", "", *links))
    assert [link["c"][2][0] for link in blocks[0]["c"]] == ["#people", "https://example.org/a.docx"]


def test_a_further_mark_of_a_note_is_words_own_field() -> None:
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "Below."), ids=["n1"])
    marks = [nodes.footnote_reference("", "1", refid="n1") for _ in range(2)]
    writer, blocks = written(nodes.paragraph("", "", *marks), note)
    assert writer.notes == {"people--n1": 1}
    assert r"NOTEREF people__n1 \f \h" in blocks[0]["c"][1]["c"][1]


def test_short_facts_are_one_paragraph_and_ids_under_a_title_are_words() -> None:
    definition = nodes.definition("", nodes.paragraph("", "first"), nodes.paragraph("", "second"))
    facts = nodes.definition_list("", nodes.definition_list_item("", nodes.term("", "By"), definition), classes=["facts"])
    kicker = nodes.paragraph("", "", nodes.literal("", "EV_PAY"), classes=["kicker"])
    _, (fact_block, label) = written(facts, kicker)
    assert (style_of(fact_block), len(fact_block["c"][1]), plain_text(fact_block)) == ("Item Facts", 1, "Byfirst second")
    assert style_of(label) == "Item Label"
    assert label["c"][1] == [paragraph(words("EV_PAY"))]


@pytest.mark.parametrize(("term", "below"), [
    ("By", False), ("What was not found", False), ("What is known of whether it works", True)])
def test_what_a_long_term_says_begins_below_it(term: str, below: bool) -> None:
    definition = nodes.definition("", nodes.paragraph("", "first"))
    facts = nodes.definition_list("", nodes.definition_list_item("", nodes.term("", term), definition), classes=["facts"])
    _, (fact_block,) = written(facts)
    kinds = [part["t"] for part in fact_block["c"][1][0]["c"]]
    assert ("LineBreak" in kinds, "RawInline" in kinds) == (below, not below)


@pytest.mark.parametrize(("how", "kind"), [("deleted", "Strikeout"), ("inserted", "Underline")])
def test_words_that_went_or_came_have_a_line_and_no_marks(how: str, kind: str) -> None:
    begin, end = MARKS[how]
    runs = [nodes.inline("", f"{begin}{text}{end}", classes=[how]) for text in ("one", "two words")]
    _, (block,) = written(nodes.paragraph("", "", *runs))
    assert [(part["t"], plain_text(part)) for part in block["c"]] == [(kind, "one"), (kind, "two words")]


# the first pages


def texts(blocks: list[Any]) -> list[tuple[str, list[str]]]:
    return [(style_of(block), [plain_text(part) for part in block["c"][1]]) for block in blocks if block["c"][1]]


def test_the_title_says_what_the_file_is() -> None:
    book = volume([], Path("."), dated=date(2020, 3, 31))
    assert texts(title_blocks(book, "People")) == [
        ("Title", ["A strategy"]), ("Subtitle", ["Draft of December 2019", "People"]),
        ("Date", ["Review copy. Draft. 31 March 2020."]), ("Front Note", ["No agreement yet."])]
    report = volume([], Path("."), form="report", status="", dated=date(2020, 3, 31))
    assert ("Date", ["31 March 2020."]) in texts(title_blocks(report))


def test_the_front_page_asks_its_questions() -> None:
    front = FrontPage(heading="What we ask", opening=["Reply."], questions=[("Accurate", "Is it right?")], how_heading="How",
                      how=["Mark it."])
    assert texts(front_blocks(front)) == [
        ("Front Heading", ["What we ask"]), ("Front Text", ["Reply."]), ("Front Question", ["Accurate. Is it right?"]),
        ("Front Heading", ["How"]), ("Front Text", ["Mark it."])]


def test_the_contents_list_chapters_and_the_sections_of_numbered_ones() -> None:
    headings = [Heading(level=level, number=number, title=title, bookmark=title.lower()) for level, number, title in (
        (1, "", "Preface"), (1, "1", "A & B"), (2, "1.1", "Pay"), (3, "1.1.1", "Deep"),
        (1, "Annex A", "Data"), (2, "A.1", "Jobs"))]
    block, = contents_blocks(headings, [])
    xml = block["c"][1]
    assert [name in xml for name in ('"preface"', '"a & b"', '"pay"', '"deep"', '"data"', '"jobs"')] == [
        True, True, True, False, True, False]
    assert "A &amp; B</w:t>" in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"') == 1 + 4


def without_marks(raw: Element) -> str:
    """The words of a part that is written as Word has it."""
    return re.sub("<[^>]+>", "", raw["c"][1])


def test_captions_of_a_chapter_alone_count_on_from_those_before_it() -> None:
    assert [re.findall("SEQ [^\"]*", caption_number(kind, number, is_first)["c"][1]) for kind, number, is_first in (
        ("Chart", 1, True), ("Chart", 2, False), ("Table", 4, True))] == [
        [r"SEQ Chart \* ARABIC "], [r"SEQ Chart \* ARABIC "], [r"SEQ Table \* ARABIC \r 4 "]]
    tables = [table_node([["A"], ["1"]]) for _ in range(2)]
    for table in tables:
        table.insert(0, nodes.title("", "Ages"))
    writer, blocks = written(*tables, start=Counters(tables=1))
    assert [caption.number for caption in writer.captions] == [2, 3]
    assert [r"\r 2" in str(block) for block in blocks] == [True, False]
