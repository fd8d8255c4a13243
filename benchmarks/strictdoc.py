"""A book's text for StrictDoc: a document for each chapter, items as nodes of their own kinds, with their options and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.plain import item_facts, label, plain_chapters, read_book_with_words, text_blocks, write_changed
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.model import Item, Register

GRAMMAR = "items.sgra"
SETTINGS = f'''\
from strictdoc.core.project_config import ProjectConfig


def create_config() -> ProjectConfig:
    return ProjectConfig(project_title="Strategy", grammars={{"@items": "{GRAMMAR}"}})
'''
HEAD = "[DOCUMENT]\nTITLE: {title}\nOPTIONS:\n  MARKUP: Markdown\n\n[GRAMMAR]\nIMPORT_FROM_FILE: @items\n"


def write_strictdoc(book: Path, root: Path) -> None:
    """Write the documents and their grammar. A file that would not change is left alone, so that it is not read again."""
    register, words = read_book_with_words(book)
    write_changed(root / "strictdoc_config.py", SETTINGS)
    write_changed(root / GRAMMAR, "\n".join(_grammar(register, words)) + "\n")
    for file, parts in plain_chapters(book, register, lambda key: f"[LINK: {key}]", without={"toctree"}):
        write_changed((root / file).with_suffix(".sdoc"), "\n".join(_document(parts)))


def _grammar(register: Register, words: Vocabulary) -> Iterator[str]:
    """What nodes there are: running text, sections, and each kind of item with the options and links that items of it have."""
    yield from ("[GRAMMAR]", "ELEMENTS:", *_element("TEXT", ("UID", "STATEMENT")),
                "- TAG: SECTION", "  PROPERTIES:", "    IS_COMPOSITE: True", *_fields(("UID", "TITLE")))
    for kind, known in words.kinds.items():
        items = [item for item in register.items.values() if item.kind == kind]
        names = sorted({name for item in items for name, _value in item_facts(item)})
        yield from _element(kind.upper(), ("UID", "TITLE", *map(str.upper, names), "STATEMENT"))
        if known.links:
            yield "  RELATIONS:"
        for link in known.links:
            yield from ("  - TYPE: Parent", f"    ROLE: {label(link)}")


def _element(tag: str, names: Iterable[str]) -> Iterator[str]:
    yield f"- TAG: {tag}"
    yield from _fields(names)


def _fields(names: Iterable[str]) -> Iterator[str]:
    yield "  FIELDS:"
    for name in names:
        yield from (f"  - TITLE: {name}", "    TYPE: String", "    REQUIRED: False")


def _document(parts: Iterable[str | Item]) -> Iterator[str]:
    """A title, then text and items, in a section for each heading below the title."""
    inside = False
    for part in parts:
        if not isinstance(part, str):
            yield from _node(part)
            continue
        for depth, text in text_blocks(part):
            if depth == 1:
                yield HEAD.format(title=text)
            elif depth:
                yield from (("[[/SECTION]]", "") if inside else ())
                yield from ("[[SECTION]]", f"TITLE: {text}", "")
                inside = True
            else:
                yield from ("[TEXT]", *_long("STATEMENT", text), "")
    yield from (("[[/SECTION]]", "") if inside else ())


def _long(name: str, text: str) -> Iterator[str]:
    yield from (f"{name}: >>>", text, "<<<")


def _node(item: Item) -> Iterator[str]:
    yield from (f"[{item.kind.upper()}]", f"UID: {item.id}", f"TITLE: {item.title}")
    # the fields stand in the order of the grammar
    yield from (f"{name.upper()}: {value}" for name, value in sorted(item_facts(item)))
    if item.body.strip():
        yield from _long("STATEMENT", item.body.strip())
    if item.links:
        yield "RELATIONS:"
    for name, targets in item.links.items():
        for key in targets:
            yield from ("- TYPE: Parent", f"  VALUE: {key}", f"  ROLE: {label(name)}")
    yield ""
