"""The search of any page: one list over items, datasets, chapters and publishers, with the words marked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import search_words, wait_until

pytestmark = pytest.mark.browser

# what is asked, and the title that comes first; "" where nothing is to be found
FIRST = {
    "EV_WAGE": "Pay is below that of the kingdom", "ev_wage": "Pay is below that of the kingdom",
    "540": "Pay is below that of the kingdom",
    "Fish landed at each port": "Fish landed at each port", "catch-2018": "Fish landed at each port",
    "Sea Office": "Sea Office", "tourists": "Visitors give more work than boats",
    "harbours": "Harbours", "harbour": "Harbours", "HARBOURS": "Harbours",
    "what is the pay of the kingdom": "Pay is below that of the kingdom",
    "zzzz": "", "arbou": "",
}


def ask(page: Page, words: str) -> list[dict[str, Any]]:
    """What the search finds, best first: title, kind and score of each."""
    found: list[dict[str, Any]] = page.evaluate(
        """(words) => window.BookSearch.engine().then((engine) => engine.search(words).found.map(
            ({ entry }) => ({ title: entry.title, kind: entry.kind.name, id: entry.id })))""", words)
    return found


def results(page: Page, words: str) -> list[str]:
    page.goto(f"search.html?q={words}")
    expect(page.get_by_role("status")).to_have_text(re.compile("result|Nothing"))
    return page.locator(".gt-hits li > a").all_inner_texts()


def test_the_right_thing_comes_first(page: Page) -> None:
    page.goto("search.html")
    firsts = {words: (ask(page, words) or [{"title": ""}])[0]["title"] for words in FIRST}
    assert firsts == FIRST


def test_a_word_is_found_in_any_of_its_forms_and_from_its_beginning_but_not_from_its_inside(page: Page) -> None:
    page.goto("search.html")
    for one, other in [("wage", "wages"), ("quay", "quays"), ("kingdom", "kingdoms"), ("ferry", "ferries"), ("week’s", "week")]:
        assert ask(page, one) == ask(page, other) != [], one
    assert ask(page, "visit") == ask(page, "visitor") != []
    assert ask(page, "isito") == []


def test_an_abbreviation_is_no_beginning_of_another_word(page: Page) -> None:
    page.goto("search.html")
    assert ask(page, "pla") != []
    assert [hit for hit in ask(page, "PLA") if hit["kind"] != "publisher"] == []


def test_every_kind_is_in_one_list_with_what_it_is_and_the_words_marked(page: Page, northshire: Path) -> None:
    kinds = {kind["name"] for kind in search_words(northshire)["kinds"]}
    assert {"evidence", "priority", "action", "response", "dataset", "publisher", "chapter", "page"} <= kinds
    assert "Pay is below that of the kingdom" in results(page, "pay")
    hit = page.locator(".gt-hits li").filter(has=page.get_by_role("link", name="Pay is below that of the kingdom", exact=True))
    assert hit.locator(".gt-hit-kind").inner_text() == "Evidence · December 2019 edition onwards · EV_WAGE"
    marked = {mark.lower() for mark in page.locator(".gt-hits mark").all_inner_texts()}
    assert {"pay"} <= marked <= {"pay", "wage", "wages", "earnings"}


def test_one_typing_error_is_forgiven_and_said(page: Page) -> None:
    for wrong, right in {"harbor": "harbour", "harbuor": "harbour", "kingdum": "kingdom", "earnigns": "earning"}.items():
        assert results(page, wrong), wrong
        assert f"Nothing has “{wrong}”. Did you mean {right}" in page.locator("#search-results").inner_text()
    assert results(page, "hxrbxur") == []
    assert "Nothing has “hxrbxur”" in page.locator("#search-results").inner_text()


def test_when_nothing_has_all_of_the_words_what_has_some_is_shown_and_said(page: Page) -> None:
    assert results(page, "ferry kingdom fish harbours")
    assert "Nothing has all of “ferry kingdom fish harbours”" in page.locator("#search-results").inner_text()


def test_the_list_can_show_one_kind_alone(page: Page) -> None:
    results(page, "harbours")
    button = page.get_by_role("group", name="Show one kind alone").get_by_role("button", name=re.compile("^Chapter"))
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert {text.partition(" ")[0] for text in page.locator(".gt-hit-kind").all_inner_texts()} == {"Chapter"}


# a book of few words, and what they are asked for: titles of what is found, best first, and what was meant
WORDS = {
    "kinds": [{"name": "evidence", "label": "Evidence"}], "synonyms": [["net zero", "zero carbon"], ["R&D", "research"]],
    "entries": [[0, key, title, "", f"{key}.html", text] for key, title, text in [
        ("EV_IT", "Skills in IT", "It is what it is, says the WHO. Who works in IT, and on its emissions? Emissions fell."),
        ("EV_AI", "AI at work", "The A.I. of 2019 was tried on one campus. The census of 2011 counted women."),
        ("EV_ZERO", "Net zero by 2050", "A law. Broadband for 1,321 neighbourhoods, or 10.1% of them."),
        ("D19_PRI_RAIL", "Ready for HS2", "It would bring £44 billion."),
        ("EV_RD", "Much R&D", "Universities do it. The university of the town does most, an analysis says."),
    ]]}
SEARCH = """([data, asked]) => new window.BookSearch.Engine(data).fill().then((engine) => {
    const { found, meant, some } = engine.search(asked);
    return [found.map(({ entry }) => entry.id), meant || "", Boolean(some)];
})"""


@pytest.mark.parametrize(("asked", "right", "meant"), [
    # an abbreviation with stops, signs or blanks, small or large
    ("A.I.", "EV_AI", ""), ("a.i.", "EV_AI", ""), ("ai", "EV_AI", ""),
    ("R+D", "EV_RD", ""), ("R & D", "EV_RD", ""), ("r&d", "EV_RD", ""),
    # two words as one, one word as two
    ("netzero", "EV_ZERO", "net zero"), ("hs 2", "D19_PRI_RAIL", "HS2"), ("hs-2", "D19_PRI_RAIL", "HS2"),
    ("broad band", "EV_ZERO", "Broadband"), ("1 321 neighbourhoods", "EV_ZERO", "1,321 neighbourhoods"),
    # a number as people type it
    ("£44bn", "D19_PRI_RAIL", ""), ("44bn", "D19_PRI_RAIL", ""),
    ("10.1 per cent", "EV_ZERO", ""), ("10.1 percent", "EV_ZERO", ""),
    # a plural that is no word and a final s, one typed without its apostrophe
    ("campuses", "EV_AI", ""), ("censuses", "EV_AI", ""), ("womens", "EV_AI", ""), ("analyses", "EV_RD", ""),
    # an abbreviation that is a small word in small letters
    ("IT", "EV_IT", ""), ("WHO", "EV_IT", ""), ("emisions", "EV_IT", "emissions"),
    # the form of a word that is most like what was typed, and the end of an id
    ("univeristy", "EV_RD", "university"), ("univeristies", "EV_RD", "Universities"), ("PRI_RAIL", "D19_PRI_RAIL", ""),
])
def test_what_is_written_another_way_is_found(page: Page, asked: str, right: str, meant: str) -> None:
    page.goto("search.html")
    wait_until(page, "Boolean(window.BookSearch && window.MiniSearch)")
    assert page.evaluate(SEARCH, [WORDS, asked]) == [[right], meant, False]


@pytest.mark.parametrize("asked", ["a.x.", "x+y", "bnb", "5 m", "land sea"])
def test_what_is_in_no_way_there_is_not_found(page: Page, asked: str) -> None:
    page.goto("search.html")
    wait_until(page, "Boolean(window.BookSearch && window.MiniSearch)")
    assert page.evaluate(SEARCH, [WORDS, asked])[:2] == [[], ""]


def test_the_foot_of_the_page_does_not_move_when_the_results_come(page: Page) -> None:
    page.add_init_script("""window.moved = 0; new PerformanceObserver((list) => {
        for (const one of list.getEntries()) window.moved += one.value;
    }).observe({ type: "layout-shift", buffered: true });""")
    results(page, "harbours")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") < 0.05


def test_two_pages_of_one_title_are_told_apart_by_their_editions(page: Page) -> None:
    results(page, "harbours")
    kinds = page.locator(".gt-hits li").filter(has=page.get_by_role("link", name="Harbours", exact=True)).locator(".gt-hit-kind")
    assert len(set(kinds.all_inner_texts())) == kinds.count() > 1


def test_a_chapter_is_found_by_a_section_and_opened_there(page: Page) -> None:
    assert results(page, "each trade grew a little") == ["The sea and its trades"]
    assert "under “Who does the work”" in page.locator(".gt-hit-kind").inner_text()
    page.locator(".gt-hits li > a").first.click()
    page.wait_for_url(re.compile(r"evidence/sea\.html#who-does-the-work$"))


def test_a_hit_leads_to_the_list_of_all_items_with_the_same_words(page: Page) -> None:
    results(page, "harbours")
    page.get_by_role("link", name=re.compile("^Narrow the items")).click()
    expect(page.get_by_label("Words or an id")).to_have_value("harbours")


def test_a_first_search_loads_little_beside_the_words(northshire: Path) -> None:
    scripts = ("minisearch.js", "search-engine.js", "search-page.js", "explorer.css")
    assert sum(len((northshire / "_static" / name).read_bytes()) for name in scripts) < 50_000


def test_without_scripts_the_page_says_where_all_is_listed(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("search.html?q=harbours")
    links = page.get_by_role("main").get_by_role("link")
    assert links.count() >= 2
    for address in [link.get_attribute("href") for link in links.all()]:
        answer = page.goto(f"{site}{address}")
        assert answer is not None and answer.ok
    assert not page.locator(".gt-search-again").is_visible()
    context.close()


def test_it_works_from_a_file(browser: Browser, northshire: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{(northshire / 'search.html').as_uri()}?q=harbours")
    page.locator(".gt-hits li a").first.click()
    assert page.get_by_role("heading", level=1).inner_text()
    context.close()
    assert complaints == []
