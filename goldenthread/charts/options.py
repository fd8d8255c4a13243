"""The options of a `{chart}` as an author writes them."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.charts.selection import drawing_from
from goldenthread.charts.spec import ChartFault, Drawing
from goldenthread.model import Dataset, nearest

OPTIONS = ("kind", "alt", "areas", "periods", "dimension", "index", "relative", "highlight")


def drawing_from_options(dataset: Dataset, options: Mapping[str, str]) -> Drawing:
    """The drawing that a chart's options ask for. Raises `ChartFault` for an option or a choice that does not fit."""
    for name in options:
        if name not in OPTIONS:
            raise ChartFault(f"'{name}' is not an option of a chart.", f"Use: {', '.join(OPTIONS)}.{nearest(name, OPTIONS)}")
    return drawing_from(dataset, **{"kind": "bar", "alt": "", **options})
