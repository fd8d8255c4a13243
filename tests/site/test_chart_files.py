"""A chart as files: its numbers, its drawing and its picture, each with source and licence inside."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from goldenthread.documents.paper import drawings_as_png
from goldenthread.model import Mention
from goldenthread.site.chart_files import chart_as_csv, chart_as_svg, charts_of_book, source_of
from tests.books.records import BOOK, at, dataset, register

TABLE = dataset("jobs", "north 2018 33.04,south 2018 40,land 2018 36", title="Jobs <of all>", licence="Open & free")
OPTIONS = {"kind": "bar", "periods": "2018", "alt": "Bars of three areas."}
ABOUT = Mention(kind="chart", text="jobs", place=at(file="evidence/x.md"), options=OPTIONS)
ONE, TWO = charts_of_book(register(tables=[TABLE], mentions=[
    ABOUT, ABOUT, Mention(kind="chart", text="jobs", place=at(), options={"kind": "pie"}),
    Mention(kind="chart", text="gone", place=at(), options=OPTIONS), Mention(kind="value", text="jobs:north:2018", place=at())]))


def test_a_chart_has_files_below_its_page_by_the_id_that_it_has_there() -> None:
    assert [chart.file("svg") for chart in (ONE, TWO)] == [
        "charts/evidence/x/chart-jobs.svg", "charts/evidence/x/chart-jobs-2.svg"]


def test_every_row_of_the_numbers_says_where_they_come_from() -> None:
    rows = list(csv.DictReader(io.StringIO(chart_as_csv(BOOK, ONE))))
    assert [(row["Name"], row["Period"], row["Value"], row["Unit"]) for row in rows] == [
        ("South", "2018", "40.0", "%"), ("Land", "2018", "36.0", "%"), ("North", "2018", "33.0", "%")]
    assert {(row["Source"], row["Publisher"], row["Licence"], row["Taken from"]) for row in rows} == {
        ("Jobs <of all>", "Office", "Open & free", "Strategy")}


def test_the_drawing_needs_nothing_else_and_says_its_source_to_readers_and_programs() -> None:
    svg = chart_as_svg(BOOK, ONE)
    root = ElementTree.fromstring(svg.encode())
    shown = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Source: Jobs <of all>, Office, released November 2019." in shown
    assert "Licence: Open & free" in shown
    said = {element.tag.rpartition("}")[2]: element.text for element in root.iter() if "purl.org/dc" in element.tag}
    assert (said["source"], said["rights"]) == (source_of(BOOK, TABLE)["Source"], "Open & free (the numbers)")
    assert "var(" not in svg


def test_the_picture_is_a_png_of_two_dots_to_a_pixel_with_the_same_inside(tmp_path: Path) -> None:
    svgs = {"one": chart_as_svg(BOOK, ONE)}
    said = {"one": {"Title": "Jobs – all", **source_of(BOOK, TABLE)}}
    pictures, problems = drawings_as_png(svgs, said, tmp_path / "a", at())
    assert problems == []
    assert pictures == drawings_as_png(svgs, said, tmp_path / "b", at())[0]
    with Image.open(io.BytesIO(pictures["one"])) as picture:
        assert (picture.width, picture.info) == (1080, {**picture.info, **said["one"]})
        picture.load()
