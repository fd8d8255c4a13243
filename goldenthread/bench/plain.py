"""The same text for plain Sphinx with MyST and the same theme: items as headings, facts and paragraphs, numbers as text.

It has the text that an author wrote and the links between items; neither the way back, nor drawings, nor views.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.chapters import OPEN, chapter_files
from goldenthread.charts import table_from
from goldenthread.charts.options import drawing_from_options
from goldenthread.model import KINDS, Item, Mention, Register
from goldenthread.values import resolve
from goldenthread.views import VIEWS

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
ROLE = re.compile(r"\{(value|need|cite)\}`([^`]*)`")


def write_plain(book: Path, root: Path) -> None:
    """Write a book's text for plain Sphinx. A file that would not change is left alone, so that it is not read again."""
    register = read_book(book).register
    if register is None:
        raise ValueError(f"the book at {book} cannot be read")
    _write(root / "conf.py", SETTINGS)
    charts = {(m.place.file, m.place.line): m for m in register.mentions if m.kind == "chart"}
    for file in chapter_files(book):
        lines = (book / file).read_text(encoding="utf-8").split("\n")
        text = "\n".join(_plain(register, file, lines, charts))
        _write(root / file, ROLE.sub(lambda found: _said(register, found[1], found[2]), text))


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _plain(register: Register, file: str, lines: list[str], charts: Mapping[tuple[str, int], Mention]) -> Iterator[str]:
    items = {item.place.line: item for item in register.items.values() if item.place.file == file}
    position = 0
    while position < len(lines):
        found = OPEN.match(lines[position])
        name = found[2] if found else None
        if found is None or name not in {*KINDS, *VIEWS, "chart", "bibliography"}:
            yield lines[position]
            position += 1
            continue
        end = next(n for n in range(position + 1, len(lines)) if lines[n].strip() == found[1])
        if name in KINDS:
            yield from _item(items[position + 1])
        elif name == "chart":
            yield from _chart(register, charts[file, position + 1], lines[position + 1 : end])
        position = end + 1


def _item(item: Item) -> Iterator[str]:
    yield from (f"({item.id})=", f"### {item.title}", "", f"- Kind: {item.kind}, {item.id}")
    if item.tags:
        yield f"- Tags: {', '.join(item.tags)}"
    for name, targets in item.links.items():
        yield f"- {name.replace('_', ' ').capitalize()}: {'; '.join(f'{{ref}}`{key}`' for key in targets)}"
    for name, value in item.fields.items():
        yield f"- {name.replace('_', ' ').capitalize()}: {value}"
    yield from ("", item.body, "")


def _chart(register: Register, mention: Mention, content: list[str]) -> Iterator[str]:
    """A chart's caption, and its numbers as a table."""
    yield from (line for line in content if not line.startswith(":"))
    headers, rows = table_from(drawing_from_options(register.datasets[mention.text], mention.options))
    yield from ("", f"| {' | '.join(headers)} |", f"|{'---|' * len(headers)}")
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _said(register: Register, role: str, text: str) -> str:
    if role == "need":
        return f"{{ref}}`{text}`"
    if role == "cite":
        known = [register.references[key.strip()] for key in text.split(",")]
        return " ".join(f"([{reference.publisher}, {reference.year}]({reference.url}))" for reference in known)
    return resolve(text, register.datasets).text
