"""Every rule on records alone: what it reports, where, and what it leaves alone. The whole messages are in messages.txt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.analysis import fingerprint_of_item
from goldenthread.model import Dropped, Item, Mention, MissingValue, Problem, Signoff
from goldenthread.rules import RULES
from goldenthread.rules.context import Context, rule
from tests.books.records import FIRST, SECOND, at, dataset, edition, item, reference, register
from tests.rules.rule_runs import VOCABULARY, problems_of

Problems = list[tuple[int, str, str]]


def run(code: str, *items: Item, advice: bool = False, **fields: object) -> Problems:
    """What the rule of a code reports: the line, what it is about, and what is the case."""
    problems = problems_of(code, *items, **fields)
    assert {problem.code for problem in problems} <= {code}
    assert {problem.advice for problem in problems} <= {advice}
    return [(problem.place.line, problem.about, problem.what) for problem in problems]


def abouts(problems: Problems) -> list[str]:
    return [about for _, about, _ in problems]


def fixes(code: str, *items: Item) -> list[str]:
    """What the rule of a code says is to be done."""
    return [problem.fix for problem in problems_of(code, *items)]


def mention(kind: str, text: str, line: int = 1, within: str = "", /, **options: str) -> Mention:
    return Mention(kind=kind, text=text, place=at(line), item=within, options=options)


def test_a_rule_is_a_code_a_sentence_and_a_check() -> None:
    def check(context: Context) -> list[object]:
        """A book is
        what it is."""
        return []

    one = rule("a.b")(check)  # type: ignore[arg-type]
    assert (one.code, one.sentence, one.check) == ("a.b", "A book is what it is.", check)
    assert rule("a.b")(lambda context: []).sentence == ""
    assert all(one.sentence.endswith(".") for one in RULES)


# single items


@pytest.mark.parametrize(("kind", "name", "of", "good"), [
    ("evidence", "EV_ONE", "", True), ("evidence", "EV_ONE-2", "", False), ("evidence", "EV_one", "", False), ("evidence",
    "ONE", "", False), ("evidence", "",
    "", False),
    ("priority", "E19_PRI_ONE", "2019-12", True), ("priority", "PRI_ONE", "2019-12", False), ("priority", "PRI_ONE", "", True),
    ("action", "E19_PRI_ONE", "2019-12", False), ("evidence", "EV_" + "A" * 37, "", True), ("evidence",
    "EV_" + "A" * 38, "", False),
])
def test_an_id_begins_as_its_kind_and_edition_ask(kind: str, name: str, of: str, good: bool) -> None:
    problems = run("item.id", item(kind, name, edition=of, lines={"id": 5}))
    state = f"has the id '{name}'" if name else "has no id"
    assert problems == ([] if good else [(5, name, f"This {kind} {state}.")])


def test_an_item_has_a_title_tags_of_the_framework_and_a_tag_if_it_is_a_finding() -> None:
    bare = item("evidence", "EV_A", tags="people none clean", place=at(3), lines={"tags": 6})
    untitled = item("action", "", place=at(4))
    object.__setattr__(untitled, "title", "")
    assert run("item.title", bare, untitled) == [(4, "", "This action has no title.")]
    assert run("item.tag", bare, untitled) == [(6, "EV_A", "EV_A has the tag 'none', which the framework does not know.")]
    assert run("item.no-tag", bare, item("evidence", "EV_B"), item("action", "ACT_A")) == [(1, "EV_B", "EV_B has no tag.")]


def test_an_item_has_the_options_of_its_kind_and_their_words() -> None:
    one = item("evidence", "EV_A", confidence="hihg", colour="red", period="2018", lines={"confidence": 4, "colour": 5})
    good = item("evidence", "EV_B", confidence="low", standing="")
    assert run("item.option", good, one) == [(5, "EV_A", "EV_A has the option 'colour', which evidence does not know.")]
    assert run("item.choice", good, one) == [(4, "EV_A", "EV_A has the confidence 'hihg'.")]


def test_an_item_says_all_that_a_reader_needs_to_judge_it() -> None:
    full = {"evidence": "confidence since period geography", "priority": "status", "action": "lead by delivers",
            "measure": "baseline direction tracks", "response": "respondent criterion received source disposition about"}
    for kind, words in full.items():
        names = words.split()
        assert run("item.missing", item(kind, "A", **dict.fromkeys(names, "x"))) == []
        for name in names:
            own = {other: "x" for other in names if other != name}
            [(_, about, what)] = run("item.missing", item(kind, "A", **own))
            assert (about, what.startswith("A does not say ")) == ("A", True)
    assert [what for *_, what in run("item.missing", item("evidence", "A", confidence="x", period="x", geography="x"),
                                     item("action", "B", delivers="x"))] == [
        "A does not say its first edition.", "B does not say its lead.", "B does not say its date."]
    chapter = item("response", "A",
        **dict.fromkeys(["respondent", "criterion", "received", "source", "disposition", "chapter"], "x"))
    assert run("item.missing", chapter) == []
    assert fixes("item.missing", item("response", "A", disposition="x"))[-1:] == [
        "Add ':about:' with items, or ':chapter:' with a page."]
    assert [what for *_, what in run("item.missing", item("response", "A", disposition="x"))] == [
        "A does not say its respondent.", "A does not say its criterion.", "A does not say its date of receipt.",
        "A does not say its source.", "A does not say what it is about."]


def test_a_finding_and_a_dataset_may_be_used_since_an_edition() -> None:
    problems = run("item.since", item("evidence", "EV_A", since="2019", lines={"since": 7}), item("evidence",
    "EV_B", since="2020-03"),
                item("evidence", "EV_C"), tables=[dataset("a", "north 2018 1", since="2018"), dataset("b", "north 2018 1")])
    assert problems == [(7, "EV_A", "EV_A may be used since '2019', which is not an edition."),
                     (1, "a", "a may be used since '2018', which is not an edition.")]


def test_a_date_can_be_read() -> None:
    problems = run("item.date", item("action", "A", by="soon", lines={"by": 4}), item("action", "B", by="2021-03"),
                item("response", "C", received="2019/2018", lines={"received": 5}), item("evidence", "D", period="x"))
    assert [(line, about) for line, about, _ in problems] == [(4, "A"), (5, "C")]
    assert problems[0][2] == "'soon' is not a period."


def test_a_link_leads_to_an_item_of_the_right_kind_once() -> None:
    items = [item("evidence", "EV_A"), item("priority", "P", rests_on="EV_A GONE X EV_A", lines={"rests_on": 4}),
             item("action", "X", delivers="P"), item("evidence", "", replaces="EV_B")]
    assert run("item.link", *items) == [(4, "P", "P names GONE under 'rests_on', but no item has that id."),
                                        (1, "", "This evidence names EV_B under 'replaces', but no item has that id.")]
    assert run("item.link-kind", *items) == [(4, "P", "P names X under 'rests_on', which is of kind action.")]
    assert run("item.link-twice", *items) == [(4, "P", "P names EV_A more than once under 'rests_on'.")]
    mentions = (mention("need", "EV_A"), mention("need", "it <EV_A>"), mention("need", "it <EV_C>", 8, "P"), mention("cite",
    "EV_D"))
    assert run("item.link", items[0], mentions=mentions) == [(8, "P", "'it <EV_C>' names no item.")]


def test_what_a_finding_rests_on_is_there() -> None:
    own = {"tables": [dataset("a", "north 2018 1")], "references": [reference("one")]}
    one = item("evidence", "EV_A", datasets="a, b", references="one, two", lines={"datasets": 3, "references": 4})
    other = item("measure", "M", target_source="three", references="x", lines={"target_source": 5})
    good = item("measure", "N", target_source="one")
    assert run("item.dataset", one, **own) == [(3, "EV_A", "EV_A names the dataset 'b', which is not there.")]
    mentions = (mention("cite", "one, four", 9, "EV_A"), mention("value", "five"), mention("cite", "one"))
    assert run("item.reference", one, other, good, mentions=mentions, **own) == [
        (line, about, f"'{key}' is not in evidence/references.bib.")
        for line, about, key in ((4, "EV_A", "two"), (5, "M", "three"), (9, "EV_A", "four"))]


def test_an_item_stands_where_its_kind_belongs() -> None:
    good = [item("evidence", "E"), item("response", "R"), *(item(kind, kind, edition="2019-12") for kind in (
        "priority", "action", "measure"))]
    assert run("item.place", *good) == []
    bad = [item("evidence", "E", edition="2019-12"), item("response", "R", edition="2019-12"), item("priority", "P"),
           item("action", "A"), item("measure", "M")]
    assert abouts(run("item.place", *bad)) == ["E", "R", "P", "A", "M"]


def test_a_priority_has_an_action_and_a_measure() -> None:
    problems = run("thread.no-action", item("priority", "P"), item("priority", "Q"), item("priority", "R"),
                item("action", "A", delivers="Q R"), item("measure", "M", tracks="P R"))
    assert problems == [(1, "P", "Priority P has no action."), (1, "Q", "Priority Q has no measure.")]


# the thread


def test_a_priority_rests_on_evidence_and_carries_a_foundation() -> None:
    items = [item("priority", "P", tags="clean", lines={"tags": 3}), item("priority", "Q", rests_on="EV_A", tags="people")]
    assert run("thread.no-evidence", *items) == [(1, "P", "Priority P rests on no evidence.")]
    assert run("thread.no-tag", *items) == [(3, "P", "Priority P carries no foundation.")]


def test_a_finding_has_a_source_and_says_in_what_it_differs() -> None:
    items = [item("evidence", "", place=at(2)), item("evidence", "B", datasets="a"), item("evidence", "C", references="a"),
             item("evidence", "D", references="a", differs_from="B C", lines={"differs_from": 5}),
             item("evidence", "E", references="a", differs_from="B", difference="In years.")]
    assert run("thread.no-source", *items) == [(2, "", "This finding names no source.")]
    assert run("thread.difference", *items) == [(5, "D", "D differs from B, C, but nothing says in what.")]


@pytest.mark.parametrize(("since", "released", "data_since", "why"), [
    ("2019-12", "2019-12", "2019-12", ""), ("2019-12", "2019-12-20", "2019-12", ""), ("2019-12", "2019", "2019-12", ""),
    ("2020-03", "2019-11", "2019-12", "that finding may be used only from 2020-03 on"),
    ("2019-12", "2019-11", "2020-03", "its dataset 'a' may be used only from 2020-03 on"),
    ("2019-12", "2019-12-21", "2019-12", "its dataset 'a' was released later (21 December 2019)"),
    ("2019-12", "2020-01", "2019-12", "its dataset 'a' was released later (January 2020)"),
    ("2019-12", "2020", "2019-12", "its dataset 'a' was released later (2020)"),
    ("2019-12", "later", "2019-12", ""), ("unknown", "2019-11", "unknown", ""),
])
def test_an_edition_cites_what_was_there_by_its_date(since: str, released: str, data_since: str, why: str) -> None:
    evidence = item("evidence", "EV_A", since=since, datasets="gone, a")
    items = [item("priority", "Q", rests_on="EV_A"), item("priority", "P", edition="2019-12", rests_on="GONE EV_A",
                                                         lines={"rests_on": 4}), evidence]
    problems = run("thread.not-yet", *items, tables=[dataset("a", "north 2018 1", released=released, since=data_since)])
    assert problems == ([(4, "P", f"Priority P of edition 2019-12 rests on EV_A, but {why}.")] if why else [])


def test_a_later_edition_may_cite_what_an_earlier_one_could() -> None:
    findings = [item("evidence", f"EV_{number}", since=since, datasets=f"t{number}")
                for number, since in enumerate(("2019-12", "2020-03", "2021-01"))]
    tables = [dataset(f"t{number}", "north 2018 1", since=since)
              for number, since in enumerate(("2019-12", "2020-03", "2020-03"))]
    items = [*findings, item("priority", "P", edition="2020-03", rests_on="EV_0 EV_1 EV_2")]
    editions = [FIRST, SECOND, edition("2021-01", "2020-03", published=date(2021, 1, 31))]
    assert run("thread.not-yet", *items, tables=tables, editions=editions) == [
        (1, "P", "Priority P of edition 2020-03 rests on EV_2, but that finding may be used only from 2021-01 on.")]


def test_a_priority_put_forward_rests_on_settled_evidence() -> None:
    evidence = [item("evidence", "EV_A", standing="provisional"), item("evidence", "EV_B")]
    problems = run("thread.provisional", *evidence, item("priority", "P", rests_on="EV_A", status="draft"),
                item("priority", "Q", rests_on="EV_A"), item("priority", "R", rests_on="GONE EV_B EV_A", status="for-agreement",
                                                           lines={"rests_on": 7}))
    assert problems == [(7, "R", "Priority R is 'for-agreement' but rests on EV_A, which is provisional.")]


def old(name: str, **fields: object) -> Item:
    return item("priority", name, edition="2019-12", **fields)


def new(name: str, **fields: object) -> Item:
    return item("priority", name, edition="2020-03", **fields)


def dropping(*entries: tuple[str, str]) -> list[object]:
    dropped = tuple(Dropped(id=name, reason=reason, place=at(20 + number)) for number, (name, reason) in enumerate(entries))
    return [FIRST, edition("2020-03", "2019-12", dropped=dropped), edition("2021-01", "none")]


def test_a_priority_is_carried_on_or_recorded_as_dropped() -> None:
    items = [old("A", place=at(3)), old("B"), old("C"), new("D", revises="B")]
    assert run("thread.dropped", *items, editions=dropping(("C", "Done."))) == [
        (3, "A", "Priority A has no successor in edition 2020-03.")]
    assert abouts(run("thread.dropped", *items, editions=dropping(("C", "")))) == ["A", "C"]
    assert run("thread.dropped", *items[:3], editions=dropping()) == []  # an edition that is yet to be written
    later = item("priority", "E", edition="2020-09")
    assert abouts(run("thread.dropped", items[0], later, editions=[*dropping()[:2], edition("2020-09", "2019-12")])) == ["A"]


def test_what_is_recorded_as_dropped_was_there_and_has_no_successor() -> None:
    items = [old("A"), old("B"), new("D", revises="B"), new("E")]
    problems = run("thread.dropped-unknown", *items, editions=dropping(("A", "x"), ("B", "x"), ("E", "x"), ("GONE", "x")))
    assert problems == [(21, "B", "'B' is carried on in this edition."),
                        (22, "E", "'E' is not a priority of the previous edition."),
                        (23, "GONE", "'GONE' is not a priority of the previous edition.")]


def test_a_change_has_a_reason() -> None:
    items = [old("A"), old("B"), old("C", title="C"), old("X"), new("N"), new("M", revises="A B"),
             new("C2", title="C", revises="C"),
             new("R", revises="X", place=at(9)), new("S", revises="X", reason="Why.")]
    assert run("thread.no-reason", *items) == [
        (1, "N", "Priority N is new but gives no reason."), (1, "M", "Priority M is merged but gives no reason."),
        (9, "R", "Priority R is revised but gives no reason.")]


def test_links_stay_in_the_edition_and_revisions_leave_it() -> None:
    items = [old("A"), new("B", revises="A C", lines={"revises": 3}), new("C"), item("action", "X", edition="2020-03",
             delivers="A B", lines={"delivers": 4}), item("measure",
             "Y", edition="2019-12", tracks="B A GONE"), item("priority", "Z"),
             item("action", "W", edition="2020-03", delivers="Z")]
    assert run("thread.other-edition", *items) == [
        (3, "B", "B revises C, which is of the same edition."), (4, "X", "X delivers A, which is of edition 2019-12."),
        (1, "Y", "Y tracks B, which is of edition 2020-03."), (1, "W", "W delivers Z, which is of edition none.")]


# numbers


@pytest.mark.parametrize(("rows", "card", "lines"), [
    ("north 2018 99, south 2018 3150, land 2018 200", {}, [3]), ("north 2018 100, south 2018 100.00", {}, []),
    ("north 2018 100.1", {}, [2]), ("north 2018 3150", {"unit": "jobs"}, []), ("north 2018 3150", {"unit": "% points"}, []),
    ("north 2018 150", {"measure": "Growth in ten years"}, []), ("north 2018 150", {"title": "Change since 2010"}, []),
    ("north 2018 150", {"measure": "Output a head as a percentage of the average"}, []),
    ("north 2018 150", {"measure": "Share of homes, by enterprise"}, [2]),
])
def test_a_share_of_more_than_all_is_asked_about(rows: str, card: dict[str, str], lines: list[int]) -> None:
    problems = run("data.share", tables=[dataset("a", rows, **card)], advice=True)
    assert [(line, about) for line, about, _ in problems] == [(line, "a") for line in lines]


def test_a_difference_within_the_error_of_estimates_is_asked_about() -> None:
    tables = [dataset("a", "north 2018 33.4~32.2~34.6, south 2018 35.0~33.4~36.6, east 2018 50~49~51"),
     dataset("b", "north 2018 1"),
              dataset("c", "north 2018 0.104~0.103~0.105, south 2018 0.105~0.104~0.106", unit="tonnes", decimals=3),
              dataset("d", "north 2018 5000~4000~6000, south 2018 5100~4000~6000", unit="jobs", decimals=0)]
    gap = "gap between {0}:north:2018 and {0}:south:2018"
    mentions = [mention("value", text, line, "EV_A") for line, text in enumerate((
        "a:north:2018", "a:north:2018 less a:gone:2018", "gap between a:north:2018 and a:east:2018", "b:north:2018",
        gap.format("a"), gap.format("c"), gap.format("d"), "rank of a:north:2018 among districts",
        "count of a:*:2018 among districts above a:north:2018", "rank of a:east:2018 among districts"), start=1)]
    assert run("value.interval", mentions=mentions, tables=tables, advice=True) == [
        (5, "EV_A", "The difference of 1.6 percentage points is within the error of the estimates (± 2.0)."),
        (6, "EV_A", "The difference of 0.0010 tonnes is within the error of the estimates (± 0.0014)."),
        (7, "EV_A", "The difference of 100 jobs is within the error of the estimates (± 1,487)."),
        (8, "EV_A", "By the error of the estimates, this place may be any from 2 to 3, and 3 is said."),
        (9, "EV_A", "By the error of the estimates, this number may be any from 1 to 2, and 2 is said.")]
    [problem] = problems_of("value.interval", mentions=mentions[4:5], tables=tables)
    assert problem.fix == "Say that it may be chance, or give both values with ', with interval' and claim no difference."


@pytest.mark.parametrize("card", [{"unit": "jobs"}, {"measure": "Ratio of pay to rent"}])
def test_a_table_that_holds_no_share_is_passed_over_and_the_next_looked_at(card: dict[str, str]) -> None:
    tables = [dataset("a", "north 2018 3150", **card), dataset("b", "north 2018 3150")]
    assert run("data.share", tables=tables, advice=True) == [(2, "b", "The value is 3150%, and a share is 100% at most.")]


HIDDEN = {("east", "2018"): MissingValue("east", "2018", (), ("confidential",), 4)}
TABLES = [dataset("a", "north 2018 1, south 2018 0", missing=HIDDEN), dataset("b", "north 2018 1", unit="jobs")]
FAULTS = {
    "value.grammar": "a:north", "value.unknown": "a:west:2018", "value.unit": "a:north:2018 plus b:north:2018",
    "value.direction": "fall from a:south:2018 plus a:north:2018 to a:north:2018 plus a:north:2018",
    "value.rank": "rank of a:north:2018 among regions", "value.zero": "a:north:2018 as % of a:south:2018",
    "value.start": "rise from a:south:2018 to a:north:2018", "value.options": "a:north:2018, in millions",
    "value.rounding": "b:north:2018, nearest 100", "value.base": "annual rise from a:north:2018 to a:north:2018",
    "value.missing": "a:east:2018",
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_value_that_cannot_be_worked_out_is_reported_by_its_own_rule_wherever_it_stands(code: str) -> None:
    mentions = (mention("value", "a:north:2018", 2), mention("value", FAULTS[code], 5, "EV_A"), mention("chart", FAULTS[code], 6),
                mention("value", FAULTS[code], 7))
    measure = item("measure", "M", baseline=FAULTS[code], lines={"baseline": 9})
    evidence = item("evidence", "EV_A", baseline=FAULTS[code])
    for one in FAULTS:
        problems = run(one, measure, evidence, item("measure", "N"), mentions=mentions, tables=TABLES)
        assert [(line, about) for line, about, _ in problems] == ([(5, "EV_A"), (7, ""), (9, "M")] if one == code else [])


def test_a_finding_names_the_datasets_that_its_words_use() -> None:
    mentions = (mention("value", "b:north:2018", 1, "P"), mention("value", "a:north", 2, "EV_A"), mention("chart",
    "b", 3, "EV_A"),
                mention("value", "b:north:2018", 4, "EV_A"), mention("value", "b:north:2018", 5), mention("value",
                "a:north:2018", 6,
                                                                                                       "EV_A"))
    items = [item("evidence", "EV_A", datasets="a"), item("priority", "P")]
    assert run("value.undeclared", *items, mentions=mentions, tables=TABLES) == [
        (4, "EV_A", "EV_A uses a value of 'b' but does not name that dataset.")]


@pytest.mark.parametrize(("text", "number"), [
    ("It is £5", "£5"), ("It is € 1,200.5", "€ 1,200.5"), ("$3 more", "$3"), ("5%", "5%"), ("5 %", "5 %"), ("5.5 per cent of",
    "5.5 per cent"),
    ("2 percentage points", "2 percentage points"), ("1 percentage point", "1 percentage point"), ("3 million", "3 million"),
    ("1,200 people", "1,200 people"), ("40 hectares", "40 hectares"), ("16 years of age", "16 years of age"),
])
def test_a_number_with_a_unit_is_typed_by_hand(text: str, number: str) -> None:
    one = item("priority", "P", body=text, body_line=7)
    assert run("value.by-hand", one, advice=True) == [(7, "P", f"The number '{number.strip()}' is typed by hand.")]


@pytest.mark.parametrize("text", [
    "In 2018 it was so", "Five people", "3 things", "5 percentages", "2 peoples", "{value}`5%`", "`5%`", "[all](5%)",
    "{need}``5% `x` ``",
    "5% {cite}`one`", "{cite:t}`one` says\n5% of them",
])
def test_other_numbers_and_those_that_are_cited_or_come_from_data_are_left_alone(text: str) -> None:
    assert run("value.by-hand", item("priority", "P", body=text, body_line=7), advice=True) == []


def test_a_number_by_hand_is_reported_on_its_line_in_a_priority_or_a_finding_with_data() -> None:
    body = "First 1%.\nThen {need}`a\nb` 2%\n \t\n3% {cite}`one`\nand\n\n4% here,\nand 5%."
    lines = [(10, "1%"), (12, "2%"), (17, "4%"), (18, "5%")]
    for one in (item("priority", "A", body=body, body_line=10), item("evidence", "A", body=body, body_line=10, datasets="a")):
        problems = run("value.by-hand", item("evidence", "B", body=body), item("action", "C", body=body), one, advice=True)
        assert problems == [(line, "A", f"The number '{number}' is typed by hand.") for line, number in lines]


# charts


def test_a_chart_names_a_dataset_says_what_it_shows_and_can_be_drawn() -> None:
    alt = "Bars for every area"
    mentions = (mention("chart", "a", 1, "EV_A", alt=alt), mention("chart", "gone", 2, "EV_A", alt=alt), mention("chart",
    "", 3, alt=alt),
                mention("chart", "a", 4, "EV_A", alt="Three words only"), mention("value", "gone", 5), mention("chart", "a", 6),
                mention("chart", "a", 7, "EV_A", alt=alt, kind="pie"))
    assert run("chart.unknown", mentions=mentions, tables=TABLES) == [
        (2, "EV_A", "This chart cannot be drawn: there is no dataset 'gone'."), (3, "",
        "This chart cannot be drawn: it names no dataset.")]
    assert run("chart.alt", mentions=mentions, tables=TABLES) == [
        (4, "EV_A", "This chart does not say in words what it shows."), (6, "",
        "This chart does not say in words what it shows.")]
    problems = run("chart.options", mentions=mentions, tables=TABLES)
    assert [(line, about) for line, about, _ in problems] == [(7, "EV_A")]


# the consultation


def test_a_response_is_decided_with_grounds_and_names_what_changed() -> None:
    items = [item("response", name, lines={"disposition": 4}, **fields) for name, fields in {
        "A": {"disposition": "open"}, "B": {"disposition": "accepted"}, "C": {"disposition": "accepted-in-part"},
        "D": {"disposition": "accepted", "changed": "x"}, "E": {"disposition": "accepted-in-part", "brought": "x"},
        "F": {"disposition": "accepted", "grounds": "x"}, "G": {"disposition": "not-accepted"},
        "H": {"disposition": "not-accepted", "grounds": "x"}, "I": {}}.items()]
    assert run("response.open", *items) == [(4, "A", "A is still open, but edition 2020-03 is there.")]
    assert run("response.open", *items, editions=[FIRST]) == []
    third = edition("2021-01", "2020-03")
    assert run("response.open", *items, editions=[FIRST, SECOND, third])[0][2] == "A is still open, but edition 2021-01 is there."
    assert run("response.no-change", *items) == [
        (1, name, f"{name} was accepted but names nothing that changed.") for name in "BCF"]
    assert run("response.no-grounds", *items) == [
        (4, "C", "C is 'accepted-in-part' but gives no grounds."), (4, "E", "E is 'accepted-in-part' but gives no grounds."),
        (4, "G", "G is 'not-accepted' but gives no grounds.")]


def test_a_response_names_a_chapter_that_exists() -> None:
    items = [item("response", "A", chapter="evidence/people"), item("response",
    "B", chapter="evidence/none", lines={"chapter": 3}),
             item("response", "C")]
    assert run("response.chapter", *items, titles={"evidence/people": "People"}) == [(3, "B",
    "'evidence/none' is not a chapter.")]


def test_what_is_private_in_a_response_is_reported_on_its_line() -> None:
    one = item("response", "A", "Ask a@b.uk", respondent="Board c@d.uk", grounds="Call 01632 960 000",
        body="Dear all,\n\nwrite to\ne@f.uk",
               body_line=10, place=at(2), lines={"respondent": 4, "grounds": 5})
    assert run("response.private", one, item("evidence", "E", body="a@b.uk")) == [
        (2, "A", "A holds an e-mail address: 'a@b.uk'."), (4, "A", "A holds an e-mail address: 'c@d.uk'."),
        (5, "A", "A holds a telephone number: '01632 960 000'."), (13, "A", "A holds an e-mail address: 'e@f.uk'.")]
    named = item("response", "A", body="> Kind regards,\n> Anna\n> Brown", body_line=3)
    assert run("response.private", named, advice=True)[0][:2] == (4, "A")


# agreement


def signed(**fields: object) -> Signoff:
    own = {"edition": "2020-03", "item": "P", "role": "Board",
    "day": date(2020, 3, 20), "fingerprint": "0" * 12, "why": "", **fields}
    return Signoff(place=at(30), **own)  # type: ignore[arg-type]


def test_a_sign_off_names_a_priority_of_its_edition() -> None:
    items = [new("P"), old("Q"), item("action", "X", edition="2020-03")]
    signoffs = [signed(), signed(item="Q"), signed(item="X"), signed(item="GONE"), signed(item="")]
    assert run("agreement.item", *items, signoffs=signoffs) == [
        (30, name, f"{what}, and so cannot be agreed to in edition 2020-03.") for name, what in (
            ("Q", "Q is a priority of another edition"), ("X", "X is of kind action"), ("GONE", "GONE is no priority"),
            ("", "Nothing is no priority"))]


def test_what_has_changed_since_it_was_agreed_is_pointed_out() -> None:
    items = [new("P", place=at(8)), new("Q")]
    now = fingerprint_of_item(register(*items), items[0])
    signoffs = [signed(fingerprint=now), signed(role="Office"), signed(role="Nobody", fingerprint="")]
    assert run("agreement.changed", *items, signoffs=signoffs, advice=True) == [
        (8, "P", "P, or what it rests on, has changed since 'Office' agreed to it on 20 March 2020.")]


def test_a_pin_is_written_as_one_and_holds() -> None:
    target = item("evidence", "EV_A")
    now = fingerprint_of_item(register(target), target)
    held = {"EV_A": f'[fp=="{now}"]', "EV_B": f'[fp=="{now}"]', "EV_C": "[x]"}
    pinned = item("priority", "P", pins={"rests_on": held}, lines={"rests_on": 6})
    stale = item("measure", "M", pins={"tracks": {"EV_A": f'[fp=="{"0" * 12}"]'}}, lines={"tracks": 7})
    assert run("agreement.pin", target, pinned, stale) == [
        (7, "M", f"EV_A was confirmed for M as {'0' * 12} and has changed since (now {now}).")]
    assert run("agreement.pin-form", target, pinned, stale) == [(6, "P", "'[x]' behind EV_C is not a pin.")]
    known = item("priority", "P", pins={"rests_on": {"EV_A": "[x]"}})
    assert fixes("agreement.pin-form", target, known) == [f'Write EV_A[fp=="{now}"], or the id alone.']
    assert fixes("agreement.pin-form", target, pinned) == ['Write EV_C[fp=="…"], or the id alone.']
    old_pin = item("priority", "P", pins={"rests_on": {"EV_A": f'[fp=="{"0" * 12}"]'}})
    assert fixes("agreement.pin", target, old_pin, stale) == [
        'Look at it again, then: goldenthread confirm P --by "…" --why "…".',
        f'Look at it again, then write EV_A[fp=="{now}"].']


# files


def files(code: str, *names: str, advice: bool = False) -> list[str]:
    [one] = [one for one in RULES if one.code == code]
    context = Context(register=register(editions=[FIRST]), vocabulary=VOCABULARY, root=Path())
    vars(context)["files"] = names
    problems = list(one.check(context))
    assert {(problem.place.line, problem.advice) for problem in problems} <= {(1, advice)}
    return [problem.place.file for problem in problems]


def test_names_differ_in_more_than_capitals_and_accents() -> None:
    assert files("file.case", "a/b.md", "A/c.md", "a/B.md", "x/b.md", "x/e\u0301.md", "x/\u00e9.md") == [
        "a", "a/b.md", "x/\u00e9.md"]
    assert files("file.case", "a/b.md", "x/B.md", "a/c.md") == []


@pytest.mark.parametrize(("name", "good"), [
    ("people.md", True), ("con", False), ("CON.md", False), ("com1.txt", False), ("lpt9", False), ("com", True),
    ("console.md", True),
    ("a:b.md", False), ("what?.md", False), ("a<b", False), ("a\x07b", False), ("a.", False), ("a ", False), (".a", True),
    ("a b", True),
    ("nul .x", False), ("com¹", False), ("com0", False), ("com10", True), ("acon", True),
])
def test_names_are_possible_everywhere(name: str, good: bool) -> None:
    assert files("file.name", f"evidence/{name}", "evidence/fine.md") == ([] if good else [f"evidence/{name}"])
    assert files("file.name", f"{name}/fine.md") == ([] if good else [name])


def test_a_printed_file_has_a_possible_name_and_a_path_is_not_too_long() -> None:
    odd = edition("2020-03", "2019-12")
    object.__setattr__(odd, "file", "con")
    assert run("file.name", editions=[FIRST, odd]) == [(1, "2020-03", "'con' is a name that Windows keeps for a device.")]
    assert files("file.long", "a" * 200, "b" * 201, "c", advice=True) == ["b" * 201]


@pytest.mark.parametrize(("name", "reason"), [
    ("_sources", "'_sources' is a name that the builder keeps for itself, and none of its pages would be published."),
    ("what?", "'what?' holds or ends in '?', which no name may on Windows."),
    ("a.", "'a.' holds or ends in '.', which no name may on Windows."),
])
def test_a_name_that_is_refused_is_told_with_the_reason(name: str, reason: str) -> None:
    [one] = [one for one in RULES if one.code == "file.name"]
    context = Context(register=register(editions=[FIRST]), vocabulary=VOCABULARY, root=Path())
    vars(context)["files"] = (f"evidence/deep/{name}",)
    assert [problem.what for problem in one.check(context)] == [reason]


def test_a_folder_of_the_book_is_no_link(tmp_path: Path) -> None:
    for folder in ("evidence/own", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "evidence/file.md").write_text("Words.", encoding="utf-8")
    (tmp_path / "evidence/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "evidence/link.md").symlink_to(tmp_path / "evidence/file.md")
    [one] = [one for one in RULES if one.code == "source.folder-link"]
    context = Context(register=register(), vocabulary=VOCABULARY, root=tmp_path)
    assert [str(problem) for problem in one.check(context)] == [
        "evidence/linked:1: This is a link to a folder: the build would read what lies there, the rules would not. "
        "Put the folder itself in its place. [source.folder-link]"]


def test_without_a_pattern_of_ids_any_id_with_its_beginning_will_do() -> None:
    [one] = [one for one in RULES if one.code == "item.id"]
    items = register(item("evidence", "EV_any thing"), item("evidence", "any"))
    context = Context(register=items, vocabulary=replace(VOCABULARY, id_pattern=""), root=Path())
    assert [problem.about for problem in one.check(context)] == ["any"]


def test_the_nearest_id_of_a_fitting_kind_is_named() -> None:
    items = [item("priority", "P", rests_on="EV_SKILS"), item("evidence", "EV_SKILLZ"), item("action", "EV_SKILS2")]
    assert fixes("item.link", *items) == ["Correct the id, or write the item. Did you mean 'EV_SKILLZ'?"]
    mentions = (mention("need", "it <EV_BOX>"), mention("need", "M20_PRI_SKILS"))
    [one] = [one for one in RULES if one.code == "item.link"]
    book = register(item("evidence", "EV_BOX"), item("action", "M20_ACT_SKILS"), item("action", "D19_PRI_SKILS"),
                    mentions=mentions)
    problems = list(one.check(Context(register=book, vocabulary=VOCABULARY, root=Path())))
    assert [problem.fix for problem in problems] == ["Correct the id, or write the item. Did you mean 'M20_ACT_SKILS'?"]


def test_where_an_item_belongs_and_to_which_kinds_a_link_leads_is_told() -> None:
    assert fixes("item.place", item("priority", "P"), item("evidence", "E", edition="2019-12")) == [
        "Move it into the folder of an edition, such as strategy/2019-12.",
        "Move it out of the edition, to evidence/ or the consultation."]
    [one] = [one for one in RULES if one.code == "item.place"]
    context = Context(register=register(item("priority", "P"), editions=()), vocabulary=VOCABULARY, root=Path())
    assert [problem.fix for problem in one.check(context)] == ["Move it into the folder of an edition, such as strategy/…."]
    field, kinds = next((name, kinds) for name, kinds in VOCABULARY.kinds["response"].links.items() if len(kinds) > 1)
    response = item("response", "R", **{field: "Q"})
    odd = next(kind for kind in VOCABULARY.kinds if kind not in kinds)
    assert fixes("item.link-kind", response, item(odd, "Q")) == [f"Name an item of kind {kinds[0]} or {' or '.join(kinds[1:])}."]


def test_what_is_private_is_quoted_in_one_line_and_placed_on_its_own() -> None:
    one = item("response", "A", body="\n\nAsk a@b.uk\nor Mr  Brown", body_line=3)
    [rule_] = [rule_ for rule_ in RULES if rule_.code == "response.private"]
    problems = list(rule_.check(Context(register=register(one), vocabulary=VOCABULARY, root=Path())))
    assert [(problem.place.line, problem.what) for problem in problems] == [
        (5, "A holds an e-mail address: 'a@b.uk'."), (6, "'Mr Brown' in A may be a person's name.")]


@pytest.mark.parametrize(("lead", "person"), [
    ("Anna Brown", True), ("The Skills Board", False), ("North", False), ("Colleges and firms", False), ("", False),
    ("Large Makers of trains", False), ("Cllr. P. Brown, County Council", True), ("A. B. Brown", True), ("Dr Anna Brown", True),
])
def test_the_lead_of_an_action_is_no_person(lead: str, person: bool) -> None:
    problems = run("item.lead", item("action", "A", lead=lead, lines={"lead": 3}), advice=True)
    assert problems == ([(3, "A", f"'{lead}' looks like a person's name.")] if person else [])


def test_an_id_fits_the_pattern_of_its_book_to_the_end() -> None:
    [one] = [one for one in RULES if one.code == "item.id"]
    context = Context(register=register(item("evidence", "EV_ONE-2")), vocabulary=replace(VOCABULARY, id_pattern="[A-Z_]+"),
                      root=Path())
    assert [problem.about for problem in one.check(context)] == ["EV_ONE-2"]


def test_nothing_replaces_itself_however_long_the_way() -> None:
    items = [item("evidence", "A", replaces="B D", lines={"replaces": 4}), item("evidence", "B", replaces="C"),
             item("evidence", "C", replaces="A"), item("evidence", "D", replaces="E GONE"), item("evidence", "E"),
             item("evidence", "F", replaces="F")]
    assert run("item.circle", *items) == [(4, "A", "A replaces itself: A replaces B replaces C replaces A."),
                                          (1, "F", "F replaces itself: F replaces F.")]
    tables = [dataset(name, "north 2018 1", replaces=other) for name, other in (("z", "x"), ("x", "y"), ("y", "x"), ("a", "x"))]
    [one] = [one for one in RULES if one.code == "item.circle"]
    [problem] = one.check(Context(register=register(tables=tables), vocabulary=VOCABULARY, root=Path()))
    assert (problem.code, problem.about, problem.dataset, problem.what, problem.place.file) == (
        "item.circle", "x", "x", "'x' replaces itself: x replaces y replaces x.", "evidence/data/x.csv")


def test_no_table_is_made_from_itself_by_way_of_others() -> None:
    tables = [dataset(name, "north 2018 1", made_from=others) for name, others in (
        ("own", ("own",)), ("z", ("x",)), ("x", ("a", "y")), ("y", ("x", "gone")), ("a", ()))]
    [problem] = problems_of("item.circle", tables=tables)
    assert (problem.about, problem.dataset, str(problem)) == (
        "x", "x", "evidence/data/x.csv:1: 'x' is made from itself: x from y from x. Let each card name only tables that its "
        "own was made from. [item.circle]")


def test_circles_that_meet_are_each_told_once() -> None:
    items = [item("evidence", "A", replaces="B C"), item("evidence", "B", replaces="A"), item("evidence", "C", replaces="A")]
    assert sorted(what for *_, what in run("item.circle", *items)) == [
        "A replaces itself: A replaces B replaces A.", "A replaces itself: A replaces C replaces A."]


def test_a_share_is_no_more_than_all() -> None:
    tables = [dataset("over", "north 2018 100, south 2018 100.5, east 2018 200"), dataset("even", "north 2018 100"),
              dataset("jobs", "north 2018 200", unit="jobs"), dataset("more",
              "north 2018 200", title="Growth", measure="since 2010"),
              dataset("less", "north 2018 200", title="Skills", measure="change since 2010")]
    assert run("data.share", tables=tables[:3], advice=True) == [
        (3, "over", "The value is 100.5%, and a share is 100% at most.")]
    assert run("data.share", tables=tables[3:], advice=True) == []


def test_a_dataset_is_older_than_the_edition_that_may_use_it() -> None:
    tables = [dataset("a", "north 2018 1", released="2020-01"), dataset("b", "north 2018 1", released="2021", since="2020-03"),
              dataset("c", "north 2018 1", released="2019-12-20"), dataset("d", "north 2018 1", released="2020", since="none"),
              dataset("e", "north 2018 1", released="2020-01 or so")]
    [one] = [one for one in RULES if one.code == "thread.released"]
    problems = list(one.check(Context(register=register(tables=tables), vocabulary=VOCABULARY, root=Path())))
    assert [(problem.about, problem.what, problem.fix) for problem in problems] == [
        ("a", "The card says that edition 2019-12 may use the data, but they were released later (January 2020).",
         'Write since = "2020-03".'),
        ("b", "The card says that edition 2020-03 may use the data, but they were released later (2021).",
         "Correct 'released', or wait for the next edition.")]
    # none of it is told while the table itself cannot be read
    assert [problem.dataset for problem in problems] == ["a", "b"]


def test_what_an_edition_or_an_item_is_to_do_is_told() -> None:
    assert fixes("thread.no-tag", item("priority", "P")) == ["Add one of these to ':tags:': people, places."]
    assert fixes("thread.other-edition", new("B", revises="C"), new("C"), item("action",
    "X", edition="2019-12", delivers="C")) == [
        "Name a priority of an earlier edition.", "Name a priority of its own edition."]
    response = item("response", "R", disposition="accepted")
    assert run("response.no-change", response, new("P", because="R")) == []
    dropped = edition("2020-03", "2019-12", dropped=(Dropped(id="P", reason="x", because=("R",), place=at()),))
    assert run("response.no-change", response, editions=[FIRST, dropped]) == []


def test_an_edition_without_one_before_does_not_keep_the_next_from_being_looked_at() -> None:
    first, second = edition("2019-12"), edition("2020-03", "2019-12")
    assert abouts(run("thread.dropped", old("A"), new("B"), editions=[first, edition("2020-01", "gone"), second])) == ["A"]


def test_what_is_archived_is_told_by_its_own_rule() -> None:
    problems = tuple(Problem(at(number), code, "What.", "Fix.", code) for number, code in enumerate(
        ("archive.text", "archive.data", "archive.unreadable"), start=1))
    for problem in problems:
        [one] = [one for one in RULES if one.code == problem.code]
        context = Context(register=register(), vocabulary=VOCABULARY, root=Path())
        vars(context)["archive_problems"] = problems
        assert list(one.check(context)) == [problem]


def test_blanks_before_a_number_by_hand_move_no_line() -> None:
    one = item("priority", "P", body="\n{need}`a\nb` is 5%", body_line=3)
    assert run("value.by-hand", one, advice=True) == [(5, "P", "The number '5%' is typed by hand.")]
