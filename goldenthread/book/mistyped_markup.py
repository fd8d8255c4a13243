"""Mistyped markup in running text, which Markdown prints as it is, without any warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.book.allowed_markup import DIRECTIVES
from goldenthread.book.foreign_markup import Mistake, foreign
from goldenthread.book.markdown_nodes import Prose, TableRows
from goldenthread.book.table_widths import table_need
from goldenthread.model import nearest

UNFINISHED_WORD = re.compile(r"\b(?:TODO|FIXME|X{3,}|TB[CD]|tb[cd])\b|\b[Ll]orem [Ii]psum\b")
UNFINISHED = re.compile(rf"{UNFINISHED_WORD.pattern}|" r"\{\{[^{}\n]*\}\}|\bX{2,}%|£X+\b|"
                        r"(?<![\w?])\?{2,}|"
                        r"\[(?:insert|add|check|confirm|name|number|date|figure|to follow)\b[^\[\]\n]{0,60}\](?![(\[])")
SIGNS_OF_UNFINISHED = ("{{", "TODO", "FIXME", "XX", "TBC", "TBD", "tbc", "tbd", "orem ipsum", "orem Ipsum", "£X", "??",
                       "[insert", "[add", "[check", "[confirm", "[name", "[number", "[date", "[figure", "[to follow")
"""One of these is in every text that is found by `UNFINISHED`: most have none, which is found fastest by plain text."""
# a star before a word, as it would begin emphasis
ITALIC = re.compile(r"(?<![\w*])\*(?=[^\W_])")
BOLD = re.compile(r"\*\*(?=\w)|(?<=\w)\*\*")
# one or two before a word of letters alone: a name such as `snake_case`, `_name.txt` or `_folder/` is none; nor is a line to be
# filled in
UNDERSCORES = re.compile(r"(?<![^\s(\[\"'“‘*])__?(?=[^\W\d_]++(?![\w/(]|[.:=@-]\w))|(?<=[^\W\d_])__(?![\w/.@-])")
SPACED_LINK = re.compile(r"!?\[[^\[\]\n]+\] \((?:https?://|mailto:|#\w|[\w./-]+\.(?:md|png|jpe?g|gif|svg)\b)[^()\s]*\)")
NO_AUTOLINK = re.compile(r"<(?:www\.|https?[:/])[^\s<>]+>|"
                         r"<[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|net|gov|eu|int|wales|scot)(?:/[^\s<>]*)?>", re.IGNORECASE)
"""An address between angle brackets that Markdown does not take for one."""
UNDEFINED = re.compile(r"(?<!!)\[[^\[\]\n]+\]\[[^\[\]\n]*\]")
HEADING = re.compile(r"^(#{1,6})([^\W\d_][^\n]*)", re.MULTILINE)
COLONS = re.compile(r"^::?\{([\w:-]+)\}", re.MULTILINE)
ROW = re.compile(r"^\|.*\|[ \t]*$")
BARE_ROW = re.compile(r"[^|]*[^|\s] \| [^|\s][^|]*(?: \| [^|]+)*")
"""A row of a table without its outer signs."""
CELL_END = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[ \t|:-]+")


# in a title or an option, which stand as they are written
AS_WRITTEN = re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*\)|\[\^[^\[\]\n]*\]|\*\*|[¹⁴-⁹⁰†‡](?<=[^\W\d_]{3}.)[¹⁴-⁹⁰†‡]*|"
                        r"\{[a-z][\w:-]*\} ?`[^`\n]*`?|\{(?:value|need|need_part|cite)\}|"
                        rf"<(\w+)\b[^<>@\n]*>[^\n]*</\1>|<br ?/?>|{SPACED_LINK.pattern}")


def as_written(line: int, text: str, *, is_title: bool) -> Iterator[Mistake]:
    """What in a title or an option of an item looks like markup, and would be printed as it stands."""
    if markup := AS_WRITTEN.search(text):
        what = "a title" if is_title else "an option"
        yield (line, "markup.title", f"'{markup[0][:60]}' would be printed as it stands: {what} is plain words.",
               "Write it into the text of the item.")


def unfinished(line: int, text: str, pattern: re.Pattern[str] = UNFINISHED) -> Iterator[Mistake]:
    """Notes that an author left to come back to."""
    for left in pattern.finditer(text) if any([sign in text for sign in SIGNS_OF_UNFINISHED]) else ():
        yield (line + text.count("\n", 0, left.start()), "markup.unfinished", f"'{left[0][:40]}' stands where words are to come.",
               "Write what is missing, or keep the note to yourself: a line that begins with '%' is not published.")


def mistyped(prose: Prose) -> Iterator[Mistake]:
    """Text in a block of running text that was meant as markup."""
    if prose.escaped:  # an author who escapes characters of markup means the characters themselves
        if not prose.quoted:
            yield from unfinished(prose.line, prose.text, UNFINISHED_WORD)
        return
    if not prose.quoted:  # a respondent's words are left as they are
        yield from unfinished(prose.line, prose.text)
    first, second = (*prose.text.split("\n", 2), "")[:2]
    if _are_rows(first, second):
        yield (prose.line, "markup.table", "This is no table: the line of hyphens below its header is missing.",
               f"Write '{'|---' * (len(_cells(first)))}|' below the first row.")
        return
    yield from _table_run_on(prose)
    yield from _unclosed(prose)
    for link in SPACED_LINK.finditer(prose.text):
        what = "picture" if link[0].startswith("!") else "link"
        yield (_line(prose, link), "markup.link", f"'{link[0][:60]}' is no {what}: a space separates its text from its address.",
               f"Write '{link[0].replace('] (', '](')[:60]}'.")
    for link in NO_AUTOLINK.finditer(prose.text):
        yield (_line(prose, link), "markup.link", f"'{link[0][:60]}' is no link: its address does not begin with 'https://'.",
               "Write '[what it is](https://…)'.")
    for link in UNDEFINED.finditer(prose.text):
        yield (_line(prose, link), "markup.link", f"'{link[0][:60]}' is no link: nothing says where it leads.",
               "Write '[words](address)', or a backslash before each bracket that is meant as it stands.")
    for heading in HEADING.finditer(prose.text):
        yield (_line(prose, heading), "markup.heading", f"'{heading[0][:40]}' is no heading: a space is missing in it.",
               f"Write '{heading[1]} {heading[2][:40]}', or '\\#' for the character itself.")
    for colons in COLONS.finditer(prose.text):
        yield (_line(prose, colons), "markup.directive", f"'{colons[0]}' begins nothing: it has too few colons.",
               f"Begin it with ':::{{{colons[1]}}}', and end it with ':::'.{nearest_directive(colons[1])}")
    yield from foreign(prose)


def _are_rows(first: str, second: str) -> bool:
    """Whether two lines are rows of a table, with outer signs or without; without them they have as many cells."""
    if ROW.match(first):
        return bool(ROW.match(second))
    return first.count("|") == second.count("|") > 0 and bool(BARE_ROW.fullmatch(first) and BARE_ROW.fullmatch(second))


def _unclosed(prose: Prose) -> Iterator[Mistake]:
    if bold := BOLD.search(prose.text):
        yield (_line(prose, bold), "markup.bold", "'**' is not closed, and would be printed.",
               "Write '**' before the first and after the last letter of what is bold, or '\\*\\*' for the stars themselves.")
    elif italic := ITALIC.search(prose.text):
        yield (_line(prose, italic), "markup.bold", "'*' is not closed, and would be printed.",
               "Write '*' before the first and after the last letter of what is in italics, or '\\*' for the star itself.")
    elif line := UNDERSCORES.search(prose.text):
        sign, what = line[0], "bold" if len(line[0]) > 1 else "in italics"
        yield (_line(prose, line), "markup.bold", f"'{sign}' is not closed, and would be printed.",
               f"Write '{sign}' before the first and after the last letter of what is {what}, or '\\_' for the sign itself.")


def _table_run_on(prose: Prose) -> Iterator[Mistake]:
    """Rows of a table that go on from the line above them, as they do in a list: they are read as its words."""
    rows = prose.text.split("\n")
    for number in range(1, len(rows) - 1):
        if _are_rows(rows[number], rows[number + 1]):
            yield (prose.line + number, "markup.table", "This is no table: it goes on from the line above it.",
                   "Put an empty line above its first row, and one above what it goes on from.")
            return


def nearest_directive(word: str) -> str:
    """` Did you mean 'x'?` for a word that is not the name of a directive, or an empty text."""
    return "" if word in DIRECTIVES else nearest(word, DIRECTIVES)


def _line(prose: Prose, match: re.Match[str]) -> int:
    return prose.line + prose.text.count("\n", 0, match.start())


def table_mistakes(table: TableRows) -> Iterator[Mistake]:
    """What is wrong with a table in Markdown."""
    if not any(cell.strip() for cell in _cells(table.rows[0])):
        yield (table.line, "markup.table", "The header of this table says nothing.", "Write into it what each column holds.")
    yield from _rows_too_long(table)
    yield from _rules_among_rows(table)


def _rules_among_rows(table: TableRows) -> Iterator[Mistake]:
    """Lines of hyphens below the first: they would be printed as cells."""
    for line, row in enumerate(table.rows[2:], start=table.line + 2):
        if "-" in row and RULE.fullmatch(row):
            yield (line, "markup.table", "A second line of hyphens stands in this table, and would be printed.",
                   "Take it out: one line of hyphens stands below the first row.")


def _rows_too_long(table: TableRows) -> Iterator[Mistake]:
    """The rows of a table with more cells than its header: Markdown would drop the surplus."""
    columns = len(_cells(table.rows[0]))
    for line, row in enumerate(table.rows[2:], start=table.line + 2):
        if len(cells := _cells(row)) > columns:
            yield (line, "markup.cells", f"This row has {len(cells)} cells and its header {columns}: the rest would be lost.",
                   "Take the cell away or give the header another, or write '\\|' for the character itself.")


def table_too_wide(table: TableRows, room: int) -> Iterator[Mistake]:
    """A table that needs more characters per line than fit on a page."""
    need = table_need(_cells(row) for row in (table.rows[0], *table.rows[2:]))
    if need > room:
        yield (table.line, "markup.table-wide",
               f"The table is too wide for print: it needs {need} characters a line, where {room} fit.",
               "Turn rows and columns round, or make it two tables.")


def _cells(row: str) -> list[str]:
    return CELL_END.split(row.strip().removeprefix("|").removesuffix("|"))
