"""The annexes of an edition and of a chapter: evidence relied on, the thread from priority to data, and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes

from goldenthread.analysis import copy_in_words, without_commits
from goldenthread.model import (
    Dataset,
    Evidence,
    Mention,
    Priority,
    ResponseOrigin,
    dataset_anchor,
    gettext,
    gettext_noop,
    page_address,
    period_in_words,
)
from goldenthread.site.item_cards import Facts, cautions, record, sources
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section, table
from goldenthread.site.page_addresses import dataset_page
from goldenthread.site.page_context import PageContext, dataset_source, publication

CITED_ONLY_WORDS = gettext_noop("No licence is known to allow the table to be published: only what is cited is shown.")


def edition_of(page: PageContext, argument: str) -> str:
    """The edition that a view is about: the one named, or the one whose folder the page is in."""
    if argument:
        return argument
    edition = page.register.edition_of_page(page.docname)
    return edition.id if edition else ""


def cited(page: PageContext, edition: str) -> list[Evidence]:
    """The findings that an edition's priorities rest on, in the order of the evidence base."""
    keys = {key for priority in page.register.priorities(edition) for key in priority.rests_on}
    return [item for item in page.register.evidence() if item.id in keys]


def evidence_relied_on(page: PageContext, argument: str) -> list[nodes.Node]:
    """Every finding that the edition cites: its claim, sources, confidence and the priorities that rest on it."""
    edition = edition_of(page, argument)
    entries: list[nodes.Node] = []
    for item in cited(page, edition):
        supports = [priority for priority in page.register.items_linking_to(item.id, "rests_on", Priority)
                    if not edition or priority.edition == edition]
        pairs: Facts = [
            (gettext("Confidence"), [item.label("confidence")]),
            (gettext("Period and area"), [f"{item.text('period')}; {item.text('geography')}"]),
            (gettext("Sources"), sources(page, item)),
            (gettext("Caution"), cautions(page, item)),
            (gettext("Supports"), [page.link_with_id(p.id) for p in supports]), *record(page, item),
        ]
        entries.append(section(item.id, f"{item.title} ({item.id})", fact_list(pairs)))
    return entries or [paragraph(gettext("No finding is cited yet."))]


def thread_table(page: PageContext, argument: str) -> list[nodes.Node]:
    """One row per priority: the findings it rests on, their datasets and publications, its actions and measures."""
    edition = edition_of(page, argument)
    rows: list[list[Inline]] = []
    for priority in page.register.priorities(edition):
        thread = page.register.thread(priority.id)
        data: list[nodes.Node] = [page.dataset_link(dataset.id) for dataset in thread.datasets]
        known = [page.register.references[key] for key in thread.references if key in page.register.references]
        data += [nodes.reference("", f"{ref.publisher}: {ref.title}", refuri=ref.url) for ref in known]
        rows.append([page.link_with_id(priority.id), _stacked([page.link_with_id(e.id) for e in thread.evidence]),
                     _stacked([[node] for node in data]), _stacked([[page.link(a.id)] for a in thread.actions]),
                     _stacked([[page.link(m.id)] for m in thread.measures])])
    label = page.register.editions[edition].label if edition in page.register.editions else edition
    headers = [gettext("Priority"), gettext("Findings"), gettext("Data and publications"), gettext("Actions"),
               gettext("Measures")]
    return [table(gettext("From each priority to its data, {label}", label=label), headers, rows, classes=["wide"])]


def _stacked(entries: list[list[nodes.Node]]) -> list[nodes.Node]:
    """Several entries in one cell, separated by semicolons: a list within a cell is hard to follow on paper.

    On a screen each stands in a line of its own, so that no link covers a part of the next.
    """
    joined: list[nodes.Node] = []
    for entry in entries:
        joined += [nodes.inline("", "; ", classes=["gt-between"])] if joined else []
        joined.append(nodes.inline("", "", *entry, classes=["gt-line"]))
    return joined or [nodes.Text(gettext("None"))]


def data_sources(page: PageContext, argument: str) -> list[nodes.Node]:
    """The datasets behind an edition, or behind the whole evidence base, with publisher, licence and cautions."""
    edition = edition_of(page, argument)
    if edition:
        names = dict.fromkeys(name for item in cited(page, edition) for name in item.datasets)
        pages = (pages for name, pages in page.register.on_page.items() if name.startswith(f"strategy/{edition}/"))
        names |= dict.fromkeys(name for mentions in pages for name in _shown(mentions))
        datasets = [page.register.datasets[name] for name in sorted(names) if name in page.register.datasets]
    else:
        datasets = list(page.register.datasets.values())
    return [section(dataset_anchor(d.id), d.title, fact_list([*dataset_facts(page, d), *_rows_of(page, d)])) for d in datasets]


def _rows_of(page: PageContext, dataset: Dataset) -> list[tuple[str, list[Inline]]]:
    """A link to the dataset's own page; on paper its address, in full where the book has one."""
    if page.builder.format == "html":
        return [(gettext("Table"), [[page.dataset_link(dataset.id)]])]
    site, own_page = page.register.book.site, dataset_page(dataset.id)
    address = page_address(site, own_page)
    words = nodes.reference("", address, refuri=address) if site else \
        nodes.Text(gettext("{address}, among the web pages of this book", address=address))
    return [(gettext("Table"), [[words]])]


def dataset_facts(page: PageContext, dataset: Dataset) -> list[tuple[str, list[Inline]]]:
    """What a card says, as terms and entries."""
    page_of_publisher = dataset.publisher_page
    link: list[nodes.Node] = [nodes.reference("", dataset.publication, refuri=page_of_publisher) if page_of_publisher
                              else nodes.Text(gettext("{publication}. The publisher's own page is not known to us.",
                                                      publication=dataset.publication))]
    copy: list[Inline] = [
        [nodes.reference("", without_commits(copy_in_words(one)), refuri=one.url)] for one in [dataset.copy] if one]
    unit_is_named = not dataset.unit or dataset.unit in dataset.measure.lower()
    return [
        (gettext("Dataset"), [[nodes.literal("", dataset.id)]]),
        (gettext("Measures"), [dataset.measure if unit_is_named
                               else gettext("{measure}, in {unit}", measure=dataset.measure, unit=dataset.unit)]),
        (gettext("Publisher"), [dataset.publisher]),
        (gettext("Publication"), [link]),
        (gettext("Copy that was read"), copy),
        (gettext("Imported from"), [gettext("{file}, whose SHA-256 is {sha256}", file=dataset.original.file,
                                            sha256=dataset.original.sha256)] if dataset.original else []),
        (gettext("Brought by"), [_brought_by(page, dataset.brought)] if dataset.brought else []),
        (gettext("Released"), [period_in_words(dataset.released)]),
        (gettext("Licence"), [dataset.licence]),
        (gettext("Reuse"), [gettext(CITED_ONLY_WORDS)] if dataset.cited_only else []),
        (gettext("Made from"), [[page.dataset_link(name)] for name in dataset.made_from]),
        (gettext("How it was made"), [without_commits(dataset.method)] if dataset.method else []),
        (gettext("Cautions"), list(dataset.cautions)),
    ]


def _brought_by(page: PageContext, brought: ResponseOrigin) -> Inline:
    """The response that brought a table, with whose the data are and whether they are accepted."""
    if brought.by not in page.register.items:
        return [brought.in_words]
    return [*page.link_with_id(brought.by), brought.in_words.removeprefix(brought.by)]


def _shown(mentions: Iterable[Mention]) -> list[str]:
    """The words of numbers and charts that may name a dataset."""
    return [name for m in mentions if m.kind in {"value", "chart"} for name in re.findall(r"[a-z][\w-]*", m.text)]


def chapter_sources(page: PageContext, argument: str) -> list[nodes.Node]:
    """The datasets and publications that a chapter's findings, numbers and charts rest on, and those it cites."""
    docname = argument or page.docname
    here = (page.register.items[key] for key in page.register.items_on.get(docname, ()))
    findings = [item for item in here if isinstance(item, Evidence)]
    mentions = page.register.on_page.get(docname, ())
    cites = [key.strip() for m in mentions if m.kind == "cite" for key in m.text.split(",")]
    mentioned = [*(name for item in findings for name in item.datasets), *_shown(mentions)]
    names = dict.fromkeys(name for name in mentioned if name in page.register.datasets)
    keys = dict.fromkeys(key for key in [*(k for item in findings for k in item.references), *cites]
                         if key in page.register.references)
    entries: list[Inline] = [dataset_source(page, page.register.datasets[name]) for name in names]
    entries += [publication(page.register.references[key]) for key in keys]
    return [bullet_list(entries)] if entries else [paragraph(gettext("No source yet."))]
