"""A reviewer's journeys through the pages, from the front page to the publisher and back, as a reader makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

FRONT, EXPLORER = "index.html", "docs/reviewers/explorer.html"
PRIORITY = "Land the catch cleanly at more than one harbour"
FINDING = "Most of the catch is landed at Northport"
TABLE = "Fish landed at each port"


@pytest.fixture
def unscripted(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def contents(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Contents of the book")


def heading(page: Page, words: str) -> None:
    """The page that is open is the one of this name."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def follow_thread(page: Page) -> None:
    """From the map to the publisher, each step by a link on the page."""
    heading(page, "Map of evidence")
    cell = main(page).get_by_role("row", name="Places").first.get_by_role("link", name="1 finding, 1 of high confidence")
    cell.click()
    expect(page.locator(":target")).to_contain_text("Places: Clean growth")
    page.locator(":target").get_by_role("link", name=PRIORITY, exact=True).click()
    heading(page, "Harbours")
    card = page.locator("article:target")
    expect(card.get_by_role("heading")).to_contain_text(PRIORITY)
    card.get_by_role("link", name=FINDING, exact=True).click()
    heading(page, "The sea and its trades")
    page.locator("article:target").get_by_role("link", name=TABLE).first.click()
    heading(page, TABLE)


def publisher(page: Page) -> Locator:
    """What leads from a dataset's page out of the site, to whoever published the table."""
    return main(page).locator("dt:text-is('Publication') + dd").get_by_role("link")


def go_back_by_links(page: Page) -> None:
    """From the table to the priority, by what the pages say of where a thing is used."""
    used = main(page).locator("#where-it-is-used")
    used.get_by_role("link", name=FINDING, exact=True).click()
    card = page.locator("article:target")
    expect(card.locator("dt", has_text="Supports")).to_be_visible()
    card.get_by_role("link", name=PRIORITY, exact=True).click()
    expect(page.locator("article:target").get_by_role("heading")).to_contain_text(PRIORITY)


def test_from_the_front_page_to_the_publisher_and_back(page: Page, site: str) -> None:
    page.goto(FRONT)
    contents(page).get_by_role("link", name="For reviewers").click()
    contents(page).get_by_role("link", name="Map of evidence").click()
    follow_thread(page)
    address = publisher(page).get_attribute("href") or ""
    assert address.startswith("https://")
    assert not address.startswith(site)
    expect(main(page)).to_contain_text("Sea Office")
    table = page.url
    go_back_by_links(page)
    page.go_back()
    page.go_back()
    assert page.url == table
    for _ in range(6):
        page.go_back()
    heading(page, "Northshire strategy")


def test_one_page_tells_all_that_a_priority_rests_on_with_its_numbers(page: Page) -> None:
    page.goto(FRONT)
    main(page).get_by_role("link", name="The strategy").click()
    contents(page).get_by_role("link", name="Harbours").last.click()
    page.locator("#M20_PRI_HARBOURS").get_by_role("link", name="All about M20_PRI_HARBOURS").click()
    heading(page, PRIORITY)
    expect(main(page)).to_contain_text("One harbour carries most of the trade, and its quays burn oil.")
    finding = page.locator("#on-EV_CATCH")
    for words in (FINDING, "1,268\N{NO-BREAK SPACE}tonnes", "High", "Sea Office"):
        expect(finding).to_contain_text(words)
    expect(main(page)).to_contain_text("Respondents asked that the new quays be clean.")
    finding.get_by_role("link", name=FINDING, exact=True).click()
    expect(page.locator("article:target")).to_contain_text("EV_CATCH")


def test_a_dataset_says_of_each_chapter_that_uses_it_what_it_belongs_to(page: Page) -> None:
    page.goto("evidence/data/catch-2018.html")
    links = page.locator("#where-it-is-used").get_by_role("link").all_inner_texts()
    chapters = links[links.index("The sea and its trades (evidence base)"):]
    assert len(chapters) == len(set(chapters))


def test_a_narrowed_list_is_shared_by_its_address(page: Page, browser: Browser, site: str) -> None:
    page.goto(FRONT)
    contents(page).get_by_role("link", name="For reviewers").click()
    contents(page).get_by_role("link", name="Find any item").click()
    page.get_by_label("Foundation").select_option("places")
    page.get_by_label("Type").select_option("priority")
    expect(page.get_by_role("status")).to_have_text("3 items of 12.")
    page.wait_for_url("**/explorer.html?type=priority&foundation=places")
    other = browser.new_context(viewport={"width": 360, "height": 740})
    colleague = other.new_page()
    colleague.goto(page.url)
    expect(colleague.get_by_role("status")).to_have_text("3 items of 12.")
    expect(colleague.get_by_label("Foundation")).to_have_value("places")
    colleague.get_by_role("link", name=PRIORITY).click()
    heading(colleague, PRIORITY)
    assert colleague.url == f"{site}id/M20_PRI_HARBOURS.html"
    other.close()


def press_to(page: Page, words: str) -> None:
    """Reach a link by the Tab key and press Enter on it."""
    before = page.url
    for _ in range(150):
        page.keyboard.press("Tab")
        reached: str = page.evaluate("document.activeElement.textContent.trim()")
        if reached == words:
            outline: str = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", words
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != before)
            return
    pytest.fail(f"{page.url}: the Tab key does not reach {words!r}")


def test_the_thread_is_followed_by_the_keyboard_alone(page: Page) -> None:
    page.goto(FRONT)
    for words in ("For reviewers", "Map of evidence"):
        press_to(page, words)
    press_to(page, "Skip to the content")
    press_to(page, "1 finding, 1 of high confidence")
    expect(page.locator(":target")).to_contain_text("Places: Clean growth")
    # from a place on the page the Tab key goes on from there
    press_to(page, PRIORITY)
    press_to(page, FINDING)
    press_to(page, TABLE)
    heading(page, TABLE)
    press_to(page, "Skip to the content")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href").startswith("https://"):
            break
    assert page.evaluate("document.activeElement.href") == publisher(page).get_attribute("href")


def test_the_thread_is_followed_without_a_script(unscripted: Page) -> None:
    unscripted.goto(FRONT)
    contents(unscripted).get_by_role("link", name="For reviewers").click()
    contents(unscripted).get_by_role("link", name="Map of evidence").click()
    follow_thread(unscripted)
    expect(publisher(unscripted)).to_be_visible()
    go_back_by_links(unscripted)


def test_the_thread_is_followed_on_a_telephone(phone: Page) -> None:
    def choose(words: str) -> None:
        phone.get_by_role("button", name="Contents").tap()
        contents(phone).get_by_role("link", name=words).tap()

    phone.goto(FRONT)
    choose("For reviewers")
    choose("Map of evidence")
    follow_thread(phone)
    expect(publisher(phone)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    go_back_by_links(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_what_changed_and_why_is_found_with_the_point_that_led_to_it(page: Page) -> None:
    page.goto(FRONT)
    main(page).get_by_role("link", name="The strategy").click()
    contents(page).get_by_role("link", name="Threads").click()
    main(page).get_by_role("link", name="Revised", exact=True).click()
    change = page.locator(":target")
    expect(change).to_contain_text("Respondents asked that the new quays be clean.")
    change.get_by_role("link", name="The quays should be clean").click()
    heading(page, "Consultation")
    expect(page.locator("article:target")).to_contain_text("The trust is right about the oil.")


def test_a_map_cell_and_the_list_that_it_offers_agree(page: Page, northshire: Path) -> None:
    page.goto("docs/reviewers/map.html")
    part = page.locator("[id='2020-03-places-clean-growth']")
    entries = part.locator("li").count()
    part.get_by_role("link", name="Places: Clean growth, March 2020 edition").click()
    expect(page.get_by_role("status")).to_have_text(f"{entries} items of 12.")
    assert (northshire / EXPLORER).is_file()
