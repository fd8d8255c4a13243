"""How the pages of a book are connected: whether links have targets, and whether the contents list each page once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from goldenthread.book.chapter_outline import Name, RoleTarget
from goldenthread.book.chapters import Chapter, ContentsEntry
from goldenthread.book.web_addresses import link_is_allowed, page_named, page_path
from goldenthread.model import Place, Problem, nearest
from goldenthread.system import FRONT_PAGE

# what Sphinx accepts as the text of a numbered reference: `%s`, or `{number}` with or without `{name}`
NUMBERED = re.compile(r"[^%{}]*%s[^%{}]*|(?=.*\{number\})(?:[^{}]|\{(?:number|name)\})*")
FRONT = FRONT_PAGE.removesuffix(".md")


def link_problems(chapters: Sequence[Chapter], files: Collection[str]) -> Iterator[Problem]:
    """Every link to a page, a heading, a name or a term that does not exist.

    `files` are all pages, even those that were not read.
    """
    by_file = {chapter.file: chapter for chapter in chapters}
    known = _Known(
        names={name.name: name for chapter in chapters for name in chapter.outline.names},
        terms=frozenset(term.lower() for chapter in chapters for _line, term in chapter.outline.terms),
        some_unread=len(chapters) < len(files))
    for chapter in chapters:
        for line, address, bare in chapter.outline.links:
            if link_is_allowed(chapter.file, address):
                yield from _link(Place(file=chapter.file, line=line), chapter, address, bare, by_file, files, known)
        for role in chapter.outline.roles:
            place = Place(file=chapter.file, line=role.line)
            yield from _page_role(place, role.target, files) if role.role == "doc" else _role(place, role, known)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """The targets that can be referred to from anywhere; `some_unread` if a page that could not be read may have further ones."""

    names: Mapping[str, Name]
    terms: frozenset[str]
    some_unread: bool


def _link(
    place: Place, chapter: Chapter, address: str, bare: bool, by_file: Mapping[str, Chapter], files: Collection[str],
    book: _Known
) -> Iterator[Problem]:
    anchor = unquote(address).partition("#")[2]
    file = chapter.file if address.startswith("#") else page_path(chapter.file, address) or ""
    if file not in files:
        yield Problem(place, "link.page", f"'{address[:60]}' leads to no page: there is no file '{file[:80]}'.",
                      f"Correct the address, or add the page.{_near_page(file, files)}")
        return
    if (not anchor and address != "#") or file not in by_file:
        return
    outline = by_file[file].outline
    known = outline.anchors
    if address.startswith("#"):
        known = known | outline.own_anchors | book.names.keys()
        if book.some_unread and anchor not in known:
            return  # the name may be on a page that could not be read
    if anchor not in known:
        yield Problem(place, "link.heading", f"'{address[:60]}' leads to no heading of {file}.",
                      f"Write the heading's words in small letters, with hyphens between them.{nearest(anchor, known)}")
    elif bare and anchor in book.names and not book.names[anchor].titled:
        yield _without_words(place, anchor, f"[your words]({address[:60]})")


def _page_role(place: Place, target: str, files: Collection[str]) -> Iterator[Problem]:
    if f"{page_named(place.docname, target)}.md" not in files:
        yield Problem(place, "link.page", f"'{target[:60]}' is no page of the book.",
                      f"Correct the path, or add the page.{_near_page(target, [file.removesuffix('.md') for file in files])}")


def _role(place: Place, role: RoleTarget, known: _Known) -> Iterator[Problem]:
    target = " ".join(role.target.split())
    if role.role == "term":
        if target.lower() not in known.terms and not known.some_unread:
            yield Problem(place, "link.term", f"No glossary has the term '{target[:60]}'.",
                          f"Correct it, or add the term to a 'glossary'.{nearest(target.lower(), known.terms)}")
        return
    name = known.names.get(target.lower())
    if name is None:
        if not known.some_unread:
            yield Problem(place, "link.heading", f"Nothing in the book has the name '{target[:60]}'.",
                          f"Give it one with a line '({target[:40]})=' above the heading, or ':name: {target[:40]}'."
                          f"{nearest(target, known.names)}")
    elif role.role == "ref" and not role.words and not name.titled:
        yield _without_words(place, target, f"{{ref}}`your words <{target[:40]}>`")
    elif role.role == "numref" and not name.numbered:
        yield Problem(place, "link.number", f"What '{target[:60]}' names has no number.",
                      f"Name a chart, or a figure or table that has a caption, or write {{ref}}`your words <{target[:40]}>`.")
    elif role.role == "numref" and role.words and not NUMBERED.fullmatch(role.words):
        yield Problem(place, "link.number", f"'{role.words[:60]}' does not say where the number stands.",
                      f"Write '%s' for it, once: {{numref}}`Figure %s <{target[:40]}>`.")


def _without_words(place: Place, name: str, example: str) -> Problem:
    return Problem(place, "link.words", f"'{name[:60]}' names something without a title, so the link would have no words.",
                   f"Give it some: {example}.")


def _near_page(path: str, files: Collection[str]) -> str:
    """The page that was probably meant: preferably one of that name in another folder, otherwise one with a similar name."""
    same = [file for file in files if posixpath.basename(file) == posixpath.basename(path)]
    return f" Did you mean '{same[0]}'?" if len(same) == 1 else nearest(path, files)


def contents_problems(chapters: Sequence[Chapter], files: Collection[str]) -> Iterator[Problem]:
    """Entries of tables of contents without a page, pages that are listed twice, and pages that are left out."""
    pages = {file.removesuffix(".md") for file in files}
    parents: dict[str, Place] = {}
    below: dict[str, list[str]] = {}
    for chapter in chapters:
        own = below.setdefault(Place(file=chapter.file, line=1).docname, [])
        for entry in chapter.contents:
            yield from _entry(chapter, entry, pages, parents, own)
    if len(chapters) == len(files):  # a page that could not be read may contain contents
        yield from _left_out(chapters, parents, below)


def _entry(
    chapter: Chapter, entry: ContentsEntry, pages: Collection[str], parents: dict[str, Place], own: list[str]
) -> Iterator[Problem]:
    place = Place(file=chapter.file, line=entry.line)
    page = page_named(place.docname, entry.page.removesuffix(".md"))
    named = [page] if page in pages else []
    if entry.is_pattern:
        pattern = re.compile(_pattern(page))
        named = sorted(one for one in pages if pattern.fullmatch(one) and one != place.docname and one not in own)
        if not named:
            yield Problem(place, "contents.missing", f"No page fits '{entry.page[:60]}'.", "Correct the pattern, or take it out.")
    elif not named:
        yield Problem(place, "contents.missing", f"The contents name '{entry.page[:60]}', but there is no file '{page[:80]}.md'.",
                      f"Correct the entry, or add the page.{_near_page(page, pages)}")
    for one in named:
        if one == FRONT or one in parents:
            where = f"is already in the contents at {parents[one]}" if one in parents else "is the front page"
            yield Problem(place, "contents.twice", f"'{one}' {where}.", "Take it out here, or write a link to it in a sentence.")
        else:
            parents[one] = place
            own.append(one)


def _left_out(chapters: Sequence[Chapter], parents: Mapping[str, Place], below: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    reached: set[str] = set()

    def reach(page: str) -> None:
        waiting = [page]
        while waiting:
            if (one := waiting.pop()) not in reached:
                reached.add(one)
                waiting += below.get(one, ())

    files = {Place(file=chapter.file, line=1).docname: chapter for chapter in chapters}
    for page, chapter in files.items():
        if page == FRONT or chapter.orphan:
            reach(page)
    if FRONT not in files:
        yield Problem(Place(file=f"{FRONT}.md", line=1), "source.missing", "The book has no front page.",
                      "Write it: '# ' and the book's title, and below it a 'toctree' that names evidence/index and the index of "
                      "each edition.")
        return
    # first those that no contents name, then those that only name each other
    for page in sorted(files, key=lambda page: (page in parents, page)):
        if page not in reached:
            reach(page)
            yield Problem(Place(file=files[page].file, line=1), "contents.left-out",
                          "No table of contents leads from the front page to this page.",
                          f"Name it in a 'toctree', such as that of {_near_contents(page, below)}, or put 'orphan: true' between "
                          "lines of '---' above its title.")


def _near_contents(page: str, below: Mapping[str, Sequence[str]]) -> str:
    folder = page.rpartition("/")[0]
    same = [one for one in below if below[one] and one.rpartition("/")[0] == folder]
    return f"{min(same, default=FRONT)}.md"


def _pattern(glob: str) -> str:
    """A glob pattern of Sphinx as a regular expression: `*` and `?` stay within a folder, `**` does not."""
    parts = re.split(r"(\*\*|\*|\?|\[!?[^\]]+\])", glob)
    return "".join({"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part)
                   or (part.replace("[!", "[^") if part.startswith("[") else re.escape(part)) for part in parts)
