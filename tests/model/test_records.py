"""The records of a book: what an item says of itself, how items hang together, and where something is written."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.model import (
    KINDS,
    NOT_STATED,
    Consultation,
    Criterion,
    Dataset,
    Edition,
    Fault,
    Item,
    Mention,
    Place,
    Problem,
    Reference,
    Unresolved,
    back_links,
    nearest,
    slug,
)
from tests.books.records import AREAS, BOOK, FIRST, FRAMEWORK, SECOND, at, dataset, item, reference, register

# an item


def test_each_kind_of_item_has_its_name() -> None:
    assert {kind: KINDS[kind].kind for kind in KINDS} == {kind: kind for kind in KINDS}


def test_an_item_says_where_each_of_its_options_stands() -> None:
    one = item("evidence", "EV_ONE", place=at(7), lines={"since": 9})
    assert (one.at("since"), one.at("period")) == (at(9), at(7))


def test_an_option_is_a_text_or_a_list_parted_by_commas_or_semicolons() -> None:
    one = item("evidence", "EV_ONE", datasets="a, b;c , ,", confidence=" high ")
    assert (one.text("confidence"), one.text("since")) == (" high ", "")
    assert (one.list("datasets"), one.list("references")) == (("a", "b", "c"), ())


def test_an_item_of_which_nothing_is_said_has_nothing() -> None:
    assert Item(id="X", title="X", place=at()).kind == ""
    one = KINDS["evidence"](id="EV_ONE", title="One", place=at())
    assert (one.edition, one.tags, one.body, one.body_line, one.order) == ("", (), "", 0, 0)
    assert (one.links, one.fields, one.lines, one.pins) == ({}, {}, {}, {})
    mention = Mention(kind="value", text="a:b:2018", place=at())
    assert (mention.item, mention.options) == ("", {})


def test_a_finding_reads_its_options() -> None:
    one = item("evidence", "EV_ONE", datasets="a, b", references="c", confidence="low", standing="provisional", since="2019-12")
    assert (one.datasets, one.references) == (("a", "b"), ("c",))  # type: ignore[attr-defined]
    assert (one.confidence, one.standing, one.since) == ("low", "provisional", "2019-12")  # type: ignore[attr-defined]
    assert item("evidence", "EV_TWO").standing == "published"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "field"), [
    ("priority", "rests_on"), ("priority", "revises"), ("action", "delivers"), ("measure", "tracks"), ("response", "about"),
    ("response", "changed"),
])
def test_a_link_field_holds_the_ids_in_the_author_s_order(kind: str, field: str) -> None:
    assert getattr(item(kind, "X", **{field: "B A"}), field) == ("B", "A")
    assert getattr(item(kind, "X"), field) == ()


@pytest.mark.parametrize(("disposition", "decided"), [("", False), ("open", False), ("accepted", True), ("not-accepted", True)])
def test_a_response_is_decided_once_it_is_no_longer_open(disposition: str, decided: bool) -> None:
    response = item("response", "RSP_A", disposition=disposition)
    assert (response.disposition, response.is_decided) == (disposition, decided)  # type: ignore[attr-defined]


# how items hang together


def test_back_links_are_by_target_and_field_each_item_once_in_order() -> None:
    items = [item("priority", "P", rests_on="E E F"), item("priority", "Q", rests_on="E", revises="P")]
    assert back_links(items) == {"E": {"rests_on": ("P", "Q")}, "F": {"rests_on": ("P",)}, "P": {"revises": ("Q",)}}


WHOLE = register(
    item("evidence", "E1", datasets="a, b, none", references="r1, r2"),
    item("evidence", "E2", datasets="b", references="r2"),
    item("priority", "P1", edition="2019-12", rests_on="E1"),
    item("priority", "P2", edition="2020-03", rests_on="E1 E2 A1 GONE", revises="P1 GONE"),
    item("priority", "P3", edition="2020-03", revises="P2"),
    item("action", "A1", edition="2020-03", delivers="P2", tracks="P2"),
    item("measure", "M1", edition="2020-03", tracks="P2", delivers="P2"),
    item("response", "R2", about="P2", order=2), item("response", "R1", changed="E1", order=1),
    item("response", "R3", about="P1", order=3),
    tables=[dataset("a", "north 2018 1"), dataset("b", "north 2018 1")], references=[reference("r1")],
)


def test_a_register_gives_the_items_of_a_kind_in_order() -> None:
    assert [one.id for one in WHOLE.evidence()] == ["E1", "E2"]
    assert [one.id for one in WHOLE.priorities()] == ["P1", "P2", "P3"]
    assert [one.id for one in WHOLE.priorities("2020-03")] == ["P2", "P3"]
    assert [one.id for one in WHOLE.responses()] == ["R2", "R1", "R3"]


def test_a_thread_holds_all_that_a_priority_hangs_on_and_all_that_hangs_on_it() -> None:
    thread = WHOLE.thread("P2")
    held = {name: [one if isinstance(one, str) else one.id for one in getattr(thread, name)]
            for name in ("evidence", "datasets", "references", "actions", "measures", "responses", "earlier", "later")}
    assert thread.priority.id == "P2"
    assert held == {"evidence": ["E1", "E2"], "datasets": ["a", "b"], "references": ["r1", "r2"], "actions": ["A1"],
                    "measures": ["M1"], "responses": ["R1", "R2"], "earlier": ["P1"], "later": ["P3"]}
    assert [one.id for one in WHOLE.thread("P1").later] == ["P2", "P3"]
    assert [one.id for one in WHOLE.thread("P3").earlier] == ["P2", "P1"]
    assert [one.id for one in WHOLE.thread("P1").responses] == ["R1", "R3"]


def test_a_thread_that_goes_in_a_ring_comes_to_an_end() -> None:
    ring = register(item("priority", "P1", revises="P2"), item("priority", "P2", revises="P3"),
                    item("priority", "P3", revises="P1 P2"))
    assert [one.id for one in ring.thread("P1").earlier] == ["P2", "P3"]
    assert [one.id for one in ring.thread("P1").later] == ["P3", "P2"]


@pytest.mark.parametrize("name", ["E1", "A1", "GONE"])
def test_only_a_priority_has_a_thread(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        WHOLE.thread(name)


def test_what_links_to_an_item_is_given_by_field_and_kind() -> None:
    assert [one.id for one in WHOLE.items_linking_to("P2", "delivers", KINDS["action"])] == ["A1"]
    assert [one.id for one in WHOLE.items_linking_to("P2", "delivers", KINDS["measure"])] == ["M1"]
    assert WHOLE.items_linking_to("P2", "rests_on", KINDS["action"]) == WHOLE.items_linking_to("GONE", "x", KINDS["action"]) == ()
    assert WHOLE.ids_linking_to("P2", "delivers") == ("A1", "M1")


# where something is written, and what is wrong with it


def test_a_place_is_a_file_and_a_line_where_there_is_one() -> None:
    assert str(Place(file="evidence/people.md", line=3)) == "evidence/people.md:3"
    assert str(Place(file="evidence/people.md", line=0)) == "evidence/people.md"
    assert Place(file="evidence/a.b.md", line=1).docname == "evidence/a.b"
    with pytest.raises(TypeError):
        Place("evidence/people.md", 3)  # type: ignore[misc]


def test_problems_are_put_in_order_by_place_and_told_cause_first() -> None:
    first, second = Problem(at(2), "b.b", "What.", "Fix."), Problem(at(10), "a.a", "What.", "Fix.", "EV_ONE", True)
    assert sorted([second, first]) == [first, second]
    assert str(second) == "evidence/people.md:10: What. Fix. [a.a]"
    assert (first.about, first.advice, first.dataset) == ("", False, "")
    assert Problem(at(2), "b.b", "What.", "Fix.", dataset="a") == first
    fault = Fault(first)
    assert (fault.problem, str(fault)) == (first, str(first))


def test_a_fault_in_a_text_becomes_a_problem_at_its_place() -> None:
    fault = Unresolved("value.unknown", "What.", "Fix.", "table")
    assert str(fault) == "What. Fix."
    problem = fault.at(at(4), "EV_ONE")
    assert problem == Problem(at(4), "value.unknown", "What.", "Fix.", "EV_ONE")
    assert problem.dataset == "table"
    assert fault.at(at(4), code="data.period").code == "data.period"
    assert (fault.at(at(4)).about, Unresolved("a.b", "What.", "Fix.").dataset) == ("", "")


@pytest.mark.parametrize(("word", "known", "words"), [
    ("skils", ["skills", "jobs"], " Did you mean 'skills'?"), ("skils", ["jobs"], ""), ("skils", [], ""),
    ("abcde", ["abcxx"], " Did you mean 'abcxx'?"), ("abcde", ["abxxx"], ""), ("aa", ["ab", "ac"], ""),
    ("aaab", ["aaad", "aaac"], " Did you mean 'aaad'?"),
])
def test_the_known_word_that_is_most_like_one_is_named(word: str, known: list[str], words: str) -> None:
    assert nearest(word, known) == nearest(word, known[::-1]) == words


@pytest.mark.parametrize(("text", "short"), [
    ("Industry and commercial", "industry-and-commercial"), ("  Aged 16–64 ", "aged-16-64"), ("A/B", "a/b"), ("1.5+", "1.5+"),
    ("(men)", "men"), ("Élan, vital", "élan-vital"), ("", ""),
])
def test_a_dimension_s_value_has_a_short_form(text: str, short: str) -> None:
    assert slug(text) == short


# what holds for a whole book


def test_the_framework_gives_its_tags_foundations_first() -> None:
    assert [tag.id for tag in FRAMEWORK.tags] == ["people", "places", "clean", "ageing"]
    assert FRAMEWORK.tag("clean").kind == "challenge"
    with pytest.raises(KeyError):
        FRAMEWORK.tag("none")


def test_what_an_edition_a_book_and_an_area_do_not_say_is_empty() -> None:
    assert (FIRST.follows, FIRST.accepted, FIRST.dropped, SECOND.follows) == ("", (), (), "2019-12")
    bare = Edition(id="a", code="A", title="", label="", status="", published=date(2020, 3, 1), file="", place=at())
    assert (bare.follows, bare.accepted, bare.dropped) == ("", (), ())
    assert (BOOK.evidence_note, AREAS["north"].tile, reference("a").note, WHOLE.signoffs) == ("", None, "", ())
    one = Dataset(id="a", title="", measure="", unit="", decimals=0, publisher="", publication="", url="", released="",
                  licence="", since="", observations=(), rows={}, table_digest="", place=at())
    assert (one.dimensions, one.cautions, one.method, one.replaces, one.areas) == ((), (), "", "", {})
    publication = Reference(key="a", title="", publisher="", year="", url="", place=at())
    assert publication.note == ""


def test_an_edition_holds_the_pages_of_its_folder() -> None:
    assert FIRST.folder == "strategy/2019-12"
    assert [FIRST.holds(page) for page in ("strategy/2019-12/people", "strategy/2019-12", "strategy/2019-12-old/a",
                                           "docs/strategy/2019-12/people")] == [True, False, False, False]
    editions = [WHOLE.edition_of_page(page) for page in ("strategy/2020-03/people", "strategy/2019-12/a/b", "evidence/people")]
    assert [one and one.id for one in editions] == ["2020-03", "2019-12", None]


def test_a_consultation_is_closed_from_the_day_after_its_deadline() -> None:
    question = Criterion(id="accuracy", name="Accurate", question="Is it right?")
    asked = Consultation(opened="2019-09", deadline=date(2019, 10, 18), contact="the team", asked_for="", this_copy="",
                         criteria=(question,))
    assert [asked.is_closed(date(2019, 10, day)) for day in (17, 18, 19)] == [False, False, True]
    assert (asked.outcome, NOT_STATED) == ("", "not-stated")
