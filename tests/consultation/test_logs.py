"""The logs as a workbook: what is given out, and what comes back as changes of the Markdown."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.model import Item
from goldenthread.rules import check
from tests.books.commands import merge
from tests.books.small_book import ROOT, changed, write_book
from tests.builds.test_outcome import FILE, HEAD, PAGES, SENT

PEOPLE = "evidence/people.md"
HARD = '\u200b=Say: "x" # [[echo("a")]] {`y`} \\ *b*\n:id: EV_OTHER\n:::'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small book with its logs given out."""
    root = write_book(tmp_path / "book", PAGES)
    assert main(["--root", str(root), "logs"]) == 0
    return root


def back(book: Path, cells: Mapping[tuple[str, str], object]) -> Path:
    """The workbook with some cells changed, by the item's id and the column's header."""
    workbook = openpyxl.load_workbook(book / "build/logs/land-logs.xlsx")
    for sheet in (workbook["Responses"], workbook["Evidence"]):
        columns = {str(cell.value): cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            for (key, header), value in cells.items():
                if sheet.cell(row, 1).value == key and header in columns:
                    sheet.cell(row, columns[header]).value = value  # type: ignore[assignment]
    path = book.parent / "back.xlsx"
    workbook.save(path)
    return path


def item(book: Path, key: str) -> Item:
    register = read_book(book).register
    return register.items[key]


def refused(book: Path, cells: Mapping[tuple[str, str], object]) -> list[str]:
    """What is told of a workbook of which nothing may be written."""
    before = {path: path.read_bytes() for path in book.rglob("*.md")}
    good, lines = merge(book, back(book, cells))
    assert not good
    assert {path: path.read_bytes() for path in book.rglob("*.md")} == before
    return lines


def test_each_log_has_a_row_for_each_item_with_its_print_and_no_formula(book: Path) -> None:
    workbook = openpyxl.load_workbook(book / "build/logs/land-logs.xlsx")
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Responses", "Evidence", "Base"]
    assert [row[0].value for row in workbook["Responses"].iter_rows(min_row=4)] == ["RSP_OLD", "RSP_COAST", "RSP_TOLD"]
    assert [cell.value for cell in workbook["Evidence"][4]][:8] == [
        "EV_SKILLS", "A third of residents in the north are highly skilled", "High", "None", "2018", "North", "None", "People"]
    prints = [row[-1].value for sheet in ("Responses", "Evidence") for row in workbook[sheet].iter_rows(min_row=4)]
    assert len(set(prints)) == 4 and all(len(str(one)) == 12 for one in prints)
    cells: list[Any] = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    choices = {str(one.formula1) for one in workbook["Responses"].data_validations.dataValidation}
    assert '"Open,Accepted,Accepted in part,Already covered,Not accepted,Out of scope"' in choices


def test_a_workbook_that_nobody_touched_changes_nothing(book: Path) -> None:
    assert merge(book, back(book, {})) == (True, ["Nothing changes."])


def test_edits_come_back_as_changes_of_the_markdown(book: Path) -> None:
    path = back(book, {
        ("EV_SKILLS", "Finding"): "Skills: a third of `them` & more", ("EV_SKILLS", "Confidence"): "medium",
        ("EV_SKILLS", "Period"): 2017, ("RSP_OLD", "Grounds"): None, ("EV_SKILLS", "Caution"): HARD,
        ("RSP_TOLD", "Decision"): "not accepted", ("RSP_OLD", "Question"): "insight"})
    good, lines = merge(book, path, dry_run=True)
    assert good and lines[-1] == "This was a dry run: nothing was written."
    assert "-:disposition: already-covered" in lines and "+:disposition: not-accepted" in lines
    good, lines = merge(book, path)
    assert good and lines[-2:] == ["7 changes were made.", "Run 'make check', and look at what changed with 'git diff'."]
    assert f"{PEOPLE}:7: EV_SKILLS, confidence: 'high' becomes 'medium'." in lines
    finding = item(book, "EV_SKILLS")
    assert finding.title == "Skills: a third of `them` & more"
    assert (finding.text("confidence"), finding.text("period")) == ("medium", "2017")
    assert finding.text("caution") == '=Say: "x" # [ [echo("a")]] {`y`} \\ *b* :id: EV_OTHER :::'
    assert (item(book, "RSP_OLD").text("criterion"), item(book, "RSP_TOLD").text("disposition")) == ("insight", "not-accepted")
    assert (book / FILE).read_text(encoding="utf-8").count(":grounds:") == 2
    assert [problem.code for problem in check(book) if not problem.advice] == []
    assert merge(book, path) == (True, ["Nothing changes."])


def test_what_changed_in_both_places_is_shown_and_nothing_is_written(book: Path) -> None:
    page = book / FILE
    page.write_text(page.read_text(encoding="utf-8").replace("A newer one is there.", "It is too old."), encoding="utf-8")
    cells = {("RSP_OLD", "Grounds"): "It was put right.", ("RSP_COAST", "Grounds"): "No table."}
    lines = refused(book, cells)
    assert lines == [
        f"back.xlsx:4: RSP_OLD, 'Grounds': given out 'A newer one is there.', now 'It is too old.' ({FILE}:16), came back "
        "'It was put right.'. Decide which stands: write it there, or into the cell what is there now. [merge.conflict]",
        f"{FILE}:30: RSP_COAST, grounds: 'No table was found.' becomes 'No table.'.",
        "Nothing was written. Correct what is listed above, or give --partial to leave those rows out."]
    assert main(["--root", str(book), "merge", str(book.parent / "back.xlsx"), "--partial"]) == 0
    assert (item(book, "RSP_OLD").text("grounds"), item(book, "RSP_COAST").text("grounds")) == ("It is too old.", "No table.")


def test_both_sides_may_change_different_things_or_the_same_alike(book: Path) -> None:
    page = book / FILE
    page.write_text(page.read_text(encoding="utf-8").replace("A newer one is there.", "It is too old."), encoding="utf-8")
    good, lines = merge(book, back(book, {("RSP_OLD", "Grounds"): "It is too old.", ("RSP_OLD", "Point"): "An old survey"}))
    assert good and lines[-2] == "1 change was made."
    assert (item(book, "RSP_OLD").title, item(book, "RSP_OLD").text("grounds")) == ("An old survey", "It is too old.")


def test_formulas_dates_and_other_columns_are_told_of_and_not_brought_back(book: Path) -> None:
    good, lines = merge(book, back(book, {("EV_SKILLS", "Caution"): "=1+1", ("EV_SKILLS", "Period"): date(2019, 3, 1),
                                         ("EV_SKILLS", "Text"): "Other words."}))
    assert good
    assert lines == ["Sheet Evidence, row 4, 'Caution' is a formula, which is not read.",
                    "Sheet Evidence, row 4, 'Period' is a date to the spreadsheet, which is not read. Write it as text.",
                    "back.xlsx:4: 'Text' of EV_SKILLS was edited, which does not come back.", "Nothing changes."]


@pytest.mark.parametrize(("cells", "due"), [
    ({("EV_SKILLS", "Id"): "EV_SKILL"}, "'EV_SKILL' is no id of the log 'Evidence'. Put the id back, or take the row out. Did "
     "you mean 'EV_SKILLS'? [merge.unknown]"),
    ({("RSP_COAST", "Id"): "RSP_OLD"}, "RSP_OLD is in 2 rows. Keep one of them. [merge.twice]"),
    ({("EV_SKILLS", "Fingerprint (leave as it is)"): "x"}, "What was given out for EV_SKILLS is no longer known. Put its "
     "fingerprint and the sheet Base back as they were, or change the Markdown by hand. [merge.base]"),
    ({("EV_SKILLS", "Confidence"): "hihg"}, "EV_SKILLS, 'Confidence': 'hihg' is none of the choices. Choose from: High, Medium, "
     "Low. Did you mean 'High'? [merge.choice]"),
    ({("EV_SKILLS", "Finding"): None}, "EV_SKILLS, 'Finding': an item needs a title. Write one. [merge.empty]"),
    ({("RSP_OLD", "Grounds"): "Ask one.two@example.org"}, "RSP_OLD, 'Grounds' holds an e-mail address. Take it out of the cell. "
     "[merge.private]"),
])
def test_what_cannot_be_taken_says_so(book: Path, cells: Mapping[tuple[str, str], object], due: str) -> None:
    lines = refused(book, cells)
    assert any(line.endswith(due) for line in lines), lines


def test_another_workbook_is_refused(book: Path) -> None:
    path = book.parent / "other.xlsx"
    openpyxl.Workbook().save(path)
    assert merge(book, path)[1][0].endswith("[merge.columns]")
    path.write_bytes(b"no workbook")
    assert "[intake.kind]" in merge(book, path)[1][0]


def test_line_ends_stay_as_they_are(book: Path) -> None:
    page = book / FILE
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert merge(book, back(book, {("RSP_OLD", "Grounds"): "Other."}))[0]
    raw = page.read_bytes()
    assert b":grounds: Other.\r\n" in raw and raw.count(b"\n") == raw.count(b"\r\n")


# what must not be committed


def test_only_what_is_private_is_looked_for(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = book / FILE
    text = page.read_text(encoding="utf-8").replace("There is nothing on it.", "Write to one@example.org.")
    page.write_text(text, encoding="utf-8")
    write_fault = changed(PEOPLE, ":confidence: high", ":confidence: hihg")
    (book / PEOPLE).write_text(write_fault[PEOPLE], encoding="utf-8")
    assert main(["--root", str(book), "check", "--private"]) == 1
    lines = capsys.readouterr().out.splitlines()[-2:]
    assert lines == [f"{FILE}:32: RSP_COAST holds an e-mail address: 'one@example.org'. Write '[e-mail address removed]' in its "
                    "place. [response.private]", "1 problem, 0 pieces of advice."]


def test_a_response_that_cannot_be_read_was_not_looked_at(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / FILE).write_text(HEAD + SENT.rstrip().removesuffix(":::"), encoding="utf-8")
    assert main(["--root", str(book), "check", "--private"]) == 1
    assert "[chapter.unclosed]" in capsys.readouterr().out


def git(book: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = ["-c", "user.name=Editors", "-c", "user.email=editors@example.org", "-c", f"core.hooksPath={ROOT / '.githooks'}"]
    return subprocess.run(["git", *who, *words], cwd=book, check=False, capture_output=True, text=True)


def test_the_hook_looks_at_what_is_staged(book: Path) -> None:
    import sys

    assert git(book, "init", "--quiet").returncode == 0
    (book / ".gitignore").write_text(".venv\nbuild\n", encoding="utf-8")
    git(book, "add", ".")
    done = git(book, "commit", "-m", "One")
    assert done.returncode == 1 and "run 'make check' once" in done.stderr
    (book / ".venv/bin").mkdir(parents=True)
    python = book / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    assert git(book, "commit", "-m", "One").returncode == 0
    page = book / FILE
    clean = page.read_text(encoding="utf-8")
    page.write_text(clean.replace("There is nothing on it.", "Call 01632 960 000."), encoding="utf-8")
    git(book, "add", FILE)
    page.write_text(clean, encoding="utf-8")
    done = git(book, "commit", "-m", "Two")
    assert done.returncode == 1 and "[response.private]" in done.stderr
    git(book, "add", ".")
    assert git(book, "commit", "--allow-empty", "-m", "Two").returncode == 0
