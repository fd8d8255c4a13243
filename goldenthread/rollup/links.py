"""The whole roll-up, and the ways from a page of it to its other pages and into the areas' own sites."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from goldenthread.model import Item, Tag, item_address, item_page
from goldenthread.rollup.area_books import AreaBook
from goldenthread.rollup.comparison import Common, Standing
from goldenthread.rollup.shared_sources import Source, parts_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Rollup:
    """What is rolled up. `output` is where the site will stand; with `local`, links lead to the sites that lie beside it."""

    title: str
    standings: Sequence[Standing]
    common: Common
    tables: Sequence[Source]
    publications: Sequence[Source]
    output: Path
    local: bool

    @property
    def areas(self) -> list[AreaBook]:
        return [standing.area for standing in self.standings]


def web_address(text: str) -> str:
    """The text when it is an address on the web that a page may link to, or nothing."""
    address = text.strip()
    parts = parts_of(address) if not any(letter.isspace() or ord(letter) < 32 for letter in address) else None
    return address if parts and parts.scheme in {"http", "https"} and parts.netloc else ""


def tag_page(tag: Tag) -> str:
    """The page with the priorities of every area for a foundation or challenge."""
    return f"priorities/{tag.kind}-{tag.id}"


def area_page(area: AreaBook) -> str:
    return f"areas/{area.key}"


def anchor_of(area: AreaBook, item: Item) -> str:
    """The id of an item on its area's page: that of no other area."""
    return f"{area.key}--{item.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """The page at hand, and how to link from it."""

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
        """A link to the area's page here."""
        link = self.page(area_page(area), area.name)
        link["classes"].append("area-link")
        return link

    def item(self, area: AreaBook, item: Item) -> nodes.Node:
        """A link by an item's title to its page in the area's own site; the title alone when no way leads there."""
        uri = self._into(area, f"{item_page(item.id)}.html", item_address(area.register.book.site, item.id))
        return nodes.reference("", item.title, refuri=uri, classes=["item-link"]) if uri else nodes.Text(item.title)

    def site(self, area: AreaBook, text: str) -> nodes.reference | None:
        """A link to the area's own site, if it is known where that is."""
        uri = self._into(area, "index.html", f"{area.register.book.site}/")
        return nodes.reference("", text, refuri=uri) if uri else None

    def _into(self, area: AreaBook, file: str, address: str) -> str:
        if web_address(area.register.book.site) and not (self.rollup.local and area.site):
            return address
        if area.site is None:
            return ""
        start = (self.rollup.output / self.docname).parent
        try:
            return quote(Path(os.path.relpath(area.site / file, start)).as_posix())
        except ValueError:  # on another drive
            return (area.site / file).as_uri()
