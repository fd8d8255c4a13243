"""What a glossary explains is linked where a chapter first uses it, and nowhere else."""

from __future__ import annotations

from typing import cast

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders import Builder

from goldenthread.book import Vocabulary
from goldenthread.site.glossary_links import GlossaryTerm, forms_of, glossary_for, link_terms
from goldenthread.site.page_context import PageContext
from tests.books.records import FIRST, SECOND, register

TERMS = [GlossaryTerm(term=term, anchor=f"term-{number}", meaning="What it is.") for number, term in enumerate((
    "Fuel poverty", "Poverty", "Gigawatt-hour (GWh)", "Gross output, gross income", "Neighbourhood"))]
HELD = {"strategy/2019-12/glossary": TERMS, "strategy/2020-03/annex-glossary": TERMS}


class _Builder:
    """As much of a builder as a link needs."""

    format = "html"

    def get_relative_uri(self, docname: str, to: str) -> str:
        return f"{to}.html"


def _linked(docname: str, *blocks: nodes.Node) -> list[tuple[str, str]]:
    """The links of a page after its terms were linked, by their words and where they lead."""
    tree = new_document("x")
    tree += nodes.section("", *blocks)
    page = PageContext(register=register(editions=[FIRST, SECOND]), vocabulary=cast(Vocabulary, None),
                       builder=cast(Builder, _Builder()), docname=docname)
    before = tree.astext()
    link_terms(page, tree, HELD)
    assert tree.astext() == before
    return [(link.astext(), link["refuri"]) for link in tree.findall(nodes.reference) if "gt-term" in link["classes"]]


def _said(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(text))


def test_a_term_is_linked_once_by_its_longest_form_small_or_large_one_or_many() -> None:
    new = "strategy/2020-03/annex-glossary.html#term-"
    said = _said("Poverty and fuel poverty in neighbourhoods."), _said("Fuel poverty, a neighbourhood.")
    assert _linked("evidence/x", *said) == [
        ("Poverty", f"{new}1"), ("fuel poverty", f"{new}0"), ("neighbourhoods", f"{new}4")]


def test_each_form_of_an_entry_counts_as_the_term_and_an_abbreviation_only_as_it_is_written() -> None:
    assert list(forms_of("Gigawatt-hour (GWh)")) == ["Gigawatt-hour", "GWh"]
    said = _said("No gwh but 5 GWh, gross income, gross output, gigawatt-hours.")
    assert [words for words, _ in _linked("evidence/x", said)] == ["GWh", "gross income"]


def test_headings_links_and_parts_of_words_are_no_use_of_a_term() -> None:
    held = nodes.paragraph("", "", nodes.reference("", "Poverty", refuri="x"), nodes.Text(" impoverty "),
                           nodes.literal("", "poverty"), nodes.inline("", "poverty", reftype="need", reftarget="EV_X"))
    assert _linked("evidence/x", nodes.title("", "Poverty"), held) == []


def test_a_chapter_links_to_the_glossary_of_its_edition_and_a_guide_to_none() -> None:
    book = register(editions=[FIRST, SECOND])
    assert glossary_for(book, HELD, "strategy/2019-12/people") == "strategy/2019-12/glossary"
    assert glossary_for(book, HELD, "evidence/people") == "strategy/2020-03/annex-glossary"
    assert glossary_for(book, HELD, "docs/authors/index") == ""
    assert _linked("strategy/2019-12/glossary", _said("Poverty")) == []
