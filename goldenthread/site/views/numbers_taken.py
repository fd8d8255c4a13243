"""The numbers that a book takes from a dataset: the working of each, and every place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes

from goldenthread.analysis import NumberPlace, Operand, RankedRow, Working
from goldenthread.model import Dataset, gettext, number_anchor, ordinal
from goldenthread.site.node_builders import Inline, bullet_list, fold, paragraph
from goldenthread.site.number_links import LONGEST_LIST, place_of_number, row_in_words
from goldenthread.site.page_addresses import row_uri
from goldenthread.site.page_context import PageContext


def numbers_taken(
    page: PageContext, dataset: Dataset, workings: Iterable[Working], places: Mapping[str, tuple[NumberPlace, ...]]
) -> list[nodes.Node]:
    """Each number with its working, its rows and its places, as a section of its own."""
    entries = [_entry(page, dataset, working, places[working.expression]) for working in workings]
    if not entries:
        return [paragraph(gettext("No sentence of the book takes a number from this table."))]
    return [paragraph(gettext("Whoever corrects a row of this table finds here every sentence that hangs on it.")),
            *entries]


def _entry(page: PageContext, dataset: Dataset, working: Working, places: Iterable[NumberPlace]) -> nodes.section:
    blocks: list[nodes.Node] = [paragraph(working.in_words, "working")]
    rows: list[Inline] = [_row_link(page, working, operand) for operand in working.operands]
    if len(rows) > LONGEST_LIST:
        blocks.append(fold(gettext("Taken from {number} rows", number=len(rows)), bullet_list(rows)))
    else:
        blocks += [paragraph(gettext("Taken from:")), bullet_list(rows)]
    if working.ranking:
        blocks.append(_ranking(page, working))
    blocks += [paragraph(gettext("Stands in:")), bullet_list(_place(page, working, place) for place in places)]
    return nodes.section("", nodes.title("", working.value.text), *blocks, ids=[number_anchor(working.expression)], names=[],
                         classes=["number"])


def _row_link(page: PageContext, working: Working, operand: Operand) -> Inline:
    uri = row_uri(page.builder, page.docname, operand.dataset, operand.key)
    return nodes.reference("", row_in_words(page.register, working, operand), internal=True, refuri=uri)


def _ranking(page: PageContext, working: Working) -> nodes.Node:
    """Every row of the ranking with its place."""
    entries = nodes.bullet_list("", *(nodes.list_item("", paragraph(_ranked(page, row))) for row in working.ranking), bullet="-",
                                classes=["ranking"])
    if len(working.ranking) <= LONGEST_LIST:
        return nodes.compound("", paragraph(gettext("The ranking:")), entries)
    return fold(gettext("The whole ranking: {number} areas", number=len(working.ranking)), entries)


def _ranked(page: PageContext, row: RankedRow) -> Inline:
    name = page.register.datasets[row.operand.dataset].areas[row.operand.key[0]].name
    uri = row_uri(page.builder, page.docname, row.operand.dataset, row.operand.key)
    link = nodes.reference("", f"{name}: {row.operand.text}", internal=True, refuri=uri)
    return [f"{ordinal(row.place)} ", nodes.strong("", "", link) if row.own else link]


def _place(page: PageContext, working: Working, place: NumberPlace) -> Inline:
    """Where it stands: the item with its chapter, or the chapter alone; the link leads to the number itself."""
    item = page.register.items.get(place.item)
    anchor = place_of_number(working.expression, place.occurrence) if place.occurrence else place.item
    if item is None:
        return [page.page_link(place.docname, page.title_of(place.docname), anchor)]
    what = "" if place.occurrence else gettext(", as its baseline")
    return [page.page_link(place.docname, item.title, anchor),
            gettext(" ({id}){what}, in {title_of}", id=item.id, what=what, title_of=page.title_of(place.docname))]
