"""Many responses: grouped, counted and listed on the pages, in the outcome report, in workbooks and in register.json."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

from tests.books.broken_books import ASKED
from tests.books.commands import build_book
from tests.books.small_book import CONSULTATION, EDITIONS, EVIDENCE, write_book

FOLDER = "strategy/consultation"
LETTER = ("We ask you to look again at the buses of the north, which run less often than they did ten years ago, so that people "
          "cannot reach the courses that this strategy wants them to take.")
THEMES = ("buses, training", "training", "")
KINDS = ("individual", "voluntary", "business")
SECOND = EVIDENCE[EVIDENCE.index(":::{evidence}"):].replace("A third of residents in the north are", "The south is").replace(
    "EV_SKILLS", "EV_SOUTH")


def response(number: int) -> str:
    """One of 60: two thirds send the letter, each with a line of its own; the others write words of their own."""
    words = LETTER if number % 3 else " ".join(f"word{number}x{place}" for place in range(30))
    decision = "already-covered\n:grounds: It says so." if number < 25 else "open"
    themes = f":themes: {THEMES[number % 3]}\n" if THEMES[number % 3] else ""
    return (f":::{{response}} Point {number}\n:id: RSP_MANY_{number:02}\n:about: EV_SKILLS{'' if number % 2 else ', EV_SOUTH'}\n"
            f":respondent: Sender {number}\n:respondent_kind: {KINDS[number % 3]}\n{themes}"
            f":criterion: {('accuracy', 'insight')[number % 2]}\n:received: 2019-10-11\n:source: e-mail\n"
            f":disposition: {decision}\n\n> {words} I am number {number}.\n:::\n")


PAGES = {
    ASKED: CONSULTATION,
    f"{FOLDER}/responses/many.md": "# Responses\n\n" + "\n".join(response(number) for number in range(60)),
    f"{FOLDER}/index.md": "# You said, we did\n\n```{response-table}\n```\n",
    f"{FOLDER}/kinds.md": "# Responses by kind of organisation\n\n```{response-table} kind\n```\n",
    f"{FOLDER}/list.md": "# All points\n\n```{response-table} theme\n```\n\n```{response-list}\n```\n",
    "evidence/people.md": f"{EVIDENCE}\n{SECOND}", "strategy/2020-03/people.md": None, "strategy/2020-03/index.md": None,
    "index.md": "# Book\n\n```{toctree}\nevidence/index\nstrategy/2019-12/index\n" + "".join(
        f"{FOLDER}/{name}\n" for name in ("index", "kinds", "list", "responses/many")) + "```\n",
    # an edition for agreement is not built while points are open
    "strategy/editions.toml": EDITIONS[:EDITIONS.index('\n[[edition]]\nid = "2020-03"')],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("many"), PAGES)
    assert build_book(root, ["html"]) == 0
    assert build_book(root, ["pdf"], "consultation-outcome") == 0
    return root


def html(book: Path, name: str) -> Tag:
    made = BeautifulSoup((book / f"build/html/{FOLDER}/{name}.html").read_text(encoding="utf-8"), "html.parser").find("main")
    assert isinstance(made, Tag)
    return made


def rows(table: Tag) -> list[list[str]]:
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def table(page: Tag, caption: str) -> list[list[str]]:
    """The rows of the one table of a page whose caption holds these words."""
    return next(rows(one) for one in page.find_all("table") if one.caption and caption in one.caption.get_text())


def test_the_page_counts_kinds_themes_and_letters_and_names_the_day_of_the_answer(book: Path) -> None:
    page = html(book, "index")
    words = " ".join(page.get_text().split())
    assert "60 points made in response, 25 of them decided on. An answer to the other 35 is due by 10 January 2020." in words
    assert table(page, "Points by kind of respondent")[1:] == [
        ["Business", "20", "12", "8", "20"], ["Voluntary or community", "20", "12", "8", "20"],
        ["Individual", "20", "11", "9", "20"]]
    assert table(page, "Points by theme") == [
        ["Theme", "Respondents", "Open", "Already covered", "All"], ["training", "40", "23", "17", "40"],
        ["buses", "20", "11", "9", "20"], ["No theme yet", "20", "12", "8", "20"]]
    assert "40 of 60 points came in 1 letter that three or more respondents sent in nearly the same words; 20 are in words of " \
           "their own." in words
    assert table(page, "Letters that several")[1:] == [
        ["Point 1 (RSP_MANY_01)", "40", "40", "Not decided yet: 24; Already covered: 16"]]


def test_a_page_has_the_responses_by_kind_of_organisation(book: Path) -> None:
    page = html(book, "kinds")
    sections = {one.get_text().strip("#"): one.find_parent("section") or page for one in page.find_all("h2")}
    assert list(sections) == ["Business", "Voluntary or community", "Individual"]
    individual = sections["Individual"]
    assert [row[0] for row in table(individual, "Points by respondent")[1:]] == [f"Sender {n}" for n in range(0, 60, 3)]
    assert [row[0] for row in table(individual, "Kind of respondent: Individual (20 points)")[1:]][:2] == [
        "Point 0 (RSP_MANY_00)", "Point 3 (RSP_MANY_03)"]


def test_the_outcome_report_counts_them_too(book: Path) -> None:
    document = pypdfium2.PdfDocument(book / "build/pdf/land-consultation-outcome.pdf")
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for part in ("An answer to the other 35 is due by 10 January 2020.", "Voluntary or community 20 12 8 20",
                 "training 40 23 17 40", "40 of 60 points came in 1 letter"):
        assert part in words


def test_the_workbook_and_register_json_say_kind_theme_and_letter(book: Path) -> None:
    sheet = openpyxl.load_workbook(book / "build/html/register.xlsx")["Responses"]
    heads, *lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    second = dict(zip(heads, next(line for line in lines if line[0] == "RSP_MANY_03"), strict=True))
    fifth = dict(zip(heads, next(line for line in lines if line[0] == "RSP_MANY_04"), strict=True))
    assert (second["Kind of respondent"], second["Themes"], second["Same letter as"]) == ("Individual", "buses; training", "None")
    assert (fifth["Kind of respondent"], fifth["Themes"], fifth["Same letter as"]) == (
        "Voluntary or community", "training", "RSP_MANY_01")
    consultation = json.loads((book / "build/html/register.json").read_text(encoding="utf-8"))["consultation"]
    assert {key: consultation[key] for key in ("answer_due", "points", "decided", "themes")} == {
        "answer_due": "2020-01-10", "points": 60, "decided": 25,
        "themes": [{"theme": "training", "points": 40}, {"theme": "buses", "points": 20}]}
    assert consultation["letters"] == [{"first": "RSP_MANY_01", "respondents": 40,
                                        "points": [f"RSP_MANY_{n:02}" for n in range(60) if n % 3]}]


@pytest.fixture
def all_points(book: Path, browser: Browser) -> Page:
    context = browser.new_context()
    page = context.new_page()
    page.goto((book / f"build/html/{FOLDER}/list.html").as_uri())
    return page


@pytest.mark.browser
def test_all_points_are_narrowed_by_any_theme_or_item_and_sorted(all_points: Page) -> None:
    status = all_points.locator(".gt-rows-pages [role=status]")
    assert status.inner_text() == "Rows 1 to 50 of 60"
    narrow = {label.inner_text(): label.get_attribute("for") for label in all_points.locator(".gt-finder label").all()}
    assert list(narrow) == ["Words in a row", "Kind of respondent", "About", "Question", "Themes", "Decision"]
    all_points.locator(f"#{narrow['Themes']}").select_option("=buses")
    assert status.inner_text() == "Rows 1 to 20 of 20 (60 in the whole table)"
    all_points.locator(f"#{narrow['About']}").select_option("=The south is highly skilled")
    assert status.inner_text() == "Rows 1 to 10 of 10 (60 in the whole table)"
    all_points.get_by_role("button", name="Show all rows").click()
    all_points.get_by_role("button", name="From", exact=True).click()
    all_points.get_by_role("button", name="From", exact=True).click()
    assert all_points.locator("table.gt-points tbody tr:not([hidden]) td").first.inner_text() == "Sender 59"
