"""The same text for plain Sphinx with MyST and the same theme: items as headings, facts and paragraphs, numbers as text.

It has the text that an author wrote and the links between items; neither the way back, nor drawings, nor views.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.book.book_reader import read_book
from goldenthread.book.chapters import chapter_files
from goldenthread.book.markdown_nodes import Fence, Node
from goldenthread.book.markdown_reader import read_markdown
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.charts import drawing_from_options, table_from
from goldenthread.model import KINDS, Item, Mention, Register, Unresolved
from goldenthread.model.values import resolve
from goldenthread.site.views import VIEWS

SETTINGS = '''\
project = "Strategy"
language = "en_GB"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["build", ".*"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
html_theme = "furo"
html_copy_source = False
html_use_index = False
html_show_sphinx = False
smartquotes_action = "qe"
'''
HEADING = re.compile(r"(#+) (.*)")
ROLE = re.compile(r"\{(value|need|cite)\}`([^`]*)`")

Link = Callable[[str], str]
"""How a tool's text leads to an item, by its id."""
Chapters = Iterator[tuple[str, list[str | Item]]]
"""Chapters by their paths: runs of Markdown, and items between them."""


def write_plain(book: Path, root: Path) -> None:
    """Write a book's text for plain Sphinx. A file that would not change is left alone, so that it is not read again."""
    write_changed(root / "conf.py", SETTINGS)
    for file, parts in plain_chapters(book, read_book_with_words(book)[0], _reference):
        write_changed(root / file, joined(parts, _item))


def read_book_with_words(book: Path) -> tuple[Register, Vocabulary]:
    """The register of a book, and the words for its kinds, options and links."""
    loaded = read_book(book)
    return loaded.register, loaded.vocabulary


def write_changed(path: Path, text: str) -> None:
    """Write a file, or leave it alone when it holds just this text."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def plain_chapters(book: Path, register: Register, link: Link, without: Collection[str] = ()) -> Chapters:
    """Every chapter with its numbers filled in and its charts as tables; neither views nor the directives named."""
    charts = {(m.place.file, m.place.line): m for m in register.mentions if m.kind == "chart"}
    for file in chapter_files(book):
        lines = (book / file).read_text(encoding="utf-8").split("\n")
        parts = list[str | Item]()
        for part in _parts(register, file, lines, charts, without):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += f"\n{part}"
            else:
                parts.append(part)
        yield file, [_filled(register, part, link) for part in parts]


def _parts(register: Register, file: str, lines: list[str], charts: Mapping[tuple[str, int], Mention],
           without: Collection[str]) -> Iterator[str | Item]:
    items = {item.place.line: item for item in register.items.values() if item.place.file == file}
    left_out = {*KINDS, *VIEWS, "chart", "bibliography", *without}
    fences = {fence.line: fence for fence in _fences(read_markdown("\n".join(lines))) if fence.name in left_out}
    position = 0
    while position < len(lines):
        fence = fences.get(position + 1)
        if fence is None:
            yield lines[position]
            position += 1
            continue
        if fence.name in KINDS:
            yield items[fence.line]
        elif fence.name == "chart":
            yield from _chart(register, charts[file, fence.line], list(fence.content))
        position += len(fence.content) + 2


def _fences(nodes: Iterable[Node]) -> Iterator[Fence]:
    for node in nodes:
        if isinstance(node, Fence):
            yield node
            yield from _fences(node.inside)


def joined(parts: Iterable[str | Item], item: Callable[[Item], Iterable[str]]) -> str:
    """A chapter's text, with each item in the lines that a tool has for it."""
    return "\n".join(part if isinstance(part, str) else "\n".join(item(part)) for part in parts)


def text_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Running Markdown in its parts: a heading with its depth, or what stands between two headings with the depth 0."""
    prose = list[str]()
    for line in [*text.split("\n"), "# "]:
        if not (match := HEADING.match(line)):
            prose.append(line)
            continue
        if between := "\n".join(prose).strip():
            yield 0, between
        prose.clear()
        if match[2]:
            yield len(match[1]), match[2]


def item_facts(item: Item) -> Iterator[tuple[str, str]]:
    """What stands at the head of an item beside its links: its tags and its other options."""
    if item.tags:
        yield "tags", ", ".join(item.tags)
    yield from item.fields.items()


def label(name: str) -> str:
    """An option or a link as a reader sees its name."""
    return name.replace("_", " ").capitalize()


def _reference(key: str) -> str:
    return f"{{ref}}`{key}`"


def _item(item: Item) -> Iterator[str]:
    yield from (f"({item.id})=", f"### {item.title}", "", f"- Kind: {item.kind}, {item.id}")
    if item.tags:
        yield f"- Tags: {', '.join(item.tags)}"
    for name, targets in item.links.items():
        yield f"- {label(name)}: {'; '.join(map(_reference, targets))}"
    for name, value in item.fields.items():
        yield f"- {label(name)}: {value}"
    yield from ("", item.body, "")


def _chart(register: Register, mention: Mention, content: list[str]) -> Iterator[str]:
    """A chart's caption, and its numbers as a table."""
    yield from (line for line in content if not line.startswith(":"))
    headers, rows = table_from(drawing_from_options(register.datasets[mention.text], mention.options))
    yield from ("", f"| {' | '.join(headers)} |", f"|{'---|' * len(headers)}")
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _filled(register: Register, part: str | Item, link: Link) -> str | Item:
    def fill(text: str) -> str:
        return ROLE.sub(lambda match: _said(register, match[1], match[2], link), text)

    if isinstance(part, str):
        return fill(part)
    return replace(part, title=fill(part.title), body=fill(part.body),
                   fields={name: fill(value) for name, value in part.fields.items()})


def _said(register: Register, role: str, text: str, link: Link) -> str:
    """What a role stands for; the role as it is written where a guide only shows how one would write it."""
    if role == "need":
        return link(text)
    try:
        if role == "cite":
            known = [register.references[key.strip()] for key in text.split(",")]
            return " ".join(f"([{reference.publisher}, {reference.year}]({reference.url}))" for reference in known)
        return resolve(text, register.datasets).text
    except (KeyError, Unresolved):
        return f"{{{role}}}\\`{text}\\`"
