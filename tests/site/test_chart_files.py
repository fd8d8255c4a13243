"""A chart as files: its numbers, its drawing and its picture, each with source and licence inside."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from goldenthread.documents.paper import drawings_as_png
from goldenthread.model import Mention, Register
from goldenthread.site.chart_files import chart_as_csv, chart_as_svg, charts_of_book, source_of
from goldenthread.site.chart_pictures import PICTURE_MARK, offer_pictures, write_chart_pictures
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


def book_of(*titles: str) -> Register:
    """A book with a chart of a table for each title, all on one page."""
    tables = [dataset(f"table-{number}", "north 2018 33.04,south 2018 40", title=title) for number, title in enumerate(titles)]
    charts = [Mention(kind="chart", text=table.id, place=at(file="evidence/x.md"), options=OPTIONS) for table in tables]
    return register(tables=tables, mentions=charts)


def pictures_of(book: Register, site: Path, drawn: Path) -> dict[str, bytes]:
    """The pictures of a site by their names, put there beside the drawings of the pages."""
    (site / "charts/evidence/x").mkdir(parents=True, exist_ok=True)
    write_chart_pictures(book, site, drawn)
    return {path.stem: path.read_bytes() for path in sorted((site / "charts/evidence/x").glob("*.png"))}


def test_a_picture_is_drawn_anew_only_where_its_chart_changed(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn"
    first = pictures_of(book_of("Jobs", "Homes"), tmp_path / "site", drawn)
    assert list(first) == ["chart-table-0", "chart-table-1"]
    times = {path: path.stat().st_mtime_ns for path in drawn.iterdir()}
    second = pictures_of(book_of("Jobs", "Houses"), tmp_path / "next", drawn)
    assert second["chart-table-0"] == first["chart-table-0"]
    assert second["chart-table-1"] != first["chart-table-1"]
    stayed = [path for path in drawn.iterdir() if times.get(path) == path.stat().st_mtime_ns]
    assert (len(times), len(list(drawn.iterdir())), len(stayed)) == (2, 2, 1), "one drawn anew, and the old one of it gone"
    assert pictures_of(book_of(), tmp_path / "none", drawn) == {}
    assert list(drawn.iterdir()) == []


def test_a_page_offers_the_picture_beside_the_drawing_at_the_same_address() -> None:
    link = '<a href="../charts/evidence/x/chart-jobs.svg" download="chart-jobs.svg">drawing (SVG)</a>'
    page = f"<p>{link}{PICTURE_MARK}.</p>\n<p>{link.replace('jobs', 'homes')}{PICTURE_MARK}.</p>"
    offered = offer_pictures(page)
    assert f'{link}, <a href="../charts/evidence/x/chart-jobs.png" download="chart-jobs.png">picture (PNG)</a>.</p>' in offered
    assert 'href="../charts/evidence/x/chart-homes.png"' in offered
    assert PICTURE_MARK not in offered
    assert offer_pictures("<p>No chart.</p>") == "<p>No chart.</p>"
