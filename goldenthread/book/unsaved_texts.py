"""Texts that stand in an editor and are not saved yet: within `reading_unsaved` they are read in place of the files on disk.

Every text of a book is read through one function, `read_text`, which asks here first; so readers, rules and views alike see what
an author sees, and none of them knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_UNSAVED: ContextVar[Mapping[str, str] | None] = ContextVar("unsaved texts", default=None)


@contextmanager
def reading_unsaved(texts: Mapping[str, str]) -> Iterator[None]:
    """Have what is read within, in this thread, read from these texts, by their paths below the book's folder with `/`.

    What they do not hold is read from disk.
    """
    token = _UNSAVED.set(texts)
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def unsaved_texts() -> Mapping[str, str]:
    """What is to be read in place of files, by path; empty outside `reading_unsaved`."""
    return _UNSAVED.get() or {}
