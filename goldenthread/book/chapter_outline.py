"""How a chapter is built: its title, the levels of its headings, its footnotes, and what a link may lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goldenthread.book.markdown_reader import Fence, Link, MarkdownHeading, Node, Note, NoteReference, Role, Target
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Place, Problem, nearest

HEADING_ANCHORS = 3
"""The level down to which a heading has an anchor: Sphinx is set to it, too."""
# as `github_slugify` of MyST 5.2 makes an anchor of a heading's words, and `make_id` of docutils an id
_NO_SLUG = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_NO_ID = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r"\s*:name:\s*(\S.*?)\s*")


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What a chapter leads to and what leads to it.

    `links` are the lines and addresses of links that stay in the book, `roles` the lines, names and targets of `doc` and `ref`;
    `anchors` are what an address on another page may name after `#`, `own_anchors` what one on the chapter's own may name
    beside these, `names` those that may be named from everywhere.
    """

    links: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[int, str, str], ...] = ()
    anchors: frozenset[str] = frozenset()
    own_anchors: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def outline_of(nodes: Sequence[Node]) -> Outline:
    """What leads from a chapter and to it."""
    every = tuple(all_nodes(nodes))
    headings = [node for node in every if isinstance(node, MarkdownHeading)]
    names = frozenset(_names(every))
    return Outline(
        links=tuple((node.line, node.address) for node in every if isinstance(node, Link) and not is_web_address(node.address)),
        roles=tuple((node.line, node.name, node.text.rpartition("<")[2].rstrip("> ")) for node in every
                    if isinstance(node, Role) and node.name in ("doc", "ref")),
        anchors=frozenset(_anchors(heading for heading in headings if heading.level <= HEADING_ANCHORS)) | names,
        own_anchors=frozenset(_id(heading) for heading in headings), names=names,
    )


def all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Each node and every one that is within it."""
    for node in nodes:
        yield node
        if isinstance(node, Fence):
            yield from all_nodes(node.title)
            yield from all_nodes(node.inside)


def _names(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Target):
            yield node.name.lower()
        elif isinstance(node, Fence):
            yield from (name[1].lower() for row in node.content[: node.options]
                        if ":name:" in row and (name := _NAME.fullmatch(row)))


def _anchors(headings: Iterable[MarkdownHeading]) -> Iterator[str]:
    seen: set[str] = set()
    for heading in headings:
        slug = plain = _NO_SLUG.sub("", heading.words.lower().replace(" ", "-"))
        number = 0
        while slug in seen:
            number += 1
            slug = f"{plain}-{number}"
        seen.add(slug)
        yield slug
        yield _id(heading)


def _id(heading: MarkdownHeading) -> str:
    return _NO_ID.sub("-", heading.words.lower()).strip("-")


def outline_problems(file: str, nodes: Sequence[Node]) -> list[Problem]:
    """What is wrong with a chapter's headings and footnotes."""
    headings = [node for node in nodes if isinstance(node, MarkdownHeading)]
    return [Problem(Place(file=file, line=line), code, what, fix)
            for line, code, what, fix in (*_headings(headings), *_notes(tuple(all_nodes(nodes))))]


def _headings(headings: Sequence[MarkdownHeading]) -> Iterator[tuple[int, str, str, str]]:
    if not headings or headings[0].level > 1:
        yield (headings[0].line if headings else 1, "chapter.title", "This page has no title.",
               "Begin it with one: a line '# …' above everything else.")
    above: list[MarkdownHeading] = []
    under: dict[tuple[int, ...], dict[str, int]] = {}
    title: MarkdownHeading | None = None
    for number, heading in enumerate(headings):
        words = " ".join(heading.text.split())
        while above and above[-1].level >= heading.level:
            above.pop()
        if heading.level == 1 and title is not None:
            yield (heading.line, "chapter.second-title", f"The page already has a title on line {title.line}.",
                   f"Write '## {words[:40]}', or begin a page of its own.")
        elif number and headings[number - 1].level < heading.level - 1:
            before = headings[number - 1].level
            yield (heading.line, "chapter.level", f"A heading of level {heading.level} follows one of level {before}.",
                   f"Write '{'#' * (before + 1)} {words[:40]}'.")
        siblings = under.setdefault(tuple(one.line for one in above), {})
        if heading.level > 1 and (first := siblings.setdefault(words.casefold(), heading.line)) != heading.line:
            yield (heading.line, "chapter.heading-twice", f"The heading '{words[:40]}' is already on line {first}.",
                   "Give one of them other words, so that a reader and a link can tell them apart.")
        title = title or (heading if heading.level == 1 else None)
        above.append(heading)


def _notes(nodes: Sequence[Node]) -> Iterator[tuple[int, str, str, str]]:
    notes: dict[str, int] = {}
    for note in nodes:
        if isinstance(note, Note) and notes.setdefault(note.label, note.line) != note.line:
            yield (note.line, "note.twice", f"The footnote '[^{note.label}]' is already on line {notes[note.label]}.",
                   "Give it a label of its own.")
    used = {node.label for node in nodes if isinstance(node, NoteReference)}
    for node in nodes:
        if isinstance(node, NoteReference) and node.label not in notes:
            yield (node.line, "note.missing", f"There is no footnote '[^{node.label}]'.",
                   f"Write it on a line of its own: '[^{node.label}]: …'.{nearest(node.label, notes)}")
    for label, line in notes.items():
        if label not in used:
            yield (line, "note.unused", f"Nothing in the text refers to the footnote '[^{label}]'.",
                   f"Write '[^{label}]' where it belongs, or take the note away.{nearest(label, used - notes.keys())}")
