"""What a logic chain says, step by step, and what falls due when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from goldenthread.model import (
    Action,
    Edition,
    Evidence,
    EvidenceGap,
    Item,
    LogicChain,
    Measure,
    NotAPeriod,
    Priority,
    Register,
    gettext,
    gettext_noop,
    milestones_of,
    period_in_words,
    span_of,
)

CHAIN_STEPS = {"problem": gettext_noop("Problem"), "cause": gettext_noop("Cause"), "input": gettext_noop("Input"),
               "activity": gettext_noop("Activity"), "output": gettext_noop("Output"), "outcome": gettext_noop("Outcome")}
"""The steps of a logic chain in their order, by option."""


def steps_of(chain: LogicChain) -> tuple[tuple[str, str], ...]:
    """The name and text of each step that a chain gives; the text of the cause begins with its kind."""
    steps = []
    for option, name in CHAIN_STEPS.items():
        words = chain.text(option)
        if option == "cause" and chain.text("failure"):
            words = f"{chain.label('failure')}. {words}"
        if words.strip():
            steps.append((gettext(name), words.strip()))
    return tuple(steps)


class KnownEffect(NamedTuple):
    """What is known about whether a kind of action works: the finding or gap, and its result in a few words."""

    item: Evidence | EvidenceGap
    words: str

    @property
    def is_adverse(self) -> bool:
        return isinstance(self.item, Evidence) and self.item.words.has_role("effect", "adverse", self.item.effect)


def known_effects(register: Register, item: LogicChain | Action) -> tuple[KnownEffect, ...]:
    """What is known about whether an item works, in the author's order: findings with effect and studies, or gaps."""
    known = []
    for target in (register.items.get(key) for key in item.works):
        if isinstance(target, Evidence):
            parts = (target.label("effect"), target.text("comparator"), target.words.confidence(target.confidence))
            known.append(KnownEffect(target, "; ".join(part for part in parts if part)))
        elif isinstance(target, EvidenceGap):
            known.append(KnownEffect(target, target.label("availability")))
    return tuple(known)


class DatedStep(NamedTuple):
    """Something that falls due: the last day, the period as written, the item, and what should be done or seen."""

    due: date
    period: str
    item: Item
    words: str


def dated_steps(register: Register, edition: Edition) -> tuple[DatedStep, ...]:
    """Every action and milestone of an edition by the day on which it falls due; those of one day in the order of the chapters.

    Those whose date cannot be read are left out; the rules report them.
    """
    steps = [step for item in register.items.values() if item.edition == edition.id for step in _steps_of_item(item)]
    return tuple(sorted(steps, key=lambda step: (step.due, step.item.order)))


def _steps_of_item(item: Item) -> Iterator[DatedStep]:
    try:
        if isinstance(item, Action) and item.text("by"):
            yield DatedStep(span_of(item.text("by"))[1], item.text("by"), item, item.title)
        elif isinstance(item, Measure):
            for milestone in milestones_of(item.text("milestones")):
                yield DatedStep(milestone.last_day, milestone.period, item, milestone.words)
    except NotAPeriod:
        return


def priority_behind(register: Register, item: Action | Measure | LogicChain) -> Priority | None:
    """The first priority that an action delivers, a measure tracks or a chain explains."""
    keys = item.links.get({"action": "delivers", "measure": "tracks", "chain": "explains"}[item.kind], ())
    return next((other for key in keys if isinstance(other := register.items.get(key), Priority)), None)


def milestones_in_words(measure: Measure) -> tuple[str, ...]:
    """`March 2021: first reading` for each milestone; empty if they cannot be read."""
    try:
        return tuple(f"{period_in_words(period)}: {words}" for period, words in milestones_of(measure.text("milestones")))
    except NotAPeriod:
        return ()
