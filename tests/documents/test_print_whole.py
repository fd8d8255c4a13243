"""What a reader finds in the PDF: every word that was written, as it was written, and on the page."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docutils import nodes

from goldenthread.documents.nodes import chart, item, item_title
from goldenthread.documents.paper import link_targets_from_volumes, make_docx, make_pdf
from tests.books.finished_files import misplaced_words
from tests.documents.node_pieces import chapter, item_node, table_node, volume
from tools.pdf_rules import Checked

SIGNS = [
    "-", "+", "=", "==", "/", "//", "/*", "*/", "1.", "12.", "1)", "#", "#x", "@x", "<x>", "$", "$ x", "\\", "\\n", "~", "*",
    "**", "_", "`", "```", "[", "]", "(", ")", "{", "}", ":", ";", ",", ".", "-x", "-5", "+5", "=x", "/x", "a:", "|", ">", "!",
    "%", "&", "^"]


def pdf_of(tmp_path: Path, *blocks: nodes.Node) -> pypdfium2.PdfDocument:
    """The PDF of one chapter of these blocks."""
    book = volume([chapter(*blocks)], tmp_path, index=False)
    problems = make_pdf(book, link_targets_from_volumes([book], "https://example.org"), tmp_path / "pdf", tmp_path / "work")
    assert [str(problem) for problem in problems] == []
    return pypdfium2.PdfDocument(tmp_path / "pdf" / "book.pdf")


def printed(document: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def text_beginning_with(sign: str, number: int, kind: str) -> str:
    return f"{sign} zq{kind}x{number}"


def texts_behind_brackets(signs: list[str]) -> Iterator[tuple[str, nodes.Node]]:
    """Every kind of text that begins with a sign; each has a word of its own."""
    for number, sign in enumerate(signs):
        text = partial(text_beginning_with, sign, number)
        yield text("para"), nodes.paragraph("", text("para"))
        yield text("lead"), nodes.paragraph("", text("lead"), classes=["lead"])
        yield text("item"), nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", text("item"))))
        yield text("strong"), nodes.paragraph("", "", nodes.strong("", text("strong")))
        yield text("anchored"), nodes.paragraph("", "", nodes.target(ids=[f"a{number}"]), nodes.Text(text("anchored")))
        yield text("link"), nodes.paragraph("", "", nodes.reference("", text("link"), refuri="https://example.org"))
        yield text("note"), nodes.paragraph("", "", nodes.footnote_reference("", "1", refid=f"n{number}"))
        yield "", nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", text("note")), ids=[f"n{number}"])
        yield text("head"), table_node([[text("head"), "x"], [text("cell"), text("pair")]])
        yield text("rubric"), nodes.rubric("", text("rubric"))
        yield text("box"), nodes.note("", nodes.paragraph("", text("box")))
        yield text("quote"), nodes.block_quote("", nodes.paragraph("", text("quote")))
        yield text("line"), nodes.line_block("", nodes.line("", text("line")), nodes.line("", text("second")))
        facts = [nodes.definition_list_item("", nodes.term("", text(f"{kind}term")),
                                            nodes.definition("", nodes.paragraph("", text(f"{kind}def"))))
                 for kind in ("fact", "plain")]
        yield text("factterm"), nodes.definition_list("", facts[0], classes=["facts"])
        yield text("plainterm"), nodes.definition_list("", facts[1])
        card = item_node(f"EV_X{number}")
        card.children[0] += nodes.Text(f" {number}")
        card += nodes.paragraph("", text("card"))
        yield text("card"), card
        yield text("title"), nodes.section("", nodes.title("", text("title")), ids=[f"s{number}"])


def words_lost(signs: list[str], tmp_path: Path) -> set[str]:
    made = list(texts_behind_brackets(signs))
    document = pdf_of(tmp_path, *(node for _, node in made))
    # a line may end after any word, a page too; a hyphen before a digit is set as the minus sign that it stands for
    whole = re.sub(r"\s", "", printed(document)).replace("\N{MINUS SIGN}", "-")
    texts = {text for text, _ in made if text}
    for number, sign in enumerate(signs):
        texts |= {text_beginning_with(sign, number, kind) for kind in ("cell", "pair", "second", "factdef", "plaindef")}
    return {text for text in texts if re.sub(r"\s", "", text) not in whole}


def test_a_sign_at_the_start_of_a_text_is_a_sign(tmp_path: Path) -> None:
    assert words_lost(SIGNS, tmp_path) == set()


@pytest.mark.parametrize("seed", range(2))
def test_a_text_may_begin_with_any_signs(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)
    signs = ["".join(pick.choices("-+=/#@<>$\\~*_`[](){}:;,.!%&^|1a ", k=pick.randint(1, 4))).strip() or "-" for _ in range(12)]
    assert words_lost(signs, tmp_path) == set()


# pages


def test_a_long_index_runs_on_over_the_page(tmp_path: Path) -> None:
    book = volume([chapter(*(item_node(f"EV_{'LONG_' * 7}{number}") for number in range(90)))], tmp_path)
    assert make_pdf(book, link_targets_from_volumes([book]), tmp_path / "pdf", tmp_path / "work") == []
    assert misplaced_words(tmp_path / "pdf/book.pdf") == []
    text = re.sub(r"\s", "", printed(pypdfium2.PdfDocument(tmp_path / "pdf/book.pdf")))
    assert all(f"EV_{'LONG_' * 7}{number}A" in text for number in range(90))


def test_a_chapter_that_begins_with_a_wide_table_has_no_empty_page_before_it(tmp_path: Path) -> None:
    wide = table_node([["unbreakable"] * 10, ["1"] * 10])
    chapters = [chapter(nodes.paragraph("", "Before.")), chapter(wide, docname="wide"), chapter(docname="after")]
    book = volume(chapters, tmp_path, index=False)
    assert make_pdf(book, link_targets_from_volumes([book]), tmp_path / "pdf", tmp_path / "work") == []
    document = pypdfium2.PdfDocument(tmp_path / "pdf/book.pdf")
    assert [page.get_width() > page.get_height() for page in document] == [False, False, False, True, False]


@pytest.mark.parametrize("nested", [False, True])
def test_a_header_higher_than_a_page_is_printed_whole_and_once(nested: bool, tmp_path: Path) -> None:
    grid = table_node([["A", " ".join(f"zqhead{number}z" for number in range(900))], ["zqcell", "b"]])
    if nested:
        outer = table_node([["Outer"], [""]])
        next(outer.findall(lambda node: isinstance(node, nodes.entry) and not node.astext())).children = [grid]
        grid = outer
    text = printed(pdf_of(tmp_path, grid))
    assert [text.count(f"zqhead{number}z") for number in range(900)] == [1] * 900
    assert "zqcell" in text
    assert misplaced_words(tmp_path / "pdf/book.pdf") == []


def test_the_number_of_a_deep_heading_stands_beside_its_title(tmp_path: Path) -> None:
    deep = nodes.section("", nodes.title("", "Title"), ids=["deep"])
    for level in range(4):
        deep = nodes.section("", nodes.title("", f"Outer {level}"), deep, ids=[f"outer{level}"])
    document = pdf_of(tmp_path, *(nodes.section("", nodes.title("", f"Above {n}"), ids=[f"a{n}"]) for n in range(10)), deep)
    assert "1.11.1.1.1.1" in printed(document)
    assert misplaced_words(tmp_path / "pdf/book.pdf") == []


# notes


def note(ident: str, *blocks: nodes.Node | str) -> nodes.footnote:
    made = nodes.footnote("", nodes.label("", ident), ids=[ident])
    made += [nodes.paragraph("", block) if isinstance(block, str) else block for block in blocks]
    return made


def mark(ident: str) -> nodes.footnote_reference:
    return nodes.footnote_reference("", ident, refid=ident)


def test_a_note_in_a_heading_is_printed_once_and_counts_once(tmp_path: Path) -> None:
    headed = nodes.section("", nodes.title("", "Pay", mark("n1")), nodes.paragraph("", "Text", mark("n2")), ids=["pay"])
    document = pdf_of(tmp_path, headed, note("n1", "zqone"), note("n2", "zqtwo"))
    text = printed(document)
    assert (text.count("zqone"), text.count("zqtwo")) == (1, 1)
    assert "1zqone 2zqtwo" in text
    assert [mark.get_title() for mark in document.get_toc()] == ["1 People", "1.1 Pay"]


def test_a_note_within_a_note_stands_in_brackets(tmp_path: Path) -> None:
    outer = note("n1", nodes.paragraph("", "zqouter", mark("n2")))
    text = printed(pdf_of(tmp_path, nodes.paragraph("", "Text", mark("n1")), outer, note("n2", "zqinner")))
    assert "1zqouter (zqinner)" in text
    assert text.count("zqinner") == 1


def test_a_table_in_a_note_is_written_for_word(tmp_path: Path) -> None:
    blocks = [nodes.paragraph("", "Text", mark("n1")), note("n1", "First.", table_node([["A"], ["zqcell"]])),
              table_node([["B"], ["1"]])]
    book = volume([chapter(*blocks)], tmp_path, file="book.docx")
    assert make_docx(book, link_targets_from_volumes([book]), tmp_path / "docx", tmp_path / "work") == []
    with zipfile.ZipFile(tmp_path / "docx" / "book.docx") as archive:
        assert "zqcell" in archive.read("word/footnotes.xml").decode()


def test_a_sign_that_no_font_has_is_its_name_wherever_it_stands(tmp_path: Path) -> None:
    sign = "\U00012000"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="20"><text x="0" y="15">drawn {sign} 東京</text></svg>'
    picture = chart("", nodes.caption("", f"caption {sign}"), svg=drawing, alt=f"alt {sign}", dataset="x")
    words = printed(pdf_of(tmp_path, nodes.paragraph("", f"words {sign} 東京 👍"), nodes.rubric("", f"rubric {sign}"), picture,
                           table_node([[f"head {sign}"], [f"cell {sign}"]]),
                           nodes.paragraph("", "", nodes.literal("", f"code {sign}"))))
    for before in ("words", "rubric", "caption", "head", "cell", "code", "drawn"):
        assert f"{before} [cuneiform sign a]" in words
    assert sign not in words and words.count("東京") == 2 and "👍" in words


def test_a_card_that_goes_on_over_pages_says_its_title_in_their_heads_and_nowhere_else(tmp_path: Path) -> None:
    first, second = (item("", item_title("", title), ids=[ident], kind="evidence", label="Evidence", item=ident, level=2)
                     for ident, title in (("one", "The long one"), ("two", "The short one")))
    first += [nodes.paragraph("", f"Words {number}. " * 60) for number in range(12)]
    second += nodes.paragraph("", "A few words.")
    sheets = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf_of(tmp_path, first, second)]
    begun = next(number for number, sheet in enumerate(sheets) if "Words 0." in sheet)
    ended = next(number for number, sheet in enumerate(sheets) if "Words 11." in sheet)
    assert ended - begun > 1
    continued = [number for number, sheet in enumerate(sheets) if "The long one, continued" in sheet]
    assert continued == list(range(begun + 1, ended + 1))
    assert all(sheets[number].count("continued") == 1 for number in continued)
    assert "The short one, continued" not in " ".join(sheets)
    with pikepdf.open(tmp_path / "pdf" / "book.pdf") as pdf:
        heads = [str(each.element.get("/T", "")) for each in Checked(pdf).tags if re.fullmatch(r"H\d", each.kind)]
    assert heads.count("The long one") == 1  # what is repeated is no second heading to a screen reader
