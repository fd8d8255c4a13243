"""What the commands write for readers is in the language of the book; what they say to authors stays English."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.commands.new import Start, start_book
from goldenthread.consultation import write_receipt
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.documents.record.record_readme import readme, start_page
from goldenthread.model import in_language
from goldenthread.rules import check
from goldenthread.system import language_called
from tests.books.commands import intake, merge, rollup
from tests.books.register_files import data_of, write

DAY = date(2027, 3, 31)
NOTE = "Rwy'n cytuno: EV_EXAMPLE_SHARE. Ychwanegwch y tabl newydd.\n"


@pytest.fixture(params=["cy", "fr"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A language, and a new book in it."""
    root = tmp_path / "book"
    made = start_book(Start(name="Harbwr", root=tmp_path, folder=root, edition="2027-03", licence="none",
                            language=request.param), DAY)
    assert made.status == 0, made.problems
    return request.param, root


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def text_of(root: Path, file: str) -> str:
    return (root / file).read_text(encoding="utf-8")


def test_an_edition_is_called_by_its_month_in_the_language(book: tuple[str, Path]) -> None:
    language, root = book
    assert run(root, "add", "edition", "2027-12") == 0
    edition = read_book(root).register.editions["2027-12"]
    label, status, code = {"cy": ("Argraffiad Rhagfyr 2027", "Drafft", "R27"),
                           "fr": ("Édition décembre 2027", "Projet", "D27")}[language]
    assert (edition.label, edition.status, edition.code) == (label, status, code)
    assert f"\n{label} <strategy/2027-12/index>\n" in text_of(root, "index.md")
    assert run(root, "add", "edition", "gwanwyn-2028", "--published", "2028-04-30") == 0
    assert check(root) == []


def test_a_consultation_and_its_responses_are_in_the_language(
    book: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language, root = book
    assert run(root, "add", "consultation", "--deadline", "2099-05-31") == 0
    assert "it is open until 31 May 2099" in capsys.readouterr().out
    title, until, question, page = {
        "cy": ("# Yr ymgynghoriad\n", "31 Mai 2099", "Cywirdeb: beth sydd i’w gywiro neu ei ychwanegu?", "# Cyngor: ymatebion\n"),
        "fr": ("# La consultation\n", "31 mai 2099", "Exactitude : que faut-il corriger ou ajouter ?",
               "# Cyngor : réponses\n")}[language]
    chapter = text_of(root, "strategy/consultation/index.md")
    assert chapter.startswith(title) and until in chapter
    assert question in text_of(root, "strategy/consultation/consultation.toml").replace("\N{NO-BREAK SPACE}", " ")
    note = tmp_path / "note.txt"
    note.write_text(NOTE, encoding="utf-8")
    good, lines = intake(root, IntakeRequest(path=note, respondent="Cyngor", received=DAY), DAY)
    assert good, lines
    assert page in text_of(root, "strategy/consultation/responses/cyngor.md").replace("\N{NO-BREAK SPACE}", " ")
    assert [problem for problem in check(root) if problem.code != "response.open"] == []
    receipt = openpyxl.load_workbook(io.BytesIO((root / write_receipt(root, read_book(root))[0]).read_bytes()))
    assert receipt.sheetnames[2:4] == {"cy": ["Nodiadau", "Ffeiliau"], "fr": ["Notes", "Fichiers"]}[language]


def test_the_logs_are_in_the_language_and_come_back(book: tuple[str, Path], tmp_path: Path) -> None:
    language, root = book
    assert run(root, "logs") == 0
    sheet_name, caution, confidence, low = {
        "cy": ("Tystiolaeth", "Rhybudd", "Hyder", "Isel"), "fr": ("Constat", "Réserve", "Confiance", "Faible")}[language]
    workbook = openpyxl.load_workbook(next((root / "build/logs").iterdir()))
    sheet = workbook[sheet_name]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[3]}
    row = next(row for row in range(4, 9) if sheet.cell(row, 1).value == "EV_EXAMPLE_RISE")
    sheet.cell(row, columns[caution]).value = "Newydd."
    sheet.cell(row, columns[confidence]).value = low
    workbook.save(tmp_path / "back.xlsx")
    good, lines = merge(root, tmp_path / "back.xlsx")
    assert good, lines
    item = read_book(root).register.items["EV_EXAMPLE_RISE"]
    assert (item.text("caution"), item.text("confidence")) == ("Newydd.", "low")


def test_a_record_says_what_it_is_in_the_language(book: tuple[str, Path]) -> None:
    language, root = book
    register = read_book(root).register
    edition = register.editions["2027-03"]
    spoken = language_called(language)
    assert spoken is not None
    with in_language(spoken):
        words = readme(register, edition, ["html/index.html"], frozen=False)
        page = start_page(register, edition, ["html/index.html"])
    heading, link = {"cy": ("BETH YW HWN", "Darllen yr argraffiad"), "fr": ("CE QUE C’EST", "Lire l’édition")}[language]
    assert f"\n{heading}\r\n" in words and f'<html lang="{language}">' in page and f">{link}</a>" in page


def test_a_roll_up_is_in_the_language_of_its_books_and_in_english_where_they_differ(tmp_path: Path) -> None:
    data = {}
    for name, language in (("Harbwr", "cy"), ("Bae", "cy"), ("Port", "")):
        root = tmp_path / name
        assert start_book(Start(name=name, root=tmp_path, folder=root, edition="2027-03", licence="none", language=language),
                          DAY).status == 0
        with in_language(language_called(language or "en_GB") or pytest.fail(language)):
            data[name] = write(tmp_path / f"{name}.json", data_of(read_book(root).register))
    good, lines = rollup([data["Harbwr"], data["Bae"]], tmp_path / "cymraeg")
    assert good, lines
    page = (tmp_path / "cymraeg/index.html").read_text(encoding="utf-8")
    assert ' lang="cy"' in page and "Yr ardaloedd" in page and "31 Mawrth 2027" in page
    assert {"Ardaloedd", "Bylchau"} <= set(openpyxl.load_workbook(tmp_path / "cymraeg/rollup.xlsx").sheetnames)
    good, lines = rollup([data["Harbwr"], data["Port"]], tmp_path / "both")
    assert good, lines
    assert ' lang="en-GB"' in (tmp_path / "both/index.html").read_text(encoding="utf-8")
