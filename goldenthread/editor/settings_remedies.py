"""Remedies in settings, tables and publications: a key begun, an id in its form, a date, a header, an entry taken out.

See `remedies` for what a remedy is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from goldenthread.editor.remedies import QUOTED, Edit, FoundProblem
from goldenthread.editor.row_edits import Rows, replaced_once
from goldenthread.editor.text_spans import TextChange
from goldenthread.model import MONTHS, file_slug

GIVEN = re.compile(r"\bWrite ([\w]+ = (?:\"[^\"]*\"|\[[^\]]*\]|true|false|\d+))")
DAY = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({'|'.join(MONTHS)}),? (\d{{4}})", re.IGNORECASE)
HEAD = re.compile(r"[ \t]*\[")


def _begun_key(found: FoundProblem) -> Iterator[Edit]:
    """A key of which only its author knows what it is to say: begun below the head of its table."""
    asked = re.search(r"\A'(\w+)' is missing or empty\.", found.problem.what)
    if asked is None:
        return
    rows = found.rows
    empty = next((line for line in range(found.line, len(rows.rows)) if re.match(rf"{asked[1]}\s*=", rows.rows[line])), None)
    if empty is None and found.row.strip():
        yield f"Begin '{asked[1]} = '", (rows.inserted(found.line + bool(HEAD.match(found.row)), f'{asked[1]} = ""'),)


def _given_value(found: FoundProblem) -> Iterator[Edit]:
    """A key with the value that the message gives."""
    line = _line_of_key(found)
    for given in dict.fromkeys(GIVEN.findall(found.problem.fix)):
        if line is not None:
            yield f"Write {given}", (found.rows.written(line, given),)


def _line_of_key(found: FoundProblem) -> int | None:
    """The row of the key that the message gives a value for, in the table of which it speaks."""
    given = GIVEN.search(found.problem.fix)
    key = given[1].partition(" ")[0] if given else ""
    for line in range(found.line, len(found.rows.rows)):
        if line > found.line and HEAD.match(found.rows.rows[line]):
            return None
        if key and re.match(rf"[ \t]*{key}[ \t]*=", found.rows.rows[line]):
            return line
    return None


def _own_or_not(found: FoundProblem) -> Iterator[Edit]:
    for line in range(found.line, len(found.rows.rows)):
        if re.match(r"own[ \t]*=", found.rows.rows[line]):
            yield from ((f"Write own = {word}", (found.rows.written(line, f"own = {word}"),)) for word in ("true", "false"))
            return


def _unit(found: FoundProblem) -> Iterator[Edit]:
    """A unit in the form in which it can be printed, on the card."""
    given = re.search(r"Write (unit = \"[^\"]*\")", found.problem.fix)
    card = found.card()
    for line, row in enumerate(card.rows) if given else ():
        if given and re.match(r"unit[ \t]*=", row):
            yield f"Write {given[1]}", (card.written(line, given[1]),)


def _as_list(found: FoundProblem) -> Iterator[Edit]:
    if "should be a list of texts" in found.problem.what:
        yield from (("Make it a list", changes) for changes in found.in_row(r'=[ \t]*("[^"]*")[ \t]*$', r"= [\1]"))
    yield from _given_value(found) if "no pattern" in found.problem.what else ()


def _date(found: FoundProblem) -> Iterator[Edit]:
    """A month or a day in words, as it is written here."""
    for written in QUOTED.findall(found.problem.what)[:1]:
        if (day := DAY.fullmatch(written)) and written in found.row:
            month = [name.lower() for name in MONTHS].index(day[2].lower()) + 1
            new = f"{day[3]}-{month:02}" + (f"-{int(day[1]):02}" if day[1] else "")
            yield f"Write '{new}'", (found.rows.written(found.line, found.row.replace(written, new, 1)),)


def _plain_id(found: FoundProblem) -> Iterator[Edit]:
    """An id in letters, digits and hyphens, made of the one that was written."""
    old = QUOTED.findall(found.problem.what)[0]
    capitals = found.problem.code == "edition.code"
    new = re.sub(r"[^A-Z0-9]", "", old.upper())[:6] if capitals else file_slug(old)
    if new and new != old and f'"{old}"' in found.row and (not capitals or len(new) > 1):
        yield f"Write '{new}'", (found.rows.written(found.line, found.row.replace(f'"{old}"', f'"{new}"', 1)),)


def _table_out(found: FoundProblem) -> Iterator[Edit]:
    """The table of a file of settings in which a problem stands, with its head and what belongs to it."""
    if "Take this one out" not in (title := _what_goes(found.problem.fix)) and "entry" not in title:
        return
    rows = found.rows.rows
    first = next((line for line in range(found.line, -1, -1) if HEAD.match(rows[line])), None)
    if first is None:
        return
    end = next((line for line in range(first + 1, len(rows)) if HEAD.match(rows[line])), len(rows))
    while first and not rows[first - 1].strip() and end == len(rows):
        first -= 1
    yield title, (found.rows.deleted(first, end),)


def _what_goes(fix: str) -> str:
    if "take the entry out" in fix:
        return "Take the entry out"
    return "Take this one out" if "Take one of them out" in fix or "Keep the later of the two" in fix else ""


def _word_out(found: FoundProblem) -> Iterator[Edit]:
    """A word of a list, taken out of it."""
    word = QUOTED.findall(found.problem.what)[0]
    for line in range(found.line, len(found.rows.rows)):
        for row in replaced_once(found.rows.rows[line], rf'(?:, *"{re.escape(word)}"|"{re.escape(word)}"(?:, *)?)', ""):
            yield f"Take '{word}' out", (found.rows.written(line, row),)
            return


def _header(found: FoundProblem) -> Iterator[Edit]:
    """The header that a table should have, where it has as many columns."""
    wanted = re.search(r"It should read '([^']+)'", found.problem.fix)
    if wanted and wanted[1].count(",") == found.row.count(",") and "has" not in found.row:
        yield f"Write '{wanted[1]}'", (found.rows.written(found.line, wanted[1]),)


def _no_empty_cells(found: FoundProblem) -> Iterator[Edit]:
    """A row without the empty cells that are more than its header has."""
    counts = re.search(r"has (\d+) cells; the header has (\d+)", found.problem.what)
    more = int(counts[1]) - int(counts[2]) if counts else 0
    if more > 0 and re.search(rf"(?:,[ \t]*){{{more}}}\Z", found.row):
        yield "Take the empty cells out", (found.rows.written(found.line, re.sub(rf"(?:,[ \t]*){{{more}}}\Z", "", found.row)),)


def _begun_field(found: FoundProblem) -> Iterator[Edit]:
    """A field of a publication that is missing, begun."""
    asked = re.search(r"Add (\w+) = ", found.problem.fix)
    if asked and (begun := re.match(r"([ \t]*@\w+[ \t]*\{[^,]+,)(.*)\Z", found.row)):
        yield f"Begin '{asked[1]} = '", (found.rows.written(found.line, f"{begun[1]} {asked[1]} = {{}},{begun[2]}"),)


def _entry(found: FoundProblem) -> Iterator[Edit]:
    """A publication that is not closed, a field that stands twice, or an organisation's name that is read as a person's."""
    what, rows = found.problem.what, found.rows
    below = range(found.line + 1, len(rows.rows))
    end = next((line for line in below if rows.rows[line].lstrip().startswith("@")), len(rows.rows))
    if "is not closed" in what:
        yield from _closed(found, end)
    elif "has the field" in what and "already" in what:
        yield "Take this one out", (rows.deleted(found.line, found.line + 1),)
    elif "too many commas" in what:
        name = QUOTED.findall(what)[0]
        for line in range(found.line, end):
            if f"{{{name}}}" in rows.rows[line]:
                new = rows.rows[line].replace(f"{{{name}}}", f"{{{{{name}}}}}", 1)
                yield "Make it the name of an organisation", (rows.written(line, new),)
                return


def _closed(found: FoundProblem, end: int) -> Iterator[Edit]:
    rows = found.rows
    while end > found.line + 1 and not rows.rows[end - 1].strip():
        end -= 1
    text = "\n".join(rows.rows[found.line : end])
    fields = text.count("{") - text.count("}") - 1
    if 0 <= fields <= 1:
        last = rows.rows[end - 1]
        new = f"{last}{'}' * fields}"
        changes = (TextChange(rows.file, rows.written(end - 1, new).span, f"{new}\n}}"),)
        yield "Close the entry", changes


def _open_again(found: FoundProblem) -> Iterator[Edit]:
    """A passage of a received file that is to be decided anew."""
    rows = found.rows.rows
    first = next((line for line in range(found.line, -1, -1) if HEAD.match(rows[line])), 0)
    end = next((line for line in range(first + 1, len(rows)) if HEAD.match(rows[line])), len(rows))
    changes = []
    for line in range(first, end):
        if re.match(r"outcome[ \t]*=", rows[line]):
            changes.append(found.rows.written(line, 'outcome = "open"'))
        elif re.match(r"responses[ \t]*=.*\][ \t]*$", rows[line]):
            changes.append(found.rows.deleted(line, line + 1))
    if 'write outcome = "open"' in found.problem.fix and changes:
        yield 'Write outcome = "open"', tuple(changes)


def _begun_reason(found: FoundProblem) -> Iterator[Edit]:
    if "reason =" in found.problem.fix:
        line = found.line + bool(HEAD.match(found.row))
        yield "Begin 'reason = '", (found.rows.inserted(line, 'reason = ""'),)


def _dropped(found: FoundProblem) -> Iterator[Edit]:
    """The record that a priority was dropped, begun in the list of editions; its author says why."""
    file, own = "strategy/editions.toml", found.problem.about
    edition = re.search(r"in edition (\S+)\.\Z", found.problem.what)
    rows = Rows(file, found.text_of(file).split("\n"))
    head = re.compile(rf'id[ \t]*=[ \t]*"{re.escape(edition[1]) if edition else "(?!)"}"')
    begin = next((line for line, row in enumerate(rows.rows) if head.match(row)), None)
    if begin is None:
        return
    end = next((line for line in range(begin, len(rows.rows)) if rows.rows[line].startswith("[[edition]]")), len(rows.rows))
    while not rows.rows[end - 1].strip():
        end -= 1
    new = ("", "[[edition.dropped]]", f'id = "{own}"', 'reason = ""')
    yield "Begin the record that it was dropped", (rows.inserted(end, *new),)


IN_SETTINGS: Mapping[str, tuple[Callable[[FoundProblem], Iterator[Edit]], ...]] = {
    "agreement.twice": (_table_out,), "area.twice": (_table_out,), "thread.dropped-unknown": (_table_out,),
    **dict.fromkeys(("area.id", "framework.id", "edition.id", "edition.file", "edition.code"), (_plain_id,)),
    "area.own": (_own_or_not,),
    **dict.fromkeys(("data.released", "consultation.opened", "data.period", "item.date"), (_date,)),
    "data.cells": (_no_empty_cells,), "data.header": (_header,), "data.unit-form": (_unit,),
    "received.reason": (_begun_reason, _open_again), "received.response": (_open_again,),
    "reference.field": (_begun_field,), "reference.syntax": (_entry,),
    "source.key": (_begun_key,), "source.kind": (_as_list,),
    "synonyms.empty": (_word_out,), "synonyms.twice": (_word_out,),
    "thread.dropped": (_dropped,),
}
"""What is done for a message by its code in a file of settings, a table or a list of publications."""
