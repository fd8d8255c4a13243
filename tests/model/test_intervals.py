"""The error of estimates: how it is shown, and which differences it makes doubtful."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.model import (
    Dataset,
    Unresolved,
    difference_within_error,
    interval_text,
    rank_or_count_within_error,
    resolve,
)
from tests.books.records import dataset, datasets

TABLES = datasets(
    dataset("share", "north 2018 33.4~32.2~34.6, south 2018 35.0~33.4~36.6, east 2018 40.2~39.2~41.7, west 2018 33.4~30.4~37.9, "
                     "land 2018 39, north 2017 30.4~30.0~31.4"),
    dataset("pay", "north 2018 450~438~462, south 2018 450~440~470, east 2018 450.25~450.15~450.35", unit="£ million",
     decimals=0),
    dataset("jobs", "north 2018 21500~20300~22700, south 2018 21500~21500~21500, east 2018 21500~20400~22700", unit="jobs",
     decimals=0),
    dataset("edge", "north 2018 10~7~13, south 2018 15~11~19, east 2018 14.9~10.9~18.9, west 2018 15.1~11.1~19.1, "
                    "land 2018 10~9~13, union 2018 14~13~24", unit="homes", decimals=0),
)


@pytest.mark.parametrize(("expression", "text"), [
    ("share:north:2018, with interval", "33.4% (± 1.2)"), ("share:east:2018, with interval", "40.2% (39.2% to 41.7%)"),
    ("share:north:2018, with interval, no unit", "33.4 (± 1.2)"),
    ("share:east:2018, no unit, with interval", "40.2 (39.2 to 41.7)"),
    ("share:north:2018, with interval, 0 decimals", "33% (± 1)"), ("share:north:2018", "33.4%"),
    ("pay:north:2018, with interval", "£450 million (± 12)"),
    ("pay:south:2018, with interval", "£450 million (£440 million to £470 million)"),
    ("jobs:north:2018, with interval", "21,500 jobs (± 1,200)"),
    ("jobs:east:2018, with interval", "21,500 jobs (20,400 to 22,700)"),
    ("jobs:north:2018, with interval, in thousands", "21.5 thousand jobs (± 1.2)"),
    ("jobs:north:2018, with interval, nearest 1000", "22,000 jobs (± 1,000)"),
    ("jobs:east:2018, with interval, nearest 1000", "22,000 jobs (20,000 to 23,000)"),
    ("jobs:north:2018, with interval, 2 significant figures", "22,000 jobs (± 1,000)"),
    ("jobs:south:2018, with interval", "21,500 jobs (± 0)"),
])
def test_a_row_may_be_shown_with_its_interval_in_the_same_rounding(expression: str, text: str) -> None:
    assert resolve(expression, TABLES).text.replace("\N{NO-BREAK SPACE}", " ") == text


def test_the_bracket_of_an_interval_stands_on_the_line_of_its_number() -> None:
    assert resolve("share:north:2018, with interval", TABLES).text == "33.4%\N{NO-BREAK SPACE}(±\N{NO-BREAK SPACE}1.2)"


def test_a_row_without_an_interval_has_no_words_for_it() -> None:
    assert interval_text(TABLES["share"].rows["land", "2018"], str, str) == ""
    assert interval_text(TABLES["edge"].rows["land", "2018"], str, str) == "9 to 13"


@pytest.mark.parametrize(("expression", "code", "what", "fix"), [
    ("share:land:2018, with interval", "value.options", "'with interval' is asked of a row that has none.",
     'Take it away, or name the columns of the error on the card: interval = ["lower", "upper"].'),
    ("pay:east:2018, with interval", "value.rounding", "Rounding leaves nothing of the interval from 450.15 to 450.35.",
     "Show more decimals, or take 'with interval' away."),
])
def test_an_interval_that_is_not_there_or_would_be_lost_is_refused(expression: str, code: str, what: str, fix: str) -> None:
    with pytest.raises(Unresolved) as raised:
        resolve(expression, TABLES)
    assert (raised.value.code, raised.value.what, raised.value.fix) == (code, what, fix)


@pytest.mark.parametrize(("expression", "difference", "error", "unit"), [
    # 1.6 against the root of 1.2² and 1.6²
    ("rise from share:north:2018 to share:south:2018 in points", "1.6", "2.0", "percentage points"),
    ("rise from share:north:2018 to share:south:2018", "1.6", "2.0", "percentage points"),
    ("rise from share:north:2018 to share:south:2018 with %", "1.6", "2.0", "percentage points"),
    ("gap between share:south:2018 and share:north:2018", "1.6", "2.0", "percentage points"),
    ("share:north:2018 less share:south:2018", "1.6", "2.0", "percentage points"),
    # each error on the side of the other value: of 33.4 upwards 4.5, of 35.0 downwards 1.6
    ("gap between share:west:2018 and share:south:2018", "1.6", "4.776", "percentage points"),
    ("gap between edge:north:2018 and edge:south:2018", "5", "5", "homes"),
    ("gap between edge:north:2018 and edge:east:2018", "4.9", "5", "homes"),
    ("gap between share:north:2018 and share:north:2018", "0", "1.697", "percentage points"),
])
def test_a_difference_within_its_error_is_told_with_both(expression: str, difference: str, error: str, unit: str) -> None:
    within = difference_within_error(expression, TABLES)
    assert within is not None
    assert (within[0], round(within[1], 3), within[2]) == (Decimal(difference), Decimal(error), unit)


@pytest.mark.parametrize("expression", [
    "gap between edge:north:2018 and edge:west:2018", "gap between edge:land:2018 and edge:union:2018",
    "rise from share:north:2017 to share:north:2018 in points",
    "gap between share:north:2018 and share:land:2018", "gap between share:land:2018 and share:north:2018",
    "share:north:2018", "share:north:2018 plus share:south:2018",
    "share:north:2018 as % of share:south:2018", "share:north:2018 as index of share:south:2018",
    "share:north:2018 less share:south:2018 less share:west:2018",
    "gap between share:north:2018 and share:south:2018 less share:west:2018",
    "share:north:2018 less mean of share:*:2018 among districts",
    "gap between share:north:2018 and mean of share:*:2018 among districts",
    "gap between pay:north:2018 per jobs:north:2018 and pay:south:2018 per jobs:south:2018",
    "share:north:2018 less share:south:2018 as % of share:west:2018",
    "pay:north:2018 per jobs:north:2018", "rank of share:north:2018 among districts",
    "count of share:*:2018 among districts above share:north:2018",
])
def test_what_is_no_difference_of_two_estimates_or_a_large_one_is_not_doubted(expression: str) -> None:
    assert difference_within_error(expression, TABLES) is None


def test_a_difference_that_has_no_value_is_refused_as_its_value_is() -> None:
    with pytest.raises(Unresolved):
        difference_within_error("gap between share:north:2018 and share:gone:2018", TABLES)


# north 10 (7 to 13), south 15 (11 to 19), east 14.9 (10.9 to 18.9), west 15.1 (11.1 to 19.1); land and union are of other kinds
@pytest.mark.parametrize(("expression", "number", "least", "most"), [
    # north is within the error of south and east, and 5.1 from west, which is more than the root of 3² and 4²
    ("rank of edge:north:2018 among districts", 4, 2, 4), ("rank of edge:north:2018 among districts from lowest", 1, 1, 3),
    ("rank of edge:west:2018 among districts", 1, 1, 3), ("rank of edge:south:2018 among districts", 2, 1, 4),
    # equal estimates share a place, and either may be above the other
    ("rank of share:west:2018 among districts", 3, 2, 4), ("rank of share:west:2018 among districts from lowest", 1, 1, 3),
    ("count of edge:*:2018 among districts above edge:north:2018", 3, 1, 3),
    ("count of edge:*:2018 among districts below edge:north:2018", 0, 0, 2),
    ("count of edge:*:2018 among districts below edge:west:2018", 3, 1, 3),
])
def test_a_place_or_a_count_that_the_error_may_change_is_told_with_what_it_may_be(
    expression: str, number: int, least: int, most: int
) -> None:
    uncertain = rank_or_count_within_error(expression, TABLES)
    assert uncertain is not None
    assert (uncertain.number, uncertain.least, uncertain.most) == (number, least, most)
    assert uncertain.number == resolve(expression, TABLES).number
    assert uncertain.is_rank is expression.startswith("rank")


@pytest.mark.parametrize("expression", [
    "rank of share:east:2018 among districts", "gap between share:south:2018 and share:north:2018", "share:north:2018",
    "count of share:*:2018 among districts above share:land:2018",  # of which no error is known
    "count of share:*:2018 among districts above share:north:2018 plus share:south:2018",
    "count of share:*:2018 among districts above mean of share:*:2018 among districts",
])
def test_a_place_or_a_count_that_no_error_can_change_is_not_doubted(expression: str) -> None:
    assert rank_or_count_within_error(expression, TABLES) is None


def test_a_table_without_intervals_is_read_as_before() -> None:
    table: Dataset = dataset("a", "north 2018 1")
    assert (table.interval, table.observations[0].interval) == ((), None)
