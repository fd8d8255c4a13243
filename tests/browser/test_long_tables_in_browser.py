"""A long table in a browser: this area's rows first, narrowed, sorted and turned over; and all of it without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.books.commands import build_book
from tests.books.small_book import AREAS, CARD, write_book
from tests.browser.browsing import sheets_of
from tests.browser.test_pages_in_browser import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.whole_build]

OTHERS = [f"{tree} {place}" for tree in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Oak")
          for place in ["Bank", "Cross", "Dale", "End", "Ford", "Green", "Hill", "Lea", "Moor", "Well"]]
YEARS = (2016, 2017, 2018)
TABLE = "evidence/data/homes-2018.html"


def areas() -> str:
    """North, the book's own area, and many others."""
    others = [f'[[area]]\nid = "d{number}"\nname = "{name}"\ncode = "D{number}"\nkind = "district"\n'
              for number, name in enumerate(OTHERS)]
    return AREAS.replace('code = "N1"\n', 'code = "N1"\nown = true\n') + "\n" + "\n".join(others)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a table of 183 rows, of which three are of the book's own area."""
    names = ["north", *(f"d{number}" for number in range(len(OTHERS)))]
    rows = [f"{name},{year},{place + year - 2000}" for year in YEARS for place, name in enumerate(names)]
    book = write_book(tmp_path_factory.mktemp("long") / "book", {
        "evidence/areas.toml": areas(), "evidence/data/homes-2018.csv": "area,period,value\n" + "\n".join(rows) + "\n",
        "evidence/data/homes-2018.toml": CARD.replace("Skilled residents", "Homes")})
    assert build_book(book, ["html"]) == 0
    return book / "build/html"


@pytest.fixture
def table(browser: Browser, built: Path) -> Iterator[Page]:
    """The page of the table, opened as a file."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((built / TABLE).as_uri())
    yield page
    context.close()


def rows_of(page: Page) -> list[str]:
    """The area and the value of each row that is shown."""
    return [" ".join(row.split()) for row in page.locator("table.gt-rows tbody tr:visible").all_inner_texts()]


def status(page: Page, words: str) -> None:
    expect(page.locator(".gt-rows-pages").get_by_role("status")).to_have_text(words)


def test_it_opens_at_the_rows_of_this_area(table: Page) -> None:
    status(table, "Rows 1 to 3 of 3 (183 in the whole table)")
    assert [row.split()[:2] for row in rows_of(table)] == [["North", str(year)] for year in YEARS]
    expect(table.get_by_label("Area")).to_have_value("own")


def test_all_rows_are_shown_a_page_at_a_time(table: Page) -> None:
    table.get_by_role("button", name="Show all rows").click()
    status(table, "Rows 1 to 50 of 183")
    before, after = table.get_by_role("button", name="Rows before"), table.get_by_role("button", name="Rows after")
    seen, places = rows_of(table), ["Rows 51 to 100 of 183", "Rows 101 to 150 of 183", "Rows 151 to 183 of 183"]
    assert before.is_disabled()
    for place in places:
        after.click()
        status(table, place)
        seen += rows_of(table)
    assert len(set(seen)) == len(seen) == 183
    assert after.is_disabled()
    before.click()
    status(table, places[1])


def test_words_and_choices_narrow_it_together(table: Page) -> None:
    table.get_by_label("Area").select_option("")
    table.get_by_label("Words in a row").fill("ELM")
    status(table, "Rows 1 to 30 of 30 (183 in the whole table)")
    table.get_by_label("Period").select_option(label="2017")
    status(table, "Rows 1 to 10 of 10 (183 in the whole table)")
    assert {row.rsplit(None, 2)[1] for row in rows_of(table)} == {"2017"}
    table.get_by_label("Words in a row").fill("elm wel")
    status(table, "Rows 1 to 1 of 1 (183 in the whole table)")
    table.get_by_label("Words in a row").fill("lm")
    status(table, "No row fits. Choose less, or use fewer words.")


def test_a_heading_sorts_by_number_up_down_and_back(table: Page) -> None:
    table.get_by_role("button", name="Show all rows").click()
    head = table.get_by_role("columnheader", name="Value")
    first = []
    for _ in range(3):
        head.get_by_role("button").press("Enter")
        first.append((head.get_attribute("aria-sort"), rows_of(table)[0].split()[-1]))
    assert first == [("ascending", "16.0"), ("descending", "78.0"), (None, "16.0")]
    assert [row.split()[0] for row in rows_of(table)[:4]] == ["North", "North", "North", "Ash"]


def test_a_link_to_a_row_that_is_narrowed_away_shows_it(browser: Browser, built: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((built / TABLE).as_uri() + "#row:d59:2018")
    row = page.locator("tr.gt-here")
    expect(row).to_be_visible()
    expect(row).to_contain_text("Oak Well")
    status(page, "Rows 151 to 183 of 183")
    assert row.evaluate("(own) => own.getBoundingClientRect().top < innerHeight && own.getBoundingClientRect().bottom > 0")
    page.evaluate("location.hash = '#row:d0:2016'")
    expect(page.locator("tr.gt-here")).to_contain_text("Ash Bank")
    context.close()


def test_without_scripts_this_areas_rows_stand_first_and_all_others_behind_one_link(browser: Browser, built: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / TABLE).as_uri())
    assert page.locator("table.gt-rows tbody tr:visible").count() == len(YEARS)
    assert page.locator("form.gt-finder").count() == 0
    others = page.locator("table.gt-other-rows tbody tr")
    assert others.first.is_hidden()
    page.get_by_text("All other rows (180)").click()
    expect(others.last).to_be_visible()
    assert others.count() == len(OTHERS) * len(YEARS)
    page.goto((built / TABLE).as_uri() + "#row:d59:2018")
    expect(page.locator("tr:target")).to_be_visible()
    context.close()


def test_on_a_telephone_the_rows_come_before_the_choices_and_nothing_is_cut(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto((built / TABLE).as_uri())
    status(page, "Rows 1 to 3 of 3 (183 in the whole table)")
    assert not page.get_by_label("Period").is_visible()
    page.get_by_text("Narrow the table", exact=True).click()
    assert page.get_by_label("Period").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert faults_of(page) == []
    context.close()


def test_paper_has_every_row_and_begins_the_table_on_the_first_sheet(table: Page) -> None:
    table.get_by_role("button", name="Show all rows").click()
    status(table, "Rows 1 to 50 of 183")
    sheets = sheets_of(table)
    assert "North" in sheets[0].partition("The table")[2], sheets[0]
    assert "Oak Well" not in sheets[0], "the table goes on over several sheets"
    assert sum(sheet.count(name) for sheet in sheets for name in OTHERS) == len(OTHERS) * len(YEARS)
    assert not any(words in sheet for sheet in sheets for words in ("Rows after", "Narrow the table"))
