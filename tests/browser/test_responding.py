"""A reader responds in the browser alone, and what is saved comes in whole."""

from __future__ import annotations

import base64
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import goldenthread
from goldenthread.book import read_book
from goldenthread.consultation.intake import IntakeRequest
from tests.books.commands import intake

pytestmark = pytest.mark.browser

COMMENTING = Path(goldenthread.__file__).parent / "site/static/comment.js"
SELECT = """() => {
  const words = document.querySelector("article.gt-evidence p:not(.kicker)");
  getSelection().selectAllChildren(words);
  return [words.closest("article").id, getSelection().getRangeAt(0).toString()];
}"""


@pytest.fixture
def finding(page: Page, northshire: Path) -> tuple[str, str]:
    """An item, and the words of it that a reader has marked; its page says to comment on them."""
    register = read_book(northshire.parent.parent).register
    chapter = next(item.place.docname for item in register.items.values() if item.kind == "evidence")
    page.goto(f"{chapter}.html")
    item, words = page.evaluate(SELECT)
    return item, words


def keep_point(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Your point").fill(words)
    page.get_by_role("button", name="Keep this point").click()


def test_marked_words_become_a_point_that_intake_takes_in(
    page: Page, northshire: Path, finding: tuple[str, str], tmp_path: Path,
) -> None:
    item, words = finding
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.method))
    page.get_by_role("link", name="Comment on these words").click()
    expect(page.locator(".gt-quoted")).to_contain_text(" ".join(words.split())[:40])
    expect(page.get_by_label("What it is about")).to_have_value(item)
    keep_point(page, "Not so <b>since</b> 2018.")
    page.reload()  # the draft is still there
    page.get_by_label("Your organisation").fill("Shore Trust")
    page.get_by_label("I agree").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the response as a file").click()
    assert re.match("mailto:.*subject=Response", page.get_by_role("link", name="Write the e-mail").get_attribute("href") or "")
    assert set(asked_for) == {"GET"}
    file = tmp_path / "response.html"
    saved.value.save_as(file)
    book = tmp_path / "book"
    shutil.copytree(northshire.parent.parent, book, ignore=shutil.ignore_patterns("build"))
    before = {one.id for one in read_book(book).register.responses()}
    good, lines = intake(book, IntakeRequest(path=file, respondent="Shore Trust", received=date(2020, 1, 2)), date(2020, 2, 1))
    assert good, lines
    taken = [one for one in read_book(book).register.responses() if one.id not in before]
    assert not any("do not stand" in line for line in lines), (lines, words)
    assert [(one.links["about"], one.text("source")) for one in taken] == [((item,), "response page")]
    assert " ".join(words.split())[:40] in " ".join(taken[0].body.split())
    assert any(re.search(r"1 taken in, 0 left out, 0 open", line) for line in lines), lines


def test_a_draft_tells_of_words_that_are_no_longer_on_their_page(page: Page, finding: tuple[str, str]) -> None:
    chapter = page.url
    page.get_by_role("link", name="Comment on these words").click()
    keep_point(page, "Old.")
    page.goto(chapter)
    page.goto("respond.html")
    expect(page.locator(".gt-points")).not_to_contain_text("The page was reworded")
    page.evaluate("""() => { const key = Object.keys(localStorage).find((one) => one.startsWith("goldenthread.response"));
        localStorage.setItem(key, localStorage.getItem(key).replaceAll('"exact":"', '"exact":"Formerly ')); }""")
    page.goto(chapter)
    page.goto("respond.html")
    expect(page.locator(".gt-points")).to_contain_text("The page was reworded. It says here now: “")


STANDING = [
    # the words stand where they stood, though they stand elsewhere, too
    ("One two three. Four five six. One two three.", "One two three.", "Four five", ""),
    # what stood around them is gone: they stand in another place
    ("Seven eight nine. One two three. Ten eleven.", "One two three.", "Four five six seven", "stand elsewhere"),
    ("Four five six. One, two and three. Seven eight nine.", "One two three.", "Seven eight nine.",
     "It says here now: “One, two and three.”"),
    ("Four five six. Seven eight nine.", "One two three.", "Seven eight nine.", "taken out of the page"),
    ("Nothing of it.", "One two three.", "Seven eight nine.", "not found again"),
]


@pytest.mark.parametrize(("text", "exact", "suffix", "due"), STANDING)
def test_a_quotation_is_found_again_by_what_stands_around_it(
    text: str, exact: str, suffix: str, due: str, page: Page, finding: tuple[str, str],
) -> None:
    chapter = page.url
    page.get_by_role("link", name="Comment on these words").click()
    keep_point(page, "A point.")
    prefix = "Four five six. " if suffix.startswith("Seven") else ""
    page.evaluate("""([exact, prefix, suffix]) => {
        const key = Object.keys(localStorage).find((one) => one.startsWith("goldenthread.response"));
        const draft = JSON.parse(localStorage.getItem(key));
        draft.points[0].target.selector = [{ type: "TextQuoteSelector", exact, prefix, suffix }];
        localStorage.setItem(key, JSON.stringify(draft));
    }""", [exact, prefix, suffix])
    # the page as it would be after its author has changed it
    page.route("**/comment.js*", lambda route: route.fulfill(
        content_type="text/javascript",
        body=f"document.querySelector('#main .gt-page').textContent = {json.dumps(text)};\n{COMMENTING.read_text('utf-8')}"))
    page.goto(chapter)
    page.goto("respond.html")
    points = page.locator(".gt-points")
    expect(points).to_contain_text(due or "A point.")
    if not due:
        expect(points).not_to_contain_text("page")


def test_a_saved_response_with_a_file_is_opened_again_and_goes_on(page: Page, finding: tuple[str, str], tmp_path: Path) -> None:
    page.get_by_role("link", name="Comment on these words").click()
    keep_point(page, "One.")
    table = tmp_path / "our survey.csv"
    table.write_text("item,point\nEV_X,Two\n", encoding="utf-8")
    page.get_by_label("Files to put into the response").set_input_files(table)
    expect(page.locator(".gt-attached")).to_contain_text("our survey.csv")
    page.get_by_label("Your organisation").fill("Shore Trust")
    page.get_by_label("I agree").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the response as a file").click()
    file = tmp_path / "response.html"
    saved.value.save_as(file)
    assert base64.b64encode(table.read_bytes()).decode() in file.read_text(encoding="utf-8")
    page.evaluate("localStorage.clear()")
    page.goto("respond.html")
    expect(page.locator(".gt-points li")).to_have_count(0)
    page.get_by_label("Go on with a response").set_input_files(file)
    expect(page.locator(".gt-points")).to_contain_text("The point: One.")
    expect(page.locator(".gt-attached")).to_contain_text("our survey.csv")
    expect(page.get_by_label("Your organisation")).to_have_value("Shore Trust")
    page.get_by_label("Go on with a response").set_input_files(table)
    expect(page.get_by_role("status").first).to_contain_text("no response that this page has saved")
    large = tmp_path / "large.bin"
    large.write_bytes(b"0" * (21 * 1024 * 1024))
    page.get_by_label("Files to put into the response").set_input_files(large)
    expect(page.get_by_role("status").first).to_contain_text("large.bin (21.0 MB) was not put in")
    axe = Axe().run(page)
    assert axe.violations_count == 0, axe.generate_report()


def test_it_is_used_by_keyboard_and_can_be_changed_and_deleted(page: Page, northshire: Path) -> None:
    page.goto("respond.html")
    page.get_by_label("What it is about").select_option(index=1)
    page.get_by_role("textbox", name="Your point").focus()
    page.keyboard.type("One.")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Point 1 is kept")
    page.get_by_role("button", name="Change point 1").press("Enter")
    keep_point(page, "Two.")
    expect(page.locator(".gt-points")).to_contain_text("The point: Two.")
    expect(page.locator(".gt-points li")).to_have_count(1)
    page.get_by_role("button", name="Save the response").click()  # without a name and without consent nothing is saved
    expect(page.get_by_role("link", name="Write the e-mail")).to_be_hidden()
    axe = Axe().run(page)
    assert axe.violations_count == 0, axe.generate_report()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete the draft").click()
    expect(page.locator(".gt-points li")).to_have_count(0)


def test_without_a_script_the_page_is_a_form_to_print(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("respond.html")
    expect(page.get_by_role("textbox", name="Your point")).to_be_visible()
    expect(page.get_by_role("button", name="Save the response as a file")).to_be_hidden()
    expect(page.get_by_text("one copy for each point")).to_be_visible()
    context.close()
