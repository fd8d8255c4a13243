"""The search of the real book: the right hit stands near the top for each of the questions that readers asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.books.commands import build_book

ROOT = Path(__file__).parents[2]
QUERIES = tomllib.loads((Path(__file__).parent / "search_queries.toml").read_text(encoding="utf-8"))["query"]
PLACE = """([asked, right]) => window.BookSearch.engine().then((engine) => 1 + engine.search(asked).found.findIndex(
    ({ entry }) => entry.id === right || entry.title === right))"""


@pytest.mark.whole_build
@pytest.mark.browser
def test_the_right_hit_stands_near_the_top(browser: Browser) -> None:
    assert build_book(ROOT, ["html"]) == 0
    context = browser.new_context()
    page = context.new_page()
    page.goto((ROOT / "build/html/search.html").as_uri())
    places = {query["asked"]: page.evaluate(PLACE, [query["asked"], query["right"]]) for query in QUERIES}
    context.close()
    assert len(places) >= 44
    assert {query["asked"]: places[query["asked"]] for query in QUERIES
            if not 0 < places[query["asked"]] <= query["within"]} == {}


@pytest.mark.whole_build
def test_a_first_search_loads_at_most_300_kb() -> None:
    assert build_book(ROOT, ["html"]) == 0
    site = ROOT / "build/html"
    scripts = ("minisearch.js", "search-engine.js", "search-page.js", "explorer.css")
    loaded = (site / "search-book.js").stat().st_size + sum((site / "_static" / name).stat().st_size for name in scripts)
    assert loaded <= 300_000
