"""A crosswalk: which tags of books with other frameworks count as the same tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from goldenthread.book import read_toml
from goldenthread.model import Dimension, Fault, Framework, Item, Problem, Tag, dimensions_with, gettext, nearest
from goldenthread.rollup.area_books import AreaBook

Key = tuple[str, str]
"""A tag by its dimension and its id."""
CODE = "rollup.crosswalk"


@dataclass(frozen=True, kw_only=True, slots=True)
class Crosswalk:
    """For each tag that counts as another, that other tag; and what is wrong with the file."""

    targets: Mapping[Key, Key] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_crosswalk(path: Path, areas: Sequence[AreaBook]) -> Crosswalk:
    """The crosswalk in a file, with what is wrong in it. Raises `Fault` if the file cannot be read at all."""
    table = read_toml(path.parent, path.name)
    table.check_keys({"same"})
    known = {f"{tag.kind}:{tag.id}": (tag.kind, tag.id) for area in areas for tag in area.register.framework.tags}
    targets: dict[Key, Key] = {}
    for entry in table.tables("same"):
        entry.check_keys({"tag", "also"})
        names = [entry.text_of("tag"), *entry.texts("also")]
        for name in filter(None, names):
            if name not in known:
                entry.report("tag" if name == names[0] else "also", CODE, f"No book has the tag '{name}'.",
                             f"Write it by dimension and id, as in 'foundation:people'.{nearest(name, known)}")
            elif name != names[0] and known[name] in targets:
                entry.report("also", CODE, f"The tag '{name}' is already compared under another.", "Name it once.")
            elif name != names[0] and names[0] in known:
                targets[known[name]] = known[names[0]]
    for key in sorted(set(targets) & set(targets.values())):
        table.report("same", CODE, f"'{':'.join(key)}' is compared under another tag, and others under it.",
                     "Name one tag under which all of them are compared.")
    return Crosswalk(targets=targets, problems=tuple(table.problems))


def compared_alike(areas: Sequence[AreaBook], crosswalk: Crosswalk) -> list[AreaBook]:
    """The areas with the tags of the crosswalk replaced by those that they count as. Raises `Fault` if two would be mixed up."""
    if not crosswalk.targets:
        return list(areas)
    tags = {(tag.kind, tag.id): tag for area in areas for tag in area.register.framework.tags}
    dimensions = {each.id: each for area in areas for each in area.register.framework.dimensions}
    return [_changed(area, crosswalk.targets, tags, dimensions) for area in areas]


def _changed(
    area: AreaBook, targets: Mapping[Key, Key], tags: Mapping[Key, Tag], dimensions: Mapping[str, Dimension]
) -> AreaBook:
    frame = area.register.framework
    moved = {tag.id: tags[targets[tag.kind, tag.id]] for tag in frame.tags if (tag.kind, tag.id) in targets}
    if not moved:
        return area
    kept = [tag for tag in frame.tags if tag.id not in moved]
    for tag in moved.values():
        if any(one.id == tag.id and one.kind != tag.kind for one in kept):
            place = area.register.book.title
            raise Fault(Problem(next(iter(area.register.editions.values())).place, CODE,
                                f"'{place}' has another tag with the id '{tag.id}', of its own.",
                                "Compare under a tag whose id none of these books uses otherwise."))
    held = {(tag.kind, tag.id): tag for tag in (*kept, *moved.values())}
    order = dict.fromkeys([*(each.id for each in frame.dimensions), *(tag.kind for tag in moved.values())])
    own = {each.id: each for each in frame.dimensions}
    named = dimensions_with([own.get(key) or dimensions[key] for key in order], list(held.values()))
    framework = replace(frame, dimensions=tuple(each for each in named if each.tags))
    items = {key: _item(item, moved) for key, item in area.register.items.items()}
    return replace(area, register=replace(area.register, framework=framework, items=items))


def _item(item: Item, moved: Mapping[str, Tag]) -> Item:
    return replace(item, tags=tuple(dict.fromkeys(moved[tag].id if tag in moved else tag for tag in item.tags)))


def crosswalk_in_words(areas: Iterable[AreaBook], crosswalk: Crosswalk) -> Iterator[str]:
    """What the crosswalk did, a sentence for each tag of an area; `areas` are those from before."""
    areas = tuple(areas)
    names = {(tag.kind, tag.id): tag.name for area in areas for tag in area.register.framework.tags}
    for area in areas:
        frame: Framework = area.register.framework
        for tag in frame.tags:
            if target := crosswalk.targets.get((tag.kind, tag.id)):
                what = frame.dimension_of(tag).short
                yield gettext("The {dimension} “{tag}” of {area} is compared as {other}, by a crosswalk.", dimension=what,
                              tag=tag.name, area=area.name, other=names[target])
