"""From nodes to pandoc's model, one kind at a time: lists, notes, links, tables, pictures, charts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

from goldenthread.documents.nodes import chart, tracked
from goldenthread.documents.paper import ConvertedVolume, LinkTargets, convert_volume, link_targets_from_volumes
from goldenthread.documents.paper.figures import width_of
from goldenthread.documents.paper.pandoc_model import Element, element, paragraph, plain_text, words
from goldenthread.documents.paper.volume import IndexEntry
from tests.documents.node_pieces import chapter, item_node, table_node, volume

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="10"></svg>'


def converted(*blocks: nodes.Node, root: Path = Path("."), targets: LinkTargets | None = None) -> ConvertedVolume:
    book = volume([chapter(*blocks)], root)
    result = convert_volume(book, targets or link_targets_from_volumes([book], "https://example.org"))
    assert list(result.problems) == []
    return result


def blocks_of(*blocks: nodes.Node, root: Path = Path(".")) -> list[Element]:
    """The blocks of a chapter below its heading."""
    return converted(*blocks, root=root).chapters[0].blocks[1:]


def inlines_of(*inlines: nodes.Node) -> list[Element]:
    written: list[Element] = blocks_of(nodes.paragraph("", "", *inlines))[0]["c"]
    return written


def listed(*texts: str) -> list[nodes.list_item]:
    return [nodes.list_item("", nodes.paragraph("", text)) for text in texts]


def class_of(block: Element) -> list[str]:
    classes: list[str] = block["c"][0][1]
    return classes


# blocks


def test_the_heading_of_a_chapter_has_its_label_and_its_place() -> None:
    heading = converted().chapters[0].blocks[0]
    assert heading["t"] == "Header"
    assert heading["c"][:2] == [1, ["people", [], [["at", "people.md:1"]]]]


def test_a_list_is_tight_unless_an_entry_has_two_paragraphs() -> None:
    tight, = blocks_of(nodes.bullet_list("", *listed("a", "b")))
    assert [entry[0]["t"] for entry in tight["c"]] == ["Plain", "Plain"]
    entry = nodes.list_item("", nodes.paragraph("", "b"), nodes.paragraph("", "c"))
    loose, = blocks_of(nodes.bullet_list("", *listed("a"), entry))
    assert [entry[0]["t"] for entry in loose["c"]] == ["Para", "Para"]


@pytest.mark.parametrize(("given", "expected"), [
    ({}, [1, "Decimal", "Period"]),
    ({"start": 3, "enumtype": "loweralpha", "suffix": ")"}, [3, "LowerAlpha", "OneParen"]),
    ({"enumtype": "upperroman", "prefix": "(", "suffix": ")"}, [1, "UpperRoman", "TwoParens"]),
])
def test_a_numbered_list_keeps_its_first_number_and_style(given: dict[str, Any], expected: list[object]) -> None:
    written, = blocks_of(nodes.enumerated_list("", *listed("a"), **given))
    start, style, end = written["c"][0]
    assert [start, style["t"], end["t"]] == expected


def test_facts_and_boxes_are_marked_by_a_class() -> None:
    entry = nodes.definition_list_item("", nodes.term("", "By"), nodes.definition("", nodes.paragraph("", "2020")))
    facts, = blocks_of(nodes.definition_list("", entry, classes=["facts"]))
    assert (class_of(facts), plain_text(facts)) == (["facts"], "By2020")
    box, = blocks_of(addnodes.seealso("", nodes.paragraph("", "Pay.")))
    assert (class_of(box), plain_text(box)) == (["box"], "See alsoPay.")
    named, = blocks_of(nodes.topic("", nodes.title("", "Aside"), nodes.paragraph("", "Pay.")))
    assert plain_text(named) == "AsidePay."


def test_a_styled_paragraph_and_lines_stay_what_they_are() -> None:
    lead, = blocks_of(nodes.paragraph("", "First.", classes=["lead"]))
    assert (lead["t"], class_of(lead)) == ("Div", ["lead"])
    lines, = blocks_of(nodes.line_block("", nodes.line("", "a"), nodes.line_block("", nodes.line("", "b"))))
    assert lines["c"] == [words("a"), [element("Str", "\N{NO-BREAK SPACE}" * 4), *words("b")]]


def test_inlines_among_blocks_are_gathered_into_a_paragraph() -> None:
    loose = nodes.Text("one "), nodes.strong("", "two")
    first, second, third = blocks_of(*loose, nodes.paragraph("", "three"), nodes.Text("four"))
    assert [plain_text(block) for block in (first, second, third)] == ["one two", "three", "four"]
    assert first["t"] == third["t"] == "Para"


def test_an_item_is_a_card_and_an_entry_of_the_index() -> None:
    result = converted(item_node("EV_PAY"))
    card = result.chapters[0].blocks[1]
    assert (card["t"], card["c"][0][:2]) == ("Div", ["EV_PAY", ["item", "evidence"]])
    assert dict(card["c"][0][2]) == {"label": "Evidence", "level": "2", "at": "people.md:1"}
    assert list(result.entries) == [IndexEntry(id="EV_PAY", kind="evidence", label="Evidence", title="A finding")]


# inlines


def test_words_with_a_class_are_marked() -> None:
    assert [each["t"] for each in inlines_of(nodes.inline("", "gone", classes=["deleted"]), nodes.emphasis("", "x"))] == [
        "Strikeout", "Emph"]
    mark, = inlines_of(tracked("", "new", how="inserted", author="A", date="2020-03-31T00:00:00Z"))
    assert (mark["t"], mark["c"][0][1:]) == ("Span", [["insertion"], [["author", "A"], ["date", "2020-03-31T00:00:00Z"]]])


def test_the_words_of_a_link_to_an_item_are_no_emphasis() -> None:
    assert [each["t"] for each in inlines_of(nodes.emphasis("", "x", classes=["xref", "need"]))] == ["Str"]


def test_an_abbreviation_is_explained_once() -> None:
    first, second = (nodes.abbreviation("", "GVA", explanation="gross value added") for _ in range(2))
    assert plain_text(blocks_of(nodes.paragraph("", "", first), nodes.paragraph("", "", second))) == "GVA (gross value added)GVA"


@pytest.mark.parametrize(("given", "target", "classes"), [
    ({"refuri": "https://example.org/x"}, "https://example.org/x", []),
    ({"refuri": "/elsewhere#deep"}, "https://example.org/elsewhere.html#deep", []),
    ({"refid": "people"}, "#people", []),
    ({"refuri": "#people"}, "#people", []),
    ({"refuri": "/people"}, "#people", []),
    ({"refid": "EV_PAY"}, "#EV_PAY", ["to-item"]),
    ({"refuri": "/gone#EV_PAY"}, "#EV_PAY", ["to-item"]),
    ({"refid": "EV_PAY", "classes": ["value"]}, "#EV_PAY", ["value"]),
])
def test_a_link_leads_to_its_label_or_to_the_site(given: dict[str, Any], target: str, classes: list[str]) -> None:
    link = nodes.paragraph("", "", nodes.reference("", "words", **given))
    written = blocks_of(link, item_node("EV_PAY"))[0]["c"][0]
    assert (written["t"], written["c"][2][0], class_of(written)) == ("Link", target, classes)


def test_a_link_to_a_page_on_no_paper_is_its_words_without_a_site() -> None:
    book = volume([chapter(nodes.paragraph("", "", nodes.reference("", "words", refuri="/elsewhere")))], Path("."))
    assert convert_volume(book, link_targets_from_volumes([book])).chapters[0].blocks[1] == paragraph(words("words"))


def test_a_note_is_printed_at_its_first_mark_and_named_at_the_next() -> None:
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "Below."), ids=["n1"])
    marks = [nodes.footnote_reference("", "1", refid="n1", ids=[f"m{number}"]) for number in (1, 2)]
    first, again = blocks_of(nodes.paragraph("", "", *marks), note)[0]["c"]
    assert first["c"][0] == ["people--n1", ["note"], []]
    assert first["c"][1] == [element("Note", [paragraph(words("Below."))])]
    assert again["c"][0] == ["", ["note-again"], [["note", "people--n1"]]]


# tables


def written_table(rows: list[list[str]]) -> Element:
    # a table that is turned would take along what is short and stands between it and the heading
    _, block = blocks_of(nodes.paragraph("", "Before. " * 100), table_node(rows))
    return block


def shape(rows: list[list[str]]) -> tuple[list[str], list[str], list[float]]:
    """The classes of a table, the alignment of its columns, and their shares."""
    block = written_table(rows)
    specs = block["c"][1][0]["c"][2]
    return class_of(block), [side["t"] for side, _ in specs], [width["c"] for _, width in specs]


@pytest.mark.parametrize(("cells", "side"), [
    (["1", "2.5", "-3"], "AlignRight"), (["10%", "£3 million", "1st"], "AlignRight"), (["5", "n/a", "–"], "AlignRight"),
    (["5", "five"], "AlignLeft"), (["n/a", "–"], "AlignLeft"), (["words"], "AlignLeft"), (["2018 to 2019"], "AlignLeft"),
])
def test_a_column_of_numbers_stands_to_the_right(cells: list[str], side: str) -> None:
    assert shape([["Head"], *([cell] for cell in cells)])[1] == [side]


def test_columns_share_a_line_by_what_they_hold() -> None:
    _, _, shares = shape([["Area", "What it says"], ["North", "A sentence that is rather long, and then some more of it"]])
    assert shares[1] > 2 * shares[0]
    assert abs(sum(shares) - 1) < 0.001


def kept(rows: list[list[str]]) -> tuple[str, str]:
    """Whether the rows of a table, and the table, are kept on one page."""
    pairs = dict(written_table(rows)["c"][0][2])
    return pairs["rows"], pairs["table"]


def test_a_table_is_turned_by_the_width_of_its_words_and_a_short_one_only_by_that_of_its_longest() -> None:
    assert shape([["A"], ["1"]])[0] == ["table"]
    assert "landscape" in shape([["unbreakable"] * 8, ["1"] * 8])[0]
    words = ["some words that would like to have a line"] * 5
    assert "landscape" not in shape([words] * 7)[0]
    assert "landscape" in shape([words] * 8)[0]


def test_only_a_short_table_is_kept_on_one_page_and_measured_if_it_could_be_too_high() -> None:
    assert kept([["A"], ["1"]]) == ("true", "true")
    assert kept([["A"], *([str(number)] for number in range(7))]) == ("true", "false")
    assert kept([["A"], *([str(number)] for number in range(5)), ["word " * 400]]) == ("auto", "auto")


def test_a_column_takes_its_longest_word_whatever_width_its_author_gave_it() -> None:
    narrow = table_node([["A", "B"], ["x", "entrepreneurship"]])
    narrow["classes"].append("colwidths-given")
    for column, width in zip(narrow.findall(nodes.colspec), (95, 5), strict=True):
        column["colwidth"] = width
    specs = blocks_of(nodes.paragraph("", "Before. " * 100), narrow)[1]["c"][1][0]["c"][2]
    assert specs[1][1]["c"] > 0.15


def test_one_long_cell_among_short_ones_makes_its_column_wide() -> None:
    shares = shape([["A", "B", "C"], *([["x", "1", "2"]] * 8), ["x", "word " * 80, "2"]])[2]
    assert shares[1] > 0.7


def table_with_a_table(columns: int) -> tuple[list[float], list[str]]:
    """The shares of a table's columns, and what the words of a table in its second are: `Str`, or `Span` if they are split."""
    outer = table_node([["One", "Two", "Three"], ["word " * 90, "", "word " * 90]])
    list(outer.findall(nodes.entry))[4].children[:] = [table_node([["A"] * columns, ["straightforward"] * columns])]
    block = blocks_of(nodes.paragraph("", "Before. " * 100), outer)[1]
    table = block["c"][1][0]["c"]
    inner = table[4][0][3][0][1][1][4][0]["c"][1][0]["c"]
    return [width["c"] for _, width in table[2]], [cell[4][0]["c"][0]["t"] for cell in inner[4][0][3][0][1]]


def test_a_column_is_as_wide_as_the_table_in_its_cell_needs() -> None:
    shares, words = table_with_a_table(6)
    assert shares[1] > 0.6
    assert words == ["Str"] * 6


def test_words_of_a_table_in_a_cell_are_split_where_its_columns_have_too_little_room() -> None:
    assert table_with_a_table(12)[1] == ["Span"] * 12


def test_a_word_longer_than_its_column_is_split_there_and_makes_no_table_too_wide() -> None:
    block = written_table([["A", "B"], ["x" * 94, "1"]])
    cell = block["c"][1][0]["c"][4][0][3][0][1][0][4]
    assert class_of(cell[0]["c"][0]) == ["split"]
    assert "landscape" not in class_of(block)


def test_a_turned_table_brings_its_heading_along() -> None:
    wide = nodes.section("", nodes.title("", "Wide"), table_node([["unbreakable"] * 8, ["1"] * 8]), ids=["wide"])
    turned = blocks_of(nodes.paragraph("", "Before. " * 100), wide)[1]
    assert class_of(turned)[1] == "landscape"
    assert [part["t"] for part in turned["c"][1]] == ["Header", "Table"]


def test_a_sentence_or_two_go_along_with_a_turned_table_and_more_stays_on_its_page() -> None:
    def parts(words: str) -> list[list[str]]:
        wide = nodes.section("", nodes.title("", "Wide"), nodes.paragraph("", words),
                             table_node([["unbreakable"] * 8, ["1"] * 8]), nodes.paragraph("", "After."), ids=["wide"])
        _, *rest = blocks_of(nodes.paragraph("", "Before. " * 100), wide)
        return [[part["t"] for part in block["c"][1]] if block["t"] == "Div" else [block["t"]] for block in rest]

    assert parts("It is short.") == [["Header", "Para", "Table"], ["Para"]]
    assert parts("It is long. " * 80) == [["Header"], ["Para"], ["Table"], ["Para"]]


def test_spans_keep_the_columns_of_what_follows() -> None:
    table = table_node([["A", "B", "C"], ["x", "1", "2"], ["y", "3", "4"]])
    body = next(iter(table.findall(nodes.tbody)))
    first, second = body.children
    first.children[0]["morerows"] = 1
    second.pop(0)
    block, = blocks_of(table)
    assert [side["t"] for side, _ in block["c"][1][0]["c"][2]] == ["AlignLeft", "AlignRight", "AlignRight"]


# pictures


def test_a_chart_is_a_picture_with_its_text_and_source() -> None:
    node = chart("", nodes.caption("", "Jobs rose."), nodes.paragraph("", "Source: Office.", classes=["source"]),
                 table_node([["a"], ["1"]]), svg=SVG, alt="Jobs.", dataset="jobs", ids=["c1"])
    result = converted(node)
    block = result.chapters[0].blocks[1]
    assert block["c"][0] == ["people--c1", ["chart"], [["width", "320"]]]
    (name, drawing), = result.pictures.items()
    assert name.startswith("drawing-") and name.endswith(".svg") and "font-variation-settings" in str(drawing)
    assert plain_text(block) == "Jobs rose.Source: Office."


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"png")
    (tmp_path / "copy.png").write_bytes(b"png")
    images = [nodes.image(uri=name, alt="A map.") for name in ("map.png", "copy.png")]
    pictures = converted(*images, root=tmp_path).pictures
    assert list(pictures.values()) == [tmp_path / "copy.png"]


@pytest.mark.parametrize(("svg", "width"), [
    (SVG, "320"), ('<svg width="12.5px">', "12.5"), ('<svg width="10em">', ""), ("<svg>", "")])
def test_the_width_of_a_drawing_is_read_in_pixels(svg: str, width: str) -> None:
    assert width_of(svg) == width
