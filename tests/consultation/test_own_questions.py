"""A book's own questions come back from every format by their ids and by what the book calls them."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation import write_receipt, write_reply
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.site.printing.review_copy import front_page
from tests.books.commands import intake
from tests.books.intake_files import copy_of_people, mail, note, on, p, pdf_with_note, workbook
from tests.books.own_questions import ANOTHERS, CONSULTATION, QUESTIONS, SETTINGS
from tests.books.small_book import ROOT, write_book
from tests.consultation.test_response_page import annotation, saved

DAY = date(2019, 10, 11)
CONF = (ROOT / "conf.py").read_text(encoding="utf-8")
IN_WELSH = CONSULTATION.replace('"Fair"', '"Tegwch"').replace('"Heard locally"', '"Llais lleol, o’r ardal"')


def copy(*begun: str) -> bytes:
    return copy_of_people(*(p(on(number, f"Words {number}")) for number in range(len(begun))),
                          comments="".join(note(number, words) for number, words in enumerate(begun)))


def book_in(folder: Path, language: str = "en_GB", consultation: str = CONSULTATION, **more: str) -> Path:
    return write_book(folder / "book", {**SETTINGS, "conf.py": CONF.replace("en_GB", language),
                                        "strategy/consultation/consultation.toml": consultation, **more})


def questions_of(book: Path, name: str, raw: bytes) -> list[str]:
    """Which question each point of a file answers, as it was taken in."""
    file = book.parent / name
    file.write_bytes(raw)
    good, lines = intake(book, IntakeRequest(path=file, respondent="Shore Trust", received=DAY), DAY)
    assert good, lines
    return [one.text("criterion") for one in read_book(book).register.responses()]


EACH = ("fairness: a", "Heard locally: b", "Local voice: c", "Worth the money - d", "“Anything else”: e", "Clear. So it is.")
DUE = ["fairness", "local-voice", "local-voice", "cost", "other", "clarity"]


@pytest.mark.parametrize(("name", "raw"), [
    ("copy.docx", copy(*EACH)),
    ("note.txt", "\n\n".join(f"EV_SKILLS: {words}" for words in EACH).encode()),
    ("mail.eml", mail("\n\n".join(f"EV_SKILLS: {words}" for words in EACH))),
    ("form.xlsx", workbook(*(("EV_SKILLS", re.split(r":| - |\.", words)[0].strip("“”"), f"Point {number}", "", "")
                             for number, words in enumerate(EACH)))),
    ("form.csv", "\n".join(["Item,Criterion,Point", *(f"EV_SKILLS,{question},Point {number}"
                                                     for number, question in enumerate(DUE))]).encode()),
    ("page.html", saved(*({**annotation("EV_SKILLS", f"Point {number}"), "criterion": question}
                          for number, question in enumerate(DUE)))),
])
def test_every_format_names_a_question_by_its_id_and_by_its_name(name: str, raw: bytes, tmp_path: Path) -> None:
    assert questions_of(book_in(tmp_path), name, raw) == DUE


def test_a_note_in_a_pdf_names_a_question_by_what_the_book_calls_it(tmp_path: Path) -> None:
    raw = pdf_with_note().replace(b"(Old.)", b"(Fair: old.)")
    assert questions_of(book_in(tmp_path), "notes.pdf", raw)[0] == "fairness"


@pytest.mark.parametrize("language", ["cy", "fr"])
def test_in_another_language_the_names_of_the_book_count_and_its_letters_have_them(language: str, tmp_path: Path) -> None:
    book = book_in(tmp_path, language, IN_WELSH)
    assert questions_of(book, "copy.docx", copy("Tegwch: hen.", "Llais lleol, o’r ardal: na.", "Teg: na.")) == [
        "fairness", "local-voice", "not-stated"]
    assert main(["--root", str(book), "forms"]) == 0
    form = openpyxl.load_workbook(book / "build/forms/land-response-form.xlsx")
    words = "\n".join(str(cell.value) for sheet in form for row in sheet.iter_rows() for cell in row if cell.value)
    assert all(f"\n{question}" in words for question in QUESTIONS) and "local-voice: Were those who live here heard?" in words
    loaded = read_book(book)
    letters = [book / write_reply(book, loaded, "Shore Trust"), book / write_receipt(book, loaded, "Shore Trust")[1]]
    for letter in letters:
        words += "\n".join(one.text for one in docx.Document(io.BytesIO(letter.read_bytes())).paragraphs)
    assert not [start for start in ANOTHERS if start in words.casefold()]
    page = front_page(loaded.consultation, DAY)  # type: ignore[arg-type]
    assert "Tegwch" in page.how[0] and "{" not in page.how[0]


def test_a_question_whose_id_has_a_space_is_a_question_like_any(tmp_path: Path) -> None:
    spaced = {name: text.replace("local-voice", "Local voice") for name, text in SETTINGS.items()}
    book = book_in(tmp_path, consultation=CONSULTATION.replace("local-voice", "Local voice"), **spaced)
    assert questions_of(book, "copy.docx", copy("local voice: a", "Heard locally: b")) == ["Local voice", "Local voice"]


def test_two_questions_that_begin_alike_are_not_taken_for_each_other(tmp_path: Path) -> None:
    alike = {name: text.replace('"clarity"', '"accessible"').replace('"cost"', '"accessibility-for-all"')
             for name, text in SETTINGS.items()}
    consultation = CONSULTATION.replace('"clarity"', '"accessible"').replace('"cost"', '"accessibility-for-all"')
    book = book_in(tmp_path, consultation=consultation, **alike)
    given = copy("Accessible: a", "Accessibility for all: b", "Accessibly: c", "Worth the money: d")
    assert questions_of(book, "copy.docx", given) == [
        "accessible", "accessibility-for-all", "not-stated", "accessibility-for-all"]
