"""The one reader of Markdown: a chapter as a tree of the parts that the program examines, read as MyST reads it.

It works on the tokens of markdown-it with the plug-ins of MyST's own parser, and follows MyST into directives. It loads neither
Sphinx nor docutils; a test compares its configuration with the one that MyST 5.2 makes for the extensions of a book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from goldenthread.book.foreign_markup import holds_foreign, may_be_foreign
from goldenthread.book.markdown_nodes import (
    BareRole,
    Break,
    Fence,
    Html,
    IndentedCode,
    Link,
    MarkdownHeading,
    Node,
    Note,
    NoteReference,
    Picture,
    Prose,
    Role,
    SecondDefinition,
    TableRows,
    Target,
    TooDeep,
)
from goldenthread.book.mistyped_markup import ITALIC, NO_AUTOLINK, SIGNS_OF_UNFINISHED, UNDERSCORES

DEEPEST = 12
"""How deeply directives may be nested."""
OPTION = re.compile(r"\s*:(?!::)")
_OPENING = re.compile(r" {0,3}(?:`{3,}|:{3,}|~{3,})[ \t]*\{[^\s}]+\}(?!\S)")
# these roles in running text, to be compared with the roles that MyST recognises there
_OWN_ROLE = re.compile(r"(?<!`)\{(value|need|cite|cite:[a-z]+|need_part|ref|numref|doc|term|abbr)\}")
# every role, link, picture and tag begins with one of these
_INLINE_STARTS = frozenset("{[<")
# a block with one of these is examined as `Prose`: most have none, which is found fastest by searching for plain text
_UNUSUAL = ("**", "] (", " | ", "\n#", "\n|", "\n:", *SIGNS_OF_UNFINISHED)
_UNUSUAL_AT_START = ("#", "|", ":")
_ESCAPED = re.compile(r"\\[*_\[\](){}#|:`=~&^+]")
_MARKDOWN_IN_TITLE = DIRECTIVES.keys() - NO_MARKDOWN_IN_TITLE
_NO_MARKDOWN_INSIDE = frozenset((*LITERAL, "toctree"))
_InlineRule: TypeAlias = Callable[[StateInline, bool], bool]


def read_markdown(text: str) -> tuple[Node, ...]:
    """The nodes of a chapter, in order. Definitions of links apply to the whole text, including directives."""
    return tuple(_Reader().nodes(text.split("\n"), 1, 0))


@cache
def markdown_parser() -> MarkdownIt:
    """MyST's parser, as `myst_parser.parsers.mdit.create_md_parser` makes it, except for the word count.

    It also notes in each token of running text its start and end within the block (`meta["span"]`); markdown-it gives positions
    of blocks only.
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


_HOLD_BLOCKS = frozenset({"list_item_open", "blockquote_open", "dd_open", "field_body_open", "footnote_reference_open"})
_UNSEEN = ("myst_line_comment", "myst_target")
_BLOCKS: Mapping[str, Callable[[Token, int, Sequence[str]], Node]] = {
    "code_block": lambda token, line, _lines: IndentedCode(line, token.content.strip()),
    "html_block": lambda token, line, _lines: Html(line, token.content.strip()),
    "footnote_reference_open": lambda token, line, _lines: Note(line, token.meta["label"]),
    "table_open": lambda token, line, lines: TableRows(line, tuple(lines[slice(*(token.map or (0, 0)))])),
}


class _Reader:
    def __init__(self) -> None:
        # shared, as in MyST, between a page and everything within its directives
        self.env: dict[str, Any] = {}

    def nodes(self, lines: Sequence[str], first: int, depth: int) -> Iterator[Node]:
        """The nodes of lines, the first of which is line `first` of the file, nested in `depth` directives."""
        if depth > DEEPEST:
            yield TooDeep(first)
            return
        line, quotes, note, defined = first, 0, "", len(self.env.get("duplicate_refs", ()))
        tokens = markdown_parser().parse("\n".join(lines), self.env)
        yield from self._second_definitions(first, defined)
        for number, token in enumerate(tokens):
            line = first + token.map[0] if token.map else line
            if token.type in ("fence", "colon_fence"):
                fence = self._fence(token, lines, line, depth)
                yield fence
                if fence.runs_into:
                    # text that MyST would take for a part of the fence is read as the author meant it
                    yield from self.nodes(lines[fence.runs_into - first :], fence.runs_into, depth)
                    return
            elif token.type == "inline":
                yield from _text(tokens, number, line, note, quoted=quotes > 0, within=depth > 0)
            elif token.tag == "blockquote":
                quotes += token.nesting
            elif token.type in _BY_PLACE:
                yield from _BY_PLACE[token.type](tokens, number, line, depth)
            elif token.type in _BLOCKS:
                yield _BLOCKS[token.type](token, line, lines)
            yield from _left_out(token, line)
            if token.type in _OF_NOTES:
                note = _OF_NOTES[token.type](token)

    def _second_definitions(self, first: int, known: int) -> Iterator[Node]:
        """Definitions of links whose name is already defined, except for those already known."""
        for twice in self.env.get("duplicate_refs", ())[known:]:
            yield SecondDefinition(first + twice["map"][0], twice["label"])

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
        if argument and name in _MARKDOWN_IN_TITLE:
            title = self.nodes([argument], line, depth + 1)
        if name not in _NO_MARKDOWN_INSIDE if name else token.type == "colon_fence":
            inside = self.nodes(content[options:], line + 1 + options, depth + 1)
        return Fence(
            line=line, word=word, name=name, argument=argument.strip(), content=tuple(content), options=options,
            in_block=token.level > 0, opening=lines[begin].strip(), markers=token.markup, closed=closed, runs_into=runs_into,
            runs_into_text=runs_into_text, title=tuple(title), inside=tuple(inside),
        )


def lines_of_block(text: str, line: int) -> tuple[int, int]:
    """The first and the last line of the outermost directive around a line of a chapter, all counted from 1.

    For a line outside every directive, that line itself.
    """
    for node in read_markdown(text):
        if isinstance(node, Fence):
            last = node.line + len(node.content) + node.closed
            if node.line <= line <= last:
                return node.line, last
    return line, line


def with_argument(opening: str, argument: str) -> str:
    """The opening line of a directive, with another argument after the name. Any other line is returned unchanged."""
    name = _OPENING.match(opening)
    return f"{name[0]} {argument}" if name else opening


def _next_directive(content: Sequence[str], markers: str) -> int | None:
    """The index of the line in a fence where another begins with at least as many markers, so that it would be closed instead."""
    opens = re.compile(rf"^ {{0,3}}{re.escape(markers[0])}{{{len(markers)},}}[ \t]*\{{[\w:-]+\}}")
    return next((number for number, row in enumerate(content) if opens.match(row)), None)


def _next_block(tokens: Sequence[Token], number: int) -> str:
    """The kind of block that follows, not counting comments and names; empty if none does."""
    return next((token.type for token in tokens[number + 1 :] if token.type not in _UNSEEN), "")


def _stands_between(tokens: Sequence[Token], number: int) -> bool:
    before = next((token.type for token in reversed(tokens[:number]) if token.type not in _UNSEEN), "")
    return before not in ("", "hr", "heading_close", "front_matter") and _next_block(tokens, number) not in ("", "hr")


def _left_out(token: Token, line: int) -> Iterator[Node]:
    """Lists, quotations and the like that are nested so deeply that markdown-it 4 silently drops their content."""
    if token.level + 1 >= markdown_parser().options["maxNesting"] and token.type in _HOLD_BLOCKS:
        yield TooDeep(line, in_blocks=True)


def _target(tokens: Sequence[Token], number: int, line: int, _depth: int) -> Iterator[Node]:
    yield Target(line, tokens[number].content, _next_block(tokens, number) == "heading_open")


def _break(tokens: Sequence[Token], number: int, line: int, depth: int) -> Iterator[Node]:
    if depth or tokens[number].level or not _stands_between(tokens, number):
        yield Break(line)


_BY_PLACE: Mapping[str, Callable[[Sequence[Token], int, int, int], Iterator[Node]]] = {"myst_target": _target, "hr": _break}
# the footnote that contains what follows
_OF_NOTES: Mapping[str, Callable[[Token], str]] = {
    "footnote_reference_open": lambda token: str(token.meta["label"]), "footnote_reference_close": lambda token: ""}


def _text(
    tokens: Sequence[Token], number: int, line: int, note: str, *, quoted: bool, within: bool
) -> Iterator[Node]:
    """The nodes of a block of running text, inside a footnote or not."""
    token, before = tokens[number], tokens[number - 1]
    if before.type == "heading_open":
        yield MarkdownHeading(line, int(before.tag[1:]), token.content, _words(token), within or before.level > 0)
    yield from _prose(token, line, quoted=quoted)
    yield from _inline(token, line, note)


_IN_TEXT: Mapping[str, Callable[[Token, int], Node]] = {
    "myst_role": lambda token, line: Role(line, token.meta["name"], token.content),
    "image": lambda token, line: Picture(line, str(token.attrs["src"]), token.content),
    "html_inline": lambda token, line: Html(line, token.content),
}


def _words(block: Token) -> str:
    """The words of a heading from which MyST makes its anchor."""
    return "".join(child.content for child in block.children or () if child.type in ("text", "code_inline"))


def _prose(block: Token, line: int, *, quoted: bool) -> Iterable[Prose]:
    text = block.content
    if (text.startswith(_UNUSUAL_AT_START) or any([part in text for part in _UNUSUAL]) or _holds_unclosed(text, block)
            or (may_be_foreign(text) and holds_foreign(_seen(block)))):
        yield Prose(line, _seen(block), bool(_ESCAPED.search(text)), quoted)


def _holds_unclosed(text: str, block: Token) -> bool:
    """Whether a sign of emphasis or a link is left in what a reader sees, which Markdown did not take for one."""
    # the rest of a reference link leads nowhere
    return (("][" in text and "][" in _seen(block)) or ("*" in text and bool(ITALIC.search(_seen(block))))
            or ("_" in text and bool(UNDERSCORES.search(_seen(block)))) or ("<" in text and bool(NO_AUTOLINK.search(text))))


def _seen(block: Token) -> str:
    """The text of a block without code and roles, with as many line ends as the block has."""
    parts = []
    for child in block.children or ():
        if child.type == "text":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif "span" in child.meta and child.type in ("code_inline", "myst_role", "image", "html_inline"):
            parts.append("~" + "\n" * block.content.count("\n", *child.meta["span"]))
    return "".join(parts)


def _inline(block: Token, line: int, note: str) -> Iterable[Node]:
    """The nodes of a block of running text that begins on a line, inside a footnote or not."""
    if _INLINE_STARTS.isdisjoint(block.content):
        return ()  # like most blocks: this saves an eighth of the time
    nodes: list[tuple[int, Node]] = []
    taken: list[tuple[int, int]] = []
    children = block.children or ()
    for number, token in enumerate(children):
        start, end = token.meta.get("span", (0, 0))
        at = line + block.content.count("\n", 0, start)
        if token.type in ("myst_role", "code_inline", "html_inline", "image"):
            taken.append((start, end))
        if token.type == "footnote_ref":
            # markdown-it does not give its position within the block
            start = max(block.content.find(f"[^{token.meta['label']}]"), 0)
            at = line + block.content.count("\n", 0, start)
            nodes.append((start, NoteReference(at, token.meta["label"], note)))
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            nodes.append((start, Link(at, address, children[number + 1].type == "link_close")))
        elif token.type in _IN_TEXT:
            nodes.append((start, _IN_TEXT[token.type](token, at)))
    for bare in _OWN_ROLE.finditer(block.content):
        if not any(start <= bare.start() < end for start, end in taken):
            nodes.append((bare.start(), BareRole(line + block.content.count("\n", 0, bare.start()), bare[1])))
    return (node for _start, node in sorted(nodes, key=itemgetter(0)))
