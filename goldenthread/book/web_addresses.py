"""Addresses that a page may link to: on the web, on the page itself, or another page of the book."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

WEB = re.compile(r"(?:https?://|mailto:)[^\s\\<>\"]+", re.IGNORECASE)
LONGEST_NAME, LONGEST_PATH = 255, 1000
"""The most bytes in a file name, and the most characters in an address, that disks and browsers accept."""


def is_web_address(text: str) -> bool:
    """Whether a text is an address to which a browser may be sent: not a script, data or a file on the reader's machine."""
    return bool(WEB.fullmatch(text))


def page_path(page: str, address: str) -> str | None:
    """The path below the book's root to which an address on a page leads; None if it leads out of it or cannot be a file's."""
    path = unquote(address).partition("#")[0]
    if "\\" in path or ":" in path or "\0" in path:
        return None
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    # the system is not even asked about names longer than a disk allows
    too_long = len(path) > LONGEST_PATH or any(len(part.encode(errors="replace")) > LONGEST_NAME for part in parts)
    return None if too_long else "/".join(parts)


def page_named(page: str, name: str) -> str:
    """The page meant by a name on a page, as Sphinx resolves it: from the root if it begins with `/`, else from the page's
    folder."""
    return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(page), name))


def link_is_allowed(page: str, address: str) -> bool:
    """Whether a link on a page leads to the web, to a place on the page, or to another page of the book."""
    if is_web_address(address) or address.startswith("#"):
        return True
    path = page_path(page, address)
    return path is not None and path.endswith(".md")
