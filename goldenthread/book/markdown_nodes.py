"""The parts of a chapter's Markdown that the program examines, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading: its level, its Markdown on one line, and its words without emphasis, links' addresses and roles.

    `within` says whether it is inside a list, a quotation or a directive, and so not part of the page's outline.
    """

    line: int
    level: int
    text: str
    words: str = ""
    within: bool = False


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
    """A link and the address that it leads to; `bare` if it has no text of its own."""

    line: int
    address: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in running text, the address of its file, and its alternative text."""

    line: int
    address: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A reference to a footnote in running text; `within` is the footnote that contains the reference, if any."""

    line: int
    label: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    line: int
    label: str


@dataclass(frozen=True, slots=True)
class Target:
    """A name that a link may lead to: a line such as `(name)=`. `titled` if a heading follows, whose words a link takes."""

    line: int
    name: str
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line across the page that is not between two blocks of the page itself."""

    line: int


@dataclass(frozen=True, slots=True)
class SecondDefinition:
    """A line such as `[name]: address` with a name that is already defined."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class TableRows:
    """The lines of a table in Markdown: its header, the rule below it, and its rows."""

    line: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A block of running text that may contain mistyped markup, as a reader would see it.

    Code and roles are replaced by `~`, and lines are kept. `escaped` says whether a character of markup is escaped, `quoted`
    whether the words are someone else's.
    """

    line: int
    text: str
    escaped: bool
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class IndentedCode:
    """Lines that are code because they are indented by four blanks or a tab."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """A tag, a comment or a block of HTML."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class TooDeep:
    """A place in more than `DEEPEST` directives, which is not read; if in lists and quotations (`in_blocks`), not by MyST
    either."""

    line: int
    in_blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A directive, or a fence without one: a block of code, or of Markdown if it is made of colons.

    `word` is the first word after the opening markers and `argument` the rest of that line; `name` is the directive's, empty
    for a fence without one. `content` are all lines inside, of which the first `options` set options. `title` and `inside` are
    the nodes of the argument and of the text below the options, if these are Markdown.

    `opening` is the opening line as written. `closed` is False if no line closes the fence; then `runs_into` is the line of the
    next directive that begins inside it (`runs_into_text`), or 0, and the fence is taken to end above that.
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
        """The number of the first line below the options."""
        return self.line + 1 + self.options


Node: TypeAlias = (
    MarkdownHeading | Role | BareRole | Link | Picture | Html | TooDeep | Fence
    | NoteReference | Note | Target | TableRows | Prose | Break | SecondDefinition | IndentedCode
)
