"""A change in detail: what was added, dropped and changed in words, tags and evidence, and in the items below a priority."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from goldenthread.analysis.changes import (
    PriorityChange,
    comparable_content,
    comparable_option,
    comparable_words,
    compared_options,
    day_of_edition,
)
from goldenthread.analysis.logic_chains import CHAIN_STEPS, milestones_in_words
from goldenthread.analysis.plain_text import in_plain_words
from goldenthread.model import (
    Action,
    Dataset,
    Display,
    Evidence,
    Expression,
    Item,
    ItemKind,
    LogicChain,
    Measure,
    Part,
    Priority,
    Quantity,
    Register,
    Unresolved,
    Value,
    field_label,
    gettext,
    gettext_noop,
    kind_named,
    parse_expression,
    period_or_text,
    resolve,
    within_sentence,
)

Kept = TypeVar("Kept")
VALUE = re.compile(r"\{value\}`([^`]+)`")
N_ = gettext_noop
SENTENCES = frozenset({N_("words"), N_("milestones"), N_("assumptions"), N_("risks"), N_("answer"), *CHAIN_STEPS})
"""The parts of an item that are sentences, so that a change in them is best shown word by word."""


@dataclass(frozen=True, slots=True)
class Difference(Generic[Kept]):
    """What was added, what was dropped, and pairs of the old and what replaced it."""

    added: tuple[Kept, ...] = ()
    dropped: tuple[Kept, ...] = ()
    changed: tuple[tuple[Kept, Kept], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueChange:
    """A value that has changed: `what` is measured and where, and both values with their sources."""

    what: str
    before: Value
    after: Value

    @property
    def words(self) -> str:
        """`Residents in work, North: 33.0% (Office, 2018) became 34.1% (Office, 2019)`."""
        old, new = (f"{value.text} ({value.source})" for value in (self.before, self.after))
        return gettext("{what}: {before} became {now}", what=self.what, before=old, now=new)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeDetails:
    """A change in detail.

    `closest` is the earlier version whose words are nearest to today's, None if it is new; `others` are the other earlier
    versions. `releases` pairs each dataset with the newer one that replaced it; `values` are the numbers that have changed.
    """

    change: PriorityChange
    closest: Priority | None
    others: tuple[Priority, ...]
    tags: Difference[str]
    evidence: Difference[Evidence]
    actions: Difference[Action]
    measures: Difference[Measure]
    chains: Difference[LogicChain]
    releases: tuple[tuple[Dataset, Dataset], ...]
    values: tuple[ValueChange, ...]


@dataclass(kw_only=True)
class _Side:
    """Everything below the earlier versions, or below the later one."""

    tags: dict[str, None] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    chains: dict[str, LogicChain] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    expressions: dict[str, None] = field(default_factory=dict)


def details_of(register: Register, change: PriorityChange) -> ChangeDetails:
    """The differences between the earlier versions of a priority and the later one."""
    day = day_of_edition(register, change.subject)
    before, after = _side(register, change.before), _side(register, (change.after,) if change.after else ())
    closest = max(change.before, key=lambda item: _similarity(item, change.after), default=None)
    return ChangeDetails(
        change=change, closest=closest, others=tuple(item for item in change.before if item is not closest),
        tags=Difference(added=tuple(tag for tag in after.tags if tag not in before.tags),
                        dropped=tuple(tag for tag in before.tags if tag not in after.tags)),
        evidence=_evidence(register, before.evidence, after.evidence),
        actions=_parts_below(before.actions, after.actions, day),
        measures=_parts_below(before.measures, after.measures, day),
        chains=_parts_below(before.chains, after.chains, day),
        releases=_releases(register, before.datasets, after.datasets),
        values=tuple(_values(register, before.expressions, after.expressions)),
    )


def _side(register: Register, priorities: Iterable[Priority]) -> _Side:
    side = _Side()
    for priority in priorities:
        thread = register.thread(priority.id)
        side.tags |= dict.fromkeys(priority.tags)
        side.evidence |= {item.id: item for item in thread.evidence}
        side.actions |= {item.id: item for item in thread.actions}
        side.measures |= {item.id: item for item in thread.measures}
        side.chains |= {item.id: item for item in thread.chains}
        side.datasets |= {dataset.id: dataset for dataset in thread.datasets}
        for item in (priority, *thread.evidence):
            side.expressions |= dict.fromkeys(" ".join(text.split()) for text in VALUE.findall(item.body))
        side.expressions |= dict.fromkeys(item.text("baseline") for item in thread.measures if item.text("baseline"))
    return side


def _similarity(item: Priority, other: Priority | None) -> float:
    if other is None:
        return 0.0
    # difflib would by itself leave frequent words of long texts out (`autojunk`)
    return SequenceMatcher(None, comparable_words(item).split(), comparable_words(other).split(), autojunk=False).ratio()


def _evidence(register: Register, before: dict[str, Evidence], after: dict[str, Evidence]) -> Difference[Evidence]:
    pairs = tuple((before[old], item) for key, item in after.items() if key not in before
                  for old in _replaced(register, item) if old in before and old not in after)
    replaced, replacing = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
    return Difference(added=tuple(item for key, item in after.items() if key not in before and key not in replacing),
                      dropped=tuple(item for key, item in before.items() if key not in after and key not in replaced),
                      changed=pairs)


def _replaced(register: Register, item: Item) -> list[str]:
    """The ids of what an item replaces, and of what those replaced in turn."""
    replaced: dict[str, None] = {}
    ahead = list(item.links.get("replaces", ()))
    while ahead:
        key = ahead.pop(0)
        if key not in replaced:
            replaced[key] = None
            ahead += register.items[key].links.get("replaces", ()) if key in register.items else ()
    return list(replaced)


def _parts_below(before: dict[str, ItemKind], after: dict[str, ItemKind], day: date) -> Difference[ItemKind]:
    """Actions, measures or chains: the same when their content is, changed when only the edition's code in the id differs."""
    was, now = ({key: comparable_content(item, day) for key, item in side.items()} for side in (before, after))
    same = set(was.values()) & set(now.values())
    old = {_without_edition(key, after): item for key, item in before.items() if was[key] not in same}
    new = {_without_edition(key, before): item for key, item in after.items() if now[key] not in same}
    return Difference(added=tuple(item for key, item in new.items() if key not in old),
                      dropped=tuple(item for key, item in old.items() if key not in new),
                      changed=tuple((old[key], item) for key, item in new.items() if key in old))


def _without_edition(key: str, others: Iterable[str]) -> str:
    """An id without its first part, which is the code of its edition unless the other edition has the id, with or without one."""
    is_whole = any(key in (other, other.partition("_")[2]) for other in others)
    return key if is_whole else key.partition("_")[2] or key


def differences(register: Register, before: Item, after: Item) -> list[tuple[str, str, str]]:
    """The differences between two versions of an action, a measure or a logic chain: (name, before, after), as text for readers.

    The names that are in `SENTENCES` are best shown word by word.
    """
    day = day_of_edition(register, after)
    own = after.words.kinds.get(after.kind)
    options = [(field_label(name, own), _option_in_words(register, before, name), _option_in_words(register, after, name))
               for name in compared_options(after) if comparable_option(before, name, day) != comparable_option(after, name, day)]
    words = ("words", whole_text(register, before), whole_text(register, after))
    return [words, *options] if comparable_words(before) != comparable_words(after) else options


def whole_text(register: Register, item: Item) -> str:
    """Title and body as a reader sees them."""
    return f"{item.title.rstrip('.')}. {' '.join(in_plain_words(register, item.body).split())}".strip()


def _option_in_words(register: Register, item: Item, name: str) -> str:
    text = item.text(name)
    if name == "by":
        return period_or_text(text)
    if name == "direction":
        return within_sentence(item.label(name))
    if name == "baseline":
        try:
            value = resolve(text, register.datasets)
        except Unresolved:  # an earlier version may name data that no longer exist
            return text
        return f"{value.text} ({value.source})"
    if name == "milestones" and isinstance(item, Measure):
        text = "; ".join(milestones_in_words(item)) or text
    if name in item.links:
        return ("; ".join(register.items[key].title if key in register.items else key for key in item.links[name])
                or gettext("none"))
    return item.label(name) if text in item.words.choices.get(name, ()) else text or gettext("none")


def _releases(register: Register, before: dict[str, Dataset], after: dict[str, Dataset]) -> tuple[tuple[Dataset, Dataset], ...]:
    """Pairs of a dataset and the one that replaced it."""
    replacements = []
    for dataset in after.values():
        for name in _release_line(register, dataset.id)[1:]:
            if name in before and dataset.id not in before:
                replacements.append((before[name], dataset))
    return tuple(replacements)


def _release_line(register: Register, name: str) -> list[str]:
    """The names of a dataset and of all that it replaces, newest first."""
    line = [name]
    while (dataset := register.datasets.get(line[-1])) and dataset.replaces and dataset.replaces not in line:
        line.append(dataset.replaces)
    return line


def _values(register: Register, before: dict[str, None], after: dict[str, None]) -> Iterable[ValueChange]:
    """Values about the same thing on both sides, but from different releases or periods."""
    was = _by_subject(register, (text for text in before if text not in after))
    now = _by_subject(register, (text for text in after if text not in before))
    for subject, texts in now.items():
        # if several are about the same thing, nobody can say which replaced which
        if len(texts) == len(was.get(subject, ())) == 1:
            try:
                old, new = resolve(was[subject][0], register.datasets), resolve(texts[0], register.datasets)
            except Unresolved:
                continue
            if (old.number, old.unit, old.source) != (new.number, new.unit, new.source):
                yield ValueChange(what=_what_is_measured(register, new), before=old, after=new)


def _by_subject(register: Register, texts: Iterable[str]) -> dict[object, list[str]]:
    by_subject: dict[object, list[str]] = {}
    for text in texts:
        try:
            expression = parse_expression(text)
        except Unresolved:
            continue
        by_subject.setdefault(_subject(register, expression), []).append(text)
    return by_subject


def _subject(register: Register, expression: Expression) -> object:
    """What an expression is about, whichever release and period it is taken from."""
    def measured(parts: tuple[Part, ...]) -> object:
        return tuple((part.sign, part.statistic, kind_named(part.among, kinds), _release_line(register, part.term.dataset)[-1],
                      part.term.key[0], part.term.key[2:]) for part in parts)

    def side(quantity: Quantity | None) -> object:
        return quantity and (measured(quantity.parts), measured(quantity.per), quantity.per_number)

    kinds = {area.kind for area in register.areas.values()}
    alike = replace(expression, among=kind_named(expression.among, kinds), display=Display(), left=Quantity(()), right=None)
    return alike, side(expression.left), side(expression.right)


def _what_is_measured(register: Register, value: Value) -> str:
    dataset = register.datasets[value.datasets[0]]
    row = value.observations[0]
    area = dataset.areas[row.area].name if row.area in dataset.areas else row.area
    return ", ".join([dataset.measure, area, *row.dimensions])
