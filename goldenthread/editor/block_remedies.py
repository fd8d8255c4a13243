"""Remedies that add, delete or move rows: options of an item, ends of blocks, entries of contents, rows of a table.

See `remedies` for what a remedy is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from goldenthread.editor.chapter_remedies import IN_CHAPTERS
from goldenthread.editor.file_remedies import OF_FILES
from goldenthread.editor.remedies import QUOTED, Edit, FoundProblem, delete_row
from goldenthread.editor.row_edits import Rows, replaced_once
from goldenthread.editor.settings_remedies import IN_SETTINGS
from goldenthread.editor.text_spans import TextChange
from goldenthread.editor.thread_remedies import IN_THREAD
from goldenthread.editor.written_forms import BLOCK_BEGIN

WHOLE = re.compile(r"':([a-z_]+): ([^'…]+)'")
BULLET = re.compile(r"[ \t]*(?:[•‣◦▪–—*-]|\(?\d+[.)]|\(?[a-z][.)])[ \t]*")


def _delete_option(found: FoundProblem) -> Iterator[Edit]:
    """An option of a block, or an entry at the head of a page with the rows that belong to it."""
    rows, first = found.rows.rows, found.line
    if found.row == "---":  # the head of a page is told of as a whole
        key = QUOTED.findall(found.problem.what)[0]
        first = next((line for line, row in enumerate(rows) if row.startswith(f"{key}:")), first)
    end = first + 1
    while end < len(rows) and rows[end][:1] in {" ", "\t"} and rows[end].strip():
        end += 1
    if re.match(r"[ \t]*:?[\w-]+:(?:\s|$)", rows[first]):
        yield "Take it out", (found.rows.deleted(first, end),)


def _web_address(found: FoundProblem) -> Iterator[Edit]:
    """The address of a publication, which may stand some rows below the key by which it is told of."""
    for line in range(found.line, len(found.rows.rows)):
        for row in replaced_once(found.rows.rows[line], r"\{((?:[\w-]+\.)+[a-z]{2,}(?:/[^{}\s]*)?)\}", r"{https://\1}"):
            yield "Put https:// before it", (found.rows.written(line, row),)
            return


def _marks(found: FoundProblem) -> Iterator[Edit]:
    """The marks of a block that are too short, or no back-ticks: right at its beginning and at its end."""
    begun = re.match(r"([ \t]*)(::|[‘’'´]{3})(?=\{[\w-]+\})", found.row)
    if begun is None:
        return
    mark = ":::" if begun[2] == "::" else "```"
    rows = found.rows.rows
    end = next((line for line in range(found.line + 1, len(rows)) if rows[line].strip() == begun[2]), None)
    blank = next((line for line in range(found.line + 1, len(rows)) if not rows[line].strip()), len(rows))
    last = found.rows.written(end, f"{begun[1]}{mark}") if end is not None else found.rows.inserted(blank, f"{begun[1]}{mark}")
    yield f"Write '{mark}' before and after", (found.rows.written(found.line, begun[1] + mark + found.row[begun.end() :]), last)


def _delete_key(found: FoundProblem) -> Iterator[Edit]:
    with suppress(tomllib.TOMLDecodeError):  # a value that goes over several rows is left to its author
        for key in tomllib.loads(found.row):
            if found.problem.what.startswith(f"'{key}'"):
                yield f"Take '{key}' out", (found.rows.deleted(found.line, found.line + 1),)
    if given := re.search(r"Write ([\w]+ = .+)\.\Z", found.problem.fix):
        yield f"Write {given[1]}", (found.rows.written(found.line, given[1]),)


def _delete_block(found: FoundProblem) -> Iterator[Edit]:
    if "Keep one of them" in found.problem.fix:
        yield "Take this one out", (found.rows.deleted(found.line, found.rows.end_of_block(found.line)),)


def _heading(found: FoundProblem) -> Iterator[Edit]:
    if given := re.search(r"Write '(#+ .*?)'", found.problem.fix):
        level = given[1].partition(" ")[0]
        yield f"Make it a heading of level {len(level)}", (found.rows.written(found.line, re.sub(r"^#+", level, found.row)),)


def _empty_rows_above(found: FoundProblem) -> Iterator[Edit]:
    first = found.line
    while first and not found.rows.rows[first - 1].strip():
        first -= 1
    if first < found.line:
        yield "Take the empty line out", (found.rows.deleted(first, found.line),)


def _end_of_block(found: FoundProblem) -> Iterator[Edit]:
    mark = QUOTED.findall(found.problem.fix)[-1]
    before = re.search(r"on line (\d+)\.", found.problem.what)
    line = int(before[1]) - 1 if before else len(found.rows.rows)
    while line > 1 and not found.rows.rows[line - 1].strip():
        line -= 1
    yield f"End it with '{mark}'", (found.rows.inserted(line, mark),)


def _option_of_item(found: FoundProblem) -> Iterator[Edit]:
    """An option that the message gives whole: `':datasets: skills-2018, more-2018'`."""
    line = _line_of_item(found)
    for name, value in WHOLE.findall(found.problem.fix):
        if line is not None:
            yield f"Add ':{name}: {value}'", (found.rows.with_option(line, name, value),)


def _line_of_item(found: FoundProblem) -> int | None:
    """The row on which the item of a problem begins, where it stands in this file."""
    item = found.book.register.items.get(found.problem.about)
    if item is not None and item.place.file == found.rows.file:
        return item.place.line - 1
    return next((line for line in range(found.line, -1, -1) if BLOCK_BEGIN.match(found.rows.rows[line])), None)


def _begun_option(found: FoundProblem) -> Iterator[Edit]:
    """An option of which only the author knows what it is to say: begun, so that the words can be written or chosen."""
    line, asked = _line_of_item(found), re.search(r"[Aa]dd ':([a-z_]+):", found.problem.fix)
    named = re.search(r"^(?:Name .*?: |Add |Add one of these to )':([a-z_]+):", found.problem.fix)
    option = asked or named
    if line is None or option is None or found.rows.option(line, option[1]) is not None:
        return
    yield f"Begin ':{option[1]}:'", (found.rows.inserted(found.rows.options(line).stop, f":{option[1]}: "),)


def _tag(found: FoundProblem) -> Iterator[Edit]:
    line = _line_of_item(found)
    tags = found.problem.fix.partition("':tags:': ")[2].rstrip(".")
    own = found.rows.option(line, "tags") if line is not None else None
    before = found.rows.rows[own].partition(":tags:")[2].strip() if own is not None else ""
    for tag in tags.split(", ") if tags else ():
        if line is not None:
            yield f"Add the tag '{tag}'", (found.rows.with_option(line, "tags", ", ".join(filter(None, (before, tag)))),)


def _id(found: FoundProblem) -> Iterator[Edit]:
    """An id of the form that is asked for, made of the one that was written; of the title where there is none."""
    line, prefix = _line_of_item(found), re.search(r"':id: ([A-Z0-9_]+_)…'", found.problem.fix)
    if line is None or not prefix or prefix[1].strip("_") in found.problem.about.split("_"):
        return
    own = found.rows.option(line, "id")
    words = found.rows.rows[own].partition(":id:")[2] if own is not None else found.rows.rows[line].partition("}")[2]
    plain = re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_").removeprefix(prefix[1])
    new = f"{prefix[1]}{plain}"[:40].rstrip("_")
    if plain and new not in found.book.register.items:
        yield f"Give it the id {new}", (found.rows.with_option(line, "id", new),)


def _other_id(found: FoundProblem) -> Iterator[Edit]:
    own = found.problem.about
    new = next(name for number in range(2, 10_000) if (name := f"{own[:36]}_{number}") not in found.book.register.items)
    if own and own in found.row:
        yield f"Give it the id {new}", (found.rows.written(found.line, found.row.replace(own, new, 1)),)


def _named_once(found: FoundProblem) -> Iterator[Edit]:
    words = re.search(r"names (\S+) more than once", found.problem.what)
    option, _colon, named = found.row.strip().removeprefix(":").partition(":")
    parts = [part.strip() for part in re.split(r"[,;]", named) if part.strip()]
    if words and len(parts) > 1:
        kept = list(dict.fromkeys(parts))
        yield f"Name {words[1]} once", (found.rows.written(found.line, f":{option}: {', '.join(kept)}"),)


def _in_its_place(found: FoundProblem) -> Iterator[Edit]:
    """What is private goes, and a mark says so; an agreed spelling takes the place of another."""
    old = QUOTED.findall(found.problem.what)
    new = re.search(r"Write '(\[.* removed\])' in its place", found.problem.fix)
    line = next((line for line, row in enumerate(found.rows.rows) if old and old[-1] in row), None)
    if new and line is not None:
        yield f"Write '{new[1]}'", (found.rows.written(line, found.rows.rows[line].replace(old[-1], new[1])),)


def _alike(found: FoundProblem) -> Iterator[Edit]:
    old, *others = QUOTED.findall(found.problem.what)
    if others and old in found.row:
        yield f"Write '{others[0]}' here too", (found.rows.written(found.line, found.row.replace(old, others[0], 1)),)


def _pin(found: FoundProblem) -> Iterator[Edit]:
    wrong, right = QUOTED.findall(found.problem.what), re.search(r"Write \w+(\[.*?\]),", found.problem.fix)
    if wrong and right and wrong[0] in found.row:
        yield f"Write {right[1]}", (found.rows.written(found.line, found.row.replace(wrong[0], right[1], 1)),)


def _in_contents(found: FoundProblem) -> Iterator[Edit]:
    """A page that no table of contents names: named in the one that the message tells of."""
    file = re.search(r"such as that of (\S+\.md)", found.problem.fix)
    if file is None:
        return
    rows = Rows(file[1], found.text_of(file[1]).split("\n"))
    page, folder = found.rows.file.removesuffix(".md"), file[1].rpartition("/")[0]
    if (end := rows.end_of_contents()) is not None:
        entry = page.removeprefix(f"{folder}/") if folder else page
        yield f"Name it in the contents of {file[1]}", (rows.inserted(end, entry if page.startswith(folder) else f"/{page}"),)


def _parted_by_commas(found: FoundProblem) -> Iterator[Edit]:
    if "semicolons" in found.problem.what:
        points = "decimal commas" in found.problem.what
        text = [(row.replace(",", ".") if points else row).replace(";", ",") for row in found.rows.rows]
        if not any('"' in row or (not points and "," in row) for row in found.rows.rows):
            yield "Make each semicolon a comma", tuple(found.rows.written(line, row) for line, row in enumerate(text) if row)
    elif header := re.search(r"is on line (\d+)", found.problem.what):
        yield "Take out what is above the header", (found.rows.deleted(0, int(header[1]) - 1),)


def _first_row_of_table(found: FoundProblem) -> Iterator[Edit]:
    yield "Begin the table", (found.rows.inserted(0, "area,period,value"),)


def _hyphens(found: FoundProblem) -> Iterator[Edit]:
    what = found.problem.what
    if "is missing" in what:
        hyphens = "|" + "---|" * (found.row.strip(" |").count("|") + 1)
        yield "Put the line of hyphens in", (found.rows.inserted(found.line + 1, hyphens),)
    elif what.startswith("A second line of hyphens"):
        yield from delete_row(found)
    elif "tabs between" in what:
        end = found.line
        while end < len(found.rows.rows) and "\t" in found.rows.rows[end]:
            end += 1
        cells = [row.split("\t") for row in found.rows.rows[found.line : end]]
        table = [f"| {' | '.join(cell.strip() for cell in row)} |" for row in cells]
        table.insert(1, "|" + "---|" * len(cells[0]))
        tail = "\n" if end < len(found.rows.rows) else ""
        whole = TextChange(found.rows.file, found.rows.deleted(found.line, end).span, "\n".join(table) + tail)
        yield "Make it a table", (whole,)


def _entries(found: FoundProblem) -> Iterator[Edit]:
    """Rows with a sign of their own become the entries of a list, each on its line and an empty one above the first."""
    first = found.line
    end = first
    while end < len(found.rows.rows) and BULLET.match(found.rows.rows[end]) and found.rows.rows[end].strip():
        end += 1
    numbered = "'1. '" in found.problem.fix
    signs = (f"{number}. " if numbered else "- " for number in range(1, end - first + 1))
    new = [sign + BULLET.sub("", row, count=1) for sign, row in zip(signs, found.rows.rows[first:end], strict=True)]
    above = [""] if first and found.rows.rows[first - 1].strip() else []
    if new:
        span = found.rows.deleted(first, end).span
        tail = "\n" if end < len(found.rows.rows) else ""
        yield "Make it a list", (TextChange(found.rows.file, span, "\n".join([*above, *new]) + tail),)


def _empty_row_above(found: FoundProblem) -> Iterator[Edit]:
    if "No empty line" in found.problem.what:
        yield "Put an empty line above it", (found.rows.inserted(found.line, ""),)


def _invisible(found: FoundProblem) -> Iterator[Edit]:
    for code in re.findall(r"\(U\+([0-9A-F]{4,6})\)", found.problem.what):
        sign = chr(int(code, 16))
        for written in (sign, f"\\u{int(code, 16):04x}", f"\\u{int(code, 16):04X}"):
            for line, row in enumerate(found.rows.rows):
                if written in row and (line == found.line or found.rows.file.endswith(".toml")):
                    yield "Take the invisible character out", (found.rows.written(line, row.replace(written, "")),)
                    return


def _ungarbled(found: FoundProblem) -> Iterator[Edit]:
    """Letters of UTF-8 that were read as those of Windows, read the right way."""
    for wrong in QUOTED.findall(found.problem.what):
        try:
            right = wrong.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        if wrong in found.row and right != wrong:
            yield f"Write '{right}'", (found.rows.written(found.line, found.row.replace(wrong, right)),)


def _versions(found: FoundProblem) -> Iterator[Edit]:
    """One of the two versions between marks of Git."""
    rows, first = found.rows.rows, found.line
    begin, middle, end = (next((line for line in range(first, len(rows)) if rows[line].startswith(mark)), None)
                          for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    if begin is None or middle is None or end is None or not begin < middle < end:
        return
    for title, kept in (("Keep what stands above", rows[begin + 1 : middle]), ("Keep what stands below", rows[middle + 1 : end])):
        text = "".join(f"{row}\n" for row in kept if not row.startswith("|||||||"))
        yield title, (TextChange(found.rows.file, found.rows.deleted(begin, end + 1).span, text),)


def _since(found: FoundProblem) -> Iterator[Edit]:
    if given := re.search(r"Write (since = \"[^\"]+\")\.", found.problem.fix):
        yield from _on_card(found, "since", given[1])


def _cited_only(found: FoundProblem) -> Iterator[Edit]:
    yield from _on_card(found, "reuse", 'reuse = "cited-only"')


def _on_card(found: FoundProblem, key: str, new: str) -> Iterator[Edit]:
    """A key of a table's card, written anew or added above what stands under headings."""
    card = found.card()
    line = next((line for line, row in enumerate(card.rows) if re.match(rf"{key}[ \t]*=", row)), None)
    table = next((line for line, row in enumerate(card.rows) if row.startswith("[")), len(card.rows))
    yield f"Write {new}", (card.written(line, new) if line is not None else card.inserted(table, new),)


def _no_argument(found: FoundProblem) -> Iterator[Edit]:
    if "cannot be about" in found.problem.what or "leave it out" in found.problem.fix:
        yield from (("Leave it out", changes) for changes in found.in_row(r"(\{[\w-]+\})[ \t]+\S.*$", r"\1"))


def _note_of_its_own(found: FoundProblem) -> Iterator[Edit]:
    if label := re.match(r"\[(\w+)\]:", found.row):
        sign = re.compile(rf"(?<![\]^\w])\[{re.escape(label[1])}\](?![:(\[])")
        marked = ((line, sign.sub(f"[^{label[1]}]", row)) for line, row in enumerate(found.rows.rows))
        changes = [found.rows.written(line, row) for line, row in marked if row != found.rows.rows[line]]
        yield "Make it a footnote", (found.rows.written(found.line, found.row.replace("[", "[^", 1)), *changes)
        return
    if note := re.search(r"\^\[([^\[\]]+)\]", found.row):
        name = next(one for number in range(1, 1000) if f"[^{(one := f'note-{number}')}]" not in found.text)
        end = found.rows.inserted(len(found.rows.rows), "", f"[^{name}]: {note[1]}")
        yield "Make it a footnote", (found.rows.written(found.line, found.row.replace(note[0], f"[^{name}]", 1)), end)


BY_CODE: Mapping[str, tuple[Callable[[FoundProblem], Iterator[Edit]], ...]] = {
    "agreement.pin-form": (_pin,),
    "chapter.level": (_heading,), "chapter.second-title": (_heading,),
    "chapter.options-apart": (_empty_rows_above,),
    "chapter.unclosed": (_end_of_block,),
    "chart.alt": (_begun_option,),
    "contents.left-out": (_in_contents,), "contents.missing": (delete_row,), "contents.twice": (delete_row,),
    "data.duplicate": (delete_row,), "data.empty": (_first_row_of_table,), "data.form": (_parted_by_commas,),
    "data.licence": (_cited_only,), "data.reuse": (_cited_only,),
    "gap.filled": (_option_of_item,), "value.undeclared": (_option_of_item,),
    "item.id": (_id,), "item.id-twice": (_other_id,), "item.link-twice": (_named_once,),
    **dict.fromkeys(("item.missing", "item.no-tag", "thread.no-reason", "thread.no-source", "thread.no-evidence",
                     "thread.difference", "chain.against", "chain.untested", "chain.unmeasured", "response.no-change",
                     "response.no-grounds"), (_begun_option,)),
    "thread.no-tag": (_tag,), "thread.released": (_since,),
    **dict.fromkeys(("markup.break", "note.unused"), (delete_row,)),
    **dict.fromkeys(("markup.head", "markup.option", "markup.option-twice", "markup.value"), (_delete_option,)),
    "markup.directive": (_marks,),
    "markup.glossary": (_empty_row_above,), "markup.list": (_entries,), "markup.note": (_note_of_its_own,),
    "markup.table": (_hyphens,),
    "received.private": (_in_its_place,), "response.private": (_in_its_place,),
    "response.theme": (_alike,), "response.kind": (_alike,),
    "reference.url": (_web_address,),
    "source.conflict": (_versions,), "source.garbled": (_ungarbled,), "source.sign": (_invisible,),
    "source.setting": (_delete_key,), "source.unknown-key": (_delete_key,),
    "view.about": (_no_argument,), "view.twice": (_delete_block,),
}
"""What is done for a message by its code, beside what its own words say."""
BY_ROOM = (BY_CODE, IN_CHAPTERS, IN_SETTINGS, IN_THREAD, OF_FILES)
"""That, and what other modules do for it: a code may have remedies of several kinds."""


def block_remedies(found: FoundProblem) -> Iterator[Edit]:
    """What adds, deletes or moves rows to mend a problem."""
    for by_code in BY_ROOM:
        for mend in by_code.get(found.problem.code, ()):
            yield from mend(found)
