"""What an author is writing at a place, also where it is only half written: a number, a link, an option, a directive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from goldenthread.editor.text_spans import offset_of
from goldenthread.editor.written_forms import BLOCK_BEGIN, BLOCK_END, BLOCK_MARKS

ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)\Z")
ROLE_NAME = re.compile(r"(?<![`:~])\{([\w:-]*)\Z")
OPENING_NAME = re.compile(rf"{BLOCK_MARKS}\{{([\w-]*)\Z")
OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*)")
OPTION_NAME = re.compile(r"[ \t]*:([\w-]*)\Z")
LINK = re.compile(r"(!?)\[[^\[\]]*\]\(([^()\s]*)\Z")
TOML_TEXT = re.compile(r'^[ \t]*([\w-]+)[ \t]*=.*"([^"]*)\Z')


class Writing(Enum):
    """What is being written."""

    ROLE = "role"
    """The text of a role; `name` is the role's."""
    ROLE_NAME = "role name"
    DIRECTIVE_NAME = "directive name"
    ARGUMENT = "argument"
    """What follows a directive's name on its first line; `name` is the directive's."""
    OPTION_NAME = "option name"
    OPTION = "option"
    """The value of an option; `name` is the option's."""
    CONTENTS = "contents"
    """An entry of a table of contents."""
    LINK = "link"
    """The address of a link in Markdown; `name` is `picture` where it shows one."""
    TOML = "toml"
    """A text in a file of settings; `name` is its key."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is being written at a place: `typed` is what stands of it before the place.

    `directive` and `argument` are those of the directive whose options or first line are being written.
    """

    writing: Writing
    name: str = ""
    typed: str = ""
    directive: str = ""
    argument: str = ""


def cursor_at(file: str, text: str, line: int, column: int) -> Cursor:
    """What is being written at a line and column of a file."""
    offset = offset_of(text, line, column)
    row = text[text.rfind("\n", 0, offset) + 1 : offset]
    if file.endswith(".toml"):
        written = TOML_TEXT.search(row)
        return Cursor(Writing.TOML, written[1], written[2]) if written else Cursor(Writing.NOTHING)
    # a role may go over the end of a line, but not over that of its paragraph
    paragraph = text[max(text.rfind("\n\n", 0, offset), 0) : offset]
    if role := ROLE.search(paragraph):
        return Cursor(Writing.ROLE, role[1], role[2])
    if opening := OPENING_NAME.match(row):
        return Cursor(Writing.DIRECTIVE_NAME, typed=opening[1])
    if opening := BLOCK_BEGIN.match(row):
        return Cursor(Writing.ARGUMENT, opening[1], opening[2], opening[1], opening[2])
    return _in_block(text[:offset].split("\n"), row)


def _in_block(lines: list[str], row: str) -> Cursor:
    directive, argument, in_options = enclosing_directive(lines)
    if directive and in_options:
        if option := OPTION.match(row):
            return Cursor(Writing.OPTION, option[1], option[2], directive, argument)
        if name := OPTION_NAME.match(row):
            return Cursor(Writing.OPTION_NAME, typed=name[1], directive=directive, argument=argument)
    if directive == "toctree":
        return Cursor(Writing.CONTENTS, typed=row.strip(), directive=directive)
    if link := LINK.search(row):
        return Cursor(Writing.LINK, "picture" if link[1] else "", typed=link[2])
    if name := ROLE_NAME.search(row):
        return Cursor(Writing.ROLE_NAME, typed=name[1])
    return Cursor(Writing.NOTHING)


def enclosing_directive(lines: list[str]) -> tuple[str, str, bool]:
    """The name and argument of the directive in which the last line stands, and whether only options stand above it."""
    in_options = True
    for above in reversed(lines[:-1]):
        if opening := BLOCK_BEGIN.match(above):
            return opening[1], opening[2], in_options
        if BLOCK_END.fullmatch(above):
            return "", "", False
        in_options = in_options and bool(OPTION.match(above))
    return "", "", False
