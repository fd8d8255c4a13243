"""A change taken apart: what came, went and was replaced, in words, evidence, what stands below a priority, and values."""

from __future__ import annotations

import pytest

from goldenthread.analysis.change_details import SENTENCES, ChangeDetails, details_of, differences, whole_text
from goldenthread.model import Item, Register
from tests.analysis.two_editions import changes, new, old
from tests.books.records import dataset, item, register

TABLES = (
    dataset("skills-2017", "north 2017 30.0, south 2017 1", measure="Skills"),
    dataset("skills-2018", "north 2018 33.0, north 2017 30.0, south 2018 2, south 2017 50",
            measure="Skills", replaces="skills-2017"),
    dataset("skills-2019", "north 2019 34.5", measure="Skills", replaces="skills-2018"),
    dataset("jobs", "north 2018 men 5, north 2019 men 6, north 2019 women 7", measure="Jobs", unit="jobs", decimals=0),
)


def details(*items: Item) -> tuple[Register, ChangeDetails]:
    book, [change, *_] = changes(*items, tables=TABLES)
    return book, details_of(book, change)


def ids(parts: object, name: str) -> list[object]:
    return [getattr(one, "id", one) for one in getattr(parts, name)]


def test_tags_evidence_and_releases_come_and_go() -> None:
    _, detail = details(
        old("A", tags="people places", rests_on="EV_A EV_B EV_C"),
        new("A", tags="places clean", rests_on="EV_B EV_D EV_E", revises="E19_PRI_A"),
        item("evidence", "EV_A", datasets="skills-2017"), item("evidence", "EV_B", datasets="jobs"), item("evidence", "EV_C"),
        item("evidence", "EV_D", datasets="skills-2019", replaces="EV_MID"), item("evidence", "EV_MID", replaces="EV_A EV_D"),
        item("evidence", "EV_E", replaces="GONE EV_B"),
    )
    assert (detail.tags.added, detail.tags.dropped) == (("clean",), ("people",))
    assert (ids(detail.evidence, "added"), ids(detail.evidence, "dropped")) == (["EV_E"], ["EV_C"])
    assert [(one.id, other.id) for one, other in detail.evidence.changed] == [("EV_A", "EV_D")]
    assert [(one.id, other.id) for one, other in detail.releases] == [("skills-2017", "skills-2019")]
    assert (detail.closest.id, detail.others) == ("E19_PRI_A", ())


def test_a_release_that_was_there_before_is_none() -> None:
    _, detail = details(old("A", rests_on="EV_A"), new("A", rests_on="EV_A", revises="E19_PRI_A"),
                       item("evidence", "EV_A", datasets="skills-2017, skills-2018"))
    assert (detail.releases, detail.evidence.changed, detail.evidence.added, detail.evidence.dropped) == ((), (), (), ())


def test_actions_and_measures_are_paired_by_their_ids_and_left_out_where_they_say_the_same() -> None:
    def act(code: str, name: str, title: str) -> Item:
        return item("action", f"{code}_ACT_{name}", title, delivers=f"{code}_PRI_A")

    _, detail = details(
        old("A"), new("A", revises="E19_PRI_A"), act("E19", "A", "Stay"), act("E20", "Z", "Stay"), act("E19", "B", "Was"),
        act("E20", "B", "Is"), act("E19", "C", "Gone"), act("E20", "D", "Came"),
        item("measure", "E19_MEA_A", "Was", tracks="E19_PRI_A"), item("measure", "E20_MEA_A", "Is", tracks="E20_PRI_A"))
    assert (ids(detail.actions, "added"), ids(detail.actions, "dropped")) == (["E20_ACT_D"], ["E19_ACT_C"])
    assert [(one.id, other.id) for one, other in detail.actions.changed] == [("E19_ACT_B", "E20_ACT_B")]
    assert [(one.id, other.id) for one, other in detail.measures.changed] == [("E19_MEA_A", "E20_MEA_A")]


def test_the_closest_of_several_earlier_forms_is_the_one_with_most_words_in_common() -> None:
    _, detail = details(old("A", body="Quite other words."), old("B", body="Raise the skills of all."), old("C", body="Roads."),
                       new("A", "Priority B", body="Raise the skills of some.", revises="E19_PRI_A E19_PRI_B E19_PRI_C"))
    assert detail.closest and detail.closest.id == "E19_PRI_B"
    assert [one.id for one in detail.others] == ["E19_PRI_A", "E19_PRI_C"]


def test_what_is_new_or_dropped_has_one_side() -> None:
    _, detail = details(new("A", tags="people", rests_on="EV_A"), item("evidence", "EV_A"))
    assert (detail.closest, detail.tags.added, ids(detail.evidence, "added")) == (None, ("people",), ["EV_A"])
    _, detail = details(old("A", tags="people", rests_on="EV_A"), item("evidence", "EV_A"))
    assert (detail.closest.id, detail.tags.dropped, ids(detail.evidence, "dropped")) == ("E19_PRI_A", ("people",), ["EV_A"])


def values(before: str, after: str, **fields: str) -> list[str]:
    _, detail = details(old("A", body=before), new("A", body=after, revises="E19_PRI_A", **fields))
    return [one.words for one in detail.values]


def value(*expressions: str) -> str:
    return " and ".join(f"{{value}}`{one}`" for one in expressions)


def test_a_value_of_another_release_or_period_is_set_beside_what_it_was() -> None:
    was = "Skills, North: 30.0% (Office, 2017) became "
    assert values(value("skills-2017:north:2017"), value("skills-2019:north:2019")) == [was + "34.5% (Office, 2019)"]
    assert values(value("skills-2017:north:2017"), value("skills-2018:north:2018")) == [was + "33.0% (Office, 2018)"]
    assert values(value("jobs:north:2018:men"), value("jobs:north:2019:men")) == [
        "Jobs, North, men: 5\N{NO-BREAK SPACE}jobs (Office, 2018) became 6\N{NO-BREAK SPACE}jobs (Office, 2019)"]


@pytest.mark.parametrize(("before", "after"), [
    (value("skills-2017:north:2017"), value("skills-2017:north:2017")),
    (value("skills-2017:north:2017"), value("skills-2018:north:2017")),  # the same number of the same time
    (value("skills-2017:north:2017"), value("skills-2018:south:2018")),
    (value("skills-2017:north:2017"), value("jobs:north:2019:men")),
    (value("skills-2017:north:2017", "skills-2018:north:2017"), value("skills-2019:north:2019")),
    (value("skills-2017:north:2017"), value("skills-2019:north:2019", "skills-2018:north:2018")),
    (value("skills-2017:north:2017"), value("skills-2019:north:2020")),
    (value("jobs:north:2018:men"), value("jobs:north:2019:women")),
    (value("rank of skills-2018:north:2017 among districts"),
     value("rank of skills-2018:north:2018 among districts from lowest")),
    (value("skills-2017:north:2017"), value("nothing")), (value("nothing"), value("skills-2019:north:2019")),
    (value("skills-2017:north:2017"), value("rise from skills-2018:north:2017 to skills-2018:north:2018")),
    (value("rank of skills-2018:north:2018 among districts"), value("rank of skills-2018:north:2017 among countries")),
    (value("skills-2018:north:2018 less skills-2018:south:2018"), value("skills-2018:north:2018 plus skills-2018:south:2018")),
])
def test_values_that_are_not_of_one_thing_or_are_the_same_are_not_set_side_by_side(before: str, after: str) -> None:
    assert values(before, after) == []


def test_values_of_findings_and_baselines_count_too_and_are_compared_however_they_are_spaced() -> None:
    _, detail = details(
        old("A", rests_on="EV_A"), new("A", rests_on="EV_B", revises="E19_PRI_A", body=value("jobs:north:2018:men")),
        item("evidence", "EV_A", body=value("jobs:north:2018:men  plus\njobs:north:2019:men", "jobs:north:2018:men")),
        item("evidence", "EV_B", body=value("jobs:north:2018:men plus jobs:north:2019:men")),
        item("measure", "E19_MEA_A", tracks="E19_PRI_A", baseline="skills-2017:north:2017"),
        item("measure", "E20_MEA_A", tracks="E20_PRI_A", baseline="skills-2019:north:2019"))
    assert [one.words for one in detail.values] == ["Skills, North: 30.0% (Office, 2017) became 34.5% (Office, 2019)"]


def test_a_ring_of_releases_comes_to_an_end() -> None:
    ring = (dataset("a", "north 2018 1", measure="M", replaces="b"), dataset("b", "north 2019 2", measure="M", replaces="a"))
    book, [change] = changes(old("A", rests_on="EV_A", body=value("a:north:2018")),
                           new("A", rests_on="EV_B", revises="E19_PRI_A", body=value("b:north:2019")),
                           item("evidence", "EV_A", datasets="a"), item("evidence", "EV_B", datasets="b"), tables=ring)
    detail = details_of(book, change)
    assert [(one.id, other.id) for one, other in detail.releases] == [("a", "b")]


def test_an_area_without_a_name_is_told_by_its_id() -> None:
    nameless = (dataset("a", "north 2018 1", measure="M", areas={}),
                dataset("b", "north 2019 2", measure="M", areas={}, replaces="a"))
    book, [change] = changes(old("A", body=value("a:north:2018")), new("A", body=value("b:north:2019"), revises="E19_PRI_A"),
                           tables=nameless)
    assert [one.what for one in details_of(book, change).values] == ["M, north"]


def test_two_forms_of_an_action_or_a_measure_differ_in_words_and_options() -> None:
    book = register(tables=TABLES)
    one = item("action", "E19_ACT_A", "Offer courses.", body="At **night**.", lead="Colleges", by="2021")
    other = item("action", "E20_ACT_A", "Offer courses.", body="By day.", lead="Councils", by="2022-03")
    assert differences(book, one, other) == [
        ("words", "Offer courses. At night.", "Offer courses. By day."), ("lead", "Colleges", "Councils"),
        ("date", "2021", "March 2022")]
    assert differences(book, one, one) == []
    one = item("measure", "A", baseline="skills-2017:north:2017", direction="rise", target="5")
    other = item("measure", "A", baseline="skills-2018:north:2018", direction="fall", target_source="plan")
    assert differences(book, one, other) == [
        ("baseline", "30.0% (Office, 2017)", "33.0% (Office, 2018)"), ("direction", "should rise", "should fall"),
        ("target", "5", "none"), ("source of the target", "none", "plan")]
    one, other = item("action", "A", by="soon"), item("action", "A", by="2021-02")
    assert differences(book, one, other) == [("date", "soon", "February 2021")]
    one, other = item("measure", "A", baseline="x"), item("measure", "A", baseline="jobs:north:2018:men")
    assert differences(book, one, other)[0][1] == "x"
    assert whole_text(book, item("action", "A", "Title")) == "Title."


def test_values_that_cannot_be_told_keep_no_other_from_being_told() -> None:
    before = value("nothing", "jobs:north:2018:none", "skills-2017:north:2017 plus skills-2017:south:2017",
    "skills-2017:south:2017")
    after = value("jobs:north:2019:none", "none", "skills-2018:north:2018  plus skills-2018:south:2018", "skills-2018:south:2018")
    assert values(before, after) == [
        "Skills, North: 31.0% (Office, 2017) became 35.0% (Office, 2018)",
        "Skills, South: 1.0% (Office, 2017) became 2.0% (Office, 2018)"]


def test_all_that_hangs_on_any_of_several_earlier_forms_counts_as_before() -> None:
    _, detail = details(
        old("A", tags="people", rests_on="EV_A", body=value("skills-2017:north:2017")),
        old("B", tags="places", rests_on="EV_B", body=value("jobs:north:2018:men")),
        new("A", tags="people places", rests_on="EV_A EV_B", revises="E19_PRI_A E19_PRI_B",
            body=value("skills-2018:north:2018", "jobs:north:2019:men")),
        item("evidence", "EV_A", datasets="skills-2017"), item("evidence", "EV_B", datasets="jobs"),
        item("action", "E19_ACT_A", "One", delivers="E19_PRI_A"), item("action", "E19_ACT_B", "Two", delivers="E19_PRI_B"),
        item("measure", "E19_MEA_A", "One", tracks="E19_PRI_A", baseline="skills-2017:north:2017"),
        item("measure", "E19_MEA_B", "Two", tracks="E19_PRI_B"),
        item("chain", "E19_CHN_A", "One", explains="E19_PRI_A"), item("chain", "E19_CHN_B", "Two", explains="E19_PRI_B"))
    assert (detail.tags.added, detail.tags.dropped, detail.evidence.added, detail.releases) == ((), (), (), ())
    assert (ids(detail.actions, "dropped"), ids(detail.measures, "dropped")) == (
        ["E19_ACT_A", "E19_ACT_B"], ["E19_MEA_A", "E19_MEA_B"])
    assert ids(detail.chains, "dropped") == ["E19_CHN_A", "E19_CHN_B"]
    assert [one.what for one in detail.values] == ["Skills, North", "Jobs, North, men"]


def test_a_release_takes_the_place_of_one_under_any_earlier_form() -> None:
    _, detail = details(
        old("A", rests_on="EV_A"), old("B", rests_on="EV_B"), new("A", rests_on="EV_C EV_D", revises="E19_PRI_A E19_PRI_B"),
        item("evidence", "EV_A", datasets="skills-2017"), item("evidence", "EV_B", datasets="jobs"),
        item("evidence", "EV_C", datasets="skills-2018"), item("evidence", "EV_D", datasets="jobs"))
    assert [(one.id, other.id) for one, other in detail.releases] == [("skills-2017", "skills-2018")]


def test_long_texts_are_likened_word_for_word() -> None:
    long = "skills " * 250
    _, detail = details(old("A", "Other", body="Priority of roads."), old("B", "Another", body=long),
                       new("A", "Priority", body=long, revises="E19_PRI_A E19_PRI_B"))
    assert detail.closest and detail.closest.id == "E19_PRI_B"


def test_an_action_without_an_edition_s_code_is_paired_with_the_one_that_has_it() -> None:
    _, detail = details(old("A"), new("A", revises="E19_PRI_A"), item("action", "ACT_A", "Was", delivers="E19_PRI_A"),
                       item("action", "E20_ACT_A", "Is", delivers="E20_PRI_A"))
    assert [(one.id, other.id) for one, other in detail.actions.changed] == [("ACT_A", "E20_ACT_A")]
    assert whole_text(register(), item("action", "A", "To the MAX.")) == "To the MAX."


def test_the_parts_that_are_sentences_are_shown_word_by_word_and_the_others_whole() -> None:
    assert {"words", "milestones", "assumptions", "risks", "answer", "problem", "cause", "input", "activity", "output",
                         "outcome"} == SENTENCES
    book, before, after = register(), item("action", "A", answer="Not this one."), item("action", "A", "B", answer="Not now.")
    assert [name for name, *_ in differences(book, before, after) if name in SENTENCES] == ["words", "answer"]


def test_a_measure_without_milestones_and_a_link_that_names_nothing_are_told_apart_from_the_others() -> None:
    book = register(item("gap", "GAP_A", "Pay by district"))
    one, other = (item("measure", "A", target=target, milestones="2021: read") for target in ("5", "6"))
    assert differences(book, one, other) == [("target", "5", "6")]
    one, other = item("measure", "A", lacks=""), item("measure", "A", lacks="GAP_A")
    assert differences(book, one, other) == [("lacks", "none", "Pay by district")]


@pytest.mark.parametrize(("before", "after", "words"), [
    ("skills-2017:north:2017, nearest 10", "skills-2018:north:2018", "30% (Office, 2017) became 33.0%"),
    ("gap between skills-2018:north:2017 and skills-2018:south:2017",
     "gap between skills-2018:north:2018 and skills-2018:south:2018",
     "20.0\N{NO-BREAK SPACE}percentage\N{NO-BREAK SPACE}points (Office, 2017) became "
     "31.0\N{NO-BREAK SPACE}percentage\N{NO-BREAK SPACE}points"),
    ("rank of skills-2018:north:2017 among districts", "rank of skills-2018:north:2018 among district",
     "2nd (Office, 2017) became 1st"),
])
def test_a_value_is_the_same_one_however_it_is_shown_and_whatever_time_both_its_sides_are_of(
    before: str, after: str, words: str,
) -> None:
    assert values(value(before), value(after)) == [f"Skills, North: {words} (Office, 2018)"]


def test_a_logic_chain_that_says_another_thing_is_told_step_by_step() -> None:
    findings = (item("evidence", "EV_A", "Courses help"), item("gap", "GAP_A", "Pay by district"))
    book, detail = details(
        old("A"), new("A", revises="E19_PRI_A"), *findings,
        item("chain", "E19_CHN_A", "How", explains="E19_PRI_A", problem="Few learn.", works="EV_A GONE"),
        item("chain", "E20_CHN_A", "How", explains="E20_PRI_A", problem="Few can learn.", works="EV_A GAP_A"))
    [(before, after)] = detail.chains.changed
    assert (detail.chains.added, detail.chains.dropped) == ((), ())
    assert differences(book, before, after) == [
        ("problem", "Few learn.", "Few can learn."), ("works", "Courses help; GONE", "Courses help; Pay by district")]
    one = item("measure", "A", milestones="2021-03: read; 2023: judged")
    assert differences(book, one, item("measure", "A")) == [("milestones", "March 2021: read; 2023: judged", "none")]
