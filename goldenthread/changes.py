"""What became of a priority between two editions: the same words, revised, merged, new or dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.model import Action, Edition, Item, Measure, Priority, Register


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


def changes_between(register: Register, earlier: Edition, later: Edition) -> tuple[Change, ...]:
    """Every change from one edition to the next: the later edition's priorities in order, then what was dropped."""
    told = []
    carried: set[str] = set()
    for priority in register.priorities(later.id):
        before = tuple(item for key in priority.revises if isinstance(item := register.items.get(key), Priority)
                       and item.edition == earlier.id)
        carried |= {item.id for item in before}
        told.append(Change(how=_how(register, before, priority), before=before, after=priority,
                           reason=priority.text("reason"), because=priority.links.get("because", ())))
    recorded = {entry.id: entry for entry in later.dropped}
    for priority in register.priorities(earlier.id):
        if priority.id not in carried:
            entry = recorded.get(priority.id)
            told.append(Change(how="dropped", before=(priority,), after=None, reason=entry.reason if entry else "",
                               because=entry.because if entry else ()))
    return tuple(told)


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
            frozenset((words_of(a), a.text("lead"), a.text("by")) for a in actions),
            frozenset((words_of(m), m.text("baseline"), m.text("direction"), m.text("target")) for m in measures))


def words_of(item: Item) -> str:
    """Title and body with white space folded and the editions' own ids left out."""
    return " ".join(re.sub(r"\b[A-Z][A-Z0-9]{1,5}_(PRI|ACT|MEA)_", r"\1_", f"{item.title}\n{item.body}").split())
