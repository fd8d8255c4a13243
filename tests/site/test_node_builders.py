"""docutils nodes from plain values, and the links of a page, without a build."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from docutils import nodes

from goldenthread.book import Vocabulary, read_book
from goldenthread.model import Place, Reference, Register
from goldenthread.site.node_builders import bullet_list, fact_list, inline_nodes, paragraph, section, table
from goldenthread.site.number_links import breaking_in_unit
from goldenthread.site.page_addresses import dataset_page, dataset_uri, item_uri
from goldenthread.site.page_context import PageContext, publication
from tests.books.small_book import write_book


class FakeBuilder:
    """What a link asks of a builder: pages are linked to by their names."""

    def __init__(self, form: str = "html") -> None:
        self.format = form

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return f"{from_}->{to}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return read_book(write_book(tmp_path_factory.mktemp("pieces") / "book")).register


def page_of(register: Register, docname: str, form: str = "html") -> PageContext:
    return PageContext(register=register, vocabulary=Vocabulary(), builder=cast(Any, FakeBuilder(form)), docname=docname)


def test_a_line_is_a_text_a_node_or_several() -> None:
    strong = nodes.strong("", "b")
    assert [node.astext() for node in inline_nodes("a")] == ["a"]
    assert inline_nodes(strong) == [strong]
    assert [type(node) for node in inline_nodes(["a", strong])] == [nodes.Text, nodes.strong]


def test_a_paragraph_has_its_classes() -> None:
    node = paragraph(["a ", nodes.strong("", "b")], "kicker")
    assert (node.astext(), node["classes"]) == ("a b", ["kicker"])


def test_facts_without_an_entry_are_left_out_and_several_entries_are_a_list() -> None:
    node = fact_list([("Empty", []), ("One", ["a"]), ("Two words", ["a", "b"])])
    assert [row["classes"] for row in node.children] == [["fact-one"], ["fact-two-words"]]
    assert [len(list(row.findall(nodes.list_item))) for row in node.children] == [0, 2]
    assert node["classes"] == ["facts"]
    assert fact_list([("Empty", [])]).children == []


def test_a_list_has_one_paragraph_an_entry() -> None:
    entries = bullet_list(["a", ["b", "c"]]).children
    assert [[type(child) for child in entry.children] for entry in entries] == [[nodes.paragraph]] * 2


def test_a_section_has_one_id_and_its_title() -> None:
    node = section("the-id", "Title", paragraph("a"))
    assert (node["ids"], node.next_node(nodes.title).astext(), len(node)) == (["the-id"], "Title", 2)


def test_a_table_has_headers_above_and_at_the_left() -> None:
    node = table("Rooms and beds", ["Room", "Beds"], [["One", "2"], ["Two", "3"]], numbers=True, classes=["wide"])
    assert node["ids"] == ["table-rooms-and-beds"]
    assert node["classes"] == ["numbers", "wide"]
    assert [spec["stub"] for spec in node.findall(nodes.colspec)] == [1, 0]
    assert [cell.astext() for row in node.findall(nodes.row) for cell in row.children] == ["Room", "Beds", "One", "2", "Two", "3"]
    assert node.children[0].astext() == "Rooms and beds"


def test_a_table_without_a_caption_has_an_id_all_the_same() -> None:
    node = table("", ["Room"], [])
    assert node["ids"] == ["table-room"]
    assert node.next_node(nodes.title) is None
    assert table("Rooms", ["Room"], [], ids="own")["ids"] == ["own"]


@pytest.mark.parametrize(("year", "url", "note", "words"), [
    ("2018", "https://example.org", "", "Office (2018). Title."),
    ("", "", "Second edition.", "Office (undated). Title. Second edition."),
], ids=["year and address", "undated, with a note"])
def test_a_publication_in_words(year: str, url: str, note: str, words: str) -> None:
    place = Place(file="evidence/references.bib", line=1)
    written = publication(Reference(key="a", title="Title", publisher="Office", year=year, url=url, note=note, place=place))
    assert "".join(node.astext() for node in written) == words
    links = [node for node in written if isinstance(node, nodes.reference)]
    assert [link["refuri"] for link in links] == ([url] if url else [])


def test_addresses_on_the_web_and_on_paper(register: Register) -> None:
    item = register.items["EV_SKILLS"]
    web, paper = cast(Any, FakeBuilder()), cast(Any, FakeBuilder("paper"))
    assert dataset_page("skills-2018") == "evidence/data/skills-2018"
    assert dataset_uri(web, "index", "skills-2018") == "index->evidence/data/skills-2018#DATA_SKILLS_2018"
    assert item_uri(web, "evidence/people", item) == "#EV_SKILLS"
    assert item_uri(web, "index", item) == "index->evidence/people#EV_SKILLS"
    assert item_uri(paper, "evidence/people", item) == "evidence/people->evidence/people#EV_SKILLS"


def test_links_to_what_is_not_there_are_its_name(register: Register) -> None:
    page = page_of(register, "index")
    assert (type(page.link("EV_NONE")), page.link("EV_NONE").astext()) == (nodes.literal, "EV_NONE")
    assert (type(page.dataset_link("none")), page.dataset_link("none").astext()) == (nodes.literal, "none")


def test_links_have_the_title_or_other_words(register: Register) -> None:
    page = page_of(register, "index")
    item = register.items["EV_SKILLS"]
    assert page.link(item.id).astext() == item.title
    assert page.link(item.id, "this").astext() == "this"
    assert "".join(node.astext() for node in page.link_with_id(item.id)) == f"{item.title} (EV_SKILLS)"
    assert page.dataset_link("skills-2018").astext() == "Skilled residents"
    assert page.page_link("evidence/index", "Evidence")["refuri"] == "index->evidence/index"


def test_chapters_of_one_title_are_told_apart_by_where_they_belong(register: Register) -> None:
    page = page_of(register, "index")
    assert page.title_of("evidence/people") == "People (evidence base)"
    assert page.title_of("strategy/2019-12/people") == "People (December 2019)"
    assert page.title_of("index") == "Book"
    assert page.title_of("nowhere") == "nowhere"
    assert register.editions["2019-12"].published == date(2019, 12, 20)


@pytest.mark.parametrize(("text", "shown"), [
    ("13.2\xa0million\xa0entries\xa0and\xa0exits", "13.2\xa0million entries and exits"),
    ("12\xa0tonnes", "12\xa0tonnes"), ("46%", "46%")])
def test_a_number_stays_with_the_first_word_of_its_unit_and_breaks_behind_it(text: str, shown: str) -> None:
    assert breaking_in_unit(text) == shown
