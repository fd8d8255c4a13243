"""The one walk over a folder's files."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator

Skip = Callable[[str, list[str]], Iterable[str]]
"""Returns the names in a folder that are to be left out; the same signature as `ignore` of `shutil.copytree`."""


def nothing_skipped(folder: str, names: list[str]) -> Iterable[str]:
    """The `Skip` that leaves out nothing."""
    return ()


NS_PER_SECOND = 1_000_000_000


def is_exact(mtime_ns: int) -> bool:
    """Whether a file's time of change is precise enough to distinguish any two changes.

    FAT and some network disks store whole seconds: there a file may be written twice and keep its time.
    """
    return mtime_ns % NS_PER_SECOND != 0


def walk(
    folder: str | os.PathLike[str], skip: Skip = nothing_skipped, *, missing_ok: bool = False
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry below a folder that is not itself a folder, with its path relative to that folder, written with `/`; in no
    particular order.

    A link to a folder is such an entry and is not followed. Entries, not `Path`s: a site may have tens of thousands of files.
    Raises `OSError` if a folder cannot be read; with `missing_ok` it counts as empty, because it may just have been deleted.
    """
    waiting = [("", os.fspath(folder))]
    while waiting:
        above, path = waiting.pop()
        with contextlib.ExitStack() as stack:
            if missing_ok:
                stack.enter_context(contextlib.suppress(OSError))
            with os.scandir(path) as listing:
                entries = list(listing)
            skipped = set(skip(path, [entry.name for entry in entries]))
            for entry in entries:
                if entry.name in skipped:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{above}{entry.name}/", entry.path))
                else:
                    yield f"{above}{entry.name}", entry
