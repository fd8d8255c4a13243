"""What is not told while its cause is: the codes that depend on each source, by records alone."""

from __future__ import annotations

import pytest

from goldenthread.model import Item, Place, Problem
from goldenthread.rules.consequences import is_cause, without_consequences
from tests.books.records import at, item

PAGE, TABLE, CARD = "evidence/people.md", "evidence/data/jobs.csv", "evidence/data/jobs.toml"
ITEMS = ("item.link item.link-kind item.circle thread.no-action thread.no-evidence thread.dropped thread.dropped-unknown "
         "thread.no-reason thread.other-edition thread.difference chain.missing chain.unmeasured chain.untested gap. "
         "archive.text response.chapter response.no-change agreement.item agreement.changed agreement.pin "
         "received.response received.unrecorded edition.accepted value.by-hand")
PAGES = "link.page link.heading link.term link.number view.about contents.left-out"
NAMES = "contents.missing data.no-table data.no-card"
TABLES = ("archive.data item.dataset gap.dataset gap.filled gap.closed data.made-from data.replaces thread.released "
          "thread.not-yet value.undeclared edition.accepted")
FOLLOWING = {
    ("source.encoding", PAGE): f"{ITEMS} {PAGES}", ("chapter.long", PAGE): f"{ITEMS} {PAGES}",
    ("chapter.title", PAGE): f"{ITEMS} {PAGES}", ("contents.missing", "index.md"): f"{ITEMS} {PAGES}",
    ("file.copy", PAGE): f"{ITEMS} {PAGES} {NAMES}", ("file.ending", PAGE): f"{ITEMS} {PAGES} {NAMES}",
    ("file.copy", TABLE): f"{TABLES} {NAMES}", ("file.ending", CARD): f"{TABLES} {NAMES}",
    ("source.encoding", TABLE): TABLES, ("data.period", TABLE): TABLES, ("data.unit", CARD): TABLES,
    ("reference.syntax", "evidence/references.bib"): "item.reference markup.bibliography",
    **{(code, "strategy/editions.toml"):
       "thread. archive. chain. agreement. item.since item.place item.id gap.closed edition.accepted response.open received.open "
       "view.about"
       for code in ("source.toml", "edition.follows", "edition.id", "edition.folder")},
    ("area.code", "evidence/areas.toml"): "data.area value.unknown value.rank chart.options",
    ("framework.tag", "strategy/framework.toml"): "item.tag item.no-tag thread.no-tag",
}
EVERY = sorted({code for codes in FOLLOWING.values() for code in codes.split() if not code.endswith(".")} | {
    "item.title", "item.missing", "value.grammar", "chart.alt", "style.word", "response.private", "gap.page", "thread.no-tag",
    "archive.other", "chain.lead", "agreement.other"})


def problem(code: str, file: str = "docs/other.md", line: int = 5, about: str = "", advice: bool = False) -> Problem:
    return Problem(Place(file=file, line=line), code, "What.", "Fix.", about, advice)


def told(*problems: Problem, items: tuple[Item, ...] = ()) -> list[str]:
    return [one.code for one in without_consequences(problems, items)]


@pytest.mark.parametrize(("code", "file"), FOLLOWING, ids=str)
def test_while_a_source_is_not_read_just_what_depends_on_it_is_not_told(code: str, file: str) -> None:
    cause = problem(code, file, line=1)
    assert is_cause(cause)
    hidden = {other for other in EVERY if other not in told(cause, problem(other))}
    due = tuple(FOLLOWING[code, file].split())
    kinds = tuple(one for one in due if one.endswith("."))
    assert hidden == {other for other in EVERY if other in due or other.startswith(kinds)} - {code}


def test_pages_of_a_folder_without_an_edition_are_not_told_to_be_in_no_contents() -> None:
    folder = problem("edition.folder", "strategy/2021-01/index.md", line=1)
    assert told(folder, problem("contents.left-out", "strategy/2021-01/people.md")) == ["edition.folder"]
    assert told(folder, problem("contents.left-out", "strategy/2020-03/people.md")) == ["contents.left-out", "edition.folder"]


@pytest.mark.parametrize(("code", "file"), [
    ("item.title", PAGE), ("chapter.heading", PAGE), ("edition.accepted", "strategy/editions.toml"),
    ("area.code", "docs/areas.toml"), ("item.dataset", TABLE), ("gap.filled", TABLE), ("item.since", CARD),
    ("style.word", "strategy/style.toml"),
    ("contents.left-out", "index.md"),
])
def test_a_problem_that_leaves_its_source_readable_hides_nothing(code: str, file: str) -> None:
    cause = problem(code, file, line=1)
    assert not is_cause(cause)
    assert sorted(told(cause, problem("item.link"))) == sorted([code, "item.link"])


def test_a_remark_on_a_table_and_a_title_that_is_wrong_further_down_hide_nothing() -> None:
    assert not is_cause(problem("data.share", TABLE, advice=True))
    assert is_cause(problem("data.share", TABLE))
    assert not is_cause(problem("chapter.title", "x", line=2))
    assert not is_cause(problem("chapter.title", "x", line=1, about="EV_A"))


def test_what_was_looked_for_in_a_table_that_was_not_read_is_not_told() -> None:
    cause = problem("data.period", "evidence/data/jobs.toml")
    lost, other = (Problem(at(3), "value.unknown", "What.", "Fix.", dataset=name) for name in ("jobs", "pay"))
    assert without_consequences([lost, other, cause], ()) == [cause, other]


def test_causes_come_first_and_the_others_in_the_order_of_the_book() -> None:
    found = [problem("style.word", "a.md", 9), problem("item.title", "a.md", 2), problem("chapter.long", "z.md")]
    assert told(*found) == ["chapter.long", "item.title", "style.word"]


def test_an_item_that_was_not_read_as_meant_hides_what_is_told_of_it_up_to_the_next() -> None:
    items = (item("evidence", "A", place=at(10)), item("evidence", "B", place=at(20)), item("evidence", "C", place=at(30)))
    for code in ("chapter.options", "chapter.options-apart", "chapter.unclosed"):
        cause = problem(code, PAGE, 22)
        within = [problem("item.title", PAGE, line) for line in (19, 20, 22, 29, 30)]
        elsewhere = [problem("item.title", "evidence/roads.md", 22), problem("chapter.heading", PAGE, 22)]
        kept = without_consequences([cause, *within, *elsewhere], items)
        assert sorted(one.place.line for one in kept if one.code == "item.title" and one.place.file == PAGE) == [19, 30]
        assert {one.code for one in kept} == {code, "item.title", "chapter.heading"}
        # it may have had any id
        assert told(cause, problem("item.link")) == [code]
    last = without_consequences([problem("chapter.unclosed", PAGE, 30), problem("item.title", PAGE, 999)], items)
    assert [one.code for one in last] == ["chapter.unclosed"]
    # an item whose id is wrong was read
    assert told(problem("item.id", PAGE, 20), problem("item.title", PAGE, 21), problem("item.link"), items=items) == [
        "item.id", "item.title"]
