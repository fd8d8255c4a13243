"""Seven readers of the real book go from its front page to a row, to a publisher and to a response, each by links alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.books.commands import build_book
from tests.browser.browsing import served

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build/html"

pytestmark = [pytest.mark.whole_build, pytest.mark.browser]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How a reader reads: the window, with a finger, with the keys alone, without scripts, or from the disk."""

    width: int = 1280
    keys: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    from_disk: bool = False


READERS = {
    "minister": Reader(),
    "council officer": Reader(width=768),
    "reviewer": Reader(settings={"color_scheme": "dark"}),
    "reader by keyboard and screen reader": Reader(keys=True),
    "reader on a telephone": Reader(width=320, settings={"has_touch": True}),
    "reader without scripts": Reader(settings={"java_script_enabled": False}),
    "reader from the disk": Reader(from_disk=True),
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the book's pages are served, built if what is there is not up to date."""
    assert build_book(ROOT, ["html"]) == 0
    with served(SITE) as address:
        yield address


class Walk:
    """A reader's way from the front page, whose clicks are counted."""

    def __init__(self, page: Page, reader: Reader, start: str) -> None:
        self.page, self.reader, self.clicks = page, reader, 0
        page.goto(f"{start}index.html")

    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def follow(self, link: Locator) -> None:
        """Open a link as this reader does."""
        self.clicks += 1
        href = link.get_attribute("href") or ""
        if self.reader.keys:
            link.focus()
            assert link.evaluate("(one) => getComputedStyle(one).outlineStyle") != "none", href
            self.page.keyboard.press("Enter")
            if self.page.locator(".gt-working:popover-open").count():  # the number's panel offers the same link
                self.clicks += 1
                self.page.locator(".gt-working:popover-open a").last.press("Enter")
        else:
            (link.tap if self.reader.settings.get("has_touch") else link.click)()
            panel = self.page.locator(".gt-working:popover-open")
            if panel.count():
                self.clicks += 1
                panel.get_by_role("link").last.click()
        self.page.wait_for_load_state()


def to_a_row_by_a_priority(walk: Walk) -> None:
    walk.follow(walk.main().locator(".gt-names a").first)
    to_a_row(walk, walk.page.locator(":target a.value").first)


def to_a_row_by_a_number(walk: Walk) -> None:
    walk.follow(walk.main().get_by_role("link", name="evidence base", exact=True))
    walk.follow(walk.main().locator(".toctree-wrapper a").first)
    to_a_row(walk, walk.main().locator("a.value").first)


def to_a_row(walk: Walk, number: Locator) -> None:
    """From a number to the row it was taken from, which is marked when the reader arrives."""
    walk.follow(number)
    target = walk.page.locator(":target")
    expect(target).to_have_count(1)
    if target.evaluate("(one) => one.tagName") != "TR":
        expect(target.locator("p.working")).to_be_visible()
        walk.follow(target.locator("a[href*='#row:']").first)
    expect(walk.page.locator("tr:target")).to_be_visible()


def to_a_publisher(walk: Walk) -> None:
    walk.follow(walk.main().locator(".gt-names a").first)
    walk.follow(walk.page.locator(":target a.value").first)
    links = walk.main().locator("dt:text-is('Publication') + dd a, dt:text-is('Copy that was read') + dd a")
    expect(links.first).to_be_visible()
    assert (links.first.get_attribute("href") or "").startswith("https://")
    walk.clicks += 1  # it leads out of the site, where no test goes


def to_a_response(walk: Walk) -> None:
    walk.follow(walk.main().get_by_role("link", name="consultation page", exact=True))
    walk.follow(walk.main().get_by_role("link", name="You said, we did"))
    walk.follow(walk.main().locator("a[href*='#RSP_']").first)
    expect(walk.page.locator("article:target")).to_be_visible()


TASKS: dict[Callable[[Walk], None], int] = {
    to_a_row_by_a_priority: 5, to_a_row_by_a_number: 6, to_a_publisher: 4, to_a_response: 3}
"""Each task with the most clicks that it may take, the one into a number's panel among them."""


@pytest.mark.parametrize("name", READERS)
def test_each_reader_comes_to_the_last_link(browser: Browser, address: str, name: str) -> None:
    reader = READERS[name]
    start = f"{SITE.as_uri()}/" if reader.from_disk else address
    context = browser.new_context(viewport={"width": reader.width, "height": 800}, **reader.settings)
    clicks = {}
    for task in TASKS:
        walk = Walk(context.new_page(), reader, start)
        task(walk)
        clicks[task] = walk.clicks
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= reader.width
    context.close()
    assert {task.__name__: count for task, count in clicks.items() if count > TASKS[task]} == {}
