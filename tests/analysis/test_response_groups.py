"""Points grouped by what they are about, what they answer, who made them, and the themes that editors gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.analysis import GROUPINGS, due_in_words, grouped, progress_in_words, progress_of, themes_of
from goldenthread.model import Consultation, Register, Words
from tests.books.records import at, item, register

WORDS = Words(choices={"criterion": ("fairness", "cost", "not-stated"), "respondent_kind": ("guild", "household"),
                       "disposition": ("open", "agreed", "refused")},
              labels={"respondent_kind": {"guild": "A guild of the town"}}, roles={"disposition": {"undecided": ("open",)}})
BOOK = replace(register(
    item("evidence", "EV_B", "Second", order=2), item("evidence", "EV_A", "First", order=1),
    item("response", "RSP_1", "One", about="EV_A EV_B", criterion="cost", respondent="Weavers", respondent_kind="guild",
         themes="buses, pay", disposition="agreed", order=3),
    item("response", "RSP_2", "Two", chapter="evidence/people", criterion="fairness", respondent="Weavers", themes="pay",
         disposition="open", order=4),
    item("response", "RSP_3", "Three", about="EV_B", respondent="House 7", respondent_kind="household", disposition="open",
         order=5),
    item("response", "RSP_4", "Four", about="EV_B", respondent="Us", source="editorial review", disposition="refused", order=6),
    titles={"evidence/people": "People"}), words=WORDS)
BOOK = replace(BOOK, items={key: replace(one, words=WORDS) for key, one in BOOK.items.items()})


def groups(by: str, book: Register = BOOK) -> dict[str, list[str]]:
    return {group.label: [point.id for point in group.points] for group in grouped(book, book.responses(), by)}


@pytest.mark.parametrize(("by", "expected"), [
    ("item", {"First": ["RSP_1"], "Second": ["RSP_1", "RSP_3", "RSP_4"], "About no single item": ["RSP_2"]}),
    ("question", {"Fairness": ["RSP_2"], "Cost": ["RSP_1"], "Not stated": ["RSP_3", "RSP_4"]}),
    # the kind of a respondent need be said once, and nobody outside made the editors' points
    ("kind", {"A guild of the town": ["RSP_1", "RSP_2"], "Household": ["RSP_3"], "The editors' own review": ["RSP_4"]}),
    ("theme", {"pay": ["RSP_1", "RSP_2"], "buses": ["RSP_1"], "No theme yet": ["RSP_3", "RSP_4"]}),
    ("respondent", {"Weavers": ["RSP_1", "RSP_2"], "House 7": ["RSP_3"], "Us": ["RSP_4"]}),
    ("decision", {"Not decided yet": ["RSP_2", "RSP_3"], "Agreed": ["RSP_1"], "Refused": ["RSP_4"]}),
    ("chapter", {"People": ["RSP_1", "RSP_2", "RSP_3", "RSP_4"]}),
])
def test_points_are_grouped_in_the_words_and_the_order_of_the_book(by: str, expected: dict[str, list[str]]) -> None:
    assert list(groups(by).items()) == list(expected.items())


def test_every_point_is_in_a_group_whatever_it_is_grouped_by() -> None:
    for by in GROUPINGS:
        assert {key for points in groups(by).values() for key in points} == {"RSP_1", "RSP_2", "RSP_3", "RSP_4"}


def test_themes_are_counted_the_commonest_first() -> None:
    assert themes_of(BOOK.responses()) == [("pay", 2), ("buses", 1)]


def test_progress_counts_points_and_respondents_and_names_the_day() -> None:
    progress = progress_of(BOOK.responses())
    assert (progress.points, progress.decided, progress.respondents, progress.answered) == (4, 2, 3, 1)
    assert progress_in_words(BOOK, BOOK.responses()) == "2 of 4 points are decided on."
    due = replace(BOOK, answer_due=date(2020, 1, 10))
    assert progress_in_words(due, due.responses()) == (
        "2 of 4 points are decided on. An answer to the other 2 is due by 10 January 2020.")
    waiting = [one for one in due.responses() if not one.is_decided]
    assert progress_in_words(due, waiting) == "0 of 2 points are decided on. An answer is due by 10 January 2020."
    decided = [one for one in due.responses() if one.is_decided]
    assert progress_in_words(due, decided) == "Every point is decided on."


def test_one_decided_point_is_told_in_the_singular_and_nothing_is_due_once_all_are_decided() -> None:
    one, two, other = (item("response", f"RSP_{number}", respondent=name, disposition=disposition)
                       for number, (name, disposition) in enumerate((("A", "accepted"), ("A", "open"), ("B", "open"))))
    assert progress_in_words(register(), [one, two, other]) == "1 of 3 points is decided on."
    progress = progress_of([one, two, other])
    assert (progress.respondents, progress.answered) == (2, 0)
    assert due_in_words(replace(register(), answer_due=date(2020, 1, 10)), [one]) == due_in_words(register(), [two]) == ""


def test_a_point_stands_with_the_chapter_that_it_names_or_that_of_what_it_is_about() -> None:
    here = at(file="strategy/consultation/responses.md")
    book = register(
        item("evidence", "EV_A", place=at(file="evidence/roads.md")), item("response", "RSP_1", place=here),
        item("response", "RSP_2", about="GONE EV_A", place=here), item("response", "RSP_3", about="EV_A", place=here),
        item("response", "RSP_4", about="EV_A", chapter="evidence/people", place=here),
        titles={"evidence/roads": "Roads", "evidence/people": "People"})
    assert list(groups("chapter", book).items()) == [
        ("Roads", ["RSP_3"]), ("People", ["RSP_4"]), ("strategy/consultation/responses", ["RSP_1", "RSP_2"])]


def test_groups_are_in_the_order_of_the_book_and_what_is_not_stated_comes_last() -> None:
    book = replace(register(
        item("response", "RSP_1", respondent="Nobody"),
        item("response", "RSP_2", respondent="House", respondent_kind="household"),
        item("response", "RSP_3", respondent="Guild", respondent_kind="guild"),
        item("response", "RSP_4", respondent="Club", respondent_kind="club")), words=WORDS)
    assert list(groups("kind", book).items()) == [
        ("A guild of the town", ["RSP_3"]), ("Household", ["RSP_2"]), ("Club", ["RSP_4"]), ("Not stated", ["RSP_1"])]
    themed = [item("response", "RSP_1", themes="pay, Zoo, apt"), item("response", "RSP_2", themes="Pay, zoo")]
    assert themes_of(themed) == [("apt", 1), ("Pay", 1), ("pay", 1), ("Zoo", 1), ("zoo", 1)]
    assert [group.key for group in grouped(book, themed, "theme")] == ["apt", "Pay", "pay", "Zoo", "zoo"]


def test_an_answer_is_due_twelve_weeks_after_the_close_or_as_the_book_says() -> None:
    asked = Consultation(opened="2019-09", deadline=date(2019, 10, 18), contact="", asked_for="", this_copy="", criteria=())
    assert asked.answer_due == date(2020, 1, 10)
    assert replace(asked, answer_by=date(2020, 3, 31)).answer_due == date(2020, 3, 31)
