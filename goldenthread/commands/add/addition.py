"""What is to be added to a book: its files, and the words about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.model import Fault, Place, Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """The files to be written, by their paths, and `what` is added and where, as a sentence without its full stop.

    `remarks` are lines about what an author has to do next. `left_to_do` are codes of problems, or beginnings of codes, that ask
    for the next addition: the author is told about these problems, but they do not prevent writing.
    """

    files: Mapping[str, str | bytes]
    what: str
    remarks: Sequence[str] = field(default_factory=list)
    left_to_do: tuple[str, ...] = ()


def add_fault(place: str, code: str, what: str, fix: str) -> Fault:
    """The fault that prevents something from being added, to be raised."""
    return Fault(Problem(Place(file=place, line=0), code, what, fix))
