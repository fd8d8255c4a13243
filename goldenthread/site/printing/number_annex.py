"""The numbers of a printed file, as an annex at its own end: on paper, too, a number leads to its working and to its rows.

The web has this on the page of each dataset. A file on paper has no such pages, so each brings the workings of the numbers that
stand in it, in the order in which they first do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from goldenthread.analysis import Working, Workings
from goldenthread.model import Dataset, gettext, gettext_noop, number_anchor, number_of, ordinal
from goldenthread.site.node_builders import Inline, inline_nodes, paragraph, section
from goldenthread.site.number_links import LONGEST_LIST, row_in_words
from goldenthread.site.page_context import PageContext

if TYPE_CHECKING:
    from goldenthread.documents.paper import Volume, VolumeChapter

ANNEX = "numbers"
"""The page under which the annex is known in its file; no page of a book is called so."""
TITLE = gettext_noop("Numbers and how they were worked out")
INTRODUCTION = gettext_noop(
    "Each number of this file that was taken from a table stands here, in the order in which it first appears. Its entry says "
    "how it was worked out, from which rows of which table, and who published that table. "
)
BACK_ON_PAPER = gettext_noop("The number leads here from the text, and the pages that its entry names lead back.")
BACK_IN_WORD = gettext_noop("The number leads here from the text, and the places that its entry names lead back.")


@dataclass(kw_only=True, slots=True)
class _TakenNumber:
    """A number of a file: its working, and by each place where it stands (the item around it, else the chapter) the chapter."""

    working: Working
    places: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """What each of the chapters is called in the file: those that are made for it alone are known by their own titles."""


def with_numbers(volume: Volume, page_of: Callable[[str], PageContext], workings: Workings, *, pages: bool) -> Volume:
    """The volume with the annex of its numbers behind its chapters; as it was, if it has none.

    Its links from numbers are told of their entries: the chapters' trees are changed. With `pages` an entry names the pages on
    which its number stands, which only a PDF knows; else the items and chapters.
    """
    from goldenthread.documents.paper import with_chapters_at_end

    taken = _numbers_of(volume, workings)
    if not taken:
        return volume
    page = page_of(ANNEX)
    introduction = paragraph(gettext(INTRODUCTION) + gettext(BACK_ON_PAPER if pages else BACK_IN_WORD))
    entries = [_entry(page, number, pages=pages) for number in taken]
    tree = new_document("")
    tree.append(section(ANNEX, gettext(TITLE), introduction, nodes.container("", *entries, classes=["number-entries"])))
    last = volume.chapters[-1]
    annex = replace(last, docname=ANNEX, doctree=tree, annex=True, numbered=True, file=last.source, made=True, continues=False)
    return with_chapters_at_end(volume, [annex])


def _numbers_of(volume: Volume, workings: Workings) -> list[_TakenNumber]:
    """The numbers of a volume in the order of its pages, each once. Their links are told of their entries."""
    from goldenthread.documents.paper import keep_changed

    taken: dict[str, _TakenNumber] = {}
    for position, chapter in enumerate(volume.chapters):
        links = [link for link in chapter.doctree.findall(nodes.reference) if "expression" in link]
        for link in links:
            number = taken.setdefault(link["expression"], _TakenNumber(working=workings.of(link["expression"])))
            number.places.setdefault(_item_around(link) or chapter.docname, chapter.docname)
            number.titles.setdefault(chapter.docname, _title(chapter))
            # the link keeps its address, which counts where a file does not hold the annex, such as that of one chapter
            link["entry"] = (ANNEX, number_anchor(link["expression"]))
        if links:
            keep_changed(volume.chapters, position, chapter)
    return list(taken.values())


def _entry(page: PageContext, number: _TakenNumber, *, pages: bool) -> nodes.paragraph:
    working = number.working
    inlines: list[nodes.Node] = [nodes.strong("", working.value.text)]
    if not pages:
        inlines += [nodes.Text(" ("), *_places(page, number), nodes.Text(")")]
    inlines.append(nodes.Text(f" {_working(page, working)}"))
    inlines += [part for name in working.value.datasets for part in _source(page, page.register.datasets[name])]
    node = paragraph(inlines, "number-entry")
    node["ids"] = [number_anchor(working.expression)]
    node["says"] = gettext("How {number} was worked out", number=working.value.text)
    return node


def _working(page: PageContext, working: Working) -> str:
    """The steps, the rows from which the number was taken, and for a rank the whole ranking.

    A longer list of rows is cut, as it is beside the text of a page.
    """
    if working.as_published and len(working.steps) == 1:
        return gettext("As the table has it: {label}.", label=working.operands[0].label)
    rows = [row_in_words(page.register, working, operand) for operand in working.operands[:LONGEST_LIST]]
    if more := len(working.operands[LONGEST_LIST:]):
        rows.append(gettext("and {more}", more=number_of(more, "other row")))
    words = gettext("{words} From: {rows}.", words=working.in_words, rows="; ".join(rows))
    if working.ranking:
        ranked = [f"{ordinal(row.place)} {page.register.datasets[row.operand.dataset].areas[row.operand.key[0]].name}, "
                  f"{row.operand.text}" for row in working.ranking]
        words += gettext(" The ranking: {places}.", places="; ".join(ranked))
    return words


def _source(page: PageContext, dataset: Dataset) -> list[nodes.Node]:
    """`Table: its title. Publisher: its publication.` with both as links."""
    publication: Inline = dataset.publication
    if dataset.publisher_page:
        publication = nodes.reference("", dataset.publication, refuri=dataset.publisher_page)
    return inline_nodes([gettext(" Table: "), page.dataset_link(dataset.id), f". {dataset.publisher}: ",
                         *inline_nodes(publication), "."])


def _places(page: PageContext, number: _TakenNumber) -> Iterator[nodes.Node]:
    for count, (place, docname) in enumerate(number.places.items()):
        if count:
            yield nodes.Text("; ")
        title = page.title_of(docname) if docname in page.register.titles else number.titles[docname]
        yield page.link(place) if place in page.register.items else page.page_link(docname, title)


def _title(chapter: VolumeChapter) -> str:
    return next((title.astext() for title in chapter.doctree.findall(nodes.title)), chapter.docname)


def _item_around(node: nodes.Node) -> str:
    while node is not None:
        if isinstance(node, nodes.Element) and "item" in node:
            return str(node["item"])
        node = node.parent
    return ""
