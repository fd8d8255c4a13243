"""`{value}`: what an expression becomes, and how it is printed."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_dataset, read_datasets
from goldenthread.model import Dataset
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
        "evidence/data/rank-2018.csv": "area,period,value\nnorth,2018,23\n",
        "evidence/data/rank-2018.toml": PEOPLE.replace('unit = "people"', 'unit = ""'),
    })
    found, problems = read_datasets(root, read_areas(root)[0])
    assert problems == []
    return found


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
    found = resolve(expression, datasets).text.replace(" ", "\N{NO-BREAK SPACE}")
    assert found == text.replace(" ", "\N{NO-BREAK SPACE}")


CELLS = [("north", "south", " land ", "nowhere", ""), ("2017", "2018", " mid-2018", "2018/20", ""),
         ("Roads", " Health", "=1", ""), ("%", "% ", "jobs"), ("1", "2.50 ", "-3", "1,000", "x", "")]


def test_however_its_cells_are_quoted_a_table_has_the_same_rows_and_problems(
    tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = write_book(tmp_path_factory.mktemp("book"))
    (root / "evidence/data/skills-2018.toml").write_text(CARD + 'dimensions = ["sector"]\n', encoding="utf-8")
    areas, seen = read_areas(root)[0], set[bool]()

    def read(rows: list[tuple[str, ...]], quoting: int) -> tuple[object, ...]:
        with (root / "evidence/data/skills-2018.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=quoting, lineterminator="\n").writerows([  # type: ignore[arg-type]
                ("area", "period", "sector", "unit", "value"), *rows])
        dataset, problems = read_dataset(root, "skills-2018", areas)
        return dataset.observations, dict(dataset.rows), problems

    # most are good, so that whole tables are
    cells = st.tuples(*(st.one_of(st.sampled_from(of[:2]), st.sampled_from(of[:3]), st.sampled_from(of)) for of in CELLS))

    @given(st.lists(cells, max_size=6))
    def same(rows: list[tuple[str, ...]]) -> None:
        plain = read(rows, csv.QUOTE_MINIMAL)
        assert plain == read(rows, csv.QUOTE_ALL)
        seen.add(bool(plain[0]) and not plain[2])

    same()
    assert seen == {True, False}


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
