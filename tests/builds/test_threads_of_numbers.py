"""Every number of a book, however it is worked out and wherever it stands, leads to its rows, and its rows lead back to it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.books.commands import build_book
from tests.books.small_book import CARD, EVIDENCE, TABLE, write_book

pytestmark = pytest.mark.whole_build

SHARE = "skills-2018:north:2018"
NUMBERS = [
    SHARE, f"{SHARE}, 0 decimals", f"{SHARE}, no unit", f"{SHARE}, as 1 in n", f"{SHARE}, as a fraction",
    "skills-2018:north:latest",
    "people:north:2018", "people:north:2018, in millions", "people:north:2018, nearest 5",
    "people:north:2018, 2 significant figures",
    "people:north:2018 plus people:south:2018", f"skills-2018:land:2018 less {SHARE}",
    f"gap between {SHARE} and skills-2018:land:2018",
    "people:south:2018 as % of people:north:2018, 2 decimals", "people:north:2018 as multiple of people:south:2018",
    f"{SHARE} as index of skills-2018:north:2017", f"rise from skills-2018:north:2017 to {SHARE}",
    f"rise from skills-2018:north:2017 to {SHARE} in points", "fall from people:south:2008 to people:south:2018 with %",
    "annual rise from people:north:2008 to people:north:2018", f"rank of {SHARE} among districts",
    f"rank of {SHARE} among districts from lowest", "sum of people:*:2018 among districts",
    "mean of skills-2018:*:2018 among districts",
    "highest of skills-2018:*:2018 among districts", "count of skills-2018:*:2018 among districts above skills-2018:land:2018",
    "people:south:2018 as % of sum of people:*:2018 among districts, 2 decimals",
]
GAP = f"{{value}}`gap between {SHARE} and skills-2018:land:2018`"
PLACES = f"""
## A heading with {GAP}

| What | Number |
| --- | --- |
| In a cell | {GAP} |

- In a list {GAP}
  - and one within: {GAP}

> In a quotation {GAP}.

In a note.[^n]

[^n]: The note has {GAP}.

:::{{admonition}} Beside
Beside the text {GAP}.
:::

```{{glossary}}
gap
  A gap of {GAP}.
```

Term
: Defined by {GAP}.

As it is typed: ``{{value}}`{SHARE}` ``.

% {GAP} in a comment
"""


def card(title: str, unit: str) -> str:
    named = CARD.replace("Skilled residents", title).replace('unit = "%"', f'unit = "{unit}"')
    return named.replace("decimals = 1", "decimals = 0")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, BeautifulSoup]:
    sentences = "\n\n".join(f"Here is {{value}}`{number}`, and again {{value}}`{number}`." for number in NUMBERS)
    people = "area,period,value\nnorth,2008,2000000\nnorth,2018,2207511\nsouth,2008,1900\nsouth,2018,1500\n"
    root = write_book(tmp_path_factory.mktemp("numbers") / "book", {
        "evidence/people.md": f"{EVIDENCE}\n## Numbers\n\n{sentences}\n{PLACES}", "evidence/data/skills-2018.csv": TABLE,
        "evidence/data/people.csv": people, "evidence/data/people.toml": card("People", "people")})
    assert build_book(root, ["html"]) == 0
    return {path.resolve(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for path in (root / "build/html").rglob("*.html")}


def target(pages: dict[Path, BeautifulSoup], page: Path, link: Tag) -> tuple[Path, Tag]:
    """The page to which a link leads, and what stands there under its name."""
    address = urlsplit(str(link["href"]))
    other = (page.parent / unquote(address.path)).resolve() if address.path else page
    found = pages[other].find(id=unquote(address.fragment))
    assert isinstance(found, Tag), f"{page.name}: {link}"
    return other, found


def plain(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_number_leads_to_the_row_that_has_it_or_to_its_working_with_each_row(pages: dict[Path, BeautifulSoup]) -> None:
    rows = workings = 0
    for page, soup in pages.items():
        for number in soup.select("main a.value"):
            (there, led), text = target(pages, page, number), plain(number)
            if led.name == "tr":
                rows += 1
                assert re.sub(r"[^\d.]", "", text) in plain(led).replace(",", ""), text
            else:
                workings += 1
                assert text in plain(led)
                assert {target(pages, there, link)[1].name for link in led.select("a[href*='row:']")} == {"tr"}
            assert soup.find(id=number["data-working"]) is not None
    assert rows > 5
    assert workings > 50


def test_a_table_lists_every_place_of_each_number_and_each_leads_to_the_number_itself(pages: dict[Path, BeautifulSoup]) -> None:
    places, shown = 0, sum(len(soup.select("main a.value[id]")) for soup in pages.values())
    for page, soup in pages.items():
        for entry in soup.select("section.number"):
            title = plain(entry.select_one("h2, h3, h4")).removesuffix("#").strip()  # type: ignore[arg-type]
            for place in entry.find_all("ul")[-1].find_all("li"):
                _page, led = target(pages, page, place.find("a"))
                if "baseline" not in plain(place):
                    places += 1
                    assert plain(led) == title, place
    assert places >= shown > len(NUMBERS) * 2
