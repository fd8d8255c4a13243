"""What a dataset's own page lists, from records made in memory."""

from __future__ import annotations

from typing import Any, cast

import pytest
from docutils import nodes

from goldenthread.book import Vocabulary
from goldenthread.model import DataCopy, Mention
from goldenthread.site.dataset_pages import uses_of_datasets
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import data_sources
from tests.books.records import at, dataset, item, register
from tests.site.test_node_builders import FakeBuilder

TABLES = [dataset(name, f"north 2018 {value}") for value, name in enumerate("abc", start=1)]


def test_a_dataset_lists_the_findings_that_name_it_and_the_measures_whose_baseline_does() -> None:
    book = register(
        item("measure", "MEA_A", baseline="rise from a:north:2018 to b:north:2018, 1 decimal"),
        item("measure", "MEA_B", baseline="b:north:2018 as % of b:north:2018"),
        item("measure", "MEA_C", baseline="gone:north:2018"),
        item("evidence", "EV_A", datasets="a, gone"), tables=TABLES)
    uses = uses_of_datasets(book)
    assert {name: used.items for name, used in uses.items()} == {"a": ["EV_A", "MEA_A"], "b": ["MEA_A", "MEA_B"], "c": []}
    assert {name: list(used.numbers) for name, used in uses.items()} == {
        "a": ["rise from a:north:2018 to b:north:2018, 1 decimal"],
        "b": ["rise from a:north:2018 to b:north:2018, 1 decimal", "b:north:2018 as % of b:north:2018"], "c": []}


def test_a_dataset_lists_its_charts_by_the_place_of_each_and_leaves_out_what_is_no_number() -> None:
    mentions = [Mention(kind=kind, text=text, place=at(file=file)) for kind, text, file in (
        ("chart", "a", "evidence/x.md"), ("chart", "b", "evidence/x.md"), ("chart", "a", "evidence/x.md"),
        ("chart", "a", "evidence/y.md"), ("value", "no number", "evidence/y.md"), ("cite", "a", "evidence/y.md"))]
    uses = uses_of_datasets(register(tables=TABLES, mentions=mentions))
    assert uses["a"].charts == [("evidence/x", "chart-a"), ("evidence/x", "chart-a-2"), ("evidence/y", "chart-a")]
    assert uses["b"].charts == [("evidence/x", "chart-b")]
    assert [used.numbers for used in uses.values()] == [{}, {}, {}]


COPY = DataCopy(holder="A library", url="https://example.com/copy", version="commit f157936", read="2019-11")


@pytest.mark.parametrize("form", ["html", "paper"])
@pytest.mark.parametrize(("url", "copy", "links", "said"), [
    ("https://example.org/own", None, ["https://example.org/own"], []),
    ("https://example.org/own", COPY, ["https://example.org/own", COPY.url], []),
    ("", COPY, [COPY.url], ["The publisher's own page is not known to us."]),
    ("", None, [], ["The publisher's own page is not known to us."]),
])
def test_pages_and_paper_name_the_publishers_page_and_the_copy_that_was_read(
    form: str, url: str, copy: DataCopy | None, links: list[str], said: list[str]
) -> None:
    book = register(tables=[dataset("pay", "north 2018 1", url=url, copy=copy)])
    page = PageContext(register=book, vocabulary=Vocabulary(), builder=cast(Any, FakeBuilder(form)), docname="evidence/sources")
    (entry,) = data_sources(page, "")
    facts = {fact[0].astext(): fact[1] for fact in entry.findall(nodes.definition_list_item)}
    assert facts["Publisher"].astext() == "Office"
    outside = [link["refuri"] for name in ("Publication", "Copy that was read") if name in facts
               for link in facts[name].findall(nodes.reference)]
    assert outside == links
    assert [words for words in ["The publisher's own page is not known to us."] if words in facts["Publication"].astext()] == said
    if copy:
        assert facts["Copy that was read"].astext() == "A library, version f157936, read in November 2019"
