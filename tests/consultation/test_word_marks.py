"""The marks of a Word document: which item or chapter each belongs to, and the passage around it."""

from __future__ import annotations

import re

import pytest

from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.returned_copy import MOST_ITEMS, NOT_COMPARED, OUTSIDE, read_word_file
from goldenthread.consultation.intake.safe_files import Package
from goldenthread.consultation.intake.word_marks import Marks
from goldenthread.consultation.intake.word_text_reader import read_marks
from tests.books.intake_files import copy_of_people, gone, held, ins, note, on, p, r, word

TARGETS = Targets(items=frozenset({"EV_SKILLS", *(f"EV_{letter}" for letter in "ABCDEFGHI")}),
                  title_of_page={"evidence/people": "People"}, page_of_bookmark={"evidence_people": "evidence/people"},
                  criteria=("accuracy",), item_id=re.compile(r"EV_[A-Z]+"))


def marks(raw: bytes) -> Marks:
    return read_marks(Package(raw, "a.docx", ".docx"), TARGETS)


def changes(raw: bytes) -> list[tuple[str, str, str, str]]:
    return [(change.target, change.deleted, change.inserted, change.quoted) for change in marks(raw).changes]


@pytest.mark.parametrize(("raw", "due"), [
    (copy_of_people(p("It ", gone("fell"), " since.")), [("EV_SKILLS", "fell", "", "It fell since.")]),
    (copy_of_people(p("It ", gone("fell"), ins("rose"), " since.")), [("EV_SKILLS", "fell", "rose", "It fell since.")]),
    # the same change, inserted first
    (copy_of_people(p("It ", ins("rose"), gone("fell"), " since.")), [("EV_SKILLS", "fell", "rose", "It fell since.")]),
    (copy_of_people(p("It ", gone("fell"), " and ", ins("rose"))), [
        ("EV_SKILLS", "fell", "", "It fell and"), ("EV_SKILLS", "", "rose", "It fell and")]),
    # a change never reaches over the end of a paragraph
    (copy_of_people(p(gone("One")), p(gone("two"))), [("EV_SKILLS", "One", "", "One"), ("EV_SKILLS", "two", "", "two")]),
    (copy_of_people(p(gone(" "), "Same")), []),
    (copy_of_people(after=p(ins("More"))), [("evidence/people", "", "More", "")]),
    (copy_of_people(outside=p(ins("More"))), [("", "", "More", "")]),
    # inserted by one and deleted by another
    (copy_of_people(p("It ", f"<w:ins w:id='1'>{gone('never')}</w:ins>", "is")), []),
    # moved text is deleted here and inserted there
    (copy_of_people(p("A", f"<w:moveFrom w:id='1'>{r('b')}</w:moveFrom>"), p(f"<w:moveTo w:id='2'>{r('b')}</w:moveTo>")), [
        ("EV_SKILLS", "b", "", "Ab"), ("EV_SKILLS", "", "b", "")]),
    # the same words for older programs are not read twice
    (copy_of_people(p(f"<mc:AlternateContent><mc:Choice>{ins('x')}</mc:Choice><mc:Fallback>{ins('x')}</mc:Fallback>"
                      "</mc:AlternateContent>")), [("EV_SKILLS", "", "x", "")]),
])
def test_a_tracked_change_with_its_item_and_its_passage(raw: bytes, due: list[tuple[str, str, str, str]]) -> None:
    assert changes(raw) == due


def test_a_passage_is_cut_160_characters_before_and_after_a_change() -> None:
    [(_, _, _, quoted)] = changes(copy_of_people(p("a" * 200, gone("b"), "c" * 200)))
    assert quoted == f"… {'a' * 160}b{'c' * 160} …"
    [(_, _, _, whole)] = changes(copy_of_people(p("a" * 160, gone("b"), "c" * 160)))
    assert whole == f"{'a' * 160}b{'c' * 160}"


def test_the_innermost_item_is_meant_and_bookmarks_of_word_are_not() -> None:
    inner = held("EV_A", 7, p(held("_GoBack", 8, r("x")), ins("new")))
    assert [target for target, *_ in changes(word(held("evidence_people", 0, held("EV_SKILLS", 1, inner, p(ins("then"))))))] == [
        "EV_A", "EV_SKILLS"]


def test_a_comment_belongs_to_all_that_it_touches() -> None:
    ranges = marks(copy_of_people(p("The ", on(0, "share"), " and"), after=p(on(1, "More")))).ranges
    assert {key: ("".join(one.words), one.targets) for key, one in ranges.items()} == {
        "0": ("share", ["EV_SKILLS"]), "1": ("More", ["evidence/people"])}


def test_a_comment_at_a_point_belongs_to_what_is_around_it() -> None:
    ranges = marks(copy_of_people(p("x", '<w:r><w:commentReference w:id="4"/></w:r>'))).ranges
    assert {key: (one.words, one.targets) for key, one in ranges.items()} == {"4": ([], ["EV_SKILLS"])}


def test_those_who_made_changes_are_named() -> None:
    assert marks(copy_of_people(p(ins("x")))).authors == {"Anna Brown"}


def over(number: int) -> bytes:
    """A review copy with one comment over so many items."""
    items = [held(f"EV_{letter}", place, p(f"Item {letter}")) for place, letter in enumerate("ABCDEFGHI"[:number], start=1)]
    return word('<w:commentRangeStart w:id="0"/>' + "".join(items) + '<w:commentRangeEnd w:id="0"/>', note(0, "Too long."))


def test_a_comment_over_many_items_is_about_the_text_as_a_whole() -> None:
    [point] = read_word_file(over(MOST_ITEMS), "a.docx", TARGETS).points
    assert len(point.about) == MOST_ITEMS
    [leftover] = read_word_file(over(MOST_ITEMS + 1), "a.docx", TARGETS).leftovers
    assert leftover.why == "it is about more than 8 items"


def test_what_a_comment_lacks_is_said() -> None:
    raw = copy_of_people(p(on(0, "The share")), outside=p(on(1, "Contents")),
                         comments=note(0, " ") + note(1, "Nice.") + note(2, "Where?"))
    delivery = read_word_file(raw, "a.docx", TARGETS)
    assert [(leftover.where, leftover.why, leftover.text) for leftover in delivery.leftovers] == [
        ("comment 0", "it holds no words", "The share"), ("comment 1", OUTSIDE, ""),
        ("comment 2", "it is tied to no place in the text", "")]
    # the all-clear needs the text that the copy was given out with: see test_word_kinds
    unproven = read_word_file(copy_of_people(), "a.docx", TARGETS)
    assert (unproven.remarks, [one.reason for one in unproven.open]) == ([], [NOT_COMPARED])
    report = read_word_file(word(p("x")), "a.docx", TARGETS)
    assert [(leftover.point.text, leftover.open_passages[0].kind) for leftover in report.leftovers if leftover.point] == [
        ("x", "paragraph")]
