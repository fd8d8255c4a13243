"""From pandoc's model to Typst source: what the functions of our templates are called with."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from goldenthread.documents.nodes import chart
from goldenthread.documents.paper import convert_volume, link_targets_from_volumes
from goldenthread.documents.paper.typst_source import quoted, typst_sources
from tests.documents.node_pieces import at, chapter, item_node, table_node, volume


def source_of(*blocks: nodes.Node) -> str:
    book = volume([chapter(*blocks)], Path("."))
    converted = convert_volume(book, link_targets_from_volumes([book], "https://example.org"))
    assert list(converted.problems) == []
    source, = typst_sources(converted)
    return source


@pytest.mark.parametrize(("text", "literal"), [
    ("plain", '"plain"'), ('say "x"', '"say \\"x\\""'), ("back\\slash", '"back\\\\slash"'), ("two\nlines", '"two lines"')])
def test_a_text_is_quoted_as_typst_reads_it(text: str, literal: str) -> None:
    assert quoted(text) == literal


@pytest.mark.parametrize("text", [
    "from \u201917 to \u201918", "rock \u2019n\u2019 roll", "5\u20196\u201d", "it\u2019s \u2018so\u2019"])
def test_apostrophes_reach_typst_as_they_are(text: str) -> None:
    assert text in source_of(nodes.paragraph("", text))
    assert text in source_of(nodes.paragraph("", "", nodes.literal("", text)))


def test_every_chapter_has_a_source_of_its_own() -> None:
    book = volume([chapter(nodes.paragraph("", word), docname=word) for word in ("one", "two")], Path("."))
    first, second = typst_sources(convert_volume(book, link_targets_from_volumes([book])))
    assert "one" in first and "two" not in first
    assert "two" in second and "one" not in second


def test_a_heading_says_where_its_author_wrote_it() -> None:
    source = source_of(nodes.section("", at(nodes.title("", "Pay"), 12), ids=["pay"]))
    assert "/* at people.md:12 */\n" in source
    assert "== Pay\n<people--pay>" in source


def test_a_card_says_its_kind_level_label_and_whether_it_stays_whole() -> None:
    short = source_of(at(item_node("EV_PAY"), 7))
    assert '/* at people.md:7 */#card("evidence", 2, "Evidence", "EV_PAY", true, "A finding", [A finding])[' in short
    long = item_node("EV_PAY")
    long += nodes.paragraph("", "word " * 200)
    assert '"EV_PAY", false, "A finding", [' in source_of(long)


def test_facts_are_pairs_with_further_paragraphs_below() -> None:
    definition = nodes.definition("", nodes.paragraph("", "first"), nodes.paragraph("", "second"))
    facts = nodes.definition_list("", nodes.definition_list_item("", nodes.term("", "By"), definition), classes=["facts"])
    assert "#facts(whole: true," in source_of(facts)
    assert "([By], [first#parbreak();" in source_of(facts)


def test_an_id_beside_the_link_to_its_item_gets_its_page() -> None:
    link = nodes.reference("", "A finding", refid="EV_PAY")
    source = source_of(nodes.paragraph("", "", link, nodes.Text(" "), nodes.inline("", "(EV_PAY)", classes=["item-id"])),
                       item_node("EV_PAY"))
    assert '#go("#EV_PAY", kind: "plain")[A finding]; #item-id("EV_PAY", "#EV_PAY");' in source
    alone = source_of(nodes.paragraph("", "", nodes.reference("", "A finding", refid="EV_PAY")), item_node("EV_PAY"))
    assert '#go("#EV_PAY", kind: "to-item")[A finding];' in alone


def test_a_chart_has_its_text_label_and_width() -> None:
    caption, svg = nodes.caption("", "Jobs rose."), '<svg width="320"></svg>'
    source = source_of(chart("", caption, svg=svg, alt='Jobs "rose".', dataset="jobs", ids=["c1"]))
    assert '#drawing("chart", image("drawing-' in source
    assert 'alt: "Jobs \\"rose\\"."), name: "people--c1", width: 320, [' in source
    uncaptioned = chart("", svg="<svg></svg>", alt="Jobs.", dataset="jobs")
    assert 'name: "", width: none, none)[' in source_of(uncaptioned)


def test_tables_on_their_side_share_pages() -> None:
    wide = [["unbreakable"] * 8, ["1"] * 8]
    source = source_of(nodes.paragraph("", "Before."), table_node(wide), table_node(wide))
    assert source.count("#turned[") == 1
    assert source.count("#tabular(stubs: 0, whole-rows: true, whole: true)[") == 2


def test_a_note_is_printed_once_and_marked_again() -> None:
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "Below."), ids=["n1"])
    marks = [nodes.footnote_reference("", "1", refid="n1") for _ in range(2)]
    source = source_of(nodes.paragraph("", "", *marks), note)
    assert '#footnote[Below.' in source
    assert '#label("people--n1");' in source
    assert '#footnote(label("people--n1"));' in source


def test_an_anchor_and_a_formula_keep_their_names() -> None:
    source = source_of(nodes.paragraph("", "x", ids=["deep"]), nodes.math_block("", "a^2"))
    assert '#metadata(none) #label("people--deep")' in source
    assert '#formula("a^2")[$ a^2 $];' in source


def test_a_note_of_a_caption_is_no_part_of_the_list_of_captions() -> None:
    title = nodes.title("", "Pay", nodes.footnote_reference("", "1", refid="id1"))
    table = table_node([["A"], ["x"]])
    table.insert(0, title)
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "As paid."), ids=["id1"])
    assert "caption: [Pay#only-in-place[#footnote[As paid.]" in source_of(table, note)


@pytest.mark.parametrize(("words", "whole"), [("one place", True), ("one place " * 80, False)])
def test_an_entry_of_the_annex_of_numbers_stays_whole_unless_it_is_long(words: str, whole: bool) -> None:
    entry = nodes.paragraph("", words, classes=["number-entry"], ids=["n1"], says="How 2nd was worked out")
    assert ('"How 2nd was worked out")[' in source_of(entry)) == whole
    assert ('"How 2nd was worked out", whole: false)[' in source_of(entry)) != whole
