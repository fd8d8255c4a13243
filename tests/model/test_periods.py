"""Periods as data write them: what each spans, how it reads, and what is no period."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.model import MONTHS, period_in_words, span_of
from goldenthread.model.periods import NotAPeriod, period_meant, period_or_text

WAYS = ("Write '2018', '2017/18', 'mid-2018', '2018-Q1', '2017/18-Q1', '2018-H1', '2018-W05', '2019-03', '2019-03-31' or "
        "'2014-04/2019-11'.")


@pytest.mark.parametrize(("period", "first", "last", "words"), [
    ("2018", (2018, 1, 1), (2018, 12, 31), "2018"),
    ("2017/18", (2017, 4, 1), (2018, 3, 31), "2017/18"),
    ("1999/00", (1999, 4, 1), (2000, 3, 31), "1999/00"),
    ("mid-2018", (2018, 6, 30), (2018, 6, 30), "mid-2018"),
    ("2019-01", (2019, 1, 1), (2019, 1, 31), "January 2019"),
    ("2019-02", (2019, 2, 1), (2019, 2, 28), "February 2019"),
    ("2020-02", (2020, 2, 1), (2020, 2, 29), "February 2020"),
    ("2019-12", (2019, 12, 1), (2019, 12, 31), "December 2019"),
    ("2019-03-31", (2019, 3, 31), (2019, 3, 31), "31 March 2019"),
    ("2019-03-01", (2019, 3, 1), (2019, 3, 1), "1 March 2019"),
    ("2014-04/2019-11", (2014, 4, 1), (2019, 11, 30), "April 2014 to November 2019"),
    ("2017-08/2018-07", (2017, 8, 1), (2018, 7, 31), "August 2017 to July 2018"),
    ("2012/2016", (2012, 1, 1), (2016, 12, 31), "2012 to 2016"),
    ("2015/2016/17", (2015, 1, 1), (2017, 3, 31), "2015 to 2016/17"),
    ("2018/2018", (2018, 1, 1), (2018, 12, 31), "2018 to 2018"),
    ("mid-2008/mid-2018", (2008, 6, 30), (2018, 6, 30), "mid-2008 to mid-2018"),
    ("2018-Q1", (2018, 1, 1), (2018, 3, 31), "Q1 2018"),
    ("2018-Q2", (2018, 4, 1), (2018, 6, 30), "Q2 2018"),
    ("2018-Q3", (2018, 7, 1), (2018, 9, 30), "Q3 2018"),
    ("2018-Q4", (2018, 10, 1), (2018, 12, 31), "Q4 2018"),
    ("2019/20-Q1", (2019, 4, 1), (2019, 6, 30), "Q1 2019/20"),
    ("2019/20-Q3", (2019, 10, 1), (2019, 12, 31), "Q3 2019/20"),
    ("2019/20-Q4", (2020, 1, 1), (2020, 3, 31), "Q4 2019/20"),
    ("2018-H1", (2018, 1, 1), (2018, 6, 30), "H1 2018"),
    ("2018-H2", (2018, 7, 1), (2018, 12, 31), "H2 2018"),
    ("2017/18-H1", (2017, 4, 1), (2017, 9, 30), "H1 2017/18"),
    ("2017/18-H2", (2017, 10, 1), (2018, 3, 31), "H2 2017/18"),
    ("2018-W01", (2018, 1, 1), (2018, 1, 7), "week 1 of 2018"),
    ("2019-W01", (2018, 12, 31), (2019, 1, 6), "week 1 of 2019"),
    ("2020-W53", (2020, 12, 28), (2021, 1, 3), "week 53 of 2020"),
    ("2018-Q2/2019-Q1", (2018, 4, 1), (2019, 3, 31), "Q2 2018 to Q1 2019"),
    ("2018-W05/2018-W08", (2018, 1, 29), (2018, 2, 25), "week 5 of 2018 to week 8 of 2018"),
    ("2019-03-31/2019-03-31", (2019, 3, 31), (2019, 3, 31), "31 March 2019 to 31 March 2019"),
])
def test_a_period_spans_days_and_reads_in_words(
    period: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    assert span_of(period) == (date(*first), date(*last))
    assert period_in_words(period) == words


def test_a_month_is_called_by_its_name() -> None:
    months = [period_in_words(f"2019-{number:02}") for number in range(1, 13)]
    assert months == [f"{name} 2019" for name in MONTHS]
    assert months == ["January 2019", "February 2019", "March 2019", "April 2019", "May 2019", "June 2019", "July 2019",
                    "August 2019", "September 2019", "October 2019", "November 2019", "December 2019"]


@pytest.mark.parametrize("text", [
    "", "18", "20188", "2017/19", "2017/17", "2017/016", "2019-13", "2019-00", "2019-02-30", "2018 ", " 2018", "mid 2018",
    "mid-18", "xmid-2018", "mid-2018x", "2019-Q5", "2019-Q0", "2019-H3", "2019-W54",
    "2019-W53", "2018-W00", "2018-W5", "2019-Q3x", "x2019-Q3", "2017/19-Q1", "mid-2018-Q1", "2019-M01", "2018-Q1-01", "2019-Q٣",
    "٢٠١٨", "2018/", "/2018", "2018/x", "x/2018", "2019-3", "2019-03-1",
    "2014//2016", "20182018", "2018-03-31-01", "2018/19/20/", "x2017/18", "2017/18x", "0000",
    "2012/2014/2016", "2018/2018/2018", "2016/17/2017/18",
])
def test_what_is_no_period_is_refused_with_the_ways_to_write_one(text: str) -> None:
    for read in (span_of, period_in_words):
        with pytest.raises(ValueError) as raised:
            read(text)
        assert str(raised.value) == f"'{text}' is not a period. {WAYS}"


def test_a_text_too_long_for_any_period_is_cut_where_it_is_told() -> None:
    text = "2018/" * 400
    with pytest.raises(NotAPeriod) as raised:
        span_of(text)
    assert (raised.value.code, raised.value.what, raised.value.fix) == ("item.date", f"'{text[:60]}' is not a period.", WAYS)


@pytest.mark.parametrize(("written", "meant"), [
    ("31/03/2019 or so", ""), ("3 March 2019 or so", ""),
    ("2017-18", "2017/18"), ("17/18", "2017/18"), ("99/00", "1999/00"), ("50/51", "2050/51"), ("51/52", "1951/52"),
    ("2017-2018", "2017/18"), ("2017\N{EN DASH}18", "2017/18"), ("2017 / 18", "2017/18"), ("FY 2017/18", "2017/18"),
    ("31/03/2019", "2019-03-31"), ("1.4.2019", "2019-04-01"), ("31/13/2019", ""), ("3/31/2019", ""),
    ("2018 Q1", "2018-Q1"), ("2018q4", "2018-Q4"), ("Q3 2018", "2018-Q3"), ("2018 - H2", "2018-H2"), ("h1 2018", "2018-H1"),
    ("2017-18 Q1", "2017/18-Q1"), ("Q2 2017/18", "2017/18-Q2"), ("2018 H3", ""), ("2018 Q5", ""),
    ("March 2019", "2019-03"), ("mar 2019", "2019-03"), ("Sept. 2019", "2019-09"), ("31 December 2019", "2019-12-31"),
    ("1st May 2019", "2019-05-01"), ("31 June 2019", ""), ("Spring 2019", ""), ("  2018 Q1 ", "2018-Q1"),
])
def test_a_period_in_another_form_is_answered_with_the_form_to_write(written: str, meant: str) -> None:
    with pytest.raises(NotAPeriod) as raised:
        span_of(written)
    assert raised.value.fix == (f"Write '{meant}'." if meant else WAYS)
    assert period_meant(written.strip()) == meant


def test_quarters_stand_in_order_of_time_beside_months_and_years() -> None:
    periods = ["2018-Q1", "2018-01", "2018", "2018-Q2", "2017/18-Q4", "2018-H1", "2017-Q4"]
    assert sorted(periods, key=span_of) == ["2017-Q4", "2018-01", "2018-Q1", "2017/18-Q4", "2018-H1", "2018", "2018-Q2"]


@pytest.mark.parametrize("text", ["2019-11/2014-04", "2019/2018", "2019-03-31/2019-03-30", "mid-2018/mid-2017"])
def test_a_period_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as raised:
        span_of(text)
    assert str(raised.value) == f"'{text}' ends before it begins. Write the earlier period first."


def test_what_is_no_single_period_is_told_as_it_stands() -> None:
    assert [period_or_text(text) for text in ("2019-03", "2010 to 2030", "")] == ["March 2019", "2010 to 2030", ""]
