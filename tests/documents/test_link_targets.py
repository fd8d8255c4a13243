"""Where a link leads: inside its own volume, to another one, to the site, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from goldenthread.documents.nodes import banner, chart
from goldenthread.documents.paper import LinkTargets, Volume, link_targets_from_volumes
from goldenthread.documents.paper.cross_references import Label, is_skipped, labels_of
from tests.documents.node_pieces import chapter, item_node, table_node, volume


def section(ident: str, *blocks: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", ident), *blocks, ids=[ident])


def made(site: str = "") -> LinkTargets:
    strategy = volume([chapter(section("gap"), docname="people")], Path("."), file="strategy.pdf")
    wages = section("wages", nodes.paragraph("", "x", ids=["deep"]))
    evidence = volume([chapter(wages, item_node("EV_PAY"), docname="evidence/pay")], Path("."), file="evidence.pdf")
    return link_targets_from_volumes([strategy, evidence], site)


def beside(file: str, *others: str) -> Volume:
    return volume([], Path("."), file=file, beside=others)


def test_what_stands_in_several_files_is_linked_to_in_the_one_beside() -> None:
    files = [volume([chapter(item_node("EV_PAY"), docname=f"{name}/data")], Path("."), file=f"{name}.pdf")
             for name in ("december", "march", "evidence")]
    targets = link_targets_from_volumes(files)
    for others, due in (((), "december"), (("march.pdf", "evidence.pdf"), "march"), (("none.pdf", "evidence.pdf"), "evidence")):
        assert targets.outside(beside("pack.pdf", *others), "elsewhere", "EV_PAY") == f"{due}.pdf#EV_PAY"
    assert targets.outside(beside("march.pdf", "march.pdf", "evidence.pdf"), "x", "EV_PAY") == "evidence.pdf#EV_PAY"


def test_every_id_has_a_label_and_knows_the_heading_above_it() -> None:
    page = chapter(section("wages", nodes.paragraph("", "x", ids=["deep"])), item_node("EV_PAY"), docname="evidence/pay")
    assert labels_of(page) == {
        ("evidence/pay", ""): Label(name="evidence-pay", heading="evidence-pay"),
        ("evidence/pay", "people"): Label(name="evidence-pay", heading="evidence-pay"),
        ("evidence/pay", "wages"): Label(name="evidence-pay--wages", heading="evidence-pay--wages"),
        ("evidence/pay", "deep"): Label(name="evidence-pay--deep", heading="evidence-pay--wages"),
        ("evidence/pay", "EV_PAY"): Label(name="EV_PAY", heading="EV_PAY")}


@pytest.mark.parametrize(("docname", "ident", "address"), [
    ("evidence/pay", "EV_PAY", "evidence.pdf#EV_PAY"),
    ("elsewhere", "EV_PAY", "evidence.pdf#EV_PAY"),
    ("evidence/pay", "deep", "evidence.pdf#evidence-pay--wages"),
    ("evidence/pay", "", "evidence.pdf#evidence-pay"),
    ("elsewhere", "deep", "https://example.org/elsewhere.html#deep"),
    ("elsewhere", "", "https://example.org/elsewhere.html"),
])
def test_a_link_out_of_a_volume_leads_to_the_heading_there_or_to_the_site(docname: str, ident: str, address: str) -> None:
    assert made("https://example.org/").outside(beside("strategy.pdf"), docname, ident) == address


def test_a_link_to_no_paper_leads_nowhere_without_a_site() -> None:
    assert made().outside(beside("strategy.pdf"), "elsewhere", "deep") == ""


def test_a_volume_is_not_outside_itself() -> None:
    assert made("https://example.org").outside(beside("evidence.pdf"), "evidence/pay", "EV_PAY") == (
        "https://example.org/evidence/pay.html#EV_PAY")


def test_a_volume_can_be_added() -> None:
    pack = volume([chapter(docname="pack/one")], Path("."), file="pack.pdf")
    targets = made("https://example.org").with_volumes([pack])
    assert targets.of_file("pack.pdf").pages == {"pack/one"}
    assert targets.of_file("evidence.pdf").pages == {"evidence/pay"}
    assert targets.site == "https://example.org"
    assert made().of_file("pack.pdf").pages == set()


def test_what_carries_no_words_of_the_author_is_left_out() -> None:
    drawing = chart("", table_node([["a"], ["1"]]))
    assert is_skipped(drawing.children[0])
    assert not is_skipped(table_node([["a"], ["1"]]))
    assert is_skipped(banner())
    assert is_skipped(nodes.topic("", classes=["contents"])) and not is_skipped(nodes.topic(""))
    assert is_skipped(nodes.transition("", classes=["footnotes"])) and not is_skipped(nodes.transition(""))
    assert is_skipped(nodes.compound("", classes=["toctree-wrapper"])) and not is_skipped(nodes.Text("words"))


def test_a_dataset_s_entry_is_known_by_its_id_however_long_it_is() -> None:
    anchor = "DATA_UNIVERSITY_EXCHANGE_INCOME_TREND_2017_18"
    evidence = volume([chapter(section(anchor), docname="evidence/sources")], Path("."), file="evidence.pdf")
    strategy = volume([chapter(section("gap"), docname="people")], Path("."), file="strategy.pdf")
    targets = link_targets_from_volumes([strategy, evidence], "https://example.org/")
    assert targets.outside(beside("strategy.pdf"), "evidence/data/university", anchor) == f"evidence.pdf#{anchor}"
