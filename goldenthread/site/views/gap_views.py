"""Views for reviewers: the map of evidence and gaps, the weak places, and the coverage of each tag."""

from __future__ import annotations

from docutils import nodes

from goldenthread.analysis import (
    GAP_LISTS,
    ConflictingTables,
    Disagreement,
    Gap,
    GapCell,
    conflict_in_words,
    conflicting_tables,
    coverage,
    disagreements,
    gap_map,
    gaps_of,
    open_gaps,
)
from goldenthread.model import Edition, Tag, label_of, number_of
from goldenthread.site.node_builders import Inline, bullet_list, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import edition_of
from goldenthread.site.views.explorer import NO_TAG, explorer_link

NONE = "None of the challenges"


def edition_at(page: PageContext, argument: str) -> Edition:
    """The edition that a view is about; the last one when neither the argument nor the page says which."""
    name = edition_of(page, argument)
    return page.register.editions.get(name) or list(page.register.editions.values())[-1]


def cell_id(edition: Edition, cell: GapCell) -> str:
    """The id of the list that a cell of the map leads to."""
    return f"{edition.id}-{cell.foundation.id}-{cell.challenge.id if cell.challenge else 'none'}"


def evidence_map(page: PageContext, argument: str) -> list[nodes.Node]:
    """Foundations by challenges: how many findings, how strong, how many priorities; each cell leads to its list."""
    edition = edition_at(page, argument)
    grid = gap_map(page.register, edition)
    headers = ["Foundation", *(tag.name for tag in page.register.framework.challenges), NONE]
    rows: list[list[Inline]] = []
    for cells in grid:
        rows.append([cells[0].foundation.name, *(_cell(edition, cell) for cell in cells)])
    blocks: list[nodes.Node] = [table(f"Findings and priorities, {edition.label}", headers, rows, classes=["wide", "map"])]
    if link := explorer_link(page, f"all items of the {edition.label}", edition=edition.id):
        blocks.append(paragraph(["Search and narrow them yourself: ", *link, "."]))
    for cells in grid:
        blocks += [_list(page, edition, cell) for cell in cells if cell.findings or cell.priorities or cell.sought]
    return blocks


def _cell(edition: Edition, cell: GapCell) -> list[nodes.Node]:
    if not cell.findings and not cell.priorities:
        return [nodes.inline("", cell.words, classes=["gap"])]
    link = nodes.reference("", cell.words, internal=True, refid=cell_id(edition, cell))
    # the number stays with its word at the end of a line
    return [link, nodes.Text("; " + cell.priorities_in_words.replace(" ", "\N{NO-BREAK SPACE}"))]


def _list(page: PageContext, edition: Edition, cell: GapCell) -> nodes.section:
    title = f"{cell.foundation.name}: {cell.challenge.name if cell.challenge else NONE[0].lower() + NONE[1:]}"
    entries: list[Inline] = [[nodes.strong("", "Priority: "), *page.link_with_id(item.id)] for item in cell.priorities]
    entries += [[*page.link_with_id(item.id), nodes.Text(f", {item.confidence} confidence")] for item in cell.findings]
    entries += [[nodes.strong("", "Not held: "), *page.link_with_id(item.id)] for item in cell.sought]
    link = explorer_link(page, f"{title}, {edition.label}", edition=edition.id, foundation=cell.foundation.id,
                         challenge=cell.challenge.id if cell.challenge else NO_TAG)
    more = [paragraph(["The same in the list of all items: ", *link, "."])] if link else []
    return section(cell_id(edition, cell), title, bullet_list(entries), *more)


def gap_lists(page: PageContext, argument: str) -> list[nodes.Node]:
    """The weak places of an edition: thin priorities, empty tags, numbers that disagree, old data, cautions, unused findings."""
    edition = edition_at(page, argument)
    gaps = gaps_of(page.register, edition)
    entries: dict[str, list[Inline]] = {
        "thin": [_gap(page, gap) for gap in gaps.thin], "untagged": [tag.name for tag in gaps.untagged],
        "disagree": [*(_disagreement(page, each) for each in disagreements(page.register, edition)),
                     *(_conflict(page, each) for each in conflicting_tables(page.register))],
        "old": [_gap(page, gap) for gap in gaps.old], "cautions": [_gap(page, gap) for gap in gaps.cautioned],
        "unused": [_gap(page, gap) for gap in gaps.unused],
        "sought": [[*page.link_with_id(gap.id),
                    nodes.Text(f": {label_of(gap.text('availability')).lower()}. {gap.text('publisher').rstrip('.')}.")]
                   for gap in open_gaps(page.register, edition)],
    }
    return [section(f"gaps-{edition.id}-{name}", f"{title} ({len(entries[name])})",
                    bullet_list(entries[name]) if entries[name] else paragraph("None.")) for name, title in GAP_LISTS.items()]


def _gap(page: PageContext, gap: Gap) -> Inline:
    return [*page.link_with_id(gap.item.id), nodes.Text(f": {gap.why}")]


def _disagreement(page: PageContext, disagreement: Disagreement) -> Inline:
    """`A, against B: why. Relied on by P`, or that one finding's own sources disagree."""
    inlines: list[nodes.Node] = []
    for number, finding in enumerate(disagreement.findings):
        inlines += [*([nodes.Text(", against " if number == 1 else " and ")] if number else []), *page.link_with_id(finding.id)]
    if len(disagreement.findings) == 1:
        inlines.append(nodes.Text(", whose own sources disagree"))
    inlines.append(nodes.Text(f": {disagreement.why}"))
    for number, priority in enumerate(disagreement.priorities):
        inlines += [nodes.Text(", " if number else " Relied on by "), *page.link_with_id(priority.id)]
    none = f" No priority of this edition relies on {'it' if len(disagreement.findings) == 1 else 'them'}."
    return [*inlines, nodes.Text("." if disagreement.priorities else none)]


def _conflict(page: PageContext, conflict: ConflictingTables) -> Inline:
    one, other = conflict_in_words(page.register, conflict)
    rows = "one row" if conflict.rows == 1 else f"{conflict.rows:,} rows"
    return [page.dataset_link(conflict.one.id), nodes.Text(f" gives {one}; "), page.dataset_link(conflict.other.id),
            nodes.Text(f" gives {other}. They differ in {rows}.")]


def coverage_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """For each foundation and challenge: findings, priorities, and how many of these are traced from end to end."""
    edition = edition_at(page, argument)
    rows: list[list[Inline]] = [
        [_tagged(page, edition, entry.tag), str(entry.findings), str(entry.priorities), f"{entry.traced} of {entry.priorities}"]
        for entry in coverage(page.register, edition)
    ]
    headers = ["Foundation or challenge", "Findings", "Priorities", "With findings, actions and measures"]
    return [table(f"Coverage, {edition.label}", headers, rows, numbers=True)]


def _tagged(page: PageContext, edition: Edition, tag: Tag) -> Inline:
    """A foundation or challenge by its name, which leads to its items in the list of all."""
    facet = "challenge" if tag in page.register.framework.challenges else "foundation"
    return explorer_link(page, tag.name, edition=edition.id, **{facet: tag.id}) or tag.name


def counts(page: PageContext, argument: str) -> list[nodes.Node]:
    """How much the book holds, in one sentence."""
    register = page.register
    findings = list(register.evidence())
    high = sum(item.confidence == "high" for item in findings)
    responses = list(register.responses())
    decided = sum(response.is_decided for response in responses)
    tables, publications = number_of(len(register.datasets), "table"), number_of(len(register.references), "publication")
    sentence = f"{number_of(len(findings), 'finding')} ({high} of high confidence) from {tables} and {publications}. " \
           f"{number_of(len(responses), 'point')} made in response, {decided} of them decided on."
    return [paragraph(sentence)]
