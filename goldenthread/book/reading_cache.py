"""A cache of the results from files and expressions, for a process that reads the same book again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from typing import Any, TypeVar

Result = TypeVar("Result")


class ReadingCache:
    """Keeps the result from each file for as long as everything that it was made from stays the same.

    A hit is the same object as before, so callers must not change it. There is one entry for each file, so the cache never grows
    beyond the book.
    """

    def __init__(self) -> None:
        self._kinds: defaultdict[str, dict[str, tuple[object, Any]]] = defaultdict(dict)

    def get(self, kind: str, name: str, made_from: object, read: Callable[[], Result]) -> Result:
        """The result of `read` for the file `name`; `read` is called only if `made_from` differs from that of the last call.

        Exceptions of `read` pass through and are not kept: such a file is tried again each time.
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
        """Forget entries of this kind under any other name, such as those of files that are gone, or of earlier expressions."""
        entries = self._kinds[kind]
        for name in [name for name in entries if name not in names]:
            del entries[name]
