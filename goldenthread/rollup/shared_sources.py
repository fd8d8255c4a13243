"""Sources that several areas use: the same table, or the same publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from goldenthread.model import Dataset, Reference
from goldenthread.rollup.area_books import AreaBook


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceUse:
    """One area's use of a source: its ids, its releases or years, and the number of findings."""

    area: AreaBook
    ids: tuple[str, ...]
    released: tuple[str, ...]
    findings: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedSource:
    """A table or a publication that several areas use."""

    title: str
    publisher: str
    url: str
    uses: tuple[SourceUse, ...]

    @property
    def releases(self) -> tuple[str, ...]:
        """Every release that is used, the newest first."""
        return tuple(sorted({one for use in self.uses for one in use.released}, reverse=True))

    @property
    def findings(self) -> int:
        return sum(use.findings for use in self.uses)


@dataclass(frozen=True, kw_only=True, slots=True)
class _OwnSource:
    """A source as one area has it."""

    area: AreaBook
    id: str
    title: str
    publisher: str
    url: str
    released: str

    @property
    def name(self) -> tuple[str, str]:
        return " ".join(self.publisher.split()).casefold(), " ".join(self.title.split()).casefold()

    @property
    def address(self) -> str:
        """The web address without the parts that make no difference: the scheme, `www.`, a slash at the end, the fragment."""
        parts = parts_of(self.url.strip().partition(" ")[0])
        if parts is None or parts.scheme not in {"http", "https"}:
            return ""
        address = f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"
        return f"{address}?{parts.query}" if parts.query else address


def parts_of(address: str) -> SplitResult | None:
    """The parts of a web address, or None if it is not one."""
    try:
        return urlsplit(address)
    except ValueError:  # such as an unclosed bracket
        return None


def shared_tables(areas: Sequence[AreaBook]) -> list[SharedSource]:
    """The datasets that two or more areas have, those of most areas first."""
    owned = [_own(area, one.id, one.released, one) for area in areas for one in area.register.datasets.values()]
    return _shared(owned, "datasets")


def shared_publications(areas: Sequence[AreaBook]) -> list[SharedSource]:
    """The publications that two or more areas cite, those of most areas first."""
    owned = [_own(area, one.key, one.year, one) for area in areas for one in area.register.references.values()]
    return _shared(owned, "references")


def _own(area: AreaBook, key: str, released: str, one: Dataset | Reference) -> _OwnSource:
    return _OwnSource(area=area, id=key, title=one.title, publisher=one.publisher, url=one.url, released=released)


def _shared(owned: Sequence[_OwnSource], field: str) -> list[SharedSource]:
    sources = []
    cited = {area.key: Counter(name for item in area.register.evidence() for name in item.list(field))
             for area in {one.area.key: one.area for one in owned}.values()}
    for group in _groups(owned):
        by_area: dict[str, list[_OwnSource]] = {}
        for one in group:
            by_area.setdefault(one.area.key, []).append(one)
        if len(by_area) < 2:
            continue
        uses = tuple(SourceUse(area=own[0].area, ids=tuple(one.id for one in own),
                         released=tuple(dict.fromkeys(one.released for one in own if one.released)),
                         findings=sum(cited[key][one.id] for one in own)) for key, own in by_area.items())
        title, publisher = Counter((one.title, one.publisher) for one in group).most_common(1)[0][0]
        # an area that does not know the publisher's own page says nothing against one that does
        known = Counter(one.url for one in group if one.url).most_common(1)
        url = known[0][0] if known else ""
        sources.append(SharedSource(title=title, publisher=publisher, url=url, uses=uses))
    return sorted(sources, key=lambda source: (-len(source.uses), _sort_key(source.title), _sort_key(source.publisher)))


def _sort_key(text: str) -> str:
    """A sort key for the order that a reader expects: `Table 9` before `Table 10`."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(12), text.casefold())


def _groups(owned: Sequence[_OwnSource]) -> Iterable[list[_OwnSource]]:
    """Sources grouped by publisher and title, and by web address too, unless an area has several tables under that address."""
    groups: dict[tuple[str, str], list[_OwnSource]] = {}
    for one in owned:
        groups.setdefault(one.name, []).append(one)
    # union-find: each name points to another of its group, and one name, the representative, to itself
    parents = {name: name for name in groups}

    def representative_of(name: tuple[str, str]) -> tuple[str, str]:
        while parents[name] != name:
            name = parents[name]
        return name

    for names in _same_address(owned):
        first, *others = sorted({representative_of(name) for name in names})
        parents |= dict.fromkeys(others, first)
    joined: dict[tuple[str, str], list[_OwnSource]] = {}
    for name, group in groups.items():
        joined.setdefault(representative_of(name), []).extend(group)
    return joined.values()


def _same_address(owned: Sequence[_OwnSource]) -> Iterator[set[tuple[str, str]]]:
    by_address: dict[str, dict[str, set[tuple[str, str]]]] = {}
    for one in owned:
        if one.address:
            by_address.setdefault(one.address, {}).setdefault(one.area.key, set()).add(one.name)
    for areas in by_address.values():
        if all(len(names) == 1 for names in areas.values()):  # otherwise it is the address of a page that lists tables
            yield {name for names in areas.values() for name in names}
