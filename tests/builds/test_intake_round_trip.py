"""The whole way: build the review copy, mark it in Word and in LibreOffice, take it in, decide, and find what became of it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypandoc
import pytest
from bs4 import BeautifulSoup
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.consultation.blank_form import response_form
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.consultation.intake.known_copies import known_copies, paragraphs_in, text_part
from goldenthread.consultation.intake.points import Targets, targets_of
from goldenthread.consultation.intake.returned_copy import read_word_file
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from goldenthread.model import Item
from tests.books.commands import build_book, intake
from tests.books.intake_files import copy_of_people, gone, held, ins, marked, note, on, p, paragraph_with, track, word, workbook
from tests.books.small_book import changed, write_book

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed; on Debian: apt-get install libreoffice-writer")
TODAY = date(2019, 10, 21)
CONSULTATION = """\
opened = "2019-09"
deadline = 2019-10-18
contact = "the analyst"
asked_for = "more analysis"
this_copy = "Closed."
[[criterion]]
id = "accuracy"
name = "Accurate"
question = "Is it right?"
[[criterion]]
id = "insight"
name = "Insightful"
question = "= What does it tell?"
"""
PAGES = {
    "strategy/consultation/consultation.toml": CONSULTATION,
    "strategy/consultation/index.md": "# You said, we did\n\n```{response-table}\n```\n\n```{receipt}\n```\n",
    **changed("index.md", "strategy/2020-03/index", "strategy/2020-03/index\nstrategy/consultation/index"),
}
COPY = "build/docx/land-evidence-base.docx"
FILE = "strategy/consultation/responses/shore-trust.md"
POINT = "Accurate: see the *new* survey; {value} is old."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with its review copy built."""
    book = write_book(tmp_path_factory.mktemp("made") / "book", PAGES)
    assert build_book(book, ["docx"]) == 0
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    """The same, for one test alone."""
    return Path(shutil.copytree(made, tmp_path / "book"))


def mark(document: Any) -> None:
    """What a reader does to the copy: a comment on the finding, new words in it, and a comment on the contents."""
    paragraph = paragraph_with(document, "The share was")
    document.add_comment(paragraph.runs[0], text=POINT, author="Anna Brown", initials="AB")
    track(paragraph, "The share was", "The part was")
    outside = paragraph_with(document, "Review copy").runs[0]
    document.add_comment(outside, text="A clear title.", author="Anna Brown", initials="AB")


def responses(book: Path) -> list[Item]:
    register = read_book(book).register
    return list(register.responses())


def take(book: Path, path: Path) -> list[str]:
    good, lines = intake(book, IntakeRequest(path=path, respondent="Shore Trust", received=date(2019, 10, 11)), TODAY)
    assert good, lines
    return lines


def test_a_marked_copy_comes_back_is_decided_and_shown(book: Path) -> None:
    copy = book.parent / "copy.docx"
    shutil.copy(book / COPY, copy)
    marked(copy, mark)
    texts = take(book, copy)
    assert [(item.links["about"], item.text("criterion")) for item in responses(book)] == [
        (("EV_SKILLS",), "accuracy"), (("EV_SKILLS",), "not-stated")]
    assert any("it stands outside every item and chapter: “A clear title." in line for line in texts)
    # no edition for agreement may be built over a point that nobody has decided
    assert build_book(book, ["html"]) == 1
    page = book / FILE
    decision = "disposition: accepted\n:grounds: The survey is newer.\n:changed: M20_PRI_SKILLS"
    text = page.read_text(encoding="utf-8").replace("disposition: open", decision).replace("not-stated", "insight")
    page.write_text(text, encoding="utf-8")
    # the comment on the contents is still open: an editor says why it is in no response
    assert build_book(book, ["html"]) == 1
    [record] = (book / "strategy/consultation/received").glob("*.toml")
    record.write_text(record.read_text(encoding="utf-8").replace(
        'outcome = "open"\nreason = "it stands outside every item and chapter"', 'outcome = "left out"\nreason = "Praise."'),
        encoding="utf-8")
    assert build_book(book, ["html"]) == 0
    first = responses(book)[0]
    shown = BeautifulSoup((book / "build/html/strategy/consultation/index.html").read_text(encoding="utf-8"), "html.parser")
    assert "2 points made in response, 2 of them decided on." in shown.get_text()
    assert re.search(r"1 file received, with [0-9,]+ passages: .* left out for a reason, 0 open\.", shown.get_text())
    row = next(row for row in shown.find_all("tr") if first.id in row.get_text())
    assert [" ".join(cell.get_text().split()) for cell in row.find_all("td")][:3] == ["Shore Trust", "Accuracy", "Accepted"]
    assert "The survey is newer." in row.get_text()
    for item in ("EV_SKILLS", "M20_PRI_SKILLS"):
        dossier = (book / f"build/html/id/{item}.html").read_text(encoding="utf-8")
        assert first.id in dossier
    own = (book / f"build/html/{FILE.removesuffix('.md')}.html").read_text(encoding="utf-8")
    assert "see the *new* survey; {value} is old." in own
    assert build_book(book, ["docx"], "consultation-outcome") == 0
    report = docx.Document(str(book / "build/docx/land-consultation-outcome.docx"))
    texts = [" ".join(paragraph.text.split()) for paragraph in report.paragraphs]
    assert "see the *new* survey; {value} is old." in texts
    assert any(line.endswith("Why The survey is newer.") for line in texts)


def test_the_reply_lists_every_point_and_what_became_of_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = book.parent / "copy.docx"
    shutil.copy(book / COPY, copy)
    marked(copy, mark)
    take(book, copy)
    page = book / FILE
    page.write_text(page.read_text(encoding="utf-8").replace(
        "disposition: open", "disposition: accepted-in-part\n:grounds: Only *one* survey is newer.\n:changed: M20_PRI_SKILLS", 1),
        encoding="utf-8")
    assert main(["--root", str(book), "reply", "shore trust"]) == 0
    assert capsys.readouterr().out == "build/replies/shore-trust.docx is written.\n"
    letter = (book / "build/replies/shore-trust.docx").read_bytes()
    text = [" ".join(paragraph.text.split()) for paragraph in docx.Document(io.BytesIO(letter)).paragraphs]
    assert text[:2] == ["Reply to Shore Trust", "Thank you for your 2 points on Strategy. 1 of 2 has been decided. This letter "
                        "lists each of them and says what became of it."]
    assert "see the *new* survey; {value} is old." in text
    assert ("Decision: Accepted in part Why: Only *one* survey is newer. What changed: Raise skills (M20_PRI_SKILLS)") in text
    assert "Decision: Not decided yet" in text
    assert main(["--root", str(book), "reply", "Shore Trust"]) == 0
    assert (book / "build/replies/shore-trust.docx").read_bytes() == letter
    assert main(["--root", str(book), "reply", "Shore Truss"]) == 1
    assert "Did you mean 'Shore Trust'? [reply.unknown]" in capsys.readouterr().out


def converted(copy: Path, ending: str) -> Path:
    """The same file as LibreOffice saves it in this form."""
    folder = copy.parent / f"as-{ending.partition(':')[0]}"
    subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
                    "--outdir", str(folder), str(copy)], check=True, capture_output=True, timeout=240)
    return folder / f"{copy.stem}.{ending.partition(':')[0]}"


def targets_of_comments(book: Path, copy: Path) -> dict[str, tuple[str, ...]]:
    """What each comment is about or is proposed to be about, by its words; nothing for one outside every item and chapter."""
    loaded = read_book(book)
    targets = targets_of(loaded.register, loaded.vocabulary, known_copies(book))
    delivery = read_word_file(copy.read_bytes(), copy.name, targets)
    points = [*delivery.points, *(one.proposed or one.point for one in delivery.leftovers if one.point)]
    return {point.text: point.about or tuple(filter(None, [point.chapter])) for point in points if point.text}


def saved_by_libreoffice(copy: Path) -> Path:
    """The same file, opened and saved by LibreOffice."""
    subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{copy.parent}/profile", "--headless", "--convert-to", "docx",
                    "--outdir", str(copy.parent / "out"), str(copy)], check=True, capture_output=True, timeout=120)
    return copy.parent / "out" / copy.name


@needs_libreoffice
def test_threads_and_changes_survive_libreoffice(book: Path) -> None:
    copy = book.parent / "thread.docx"
    copy.write_bytes(copy_of_people(
        p(on(0, on(1, "The share")), " of ", gone("many"), ins("some"), " fell."), p("It ", on(2, gone("rose")), "."),
        after=p(on(3, "More on people")), outside=p(on(4, "Contents")),
        comments="".join(note(number, f"Point {number}.") for number in range(5)),
        commentsExtended='<w15:commentEx w15:paraId="00000000" w15:done="1"/>'
                         '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="1"/>'))
    lines = take(book, saved_by_libreoffice(copy))
    by_title = {item.title: item for item in responses(book)}
    # LibreOffice 7.4 forgets who answers whom, and the answer is a point of its own
    alone = by_title.pop("Point 1.", None)
    assert sorted(by_title) == ["Point 0.", "Point 2.", "Point 3.", "Strike out: rose", "many to become some"]
    assert {title: item.links.get("about", item.text("chapter")) for title, item in by_title.items()} == {
        title: "evidence/people" if title == "Point 3." else ("EV_SKILLS",) for title in by_title}
    answer = "" if alone else "Answered beside it:\n\n> Point 1.\n\n"
    assert by_title["Point 0."].body == (f"> Point 0.\n\nOn the words:\n\n> The share\n\n{answer}"
                                      "It was marked as resolved in the copy that came.")
    assert "On the words:\n\n> rose" in by_title["Point 2."].body
    assert lines[-1].endswith("it stands outside every item and chapter: “Point 4. On: Contents”")
    assert take(book, copy)[0] == "Nothing new."


def test_words_typed_into_the_copy_without_tracking_are_points(book: Path) -> None:
    """The false all-clear: a reader types into the copy, and no program marks it."""
    copy = book.parent / "copy.docx"
    shutil.copy(book / COPY, copy)
    assert "The file holds no comment and no tracked change." in take(book, copy)

    def type_words(document: Any) -> None:
        paragraph_with(document, "The share was").add_run(" This is out of date.")
        document.add_paragraph("And the south is missing.")

    marked(copy, type_words)
    told = take(book, copy)
    assert [(item.links.get("about"), item.title) for item in responses(book)] == [
        (("EV_SKILLS",), "Put in: This is out of date.")]
    assert any("it stands outside every item and chapter: “Suggested: And the south is missing.”" in line for line in told)


@needs_libreoffice
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_every_comment_finds_its_item_after_libreoffice(ending: str, book: Path) -> None:
    """Every paragraph with a comment, through LibreOffice as .docx and as .odt: each target is as in the copy itself."""
    copy = book.parent / "all.docx"
    shutil.copy(book / COPY, copy)

    def comment_on_all(document: Any) -> None:
        for number, paragraph in enumerate(document.paragraphs):
            if paragraph.runs and paragraph.text.strip() and not paragraph.style.name.lower().startswith("toc"):
                document.add_comment(paragraph.runs, text=f"Point {number}.", author="Anna Brown", initials="AB")

    marked(copy, comment_on_all)
    due = targets_of_comments(book, copy)
    assert len(due) > 20 and len(set(due.values())) > 2
    there = converted(copy, ending)
    back = there if ending == "docx" else converted(there, "docx")
    assert targets_of_comments(book, back) == due


def commented_everywhere(document: Any) -> None:
    """A comment on every paragraph, which says how the paragraph begins and how many began so before it."""
    seen: Counter[str] = Counter()
    for paragraph in document.paragraphs:
        key = key_of(paragraph.text)
        if key and not paragraph.style.name.lower().startswith("toc"):
            seen[key] += 1
            document.add_comment(paragraph.runs, text=f"Point {key} {seen[key]}.", author="Anna Brown", initials="AB")


def key_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())[:60]


def python_of_libreoffice() -> str:
    """A Python that can speak to LibreOffice; an empty text where none is found."""
    for program in filter(None, (shutil.which("python3", path="/usr/bin:/usr/local/bin"), shutil.which("libreoffice-python"))):
        if subprocess.run([program, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return program
    return ""


@needs_libreoffice
def test_comments_and_a_change_that_libreoffice_makes_itself_find_their_items(book: Path) -> None:
    """Through UNO, every paragraph with a comment: each target is as in a copy that Word's own format was commented in."""
    if not (python := python_of_libreoffice()):
        pytest.skip("no Python has the module uno; on Debian: apt-get install python3-uno")
    copy, back = book.parent / "copy.docx", book.parent / "uno.docx"
    shutil.copy(book / COPY, copy)
    script = Path(__file__).with_name("uno_comments.py")
    subprocess.run([python, str(script), str(SOFFICE), str(book.parent), str(copy), str(back)], check=True, capture_output=True,
                   timeout=300)
    own = book.parent / "own.docx"
    shutil.copy(copy, own)
    marked(own, commented_everywhere)
    due = targets_of_comments(book, own)
    assert len(due) > 20 and targets_of_comments(book, back) == due
    take(book, back)
    assert [(item.links.get("about"), item.title) for item in responses(book) if "become" in item.title] == [
        (("EV_SKILLS",), "The share was to become The part was")]


def test_every_comment_finds_its_item_after_pandoc(book: Path) -> None:
    """Pandoc drops every mark and the text that the copy carries; what was built is what it is compared with."""
    own, back = book.parent / "own.docx", book.parent / "pandoc.docx"
    shutil.copy(book / COPY, own)
    marked(own, commented_everywhere)
    subprocess.run([pypandoc.get_pandoc_path(), "-f", "docx", "--track-changes=all", "-t", "docx", "-o", str(back), str(own)],
                   check=True)
    due = targets_of_comments(book, own)
    assert len(due) > 20 and targets_of_comments(book, back) == due


@needs_libreoffice
@pytest.mark.parametrize("ending", ["odt", "rtf", "docm", "ods"])
def test_what_libreoffice_converts_is_taken_in(ending: str, book: Path) -> None:
    if ending == "ods":
        given = book.parent / "form.xlsx"
        given.write_bytes(workbook(("EV_SKILLS", "insight", "Say why it fell.")))
    else:
        given = book.parent / "report.docx"
        given.write_bytes(word(p("EV_SKILLS: Incomplete: the south is missing.") + p("It matters.")))
    told = take(book, converted(given, "docm:MS Word 2007 XML VBA" if ending == "docm" else ending))
    assert any(line.startswith(f"LibreOffice has converted it from .{ending}") for line in told)
    assert [(item.links["about"], item.text("criterion")) for item in responses(book)] == [
        (("EV_SKILLS",), "insight" if ending == "ods" else "completeness")]


@needs_libreoffice
def test_a_copy_saved_by_libreoffice_gives_the_same_points(book: Path) -> None:
    copy = book.parent / "copy.docx"
    shutil.copy(book / COPY, copy)
    marked(copy, mark)
    take(book, saved_by_libreoffice(copy))
    before = (book / FILE).read_bytes()
    assert [item.links["about"] for item in responses(book)] == [("EV_SKILLS",), ("EV_SKILLS",)]
    # the copy as Word has it says the same, and so adds nothing
    assert take(book, copy)[0] == "Nothing new."
    assert (book / FILE).read_bytes() == before


def test_the_form_offers_every_item_and_criterion_and_holds_no_formula(book: Path) -> None:
    assert main(["--root", str(book), "forms"]) == 0
    form = book / "build/forms/land-response-form.xlsx"
    workbook = openpyxl.load_workbook(form)
    sheet = workbook["Your points"]
    offered = [cell.value for cell in workbook["Items"]["A"][3:]]
    assert [str(text).split()[0] for text in offered] == [
        "evidence/people", "EV_SKILLS", "strategy/2019-12/people", "D19_PRI_SKILLS", "D19_ACT_COURSES", "D19_MEA_SKILLS",
        "strategy/2020-03/people", "M20_PRI_SKILLS", "M20_ACT_COURSES", "M20_MEA_SKILLS"]
    assert [cell.value for cell in workbook["Questions"]["A"][3:]] == ["accuracy", "insight"]
    choices = {str(choice.sqref): choice.formula1 for choice in sheet.data_validations.dataValidation}
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Item")
    assert choices == {f"A{head + 1}:A{head + 200}": "'Items'!$A$4:$A$13", f"B{head + 1}:B{head + 200}": "'Questions'!$A$4:$A$5"}
    cells = [cell for page in workbook for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if re.match(r"[=+@\t-]", str(cell.value))]


def test_a_form_that_is_filled_in_comes_back(book: Path) -> None:
    main(["--root", str(book), "forms"])
    form = book / "build/forms/land-response-form.xlsx"
    workbook = openpyxl.load_workbook(form)
    sheet, offered = workbook["Your points"], workbook["Items"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Item")
    for column, words in enumerate((offered["A5"].value, "insight", "Say why it fell."), start=1):
        sheet.cell(head + 1, column, words)
    workbook.save(book.parent / "filled.xlsx")
    take(book, book.parent / "filled.xlsx")
    assert [(i.links["about"], i.text("criterion"), i.title) for i in responses(book)] == [
        (("EV_SKILLS",), "insight", "Say why it fell.")]


def test_the_form_says_what_a_copy_is_for_once_the_consultation_is_over(book: Path) -> None:
    loaded = read_book(book)
    for day, said in ((TODAY, "Closed."), (date(2019, 10, 1), "Please send the form to the analyst by 18 October 2019.")):
        workbook = openpyxl.load_workbook(io.BytesIO(response_form(loaded.register, loaded.consultation, day)))
        assert said in [cell.value for cell in workbook["Cover"]["A"]]


TABLES = Targets(items=frozenset({"EV_SKILLS", "EV_JOBS"}), title_of_page={"evidence/people": "People"},
                 page_of_bookmark={"evidence_people": "evidence/people"}, criteria=(), item_id=re.compile(r"EV_[A-Z]+"))


def copy_with_tables() -> Any:
    """A review copy of two findings, each with a table of five rows, that holds the text it is given out with."""
    def table(name: str) -> str:
        rows = "".join("<w:tr>" + "".join(f"<w:tc>{p(f'{name} {row} {column}')}</w:tc>" for column in "abc") + "</w:tr>"
                       for row in range(5))
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"

    findings = "".join(held(f"EV_{name}", number, p(f"The finding on {name} has its own words."), table(name), p(f"So {name}."))
                       for number, name in enumerate(("SKILLS", "JOBS"), start=1))
    document = docx.Document(io.BytesIO(word(held("evidence_people", 0, p("People"), findings))))
    keep_given_out_text(document)
    return document


def track_row(row: Any, tag: str, number: int) -> None:
    """Say of a row, and of all words in it, that they were put in or taken out."""
    for holder in (row.get_or_add_trPr(), *row.iter(qn("w:r"))):
        change = OxmlElement(tag)
        for key, value in (("id", str(number)), ("author", "Anna Brown"), ("date", "2019-10-01T10:00:00Z")):
            change.set(qn(f"w:{key}"), value)
        if holder.tag == qn("w:trPr"):
            holder.append(change)
        else:
            holder.addprevious(change)
            change.append(holder)
    for words in list(row.iter(qn("w:t"))) if tag == "w:del" else ():
        words.tag = qn("w:delText")


def mark_tables(document: Any) -> None:
    """A comment on every cell, a row that was put in and one that was taken out in each table."""
    for table in document.tables:
        cells = [cell for row in table.rows for cell in row.cells]
        put_in = deepcopy(table.rows[1]._tr)
        for words in put_in.iter(qn("w:t")):
            words.text = f"New {words.text}"
        track_row(put_in, "w:ins", 900)
        for cell in cells:
            document.add_comment(cell.paragraphs[0].runs, text=f"Point {cell.text}.", author="Anna Brown", initials="AB")
        track_row(table.rows[3]._tr, "w:del", 901)
        table.rows[1]._tr.addnext(put_in)


def targets_in_tables(copy: Path, targets: Targets) -> Counter[tuple[object, ...]]:
    delivery = read_word_file(copy.read_bytes(), copy.name, targets)
    points = [*delivery.points, *(one.proposed or one.point for one in delivery.leftovers if one.point)]
    return Counter((point.about, point.text, point.deleted, point.suggested) for point in points)


@needs_libreoffice
@pytest.mark.parametrize("way", ["docx", "odt", "pandoc"])
def test_comments_and_changes_in_tables_find_their_items(way: str, tmp_path: Path) -> None:
    given, copy, document = tmp_path / "given.docx", tmp_path / "tables.docx", copy_with_tables()
    document.save(str(given))
    mark_tables(document)
    document.save(str(copy))
    # pandoc drops the text that the copy carries
    targets = replace(TABLES, given_out=(paragraphs_in(text_part(given.read_bytes())),))
    due = targets_in_tables(copy, targets)
    assert len(due) == 2 * (15 + 3 + 3) and {about for about, *_ in due} == {("EV_SKILLS",), ("EV_JOBS",)}
    if way == "pandoc":
        back = tmp_path / "pandoc.docx"
        subprocess.run([pypandoc.get_pandoc_path(), "-f", "docx", "--track-changes=all", "-o", str(back), str(copy)], check=True)
    else:
        there = converted(copy, way)
        back = there if way == "docx" else converted(there, "docx")
    assert targets_in_tables(back, targets) == due
