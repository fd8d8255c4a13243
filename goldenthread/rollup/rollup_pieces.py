"""Parts that the pages of a roll-up share: the roll-up itself, links between pages and into areas' sites, small pieces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from goldenthread.model import NO_BREAK_SPACE, Item, Tag, gettext, item_address, item_page, period_in_words
from goldenthread.rollup.area_books import AreaBook
from goldenthread.rollup.comparison import AreaSummary, CommonFramework, TagCounts
from goldenthread.rollup.shared_sources import SharedSource, parts_of
from goldenthread.site import Inline, bullet_list, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Rollup:
    """A roll-up. `output` is where its site will be; with `local`, links lead to the areas' sites on this computer."""

    title: str
    summaries: Sequence[AreaSummary]
    common: CommonFramework
    tables: Sequence[SharedSource]
    publications: Sequence[SharedSource]
    output: Path
    local: bool

    @property
    def areas(self) -> list[AreaBook]:
        return [summary.area for summary in self.summaries]


def web_address(text: str) -> str:
    """The text if it is a web address to which a page may link, otherwise an empty text."""
    address = text.strip()
    parts = parts_of(address) if not any(letter.isspace() or ord(letter) < 32 for letter in address) else None
    return address if parts and parts.scheme in {"http", "https"} and parts.netloc else ""


def tag_page(tag: Tag) -> str:
    """The page with the priorities of every area for a tag."""
    return f"priorities/{tag.kind}-{tag.id}"


def area_page(area: AreaBook) -> str:
    return f"areas/{area.key}"


def anchor_of(area: AreaBook, item: Item) -> str:
    """The id of an item on its area's page, different for each area."""
    return f"{area.key}--{item.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RollupPage:
    """The current page, and the links from it."""

    rollup: Rollup
    docname: str

    def page(self, docname: str, text: str, anchor: str = "") -> nodes.reference:
        """A link to another page of the roll-up, or to a place on it."""
        uri = "" if docname == self.docname else relative_uri(f"{self.docname}.html", f"{docname}.html")
        return nodes.reference("", text, internal=True, refuri=f"{uri}#{anchor}" if anchor else uri or "#")

    def file(self, name: str, text: str) -> nodes.reference:
        """A link to a file at the root of the site."""
        return nodes.reference("", text, internal=True, refuri=relative_uri(f"{self.docname}.html", name))

    def area(self, area: AreaBook) -> nodes.reference:
        """A link to the area's page in the roll-up."""
        link = self.page(area_page(area), area.name)
        link["classes"].append("area-link")
        return link

    def item(self, area: AreaBook, item: Item) -> nodes.Node:
        """A link by an item's title to its page in the area's own site; the title alone if its address is not known."""
        uri = self._into(area, f"{item_page(item.id)}.html", item_address(area.register.book.site, item.id))
        return nodes.reference("", item.title, refuri=uri, classes=["item-link"]) if uri else nodes.Text(item.title)

    def site(self, area: AreaBook, text: str) -> nodes.reference | None:
        """A link to the area's own site, if its address is known."""
        uri = self._into(area, "index.html", f"{area.register.book.site}/")
        return nodes.reference("", text, refuri=uri) if uri else None

    def _into(self, area: AreaBook, file: str, address: str) -> str:
        """The web address of a page of an area's site, or its path if the roll-up links to sites on this computer."""
        if web_address(area.register.book.site) and not (self.rollup.local and area.site):
            return address
        if area.site is None:
            return ""
        start = (self.rollup.output / self.docname).parent
        try:
            return quote(Path(os.path.relpath(area.site / file, start)).as_posix())
        except ValueError:  # on another drive
            return (area.site / file).as_uri()


def gap_table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[Inline]], ids: str,
              *classes: str) -> nodes.table:
    """A wide table in which cells that name a gap are marked."""
    node = table(caption, headers, rows, classes=["wide", *classes], ids=ids)
    for entry in node.findall(nodes.entry):
        if any("gap" in part["classes"] for part in entry.findall(nodes.inline)):
            entry["classes"].append("gap")
    return node


def cell_words(cell: TagCounts | None) -> Inline:
    """The words of a cell; those of a gap have the class `gap`, so that `gap_table` can mark the cell."""
    if cell is None:
        return gettext("Not in its framework")
    return [nodes.inline("", cell.words, classes=["gap"])] if cell.gap else cell.words


def cell_in_short(cell: TagCounts | None) -> Inline:
    """As `cell_words` in fewer words, for a table that has to be seen as a whole."""
    if cell is None or cell.gap:
        return cell_words(cell)
    # keeps a number and its word on the same line
    priorities, findings, high = (count.replace(" ", NO_BREAK_SPACE) for count in cell.counts)
    return [nodes.strong("", priorities), nodes.Text(f" {findings}, "),
            nodes.Text(gettext("{number} high", number=high).replace(" ", NO_BREAK_SPACE))]


def entry_links(entries: Iterable[Inline]) -> nodes.container:
    """Links as the tiles of a front page."""
    return nodes.container("", bullet_list(entries), classes=["gt-doors"])


def contents(here: RollupPage, entries: Iterable[tuple[str, str]], caption: str = "") -> nodes.compound:
    """A hidden table of contents, which lists pages in the side bar."""
    pages = [(title, docname) for docname, title in entries]
    tree = addnodes.toctree("", parent=here.docname, entries=pages, includefiles=[docname for _, docname in pages], maxdepth=-1,
                            caption=caption or None, rawcaption=caption, glob=False, hidden=True, includehidden=False,
                            numbered=0, titlesonly=True)
    return nodes.compound("", tree, classes=["toctree-wrapper"])


def with_links(before: str, links: Iterable[nodes.Node], after: str = ".") -> list[nodes.Node]:
    """`before A, B, C after`, each a link."""
    parts: list[nodes.Node] = [nodes.Text(before)]
    for number, link in enumerate(links):
        parts += [*([nodes.Text(", ")] if number else []), link]
    return [*parts, nodes.Text(after)]


def area_links(here: RollupPage, summaries: Iterable[AreaSummary]) -> list[nodes.Node]:
    return [here.area(summary.area) for summary in summaries]


def published_in_words(summary: AreaSummary) -> str:
    """The date of an area's last edition: `31 March 2020`."""
    return period_in_words(summary.area.edition.published.isoformat())
