"""The structure of a chapter: its title, the levels of its headings, its footnotes, and the targets of links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from goldenthread.book.allowed_markup import LITERAL, VIEWS
from goldenthread.book.directive_bodies import glossary_terms
from goldenthread.book.markdown_nodes import Fence, Link, MarkdownHeading, Node, Note, NoteReference, Role, Target
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Place, Problem, nearest

HEADING_ANCHORS = 3
"""The level down to which a heading has an anchor; Sphinx is configured with it, too."""
# anchors of headings are made as by `github_slugify` of MyST 5.2, and ids as by `make_id` of docutils
_NO_SLUG = re.compile(r"[^\w\u4e00-\u9fff\- ]")
_NO_ID = re.compile(r"[^a-z0-9]+")
LEADING = ("doc", "ref", "numref", "term")
"""The roles that lead to a page, a name or a term."""
TITLED = ("admonition", "topic", "toctree")
_NAME = re.compile(r"\s*:name:\s*(\S.*?)\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name that an author gave to something, in lower case.

    `titled` says whether a link without text can take its text from there, `numbered` whether it is a chart, or a figure or table
    with a caption.
    """

    line: int
    name: str
    titled: bool = False
    numbered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedHeading:
    """A heading that a link can reach by `anchor`, and its words as a reader sees them."""

    line: int
    anchor: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleTarget:
    """The target of a role, as written; `words` are the author's own text for it, or empty."""

    line: int
    role: str
    target: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The links out of a chapter and the targets in it.

    `links` are the lines and addresses of links that stay in the book and whether each is without words; `roles` those of
    `LEADING`. `anchors` are what an address on another page may name after `#`, including those of `headings`; `own_anchors` are
    further ones for addresses on the page itself. `names` can be referred to from anywhere, and so can `terms`, each with its
    line. `directives` are views and lists of publications.
    """

    links: tuple[tuple[int, str, bool], ...] = ()
    roles: tuple[RoleTarget, ...] = ()
    headings: tuple[LinkedHeading, ...] = ()
    anchors: frozenset[str] = frozenset()
    own_anchors: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    terms: tuple[tuple[int, str], ...] = ()
    directives: tuple[Fence, ...] = ()


def outline_of(nodes: Sequence[Node]) -> Outline:
    """The outline of a chapter, from the nodes of its Markdown."""
    every = tuple(all_nodes(nodes))
    headings = [node for node in every if isinstance(node, MarkdownHeading)]
    linked = [heading for heading in headings if heading.level <= HEADING_ANCHORS and not heading.within]
    anchored = tuple(_anchored(linked))
    names = tuple(_names(every))
    fences = [node for node in every if isinstance(node, Fence)]
    return Outline(
        links=tuple((node.line, node.address, node.bare) for node in every
                    if isinstance(node, Link) and not is_web_address(node.address)),
        roles=tuple(_target(node) for node in every if isinstance(node, Role) and node.name in LEADING),
        headings=anchored,
        anchors=frozenset((*(heading.anchor for heading in anchored), *filter(None, map(_id, linked)),
                           *(name.name for name in names))),
        own_anchors=frozenset(filter(None, map(_id, headings))), names=names,
        terms=tuple(term for fence in fences if fence.name == "glossary" for term in glossary_terms(fence)),
        directives=tuple(fence for fence in fences if fence.name in (*VIEWS, "bibliography")),
    )


def _target(role: Role) -> RoleTarget:
    words, opens, target = role.text.strip().rpartition("<")
    if opens and target.endswith(">"):
        return RoleTarget(line=role.line, role=role.name, target=target[:-1].strip(), words=words.strip())
    return RoleTarget(line=role.line, role=role.name, target=role.text.strip())


def all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Each node and every node within it."""
    for node in nodes:
        yield node
        if isinstance(node, Fence):
            yield from all_nodes(node.title)
            yield from all_nodes(node.inside)


def _names(nodes: Sequence[Node]) -> Iterator[Name]:
    for node, after in zip_longest(nodes, nodes[1:]):
        if isinstance(node, Target):
            # the name of a chart is on the line above it: it has no option for one
            chart = isinstance(after, Fence) and after.name == "chart" and after.line <= node.line + 2
            yield Name(line=node.line, name=node.name.lower(), titled=node.titled, numbered=chart)
        elif isinstance(node, Fence):
            for line, row in enumerate(node.content[: node.options], start=node.line + 1):
                if ":name:" in row and (name := _NAME.fullmatch(row)):
                    captioned = _has_caption(node)
                    yield Name(line=line, name=name[1].lower(), titled=captioned or node.name in TITLED,
                               numbered=captioned and node.name not in LITERAL)


def _has_caption(fence: Fence) -> bool:
    if fence.name in LITERAL:
        return any(row.lstrip().startswith(":caption:") for row in fence.content[: fence.options])
    if fence.name == "figure":
        return any(row.strip() for row in fence.content[fence.options:])
    return fence.name in ("table", "list-table") and bool(fence.argument)


def _anchored(headings: Iterable[MarkdownHeading]) -> Iterator[LinkedHeading]:
    seen: set[str] = set()
    for heading in headings:
        slug = plain = _NO_SLUG.sub("", heading.words.lower().replace(" ", "-"))
        number = 0
        while slug in seen:
            number += 1
            slug = f"{plain}-{number}"
        seen.add(slug)
        if slug:
            yield LinkedHeading(line=heading.line, anchor=slug, words=heading.words)


def _id(heading: MarkdownHeading) -> str:
    return _NO_ID.sub("-", heading.words.lower()).strip("-")


def outline_problems(file: str, nodes: Sequence[Node]) -> list[Problem]:
    """What is wrong with a chapter's headings and footnotes."""
    headings = [node for node in nodes if isinstance(node, MarkdownHeading) and not node.within]
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
    yield from _circles(nodes, notes)
    used = {node.label for node in nodes if isinstance(node, NoteReference)}
    for node in nodes:
        if isinstance(node, NoteReference) and node.label not in notes:
            yield (node.line, "note.missing", f"There is no footnote '[^{node.label}]'.",
                   f"Write it on a line of its own: '[^{node.label}]: …'.{nearest(node.label, notes)}")
    for label, line in notes.items():
        if label not in used:
            yield (line, "note.unused", f"Nothing in the text refers to the footnote '[^{label}]'.",
                   f"Write '[^{label}]' where it belongs, or take the note away.{nearest(label, used - notes.keys())}")


def _circles(nodes: Sequence[Node], notes: dict[str, int]) -> Iterator[tuple[int, str, str, str]]:
    """Footnotes that refer to each other in a circle."""
    leads: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, NoteReference) and node.within:
            leads.setdefault(node.within, []).append(node.label)
    for label, line in notes.items():
        seen, waiting = set[str](), list(leads.get(label, ()))
        while waiting:
            if (one := waiting.pop()) not in seen:
                seen.add(one)
                waiting += leads.get(one, ())
        if label in seen:
            yield (line, "note.circle", f"The footnote '[^{label}]' leads back to itself.", "Take the sign within it out.")
