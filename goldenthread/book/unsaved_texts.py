"""Texts in an editor that are not saved yet: within `reading_unsaved` they are read in place of the files on disk.

Every text of a book is read through one function, `read_text`, which asks this module first; so readers, rules and views all see
what an author sees, without knowing about editors.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path


class SavedTexts:
    """The texts of files as last read without a fault, for a process that reads the same book again and again."""

    def __init__(self) -> None:
        self._texts: dict[tuple[Path, str], tuple[tuple[int, int, int], str]] = {}

    def get(self, root: Path, file: str) -> str | None:
        """The text of a file below `root` that has not changed since it was kept; None if it must be read."""
        kept = self._texts.get((root, file))
        try:
            # called thousands of times per check: constructing a `Path` takes longer than asking the system
            return kept[1] if kept and kept[0] == _stamp(os.stat(f"{root}/{file}")) else None
        except OSError:
            return None

    def keep(self, root: Path, file: str, status: os.stat_result, text: str) -> None:
        """Keep the text of a file; `status` is from before it was read, so that a change meanwhile is noticed."""
        self._texts[root, file] = _stamp(status), text


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


_UNSAVED: ContextVar[tuple[Mapping[str, str], SavedTexts]] = ContextVar("unsaved texts")


@contextmanager
def reading_unsaved(texts: Mapping[str, str], saved: SavedTexts | None = None) -> Iterator[None]:
    """Within the block and in this thread, read these texts, given by their paths below the book's folder with `/`.

    Other files are read from disk; with `saved`, only if they have changed.
    """
    token = _UNSAVED.set((texts, saved or SavedTexts()))
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def unsaved_texts() -> Mapping[str, str]:
    """The texts to be read in place of files, by path; empty outside `reading_unsaved`."""
    return _UNSAVED.get(({}, None))[0]


def saved_texts() -> SavedTexts | None:
    """The kept texts of files that were read before; None outside `reading_unsaved`."""
    return _UNSAVED.get(({}, None))[1]
