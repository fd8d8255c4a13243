"""Each dataset's own page, its download, and the Data Package that describes them all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from goldenthread.datasets import DATA_FOLDER
from goldenthread.domain import dataset_anchor, dataset_page
from goldenthread.model import Dataset, Measure, Register
from goldenthread.model.numbers import format_value
from goldenthread.model.periods import period_in_words
from goldenthread.resolving import page_of
from goldenthread.views.annexes import dataset_facts
from goldenthread.writing import Inline, Page, facts, listed, paragraph, section, table


def dataset_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each dataset, for the `html-collect-pages` event."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    for dataset in page_of(app, "").register.datasets.values():
        page = page_of(app, dataset_page(dataset.id))
        content = nodes.section("", nodes.title("", dataset.title), *_content(page, dataset), ids=[dataset_anchor(dataset.id)])
        parents = [{"link": app.builder.get_relative_uri(page.docname, "evidence/index"), "title": "Evidence base"}]
        context = {"title": dataset.title, "body": app.builder.render_partial(content)["fragment"], "parents": parents}
        yield page.docname, context, "page.html"


def _content(page: Page, dataset: Dataset) -> list[nodes.Node]:
    download: Inline = [nodes.reference("", f"Download the table as CSV ({len(dataset.observations):,} rows)",
                                        refuri=f"{dataset.id}.csv")]
    return [
        facts(dataset_facts(page, dataset)),
        paragraph(download),
        section("where-it-is-used", "Where it is used", *_uses(page, dataset)),
        section("the-table", "The table", _rows(dataset)),
    ]


def _uses(page: Page, dataset: Dataset) -> list[nodes.Node]:
    register = page.register
    items = [item for item in register.items.values() if dataset.id in item.list("datasets")]
    items += [item for item in register.items.values()
              if isinstance(item, Measure) and item.text("baseline").split(":")[0] == dataset.id]
    pages = sorted({m.place.docname for m in register.mentions
                    if m.kind in {"value", "chart"} and dataset.id in m.text.replace(":", " ").split()})
    entries: list[Inline] = [page.link_with_id(item.id) for item in items]
    entries += [[page.page(name, register.titles.get(name) or name)] for name in pages]
    return [listed(entries)] if entries else [paragraph("Nothing in the book rests on it yet.")]


def _rows(dataset: Dataset) -> nodes.table:
    headers = ["Area", "Period", *(name[:1].upper() + name[1:].replace("_", " ") for name in dataset.dimensions),
               f"{dataset.measure} ({dataset.unit})" if dataset.unit else dataset.measure]
    rows = ((dataset.areas[o.area].name, period_in_words(o.period), *o.dimensions,
             format_value(o.value, "", max(dataset.decimals, -int(o.value.as_tuple().exponent))))
            for o in dataset.observations)
    return table("", headers, rows, numbers=True)


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Put every table beside its page, and the Data Package at the site's root."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    register, out = page_of(app, "").register, Path(app.outdir)
    (out / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
    for name in register.datasets:
        shutil.copyfile(Path(app.srcdir) / DATA_FOLDER / f"{name}.csv", out / DATA_FOLDER / f"{name}.csv")
    text = json.dumps(data_package(register), indent=2, ensure_ascii=False) + "\n"
    (out / "datapackage.json").write_text(text, encoding="utf-8")


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
