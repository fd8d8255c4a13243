"""Which thing of the book an author points at, where it is defined, and everywhere that it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.book import DATA_FOLDER, LoadedBook, page_named, places_of_name
from goldenthread.editor.cursor import enclosing_directive
from goldenthread.editor.link_targets import KINDS_OF_ROLES, address_of_place, leading_to, place_led_to
from goldenthread.editor.text_spans import Span, SpanInFile, in_line, span_at
from goldenthread.editor.written_forms import VALUE
from goldenthread.model import Register, Unresolved, resolve

WORD = re.compile(r"[\w/.:-]+")
ADDRESS = re.compile(r"\]\(([^()\s]+)\)")
LEADING_ROLE = re.compile(rf"\{{({'|'.join(KINDS_OF_ROLES)})\}}`(?:[^`<]*<)?([^`<>]+)>?`")
LABEL = re.compile(r"\(([^()]+)\)=\s*")
LED_TO = ("page", "heading", "label", "term")
"""The kinds of things that a link or a role leads to."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the book and where it is named: its `kind` is `value`, `item`, `dataset`, `reference`, `area` or of `LED_TO`.

    Of a value, `name` is its expression; of a page its file, and of a heading that file, `#` and the heading's anchor.
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
    if file.endswith(".md") and (led := _led_to(book, file, lines, line, column)):
        return led
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
    return None


def _led_to(book: LoadedBook, file: str, lines: list[str], line: int, column: int) -> Named | None:
    """The page, heading, name or term to which a row leads at a column, or that the row itself gives."""
    row = lines[line] if line < len(lines) else ""
    for match in (*ADDRESS.finditer(row), *LEADING_ROLE.finditer(row)):
        if match.start(match.re.groups) <= column <= match.end(match.re.groups):
            is_role = match.re is LEADING_ROLE
            kind, name = _of_role(file, match[1], match[2]) if is_role else _of_address(book, file, match[1])
            known = name.removesuffix(".md") in book.register.titles if kind == "page" else place_led_to(book, kind, name)
            return Named(kind, name, in_line(line, match.start(match.re.groups), match.end(match.re.groups))) if known else None
    if label := LABEL.fullmatch(row):
        return Named("label", label[1].lower(), in_line(line, label.start(1), label.end(1)))
    headings = book.chapters[file].outline.headings if file in book.chapters else ()
    if anchor := next((one.anchor for one in headings if one.line == line + 1 and row.startswith("#")), ""):
        return Named("heading", f"{file}#{anchor}", in_line(line, 0, len(row)))
    page = page_named(file, row.strip().removesuffix(".md"))
    if page in book.register.titles and enclosing_directive(lines[: line + 1])[0] == "toctree":
        return Named("page", f"{page}.md", in_line(line, len(row) - len(row.lstrip()), len(row.rstrip())))
    return None


def _of_role(file: str, role: str, target: str) -> tuple[str, str]:
    kind, target = KINDS_OF_ROLES[role], target.strip()
    return kind, f"{page_named(file, target)}.md" if kind == "page" else target


def _of_address(book: LoadedBook, file: str, address: str) -> tuple[str, str]:
    place = address_of_place(file, address)
    anchor = place.partition("#")[2]
    if anchor and not place_led_to(book, "heading", place) and place_led_to(book, "label", anchor):
        return "label", anchor  # on another page: from everywhere, a name may be named alone
    return ("heading" if anchor else "page"), place


def _in_table(register: Register, row: str, line: int, column: int) -> Named | None:
    start = row.rfind(",", 0, column) + 1
    cell = row[start:].partition(",")[0].strip()
    return Named("area", cell, in_line(line, start, start + len(cell))) if cell in register.areas else None


def definitions(book: LoadedBook, root: Path, named: Named) -> list[SpanInFile]:
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
            return [_at(named.name, 1)]
        case "heading" | "label" | "term":
            led_to = place_led_to(book, named.kind, named.name)
            return [_at(*led_to)] if led_to else []
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
    line = counted = 0
    for start, end in places_of_name(text, name):
        line, counted = line + text.count("\n", counted, start), start
        row = text.rfind("\n", 0, start) + 1
        yield SpanInFile(file, in_line(line, start - row, end - row))


def leads_to(book: LoadedBook, named: Named, text_of: Callable[[str], str]) -> Iterator[SpanInFile]:
    """Every link, role and entry of contents that leads to a page, a heading, a name or a term."""
    rows: dict[str, list[str]] = {}
    for file, line, words in leading_to(book, named.kind, named.name):
        lines = rows.setdefault(file, text_of(file).split("\n"))
        # a link goes over the end of a line at times, and the text may have changed since it was looked at
        for number in range(line - 1, min(line + 2, len(lines))):
            if (start := lines[number].find(words)) >= 0:
                yield SpanInFile(file, in_line(number, start, start + len(words)))
                break
