"""What can be compared: the dimensions and tags that areas share, and what each area has for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.analysis import coverage, gaps_of, usable_findings
from goldenthread.model import (
    Dimension,
    Evidence,
    Framework,
    Priority,
    Tag,
    dimensions_with,
    gettext,
    names_in_words,
    number_of,
    number_or_none,
)
from goldenthread.rollup.area_books import AreaBook


@dataclass(frozen=True, kw_only=True, slots=True)
class TagCounts:
    """What the last edition of one area has for one tag."""

    findings: int
    high: int
    priorities: int
    traced: int

    @property
    def gap(self) -> bool:
        return not (self.findings and self.priorities)

    @property
    def words(self) -> str:
        """The words in the cell, which name a gap if there is one."""
        if not self.findings and not self.priorities:
            return gettext("Gap: no priority and no finding")
        priorities, findings, high = self.counts
        if self.gap:
            return gettext("Gap: {priorities}, but {findings}", priorities=priorities, findings=findings)
        return gettext("{priorities}; {findings}, {high} of high confidence", priorities=priorities, findings=findings, high=high)

    @property
    def counts(self) -> tuple[str, str, str]:
        """The numbers of priorities, findings, and findings of high confidence: `2 priorities`, `no finding`, `none`."""
        return (number_of(self.priorities, "priority") if self.priorities else gettext("no priority"),
                number_of(self.findings, "finding") if self.findings else gettext("no finding"), number_or_none(self.high))


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaSummary:
    """An area's last edition: its findings and priorities, those that rest on little with the reason, and a cell for each tag."""

    area: AreaBook
    findings: tuple[Evidence, ...]
    priorities: tuple[Priority, ...]
    thin: Mapping[str, str]
    cells: Mapping[str, TagCounts]


def summary_of(area: AreaBook) -> AreaSummary:
    """The summary of an area's last edition."""
    register, edition = area.register, area.edition
    findings = usable_findings(register, edition)
    high = Counter(tag for item in findings if item.words.has_role("confidence", "high", item.confidence)
                   for tag in set(item.tags))
    cells = {one.tag.id: TagCounts(findings=one.findings, high=high[one.tag.id], priorities=one.priorities, traced=one.traced)
             for one in coverage(register, edition)}
    thin = {gap.item.id: gap.why for gap in gaps_of(register, edition).thin}
    return AreaSummary(area=area, findings=findings, priorities=tuple(register.priorities(edition.id)), thin=thin, cells=cells)


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonFramework:
    """What the areas' frameworks have in common and, in words, how they differ."""

    dimensions: tuple[Dimension, ...]
    frameworks: tuple[tuple[Framework, tuple[AreaBook, ...]], ...]
    differences: tuple[str, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags that are compared, dimension by dimension."""
        return tuple(tag for dimension in self.dimensions for tag in dimension.tags)

    def dimension_of(self, tag: Tag) -> Dimension:
        """The dimension of a tag that is compared."""
        return next(dimension for dimension in self.dimensions if dimension.id == tag.kind)

    def cell(self, summary: AreaSummary, tag: Tag) -> TagCounts | None:
        """An area's cell for a tag; None if its framework has no such tag."""
        known = any(own.id == tag.id and own.kind == tag.kind for own in summary.area.register.framework.tags)
        return summary.cells[tag.id] if known else None


def common_framework(areas: Sequence[AreaBook]) -> CommonFramework:
    """The tags that two or more areas have, matched by id and dimension, in the order of the framework that most areas use."""
    holders: dict[tuple[str, str], list[AreaBook]] = {}
    for area in areas:
        for tag in area.register.framework.tags:
            holders.setdefault((tag.kind, tag.id), []).append(area)
    orders = Counter(tuple((tag.kind, tag.id) for tag in area.register.framework.tags) for area in areas)
    order = [*orders.most_common(1)[0][0], *holders]  # tags that this framework lacks come last
    # a roll-up of a single area shows all of its tags
    least = min(2, len(areas))
    kept = [key for key in dict.fromkeys(order) if len(holders[key]) >= least]
    dimensions = dimensions_with(_dimensions(areas, least), [_tag(holders[key], key) for key in kept])
    frames: dict[tuple[str, str, str], list[AreaBook]] = {}
    for area in areas:
        frame = area.register.framework
        frames.setdefault((frame.title, frame.publisher, frame.published), []).append(area)
    frameworks = sorted(frames.values(), key=len, reverse=True)
    return CommonFramework(
        dimensions=dimensions, frameworks=tuple((group[0].register.framework, tuple(group)) for group in frameworks),
        differences=tuple(_differences(areas, dimensions, holders)))


def _dimensions(areas: Sequence[AreaBook], least: int) -> tuple[Dimension, ...]:
    """The dimensions that at least `least` areas have, matched by id, in the order of most areas and in the words of most."""
    held: dict[str, list[Dimension]] = {}
    orders = Counter(tuple(each.id for each in area.register.framework.dimensions) for area in areas)
    for area in areas:
        for each in area.register.framework.dimensions:
            held.setdefault(each.id, []).append(replace(each, tags=()))
    order = dict.fromkeys([*orders.most_common(1)[0][0], *held])
    return tuple(Counter(held[key]).most_common(1)[0][0] for key in order if len(held[key]) >= least)


def _own(area: AreaBook, key: tuple[str, str]) -> Tag:
    return next(tag for tag in area.register.framework.tags if (tag.kind, tag.id) == key)


def _tag(areas: Sequence[AreaBook], key: tuple[str, str]) -> Tag:
    """The tag under the name that most areas give it."""
    names = Counter(_own(area, key).name for area in areas)
    return Tag(id=key[1], kind=key[0], name=names.most_common(1)[0][0], aim="")


def _differences(
    areas: Sequence[AreaBook], dimensions: Sequence[Dimension], holders: Mapping[tuple[str, str], Sequence[AreaBook]]
) -> Iterator[str]:
    tags = [(dimension, tag) for dimension in dimensions for tag in dimension.tags]
    for dimension, tag in tags:
        held = holders[tag.kind, tag.id]
        having = {area.key for area in held}
        missing = [area.name for area in areas if area.key not in having]
        if len(missing) > len(held):
            yield gettext("Only {areas} have the {dimension} {tag}.", areas=names_in_words([area.name for area in held]),
                          dimension=dimension.short, tag=tag.name)
        elif missing:
            yield gettext("{tag} is no {dimension} of {areas}.", tag=tag.name, dimension=dimension.short,
                          areas=names_in_words(missing))
        others: dict[str, list[str]] = {}
        for area in held:
            if (name := _own(area, (tag.kind, tag.id)).name) != tag.name:
                others.setdefault(name, []).append(area.name)
        for name, who in others.items():
            yield gettext("{tag} is called “{name}” by {areas}; its id is {id} everywhere.", tag=tag.name, name=name,
                          areas=names_in_words(who), id=tag.id)
    shared = {(tag.kind, tag.id) for _, tag in tags}
    for (kind, tag_id), held in holders.items():
        if (kind, tag_id) not in shared:
            own = _own(held[0], (kind, tag_id))
            what = held[0].register.framework.dimension_of(own).short
            yield gettext("Only {area} has the {dimension} “{tag}” ({id}). It is not compared; its items stand on the area's "
                          "page.", area=held[0].name, dimension=what, tag=own.name, id=tag_id)
