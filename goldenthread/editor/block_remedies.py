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
from goldenthread.editor.remedies import QUOTED, Edit, Told
from goldenthread.editor.row_edits import Rows, replaced_once
from goldenthread.editor.settings_remedies import IN_SETTINGS
from goldenthread.editor.text_spans import TextChange
from goldenthread.editor.thread_remedies import IN_THREAD
from goldenthread.editor.written_forms import BLOCK_BEGIN

WHOLE = re.compile(r"':([a-z_]+): ([^'…]+)'")
BULLET = re.compile(r"[ \t]*(?:[•‣◦▪–—*-]|\(?\d+[.)]|\(?[a-z][.)])[ \t]*")


def _delete_row(told: Told) -> Iterator[Edit]:
    yield "Delete this line", (told.rows.deleted(told.line, told.line + 1),)


def _delete_option(told: Told) -> Iterator[Edit]:
    """An option of a block, or an entry at the head of a page with the rows that belong to it."""
    rows, first = told.rows.rows, told.line
    if told.row == "---":  # the head of a page is told of as a whole
        key = QUOTED.findall(told.one.problem.what)[0]
        first = next((line for line, row in enumerate(rows) if row.startswith(f"{key}:")), first)
    end = first + 1
    while end < len(rows) and rows[end][:1] in {" ", "\t"} and rows[end].strip():
        end += 1
    if re.match(r"[ \t]*:?[\w-]+:(?:\s|$)", rows[first]):
        yield "Take it out", (told.rows.deleted(first, end),)


def _web_address(told: Told) -> Iterator[Edit]:
    """The address of a publication, which may stand some rows below the key by which it is told of."""
    for line in range(told.line, len(told.rows.rows)):
        for row in replaced_once(told.rows.rows[line], r"\{((?:[\w-]+\.)+[a-z]{2,}(?:/[^{}\s]*)?)\}", r"{https://\1}"):
            yield "Put https:// before it", (told.rows.written(line, row),)
            return


def _marks(told: Told) -> Iterator[Edit]:
    """The marks of a block that are too short, or no back-ticks: right at its beginning and at its end."""
    begun = re.match(r"([ \t]*)(::|[‘’'´]{3})(?=\{[\w-]+\})", told.row)
    if begun is None:
        return
    mark = ":::" if begun[2] == "::" else "```"
    rows = told.rows.rows
    end = next((line for line in range(told.line + 1, len(rows)) if rows[line].strip() == begun[2]), None)
    blank = next((line for line in range(told.line + 1, len(rows)) if not rows[line].strip()), len(rows))
    last = told.rows.written(end, f"{begun[1]}{mark}") if end is not None else told.rows.inserted(blank, f"{begun[1]}{mark}")
    yield f"Write '{mark}' before and after", (told.rows.written(told.line, begun[1] + mark + told.row[begun.end() :]), last)


def _delete_key(told: Told) -> Iterator[Edit]:
    with suppress(tomllib.TOMLDecodeError):  # a value that goes over several rows is left to its author
        for key in tomllib.loads(told.row):
            if told.one.problem.what.startswith(f"'{key}'"):
                yield f"Take '{key}' out", (told.rows.deleted(told.line, told.line + 1),)
    if given := re.search(r"Write ([\w]+ = .+)\.\Z", told.one.problem.fix):
        yield f"Write {given[1]}", (told.rows.written(told.line, given[1]),)


def _delete_block(told: Told) -> Iterator[Edit]:
    if "Keep one of them" in told.one.problem.fix:
        yield "Take this one out", (told.rows.deleted(told.line, told.rows.end_of_block(told.line)),)


def _heading(told: Told) -> Iterator[Edit]:
    if given := re.search(r"Write '(#+ .*?)'", told.one.problem.fix):
        level = given[1].partition(" ")[0]
        yield f"Make it a heading of level {len(level)}", (told.rows.written(told.line, re.sub(r"^#+", level, told.row)),)


def _empty_rows_above(told: Told) -> Iterator[Edit]:
    first = told.line
    while first and not told.rows.rows[first - 1].strip():
        first -= 1
    if first < told.line:
        yield "Take the empty line out", (told.rows.deleted(first, told.line),)


def _end_of_block(told: Told) -> Iterator[Edit]:
    mark = QUOTED.findall(told.one.problem.fix)[-1]
    before = re.search(r"on line (\d+)\.", told.one.problem.what)
    line = int(before[1]) - 1 if before else len(told.rows.rows)
    while line > 1 and not told.rows.rows[line - 1].strip():
        line -= 1
    yield f"End it with '{mark}'", (told.rows.inserted(line, mark),)


def _option_of_item(told: Told) -> Iterator[Edit]:
    """An option that the message gives whole: `':datasets: skills-2018, more-2018'`."""
    line = _line_of_item(told)
    for name, value in WHOLE.findall(told.one.problem.fix):
        if line is not None:
            yield f"Add ':{name}: {value}'", (told.rows.with_option(line, name, value),)


def _line_of_item(told: Told) -> int | None:
    """The row on which the item of a problem begins, where it stands in this file."""
    item = told.book.register.items.get(told.one.problem.about)
    if item is not None and item.place.file == told.rows.file:
        return item.place.line - 1
    return next((line for line in range(told.line, -1, -1) if BLOCK_BEGIN.match(told.rows.rows[line])), None)


def _begun_option(told: Told) -> Iterator[Edit]:
    """An option of which only the author knows what it is to say: begun, so that the words can be written or chosen."""
    line, asked = _line_of_item(told), re.search(r"[Aa]dd ':([a-z_]+):", told.one.problem.fix)
    named = re.search(r"^(?:Name .*?: |Add |Add one of these to )':([a-z_]+):", told.one.problem.fix)
    found = asked or named
    if line is None or found is None or told.rows.option(line, found[1]) is not None:
        return
    yield f"Begin ':{found[1]}:'", (told.rows.inserted(told.rows.options(line).stop, f":{found[1]}: "),)


def _tag(told: Told) -> Iterator[Edit]:
    line = _line_of_item(told)
    tags = told.one.problem.fix.partition("':tags:': ")[2].rstrip(".")
    own = told.rows.option(line, "tags") if line is not None else None
    before = told.rows.rows[own].partition(":tags:")[2].strip() if own is not None else ""
    for tag in tags.split(", ") if tags else ():
        if line is not None:
            yield f"Add the tag '{tag}'", (told.rows.with_option(line, "tags", ", ".join(filter(None, (before, tag)))),)


def _id(told: Told) -> Iterator[Edit]:
    """An id of the form that is asked for, made of the one that was written; of the title where there is none."""
    line, prefix = _line_of_item(told), re.search(r"':id: ([A-Z0-9_]+_)…'", told.one.problem.fix)
    if line is None or not prefix or prefix[1].strip("_") in told.one.problem.about.split("_"):
        return
    own = told.rows.option(line, "id")
    words = told.rows.rows[own].partition(":id:")[2] if own is not None else told.rows.rows[line].partition("}")[2]
    plain = re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_").removeprefix(prefix[1])
    new = f"{prefix[1]}{plain}"[:40].rstrip("_")
    if plain and new not in told.book.register.items:
        yield f"Give it the id {new}", (told.rows.with_option(line, "id", new),)


def _other_id(told: Told) -> Iterator[Edit]:
    own = told.one.problem.about
    new = next(name for number in range(2, 10_000) if (name := f"{own[:36]}_{number}") not in told.book.register.items)
    if own and own in told.row:
        yield f"Give it the id {new}", (told.rows.written(told.line, told.row.replace(own, new, 1)),)


def _named_once(told: Told) -> Iterator[Edit]:
    words = re.search(r"names (\S+) more than once", told.one.problem.what)
    option, _colon, named = told.row.strip().removeprefix(":").partition(":")
    parts = [part.strip() for part in re.split(r"[,;]", named) if part.strip()]
    if words and len(parts) > 1:
        kept = list(dict.fromkeys(parts))
        yield f"Name {words[1]} once", (told.rows.written(told.line, f":{option}: {', '.join(kept)}"),)


def _in_its_place(told: Told) -> Iterator[Edit]:
    """What is private goes, and a mark says so; an agreed spelling takes the place of another."""
    old = QUOTED.findall(told.one.problem.what)
    new = re.search(r"Write '(\[.* removed\])' in its place", told.one.problem.fix)
    line = next((line for line, row in enumerate(told.rows.rows) if old and old[-1] in row), None)
    if new and line is not None:
        yield f"Write '{new[1]}'", (told.rows.written(line, told.rows.rows[line].replace(old[-1], new[1])),)


def _alike(told: Told) -> Iterator[Edit]:
    old, *others = QUOTED.findall(told.one.problem.what)
    if others and old in told.row:
        yield f"Write '{others[0]}' here too", (told.rows.written(told.line, told.row.replace(old, others[0], 1)),)


def _pin(told: Told) -> Iterator[Edit]:
    wrong, right = QUOTED.findall(told.one.problem.what), re.search(r"Write \w+(\[.*?\]),", told.one.problem.fix)
    if wrong and right and wrong[0] in told.row:
        yield f"Write {right[1]}", (told.rows.written(told.line, told.row.replace(wrong[0], right[1], 1)),)


def _in_contents(told: Told) -> Iterator[Edit]:
    """A page that no table of contents names: named in the one that the message tells of."""
    file = re.search(r"such as that of (\S+\.md)", told.one.problem.fix)
    if file is None:
        return
    rows = Rows(file[1], told.text_of(file[1]).split("\n"))
    page, folder = told.rows.file.removesuffix(".md"), file[1].rpartition("/")[0]
    if (end := rows.end_of_contents()) is not None:
        entry = page.removeprefix(f"{folder}/") if folder else page
        yield f"Name it in the contents of {file[1]}", (rows.inserted(end, entry if page.startswith(folder) else f"/{page}"),)


def _parted_by_commas(told: Told) -> Iterator[Edit]:
    if "semicolons" in told.one.problem.what:
        points = "decimal commas" in told.one.problem.what
        text = [(row.replace(",", ".") if points else row).replace(";", ",") for row in told.rows.rows]
        if not any('"' in row or (not points and "," in row) for row in told.rows.rows):
            yield "Make each semicolon a comma", tuple(told.rows.written(line, row) for line, row in enumerate(text) if row)
    elif header := re.search(r"is on line (\d+)", told.one.problem.what):
        yield "Take out what is above the header", (told.rows.deleted(0, int(header[1]) - 1),)


def _first_row_of_table(told: Told) -> Iterator[Edit]:
    yield "Begin the table", (told.rows.inserted(0, "area,period,value"),)


def _hyphens(told: Told) -> Iterator[Edit]:
    what = told.one.problem.what
    if "is missing" in what:
        hyphens = "|" + "---|" * (told.row.strip(" |").count("|") + 1)
        yield "Put the line of hyphens in", (told.rows.inserted(told.line + 1, hyphens),)
    elif what.startswith("A second line of hyphens"):
        yield from _delete_row(told)
    elif "tabs between" in what:
        end = told.line
        while end < len(told.rows.rows) and "\t" in told.rows.rows[end]:
            end += 1
        cells = [row.split("\t") for row in told.rows.rows[told.line : end]]
        table = [f"| {' | '.join(cell.strip() for cell in row)} |" for row in cells]
        table.insert(1, "|" + "---|" * len(cells[0]))
        tail = "\n" if end < len(told.rows.rows) else ""
        whole = TextChange(told.rows.file, told.rows.deleted(told.line, end).span, "\n".join(table) + tail)
        yield "Make it a table", (whole,)


def _entries(told: Told) -> Iterator[Edit]:
    """Rows with a sign of their own become the entries of a list, each on its line and an empty one above the first."""
    first = told.line
    end = first
    while end < len(told.rows.rows) and BULLET.match(told.rows.rows[end]) and told.rows.rows[end].strip():
        end += 1
    numbered = "'1. '" in told.one.problem.fix
    signs = (f"{number}. " if numbered else "- " for number in range(1, end - first + 1))
    new = [sign + BULLET.sub("", row, count=1) for sign, row in zip(signs, told.rows.rows[first:end], strict=True)]
    above = [""] if first and told.rows.rows[first - 1].strip() else []
    if new:
        span = told.rows.deleted(first, end).span
        tail = "\n" if end < len(told.rows.rows) else ""
        yield "Make it a list", (TextChange(told.rows.file, span, "\n".join([*above, *new]) + tail),)


def _empty_row_above(told: Told) -> Iterator[Edit]:
    if "No empty line" in told.one.problem.what:
        yield "Put an empty line above it", (told.rows.inserted(told.line, ""),)


def _invisible(told: Told) -> Iterator[Edit]:
    for code in re.findall(r"\(U\+([0-9A-F]{4,6})\)", told.one.problem.what):
        sign = chr(int(code, 16))
        for written in (sign, f"\\u{int(code, 16):04x}", f"\\u{int(code, 16):04X}"):
            for line, row in enumerate(told.rows.rows):
                if written in row and (line == told.line or told.rows.file.endswith(".toml")):
                    yield "Take the invisible character out", (told.rows.written(line, row.replace(written, "")),)
                    return


def _ungarbled(told: Told) -> Iterator[Edit]:
    """Letters of UTF-8 that were read as those of Windows, read the right way."""
    for wrong in QUOTED.findall(told.one.problem.what):
        try:
            right = wrong.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        if wrong in told.row and right != wrong:
            yield f"Write '{right}'", (told.rows.written(told.line, told.row.replace(wrong, right)),)


def _versions(told: Told) -> Iterator[Edit]:
    """One of the two versions between marks of Git."""
    rows, first = told.rows.rows, told.line
    begin, middle, end = (next((line for line in range(first, len(rows)) if rows[line].startswith(mark)), None)
                          for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    if begin is None or middle is None or end is None or not begin < middle < end:
        return
    for title, kept in (("Keep what stands above", rows[begin + 1 : middle]), ("Keep what stands below", rows[middle + 1 : end])):
        text = "".join(f"{row}\n" for row in kept if not row.startswith("|||||||"))
        yield title, (TextChange(told.rows.file, told.rows.deleted(begin, end + 1).span, text),)


def _since(told: Told) -> Iterator[Edit]:
    if given := re.search(r"Write (since = \"[^\"]+\")\.", told.one.problem.fix):
        yield from _on_card(told, "since", given[1])


def _cited_only(told: Told) -> Iterator[Edit]:
    yield from _on_card(told, "reuse", 'reuse = "cited-only"')


def _on_card(told: Told, key: str, new: str) -> Iterator[Edit]:
    """A key of a table's card, written anew or added above what stands under headings."""
    card = told.card()
    line = next((line for line, row in enumerate(card.rows) if re.match(rf"{key}[ \t]*=", row)), None)
    table = next((line for line, row in enumerate(card.rows) if row.startswith("[")), len(card.rows))
    yield f"Write {new}", (card.written(line, new) if line is not None else card.inserted(table, new),)


def _no_argument(told: Told) -> Iterator[Edit]:
    if "cannot be about" in told.one.problem.what or "leave it out" in told.one.problem.fix:
        yield from (("Leave it out", changes) for changes in told.in_row(r"(\{[\w-]+\})[ \t]+\S.*$", r"\1"))


def _note_of_its_own(told: Told) -> Iterator[Edit]:
    if label := re.match(r"\[(\w+)\]:", told.row):
        sign = re.compile(rf"(?<![\]^\w])\[{re.escape(label[1])}\](?![:(\[])")
        marked = ((line, sign.sub(f"[^{label[1]}]", row)) for line, row in enumerate(told.rows.rows))
        changes = [told.rows.written(line, row) for line, row in marked if row != told.rows.rows[line]]
        yield "Make it a footnote", (told.rows.written(told.line, told.row.replace("[", "[^", 1)), *changes)
        return
    if found := re.search(r"\^\[([^\[\]]+)\]", told.row):
        name = next(one for number in range(1, 1000) if f"[^{(one := f'note-{number}')}]" not in told.text)
        end = told.rows.inserted(len(told.rows.rows), "", f"[^{name}]: {found[1]}")
        yield "Make it a footnote", (told.rows.written(told.line, told.row.replace(found[0], f"[^{name}]", 1)), end)


BY_CODE: Mapping[str, tuple[Callable[[Told], Iterator[Edit]], ...]] = {
    "agreement.pin-form": (_pin,),
    "chapter.level": (_heading,), "chapter.second-title": (_heading,),
    "chapter.options-apart": (_empty_rows_above,),
    "chapter.unclosed": (_end_of_block,),
    "chart.alt": (_begun_option,),
    "contents.left-out": (_in_contents,), "contents.missing": (_delete_row,), "contents.twice": (_delete_row,),
    "data.duplicate": (_delete_row,), "data.empty": (_first_row_of_table,), "data.form": (_parted_by_commas,),
    "data.licence": (_cited_only,), "data.reuse": (_cited_only,),
    "gap.filled": (_option_of_item,), "value.undeclared": (_option_of_item,),
    "item.id": (_id,), "item.id-twice": (_other_id,), "item.link-twice": (_named_once,),
    **dict.fromkeys(("item.missing", "item.no-tag", "thread.no-reason", "thread.no-source", "thread.no-evidence",
                     "thread.difference", "chain.against", "chain.untested", "chain.unmeasured", "response.no-change",
                     "response.no-grounds"), (_begun_option,)),
    "thread.no-tag": (_tag,), "thread.released": (_since,),
    **dict.fromkeys(("markup.break", "note.unused"), (_delete_row,)),
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


def block_remedies(told: Told) -> Iterator[Edit]:
    """What adds, deletes or moves rows to mend a problem."""
    for by_code in BY_ROOM:
        for mend in by_code.get(told.one.problem.code, ()):
            yield from mend(told)
