"""What each page and file of the site was made from, kept from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHAPTERS, NEEDS, FILES = "chapters", "needs", "files"
"""Kinds of entries beside the folders of pages that come from no chapter (of items, of datasets)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A digest of all that something was made from, and the keys by which that digest can be worked out again."""

    digest: str
    keys: tuple[Any, ...] = ()


class PageStore:
    """The one store that answers "what has changed since it was written?". It is kept in one JSON file.

    Entries have a kind and a name. An entry says that what it names was written, whole, from what its digest stands for.
    While pages are written the file is not there, and after a build that failed it holds no entry of that build: a page that
    may not be as its entry says has none, and is written again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written: set[tuple[str, str]] = set()
        self._text = file.read_text(encoding="utf-8") if file.is_file() else "{}"
        kinds: dict[str, dict[str, tuple[str, list[Any]]]] = json.loads(self._text)
        self._entries = {kind: {name: Entry(digest, tuple(map(_as_key, keys))) for name, (digest, keys) in entries.items()}
                         for kind, entries in kinds.items()}

    def get(self, kind: str, name: str) -> Entry | None:
        """What is known of it: None when it was never written, or not whole."""
        return self._entries.get(kind, {}).get(name)

    def put(self, kind: str, name: str, digest: str, keys: Iterable[Any] = ()) -> None:
        """Note that it is written in this build, from what the digest stands for."""
        self._entries.setdefault(kind, {})[name] = Entry(digest, tuple(keys))
        self._written.add((kind, name))

    def drop(self, kind: str, name: str) -> None:
        """Forget what was known of it, if anything."""
        self._entries.get(kind, {}).pop(name, None)

    def clear(self) -> None:
        """Forget everything, at once and on the disk."""
        self._entries.clear()
        self.open_for_writing()

    def names(self, kind: str) -> list[str]:
        """All of a kind of which something is known."""
        return list(self._entries.get(kind, ()))

    def open_for_writing(self) -> None:
        """Take the file away until `save`, so that a process that is ended in between leaves nothing that may be wrong."""
        self._file.unlink(missing_ok=True)

    def save(self, *, failed: bool = False) -> None:
        """Write the file. After a build that failed, what it was to write may not be there: those entries are left out."""
        if failed:
            for kind, name in self._written:
                self.drop(kind, name)
        self._written.clear()
        kinds = {kind: {name: (entry.digest, entry.keys) for name, entry in sorted(entries.items())}
                 for kind, entries in sorted(self._entries.items()) if entries}
        text = json.dumps(kinds, ensure_ascii=False, separators=(",", ":"))
        if text != self._text or not self._file.is_file():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(text, encoding="utf-8", newline="\n")
            self._text = text


def _as_key(value: Any) -> Any:
    # JSON knows no tuples, and a key must be one to be compared with those of this build
    return tuple(value) if isinstance(value, list) else value
