"""A cache of what files and expressions came to, for a process that reads the same book again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from typing import Any, TypeVar

Result = TypeVar("Result")


class ReadingCache:
    """Keeps what each file was read to for as long as all that it was read from stays the same.

    A hit is the very object of before, so whoever gets it must change nothing of it. There is one entry for each file, so the
    cache never grows beyond the book.
    """

    def __init__(self) -> None:
        self._kinds: defaultdict[str, dict[str, tuple[object, Any]]] = defaultdict(dict)

    def get(self, kind: str, name: str, made_from: object, read: Callable[[], Result]) -> Result:
        """What `read` gives for the file `name`, which it is called for unless `made_from` equals that of the last time.

        What `read` raises passes through and is not kept: such a file is tried again each time.
        """
        entries = self._kinds[kind]
        entry = entries.get(name)
        if entry is not None and (entry[0] is made_from or entry[0] == made_from):
            hit: Result = entry[1]
            return hit
        result = read()
        entries[name] = made_from, result
        return result

    def keep_only(self, kind: str, names: Container[str]) -> None:
        """Forget what is kept of this kind under any other name: those of files that are gone, or of expressions once typed."""
        entries = self._kinds[kind]
        for name in [name for name in entries if name not in names]:
            del entries[name]
