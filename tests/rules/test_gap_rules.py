"""The rules on what a book says it does not have: which sentences are told of, where, and what lets one be."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.model import Item, Mention, Place
from tests.books.records import FIRST, SECOND, at, dataset, item
from tests.rules.rule_runs import problems_of

PAGE = "evidence/people.md"
ABSENCE = "No table shows it."


def told(root: Path, *items: Item, **pages: str | bytes) -> list[tuple[str, str, str]]:
    """The sentences of absence that are told of: place, item, and the words that say it. A `/` in a name is written `__`."""
    written = {f"{name.replace('__', '/')}.md": text for name, text in pages.items()}
    return [(str(problem.place), problem.about, problem.what.split("'")[1])
            for problem in problems_of("gap.sentence", *items, root=root, pages=written)]


@pytest.mark.parametrize(("text", "lines"), [
    (ABSENCE, [1]), (f"\n{ABSENCE}", [2]), (f"Words. {ABSENCE}\n\nWe did not\nfind it.", [1, 3]),
    # a sentence that names its gap is let be, and the next is looked at
    ("No table shows it ({need}`pay <GAP_PAY>`).", []), (f"No table shows it ({{need}}`GAP_PAY`). {ABSENCE}", [1]),
    ("No table shows it ([what we lack](gaps.md)). We did not find it ([all](../later/gone.md)).", []),
    ("No table shows it ([what we lack](other.md)).", [1]),
    # a heading says what follows; rows of a table are looked at one by one, also where they are set in
    (f"# {ABSENCE}\n\nWords.", []), (f"  # {ABSENCE}\n\nWords.", []), (f"Words of issue #\n\n{ABSENCE} #", [3]),
    ("| Pay | No table shows it |\n| Age | {need}`none <GAP_AGE>` |", [1]),
    ("  | Age | {need}`none <GAP_AGE>` |\n  | Pay | No table shows it |\n  | Sex | No table shows it ({need}`GAP_SEX`) |", [2]),
    ("  | Age | {need}`none <GAP_AGE>` |\n  | Pay | No table shows it. |", [2]),
    ("Words before it.\n\n  | Age | x |\n  | Sex | No table shows it ({need}`GAP_SEX`) |\n  | Pay | No table shows it |", [5]),
    ("Words | No table shows it\nfor us ({need}`GAP_PAY`)", []),
])
def test_a_sentence_of_absence_is_told_of_on_its_line(text: str, lines: list[int], tmp_path: Path) -> None:
    gaps = [item("gap", "GAP_PAY", place=at(file="evidence/lists/gaps.md")),
            item("gap", "GAP_AGE", place=at(file="later/gone.md"))]
    assert [place for place, *_ in told(tmp_path, *gaps, evidence__people=text)] == [f"{PAGE}:{line}" for line in lines]


def test_pages_of_evidence_and_strategy_are_looked_at_but_not_responses_and_lists_of_gaps(tmp_path: Path) -> None:
    gap = item("gap", "GAP_PAY", place=at(file="evidence/gaps.md"))
    pages = {"evidence/broken.md": b"\xff", "evidence/gaps.md": ABSENCE, "docs/evidence/a.md": ABSENCE, "evidence/a.txt": ABSENCE,
             "strategy/consultation/responses/a.md": ABSENCE,
             "strategy/consultation/a.md": ABSENCE, "strategy/2019-12/a.md": ABSENCE, "evidence/people.md": ABSENCE}
    found = problems_of("gap.sentence", gap, root=tmp_path, pages=pages)
    assert [(str(problem.place), problem.about) for problem in found] == [
        ("strategy/consultation/a.md:1", ""), ("strategy/2019-12/a.md:1", ""), ("evidence/people.md:1", "")]


@pytest.mark.parametrize(("kind", "fields", "is_told"), [
    ("priority", {}, True), ("priority", {"lacks": "EV_A GAP_PAY"}, False), ("action", {"asks": "GAP_PAY"}, False),
    ("action", {"works": "GAP_PAY"}, False), ("action", {"works": "EV_GAP_"}, True), ("evidence", {}, True),
    # what a study found or did not find is a finding
    ("evidence", {"effect": "gain"}, False), ("action", {"effect": "gain"}, True),
])
def test_an_item_names_by_its_links_the_gap_of_its_sentences(
    kind: str, fields: dict[str, str], is_told: bool, tmp_path: Path
) -> None:
    one = item(kind, "A", place=at(3), **fields)
    text = f"# Page\n\n:::{{{kind}}} Title\n:id: A\n\n{ABSENCE}\n:::\n"
    assert told(tmp_path, one, evidence__people=text) == ([(f"{PAGE}:6", "A", "No table")] if is_told else [])


@pytest.mark.parametrize(("before", "about"), [
    ("", "EV_A"), (":::\n", ""), (":::\n\nWords.\n\n", ""), ("::::\n", "EV_A"), (":::{note}\n\nWords.\n", "EV_A"),
])
def test_a_sentence_belongs_to_the_item_whose_fence_is_open(before: str, about: str, tmp_path: Path) -> None:
    text = f"\n:::{{evidence}} Title\n:id: EV_A\n{before}\n{ABSENCE}\n"
    assert [one for _, one, _ in told(tmp_path, item("evidence", "EV_A", place=at(2)), evidence__people=text)] == [about]


def test_an_item_without_a_line_of_its_own_ends_where_it_began(tmp_path: Path) -> None:
    text = f"{ABSENCE}\n\n```{{evidence}} Title\n```\n{ABSENCE}\n\n  :::{{evidence}} Title\n  :id: B\n\n  {ABSENCE}\n  :::\n"
    items = [item("evidence", "B", place=at(7)), item("evidence", "A", place=at(3)),
             item("evidence", "C", place=at(4, file="evidence/b.md"))]
    assert [(place, about) for place, about, _ in told(tmp_path, *items, evidence__people=text)] == [
        (f"{PAGE}:1", ""), (f"{PAGE}:5", ""), (f"{PAGE}:10", "B")]


def test_a_gap_names_tables_and_pages_that_are_there() -> None:
    lines = {"filled_by": 4, "not_filled_by": 5, "chapters": 6}
    gap = item("gap", "GAP_PAY", filled_by="pay, pray", not_filled_by="rents", chapters="people, peeple, places, index",
               place=at(2, file="evidence/by/gaps.md"), lines=lines)
    found = problems_of("gap.dataset", gap, tables=[dataset("pay", "north 2018 1")])
    assert [(problem.place.line, problem.dataset, problem.what) for problem in found] == [
        (4, "pray", "GAP_PAY names the dataset 'pray', which is not there."),
        (5, "rents", "GAP_PAY names the dataset 'rents', which is not there.")]
    titles = dict.fromkeys(("evidence/by/people", "evidence/places", "evidence/by/more/index", "by/people"), "Title")
    assert [(problem.place.line, problem.what, problem.fix) for problem in problems_of("gap.chapter", gap, titles=titles)] == [
        (6, f"GAP_PAY names the page '{name}', which is not in evidence/by/.", f"Name a page of that folder.{near}")
        for name, near in (("peeple", " Did you mean 'people'?"), ("places", ""), ("index", ""))]


def mention(kind: str, text: str, line: int, within: str = "", file: str = "strategy/2020-03/a.md") -> Mention:
    return Mention(kind=kind, text=text, place=at(line, file), item=within)


def test_an_edition_does_not_speak_of_a_gap_that_a_table_has_filled() -> None:
    tables = [dataset("pay", "north 2018 1", since="2020-03"), dataset("tax", "north 2018 1", since="2020-03")]
    gaps = [item("gap", "GAP_TAX", filled_by="tax", since="2019-12"), item("gap", "GAP_OPEN", since="2019-12"),
            item("gap", "EV_GAP", filled_by="tax", since="2019-12")]
    mentions = (mention("need", "no <table> <GAP_TAX>", 1), mention("need", "GAP_TAX", 2, "P"), mention("need", "GAP_OPEN", 3),
                mention("need", "GAP_TAX", 4, file="strategy/2019-12/a.md"), mention("cite", "GAP_TAX", 5),
                mention("need", "GAP_TAX", 6, file="evidence/a.md"), mention("need", "it <EV_GAP >", 7))
    lines = {"lacks": 11, "asks": 12, "works": 13}
    items = [item("priority", "OLD", edition="2019-12", lacks="GAP_TAX"),
             item("priority", "NEW", edition="2020-03", lacks="EV_GAP GAP_TAX GAP_OPEN", lines=lines),
             item("action", "ACT", edition="2020-03", asks="GAP_TAX", works="GAP_TAX", lines=lines)]
    found = problems_of("gap.closed", *gaps, *items, tables=tables, mentions=mentions, editions=(FIRST, SECOND))
    page = "strategy/2020-03/a"
    assert [(problem.place, problem.about, problem.what) for problem in found] == [
        (Place(file=f"{page}.md", line=1), "GAP_TAX", f"{page} speaks of GAP_TAX as a gap, but 'tax' fills it."),
        (Place(file=f"{page}.md", line=2), "P", "P speaks of GAP_TAX as a gap, but 'tax' fills it."),
        (at(11), "NEW", "NEW speaks of GAP_TAX as a gap, but 'tax' fills it."),
        (at(12), "ACT", "ACT speaks of GAP_TAX as a gap, but 'tax' fills it."),
        (at(13), "ACT", "ACT speaks of GAP_TAX as a gap, but 'tax' fills it.")]
