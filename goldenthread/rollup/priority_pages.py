"""The pages of priorities: by tag, all in one table, and area by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils import nodes

from goldenthread.analysis import link_count, publishers_of, strength_in_words, strength_of
from goldenthread.documents.nodes import item_finder, item_row
from goldenthread.model import (
    Priority,
    Tag,
    all_in_words,
    gettext,
    number_of,
    one_of_each,
    one_of_each_in_full,
    period_in_words,
    starting_sentence,
)
from goldenthread.rollup.comparison import AreaSummary
from goldenthread.rollup.rollup_pieces import (
    RollupPage,
    anchor_of,
    area_links,
    cell_words,
    contents,
    gap_table,
    published_in_words,
    tag_page,
    with_links,
)
from goldenthread.site import Inline, bullet_list, fact_list, paragraph, section, table

NONE = "none"


def tags_of(here: RollupPage, summary: AreaSummary, item: Priority) -> dict[str, list[Tag]]:
    """The compared tags of a priority, by the id of each dimension."""
    own = {(tag.kind, tag.id) for tag in summary.area.register.framework.tags if tag.id in item.tags}
    return {each.id: [tag for tag in each.tags if (tag.kind, tag.id) in own] for each in here.rollup.common.dimensions}


def _names(tags: Iterable[Tag]) -> str:
    return ", ".join(tag.name for tag in tags) or gettext("None")


def _status(item: Priority) -> str:
    return item.label("status") or gettext("None")


def index(here: RollupPage) -> list[nodes.Node]:
    """Links to the priorities of each tag."""
    entries: list[Inline] = []
    dimensions = here.rollup.common.dimensions
    for tag in here.rollup.common.tags:
        having, many = _having(here, tag)
        counted = gettext("{priorities} of {areas}", priorities=number_of(many, "priority"), areas=number_of(len(having), "area"))
        entries.append([here.page(tag_page(tag), tag.name), nodes.Text(f": {counted}.")])
    return [paragraph(gettext("The priorities of every area's last edition, for one {tag} at a time.",
                              tag=one_of_each_in_full(dimensions))),
            bullet_list(entries),
            paragraph([here.page("priorities/all", gettext("Find a priority in the table of all"))]),
            contents(here, [(tag_page(tag), tag.name) for tag in here.rollup.common.tags])]


def _having(here: RollupPage, tag: Tag) -> tuple[list[AreaSummary], int]:
    cells = [(one, cell) for one in here.rollup.summaries if (cell := here.rollup.common.cell(one, tag)) and cell.priorities]
    return [one for one, _ in cells], sum(cell.priorities for _, cell in cells)


def for_tag(here: RollupPage, tag: Tag) -> list[nodes.Node]:
    """Every area's priorities for one tag, and the areas that have none."""
    rollup = here.rollup
    having, many = _having(here, tag)
    rows = [_compared(here, one, item) for one in having for item in one.priorities if tag.id in item.tags]
    lacking = [one for one in rollup.summaries if (cell := rollup.common.cell(one, tag)) and not cell.priorities]
    outside = [one for one in rollup.summaries if rollup.common.cell(one, tag) is None]
    words = gettext("{priorities} in {number} of {areas}. Each leads to its record in the area's own site.",
                    priorities=number_of(many, "priority"), number=len(having),
                    areas=number_of(len(having) + len(lacking), "area"))
    content: list[nodes.Node] = [paragraph(words)]
    if lacking:
        content.append(paragraph(with_links(gettext("No priority here: "), area_links(here, lacking))))
    if outside:
        words = gettext("This is no {dimension} in the framework of ", dimension=rollup.common.dimension_of(tag).short)
        content.append(paragraph(with_links(words, area_links(here, outside))))
    if rows:
        headers = [gettext("Priority"), gettext("Area"), gettext("Rests on"), gettext("Also for")]
        content.append(table(gettext("Priorities: {tag}", tag=tag.name), headers, rows, classes=["wide"], ids="priorities"))
    return content


def _compared(here: RollupPage, summary: AreaSummary, item: Priority) -> list[Inline]:
    others = [tag for tags in tags_of(here, summary, item).values() for tag in tags if tag_page(tag) != here.docname]
    register = summary.area.register
    return [[here.item(summary.area, item)], here.area(summary.area),
            strength_of(register, item).basis.capitalize(), _names(others)]


def every_priority(here: RollupPage) -> list[nodes.Node]:
    """All priorities of all areas in one table, complete without scripts; where scripts run, it can be filtered."""
    rows: list[list[Inline]] = []
    keys: list[dict[str, str]] = []
    for summary in here.rollup.summaries:
        for item in summary.priorities:
            rows.append(_row(here, summary, item))
            keys.append(_keys(here, summary, item))
    headers = [gettext("Priority"), gettext("Area"), gettext("Edition"), *(each.plural for each in here.rollup.common.dimensions),
               gettext("Status"), gettext("Publishers"), gettext("Strength")]
    priorities_table = table(gettext("Priorities of all areas"), headers, rows, classes=["wide", "gt-items"], ids="items")
    body = priorities_table.next_node(nodes.tbody)
    assert body is not None
    for row, own in zip(list(body.children), keys, strict=True):
        assert isinstance(row, nodes.row)
        body.replace(row, item_row("", *row.children, keys=own))
    return [paragraph([gettext("Each priority leads to its record in the area's own site."), " ",
                       here.file("rollup.csv", gettext("The same as a file for spreadsheets")), "."]),
            item_finder("", facets=_facets(here, keys), count=len(rows)), priorities_table]


def _row(here: RollupPage, summary: AreaSummary, item: Priority) -> list[Inline]:
    area = summary.area
    return [[here.item(area, item), nodes.Text(" "), nodes.inline("", f"({item.id})", classes=["item-id"])], here.area(area),
            area.edition.label, *map(_names, tags_of(here, summary, item).values()), _status(item),
            "; ".join(publishers_of(area.register, item)) or gettext("None"), strength_in_words(area.register, item)]


def _keys(here: RollupPage, summary: AreaSummary, item: Priority) -> dict[str, str]:
    """The values by which a row can be filtered, by the script's names for them; the area takes the place of the kind of item."""
    area = summary.area
    facets = {"type": [area.key], "edition": [area.edition.published.strftime("%Y-%m")],
            **{name: [tag.id for tag in tags] for name, tags in tags_of(here, summary, item).items()},
            "sureness": [item.text("status")],
            "publisher": publishers_of(area.register, item), "standing": ["thin"] if item.id in summary.thin else ["firm"]}
    return {"id": anchor_of(area, item), "weight": str(link_count(area.register, item)),
            **{name: "|".join(one.replace("|", "/") for one in values if one) or NONE for name, values in facets.items()}}


def _facets(here: RollupPage, keys: Sequence[dict[str, str]]) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    dimensions, summaries = here.rollup.common.dimensions, here.rollup.summaries
    months = {one.area.edition.published.strftime("%Y-%m"): period_in_words(f"{one.area.edition.published:%Y-%m}")
              for one in summaries}
    words: dict[str, tuple[str, dict[str, str]]] = {
        "type": (gettext("Area"), {one.area.key: one.area.name for one in summaries}),
        "edition": (gettext("Edition of"), dict(sorted(months.items()))),
        **{each.id: (each.name, {tag.id: tag.name for tag in each.tags}) for each in dimensions},
        "sureness": (gettext("Status"), {}), "publisher": (gettext("Publisher"), {}),
        "standing": (gettext("How much it rests on"), {
            "firm": gettext("Two findings or more, one at least of high confidence"),
            "thin": gettext("One finding or none, or none of high confidence")}),
    }
    called = {item.text("status"): item.label("status") for one in summaries for item in one.priorities}
    facets = []
    for name, (label, labels) in words.items():
        counts = Counter(value for own in keys for value in own[name].split("|"))
        known = labels or {value: called.get(value, value) for value in sorted(counts, key=str.casefold) if value != NONE}
        facets.append((name, label, [(value, text, counts[value]) for value, text in (known | {NONE: gettext("None")}).items()
                                    if value in counts]))
    return facets


def area(here: RollupPage, summary: AreaSummary) -> list[nodes.Node]:
    """One area: its last edition, its row of the map, its priorities, and what they rest on."""
    book, common = summary.area, here.rollup.common
    register, edition = book.register, summary.area.edition
    site = here.site(book, gettext("Site of {area}", area=book.title))
    earlier = [f"{one.label} ({one.status})" for one in list(register.editions.values())[:-1]]
    content: list[nodes.Node] = [fact_list([
        (gettext("Book"), [book.title]), (gettext("Publisher"), [register.book.publisher]),
        (gettext("Last edition"), [f"{edition.label} ({edition.status})"]),
        (gettext("Dated"), [published_in_words(summary)]), (gettext("Before it"), earlier),
        (gettext("Framework"), [register.framework.title or gettext("Not said")]),
        (gettext("Site"), [[site] if site else gettext("It is not known where this book's site stands")])])]
    rows: list[list[Inline]] = []
    for tag in common.tags:
        cell = common.cell(summary, tag)
        traced = (gettext("{number} of {all}", number=cell.traced, all=cell.priorities) if cell and cell.priorities
                  else gettext("No priority"))
        rows.append([here.page(tag_page(tag), tag.name), cell_words(cell), traced])
    headers = [starting_sentence(one_of_each(common.dimensions)), gettext("What there is"),
               gettext("Priorities traced end to end")]
    content.append(section("coverage", starting_sentence(all_in_words(common.dimensions)),
                        gap_table(gettext("What {area} has for each", area=book.name), headers, rows, "cells")))
    content.append(section("priorities", f"{gettext('Priorities')} ({len(summary.priorities)})",
                        *(_priority(here, summary, item) for item in summary.priorities)))
    own = [tag.name for tag in register.framework.tags if all((tag.kind, tag.id) != (one.kind, one.id) for one in common.tags)]
    if own:
        words = gettext("Only this area's framework has: {tags}.", tags=", ".join(own))
        content.append(section("own-tags", gettext("Not compared"), paragraph(words)))
    return content


def _priority(here: RollupPage, summary: AreaSummary, item: Priority) -> nodes.section:
    register = summary.area.register
    thread = register.thread(item.id)
    tags = [tag for tags in tags_of(here, summary, item).values() for tag in tags]
    done = (f"{number_of(len(thread.actions), 'action')}, {number_of(len(thread.measures), 'measure')}."
            if thread.actions or thread.measures else gettext("Neither action nor measure."))
    lines: list[Inline] = [[nodes.Text(f"{strength_in_words(register, item)}.")], done]
    if why := summary.thin.get(item.id):
        lines.append([nodes.strong("", gettext("Weak place: ")), nodes.Text(gettext("it {why}.", why=why))])
    record = here.item(summary.area, item)
    if isinstance(record, nodes.reference):
        record.children[0] = nodes.Text(gettext("Record of {id}", id=item.id))
        lines.append([record, nodes.Text(gettext(" in the area's own site. For: {tags}.", tags=_names(tags)))])
    return section(anchor_of(summary.area, item), item.title, bullet_list(lines))
