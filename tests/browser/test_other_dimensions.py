"""A book of seven themes by three habitats, as its pages show it and as its list of all items is narrowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.books.commands import build_book
from tests.books.framework_shapes import book_of_shape
from tests.books.small_book import write_book

REVIEWERS = ("map", "explorer", "coverage", "gap-lists", "framework")
VIEWS = {"map": "evidence-map"}


@pytest.fixture(scope="module")
def nature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = book_of_shape("nature")
    pages = {f"docs/reviewers/{name}.md": f"# {name}\n\n```{{{VIEWS.get(name, name)}}}\n```\n" for name in REVIEWERS}
    root = write_book(tmp_path_factory.mktemp("nature"), files | pages | {
        "index.md": files["index.md"].replace("evidence/index\n", "".join(
            f"docs/reviewers/{name}\n" for name in REVIEWERS) + "evidence/index\n")})
    assert build_book(root, ["html"]) == 0
    return root / "build/html"


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.whole_build
def test_pages_speak_of_themes_and_habitats(nature: Path) -> None:
    drawn = soup_of(nature / "docs/reviewers/map.html").select_one("table.map")
    assert drawn is not None
    heads = [cell.get_text(strip=True) for cell in drawn.select("thead th")]
    assert heads == ["Theme", "Moorland", "Marsh", "Coast", "None of the habitats"]
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in drawn.select("tbody tr")]
    assert [row[0] for row in rows] == ["Soil", "Water", "Species", "Woods", "People", "Farming", "Climate"]
    assert rows[1][2] == "1 finding, 1 of high confidence ; 1\N{NO-BREAK SPACE}priority"
    link = drawn.select_one("tbody a")
    assert link is not None
    place = soup_of(nature / "docs/reviewers/map.html").find(id=str(link["href"]).removeprefix("#"))
    assert place is not None and "Water: Marsh" in place.get_text()
    more = place.select_one("a[href*='explorer.html?']")
    assert more is not None and str(more["href"]).endswith("?edition=2020-03&theme=water&priority-habitat=marsh")
    covered = soup_of(nature / "docs/reviewers/coverage.html").select_one("table thead th")
    assert covered is not None and covered.get_text(strip=True) == "Theme or habitat"
    framework = soup_of(nature / "docs/reviewers/framework.html")
    assert [caption.get_text(strip=True) for caption in framework.select("caption .caption-text")] == [
        "Themes (Nature recovery)", "Priority habitats (Nature recovery)"]
    texts = [path.read_text(encoding="utf-8") for path in nature.rglob("*.html")]
    assert not [text for text in texts if "oundation" in text or "rand challenge" in text]


@pytest.mark.whole_build
def test_the_list_is_narrowed_and_sorted_by_a_dimension_with_a_hyphen(nature: Path, page: Page) -> None:
    page.goto(f"{(nature / 'docs/reviewers/explorer.html').as_uri()}?priority-habitat=marsh&type=priority")
    expect(page.locator("select[name=priority-habitat]")).to_have_value("marsh")
    expect(page.locator(".gt-finder-count")).to_have_text("2 items of 7.")
    page.get_by_role("button", name="Priority habitat").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Priority habitat")
