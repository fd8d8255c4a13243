"""The names by which places in a book are linked to: ids, labels and bookmarks, on the site and on paper.

An item's id is its anchor everywhere. Any other id is only unique on its own page, so on paper, where many pages share a
file, it is prefixed by its page. Word allows fewer characters in a bookmark than a label may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

ITEM_FOLDER = "id"
"""The folder of the site in which each item has a page of its own."""

ITEM_ID = re.compile(r"[A-Z][A-Z0-9_]{2,39}")
DATASET_ANCHOR = re.compile(r"DATA_[A-Z0-9_]+")
"""The id of a dataset's entry, which is as long as the dataset's name makes it."""
LONGEST_BOOKMARK = 40
"""The most characters that Word takes in the name of a bookmark."""


def item_page(item_id: str) -> str:
    """The page of the site that an item has of its own, without an ending: `id/EV_PAY`."""
    return f"{ITEM_FOLDER}/{item_id}"


def item_address(site: str, item_id: str) -> str:
    """The lasting web address of an item, by which its page says to cite it; `site` is where the book is published.

    It names the file itself, so that it holds on any host and from a disk. Without a site it is the way from the front page.
    """
    return page_address(site, item_page(item_id))


def page_address(site: str, page: str) -> str:
    """The web address of a page (named without an ending) of a book that is published at `site`; as `item_address`."""
    return f"{site.rstrip('/')}/{page}.html" if site else f"{page}.html"


def site_of(item_address: str) -> str:
    """Where the book is published of whose item this is the lasting address; empty for any other text."""
    return item_address.rpartition(f"/{ITEM_FOLDER}/")[0]


def dataset_anchor(name: str) -> str:
    """The id of a dataset's page and of its entry among an edition's sources: one that no item has."""
    return f"DATA_{name.upper().replace('-', '_')}"


def row_anchor(key: Sequence[str]) -> str:
    """The lasting id of a row on its dataset's page, from its area, period and dimensions: `row:derby:2018`."""
    return ":".join(("row", *key))


def number_anchor(expression: str) -> str:
    """The lasting id of a number's working, and of the number where it first stands on a page: the same for one expression."""
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
    """A label as Word takes it for a bookmark: letters, digits and underscores, a letter first, at most 40 characters.

    An item's id stays as it is; a longer label is cut and ends in a short hash of the whole, so that no two become one.
    """
    if not label or ITEM_ID.fullmatch(label):
        return label
    name = re.sub(r"[^A-Za-z0-9_]", "_", label)
    # Word hides a bookmark that begins with an underscore, and takes none that begins with a digit
    name = name if name[0].isalpha() else f"p_{name}"
    if len(name) <= LONGEST_BOOKMARK:
        return name
    # nine characters are left for the underscore and eight digits of the hash
    return f"{name[:LONGEST_BOOKMARK - 9]}_{sha256(label.encode()).hexdigest()[:8]}"


def chapter_bookmark(docname: str) -> str:
    """The bookmark that encloses a whole page, by which a comment outside every item finds its chapter."""
    return bookmark_name(page_label(docname))
