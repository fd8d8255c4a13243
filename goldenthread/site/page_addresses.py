"""Addresses within the site: the pages of datasets and items, and links to them."""

from __future__ import annotations

from sphinx.builders import Builder

from goldenthread.book import DATA_FOLDER
from goldenthread.model import Item, dataset_anchor


def dataset_page(name: str) -> str:
    """The page of a dataset."""
    return f"{DATA_FOLDER}/{name}"


def dataset_uri(builder: Builder, docname: str, name: str) -> str:
    """The relative address of a dataset's page; in print its anchor is among the sources."""
    uri = builder.get_relative_uri(docname, dataset_page(name))
    return f"{uri}#{dataset_anchor(name)}"


def item_uri(builder: Builder, docname: str, item: Item) -> str:
    """The relative address of an item in its chapter."""
    page = item.place.docname
    if page == docname and builder.format == "html":
        return f"#{item.id}"
    return f"{builder.get_relative_uri(docname, page)}#{item.id}"
