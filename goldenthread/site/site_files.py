"""Files beside the pages by which others find them: the feed of changes, the site map, and the page for what is not found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from sphinx.application import Sphinx

from goldenthread.analysis import CHANGE_LABELS, changes_between
from goldenthread.book import DATA_FOLDER
from goldenthread.model import ITEM_FOLDER, Book, Register, gettext, item_page, page_address
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_words import html_words
from goldenthread.site.page_addresses import dataset_page
from goldenthread.site.page_metadata import FEED, canonical_address
from goldenthread.system import write_changed

SITE_MAP, NOT_FOUND = "sitemap.xml", "404"
ATOM, SITE_MAPS = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"
_OWN_ADDRESS = re.compile(r'( (?:href|src|action)=")(?![a-z]+:|[#/])([^"]*")')


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedEntry:
    """A change that a reader may want to hear of: `name` stays the same for ever; `page` is where it is told."""

    name: str
    title: str
    words: str
    day: date
    page: str


def write_site_files(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put the feed, the site map and the page for what is not found at the site's root.

    A site map needs whole addresses: a book that does not say where it is published has none.
    """
    register, out = BookDomain.of(app.env).register, Path(app.outdir)
    write_changed(out / FEED, feed(register))
    if register.book.site:
        pages = sorted({*app.env.found_docs, *map(item_page, register.items), *map(dataset_page, register.datasets)})
        write_changed(out / SITE_MAP, site_map(register.book, pages, str(app.config.root_doc)))
    else:
        (out / SITE_MAP).unlink(missing_ok=True)
    _write_not_found(builder, register.book, str(app.config.root_doc))


def feed(register: Register) -> bytes:
    """The changes from edition to edition and the agreements on record, newest first, as an Atom feed."""
    book, entries = register.book, feed_entries(register)
    root = ElementTree.Element("feed", xmlns=ATOM)
    _texts(root, title=gettext("{title}: changes", title=book.title), id=_urn(book, "feed"),
           updated=_moment(max(entry.day for entry in entries)))
    ElementTree.SubElement(root, "link", rel="self", type="application/atom+xml", href=_address(book, FEED))
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=_address(book, "index.html"))
    _texts(ElementTree.SubElement(root, "author"), name=book.publisher)
    for entry in entries:
        node = ElementTree.SubElement(root, "entry")
        _texts(node, title=entry.title, id=_urn(book, entry.name), updated=_moment(entry.day), summary=entry.words)
        ElementTree.SubElement(node, "link", rel="alternate", type="text/html", href=_address(book, f"{entry.page}.html"))
    return _xml(root)


def feed_entries(register: Register) -> list[FeedEntry]:
    """What the feed tells: each edition, each priority that changed with it and why, each agreement; newest first."""
    entries: list[FeedEntry] = []
    for edition in register.editions.values():
        earlier = register.editions.get(edition.follows)
        for change in changes_between(register, earlier, edition) if earlier else ():
            if change.kind != "same":
                priority = change.subject
                entries.append(FeedEntry(
                    name=f"{edition.id}/{priority.id}", title=f"{edition.label}: {priority.title}", day=edition.published,
                    words=f"{gettext(CHANGE_LABELS[change.kind])}. {change.reason}".strip(), page=item_page(priority.id)))
        entries.append(FeedEntry(name=edition.id, title=f"{edition.label}: {edition.title}", words=f"{edition.status}.",
                                 day=edition.published, page=f"{edition.folder}/index"))
    for signoff in register.signoffs:
        if item := register.items.get(signoff.item):
            entries.append(FeedEntry(name=f"agreed/{signoff.item}/{signoff.role}/{signoff.day}", day=signoff.day,
                                     title=gettext("Agreed by {role}: {title}", role=signoff.role, title=item.title),
                                     words=signoff.why, page=item_page(item.id)))
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def site_map(book: Book, pages: list[str], root_page: str) -> bytes:
    """Every page with its whole address, as search engines read it."""
    root = ElementTree.Element("urlset", xmlns=SITE_MAPS)
    for page in pages:
        _texts(ElementTree.SubElement(root, "url"), loc=canonical_address(book, page, root_page))
    return _xml(root)


def _write_not_found(builder: BookHTMLBuilder, book: Book, root_page: str) -> None:
    """The page that a host shows for an address that it does not have.

    It is shown at any depth, so that its links begin at the host's root; a book that does not say where it is published has
    them as they are from its own front page.
    """
    front = builder.get_relative_uri(NOT_FOUND, root_page)
    words = html_words("There is no page at this address. Items and datasets keep theirs for ever: an item is at {items} and its "
                       "id, a dataset at {tables} and its name.", items="\0items\0", tables="\0tables\0")
    words = words.replace("\0items\0", f"<code>{ITEM_FOLDER}/</code>").replace("\0tables\0", f"<code>{DATA_FOLDER}/</code>")
    body = (f"<h1>{html_words('Page not found')}</h1>\n<p>{words}</p>\n"
            f'<p><a href="{front}">{html_words("Go to the front page")}</a>'
            f'{html_words(", choose a page from the contents, or search the book.")}</p>\n'
            )
    builder.handle_page(NOT_FOUND, {"title": gettext("Page not found"), "body": body,
                                    "not_indexed": True}, "page.html")
    path = Path(builder.get_outfilename(NOT_FOUND))
    if book.site:
        start = urlsplit(book.site).path.rstrip("/")
        html = _OWN_ADDRESS.sub(rf"\g<1>{start}/\g<2>", path.read_text(encoding="utf-8"))
        path.write_text(html, encoding="utf-8", newline="\n")


def _address(book: Book, file: str) -> str:
    return page_address(book.site, file.removesuffix(".html")) if file.endswith(".html") else (
        f"{book.site.rstrip('/')}/{file}" if book.site else file)


def _urn(book: Book, name: str) -> str:
    """An id that stays though the book moves to another address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{book.file}/{name}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = text


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
