"""Texts that stand in an editor and are not saved yet: within `reading_unsaved` they are read in place of the files on disk.

Every text of a book is read through one function, `read_text`, which asks here first; so readers, rules and views alike see what
an author sees, and none of them knows of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path


class SavedTexts:
    """What files held when they were last read and found fit, for a process that reads the same book again and again."""

    def __init__(self) -> None:
        self._texts: dict[tuple[Path, str], tuple[tuple[int, int, int], str]] = {}

    def get(self, root: Path, file: str) -> str | None:
        """What a file below `root` holds that has not changed since it was kept; None where it is to be read."""
        kept = self._texts.get((root, file))
        try:
            # thousands of times a look: putting a `Path` together takes longer than asking the system
            return kept[1] if kept and kept[0] == _stamp(os.stat(f"{root}/{file}")) else None
        except OSError:
            return None

    def keep(self, root: Path, file: str, status: os.stat_result, text: str) -> None:
        """Keep what a file held; `status` was asked for before it was read, so that a change meanwhile is seen."""
        self._texts[root, file] = _stamp(status), text


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


_UNSAVED: ContextVar[tuple[Mapping[str, str], SavedTexts]] = ContextVar("unsaved texts")


@contextmanager
def reading_unsaved(texts: Mapping[str, str], saved: SavedTexts | None = None) -> Iterator[None]:
    """Have what is read within, in this thread, read from these texts, by their paths below the book's folder with `/`.

    What they do not hold is read from disk; with `saved`, only where it has changed.
    """
    token = _UNSAVED.set((texts, saved or SavedTexts()))
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def unsaved_texts() -> Mapping[str, str]:
    """What is to be read in place of files, by path; empty outside `reading_unsaved`."""
    return _UNSAVED.get(({}, None))[0]


def saved_texts() -> SavedTexts | None:
    """What is kept of files that were read before; None outside `reading_unsaved`."""
    return _UNSAVED.get(({}, None))[1]
