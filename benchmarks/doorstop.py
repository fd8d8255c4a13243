"""A book's text for Doorstop: a document for each kind of item and edition, a file for each item and for each run of text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.plain import item_facts, label, plain_chapters, read_book_with_words, text_blocks, write_changed
from goldenthread.model import Item, Register

ROOT = "EVIDENCE"


@dataclass(kw_only=True, slots=True)
class Outline:
    """How far a document has been written: the chapter, its section, and the entries in it. Doorstop orders by such numbers."""

    chapter: int = 0
    section: int = 0
    entry: int = 0
    open: str = ""
    options: set[str] = field(default_factory=set)

    def begin(self, file: str) -> str:
        """The level of a chapter's title."""
        self.open, self.chapter, self.section, self.entry = file, self.chapter + 1, 1, 0
        return f"{self.chapter}.0"

    def head(self) -> str:
        """The level of a heading within the chapter."""
        self.section, self.entry = self.section + 1, 0
        return f"{self.chapter}.{self.section}.0"

    def next(self) -> str:
        """The level of what comes next."""
        self.entry += 1
        return f"{self.chapter}.{self.section}.{self.entry}"


def write_doorstop(book: Path, root: Path) -> None:
    """Write the documents. A file that would not change is left alone."""
    # Doorstop asks for a working copy; this is what it takes for one that no program keeps
    (root / ".mockvcs").mkdir(parents=True, exist_ok=True)
    register = read_book_with_words(book)[0]
    homes = {item.id: document_of(item) for item in register.items.values()}
    outlines = {ROOT: Outline()}
    chapters = list(plain_chapters(book, register, lambda key: f"[{key}]({homes[key]}.html#{key})", without={"toctree"}))
    folders = _folders(register)
    for file, parts in chapters:
        document = folders.get(file) or folders.get(_folder(file), ROOT)
        title = ""
        for part in parts:
            if isinstance(part, str):
                for depth, text in text_blocks(part):
                    title = text if depth == 1 else title
                    _prose(root, document, outlines.setdefault(document, Outline()), file, depth, text)
            else:
                _kept(root, part, outlines.setdefault(homes[part.id], Outline()), file, title)
    for document, outline in outlines.items():
        write_changed(root / document / ".doorstop.yml", _settings(document, sorted(outline.options)))


def document_of(item: Item) -> str:
    """The document of an item, such as `PRIORITY_2020-03`."""
    return item.kind.upper() + (f"_{item.edition}" if item.edition else "")


def _folders(register: Register) -> dict[str, str]:
    """The document that the prose of a chapter belongs to, by the chapter's path and by its folder: that of its first item."""
    documents = dict[str, str]()
    for item in register.items.values():
        for place in (item.place.file, _folder(item.place.file)):
            documents.setdefault(place, document_of(item))
    return documents


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _settings(document: str, options: list[str]) -> str:
    kind, _, edition = document.partition("_")
    parent = {"EVIDENCE": "", "PRIORITY": ROOT, "RESPONSE": ROOT}.get(kind, f"PRIORITY_{edition}")
    above = f"  parent: {parent}\n" if parent else ""
    shown = "".join(f"  - {name}\n" for name in options)
    return (f"settings:\n  digits: 5\n{above}  prefix: {document}\n  sep: '-'\n"
            + (f"attributes:\n  publish:\n{shown}" if shown else ""))


def _prose(root: Path, document: str, outline: Outline, file: str, depth: int, text: str) -> None:
    """A chapter's title, a heading or some text: an item with a number of its own that is not normative."""
    level = outline.begin(file) if depth == 1 else outline.head() if depth else outline.next()
    name = f"{document}-{level.replace('.', 'x')}"
    lines = _lines(level, header=text if depth else "", text="" if depth else text, normative=False)
    write_changed(root / document / f"{name}.yml", "\n".join(lines))


def _kept(root: Path, item: Item, outline: Outline, file: str, title: str) -> None:
    """An item of the book; before the first of a chapter in this document stands the chapter's title."""
    document = document_of(item)
    if outline.open != file:
        _prose(root, document, outline, file, 1, title)
    facts = dict(item_facts(item))
    outline.options |= {label(name) for name in facts}
    links = list(dict.fromkeys(key for targets in item.links.values() for key in targets))
    lines = [*_lines(outline.next(), header=item.title, text=item.body.strip(), normative=True),
             *(f"{label(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()),
             *(("links:", *(f"- {key}: null" for key in links)) if links else ("links: []",)), ""]
    write_changed(root / document / f"{item.id}.yml", "\n".join(lines))


def _lines(level: str, *, header: str, text: str, normative: bool) -> Iterator[str]:
    yield from ("active: true", "derived: false", f"header: {json.dumps(header, ensure_ascii=False)}", f"level: '{level}'",
                f"normative: {str(normative).lower()}", "ref: ''", "reviewed: null", "text: |" if text else "text: ''")
    yield from (f"  {line}" for line in text.split("\n") if text)
