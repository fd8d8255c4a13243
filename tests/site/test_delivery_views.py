"""What is not known, in an edition and on a page of the evidence base, and what an action costs, without a build."""

from __future__ import annotations

from typing import Any, cast

from docutils import nodes

from goldenthread.book import Vocabulary
from goldenthread.model import Action, Item, Register
from goldenthread.site.page_context import PageContext
from goldenthread.site.views import delivery_views
from tests.books.records import at, item, register
from tests.site.test_node_builders import FakeBuilder


def gap(name: str, **fields: str) -> Item:
    where = {"where": "pages by meaning", "searched": "2019-11", **fields}
    return item("gap", name, name.title(), since="2019-12", publisher="The office", place=at(file="evidence/gaps.md"), **where)


def page_of(held: Register, docname: str) -> PageContext:
    return PageContext(register=held, vocabulary=Vocabulary(), builder=cast(Any, FakeBuilder("latex")), docname=docname)


def parts_of(held: Register, docname: str = "strategy/2020-03/plan") -> dict[str, str]:
    """What stands in each part of an edition's list, by the part's title; what stands above them by no title."""
    written = delivery_views.gaps_open(page_of(held, docname), "")
    sections = [node for node in written if isinstance(node, nodes.section)]
    return {"": " ".join(node.astext() for node in written if node not in sections),
            **{node[0].astext(): " ".join(text.astext() for text in node[1:]) for node in sections}}


def test_an_edition_lists_each_gap_once_by_its_first_tag_and_tells_each_search_once() -> None:
    held = register(gap("GAP_PAY", tags="people clean", availability="published-elsewhere"),
                    gap("GAP_AGE", tags="people", availability="not-found", where="files"),
                    gap("GAP_BARE", availability="not-found"),
                    item("action", "E20_ACT_ASK", "Ask for pay", edition="2020-03", asks="GAP_PAY"),
                    item("action", "E19_ACT_ASK", "Ask", edition="2019-12", asks="GAP_PAY"))
    parts = parts_of(held)
    assert list(parts) == ["", "People", "Other", "Where it was looked for"]
    assert "Gap_Pay. The office (search 1). Asked for by Ask for pay." in parts["People"]
    assert "Gap_Age. The office (search 2)." in parts["People"]
    assert "Gap_Bare. The office (search 1)." in parts["Other"]
    assert parts["Where it was looked for"].split("\n\n") == [
        "Search 1: pages by meaning, November 2019.", "Search 2: files, November 2019."]
    assert parts[""].count(": 1.") == 1 and parts[""].count(": 2.") == 1


def test_one_search_has_no_number() -> None:
    parts = parts_of(register(gap("GAP_PAY", tags="people", availability="not-found")))
    assert "Gap_Pay. The office." in parts["People"]
    assert parts["Where it was looked for"] == "Pages by meaning, November 2019."


def test_a_page_of_the_evidence_base_lists_its_own_gaps_in_whole() -> None:
    held = register(gap("GAP_PAY", chapters="people", availability="not-found"), gap("GAP_AGE", chapters="places"))
    [written] = delivery_views.gaps_open(page_of(held, "evidence/people"), "")
    assert isinstance(written, nodes.bullet_list)
    assert "The office. Looked for in pages by meaning, November 2019." in written.astext()
    assert "Gap_Age" not in written.astext()


def test_an_action_costs_what_it_says_itself_and_else_what_its_chain_says() -> None:
    held = register(item("priority", "E20_PRI_A", edition="2020-03"),
                    item("chain", "E20_CHN_A", edition="2020-03", explains="E20_PRI_A", cost="large"),
                    *(item("action", f"E20_ACT_{name}", edition="2020-03", delivers="E20_PRI_A", by="2021-03", **cost)
                      for name, cost in (("ASK", {"cost": "staff-time"}), ("BUILD", {}))))
    assert all(isinstance(held.items[name], Action) for name in ("E20_ACT_ASK", "E20_ACT_BUILD"))
    [table] = delivery_views.delivery_plan(page_of(held, "strategy/2020-03/plan"), "")
    costs = [row[4].astext() for row in table.findall(nodes.row)]
    assert costs == ["Cost class", "Staff time only", "Large: above £10 million"]
