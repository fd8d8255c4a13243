"""Remedies in the thread from evidence to priorities: blocks begun that a priority lacks, items in their place, pins, milestones.

See `remedies` for what a remedy is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from goldenthread.analysis import Fingerprints, pin_text, with_pin
from goldenthread.editor.remedies import Edit, FoundProblem
from goldenthread.editor.row_edits import Rows
from goldenthread.model import NotAPeriod, milestones_of

BLOCK_ASKED = re.compile(r"(?:Add|Write) an? '\{([a-z]+)\}' with ':([a-z_]+): ([A-Z0-9_]+)'")


def _begun_block(found: FoundProblem) -> Iterator[Edit]:
    """What a priority lacks, begun below it with the options that such an item needs."""
    asked, line = BLOCK_ASKED.search(found.problem.fix), _block_of(found)
    if asked is None or line is None:
        return
    kind, link, own = asked.groups()
    kinds = found.book.vocabulary.kinds
    new = own.replace(f"_{kinds['priority'].prefix}", f"_{kinds[kind].prefix}", 1)[:40].rstrip("_")
    if new in found.book.register.items:
        new = next(name for number in range(2, 10_000) if (name := f"{new[:36]}_{number}") not in found.book.register.items)
    others = {name for item in found.book.register.items.values() if item.kind == kind for name in item.fields}
    asked_for = [name for name in _OPTIONS.get(kind, ()) if name in others or not others]
    end = found.rows.end_of_block(line)
    block = ("", f":::{{{kind}}} ", f":id: {new}", f":{link}: {own}", *(f":{name}: " for name in asked_for), ":::")
    yield f"Begin an item of kind {kind}", (found.rows.inserted(end, *block),)


_OPTIONS = {"action": ("lead", "by"), "measure": ("baseline", "direction"), "chain": ("problem", "cause", "failure")}


def _block_of(found: FoundProblem) -> int | None:
    item = found.book.register.items.get(found.problem.about)
    return item.place.line - 1 if item is not None and item.place.file == found.rows.file else None


def _in_edition(found: FoundProblem) -> Iterator[Edit]:
    """An item of an edition that stands elsewhere, moved to the end of a chapter of the edition that its id names."""
    item, line = found.book.register.items.get(found.problem.about), _block_of(found)
    if item is None or line is None:
        return
    edition = next((one for one in found.book.register.editions.values() if item.id.startswith(f"{one.code}_")), None)
    folder = f"strategy/{edition.id}/" if edition else ""
    files = [one.place.file for one in found.book.register.items.values() if folder and one.place.file.startswith(folder)]
    if not files:
        return
    end = found.rows.end_of_block(line)
    block = found.rows.rows[line:end]
    there = max(dict.fromkeys(files), key=files.count)
    target = Rows(there, found.text_of(there).split("\n"))
    end += end < len(found.rows.rows) and not found.rows.rows[end].strip()
    yield f"Move it to {there}", (found.rows.deleted(line, end), target.inserted(len(target.rows), "", *block))


def _pinned_anew(found: FoundProblem) -> Iterator[Edit]:
    """The pin of what has changed since it was looked at, as it stands now: for an author who has looked at it again."""
    changed = re.match(r"([A-Z][A-Z0-9_]+) was confirmed", found.problem.what)
    item = found.book.register.items.get(changed[1]) if changed else None
    pinned = with_pin(found.row, item.id, pin_text(Fingerprints(found.book.register).of(item))) if item else None
    if item and pinned and pinned != found.row:
        yield f"Pin {item.id} as it stands now, having looked at it", (found.rows.written(found.line, pinned),)


def _milestones(found: FoundProblem) -> Iterator[Edit]:
    """The milestones of a measure in the order of their dates."""
    option, _colon, text = found.row.strip().removeprefix(":").partition(":")
    quoted = text.strip().startswith('"')
    if "not in order" not in found.problem.what:
        return
    try:
        ordered = sorted(milestones_of(text.strip().strip('"')), key=lambda one: one.last_day)
    except NotAPeriod:
        return
    words = "; ".join(f"{one.period}: {one.words}" for one in ordered)
    written = f'"{words}"' if quoted else words
    yield "Put them in order", (found.rows.written(found.line, f":{option}: {written}"),)


def _effect(found: FoundProblem) -> Iterator[Edit]:
    """The effect of a finding, chosen from the list of those that there are, where the finding stands."""
    asked = re.search(r"Add ':effect:' to ([A-Z0-9_]+), one of: ([\w, -]+);", found.problem.fix)
    item = found.book.register.items.get(asked[1]) if asked else None
    if asked is None or item is None:
        return
    rows = Rows(item.place.file, found.text_of(item.place.file).split("\n"))
    for word in asked[2].split(", "):
        yield f"Give {item.id} the effect '{word}'", (rows.with_option(item.place.line - 1, "effect", word),)


IN_THREAD: Mapping[str, tuple[Callable[[FoundProblem], Iterator[Edit]], ...]] = {
    "agreement.pin": (_pinned_anew,), "chain.effect": (_effect,), "chain.milestone": (_milestones,),
    "chain.missing": (_begun_block,), "item.place": (_in_edition,), "thread.no-action": (_begun_block,),
}
"""What is done for a message by its code in the thread from evidence to priorities."""
