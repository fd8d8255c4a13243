"""A number's working beside it: by pointer and by keyboard, and the row to which it leads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages_in_browser import SEA, faults_of

pytestmark = pytest.mark.browser


def test_the_panel_opens_by_keyboard_closes_by_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto(SEA)
    number = page.locator("a.value").nth(1)
    number.focus()
    page.keyboard.press("Enter")
    panel = page.locator(f"#{number.get_attribute('data-working')}")
    assert panel.is_visible()
    assert page.evaluate("document.activeElement.id") == panel.get_attribute("id")
    assert page.url.endswith(SEA)
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert number.evaluate("(own) => own === document.activeElement")


def test_tab_leads_through_the_panel_and_out_of_it_back_to_the_number(page: Page) -> None:
    page.goto(SEA)
    number = page.locator("a.value").nth(1)
    number.click()
    panel = page.locator(f"#{number.get_attribute('data-working')}")
    stops = panel.locator("a, button").count()
    assert stops == 4  # two rows, the working with the places, the button that closes
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert panel.evaluate("(own) => own.contains(document.activeElement)")
    page.keyboard.press("Tab")
    assert not panel.is_visible()
    assert number.evaluate("(own) => own === document.activeElement")


def test_a_row_in_the_panel_leads_to_the_row_which_is_marked(page: Page) -> None:
    page.goto(SEA)
    page.locator("a.value").nth(1).click()
    page.locator(".gt-working:popover-open li a").first.click()
    row = page.locator("tr:target")
    assert row.locator("th").inner_text() == "Northshire"
    assert row.evaluate("(own) => getComputedStyle(own.cells[0]).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_without_script_a_number_leads_to_its_working(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(SEA)
    page.locator("a.value").nth(1).click()
    working = page.locator("section.number:target")
    assert " = " in working.locator("p").first.inner_text()
    working.locator("li a").first.click()
    assert page.locator("tr:target").count() == 1
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_while_a_panel_is_open_and_it_stays_on_the_screen(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(SEA)
    page.locator("a.value").nth(1).click()
    box = page.locator(".gt-working:popover-open").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert faults_of(page) == []
    context.close()
