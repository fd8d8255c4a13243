"""Chapters in MyST Markdown: their items and what they mention, each with its line, without loading Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from goldenthread.book.chapter_outline import Outline, outline_of, outline_problems
from goldenthread.book.directive_options import OptionsFault, option_lines, read_options
from goldenthread.book.markdown_nodes import BareRole, Fence, MarkdownHeading, Node, Role
from goldenthread.book.markdown_reader import read_markdown
from goldenthread.book.markup_check import check_markup, long_paragraph, picture_problems
from goldenthread.book.misnamed_files import copied_from
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import read_text
from goldenthread.book.unsaved_texts import unsaved_texts
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.model import Item, Mention, Place, Problem, class_of_kind
from goldenthread.system import book_entries, is_of_book

# roles and directives that are kept as mentions; all forms of `cite` count as one
MENTIONING = re.compile(r"(value|need|need_part|cite)(?::[a-z]+)?")

OPTION_ROW = re.compile(r"\s*:([\w-]+):(?:\s|$)")

# only within the front matter, which ends at the next line of hyphens
ORPHAN = re.compile(r"---\n(?:(?!---)[^\n]*\n)*?orphan:")


@dataclass(frozen=True, kw_only=True)
class ContentsEntry:
    """A line of a table of contents: the page that it names, as written, or a pattern for several pages."""

    line: int
    page: str
    is_pattern: bool = False


@dataclass(kw_only=True)
class Chapter:
    """One Markdown file: its title, its items as written, its mentions in text and charts, and the pages in its contents.

    `pictures` are the lines and addresses of its pictures, whose files may change while the chapter does not. `contents` are the
    entries of its tables of contents that name pages; `orphan` says whether its front matter allows it to be in no contents.
    """

    file: str
    title: str = ""
    title_line: int = 1
    items: list[Item] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pictures: list[tuple[int, str]] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    orphan: bool = False


def chapter_files(root: Path) -> list[str]:
    """Every Markdown file of the book except copies, sorted by folders and names. Hidden files are not part of it."""
    files = [name for name, entry in book_entries(root) if not entry.is_dir()]
    known = set(files)
    # a copy that a program made repeats everything; a rule reports it
    saved = [name for name in files if name.endswith(".md") and not copied_from(root, name, known)]
    # a new chapter may not be saved yet
    new = {name for name in unsaved_texts() if name.endswith(".md") and is_of_book(name)}.difference(saved)
    return sorted([*saved, *new], key=lambda name: name.split("/")) if new else saved


def read_chapter(root: Path, file: str, vocabulary: Vocabulary, cache: ReadingCache | None = None) -> Chapter:
    """One chapter. Raises `Fault` if the file cannot be read as text.

    With a cache, a file that has not changed is not read again, except for its pictures.
    """
    text = read_text(root, file)
    if cache is None:
        chapter = _chapter(file, text, vocabulary)
    else:
        chapter = cache.get("chapter", file, (text, vocabulary), lambda: _chapter(file, text, vocabulary))
    return replace(chapter, problems=[*chapter.problems, *picture_problems(root, file, chapter.pictures)])


def _chapter(file: str, text: str, vocabulary: Vocabulary) -> Chapter:
    chapter = Chapter(file=file)
    if problem := long_paragraph(file, text):
        chapter.problems.append(problem)
        return chapter
    nodes = read_markdown(text)
    problems, chapter.pictures = check_markup(file, text, nodes, kinds=vocabulary.kinds.keys())
    chapter.problems += [*problems, *outline_problems(file, nodes)]
    chapter.outline = outline_of(nodes)
    chapter.orphan = bool(ORPHAN.match(text))
    if title := next((node for node in nodes if isinstance(node, MarkdownHeading) and node.level == 1), None):
        chapter.title, chapter.title_line = title.text, title.line
    _Collector(chapter, vocabulary).collect(nodes, "")
    return chapter


class _Collector:
    """Gathers what a chapter says from the tree of its Markdown."""

    def __init__(self, chapter: Chapter, vocabulary: Vocabulary) -> None:
        self.chapter = chapter
        self.vocabulary = vocabulary

    def report(self, line: int, code: str, what: str, fix: str) -> None:
        self.chapter.problems.append(Problem(Place(file=self.chapter.file, line=line), code, what, fix))

    def collect(self, nodes: Iterable[Node], item: str) -> None:
        """Gather the content of these nodes, within an item (its id) or outside any (an empty text)."""
        for node in nodes:
            if isinstance(node, Fence):
                self._fence(node, item)
            elif isinstance(node, Role) and (kind := MENTIONING.fullmatch(node.name)):
                place = Place(file=self.chapter.file, line=node.line)
                text = " ".join(node.text.split())
                self.chapter.mentions.append(Mention(kind=kind[1], text=text, place=place, item=item))
            elif isinstance(node, BareRole):
                self.report(node.line, "chapter.role", f"'{{{node.name}}}' is not followed by text between back-ticks.",
                            f"Write {{{node.name}}}`…` with a back-tick before and after.")

    def _fence(self, fence: Fence, item: str) -> None:
        if not fence.closed:
            self._report_unclosed(fence)
        if fence.name == "toctree":
            self.chapter.contents += _entries(fence)
        elif fence.name == "chart":
            options = self._options(fence)
            place = Place(file=self.chapter.file, line=fence.line)
            chart = Mention(kind="chart", text=fence.argument, place=place, item=item, options=options or {})
            self.chapter.mentions.append(chart)
        elif fence.name in self.vocabulary.kinds and not fence.in_block:
            item = self._item(fence)
        self.collect(fence.title, item)
        self.collect(fence.inside, item)

    def _report_unclosed(self, fence: Fence) -> None:
        what = "is never closed"
        if fence.runs_into:
            what = f"is not closed before '{fence.runs_into_text}' on line {fence.runs_into}"
        self.report(fence.line, "chapter.unclosed", f"'{fence.opening}' {what}.",
                    f"End it with a line of its own: '{fence.markers}'.")

    def _options(self, fence: Fence) -> dict[str, str] | None:
        """A directive's options; None if they cannot be read, which is reported."""
        try:
            return read_options(fence)
        except OptionsFault as fault:
            self.report(fault.line, "chapter.options", fault.what, fault.fix)
            return None

    def _item(self, fence: Fence) -> str:
        """Keep an item. Returns its id, empty if it has none."""
        options, lines = self._options(fence), option_lines(fence)
        if options is None or self._options_apart(fence):
            return ""
        kind = fence.name
        links = self.vocabulary.kinds[kind].links if kind in self.vocabulary.kinds else {}
        written = {name: _parts(options.pop(name)) for name in [name for name in options if name in links]}
        # a pin such as EV_X[fp=="…"] belongs to the link; the item's id is what precedes it
        targets = {name: tuple(part.partition("[")[0].strip() for part in parts) for name, parts in written.items()}
        pins = {name: held for name, parts in written.items() if (held := _pins(parts))}
        tags, item_id = tuple(_parts(options.pop("tags", ""))), options.pop("id", "")
        body = fence.content[fence.options :]
        empty = next((number for number, row in enumerate(body) if row.strip()), 0)
        self.chapter.items.append(class_of_kind(kind)(
            id=item_id, title=fence.argument, place=Place(file=self.chapter.file, line=fence.line), tags=tags,
            body="\n".join(body).strip("\n"), body_line=fence.body_line + empty, links=targets, fields=options, lines=lines,
            pins=pins,
        ))
        return item_id

    def _options_apart(self, fence: Fence) -> bool:
        """Whether options follow an empty line, where they would be read as text; this is reported."""
        known = self.vocabulary.kinds.get(fence.name)
        body = fence.content[fence.options :]
        first = next((number for number, row in enumerate(body) if row.strip()), None)
        option = OPTION_ROW.match(body[first]) if first is not None else None
        if not known or not option or option[1] not in {"id", "tags", *known.options, *known.links}:
            return False
        self.report(fence.body_line + (first or 0), "chapter.options-apart",
                    f"An empty line parts ':{option[1]}:' from the line above it, so that it is read as text.",
                    "Take the empty line out: options follow the title, one below the other.")
        return True


def _entries(fence: Fence) -> Iterator[ContentsEntry]:
    """The entries of a table of contents that name pages, without titles of their own."""
    patterns = any(row.split() == [":glob:"] for row in fence.content[: fence.options])
    for line, row in enumerate(fence.content[fence.options :], start=fence.body_line):
        titled = row.rstrip().endswith(">")
        page = row.strip().rpartition("<")[2].rstrip("> ").strip()
        # with a colon it is a web address, or one that the check of the markup refuses
        if page and page != "self" and ":" not in page:
            is_pattern = patterns and not titled and bool(re.search(r"[*?\[]", page))
            yield ContentsEntry(line=line, page=page, is_pattern=is_pattern)


def in_reading_order(chapters: list[Chapter], start: str = "index") -> list[Chapter]:
    """The chapters in the order of the tables of contents, then those that are in none, by name."""
    by_page = {Place(file=chapter.file, line=1).docname: chapter for chapter in chapters}
    order: dict[str, Chapter] = {}

    def follow(page: str) -> None:
        if page in by_page and page not in order:
            order[page] = by_page[page]
            folder = page.rpartition("/")[0]
            for entry in by_page[page].contents:
                name = entry.page
                follow(name.lstrip("/") if name.startswith("/") or not folder else f"{folder}/{name}")

    follow(start)
    return [*order.values(), *(chapter for page, chapter in sorted(by_page.items()) if page not in order)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;](?![^\[]*\])", text) if part.strip()]


def _pins(parts: list[str]) -> dict[str, str]:
    """For each target with brackets after it, these brackets and their content."""
    return {part.partition("[")[0].strip(): part[part.index("[") :] for part in parts if "[" in part}
