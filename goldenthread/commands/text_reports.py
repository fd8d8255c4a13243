"""`goldenthread thread`, `gaps` and `changes`: dossiers, weak places and changes as plain text of at most 100 columns."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from goldenthread.analysis import (
    CHANGE_LABELS,
    SENTENCES,
    ChangeDetails,
    Gap,
    PriorityChange,
    agreements,
    change_of,
    changes_between,
    conflict_in_words,
    conflicting_tables,
    copy_in_words,
    counts_in_words,
    details_of,
    differences,
    disagreements,
    gap_lists_of,
    gaps_of,
    in_plain_words,
    marked_text,
    note_of,
    nothing_changed,
    open_gaps,
    steps_of,
    strength_of,
    whole_text,
)
from goldenthread.book import Vocabulary, read_book
from goldenthread.commands.named_parts import edition_called, item_called
from goldenthread.model import (
    Dataset,
    Edition,
    Evidence,
    Fault,
    Item,
    Measure,
    Place,
    Priority,
    Problem,
    Register,
    Response,
    Unresolved,
    gettext,
    period_or_text,
    resolve,
    starting_sentence,
)
from goldenthread.system import Outcome

WIDTH = 100


def run_thread(root: Path, chosen: Namespace) -> Outcome:
    book = read_book(root)
    return Outcome(lines=[thread_in_text(book.register, book.vocabulary, item_called(book.register, chosen.item))])


def run_gaps(root: Path, chosen: Namespace) -> Outcome:
    register = read_book(root).register
    return Outcome(lines=[gaps_in_text(register, edition_called(register, chosen.edition))])


def run_changes(root: Path, chosen: Namespace) -> Outcome:
    register = read_book(root).register
    earlier, later = edition_called(register, chosen.earlier), edition_called(register, chosen.later)
    return Outcome(lines=[changes_in_text(register, earlier, later)])


def wrapped(text: str, indent: int = 0, mark: str = "") -> str:
    """A text within 100 columns; `mark` precedes its first line. An address is never broken."""
    room = " " * indent
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=room + mark, subsequent_indent=room + " " * len(mark),
                         break_long_words=False, break_on_hyphens=False)


def _part(title: str, entries: Iterable[str], none: str = "") -> list[str]:
    lines = [wrapped(entry, 2, "- ") for entry in entries] or ([wrapped(none, 2)] if none else [])
    return ["", title, *lines] if lines else []


def _named(item: Item) -> str:
    return f"{item.title} ({item.id})"


def thread_in_text(register: Register, vocabulary: Vocabulary, item: Item) -> str:
    """An item's dossier: its words, and everything that it depends on and that depends on it."""
    edition = register.editions.get(item.edition)
    tags = ", ".join(tag.name for tag in register.framework.tags if tag.id in item.tags)
    kind = vocabulary.kinds[item.kind].label + (f", {edition.label}" if edition else "")
    lines = [wrapped(_named(item)), wrapped(". ".join(filter(None, (kind, tags))) + f". {item.place}")]
    for block in filter(None, in_plain_words(register, item.body).split("\n\n")):
        lines += ["", wrapped(block)]
    shown: tuple[str, ...] = ()
    if isinstance(item, Priority):
        lines += _priority(register, item)
        shown = ("rests_on", "because", "revises", "delivers", "tracks", "explains", "about", "changed")
    elif isinstance(item, Evidence):
        lines += ["", *_finding(register, item)[1:]]
    else:
        lines += _part("What is said of it", (f"{name.replace('_', ' ')}: {value}" for name, value in item.fields.items()))
    return "\n".join([*lines, *_links(register, vocabulary, item, shown)])


def _priority(register: Register, item: Priority) -> list[str]:
    thread = register.thread(item.id)
    lines = ["", wrapped(f"{strength_of(register, item).words}."), "", "What it rests on"]
    for evidence in thread.evidence:
        lines += _finding(register, evidence)
    lines += _part("What will be done", (f"{_named(a)}. Lead: {a.text('lead')}. By {period_or_text(a.text('by'))}."
                                         for a in thread.actions), "No action.")
    lines += _part("How it should work", (f"{name}: {words}" for chain in thread.chains for name, words in steps_of(chain)))
    lines += _part("How progress is seen", (_measure(register, measure) for measure in thread.measures), "No measure.")
    edition = register.editions.get(item.edition)
    earlier = register.editions.get(edition.follows) if edition else None
    if earlier:
        lines += ["", f"What changed since {earlier.label}", *_change(register, change_of(register, item, earlier))]
    lines += _part("What the review said", (_linked(register, response.id) for response in thread.responses))
    return lines + _part("Who has agreed to it", (f"{one.words}. {one.signoff.why}" for one in agreements(register, item)),
                         gettext("Not yet agreed: no sign-off is recorded."))


def _finding(register: Register, item: Evidence) -> list[str]:
    """The finding's name, then what is known about it, and its sources."""
    lines = [wrapped(_named(item), 2, "- ")]
    confidence = starting_sentence(item.words.confidence(item.confidence))
    lines.append(wrapped(f"{confidence}. {item.text('period')}; {item.text('geography')}.", 4))
    for dataset in (register.datasets[name] for name in item.datasets if name in register.datasets):
        lines += [wrapped(line, 4) for line in _source(dataset)]
    for reference in (register.references[key] for key in item.references if key in register.references):
        lines.append(wrapped(f"Source: {reference.publisher}, {reference.title}. {reference.url}", 4))
    caution = [wrapped(f"Caution: {item.text('caution')}", 4)] if item.text("caution") else []
    return lines + caution


def _source(dataset: Dataset) -> list[str]:
    """The publisher's own page, and the copy that was read, if any."""
    page = dataset.publisher_page or "The publisher's own page is not known to us."
    lines = [f"Source: {dataset.title} ({dataset.publisher}, released {period_or_text(dataset.released)}). {page}"]
    return lines + ([f"Copy that was read: {copy_in_words(dataset.copy)}. {dataset.copy.url}"] if dataset.copy else [])


def _measure(register: Register, item: Measure) -> str:
    if item.seen_by:
        return f"{_named(item)}. {item.seen_by}"
    try:
        value = resolve(item.text("baseline"), register.datasets)
        baseline = f"{value.text} ({value.source})"
    except Unresolved:
        baseline = item.text("baseline")
    return f"{_named(item)}. Should {item.text('direction')}. Baseline: {baseline}."


def _links(register: Register, vocabulary: Vocabulary, item: Item, shown: tuple[str, ...]) -> list[str]:
    """The links from and to an item, without those already shown; what revises it is always shown."""
    lines: list[str] = []
    for field, keys in item.links.items():
        if field not in shown:
            lines += _part(vocabulary.links[field].outgoing, (_linked(register, key) for key in keys))
    for field, keys in register.back.get(item.id, {}).items():
        if field not in shown or field == "revises":
            lines += _part(vocabulary.links[field].incoming, (_linked(register, key) for key in keys))
    return lines


def _linked(register: Register, key: str) -> str:
    item = register.items.get(key)
    if isinstance(item, Response):
        decided = item.text("disposition").replace("-", " ")
        return f"{_named(item)}, from {item.text('respondent')}: {decided}. {item.text('grounds')}".strip()
    return _named(item) if item else key


def gaps_in_text(register: Register, edition: Edition) -> str:
    """The weak places of an edition."""
    gaps = gaps_of(register, edition)

    def named(entries: Iterable[Gap]) -> list[str]:
        return [f"{_named(gap.item)}: {gap.why}" for gap in entries]

    entries = {"thin": named(gaps.thin), "untagged": [tag.name for tag in gaps.untagged],
               "disagree": _disagreeing(register, edition), "old": named(gaps.old), "cautions": named(gaps.cautioned),
               "unused": named(gaps.unused),
               "sought": [f"{_named(gap)}: {gap.label('availability').lower()}. {gap.text('publisher').rstrip('.')}."
                          for gap in open_gaps(register, edition)]}
    lines = [f"Weak places, {edition.label}"]
    for name, title in gap_lists_of(register).items():
        lines += _part(f"{title} ({len(entries[name])})", entries[name], "None.")
    return "\n".join(lines)


def _disagreeing(register: Register, edition: Edition) -> list[str]:
    entries = []
    for each in disagreements(register, edition):
        names = ", against ".join(_named(item) for item in each.findings)
        relied = f" Relied on by {', '.join(_named(item) for item in each.priorities)}." if each.priorities else ""
        entries.append(f"{names}: {each.why}{relied}")
    for pair in conflicting_tables(register):
        one, other = conflict_in_words(register, pair)
        entries.append(f"{pair.one.id} gives {one}; {pair.other.id} gives {other}. Rows that differ: {pair.rows:,}.")
    return entries


def changes_in_text(register: Register, earlier: Edition, later: Edition) -> str:
    """What changed from one edition to the next, and why. Raises `Fault` if the one does not follow the other."""
    if later.follows != earlier.id:
        follows = f"follows {later.follows}" if later.follows else "is the first edition"
        raise Fault(Problem(Place(file="the editions", line=0), "asked.follows",
                            f"Edition {later.id} does not follow {earlier.id}: it {follows}.",
                            "Name an edition and the one that follows it."))
    changes = changes_between(register, earlier, later)
    notes = ("".join(_named(part) if isinstance(part, Item) else part for part in note_of(change))
             for change in changes if change.kind != "same")
    counts = counts_in_words(changes) or "nothing to compare"
    lines = [wrapped(f"From {earlier.label} to {later.label}: {counts}."), *_part("Change notes", notes)]
    for change in changes:
        if change.kind != "same":
            lines += ["", wrapped(f"{gettext(CHANGE_LABELS[change.kind])}: {_named(change.subject)}"), *_change(register, change)]
    return "\n".join([*lines, *_part("Unchanged", (_named(change.subject) for change in changes if change.kind == "same"))])


def _change(register: Register, change: PriorityChange) -> list[str]:
    if change.kind == "same":
        return [wrapped(nothing_changed(register, change.subject), 2)]
    details = details_of(register, change)
    parts = [("Before", [_named(item) for item in change.before]), ("Why", [change.reason or "No reason is given."]),
            ("Because of", [_linked(register, key) for key in change.because])]
    if change.before and change.after:
        parts += _parts(register, details)
    lines = [wrapped(f"{name}: {entry}", 2) for name, entries in parts for entry in entries]
    if change.after is None or details.closest is None:
        return [*lines, wrapped(f"Words: {whole_text(register, change.subject)}", 2)]
    words = marked_text(whole_text(register, details.closest), whole_text(register, change.after))
    against = f", against {details.closest.id}" if details.others else ""
    others = [wrapped(f"Another earlier form, {item.id}: {whole_text(register, item)}", 2) for item in details.others]
    return [*lines, wrapped(f"Words{against}: {words}", 2), *others]


def _parts(register: Register, details: ChangeDetails) -> list[tuple[str, list[str]]]:
    names = {tag.id: tag.name for tag in register.framework.tags}
    parts = [("Tag added", [names.get(tag, tag) for tag in details.tags.added]),
            ("Tag dropped", [names.get(tag, tag) for tag in details.tags.dropped]),
            ("Evidence added", [_named(item) for item in details.evidence.added]),
            ("Evidence dropped", [_named(item) for item in details.evidence.dropped]),
            ("Evidence replaced", [f"{_named(new)} in place of {_named(old)}" for old, new in details.evidence.changed])]
    for name, kind in (("Action", details.actions), ("Measure", details.measures), ("Logic chain", details.chains)):
        added, dropped = [_named(item) for item in kind.added], [_named(item) for item in kind.dropped]
        parts += [(f"{name} added", added), (f"{name} dropped", dropped)]
        parts += [(f"{name} changed", [_changed_item(register, old, new) for old, new in kind.changed])]
    parts.append(("New release", [f"{new.title} ({new.id}) in place of {old.id}" for old, new in details.releases]))
    return [*parts, ("Value changed", [entry.words for entry in details.values])]


def _changed_item(register: Register, old: Item, new: Item) -> str:
    changes = (f"{name.capitalize()}: {marked_text(was, now) if name in SENTENCES else f'{was} became {now}.'}"
            for name, was, now in differences(register, old, new))
    return f"{_named(new)}. {' '.join(changes)}"
