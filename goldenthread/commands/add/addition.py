"""What is to be added to a book: its files, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.model import Fault, Place, Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """The files that are written, by their paths, and `what` was added and where, as a sentence without its full stop.

    `remarks` are lines about what an author has to do then. Of `left_to_do`, codes of problems or their beginnings, the author is
    told when the book with the addition has such: they ask for what is to be added next, and are no reason to write nothing.
    """

    files: Mapping[str, str | bytes]
    what: str
    remarks: Sequence[str] = field(default_factory=list)
    left_to_do: tuple[str, ...] = ()


def add_fault(place: str, code: str, what: str, fix: str) -> Fault:
    """What keeps something from being added, to be raised."""
    return Fault(Problem(Place(file=place, line=0), code, what, fix))
