"""Which thing of the book an author points at, where it is defined, and everywhere that it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.book import DATA_FOLDER, LoadedBook, places_of_name
from goldenthread.editor.text_spans import Span, SpanInFile, in_line, span_at
from goldenthread.editor.written_forms import VALUE
from goldenthread.model import Register, Unresolved, resolve

WORD = re.compile(r"[\w/.:-]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the book and where it is named: its `kind` is `value`, `item`, `dataset`, `reference`, `area` or `page`.

    Of a value, `name` is its expression.
    """

    kind: str
    name: str
    span: Span


def named_at(book: LoadedBook, file: str, text: str, line: int, column: int) -> Named | None:
    """What is named at a place of a file; None where nothing of the book is."""
    for match in VALUE.finditer(text):
        if (span := span_at(text, match.start(), match.end())).holds(line, column):
            return Named("value", match[1], span)
    lines = text.split("\n")
    row = lines[line] if line < len(lines) else ""
    if file.endswith(".csv"):
        return _in_table(book.register, row, line, column)
    for match in WORD.finditer(row):
        if match.start() <= column <= match.end() and (named := _named(book.register, file, match[0].strip(".:"))):
            start = match.start() + match[0].index(named[1])
            return Named(*named, in_line(line, start, start + len(named[1])))
    return None


def _named(register: Register, file: str, word: str) -> tuple[str, str] | None:
    if word in register.items:
        return "item", word
    if word in register.datasets:
        return "dataset", word
    if word in register.references:
        return "reference", word
    if file.endswith(".toml") and word in register.areas:
        return "area", word
    page = word.removeprefix("/").removesuffix(".md")
    folder = file.rpartition("/")[0]
    for candidate in (page, f"{folder}/{page}" if folder else page):
        if candidate in register.titles and file.endswith(".md"):
            return "page", word
    return None


def _in_table(register: Register, row: str, line: int, column: int) -> Named | None:
    start = row.rfind(",", 0, column) + 1
    cell = row[start:].partition(",")[0].strip()
    return Named("area", cell, in_line(line, start, start + len(cell))) if cell in register.areas else None


def definitions(book: LoadedBook, root: Path, file: str, named: Named) -> list[SpanInFile]:
    """Where a thing is defined: an item's block, the rows of a number, a table and its card, an entry, a chapter."""
    register = book.register
    match named.kind:
        case "item":
            place = register.items[named.name].place
            return [_at(place.file, place.line)]
        case "value":
            return list(_rows(register, named.name))
        case "dataset":
            return [_at(f"{DATA_FOLDER}/{named.name}.{ending}", 1) for ending in ("toml", "csv")]
        case "reference":
            place = register.references[named.name].place
            return [_at(place.file, place.line)]
        case "page":
            page = named.name.removesuffix(".md")
            here = f"{file.rpartition('/')[0]}/{page}"
            return [_at(f"{page.lstrip('/') if page.startswith('/') or here not in register.titles else here}.md", 1)]
        case "area":
            text = (root / "evidence/areas.toml").read_text(encoding="utf-8", errors="replace")
            found = re.search(rf'^\s*id\s*=\s*"{re.escape(named.name)}"', text, re.MULTILINE)
            return [_at("evidence/areas.toml", text.count("\n", 0, found.start()) + 1)] if found else []
    return []


def _rows(register: Register, expression: str) -> Iterator[SpanInFile]:
    try:
        value = resolve(expression, register.datasets)
    except Unresolved:
        return
    for row in value.observations:
        owner = next((one for key in value.datasets if row in (one := register.datasets[key]).observations), None)
        if owner:
            yield _at(owner.place.file, row.line)


def _at(file: str, line: int) -> SpanInFile:
    return SpanInFile(file, in_line(line - 1, 0, 0))


def occurrences(name: str, file: str, text: str) -> Iterator[SpanInFile]:
    """Every place of a text at which a name stands as a word of its own."""
    return (SpanInFile(file, span_at(text, start, end)) for start, end in places_of_name(text, name))
