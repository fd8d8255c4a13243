"""`goldenthread list`: the names that an author writes, with what each means."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.model import KINDS, Fault, Place, Problem, Register, nearest, period_or_text
from goldenthread.system import Outcome, in_columns

Row = tuple[str, ...]


def run_list(root: Path, chosen: Namespace) -> Outcome:
    register = read_book(root).register
    _check_narrowing(register, chosen.what, chosen.of)
    rows = list(LISTS[chosen.what](register, chosen.of))
    return Outcome(lines=in_columns(rows) or ["There is none."])


def _check_narrowing(register: Register, what: str, of: str) -> None:
    """Raises `Fault` for a word by which this list cannot be filtered: an empty list would suggest that there is nothing."""
    narrowed = {"areas": dict.fromkeys(area.kind for area in register.areas.values()), "ids": [*KINDS, *register.editions]}
    if what == "periods" or not of or of in narrowed.get(what, ()):
        return
    place = Place(file=f"list {what}", line=0)
    if known := narrowed.get(what):
        raise Fault(Problem(place, "asked.narrowing", f"'{of[:40]}' does not narrow this list.",
                            f"Leave it out, or give one of: {', '.join(known)}.{nearest(of, known)}"))
    raise Fault(Problem(place, "asked.narrowing", f"This list is not narrowed, and '{of[:40]}' was given.", "Leave it out."))


def _areas(register: Register, of: str) -> Iterator[Row]:
    yield from ((area.id, area.name, area.kind, area.code) for area in register.areas.values() if of in ("", area.kind))


def _tables(register: Register, of: str) -> Iterator[Row]:
    yield from ((one.id, one.title, one.unit, one.publisher) for one in register.datasets.values())


def _periods(register: Register, of: str) -> Iterator[Row]:
    if of not in register.datasets:
        raise Fault(Problem(Place(file=of or "list periods", line=0), "asked.table", f"There is no table '{of}'.",
                            f"Name one, as in 'list periods population-2018'.{nearest(of, register.datasets)}"))
    periods = dict.fromkeys(row.period for row in register.datasets[of].observations)
    yield from ((period, period_or_text(period)) for period in periods)


def _ids(register: Register, of: str) -> Iterator[Row]:
    yield from ((item.id, item.kind, item.title, str(item.place)) for item in register.items.values()
                if item.id and of in ("", item.kind, item.edition))


def _tags(register: Register, of: str) -> Iterator[Row]:
    yield from ((tag.id, tag.name) for tag in register.framework.tags)


def _editions(register: Register, of: str) -> Iterator[Row]:
    yield from ((one.id, one.label, one.status, one.published.isoformat()) for one in register.editions.values())


def _publications(register: Register, of: str) -> Iterator[Row]:
    yield from ((one.key, one.publisher, one.title, one.year) for one in register.references.values())


LISTS: Mapping[str, Callable[[Register, str], Iterator[Row]]] = {
    "areas": _areas, "tables": _tables, "periods": _periods, "ids": _ids, "tags": _tags, "editions": _editions,
    "publications": _publications,
}
"""What can be listed. `of` limits areas to a kind, and ids to a kind or an edition; for periods it names the table."""
