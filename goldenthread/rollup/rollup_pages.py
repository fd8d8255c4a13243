"""The pages about all areas together: the front page, the map of gaps, shared sources, and how to read them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from goldenthread.model import (
    NO_BREAK_SPACE,
    Tag,
    all_in_words,
    count_in_words,
    gettext,
    gettext_noop,
    in_digits,
    names_in_words,
    ngettext,
    number_of,
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
N_ = gettext_noop
TITLES = {"map": N_("Map of gaps"), "priorities/index": N_("Priorities compared"), "priorities/all": N_("Find a priority"),
          "sources": N_("Shared data"), "areas/index": N_("Areas"), "about": N_("About and downloads")}
"""The pages about all areas, in the order of the contents, with their titles."""


def front(here: RollupPage) -> list[nodes.Node]:
    """What the roll-up contains, links to its parts, and every area with its edition."""
    rollup = here.rollup
    summaries, by = rollup.summaries, one_of_each(rollup.common.dimensions, "and")
    priorities, findings = (sum(len(part) for part in parts) for parts in zip(
        *((one.priorities, one.findings) for one in summaries), strict=True))
    lead = gettext("What {areas} put first, and what that rests on: {priorities} and {findings}.",
                   areas=count_in_words(len(summaries), "area"), priorities=count_in_words(priorities, "priority"),
                   findings=count_in_words(findings, "finding"))
    entries = [
        ("map", gettext("See the map"), gettext(": who has priorities and findings for what, and where the gaps are.")),
        ("priorities/index", gettext("Compare priorities"), gettext(": by {tags}, across areas.", tags=by)),
        ("priorities/all", gettext("Find a priority"), gettext(": all in one table, to search and narrow.")),
        ("areas/index", gettext("Go to an area"), gettext(": its last edition, its gaps, and the way to its own site.")),
        ("sources", gettext("See shared data"), gettext(": tables and publications that several areas use.")),
        ("about", gettext("Take it away"), gettext(": as a spreadsheet or a file; and how to read these pages.")),
    ]
    return [
        paragraph(lead),
        paragraph(gettext("Every number here is counted from the registers that the areas publish. Each priority leads to its "
                          "record in the area's own site, and from there to the data.")),
        entry_links([here.page(name, words), nodes.Text(rest)] for name, words, rest in entries),
        section("at-a-glance", gettext("At a glance"), *_glance(here)),
        section("areas", gettext("The areas"), _areas(here)),
        contents(here, [(name, gettext(TITLES[name])) for name in TITLES]),
    ]


def _glance(here: RollupPage) -> list[nodes.Node]:
    """For each tag, how many areas have priorities and findings."""
    rows: list[list[Inline]] = []
    for tag in here.rollup.common.tags:
        has, lacks, without = _split_by_tag(here, tag)
        held = [*has, *lacks]
        counted = gettext("{number} of {all}", number=len(has), all=len(held))
        if without:
            outside = ngettext("{number} without it in its framework", "{number} without it in their framework", len(without))
            counted = f"{counted}; {outside}"
        rows.append([here.page(tag_page(tag), tag.name), counted, _named(here, tag, lacks),
                     *map(in_digits, _sums(here, tag, held))])
    tag_header = starting_sentence(one_of_each(here.rollup.common.dimensions))
    headers = [tag_header, gettext("Areas with a priority"), gettext("Areas without one"), gettext("Priorities"),
               gettext("Findings")]
    return [table(gettext("Priorities and findings of the last editions"), headers, rows, ids="glance")]


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
        return gettext("None")
    if len(summaries) > NAMED:
        words = gettext("{number} areas without a priority for {tag}", number=len(summaries), tag=tag.name)
        return [here.page("map", words, gap_anchor(tag))]
    return with_links("", area_links(here, summaries), "")


def _areas(here: RollupPage) -> nodes.table:
    rows: list[list[Inline]] = []
    for summary in here.rollup.summaries:
        area = summary.area
        rows.append([here.area(area), f"{area.edition.label} ({area.edition.status})", published_in_words(summary),
                     *map(in_digits, (len(summary.priorities), len(summary.findings), len(area.register.items))),
                     here.site(area, gettext("Site of {area}", area=area.name)) or gettext("Not known")])
    headers = [gettext("Area"), gettext("Last edition"), gettext("Dated"), gettext("Priorities"), gettext("Findings"),
               gettext("Items in all"), gettext("Own site")]
    return table(gettext("Areas and their last editions"), headers, rows, ids="area-list")


def gap_map(here: RollupPage) -> list[nodes.Node]:
    """Areas by tags: what each has, with gaps in words; then the gaps tag by tag, and how the frameworks differ."""
    common = here.rollup.common
    rows: list[list[Inline]] = [[here.area(one.area), *(cell_in_short(common.cell(one, tag)) for tag in common.tags)]
                                for one in here.rollup.summaries]
    blocks: list[nodes.Node] = [
        paragraph(gettext("Each row is an area, each column a {tag}. A cell says how many priorities and findings of the area's "
                          "last edition carry that tag. Where one of the two is missing there is a gap, and the cell says so. "
                          "“High” counts the findings of high confidence.", tag=one_of_each_in_full(common.dimensions))),
        gap_table(gettext("Priorities and findings by area"), [gettext("Area"), *(tag.name for tag in common.tags)], rows,
                  "gap-map", "map"),
        section("gaps-by-tag", gettext("The gaps, one by one"), *_gaps_by_tag(here)),
        section("frameworks", gettext("Where the frameworks differ"), *_frameworks(here)),
    ]
    return blocks


def gap_anchor(tag: Tag) -> str:
    """The id of the place that names the areas with a gap for a tag."""
    return f"gaps-{tag.kind}-{tag.id}"


def _gaps_by_tag(here: RollupPage) -> list[nodes.Node]:
    gaps = {tag: tag_gaps for tag in here.rollup.common.tags if (tag_gaps := _gaps(here, tag))}
    whole = [tag.name for tag in here.rollup.common.tags if tag not in gaps]
    words = gettext("No gap in any area that has it in its framework: {tags}.", tags=names_in_words(whole))
    without_gaps = [paragraph(words)] if whole else []
    return [*without_gaps, *(section(gap_anchor(tag), tag.name, bullet_list(entries)) for tag, entries in gaps.items())]


def _gaps(here: RollupPage, tag: Tag) -> list[Inline]:
    """The areas with a gap for a tag, by the kind of gap."""
    cells = [(one, cell) for one in here.rollup.summaries if (cell := here.rollup.common.cell(one, tag)) and cell.gap]
    kinds = [
        (gettext("No priority, though there are findings: "), [one for one, cell in cells if cell.findings]),
        (gettext("A priority, but no finding: "), [one for one, cell in cells if cell.priorities]),
        (gettext("Neither priority nor finding: "), [one for one, cell in cells if not cell.priorities and not cell.findings]),
    ]
    return [with_links(text, area_links(here, group)) for text, group in kinds if group]


def _frameworks(here: RollupPage) -> list[nodes.Node]:
    common = here.rollup.common
    entries: list[Inline] = []
    for frame, areas in common.frameworks:
        name: nodes.Node = nodes.Text(frame.title or gettext("A framework without a title"))
        if address := web_address(frame.url):
            name = nodes.reference("", frame.title, refuri=address)
        who = number_of(len(areas), "area") if len(areas) > NAMED else names_in_words([area.name for area in areas])
        origin = ", ".join(filter(None, [frame.publisher, period_or_text(frame.published)]))
        entries.append([name, nodes.Text(f"{f' ({origin})' if origin else ''}: {who}.")])
    lead = (gettext("The areas say that they follow:") if len(entries) > 1
            else gettext("All areas say that they follow one framework:"))
    content = [paragraph(lead), bullet_list(entries),
               paragraph(gettext("Tags are compared by their ids, whatever they are called, when two areas or more have them."))]
    if common.differences:
        return [*content, bullet_list(common.differences)]
    return [*content, paragraph(gettext("All areas have the same {tags}.", tags=all_in_words(common.dimensions)))]


def sources(here: RollupPage) -> list[nodes.Node]:
    """Tables and publications that several areas use."""
    rollup = here.rollup
    return [
        paragraph(gettext("Where several areas rest on one table, their findings can be compared, and one new release bears on "
                          "all. Tables are the same when they bear one title and one publisher, or one web address. An address "
                          "under which an area has several tables is that of a list, and joins nothing.")),
        *_sources(here, "tables", gettext("Shared tables"), gettext("Released"), rollup.tables),
        *_sources(here, "publications", gettext("Shared publications"), gettext("Year"), rollup.publications),
    ]


def _sources(here: RollupPage, ids: str, title: str, dated: str, shared: Sequence[SharedSource]) -> list[nodes.Node]:
    if not shared:
        return [section(ids, title, paragraph(gettext("None that two areas share.")))]
    rows: list[list[Inline]] = []
    for number, source in enumerate(shared, start=1):
        # keeps a number and its word on the same line
        count = gettext("{number} of {all}", number=len(source.uses), all=len(here.rollup.areas)).replace(" ", NO_BREAK_SPACE)
        uses = here.page(here.docname, count, f"{ids}-{number}")
        rows.append([source.title, source.publisher, [uses], in_digits(source.findings), _releases(source)])
    every = [section(f"{ids}-{number}", f"{number}. {source.title}", *_uses(here, source))
             for number, source in enumerate(shared, start=1)]
    headers = [gettext("Table") if ids == "tables" else gettext("Publication"), gettext("Publisher"), gettext("Areas"),
               gettext("Findings that use it"), dated]
    return [section(ids, f"{title} ({len(shared)})", table(title, headers, rows, ids=f"{ids}-list"),
                    section(f"{ids}-users", gettext("{title}: who uses which", title=title), *every))]


def _releases(source: SharedSource) -> str:
    releases = "; ".join(period_or_text(one) for one in source.releases) or gettext("Not said")
    return gettext("{releases} (not all use the newest)", releases=releases) if len(source.releases) > 1 else releases


def _uses(here: RollupPage, source: SharedSource) -> list[nodes.Node]:
    described: list[nodes.Node] = [nodes.Text(f"{source.publisher}. ")]
    if address := web_address(source.url.partition(" ")[0]):
        words = gettext("Where {source} is published", source=source.title)
        described += [nodes.reference("", words, refuri=address), nodes.Text(".")]
    else:
        described.append(nodes.Text(gettext("The publisher's own page is not known.")))
    links: list[nodes.Node] = []
    for use in source.uses:
        released = ", ".join(map(period_or_text, use.released)) if len(source.releases) > 1 else ""
        links.append(nodes.inline("", "", here.area(use.area), nodes.Text(f" ({released})" if released else "")))
    return [paragraph(described), paragraph(with_links(gettext("Used by "), links))]


def areas_index(here: RollupPage) -> list[nodes.Node]:
    return [paragraph(gettext("Each area has a page here: what its last edition puts first, and where it has gaps. It leads on "
                              "to the area's own site.")),
            bullet_list([[here.area(one.area), nodes.Text(gettext(": {label}, dated {day}.", label=one.area.edition.label,
                                                                  day=published_in_words(one)))]
                         for one in here.rollup.summaries]),
            contents(here, [(area_page(one.area), one.area.name) for one in here.rollup.summaries])]


def about(here: RollupPage) -> list[nodes.Node]:
    """What can be downloaded, and how the numbers are counted."""
    files = [("rollup.xlsx", gettext("The roll-up as a workbook"),
              gettext("areas, gaps, priorities, and shared sources, a sheet each")),
             ("rollup.csv", gettext("The priorities as one table"), gettext("one row for each priority, UTF-8")),
             ("rollup.json", gettext("The roll-up for programs"),
              gettext("areas, cells of the map, priorities, and shared sources"))]
    return [
        section("downloads", gettext("Take it away"), bullet_list(
            [[here.file(file, title), nodes.Text(f" ({file}): {contents}.")] for file, title, contents in files])),
        section("reading", gettext("How to read it"), bullet_list([
            gettext("The last edition of each area is compared. Its status says whether it is a draft or agreed; dates may "
                    "differ."),
            gettext("A finding counts for an edition when it may be cited there. A priority or finding with several tags counts "
                    "under each, so that columns must not be added up."),
            gettext("More priorities or findings are not better. Areas differ in how finely they write; a gap is a question to "
                    "the area, not a verdict on it."),
            gettext("High confidence means that an official statistic, or the document itself, was seen. Each area judges its "
                    "own."),
            gettext("Nothing was changed or judged here. What is wrong in a register is mended in that area's book."),
        ])),
        section("made", gettext("How it was made"), paragraph(gettext(
            "Each area's book was built on its own. This site was made from their registers (register.json), which were first "
            "held against one schema. Anyone can make it again from the same registers, with the command goldenthread rollup."))),
    ]
