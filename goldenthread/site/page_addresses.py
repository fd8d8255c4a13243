"""Addresses within the site: the pages of datasets and items, and links to them."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx.builders import Builder

from goldenthread.analysis import Working
from goldenthread.book import DATA_FOLDER
from goldenthread.model import Item, dataset_anchor, number_anchor, row_anchor

CHART_FOLDER = "charts"
"""The folder of the charts as files."""
RESPOND_PAGE = "respond"
"""The page on which a reader writes a response."""
READERS = "docs/reviewers/"
"""The folder of the pages of `docs/` that are for readers of the book."""


def dataset_page(name: str) -> str:
    """The page of a dataset."""
    return f"{DATA_FOLDER}/{name}"


def dataset_uri(builder: Builder, docname: str, name: str) -> str:
    """The relative address of a dataset's page; in print its anchor is among the sources."""
    uri = builder.get_relative_uri(docname, dataset_page(name))
    return f"{uri}#{dataset_anchor(name)}"


def row_uri(builder: Builder, docname: str, name: str, key: Sequence[str]) -> str:
    """The way from a page to a row of a dataset, found by its area, period and dimensions."""
    page = dataset_page(name)
    return f"{'' if page == docname else builder.get_relative_uri(docname, page)}#{row_anchor(key)}"


def working_uri(builder: Builder, docname: str, working: Working) -> str:
    """The way from a page to a number's working on its dataset's page; on paper to the dataset's entry among the sources."""
    name = working.value.datasets[0]
    if builder.format != "html":
        return dataset_uri(builder, docname, name)
    return f"{builder.get_relative_uri(docname, dataset_page(name))}#{number_anchor(working.expression)}"


def number_uri(builder: Builder, docname: str, working: Working) -> str:
    """Where a number in a sentence leads: to its row if it is the row's value, else to its working."""
    if working.as_published and builder.format == "html":
        return row_uri(builder, docname, working.value.datasets[0], working.operands[0].key)
    return working_uri(builder, docname, working)


def chart_id(name: str, count: int) -> str:
    """The id of a dataset's chart on a page: `count` says which of its charts there it is, from 1."""
    return f"chart-{name}" if count == 1 else f"chart-{name}-{count}"


def chart_file(docname: str, chart: str, ending: str) -> str:
    """Where a chart of a page lies as a file, below the site's root: `charts/evidence/people/chart-pay-2018.svg`."""
    return f"{CHART_FOLDER}/{docname}/{chart}.{ending}"


def item_uri(builder: Builder, docname: str, item: Item) -> str:
    """The relative address of an item in its chapter."""
    page = item.place.docname
    if page == docname and builder.format == "html":
        return f"#{item.id}"
    return f"{builder.get_relative_uri(docname, page)}#{item.id}"


def is_guide(docname: str) -> bool:
    """Whether a page is for who writes a book or works on the program: readers search and answer apart from these."""
    return docname.startswith("docs/") and not docname.startswith(READERS)
