"""Each dataset's own page, its download, and the Data Package that describes them all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.analysis import NumberPlace, Working, datasets_behind, numbers_in, working_of
from goldenthread.book import DATA_FOLDER, read_text
from goldenthread.charts import ChartFault, drawing_from_options
from goldenthread.documents import AREA_CODES, CSVW_ENDING, area_codes, csvw_metadata, data_package, header_of, published_tables
from goldenthread.model import (
    Dataset,
    Measure,
    Observation,
    Register,
    Unresolved,
    dataset_anchor,
    gettext,
    in_digits,
    parse_expression,
)
from goldenthread.site.dataset_tables import NumbersByRow, numbers_by_row, table_of_rows
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import render
from goldenthread.site.incremental.outdated_pages import outdated_pages
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section
from goldenthread.site.page_addresses import chart_id, dataset_page
from goldenthread.site.page_context import PageContext
from goldenthread.site.page_metadata import dcat_catalogue, described, structured_data
from goldenthread.site.views.annexes import dataset_facts
from goldenthread.site.views.citation import cite_dataset
from goldenthread.site.views.numbers_taken import numbers_taken
from goldenthread.system import write_changed


@dataclass(frozen=True, slots=True)
class DatasetUses:
    """What hangs on a dataset: the items that rest on it, the charts drawn from it (by page and id), and the numbers taken from
    it, by expression with the places where each stands.
    """

    items: list[str] = field(default_factory=list)
    charts: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[str, tuple[NumberPlace, ...]] = field(default_factory=dict)


def dataset_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each dataset, for the `html-collect-pages` event."""
    if isinstance(app.builder, BookHTMLBuilder):
        uses = uses_of_datasets(BookDomain.of(app.env).register)
        pages = ((dataset_page(name), partial(_page, app, name, used)) for name, used in uses.items())
        beside_register = {dataset_page(name): repr(used) for name, used in uses.items()}
        yield from outdated_pages(app, app.builder, DATA_FOLDER, pages, beside_register)


def _page(app: Sphinx, name: str, used: DatasetUses) -> dict[str, Any]:
    page = PageContext.of(app, dataset_page(name))
    dataset = page.register.datasets[name]
    content = nodes.section("", nodes.title("", dataset.title), *_content(page, dataset, used), ids=[dataset_anchor(name)])
    parents = [{"link": app.builder.get_relative_uri(page.docname, "evidence/index"), "title": gettext("Evidence base")}]
    return {"title": dataset.title, "body": render(app, content), "parents": parents, "description": described(dataset),
            "structured_data": structured_data(page.register.book, dataset)}


def _content(page: PageContext, dataset: Dataset, used: DatasetUses) -> list[nodes.Node]:
    download: Inline = [nodes.reference("", gettext("Download the table as CSV ({number} rows)",
                                                    number=in_digits(len(dataset.observations))),
                                        refuri=f"{dataset.id}.csv"), gettext(", or "),
                        nodes.reference("", gettext("see the table on this page"), refuri="#the-table", internal=True), "."]
    workings = _workings(page, used)
    title, table = _table(page, dataset, numbers_by_row(dataset, workings))
    return [
        fact_list(dataset_facts(page, dataset)),
        *([] if dataset.cited_only else [paragraph(download)]),
        *cite_dataset(page, dataset),
        section("where-it-is-used", gettext("Where it is used"), _used(page, used)),
        section("numbers-taken", gettext("Numbers taken from it"), *numbers_taken(page, dataset, workings, used.numbers)),
        section("the-table", title, *table),
    ]


def _table(page: PageContext, dataset: Dataset, numbers: NumbersByRow) -> tuple[str, Iterable[nodes.Node]]:
    """The title of the table and its rows: all, or those that are cited where no more may be published."""
    if not dataset.cited_only:
        return gettext("The table"), table_of_rows(dataset, numbers)
    drawn = rows_drawn(page.register, dataset)
    rows = {key: row for key, row in dataset.rows.items() if key in numbers or row in drawn}
    return gettext("What is cited of the table"), table_of_rows(replace(dataset, rows=rows, missing={}), numbers)


def rows_drawn(register: Register, dataset: Dataset) -> set[Observation]:
    """The rows of a table that the charts of the book draw."""
    drawn: set[tuple[str, Decimal | None]] = set()
    for mention in register.mentions:
        if mention.kind == "chart" and mention.text == dataset.id:
            with suppress(ChartFault):  # the rules report it
                drawn.update(point for one in drawing_from_options(dataset, mention.options).series for point in one.points)
    return {row for row in dataset.observations if (row.period, row.value) in drawn}


def _workings(page: PageContext, used: DatasetUses) -> list[Working]:
    workings = []
    for text in used.numbers:
        try:
            workings.append(working_of(text, page.register.datasets))
        except Unresolved:  # the rules report it
            continue
    return workings


def uses_of_datasets(register: Register) -> dict[str, DatasetUses]:
    """For each dataset what hangs on it, found in one pass."""
    uses = {name: DatasetUses() for name in register.datasets}
    # measures are below the findings
    for item in sorted(register.items.values(), key=lambda item: isinstance(item, Measure)):
        for name in dict.fromkeys(datasets_behind(register, item)):
            if name in uses:
                uses[name].items.append(item.id)
    for mention in register.mentions:
        if mention.kind == "chart" and mention.text in uses:
            docname, charts = mention.place.docname, uses[mention.text].charts
            count = sum(there == docname for there, _id in charts) + 1
            charts.append((docname, chart_id(mention.text, count)))
    for text, places in numbers_in(register).items():
        try:
            terms = parse_expression(text).terms
        except Unresolved:
            continue
        for name in {term.dataset for term in terms} & uses.keys():
            uses[name].numbers[text] = places
    return uses


def _used(page: PageContext, used: DatasetUses) -> nodes.Node:
    entries: list[Inline] = [page.link_with_id(key) for key in used.items]
    drawn = Counter[str]()
    for name, anchor in used.charts:
        drawn[name] += 1
        # no two links of a page have the same words and lead to different places
        which = gettext(", chart {drawn}", drawn=drawn[name]) if drawn[name] > 1 else ""
        entries.append([gettext("Chart in "), page.page_link(name, f"{page.title_of(name)}{which}", anchor)])
    if not entries and not used.numbers:
        return paragraph(gettext("Nothing in the book rests on it yet."))
    return bullet_list(entries) if entries else paragraph(gettext("No item and no chart rests on it, only the numbers below."))


def write_data(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put every table beside its page with what CSVW says of it, and the area codes and the lists of all tables at the root."""
    register, out = BookDomain.of(app.env).register, Path(app.outdir)
    (out / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
    published, headers = published_tables(register), {}
    for left in (path for ending in (".csv", CSVW_ENDING) for path in (out / DATA_FOLDER).glob(f"*{ending}")
                 if path.name.removesuffix(ending) not in published):
        left.unlink()
    language = str(app.config.language).replace("_", "-")
    for name in published:
        # not the file as it is: with what line ends or mark it was saved is no part of the data
        table = read_text(Path(app.srcdir), f"{DATA_FOLDER}/{name}.csv")
        headers[name] = header_of(table)
        write_changed(out / DATA_FOLDER / f"{name}.csv", table)
        about = csvw_metadata(register.datasets[name], headers[name], language)
        _write_json(out / DATA_FOLDER / f"{name}{CSVW_ENDING}", about)
    write_changed(out / AREA_CODES, area_codes(register.areas))
    _write_json(out / "datapackage.json", data_package(register, headers))
    _write_json(out / "dcat.jsonld", dcat_catalogue(register))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    write_changed(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
