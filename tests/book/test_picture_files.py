"""A picture that print or a browser could not read is told of at the line that shows it, before a build."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.book import markup_problems
from tests.books.constructs import png, turned_photo


def as_kind(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (9, 9), (20, 90, 160)).save(stream, kind)
    return stream.getvalue()


PHOTO, GIF, DRAWING = turned_photo(1), as_kind("GIF"), b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'


def told(folder: Path, name: str, raw: bytes) -> list[tuple[int, str, str]]:
    (folder / "evidence").mkdir()
    (folder / "evidence" / name).write_bytes(raw)
    problems = markup_problems(folder, "evidence/page.md", f"# Page\n\nWords.\n\n![A dot]({name})\n")
    assert {problem.code for problem in problems} <= {"markup.picture"}
    return [(problem.place.line, problem.what, problem.fix) for problem in problems]


@pytest.mark.parametrize(("name", "raw"), [
    ("a.png", png(9, 9)), ("a.jpg", PHOTO), ("a.JPEG", PHOTO), ("a.gif", GIF), ("a.svg", DRAWING),
    ("a.svg", b"\xef\xbb\xbf" + DRAWING), ("a.svg", b"<!-- drawn -->\n" + DRAWING),
    # what some cameras and programs write behind the end
    ("a.png", png(9, 9) + b"\0more"), ("a.jpg", PHOTO + b"more"), ("a.gif", GIF + b"\0\0"),
])
def test_a_whole_picture_is_as_its_name_says(name: str, raw: bytes, tmp_path: Path) -> None:
    assert told(tmp_path, name, raw) == []


@pytest.mark.parametrize(("name", "raw", "kind", "new"), [
    ("a.png", PHOTO, "a JPEG", "a.jpg"), ("map.of.roads.jpg", png(9, 9), "a PNG", "map.of.roads.png"),
    ("a.gif", PHOTO, "a JPEG", "a.jpg"),
    ("a.png", DRAWING, "a drawing in SVG", "a.svg"), ("a.svg", png(9, 9), "a PNG", "a.png"), ("a.jpeg", GIF, "a GIF", "a.gif"),
])
def test_a_picture_of_another_kind_than_its_name_says_is_told_with_its_name(
    name: str, raw: bytes, kind: str, new: str, tmp_path: Path
) -> None:
    assert told(tmp_path, name, raw) == [
        (5, f"By what it holds, the picture 'evidence/{name}' is {kind}, and print reads it as its name says.",
         f"Name the file '{new}', and write so here.")]


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "BMP", "PDF"])
def test_a_picture_that_print_cannot_set_is_told_by_its_kind(kind: str, tmp_path: Path) -> None:
    [(line, what, fix)] = told(tmp_path, "a.jpg", as_kind(kind))
    assert (line, fix) == (5, "Save it as a PNG or a JPEG.")
    assert kind.lower() in what.lower()


@pytest.mark.parametrize(("name", "raw", "state"), [
    ("a.png", b"", "empty"), ("a.png", b"<html></html>", "no picture by what it holds"),
    ("a.png", png(200, 200)[:150], "cut short or damaged"), ("a.jpg", PHOTO[:400], "cut short or damaged"),
    ("a.gif", GIF[:13], "cut short or damaged"), ("a.png", png(0, 4), "cut short or damaged"),
    ("a.png", png(200, 200)[:45] + b"\0" + png(200, 200)[46:], "cut short or damaged"),
])
def test_a_picture_that_is_not_whole_is_told(name: str, raw: bytes, state: str, tmp_path: Path) -> None:
    assert told(tmp_path, name, raw) == [
        (5, f"The picture 'evidence/{name}' is {state}.", "Take it once more from where it came from.")]
