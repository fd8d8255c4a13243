"""The names that links to places in a book use: ids, labels and bookmarks, on the site and in print.

An item's id is its anchor everywhere. Any other id is only unique on its own page, so in print, where many pages share a file, it
is prefixed with the name of its page. Word allows fewer characters in a bookmark than a label may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

ITEM_FOLDER = "id"
"""The folder of the site in which each item has a page of its own."""

FILES_FOLDER = "files"
"""The folder of the site with the downloads, such as the PDF files."""

ITEM_ID = re.compile(r"[A-Z][A-Z0-9_]{2,39}")
DATASET_ANCHOR = re.compile(r"DATA_[A-Z0-9_]+")
"""The pattern of the id of a dataset's entry."""
LONGEST_BOOKMARK = 40
"""The most characters that Word allows in the name of a bookmark."""


def item_page(item_id: str) -> str:
    """The name of an item's own page on the site, without an ending: `id/EV_PAY`."""
    return f"{ITEM_FOLDER}/{item_id}"


def item_address(site: str, item_id: str) -> str:
    """The lasting web address of an item, which its page gives for citing it; `site` is the address of the published book.

    It names the file itself, so that it works on any host and from a disk. Without a site it is relative to the front page.
    """
    return page_address(site, item_page(item_id))


def page_address(site: str, page: str) -> str:
    """The web address of a page (named without an ending) of a book published at `site`; relative if that is empty."""
    return f"{site.rstrip('/')}/{page}.html" if site else f"{page}.html"


def folder_of_files(site: str) -> str:
    """The web address of the folder with the files of a book that is published at `site`; empty without one."""
    return f"{site.rstrip('/')}/{FILES_FOLDER}/" if site else ""


def site_of(item_address: str) -> str:
    """The site's part of an item's lasting address: where its book is published. Empty for any other text."""
    return item_address.rpartition(f"/{ITEM_FOLDER}/")[0]


def dataset_anchor(name: str) -> str:
    """The id of a dataset's page and of its entry among an edition's sources; no item can have it."""
    return f"DATA_{name.upper().replace('-', '_')}"


def row_anchor(key: Sequence[str]) -> str:
    """The lasting id of a row on its dataset's page, from its area, period and dimensions: `row:derby:2018`."""
    return ":".join(("row", *key))


def number_anchor(expression: str) -> str:
    """The lasting id of a number's working, and of the number where it first appears on a page: the same for equal
    expressions."""
    return f"number-{sha256(' '.join(expression.split()).encode()).hexdigest()[:12]}"


def is_book_wide(ident: str) -> bool:
    """Whether an id means the same on every page: that of an item or of a dataset's entry."""
    return bool(ITEM_ID.fullmatch(ident) or DATASET_ANCHOR.fullmatch(ident))


def page_label(docname: str) -> str:
    """The label of a whole page."""
    return re.sub(r"[^A-Za-z0-9]+", "-", docname).strip("-").lower() or "page"


def label_name(docname: str, ident: str) -> str:
    """The label of an id on a page: the id itself if it is book-wide, else prefixed by its page; the page's for an empty id."""
    if is_book_wide(ident):
        return ident
    return f"{page_label(docname)}--{re.sub(r'[^A-Za-z0-9_.-]+', '-', ident)}" if ident else page_label(docname)


def bookmark_name(label: str) -> str:
    """A label in the form that Word accepts for a bookmark: letters, digits and underscores, a letter first, at most 40
    characters.

    An item's id stays as it is; a longer label is cut and ends in a short hash of the whole, so that no two labels give one
    bookmark.
    """
    if not label or ITEM_ID.fullmatch(label):
        return label
    name = re.sub(r"[^A-Za-z0-9_]", "_", label)
    # Word hides a bookmark that begins with an underscore, and accepts none that begins with a digit
    name = name if name[0].isalpha() else f"p_{name}"
    if len(name) <= LONGEST_BOOKMARK:
        return name
    # nine characters are left for the underscore and eight digits of the hash
    return f"{name[:LONGEST_BOOKMARK - 9]}_{sha256(label.encode()).hexdigest()[:8]}"


def chapter_bookmark(docname: str) -> str:
    """The bookmark around a whole page, which tells the chapter of a comment that is outside every item."""
    return bookmark_name(page_label(docname))
