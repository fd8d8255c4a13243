"""Texts as plain words, what differs between two of them, and where an item stands, from records alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.analysis.plain_text import in_plain_words
from goldenthread.analysis.summaries import (
    PlainTexts,
    confidence_or_status,
    copy_in_words,
    datasets_behind,
    editions_in_words,
    editions_of,
    field_of_state,
    link_count,
    plain_text_of,
    publishers_of,
    strength_flag_names,
    strength_flags,
    strength_in_words,
    without_commits,
)
from goldenthread.analysis.word_diff import marked_text, words_changed
from goldenthread.model import DataCopy, KindWords, Words, class_of_kind
from tests.books.records import FIRST, SECOND, at, dataset, edition, item, reference, register

BOOK = register(
    item("evidence", "EV_A", "Finding A"), item("evidence", "EV_BOX", "Finding B"), tables=[dataset("share",
    "north 2018 33.0, south 2018 40.0")],
    references=[reference("one"), reference("two", "Press", ""), reference("three", "", "2019")])


@pytest.mark.parametrize(("text", "words"), [
    ("At {value}`share:north:2018`.", "At 33.0%."),
    ("At {value}`share:south:2018\n  less share:north:2018`.", "At 7.0 percentage points."),
    ("At {value}`share:none:2018`.", "At share:none:2018."), ("At {value}``share:north:2018``.", "At 33.0%."),
    ("See {need}`EV_A`, {need}`it <EV_A>` and {need}`EV_B`.", "See Finding A, it and EV_B."),
    ("See {need}` <EV_A>` and {need}`EV_BOX`.", "See Finding A and Finding B."), ("See {need}`that <EV_B>`.", "See that."),
    ("Said {cite}`one`.", "Said (Bureau, 2018)."), ("Said {cite:t}`one, two`.", "Said (Bureau, 2018; Press)."),
    ("Said {cite:p}`gone,three`.", "Said (2019)."), ("Said {cite}`gone`.", "Said gone."),
    ("See {doc}`the page <people>` and {doc}`people`.", "See the page and people."),
    ("**Bold**, *thin*, __bold__ and _thin_.", "Bold, thin, bold and thin."),
    ("2 * 3 * 4, a_b_c, _ x _", "2 * 3 * 4, a_b_c, _ x _"),
    # a sign behind a backslash stands for itself, as in whatever a respondent wrote
    ("\\*Not\\* \\[so\\](x), \\{value}\\`y\\`, \\\\ \\_z\\_ \\a", "*Not* [so](x), {value}`y`, \\ _z_ \\a"),
    ("Stop\\! \\~a\\~", "Stop! ~a~"),
    ("[Words](x.md) and ![a picture](y.png).", "Words and a picture."),
    ("One\ntwo.\n\n\n  \nThree.\n", "One two.\n\nThree."), ("One.\n \t\nTwo.", "One.\n\nTwo."), ("", ""),
    ("Before.\n\n:::{chart} share\n:alt: x\n:::\n\nAfter.", "Before.\n\nAfter."),
    ("Before.\n\n```\ncode\n```\nAfter.", "Before.\n\nAfter."), ("   ~~~~ x\ncode\n~~~\n   ~~~~\nAfter.", "After."),
    # a block parts paragraphs and ends at the end of a text; what is no fence, or is never closed, stays
    ("Before.\n```\ncode\n```\nAfter.", "Before.\n\nAfter."), ("Before.\n\n```\ncode\n```", "Before."),
    ("```\n```\nAfter.", "After."), ("```\ncode ```\nAfter.", "``` code ``` After."),
    ("It is ```\ncode\n```\nAfter.", "It is ``` code ``` After."),
    ("```\ncode\n```X\nAfter.", "``` code ```X After."),
])
def test_markdown_reads_as_plain_words(text: str, words: str) -> None:
    assert in_plain_words(BOOK, text) == words


def test_the_text_of_an_item_is_one_line_and_of_its_own_register() -> None:
    one = item("evidence", "EV_A", body="At {value}`share:north:2018`,\n\nor *more*.")
    book = register(one, tables=list(BOOK.datasets.values()))
    other = register(one, tables=[dataset("share", "north 2018 34.0")])
    assert (plain_text_of(book, one), plain_text_of(other, one)) == ("At 33.0%, or more.", "At 34.0%, or more.")


def test_each_text_is_worked_out_once_for_a_register() -> None:
    one, two = item("evidence", "EV_A", body="One."), item("evidence", "EV_B", body="Two.")
    texts = PlainTexts(register(one, two))
    assert [texts.of(each) for each in (one, two, one)] == ["One.", "Two.", "One."]
    assert texts.of(one) is texts.of(one)


@pytest.mark.parametrize(("before", "after", "text"), [
    ("a b c", "a b c", "a b c"), ("a", "", "[\N{MINUS SIGN}a\N{MINUS SIGN}]"), ("", "a", "[+a+]"), ("", "", ""),
    ("a b c d", "a x c y", "a [\N{MINUS SIGN}b c d\N{MINUS SIGN}] [+x c y+]"),
    ("b c d", "x c y", "[\N{MINUS SIGN}b c d\N{MINUS SIGN}] [+x c y+]"),
    ("a b c d e f", "a c d e f", "a [\N{MINUS SIGN}b\N{MINUS SIGN}] c d e f"),
    ("a c d e f", "a b c d e f", "a [+b+] c d e f"),
    ("x " + "the " * 250 + "y", "the " * 250 + "y z", "[\N{MINUS SIGN}x\N{MINUS SIGN}] " + "the " * 250 + "y [+z+]"),
    ("a b c d e", "a x c y e", "a [\N{MINUS SIGN}b c d\N{MINUS SIGN}] [+x c y+] e"),
    ("a b c d e f", "a x c d y f", "a [\N{MINUS SIGN}b c d e\N{MINUS SIGN}] [+x c d y+] f"),
    ("a b c d e f g", "a x c d e y g", "a [\N{MINUS SIGN}b\N{MINUS SIGN}] [+x+] c d e [\N{MINUS SIGN}f\N{MINUS SIGN}] [+y+] g"),
    ("b c", "x c", "[\N{MINUS SIGN}b\N{MINUS SIGN}] [+x+] c"), ("b c", "b x", "b [\N{MINUS SIGN}c\N{MINUS SIGN}] [+x+]"),
    ("At {value}`a:b:1 less c:d:2`.", "At {value}`a:b:1 less c:d:3`.",
     "At [\N{MINUS SIGN}{value}`a:b:1 less c:d:2`.\N{MINUS SIGN}] [+{value}`a:b:1 less c:d:3`.+]"),
])
def test_what_differs_is_marked_word_by_word(before: str, after: str, text: str) -> None:
    assert marked_text(before, after) == text


def test_a_change_of_words_is_told_in_pairs() -> None:
    assert list(words_changed("a b", "a c d")) == [("same", "a"), ("deleted", "b"), ("inserted", "c d")]


# where an item stands


THIRD = edition("2021-01", "2020-03")
WHOLE = register(
    item("evidence", "EV_A", since="2020-03", datasets="a, gone, b", references="one, gone", standing="provisional"),
    item("evidence", "EV_B", since="", datasets="a", caution="Small."),
    item("evidence", "EV_C", since="2019-12", confidence="high"),
    item("priority", "PRI_A", edition="2020-03", rests_on="EV_A EV_C GONE", status="draft", delivers="x"),
    item("priority", "PRI_B", edition="2019-12", rests_on="EV_A EV_C", revises="x"),
    item("action", "ACT_A", edition="2020-03", delivers="PRI_A PRI_B", status="x"),
    item("measure", "MEA_A", edition="2020-03", tracks="PRI_A", baseline="a:north:2018", target_source="two", direction="rise",
         datasets="b", status="x"),
    item("response", "RSP_A", about="PRI_B GONE", changed="PRI_A ACT_A", disposition="accepted", status="x"),
    item("response", "RSP_B", about="EV_A"),
    tables=[dataset("a", "north 2018 1"), dataset("b", "north 2018 1", publisher="Institute"), dataset("c", "north 2018 1")],
    references=[reference("one"), reference("two", "Press")], editions=(FIRST, SECOND, THIRD))


@pytest.mark.parametrize(("name", "editions", "words"), [
    ("EV_A", ("2020-03", "2021-01"), "2020-03 edition onwards"), ("EV_B", (), ""),
    ("EV_C", ("2019-12", "2020-03", "2021-01"), "2019-12 edition onwards"), ("PRI_A", ("2020-03",), "2020-03 edition"),
    ("RSP_A", ("2019-12", "2020-03"), "2019-12 edition, 2020-03 edition"), ("RSP_B", (), ""),
])
def test_an_item_belongs_to_editions(name: str, editions: tuple[str, ...], words: str) -> None:
    one = WHOLE.items[name]
    assert (editions_of(WHOLE, one), editions_in_words(WHOLE, one)) == (editions, words)


@pytest.mark.parametrize(("name", "publishers"), [
    ("EV_A", ("Office", "Institute", "Bureau")), ("EV_B", ("Office",)), ("EV_C", ()),
    ("PRI_A", ("Office", "Institute", "Bureau")),
    ("MEA_A", ("Office", "Press")), ("ACT_A", ()),
])
def test_an_item_rests_on_publishers_each_once(name: str, publishers: tuple[str, ...]) -> None:
    assert publishers_of(WHOLE, WHOLE.items[name]) == publishers


@pytest.mark.parametrize(("baseline", "datasets", "publishers"), [
    ("a:north:2018", ("a",), ("Office",)),
    ("rise from a:north:2018 to b:north:2018, 1 decimal", ("a", "b"), ("Office", "Institute")),
    ("b:north:2018 as % of b:north:2018", ("b",), ("Institute",)), ("gone:north:2018", (), ()), ("a:", (), ()), ("", (), ()),
])
def test_a_measure_rests_on_every_dataset_of_its_baseline(
    baseline: str, datasets: tuple[str, ...], publishers: tuple[str, ...],
) -> None:
    tables = [dataset("a", "north 2018 1"), dataset("b", "north 2018 2", publisher="Institute")]
    one = item("measure", "MEA_A", baseline=baseline)
    book = register(one, tables=tables)
    assert (datasets_behind(book, one), publishers_of(book, one)) == (datasets, publishers)


@pytest.mark.parametrize(("name", "sure", "weight", "words"), [
    ("EV_A", "", 2, "Provisional; supports two priorities"), ("EV_B", "", 0, "Published; supports no priorities"),
    ("EV_C", "high", 2, "Published; supports two priorities"),
    ("PRI_A", "draft", 3, "Rests on two findings, one of high confidence, from three publishers"),
    ("ACT_A", "x", 2, "Delivers two priorities"), ("MEA_A", "rise", 1, "Tracks one priority"),
    ("RSP_A", "accepted", 2, "Changed two items"), ("RSP_B", "", 0, "Changed no items"),
])
def test_an_item_says_how_sure_it_is_and_what_hangs_on_it(name: str, sure: str, weight: int, words: str) -> None:
    one = WHOLE.items[name]
    assert (confidence_or_status(one), link_count(WHOLE, one), strength_in_words(WHOLE, one)) == (sure, weight, words)


def test_findings_and_priorities_stand_as_they_are_sorted_by() -> None:
    book = register(
        *WHOLE.items.values(), item("priority", "PRI_C", edition="2021-01", rests_on="EV_A"),
        item("evidence", "EV_D", caution="x"), item("priority", "PRI_D", edition="2021-01"), editions=(FIRST, SECOND, THIRD))
    assert strength_flags(book) == {
        "PRI_C": ("thin",), "PRI_D": ("thin",), "EV_A": ("provisional",), "EV_B": ("published", "cautioned", "unused"),
        "EV_C": ("published",), "EV_D": ("published", "cautioned", "unused")}
    assert strength_flag_names(Words(choices={"standing": ("published", "provisional")})) == {
        "published": "Published finding", "provisional": "Provisional finding", "cautioned": "Finding with a caution of its own",
        "unused": "Finding that supports no priority", "thin": "Priority that rests on little"}
    own = Words(choices={"standing": ("published",)}, labels={"standing": {"published": "Settled"}})
    assert strength_flag_names(own)["published"] == "Settled finding"
    assert strength_in_words(book, replace(WHOLE.items["EV_B"], words=own)) == "Settled; supports no priorities"


def test_texts_that_are_given_several_times_are_worked_out_once() -> None:
    texts = PlainTexts(BOOK)
    assert texts.of(item("evidence", "A", body="At {value}`share:north:2018`.")) == "At 33.0%."
    assert texts.of(item("evidence", "A", body="Other.")) == "At 33.0%."


def test_a_gap_a_chain_and_a_book_s_own_kind_of_item_say_what_hangs_on_them() -> None:
    words = Words(kinds={"risk": KindWords(name="risk", label="Risk", is_own=True, fields={"odds": "Odds", "size": "Size"},
                                           links={"threatens": "Threatens"})},
                  choices={"size": ("small", "large"), "odds": ("even", "long")})
    risk, bare = (class_of_kind("risk")(id=name, title=name, place=at(), tags=(), links={"threatens": keys}, fields=fields,
                                        words=words)
                  for name, keys, fields in (("RSK_A", ("PRI_A", "GONE", "PRI_A"), {"size": "large"}), ("RSK_B", (), {})))
    stated = replace(risk, fields={"size": "large", "status": "draft"})
    gap = item("gap", "GAP_A", availability="confidential", since="2019-12")
    chain = item("chain", "CHN_A", explains="PRI_A", status="draft", edition="2020-03")
    book = register(gap, chain, risk, bare, item("priority", "PRI_A"), item("action", "ACT_A", asks="GAP_A"),
                    item("action", "ACT_B", asks="GAP_A"), item("measure", "MEA_A", asks="GAP_A"),
                    item("evidence", "EV_A", works="RSK_A"))
    assert [(field_of_state(one), confidence_or_status(one), link_count(book, one), strength_in_words(book, one))
            for one in (gap, chain, risk, bare)] == [
        ("availability", "confidential", 2, "Confidential; asked for by two actions"),
        ("status", "draft", 1, "Explains one priority"), ("size", "large", 2, "Linked with two items"),
        ("status", "", 0, "Linked with no items")]
    assert (field_of_state(stated), confidence_or_status(stated)) == ("status", "draft")
    assert editions_in_words(book, gap) == "2019-12 edition onwards"
    assert [publishers_of(book, one) for one in (gap, chain, risk)] == [(), (), ()]


@pytest.mark.parametrize(("version", "read", "words"), [
    ("commit f157936", "2026-11", "Nesta, commit f157936, read in November 2026"),
    ("", "2026-11-03", "Nesta, read on 3 November 2026"), ("2.1", "", "Nesta, 2.1"), ("", "2026", "Nesta, read in 2026"),
])
def test_a_copy_of_a_table_says_whose_it_is_and_when_it_was_read(version: str, read: str, words: str) -> None:
    assert copy_in_words(DataCopy(holder="Nesta", url="https://example.org", version=version, read=read)) == words


def test_readers_are_told_of_versions_and_not_of_commits() -> None:
    assert without_commits("at commit f157936, commits 0123abc and 1234567; we commit f15793") == (
        "at version f157936, versions 0123abc and 1234567; we commit f15793")
