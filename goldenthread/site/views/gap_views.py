"""Views for reviewers: the map of evidence and gaps, the weak places, and the coverage of each tag."""

from __future__ import annotations

from docutils import nodes

from goldenthread.analysis import (
    ConflictingTables,
    Disagreement,
    Gap,
    GapCell,
    GapMap,
    conflict_in_words,
    conflicting_tables,
    coverage,
    disagreements,
    gap_lists_of,
    gap_maps,
    gaps_of,
    open_gaps,
)
from goldenthread.model import (
    Dimension,
    Edition,
    Tag,
    gettext,
    number_of,
    one_of_each,
    starting_sentence,
    within_sentence,
)
from goldenthread.site.node_builders import Inline, distant_list, paragraph, section, table
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import edition_of
from goldenthread.site.views.explorer import NO_TAG, explorer_link


def edition_at(page: PageContext, argument: str) -> Edition:
    """The edition that a view is about; the last one when neither the argument nor the page says which."""
    name = edition_of(page, argument)
    return page.register.editions.get(name) or list(page.register.editions.values())[-1]


def cell_id(edition: Edition, drawn: GapMap, cell: GapCell) -> str:
    """The id of the list that a cell of a map leads to."""
    row = cell.row.id if cell.row else NO_TAG
    if drawn.columns is None:
        return f"{edition.id}-{row}"
    # the last column of each map has a list of its own: an underscore is in no tag's id
    none = f"{NO_TAG}_{drawn.columns.id}" if drawn.number else NO_TAG
    return f"{edition.id}-{row}-{cell.column.id if cell.column else none}"


def _none_of(dimension: Dimension) -> str:
    return gettext("None of the {short_plural}", short_plural=dimension.short_plural)


def evidence_map(page: PageContext, argument: str) -> list[nodes.Node]:
    """The dimensions of the framework: how many findings, how strong, how many priorities; each cell leads to its list."""
    edition = edition_at(page, argument)
    maps = gap_maps(page.register, edition)
    blocks: list[nodes.Node] = [_map(edition, drawn) for drawn in maps]
    if link := explorer_link(page, gettext("all items of the {label}", label=edition.label), {"edition": edition.id}):
        blocks.append(paragraph([gettext("Search and narrow them yourself: "), *link, "."]))
    for drawn in maps:
        blocks += [_list(page, edition, drawn, cell) for cells in drawn.cells for cell in cells
                   if cell.findings or cell.priorities or cell.gaps]
    return blocks


def _map(edition: Edition, drawn: GapMap) -> nodes.table:
    columns = drawn.columns
    headers = [*(tag.name for tag in columns.tags), _none_of(columns)] if columns else [gettext("Findings and priorities")]
    rows: list[list[Inline]] = [[cells[0].row.name if cells[0].row else _none_of(drawn.rows),
                                 *(_cell(edition, drawn, cell) for cell in cells)] for cells in drawn.cells]
    by = gettext(" by {short}", short=columns.short) if columns and drawn.number else ""
    return table(gettext("Findings and priorities{by}, {label}", by=by, label=edition.label), [drawn.rows.name, *headers], rows,
                 classes=["wide", "map"])


def _cell(edition: Edition, drawn: GapMap, cell: GapCell) -> list[nodes.Node]:
    if not cell.findings and not cell.priorities:
        return [nodes.inline("", cell.words, classes=["gap"])]
    link = nodes.reference("", cell.words, internal=True, refid=cell_id(edition, drawn, cell))
    # the number stays with its word at the end of a line
    return [link, nodes.Text("; " + cell.priorities_in_words.replace(" ", "\N{NO-BREAK SPACE}"))]


def _list(page: PageContext, edition: Edition, drawn: GapMap, cell: GapCell) -> nodes.section:
    title = cell.row.name if cell.row else _none_of(drawn.rows)
    chosen = {"edition": edition.id, drawn.rows.id: cell.row.id if cell.row else NO_TAG}
    if drawn.columns:
        title += f": {cell.column.name if cell.column else within_sentence(_none_of(drawn.columns))}"
        chosen[drawn.columns.id] = cell.column.id if cell.column else NO_TAG
    entries: list[Inline] = [[nodes.strong("", gettext("Priority: ")), *page.link_with_id(item.id)] for item in cell.priorities]
    entries += [[*page.link_with_id(item.id), nodes.Text(f", {item.words.confidence(item.confidence)}")]
                for item in cell.findings]
    entries += [[nodes.strong("", gettext("Not held: ")), *page.link_with_id(item.id)] for item in cell.gaps]
    link = explorer_link(page, f"{title}, {edition.label}", chosen)
    more = [paragraph([gettext("The same in the list of all items: "), *link, "."])] if link else []
    return section(cell_id(edition, drawn, cell), title, distant_list(entries), *more)


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
                    nodes.Text(f": {gap.label('availability').lower()}. {gap.text('publisher').rstrip('.')}.")]
                   for gap in open_gaps(page.register, edition)],
    }
    return [section(f"gaps-{edition.id}-{name}", f"{title} ({len(entries[name])})",
                    distant_list(entries[name]) if entries[name] else paragraph(gettext("None.")))
            for name, title in gap_lists_of(page.register).items()]


def _gap(page: PageContext, gap: Gap) -> Inline:
    return [*page.link_with_id(gap.item.id), nodes.Text(f": {gap.why}")]


def _disagreement(page: PageContext, disagreement: Disagreement) -> Inline:
    """`A, against B: why. Relied on by P`, or that one finding's own sources disagree."""
    inlines: list[nodes.Node] = []
    for number, finding in enumerate(disagreement.findings):
        inlines += [*([nodes.Text(gettext(", against ") if number == 1 else gettext(" and "))] if number else []),
                    *page.link_with_id(finding.id)]
    if len(disagreement.findings) == 1:
        inlines.append(nodes.Text(gettext(", whose own sources disagree")))
    inlines.append(nodes.Text(f": {disagreement.why}"))
    for number, priority in enumerate(disagreement.priorities):
        inlines += [nodes.Text(", " if number else gettext(" Relied on by ")), *page.link_with_id(priority.id)]
    none = gettext(" No priority of this edition relies on it.") if len(disagreement.findings) == 1 else \
        gettext(" No priority of this edition relies on them.")
    return [*inlines, nodes.Text("." if disagreement.priorities else none)]


def _conflict(page: PageContext, conflict: ConflictingTables) -> Inline:
    one, other = conflict_in_words(page.register, conflict)
    rows = gettext("one row") if conflict.rows == 1 else number_of(conflict.rows, "row")
    return [page.dataset_link(conflict.one.id), nodes.Text(gettext(" gives {one}; ", one=one)),
            page.dataset_link(conflict.other.id),
            nodes.Text(gettext(" gives {other}. They differ in {rows}.", other=other, rows=rows))]


def coverage_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """For each tag of the framework: findings, priorities, and how many of these are traced from end to end."""
    edition = edition_at(page, argument)
    rows: list[list[Inline]] = [
        [_tagged(page, edition, entry.tag), str(entry.findings), str(entry.priorities),
         gettext("{traced} of {priorities}", traced=entry.traced, priorities=entry.priorities)]
        for entry in coverage(page.register, edition)
    ]
    tag = starting_sentence(one_of_each(page.register.framework.dimensions))
    headers = [tag, gettext("Findings"), gettext("Priorities"), gettext("With findings, actions and measures")]
    return [table(gettext("Coverage, {label}", label=edition.label), headers, rows, numbers=True)]


def _tagged(page: PageContext, edition: Edition, tag: Tag) -> Inline:
    """A tag by its name, which leads to its items in the list of all."""
    return explorer_link(page, tag.name, {"edition": edition.id, tag.kind: tag.id}) or tag.name


def counts(page: PageContext, argument: str) -> list[nodes.Node]:
    """How much the book holds, in one sentence."""
    register = page.register
    findings = list(register.evidence())
    high = sum(item.words.has_role("confidence", "high", item.confidence) for item in findings)
    responses = list(register.responses())
    decided = sum(response.is_decided for response in responses)
    tables, publications = number_of(len(register.datasets), "table"), number_of(len(register.references), "publication")
    sure = gettext("{high} of {confidence}", high=high, confidence=register.words.high_confidence)
    sentence = gettext("{findings} ({sure}) from {tables} and {publications}. {points} made in response, "
                       "{decided} of them decided on.",
                       findings=number_of(len(findings), "finding"), sure=sure, tables=tables, publications=publications,
                       points=number_of(len(responses), "point"), decided=decided)
    return [paragraph(sentence)]
