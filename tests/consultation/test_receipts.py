"""The receipt counts every passage of every received file, and the text of copies is kept when they are given out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.consultation.intake.known_copies import known_copies, looks_of_copies
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from goldenthread.model import counts_of
from goldenthread.rules import check
from tests.books.commands import intake
from tests.books.intake_files import held, p, word
from tests.books.small_book import CONSULTATION, write_book

RECEIVED = "strategy/consultation/received"
REPORT = word(p("Our analysis") + p("EV_SKILLS: the south is missing.") + p("It matters.") + p("evidence/people is too long."))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", {"strategy/consultation/consultation.toml": CONSULTATION})


def take(book: Path, name: str, raw: bytes, **order: object) -> list[str]:
    path = book.parent / name
    path.write_bytes(raw)
    good, told = intake(book, IntakeRequest(path=path, respondent="Shore Trust", received=date(2019, 10, 11), **order),  # type: ignore
                        date(2019, 10, 21))
    assert good, told
    return told


def copy_given_out() -> bytes:
    """A review copy that carries its own text: a finding in its chapter, and words outside both."""
    document = docx.Document(io.BytesIO(word(held("evidence_people", 0, p("People"), held(
        "EV_SKILLS", 1, p("A third of residents are skilled."), p("High"))) + p("Contents"))))
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def edited(old: str, new: str) -> bytes:
    """The copy with words put in place of others, without tracking."""
    document = docx.Document(io.BytesIO(copy_given_out()))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def outcomes(book: Path) -> list[tuple[str, str]]:
    return [(passage.where, passage.outcome) for file in read_book(book).register.received for passage in file.passages]


def test_every_paragraph_of_a_report_is_in_a_response_or_open(book: Path) -> None:
    told = take(book, "report.docx", REPORT)
    assert outcomes(book) == [("paragraph 2", "taken in"), ("paragraph 3", "taken in"), ("paragraph 4", "taken in"),
                              ("paragraph 1", "open")]
    assert f"4 passages in the file: 3 taken in, 0 left out, 1 open ({RECEIVED})." in told
    assert [str(problem.code) for problem in check(book) if problem.code.startswith("received")] == ["received.open"]


def test_a_decision_of_an_editor_is_kept_and_an_edition_is_held_up_until_then(book: Path) -> None:
    take(book, "report.docx", REPORT)
    [record] = (book / RECEIVED).glob("*.toml")
    record.write_text(record.read_text(encoding="utf-8").replace(
        'outcome = "open"', 'outcome = "left out"').replace("no paragraph before it names an item or a page", "A heading."),
        encoding="utf-8")
    assert [problem.code for problem in check(book) if problem.code.startswith("received")] == []
    before = record.read_bytes()
    take(book, "report.docx", REPORT)
    assert record.read_bytes().count(b'"left out"') == before.count(b'"left out"')
    take(book, "report.docx", REPORT, about="EV_SKILLS")
    assert ("paragraph 1", "taken in") in outcomes(book)


def test_a_copy_as_it_was_given_out_is_all_clear_and_a_typed_sentence_is_not(book: Path) -> None:
    assert "The file holds no comment and no tracked change." in take(book, "copy.docx", copy_given_out())
    assert counts_of(read_book(book).register.received).as_given_out == 4
    told = take(book, "marked.docx", edited("are skilled.", "are skilled. That is out of date."))
    assert "1 change made without tracking was found by comparing with what was given out." in told
    [response] = read_book(book).register.responses()
    assert (response.links["about"], response.title) == (("EV_SKILLS",), "Put in: That is out of date.")
    take(book, "struck.docx", edited("High", ""))
    assert [response.title for response in read_book(book).register.responses()][1:] == ["Strike out: High"]


def test_a_copy_without_its_text_is_compared_with_what_was_kept(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = book / "build/docx/land.docx"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(copy_given_out())
    assert main(["--root", str(book), "given-out", "--on", "2019-09-02"]) == 0
    copy.unlink()
    [kept] = known_copies(book)
    assert kept[1] == ("evidence_people EV_SKILLS", "A third of residents are skilled.")
    assert not any(looks_of_copies(book)[kept])
    bare = word(p("People") + p("A third of residents are skilled. No!") + p("High") + p("Contents"))
    told = take(book, "bare.docx", bare)
    assert "The copy has lost the marks of its items and chapters" in " ".join(told)
    assert [response.links["about"] for response in read_book(book).register.responses()] == [("EV_SKILLS",)]
    assert check(book) != []
    (book / "none.docx").write_bytes(bare)
    assert main(["--root", str(book), "given-out", str(book / "none.docx")]) == 1
    assert capsys.readouterr().out.splitlines()[-2].endswith("Name a file of build/docx. [intake.given-out]")


def test_the_receipt_says_how_far_the_decisions_are_and_by_when_they_are_due(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = " ".join(f"word{number}" for number in range(30))
    for number in range(4):
        path = book.parent / f"{number}.txt"
        more = "" if number < 3 else " ".join(f"more{place}" for place in range(60))
        path.write_text(f"EV_SKILLS: {letter} {more}", encoding="utf-8")
        assert intake(book, IntakeRequest(path=path, respondent=f"Sender {number}", received=date(2019, 10, 11), kind="business"),
                      date(2019, 10, 21))[0]
    [first] = (book / "strategy/consultation/responses").glob("sender-0.md")
    first.write_text(first.read_text(encoding="utf-8").replace(
        ":disposition: open", ":disposition: not-accepted\n:grounds: No.\n:themes: pay"), encoding="utf-8")
    assert main(["--root", str(book), "receipt"]) == 0
    days = (date.today() - date(2020, 1, 10)).days
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"1 of 4 points is decided on. An answer to the other 3 is due by 10 January 2020. That was {days:,} days ago.")
    workbook = openpyxl.load_workbook(book / "build/receipts/land-receipt.xlsx")
    groups = list(workbook["Decisions"].iter_rows(min_row=4, values_only=True))
    assert ("Kind of respondent", "Business", 4, 4, 1, 3) in groups and ("Theme", "pay", 1, 1, 1, 0) in groups
    letters = list(workbook["Letters"].iter_rows(min_row=4, values_only=True))
    assert [row[3] for row in letters] == ["Sender 0", "Sender 1", "Sender 2"] and {row[1] for row in letters} == {3}


def test_the_receipt_as_workbook_and_letter_counts_the_same(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(book, "report.docx", REPORT)
    assert main(["--root", str(book), "receipt", "shore trust"]) == 0
    workbook = openpyxl.load_workbook(book / "build/receipts/land-receipt.xlsx")
    rows = list(workbook["Files"].iter_rows(values_only=True))
    assert rows[-1][1:8] == ("Shore Trust", "2019-10-11", 4, 0, 3, 0, 1)
    assert len(list(workbook["Passages"].iter_rows(values_only=True))) == 3 + 4
    letter = [paragraph.text for paragraph in docx.Document(str(book / "build/receipts/shore-trust-receipt.docx")).paragraphs]
    said = " ".join(letter)
    assert "1 file with 4 passages: 0 as given out, 3 taken in, 0 left out with a reason, 1 open." in said
    assert "paragraph 1: “Our analysis”. no paragraph before it names an item or a page" in said
    capsys.readouterr()
    assert main(["--root", str(book), "receipt", "Shore Truss"]) == 1
    assert "Did you mean 'Shore Trust'? [reply.unreceived]" in capsys.readouterr().out
