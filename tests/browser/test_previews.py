"""A preview beside a link to an item or a term: by pointer and by keyboard, never in the way and never needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_pages_in_browser import HARBOUR, NOTES, faults_of

pytestmark = pytest.mark.browser

FINDING = "Most of the catch is landed at Northport"


def preview(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def link_to_finding(page: Page) -> Locator:
    page.goto(HARBOUR)
    return page.locator("#M20_PRI_HARBOURS").get_by_role("link", name=FINDING, exact=True)


def test_the_pointer_brings_a_preview_that_says_title_kind_confidence_and_first_sentence(page: Page) -> None:
    link = link_to_finding(page)
    assert preview(page).count() == 0
    link.hover()
    expect(preview(page)).to_contain_text(FINDING)
    expect(preview(page)).to_contain_text("Evidence")
    expect(preview(page)).to_contain_text("High confidence")
    expect(preview(page)).to_contain_text("Northport landed 1,268")
    assert link.get_attribute("aria-describedby") == preview(page).get_attribute("id")


def test_it_stays_while_the_pointer_is_on_it_and_goes_when_that_leaves(page: Page) -> None:
    link_to_finding(page).hover()
    expect(preview(page)).to_be_visible()
    preview(page).hover()
    page.wait_for_timeout(600)
    assert preview(page).is_visible()
    page.locator("h1").hover()
    expect(preview(page)).to_have_count(0)


def test_escape_takes_it_away_and_leaves_the_pointer_and_the_focus_where_they_are(page: Page) -> None:
    link = link_to_finding(page)
    link.hover()
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    page.wait_for_timeout(600)
    assert preview(page).count() == 0, "it does not come back by itself"
    assert link.get_attribute("aria-describedby") is None
    assert page.url.endswith(HARBOUR)


def test_the_keyboard_brings_it_and_the_next_stop_takes_it_away(page: Page) -> None:
    link = link_to_finding(page)
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(preview(page)).to_contain_text(FINDING)
    assert link.evaluate("(own) => own === document.activeElement")
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    assert link.evaluate("(own) => own === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/sea.html#EV_CATCH")


def test_it_covers_no_line_of_a_link_of_several_lines(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("evidence/notes.html")
    link = page.locator("main a[href$='#EV_CATCH']").first
    link.evaluate("(one) => { one.textContent = 'A link of many words, '.repeat(12); }")
    link.focus()
    box, rest = page.locator(".gt-preview").bounding_box(), link.bounding_box()
    assert box is not None
    assert rest is not None
    assert rest["height"] > 60
    assert box["y"] >= rest["y"] + rest["height"] or box["y"] + box["height"] <= rest["y"]


def test_a_term_of_the_glossary_shows_what_it_means(page: Page) -> None:
    page.goto(NOTES)
    page.locator("a.gt-term", has_text="wharf").hover()
    expect(preview(page)).to_contain_text("Where ships lie.")


def test_a_finger_gets_the_page_and_no_preview(phone: Page) -> None:
    link_to_finding(phone).tap()
    phone.wait_for_url("**/evidence/sea.html#EV_CATCH")
    assert preview(phone).count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_it_keeps_to_the_window_and_axe_finds_nothing(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    link_to_finding(page).hover()
    expect(preview(page)).to_be_visible()
    box = preview(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert faults_of(page) == []
    context.close()


def test_without_scripts_the_link_leads_to_the_item(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    link_to_finding(page).click()
    assert page.url.endswith("evidence/sea.html#EV_CATCH")
    context.close()
