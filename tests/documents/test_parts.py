"""A volume that is too long for one file is printed in parts, and its chapters need not be in memory."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from docutils import nodes
from docutils.utils import new_document

from goldenthread.documents.nodes import chart
from goldenthread.documents.paper import (
    ChapterKeeper,
    Volume,
    VolumeChapter,
    in_parts,
    keep_changed,
    link_targets_from_volumes,
    make_docx,
    make_pdf,
    with_chapters_at_end,
    word_files,
)
from goldenthread.documents.paper.parts import OF_CHART, OF_NODE, weight_of
from tests.documents.node_pieces import item_node, table_node, volume
from tests.documents.pdf_links import links_followed

TITLES = ("Opening", "Pay", "Skills", "Roads", "Homes", "Data", "People", "Maps")


def chapter(number: int, title: str, links: int) -> VolumeChapter:
    """A chapter with a finding, and a link to the finding of every chapter but its own."""
    name = f"{'annex-' if number > 4 else ''}{title.lower()}"
    others = [other for other in range(links) if other != number]
    marks = [nodes.reference("", f"see {other}", refuri=f"/elsewhere#EV_{other}") for other in others]
    tree = new_document("")
    tree += nodes.section("", nodes.title("", title), nodes.paragraph("", "", *marks), item_node(f"EV_{number}"), ids=[name])
    return VolumeChapter(docname=name, doctree=tree, file=f"{name}.md", annex=number > 4, numbered=number > 0)


def own_annex() -> VolumeChapter:
    """What each part has of its own at its end, such as its numbers."""
    tree = new_document("")
    tree += nodes.section("", nodes.title("", "Numbers"), ids=["numbers"])
    return VolumeChapter(docname="numbers", doctree=tree, annex=True, made=True)


def book(ending: str = "pdf") -> Volume:
    return volume([chapter(number, title, len(TITLES)) for number, title in enumerate(TITLES)], Path("."), file=f"book.{ending}")


def parts_of(whole: Volume) -> list[Volume]:
    return in_parts(whole, most=2 * weight_of(book().chapters[0].doctree), most_in_one=1)


def test_a_table_in_a_cell_of_another_weighs_several_times_as_much() -> None:
    plain, nested, outer = (table_node([["A"], ["x" * 5000]]) for _ in range(3))
    next(outer.findall(nodes.tbody)).next_node(nodes.entry).append(nested)  # type: ignore[union-attr]
    assert weight_of(outer) > weight_of(plain) + 3.9 * weight_of(nested)


def test_a_chapter_weighs_its_characters_its_nodes_and_its_drawings() -> None:
    tree = new_document("")
    assert weight_of(tree) == OF_NODE
    tree += nodes.paragraph("", "Twelve signs", chart("", svg="<svg/>"))
    assert weight_of(tree) == OF_NODE + OF_NODE + 12 + OF_CHART


def test_a_short_volume_is_itself() -> None:
    whole = book()
    assert in_parts(whole) == [whole]
    assert whole.part is None
    assert in_parts(volume([], Path(".")))[0].file == "book.pdf"
    # what would be in parts may be somewhat longer in one file
    assert in_parts(whole, most=1, most_in_one=sum(weight_of(each.doctree) for each in whole.chapters)) == [whole]


def test_a_long_one_is_cut_between_chapters_into_parts_of_like_weight_that_say_what_they_are() -> None:
    parts = parts_of(book())
    assert [[each.docname for each in part.chapters] for part in parts] == [
        ["opening", "pay"], ["skills", "roads"], ["homes", "annex-data"], ["annex-people", "annex-maps"]]
    assert [part.file for part in parts] == [f"book-part-{number}.pdf" for number in (1, 2, 3, 4)]
    assert {part.whole for part in parts} == {"book.pdf"}
    assert [part.edition for part in parts] == [f"Draft of December 2019, part {number} of 4" for number in (1, 2, 3, 4)]
    assert parts[1].note == "No agreement yet. This is part 2 of 4: ‘Skills’ to ‘Roads’."
    assert parts[3].note == "No agreement yet. This is part 4 of 4: ‘People’ to ‘Maps’."
    assert parts[1].beside == ("book-part-1.pdf", "book-part-3.pdf", "book-part-4.pdf")
    assert [(part.part.chapters, part.part.annexes) for part in parts if part.part] == [(0, 0), (1, 0), (3, 0), (4, 1)]


@pytest.mark.parametrize(("weights", "groups"), [
    ((5, 5, 5, 5), [2, 2]), ((9, 1, 9, 1), [2, 2]), ((30, 1, 1), [1, 2]), ((1, 1, 30), [2, 1]), ((1, 30, 1), [1, 1, 1]),
    ((6, 6, 6), [1, 1, 1]), ((10,), [1]), ((4, 4, 4, 4, 4, 4), [2, 2, 2]),
])
def test_no_part_of_several_chapters_is_too_heavy(weights: tuple[int, ...], groups: list[int]) -> None:
    chapters = [VolumeChapter(docname=f"page-{number}", doctree=of_weight(100 * weight))
                for number, weight in enumerate(weights)]
    assert [len(part.chapters) for part in in_parts(volume(chapters, Path(".")), most=1000, most_in_one=1)] == groups


def of_weight(weight: int) -> nodes.document:
    tree = new_document("")
    tree += nodes.Text("x" * (weight - OF_NODE))
    return tree


def test_files_of_many_parts_stand_in_their_order() -> None:
    chapters = [VolumeChapter(docname=f"page-{number}", doctree=of_weight(100)) for number in range(11)]
    files = [part.file for part in in_parts(volume(chapters, Path(".")), most=100, most_in_one=1)]
    assert files == sorted(files)
    assert files[0] == "book-part-01.pdf"


def printed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book in parts, as PDF and Word, from chapters none of which stays in memory."""
    made = tmp_path_factory.mktemp("parts")
    for ending, make in (("pdf", make_pdf), ("docx", make_docx)):
        whole = book(ending)
        kept = ChapterKeeper(made / f"kept-{ending}", room=0).kept(whole.chapters)
        parts = parts_of(volume(kept, Path("."), file=whole.file))  # type: ignore[arg-type]
        parts = [with_chapters_at_end(part, [own_annex()]) for part in parts]
        targets = link_targets_from_volumes(parts)
        for part in parts:
            assert make(part, targets, made / ending, made / "work") == []
    return made


def test_numbers_of_chapters_and_annexes_go_on_and_every_link_leads_into_the_right_part(folder: Path) -> None:
    texts = [printed(path) for path in sorted((folder / "pdf").glob("*.pdf"))]
    assert [re.findall(r"^(?:Chapter|Annex) \w(?=\r?$)", text, re.MULTILINE) for text in texts] == [
        ["Chapter 1", "Annex D"], ["Chapter 2", "Chapter 3", "Annex D"], ["Chapter 4", "Annex A", "Annex D"],
        ["Annex B", "Annex C", "Annex D"]]
    # each of eight findings is linked to from the seven other chapters, and each part has its contents and its index
    assert links_followed(folder / "pdf") >= 56
    assert "part 2 of 4" in texts[1]


def test_a_file_is_the_same_whether_its_chapters_were_in_memory_or_not(folder: Path, tmp_path: Path) -> None:
    parts = [with_chapters_at_end(part, [own_annex()]) for part in parts_of(book())]
    assert make_pdf(parts[1], link_targets_from_volumes(parts), tmp_path, tmp_path / "work") == []
    assert (tmp_path / parts[1].file).read_bytes() == (folder / "pdf" / parts[1].file).read_bytes()


def test_word_files_go_on_too_and_a_chapter_s_own_file_is_named_after_the_whole(folder: Path) -> None:
    parts = parts_of(book("docx"))
    assert sorted(path.relative_to(folder / "docx").as_posix() for path in (folder / "docx").rglob("*.docx")) == sorted(
        name for part in parts for name in word_files(part))
    assert "chapters/book-roads.docx" in word_files(parts[1])
    for file, number in (("book-part-2.docx", "2"), ("chapters/book-roads.docx", "3"), ("book-part-4.docx", "Annex B")):
        headings = [each.text for each in docx.Document(str(folder / "docx" / file)).paragraphs
                    if each.style and each.style.name == "Heading 1"]
        assert headings[0].startswith(f"{number}\t"), headings
        assert headings[1:] == [] if "/" in file else headings[-1] == "Annex D\tNumbers"


def test_what_is_changed_of_a_chapter_in_a_file_lasts_when_it_is_kept(tmp_path: Path) -> None:
    weight = weight_of(of_weight(100))
    for room, lasting in ((weight, "in memory"), (0, "in a file")):
        chapters = ChapterKeeper(tmp_path / lasting, room).kept([VolumeChapter(docname="page", doctree=of_weight(100))])
        changed = chapters[0]
        changed.doctree.append(nodes.Text("more"))
        keep_changed(chapters, 0, changed)
        assert chapters[0].doctree.astext().endswith("more"), lasting
        longer = with_chapters_at_end(volume(chapters, Path(".")), [changed])  # type: ignore[arg-type]
        assert [each.docname for each in longer.chapters] == ["page", "page"]
        assert [each.docname for each in longer.chapters[1:]] == ["page"]
