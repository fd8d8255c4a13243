"""A change taken apart: what came, what went and what is different in words, tags, evidence, actions, measures and values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from goldenthread.analysis.changes import COMPARED, Change, told_of, words_of
from goldenthread.analysis.plain_text import in_plain_words
from goldenthread.model import (
    Action,
    Dataset,
    Evidence,
    Expression,
    Item,
    ItemKind,
    Measure,
    Priority,
    Register,
    Term,
    Unresolved,
    Value,
    field_label,
    parse_expression,
    period_in_words,
    resolve,
)

Kept = TypeVar("Kept")
VALUE = re.compile(r"\{value\}`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Parts(Generic[Kept]):
    """What came, what went, and pairs of what was and what took its place."""

    came: tuple[Kept, ...] = ()
    gone: tuple[Kept, ...] = ()
    changed: tuple[tuple[Kept, Kept], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueChange:
    """A value that reads differently: what is measured where, and both values with their sources."""

    what: str
    before: Value
    after: Value

    @property
    def words(self) -> str:
        """`Residents in work, North: 33.0% (Office, 2018) became 34.1% (Office, 2019)`."""
        old, new = (f"{value.text} ({value.source})" for value in (self.before, self.after))
        return f"{self.what}: {old} became {new}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """A change taken apart. `likest` is the earlier form whose words are nearest to today's, `others` the rest of them."""

    change: Change
    likest: Priority | None
    others: tuple[Priority, ...]
    tags: Parts[str]
    evidence: Parts[Evidence]
    actions: Parts[Action]
    measures: Parts[Measure]
    releases: tuple[tuple[Dataset, Dataset], ...]
    values: tuple[ValueChange, ...]


@dataclass(kw_only=True)
class _Side:
    """Everything under the earlier forms, or under the later one."""

    tags: dict[str, None] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)


def details_of(register: Register, change: Change) -> Details:
    """What is different between the earlier forms of a priority and the later one."""
    before, after = _side(register, change.before), _side(register, (change.after,) if change.after else ())
    likest = max(change.before, key=lambda item: _likeness(item, change.after), default=None)
    return Details(
        change=change, likest=likest, others=tuple(item for item in change.before if item is not likest),
        tags=Parts(tuple(t for t in after.tags if t not in before.tags), tuple(t for t in before.tags if t not in after.tags)),
        evidence=_evidence(register, before.evidence, after.evidence),
        actions=_parts(before.actions, after.actions), measures=_parts(before.measures, after.measures),
        releases=_releases(register, before.datasets, after.datasets),
        values=tuple(_values(register, before.said, after.said)),
    )


def _side(register: Register, priorities: Iterable[Priority]) -> _Side:
    side = _Side()
    for priority in priorities:
        thread = register.thread(priority.id)
        side.tags |= dict.fromkeys(priority.tags)
        side.evidence |= {item.id: item for item in thread.evidence}
        side.actions |= {item.id: item for item in thread.actions}
        side.measures |= {item.id: item for item in thread.measures}
        side.datasets |= {dataset.id: dataset for dataset in thread.datasets}
        for item in (priority, *thread.evidence):
            side.said |= dict.fromkeys(" ".join(text.split()) for text in VALUE.findall(item.body))
        side.said |= dict.fromkeys(item.text("baseline") for item in thread.measures if item.text("baseline"))
    return side


def _likeness(item: Priority, other: Priority | None) -> float:
    return SequenceMatcher(None, words_of(item).split(), words_of(other).split(), autojunk=False).ratio() if other else 0.0


def _evidence(register: Register, before: dict[str, Evidence], after: dict[str, Evidence]) -> Parts[Evidence]:
    pairs = tuple((before[old], item) for key, item in after.items() if key not in before
                  for old in _replaced(register, item) if old in before and old not in after)
    old, new = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
    return Parts(tuple(item for key, item in after.items() if key not in before and key not in new),
                 tuple(item for key, item in before.items() if key not in after and key not in old), pairs)


def _replaced(register: Register, item: Item) -> list[str]:
    """The ids of what an item replaces, and of what that one replaced."""
    found: dict[str, None] = {}
    ahead = list(item.links.get("replaces", ()))
    while ahead:
        key = ahead.pop(0)
        if key not in found:
            found[key] = None
            ahead += register.items[key].links.get("replaces", ()) if key in register.items else ()
    return list(found)


def _parts(before: dict[str, ItemKind], after: dict[str, ItemKind]) -> Parts[ItemKind]:
    """Actions or measures: the same when they say the same, changed when their ids differ only in the edition's code."""
    same = {told_of(item) for item in before.values()} & {told_of(item) for item in after.values()}
    old = {_bare(key): item for key, item in before.items() if told_of(item) not in same}
    new = {_bare(key): item for key, item in after.items() if told_of(item) not in same}
    return Parts(tuple(item for key, item in new.items() if key not in old),
                 tuple(item for key, item in old.items() if key not in new),
                 tuple((old[key], item) for key, item in new.items() if key in old))


def _bare(key: str) -> str:
    return re.sub(r"^[A-Z][A-Z0-9]{1,5}_(?=(?:ACT|MEA)_)", "", key)


def differences(register: Register, before: Item, after: Item) -> list[tuple[str, str, str]]:
    """In what two forms of an action or a measure differ: (name, what was, what is), ready to be read."""
    found = [(field_label(name), _option(register, before, name), _option(register, after, name))
             for name in COMPARED.get(after.kind, ()) if before.text(name) != after.text(name)]
    whole = ("words", whole_text(register, before), whole_text(register, after))
    return [whole, *found] if words_of(before) != words_of(after) else found


def whole_text(register: Register, item: Item) -> str:
    """Title and body as a reader sees them."""
    return f"{item.title.rstrip('.')}. {' '.join(in_plain_words(register, item.body).split())}".strip()


def _option(register: Register, item: Item, name: str) -> str:
    said = item.text(name)
    try:
        if name == "by":
            return period_in_words(said)
        if name == "baseline":
            value = resolve(said, register.datasets)
            return f"{value.text} ({value.source})"
    except (ValueError, Unresolved):
        return said
    return f"should {said}" if name == "direction" else said or "none"


def _releases(register: Register, before: dict[str, Dataset], after: dict[str, Dataset]) -> tuple[tuple[Dataset, Dataset], ...]:
    """Each dataset that took the place of another, with that other first."""
    found = []
    for dataset in after.values():
        for name in _line(register, dataset.id)[1:]:
            if name in before and dataset.id not in before:
                found.append((before[name], dataset))
    return tuple(found)


def _line(register: Register, name: str) -> list[str]:
    """A dataset with all that it replaces, one after the other."""
    line = [name]
    while (dataset := register.datasets.get(line[-1])) and dataset.replaces and dataset.replaces not in line:
        line.append(dataset.replaces)
    return line


def _values(register: Register, before: dict[str, None], after: dict[str, None]) -> Iterable[ValueChange]:
    """Values that are told of the same thing on both sides but of another release or another period."""
    was = _by_subject(register, (text for text in before if text not in after))
    now = _by_subject(register, (text for text in after if text not in before))
    for subject, texts in now.items():
        # where several are told of one thing, no one can say which took whose place
        if len(texts) == len(was.get(subject, ())) == 1:
            try:
                old, new = resolve(was[subject][0], register.datasets), resolve(texts[0], register.datasets)
            except Unresolved:
                continue
            if (old.number, old.unit, old.source) != (new.number, new.unit, new.source):
                yield ValueChange(what=_what(register, new), before=old, after=new)


def _by_subject(register: Register, texts: Iterable[str]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for text in texts:
        try:
            expression = parse_expression(text)
        except Unresolved:
            continue
        found.setdefault(_subject(register, expression), []).append(text)
    return found


def _subject(register: Register, expression: Expression) -> object:
    """What an expression is about, whichever release and period it is taken from."""
    def sides(side: tuple[tuple[int, Term], ...]) -> object:
        return tuple((sign, _line(register, term.dataset)[-1], term.key[0], term.key[2:]) for sign, term in side)

    return expression.operation, expression.among, sides(expression.left), sides(expression.right)


def _what(register: Register, value: Value) -> str:
    dataset = register.datasets[value.datasets[0]]
    row = value.observations[0]
    area = dataset.areas[row.area].name if row.area in dataset.areas else row.area
    return ", ".join([dataset.measure, area, *row.dimensions])
