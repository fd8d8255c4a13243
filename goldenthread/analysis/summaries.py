"""Short facts about an item: its editions, publishers, strength and text, the same on pages and in downloads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from goldenthread.analysis.gaps import gaps_of
from goldenthread.analysis.plain_text import in_plain_words
from goldenthread.analysis.strength import strength_of
from goldenthread.model import (
    Action,
    DataCopy,
    Evidence,
    EvidenceGap,
    Item,
    Measure,
    OwnItem,
    Priority,
    Register,
    Response,
    Unresolved,
    Words,
    count_in_words,
    datasets_of,
    gettext,
    period_in_words,
)

DAY_LENGTH = len("2019-11-28")


def strength_flag_names(words: Words) -> dict[str, str]:
    """The flags of findings and priorities in the list of all items: the name for each flag, in order."""
    standings = {choice: gettext("{standing} finding", standing=words.label("standing", choice))
                 for choice in words.choices.get("standing", ())}
    return {**standings, "cautioned": gettext("Finding with a caution of its own"),
            "unused": gettext("Finding that supports no priority"),
            "thin": gettext("Priority that rests on little")}


def plain_text_of(register: Register, item: Item) -> str:
    """The text of an item as one line of plain words, its numbers filled in."""
    return " ".join(in_plain_words(register, item.body).split())


class PlainTexts:
    """The plain texts of one register's items, each computed once for all files that contain them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._texts: dict[str, str] = {}

    def of(self, item: Item) -> str:
        """The text of an item as `plain_text_of` gives it."""
        if item.id not in self._texts:
            self._texts[item.id] = plain_text_of(self.register, item)
        return self._texts[item.id]


def editions_of(register: Register, item: Item) -> tuple[str, ...]:
    """The editions that an item belongs to or may be cited in; for a response, those that it changed or was about."""
    order = tuple(register.editions)
    if item.edition:
        return (item.edition,)
    if isinstance(item, Evidence | EvidenceGap):
        return order[order.index(item.since):] if item.since in order else ()
    touched = {other.edition for key in (*item.links.get("about", ()), *item.links.get("changed", ()))
               if (other := register.items.get(key))}
    return tuple(edition for edition in order if edition in touched)


def editions_in_words(register: Register, item: Item) -> str:
    """`March 2020 edition`, `December 2019 edition onwards`, or an empty text."""
    labels = [register.editions[key].label for key in editions_of(register, item)]
    if isinstance(item, Evidence | EvidenceGap):
        return gettext("{edition} onwards", edition=labels[0]) if labels else ""
    return ", ".join(labels)


def datasets_behind(register: Register, item: Item) -> tuple[str, ...]:
    """The ids of the datasets that an item rests on: those that it names, or those behind the value of a measure's baseline."""
    if not isinstance(item, Measure):
        return item.list("datasets")
    try:
        return datasets_of(item.text("baseline"), register.datasets)
    except Unresolved:
        return ()


def publishers_of(register: Register, item: Item) -> tuple[str, ...]:
    """The publishers of what an item rests on: of its datasets and publications, or of those of a priority's findings."""
    if isinstance(item, Priority):
        findings = register.thread(item.id).evidence
        return tuple(dict.fromkeys(name for finding in findings for name in publishers_of(register, finding)))
    references = item.list("target_source" if isinstance(item, Measure) else "references")
    known = (register.datasets.get(name) for name in datasets_behind(register, item))
    names = [dataset.publisher for dataset in known if dataset]
    names += [register.references[key].publisher for key in references if key in register.references]
    return tuple(dict.fromkeys(names))


def copy_in_words(copy: DataCopy) -> str:
    """Whose copy of a table was read, at which version, and when: `Nesta, commit f157936, read in November 2026`."""
    read = ""
    if copy.read:
        day = period_in_words(copy.read)
        read = gettext("read in {month}", month=day) if len(copy.read) < DAY_LENGTH else gettext("read on {day}", day=day)
    return ", ".join(part for part in (copy.holder, copy.version, read) if part)


def without_commits(text: str) -> str:
    """A text for readers who know versions but not commits: `at commit f157936` becomes `at version f157936`."""
    return re.sub(r"\bcommit(s?)(?= [0-9a-f]{7})", r"version\1", text)


def field_of_state(item: Item) -> str:
    """The field with the state of an item: confidence, direction, decision, availability or status."""
    if isinstance(item, Response):
        return "disposition"
    if isinstance(item, OwnItem):
        closed = (name for name in item.words.kinds[item.kind].fields if name in item.words.choices and item.text(name))
        return "status" if item.text("status") else next(closed, "status")
    return {"evidence": "confidence", "gap": "availability", "measure": "direction"}.get(item.kind, "status")


def confidence_or_status(item: Item) -> str:
    """The content of the field of state: `high`, `rise`, `accepted-in-part`, `draft`."""
    return item.text(field_of_state(item))


def link_count(register: Register, item: Item) -> int:
    """The number of items in the words on an item's strength: the priorities that rest on a finding, the actions that set out to
    close a gap, the targets of any other; for a book's own kind of item, all items that it is linked with."""
    if isinstance(item, Evidence):
        return len(register.items_linking_to(item.id, "rests_on", Priority))
    if isinstance(item, EvidenceGap):
        return len(register.items_linking_to(item.id, "asks", Action))
    if isinstance(item, OwnItem):
        linked = [key for keys in (*item.links.values(), *register.back.get(item.id, {}).values()) for key in keys]
        return len({key for key in linked if key in register.items})
    return len(item.links.get(_COUNTED_LINKS[item.kind], ()))


_COUNTED_LINKS = {"priority": "rests_on", "action": "delivers", "measure": "tracks", "chain": "explains", "response": "changed"}


def strength_in_words(register: Register, item: Item) -> str:
    """A sentence without its full stop: what a priority rests on, what a finding supports, what other items serve."""
    if isinstance(item, Priority):
        return strength_of(register, item).words
    many = link_count(register, item)
    priorities = count_in_words(many, "priority")
    if isinstance(item, Evidence):
        return gettext("{standing}; supports {priorities}", standing=item.words.label("standing", item.standing),
                       priorities=priorities)
    if isinstance(item, Response):
        return gettext("Changed {items}", items=count_in_words(many, "item"))
    if isinstance(item, EvidenceGap):
        return gettext("{availability}; asked for by {actions}", availability=item.label("availability"),
                       actions=count_in_words(many, "action"))
    if isinstance(item, OwnItem):
        return gettext("Linked with {items}", items=count_in_words(many, "item"))
    if isinstance(item, Action):
        return gettext("Delivers {priorities}", priorities=priorities)
    if isinstance(item, Measure):
        return gettext("Tracks {priorities}", priorities=priorities)
    return gettext("Explains {priorities}", priorities=priorities)


def strength_flags(register: Register) -> Mapping[str, tuple[str, ...]]:
    """The keys of `strength_flag_names` that apply, by the id of each finding and of each priority that rests on little."""
    thin = {gap.item.id for edition in register.editions.values() for gap in gaps_of(register, edition).thin}
    flags: dict[str, tuple[str, ...]] = {key: ("thin",) for key in thin}
    for item in register.evidence():
        own = [item.standing]
        own += ["cautioned"] if item.text("caution") else []
        own += [] if link_count(register, item) else ["unused"]
        flags[item.id] = tuple(own)
    return flags
