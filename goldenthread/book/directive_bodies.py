"""The content of pictures, charts, tables, glossaries and code, each of which allows only certain content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from goldenthread.book.foreign_markup import Mistake
from goldenthread.book.markdown_nodes import Fence
from goldenthread.book.markdown_reader import markdown_parser
from goldenthread.model import nearest, number_of

_ONE_PARAGRAPH = re.compile(r"\n*[^\W\d_][^\n]*(?:\n[^\W\d_][^\n]*)*\n*")
_TABLES = ("table", "list-table")


def body_mistakes(fence: Fence, options: Mapping[str, str]) -> Iterator[Mistake]:
    """What is wrong with the content of a directive; nothing if it is empty."""
    body = fence.content[fence.options:]
    if fence.name == "glossary":
        yield from _glossary(fence)
    elif fence.name == "code-block":
        yield from _code(fence, options)
    if fence.name not in ("figure", "chart", *_TABLES) or not any(row.strip() for row in body):
        return
    if fence.name == "chart" and _ONE_PARAGRAPH.fullmatch("\n".join(body)):
        return  # like nearly all captions: this saves the time to parse them
    blocks = list(_blocks(markdown_parser().parse("\n".join(body))))
    begins = fence.body_line + (blocks[0][0].map or (0,))[0] if blocks else fence.body_line
    if fence.name == "figure" and blocks and blocks[0][0].type != "paragraph_open":
        yield (begins, "markup.caption", "The words below a figure begin with its caption, and this is no paragraph.",
               "Write the caption first, as one paragraph.")
    elif fence.name == "chart" and [block[0].type for block in blocks] != ["paragraph_open"]:
        line = fence.body_line + (blocks[1][0].map or (0,))[0] if len(blocks) > 1 else begins
        yield (line, "markup.caption", "A chart's caption is one paragraph; what is more would be lost.",
               "Keep one paragraph, and write the rest below the chart.")
    elif fence.name in _TABLES:
        yield from _table(fence, options, blocks, begins)


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The blocks of a text, each as its tokens, without definitions of links and empty lines."""
    own: list[Token] = []
    for token in tokens:
        own.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield own
            own = []


def _table(fence: Fence, options: Mapping[str, str], blocks: Sequence[list[Token]], begins: int) -> Iterator[Mistake]:
    wanted = "table_open" if fence.name == "table" else "bullet_list_open"
    if [block[0].type for block in blocks] != [wanted]:
        what = "one table in Markdown" if fence.name == "table" else "one list with a list in each of its entries"
        yield (begins, "markup.rows", f"'{{{fence.name}}}' holds {what}, and nothing else.",
               "Write what else there is above or below it.")
        return
    if fence.name == "table":
        columns = sum(token.type == "th_open" for token in blocks[0])
    else:
        rows = list(_rows(blocks[0], fence.body_line))
        columns = rows[0][1]
        if any(cells <= 0 for _line, cells in rows):
            line = next(line for line, cells in rows if cells <= 0)
            yield (line, "markup.rows", "This row is no list of cells.",
                   "Write it as '* - one cell', and below it '  - the next'.")
            return
        yield from _uneven(rows, columns)
        yield from _headers(fence, options, len(rows), columns)
    widths = re.split(r"[ ,]+", options.get("widths", "auto"))
    if widths[0].isdigit() and len(widths) != columns:
        yield (fence.line, "markup.rows", f"The table has {number_of(columns, 'column')}, and 'widths' names {len(widths)}.",
               "Name one width for each column.")


def _rows(tokens: Sequence[Token], first: int) -> Iterator[tuple[int, int]]:
    """The line of each entry of a list, and how many entries the list within it has; 0 if it contains anything else."""
    line, cells, proper = first, 0, True
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            line, cells, proper = first + (token.map or (0,))[0], 0, True
        elif token.type == "list_item_open" and token.level == 3:
            cells += 1
        elif token.level == 2 and token.nesting >= 0 and (token.type != "bullet_list_open" or cells):
            proper = False
        elif token.type == "list_item_close" and token.level == 1:
            yield line, cells if proper else 0


def _uneven(rows: Sequence[tuple[int, int]], columns: int) -> Iterator[Mistake]:
    for line, cells in rows[1:]:
        if cells != columns:
            yield (line, "markup.rows", f"This row has {number_of(cells, 'cell')}, and the first has {columns}.",
                   "Give each row as many; an empty cell is '-' alone.")


def _headers(fence: Fence, options: Mapping[str, str], rows: int, columns: int) -> Iterator[Mistake]:
    heads, stubs = (int(said) if said.isdigit() else 0 for said in
                    (options.get("header-rows", "0"), options.get("stub-columns", "0")))
    if not heads:
        yield (fence.line, "markup.rows", "The table has no header row, by which it could be read aloud.",
               "Make its first row say what each column holds, and add ':header-rows: 1'.")
    elif heads >= rows:
        yield (fence.line, "markup.rows", f"The table has {number_of(rows, 'row')}, and 'header-rows' names {heads} of them.",
               "Leave at least one row below the header.")
    if stubs >= columns:
        yield (fence.line, "markup.rows",
               f"The table has {number_of(columns, 'column')}, and 'stub-columns' names {stubs} of them.",
               "Leave at least one column beside them.")


def glossary_terms(fence: Fence) -> Iterator[tuple[int, str]]:
    """The terms of a glossary with their lines: each begins its line, and ' : ' and the letter to file it under may follow."""
    for line, row in enumerate(fence.content[fence.options:], start=fence.body_line):
        if row.strip() and not row[0].isspace():
            yield line, plain_words(re.split(r" +: +", row)[0])


def plain_words(text: str) -> str:
    """The plain words of a line of Markdown."""
    tokens = markdown_parser().parseInline(text)
    return "".join(child.content for token in tokens for child in token.children or ()).strip()


def _glossary(fence: Fence) -> Iterator[Mistake]:
    meaning, empty, terms, first = True, True, 0, 0
    for line, row in enumerate(fence.content[fence.options:], start=fence.body_line):
        if not row.strip():
            empty = True
            continue
        if not row[0].isspace():
            if row.startswith(("%", ":", "#", "- ", "* ", "|")):
                yield (line, "markup.glossary", f"'{row[:40]}' is no term.",
                       "Write the term alone, and its meaning indented below it.")
            elif meaning and not empty:
                yield (line, "markup.glossary", f"No empty line stands above the term '{row[:40]}'.", "Put one there.")
            elif not meaning and empty:
                yield (first, "markup.glossary", "This term has no meaning.",
                       "Write its meaning right below it, indented by two blanks.")
            meaning, first, terms = False, line, terms + 1
        elif not terms:
            yield (line, "markup.glossary", "This meaning has no term.", "Write the term above it, at the beginning of a line.")
            terms += 1
        else:
            meaning = True
        empty = False
    if not meaning:
        yield (first, "markup.glossary", "This term has no meaning.", "Write its meaning right below it, indented by two blanks.")


def _code(fence: Fence, options: Mapping[str, str]) -> Iterator[Mistake]:
    body = fence.content[fence.options:]
    blanks = options.get("dedent", "")
    if blanks.isdigit() and any(row[: int(blanks)].strip() for row in body):
        yield (fence.line, "markup.value", f"Not every line of the code begins with {blanks} blanks, as 'dedent' says.",
               "Take the option out, or name fewer.")


def language_mistakes(line: int, language: str, code: str, force: bool = False) -> Iterator[Mistake]:
    """Why code cannot be highlighted as the language given."""
    from pygments.lexers import get_all_lexers, get_lexer_by_name
    from pygments.token import Token as Part
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        known = [alias for _name, aliases, *_ in get_all_lexers() for alias in aliases]
        yield (line, "markup.language", f"'{language[:40]}' is no language in which code can be coloured.",
               f"Write 'text', or the name of one.{nearest(language, known)}")
        return
    if not force and any(kind is Part.Error for kind, _ in lexer.get_tokens(code)):
        yield (line, "markup.language", f"This is not written as {lexer.name} is.",
               "Correct it, or write 'text' for its language.")


