"""What stands in a chapter's Markdown that may not: read as MyST itself reads it, but without Sphinx, and before a build.

Most chapters need no such reading: a few patterns, each wider than what it looks for, tell that there is nothing to find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from goldenthread.book.allowed_markup import (
    ANCHOR,
    DIRECTIVES,
    HEAD,
    LITERAL,
    PICTURES,
    ROLES,
    VIEWS,
)
from goldenthread.book.picture_files import picture_problem
from goldenthread.book.web_addresses import is_web_address, link_is_allowed
from goldenthread.model import KINDS, Place, Problem, nearest

DEEPEST = 12
LONGEST = 60_000
"""How long a run of lines without an empty one may be: what MyST takes for it grows with its square."""
# each run of signs is taken whole: to begin anew within it would take for ever
# a pattern each, that begins with its own three signs: Python then skips from one such to the next
FENCED = [re.compile(rf"{sign * 3}(?<!{sign * 4}){sign}*+[^\S\n]*+\{{([^}}\n]*)\}}(\S?)") for sign in "`~:"]
ROLE = re.compile(r"\{([^{}\n]*)\}(?=`)")
# also a line that only begins as an option does: in a directive it is taken for one
OPTION = re.compile(r"^[\s>*+-]*:(?!:)([^:\n]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?:https?://[^\s)<>\\]*|#[\w-]*|([\w./-]+\.md)(?:#[\w-]*)?)\)")
NOTE = re.compile(r"\[\^[^\]\n]+\]:")
HTML = re.compile(r"<[A-Za-z/!?]")
RULED = re.compile(r"\n {0,3}---")
# a picture, what sphinx-needs would work out, fences around many others
SIGNS = ("![", "[[", ":" * 9, "`" * 9, "~" * 9)
CHART = frozenset({"kind", "alt", "areas", "periods", "dimension", "index", "relative", "highlight"})
# what stands on the first line of these is no Markdown
PLAIN = frozenset({*KINDS, *LITERAL, "chart", "container", "bibliography", *VIEWS})
# what sphinx-needs would take for a condition, when it is no pin
BRACKET = re.compile(r"^[\s>*+-]*:[\w-]+:[^\n]*\[(?!fp==\"[0-9a-f]{12}\"\])", re.MULTILINE)
KNOWN = CHART.union(*(options for options in DIRECTIVES.values() if options))


def markup_problems(root: Path, file: str, text: str, item_options: Set[str], *, with_items: bool = False) -> list[Problem]:
    """What a chapter holds that may not stand in one. `item_options` are the options that items may have.

    What stands in the options of items has rules of its own; `with_items` looks at them here, where no rule has run.
    """
    finder = _Finder(root, file, item_options if with_items else None)
    if max(map(len, text.split("\n\n"))) > LONGEST:
        finder.report(_line_of_longest(text), "chapter.long", f"A paragraph has more than {LONGEST:,} characters.",
                      "Part it by empty lines.")
        return finder.found
    if text.startswith("---"):
        finder.head(text)
    if is_suspicious(file, text, item_options) or (with_items and _odd_options(text, item_options)):
        finder.walk(text, 1)
    return finder.found


def _line_of_longest(text: str) -> int:
    paragraphs = text.split("\n\n")
    long = next(number for number, words in enumerate(paragraphs) if len(words) > LONGEST)
    return sum(words.count("\n") + 2 for words in paragraphs[:long]) + 1


def problems_by_reading(root: Path, file: str, text: str) -> list[Problem]:
    """What a true reading finds, without a quick look before."""
    finder = _Finder(root, file)
    finder.walk(text, 1)
    return finder.found


def is_suspicious(file: str, text: str, item_options: Set[str]) -> bool:
    """Whether there may be something to find. Each pattern takes a fraction of the time of a true reading."""
    marks = [mark for pattern in FENCED for mark in pattern.finditer(text)]
    names = {mark[1] + mark[2] for mark in marks}
    links = list(LINK.finditer(text))
    return bool(
        any(sign in text for sign in SIGNS) or HTML.search(text)
        or any("}" in text[text.rfind("\n", 0, rule.start()) + 1 : rule.start()] for rule in RULED.finditer(text))
        or not names <= DIRECTIVES.keys() or not ROLES.issuperset(ROLE.findall(text))
        or not names.isdisjoint(("toctree", *PICTURES))
        or (any(DIRECTIVES[name] for name in names) and not (KNOWN | item_options).issuperset(OPTION.findall(text)))
        or text.count("](") != len(links) or text.count("]:") != len(NOTE.findall(text))
        or any(link[1] and not link_is_allowed(file, link[1]) for link in links)
        or any(_inside(mark, text) for mark in marks)
    )


def _odd_options(text: str, item_options: Set[str]) -> bool:
    return not (KNOWN | item_options).issuperset(OPTION.findall(text)) or bool(BRACKET.search(text))


def _inside(mark: re.Match[str], text: str) -> bool:
    """Whether a directive stands within a list or quotation, where our own reading does not look for items."""
    before = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
    return len(before) > 3 or bool(before.strip())


@cache
def _parser() -> Any:
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    return create_md_parser(MdParserConfig(enable_extensions={"colon_fence", "deflist", "fieldlist"}), RendererHTML)


class _Finder:
    def __init__(self, root: Path, file: str, item_options: Set[str] | None = None) -> None:
        self.root, self.file, self.item_options = root, file, item_options
        self.found: list[Problem] = []

    def report(self, line: int, code: str, what: str, fix: str) -> None:
        self.found.append(Problem(Place(file=self.file, line=line), code, what, fix))

    def head(self, text: str) -> None:
        """Look at what heads the page: MyST would take settings from there."""
        from myst_parser.config.main import TopmatterReadError, read_topmatter

        try:
            keys: Mapping[Any, Any] = read_topmatter(text) or {}
        except TopmatterReadError:
            self.report(1, "markup.head", "What stands between '---' at the head of this page cannot be read.",
                        f"Write one 'key: value' to a line, of: {', '.join(sorted(HEAD))}.")
            return
        for key, value in keys.items():
            if key not in HEAD or not isinstance(value, bool | int):
                self.report(1, "markup.head", f"'{key}' may not stand at the head of a page in this way.",
                            f"Take it out; what may is: {', '.join(sorted(HEAD))}, with true, false or a number.")

    def walk(self, text: str, first: int, depth: int = 0) -> None:
        """Look at Markdown that begins on line `first` of the file."""
        if depth > DEEPEST:
            self.report(first, "chapter.nested", f"This stands within more than {DEEPEST} others.", "Take some of them away.")
            return
        lines = text.split("\n")
        line = first
        for token in _parser().parse(text):
            line = first + token.map[0] if token.map else line
            if token.type in ("fence", "colon_fence"):
                self._fence(token, line, depth)
            elif token.type == "html_block":
                self._html(token.content.strip(), line)
            elif token.type == "inline":
                held = lines[token.map[0] : token.map[1]] if token.map else []
                for child in token.children or ():
                    self._inline(child, held, line)

    def _fence(self, token: Any, line: int, depth: int) -> None:
        name, _, argument = token.info.strip().partition(" ")
        if not (name.startswith("{") and name.endswith("}")):
            if token.type == "colon_fence":
                self.walk(token.content, line + 1, depth + 1)
            return
        name = name[1:-1]
        if name not in DIRECTIVES:
            self.report(line, "markup.directive", f"'{{{name}}}' is no directive that a chapter may have.",
                        f"Write it in plain Markdown, or with a directive of this book.{nearest(name, DIRECTIVES)}")
            return
        if token.level:
            self.report(line, "markup.directive", f"'{{{name}}}' stands within a list or a quotation.",
                        "Begin it at the beginning of a line, outside of them.")
            return
        used = self._options(name, argument, token.content, line)
        if name in PICTURES:
            self._picture(argument.strip(), line)
        elif name == "toctree":
            self._contents(token.content, line)
        elif argument and name not in PLAIN:
            self.walk(argument, line, depth + 1)
        if name not in (*LITERAL, "toctree"):
            self.walk("\n".join(token.content.split("\n")[used:]), line + 1 + used, depth + 1)

    def _options(self, name: str, title: str, content: str, line: int) -> int:
        """Look at a directive's options; the number of lines that they take up."""
        allowed, used = self.item_options if name in KINDS else DIRECTIVES[name], 0
        rows = content.split("\n")
        if rows[0].startswith("---"):
            self.report(line + 1, "markup.option", "The options stand between lines of '---'.",
                        "Write each as ':name: value' on a line of its own.")
        while used < len(rows) and re.match(r"\s*:(?!::)", rows[used]):
            option = rows[used].strip().lstrip(":").partition(":")[0].strip()
            if allowed is not None and option not in allowed:
                self.report(line + 1 + used, "markup.option", f"'{{{name}}}' may not have the option '{option}'.",
                            f"Take it out.{nearest(option, allowed)}")
            used += 1
        for number, row in enumerate([title, *rows[:used]]):
            condition = self.item_options is not None and number and BRACKET.search(row)
            if name in KINDS and ("[[" in row or condition):
                self.report(line + number, "markup.function", "What stands in such brackets would be worked out by the build.",
                            "Write it without them.")
        return used

    def _contents(self, content: str, line: int) -> None:
        for number, row in enumerate(content.split("\n"), start=line + 1):
            entry = row.rpartition("<")[2].rstrip("> ").strip() if row.rstrip().endswith(">") else row.strip()
            if not row.lstrip().startswith(":") and ":" in entry and not is_web_address(entry):
                self._address(entry, number)

    def _inline(self, token: Any, lines: list[str], line: int) -> None:
        if token.type == "html_inline":
            self._html(token.content, _line_of(token.content.partition("\n")[0], lines, line))
        elif token.type == "myst_role" and token.meta["name"] not in ROLES:
            name = token.meta["name"]
            self.report(_line_of(f"{{{name}}}`", lines, line), "markup.role", f"'{{{name}}}' is no role that a chapter may have.",
                        f"Write it in plain Markdown, or with a role of this book.{nearest(name, ROLES)}")
        elif token.type == "link_open" and not link_is_allowed(self.file, str(token.attrs.get("href", ""))):
            self._address(str(token.attrs["href"]), _line_of(str(token.attrs["href"]), lines, line))
        elif token.type == "image":
            self._picture(str(token.attrs["src"]), _line_of(str(token.attrs["src"]), lines, line))

    def _html(self, html: str, line: int) -> None:
        last = self.found[-1] if self.found else None
        closes = html.startswith("</") and last is not None and (last.code, last.place.line) == ("markup.html", line)
        if not ANCHOR.fullmatch(html) and not closes:
            what = "A comment in HTML would be published with the page." if html.startswith("<!--") else \
                f"'{' '.join(html.split())[:40]}' is HTML, which no page takes over."
            fix = "Begin the line with '%' instead, or take it out." if html.startswith("<!--") else \
                "Write it in Markdown, or '\\<' for the sign itself."
            self.report(line, "markup.html", what, fix)

    def _address(self, address: str, line: int) -> None:
        self.report(line, "markup.address", f"'{address[:60]}' is no address that a page may lead to.",
                    "Lead to https://…, or to a page of the book by its file, such as ../people.md.")

    def _picture(self, address: str, line: int) -> None:
        for what, fix in picture_problem(self.root, self.file, address):
            self.report(line, "markup.picture", what, fix)


def _line_of(words: str, lines: list[str], line: int) -> int:
    """The line on which some words stand: MyST tells only where their paragraph begins."""
    return line + next((number for number, held in enumerate(lines) if words and words in held), 0)

