"""The rules on logic chains: what lets an action or a chain be, and which dates a milestone may have."""

from __future__ import annotations

import pytest

from goldenthread.model import Item
from tests.books.records import FIRST, SECOND, at, item
from tests.rules.rule_runs import problems_of

CHAIN = item("chain", "CHN", edition="2020-03", works="EV_A")
LINES = {"works": 5, "asks": 6, "lacks": 7, "milestones": 8}


def whats(code: str, *items: Item, **fields: object) -> list[tuple[int, str, str]]:
    return [(one.place.line, one.about, one.what) for one in problems_of(code, *items, **fields)]  # type: ignore[arg-type]


def test_an_action_says_what_is_known_of_it_or_what_it_asks_for() -> None:
    items = [item("action", name, edition="2020-03", place=at(3), **links) for name, links in {
        "A": {"works": "EV_A"}, "B": {"asks": "GAP_A"}, "C": {}}.items()]
    assert whats("chain.untested", CHAIN, *items) == [(3, "C", "C does not say what is known of whether it works.")]
    assert whats("chain.untested", *items) == []  # an edition without logic chains


def test_evidence_that_speaks_against_an_action_is_answered() -> None:
    findings = [item("evidence", "EV_A", effect="harm"), item("evidence", "EV_B", effect="no-effect"),
                item("evidence", "EV_C", effect="gain")]
    items = [item("action", "ONE", works="EV_A EV_C", lines=LINES), item("action", "TWO", works="EV_A EV_B", lines=LINES),
             item("chain", "ANSWERED", works="EV_A", answer="Fewer places, with a mentor."), item("action", "GAIN", works="EV_C")]
    assert whats("chain.against", *findings, *items) == [
        (5, "ONE", "EV_A speaks against ONE, and it does not answer."),
        (5, "TWO", "EV_A and EV_B speak against TWO, and it does not answer.")]


def test_an_edition_names_findings_and_gaps_that_it_may_use_under_every_link() -> None:
    targets = [item("evidence", "EV_NEW", since="2020-03"), item("gap", "GAP_NEW", since="2020-03"),
               item("gap", "GAP_OLD", since="2019-12"), item("gap", "GAP_ODD", since="2018")]
    links = {"works": "EV_NEW GONE", "asks": "GAP_NEW GAP_OLD", "lacks": "GAP_NEW GAP_ODD"}
    items = [item("action", "OLD", edition="2019-12", lines=LINES, **links), item("action", "NEW", edition="2020-03", **links),
             item("evidence", "EV_FREE", **links)]
    assert whats("chain.too-late", *targets, *items) == [
        (line, "OLD", f"OLD of edition 2019-12 names {name}, which may be used only from 2020-03 on.")
        for line, name in ((5, "EV_NEW"), (6, "GAP_NEW"), (7, "GAP_NEW"))]


@pytest.mark.parametrize(("milestones", "words"), [
    ("2020-03-31: read", "31 March 2020"), ("2020-03: read", "March 2020"), ("2020-03-30: read", "30 March 2020"),
    ("2020-04-01: read", ""), ("2020-04: read; 2020-04: judged; 2021: above", ""),
])
def test_a_milestone_comes_after_the_day_of_its_edition(milestones: str, words: str) -> None:
    odd = item("measure", "M", edition="2020-03", milestones="soon: read", lines=LINES)
    one = item("measure", "N", edition="2020-03", milestones=milestones, lines=LINES)
    found = whats("chain.milestone", odd, one, editions=(FIRST, SECOND))
    assert found[0][:2] == (8, "M")
    what = f"N has a milestone in {words}, which is not after the date of edition 2020-03 (31 March 2020)."
    assert found[1:] == ([(8, "N", what)] if words else [])
