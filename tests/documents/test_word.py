"""Word review copies, read back: nothing is lost, every item is a bookmark, and a reader is asked what the book wants to know."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import pypdfium2
import pytest
from docutils import nodes
from docx.oxml.ns import qn

from goldenthread.book.consultation_file import read_consultation
from goldenthread.documents.paper import FrontPage, link_targets_from_volumes, make_docx
from goldenthread.documents.paper.bookmark_places import DIVIDER
from goldenthread.model import bookmark_name, chapter_bookmark
from goldenthread.site.printing.review_copy import front_page
from tests.books.commands import build_book
from tests.books.small_book import CONSULTATION, write_book
from tests.documents.node_pieces import chapter, item_node, table_node, volume
from tests.documents.page_chapters import chapters_from_pages
from tools import reference_docx as reference

PAGES = Path(__file__).parent / "pages"
FRONT = FrontPage(heading="What we ask", opening=["Reply by zqday."], how_heading="How to reply", how=["Mark the zqcopy."],
                  questions=[("Accurate", "Is it zqright?"), ("Complete", "Is it zqwhole?"), ("Insightful", "Is it zqdeep?")])
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WRITER = OFFICE and any(Path(OFFICE).resolve().parent.glob("*swlo*"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Two volumes of small pages that hold every kind of block, made into Word files once."""
    folder = tmp_path_factory.mktemp("word")
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.*"))}
    conf = '\nextensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["references.bib"]\n'
    chapters, warnings = chapters_from_pages(folder / "src", pages, conf)
    assert warnings == ""
    by_name = {each.docname: each for each in chapters}
    strategy = volume([by_name["index"], by_name["people"]], folder / "src", file="strategy.docx")
    evidence = volume([by_name["evidence"]], folder / "src", file="evidence.docx", title="The evidence")
    made = link_targets_from_volumes([strategy, evidence])
    for each in (strategy, evidence):
        assert make_docx(each, made, folder / "docx", folder / f"work-{each.file}", FRONT) == []
    return {"folder": folder, "volumes": [strategy, evidence], "shelf": made, "pages": pages}


@pytest.fixture(scope="module")
def strategy(shelf: dict[str, Any]) -> Any:
    return docx.Document(str(shelf["folder"] / "docx" / "strategy.docx"))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(document: Any) -> str:
    """All words of a file, those of its notes too."""
    paragraphs = ["".join(text.text or "" for text in part.iter(qn("w:t"))) for part in document.element.body.iter(qn("w:p"))]
    package = document.part.package
    notes = next(part for part in package.iter_parts() if str(part.partname) == "/word/footnotes.xml")
    return "\n".join([*paragraphs, re.sub(r"<[^>]+>", " ", notes.blob.decode())])


def bookmarks(document: Any) -> list[Any]:
    """Every bookmark but those that only divide a paragraph."""
    return [mark for mark in document.element.body.iter(qn("w:bookmarkStart")) if not mark.get(qn("w:name")).startswith(DIVIDER)]


def within(document: Any, name: str) -> str:
    """The words that a bookmark encloses."""
    paragraphs, open_id = "", ""
    for part in document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
        if part.tag == qn("w:bookmarkStart") and part.get(qn("w:name")) == name:
            open_id = part.get(qn("w:id"))
        elif part.tag == qn("w:bookmarkEnd") and part.get(qn("w:id")) == open_id:
            return paragraphs
        elif open_id and part.tag == qn("w:t"):
            paragraphs += part.text or ""
    raise AssertionError(f"no bookmark {name} that ends")


def outside(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/hyperlink"):
            yield relation.target_ref


def test_every_planted_word_of_every_block_is_found_again(shelf: dict[str, Any], strategy: Any) -> None:
    source = "".join(shelf["pages"][name] for name in ("index.md", "people.md"))
    planted = set(re.findall(r"\bzq[a-z]+\b", source))
    assert len(planted) > 60
    written = text_of(strategy)
    assert {word for word in planted if word not in written} == set()


def test_every_item_is_a_bookmark_once_and_encloses_its_words(strategy: Any) -> None:
    names = Counter(mark.get(qn("w:name")) for mark in bookmarks(strategy))
    for item in ("D19_PRI_SKILLS", "D19_ACT_COLLEGES", "EV_TRAINING"):
        assert names[item] == 1
    words = within(strategy, "D19_PRI_SKILLS")
    assert "zqpriotitle" in words
    assert "zqpriobody" in words
    assert "zqfact" in words
    assert "zqactiontitle" not in words


def test_every_chapter_is_a_bookmark_around_its_words(strategy: Any) -> None:
    assert "zqparagraph" in within(strategy, chapter_bookmark("index"))
    assert "zqpriobody" in within(strategy, chapter_bookmark("people"))
    assert "zqpriobody" not in within(strategy, chapter_bookmark("index"))


def test_bookmarks_have_names_that_word_takes(strategy: Any) -> None:
    names = [mark.get(qn("w:name")) for mark in bookmarks(strategy)]
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    assert max(Counter(name.lower() for name in names).values()) == 1
    assert max(Counter(mark.get(qn("w:id")) for mark in bookmarks(strategy)).values()) == 1


def test_a_label_becomes_a_name_that_word_takes() -> None:
    assert bookmark_name("EV_PAY") == "EV_PAY"
    assert bookmark_name("people--the-gap") == "people__the_gap"
    assert bookmark_name("2019-12") == "p_2019_12"
    long, longer = (bookmark_name("strategy-2019-12-business-environment--" + end) for end in ("strengths", "challenges"))
    assert long.startswith("strategy_2019_12_business_envir")
    assert long != longer
    assert len(long) == 40


def test_headings_stand_in_their_order_with_the_numbers_of_the_printed_book(shelf: dict[str, Any], strategy: Any) -> None:
    headings = [(int(p.style.name[-1]), p.text) for p in strategy.paragraphs if re.fullmatch(r"Heading \d", p.style.name)]
    assert headings[0] == (1, "1\tAbout zqtitle edition")
    assert (2, "2.1\tPriorities") in headings
    assert (3, "Raise the skills zqpriotitle of people in work") in headings
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings))
    due = [title.astext() for chapter in shelf["volumes"][0].chapters for title in chapter.doctree.findall(nodes.Element)
           if title.tagname in ("title", "item_title")
           and not isinstance(title.parent, (nodes.table, nodes.Admonition, nodes.topic))]
    assert [" ".join(text.rpartition("\t")[2].split()) for _, text in headings] == [" ".join(title.split()) for title in due]


def test_every_table_has_a_header_row_and_fits_its_page(strategy: Any) -> None:
    tables = list(strategy.element.body.iter(qn("w:tbl")))
    assert len(tables) >= 4
    for table in tables:
        first, *others = table.tr_lst
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)
        assert sum(int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst) <= 14_100


def test_every_picture_has_words_that_stand_for_it_and_prints_sharp(strategy: Any) -> None:
    alts = set()
    for drawing in strategy.element.body.iter(qn("wp:inline")):
        alts.add(drawing.docPr.get("descr"))
        across = drawing.extent.cx / 914_400
        blob = strategy.part.related_parts[drawing.graphic.graphicData.pic.blipFill.blip.embed].blob
        assert int.from_bytes(blob[16:20]) / across > 200
    assert alts == {"People in work rose.", "A square.", "A second square.", "A third square."}


def test_title_language_and_date_are_the_editions(strategy: Any) -> None:
    properties = strategy.core_properties
    assert (properties.title, properties.subject, properties.author, properties.language) == (
        "A strategy: Draft of December 2019", "Draft of December 2019", "The partnership", "en-GB")
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2019, 12, 6)
    languages = {each.get(qn("w:val")) for each in strategy.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert {each.get(qn("w:val")) for each in strategy.settings.element.iter(qn("w:themeFontLang"))} == {"en-GB"}


def test_every_page_says_what_it_is_and_its_number(strategy: Any) -> None:
    assert len(strategy.sections) == 3
    for section in strategy.sections:
        assert section.header.paragraphs[0].text == "A strategy · Draft of December 2019 · Draft"
        codes = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_no_word_of_a_table_is_broken_where_another_column_has_room_and_text_keeps_off_the_table(tmp_path: Path) -> None:
    table = table_node([["Now", "What happened", "Why"], ["One", "Unquestionably", "some words " * 20]])
    table["classes"].append("colwidths-given")
    for spec, width in zip(table.findall(nodes.colspec), (1, 1, 40), strict=True):
        spec["colwidth"] = width
    book = volume([chapter(table, nodes.paragraph("", "After it."))], tmp_path, file="words.docx")
    assert make_docx(book, link_targets_from_volumes([book]), tmp_path, tmp_path / "work") == []
    (made,) = docx.Document(str(tmp_path / "words.docx")).tables
    widths = [int(column.get(qn("w:w"))) for column in made._tbl.tblGrid.gridCol_lst]
    # in twips: letters of 9 points are about five points wide, and a cell has a margin on each side
    assert widths[1] >= len("Unquestionably") * 5 * 20 + 200
    assert sum(widths) <= 9072
    after = next(part for part in made._tbl.itersiblings(qn("w:p")) if part.text == "After it.")
    assert int(after.pPr.find(qn("w:spacing")).get(qn("w:before"))) > 0


def test_only_a_dense_table_has_its_rows_set_closely(tmp_path: Path) -> None:
    dense, other = (table_node([["Priority", "Places"], ["Raise skills", "●"]]) for _ in range(2))
    dense["classes"].append("dense")
    book = volume([chapter(dense, other)], tmp_path, file="dense.docx")
    assert make_docx(book, link_targets_from_volumes([book]), tmp_path, tmp_path / "work") == []
    margins = [made._tbl.tblPr.find(qn("w:tblCellMar")) for made in docx.Document(str(tmp_path / "dense.docx")).tables]
    assert [side.tag for side in margins[0]] == [qn("w:top"), qn("w:bottom")] and margins[1] is None


@pytest.mark.parametrize("how", ["inserted", "deleted"])
def test_a_copy_knows_of_words_that_were_underlined_or_struck_out_before_anyone_read_it(how: str, tmp_path: Path) -> None:
    came = nodes.paragraph("", "Some ", nodes.inline("", "words", classes=[how]))
    book = volume([chapter(came, nodes.paragraph("", "Plain."))], tmp_path, file="looks.docx")
    assert make_docx(book, link_targets_from_volumes([book]), tmp_path, tmp_path / "work") == []
    given_out = lxml.etree.fromstring(parts(tmp_path / "looks.docx")["customXml/item1.xml"])
    assert {part.text: part.get("look") for part in given_out if part.text in ("Some words", "Plain.")} == {
        "Some words": "marked", "Plain.": None}


def test_a_wide_table_gets_a_page_on_its_side(strategy: Any) -> None:
    assert [section.page_width > section.page_height for section in strategy.sections] == [False, True, False]


def test_every_link_inside_leads_to_a_bookmark(strategy: Any) -> None:
    names = {mark.get(qn("w:name")) for mark in bookmarks(strategy)}
    anchors = [link.get(qn("w:anchor")) for link in strategy.element.body.iter(qn("w:hyperlink"))]
    inside = [anchor for anchor in anchors if anchor]
    assert len(inside) > 12
    assert set(inside) <= names


def test_links_to_the_other_volume_name_a_bookmark_of_it(shelf: dict[str, Any], strategy: Any) -> None:
    targets = {target for target in outside(strategy) if ".docx" in target}
    assert {"evidence.docx#EV_PAY", "evidence.docx#evidence__wages"} <= targets
    other = {mark.get(qn("w:name")) for mark in bookmarks(docx.Document(str(shelf["folder"] / "docx" / "evidence.docx")))}
    assert {target.partition("#")[2] for target in targets} <= other


def test_links_lead_to_the_site_where_there_is_one(shelf: dict[str, Any], tmp_path: Path) -> None:
    book = shelf["volumes"][0]
    made = link_targets_from_volumes(shelf["volumes"], site="https://example.org/book/")
    assert make_docx(book, made, tmp_path / "docx", tmp_path / "work") == []
    addresses = set(outside(docx.Document(str(tmp_path / "docx" / "strategy.docx"))))
    assert "https://example.org/book/evidence.html#EV_PAY" in addresses
    assert not any(".docx" in address for address in addresses)


def test_the_first_page_asks_the_three_questions(strategy: Any) -> None:
    texts = [paragraph.text for paragraph in strategy.paragraphs]
    before = texts[:texts.index("1\tAbout zqtitle edition")]
    assert before[:3] == ["A strategy", "Draft of December 2019", "Review copy. Draft. 6 December 2019."]
    for said in ("No agreement yet.", "Reply by zqday.", "Accurate. Is it zqright?", "Complete. Is it zqwhole?",
                 "Insightful. Is it zqdeep?", "Mark the zqcopy."):
        assert said in before


def test_the_contents_name_the_chapters_and_their_sections(strategy: Any) -> None:
    field = next(strategy.element.body.iter(qn("w:sdt")))
    lines = ["".join(text.text for text in line.iter(qn("w:t"))) for line in field.iter(qn("w:p"))]
    assert lines[:3] == ["Contents", "1  About zqtitle edition", "1.1  zqsection"]
    assert lines[4:] == ["2  People", "2.1  Priorities", "2.2  What it rests on", "2.3  A wide table"]


def field_codes(part: Any) -> list[str]:
    """The instruction of every field within a part, in order."""
    marks = part.iter(qn("w:instrText"), qn("w:fldSimple"))
    return [" ".join((mark.get(qn("w:instr")) or mark.text).split()) for mark in marks]


def test_every_line_of_the_contents_has_a_page_number_that_word_fills_in(strategy: Any) -> None:
    """A number is asked of Word for the very bookmark that the line leads to; until then none is shown, for it would be wrong."""
    names = {mark.get(qn("w:name")) for mark in bookmarks(strategy)}
    contents, *lists = strategy.element.body.iter(qn("w:sdt"))
    assert field_codes(contents)[0] == r'TOC \o "1-2" \h \z'
    assert [field_codes(each)[0] for each in lists] == [rf'TOC \h \z \c "{kind}"' for kind in ("Chart", "Picture", "Table")]
    for part in (contents, *lists):
        links = [link.get(qn("w:anchor")) for link in part.iter(qn("w:hyperlink"))]
        assert field_codes(part)[1:] == [rf"PAGEREF {anchor} \h" for anchor in links]
        assert set(links) <= names
    assert strategy.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_lists_name_every_caption_by_its_number(strategy: Any) -> None:
    captions = [paragraph for paragraph in strategy.paragraphs if paragraph.style.name in ("Chart Caption", "Table Caption")]
    assert {paragraph.style.base_style.name for paragraph in captions} == {"Caption"}
    written = {"".join(text.text or "" for text in paragraph._p.iter(qn("w:t"))) for paragraph in captions}
    _, *lists = strategy.element.body.iter(qn("w:sdt"))
    listed = {"".join(text.text or "" for text in line.iter(qn("w:t"))).replace("  ", " ")
              for part in lists for line in list(part.iter(qn("w:p")))[1:]}
    assert listed == written
    numbers: dict[str, list[str]] = {}
    for paragraph in captions:
        [code] = field_codes(paragraph._p)
        numbers.setdefault(code.split()[1], []).append(code)
    assert set(numbers) == {"Chart", "Picture", "Table"}
    assert all(code == rf"SEQ {kind} \* ARABIC" for kind, codes in numbers.items() for code in codes)


def test_bookmarks_stand_within_paragraphs(strategy: Any) -> None:
    ends = list(strategy.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")))
    assert {mark.getparent().tag for mark in ends} == {qn("w:p")}
    opened: set[str] = set()
    for mark in ends:  # none ends before it begins
        if mark.tag == qn("w:bookmarkStart"):
            opened.add(mark.get(qn("w:id")))
        else:
            assert mark.get(qn("w:id")) in opened


def test_the_statistics_are_those_of_the_file(shelf: dict[str, Any], strategy: Any) -> None:
    said = parts(shelf["folder"] / "docx" / "strategy.docx")["docProps/app.xml"].decode()
    words = sum(len("".join(text.text or "" for text in part.iter(qn("w:t"))).split())
                for part in strategy.element.body.iter(qn("w:p")))
    assert f"<Words>{words}</Words>" in said
    assert "Pages" not in said
    assert "Microsoft" not in said
    assert strategy.settings.element.find(qn("w:proofState")) is None


def test_every_style_is_based_on_one_that_is_there(strategy: Any) -> None:
    styles = strategy.styles.element
    own = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    assert {based.get(qn("w:val")) for based in styles.iter(qn("w:basedOn"))} <= own
    assert len([style for style in styles.iter(qn("w:style"))
                if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) == "1"]) == 1


def test_two_builds_give_the_same_bytes(shelf: dict[str, Any], tmp_path: Path) -> None:
    assert make_docx(shelf["volumes"][0], shelf["shelf"], tmp_path / "docx", tmp_path / "work", FRONT) == []
    first = shelf["folder"] / "docx"
    for name in ("strategy.docx", "chapters/strategy-index.docx", "chapters/strategy-people.docx"):
        assert parts(first / name) == parts(tmp_path / "docx" / name)
        assert (first / name).read_bytes() == (tmp_path / "docx" / name).read_bytes()


def test_a_chapter_has_a_file_of_its_own_with_the_same_numbers(shelf: dict[str, Any]) -> None:
    chapter = docx.Document(str(shelf["folder"] / "docx" / "chapters" / "strategy-people.docx"))
    texts = [paragraph.text for paragraph in chapter.paragraphs]
    assert "2\tPeople" in texts
    assert texts[1:3] == ["Draft of December 2019", "People"]
    assert "Insightful. Is it zqdeep?" in texts
    assert "zqparagraph" not in text_of(chapter)
    assert {"../strategy.docx#index", "../evidence.docx#EV_PAY"} & set(outside(chapter))
    assert sum(mark.get(qn("w:name")) == "D19_PRI_SKILLS" for mark in bookmarks(chapter)) == 1


# the order in which the standard wants the parts of a paragraph's, a row's and a table's properties: Word repairs what differs
ORDERS = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
            "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
            "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
            "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
            "rPr", "sectPr", "pPrChange"),
    "tblPr": ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
              "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
              "tblDescription"),
    "tcPr": ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"),
    "sectPr": ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
               "lnNumType", "pgNumType", "cols", "titlePg", "docGrid"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_properties_stand_in_the_order_of_the_standard(name: str, strategy: Any) -> None:
    languages = [part for tree in (strategy.element, strategy.styles.element) for part in tree.iter(qn(f"w:{name}"))]
    assert languages
    for part in languages:
        places = [ORDERS[name].index(child.tag.rpartition("}")[2]) for child in part]
        assert places == sorted(places), [child.tag for child in part]


def test_the_reference_document_is_what_its_script_makes() -> None:
    made, kept = (dict(parts_of(data)) for data in (reference.made(), reference.KEPT.read_bytes()))
    assert made == kept


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def converted(path: Path, to: str, folder: Path) -> Path:
    if not WRITER:
        pytest.skip("LibreOffice Writer is not installed; on Debian: apt-get install libreoffice-writer")
    subprocess.run([str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to,
                    "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{to}"


@pytest.mark.whole_build
def test_libreoffice_opens_it_and_sets_every_word(shelf: dict[str, Any], tmp_path: Path) -> None:
    printed = pypdfium2.PdfDocument(converted(shelf["folder"] / "docx" / "strategy.docx", "pdf", tmp_path))
    sheets = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in printed]
    for said in ("Accurate. Is it zqright?", "Complete. Is it zqwhole?", "Insightful. Is it zqdeep?", "Reply by zqday."):
        assert said in sheets[0]
    planted = set(re.findall(r"\bzq[a-z]+\b", shelf["pages"]["people.md"]))
    assert {word for word in planted if word not in " ".join(sheets)} == set()
    assert all("Draft of December 2019 · Draft" in sheet for sheet in sheets)
    assert [sheet.get_width() > sheet.get_height() for sheet in printed].count(True) == 1


def words_of_bookmarks(document: Any) -> dict[str, str]:
    """What every bookmark encloses, without blanks, which each program sets its own way."""
    names = {mark.get(qn("w:name")) for mark in bookmarks(document)}
    return {name: "".join(within(document, name).split()) for name in names}


@pytest.mark.whole_build
@pytest.mark.parametrize("file", ["strategy.docx", "evidence.docx", "chapters/strategy-people.docx"])
def test_libreoffice_keeps_every_bookmark_where_it_was_when_it_saves(file: str, shelf: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    shutil.copyfile(shelf["folder"] / "docx" / file, source / "copy.docx")
    saved = docx.Document(str(converted(source / "copy.docx", "docx", tmp_path)))
    due = words_of_bookmarks(docx.Document(str(source / "copy.docx")))
    assert len(due) > 2
    kept = words_of_bookmarks(saved)
    assert set(kept) == set(due)
    # one around nothing, in the middle of a line, may come back around the letter before it
    assert {name: words for name, words in kept.items() if due[name]} == {name: words for name, words in due.items() if words}
    assert max(Counter(mark.get(qn("w:name")) for mark in bookmarks(saved)).values()) == 1


def sections_with_every_end() -> list[nodes.Node]:
    """Sections by what their last paragraph holds: one letter in a cell, in a list or alone, words, code."""
    ends: list[nodes.Element] = [
        table_node([["A", "B"], ["x", "0"]]), table_node([["A", "B"], ["x", "some words"]]), nodes.paragraph("", "y"),
        nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "z"))), nodes.literal_block("", "code"),
        item_node("EV_PAY")]
    return [nodes.section("", nodes.title("", f"No. {number}"), nodes.paragraph("", "Words."), end, ids=[f"section-{number}"])
            for number, end in enumerate(ends, start=1)]


@pytest.mark.whole_build
@pytest.mark.parametrize("numbered", [True, False])
def test_libreoffice_keeps_a_bookmark_whatever_its_last_paragraph_holds(numbered: bool, tmp_path: Path) -> None:
    book = volume([replace(chapter(*sections_with_every_end()), numbered=numbered)], tmp_path, file="ends.docx")
    assert make_docx(book, link_targets_from_volumes([book]), tmp_path / "made", tmp_path / "work") == []
    made = tmp_path / "made/ends.docx"
    saved = docx.Document(str(converted(made, "docx", tmp_path)))
    due = words_of_bookmarks(docx.Document(str(made)))
    assert {f"people__section_{number}" for number in range(1, 7)} <= set(due)
    assert words_of_bookmarks(saved) == due
    assert max(Counter(mark.get(qn("w:name")) for mark in bookmarks(saved)).values()) == 1


def test_before_the_deadline_a_copy_asks_for_replies_and_after_it_says_so(tmp_path: Path) -> None:
    write_book(tmp_path, {"strategy/consultation/consultation.toml": CONSULTATION})
    consultation, problems = read_consultation(tmp_path, ("accuracy", "completeness", "insight"))
    assert consultation
    assert problems == []
    early, late = (front_page(consultation, day) for day in (date(2019, 10, 18), date(2019, 10, 19)))
    assert early.opening == ["Please reply by 18 October 2019, to the strategy team. We ask for further analysis."]
    assert late.opening == ["The consultation opened in September 2019 and closed on 18 October 2019. It asked for further "
                            "analysis, to be sent to the strategy team.", "This copy is for practice."]
    assert early.questions == late.questions == (("Accurate", "Is it right?"), ("Insightful", "Does it tell you something?"))


@pytest.mark.whole_build
def test_a_book_is_built_as_word_files_and_old_ones_go(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"strategy/consultation/consultation.toml": CONSULTATION})
    assert build_book(root, ["docx"]) == 0
    made = root / "build/docx"
    names = {"land-2019-12.docx", "land-2020-03.docx", "land-evidence-base.docx"}
    chapters = {f"chapters/{name[:-5]}-{page}.docx" for name in names for page in ("index", "people")}
    assert names | chapters <= {path.relative_to(made).as_posix() for path in made.rglob("*.docx")}
    assert "The consultation opened in September 2019" in text_of(docx.Document(str(made / "land-2019-12.docx")))
    before = (made / "land-2020-03.docx").read_bytes()
    page = root / "strategy/2019-12/people.md"
    page.rename(page.with_name("skills.md"))
    index = root / "strategy/2019-12/index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\npeople\n", "\nskills\n"), encoding="utf-8")
    assert build_book(root, ["docx"], "2019-12") == 0
    assert (made / "chapters/land-2019-12-skills.docx").is_file()
    assert (made / "land-2020-03.docx").read_bytes() == before
    assert build_book(root, ["docx"]) == 0
    assert not (made / "chapters/land-2019-12-people.docx").exists()
