"""What a page may lead to: other pages, headings, names, terms and pictures; and from where each of them is led to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from goldenthread.book import PICTURE_FILE, LoadedBook, page_named, page_path
from goldenthread.system import book_entries

KINDS_OF_ROLES = {"doc": "page", "ref": "label", "numref": "label", "term": "term"}
"""What each role that leads somewhere leads to."""


def pages_beside(book: LoadedBook, file: str) -> list[tuple[str, str]]:
    """Every other page with its title, by the path that leads to it from a page; those of the page's own folder come first."""
    here = posixpath.dirname(file) or "."
    files = {f"{page}.md": title for page, title in book.register.titles.items()}
    paths = [(posixpath.relpath(name, here), title) for name, title in files.items() if name != file]
    return sorted(paths, key=lambda path: path[0].count("../"))


def pictures_beside(root: Path, file: str) -> Iterator[tuple[str, str]]:
    """Every picture of the book by the path that leads to it from a page."""
    here = posixpath.dirname(file) or "."
    for name, _entry in book_entries(root):
        if PICTURE_FILE.fullmatch(name):
            yield posixpath.relpath(name, here), ""


def anchors_of(book: LoadedBook, file: str) -> Iterator[tuple[str, str]]:
    """What an address may name after `#` on a page, with the words of the heading: headings first, then names."""
    if chapter := book.chapters.get(file):
        yield from ((heading.anchor, heading.words) for heading in chapter.outline.headings)
        yield from ((name.name, "") for name in chapter.outline.names)


def names_of(book: LoadedBook, numbered: bool = False) -> Iterator[tuple[str, str]]:
    """Every name to which a role may lead from anywhere, with the page that it stands on."""
    for chapter in book.chapters.values():
        yield from ((name.name, chapter.title) for name in chapter.outline.names if name.numbered or not numbered)


def terms_of(book: LoadedBook) -> Iterator[tuple[str, str]]:
    """Every term that a glossary explains, with the page that it stands on."""
    for chapter in book.chapters.values():
        yield from ((term, chapter.title) for _line, term in chapter.outline.terms)


def address_of_place(file: str, address: str) -> str:
    """The page to which an address on a page leads, with `#` and what it names there; empty where it leads to no page."""
    anchor = unquote(address).partition("#")[2]
    page = file if address.startswith("#") else page_path(file, address) or ""
    return f"{page}#{anchor}" if anchor else page


def place_led_to(book: LoadedBook, kind: str, name: str) -> tuple[str, int] | None:
    """The file and line, from 1, of a heading (`file#anchor`), of a name or of a term; None where nothing has it."""
    file, _hash, anchor = name.partition("#")
    for chapter in book.chapters.values():
        outline = chapter.outline
        if kind == "heading" and chapter.file == file:
            headings = [(one.anchor, one.line) for one in outline.headings] + [(one.name, one.line) for one in outline.names]
            found = [line for own, line in headings if own == anchor]
        elif kind == "label":
            found = [one.line for one in outline.names if one.name == name.lower()]
        else:
            found = [line for line, term in outline.terms if kind == "term" and term.lower() == name.lower()]
        if found:
            return chapter.file, found[0]
    return None


def leading_to(book: LoadedBook, kind: str, name: str) -> Iterator[tuple[str, int, str]]:
    """The file, the line, from 1, and the words of each link, role and entry of contents that leads to a page, a heading, a name
    or a term.
    """
    for file, chapter in book.chapters.items():
        for line, address, _bare in chapter.outline.links:
            if _leads(book, kind, name, file, address):
                yield file, line, address
        for role in chapter.outline.roles:
            own = f"{page_named(file, role.target)}.md" if role.role == "doc" else role.target.lower()
            if KINDS_OF_ROLES[role.role] == kind and own == (name if kind == "page" else name.lower()):
                yield file, role.line, role.target
        for entry in chapter.contents:
            if kind == "page" and not entry.is_pattern and f"{page_named(file, entry.page.removesuffix('.md'))}.md" == name:
                yield file, entry.line, entry.page


def _leads(book: LoadedBook, kind: str, name: str, file: str, address: str) -> bool:
    page, _hash, anchor = address_of_place(file, address).partition("#")
    if kind == "label":
        place = place_led_to(book, "label", anchor) if anchor == name.lower() else None
        return place is not None and (address.startswith("#") or place[0] == page)
    return page == name if kind == "page" else kind == "heading" and f"{page}#{anchor}" == name
