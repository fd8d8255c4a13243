"""Print: nothing is lost, every link leads somewhere, and the file is what a reader with a screen reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docutils import nodes

from goldenthread.documents.paper import (
    ConvertedVolume,
    LinkTargets,
    Volume,
    convert_volume,
    link_targets_from_volumes,
    make_pdf,
    make_pdfs,
)
from goldenthread.documents.paper.typst_process import run_typst
from goldenthread.documents.paper.typst_source import typst_sources
from tests.documents.node_pieces import chapter, volume
from tests.documents.page_chapters import chapters_from_pages

PAGES = Path(__file__).parent / "pages"

@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Two volumes of small pages that hold every kind of block, made into PDFs once."""
    folder = tmp_path_factory.mktemp("paper")
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.*"))}
    conf = '\nextensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["references.bib"]\n'
    chapters, warnings = chapters_from_pages(folder / "src", pages, conf)
    assert warnings == ""
    by_name = {each.docname: each for each in chapters}
    strategy = volume([by_name["index"], by_name["people"]], folder / "src", file="strategy.pdf")
    evidence = volume([by_name["evidence"]], folder / "src", file="evidence.pdf", title="The evidence")
    made = link_targets_from_volumes([strategy, evidence], site="https://example.org/book/")
    for each in (strategy, evidence):
        assert make_pdf(each, made, folder / "pdf", folder / f"work-{each.file}") == []
    return {"folder": folder, "volumes": [strategy, evidence], "shelf": made, "pages": pages}


@pytest.fixture(scope="module")
def strategy(shelf: dict[str, Any]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(shelf["folder"] / "pdf" / "strategy.pdf") as pdf:
        yield pdf


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """Every element of a structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def tags(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Dictionary]]:
    return [(str(element.S)[1:], element) for element in elements(pdf.Root.StructTreeRoot.K)]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]


def names(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Where each named destination of a file is."""
    destinations = pdf.Root.Names.Dests.Names
    return {str(destinations[position]): destinations[position + 1] for position in range(0, len(destinations), 2)}

def test_every_planted_word_of_every_block_is_found_again(shelf: dict[str, Any]) -> None:
    printed = text_of(shelf["folder"] / "pdf" / "strategy.pdf")
    source = "".join(shelf["pages"][name] for name in ("index.md", "people.md"))
    planted = set(re.findall(r"\bzq[a-z]+\b", source))
    assert len(planted) > 60
    assert {word for word in planted if word not in printed} == set()


def test_signs_that_mean_something_to_typst_are_printed_as_they_are(shelf: dict[str, Any]) -> None:
    printed = " ".join(text_of(shelf["folder"] / "pdf" / "strategy.pdf").split())
    for signs in ("#let x = 1", "$5 and @someone", "<label>", "// no comment", "/* kept */", "[bracket]", "a_b_c",
                  "*star*", "= no heading", "- no list", "1. no number", "50 % ~ tilde", "back\\slash", "(after)"):
        assert signs in printed


def test_the_cover_and_every_page_say_what_the_book_is(shelf: dict[str, Any]) -> None:
    document = pypdfium2.PdfDocument(shelf["folder"] / "pdf" / "strategy.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    for words in ("A strategy", "Draft of December 2019", "6 December 2019", "The partnership", "No agreement yet."):
        assert words in pages[0]
    assert all("Draft" in page for page in pages)


def test_an_item_link_says_the_page(shelf: dict[str, Any]) -> None:
    printed = text_of(shelf["folder"] / "pdf" / "strategy.pdf").replace("\u00a0", " ")
    assert re.search(r"Firms train too little\s\(page \d+\)", printed)


def test_the_index_names_every_item(shelf: dict[str, Any]) -> None:
    index = text_of(shelf["folder"] / "pdf" / "strategy.pdf").rpartition("Index of items")[2]
    assert {"D19_PRI_SKILLS", "D19_ACT_COLLEGES", "EV_TRAINING"} <= set(index.split())

def test_every_link_inside_leads_to_a_page(strategy: pikepdf.Pdf) -> None:
    pages = {page.objgen for page in strategy.pages}
    inside = [note for note in links(strategy) if "/Dest" in note]
    assert len(inside) > 20
    named = names(strategy)
    places = [note.Dest if isinstance(note.Dest, pikepdf.Array) else named[str(note.Dest)] for note in inside]
    assert all(place[0].objgen in pages for place in places)


def test_links_to_the_other_volume_name_a_destination_of_it(shelf: dict[str, Any], strategy: pikepdf.Pdf) -> None:
    addresses = [str(note.A.URI) for note in links(strategy) if "/A" in note]
    targets = [address for address in addresses if address.startswith("evidence.pdf#")]
    with pikepdf.open(shelf["folder"] / "pdf" / "evidence.pdf") as evidence:
        assert {"evidence.pdf#EV_PAY", "evidence.pdf#evidence--wages"} <= set(targets)
        assert {target.partition("#")[2] for target in targets} <= set(names(evidence))


def test_other_files_are_named_with_their_addresses_if_there_is_a_site(shelf: dict[str, Any], strategy: pikepdf.Pdf) -> None:
    address = "https://example.org/book/files/evidence.pdf"
    said = [str(note.Contents) for note in links(strategy) if "/A" in note and str(note.A.URI).startswith("evidence.pdf#")]
    assert said and all(words.endswith(f", in the file evidence.pdf, on the web at {address}") for words in said)
    printed = "".join(text_of(shelf["folder"] / "pdf" / "strategy.pdf").split())
    assert f"thisone:evidence.pdf.Onthewebtheyareat{address}." in printed


def test_a_page_on_no_paper_is_linked_on_the_site_if_there_is_one(shelf: dict[str, Any], strategy: pikepdf.Pdf) -> None:
    addresses = {str(note.A.URI) for note in links(strategy) if "/A" in note}
    assert "https://example.org/book/elsewhere.html#deep" in addresses
    book = shelf["volumes"][0]
    paper = convert_volume(book, LinkTargets(labels=shelf["shelf"].labels))
    assert paper.problems == []
    assert "elsewhere" not in str(paper.document())

def test_headings_nest_without_a_gap(strategy: pikepdf.Pdf) -> None:
    levels = [int(name[1:]) for name, _ in tags(strategy) if re.fullmatch(r"H\d", name)]
    assert len(levels) > 8
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))

def test_every_drawing_has_words_that_stand_for_it(strategy: pikepdf.Pdf) -> None:
    alts = [str(element.get("/Alt", "")).strip() for name, element in tags(strategy) if name in ("Figure", "Formula")]
    assert {"People in work rose.", "A square.", "a^2 + b^2"} <= set(alts)
    assert all(alts)


def test_every_table_has_header_cells(strategy: pikepdf.Pdf) -> None:
    tables = [element for name, element in tags(strategy) if name == "Table"]
    assert len(tables) >= 4
    assert all(any(part.S == "/TH" for part in elements(table.K)) for table in tables)


def test_title_language_and_standard_are_set(strategy: pikepdf.Pdf) -> None:
    assert str(strategy.Root.Lang) == "en-GB"
    assert str(strategy.docinfo["/Title"]) == "A strategy: Draft of December 2019"
    assert str(strategy.docinfo["/Author"]) == "The partnership"
    assert bool(strategy.Root.ViewerPreferences.DisplayDocTitle)
    assert dict(strategy.Root.MarkInfo) == {"/Marked": True}
    with strategy.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_bookmarks_reach_level_three_and_name_priorities(strategy: pikepdf.Pdf) -> None:
    with strategy.open_outline() as outline:
        def depth(entries: list[pikepdf.OutlineItem]) -> Iterator[tuple[int, str]]:
            for entry in entries:
                yield 1, str(entry.title)
                yield from ((level + 1, title) for level, title in depth(entry.children))
        destinations = list(depth(outline.root))
    assert max(level for level, _ in destinations) == 3
    assert (3, "Raise the skills zqpriotitle of people in work") in destinations


def test_every_font_is_embedded(strategy: pikepdf.Pdf) -> None:
    fonts = [o for o in strategy.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_two_builds_give_the_same_bytes(shelf: dict[str, Any], tmp_path: Path) -> None:
    assert make_pdf(shelf["volumes"][0], shelf["shelf"], tmp_path / "again", tmp_path / "work") == []
    first, second = shelf["folder"] / "pdf" / "strategy.pdf", tmp_path / "again" / "strategy.pdf"
    assert first.read_bytes() == second.read_bytes()


def test_the_file_is_packed(shelf: dict[str, Any]) -> None:
    packed, unpacked = shelf["folder"] / "pdf" / "strategy.pdf", shelf["folder"] / "unpacked.pdf"
    with pikepdf.open(packed) as pdf:
        pdf.save(unpacked, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert packed.stat().st_size < 0.8 * unpacked.stat().st_size


def test_a_wide_table_gets_a_page_on_its_side(strategy: pikepdf.Pdf) -> None:
    sideways = [page for page in strategy.pages if page.MediaBox[2] > page.MediaBox[3]]
    assert len(sideways) == 1


def test_a_volume_is_set_again_only_when_what_it_is_made_from_changed(
    shelf: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, runs, written = shelf["volumes"][1], list[str](), list[int]()

    def counted(source: Path, *rest: Any) -> Any:
        runs.append(source.name)
        return run_typst(source, *rest)

    def sources(converted: ConvertedVolume) -> list[str]:
        written.append(len(converted.chapters))
        return typst_sources(converted)

    monkeypatch.setattr("goldenthread.documents.paper.typst_pdf.run_typst", counted)
    monkeypatch.setattr("goldenthread.documents.paper.typst_pdf.typst_sources", sources)

    def made(each: Volume) -> tuple[int, bytes]:
        runs.clear()
        assert make_pdf(each, shelf["shelf"], tmp_path, tmp_path / "work") == []
        return len(runs), (tmp_path / "evidence.pdf").read_bytes()

    first, again = made(evidence), made(evidence)
    assert (first[0], again[0], again[1]) == (1, 0, first[1])
    assert written == [1], "nor is its source written again"
    renamed = made(replace(evidence, title="Another title"))
    assert renamed[0] == 1
    assert renamed[1] != first[1]
    assert made(replace(evidence, dated=date(2001, 2, 3)))[0] == 1
    # a file that is damaged, or gone, is made anew, whatever the record says
    (tmp_path / "evidence.pdf").write_bytes(b"damaged")
    count, content = made(replace(evidence, dated=date(2001, 2, 3)))
    assert (count, content[:5]) == (1, b"%PDF-")
    (tmp_path / "evidence.pdf").unlink()
    assert made(replace(evidence, dated=date(2001, 2, 3)))[0] == 1


def test_files_that_are_made_together_are_those_that_are_made_alone_with_their_problems_in_their_order(tmp_path: Path) -> None:
    good = [volume([chapter(nodes.paragraph("", f"Words of {name}."))], tmp_path, file=f"{name}.pdf") for name in ("a", "b")]
    bad = volume([chapter(nodes.paragraph("", "", nodes.reference("", "x", refid="nowhere")))], tmp_path, file="bad.pdf")
    shelf = [good[0], bad, good[1]]
    targets = link_targets_from_volumes(shelf)
    problems = list(make_pdfs(((each, targets) for each in shelf), tmp_path / "all", tmp_path / "work"))
    assert [[problem.code for problem in each] for each in problems] == [[], ["paper.broken-link"], []]
    for each in good:
        assert make_pdf(each, targets, tmp_path / "one", tmp_path / "work-one") == []
        assert (tmp_path / "all" / each.file).read_bytes() == (tmp_path / "one" / each.file).read_bytes()
    assert not (tmp_path / "all/bad.pdf").exists()
    before = (tmp_path / "all/b.pdf").stat().st_mtime_ns
    assert list(make_pdfs(((each, targets) for each in good), tmp_path / "all", tmp_path / "work")) == [[], []]
    assert (tmp_path / "all/b.pdf").stat().st_mtime_ns == before
