"""Finding items: the list of all items, what narrows it, and its address."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, expect

from goldenthread.book.book_reader import read_book
from goldenthread.model import Register
from tests.browser.browsing import search_words, wait_until, write_search_words

EXPLORER, MAP = "docs/reviewers/explorer.html", "docs/reviewers/map.html"
MANY = 10_000
PATIENCE = 180_000
"""Milliseconds after which so many rows are a fault: to lay them out takes a busy machine longer than other tests wait."""


@pytest.fixture(scope="module")
def register(northshire: Path) -> Register:
    return read_book(northshire.parent.parent).register


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def rows(northshire: Path) -> dict[str, Tag]:
    """Each row of the list by its item."""
    return {str(row["data-id"]): row for row in soup_of(northshire / EXPLORER).select("table.gt-items tbody tr")}


# as it is written


def test_the_list_has_every_item_and_names_what_it_shows(rows: dict[str, Tag], register: Register, northshire: Path) -> None:
    assert list(rows) == list(register.items)
    soup = soup_of(northshire / EXPLORER)
    assert [tag.get_text() for tag in soup.select("table.gt-items caption .caption-text")] == ["Items of the book"]
    assert [tag.get_text() for tag in soup.select("table.gt-items thead th[scope=col]")] == [
        "Item", "Type", "Edition", "Foundation", "Grand challenge", "Confidence or status", "Publisher", "Strength"]
    assert all(row.select_one("th[scope=row] a") for row in rows.values())


def test_a_row_tells_where_its_item_stands(rows: dict[str, Tag]) -> None:
    cells = {key: [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for key, row in rows.items()}
    assert cells["EV_CATCH"] == [
        "Most of the catch is landed at Northport (EV_CATCH)", "Evidence", "December 2019 edition onwards", "Places",
        "Clean growth", "High confidence", "Sea Office", "Published; supports two priorities"]
    assert cells["RSP_FERRY"] == ["The ferry sails again (RSP_FERRY)", "Response", "None", "None", "None", "Accepted", "None",
                                 "Changed no items"]


def test_each_option_says_how_many_rows_have_it(rows: dict[str, Tag], northshire: Path) -> None:
    options = 0
    for select in soup_of(northshire / EXPLORER).select("form.gt-finder select"):
        for option in select.select("option[value]:not([value=''])"):
            has = [key for key, row in rows.items() if option["value"] in str(row[f"data-{select['name']}"]).split("|")]
            assert option.get_text().endswith(f"({len(has)})"), option
            options += 1
    assert options > 25


def test_a_cell_of_the_map_leads_to_the_same_items_in_the_list(rows: dict[str, Tag], northshire: Path) -> None:
    followed = 0
    for part in soup_of(northshire / MAP).select("section"):
        links = part.select(":scope > p > a[href*='explorer.html?'][href*='foundation=']")
        for link in links:
            chosen = parse_qs(urlsplit(str(link["href"])).query)
            listed = {str(tag.get_text()).strip("()") for tag in part.select("li .item-id")}
            matching = {key for key, row in rows.items()
                     if all(value[0] in str(row[f"data-{name}"]).split("|") for name, value in chosen.items())}
            assert matching == listed, link
            followed += 1
    assert followed >= 5


def test_only_the_pages_that_find_items_load_the_script(northshire: Path) -> None:
    pages = {str(path.relative_to(northshire)): path.read_text(encoding="utf-8") for path in northshire.rglob("*.html")}
    loading = {name for name, text in pages.items() if "explorer.js" in text}
    assert loading == {EXPLORER}
    assert len((northshire / "_static/explorer.js").read_bytes()) < 9_000


# as a reader meets it


browser_test = pytest.mark.browser


def shown(page: Page) -> list[str]:
    found: list[str] = page.locator("table.gt-items tbody tr:visible").evaluate_all("(all) => all.map((one) => one.dataset.id)")
    return found


def status(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(text)


@browser_test
def test_a_choice_and_words_narrow_the_list_and_are_kept_in_the_address(page: Page, site: str) -> None:
    page.goto(EXPLORER)
    status(page, "12 items.")
    page.get_by_label("Type").select_option(label="Evidence (3)")
    status(page, "3 items of 12.")
    page.get_by_label("Words or an id").fill("Visitors WORK")
    status(page, "1 item of 12.")
    assert shown(page) == ["EV_WORK"]
    page.wait_for_url(f"{site}{EXPLORER}?q=Visitors+WORK&type=evidence")
    other = page.context.new_page()
    other.goto(page.url)
    status(other, "1 item of 12.")
    assert shown(other) == ["EV_WORK"]
    other.get_by_role("button", name="Show all items").click()
    status(other, "12 items.")
    other.wait_for_url(f"{site}{EXPLORER}")


@browser_test
def test_words_are_found_in_the_id_and_in_the_text(page: Page) -> None:
    page.goto(EXPLORER)
    field = page.get_by_label("Words or an id")
    for words, ids in {"m20_act": ["M20_ACT_QUAY"], "490": ["EV_WAGE"], "a week's pay": ["EV_WAGE"],
                       "burns oil": ["M20_PRI_HARBOURS"], "nowhere": []}.items():
        field.fill(words)
        expect(page.locator("table.gt-items tbody tr:visible")).to_have_count(len(ids))
        assert shown(page) == ids, words
    status(page, "No item fits. Choose less, or use fewer words.")


@browser_test
def test_the_numbers_of_a_field_follow_the_other_fields_and_the_words(page: Page) -> None:
    page.goto(EXPLORER)
    status(page, "12 items.")
    assert page.locator("#finder-type option").all_inner_texts()[:2] == ["All (12)", "Evidence (3)"]
    page.get_by_label("Edition").select_option("2020-03")
    within = dict(re.fullmatch(r"(.*) \((\d+)\)", text).groups() for text in  # type: ignore[union-attr]
                  page.locator("#finder-type option").all_inner_texts())
    for kind in page.locator("#finder-type option").evaluate_all("(all) => all.map((one) => one.value).filter(Boolean)"):
        page.get_by_label("Type").select_option(kind)
        label = page.locator(f"#finder-type option[value={kind}]").inner_text().rpartition(" (")[0]
        assert len(shown(page)) == int(within[label]), kind
    page.get_by_role("button", name="Show all items").click()
    page.get_by_label("Words or an id").fill("490")
    expect(page.locator("#finder-type option").first).to_have_text("All (1)")


@browser_test
def test_on_a_telephone_results_come_before_fields_and_cells_say_their_columns(phone: Page) -> None:
    phone.goto(EXPLORER)
    expect(phone.locator("th .gt-sort").first).to_be_visible()
    assert not phone.get_by_label("Edition").is_visible()
    phone.get_by_text("Narrow the list", exact=True).tap()
    assert phone.get_by_label("Edition").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    cell = phone.locator("table.gt-items tbody td").first
    assert cell.evaluate("(one) => getComputedStyle(one, '::before').content") == '"Type"'
    assert phone.locator("table.gt-items").evaluate("(one) => one.getBoundingClientRect().width") <= 340


@browser_test
def test_an_address_with_an_unknown_choice_shows_what_it_can(page: Page) -> None:
    page.goto(f"{EXPLORER}?foundation=weather&type=priority&sort=colour")
    status(page, "3 items of 12.")
    assert shown(page) == ["D19_PRI_HARBOURS", "D19_PRI_FERRY", "M20_PRI_HARBOURS"]


@browser_test
def test_the_list_is_narrowed_and_sorted_with_the_keyboard_alone(page: Page) -> None:
    page.goto(EXPLORER)
    page.locator("#finder-q").focus()
    for name in ("", "", "", "edition", "type"):
        page.keyboard.press("Tab")
        assert (page.evaluate("document.activeElement.name") or "") == name
    page.keyboard.press("ArrowDown")
    status(page, "3 items of 12.")
    head = page.get_by_role("columnheader", name="Item")
    button = head.get_by_role("button")
    button.focus()
    seen = []
    for _ in range(3):
        page.keyboard.press("Enter")
        seen.append((head.get_attribute("aria-sort"), shown(page)))
        assert page.evaluate("document.activeElement.textContent") == "Item"
    assert seen == [("ascending", ["EV_CATCH", "EV_WAGE", "EV_WORK"]), ("descending", ["EV_WORK", "EV_WAGE", "EV_CATCH"]),
                    (None, ["EV_CATCH", "EV_WORK", "EV_WAGE"])]


@browser_test
def test_confidence_sorts_from_high_to_low_and_strength_by_number(page: Page) -> None:
    page.goto(f"{EXPLORER}?type=evidence&sort=sureness")
    status(page, "3 items of 12.")
    assert shown(page) == ["EV_CATCH", "EV_WAGE", "EV_WORK"]
    page.get_by_role("button", name="Strength").click()
    assert shown(page) == ["EV_WAGE", "EV_CATCH", "EV_WORK"]
    page.wait_for_url(re.compile(r"\?type=evidence&sort=weight$"))


@browser_test
def test_without_scripts_the_list_is_complete_and_nothing_pretends_to_narrow_it(
    browser: Browser, site: str, rows: dict[str, Tag]
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{EXPLORER}?type=evidence")
    expect(page.locator("table.gt-items tbody tr:visible")).to_have_count(len(rows))
    assert not page.locator("form.gt-finder").is_visible()
    assert page.locator(".gt-finder-count").inner_text() == f"{len(rows)} items."
    assert page.locator("thead button").count() == 0
    context.close()


@browser_test
def test_it_works_from_a_file(browser: Browser, northshire: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{(northshire / EXPLORER).as_uri()}?q=oil")
    status(page, "1 item of 12.")
    page.get_by_label("Type").select_option("priority")
    page.wait_for_url(re.compile(r"explorer\.html\?q=oil&type=priority$"))
    assert shown(page) == ["M20_PRI_HARBOURS"]
    page.goto(f"{(northshire / 'search.html').as_uri()}?q=harbour")
    expect(page.locator("#search-results li").first).to_be_visible()
    context.close()
    assert complaints == []


@browser_test
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_list_is_narrowed_or_items_are_found(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address, ready in ((f"{EXPLORER}?q=oil&sort=title", "th[aria-sort]"), ("search.html?q=harbours", ".gt-hits li")):
        page.goto(address)
        page.locator(ready).first.wait_for()
        audit = Axe().run(page, options={"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}})
        assert [(rule["id"], node["html"][:200]) for rule in audit.response["violations"] for node in rule["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


@pytest.fixture(scope="module")
def many(northshire: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with the rows of the list told again and again until there are ten thousand."""
    root = tmp_path_factory.mktemp("many")
    shutil.copytree(northshire / "_static", root / "_static")
    head, _, rest = (northshire / EXPLORER).read_text(encoding="utf-8").partition("<tbody>")
    body, _, tail = rest.partition("</tbody>")
    rows = re.findall(r"<tr .*?</tr>", body, re.DOTALL)
    ids = [str(re.search(r'data-id="(\w+)"', row)[1]) for row in rows]  # type: ignore[index]
    copies = [rows[n % len(rows)].replace(ids[n % len(rows)], f"{ids[n % len(rows)]}_{n}") for n in range(MANY)]
    (root / EXPLORER).parent.mkdir(parents=True)
    (root / EXPLORER).write_text("".join([head, "<tbody>", *copies, "</tbody>", tail]), encoding="utf-8")
    data = search_words(northshire)
    items = {entry[1]: entry for entry in data["entries"] if entry[1] in ids}
    entries = [[items[ids[n % len(ids)]][0], f"{ids[n % len(ids)]}_{n}", *items[ids[n % len(ids)]][2:]] for n in range(MANY)]
    write_search_words(root, {**data, "entries": entries})
    return root / EXPLORER


@browser_test
def test_ten_thousand_items_are_narrowed_at_once(browser: Browser, many: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(many.as_uri())
    status(page, "10,000 items, of which the first 100 are shown.")
    page.locator("#finder-q").focus()
    wait_until(page, "document.querySelector('form.gt-finder').dataset.ready === 'true'")
    page.get_by_label("Words or an id").fill("EV_WAGE")
    status(page, "834 items of 10,000, of which the first 100 are shown.")
    page.get_by_role("button", name="Show all 834 items").click()
    status(page, "834 items of 10,000.")
    assert len(shown(page)) == 834
    assert page.evaluate("document.activeElement.closest('tr').dataset.id") == shown(page)[100]
    page.get_by_role("button", name="Show all items").click()
    status(page, "10,000 items, of which the first 100 are shown.")
    expect(page.locator("table.gt-items tbody tr:visible")).to_have_count(100)
    context.close()


CHOOSE = """(type) => {
    const select = document.querySelector("#finder-type");
    select.value = type;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    return [document.querySelector(".gt-finder-count").textContent,
            [...document.querySelectorAll("table.gt-items tbody tr")].map((row) => row.dataset.id)];
}"""


@browser_test
def test_the_first_rows_and_their_number_are_there_with_the_choice_and_more_follow(browser: Browser, many: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{many.as_uri()}?sort=-title")
    status(page, "10,000 items, of which the first 100 are shown.")
    for kind, number in (("action", "1,666"), ("evidence", "2,502")):
        said, first = page.evaluate(CHOOSE, kind)
        assert said == f"{number} items of 10,000, of which the first 100 are shown."
        status(page, said)
        expect(page.locator("table.gt-items tbody tr:visible")).to_have_count(100)
        assert shown(page)[:len(first)] == first
        assert 10 <= len(first) < 100
    titles = page.locator("table.gt-items tbody a").all_inner_texts()
    assert titles == sorted(titles, reverse=True)
    assert page.locator(".gt-finder-count").get_attribute("aria-hidden") == "true", "the status says the same"
    context.close()


@browser_test
def test_paper_has_every_row_that_fits_and_the_screen_the_first_again(browser: Browser, many: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{many.as_uri()}?publisher=Sea+Office&type=evidence")
    status(page, re.compile("of which the first 100 are shown"))  # type: ignore[arg-type]
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    number = int(page.locator(".gt-finder-count").inner_text().partition(" ")[0].replace(",", ""))
    assert number > 100
    assert "first 100" not in page.locator(".gt-finder-count").inner_text()
    assert len(shown(page)) == number
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert len(shown(page)) == 100
    context.close()


@browser_test
def test_without_scripts_no_row_of_many_is_kept_back(browser: Browser, many: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(many.as_uri(), wait_until="domcontentloaded")
    rows = page.locator("table.gt-items tbody tr")
    expect(rows).to_have_count(MANY, timeout=PATIENCE)
    expect(rows.last).to_be_visible(timeout=PATIENCE)
    context.close()
