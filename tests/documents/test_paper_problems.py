"""Print: what cannot be printed is a problem at its line, and a press that fails leaves the old file alone."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document

from goldenthread.documents.paper import Limits, VolumeChapter, convert_volume, link_targets_from_volumes, make_pdf
from goldenthread.documents.paper.fault_places import place_of_fault
from goldenthread.documents.paper.figures import with_literal_colours, with_weights
from goldenthread.documents.paper.pandoc_model import Element, attributes, header, paragraph, words
from goldenthread.documents.paper.typst_process import TypstMessage, TypstRun, font_folders
from goldenthread.documents.paper.volume import ConvertedChapter, ConvertedVolume
from goldenthread.model import Place
from tests.documents.node_pieces import at, chapter, item_node, table_node, volume
from tests.documents.page_chapters import chapters_from_pages


def problems(*blocks: nodes.Node, root: Path = Path(".")) -> list[str]:
    """What printing a chapter of these blocks would complain about."""
    book = volume([chapter(*blocks)], root)
    return [str(problem) for problem in convert_volume(book, link_targets_from_volumes([book])).problems]

def test_an_item_in_the_volume_is_preferred_to_its_page_elsewhere() -> None:
    link = nodes.reference("", "A finding", refuri="/evidence#EV_PAY")
    annex = item_node("EV_PAY")
    book = volume([chapter(nodes.paragraph("", "", link), annex)], Path("."))
    assert "'#EV_PAY'" in str(convert_volume(book, link_targets_from_volumes([book])).document())


def test_a_link_to_what_is_not_there_is_a_problem_at_its_line() -> None:
    link = nodes.reference("", "Gone", refid="gone")
    assert problems(at(nodes.paragraph("", "", link), 7)) == [
        "people.md:7: The link to 'people#gone' leads nowhere. Name a place that exists. [paper.broken-link]"]


def test_a_label_that_stands_twice_is_a_problem_at_its_line() -> None:
    assert problems(at(item_node("EV_PAY"), 3), at(item_node("EV_PAY"), 9)) == [
        "people.md:9: 'EV_PAY' stands also at people.md:3, in the same file. Let it stand only once in each volume. "
        "[paper.double-label]"]

class blinking(nodes.Inline, nodes.TextElement):
    """A node that print has never heard of."""


def test_an_unknown_node_is_a_problem_that_names_it() -> None:
    assert problems(at(nodes.paragraph("", "", blinking("", "lost")), 5)) == [
        "people.md:5: 'blinking' cannot be printed. Say it with ordinary text, a list or a table, or teach it to "
        "goldenthread/documents/paper. [paper.unknown-node]"]


@pytest.mark.parametrize(("block", "code"), [
    (nodes.raw("", "<b>x</b>", format="html"), "paper.raw"),
    (nodes.image(uri="map.svg"), "paper.no-alt"),
    (nodes.image(uri="map.svg", alt="  "), "paper.no-alt"),
    (nodes.image(uri="map.svg", alt="A map."), "paper.no-image"),
    (nodes.image(uri="https://example.org/map.png", alt="A map."), "paper.image-kind"),
    (nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "Never called."), ids=["n"]), "paper.unused-note"),
    (nodes.paragraph("", "", nodes.reference("", "", refid="people")), "paper.empty-link"),
])
def test_what_cannot_be_printed_is_a_problem(block: nodes.Element, code: str, tmp_path: Path) -> None:
    assert [problem.rpartition(" ")[2] for problem in problems(block, root=tmp_path)] == [f"[{code}]"]

def test_a_note_with_a_mark_of_itself_is_a_problem_at_its_line(tmp_path: Path) -> None:
    page = "# People\n\nMore are at work.[^one]\n\n[^one]: So says the office.[^one]\n"
    chapters, _warnings = chapters_from_pages(tmp_path, {"index.md": page})
    book = volume(chapters, tmp_path)
    assert [str(problem) for problem in convert_volume(book, link_targets_from_volumes([book])).problems] == [
        "index.md:5: The note '1' has a mark within itself. Take the mark out. [paper.note-in-itself]"]

def test_a_table_without_a_header_is_a_problem() -> None:
    assert problems(table_node([["a", "b"]], head=0)) == [
        "people.md:1: The table has no header row. Make its first row say what each column holds. [paper.no-header]"]


def test_a_page_without_a_title_is_a_problem() -> None:
    book = volume([VolumeChapter(docname="bare", doctree=new_document(""))], Path("."))
    assert [p.code for p in convert_volume(book, link_targets_from_volumes([book])).problems] == ["paper.no-title"]


def test_a_missing_font_is_a_problem() -> None:
    folders, missing = font_folders(Place(file="index.md", line=1), {"Thin Air": "fontpkg_thin_air"})
    assert folders == []
    assert [str(problem) for problem in missing] == [
        "index.md:1: The font 'Thin Air' is missing. Install its package: pip install fontpkg-thin-air. "
        "[paper.no-font]"]

def test_an_item_too_deep_for_its_section_is_set_one_level_below_it() -> None:
    book = volume([chapter(item_node("EV_A", level=5), item_node("EV_B", level=3))], Path("."))
    blocks = convert_volume(book, link_targets_from_volumes([book])).chapters[0].blocks
    assert [block["c"][1][0]["c"][0] for block in blocks[1:]] == [2, 3]

def test_a_drawing_brings_its_own_colours_and_weights() -> None:
    assert with_literal_colours('fill="var(--a, var(--b, #123))" stroke="var(--c, rgb(1, 2, 3))"') == (
        'fill="#123" stroke="rgb(1, 2, 3)"')
    weighted = with_weights('<svg width="1"><text font-weight="600">x</text></svg>')
    assert weighted.startswith('<svg width="1"><style>text,tspan{font-variation-settings:"wght" 400}')
    assert '[font-weight="600"]' in weighted

def luminance(colour: str) -> float:
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "quiet", "blue", "green", "bronze"])
def test_every_colour_of_text_can_be_read_on_every_ground(name: str) -> None:
    template = (resources.files("goldenthread.documents.paper") / "pieces.typ").read_text(encoding="utf-8")
    colours = dict(re.findall(r'#let (\w+) = rgb\("(#\w{6})"\)', template))
    grounds = ["#ffffff", *re.findall(r'fill: rgb\("(#[ef]\w{5})"\)', template)]
    assert len(grounds) >= 4
    text = luminance(colours[name])
    assert min((luminance(ground) + 0.05) / (text + 0.05) for ground in grounds) >= 4.5


def test_what_typst_says_is_told_at_the_author_s_line_and_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "book.pdf").write_text("the old one", encoding="utf-8")
    book = volume([chapter(at(nodes.image(uri="broken.png", alt="A picture."), 12))], tmp_path)
    complaints = [str(problem) for problem in make_pdf(book, link_targets_from_volumes([book]), tmp_path, tmp_path / "work")]
    assert len(complaints) == 1
    assert complaints[0].startswith("people.md:12: This cannot be set in print: failed to decode image")
    assert complaints[0].endswith("[paper.typst]")
    assert (tmp_path / "book.pdf").read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.glob(".*.new")) == []


def endless() -> VolumeChapter:
    rows = [["Area", "Value"], *([f"Area {row}", "1"] for row in range(40_000))]
    return chapter(table_node(rows), docname="endless")


@pytest.mark.whole_build
@pytest.mark.parametrize("limits", [Limits(seconds=2), Limits(megabytes=300)])
def test_a_run_away_is_stopped_and_the_chapter_named(limits: Limits, tmp_path: Path) -> None:
    small = chapter(nodes.paragraph("", "Small."), docname="small")
    book = volume([small, endless()], tmp_path)
    targets = link_targets_from_volumes([book])
    complaints = [str(problem) for problem in make_pdf(book, targets, tmp_path, tmp_path / "work", limits)]
    assert complaints == [f"endless.md:1: To set this chapter would need more than {limits.seconds} seconds of "
                    f"the processor or {limits.megabytes} MB. Divide its longest table or list, or move some of it to a page of "
                    "its own: a volume is divided only between pages. [paper.runaway]"]
    assert not (tmp_path / "book.pdf").exists()


def converted(*chapters: tuple[str, list[Element]]) -> ConvertedVolume:
    return ConvertedVolume(problems=[], entries=[], chapters=[
        ConvertedChapter(docname=name, source=f"{name}.md", blocks=blocks) for name, blocks in chapters])


def headed(line: int) -> Element:
    return header(2, attributes(pairs={"at": f"people.md:{line}"}), words("Heading"))


@pytest.mark.parametrize(("bad", "line"), [(0, 3), (1, 3), (2, 9), (4, 9), (7, 30)])
def test_what_nobody_gives_a_place_to_is_told_at_the_nearest_line_above_it(bad: int, line: int) -> None:
    plain_blocks = [paragraph(words(f"block {number}")) for number in range(8)]
    blocks = [headed(3), plain_blocks[1], headed(9), *plain_blocks[3:7], headed(30)]
    book = converted(("index", [paragraph(words("Good."))]), ("people", blocks))
    asked = 0

    def fails(chapter: ConvertedChapter) -> bool:
        nonlocal asked
        asked += 1
        return any(block is blocks[bad] for block in chapter.blocks)

    assert place_of_fault(book, fails) == Place(file="people.md", line=line)
    assert asked <= 6


def test_an_error_of_typst_without_a_place_is_told_at_the_author_s_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_place(*arguments: Any) -> TypstRun | None:
        source = arguments[0].read_text(encoding="utf-8")
        text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "work").glob("part-*.typ")) + source
        faulty = "zqbad" in (text if arguments[0].name == "main.typ" else source)
        fault = TypstMessage(message="it is odd", where="error: it is odd")
        return TypstRun(faults=[fault] if faulty else [], outputs=[] if faulty else [b"%PDF"])

    monkeypatch.setattr("goldenthread.documents.paper.typst_pdf.run_typst", without_place)
    good, odd = (nodes.section("", nodes.title("", name), at(nodes.paragraph("", name), line), ids=[name])
                 for name, line in (("zqgood", 7), ("zqbad", 20)))
    odd.children[0].line = 19
    book = volume([chapter(docname="index"), chapter(good, odd)], tmp_path)
    problems = make_pdf(book, link_targets_from_volumes([book]), tmp_path / "pdf", tmp_path / "work")
    assert [str(problem.place) for problem in problems] == ["people.md:19"]
