"""What became of priorities between two editions, from records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.analysis.change_details import details_of, differences
from goldenthread.analysis.changes import (
    CHANGE_LABELS,
    PriorityChange,
    change_of,
    comparable_content,
    comparable_words,
    compared_options,
    counts_in_words,
    note_of,
    nothing_changed,
)
from goldenthread.model import STANDARD_FIELDS, Item, KindWords, Words
from tests.analysis.two_editions import changes, new, old
from tests.books.records import FIRST, item, register


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
    words = Words(kinds={"action": KindWords(name="action", label="Action", is_own=False, fields={"day_hours": "Hours of a day"},
                                             links={"meets": "Meets the need"})})
    one = replace(item("action", "A", day_hours="5"), words=words)
    other = replace(one, fields={"day_hours": "6"}, links={"meets": ("EV_A",)})
    assert comparable_content(one) != comparable_content(replace(one, fields={"day_hours": "6"}))
    assert differences(register(item("evidence", "EV_A", "A finding")), one, other) == [
        ("hours of a day", "5", "6"), ("meets the need", "none", "A finding")]


def test_that_a_milestone_goes_which_was_due_before_the_later_edition_is_no_change() -> None:
    one, other = (item("measure", "A", milestones=text) for text in ("2019: read; 2021: judged", "2021: judged"))
    assert comparable_content(one) != comparable_content(other)
    assert comparable_content(one, date(2019, 12, 31)) == comparable_content(other, date(2019, 12, 31))
    assert comparable_content(one, date(2019, 12, 30)) != comparable_content(other, date(2019, 12, 30))


def test_the_order_in_which_findings_are_named_is_no_change() -> None:
    one, other = item("action", "A", works="EV_A GAP_A"), item("action", "A", works="GAP_A EV_A")
    assert comparable_content(one) == comparable_content(other)


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


def test_changes_are_counted_by_kind() -> None:
    revised = new("A", revises="E19_PRI_A"), new("B", revises="E19_PRI_B")
    _, every_change = changes(old("A"), old("B"), old("C"), *revised, new("N"))
    assert counts_in_words(every_change) == "2 unchanged, 1 new, 1 dropped"
    assert counts_in_words([]) == ""
    assert CHANGE_LABELS == {"same": "Unchanged", "revised": "Revised", "merged": "Merged", "new": "New", "dropped": "Dropped"}
    _, [one] = changes(old("A", "Alpha"), new("A", "Beta", revises="E19_PRI_A"))
    assert note_of(one) == ["Revised ", one.before[0], " into ", one.after]


def test_milestones_that_were_due_by_the_later_edition_make_no_revision() -> None:
    _, [change] = changes(
        old("A"), new("A", revises="E19_PRI_A"),
        item("measure", "E19_MEA_A", "M", tracks="E19_PRI_A", edition="2019-12", milestones="2019: read; 2021: judged"),
        item("measure", "E20_MEA_A", "M", tracks="E20_PRI_A", edition="2020-03", milestones="2021: judged"))
    assert change.kind == "same"


def test_that_nothing_has_changed_names_the_logic_chain_where_there_is_one() -> None:
    book = register(item("priority", "A"), item("priority", "B"), item("chain", "C", explains="B"))
    assert [nothing_changed(book, book.items[key]) for key in "AB"] == [  # type: ignore[arg-type]
        "The words, the evidence, the actions and the measures are the same.",
        "The words, the evidence, the actions, the measures and the logic chain are the same."]


@pytest.mark.parametrize(("earlier", "later", "added", "dropped", "changed"), [
    # the first part of an id is the code of its edition, whatever the prefixes of the book's kinds
    ("D19_ACT_A", "M20_ACT_A", [], [], [("D19_ACT_A", "M20_ACT_A")]),
    ("D19_TASK_A", "M20_TASK_A", [], [], [("D19_TASK_A", "M20_TASK_A")]),
    ("D19_TASK_A", "M20_TASK_B", ["M20_TASK_B"], ["D19_TASK_A"], []),
    ("TASK_A", "TASK_B", ["TASK_B"], ["TASK_A"], []),
])
def test_what_is_below_a_priority_is_the_same_in_two_editions_by_its_id_without_their_codes(
    earlier: str, later: str, added: list[str], dropped: list[str], changed: list[tuple[str, str]]
) -> None:
    below = [*(item("action", key, "Teach", delivers="E19_PRI_A", edition="2019-12") for key in earlier.split()),
             *(item("action", key, f"Teach {number} more", delivers="E20_PRI_A", edition="2020-03")
               for number, key in enumerate(later.split()))]
    book, every_change = changes(old("A"), new("A", revises="E19_PRI_A"), *below)
    parts = details_of(book, every_change[0]).actions
    assert ([one.id for one in parts.added], [one.id for one in parts.dropped],
            [(one.id, other.id) for one, other in parts.changed]) == (added, dropped, changed)
