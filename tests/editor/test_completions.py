"""What is offered where an author stands, in text that is only half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.editor.completions import MOST_OFFERED
from goldenthread.editor.open_book import OpenBook
from tests.books.own_words import own_book
from tests.books.small_book import write_book
from tests.editor.typing_aid import offered, opened, taken

BIB = "@misc{office2018,\n title = {Skills},\n author = {{Office}},\n url = {https://example.org/s}\n}\n"
EDITIONS = "strategy/editions.toml"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenBook:
    return opened(write_book(tmp_path_factory.mktemp("book"), {"evidence/references.bib": BIB}))


@pytest.mark.parametrize(("text", "words"), [
    ("A {value}`|", ["skills-2018:"]),
    ("A {value}`skills-2018:n|", ["skills-2018:north:"]),
    ("A\n{value}`skills-2018:north:|", ["skills-2018:north:2017", "skills-2018:north:2018"]),
    (":::{priority} Raise skills\n:id: X\n:rests_on: |", ["EV_SKILLS"]),
    (":::{priority} Raise skills\n:rests_on: EV_OTHER, EV|", ["EV_SKILLS"]),
    (":::{action} Courses\n:delivers: |", ["D19_PRI_SKILLS", "M20_PRI_SKILLS"]),
    (":::{evidence} A\n:confidence: |", ["high", "medium", "low"]),
    (":::{evidence} A\n:tags: |", ["people", "clean-growth"]),
    (":::{evidence} A\n:datasets: |", ["skills-2018"]),
    (":::{evidence} A\n:references: |", ["office2018"]),
    (":::{evidence} A\n:since: |", ["2019-12", "2020-03"]),
    ("As said {cite:t}`of|", ["office2018"]),
    ("```{chart} |", ["skills-2018"]),
    ("```{chart} skills-2018\n:kind: li|", ["bar", "line", "multiples", "tiles"]),
    ("```{chart} skills-2018\n:areas: |", ["north", "south", "land", "district", "country"]),
    ("```{chart} skills-2018\n:periods: |", ["2017", "2018"]),
    ("```{toctree}\n|", ["index"]),
    ("Nothing here|", []),
    (":::{evidence} A\n:id: EV_A\n\nIn the body :|", []),
])
def test_what_is_offered(book: OpenBook, text: str, words: list[str]) -> None:
    found = [one.text for one in offered(book, text)]
    assert [one for one in found if one in words] == words if "value" in text else sorted(found) == sorted(words)


NOTES = """\
# Notes

See [the share](people.md), {ref}`how it is counted <counting>` and {term}`value added`.

## What the data show

```{glossary}
Value added
  What is made, less what is used for it.
```

(counting)=
### How it is counted

(the-chart)=
```{chart} skills-2018
:alt: Skills by area, highest in the land.
```
"""


def test_pages_headings_names_and_terms_are_offered_where_a_link_or_a_role_leads_to_them(tmp_path: Path) -> None:
    book = opened(write_book(tmp_path, {"evidence/notes.md": NOTES, "evidence/map.png": b"x"}))
    assert [one.text for one in offered(book, "[more](|")][:2] == ["index.md", "notes.md"]
    assert "../../evidence/notes.md" in [one.text for one in offered(book, "[more](|", "strategy/2019-12/people.md")]
    found = {one.text: one.beside for one in offered(book, "[more](notes.md#|")}
    assert found["notes.md#what-the-data-show"] == "What the data show" and "notes.md#counting" in found
    assert [one.text for one in offered(book, "[more](#|")] == ["#people"]
    assert taken(book, "[more](notes.md#wh|)", "notes.md#what-the-data-show") == "[more](notes.md#what-the-data-show)"
    assert [one.text for one in offered(book, "![A map](|")] == ["map.png"]
    assert [one.text for one in offered(book, "```{figure} |")] == ["map.png"]
    assert taken(book, "{ref}`how <c|>`", "counting") == "{ref}`how <counting>`"
    assert [one.text for one in offered(book, "{numref}`|")] == ["the-chart"]
    assert taken(book, "{term}`value a|`", "Value added") == "{term}`Value added`"
    assert [one.text for one in offered(book, "```{priority-list} |")] == ["2019-12", "2020-03"]
    assert "evidence/people" in [one.text for one in offered(book, "```{chapter-sources} |")]


def test_a_number_stands_beside_what_gives_it_and_a_name_beside_an_area(book: OpenBook) -> None:
    assert [one.beside for one in offered(book, "{value}`skills-2018:north:|")][:2] == ["30.0%", "33.0%"]
    assert next(one for one in offered(book, "{value}`skills-2018:|") if "north" in one.text).beside == "North"
    after = {one.text: one.beside for one in offered(book, "{value}`skills-2018:north:2018, |")}
    assert after["0 decimals"] == "33%"


def test_what_is_begun_is_replaced_and_the_rest_kept(book: OpenBook) -> None:
    assert taken(book, "It was {value}`skills-2018:no|` once", "skills-2018:north:") == "It was {value}`skills-2018:north:` once"
    assert taken(book, "{need}`the skills <EV_S|>`", "EV_SKILLS") == "{need}`the skills <EV_SKILLS>`"
    assert taken(book, ":::{evidence} A\n:con|", "confidence: ") == ":::{evidence} A\n:confidence: "
    assert taken(book, ":::{ev|", "evidence") == ":::{evidence"
    assert taken(book, "A {va|", "value") == "A {value"
    assert taken(book, "rise from skills-2018:north:2017 {value}`skills-2018:north:2018 as % o|", "as % of").endswith("as % of")


def test_options_of_a_kind_are_offered_with_their_choices_and_settings_with_ids(book: OpenBook) -> None:
    options = {one.text: one.beside for one in offered(book, ":::{evidence} A\n:id: EV_A\n:|")}
    assert options["confidence: "] == "high, medium, low" and "delivers: " not in options
    found = offered(book, '[[edition.dropped]]\nid = "D19_|', EDITIONS)
    assert {one.text for one in found} >= {"D19_PRI_SKILLS", "EV_SKILLS"}
    assert taken(book, 'because = ["EV|"]', "EV_SKILLS", EDITIONS) == 'because = ["EV_SKILLS"]'


def test_a_kind_of_item_and_a_choice_of_the_book_s_own_are_offered(tmp_path: Path) -> None:
    book = opened(write_book(tmp_path, own_book()))
    assert {one.text: one.beside for one in offered(book, ":::{ri|")}["risk"] == "Risk"
    assert sorted(one.text for one in offered(book, ":::{risk} A\n:likelihood: |")) == ["likely", "rare"]
    assert "threatens: " in [one.text for one in offered(book, ":::{risk} A\n:th|")]


def test_of_a_list_that_is_too_long_what_is_typed_comes_first_and_nothing_is_out_of_reach(tmp_path: Path) -> None:
    entry = BIB.replace("office2018", "entry{0}").replace("Skills", "Report on town {0}")
    entries = "".join(entry.replace("{0}", f"{number:04}") for number in range(MOST_OFFERED + 100))
    book = opened(write_book(tmp_path, {"evidence/references.bib": entries}))
    every = offered(book, "As said {cite}`|")
    assert len(every) == MOST_OFFERED and every[0].text == "entry0000"
    assert [one.text for one in offered(book, "As said {cite}`entry0598|")] == ["entry0598"]
    assert [one.text for one in offered(book, "As said {cite}`0599|")] == ["entry0599"]
    assert taken(book, "As said {cite}`entry0598|", "entry0598") == "As said {cite}`entry0598"
