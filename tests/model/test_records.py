"""The records of a book: what an item says of itself, how items hang together, and where something is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.model import (
    KINDS,
    NOT_STATED,
    Area,
    Consultation,
    Criterion,
    DataCopy,
    Dataset,
    Edition,
    Fault,
    Item,
    Mention,
    MissingValue,
    Place,
    Problem,
    ReceivedFile,
    ReceivedPassage,
    Reference,
    ResponseOrigin,
    Unresolved,
    all_in_full,
    all_in_words,
    back_links,
    names_in_words,
    nearest,
    nearest_area,
    one_of_each,
    one_of_each_in_full,
    slug,
    starting_sentence,
    with_article,
    within_sentence,
)
from goldenthread.model.received_files import PASSAGE_OUTCOMES, ReceiptCounts, counts_of
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


def test_what_pages_ask_an_item_for_is_there_or_empty() -> None:
    chain, action = item("chain", "C", explains="P Q", works="E"), item("action", "A", works="E", asks="G H")
    assert (chain.explains, chain.works, action.works, action.asks) == (  # type: ignore[attr-defined]
        ("P", "Q"), ("E",), ("E",), ("G", "H"))
    bare = item("chain", "C"), item("action", "A")
    assert (bare[0].explains, bare[0].works, bare[1].works, bare[1].asks) == ((), (), (), ())  # type: ignore[attr-defined]
    gap = item("gap", "G", since="2019-12", chapters="people; place", filled_by="a, b", not_filled_by="c", watch="Bus Fares, pay")
    assert (gap.since, gap.chapters, gap.filled_by, gap.not_filled_by, gap.watched_words) == (  # type: ignore[attr-defined]
        "2019-12", ("people", "place"), ("a", "b"), ("c",), (("bus", "fares"), ("pay",)))
    response = item("response", "R", themes="pay, roads, pay", respondent_kind="business", disposition="accepted-in-part")
    assert (response.themes, response.respondent_kind, response.decision) == (  # type: ignore[attr-defined]
        ("pay", "roads"), "business", "Accepted in part")
    seen = item("measure", "M", seen_by="A count."), item("measure", "M", seen_by="A count.", baseline="a:north:2018")
    assert [one.seen_by for one in seen] == ["A count.", ""]  # type: ignore[attr-defined]
    findings = item("evidence", "E", effect="gain"), item("evidence", "E", standing="provisional")
    assert [(one.effect, one.is_settled) for one in findings] == [("gain", True), ("", False)]  # type: ignore[attr-defined]
    assert item("action", "A", cost="small").label("cost") == "Small: below £1 million"
    assert [one.id for one in register(gap, chain).gaps()] == ["G"]


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
    item("chain", "C1", edition="2020-03", explains="P2", tracks="P2"),
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
            for name in ("evidence", "datasets", "references", "actions", "measures", "chains", "responses", "earlier", "later")}
    assert thread.priority.id == "P2"
    assert held == {"evidence": ["E1", "E2"], "datasets": ["a", "b"], "references": ["r1", "r2"], "actions": ["A1"],
                    "measures": ["M1"], "chains": ["C1"], "responses": ["R1", "R2"], "earlier": ["P1"], "later": ["P3"]}
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
    ("aaab", ["aaad", "aaac"], " Did you mean 'aaad'?"), ("'ab'", ["ab"], " Did you mean 'ab'?"),
    ("a b c d", ["a-b-c-d"], " Did you mean 'a-b-c-d'?"), ("ab", ["ab"], " Did you mean 'ab'?"),
    ("\u201cAB\u201d", ["ab"], " Did you mean 'ab'?"), ("a_b", ["a\u2013b"], " Did you mean 'a\u2013b'?"),
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


def test_answers_are_due_twelve_weeks_after_the_close_or_when_the_book_says() -> None:
    asked = {"opened": "2019-09", "deadline": date(2019, 10, 18), "contact": "the team", "asked_for": "", "this_copy": "",
             "criteria": ()}
    assert Consultation(**asked).answer_due == date(2020, 1, 10)  # type: ignore[arg-type]
    assert Consultation(**asked, answer_by=date(2019, 11, 1)).answer_due == date(2019, 11, 1)  # type: ignore[arg-type]
    assert (Consultation(**asked).address, Consultation(**asked).answer_by) == ("", None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("word", "words"), [
    ("N", " Did you mean 'north'?"), (" south ", " Did you mean 'south'?"), ("NORTH", " Did you mean 'north'?"),
    ("e", " Did you mean 'east'?"), ("sout", " Did you mean 'south'?"), ("", ""), ("xyz", ""),
])
def test_an_area_is_meant_by_its_code_or_name_or_an_id_that_is_like_it(word: str, words: str) -> None:
    assert nearest_area(word, AREAS) == words


def test_an_area_is_meant_by_a_name_that_is_nothing_like_its_id() -> None:
    area = Area(id="d1", name="Upper Vale", code="E07000001", kind="district")
    assert [nearest_area(word, {"d1": area}) for word in ("upper VALE", "e07000001", "Lower Vale")] == [
        " Did you mean 'd1'?", " Did you mean 'd1'?", ""]


@pytest.mark.parametrize(("period", "status", "forecast"), [
    ("2019", (), False), ("2019-11", (), False), ("2019-12", (), True), ("2020", (), True), ("2019", ("forecast",), True),
    ("2019", ("provisional",), False), ("soon", (), False), ("soon", ("provisional", "forecast"), True),
])
def test_a_value_is_a_forecast_where_its_publisher_says_so_or_its_time_had_not_begun(
    period: str, status: tuple[str, ...], forecast: bool,
) -> None:
    assert dataset("a", "north 2018 1", released="2019-11").is_forecast(period, status) is forecast
    assert dataset("a", "north 2018 1", released="later").is_forecast("2030") is False


def test_what_a_response_brought_says_whose_it_is_and_whether_it_was_accepted() -> None:
    assert [one.in_words for one in (
        ResponseOrigin(by="RSP_A", owner="the Shore Trust", accepted="2020-02-03"), ResponseOrigin(by="RSP_A"))] == [
        "RSP_A, owned by the Shore Trust, accepted on 2020-02-03", "RSP_A, provisional until an editor accepts it"]


def test_a_table_has_a_page_of_its_publisher_and_else_nothing_that_its_card_does_not_say() -> None:
    one = dataset("a", "north 2018 1", url="https://example.org/a https://example.org/b https://example.org/c")
    assert (one.publisher_page, dataset("a", "north 2018 1", url="").publisher_page) == ("https://example.org/a", "")
    assert (one.made_from, one.copy, one.original, one.missing, one.interval, one.cited_only, one.brought, one.source_digest) == (
        (), None, None, {}, (), False, None, "")
    row = one.observations[0]
    assert (row.interval, row.status, row.cell, MissingValue("north", "2018", (), (), 3).cell) == (None, (), "", "")
    copy = DataCopy(holder="Nesta", url="https://example.org")
    assert (copy.version, copy.read, AREAS["north"].own, AREAS["north"].tile) == ("", "", False, None)


def test_the_printed_evidence_base_is_named_after_its_book() -> None:
    assert (BOOK.evidence_file, BOOK.licence, BOOK.contact, BOOK.formats) == ("land-evidence-base", None, "", "")


def test_the_passages_of_received_files_are_counted_by_what_became_of_them() -> None:
    def passage(outcome: str) -> ReceivedPassage:
        return ReceivedPassage(kind="paragraph", where=f"paragraph {outcome}", outcome=outcome, place=at())

    one, other = (ReceivedFile(file=name, sha256="", respondent="Board", received="2020-01-01", as_given_out=unchanged,
                               passages=tuple(map(passage, outcomes)), place=at()) for name, unchanged, outcomes in (
        ("a.docx", 5, ("taken in", "open", "taken in")), ("b.docx", 2, ("left out", "taken in"))))
    assert [found.where for found in one.with_outcome("open")] == ["paragraph open"]
    assert counts_of(iter([one, other])) == ReceiptCounts(files=2, passages=12, taken_in=3, left_out=1, open=1, as_given_out=7)
    bare = passage("open")
    assert (bare.words, bare.reason, bare.responses) == ("", "", ())
    assert PASSAGE_OUTCOMES == ("taken in", "left out", "open")


# the words for dimensions and tags


def test_the_tags_of_a_framework_are_told_in_words() -> None:
    goals, none = FRAMEWORK.dimensions, ()
    assert (one_of_each(goals), one_of_each(goals, "and"), one_of_each(none)) == (
        "foundation or challenge", "foundation and challenge", "tag")
    assert (one_of_each_in_full(goals), one_of_each_in_full(none)) == ("foundation or grand challenge", "tag")
    assert (all_in_words(goals), all_in_words(none)) == ("foundations and challenges", "tags")
    assert (all_in_full(goals), all_in_full(none)) == ("foundations and grand challenges", "tags")
    assert [names_in_words(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert [within_sentence(name) for name in ("Grand challenge", "SDG", "A Better town", "A", "")] == [
        "grand challenge", "SDG", "a Better town", "a", ""]
    assert [starting_sentence(words) for words in ("grand challenge", "")] == ["Grand challenge", ""]


@pytest.mark.parametrize(("article", "nouns"), [
    ("a", "foundation use user university unit unique union one-off once-over euro European utility usage UK US UN year house "
          "historic NATO STEM BREXIT BBC 100 110 118 1,100 7th U"),
    ("an", "objective Aim idea end umbrella uncle urban unintended unimportant unidentified hour heir honest SME MP NHS LEP "
           "HS2 LSOA MSOA R&D EU HMRC 8 8th 18th 11 11-year 80 800 18,000 11,500 onion only open upland “aim” S"),
])
def test_a_noun_has_the_article_with_which_it_is_spoken(article: str, nouns: str) -> None:
    assert [with_article(noun) for noun in nouns.split()] == [f"{article} {noun}" for noun in nouns.split()]
    assert with_article("") == "a "



def test_a_framework_knows_its_dimensions_and_whether_they_are_the_national_ones() -> None:
    first, second = FRAMEWORK.dimensions
    assert (FRAMEWORK.dimension_of(FRAMEWORK.tag("clean")), FRAMEWORK.dimension_of(FRAMEWORK.tag("people"))) == (second, first)
    assert [tag.id for tag in first.tags_of(["places", "clean", "people"])] == ["people", "places"]
    assert FRAMEWORK.is_national
    assert not replace(FRAMEWORK, dimensions=(first,)).is_national
    assert not replace(FRAMEWORK, dimensions=(replace(first, name="Goal"), second)).is_national
