"""`{value}`: what an expression becomes, and how it is printed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_datasets
from goldenthread.model import Dataset
from goldenthread.model.expression_grammar import CHANGES, COMPARISONS, MADE_OF_MANY
from goldenthread.model.expression_options import OPTIONS
from goldenthread.model.expressions import Unresolved
from goldenthread.model.values import resolve
from tests.books.small_book import CARD, write_book

SPENDING = CARD.replace('unit = "%"', 'unit = "£ million"').replace("decimals = 1", "decimals = 0") + 'dimensions = ["sector"]\n'
PEOPLE = CARD.replace('unit = "%"', 'unit = "people"').replace("decimals = 1", "decimals = 0")


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    root = write_book(tmp_path_factory.mktemp("book"), {
        "evidence/data/spend-2018.csv": "area,period,sector,value\nnorth,2018,Health and care,44090\nnorth,2018,Roads,1000.5\n"
                                        "land,2018,Roads,4002\n",
        "evidence/data/spend-2018.toml": SPENDING,
        "evidence/data/people-2018.csv": "area,period,value\nnorth,2008,2000000\nnorth,2018,2207511\nsouth,2018,1500\n",
        "evidence/data/people-2018.toml": PEOPLE,
        "evidence/data/shrink.csv": "area,period,value\nnorth,2008,500\nnorth,2018,400\nsouth,2018,400\n",
        "evidence/data/shrink.toml": PEOPLE.replace('unit = "people"', 'unit = "shops"'),
        "evidence/data/estimate.csv": "area,period,value,margin\nnorth,2018,33.4,1.2\n",
        "evidence/data/estimate.toml": CARD + 'interval = ["margin"]\n',
        "evidence/data/range.csv": "area,period,value,lower,upper\nnorth,2018,40.2,39.2,41.7\n",
        "evidence/data/range.toml": CARD + 'interval = ["lower", "upper"]\n',
        "evidence/data/rank-2018.csv": "area,period,value\nnorth,2018,23\n",
        "evidence/data/rank-2018.toml": PEOPLE.replace('unit = "people"', 'unit = ""'),
    })
    loaded, problems = read_datasets(root, read_areas(root)[0])
    assert problems == []
    return loaded


@pytest.mark.parametrize(("expression", "text"), [
    ("skills-2018:north:2018", "33.0%"),
    ("skills-2018:north:2018, 0 decimals", "33%"),
    ("skills-2018:north:2018, no unit", "33.0"),
    ("skills-2018:land:2018 less skills-2018:north:2018", "6.2\N{NO-BREAK SPACE}percentage points"),
    ("skills-2018:north:2018 less skills-2018:land:2018", "\N{MINUS SIGN}6.2\N{NO-BREAK SPACE}percentage points"),
    ("skills-2018:north:2018 as % of skills-2018:south:2018", "82.5%"),
    ("rise from skills-2018:north:2017 to skills-2018:north:2018", "10.0%"),
    ("rank of skills-2018:north:2018 among district", "2nd"),
    ("rank of skills-2018:north:2018 among districts from lowest", "1st"),
    ("rank of skills-2018:land:2018 among district", "2nd"),
    ("spend-2018:north:2018:health-and-care", "£44,090\N{NO-BREAK SPACE}million"),
    ("spend-2018:north:2018:health-and-care, in billions", "£44.1\N{NO-BREAK SPACE}billion"),
    ("spend-2018:north:2018:health-and-care plus spend-2018:north:2018:roads, nearest 100", "£45,100\N{NO-BREAK SPACE}million"),
    ("spend-2018:land:2018:roads as multiple of spend-2018:north:2018:roads, 2 decimals", "4.00\N{NO-BREAK SPACE}times"),
    ("people-2018:north:2018", "2,207,511\N{NO-BREAK SPACE}people"),
    ("people-2018:north:2018, in millions", "2.2\N{NO-BREAK SPACE}million\N{NO-BREAK SPACE}people"),
    ("rank-2018:north:2018, ordinal", "23rd"),
    ("people-2018:south:2018, nearest 1000, no unit", "2,000"),
])
def test_an_expression_is_printed_in_the_units_of_its_card(expression: str, text: str, datasets: dict[str, Dataset]) -> None:
    shown = resolve(expression, datasets).text.replace(" ", "\N{NO-BREAK SPACE}")
    assert shown == text.replace(" ", "\N{NO-BREAK SPACE}")


GUIDE = (Path(__file__).parents[2] / "docs/authors/numbers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r'``([a-z][^`{]*)``: "([^"]+)"', GUIDE)


@pytest.mark.parametrize(("expression", "text"), EXAMPLES)
def test_an_example_of_the_guide_comes_to_what_the_guide_says(expression: str, text: str, datasets: dict[str, Dataset]) -> None:
    assert resolve(expression, datasets).text.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize("form", [
    *CHANGES, *COMPARISONS, *MADE_OF_MANY, "gap between", "rank of", "count of", "above", "below", "plus", "less", " per ",
    "per 1000 ", "in points", "with %", "from lowest", ":latest", 
    *(re.sub(r"^[0-9] ", "", option) for option in OPTIONS),
])
def test_every_form_has_an_example_in_the_guide(form: str) -> None:
    assert any(form in expression for expression, _text in EXAMPLES)


def test_a_value_keeps_the_exact_number_and_says_where_it_is_from(datasets: dict[str, Dataset]) -> None:
    value = resolve("skills-2018:north:2018 as % of skills-2018:land:2018", datasets)
    assert value.number == Decimal("33.0") / Decimal("39.2") * 100
    assert value.source == "Statistics Office, 2018"
    assert value.datasets == ("skills-2018",)
    assert [o.line for o in value.observations] == [3, 5]


def test_a_bar_has_no_place_in_an_expression(datasets: dict[str, Dataset]) -> None:
    with pytest.raises(Unresolved) as raised:
        resolve("skills-2018|north|2018", datasets)
    assert raised.value.code == "value.grammar"
