"""What became of a priority between two editions: the same words, revised, merged, new or dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.model import Action, Edition, Item, Measure, Priority, Register

HOW = {"same": "Unchanged", "revised": "Revised", "merged": "Merged", "new": "New", "dropped": "Dropped"}
NOTED = {"same": "Kept", "revised": "Revised", "merged": "Merged", "new": "Added", "dropped": "Dropped"}
# what is compared besides the words, by kind
COMPARED = {"action": ("lead", "by"), "measure": ("baseline", "direction", "target", "target_source")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One line of the story between two editions.

    `how` is `same`, `revised`, `merged`, `new` or `dropped`; `after` is None for what was dropped and `before` is empty for
    what is new. `reason` is the author's; `because` the evidence and responses that led to it.
    """

    how: str
    before: tuple[Priority, ...]
    after: Priority | None
    reason: str
    because: tuple[str, ...]

    @property
    def subject(self) -> Priority:
        """The priority that the change is told of: as it is now, or as it was when it is no longer there."""
        return self.after or self.before[0]


def changes_between(register: Register, earlier: Edition, later: Edition) -> tuple[Change, ...]:
    """Every change from one edition to the next: the later edition's priorities in order, then what was dropped."""
    told = []
    carried: set[str] = set()
    for priority in register.priorities(later.id):
        change = change_of(register, priority, earlier)
        carried |= {item.id for item in change.before}
        told.append(change)
    recorded = {entry.id: entry for entry in later.dropped}
    for priority in register.priorities(earlier.id):
        if priority.id not in carried:
            entry = recorded.get(priority.id)
            told.append(Change(how="dropped", before=(priority,), after=None, reason=entry.reason if entry else "",
                               because=entry.because if entry else ()))
    return tuple(told)


def change_of(register: Register, priority: Priority, earlier: Edition) -> Change:
    """What one priority is against its forms in an earlier edition."""
    before = tuple(item for key in priority.revises if isinstance(item := register.items.get(key), Priority)
                   and item.edition == earlier.id)
    return Change(how=_how(register, before, priority), before=before, after=priority, reason=priority.text("reason"),
                  because=priority.links.get("because", ()))


def _how(register: Register, before: tuple[Priority, ...], after: Priority) -> str:
    if not before:
        return "new"
    if len(before) > 1:
        return "merged"
    return "same" if _content(register, before[0]) == _content(register, after) else "revised"


def _content(register: Register, priority: Priority) -> tuple[object, ...]:
    """What a reader would call the priority's content: its words and evidence, its actions and measures, not its ids."""
    actions = register.linking(priority.id, "delivers", Action)
    measures = register.linking(priority.id, "tracks", Measure)
    return (words_of(priority), frozenset(priority.tags), frozenset(priority.rests_on),
            frozenset(told_of(action) for action in actions), frozenset(told_of(measure) for measure in measures))


def words_of(item: Item) -> str:
    """Title and body with white space folded and the editions' own ids left out."""
    return " ".join(re.sub(r"\b[A-Z][A-Z0-9]{1,5}_(PRI|ACT|MEA)_", r"\1_", f"{item.title}\n{item.body}").split())


def told_of(item: Item) -> tuple[str, ...]:
    """All that an action or a measure says, by which two of them are the same."""
    return (words_of(item), *(item.text(name) for name in COMPARED.get(item.kind, ())))


def note_of(change: Change) -> list[str | Item]:
    """A change as a line of public change notes, in words and items: `Merged A and B into C: reason`."""
    said: list[str | Item] = [f"{NOTED[change.how]} "]
    for number, item in enumerate(change.before if change.after and _renamed(change) else ()):
        said += [", " if number < len(change.before) - 1 else " and ", item] if number else [item]
    if len(said) > 1:
        said.append(" into ")
    said.append(change.subject)
    return [*said, f": {change.reason}"] if change.reason else said


def _renamed(change: Change) -> bool:
    return bool(change.before) and {item.title for item in change.before} != {change.subject.title}
