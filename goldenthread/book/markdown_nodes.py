"""What the book looks at in a chapter's Markdown, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading: its level, its Markdown on one line, and its words without emphasis, links' addresses and roles.

    `within` says whether it stands within a list, a quotation or a directive, where it is no part of the page's outline.
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
    """A link and the address that it leads to; `bare` when it has no words of its own."""

    line: int
    address: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in running text, the address of its file, and the words that stand for it."""

    line: int
    address: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The reference in running text that leads to a footnote; `within` is the footnote in which it is itself."""

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
    """A name that a link may lead to: a line such as `(name)=`. `titled` when a heading follows, whose words a link takes."""

    line: int
    name: str
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line drawn across the page that does not stand between two blocks of the page itself."""

    line: int


@dataclass(frozen=True, slots=True)
class SecondDefinition:
    """A line such as `[name]: address` with a name that has one already."""

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
    """What is within more than `DEEPEST` directives is not read; in lists and quotations (`in_blocks`) not by MyST either."""

    line: int
    in_blocks: bool = False


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
    | NoteReference | Note | Target | TableRows | Prose | Break | SecondDefinition | IndentedCode
)
