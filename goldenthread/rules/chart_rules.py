"""Rules about charts, which select the numbers that the build will draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from goldenthread.charts import ChartFault, drawing_from_options
from goldenthread.model import Dataset, Problem, nearest
from goldenthread.rules.context import Context, rule


@rule("chart.unknown")
def chart_names_a_dataset(context: Context) -> Iterator[Problem]:
    """A chart names a dataset that exists."""
    for mention in context.register.mentions:
        if mention.kind == "chart" and mention.text not in context.register.datasets:
            reason = f"there is no dataset '{mention.text}'" if mention.text else "it names no dataset"
            yield Problem(mention.place, "chart.unknown", f"This chart cannot be drawn: {reason}.",
                          f"Write '{{chart}} dataset'.{nearest(mention.text, context.register.datasets)}", mention.item,
                          dataset=mention.text)


@rule("chart.alt")
def chart_has_words_for_those_who_cannot_see_it(context: Context) -> Iterator[Problem]:
    """A chart says in words what it shows."""
    for mention in context.register.mentions:
        if mention.kind == "chart" and len(mention.options.get("alt", "").split()) < 4:
            yield Problem(mention.place, "chart.alt", "This chart does not say in words what it shows.",
                          "Add ':alt: …' in a sentence or two.", mention.item)


@rule("chart.options")
def chart_can_be_drawn(context: Context) -> Iterator[Problem]:
    """A chart's kind, areas, periods and dimensions fit its dataset."""
    for mention in context.register.mentions:
        dataset = context.register.datasets.get(mention.text)
        if mention.kind == "chart" and dataset is not None and mention.options.get("alt"):
            try:
                name = f"{mention.text} {sorted(mention.options.items())}"
                context.cache.get("chart", name, dataset, partial(_is_drawn, dataset, mention.options))
            except ChartFault as fault:
                yield replace(fault.at(mention.place, mention.item), dataset=mention.text)


def _is_drawn(dataset: Dataset, options: Mapping[str, str]) -> bool:
    """Makes the drawing without keeping it: returns True, or raises `ChartFault`."""
    drawing_from_options(dataset, options)
    return True
