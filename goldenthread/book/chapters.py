"""Chapters in MyST Markdown: their items and what they mention, each with its line, without loading Sphinx.

Reads the little of MyST that the rules need: fences of colons or backticks, directive options (by MyST's own option
reader), roles, and headings. Everything else is text to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from myst_parser.parsers.options import TokenizeError, options_to_items

from goldenthread.book.markup_check import DEEPEST, markup_problems
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import read_text
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.model import KINDS, Item, Mention, Place, Problem
from goldenthread.system import book_entries

OPEN = re.compile(r"^ {0,3}(`{3,}|:{3,}|~{3,})[ \t]*(?:\{([^}]*)\}|[\w:+-]*)[ \t]*(.*)$")
ROLE = re.compile(r"(?<!`)\{(value|need|cite|cite:[a-z]+|need_part)\}(`+)?")
DIRECTIVES = {"chart"}
OPTION = re.compile(r"\s*:(?!::)")
# an option that MyST's own reader would take word for word: no quotes, no comment, no text over several lines
PLAIN_OPTION = re.compile(r"([\w-]+):(?: +([^|>'\"#\s][^#\t\r\x85\u2028\u2029]*))?")
LITERAL = {"code-block", "code", "literalinclude", "math", "eval-rst", "raw"}


@dataclass(kw_only=True)
class Chapter:
    """One Markdown file: its title, its items as written, what its text and charts mention, and the pages in its contents."""

    file: str
    title: str = ""
    items: list[Item] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def chapter_files(root: Path) -> list[str]:
    """Every Markdown file of the book, sorted by folders and names. Hidden files are none of it."""
    return [name for name, entry in book_entries(root) if name.endswith(".md") and not entry.is_dir()]


def read_chapter(root: Path, file: str, vocabulary: Vocabulary, cache: ReadingCache | None = None) -> Chapter:
    """One chapter. Raises `Fault` when the file cannot be read as text.

    With a cache, a file that has not changed is not read again, but for the pictures that it shows.
    """
    text = read_text(root, file)
    unfit = markup_problems(root, file, text, vocabulary.options)
    if cache is None:
        chapter = _scanned(file, text, vocabulary)
    else:
        chapter = cache.get("chapter", file, (text, vocabulary), lambda: _scanned(file, text, vocabulary))
    return replace(chapter, problems=[*unfit, *chapter.problems])


def _scanned(file: str, text: str, vocabulary: Vocabulary) -> Chapter:
    chapter, lines = Chapter(file=file), text.split("\n")
    chapter.title = next((line[2:].strip() for line in lines if line.startswith("# ")), "")
    _Reader(chapter, vocabulary).scan(lines, 1, "")
    return chapter


class _Reader:
    def __init__(self, chapter: Chapter, vocabulary: Vocabulary) -> None:
        self.chapter = chapter
        self.vocabulary = vocabulary

    def report(self, line: int, code: str, what: str, fix: str) -> None:
        self.chapter.problems.append(Problem(Place(file=self.chapter.file, line=line), code, what, fix))

    def scan(self, lines: list[str], first: int, item: str, depth: int = 0) -> None:
        """Read a run of lines that begins on line `first` of the file and stands inside `item`."""
        if depth > DEEPEST:
            self.report(first, "chapter.nested", f"This stands within more than {DEEPEST} others.", "Take some of them away.")
            return
        position, text = 0, list[str]()
        while position < len(lines):
            found = OPEN.match(lines[position])
            if not found:
                text.append("" if lines[position].startswith("%") else lines[position])
                position += 1
                continue
            end = self._close(lines, position, found.group(1), first)
            text += [""] * (end - position + 1)
            self._fence(found, lines[position + 1 : end], first + position, item, depth + 1)
            position = end + 1
        self._mentions("\n".join(text), first, item)

    def _close(self, lines: list[str], start: int, fence: str, first: int) -> int:
        closing = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        nested = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\{{([\w:-]+)\}}")
        opened = lines[start].strip()
        for position in range(start + 1, len(lines)):
            if closing.match(lines[position]):
                return position
            if nested.match(lines[position]):
                self.report(first + start, "chapter.unclosed",
                            f"'{opened}' is not closed before '{lines[position].strip()}' on line {first + position}.",
                            f"End it with a line of its own: '{fence}'.")
                return position - 1
        self.report(first + start, "chapter.unclosed", f"'{opened}' is never closed.",
                    f"End it with a line of its own: '{fence}'.")
        return len(lines)

    def _fence(self, found: re.Match[str], content: list[str], line: int, item: str, depth: int) -> None:
        fence, name, argument = found.group(1), found.group(2), found.group(3).strip()
        if name is None:
            if fence[0] == ":":
                self.scan(content, line + 1, item, depth)
            return
        if name == "toctree":
            self.chapter.below += _pages(content)
            return
        if name in LITERAL or name.startswith("code"):
            return
        if name in KINDS:
            item, used = self._item(name, argument, content, line)
        else:
            options, _lines, used = self._options(content, line)
            place = Place(file=self.chapter.file, line=line)
            if name in DIRECTIVES:
                self.chapter.mentions.append(Mention(kind=name, text=argument, place=place, item=item, options=options or {}))
        self.scan(content[used:], line + 1 + used, item, depth)

    def _options(self, content: list[str], line: int) -> tuple[dict[str, str] | None, dict[str, int], int]:
        used = 0
        while used < len(content) and OPTION.match(content[used]):
            used += 1
        rows = [row.lstrip()[1:] for row in content[:used]]
        lines = {row.partition(":")[0].strip(): line + 1 + number for number, row in enumerate(rows)}
        plain = [PLAIN_OPTION.fullmatch(row.rstrip(" ")) for row in rows]
        if all(plain):
            return {found[1]: " ".join((found[2] or "").split()) for found in plain if found}, lines, used
        try:
            pairs, _state = options_to_items("\n".join(rows))
            return {name: " ".join(value.split()) for name, value in pairs}, lines, used
        except TokenizeError as error:
            at = (error.context_mark or error.problem_mark).line
            self.report(line + 1 + at, "chapter.options", f"The option '{content[at].strip()}' cannot be read.",
                        "Write ':name: value' on one line; put a value that holds ': ' or ' #' into quotation marks.")
            return None, lines, used

    def _item(self, kind: str, title: str, content: list[str], line: int) -> tuple[str, int]:
        options, lines, used = self._options(content, line)
        if options is None:
            return "", used
        links = self.vocabulary.kinds[kind].links if kind in self.vocabulary.kinds else {}
        written = {name: _parts(options.pop(name)) for name in [name for name in options if name in links]}
        # a pin such as EV_X[fp=="…"] belongs to the link; the item it names is what stands before it
        split = {name: tuple(part.partition("[")[0].strip() for part in parts) for name, parts in written.items()}
        pins = {name: held for name, parts in written.items() if (held := _pins(parts))}
        tags, item_id = tuple(_parts(options.pop("tags", ""))), options.pop("id", "")
        body = content[used:]
        skipped = next((number for number, row in enumerate(body) if row.strip()), 0)
        self.chapter.items.append(KINDS[kind](
            id=item_id, title=title, place=Place(file=self.chapter.file, line=line), tags=tags,
            body="\n".join(body).strip("\n"), body_line=line + 1 + used + skipped, links=split, fields=options, lines=lines,
            pins=pins,
        ))
        return item_id, used

    def _mentions(self, text: str, first: int, item: str) -> None:
        for found in ROLE.finditer(text):
            line = first + text.count("\n", 0, found.start())
            name, ticks = found.group(1), found.group(2)
            end = text.find(ticks, found.end()) if ticks else -1
            if end < 0 or "\n\n" in text[found.end() : end]:
                self.report(line, "chapter.role", f"'{{{name}}}' is not followed by text between back-ticks.",
                            f"Write {{{name}}}`…` with a back-tick before and after.")
                continue
            place = Place(file=self.chapter.file, line=line)
            words = " ".join(text[found.end() : end].split())
            self.chapter.mentions.append(Mention(kind=name.partition(":")[0], text=words, place=place, item=item))


def _pages(content: list[str]) -> list[str]:
    """The entries of a table of contents, without their own titles."""
    entries = (line.strip() for line in content if line.strip() and not line.lstrip().startswith(":"))
    return [entry.rpartition("<")[2].rstrip("> ") for entry in entries]


def in_reading_order(chapters: list[Chapter], start: str = "index") -> list[Chapter]:
    """The chapters as the tables of contents lead through them, then those that stand in none, by name."""
    by_page = {Place(file=chapter.file, line=1).docname: chapter for chapter in chapters}
    order: dict[str, Chapter] = {}

    def follow(page: str) -> None:
        if page in by_page and page not in order:
            order[page] = by_page[page]
            folder = page.rpartition("/")[0]
            for entry in by_page[page].below:
                follow(entry.lstrip("/") if entry.startswith("/") or not folder else f"{folder}/{entry}")

    follow(start)
    return [*order.values(), *(chapter for page, chapter in sorted(by_page.items()) if page not in order)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;](?![^\[]*\])", text) if part.strip()]


def _pins(parts: list[str]) -> dict[str, str]:
    """What stands in brackets behind each target that has such, the brackets with it."""
    return {part.partition("[")[0].strip(): part[part.index("[") :] for part in parts if "[" in part}
