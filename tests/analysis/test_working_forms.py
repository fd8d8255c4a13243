"""The working of rates, statistics, indices, counts, growth a year and words for shares, in words and in rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.analysis import working_of
from goldenthread.model import ENGLISH, Area, Dataset, MissingValue, in_language
from goldenthread.system import language_called
from tests.books.records import AREAS, dataset, datasets

MANY = {f"d{number}": Area(id=f"d{number}", name=f"D{number}", code=f"D{number}", kind="district") for number in range(1, 8)}
NBSP = "\N{NO-BREAK SPACE}"
TABLES = datasets(
    dataset("share", "north 2017 30.0,north 2018 33.0,south 2018 40.0,land 2018 39.2,east 2018 33.0"),
    dataset("gva", "north 2018 1500,south 2018 2500,land 2018 90000,north 2010 1000,east 2018 7", unit="£ million", decimals=0),
    dataset("people", "north 2018 3000,south 2018 1500,east 2018 400,west 2018 100,north 2010 2500,south 2010 1500",
     unit="people",
            decimals=0),
    dataset("firms", "north 2018 45,south 2018 7", unit="businesses", decimals=0),
    dataset("many", ",".join(f"d{number} 2018 {number}.5" for number in range(1, 8)), unit="homes", areas=MANY),
    dataset("estimate", "north 2018 33.4~32.2~34.6"),
)
DISTRICTS = "among districts"


@pytest.mark.parametrize(("expression", "words"), [
    # rates
    ("gva:north:2018 per people:north:2018", "£1,500 million ÷ 3,000 people = £500,000 per person."),
    ("firms:north:2018 per 1000 people:north:2018", "45 businesses ÷ 3,000 people × 1,000 = 15.0 businesses per 1,000 people."),
    ("gva:north:2018 plus gva:south:2018 per people:north:2018 plus people:south:2018",
     "(£1,500 million + £2,500 million) ÷ (3,000 + 1,500) = £888,889 per person. "
     "Before rounding, it is £888,888.8888… per person."),
    ("gva:north:2018 less gva:south:2018 per people:north:2018 plus people:south:2018",
     "(£1,500 million − £2,500 million) ÷ (3,000 + 1,500) = −£222,222 per person. "
     "Before rounding, it is −£222,222.2222… per person."),
    ("rise from gva:north:2010 per people:north:2010 to gva:north:2018 per people:north:2018",
     "£1,000 million ÷ 2,500 people = £400,000 per person. £1,500 million ÷ 3,000 people = £500,000 per person. "
     "From £400,000 per person to £500,000 per person, a rise of £100,000 per person. 100,000 ÷ 400,000 = 25.0%."),
    # statistics, alone and within
    (f"mean of share:*:2018 {DISTRICTS}",
     "The mean of 3 districts is (33.0% + 40.0% + 33.0%) ÷ 3 = 35.3%. Before rounding, it is 35.3333…%."),
    (f"share:land:2018 less mean of share:*:2018 {DISTRICTS}",
     "The mean of 3 districts is (33.0% + 40.0% + 33.0%) ÷ 3 = 35.3333…%. 39.2% − 35.3333…% = 3.9 percentage points. "
     "Before rounding, it is 3.8666… percentage points."),
    (f"sum of people:*:2018 {DISTRICTS}", "The sum over 4 districts is 3,000 + 1,500 + 400 + 100 = 5,000 people."),
    (f"people:north:2018 as % of sum of people:*:2018 {DISTRICTS}",
     "The sum over 4 districts is 3,000 + 1,500 + 400 + 100 = 5,000 people. 3,000 of 5,000 people = 60.0%."),
    (f"median of share:*:2018 {DISTRICTS}",
     "Of 3 districts in the order of their values, the middle one is East (33.0%): 33.0%."),
    (f"median of people:*:2018 {DISTRICTS}",
     "Of 4 districts in the order of their values, half-way between the middle two, East (400 people), South (1,500 people), is "
     "950 people."),
    (f"highest of share:*:2018 {DISTRICTS}", "The highest of 3 districts is that of South: 40.0%."),
    (f"lowest of share:*:2018 {DISTRICTS}, 0 decimals",
     "The lowest of 3 districts is that of North, East: 33%."),
    (f"highest of people:*:2018 {DISTRICTS} as multiple of people:south:2018",
     "The highest of 4 districts is that of North: 3,000 people. 3,000 people ÷ 1,500 people = 2.0 times."),
    # many are added up, and not listed
    (f"mean of many:*:2018 {DISTRICTS}, 1 decimal",
     "The mean of 7 districts is 31.5 ÷ 7 = 4.5 homes."),
    (f"sum of many:*:2018 {DISTRICTS}", "The sum over 7 districts is 31.5 homes."),
    # counts
    (f"count of share:*:2018 {DISTRICTS} above share:land:2018", "1 of 3 districts is above 39.2%: South (40.0%)."),
    (f"count of share:*:2018 {DISTRICTS} below share:land:2018",
     "2 of 3 districts are below 39.2%: North (33.0%), East (33.0%)."),
    (f"count of people:*:2018 {DISTRICTS} above people:west:2018",
     "3 of 4 districts are above 100 people: North (3,000 people), South (1,500 people), East (400 people)."),
    (f"count of people:*:2018 {DISTRICTS} below people:north:2018",
     "3 of 4 districts are below 3,000 people: West (100 people), East (400 people), South (1,500 people)."),
    (f"count of share:*:2018 {DISTRICTS} above share:south:2018, no unit", "0 of 3 districts are above 40.0%."),
    (f"count of people:*:2018 {DISTRICTS} above people:west:2018 plus people:east:2018",
     "100 + 400 = 500 people. 2 of 4 districts are above 500 people: North (3,000 people), South (1,500 people)."),
    (f"count of people:*:2018 {DISTRICTS} above mean of people:*:2018 {DISTRICTS}",
     "The mean of 4 districts is (3,000 + 1,500 + 400 + 100) ÷ 4 = 1,250 people. "
     "2 of 4 districts are above 1,250 people: North (3,000 people), South (1,500 people)."),
    # indices say what is 100
    ("gva:north:2018 as index of gva:north:2010", "£1,500 million ÷ £1,000 million × 100 = 150.0. 2010 = 100."),
    ("share:north:2018 as index of share:land:2018", "33.0% ÷ 39.2% × 100 = 84.2. Land = 100. Before rounding, it is 84.1836…."),
    ("share:north:2018 as index of share:north:2018", "33.0% ÷ 33.0% × 100 = 100.0. North, 2018 = 100."),
    ("people:north:2018 plus people:south:2018 as index of people:north:2010 plus people:south:2010",
     "3,000 + 1,500 = 4,500 people. 2,500 + 1,500 = 4,000 people. 4,500 people ÷ 4,000 people × 100 = 112.5. 2010 = 100."),
    ("people:north:2018 plus people:south:2018 as index of people:south:2018 plus people:east:2018",
     "3,000 + 1,500 = 4,500 people. 1,500 + 400 = 1,900 people. 4,500 people ÷ 1,900 people × 100 = 236.8. South and East = 100. "
     "Before rounding, it is 236.8421…."),
    # growth a year
    ("annual rise from people:north:2010 to people:north:2018",
     "From 2,500 people to 3,000 people in 8 years, a rise of 500 people. "
     "(3,000 ÷ 2,500) to the power of 1 ÷ 8, less 1, = 2.3%. Before rounding, it is 2.3051…%."),
    ("annual rise from share:north:2017 to share:north:2018 in points",
     "From 30.0% to 33.0% in 1 year, a rise of 3.0 percentage points. 3.0 percentage points ÷ 1 = 3.0 percentage points."),
    ("annual fall from people:south:2010 to people:east:2018",
     "From 1,500 people to 400 people in 8 years, a fall of 1,100 people. "
     "1 less (400 ÷ 1,500) to the power of 1 ÷ 8 = 15.2%. Before rounding, it is 15.2292…%."),
    # a change in both ways, and a gap
    ("rise from people:north:2010 to people:north:2018 with %",
     "From 2,500 people to 3,000 people, a rise of 500 people (20.0%). 500 ÷ 2,500 = 20%."),
    ("fall from share:south:2018 to share:north:2018 with %, 0 decimals",
     "From 40.0% to 33.0%, a fall of 7 percentage points (17.5%). 7.0 ÷ 40.0 = 17.5%."),
    ("gap between share:north:2018 and share:south:2018", "Between 33.0% and 40.0% is a gap of 7.0 percentage points."),
    ("gap between people:north:2018 plus people:south:2018 and people:east:2018, nearest 1000",
     "3,000 + 1,500 = 4,500 people. Between 4,500 people and 400 people is a gap of 4,000 people. "
     "Before rounding, it is 4,100 people, and is shown to the nearest 1,000."),
    # words and figures
    ("people:east:2018 as % of sum of people:*:2018 among districts, as 1 in n",
     "The sum over 4 districts is 3,000 + 1,500 + 400 + 100 = 5,000 people. "
     "400 of 5,000 people = 1 in 13. In per cent, it is 8%."),
    ("share:north:2018, as a fraction", "33.0% in the table, shown as about a third."),
    ("people:north:2018 plus people:east:2018, 1 significant figure",
     "3,000 + 400 = 3,000 people. Before rounding, it is 3,400 people, and is shown to 1 significant figure."),
    ("people:south:2018, 1 significant figure, in thousands",
     "1,500 people in the table, shown to 1 significant figure and in thousands: 2 thousand people."),
    ("share:north:latest", "33.0%, as the table has it."),
    # the error of estimates
    ("estimate:north:2018", "33.4%, as the table has it."),
    ("estimate:north:2018, with interval", "33.4% in the table, with an interval from 32.2% to 34.6%, shown as 33.4% (± 1.2)."),
])
def test_a_working_says_by_which_steps_a_number_came_about(expression: str, words: str) -> None:
    working = working_of(expression, TABLES)
    assert working.in_words.replace(NBSP, " ") == words
    assert working.value.text in working.in_words


def test_a_statistic_says_of_which_areas_there_is_no_value() -> None:
    missing: dict[tuple[str, ...], MissingValue] = {(area, period): MissingValue(area, period, (), (status,), 9) for area,
     period, status in (
        ("west", "2018", "confidential"), ("west", "2017", "confidential"), ("union", "2018", "not available"))}
    table = replace(TABLES["share"], missing=missing)
    words = working_of(f"count of share:*:2018 {DISTRICTS} above share:land:2018", datasets(table)).in_words.replace(NBSP, " ")
    assert words == ("Without West (confidential), for which there is no published value. "
                     "1 of 3 districts is above 39.2%: South (40.0%).")
    words = working_of(f"mean of share:*:2018 {DISTRICTS}, 0 decimals", datasets(table)).in_words
    assert words.startswith("Without West (confidential), for which there is no published value. The mean of 3 districts is ")


def test_every_row_of_a_statistic_is_an_operand_and_each_stands_once() -> None:
    working = working_of(f"people:north:2018 as % of sum of people:*:2018 {DISTRICTS}", TABLES)
    assert [operand.key for operand in working.operands] == [(name, "2018") for name in ("north", "south", "east", "west")]
    assert [operand.label for operand in working.operands][:2] == ["North, 2018", "South, 2018"]
    assert (working.rows, working.ranking, working.as_published) == (working.operands, (), False)


def test_the_rows_of_a_rate_are_of_both_tables_and_a_latest_period_is_named() -> None:
    working = working_of("gva:north:latest per people:north:2018", TABLES)
    assert [(one.dataset, one.key, one.text.replace(NBSP, " ")) for one in working.operands] == [
        ("gva", ("north", "2018"), "£1,500 million"), ("people", ("north", "2018"), "3,000 people")]
    assert working_of("share:north:latest", TABLES).as_published
    assert working_of("estimate:north:2018, with interval", TABLES).as_published is False
    assert working_of(f"highest of share:*:2018 {DISTRICTS}", TABLES).as_published is False


def test_a_row_is_named_with_what_its_publisher_says_of_it() -> None:
    table = TABLES["share"]
    rows = {key: row._replace(status=("provisional", "low quality")) for key, row in table.rows.items()}
    working = working_of("share:north:2018", datasets(replace(table, rows=rows, observations=tuple(rows.values()))))
    assert [operand.label for operand in working.operands] == ["North, 2018 (provisional, low quality)"]


def test_the_areas_without_a_value_are_listed() -> None:
    missing = {(area, "2018"): MissingValue(area, "2018", (), ("confidential",), 9) for area in ("east", "west")}
    words = working_of(f"mean of many:*:2018 {DISTRICTS}", datasets(
        dataset("many", "north 2018 1,south 2018 2", unit="homes", missing=missing))).in_words
    assert words.startswith("Without East (confidential), West (confidential), for which there is no published value.")


@pytest.mark.parametrize(("expression", "words"), [
    ("mean of t:*:2018 among local-authority",
     "The mean of 6 local authorities is (£1.00 million + £2.00 million + £3.00 million + £4.00 million + £5.25 million + "
     "£6.25 million) ÷ 6 = "),
    ("sum of t:*:2018 among local-authority as multiple of t:d1:2018",
     "The sum over 6 local authorities is £1.00 million + £2.00 million + £3.00 million + £4.00 million + £5.25 million + "
     "£6.25 million = £21.50 million. £21.50 million ÷ £1 million = "),
])
def test_six_numbers_are_still_shown_one_by_one_with_all_decimals_of_the_table(expression: str, words: str) -> None:
    areas = {name: replace(area, kind="local-authority") for name, area in MANY.items() if name != "d7"}
    rows = "d1 2018 1,d2 2018 2,d3 2018 3,d4 2018 4,d5 2018 5.25,d6 2018 6.25"
    table = dataset("t", rows, unit="£ million", decimals=0, areas=areas)
    assert working_of(expression, datasets(table)).in_words.replace(NBSP, " ").startswith(words)


def test_rows_of_one_status_are_told_together_and_others_apart() -> None:
    areas = {**AREAS, "north": replace(AREAS["north"], name="North (county)")}
    table = dataset("share", "north 2018 33.0,south 2018 40.0,east 2018 31.0", areas=areas)
    statuses = {"north": ("provisional",), "south": ("provisional",), "east": ("forecast",)}
    rows = {key: row._replace(status=statuses[key[0]]) for key, row in table.rows.items()}
    working = working_of("share:north:2018 plus share:south:2018 less share:east:2018", datasets(replace(table, rows=rows)))
    assert working.steps[:2] == ("North (county), 2018 and South, 2018: the published values are provisional",
                                 "East, 2018: the published value is a forecast")


def of_a_projection(rows: str = "north 2018 30.0, south 2018 40.0, east 2018 31.0, north 2030 33.0") -> Dataset:
    """A table of 2014 whose publisher has marked none of its rows."""
    return replace(dataset("t", rows), released="2014-05")


@pytest.mark.parametrize(("expression", "steps"), [
    ("t:north:2030", ("North, 2030: the published value is a forecast", "33.0%, as the table has it")),
    ("rise from t:north:2018 to t:north:2030", ("North, 2018 and North, 2030: the published values are a forecast",)),
    ("rank of t:north:2018 among districts", ("North, 2018: the published value is a forecast",)),
])
def test_a_period_after_the_release_is_a_forecast_though_its_row_does_not_say_so(expression: str, steps: tuple[str, ...]) -> None:
    table = of_a_projection()
    working = working_of(expression, datasets(table))
    assert working.steps[:len(steps)] == steps
    assert all(row.label == f"{row.name} (forecast)" for row in working.rows), "the list of its rows says so, too"
    with in_language(language_called("fr") or ENGLISH):
        said = working_of(expression, datasets(table))
        assert "une prévision" in said.steps[0] and all(row.label.endswith("(prévision)") for row in said.rows)
    measured = working_of(expression, datasets(replace(table, released="2031-05")))
    assert "forecast" not in measured.in_words + "".join(row.label for row in measured.rows)


def test_a_forecast_is_said_once_and_beside_what_else_its_publisher_says() -> None:
    table = of_a_projection("north 2030 33.0, south 2030 40.0")
    statuses = {"north": ("forecast",), "south": ("revised",)}
    table = replace(table, rows={key: row._replace(status=statuses[key[0]]) for key, row in table.rows.items()})
    working = working_of("t:north:2030 plus t:south:2030", datasets(table))
    assert working.steps[:2] == ("North, 2030: the published value is a forecast",
                                 "South, 2030: the published value is revised and a forecast")


def test_of_many_rows_with_a_status_three_are_named() -> None:
    rows = ",".join(f"d{number} 2030 {number}" for number in range(1, 8))
    table = replace(dataset("t", rows, areas=MANY), released="2014")
    working = working_of(f"mean of t:*:2030 {DISTRICTS}", datasets(table))
    assert working.steps[0] == "D1, 2030; D2, 2030; D3, 2030, and four others: the published values are a forecast"


@pytest.mark.parametrize(("expression", "words"), [
    ("t:north:2019 plus t:north:2018 as index of t:north:2017 plus t:north:2018", "2017 and 2018 = 100"),
    ("fall from mean of t:*:2018 among districts to t:north:2018", "a fall of 2.2333… percentage points"),
    ("rise from t:north:2017 to t:north:2018", "a rise of 0.85 percentage points"),
    ("count of t:*:2018 among districts below t:north:2018 plus t:north:2017", "3 districts are below 67.35%"),
    ("count of t:*:2018 among districts below t:east:2018", " 1 of 3 districts is below 34.9%: North (34.1%)."),
])
def test_a_step_names_all_its_periods_and_shows_as_many_decimals_as_it_needs(expression: str, words: str) -> None:
    table = dataset("t", "north 2017 33.25, north 2018 34.1, north 2019 35.0, south 2018 40.0, east 2018 34.9")
    assert words in " " + working_of(expression, datasets(table)).in_words.replace(NBSP, " ")
