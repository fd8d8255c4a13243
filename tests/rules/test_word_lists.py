"""The lists of words that rules know: bodies and titles, words of quantity, and what each kind of item has to say."""

from __future__ import annotations

import pytest

from tests.books.records import item
from tests.rules.test_rule_records import run

BODIES = """Academy Academies Agency Agencies Alliance Association Authority Authorities Bank Board Body Bodies Borough
    Business Cabinet Centre Chamber Charity Charities City Cities Clinic College Commission Committee Company Companies
    Consortium Corporation Council County Counties Department Developers Director District England Enterprise Federation
    Forum Foundation Fund Government Group Growth Health Highways Homes Hospital Hub Industry Innovation Institute Land
    Limited Ltd Lead Local Manager Mayor Ministry Network Office Officer Organisation Organization Panel Park
    Partnership Partners Police Providers Railway Region Research School Sector Service Skills Society Societies Sport
    Steering Strategy Taskforce Team Transport Trust Union Unit University Utility Water Works"""


@pytest.mark.parametrize("word", BODIES.split())
def test_a_name_with_a_word_for_a_body_is_no_persons(word: str) -> None:
    assert run("item.lead", item("action", "A", lead=f"Anna {word}"), advice=True) == []


@pytest.mark.parametrize("title", ["Mr", "Mrs", "Ms", "Dr", "Prof", "Cllr", "Sir", "Dame", "Dr."])
def test_a_title_before_a_name_makes_it_no_bodys(title: str) -> None:
    lead = f"{title} Anna O’Neil-Brown"
    assert run("item.lead", item("action", "A", lead=lead), advice=True) == [(1, "A", f"'{lead}' looks like a person's name.")]


REQUIRED = {
    "chain": "explains problem cause failure input activity output outcome lead cost assumptions risks",
    "gap": "availability publisher where searched since",
}


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_logic_chain_and_a_gap_say_all_that_a_reader_needs(kind: str) -> None:
    names = REQUIRED[kind].split()
    assert len(run("item.missing", item(kind, "A"))) == len(names)
    for name in names:
        assert len(run("item.missing", item(kind, "A", **{other: "x" for other in names if other != name}))) == 1


@pytest.mark.parametrize("unit", [
    "million", "billion", "thousand", "people", "residents", "jobs", "homes", "households", "vehicles", "tonnes", "kilotonnes",
    "gigawatt-hours", "hectares", "years of age", "per cent", "percentage point", "percentage points", "%"])
def test_a_number_before_any_word_of_quantity_is_one_by_hand(unit: str) -> None:
    one = item("priority", "P", body=f"There are 1,200.5 {unit}.", body_line=7)
    assert [what for *_, what in run("value.by-hand", one, advice=True)] == [f"The number '1,200.5 {unit}' is typed by hand."]
