"""The notes below a chart on the status of its values: which are provisional, and which are missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goldenthread.charts.choices import EVERY, split_entries
from goldenthread.model import Dataset, gettext, period_in_words

FORECAST = "forecast"
NAMED = 6
"""How many values a note names; if there are more, it says how many more."""


def status_notes(dataset: Dataset, areas: str, periods: Collection[str], dimensions: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each status among the values of a chart, in the order of the table.

    `areas` is the chart's option: ids and kinds, or empty for all. `dimensions` has the slug for each dimension, or `*` for all
    its values.
    """
    named = split_entries(areas)
    labels: dict[str, list[str]] = {}
    for rows in (dataset.rows, dataset.missing):
        for (area, period, *values), row in rows.items():
            ahead = period in periods and dataset.is_forecast(period)
            if period not in periods or not (row.status or ahead):
                continue
            asked_for = not named or area in named or dataset.areas[area].kind in named
            chosen = asked_for and all(wanted in (EVERY, value) for wanted, value in zip(dimensions, values, strict=True))
            if chosen:
                spread = [own for own, wanted in zip(row.dimensions, dimensions, strict=True) if wanted == EVERY]
                label = " ".join([dataset.areas[area].name, period_in_words(period), *spread])
                for status in row.status:
                    if not (ahead and status == FORECAST):
                        labels.setdefault(status, []).append(label)
                # of a period that had not begun when the table was released, no value was measured
                if ahead and (words := period_in_words(period)) not in labels.setdefault(FORECAST, []):
                    labels[FORECAST].append(words)
    return tuple(_sentence(status, names) for status, names in labels.items())


def _sentence(status: str, names: Sequence[str]) -> str:
    more = gettext(" and {number} more", number=len(names) - NAMED) if len(names) > NAMED else ""
    return f"{gettext(status).capitalize()}: {', '.join(names[:NAMED])}{more}."
