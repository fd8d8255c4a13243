"""Each dataset's own page, its download, and the Data Package that describes them all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from goldenthread.analysis import datasets_behind
from goldenthread.book import DATA_FOLDER, read_text
from goldenthread.model import Dataset, Measure, Register, dataset_anchor, format_value, period_in_words
from goldenthread.site.domain import BookDomain
from goldenthread.site.html_builder import BookHTMLBuilder
from goldenthread.site.html_translator import render
from goldenthread.site.incremental.outdated_pages import outdated_pages
from goldenthread.site.node_builders import Inline, bullet_list, fact_list, paragraph, section, table
from goldenthread.site.page_addresses import dataset_page
from goldenthread.site.page_context import PageContext
from goldenthread.site.views.annexes import dataset_facts

# the items that rest on a dataset, and the pages that show a value of it
Uses = tuple[list[str], list[str]]


def dataset_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each dataset, for the `html-collect-pages` event."""
    if isinstance(app.builder, BookHTMLBuilder):
        uses = uses_of_datasets(BookDomain.of(app.env).register)
        pages = ((dataset_page(name), partial(_page, app, name, used)) for name, used in uses.items())
        beside_register = {dataset_page(name): repr(used) for name, used in uses.items()}
        yield from outdated_pages(app, app.builder, DATA_FOLDER, pages, beside_register)


def _page(app: Sphinx, name: str, used: Uses) -> dict[str, Any]:
    page = PageContext.of(app, dataset_page(name))
    dataset = page.register.datasets[name]
    content = nodes.section("", nodes.title("", dataset.title), *_content(page, dataset, used), ids=[dataset_anchor(name)])
    parents = [{"link": app.builder.get_relative_uri(page.docname, "evidence/index"), "title": "Evidence base"}]
    return {"title": dataset.title, "body": render(app, content), "parents": parents}


def _content(page: PageContext, dataset: Dataset, used: Uses) -> list[nodes.Node]:
    download: Inline = [nodes.reference("", f"Download the table as CSV ({len(dataset.observations):,} rows)",
                                        refuri=f"{dataset.id}.csv")]
    return [
        fact_list(dataset_facts(page, dataset)),
        paragraph(download),
        section("where-it-is-used", "Where it is used", _used(page, used)),
        section("the-table", "The table", _rows(dataset)),
    ]


def uses_of_datasets(register: Register) -> dict[str, Uses]:
    """For each dataset, the items that rest on it and the pages that show a value of it, found in one pass."""
    uses: dict[str, tuple[list[str], set[str]]] = {name: ([], set()) for name in register.datasets}
    # measures are below the findings
    for item in sorted(register.items.values(), key=lambda item: isinstance(item, Measure)):
        for name in dict.fromkeys(datasets_behind(register, item)):
            if name in uses:
                uses[name][0].append(item.id)
    for mention in register.mentions:
        if mention.kind in {"value", "chart"}:
            for name in set(mention.text.replace(":", " ").split()) & uses.keys():
                uses[name][1].add(mention.place.docname)
    return {name: (items, sorted(pages)) for name, (items, pages) in uses.items()}


def _used(page: PageContext, used: Uses) -> nodes.Node:
    items, pages = used
    entries: list[Inline] = [page.link_with_id(key) for key in items]
    entries += [[page.page_link(name, page.title_of(name))] for name in pages]
    return bullet_list(entries) if entries else paragraph("Nothing in the book rests on it yet.")


def _rows(dataset: Dataset) -> nodes.table:
    headers = ["Area", "Period", *(name[:1].upper() + name[1:].replace("_", " ") for name in dataset.dimensions),
               f"{dataset.measure} ({dataset.unit})" if dataset.unit else dataset.measure]
    rows = ((dataset.areas[o.area].name, period_in_words(o.period), *o.dimensions,
             # every decimal that was published, also where the card shows fewer in sentences
             format_value(o.value, "", max(dataset.decimals, -int(o.value.as_tuple().exponent))))
            for o in dataset.observations)
    node = table("", headers, [], classes=["data"])
    # a node for each cell would take most of the time of a build with long tables
    body = next(node.findall(nodes.tbody))
    body += nodes.raw("", "".join(_row(number, cells) for number, cells in enumerate(rows)), format="html")
    return node


def _row(number: int, cells: Sequence[str]) -> str:
    first, *others = (escape(cell, quote=False) for cell in cells)
    rest = "".join(f"<td><p>{cell}</p></td>\n" for cell in others)
    return f'<tr class="row-{"odd" if number % 2 else "even"}"><th scope="row" class="stub"><p>{first}</p></th>\n{rest}</tr>\n'


def write_data(app: Sphinx, builder: BookHTMLBuilder) -> None:
    """Put every table beside its page, and the Data Package at the site's root."""
    register, out = BookDomain.of(app.env).register, Path(app.outdir)
    (out / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
    for left in [path for path in (out / DATA_FOLDER).glob("*.csv") if path.stem not in register.datasets]:
        left.unlink()
    for name in register.datasets:
        # not the file as it is: with what line ends or mark it was saved is no part of the data
        table = read_text(Path(app.srcdir), f"{DATA_FOLDER}/{name}.csv")
        (out / DATA_FOLDER / f"{name}.csv").write_text(table, encoding="utf-8", newline="\n")
    text = json.dumps(data_package(register), indent=2, ensure_ascii=False) + "\n"
    (out / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def data_package(register: Register) -> dict[str, Any]:
    """All datasets by the Data Package standard, as plain JSON values."""
    return {"profile": "tabular-data-package", "name": register.book.file, "title": f"{register.book.title}: datasets",
            "resources": [_resource(dataset) for dataset in register.datasets.values()]}


def _resource(dataset: Dataset) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": "area", "type": "string", "description": "Area, by its id"},
        {"name": "period", "type": "string", "description": "Year, split year, month, day, or a span of these"},
        *({"name": name, "type": "string"} for name in dataset.dimensions),
        {"name": "value", "type": "number", "title": dataset.measure,
         "description": f"In {dataset.unit}" if dataset.unit else ""},
    ]
    return {
        "profile": "tabular-data-resource", "name": dataset.id, "path": f"{DATA_FOLDER}/{dataset.id}.csv", "title": dataset.title,
        "description": " ".join([dataset.method, *dataset.cautions]).strip(), "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "licenses": [{"name": "other", "title": dataset.licence}],
        "sources": [{"title": f"{dataset.publisher}: {dataset.publication}", "path": dataset.url.split(" ")[0]}],
        "schema": {"fields": fields, "primaryKey": ["area", "period", *dataset.dimensions]},
    }
