"""Where the evidence or the strategy has a gap: by the dimensions of the framework, finding by finding, priority by priority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from goldenthread.analysis.absences import open_gaps
from goldenthread.analysis.strength import OLD_AFTER_YEARS, Strength, strength_of, strength_of_findings, year_of
from goldenthread.model import (
    Dataset,
    Dimension,
    Edition,
    Evidence,
    EvidenceGap,
    Item,
    ItemKind,
    Priority,
    Register,
    Tag,
    all_in_words,
    format_value,
    gettext,
    number_of,
    number_or_none,
    period_in_words,
    starting_sentence,
)


def gap_lists_of(register: Register) -> Mapping[str, str]:
    """The lists of weak places, in the order in which they are shown, with their titles."""
    return {
        "thin": gettext("Priorities that rest on little"),
        "untagged": gettext("{tags} without a priority", tags=starting_sentence(all_in_words(register.framework.dimensions))),
        "disagree": gettext("Numbers that disagree"),
        "old": gettext("Findings relied on that are more than three years old"),
        "cautions": gettext("Cautions that bear on a priority"), "unused": gettext("Findings that support no priority"),
        "sought": gettext("What was looked for and is not held"),
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class GapCell:
    """The findings and priorities with the tag of a row and that of a column; a tag of None means no tag of that dimension.

    `gaps` are the gaps in the evidence with the same tags.
    """

    row: Tag | None
    column: Tag | None
    findings: tuple[Evidence, ...]
    priorities: tuple[Priority, ...]
    strength: Strength
    gaps: tuple[EvidenceGap, ...] = ()

    @property
    def words(self) -> str:
        """The words in the cell, which name a gap if there is one."""
        if not self.findings and not self.priorities:
            return gettext("Gap: no finding and no priority")
        if not self.findings:
            return gettext("Gap: {priorities} but no finding", priorities=self.priorities_in_words)
        high = gettext("{number} of {confidence}", number=number_or_none(self.strength.high),
                       confidence=self.strength.high_confidence)
        return f"{number_of(len(self.findings), 'finding')}, {high}"

    @property
    def priorities_in_words(self) -> str:
        """How many priorities answer to these findings: `no priorities`, `3 priorities`."""
        return number_of(len(self.priorities), "priority") if self.priorities else gettext("no priorities")

    @property
    def gaps_in_words(self) -> str:
        """The number of gaps in the evidence: `2 gaps in the data`; an empty text for none."""
        return gettext("{gaps} in the data", gaps=number_of(len(self.gaps), "gap")) if self.gaps else ""


def usable_findings(register: Register, edition: Edition) -> tuple[Evidence, ...]:
    """The findings that an edition may cite: those since that edition or an earlier one."""
    order = list(register.editions)
    allowed = set(order[: order.index(edition.id) + 1])
    return tuple(item for item in register.evidence() if item.since in allowed)


@dataclass(frozen=True, kw_only=True, slots=True)
class GapMap:
    """A dimension in rows against another in columns; if `columns` is None, each row has a single cell.

    `number` is the position among the maps of a framework, counted from 0.
    """

    number: int
    rows: Dimension
    columns: Dimension | None
    cells: tuple[tuple[GapCell, ...], ...]


def gap_maps(register: Register, edition: Edition) -> tuple[GapMap, ...]:
    """The first dimension against each of the others, or alone if there are no others; each takes one pass over the register.

    Items without a tag of the columns are counted in a last column. Those without a tag of the rows have a last row, unless every
    priority must have such a tag or no item is without one.
    """
    first, *others = register.framework.dimensions
    held = _Held(usable_findings(register, edition), tuple(register.priorities(edition.id)), open_gaps(register, edition))
    return tuple(GapMap(number=number, rows=first, columns=other, cells=_cells(register, edition, held, first, other))
                 for number, other in enumerate(others or [None]))


@dataclass(frozen=True, slots=True)
class _Held:
    """The items that a map of an edition counts."""

    findings: tuple[Evidence, ...]
    priorities: tuple[Priority, ...]
    gaps: tuple[EvidenceGap, ...]


def _cells(
    register: Register, edition: Edition, held: _Held, rows: Dimension, columns: Dimension | None
) -> tuple[tuple[GapCell, ...], ...]:
    findings, priorities = _by_cell(held.findings, rows, columns), _by_cell(held.priorities, rows, columns)
    gaps = _by_cell(held.gaps, rows, columns)
    with_rest = not rows.required and any(row is None for row, _ in (*findings, *priorities, *gaps))
    cells = []
    for row in [*rows.tags, *([None] if with_rest else [])]:
        keys = [(row, column) for column in ([*columns.tags, None] if columns else [None])]
        cells.append(tuple(GapCell(
            row=row, column=column, findings=tuple(findings.get((row, column), ())),
            priorities=tuple(priorities.get((row, column), ())), gaps=tuple(gaps.get((row, column), ())),
            strength=strength_of_findings(register, findings.get((row, column), ()), edition.published.year))
            for row, column in keys))
    return tuple(cells)


def _by_cell(
    items: Iterable[ItemKind], rows: Dimension, columns: Dimension | None
) -> dict[tuple[Tag | None, Tag | None], list[ItemKind]]:
    """The items by row and column; one with several tags of a dimension is in as many cells."""
    cells: dict[tuple[Tag | None, Tag | None], list[ItemKind]] = {}
    for item in items:
        for row in rows.tags_of(item.tags) or (None,):
            for column in (columns.tags_of(item.tags) if columns else ()) or (None,):
                cells.setdefault((row, column), []).append(item)
    return cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One weak place: the item, and why it is weak in a few words."""

    item: Item
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaps:
    """Every weak place of an edition, by kind.

    `unused` findings support no priority; `thin` priorities rest on little; `untagged` tags have no priority; `old` and
    `cautioned` findings are relied on all the same.
    """

    unused: tuple[Gap, ...]
    thin: tuple[Gap, ...]
    untagged: tuple[Tag, ...]
    old: tuple[Gap, ...]
    cautioned: tuple[Gap, ...]


def gaps_of(register: Register, edition: Edition) -> Gaps:
    """The weak places of one edition."""
    priorities = tuple(register.priorities(edition.id))
    cited = {key for priority in priorities for key in priority.rests_on}
    tagged = {tag for priority in priorities for tag in priority.tags}
    findings = usable_findings(register, edition)
    relied_on = [item for item in findings if item.id in cited]
    return Gaps(
        unused=tuple(Gap(item=item, why=gettext("no priority rests on it")) for item in findings if item.id not in cited),
        thin=tuple(Gap(item=priority, why=why) for priority in priorities if (why := _thin(register, priority))),
        untagged=tuple(tag for tag in register.framework.tags if tag.id not in tagged),
        old=tuple(Gap(item=item, why=gettext("about {year}", year=year)) for item in relied_on
                  if (year := year_of(register, item, edition.published.year))
                  and edition.published.year - year > OLD_AFTER_YEARS),
        cautioned=tuple(Gap(item=item, why=item.text("caution")) for item in relied_on if item.text("caution")),
    )


def _thin(register: Register, priority: Priority) -> str:
    strength = strength_of(register, priority)
    if strength.findings == 0:
        return gettext("rests on no finding")
    if strength.findings == 1:
        return gettext("rests on a single finding")
    return "" if strength.high else gettext("rests on no finding of {confidence}", confidence=strength.high_confidence)


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """Findings whose numbers do not agree, or a finding whose own sources do not, and how they differ.

    `priorities` are those of the edition that rest on one of them.
    """

    findings: tuple[Evidence, ...]
    why: str
    priorities: tuple[Priority, ...]


def disagreements(register: Register, edition: Edition) -> tuple[Disagreement, ...]:
    """Where the findings that an edition may cite disagree, as their authors have recorded it."""
    allowed = {item.id: item for item in usable_findings(register, edition)}
    resting: dict[str, list[Priority]] = {}
    for priority in register.priorities(edition.id):
        for key in priority.rests_on:
            resting.setdefault(key, []).append(priority)
    recorded = []
    for item in allowed.values():
        others = [allowed[key] for key in item.links.get("differs_from", ()) if key in allowed]
        if others or (item.text("difference") and not item.links.get("differs_from")):
            both = (item, *others)
            priorities = {priority.id: priority for each in both for priority in resting.get(each.id, ())}
            recorded.append(Disagreement(findings=both, why=item.text("difference"), priorities=tuple(priorities.values())))
    return tuple(recorded)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConflictingTables:
    """Two tables of one measure with different values for the same key, in `rows` rows; `first` is one of these keys."""

    one: Dataset
    other: Dataset
    rows: int
    first: tuple[str, ...]


def conflicting_tables(register: Register) -> tuple[ConflictingTables, ...]:
    """The pairs of tables with the same measure, unit and dimensions that give different values for the same row.

    A newer release and the one that it replaces count, too: its publisher has revised the value.
    """
    alike: dict[tuple[str, str, tuple[str, ...]], list[Dataset]] = {}
    for dataset in register.datasets.values():
        alike.setdefault((dataset.measure.casefold(), dataset.unit, tuple(dataset.dimensions)), []).append(dataset)
    conflicts = []
    for same in alike.values():
        for one, other in combinations(same, 2):
            # what the table with fewer decimals rounds away is not a difference
            step = Decimal(1).scaleb(-min(one.decimals, other.decimals))
            differing = [key for key in one.rows
                         if key in other.rows and abs(one.rows[key].value - other.rows[key].value) >= step]
            if differing:
                conflicts.append(ConflictingTables(one=one, other=other, rows=len(differing), first=differing[0]))
    return tuple(conflicts)


def conflict_in_words(register: Register, tables: ConflictingTables) -> tuple[str, str]:
    """What two tables give for the first row on which they differ: `30.1% for North, 2018` and the other's value."""
    area, period, *dimensions = tables.first
    place = ", ".join([tables.one.areas[area].name, *dimensions])
    # formatted as their cards say and not by `resolve`, which would refuse a value that rounds to zero: here that is no mistake
    one, other = (format_value(each.rows[tables.first].value, each.unit, each.decimals) for each in (tables.one, tables.other))
    return gettext("{number} for {place}, {period}", number=one, place=place, period=period_in_words(period)), other


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How far an edition covers one tag: its findings and priorities, and how many priorities are traced from end to end."""

    tag: Tag
    findings: int
    priorities: int
    traced: int


def coverage(register: Register, edition: Edition) -> tuple[Coverage, ...]:
    """The coverage of every tag, in the framework's order."""
    counts = {tag.id: [0, 0, 0] for tag in register.framework.tags}
    for finding in usable_findings(register, edition):
        for tag in finding.tags:
            if tag in counts:
                counts[tag][0] += 1
    for priority in register.priorities(edition.id):
        whole = is_traced(register, priority)
        for tag in priority.tags:
            if tag in counts:
                counts[tag][1] += 1
                counts[tag][2] += whole
    return tuple(Coverage(tag=tag, findings=counts[tag.id][0], priorities=counts[tag.id][1], traced=counts[tag.id][2])
                 for tag in register.framework.tags)


def is_traced(register: Register, priority: Priority) -> bool:
    """Whether a priority's thread is whole: every finding has a source, and there are actions and measures."""
    thread = register.thread(priority.id)
    sourced = thread.evidence and all(
        any(name in register.datasets for name in item.datasets) or any(key in register.references for key in item.references)
        for item in thread.evidence)
    return bool(sourced and thread.actions and thread.measures)
