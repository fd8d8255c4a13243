"""From a dataset and an author's options to a drawing: which series a chart shows, the name of each, and the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from goldenthread.charts.choices import EVERY, chosen_areas, chosen_dimensions, chosen_periods, dimension_labels, remedy
from goldenthread.charts.lines import MANY
from goldenthread.charts.spec import CHART_KINDS, ChartFault, ChartKind, Drawing, Series
from goldenthread.charts.status_notes import status_notes
from goldenthread.model import Area, Dataset, gettext, nearest, period_in_words, slug

OPTIONS = ("kind", "alt", "areas", "periods", "dimension", "index", "relative", "highlight")
"""The options of a chart as an author writes them, besides its dataset."""

HUNDRED = Decimal(100)
_Value = Callable[[str, str, tuple[str, ...]], Decimal | None]
"""Returns the number that is drawn for an area, a period and the slugs of the dimensions; None if there is none."""


def drawing_from_options(dataset: Dataset, options: Mapping[str, str]) -> Drawing:
    """The drawing that a chart's options ask for. Raises `ChartFault` for an option or a choice that does not fit."""
    for name in options:
        if name not in OPTIONS:
            raise ChartFault(f"'{name}' is not an option of a chart.", f"Use: {', '.join(OPTIONS)}.{nearest(name, OPTIONS)}")
    return drawing_from(dataset, **{"kind": "bar", "alt": "", **options})


def drawing_from(
    dataset: Dataset, *, kind: str, alt: str, areas: str = "", periods: str = "", dimension: str = "", index: str = "",
    relative: str = "", highlight: str = "",
) -> Drawing:
    """The drawing that the options of a chart ask for, each option as the author wrote it.

    Raises `ChartFault` if an option names something that the dataset does not have, or if the options do not fit together.
    """
    if kind not in CHART_KINDS:
        raise ChartFault(f"'{kind}' is not a kind of chart.", remedy(kind, CHART_KINDS))
    series = series_from_dataset(
        dataset, kind=kind, areas=areas, periods=periods, dimension=dimension, index=index, relative=relative
    )
    shown = Drawing(kind=kind, title="", unit="", decimals=0, alt=alt, series=series)
    if not shown.values:
        raise ChartFault(f"{dataset.id} has no value for these areas and periods.", "Choose others.")
    spread = EVERY in (chosen := chosen_dimensions(dataset, dimension))
    name = dataset.dimensions[chosen.index(EVERY)] if spread else "area"
    subject = name[:1].upper() + name[1:].replace("_", " ")
    title = _title(dataset, shown.periods, chosen, index=index.strip(), relative=relative.strip(),
                   area=_only_area(dataset, areas, series))
    return Drawing(
        kind=kind, alt=alt, series=series, subject=subject, title=title,
        unit="" if index.strip() else "%" if relative.strip() else dataset.unit,
        decimals=1 if index.strip() or relative.strip() else dataset.decimals,
        highlight=_highlight(dataset, series, highlight.strip(), CHART_KINDS[kind]),
        ordered=spread and _has_own_order([each.label for each in series]),
        notes=status_notes(dataset, areas, shown.periods, chosen),
        forecasts=_forecasts(dataset, shown.periods),
    )


def _forecasts(dataset: Dataset, periods: Sequence[str]) -> frozenset[str]:
    """The periods of a chart in which a value was not measured."""
    flagged = {period for (_area, period, *_words), row in dataset.rows.items() if "forecast" in row.status}
    return frozenset(period for period in periods if period in flagged or dataset.is_forecast(period))


def series_from_dataset(
    dataset: Dataset, *, kind: str, areas: str = "", periods: str = "", dimension: str = "", index: str = "",
    relative: str = "",
) -> tuple[Series, ...]:
    """The series that such a chart shows: one for each area, or for each value of the dimension given as `*`.

    `kind` is a key of `CHART_KINDS`. Raises `ChartFault` as `drawing_from` does.
    """
    form = CHART_KINDS[kind]
    places = chosen_areas(dataset, areas, mapped=form.mapped)
    times = chosen_periods(dataset, periods, places, latest=not form.over_time)
    slugs = chosen_dimensions(dataset, dimension)
    _check_periods(form, periods, times)
    value = _value_function(dataset, index.strip(), relative.strip())
    if EVERY not in slugs:
        return _by_area(form, places, lambda area: _points(value, area, times, slugs))
    if form.mapped:
        raise ChartFault(f"A {form.words} shows one value for each area.", "Name one value in place of '*'.")
    if len(places) > 1 and not form.panels:
        raise ChartFault(
            f"'*' spreads a dimension of one area, and the chart names {len(places)} areas.",
            "Name one area, or write ':kind: multiples'.",
        )
    return _by_dimension(dataset, form, places, slugs, lambda area, each: _points(value, area, times, each))


def _points(
    value: _Value, area: Area, times: Sequence[str], slugs: tuple[str, ...]
) -> tuple[tuple[str, Decimal | None], ...]:
    return tuple((period, value(area.id, period, slugs)) for period in times)


def _check_periods(form: ChartKind, text: str, times: Sequence[str]) -> None:
    if not form.over_time and len(times) > 1:
        raise ChartFault(
            f"A {form.words} shows one period, and '{text.strip()}' names {len(times)}.",
            f"Name one, such as '{times[-1]}', or write ':kind: line'.",
        )
    if form.over_time and len(times) < 2:
        raise ChartFault(
            f"A chart over time needs two periods or more, and this one has {len(times)}.",
            "Name more periods, or write ':kind: bar'.",
        )


def _by_area(
    form: ChartKind, places: Sequence[Area], points: Callable[[Area], tuple[tuple[str, Decimal | None], ...]]
) -> tuple[Series, ...]:
    kinds = [area.kind for area in places]
    # the commonest kind of area; others, such as a country among districts, are what these are compared with
    main = max(dict.fromkeys(kinds), key=kinds.count, default="")
    series = []
    for area in places:
        comparator = kinds.count(area.kind) < kinds.count(main)
        series.append(Series(
            id=area.id, label=area.name, points=points(area), comparator=comparator,
            panel=area.name if form.panels and not comparator else "", tile=area.tile if form.mapped else None,
        ))
    if form.mapped and not any(each.tile for each in series):
        raise ChartFault("None of these areas has a tile on the map.", "Name areas that have a tile in evidence/areas.toml.")
    return tuple(series)


def _by_dimension(
    dataset: Dataset, form: ChartKind, places: Sequence[Area], slugs: tuple[str, ...],
    points: Callable[[Area, tuple[str, ...]], tuple[tuple[str, Decimal | None], ...]],
) -> tuple[Series, ...]:
    labels = dimension_labels(dataset)[slugs.index(EVERY)]
    names = list(labels)
    if _has_own_order(list(labels.values())):
        names.sort(key=lambda name: _order(labels[name]))
    series = []
    for name in names:
        exact = tuple(name if each == EVERY else each for each in slugs)
        for area in places:
            values = points(area, exact)
            if form.panels:
                series.append(Series(id=area.id, label=area.name, points=values, panel=labels[name]))
            else:
                series.append(Series(id=name, label=labels[name], points=values, comparator=_is_total(name)))
    return tuple(series)


def _is_total(name: str) -> bool:
    """Whether a dimension's value stands for all the others: `total`, `all`, `all-sectors`."""
    return name in {"total", "all"} or name.startswith("all-")


def _has_own_order(labels: Sequence[str]) -> bool:
    """Whether labels are steps (numbers, ages, single letters) whose own order matters more than the size of their values."""
    rest = [label for label in labels if not _is_total(slug(label))]
    return bool(rest) and all(re.match(r"\d|[A-Z]\b", label) for label in rest)


def _order(label: str) -> tuple[bool, int, str]:
    digits = re.match(r"\d+", label)
    return _is_total(slug(label)), int(digits[0]) if digits else 0, label


def _value_function(dataset: Dataset, index: str, relative: str) -> _Value:
    """A function for values as they are, as an index with the period `index` as 100, or as a percentage of the area
    `relative`."""

    def plain(area: str, period: str, slugs: tuple[str, ...]) -> Decimal | None:
        row = dataset.rows.get((area, period, *slugs))
        return None if row is None else row.value

    def as_index(area: str, period: str, slugs: tuple[str, ...]) -> Decimal | None:
        base, value = plain(area, index, slugs), plain(area, period, slugs)
        if not base:
            of = ":".join((dataset.id, area, index, *slugs))
            raise ChartFault(f"There is no value above or below zero for {of}, so that it cannot be made 100.",
                             "Choose another period for ':index:', or leave the area out.")
        return None if value is None else value / base * HUNDRED

    def as_share(area: str, period: str, slugs: tuple[str, ...]) -> Decimal | None:
        base, value = plain(relative, period, slugs), plain(area, period, slugs)
        return value / base * HUNDRED if base and value is not None else None

    if index and relative:
        raise ChartFault("':index:' and ':relative:' cannot stand in one chart.", "Keep one of them.")
    if index:
        periods = dict.fromkeys(observation.period for observation in dataset.observations)
        if index not in periods:
            raise ChartFault(f"{dataset.id} has no period '{index}'.", remedy(index, periods))
        return as_index
    if relative:
        with_rows = dict.fromkeys(observation.area for observation in dataset.observations)
        if relative not in with_rows:
            raise ChartFault(f"{dataset.id} has no area '{relative}'.", remedy(relative, with_rows))
        return as_share
    return plain


def _only_area(dataset: Dataset, areas: str, series: Sequence[Series]) -> str:
    """The name of the one area that the chart is about, if its series are not themselves areas."""
    places = chosen_areas(dataset, areas)
    return places[0].name if len(places) == 1 and all(each.id != places[0].id for each in series) else ""


def _title(
    dataset: Dataset, periods: Sequence[str], slugs: tuple[str, ...], *, index: str, relative: str, area: str
) -> str:
    """What is measured, where, when and in what unit; then, in separate sentences, for which dimensions, and how to read it."""
    # a card explains its measure after a semicolon: "…; 1 is the most deprived tenth"
    measure, *explained = (part.strip() for part in dataset.measure.split(";"))
    ends = [end for end in dict.fromkeys(period_in_words(period) for period in (periods[0], periods[-1])) if end not in measure]
    words = ", ".join(part for part in (measure, area, gettext(" to ").join(ends)) if part)
    if index:
        words += f" ({period_in_words(index)} = 100)"
    elif relative:
        words += gettext(" (% of {area})", area=dataset.areas[relative].name)
    elif dataset.unit.lower() not in dataset.measure.lower():
        words += f" ({dataset.unit})"
    fixed = [f"{name.replace('_', ' ')}: {known[each]}"
             for name, known, each in zip(dataset.dimensions, dimension_labels(dataset), slugs, strict=True)
             if each != EVERY and not _is_total(each)]
    return ". ".join(part[:1].upper() + part[1:] for part in (words, "; ".join(fixed), *explained) if part)


def _highlight(dataset: Dataset, series: Sequence[Series], highlight: str, form: ChartKind) -> str:
    if not highlight:
        if form.over_time and not form.panels and sum(not each.comparator for each in series) > MANY:
            raise ChartFault(
                f"{len(series)} lines cannot be told apart.",
                f"Name at most {MANY} areas, name one with ':highlight:', or write ':kind: multiples'.",
            )
        return ""
    panels = {slug(each.panel): each.panel for each in series if each.panel}
    ids = dict.fromkeys(each.id for each in series)
    if highlight in ids:
        return highlight
    if highlight in panels:
        return panels[highlight]
    raise ChartFault(f"The chart does not show '{highlight}', its highlight.", remedy(highlight, [*ids, *panels]))
