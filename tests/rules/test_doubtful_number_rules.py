"""Numbers that can be worked out and may not say what is meant: what is asked about, and what is let pass."""

from __future__ import annotations

import pytest

from tests.books.records import dataset
from tests.rules.rule_runs import problems_of
from tests.rules.test_rule_records import mention


def asked(code: str, text: str, *tables: object) -> list[str]:
    return [problem.what for problem in problems_of(code, mentions=[mention("value", text, 1, "EV_A")], tables=list(tables))
            if problem.advice]


BALANCE = dataset("a", "north 2010 -50, north 2018 30, south 2018 -80", unit="£ million", decimals=0)


@pytest.mark.parametrize(("text", "number"), [
    ("a:north:2018 as % of a:north:2010", "\N{MINUS SIGN}£50 million"),
    ("a:north:2010 as multiple of a:south:2018", "\N{MINUS SIGN}£80 million"),
    ("a:north:2010 as % of a:north:2018", ""), ("a:north:2018 less a:north:2010", ""), ("a:north:2010", ""),
    ("a:north:2018 as % of a:gone:2010", ""),
])
def test_a_share_of_a_loss_is_asked_about(text: str, number: str) -> None:
    whats = asked("value.below-zero", text, BALANCE)
    assert whats == ([f"{number} is below zero, and a share or a multiple of it misleads."] if number else [])


SHARES = dataset("s", "north 2017 61.0, north 2018 60.0, south 2018 70.0, land 2018 65.0")
PARTS = dataset("p", "north 2018 lime 30.0, south 2018 lime 40.0, north 2018 cement 10.0")
WHOLE, MORE = dataset("w", "north 2018 60.0, south 2018 40.0"), dataset("m", "north 2018 60.0, south 2018 40.1")
RATES = dataset("r", "north 2018 3.0, south 2018 4.0", unit="firms per 1,000 people")
RANKS = dataset("k", "north 2018 1, south 2018 2", unit="", decimals=0)
JOBS = dataset("j", "north 2018 1, south 2018 2", unit="jobs", decimals=0)


@pytest.mark.parametrize(("text", "what"), [
    ("s:north:2018 plus s:south:2018", "values in '%' of north:2018 and south:2018"),
    ("s:north:2017 plus s:north:2018", "values in '%' of north:2017 and north:2018"),
    ("s:north:2018 plus s:south:2018 as % of s:land:2018", "values in '%' of north:2018 and south:2018"),
    ("r:north:2018 plus r:south:2018", "values in 'firms per 1,000 people' of north:2018 and south:2018"),
    ("k:north:2018 plus k:south:2018", "ranks or plain numbers of north:2018 and south:2018"),
    ("m:north:2018 plus m:south:2018", "values in '%' of north:2018 and south:2018"), ("w:north:2018 plus w:south:2018", ""),
    # shares of one whole, parts of one area, and what can be counted
    ("p:north:2018:lime plus p:south:2018:lime", ""), ("p:north:2018:lime plus p:north:2018:cement", ""),
    ("j:north:2018 plus j:south:2018", ""), ("s:north:2018 less s:south:2018", ""), ("s:north:2018 plus s:gone:2018", ""),
])
def test_shares_rates_and_ranks_of_several_areas_are_not_added_up(text: str, what: str) -> None:
    whats = asked("value.added-up", text, SHARES, PARTS, WHOLE, MORE, RATES, RANKS, JOBS)
    assert whats == ([f"'plus' adds up {what}, which do not add up."] if what else [])


@pytest.mark.parametrize(("unit", "better"), [
    ("ratio", ""), ("Index", ""), ("rank", ""), ("n/a", ""), ("pp", "percentage points"), ("% points", "percentage points"),
    ("£m", "£ million"), ("£bn", "£ billion"), ("£ 000s", "£ thousand"), ("£k", "£ thousand"),
    ("£m per job", "£ million per job"),
    ("GBP", "£"), ("pounds", "£"), ("euros million", "€ million"), ("GBP per hour", "£ per hour"),
    ("thousands", "thousand"), ("millions of people", "million people"), ("people (thousands)", "thousand people"),
    ("jobs (in 000s)", "thousand jobs"),
])
def test_a_unit_that_would_be_printed_oddly_is_asked_about(unit: str, better: str) -> None:
    [problem] = problems_of("data.unit-form", tables=[dataset("a", "north 2018 1", unit=unit)])
    assert (problem.advice, problem.about, problem.place.file) == (True, "a", "evidence/data/a.toml")
    assert problem.fix == f'Write unit = "{better}".'


@pytest.mark.parametrize("unit", ["", "%", "£", "£ million", "thousand people", "PPS", "Mbit/s", "index (UK = 100)", "m", "kWh",
                                  "% of GDP", "percentage points", "£ per hour", "people (aged 16 to 64)", "ratios of pay"])
def test_a_unit_that_is_printed_well_is_not(unit: str) -> None:
    assert problems_of("data.unit-form", tables=[dataset("a", "north 2018 1", unit=unit)]) == []


@pytest.mark.parametrize(("units", "better"), [
    ("unit|no unit|units|no units|ratio|index|rank|score|number|count|rate|value|none|n/a|na|-", ""),
    ("pp|ppt|ppts|p.p.|%points|% point|percentage point", "percentage points"),
    ("gbp|pound|pounds|Sterling", "£"), ("eur|euro|Euros", "€"), ("usd|dollars", "$"),
    ("£m|£ mn|£mln|£mio|£millions|£ 'millions|gbp m|pounds million|sterling mio", "£ million"),
    ("€bn|€ billions|eur bn|euros billion", "€ billion"),
    ("$k|$000|$'000|$000s|$thousands|usd thousand|dollars 000s|usd k", "$ thousand"),
    ("thousands of jobs|jobs (k)|jobs (000)|jobs ('000)|jobs (in thousands)", "thousand jobs"),
    ("millions|Millions", "million"), ("billions of tonnes|tonnes (bn)", "billion tonnes"),
    ("gbp m per job", "£ million per job"), ("euros per hour", "€ per hour"),
])
def test_every_spelling_of_a_unit_has_its_printed_form(units: str, better: str) -> None:
    told = {unit: [problem.fix for problem in problems_of("data.unit-form", tables=[dataset("a", "north 2018 1", unit=unit)])]
            for unit in units.split("|")}
    assert told == {unit: [f'Write unit = "{better}".'] for unit in told}
