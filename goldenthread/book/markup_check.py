"""Everything in a chapter's Markdown that is not allowed, found before a build and without Sphinx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import Any

from goldenthread.book.allowed_markup import (
    ANCHOR,
    DIRECTIVES,
    FRONT_MATTER_KEYS,
    INSTEAD,
    LITERAL,
    PICTURE_FILE,
    PICTURES,
    ROLES,
)
from goldenthread.book.directive_bodies import body_mistakes, language_mistakes
from goldenthread.book.directive_forms import form_mistakes
from goldenthread.book.directive_options import OptionsFault, read_options
from goldenthread.book.foreign_markup import Mistake
from goldenthread.book.markdown_nodes import (
    Break,
    Fence,
    Html,
    IndentedCode,
    Link,
    MarkdownHeading,
    Node,
    Picture,
    Prose,
    Role,
    SecondDefinition,
    TableRows,
    TooDeep,
)
from goldenthread.book.markdown_reader import DEEPEST, read_markdown
from goldenthread.book.mistyped_markup import (
    as_written,
    mistyped,
    nearest_directive,
    table_mistakes,
    table_too_wide,
    unfinished,
)
from goldenthread.book.option_values import MOST_STARS, too_many_stars, unfit_value
from goldenthread.book.picture_files import picture_problem
from goldenthread.book.table_widths import CONTAINER, SIDEWAYS, UPRIGHT
from goldenthread.book.web_addresses import is_web_address, link_is_allowed
from goldenthread.model import KINDS, Place, Problem, nearest

LONGEST_PARAGRAPH = 60_000
"""Characters between two empty lines: markdown-it's time grows with the square of their number."""
LONGEST_PAGE = 1_500_000
"""Characters of a page: Typst needs about 0.9 GB for a million, and may use 2.5."""
SIGNS_OF_CODE = frozenset("{}()<>=|$;/\\")
# what sphinx-needs would take for a condition, unless it is a pin
BRACKET = re.compile(r"\s*:([\w-]+):[^\n]*\[(?!fp==\"[0-9a-f]{12}\"\])")


def long_paragraph(file: str, text: str) -> Problem | None:
    """The problem of a page or a paragraph that is too long to be read at all."""
    if len(text) > LONGEST_PAGE:
        return Problem(Place(file=file, line=1), "chapter.long", f"The page has more than {LONGEST_PAGE:,} characters.",
                       "Make it several pages: no printed file can bear it, for a file is divided only between pages.")
    line = 1
    for paragraph in text.split("\n\n"):
        if len(paragraph) > LONGEST_PARAGRAPH:
            return Problem(Place(file=file, line=line), "chapter.long",
                           f"A paragraph has more than {LONGEST_PARAGRAPH:,} characters.", "Split it with empty lines.")
        line += paragraph.count("\n") + 2
    return None


def markup_problems(
    root: Path, file: str, text: str, item_options: Set[str] | None = None, item_links: Set[str] = frozenset(),
    kinds: Set[str] = KINDS.keys(),
) -> list[Problem]:
    """Everything in a chapter that is not allowed there.

    The options of items are checked by rules of their own. If no rule has run, `item_options` are those that an item may have,
    and `item_links` those of them that name other items. `kinds` are the directives of items.
    """
    if problem := long_paragraph(file, text):
        return [problem]
    problems, pictures = check_markup(file, text, read_markdown(text), item_options, item_links, kinds)
    return [*problems, *picture_problems(root, file, pictures)]


def check_markup(
    file: str, text: str, nodes: Iterable[Node], item_options: Set[str] | None = None, item_links: Set[str] = frozenset(),
    kinds: Set[str] = KINDS.keys(),
) -> tuple[list[Problem], list[tuple[int, str]]]:
    """As `markup_problems`, for a text already read into `nodes`.

    Pictures are not checked: their lines and addresses are returned.
    """
    check = _MarkupCheck(file, item_options, item_links, kinds)
    if text.startswith("---"):
        check.front_matter(text)
    check.nodes(nodes)
    return check.problems, check.pictures


def picture_problems(root: Path, file: str, pictures: Iterable[tuple[int, str]]) -> list[Problem]:
    """What is wrong with the files of a chapter's pictures, each given by its line and address."""
    return [Problem(Place(file=file, line=line), "markup.picture", what, fix)
            for line, address in pictures for what, fix in picture_problem(root, file, address)]


def _in_language(fence: Fence, language: str, *, force: bool = False) -> Iterable[Mistake]:
    if language in ("none", "text", "default", "guess"):
        return ()
    return language_mistakes(fence.line, language, "\n".join(fence.content[fence.options:]) + "\n", force=force)


RESPONSES_FOLDER = "strategy/consultation/responses/"


def _value(row: str) -> str:
    """The value in an option's line, without the quotation marks that YAML allows around it."""
    value = row.strip().lstrip(":").partition(":")[2].strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _says_meaning(text: str) -> bool:
    """Whether an abbreviation is followed by its meaning in brackets, as Sphinx splits them."""
    word, _, meaning = text.strip().partition("(")
    return bool(word.strip()) and meaning.endswith(")") and any(sign.isalnum() for sign in meaning)


class _MarkupCheck:
    def __init__(self, file: str, item_options: Set[str] | None, item_links: Set[str], kinds: Set[str]) -> None:
        self.file, self.item_options, self.item_links, self.kinds = file, item_options, item_links, kinds
        # what respondents wrote is kept as they wrote it, whatever it looks like
        self.quotes_others = file.startswith(RESPONSES_FOLDER)
        self.problems: list[Problem] = []
        self.pictures: list[tuple[int, str]] = []
        self.within: list[str] = []
        self.looks: Mapping[type, Callable[[Any], None]] = {
            Fence: self._fence, Html: self._html, Role: self._role, Link: self._link, TooDeep: self._too_deep,
            Picture: self._picture, Prose: self._prose, TableRows: self._table, MarkdownHeading: self._heading,
            Break: self._break, SecondDefinition: self._second_definition, IndentedCode: self._indented}

    def report(self, line: int, code: str, what: str, fix: str) -> None:
        self.problems.append(Problem(Place(file=self.file, line=line), code, what, fix))

    def front_matter(self, text: str) -> None:
        """Check the front matter, from which MyST would take settings."""
        # loads docutils, which a book without such pages does not need
        from myst_parser.config.main import TopmatterReadError, read_topmatter

        try:
            keys: Mapping[Any, Any] = read_topmatter(text) or {}
        except TopmatterReadError:
            self.report(1, "markup.head", "What stands between '---' at the head of this page cannot be read.",
                        f"Write one 'key: value' to a line, of: {', '.join(sorted(FRONT_MATTER_KEYS))}.")
            return
        for key, value in keys.items():
            if key not in FRONT_MATTER_KEYS or not isinstance(value, bool | int):
                self.report(1, "markup.head", f"'{key}' may not stand at the head of a page in this way.",
                            f"Take it out; what may is: {', '.join(sorted(FRONT_MATTER_KEYS))}, with true, false or a number.")

    def nodes(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            look = self.looks.get(type(node))
            if look is not None:
                look(node)

    def _too_deep(self, node: TooDeep) -> None:
        if node.in_blocks:
            self.report(node.line, "chapter.nested", "What begins here is within too many lists and quotations, and would be "
                        "lost.", "Move it some levels out: nine lists within each other are the most.")
        else:
            self.report(node.line, "chapter.nested", f"This stands within more than {DEEPEST} others.", "Take some of them away.")

    def _picture(self, picture: Picture) -> None:
        self.pictures.append((picture.line, picture.address))
        if not picture.alt.strip():
            self._no_words(picture.line, f"![What it shows]({picture.address[:40]})")
        elif PICTURE_FILE.fullmatch(picture.alt.strip()):
            self._name_for_words(picture.line, picture.alt)

    def _prose(self, prose: Prose) -> None:
        if not self.quotes_others:
            self._mistakes(mistyped(prose))

    def _table(self, table: TableRows) -> None:
        # nested in something else, it cannot be on a page turned on its side
        held = any(name not in ("table", "container") for name in self.within)
        self._mistakes(table_too_wide(table, UPRIGHT - CONTAINER if held else SIDEWAYS))
        if not self.quotes_others:
            self._mistakes(table_mistakes(table))

    def _break(self, node: Break) -> None:
        self.report(node.line, "markup.break", "A line across the page has nothing to part here.",
                    "Put it between two paragraphs of the page itself, or take it out.")

    def _second_definition(self, node: SecondDefinition) -> None:
        self.report(node.line, "markup.link", f"The address of '[{node.name[:40]}]' is already given above.",
                    "Give it another name, or take one of the two lines out.")

    def _link(self, link: Link) -> None:
        if not link_is_allowed(self.file, link.address):
            self._address(link.address, link.line)
        elif link.bare and is_web_address(link.address):
            self.report(link.line, "markup.link", f"The link to '{link.address[:60]}' has no words.",
                        f"Give it some: '[what it is]({link.address[:60]})'.")

    def _heading(self, heading: MarkdownHeading) -> None:
        if not heading.text.strip() or not (heading.words.strip() or "{" in heading.text):
            self.report(heading.line, "chapter.heading", "This heading has no words.", "Write some, or take its signs away.")
        elif heading.within and not self.quotes_others:
            self.report(heading.line, "chapter.heading-within",
                        f"The heading '{heading.words[:40]}' stands within something else, and would be in no contents.",
                        "Put it above, or make it bold words.")

    def _role(self, role: Role) -> None:
        if role.name not in ROLES:
            self.report(role.line, "markup.role", f"'{{{role.name}}}' is no role that a chapter may have.",
                        f"Write it in plain Markdown, or with a role of this book.{nearest(role.name, ROLES)}")
        elif role.name == "abbr" and not _says_meaning(role.text):
            word = role.text.partition("(")[0].strip()[:40] or "WORD"
            self.report(role.line, "markup.abbr", f"'{role.text.strip()[:40]}' is marked as an abbreviation, and nothing "
                        "says what it means.", f"Write {{abbr}}`{word} (what it means)`.")

    def _mistakes(self, mistakes: Iterable[Mistake]) -> None:
        for mistake in mistakes:
            self.report(*mistake)

    def _no_words(self, line: int, example: str) -> None:
        self.report(line, "markup.alt", "This picture has no words for those who cannot see it.",
                    f"Say in a sentence what it shows: '{example}'.")

    def _name_for_words(self, line: int, alt: str) -> None:
        self.report(line, "markup.alt", f"'{alt.strip()[:60]}' is the name of a file, and tells nobody what the picture shows.",
                    "Say it in a sentence.")

    def _indented(self, code: IndentedCode) -> None:
        first = code.text.partition("\n")[0].rstrip()
        is_sentence = first[:1].isupper() and " " in first and first.endswith((".", "!", "?"))
        if not self.quotes_others and is_sentence and SIGNS_OF_CODE.isdisjoint(first):
            self.report(code.line, "markup.indented", "This is set as code, for it is indented by four blanks or a tab.",
                        "Take the blanks away; what belongs to an entry of a list begins right below its first letter.")

    def _fence(self, fence: Fence) -> None:
        name = fence.name
        if not name:
            if fence.word.startswith("{"):
                # MyST shows it as code or as a mere frame, and its author would see no message
                self.report(fence.line, "markup.directive", f"'{fence.word}' does not name a directive.",
                            "Write its name in braces, and a space before what follows.")
            elif fence.word and (fence.markers[0] == ":" or fence.word in DIRECTIVES.keys() - {*LITERAL}):
                self._no_braces(fence)
            elif fence.word and fence.markers[0] != ":":
                self._mistakes(_in_language(fence, fence.word))
            self.nodes(fence.inside)
            return
        if name not in DIRECTIVES and name not in self.kinds:
            self.report(fence.line, "markup.directive", f"'{{{name}}}' is no directive that a chapter may have.",
                        INSTEAD.get(name) or "Write it in plain Markdown, or with a directive of this book."
                        f"{nearest(name, [*DIRECTIVES, *self.kinds])}")
            return
        if fence.in_block:
            self.report(fence.line, "markup.directive", f"'{{{name}}}' stands within a list or a quotation.",
                        "Begin it at the beginning of a line, outside of them.")
            return
        self._options(fence)
        if name not in self.kinds:
            self._form(fence)
        if name in PICTURES:
            self.pictures.append((fence.line, fence.argument))
        elif name == "toctree":
            self._contents(fence)
        self.within.append(name)
        self.nodes(fence.title)
        self.nodes(fence.inside)
        self.within.pop()

    def _form(self, fence: Fence) -> None:
        """Check the form and content of a directive; a chart's options are checked by a rule of their own."""
        try:
            options = read_options(fence)
        except OptionsFault as fault:
            if fence.name != "chart":
                self.report(fault.line, "chapter.options", fault.what, fault.fix)
            return
        if fence.name in PICTURES and not (alt := options.get("alt", "")):
            self._no_words(fence.line, ":alt: What it shows")
        elif fence.name in PICTURES and PICTURE_FILE.fullmatch(alt.strip()):
            self._name_for_words(fence.line, alt)
        if fence.name == "topic" and self.within:
            self.report(fence.line, "markup.directive", f"'{{topic}}' stands within '{{{self.within[-1]}}}'.",
                        "Put it above or below.")
        if fence.name != "chart":
            self._mistakes(form_mistakes(fence))
        self._mistakes(body_mistakes(fence, options))
        if fence.name in LITERAL and fence.argument:
            self._mistakes(_in_language(fence, fence.argument, force="force" in options))

    def _no_braces(self, fence: Fence) -> None:
        word = fence.word.strip("{}")
        self.report(fence.line, "markup.directive", f"'{fence.opening[:60]}' begins nothing: the name has no braces.",
                    f"Write '{fence.markers}{{{word}}}'.{nearest_directive(word)}")

    def _options(self, fence: Fence) -> None:
        allowed = self.item_options if fence.name in self.kinds else DIRECTIVES[fence.name]
        if fence.content and fence.content[0].startswith("---"):
            self.report(fence.line + 1, "markup.option", "The options stand between lines of '---'.",
                        "Write each as ':name: value' on a line of its own.")
        rows = fence.content[: fence.options]
        lines_of_code = len("\n".join(fence.content[fence.options:]).strip("\n").split("\n"))
        first: dict[str, int] = {}
        for line, row in enumerate(rows, start=fence.line + 1):
            option = row.strip().lstrip(":").partition(":")[0].strip()
            if first.setdefault(option, line) != line:
                self.report(line, "markup.option-twice", f"The option '{option}' is already on line {first[option]}.",
                            "Keep one of them: only the last would count.")
            if allowed is not None and option not in allowed:
                self.report(line, "markup.option", f"'{{{fence.name}}}' may not have the option '{option}'.",
                            f"Take it out.{nearest(option, allowed)}")
            elif allowed is not None and (form := unfit_value(option, _value(row), lines_of_code)):
                self.report(line, "markup.value", f"'{row.strip()[:60]}' is not {form}.", "Write it so, or take the option out.")
        for line, row in enumerate((fence.argument, *rows), start=fence.line) if fence.name in self.kinds else ():
            if not self.quotes_others and fence.name != "response":
                self._mistakes(unfinished(line, row))
                self._mistakes(as_written(line, row, is_title=line == fence.line))
            condition = BRACKET.match(row) if self.item_links and line > fence.line else None
            if "[[" in row or (condition and condition[1] in self.item_links):
                self.report(line, "markup.function", "What stands in such brackets would be worked out by the build.",
                            "Write it without them.")

    def _contents(self, fence: Fence) -> None:
        for line, row in enumerate(fence.content, start=fence.line + 1):
            entry = row.rpartition("<")[2].rstrip("> ").strip() if row.rstrip().endswith(">") else row.strip()
            if row.lstrip().startswith(":") or is_web_address(entry):
                continue
            if ":" in entry:
                self._address(entry, line)
            elif too_many_stars(entry):
                self.report(line, "markup.value", f"'{entry[:60]}' has more than {MOST_STARS} stars.",
                            "Name the pages, or write the folder and one star, such as 'people/*'.")

    def _html(self, html: Html) -> None:
        last = self.problems[-1] if self.problems else None
        # a closing tag on the line of its opening one is reported with that one
        closes = html.text.startswith("</") and last is not None and (last.code, last.place.line) == ("markup.html", html.line)
        if ANCHOR.fullmatch(html.text) or closes:
            return
        if html.text.startswith("<!--"):
            self.report(html.line, "markup.html", "A comment in HTML would be published with the page.",
                        "Begin the line with '%' instead, or take it out.")
        else:
            self.report(html.line, "markup.html", f"'{' '.join(html.text.split())[:40]}' is HTML, which no page takes over.",
                        "Write it in Markdown, or '\\<' for the character itself.")

    def _address(self, address: str, line: int) -> None:
        self.report(line, "markup.address", f"'{address[:60]}' is no address that a page may lead to.",
                    "Lead to https://…, or to a page of the book by its file, such as ../people.md.")
