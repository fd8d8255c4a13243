"""How a number was worked out, in words and in rows: every form of the grammar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.analysis import NumberPlace, Workings, numbers_in, working_of, workings_in
from goldenthread.model import Mention, MissingValue, Unresolved, in_language
from goldenthread.system import language_called
from tests.books.records import AREAS, at, dataset, datasets, item, register

TABLES = datasets(
    dataset("skills", "north 2017 30.0,north 2018 33.0,south 2018 40.0,land 2018 39.2,east 2018 33.0,union 2018 35.04"),
    dataset("people", "north 2018 2207511,south 2018 1500,land 2018 66000000,north 2008 2000000", unit="people", decimals=0),
    dataset("spend", "north 2018 roads 1001.5,land 2018 roads 4004,south 2018 rail 10", unit="£ million", decimals=0),
    dataset("tenths", "north 2019 1 133,north 2019 2 20,land 2019 all 1321,south 2019 all 200", unit="neighbourhoods",
            decimals=0),
    dataset("pay", "north 2019 10,land 2019 15", unit="£ per hour", decimals=0),
    dataset("rank", "north 2018 23,south 2018 1", unit="", decimals=0, title="Ranks"),
    dataset("beds", "north 2019 1,south 2019 0,east 2019 1,land 2019 512,union 2019 256", unit="beds", decimals=0),
    dataset("rate", "north 2018 4,land 2018 8", unit="per 1,000 people", decimals=0),
    dataset("places", "north 2018 5,south 2018 9,east 2018 7,west 2018 3,land 2018 1,union 2018 4", decimals=0,
            areas={name: replace(area, kind="local-authority") for name, area in AREAS.items()}),
)


@pytest.mark.parametrize(("expression", "words"), [
    # one row
    ("skills:north:2018", "33.0%, as the table has it."),
    ("skills:north:2018, no unit", "33.0, as the table has it."),
    ("skills:north:2018, 0 decimals", "33.0% in the table, shown as 33%."),
    ("skills:union:2018", "35.04% in the table, shown as 35.0%."),
    ("people:north:2018, nearest 1000", "2,207,511 people in the table, shown to the nearest 1,000: 2,208,000 people."),
    ("people:north:2018, in millions", "2,207,511 people in the table, shown in millions: 2.2 million people."),
    ("people:north:2018, nearest 100000, in millions, no unit",
     "2,207,511 people in the table, shown to the nearest 100,000 and in millions: 2.2."),
    ("rank:north:2018, ordinal", "23 in the table, shown as 23rd."),
    # sums and differences
    ("people:north:2018 plus people:south:2018", "2,207,511 + 1,500 = 2,209,011 people."),
    ("people:north:2018 plus people:south:2018 less people:north:2008, in thousands",
     "2,207,511 + 1,500 − 2,000,000 = 209.0 thousand people. Before rounding, it is 209,011 people, and is shown in thousands."),
    ("skills:land:2018 less skills:north:2018", "39.2% − 33.0% = 6.2 percentage points."),
    ("spend:north:2018:roads less spend:land:2018:roads",
     "£1,001.5 million − £4,004 million = −£3,003 million. Before rounding, it is −£3,002.5 million."),
    # a sum shown without its unit, or with all its decimals, is not rounded
    ("people:north:2018 plus people:south:2018, no unit", "2,207,511 + 1,500 = 2,209,011."),
    ("beds:north:2019 as % of beds:union:2019, 6 decimals", "1 of 256 beds = 0.390625%."),
    ("beds:north:2019 as % of beds:land:2019, 7 decimals", "1 of 512 beds = 0.1953125%."),
    ("beds:north:2019 as % of beds:union:2019", "1 of 256 beds = 0.4%. Before rounding, it is 0.390625%."),
    ("beds:north:2019 as % of beds:land:2019", "1 of 512 beds = 0.2%. Before rounding, it is 0.1953…%."),
    # a difference of percentages is in points wherever it is named, and has the decimals of the row with most
    ("skills:land:2018 less skills:north:2018 as % of skills:land:2018",
     "39.2% − 33.0% = 6.2 percentage points. 6.2 percentage points as a percentage of 39.2% = 15.8%. "
     "Before rounding, it is 15.8163…%."),
    ("skills:union:2018 plus skills:north:2018 as multiple of skills:north:2018, 2 decimals",
     "35.04% + 33.0% = 68.04%. 68.04% ÷ 33.0% = 2.06 times. Before rounding, it is 2.0618… times."),
    ("people:north:2018 plus people:south:2018 less people:north:2008 as % of people:land:2018",
     "2,207,511 + 1,500 − 2,000,000 = 209,011 people. 209,011 people as a percentage of 66,000,000 people = 0.3%. "
     "Before rounding, it is 0.3166…%."),
    # shares: a part of a whole, and what is no part of the other
    ("tenths:north:2019:1 as % of tenths:land:2019:all",
     "133 of 1,321 neighbourhoods = 10.1%. Before rounding, it is 10.0681…%."),
    ("tenths:north:2019:1 plus tenths:north:2019:2 as % of tenths:land:2019:all, 0 decimals",
     "133 + 20 = 153 neighbourhoods. 153 of 1,321 neighbourhoods = 12%. Before rounding, it is 11.5821…%."),
    ("tenths:north:2019:2 as % of tenths:south:2019:all", "20 neighbourhoods as a percentage of 200 neighbourhoods = 10.0%."),
    ("people:north:2008 as % of people:land:2018, 0 decimals",
     "2,000,000 people as a percentage of 66,000,000 people = 3%. Before rounding, it is 3.0303…%."),
    ("people:south:2018 as % of people:land:2018, 3 decimals",
     "1,500 of 66,000,000 people = 0.002%. Before rounding, it is 0.00227…%."),
    ("beds:south:2019 as % of beds:land:2019", "0 of 512 beds = 0.0%."),
    ("beds:land:2019 as % of beds:land:2019", "512 of 512 beds = 100.0%."),
    ("rate:north:2018 as % of rate:land:2018", "4 per 1,000 people as a percentage of 8 per 1,000 people = 50.0%."),
    ("spend:north:2018:roads as % of spend:land:2018:roads, 0 decimals",
     "£1,001.5 million as a percentage of £4,004 million = 25%. Before rounding, it is 25.0124…%."),
    ("pay:north:2019 as % of pay:land:2019",
     "£10 per hour as a percentage of £15 per hour = 66.7%. Before rounding, it is 66.6666…%."),
    ("skills:north:2018 as % of skills:land:2018",
     "33.0% as a percentage of 39.2% = 84.2%. Before rounding, it is 84.1836…%."),
    ("people:land:2018 as % of people:south:2018, 0 decimals",
     "66,000,000 people as a percentage of 1,500 people = 4,400,000%."),
    ("spend:land:2018:roads as multiple of spend:north:2018:roads",
     "£4,004 million ÷ £1,001.5 million = 4.0 times. Before rounding, it is 3.9980… times."),
    # changes
    ("rise from skills:north:2017 to skills:north:2018",
     "From 30.0% to 33.0%, a rise of 3.0 percentage points. 3.0 ÷ 30.0 = 10.0%."),
    ("rise from skills:north:2017 to skills:north:2018 in points", "From 30.0% to 33.0%, a rise of 3.0 percentage points."),
    ("fall from skills:south:2018 to skills:north:2018",
     "From 40.0% to 33.0%, a fall of 7.0 percentage points. 7.0 ÷ 40.0 = 17.5%."),
    ("fall from people:north:2018 to people:north:2008 in points, nearest 1000",
     "From 2,207,511 people to 2,000,000 people, a fall of 208,000 people. "
     "Before rounding, it is 207,511 people, and is shown to the nearest 1,000."),
    ("rise from people:north:2008 plus people:south:2018 to people:north:2018",
     "2,000,000 + 1,500 = 2,001,500 people. From 2,001,500 people to 2,207,511 people, a rise of 206,011 people. "
     "206,011 ÷ 2,001,500 = 10.3%. Before rounding, it is 10.2928…%."),
    # ranks
    ("rank of skills:north:2018 among district",
     "North has 33.0%: 2nd of 3 districts, counted from the highest. Next above: South (40.0%). Level with it: East (33.0%). "
     "None is below."),
    ("rank of skills:south:2018 among district from lowest",
     "South has 40.0%: 3rd of 3 districts, counted from the lowest. Next above: North (33.0%), East (33.0%). None is below."),
    ("rank of skills:union:2018 among districts",
     "Union has 35.04%: 2nd of 4 (3 districts and Union itself), counted from the highest. Next above: South (40.0%). "
     "Next below: North (33.0%), East (33.0%)."),
    ("rank of skills:south:2018 among districts",
     "South has 40.0%: 1st of 3 districts, counted from the highest. None is above. Next below: North (33.0%), East (33.0%)."),
    ("rank of places:north:2018 among local-authority",
     "North has 5%: 3rd of 6 local authorities, counted from the highest. Next above: East (7%). Next below: Union (4%)."),
])
def test_a_working_says_by_which_steps_a_number_came_about(expression: str, words: str) -> None:
    working = working_of(expression, TABLES)
    assert working.in_words.replace("\N{NO-BREAK SPACE}", " ") == words
    assert working.value.text in working.in_words


def test_a_working_names_its_rows_in_the_order_of_the_expression_and_each_once() -> None:
    working = working_of("rise from spend:north:2018:roads to spend:land:2018:roads plus spend:north:2018:roads", TABLES)
    assert [(one.dataset, one.key, one.label, one.text) for one in working.operands] == [
        ("spend", ("north", "2018", "roads"), "North, 2018, roads", "£1,001.5\xa0million"),
        ("spend", ("land", "2018", "roads"), "Land, 2018, roads", "£4,004\xa0million")]
    assert working.rows == working.operands
    assert working.ranking == ()


def test_a_ranking_lists_every_row_from_the_first_place_and_ties_share_one() -> None:
    working = working_of("rank of skills:north:2018 among district", TABLES)
    assert [(row.place, row.operand.key[0], row.own) for row in working.ranking] == [
        (1, "south", False), (2, "north", True), (2, "east", False)]
    # the number hangs on all of them: a corrected row of another area may change the rank
    assert {one.key[0] for one in working.rows} == {"north", "south", "east"}


def test_a_rank_says_of_which_areas_of_the_kind_there_is_no_value() -> None:
    gaps = {(area, period): MissingValue(area, period, (), ("confidential",), 9)
            for area, period in (("west", "2018"), ("east", "2017"), ("land", "2018"))}
    table = dataset("t", "union 2018 1.5,north 2018 1,south 2018 2,east 2018 3", missing=gaps)
    for area in ("north", "union"):
        steps = working_of(f"rank of t:{area}:2018 among district", datasets(table)).steps
        assert steps[0] == "Without West (confidential), for which there is no published value"
        assert "counted from the highest" in steps[1]


@pytest.mark.parametrize("expression", [
    "skills:union:2018", "people:north:2018, nearest 100000, in millions", "skills:land:2018 less skills:north:2018",
    "beds:north:2019 as % of beds:union:2019", "rise from people:north:2008 to people:north:2018",
    "rank of skills:north:2018 among district", "rank of skills:south:2018 among district from lowest",
    "rank of skills:union:2018 among district",
])
def test_in_another_language_no_step_of_a_working_has_an_english_word(expression: str) -> None:
    french = language_called("fr")
    assert french is not None
    with in_language(french):
        steps = " ".join(working_of(expression, TABLES).steps)
    english = {"the", "of", "has", "from", "counted", "highest", "lowest", "itself", "and", "to", "nearest", "before", "rounding",
               "above", "below", "with", "is", "shown", "in"}
    assert not english & set(steps.casefold().replace(",", " ").replace(":", " ").split())


def test_many_areas_on_one_place_are_counted_beyond_three() -> None:
    table = dataset("t", "north 2018 1,south 2018 2,east 2018 2,west 2018 2,land 2018 2")
    words = working_of("rank of t:north:2018 among district", datasets(table)).in_words
    assert "Next above: South (2.0%), East (2.0%), West (2.0%)." in words
    more = dataset("t", "north 2018 1,south 2018 2,east 2018 2,west 2018 2,union 2018 2",
                   areas={**table.areas, "union": table.areas["north"]})
    words = working_of("rank of t:north:2018 among district", datasets(more)).in_words
    assert "West (2.0%), and one other." in words


@pytest.mark.parametrize(("expression", "is_row"), [
    ("skills:north:2018", True), ("people:north:2018, no unit", True), ("skills:union:2018", False),
    ("skills:north:2018, 0 decimals", False), ("people:north:2018, in millions", False), ("rank:north:2018, ordinal", False),
    ("people:north:2018 plus people:south:2018", False), ("beds:north:2019 plus beds:south:2019", False),
    ("beds:north:2019 as multiple of beds:east:2019, 0 decimals, no unit", False),
    ("rank of rank:north:2018 among district", False)])
def test_only_a_number_that_stands_in_its_row_as_it_is_shown_is_as_published(expression: str, is_row: bool) -> None:
    assert working_of(expression, TABLES).as_published is is_row


def _book(*mentions: Mention) -> object:
    return register(item("measure", "MEA_A", baseline="skills:north:2018,\n no unit", place=at(file="strategy/a.md")),
                    tables=list(TABLES.values()), mentions=mentions)


def test_numbers_are_listed_with_every_place_where_they_stand() -> None:
    book = _book(*(Mention(kind=kind, text=text, place=at(file=file), item=name) for kind, text, file, name in (
        ("value", "skills:gone:2018", "evidence/a.md", ""), ("chart", "skills", "evidence/a.md", ""),
        ("value", "skills:north:2018,\n  no unit", "evidence/a.md", "EV_A"),
        ("value", "skills:north:2018, no unit", "evidence/a.md", ""))))
    assert numbers_in(book) == {  # type: ignore[arg-type]
        "skills:gone:2018": (NumberPlace(docname="evidence/a", occurrence=1),),
        "skills:north:2018, no unit": (
            NumberPlace(docname="evidence/a", item="EV_A", occurrence=1), NumberPlace(docname="evidence/a", occurrence=2),
            NumberPlace(docname="strategy/a", item="MEA_A", occurrence=0))}
    # one that has no value is left to the rules
    assert list(workings_in(book)) == ["skills:north:2018, no unit"]  # type: ignore[arg-type]


def test_a_working_is_made_once_and_an_expression_without_a_value_has_none() -> None:
    workings = Workings(TABLES)
    working = workings.of("skills:north:2018,\n  no unit")
    assert (working.expression, working.value.text) == ("skills:north:2018, no unit", "33.0")
    assert workings.of("skills:north:2018, no unit") is working
    with pytest.raises(Unresolved):
        workings.of("skills:gone:2018")
