"""Numbers and periods as readers read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.model.numbers import (
    NO_BREAK_SPACE,
    count_in_words,
    format_value,
    number_in_words,
    number_of,
    number_or_none,
    round_value,
)
from goldenthread.model.periods import period_in_words, span_of

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("44090", "£ million", 0, f"£44,090{NBSP}million"),
        ("1468", "€ million", 0, f"€1,468{NBSP}million"),
        ("27642", "£", 0, "£27,642"),
        ("34.1", "%", 1, "34.1%"),
        ("34.1", "%-points", 1, f"34.1%{NBSP}-points"),
        ("34.1", "% of residents", 1, f"34.1%{NBSP}of{NBSP}residents"),
        ("3754.21", "kilotonnes", 0, f"3,754{NBSP}kilotonnes"),
        ("2.5", "percentage points", 1, f"2.5{NBSP}percentage{NBSP}points"),
        ("1234567.891", "", 2, "1,234,567.89"),
        ("999.95", "", 1, "1,000.0"),
        ("0.5", "", 0, "1"),
        ("1.5", "", 0, "2"),
        ("2.5", "", 0, "3"),
        ("-2.5", "", 0, f"{MINUS}3"),
        ("-44.2", "£ million", 1, f"{MINUS}£44.2{NBSP}million"),
        ("-0.04", "%", 1, "0.0%"),
        ("-0", "", 0, "0"),
        ("123456", "people", -2, f"123,500{NBSP}people"),
        ("7", "£", 2, "£7.00"),
        ("123456789012345678901234567890.5", "", 1, "123,456,789,012,345,678,901,234,567,890.5"),
    ],
)
def test_a_value_is_written_with_its_unit(value: str, unit: str, decimals: int, text: str) -> None:
    assert format_value(Decimal(value), unit, decimals) == text


def test_rounding_goes_away_from_zero_at_a_half() -> None:
    rounded = [str(round_value(Decimal(text), 1)) for text in ("0.25", "0.35", "-0.25", "0.249")]
    assert rounded == ["0.3", "0.4", "-0.3", "0.2"]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2018", "2018"),
        ("2017/18", "2017/18"),
        ("1999/00", "1999/00"),
        ("mid-2018", "mid-2018"),
        ("2019-03", "March 2019"),
        ("2019-03-31", "31 March 2019"),
        ("2019-10-01", "1 October 2019"),
        ("2014-04/2019-11", "April 2014 to November 2019"),
        ("2012/2016", "2012 to 2016"),
        ("mid-2008/mid-2018", "mid-2008 to mid-2018"),
    ],
)
def test_a_period_is_told_in_words(period: str, words: str) -> None:
    assert period_in_words(period) == words


def test_an_interval_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before") as raised:
        span_of("2019-11/2014-04")
    assert str(raised.value) == "'2019-11/2014-04' ends before it begins. Write the earlier period first."


def test_periods_of_every_kind_have_an_order_in_time() -> None:
    periods = ["2019-03-31", "2018", "2014-04/2019-11", "2017/18", "mid-2018", "2019-02"]
    assert sorted(periods, key=span_of) == ["2014-04/2019-11", "2017/18", "2018", "mid-2018", "2019-02", "2019-03-31"]
    assert span_of("2017/18") == (date(2017, 4, 1), date(2018, 3, 31))
    assert span_of("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))


@pytest.mark.parametrize(("number", "digits", "words"), [
    (0, "0 pages", "no pages"), (1, "1 page", "one page"), (2, "2 pages", "two pages"), (10, "10 pages", "ten pages"),
    (11, "11 pages", "11 pages"), (1203, "1,203 pages", "1,203 pages"),
])
def test_things_are_counted_in_digits_or_in_words(number: int, digits: str, words: str) -> None:
    assert (number_of(number, "page"), count_in_words(number, "page")) == (digits, words)


@pytest.mark.parametrize(("noun", "several"), [
    ("priority", "priorities"), ("e-mail address", "e-mail addresses"), ("day", "days"), ("likely name", "likely names"),
])
def test_a_noun_takes_its_plural(noun: str, several: str) -> None:
    assert number_of(1, noun) == f"1 {noun}"
    assert (number_of(2, noun), count_in_words(2, noun)) == (f"2 {several}", f"two {several}")


@pytest.mark.parametrize(("number", "digits", "words"), [
    (0, "none", "none"), (1, "1", "one"), (2, "2", "two"), (3, "3", "three"), (4, "4", "four"), (5, "5", "five"),
    (6, "6", "six"), (7, "7", "seven"), (8, "8", "eight"), (9, "9", "nine"), (10, "10", "ten"), (11, "11", "11"),
    (1203, "1,203", "1,203"),
])
def test_a_number_without_a_noun_is_none_where_there_is_nothing(number: int, digits: str, words: str) -> None:
    assert (number_or_none(number), number_in_words(number)) == (digits, words)


def test_only_the_signs_of_a_currency_go_before_the_digits() -> None:
    assert [format_value(Decimal(5), unit, 0) for unit in ("£", "€", "$", "£m", "¥", "X")] == [
        "£5", "€5", "$5", f"£5{NBSP}m", "¥5", f"5{NBSP}X"]


@pytest.mark.parametrize(("value", "decimals", "text"), [
    ("9" * 40 + ".45", 1, "9" * 40 + ".5"), ("9" * 40 + ".5", 0, "1" + "0" * 40), ("8" * 40 + "5", -1, "8" * 39 + "90"),
    ("0." + "0" * 30 + "5", 30, "0." + "0" * 29 + "1"), ("7", 40, "7." + "0" * 40), ("0.4", 0, "0"), ("4", -1, "0"),
])
def test_every_digit_of_a_long_number_is_kept_while_it_is_rounded(value: str, decimals: int, text: str) -> None:
    assert f"{round_value(Decimal(value), decimals):f}" == text


@pytest.mark.parametrize(("several", "one"), [
    ("species", "species"), ("bird species", "bird species"), ("series", "series"), ("premises", "premises"), ("means", "means"),
    ("campuses", "campus"), ("buses", "bus"), ("statuses", "status"), ("houses", "house"), ("causes", "cause"), ("uses", "use"),
    ("heroes", "hero"), ("shoes", "shoe"), ("branches", "branch"), ("boxes", "box"), ("surpluses", "surplus"),
    ("lives", "life"), ("criteria", "criterion"), ("analyses", "analysis"), ("ties", "tie"), ("vacancies", "vacancy"),
    ("analysis", "analysis"), ("virus", "virus"), ("children", "child"), ("men", "man"), ("women", "woman"), ("feet", "foot"),
    ("halves", "half"), ("crises", "crisis"), ("diagnoses", "diagnosis"), ("movies", "movie"), ("headquarters", "headquarters"),
    ("jobs or homes", "jobs or homes"), ("men and women", "men and women"), ("1990s homes", "1990s homes"),
])
def test_a_unit_is_in_the_singular_after_one(several: str, one: str) -> None:
    assert format_value(Decimal(1), several, 0).replace(NO_BREAK_SPACE, " ") == f"1 {one}"
    assert format_value(Decimal(2), several, 0).replace(NO_BREAK_SPACE, " ") == f"2 {several}"
