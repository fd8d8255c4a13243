"""The outcome report of a consultation, the chart of decisions, and the redline between two editions."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from goldenthread.documents.paper.pandoc_process import pandoc_program
from tests.books.broken_books import ASKED
from tests.books.commands import build_book
from tests.books.small_book import CONSULTATION, changed, edition_page, write_book

FILE = "strategy/consultation/responses/shore-trust.md"
HEAD = "---\norphan: true\n---\n\n# Responses\n\n"
OUTCOME = 'outcome = """\nThis is for practice.\n\nNothing else is on record."""\n\n[[criterion]]\nid = "accuracy"'


def point(item: str, title: str, options: str, body: str) -> str:
    """One response item."""
    return f":::{{response}} {title}\n:id: {item}\n{options}\n\n{body}\n:::\n\n"


SENT = point("RSP_OLD", "The survey is old", ":about: EV_SKILLS\n:respondent: Shore Trust\n:criterion: accuracy\n"
             ":received: 2019-10-20\n:late: yes\n:source: review copy\n:disposition: accepted\n:grounds: A newer one is there.\n"
             ":changed: M20_PRI_SKILLS", "> See the \\*new\\* survey: {value}`skills-2018:north:2018`.")
OWN = point("RSP_COAST", "Add the coast", ":chapter: evidence/people\n:respondent: Editors\n:criterion: not-stated\n"
            ":received: 2020-03\n:source: editorial review\n:disposition: not-accepted\n:grounds: No table was found.",
            "There is nothing on it.")
TOLD = point("RSP_TOLD", "Firms ask for more", ":chapter: evidence/people\n:respondent: Firms' club\n:criterion: insight\n"
             ":received: 2019\n:source: published account\n:disposition: already-covered\n:grounds: It says so.",
             "They want more.")
LATER = edition_page("2020-03").replace(":revises: D19_PRI_SKILLS\n", ":revises: D19_PRI_SKILLS\n:reason: It said too little.\n"
                                        ":because: RSP_OLD\n").replace("Fewer people are", "Far too few people are")
PAGES = {
    ASKED: CONSULTATION.replace('[[criterion]]\nid = "accuracy"', OUTCOME), FILE: HEAD + SENT + OWN + TOLD,
    "strategy/consultation/index.md": "# You said, we did\n\n```{response-table}\n```\n",
    **changed("index.md", "strategy/2020-03/index", "strategy/2020-03/index\nstrategy/consultation/index"),
    "strategy/2020-03/people.md": LATER,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with three points, built as pages and as the two reports."""
    root = write_book(tmp_path_factory.mktemp("outcome"), PAGES)
    assert build_book(root, ["html", "docx"]) == 0
    assert build_book(root, ["pdf"], "consultation-outcome") == 0
    return root


@pytest.fixture(scope="module")
def report(book: Path) -> str:
    """The words of the report as it is printed."""
    document = pypdfium2.PdfDocument(book / "build/pdf/land-consultation-outcome.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_report_says_what_was_asked_and_what_its_record_is(report: str) -> None:
    expected = ["outcome of the consultation", "What was asked", "This is for practice.", "Nothing else is on record.",
            "opened in September 2019 and closed on 18 October 2019. It asked for further analysis, to be sent to the strategy "
            "team.", "Accurate. Is it right?",
            "On record: 3 points from 3 sources. Decisions: 1 accepted, 1 already covered, 1 not accepted."]
    places = [report.index(words) for words in expected]
    assert places == sorted(places)


def test_the_report_says_who_replied_and_who_did_not(report: str) -> None:
    assert "Replies that were sent in: 1 point, from 1 respondent." in report
    assert "Published accounts: 1 point, taken from what was published by Firms' club." in report.replace("’", "'")
    assert "own review of the text: 1 point. Nobody outside made them." in report
    assert "After the deadline: 1 point." in report


def test_each_point_stands_under_its_question_and_in_its_own_words_under_its_theme(report: str) -> None:
    for words in ("Accurate (1)", "The survey is old (RSP_OLD, page 5), from Shore Trust: accepted", "Not stated (1)",
                  "See the *new* survey: 33.0%.", "There is nothing on it."):
        assert words in report
    assert "Completeness (" not in report  # which nobody was asked


def test_the_report_parts_what_changed_from_what_did_not(report: str) -> None:
    start = report.rindex("Points that led to a change: 1 of 3.")
    end = report.rindex("Points that led to none: 2 of 3.")
    changed_part, rest = report[start:end], report[end:]
    assert "Decision Accepted Changed Raise skills (M20_PRI_SKILLS) Why A newer one is there." in changed_part
    assert "RSP_COAST" not in changed_part
    assert "No table was found." in rest
    assert "RSP_OLD" not in rest


def test_the_same_report_is_a_word_file_whole_and_not_for_review(book: Path) -> None:
    document = docx.Document(str(book / "build/docx/land-consultation-outcome.docx"))
    text = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
    assert "See the *new* survey: 33.0%." in text
    assert "31 March 2020." in text
    assert any(line.endswith("Why No table was found.") for line in text)
    assert not [path.name for path in (book / "build/docx/chapters").glob("*outcome*")]


def test_one_name_builds_the_report_alone(book: Path) -> None:
    assert [path.name for path in (book / "build/pdf").iterdir()] == ["land-consultation-outcome.pdf"]


def test_a_book_without_a_consultation_has_no_report(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    assert build_book(root, ["docx"], "land-c") == 0
    assert sorted(path.name for path in (root / "build/docx").glob("*.docx")) == ["land-changes.docx"]


def test_decisions_are_drawn_with_the_same_numbers_in_a_table(book: Path) -> None:
    page = BeautifulSoup((book / "build/html/strategy/consultation/index.html").read_text(encoding="utf-8"), "html.parser")
    drawn = page.find(id="chart-decisions")
    assert drawn is not None
    rows = [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in drawn.find_all("tr")]
    assert rows == [["Question: decision", "Points"], ["Accuracy: accepted", "1"], ["Insight: already covered", "1"],
                    ["Not stated: not accepted", "1"]]
    assert "accuracy: accepted, 1; insight: already covered, 1" in str(drawn.find("svg"))


def as_text(file: Path, how: str) -> str:
    """A Word file with every tracked change accepted or rejected."""
    command = [pandoc_program(), str(file), f"--track-changes={how}", "--to=plain", "--wrap=none"]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_the_redline_holds_tracked_changes_that_give_either_edition(book: Path) -> None:
    file = book / "build/docx/land-changes.docx"
    xml = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert 'w:author="The partnership" w:date="2020-03-31T00:00:00Z"' in xml
    assert "<w:ins " in xml and "<w:delText" in xml
    now, before = (as_text(file, how) for how in ("accept", "reject"))
    expected = "people are highly skilled (A third of residents in the north are highly skilled)."
    assert f"Raise skills. Far too few {expected}" in now
    assert f"Raise skills. Fewer {expected}" in before
    for text in (now, before):
        assert "Why: It said too little." in text
