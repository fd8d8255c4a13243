"""What came of files that were read before, for a process that reads the same book again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Memory:
    """Gives back what a file came to when it last held the same, and else reads it.

    What is given back is the very object of before: whoever gets it changes nothing of it.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[object, Any]] = {}

    def of(self, room: str, name: str, told: object, read: Callable[[], Result]) -> Result:
        """What `name` comes to; `told` is all that this hangs on. What cannot be read is tried again each time."""
        kept = self._kept.get((room, name))
        if kept is not None and kept[0] == told:
            found: Result = kept[1]
            return found
        found = read()
        self._kept[room, name] = told, found
        return found
