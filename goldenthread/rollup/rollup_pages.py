"""The pages about all areas together: the front page, the map of gaps, shared sources, and how to read them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from goldenthread.model import (
    Tag,
    all_in_words,
    count_in_words,
    names_in_words,
    one_of_each,
    one_of_each_in_full,
    period_or_text,
    starting_sentence,
)
from goldenthread.rollup.comparison import AreaSummary
from goldenthread.rollup.rollup_pieces import (
    RollupPage,
    area_links,
    area_page,
    cell_in_short,
    contents,
    entry_links,
    gap_table,
    published_in_words,
    tag_page,
    web_address,
    with_links,
)
from goldenthread.rollup.shared_sources import SharedSource
from goldenthread.site import Inline, bullet_list, paragraph, section, table

NAMED = 6  # how many areas a sentence names; if there are more, they are counted


def front(here: RollupPage) -> list[nodes.Node]:
    """What the roll-up contains, links to its parts, and every area with its edition."""
    rollup = here.rollup
    summaries, by = rollup.summaries, one_of_each(rollup.common.dimensions, "and")
    priorities, findings = (sum(len(part) for part in parts) for parts in zip(
        *((one.priorities, one.findings) for one in summaries), strict=True))
    lead = (f"What {count_in_words(len(summaries), 'area')} put first, and what that rests on: "
            f"{count_in_words(priorities, 'priority')} and {count_in_words(findings, 'finding')}.")
    return [
        paragraph(lead),
        paragraph("Every number here is counted from the registers that the areas publish. Each priority leads to its record in "
                  "the area's own site, and from there to the data."),
        entry_links([
            [here.page("map", "See the map"), nodes.Text(": who has priorities and findings for what, and where the gaps are.")],
            [here.page("priorities/index", "Compare priorities"), nodes.Text(f": by {by}, across areas.")],
            [here.page("priorities/all", "Find a priority"), nodes.Text(": all in one table, to search and narrow.")],
            [here.page("areas/index", "Go to an area"), nodes.Text(": its last edition, its gaps, and the way to its own site.")],
            [here.page("sources", "See shared data"), nodes.Text(": tables and publications that several areas use.")],
            [here.page("about", "Take it away"), nodes.Text(": as a spreadsheet or a file; and how to read these pages.")],
        ]),
        section("at-a-glance", "At a glance", *_glance(here)),
        section("areas", "The areas", _areas(here)),
        contents(here, [("map", "Map of gaps"), ("priorities/index", "Priorities compared"),
                        ("priorities/all", "Find a priority"), ("sources", "Shared data"), ("areas/index", "Areas"),
                        ("about", "About and downloads")]),
    ]


def _glance(here: RollupPage) -> list[nodes.Node]:
    """For each tag, how many areas have priorities and findings."""
    rows: list[list[Inline]] = []
    for tag in here.rollup.common.tags:
        has, lacks, without = _split_by_tag(here, tag)
        held = [*has, *lacks]
        rows.append([here.page(tag_page(tag), tag.name), f"{len(has)} of {len(held)}",
                     _named(here, tag, lacks),
                     *(f"{number:,}" for number in _sums(here, tag, held))])
        if without:
            whose = "its" if len(without) == 1 else "their"
            rows[-1][1] = f"{len(has)} of {len(held)}; {len(without)} without it in {whose} framework"
    tag_header = starting_sentence(one_of_each(here.rollup.common.dimensions))
    headers = [tag_header, "Areas with a priority", "Areas without one", "Priorities", "Findings"]
    return [table("Priorities and findings of the last editions", headers, rows, ids="glance")]


def _sums(here: RollupPage, tag: Tag, summaries: Sequence[AreaSummary]) -> tuple[int, int]:
    cells = [cell for one in summaries if (cell := here.rollup.common.cell(one, tag))]
    return sum(cell.priorities for cell in cells), sum(cell.findings for cell in cells)


def _split_by_tag(here: RollupPage, tag: Tag) -> tuple[list[AreaSummary], list[AreaSummary], list[AreaSummary]]:
    """The areas with a priority for a tag, those without one, and those without the tag."""
    split: tuple[list[AreaSummary], list[AreaSummary], list[AreaSummary]] = ([], [], [])
    for summary in here.rollup.summaries:
        cell = here.rollup.common.cell(summary, tag)
        split[2 if cell is None else 0 if cell.priorities else 1].append(summary)
    return split


def _named(here: RollupPage, tag: Tag, summaries: Sequence[AreaSummary]) -> Inline:
    if not summaries:
        return "None"
    if len(summaries) > NAMED:
        return [here.page("map", f"{len(summaries)} areas without a priority for {tag.name}", gap_anchor(tag))]
    return with_links("", area_links(here, summaries), "")


def _areas(here: RollupPage) -> nodes.table:
    rows: list[list[Inline]] = []
    for summary in here.rollup.summaries:
        area = summary.area
        rows.append([here.area(area), f"{area.edition.label} ({area.edition.status})", published_in_words(summary),
                     f"{len(summary.priorities):,}", f"{len(summary.findings):,}", f"{len(area.register.items):,}",
                     here.site(area, f"Site of {area.name}") or "Not known"])
    headers = ["Area", "Last edition", "Dated", "Priorities", "Findings", "Items in all", "Own site"]
    return table("Areas and their last editions", headers, rows, ids="area-list")


def gap_map(here: RollupPage) -> list[nodes.Node]:
    """Areas by tags: what each has, with gaps in words; then the gaps tag by tag, and how the frameworks differ."""
    common = here.rollup.common
    rows: list[list[Inline]] = [[here.area(one.area), *(cell_in_short(common.cell(one, tag)) for tag in common.tags)]
                                for one in here.rollup.summaries]
    blocks: list[nodes.Node] = [
        paragraph(f"Each row is an area, each column a {one_of_each_in_full(common.dimensions)}. A cell says how many "
                  "priorities and findings of the area's last edition carry that tag. Where one of the two is missing there is "
                  "a gap, and the cell says so. “High” counts the findings of high confidence."),
        gap_table("Priorities and findings by area", ["Area", *(tag.name for tag in common.tags)], rows, "gap-map", "map"),
        section("gaps-by-tag", "The gaps, one by one", *_gaps_by_tag(here)),
        section("frameworks", "Where the frameworks differ", *_frameworks(here)),
    ]
    return blocks


def gap_anchor(tag: Tag) -> str:
    """The id of the place that names the areas with a gap for a tag."""
    return f"gaps-{tag.kind}-{tag.id}"


def _gaps_by_tag(here: RollupPage) -> list[nodes.Node]:
    gaps = {tag: tag_gaps for tag in here.rollup.common.tags if (tag_gaps := _gaps(here, tag))}
    whole = [tag.name for tag in here.rollup.common.tags if tag not in gaps]
    without_gaps = [paragraph(f"No gap in any area that has it in its framework: {names_in_words(whole)}.")] if whole else []
    return [*without_gaps, *(section(gap_anchor(tag), tag.name, bullet_list(entries)) for tag, entries in gaps.items())]


def _gaps(here: RollupPage, tag: Tag) -> list[Inline]:
    """The areas with a gap for a tag, by the kind of gap."""
    cells = [(one, cell) for one in here.rollup.summaries if (cell := here.rollup.common.cell(one, tag)) and cell.gap]
    kinds = [
        ("No priority, though there are findings: ", [one for one, cell in cells if cell.findings]),
        ("A priority, but no finding: ", [one for one, cell in cells if cell.priorities]),
        ("Neither priority nor finding: ", [one for one, cell in cells if not cell.priorities and not cell.findings]),
    ]
    return [with_links(text, area_links(here, group)) for text, group in kinds if group]


def _frameworks(here: RollupPage) -> list[nodes.Node]:
    common = here.rollup.common
    entries: list[Inline] = []
    for frame, areas in common.frameworks:
        name: nodes.Node = nodes.Text(frame.title or "A framework without a title")
        if address := web_address(frame.url):
            name = nodes.reference("", frame.title, refuri=address)
        who = f"{len(areas)} areas" if len(areas) > NAMED else names_in_words([area.name for area in areas])
        origin = ", ".join(filter(None, [frame.publisher, period_or_text(frame.published)]))
        entries.append([name, nodes.Text(f"{f' ({origin})' if origin else ''}: {who}.")])
    lead = "The areas say that they follow:" if len(entries) > 1 else "All areas say that they follow one framework:"
    content = [paragraph(lead), bullet_list(entries),
               paragraph("Tags are compared by their ids, whatever they are called, when two areas or more have them.")]
    if common.differences:
        return [*content, bullet_list(common.differences)]
    return [*content, paragraph(f"All areas have the same {all_in_words(common.dimensions)}.")]


def sources(here: RollupPage) -> list[nodes.Node]:
    """Tables and publications that several areas use."""
    rollup = here.rollup
    return [
        paragraph("Where several areas rest on one table, their findings can be compared, and one new release bears on all. "
                  "Tables are the same when they bear one title and one publisher, or one web address. An address under which an "
                  "area has several tables is that of a list, and joins nothing."),
        *_sources(here, "tables", "Shared tables", "Released", rollup.tables),
        *_sources(here, "publications", "Shared publications", "Year", rollup.publications),
    ]


def _sources(here: RollupPage, ids: str, title: str, dated: str, shared: Sequence[SharedSource]) -> list[nodes.Node]:
    if not shared:
        return [section(ids, title, paragraph("None that two areas share."))]
    rows: list[list[Inline]] = []
    for number, source in enumerate(shared, start=1):
        # keeps a number and its word on the same line
        count = f"{len(source.uses)}\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{len(here.rollup.areas)}"
        uses = here.page(here.docname, count, f"{ids}-{number}")
        rows.append([source.title, source.publisher, [uses], f"{source.findings:,}", _releases(source)])
    every = [section(f"{ids}-{number}", f"{number}. {source.title}", *_uses(here, source))
             for number, source in enumerate(shared, start=1)]
    headers = ["Table" if ids == "tables" else "Publication", "Publisher", "Areas", "Findings that use it", dated]
    return [section(ids, f"{title} ({len(shared)})", table(title, headers, rows, ids=f"{ids}-list"),
                    section(f"{ids}-users", f"{title}: who uses which", *every))]


def _releases(source: SharedSource) -> str:
    releases = "; ".join(period_or_text(one) for one in source.releases) or "Not said"
    return f"{releases} (not all use the newest)" if len(source.releases) > 1 else releases


def _uses(here: RollupPage, source: SharedSource) -> list[nodes.Node]:
    described: list[nodes.Node] = [nodes.Text(f"{source.publisher}. ")]
    if address := web_address(source.url.partition(" ")[0]):
        described += [nodes.reference("", f"Where {source.title} is published", refuri=address), nodes.Text(".")]
    else:
        described.append(nodes.Text("The publisher's own page is not known."))
    links: list[nodes.Node] = []
    for use in source.uses:
        released = ", ".join(map(period_or_text, use.released)) if len(source.releases) > 1 else ""
        links.append(nodes.inline("", "", here.area(use.area), nodes.Text(f" ({released})" if released else "")))
    return [paragraph(described), paragraph(with_links("Used by ", links))]


def areas_index(here: RollupPage) -> list[nodes.Node]:
    return [paragraph("Each area has a page here: what its last edition puts first, and where it has gaps. It leads on to the "
                      "area's own site."),
            bullet_list([[here.area(one.area), nodes.Text(f": {one.area.edition.label}, dated {published_in_words(one)}.")]
                    for one in here.rollup.summaries]),
            contents(here, [(area_page(one.area), one.area.name) for one in here.rollup.summaries])]


def about(here: RollupPage) -> list[nodes.Node]:
    """What can be downloaded, and how the numbers are counted."""
    files = [("rollup.xlsx", "The roll-up as a workbook", "areas, gaps, priorities, and shared sources, a sheet each"),
             ("rollup.csv", "The priorities as one table", "one row for each priority, UTF-8"),
             ("rollup.json", "The roll-up for programs", "areas, cells of the map, priorities, and shared sources")]
    return [
        section("downloads", "Take it away", bullet_list([[here.file(file, title), nodes.Text(f" ({file}): {contents}.")]
                                                     for file, title, contents in files])),
        section("reading", "How to read it", bullet_list([
            "The last edition of each area is compared. Its status says whether it is a draft or agreed; dates may differ.",
            "A finding counts for an edition when it may be cited there. A priority or finding with several tags counts under "
            "each, so that columns must not be added up.",
            "More priorities or findings are not better. Areas differ in how finely they write; a gap is a question to the area, "
            "not a verdict on it.",
            "High confidence means that an official statistic, or the document itself, was seen. Each area judges its own.",
            "Nothing was changed or judged here. What is wrong in a register is mended in that area's book.",
        ])),
        section("made", "How it was made", paragraph(
            "Each area's book was built on its own. This site was made from their registers (register.json), which were first "
            "held against one schema. Anyone can make it again from the same registers, with the command goldenthread rollup.")),
    ]
