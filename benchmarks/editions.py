"""The editions of a generated book: priorities with their actions and measures, and what became of them in the second edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.tables import Table
from benchmarks.words import phrase, prose, sentence

EDITIONS = {"2019-12": "D19", "2020-03": "M20"}
ACTIONS, MEASURES = 2, 2
# a priority with its actions and measures counts as so many items
ITEMS_EACH = 1 + ACTIONS + MEASURES


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What an edition needs to know of a finding. `late` findings may be cited from the second edition on only."""

    id: str
    tags: tuple[str, ...]
    tables: tuple[Table, ...]
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """A priority with what belongs to it, before it is written for an edition; `history` are its options on what changed."""

    number: int
    title: str
    tags: tuple[str, ...]
    rests_on: tuple[str, ...]
    body: str
    actions: tuple[str, ...]
    measures: tuple[str, ...]
    history: str = ""


def make_aims(random: Random, number: int, findings: Sequence[Finding]) -> tuple[list[Aim], list[Aim]]:
    """The priorities of the first and of the second edition: most the same, some revised, a few new in place of dropped ones."""
    early, late = [f for f in findings if not f.late], [f for f in findings if f.late]
    first = [_aim(random, index, early) for index in range(number)]
    second = []
    for aim in first:
        if aim.number % 10 == 9:
            new = _aim(random, number + aim.number, [*early, *late])
            second.append(replace(new, history=":reason: New findings showed what was missing.\n"))
            continue
        history = f":revises: D19_PRI_AIM_{aim.number:04}\n"
        if aim.number % 4 == 1 and late:
            more = random.choice(late)
            history += f":reason: A finding that came later bears on it, and the words now say so.\n:because: {more.id}\n"
            aim = replace(aim, rests_on=(*aim.rests_on, more.id), body=f"{aim.body}\n\n{prose(random, 2)}")
        second.append(replace(aim, history=history))
    return first, second


def dropped(first: Sequence[Aim]) -> Iterator[Aim]:
    """The priorities of the first edition that the second does not carry on."""
    return (aim for aim in first if aim.number % 10 == 9)


def _aim(random: Random, number: int, findings: Sequence[Finding]) -> Aim:
    chosen = random.sample(findings, min(len(findings), random.randint(2, 5)))
    tables = [table for finding in chosen for table in finding.tables]
    sentences = [f"{{value}}`{random.choice(tables).expression(random)}` is the number to set beside this." for _ in range(3)]
    body = f"{prose(random, 2)} {sentences[0]} {sentence(random)} {sentences[1]}\n\n{prose(random, 3)} {sentences[2]}"
    actions = tuple(f"{phrase(random)}|{sentence(random)} {sentence(random)}" for _ in range(ACTIONS))
    measures = tuple(f"{phrase(random)}|{random.choice(tables).term(random)}" for _ in range(MEASURES))
    tags = tuple(dict.fromkeys((chosen[0].tags[0], *random.choice(findings).tags)))
    return Aim(number=number, title=phrase(random), tags=tags, rests_on=tuple(f.id for f in chosen), body=body,
               actions=actions, measures=measures)


def edition_chapter(random: Random, number: int, edition: str, aims: Sequence[Aim]) -> str:
    """A chapter of an edition: an introduction, then each priority with its actions and measures."""
    code, status = EDITIONS[edition], "draft" if edition == "2019-12" else "for-agreement"
    parts = [f"# Part {number}: {phrase(random).lower()}", prose(random, 6), prose(random, 5), "## Priorities"]
    for aim in aims:
        key = f"{code}_PRI_AIM_{aim.number:04}"
        parts.append(f":::{{priority}} {aim.title}\n:id: {key}\n:tags: {', '.join(aim.tags)}\n"
                     f":rests_on: {', '.join(aim.rests_on)}\n:status: {status}\n{aim.history}\n{aim.body}\n:::")
        for index, action in enumerate(aim.actions):
            title, _, body = action.partition("|")
            parts.append(f":::{{action}} {title}\n:id: {code}_ACT_STEP_{aim.number:04}_{index}\n:delivers: {key}\n"
                         f":lead: Local partnership, with colleges and employers\n:by: 2021-0{aim.number % 9 + 1}\n\n{body}\n:::")
        for index, measure in enumerate(aim.measures):
            title, _, baseline = measure.partition("|")
            parts.append(f":::{{measure}} {title}\n:id: {code}_MEA_COUNT_{aim.number:04}_{index}\n:tracks: {key}\n"
                         f":baseline: {baseline}\n:direction: rise\n:::")
    return "\n\n".join(parts) + "\n"
