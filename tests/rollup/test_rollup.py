"""A roll-up sets the registers of many areas side by side: what it compares, what it says of gaps, and the site that it makes."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from goldenthread.analysis.gaps import coverage, gaps_of
from goldenthread.analysis.summaries import strength_in_words
from goldenthread.rollup.area_books import AreaBook, keys_of, read_areas, short_names
from goldenthread.rollup.comparison import TagCounts, common_framework, summary_of
from goldenthread.rollup.register_json import register_from_json, schema_faults
from goldenthread.rollup.shared_sources import shared_publications, shared_tables
from tests.analysis.test_changes import BOOK
from tests.books.commands import rollup
from tests.books.register_files import SITE, RegisterData, data_of, each_text, north, register_of, south, write
from tests.browser.browsing import served, wait_until
from tests.browser.test_pages_in_browser import faults_of as faults_by_axe

HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(1)> {value}`x` [x](javascript:alert(1)) **x** "\'&lt;'


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RegisterData]:
    room = tmp_path_factory.mktemp("books")
    return {"north": north(room / "north"), "south": south(room / "south")}


def read(folder: Path, **registers: RegisterData) -> list[AreaBook]:
    books, problems = read_areas([write(folder / f"{name}.json", data) for name, data in registers.items()])
    assert problems == []
    return books


def test_a_register_read_back_thinks_as_the_book_does(tmp_path: Path) -> None:
    book = register_of(tmp_path, BOOK)
    data = data_of(book)
    assert schema_faults(data) == []
    back = register_from_json(data, "register.json")
    for edition in book.editions:
        ours, theirs = book.editions[edition], back.editions[edition]
        assert [(c.tag.id, c.findings, c.priorities, c.traced) for c in coverage(book, ours)] == [
            (c.tag.id, c.findings, c.priorities, c.traced) for c in coverage(back, theirs)]
        assert [gap.why for gap in gaps_of(book, ours).thin] == [gap.why for gap in gaps_of(back, theirs).thin]
    assert [strength_in_words(book, item) for item in book.items.values()] == [
        strength_in_words(back, item) for item in back.items.values()]


def test_areas_stand_in_order_and_are_called_by_what_their_titles_do_not_share(
    areas: dict[str, RegisterData], tmp_path: Path
) -> None:
    books = read(tmp_path, one=areas["south"], other=areas["north"])
    assert [(area.name, area.key, area.edition.id) for area in books] == [
        ("North", "north", "2020-03"), ("South", "south", "2020-03")]


@pytest.mark.parametrize(("titles", "names"), [
    (["Strategy for North", "Strategy for South"], ["North", "South"]),
    (["Strategy for North", "South plan"], ["Strategy for North", "South plan"]),
    (["The plan", "The plan of North"], ["plan", "plan of North"]),
    (["Strategy for North"], ["Strategy for North"]),
    (["North growth plan", "South growth plan"], ["North", "South"]),
    (["Strategaeth ar gyfer Harbwr", "Strategy for North Harbwr"], ["Strategaeth ar gyfer Harbwr", "Strategy for North Harbwr"]),
    (["Strategy for North Vale", "Strategy for South Vale"], ["North Vale", "South Vale"]),
])
def test_short_names(titles: list[str], names: list[str]) -> None:
    assert short_names(titles) == names


def test_no_two_areas_have_one_page() -> None:
    assert keys_of(["North Vale", "north-vale", "Côte d’Or", "東京", "index"]) == [
        "north-vale", "north-vale-2", "cote-dor", "area-4", "index-5"]


@pytest.mark.parametrize(("findings", "high", "priorities", "words"), [
    (0, 0, 0, "Gap: no priority and no finding"), (3, 1, 0, "Gap: no priority, but 3 findings"),
    (0, 0, 1, "Gap: 1 priority, but no finding"), (1, 0, 2, "2 priorities; 1 finding, none of high confidence"),
    (12, 5, 1, "1 priority; 12 findings, 5 of high confidence"),
])
def test_a_gap_is_said_in_words(findings: int, high: int, priorities: int, words: str) -> None:
    assert TagCounts(findings=findings, high=high, priorities=priorities, traced=0).words == words


def test_frameworks_are_compared_by_ids_and_their_differences_are_said(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    third = deepcopy(areas["north"]) | {"title": "Strategy for West"}
    third["tags"] = third["tags"][:1]
    books = read(tmp_path, **areas, west=third)
    common = common_framework(books)
    assert [(tag.id, tag.name) for tag in common.tags] == [("people", "People"), ("clean-growth", "Clean growth")]
    assert list(common.differences) == [
        "People is called “Folk” by South; its id is people everywhere.", "Clean growth is no challenge of West.",
        "Only South has the challenge “Clean water” (water). It is not compared; its items stand on the area's page."]
    cells = [common.cell(summary_of(area), common.tags[1]) for area in books]
    assert [cell and cell.words for cell in cells] == ["Gap: no priority and no finding"] * 2 + [None]


def test_the_same_tag_as_a_foundation_and_as_a_challenge_is_not_one(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    other = deepcopy(areas["south"])
    other["tags"][0]["kind"] = "challenge"
    books = read(tmp_path, north=areas["north"], south=other)
    assert [tag.id for tag in common_framework(books).tags] == ["clean-growth"]


def test_a_table_is_shared_by_title_and_publisher_with_each_release(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    (shared,) = shared_tables(read(tmp_path, **areas))
    assert (shared.title, shared.releases, shared.findings) == ("Skilled residents", ("2019-11", "2018-11"), 2)
    assert [(use.area.name, use.ids) for use in shared.uses] == [("North", ("skills-2018",)), ("South", ("skills-2016",))]


def test_a_table_is_shared_by_its_web_address_however_it_is_called(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    other = deepcopy(areas["south"])
    other["datasets"][0] |= {"title": "Skills", "url": "http://www.example.org/skills/#top"}
    assert len(shared_tables(read(tmp_path, north=areas["north"], south=other))) == 1
    other["datasets"][0]["url"] = "https://example.org/wages"
    assert shared_tables(read(tmp_path, north=areas["north"], south=other)) == []


def test_a_shared_table_has_the_publishers_page_that_any_area_knows(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    other = deepcopy(areas["south"])
    known = areas["north"]["datasets"][0]["url"]
    other["datasets"][0]["url"] = ""
    (shared,) = shared_tables(read(tmp_path, a=other, north=areas["north"]))
    assert known
    assert shared.url == known


def test_the_address_of_a_list_of_tables_joins_nothing(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    other = deepcopy(areas["south"])
    first = other["datasets"][0] | {"title": "Skills"}
    other["datasets"] = [first, first | {"id": "wages", "title": "Wages"}]
    assert shared_tables(read(tmp_path, north=areas["north"], south=other)) == []


def test_publications_are_shared_too(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    one, other = deepcopy(areas["north"]), deepcopy(areas["south"])
    work = {"id": "gov", "title": "Plan", "publisher": "Government", "year": "2017", "url": ""}
    one["references"], other["references"] = [work], [work | {"id": "plan", "publisher": "GOVERNMENT"}]
    assert [source.title for source in shared_publications(read(tmp_path, north=one, south=other))] == ["Plan"]


# one real site of three areas, one of which is written by an enemy

def hostile(data: RegisterData) -> RegisterData:
    """A register of the right shape with hostile words wherever any words may stand."""
    fixed = {*(item["id"] for item in data["items"]), *(item["edition"] for item in data["items"]), *("evidence", "priority"),
             *(item["kind"] for item in data["items"]), *("foundation", "challenge"), *(tag["id"] for tag in data["tags"]),
             *(key for item in data["items"] for keys in item["links"].values() for key in keys), "",
             *(edition["published"] for edition in data["editions"])}
    changed: RegisterData = each_text(data, lambda text: text if text in fixed else f"=1+1 {HOSTILE} {text}")
    for item in changed["items"]:
        item["address"] = f"javascript:alert(1)//x/id/{item['id']}"
    for entry in (*changed["datasets"], *changed["references"]):
        entry["url"] = "javascript:alert(1)//x"
    changed["items"][0]["fields"] |= {"datasets": changed["datasets"][0]["id"], "since": "2019-12", "confidence": "high"}
    return changed | {"title": f"Strategy for {HOSTILE}"}


@pytest.fixture(scope="module")
def built(areas: dict[str, RegisterData], tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("rollup")
    paths = [write(room / f"{name} site/register.json", data).parent for name, data in
             {**areas, "west": hostile(areas["north"])}.items()]
    (room / "south site/id").mkdir()
    assert rollup(paths, room / "out", title="All & <i>every</i>")[0]
    return room / "out"


def pages(built: Path) -> dict[str, BeautifulSoup]:
    return {path.relative_to(built).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in sorted(built.rglob("*.html"))}


@pytest.mark.whole_build
def test_no_page_has_a_script_or_a_link_that_an_area_wrote(built: Path) -> None:
    by_name = pages(built)
    assert len(by_name) > 10
    for name, page in by_name.items():
        assert page.find("meta", {"http-equiv": "Content-Security-Policy"}), name
        for tag in page.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on") or key == "style"], name
            assert not str(tag.get("href", "")).lower().startswith("javascript:"), name
        assert all(script.get("src") and not script.get_text() for script in page.find_all("script")), name
        assert page.find("img") is None, name
    words = "".join(page.get_text() for page in by_name.values())
    assert HOSTILE in words, "a text is shown as its author wrote it"


@pytest.mark.whole_build
def test_every_link_within_the_site_leads_somewhere(built: Path) -> None:
    for name, page in pages(built).items():
        for link in page.find_all("a", href=True):
            parts = urlsplit(str(link["href"]))
            if parts.scheme or ("id" in Path(unquote(parts.path)).parts) or " site" in unquote(parts.path):
                continue
            target = (built / name).parent / unquote(parts.path) if parts.path else built / name
            assert target.is_file(), (name, link["href"])
            if parts.fragment:
                there = BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser")
                assert there.find(id=unquote(parts.fragment)), (name, link["href"])


@pytest.mark.whole_build
def test_priorities_lead_into_each_areas_own_site(built: Path) -> None:
    rows = pages(built)["priorities/foundation-people.html"].select("tbody tr")
    by_name = {row.find_all(["th", "td"])[1].get_text(strip=True): row.find("th").find("a") for row in rows}
    assert by_name["North"]["href"] == f"{SITE}/id/M20_PRI_SKILLS.html"
    assert unquote(by_name["South"]["href"]) == "../../south site/id/M20_PRI_SKILLS.html"
    assert None in by_name.values(), "no way leads into the site of an area that names none"


@pytest.mark.whole_build
def test_local_sites_are_linked_when_asked_for(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    path = write(tmp_path / "site/register.json", areas["north"])
    (tmp_path / "site/id").mkdir()
    good, lines = rollup([path, write(tmp_path / "south.json", areas["south"])], tmp_path / "out", local=True)
    assert good, lines
    page = (tmp_path / "out/priorities/foundation-people.html").read_text(encoding="utf-8")
    assert '"../../site/id/M20_PRI_SKILLS.html"' in page


@pytest.mark.whole_build
def test_the_map_marks_gaps_and_says_what_a_framework_lacks(built: Path) -> None:
    page = pages(built)["map.html"]
    # numbers hold to their words by spaces that do not break
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
            for row in page.select("table.map tbody tr")]
    assert [row[1:] for row in rows if row[0] == "North"] == [["1 priority 1 finding, 1 high", "Gap: no priority and no finding"]]
    assert {cell.get_text() for cell in page.select("td.gap")} == {"Gap: no priority and no finding"}
    assert "Only South has the challenge “Clean water” (water)" in page.get_text()


@pytest.mark.whole_build
def test_what_is_taken_away_says_the_same_and_no_cell_is_a_formula(built: Path) -> None:
    data = json.loads((built / "rollup.json").read_text(encoding="utf-8"))
    north_ = next(area for area in data["areas"] if area["name"] == "North")
    assert north_["cells"]["foundation:people"] == {
        "priorities": 1, "findings": 1, "high": 1, "traced": 1, "words": "1 priority; 1 finding, 1 of high confidence"}
    rows = list(csv.DictReader((built / "rollup.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == ["M20_PRI_SKILLS"] * 3
    assert not [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t]", cell)]
    with zipfile.ZipFile(built / "rollup.xlsx") as book:
        assert not [name for name in book.namelist() if name.startswith("xl/worksheets") and b"<f>" in book.read(name)]


@pytest.mark.whole_build
def test_the_same_registers_give_the_same_bytes(areas: dict[str, RegisterData], tmp_path: Path) -> None:
    paths = [write(tmp_path / f"books/{name}.json", data) for name, data in areas.items()]
    for order in (paths, list(reversed(paths))):
        good, lines = rollup(order, tmp_path / "out")
        assert good, lines
    assert re.search(r"out: two areas with 14 items; 0 of \d+ files changed\.$", lines[-1])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["books", "out"], "nothing is left beside the site"


# a page of each kind, and that of the area with hostile words
SEEN = ("index.html", "map.html", "sources.html", "priorities/index.html", "priorities/all.html",
        "priorities/foundation-people.html", "areas/north.html", "about.html")


@pytest.mark.whole_build
@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_no_page_complains(browser: Browser, built: Path, width: int, scheme: str) -> None:
    faults_of, complaints = {}, []
    with served(built) as address:
        context = browser.new_context(base_url=address, viewport={"width": width, "height": 800},
                                      color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
        for name in (*SEEN, *(path.relative_to(built).as_posix() for path in built.glob("areas/script*.html"))):
            page.goto(name)
            faults_of[name] = faults_by_axe(page)
        page.goto("priorities/all.html")
        if not page.get_by_label("Area", exact=True).is_visible():
            page.get_by_text("Narrow the list", exact=True).click()
        page.get_by_label("Area", exact=True).select_option(label="North (1)")
        wait_until(page, "document.querySelectorAll('.gt-items tbody tr:not([hidden])').length === 1")
        context.close()
    assert {name: faults for name, faults in faults_of.items() if faults} == {}
    assert complaints == []
