"""What an author's options select from a dataset: areas, periods and dimensions, or a fault with the nearest match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.charts.spec import ChartFault
from goldenthread.model import Area, Dataset, nearest, number_of, slug, span_of

EVERY = "*"
SHOWN = 8


def remedy(word: str, known: Iterable[str]) -> str:
    """What to write in place of an unknown word: the nearest match, or else the first few known words."""
    choices = list(known)
    if near := nearest(word, choices).strip():
        return near
    if not choices:
        return "Leave it out."
    more = ", …" if len(choices) > SHOWN else ""
    return f"Write one of: {', '.join(choices[:SHOWN])}{more}."


def split_entries(text: str) -> list[str]:
    """The entries of an option, separated by commas."""
    return [entry.strip() for entry in text.split(",") if entry.strip()]


def chosen_areas(dataset: Dataset, text: str, *, mapped: bool = False) -> tuple[Area, ...]:
    """The areas named by id, or by kind for all areas of that kind; for an empty text, every area with rows.

    With `mapped`, a kind includes areas without rows that have a tile, so that the map is complete.
    """
    with_rows = dict.fromkeys(observation.area for observation in dataset.observations)
    declared = [area for area in dataset.areas.values() if area.id in with_rows]
    kinds = dict.fromkeys(area.kind for area in declared)
    chosen: dict[str, Area] = {}
    for entry in split_entries(text) or list(kinds):
        if entry in with_rows and entry in dataset.areas:
            chosen[entry] = dataset.areas[entry]
        elif entry in kinds:
            of_kind = [area for area in dataset.areas.values() if area.kind == entry]
            chosen |= {area.id: area for area in of_kind if area.id in with_rows or (mapped and area.tile)}
        else:
            missing = "row for the area" if entry in dataset.areas else "area"
            known = [*(area.id for area in declared), *kinds]
            raise ChartFault(f"{dataset.id} has no {missing} '{entry}'.", remedy(entry, known))
    return tuple(chosen.values())


def chosen_periods(dataset: Dataset, text: str, areas: Sequence[Area], *, latest: bool) -> tuple[str, ...]:
    """The periods named one by one or as a range (`2001-2015`), in order of time.

    Without a text: the latest one or, for a chart over time, every period for which one of the areas has a row.
    """
    ids = {area.id for area in areas}
    every = _in_time({observation.period for observation in dataset.observations})
    if not text.strip():
        periods = _in_time({observation.period for observation in dataset.observations if observation.area in ids})
        return periods[-1:] if latest else periods
    chosen: set[str] = set()
    for entry in split_entries(text):
        chosen |= set(_period_range(dataset, entry, every))
    return _in_time(chosen)


def _period_range(dataset: Dataset, entry: str, every: tuple[str, ...]) -> tuple[str, ...]:
    if entry in every:
        return (entry,)
    # a period may itself contain hyphens (`2019-03`), so each hyphen is tried as the middle of a range
    cuts = [index for index, letter in enumerate(entry) if letter == "-"]
    halves = [(entry[:cut].strip(), entry[cut + 1:].strip()) for cut in cuts]
    for first, last in halves:
        if first in every and last in every:
            begin, end = every.index(first), every.index(last)
            if end < begin:
                raise ChartFault(f"'{entry}' ends before it begins.", f"Write '{last}-{first}'.")
            return every[begin:end + 1]
    for first, last in halves:
        if first in every or last in every:
            wrong = last if first in every else first
            raise ChartFault(f"'{entry}': {dataset.id} has no period '{wrong}'.", remedy(wrong, every))
    raise ChartFault(f"{dataset.id} has no period '{entry}'.", remedy(entry, every))


def _in_time(periods: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(periods, key=span_of))


def dimension_labels(dataset: Dataset) -> tuple[Mapping[str, str], ...]:
    """For each dimension, its values by their slugs, in the order of the data."""
    by_dimension: tuple[dict[str, str], ...] = tuple({} for _ in dataset.dimensions)
    # most rows repeat the words of others
    for dimensions in dict.fromkeys(observation.dimensions for observation in dataset.observations) if by_dimension else ():
        for labels, words in zip(by_dimension, dimensions, strict=True):
            labels.setdefault(slug(words), words)
    return by_dimension


def chosen_dimensions(dataset: Dataset, text: str) -> tuple[str, ...]:
    """One slug for each dimension, in the card's order, or `*` for the one whose values are the series of the chart."""
    labels = dimension_labels(dataset)
    chosen: dict[str, str] = {}
    for entry in split_entries(text):
        name, equals, value = (part.strip() for part in entry.partition("="))
        if not equals:
            free = [each for each in dataset.dimensions if each not in chosen]
            name, value = (free or [""])[0], name
        if name not in dataset.dimensions:
            raise _no_dimension(dataset, name, value)
        known = labels[dataset.dimensions.index(name)]
        if value != EVERY and value not in known:
            raise ChartFault(f"The dimension '{name}' of {dataset.id} has no value '{value}'.", remedy(value, known))
        chosen[name] = value
    for name, known in zip(dataset.dimensions, labels, strict=True):
        if name not in chosen:
            raise ChartFault(
                f"{dataset.id} has the dimension '{name}', and the chart does not say which value of it to show.",
                f"Write ':dimension: {name}={next(iter(known), EVERY)}', or ':dimension: {name}=*' to show all.",
            )
    if list(chosen.values()).count(EVERY) > 1:
        raise ChartFault("A chart can spread one dimension only.", "Keep one '*' and name one value for the others.")
    return tuple(chosen[name] for name in dataset.dimensions)


def _no_dimension(dataset: Dataset, name: str, value: str) -> ChartFault:
    if not dataset.dimensions:
        return ChartFault(f"{dataset.id} has no dimensions.", "Leave out ':dimension:'.")
    if not name:
        return ChartFault(f"'{value}' is one value too many: {dataset.id} has "
                          f"{number_of(len(dataset.dimensions), 'dimension')}.",
                          f"Name one value each for: {', '.join(dataset.dimensions)}.")
    return ChartFault(f"{dataset.id} has no dimension '{name}'.", remedy(name, dataset.dimensions))
