"""What became of priorities between two editions, from records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.analysis.change_details import ChangeDetails, details_of, differences, whole_text
from goldenthread.analysis.changes import (
    CHANGE_LABELS,
    PriorityChange,
    change_of,
    changes_between,
    comparable_content,
    comparable_words,
    compared_options,
    counts_in_words,
    note_of,
)
from goldenthread.model import STANDARD_FIELDS, Dropped, Item, KindWords, Register, Words
from tests.books.records import FIRST, at, dataset, edition, item, register

DROPPED = Dropped(id="E19_PRI_C", reason="Done.", because=("RSP_A",), place=at())
LATER = edition("2020-03", "2019-12", dropped=(DROPPED,))


def old(name: str, title: str = "", **fields: object) -> Item:
    return item("priority", f"E19_PRI_{name}", title or f"Priority {name}", edition="2019-12", **fields)


def new(name: str, title: str = "", **fields: object) -> Item:
    return item("priority", f"E20_PRI_{name}", title or f"Priority {name}", edition="2020-03", **fields)


def changes(*items: Item, **more: object) -> tuple[Register, tuple[PriorityChange, ...]]:
    book = register(*items, editions=(FIRST, LATER), **more)  # type: ignore[arg-type]
    return book, changes_between(book, FIRST, LATER)


def test_each_priority_of_the_later_edition_has_its_change_and_then_each_that_was_dropped() -> None:
    _, every_change = changes(
        old("A"), old("B"), old("C"), old("D"), old("E"), old("F", body="Before."),
        new("A", revises="E19_PRI_A", reason="Why."), new("B", revises="E19_PRI_B E19_PRI_E", because="RSP_A EV_B"),
        new("N"), new("M", revises="E20_PRI_A GONE"), new("F", revises="E19_PRI_F", body="After."),
    )
    assert [(one.kind, [item.id[-1] for item in one.before], one.after and one.after.id[-1], one.reason, one.because)
            for one in every_change] == [
        ("same", ["A"], "A", "Why.", ()), ("merged", ["B", "E"], "B", "", ("RSP_A", "EV_B")), ("new", [], "N", "", ()),
        ("new", [], "M", "", ()), ("revised", ["F"], "F", "", ()),
        ("dropped", ["C"], None, "Done.", ("RSP_A",)), ("dropped", ["D"], None, "", ())]
    assert [one.subject.id for one in every_change[:1] + every_change[-1:]] == ["E20_PRI_A", "E19_PRI_D"]


@pytest.mark.parametrize(("fields", "how"), [
    ({}, "same"), ({"body": "Of  E20_PRI_A,\nwords."}, "same"), ({"status": "for-agreement"}, "same"),
    ({"tags": "people clean"}, "same"), ({"tags": "people"}, "revised"), ({"tags": "clean people places"}, "revised"),
    ({"rests_on": "EV_B"}, "revised"), ({"rests_on": "EV_A EV_B"}, "revised"), ({"body": "Other words."}, "revised"),
    ({"title": "Another"}, "revised"),
])
def test_a_priority_is_revised_when_its_words_tags_or_evidence_differ(fields: dict[str, str], how: str) -> None:
    own = {"tags": "clean people", "rests_on": "EV_A", "body": "Of E20_PRI_A, words.", **fields}
    _, [change] = changes(old("A", tags="clean people", rests_on="EV_A", body="Of E19_PRI_A, words."),
                        new("A", revises="E19_PRI_A", **own))
    assert change.kind == how


@pytest.mark.parametrize(("kind", "field", "value"), [
    ("action", "lead", "Councils"), ("action", "by", "2022"), ("action", "title", "Other"), ("action", "body", "Other."),
    ("measure", "baseline", "b:north:2018"), ("measure", "direction", "fall"), ("measure", "target", "9"),
    ("measure", "target_source", "report"), ("measure", "title", "Other"), ("measure", "body", "Other."),
    ("action", "works", "EV_B"), ("action", "works", "EV_A GAP_A"), ("action", "asks", "GAP_B"), ("action", "answer", "Less."),
    ("action", "cost", "large"),
    ("measure", "milestones", "2022: read"), ("measure", "lacks", "GAP_B"),
    *(("chain", name, "Other.") for name in (
        "title", "body", "problem", "cause", "failure", "input", "activity", "output", "outcome", "lead", "cost", "assumptions",
        "risks", "answer")),
    ("chain", "works", "EV_B"), ("chain", "lacks", "GAP_B"),
])
def test_a_priority_is_revised_when_what_stands_below_it_says_another_thing(kind: str, field: str, value: str) -> None:
    link, prefix = {"action": ("delivers", "ACT"), "measure": ("tracks", "MEA"), "chain": ("explains", "CHN")}[kind]

    def own(code: str, **more: str) -> Item:
        words = {"title": "Title", "body": f"Body of {code}_{prefix}_A.", "lead": "Colleges", "by": "2021",
                 "baseline": "a:north:2018", "direction": "rise", "target": "5", "target_source": "plan", "works": "EV_A",
                 "asks": "GAP_A", "milestones": "2021: read", "problem": "Few.", "cost": "small", **more}
        return item(kind, f"{code}_{prefix}_A", **{link: f"{code}_PRI_A"}, **words)

    _, [same] = changes(old("A"), new("A", revises="E19_PRI_A"), own("E19"), own("E20", unknown="x"))
    _, [change] = changes(old("A"), new("A", revises="E19_PRI_A"), own("E19"), own("E20", **{field: value}))
    assert (same.kind, change.kind) == ("same", "revised")


@pytest.mark.parametrize("kind", ["action", "measure", "chain"])
def test_every_option_of_what_stands_below_a_priority_is_compared(kind: str) -> None:
    links_to_the_priority = {"delivers", "tracks", "explains"}
    assert set(compared_options(item(kind, "A"))) == STANDARD_FIELDS[kind] - links_to_the_priority


def test_options_and_links_that_only_a_book_has_are_compared_too() -> None:
    words = Words(kinds={"action": KindWords(name="action", label="Action", is_own=False, fields={"hours": "Hours"},
                                             links={"meets": "Meets"})})
    one = replace(item("action", "A", hours="5"), words=words)
    other = replace(one, fields={"hours": "6"}, links={"meets": ("EV_A",)})
    assert comparable_content(one) != comparable_content(replace(one, fields={"hours": "6"}))
    assert differences(register(item("evidence", "EV_A", "A finding")), one, other) == [
        ("hours", "5", "6"), ("meets", "none", "A finding")]


def test_that_a_milestone_goes_which_was_due_before_the_later_edition_is_no_change() -> None:
    one, other = (item("measure", "A", milestones=text) for text in ("2019: read; 2021: judged", "2021: judged"))
    assert comparable_content(one) != comparable_content(other)
    assert comparable_content(one, date(2019, 12, 31)) == comparable_content(other, date(2019, 12, 31))
    assert comparable_content(one, date(2019, 12, 30)) != comparable_content(other, date(2019, 12, 30))


def test_the_order_in_which_findings_are_named_is_no_change() -> None:
    one, other = item("action", "A", works="EV_A GAP_A"), item("action", "A", works="GAP_A EV_A")
    assert comparable_content(one) == comparable_content(other)


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


def test_the_editions_own_ids_are_no_part_of_the_words() -> None:
    one = item("priority", "A", "See  E19_PRI_A",
               body="E19_ACT_B,\nE19_MEA_C E19_EV_D X_PRI_E E19ABCD_PRI_F e19_PRI_G AE19_PRI_H")
    assert comparable_words(one) == "See PRI_A ACT_B, MEA_C E19_EV_D X_PRI_E E19ABCD_PRI_F e19_PRI_G PRI_H"
    assert comparable_content(item("action", "A", "Act", lead="x", by="2021")) == ("Act", "x", "2021", *[frozenset()] * 4)
    assert comparable_content(one) == (comparable_words(one),)


def test_a_change_that_is_asked_for_alone_is_the_same() -> None:
    book, every_change = changes(old("A"), new("A", revises="E19_PRI_A"))
    assert change_of(book, every_change[0].after, FIRST) == every_change[0]  # type: ignore[arg-type]


def note(change: PriorityChange) -> str:
    return "".join(part if isinstance(part, str) else part.title for part in note_of(change))


def test_a_change_is_a_line_of_the_notes() -> None:
    _, every_change = changes(
        old("A", "Alpha"), old("B", "Beta"), old("C", "Gamma"), old("D", "Delta"), old("E", "Same"), old("F", "Words", body="A"),
        new("A", "Alphabet", revises="E19_PRI_A E19_PRI_B E19_PRI_D", reason="One task."),
        new("E", "Same", revises="E19_PRI_E"), new("F", "Words", revises="E19_PRI_F", body="B", reason="Plainer."),
        new("N", "Novel"))
    assert [note(one) for one in every_change] == [
        "Merged Alpha, Beta and Delta into Alphabet: One task.", "Kept Same", "Revised Words: Plainer.", "Added Novel",
        "Dropped Gamma: Done."]
    _, [two, _] = changes(old("A", "Alpha"), old("C", "Gamma"), new("A", "Alphabet", revises="E19_PRI_A"))
    assert note(two) == "Revised Alpha into Alphabet"
    _, [pair] = changes(old("A", "Alpha"), old("B", "Beta"), new("A", "Alpha", revises="E19_PRI_A E19_PRI_B"))
    assert note(pair) == "Merged Alpha and Beta into Alpha"


# a change taken apart


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
        item("measure", "E19_MEA_B", "Two", tracks="E19_PRI_B"))
    assert (detail.tags.added, detail.tags.dropped, detail.evidence.added, detail.releases) == ((), (), (), ())
    assert (ids(detail.actions, "dropped"), ids(detail.measures, "dropped")) == (
        ["E19_ACT_A", "E19_ACT_B"], ["E19_MEA_A", "E19_MEA_B"])
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


def test_changes_are_counted_by_kind() -> None:
    revised = new("A", revises="E19_PRI_A"), new("B", revises="E19_PRI_B")
    _, every_change = changes(old("A"), old("B"), old("C"), *revised, new("N"))
    assert counts_in_words(every_change) == "2 unchanged, 1 new, 1 dropped"
    assert counts_in_words([]) == ""
    assert CHANGE_LABELS == {"same": "Unchanged", "revised": "Revised", "merged": "Merged", "new": "New", "dropped": "Dropped"}
    _, [one] = changes(old("A", "Alpha"), new("A", "Beta", revises="E19_PRI_A"))
    assert note_of(one) == ["Revised ", one.before[0], " into ", one.after]
