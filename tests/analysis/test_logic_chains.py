"""What a logic chain says, what is known of actions, and what falls due when."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.analysis import dated_steps, known_effects, milestones_in_words, priority_behind, steps_of
from goldenthread.model import Action, LogicChain, Measure
from tests.books.records import FIRST, item, register

CHAIN = item("chain", "E19_CHN_A", edition="2019-12", explains="E19_PRI_A", problem="Few are skilled.",
             cause="Firms fear to lose.", failure="spillover", outcome="More are skilled.",
             works="EV_GOOD EV_BAD GAP_NONE EV_GONE")
PRIORITY = item("priority", "E19_PRI_A", edition="2019-12")
GOOD = item("evidence", "EV_GOOD", effect="gain", comparator="Two trials", confidence="high")
BAD = item("evidence", "EV_BAD", effect="no-effect", comparator="", confidence="low")
NONE = item("gap", "GAP_NONE", availability="not-found")


def test_the_steps_of_a_chain_stand_in_order_and_the_cause_begins_with_its_kind() -> None:
    assert isinstance(CHAIN, LogicChain)
    assert steps_of(CHAIN) == (("Problem", "Few are skilled."), ("Cause", "Spillovers to others. Firms fear to lose."),
                               ("Outcome", "More are skilled."))


def test_what_is_known_tells_studies_from_what_was_not_found() -> None:
    assert isinstance(CHAIN, LogicChain)
    known = known_effects(register(CHAIN, PRIORITY, GOOD, BAD, NONE), CHAIN)
    assert [(one.item.id, one.words, one.is_adverse) for one in known] == [
        ("EV_GOOD", "An effect was found; Two trials; high confidence", False),
        ("EV_BAD", "Studies found no effect; low confidence", True),
        ("GAP_NONE", "Looked for, and not found by us", False)]


def test_actions_and_milestones_fall_due_in_the_order_of_days() -> None:
    late = item("action", "E19_ACT_LATE", edition="2019-12", by="2021", delivers="E19_PRI_A", order=1)
    soon = item("action", "E19_ACT_SOON", edition="2019-12", by="2020-06", delivers="E19_PRI_A", order=2)
    measure = item("measure", "E19_MEA_A", edition="2019-12", tracks="E19_PRI_A", order=3,
                   milestones="2020-12: read; 2023: judged")
    other = item("action", "E20_ACT_OTHER", edition="2020-03", by="2020-01")
    unread = item("action", "E19_ACT_UNREAD", edition="2019-12", by="soon")
    steps = dated_steps(register(PRIORITY, late, soon, measure, other, unread), FIRST)
    assert [(step.due, step.item.id, step.words) for step in steps] == [
        (date(2020, 6, 30), "E19_ACT_SOON", "E19_ACT_SOON"), (date(2020, 12, 31), "E19_MEA_A", "read"),
        (date(2021, 12, 31), "E19_ACT_LATE", "E19_ACT_LATE"), (date(2023, 12, 31), "E19_MEA_A", "judged")]
    assert isinstance(measure, Measure)
    assert milestones_in_words(measure) == ("December 2020: read", "2023: judged")
    unread_measure = item("measure", "E19_MEA_B", milestones="soon: read")
    assert isinstance(unread_measure, Measure)
    assert milestones_in_words(unread_measure) == ()


def test_what_falls_due_on_one_day_stands_in_the_order_of_the_chapters_and_a_step_without_a_date_in_none() -> None:
    orders = {"B": 2, "A": 3, "C": 1}
    items = [item("action", name, edition="2019-12", by="2020", order=order) for name, order in orders.items()]
    # a measure has milestones and no date, and an action may have none yet
    others = [item("action", "D", edition="2019-12"),
              item("priority", "P", edition="2019-12", by="2020", milestones="2020: read")]
    steps = dated_steps(register(*items, *others), FIRST)
    assert [(step.item.id, step.period) for step in steps] == [("C", "2020"), ("B", "2020"), ("A", "2020")]


def test_each_step_of_a_chain_bears_its_name() -> None:
    words = {"problem": "Problem", "cause": "Cause", "input": "Input", "activity": "Activity", "output": "Output",
             "outcome": "Outcome"}
    chain = item("chain", "E19_CHN_B", **{option: f"The {option}." for option in reversed(words)})
    assert isinstance(chain, LogicChain)
    assert steps_of(chain) == tuple((name, f"The {option}.") for option, name in words.items())


@pytest.mark.parametrize(("kind", "link"), [("action", "delivers"), ("measure", "tracks"), ("chain", "explains")])
def test_the_priority_behind_a_step_is_the_first_that_it_names(kind: str, link: str) -> None:
    one = item(kind, "A", **{link: "EV_GOOD E19_PRI_GONE E19_PRI_A"})
    assert isinstance(one, Action | Measure | LogicChain)
    assert priority_behind(register(PRIORITY, GOOD, one), one) == PRIORITY
