"""The pages as a reader meets them, in a real browser: eyes, keyboard, telephone, paper."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from docutils import nodes
from playwright.sync_api import Browser, Page, expect

from goldenthread.documents.nodes import drawing
from goldenthread.site.html_translator import visit_drawing
from tests.browser.browsing import sheets_of, wait_until

pytestmark = pytest.mark.browser

SEA, HARBOUR, NOTES = "evidence/sea.html", "strategy/2020-03/harbour.html", "evidence/notes.html"
THREADS = "strategy/2020-03/annex-threads.html"
SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
"""How far apart a reader may set lines, letters, words and paragraphs (WCAG 1.4.12)."""


@pytest.fixture(scope="module")
def names(northshire: Path) -> list[str]:
    return sorted(str(path.relative_to(northshire)) for path in northshire.rglob("*.html"))


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page that is open, with its rule for the size of targets, which it leaves out of itself."""
    audit = Axe().run(page, options={"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}})
    return [f"{rule['id']}: {node['html'][:160]}" for rule in audit.response["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(browser: Browser, site: str, names: list[str], width: int, scheme: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page, faults_by_page = context.new_page(), {}
    for name in names:
        page.goto(name)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        faults_by_page[name] = faults_of(page)
    context.close()
    assert {name: faults for name, faults in faults_by_page.items() if faults} == {}


def test_axe_would_find_a_fault(page: Page) -> None:
    page.goto(SEA)
    page.evaluate("document.querySelector('main p').outerHTML = '<img src=\"../_static/icon.svg\"><a href=\"#main\"></a>'")
    assert {fault.split(":")[0] for fault in faults_of(page)} >= {"image-alt", "link-name"}


def test_no_page_complains_or_asks_anything_of_another_site(page: Page, site: str, names: list[str]) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", lambda request: None if request.url.startswith(site) else complaints.append(request.url))
    page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    for name in names:
        page.goto(name, wait_until="networkidle")
    assert complaints == []


def test_a_script_or_style_that_is_written_into_a_page_does_nothing(page: Page) -> None:
    page.goto(SEA)
    page.evaluate("""() => {
        window.broken = [];
        document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        document.querySelector("h1").insertAdjacentHTML("beforeend", '<b id="late" style="color: red">x</b>');
    }""")
    wait_until(page, "window.broken.length > 1")
    assert page.evaluate("window.ran ?? false") is False
    assert page.evaluate("getComputedStyle(late).color === getComputedStyle(document.body).color")
    assert set(page.evaluate("window.broken")) == {"script-src-elem", "style-src-attr"}


def test_search_finds_an_item_under_the_same_policy(page: Page) -> None:
    page.goto("index.html")
    page.get_by_label("Search the book").fill("harbour")
    page.keyboard.press("Enter")
    page.locator(".gt-hits li a").first.wait_for()
    assert "Harbours" in [text.strip() for text in page.locator(".gt-hits li > a").all_inner_texts()]


REACHABLE = """() => {
    const all = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
    window.controls = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length);
    return window.controls.length;
}"""
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [window.controls.indexOf(one), outlined, one.outerHTML.slice(0, 120)];
}"""


@pytest.mark.parametrize("name", [SEA, HARBOUR, NOTES, "search.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_tab_key_reaches_every_control_in_order_and_shows_where_it_is(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(name)
    page.wait_for_timeout(100)  # regions that need not scroll leave the order first
    count = page.evaluate(REACHABLE)
    order = []
    for _ in range(count):
        page.keyboard.press("Tab")
        place, visible, html = page.evaluate(FOCUS)
        assert visible, html
        order.append(place)
    assert order == list(range(count))


def test_the_skip_link_comes_first_and_leads_past_the_contents(page: Page) -> None:
    page.goto(SEA)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    wait_until(page, "document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_contents_open_and_close_on_a_telephone(phone: Page) -> None:
    phone.goto(SEA)
    contents, button = phone.get_by_role("navigation", name="Contents of the book"), phone.get_by_role("button", name="Contents")
    assert not contents.is_visible()
    button.press("Enter")
    assert contents.is_visible()
    phone.keyboard.press("Escape")
    assert not contents.is_visible()
    assert phone.evaluate("document.activeElement.textContent") == "Contents"
    phone.get_by_role("button", name="On this page").tap()
    phone.get_by_role("link", name="What it pays", exact=True).tap()
    assert phone.url.endswith("#what-it-pays")
    assert not phone.get_by_role("navigation", name="On this page").is_visible()


@pytest.mark.parametrize("width", [320, 360, 700, 1000, 1280])
def test_no_page_scrolls_sideways(page: Page, names: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    wide = {}
    for name in names:
        page.goto(name)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        over = page.evaluate("document.documentElement.scrollWidth") - width
        if over > 0:
            wide[name] = over
    assert wide == {}


def space_text(page: Page) -> None:
    page.evaluate("""(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }""", SPACED)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_lost_or_scrolls_sideways_where_a_reader_spaces_the_text(page: Page, names: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    wide = {}
    for name in names:
        page.goto(name)
        space_text(page)
        over = page.evaluate("document.documentElement.scrollWidth") - width
        if over > 0:
            wide[name] = over
    assert wide == {}


CHART_TEXTS = """() => {
    const faults = []; let seen = 0;
    for (const svg of document.querySelectorAll(":is(.gt-chart, .gt-drawing) svg")) {
        if (!svg.checkVisibility() || !svg.getClientRects().length) continue;
        const room = svg.closest(".gt-scroll").getBoundingClientRect();
        const size = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        for (const text of svg.querySelectorAll("text")) {
            const box = text.getBoundingClientRect();
            seen += 1;
            if (parseFloat(getComputedStyle(text).fontSize) * size < 12) faults.push(`small: ${text.textContent}`);
            if (box.left < room.left - 0.5 || box.right > room.right + 0.5) faults.push(`cut: ${text.textContent}`);
        }
    }
    return [seen, faults];
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("spaced", [False, True])
def test_the_words_in_a_chart_are_at_least_12_pixels_and_none_is_cut(page: Page, width: int, spaced: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    seen = 0
    faults: list[str] = []
    for name in (SEA, THREADS, "id/M20_PRI_HARBOURS.html"):
        page.goto(name)
        if spaced:
            space_text(page)
        more, cut = page.evaluate(CHART_TEXTS)
        seen, faults = seen + more, faults + cut
    assert faults == []
    assert seen > 30


def test_a_wide_table_scrolls_by_the_arrow_keys_in_its_own_region(phone: Page) -> None:
    phone.goto(NOTES)
    region = phone.get_by_role("region", name="Table: A wide table")
    region.focus()
    phone.keyboard.press("ArrowRight")
    wait_until(phone, "document.activeElement.scrollLeft > 0")
    assert region.get_attribute("tabindex") == "0"


def test_a_table_that_fits_is_no_stop_for_the_tab_key(page: Page) -> None:
    page.goto(NOTES)
    wait_until(page, """!document.querySelector("[aria-label='Table: Tables']").hasAttribute("tabindex")""")


def test_a_chart_is_a_picture_with_words_and_its_numbers_are_one_step_away(page: Page) -> None:
    page.goto(SEA)
    assert page.get_by_role("img").count() == 4
    assert page.get_by_role("img", name="Two rising lines; the kingdom's stays above Northshire's.").is_visible()
    table = page.locator("#chart-wage-2018 table")
    assert not table.is_visible()
    page.locator("#chart-wage-2018 summary").press("Enter")
    assert table.is_visible()


def test_paper_has_the_page_and_none_of_the_frame(page: Page) -> None:
    page.goto(SEA)
    page.emulate_media(media="print", color_scheme="dark")
    page_itself = ["main h1", ".gt-item", ".gt-chart svg", "#EV_CATCH .facts details li"]
    frame = [".gt-header", ".gt-contents", ".gt-toc", ".gt-neighbours", ".gt-scheme", ".gt-chart table"]
    assert [part for part in frame + page_itself if page.locator(part).first.is_visible()] == page_itself
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("name", "row"), [("docs/reviewers/explorer.html", "EV_CATCH"), (THREADS, "M20_PRI_HARBOURS")])
def test_on_paper_a_table_of_many_rows_begins_on_the_first_sheet_without_addresses(page: Page, name: str, row: str) -> None:
    page.goto(name)
    # so many rows that the table is longer than what the first sheet has left
    page.evaluate("""(id) => { const one = [...document.querySelectorAll("tbody tr")].find((row) => row.textContent.includes(id));
        for (let count = 0; count < 60; count++) one.after(one.cloneNode(true)); }""", row)
    sheets = sheets_of(page)
    assert len(sheets) > 1
    assert sheets[0].replace("\n", "").count(row) > 2, "a narrow column breaks an id"
    assert "https://" not in sheets[0]


def test_each_sheet_of_a_long_table_repeats_the_headings_by_which_it_is_sorted(page: Page) -> None:
    page.goto("docs/reviewers/explorer.html")
    expect(page.locator("button.gt-sort").first).to_be_visible()
    page.evaluate("""() => { const one = document.querySelector("table.gt-items tbody tr");
        for (let count = 0; count < 60; count++) one.after(one.cloneNode(true)); }""")
    sheets = sheets_of(page)
    of_table = [sheet for sheet in sheets if "Evidence" in sheet]
    assert len(of_table) > 2
    assert all("Foundation" in sheet and "Publisher" in sheet for sheet in of_table)


@pytest.mark.parametrize("height", [1100, 5000])
def test_a_picture_taller_than_a_sheet_is_left_to_the_words_below_it_on_paper(page: Page, height: int) -> None:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="880" height="{height}" viewBox="0 0 880 {height}"></svg>'
    body: list[str] = []
    writer = SimpleNamespace(body=body, region=lambda *about: "<div>")
    with suppress(nodes.SkipNode):
        visit_drawing(writer, drawing("", svg=drawn, narrow="", name="Threads"))  # type: ignore[arg-type]
    page.goto(THREADS)
    page.evaluate("(html) => { document.querySelector('.gt-page').innerHTML = html; }", "".join(body))
    picture, words = page.locator(".gt-drawing"), page.get_by_text("The picture is taller than a sheet of paper")
    assert (picture.is_visible(), words.is_visible()) == (True, False)
    page.emulate_media(media="print")
    assert (picture.is_visible(), words.is_visible()) == ((True, False) if height < 1200 else (False, True))


def test_on_a_screen_each_entry_of_a_cell_has_its_own_line_and_on_paper_a_semicolon(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(THREADS)
    cell = page.locator("td:has(.gt-between)").first
    entries, between = cell.locator(".gt-line"), cell.locator(".gt-between").first
    cell.scroll_into_view_if_needed()
    places = [entry.bounding_box() for entry in entries.all()]
    assert len(places) > 1
    assert all(one and other and one["y"] + one["height"] <= other["y"] for one, other in pairwise(places))
    assert not between.is_visible()
    page.emulate_media(media="print")
    assert between.inner_text().strip() == ";"
    assert between.is_visible()


def test_two_links_one_below_the_other_in_a_table_can_each_be_hit(page: Page) -> None:
    page.goto(THREADS)
    cell = page.locator("table.docutils td").first
    assert float(cell.evaluate("(one) => getComputedStyle(one).lineHeight").removesuffix("px")) >= 24


def test_the_reader_chooses_colours_and_they_are_kept(page: Page) -> None:
    page.goto(SEA)
    button = page.locator(".gt-scheme")
    seen = []
    for _ in range(3):
        seen.append((button.inner_text(), page.evaluate("getComputedStyle(document.body).backgroundColor")))
        button.press("Enter")
    white, black = "rgb(255, 255, 255)", "rgb(20, 24, 27)"
    assert seen == [("Colours: automatic", white), ("Colours: light", white), ("Colours: dark", black)]
    button.press("Enter")
    button.press("Enter")
    page.goto(HARBOUR)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == black


def test_without_scripts_everything_is_there(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(SEA)
    for part in ("#EV_CATCH", "#EV_CATCH dl.facts", "#chart-wage-2018 svg:visible", "footer"):
        assert page.locator(part).is_visible(), part
    assert not page.locator(".gt-scheme").is_visible()
    page.locator("#chart-wage-2018 summary").click()
    assert page.locator("#chart-wage-2018 table").is_visible()
    page.get_by_role("button", name="Contents").click()
    page.get_by_role("link", name="March 2020 edition").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("March 2020 edition")
    context.close()


def test_nothing_moves_for_a_reader_who_wants_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(SEA)
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).map((one) => one.outerHTML.slice(0, 80))""")
    assert moving == []
