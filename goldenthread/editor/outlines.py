"""The outline of a file, the things of the whole book by name, and what stands above an item in an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.editor.hovers import uses_in_words
from goldenthread.editor.text_spans import SpanInFile, in_line
from goldenthread.model import Register

HEADING = re.compile(r"^(#{1,6}) (.+?)\s*$", re.MULTILINE)
TABLE_OF_TOML = re.compile(r"^\[+([\w.-]+)\]+", re.MULTILINE)
ENTRY_OF_BIBTEX = re.compile(r"^@\w+\s*\{\s*([^\s,]+)", re.MULTILINE)
FORMS = {"md": (HEADING, 2, "heading"), "toml": (TABLE_OF_TOML, 1, "table"), "bib": (ENTRY_OF_BIBTEX, 1, "entry")}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A thing with its name in an outline; `kind` is `heading`, `table` or `entry`, or the kind of an item."""

    name: str
    kind: str
    place: SpanInFile
    beside: str = ""


def outline(register: Register, file: str, text: str) -> list[Symbol]:
    """The headings and items of a chapter, or the entries of a file of settings or publications, in their order."""
    if (form := FORMS.get(file.rpartition(".")[2])) is None:
        return []
    pattern, group, kind = form
    found = [Symbol(match[group], kind, SpanInFile(file, in_line(text.count("\n", 0, match.start()), 0, len(match[0]))))
             for match in pattern.finditer(text)]
    return sorted([*found, *_items(register, file)], key=lambda symbol: symbol.place)


def _items(register: Register, file: str = "") -> Iterator[Symbol]:
    for item in register.items.values():
        if item.id and (not file or item.place.file == file):
            place = SpanInFile(item.place.file, in_line(item.place.line - 1, 0, 0))
            yield Symbol(item.id, item.kind, place, item.title)


def symbols(register: Register, query: str) -> Iterator[Symbol]:
    """Every item, table and publication of the book whose name or title holds the words asked for."""
    words = query.lower().split()
    every = [*_items(register),
             *(Symbol(one.id, "table", SpanInFile(one.place.file, in_line(0, 0, 0)), one.title)
               for one in register.datasets.values()),
             *(Symbol(one.key, "entry", SpanInFile(one.place.file, in_line(one.place.line - 1, 0, 0)), one.title)
               for one in register.references.values())]
    return (one for one in every if all(word in f"{one.name} {one.beside}".lower() for word in words))


def lenses(register: Register, file: str) -> Iterator[tuple[int, str]]:
    """For each item of a file its line, from 0, and how it hangs together with others in a few words."""
    for item in register.items.values():
        if item.place.file == file and (words := uses_in_words(register, item)):
            yield item.place.line - 1, words
