"""Remedies in the running text of a chapter: headings, links of other programs, rows of tables, what stands on the wrong line.

See `remedies` for what a remedy is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

from goldenthread.editor.remedies import QUOTED, Edit, FoundProblem, delete_row
from goldenthread.editor.written_forms import BLOCK_BEGIN

OTHER_LINK = re.compile(r"!?\[\[([^\[\]|#\n]+)(?:\|([^\[\]\n]+))?\]\]")


def _bold_heading(found: FoundProblem) -> Iterator[Edit]:
    yield from (("Make it bold words", changes) for changes in found.in_row(r"^([ \t>]*)#+[ \t]+(.*?)[ \t]*#*$", r"\1**\2**"))


def _title(found: FoundProblem) -> Iterator[Edit]:
    """A title made of the name of the file, above everything but a head of the page."""
    if "no title" not in found.problem.what:
        return
    words = found.rows.file.rpartition("/")[2].removesuffix(".md").replace("-", " ").replace("_", " ").capitalize()
    rows = found.rows.rows
    head = next((line + 1 for line in range(1, len(rows)) if rows[line] == "---"), 0) if rows[0] == "---" else 0
    yield f"Begin it with '# {words}'", (found.rows.inserted(head, f"# {words}", ""),)


def _link_to_page(found: FoundProblem) -> Iterator[Edit]:
    """A link of another program, `[[page]]` or `[[page|words]]`, as one to the page of the book that is meant."""
    here = posixpath.dirname(found.rows.file) or "."
    for match in OTHER_LINK.finditer(found.row):
        wanted = match[1].strip().removesuffix(".md").lower()
        pages = {page: title for page, title in found.book.register.titles.items()
                 if wanted in {page.lower(), posixpath.basename(page).lower(), title.lower()}}
        for page, title in pages.items() if match[0] in found.problem.what else ():
            path = posixpath.relpath(f"{page}.md", here)
            new = found.row.replace(match[0], f"[{(match[2] or title).strip()}]({path})", 1)
            yield f"Make it a link to {page}.md", (found.rows.written(found.line, new),)


def _cells(found: FoundProblem) -> Iterator[Edit]:
    """A row with more cells than its header: without empty ones, or with the last of them joined by the sign that parts them."""
    counts = re.search(r"has (\d+) cells? and its header (\d+)", found.problem.what)
    cells = re.split(r"(?<!\\)\|", found.row.strip().removeprefix("|").removesuffix("|"))
    if counts is None or len(cells) != int(counts[1]):
        return
    kept, more = cells[: int(counts[2])], cells[int(counts[2]) :]
    if not any(cell.strip() for cell in more):
        yield "Take the empty cells out", (found.rows.written(found.line, f"|{'|'.join(kept)}|"),)
    else:
        yield "Mean the character '|' itself", (found.rows.written(found.line, f"|{'|'.join(kept)}" + "".join(
            f"\\|{cell}" for cell in more) + "|"),)


def _rows_of_list_table(found: FoundProblem) -> Iterator[Edit]:
    """A table that is written as a list: with as many cells in a row, with a header, without widths that do not fit."""
    what, rows = found.problem.what, found.rows
    if counts := re.search(r"This row has (\d+) cells?, and the first has (\d+)", what):
        more = int(counts[2]) - int(counts[1])
        end = found.line + 1
        while end < len(rows.rows) and re.match(r"[ \t]+-|[ \t]{4,}\S", rows.rows[end]):
            end += 1
        if more > 0 and (sign := re.match(r"([ \t]*)\*[ \t]-", found.row)):
            yield "Add the empty cells", (rows.inserted(end, *(f"{sign[1]}  -" for _ in range(more))),)
    begin = next((line for line in range(found.line, -1, -1) if BLOCK_BEGIN.match(rows.rows[line])), None)
    if begin is None:
        return
    if "has no header row" in what:
        yield "Add ':header-rows: 1'", (rows.with_option(begin, "header-rows", "1"),)
    elif "'widths' names" in what and (own := rows.option(begin, "widths")) is not None:
        yield "Take ':widths:' out", (rows.deleted(own, own + 1),)


def _code(found: FoundProblem) -> Iterator[Edit]:
    """A back-tick that begins nothing, as the sign itself."""
    signs = [match.start() for match in re.finditer(r"(?<![\\`])`(?!`)", found.row)]
    if len(signs) % 2:
        row = found.row
        yield "Mean the sign itself", (found.rows.written(found.line, f"{row[: signs[-1]]}\\{row[signs[-1] :]}"),)


def _form(found: FoundProblem) -> Iterator[Edit]:
    """What stands on the wrong line of a block, moved to its own; a block that holds nothing, taken out."""
    what, rows = found.problem.what, found.rows
    if "holds words, which it would not show" in what:
        yield from _words_of_a_view(found)
    begun = BLOCK_BEGIN.match(found.row)
    if begun is None:
        return
    bare = found.row[: begun.start(2)].rstrip()
    end = rows.options(found.line).stop
    if what.startswith("Nothing stands within"):
        yield "Take it out", (rows.deleted(found.line, rows.end_of_block(found.line)),)
    elif "on its first line" in what and begun[1] == "toctree":
        yield "Write it below", (rows.written(found.line, bare), rows.inserted(end, "", begun[2].strip()))
    elif "begins on its first line and goes on" in what:
        gap = [""] if end > found.line + 1 else []
        yield "Write it below", (rows.written(found.line, bare), rows.inserted(end, *gap, begun[2]))


def _words_of_a_view(found: FoundProblem) -> Iterator[Edit]:
    rows = found.rows
    begin = next((line for line in range(found.line, -1, -1) if BLOCK_BEGIN.match(rows.rows[line])), None)
    if begin is None:
        return
    first, below = rows.options(begin).stop, rows.end_of_block(begin)
    words = [row for row in rows.rows[first : below - 1] if row.strip()]
    yield "Write them below it", (rows.deleted(first, below - 1), rows.inserted(below, "", *words))


def _caption(found: FoundProblem) -> Iterator[Edit]:
    """What is more than one paragraph of a caption, written below the chart."""
    rows = found.rows
    begin = next((line for line in range(found.line, -1, -1) if BLOCK_BEGIN.match(rows.rows[line])), None)
    if begin is None:
        return
    end = rows.end_of_block(begin)
    first = next((line for line in range(rows.options(begin).stop, end) if rows.rows[line].strip()), end)
    gap = next((line for line in range(first, end - 1) if not rows.rows[line].strip()), None)
    if gap is not None:
        more = list(rows.rows[gap : end - 1])
        while not more[-1].strip():
            more.pop()
        yield "Write the rest below the chart", (rows.deleted(gap, end - 1), rows.inserted(end, *more))


def _without_brackets(found: FoundProblem) -> Iterator[Edit]:
    yield from (("Write it without the brackets", changes) for changes in found.in_row(r"\[\[([^\[\]]*)\]\]", r"\1"))


def _own_note(found: FoundProblem) -> Iterator[Edit]:
    """A note of its author that is a paragraph of its own: kept, and not published."""
    rows, line = found.rows.rows, found.line
    alone = (line == 0 or not rows[line - 1].strip()) and (line + 1 >= len(rows) or not rows[line + 1].strip())
    if alone and found.row[:1].strip() and not found.row.startswith((":", "#", "|", "-", "*", ">")):
        yield "Keep the note to yourself", (found.rows.written(line, f"% {found.row}"),)


def _public(found: FoundProblem) -> Iterator[Edit]:
    """The line that says why an address is public, begun above its paragraph."""
    begun = re.search(r"'(% public: .*?: )…'", found.problem.fix)
    line = found.line
    while line and found.rows.rows[line - 1].strip():
        line -= 1
    if begun:
        yield f"Begin '{begun[1]}'", (found.rows.inserted(line, begun[1], ""),)


def _second_list(found: FoundProblem) -> Iterator[Edit]:
    yield "Take this one out", (found.rows.deleted(found.line, found.rows.end_of_block(found.line)),)


def _begun_alt(found: FoundProblem) -> Iterator[Edit]:
    if "':alt: " in found.problem.fix and BLOCK_BEGIN.match(found.row):
        yield "Begin ':alt:'", (found.rows.inserted(found.rows.options(found.line).stop, ":alt: "),)


def _in_points(found: FoundProblem) -> Iterator[Edit]:
    written = found.written()
    if "in points" in found.problem.fix and re.match(r"(?:rise|fall) from ", written):
        expression, comma, options = written.partition(",")
        yield "Write it in points", found.instead(f"{expression.rstrip()} in points{comma}{options}")


def _plain_word(found: FoundProblem) -> Iterator[Edit]:
    """The word that the house writes, where it gives one and no choice of several."""
    better, wrong = re.fullmatch(r"Write: ([^,.]+)\.", found.problem.fix), QUOTED.findall(found.problem.what)[0]
    if better and "meant" not in better[1] and wrong in found.row:
        new = better[1][:1].upper() + better[1][1:] if wrong[:1].isupper() else better[1]
        yield f"Write '{new}'", (found.rows.written(found.line, found.row.replace(wrong, new, 1)),)


def _second_meaning(found: FoundProblem) -> Iterator[Edit]:
    """A second explanation of a term in a glossary, taken out with its meaning."""
    rows, end = found.rows, found.line + 1
    while end < len(rows.rows) and (rows.rows[end][:1] in {" ", "\t"} and rows.rows[end].strip()):
        end += 1
    if QUOTED.findall(found.problem.what)[0].lower() == found.row.strip().lower() and end > found.line + 1:
        yield "Take this one out", (rows.deleted(found.line, end),)


IN_CHAPTERS: Mapping[str, tuple[Callable[[FoundProblem], Iterator[Edit]], ...]] = {
    "chapter.heading": (delete_row,), "chapter.heading-within": (_bold_heading,), "chapter.title": (_title,),
    "chapter.private": (_public,),
    "link.term-twice": (_second_meaning,),
    "markup.alt": (_begun_alt,), "markup.bibliography": (_second_list,), "markup.caption": (_caption,), "markup.cells": (_cells,),
    "markup.code": (_code,), "markup.form": (_form,), "markup.function": (_without_brackets,), "markup.link": (_link_to_page,),
    "markup.rows": (_rows_of_list_table,), "markup.unfinished": (_own_note,),
    "style.word": (_plain_word,), "value.start": (_in_points,),
}
"""What is done for a message by its code in the text of a chapter."""
