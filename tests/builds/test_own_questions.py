"""A book that asks five questions of its own: counted, drawn and listed by them, and by no question of another."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from goldenthread.commands.cli import main
from tests.books.commands import build_book, rollup
from tests.books.own_questions import ANOTHERS, QUESTIONS, own_questions, points_by_question
from tests.books.small_book import write_book

LABELS = {"fairness": "Fairness", "cost": "Cost", "clarity": "Clarity", "Local voice": "Local voice", "other": "Other",
          "not-stated": "Not stated"}
BY_ID = {key.replace("local-voice", "Local voice"): number for key, number in points_by_question().items()}
COUNTS = {LABELS[key]: number for key, number in BY_ID.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, with one id of two words, as its pages, its reports and its review copies."""
    files = {name: text.replace("local-voice", "Local voice") for name, text in own_questions().items()}
    root = write_book(tmp_path_factory.mktemp("questions") / "land", files)
    assert build_book(root, ["html", "docx"]) == 0
    assert build_book(root, ["pdf"], "consultation-outcome") == 0
    return root / "build"


def rows(page: BeautifulSoup, caption: str) -> list[list[str]]:
    table = next(one for one in page.find_all("table") if one.caption and one.caption.get_text().rstrip("#").endswith(caption))
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def html(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / f"html/{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_tables_and_charts_count_each_point_once_under_its_own_question(built: Path) -> None:
    page = html(built, "strategy/consultation/index")
    counted = {row[0]: int(row[-1]) for row in rows(page, "Points by question and decision")[1:]}
    assert counted == COUNTS
    drawn = {row[0].partition(":")[0]: int(row[1]) for row in rows(page, "the numbers")[1:]}
    assert drawn == COUNTS
    points = rows(html(built, "strategy/consultation/list"), "All points")
    assert Counter(row[4] for row in points[1:]) == COUNTS


def test_the_outcome_report_has_a_section_for_each_question(built: Path) -> None:
    document = pypdfium2.PdfDocument(built / "pdf/land-consultation-outcome.pdf")
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for number, (name, asked) in enumerate(QUESTIONS.values(), start=1):
        assert f"{name} ({number}) {asked}" in words
    assert "Not stated (6)" in words


def test_what_is_taken_away_counts_them_too(built: Path) -> None:
    sheet = openpyxl.load_workbook(built / "html/register.xlsx")["Responses"]
    heads, *lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert Counter(line[heads.index("Question")] for line in lines) == COUNTS
    assert main(["--root", str(built.parent), "themes"]) == 0
    themes = (built / "themes/land-themes.csv").read_text(encoding="utf-8-sig")
    assert Counter(row["criterion"] for row in csv.DictReader(themes.splitlines())) == BY_ID
    data = json.loads((built / "html/register.json").read_text(encoding="utf-8"))
    assert Counter(item["fields"]["criterion"] for item in data["items"] if item["kind"] == "response") == BY_ID


def test_a_reader_is_asked_these_questions_on_the_page_and_in_the_copy(built: Path) -> None:
    asked = html(built, "respond").find("fieldset")
    assert asked is not None
    assert [one["value"] for one in asked.find_all("input")] == [
        *(key.replace("local-voice", "Local voice") for key in QUESTIONS), ""]
    assert all(f"{name}: {question}" in asked.get_text() for name, question in QUESTIONS.values())
    with zipfile.ZipFile(built / "docx/land-evidence-base.docx") as package:
        assert "such as “Fair”" in package.read("word/document.xml").decode()


def test_no_question_of_another_book_stands_anywhere(built: Path, tmp_path: Path) -> None:
    good, lines = rollup([built / "html/register.json"], tmp_path / "all")
    assert good, lines
    files = [path for path in [*built.glob("*/**/*"), *(tmp_path / "all").rglob("*")]
             if path.is_file() and ".work" not in path.parts]
    looked_at = 0
    for path in files:
        texts = [path.read_text(encoding="utf-8")] if path.suffix in (".html", ".json", ".csv", ".xml", ".svg", ".txt") else []
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as package:
                texts = [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")]
        looked_at += len(texts)
        assert not [start for start in ANOTHERS for text in texts if start in text.casefold()], path
    assert looked_at > 50
