"""Snapshots of everything that a build is made from: if one equals the last, there is nothing to do."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path

from goldenthread.system.book_folder import book_entries
from goldenthread.system.digests import digest
from goldenthread.system.trees import walk

PACKAGE = Path(__file__).parents[1]


def digest_of_inputs(root: Path) -> str:
    """A digest of the content of every file of the book, of the code that builds it and of the installed packages."""
    lines = [digest_of_code()]
    for name, entry in book_entries(root):
        if entry.is_file():
            with open(entry.path, "rb") as file:
                lines.append(f"{name} {digest(file.read())}")
    return digest("\n".join(lines))


def stamps_of_book(root: Path) -> dict[str, tuple[int, ...]]:
    """Time of change (ns), size and inode of each file of the book: unlike a digest, these reveal even an undone change."""
    stats = ((name, entry.stat()) for name, entry in book_entries(root) if entry.is_file())
    return {name: (stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in stats}


def changed_since(root: Path, stamps: Mapping[str, tuple[int, ...]]) -> list[str]:
    """The files of a book that have changed since these stamps were taken, or are gone, or are new."""
    now = stamps_of_book(root)
    return sorted(name for name in {*stamps, *now} if stamps.get(name) != now.get(name))


def digest_of_code() -> str:
    """A digest of what builds a book: Python, every file of this package, and when a package was last installed beside it."""
    files = sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in
                   ((name, entry.stat()) for name, entry in walk(PACKAGE) if not name.endswith(".pyc") and entry.is_file()))
    # pip changes the time of this folder when it installs or removes a package
    installed = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    return digest(repr((sys.version, os.environ.get("SOURCE_DATE_EPOCH"), PACKAGE.as_posix(), files, installed)))


class FileDigests:
    """Digests of files as they were when first asked for, each read once."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = os.fspath(root)
        self._known: dict[str, str] = {}

    def of(self, files: Iterable[str]) -> str:
        """One digest of several files, named by absolute path or relative to the root. A missing file changes the digest, too."""
        return digest("".join(map(self._file, sorted(files))))

    def _file(self, name: str) -> str:
        if name not in self._known:
            try:
                with open(os.path.join(self._root, name), "rb") as file:
                    self._known[name] = digest(file.read())
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                self._known[name] = "none"
        return self._known[name]
