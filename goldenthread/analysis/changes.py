"""What became of a priority between two editions: unchanged, revised, merged, new or dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from goldenthread.model import (
    Action,
    Edition,
    Item,
    LogicChain,
    Measure,
    NotAPeriod,
    Priority,
    Register,
    gettext,
    gettext_noop,
    milestones_of,
)

N_ = gettext_noop
CHANGE_LABELS = {"same": N_("Unchanged"), "revised": N_("Revised"), "merged": N_("Merged"), "new": N_("New"),
                 "dropped": N_("Dropped")}
"""The kinds of change, in the order in which they are counted, with the words for them."""

NOTE_VERBS = {"same": N_("Kept"), "revised": N_("Revised"), "merged": N_("Merged"), "new": N_("Added"), "dropped": N_("Dropped")}
"""The verbs with which lines of change notes begin."""

COMPARED_OPTIONS = {
    "action": ("lead", "by", "cost", "works", "asks", "answer"),
    "measure": ("baseline", "direction", "target", "target_source", "milestones", "lacks"),
    "chain": ("problem", "failure", "cause", "input", "activity", "output", "outcome", "lead", "cost", "assumptions", "risks",
              "works", "answer", "lacks"),
}
"""The options and links that are compared besides the words, by kind of item: all except the link to the priority itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PriorityChange:
    """What became of a priority, or of several that were merged, from one edition to the next.

    `kind` is a key of `CHANGE_LABELS`. `after` is None if it was dropped, and `before` is empty if it is new. `reason` is the
    author's, or empty; `because` are the ids of the findings and responses that led to it.
    """

    kind: str
    before: tuple[Priority, ...]
    after: Priority | None
    reason: str
    because: tuple[str, ...]

    @property
    def subject(self) -> Priority:
        """The priority under which the change is listed: the later one or, if it was dropped, the earlier one."""
        return self.after or self.before[0]


def changes_between(register: Register, earlier: Edition, later: Edition) -> tuple[PriorityChange, ...]:
    """Every change from one edition to the next: the later edition's priorities in order, then the dropped ones."""
    changes = [change_of(register, priority, earlier) for priority in register.priorities(later.id)]
    carried_on = {item.id for change in changes for item in change.before}
    recorded = {entry.id: entry for entry in later.dropped}
    for priority in register.priorities(earlier.id):
        if priority.id not in carried_on:
            entry = recorded.get(priority.id)
            changes.append(PriorityChange(kind="dropped", before=(priority,), after=None, reason=entry.reason if entry else "",
                                          because=entry.because if entry else ()))
    return tuple(changes)


def counts_in_words(changes: Iterable[PriorityChange]) -> str:
    """How many changes there are of each kind: `3 unchanged, 2 revised`; an empty text for none."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {gettext(label).lower()}" for kind, label in CHANGE_LABELS.items() if counts[kind])


def change_of(register: Register, priority: Priority, earlier: Edition) -> PriorityChange:
    """How one priority has changed from its versions in an earlier edition."""
    before = tuple(item for key in priority.revises if isinstance(item := register.items.get(key), Priority)
                   and item.edition == earlier.id)
    return PriorityChange(kind=_kind(register, before, priority), before=before, after=priority, reason=priority.text("reason"),
                          because=priority.links.get("because", ()))


def _kind(register: Register, before: tuple[Priority, ...], after: Priority) -> str:
    if not before:
        return "new"
    if len(before) > 1:
        return "merged"
    day = day_of_edition(register, after)
    return "same" if _content(register, before[0], day) == _content(register, after, day) else "revised"


def day_of_edition(register: Register, item: Item) -> date:
    """The day of an item's edition; `date.min` if it is in none."""
    edition = register.editions.get(item.edition)
    return edition.published if edition else date.min


def _content(register: Register, priority: Priority, day: date) -> tuple[object, ...]:
    """What a reader would call the priority's content: its words, evidence, actions, measures and logic chain, not its ids."""
    parts = (register.items_linking_to(priority.id, "delivers", Action),
             register.items_linking_to(priority.id, "tracks", Measure),
             register.items_linking_to(priority.id, "explains", LogicChain))
    return (comparable_words(priority), frozenset(priority.tags), frozenset(priority.rests_on),
            *(frozenset(comparable_content(item, day) for item in items) for items in parts))


def comparable_words(item: Item) -> str:
    """Title and body with white space folded and the codes of editions left out of ids."""
    return " ".join(re.sub(r"\b[A-Z][A-Z0-9]{1,5}_(PRI|ACT|MEA|CHN)_", r"\1_", f"{item.title}\n{item.body}").split())


def comparable_content(item: Item, day: date = date.min) -> tuple[object, ...]:
    """Words, options and links of an action, a measure or a logic chain: items with equal content are the same, whatever their
    ids.

    Milestones up to `day`, that of the later edition, are past: removing them is not a change.
    """
    return (comparable_words(item), *(comparable_option(item, name, day) for name in compared_options(item)))


def compared_options(item: Item) -> tuple[str, ...]:
    """The options and links of an item that are compared: those of its kind in every book, then those that only its book has."""
    own = item.words.kinds.get(item.kind)
    return (*COMPARED_OPTIONS.get(item.kind, ()), *(own.fields if own else ()), *(own.links if own else ()))


def comparable_option(item: Item, name: str, day: date = date.min) -> object:
    """The value of an option; of milestones, those after `day`; of a link, the set of items that it names."""
    if name == "milestones":
        with suppress(NotAPeriod):  # the rules report milestones that cannot be read; here their text is compared
            return tuple(milestone for milestone in milestones_of(item.text(name)) if milestone.last_day > day)
    return item.text(name) or frozenset(item.links.get(name, ()))


def nothing_changed(register: Register, priority: Priority) -> str:
    """The sentence that nothing in a priority has changed, including its logic chain if it has one."""
    if register.thread(priority.id).chains:
        return gettext("The words, the evidence, the actions, the measures and the logic chain are the same.")
    return gettext("The words, the evidence, the actions and the measures are the same.")


def note_of(change: PriorityChange) -> list[str | Item]:
    """A change as a line of the public change notes, made of words and items: `Merged A and B into C: reason`."""
    line: list[str | Item] = [f"{gettext(NOTE_VERBS[change.kind])} "]
    for number, item in enumerate(change.before if change.after and _is_renamed(change) else ()):
        line += [", " if number < len(change.before) - 1 else gettext(" and "), item] if number else [item]
    if len(line) > 1:
        line.append(gettext(" into "))
    line.append(change.subject)
    return [*line, f": {change.reason}"] if change.reason else line


def _is_renamed(change: PriorityChange) -> bool:
    return bool(change.before) and {item.title for item in change.before} != {change.subject.title}
