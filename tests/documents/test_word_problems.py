"""Word: what cannot be written is a problem at its place, and the old file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from goldenthread.documents.paper import Limits, VolumeChapter, link_targets_from_volumes, make_docx
from goldenthread.documents.paper.volume import DEFAULT_LIMITS
from goldenthread.model import Problem
from tests.documents.node_pieces import at, chapter, item_node, volume

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def problems(folder: Path, *chapters: VolumeChapter, limits: Limits = DEFAULT_LIMITS) -> list[Problem]:
    """What writing these chapters complains about, with an older file in the way."""
    (folder / "out").mkdir()
    (folder / "out" / "book.docx").write_text("the old one", encoding="utf-8")
    book = volume(list(chapters), folder, file="book.docx")
    reported = make_docx(book, link_targets_from_volumes([book]), folder / "out", folder / "work", limits=limits)
    assert [path.name for path in (folder / "out").iterdir()] == ["book.docx"]
    assert (folder / "out" / "book.docx").read_text(encoding="utf-8") == "the old one"
    return reported


@pytest.mark.parametrize(("name", "content", "why"), [
    ("broken.png", "no picture", "it cannot be read as a picture of its kind"),
    ("broken.svg", "<svg", "the program that draws it says 'failed to "),
])
def test_a_picture_that_cannot_be_drawn_is_a_problem_at_its_line(name: str, content: str, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    complaints = [str(each) for each in problems(tmp_path, chapter(at(nodes.image(uri=name, alt="A picture."), 12)))]
    assert len(complaints) == 1
    assert complaints[0].startswith(f"people.md:12: The picture cannot be drawn for Word: {why}")
    assert complaints[0].endswith("Save it anew as PNG or SVG, and look at it in a browser. [word.picture]")


def test_what_pandoc_warns_of_is_a_problem_of_the_chapter(tmp_path: Path) -> None:
    good = chapter(nodes.paragraph("", "Good."), docname="good")
    complaints = problems(tmp_path, good, chapter(nodes.math_block("", r"\frac{")))
    assert [(str(each.place), each.code) for each in complaints] == [("people.md:1", "word.pandoc")]
    assert complaints[0].what.startswith("This cannot be written to Word: Could not convert TeX math")


def test_names_that_differ_only_in_signs_are_a_problem(tmp_path: Path) -> None:
    twins = [nodes.section("", nodes.title("", ident), ids=[ident]) for ident in ("the-gap", "the_gap")]
    assert [str(each) for each in problems(tmp_path, chapter(*twins))] == [
        "people.md:1: 'people--the-gap' and 'people--the_gap' would have the same bookmark in Word, 'people__the_gap'. "
        "Give one of the two headings other words. [word.bookmark]"]


def test_a_run_away_is_stopped(tmp_path: Path) -> None:
    complaints = problems(tmp_path, chapter(item_node("EV_PAY")), limits=Limits(seconds=0))
    assert [str(each) for each in complaints] == [
        "people.md:1: To write 'book.docx' would need more than 0 seconds of the processor. Divide the longest tables and "
        "lists of its chapters. [word.runaway]"]


def test_pictures_that_need_too_much_are_stopped(tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_text(SVG, encoding="utf-8")
    complaints = problems(tmp_path, chapter(at(nodes.image(uri="map.svg", alt="A map."), 7)), limits=Limits(megabytes=50))
    assert [str(each) for each in complaints] == [
        "people.md:7: To draw this picture would need more than 60 seconds of the processor or 50 MB. Save it smaller or with "
        "fewer details. [word.runaway]"]


def test_what_print_complains_of_is_told_for_word_too(tmp_path: Path) -> None:
    assert [each.code for each in problems(tmp_path, chapter(nodes.image(uri="map.svg")))] == ["paper.no-alt"]
