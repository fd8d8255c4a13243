"""The one reader of Markdown: a chapter as a tree of what the book looks at, each with its line, read as MyST reads it.

It works on the tokens of markdown-it with the plug-ins of MyST's own parser, and follows MyST into directives. It loads
neither Sphinx nor docutils; a test holds its configuration to the one that MyST 5.2 makes for the extensions of a book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.myst_role.index import myst_role

from goldenthread.book.allowed_markup import DIRECTIVES, LITERAL, NO_MARKDOWN_IN_TITLE

DEEPEST = 12
"""How many directives may be within each other."""
OPTION = re.compile(r"\s*:(?!::)")
_OPENING = re.compile(r" {0,3}(?:`{3,}|:{3,}|~{3,})[ \t]*\{[^\s}]+\}(?!\S)")
# these roles in running text, to be compared with the roles that MyST sees there
_OWN_ROLE = re.compile(r"(?<!`)\{(value|need|cite|cite:[a-z]+|need_part)\}")
# of these one begins each role, link, picture and tag
_INLINE_STARTS = frozenset("{[<")
# what a block holds that is looked at as `Prose`: most hold none of it, which is seen fastest by looking for plain texts
_UNUSUAL = ("**", "] (", "{{", "\n#", "\n|", "\n:", "TODO", "FIXME", "XXX", "TBC", "TBD", "orem ipsum", "orem Ipsum")
_UNUSUAL_AT_START = ("#", "|", ":")
_ESCAPED = re.compile(r"\\[*\[\]({#|:]")
_InlineRule: TypeAlias = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading: its level, its Markdown on one line, and its words without emphasis, links' addresses and roles."""

    line: int
    level: int
    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role with the text between its back-ticks, line ends as spaces."""

    line: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class BareRole:
    """A role of the book's own without the back-ticks that should follow: plain text to MyST."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link and the address that it leads to."""

    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in running text, the address of its file, and the words that stand for it."""

    line: int
    address: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The reference in running text that leads to a footnote."""

    line: int
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    line: int
    label: str


@dataclass(frozen=True, slots=True)
class Target:
    """A name that a link may lead to: a line such as `(name)=`."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class TableRows:
    """The lines of a table in Markdown: its header, the rule below it, and its rows."""

    line: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A block of running text that holds what may be mistyped markup, as a reader would see it.

    Code and roles are a `~`, and each line stays one. `escaped` says whether a character of markup is meant as it stands,
    `quoted` whether the words are another's.
    """

    line: int
    text: str
    escaped: bool
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Html:
    """A tag, a comment or a block of HTML."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class TooDeep:
    """What is within more than `DEEPEST` directives is not read."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A directive, or a fence without one: a block of code, or of Markdown where it is made of colons.

    `word` is the first word after the opening markers and `argument` the rest of that line; `name` is the directive's, empty
    for a fence without one. `content` are all lines within, of which the first `options` set options. `title` and `inside`
    are what is in the argument and below the options where these are Markdown.

    `opening` is the line as it is written. `closed` is False when no line closes the fence, and then `runs_into` is the line
    of the next directive that begins within it (`runs_into_text`), or 0: the fence is taken to end above that.
    """

    line: int
    word: str
    name: str
    argument: str
    content: tuple[str, ...]
    options: int
    in_block: bool
    opening: str
    markers: str
    closed: bool = True
    runs_into: int = 0
    runs_into_text: str = ""
    title: tuple[Node, ...] = ()
    inside: tuple[Node, ...] = ()

    @property
    def body_line(self) -> int:
        """The line of the first line below the options."""
        return self.line + 1 + self.options


Node: TypeAlias = (
    MarkdownHeading | Role | BareRole | Link | Picture | Html | TooDeep | Fence
    | NoteReference | Note | Target | TableRows | Prose
)


def read_markdown(text: str) -> tuple[Node, ...]:
    """What is in a chapter, in its order. Definitions of links hold for the whole text, also within directives."""
    return tuple(_Reader().nodes(text.split("\n"), 1, 0))


@cache
def markdown_parser() -> MarkdownIt:
    """MyST's parser, as `myst_parser.parsers.mdit.create_md_parser` makes it, but for the count of words.

    It also notes in each token of running text from where to where in its block the token was read (`meta["span"]`), which
    markdown-it tells of blocks only.
    """
    parser = (
        MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    colon_fence = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)
    parser.block.ruler.before("fence", "colon_fence", colon_fence,
                              {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]})
    parser.use(deflist_plugin).use(fieldlist_plugin)
    rules: dict[str, _InlineRule] = {"myst_role": myst_role, "backticks": backtick, "link": link, "image": image,
                                     "autolink": autolink, "html_inline": html_inline}
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _noting_span(rule))
    return parser


def _noting_span(rule: _InlineRule) -> _InlineRule:
    def noting(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            token.meta.setdefault("span", (start, state.pos))
        return True

    return noting


_BLOCKS: Mapping[str, Callable[[Token, int, Sequence[str]], Node]] = {
    "html_block": lambda token, line, _lines: Html(line, token.content.strip()),
    "footnote_reference_open": lambda token, line, _lines: Note(line, token.meta["label"]),
    "myst_target": lambda token, line, _lines: Target(line, token.content),
    "table_open": lambda token, line, lines: TableRows(line, tuple(lines[slice(*(token.map or (0, 0)))])),
}


class _Reader:
    def __init__(self) -> None:
        # what MyST, too, shares between a page and all that is within its directives
        self.env: dict[str, Any] = {}

    def nodes(self, lines: Sequence[str], first: int, depth: int) -> Iterator[Node]:
        """What is in lines of which the first is line `first` of the file, within `depth` directives."""
        if depth > DEEPEST:
            yield TooDeep(first)
            return
        line, heading, quotes = first, 0, 0
        for token in markdown_parser().parse("\n".join(lines), self.env):
            line = first + token.map[0] if token.map else line
            if token.type in ("fence", "colon_fence"):
                fence = self._fence(token, lines, line, depth)
                yield fence
                if fence.runs_into:
                    # what MyST would take for a part of the fence is read as the author meant it
                    yield from self.nodes(lines[fence.runs_into - first :], fence.runs_into, depth)
                    return
            elif token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "inline":
                if heading:
                    yield MarkdownHeading(line, heading, token.content, _words(token))
                    heading = 0
                yield from _prose(token, line, quoted=quotes > 0)
                yield from _inline(token, line)
            elif token.tag == "blockquote":
                quotes += token.nesting
            elif token.type in _BLOCKS:
                yield _BLOCKS[token.type](token, line, lines)

    def _fence(self, token: Token, lines: Sequence[str], line: int, depth: int) -> Fence:
        begin, end = token.map or (0, 0)
        content = token.content.removesuffix("\n").split("\n") if token.content else []
        # a fence in a list or a quotation may end with it
        closed, runs_into, runs_into_text = token.level > 0 or len(content) == end - begin - 2, 0, ""
        if not token.level and (within := _next_directive(content, token.markup)) is not None:
            closed, runs_into, runs_into_text = False, line + 1 + within, content[within].strip()
            content = content[:within]
        word, argument = (*token.info.split(maxsplit=1), "", "")[:2]
        name = word[1:-1] if word.startswith("{") and word.endswith("}") else ""
        options = 0
        while name and options < len(content) and OPTION.match(content[options]):
            options += 1
        title: Iterable[Node] = ()
        inside: Iterable[Node] = ()
        if argument and name in DIRECTIVES.keys() - NO_MARKDOWN_IN_TITLE:
            title = self.nodes([argument], line, depth + 1)
        if name not in (*LITERAL, "toctree") if name else token.type == "colon_fence":
            inside = self.nodes(content[options:], line + 1 + options, depth + 1)
        return Fence(
            line=line, word=word, name=name, argument=argument.strip(), content=tuple(content), options=options,
            in_block=token.level > 0, opening=lines[begin].strip(), markers=token.markup, closed=closed, runs_into=runs_into,
            runs_into_text=runs_into_text, title=tuple(title), inside=tuple(inside),
        )


def with_argument(opening: str, argument: str) -> str:
    """The line that opens a directive, with another argument behind the name. Any other line stays as it is."""
    name = _OPENING.match(opening)
    return f"{name[0]} {argument}" if name else opening


def _next_directive(content: Sequence[str], markers: str) -> int | None:
    """Where among the lines of a fence another begins with as many markers or more: it would be closed in place of the first."""
    opens = re.compile(rf"^ {{0,3}}{re.escape(markers[0])}{{{len(markers)},}}[ \t]*\{{[\w:-]+\}}")
    return next((number for number, row in enumerate(content) if opens.match(row)), None)


_IN_TEXT: Mapping[str, Callable[[Token, int], Node]] = {
    "myst_role": lambda token, line: Role(line, token.meta["name"], token.content),
    "link_open": lambda token, line: Link(line, str(token.attrs.get("href", ""))),
    "image": lambda token, line: Picture(line, str(token.attrs["src"]), token.content),
    "html_inline": lambda token, line: Html(line, token.content),
    "footnote_ref": lambda token, line: NoteReference(line, token.meta["label"]),
}


def _words(block: Token) -> str:
    """The words of a heading of which MyST makes its anchor."""
    return "".join(child.content for child in block.children or () if child.type in ("text", "code_inline"))


def _prose(block: Token, line: int, *, quoted: bool) -> Iterable[Prose]:
    text = block.content
    if text.startswith(_UNUSUAL_AT_START) or any(part in text for part in _UNUSUAL):
        yield Prose(line, _seen(block), bool(_ESCAPED.search(text)), quoted)


def _seen(block: Token) -> str:
    """The text of a block that is neither code nor a role, with as many line ends as the block has."""
    parts = []
    for child in block.children or ():
        if child.type == "text":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif "span" in child.meta and child.type in ("code_inline", "myst_role", "image", "html_inline"):
            parts.append("~" + "\n" * block.content.count("\n", *child.meta["span"]))
    return "".join(parts)


def _inline(block: Token, line: int) -> Iterable[Node]:
    """What is in a block of running text that begins on a line."""
    if _INLINE_STARTS.isdisjoint(block.content):
        return ()  # as most blocks are, which saves an eighth of the time
    nodes: list[tuple[int, Node]] = []
    taken: list[tuple[int, int]] = []
    for token in block.children or ():
        start, end = token.meta.get("span", (0, 0))
        at = line + block.content.count("\n", 0, start)
        if token.type in ("myst_role", "code_inline", "html_inline", "image"):
            taken.append((start, end))
        if token.type == "footnote_ref":
            # markdown-it does not say where in its block it stands
            start = max(block.content.find(f"[^{token.meta['label']}]"), 0)
            at = line + block.content.count("\n", 0, start)
        if token.type in _IN_TEXT:
            nodes.append((start, _IN_TEXT[token.type](token, at)))
    for bare in _OWN_ROLE.finditer(block.content):
        if not any(start <= bare.start() < end for start, end in taken):
            nodes.append((bare.start(), BareRole(line + block.content.count("\n", 0, bare.start()), bare[1])))
    return (node for _start, node in sorted(nodes, key=itemgetter(0)))
