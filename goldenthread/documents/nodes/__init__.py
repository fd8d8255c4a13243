"""The nodes of a page that docutils has no word for. A face of its own, so that a workbook is written without docutils."""

from __future__ import annotations

from goldenthread.documents.nodes.page_nodes import (
    banner,
    chart,
    drawing,
    item,
    item_finder,
    item_row,
    item_title,
    tracked,
    view,
)

__all__ = [
    "banner",
    "chart",
    "drawing",
    "item",
    "item_finder",
    "item_row",
    "item_title",
    "tracked",
    "view",
]
