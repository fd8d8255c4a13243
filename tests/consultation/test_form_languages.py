"""What respondents are sent is in the language of the book, and a form in any language comes back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation import write_receipt, write_reply
from goldenthread.consultation.intake import IntakeRequest
from tests.books.commands import intake
from tests.books.small_book import CONSULTATION, ROOT, write_book

SETTINGS = (ROOT / "conf.py").read_text(encoding="utf-8")
DAY = date(2019, 10, 11)


@pytest.fixture(params=["en_GB", "cy", "fr"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A language by its code, and a book in it with a consultation."""
    return request.param, write_book(tmp_path / "book", {
        "conf.py": SETTINGS.replace("en_GB", request.param), "strategy/consultation/consultation.toml": CONSULTATION})


def filled_in(root: Path, heading: str) -> Path:
    """The form of a book with one point in it."""
    assert main(["--root", str(root), "forms"]) == 0
    workbook = openpyxl.load_workbook(root / "build/forms/land-response-form.xlsx")
    sheet, lists = workbook.worksheets[1], workbook.worksheets[2]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == heading)
    for column, words in enumerate((lists["A5"].value, "insight", "Say why it fell."), start=1):
        sheet.cell(head + 1, column, words)
    workbook.save(root.parent / "filled.xlsx")
    return root.parent / "filled.xlsx"


def test_a_form_in_the_language_of_the_book_comes_back_and_is_answered_in_it(book: tuple[str, Path]) -> None:
    code, root = book
    heading, thanks, question, received = {
        "en_GB": ("Item", "Thank you for your 1 point on Strategy", "Question: Insight", "Received on 11 October 2019"),
        "cy": ("Eitem", "Diolch am eich sylwadau (1 pwynt) ar Strategy", "Cwestiwn: ", "Derbyniwyd ar 11 Hydref 2019"),
        "fr": ("Élément", "Merci de votre contribution (1 point) sur Strategy", "Question\N{NO-BREAK SPACE}: ",
               "Reçu le 11 octobre 2019")}[code]
    form = filled_in(root, heading)
    good, lines = intake(root, IntakeRequest(path=form, respondent="Shore Trust", received=DAY), DAY)
    assert good, lines
    loaded = read_book(root)
    (response,) = loaded.register.responses()
    assert (response.links["about"], response.text("criterion")) == (("EV_SKILLS",), "insight")
    reply = docx.Document(io.BytesIO((root / write_reply(root, loaded, "Shore Trust")).read_bytes()))
    words = "\n".join(paragraph.text for paragraph in reply.paragraphs)
    assert thanks in words and question in words
    letter = root / write_receipt(root, loaded, "Shore Trust")[1]
    receipt = docx.Document(io.BytesIO(letter.read_bytes()))
    assert received in [paragraph.text for paragraph in receipt.paragraphs]
    with zipfile.ZipFile(letter) as package:
        assert f'w:val="{code.replace("_", "-")}"' in package.read("word/styles.xml").decode()
