"""How strong the evidence under a priority is, as sentences say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.analysis.strength import Strength, strength_of, year_of
from goldenthread.model import Words
from tests.books.records import FIRST, SECOND, dataset, edition, item, reference, register

ONE = {"findings": 1, "high": 1, "high_confidence": "high confidence", "by_confidence": {}, "publishers": 1, "newest": 2018,
       "oldest": 2018}


@pytest.mark.parametrize(("counts", "words"), [
    ({}, "Rests on one finding, of high confidence, from one publisher; the newest is about 2018"),
    ({"high": 0}, "Rests on one finding, none of high confidence, from one publisher; the newest is about 2018"),
    ({"findings": 2, "high": 2, "publishers": 2},
     "Rests on two findings, all of high confidence, from two publishers; the newest is about 2018"),
    ({"findings": 4, "high": 1, "publishers": 0, "newest": None},
     "Rests on four findings, one of high confidence, from no publishers"),
    ({"findings": 3, "high": 0},
     "Rests on three findings, none of high confidence, from one publisher; the newest is about 2018"),
    ({"findings": 11, "high": 10, "publishers": 12},
     "Rests on 11 findings, ten of high confidence, from 12 publishers; the newest is about 2018"),
    ({"findings": 0, "high": 0, "publishers": 0, "newest": None}, "Rests on no finding"),
    ({"findings": 2, "high": 1, "high_confidence": "confidence 4 or 5"},
     "Rests on two findings, one of confidence 4 or 5, from one publisher; the newest is about 2018"),
])
def test_what_findings_amount_to_is_a_sentence(counts: dict[str, int], words: str) -> None:
    assert Strength(**{**ONE, **counts}).words == words


@pytest.mark.parametrize(("period", "year"), [
    ("2018", 2018), ("2017/18", 2018), ("1999/00", 2000), ("2015/16 and 2017/18", 2018),
    ("2010 to 2018", 2018), ("mid-2016", 2016), ("2012/2016", 2016),
    ("2010 to 2030", 2010), ("2014-04/2019-11", 2019), ("", None), ("last year", None), ("1850", None), ("12018", None), 
    ("20185", None), ("2019 and 2015", 2019),
])
def test_a_finding_is_about_the_last_year_of_its_period(period: str, year: int | None) -> None:
    assert year_of(register(), item("evidence", "A", period=period), 2020) == year  # type: ignore[arg-type]


@pytest.mark.parametrize(("period", "until", "year"), [
    ("2025", 2026, 2025), ("2026", 2026, 2026), ("2027", 2026, None), ("2016 to 2021", 2020, 2016), ("2016 to 2021", 2026, 2021),
])
def test_a_year_to_come_is_a_projection(period: str, until: int, year: int | None) -> None:
    assert year_of(register(), item("evidence", "A", period=period), until) == year  # type: ignore[arg-type]


def test_years_to_come_are_those_after_the_edition_that_rests_on_a_finding() -> None:
    later = edition("2026-03", "2020-03", published=date(2026, 3, 31))
    book = register(
        item("evidence", "A", period="2016 to 2021", confidence="high"), item("evidence", "B", period="2030"),
        item("priority", "P20", rests_on="A B", edition="2020-03"), item("priority", "P26", rests_on="A B", edition="2026-03"),
        editions=(FIRST, SECOND, later),
    )
    strengths = {key: strength_of(book, book.items[key]) for key in ("P20", "P26", "A", "B")}  # type: ignore[arg-type]
    assert {key: (strength.newest, strength.oldest) for key, strength in strengths.items()} == {
        "P20": (2016, 2016), "P26": (2021, 2021), "A": (2021, 2021), "B": (None, None)}
    assert strengths["P26"].words == (
        "Rests on two findings, one of high confidence, from no publishers; the newest is about 2021")


def test_findings_are_counted_by_confidence_year_and_publisher() -> None:
    book = register(
        item("evidence", "A", datasets="a, b, gone", confidence="high", period="2016"),
        item("evidence", "B", datasets="a", references="r, gone", confidence="medium", period="2018"),
        item("evidence", "C", references="r", confidence="low"), item("evidence", "D", confidence="low", period="2017"),
        item("priority", "P", rests_on="A B C D GONE"), item("priority", "Q"),
        tables=[dataset("a", "north 2018 1"), dataset("b", "north 2018 1", publisher="Institute")],
        references=[reference("r")],
    )
    assert strength_of(book, book.items["P"]) == Strength(  # type: ignore[arg-type]
        findings=4, high=1, high_confidence="high confidence", by_confidence={"high": 1, "medium": 1, "low": 2}, newest=2018,
        oldest=2016, publishers=3)
    assert strength_of(book, book.items["Q"]) == Strength(  # type: ignore[arg-type]
        findings=0, high=0, high_confidence="high confidence", by_confidence={}, newest=None, oldest=None, publishers=0)


def test_without_an_edition_no_year_is_yet_to_come() -> None:
    one = item("evidence", "A", period="2018")
    assert strength_of(register(one, editions=()), one).newest == 2018  # type: ignore[arg-type]


def test_findings_are_counted_in_the_order_of_the_books_own_scale() -> None:
    words = Words(choices={"confidence": ("sure", "unsure", "guess")})
    book = replace(register(item("evidence", "A", confidence="guess"), item("evidence", "B", confidence="sure"),
                            item("priority", "P", rests_on="A B")), words=words)
    assert list(strength_of(book, book.items["P"]).by_confidence) == ["sure", "guess"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("period", "released", "year"), [
    ("2018", "2019-11", 2018), ("2018", "2016-05", 2016), ("2014 to 2039", "2016", 2014), ("2040/41", "2016", 2016),
    ("2017/18", "2018-03-29", 2018), ("2018", "", 2018)])
def test_a_year_after_the_release_of_its_table_is_a_projection_as_old_as_that(period: str, released: str, year: int) -> None:
    table = dataset("homes", "north 2014 1", released=released)
    finding = item("evidence", "EV_HOMES", period=period, datasets="homes")
    made = register(finding, tables=[table])
    assert year_of(made, finding, 2020) == year  # type: ignore[arg-type]
    assert strength_of(made, finding).newest == year  # type: ignore[arg-type]


def test_a_table_of_another_year_beside_an_old_projection_is_measured() -> None:
    tables = [dataset("homes", "north 2014 1", released="2016"), dataset("jobs", "north 2018 1", released="2019-11")]
    finding = item("evidence", "EV_HOMES", period="2018", datasets="homes jobs")
    assert year_of(register(finding, tables=tables), finding, 2020) == 2018  # type: ignore[arg-type]
