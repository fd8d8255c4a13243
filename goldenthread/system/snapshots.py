"""All that a build is made from, as one print: equal to an earlier one, there is nothing to do."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
# not of the book; what a book's own folder begins with a dot is its author's tools'
LEFT_OUT = {"benchmarks", "build", "node_modules", "tests", PACKAGE.name}


def print_of_inputs(root: Path) -> str:
    """A print of the content of every file of the book, of the code that builds it and of what is installed beside it."""
    found = hashlib.blake2b(print_of_code().encode(), digest_size=16)
    for name, entry in _files(root):
        found.update(f"\n{name}\n".encode(errors="surrogateescape"))
        with open(entry.path, "rb") as file:
            found.update(file.read())
    return found.hexdigest()


def stamps_of_inputs(root: Path) -> dict[str, tuple[int, ...]]:
    """When each file of the book was last touched, and its size: unlike its print, these differ after a change and back."""
    found = ((name, entry.stat()) for name, entry in _files(root))
    return {name: (told.st_mtime_ns, told.st_size, told.st_ino) for name, told in found}


def changed_since(root: Path, stamps: Mapping[str, tuple[int, ...]]) -> list[str]:
    """The files of a book that are not as they were when these stamps were taken, or are no longer there, or are new."""
    now = stamps_of_inputs(root)
    return sorted(name for name in {*stamps, *now} if stamps.get(name) != now.get(name))


def _files(root: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Every file of a book with its name below the root, in the order of folders and names."""
    files, waiting = list[tuple[str, os.DirEntry[str]]](), [("", os.fspath(root))]
    while waiting:
        above, folder = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as entries:  # a folder may be gone by now, or not be ours to read
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    if entry.name not in LEFT_OUT and not entry.is_symlink():
                        waiting.append((f"{above}{entry.name}/", entry.path))
                elif entry.is_file():
                    files.append((f"{above}{entry.name}", entry))
    return sorted(files, key=lambda file: file[0].split("/"))


def print_of_code() -> str:
    """A print of what builds a book: Python, this package file by file, and when anything was last installed beside it."""
    code = [(path.as_posix(), path.stat()) for path in PACKAGE.rglob("*") if path.suffix != ".pyc" and path.is_file()]
    told = sorted((name, of.st_mtime_ns, of.st_size) for name, of in code)
    installed = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    return hashlib.blake2b(repr((sys.version, os.environ.get("SOURCE_DATE_EPOCH"), told, installed)).encode()).hexdigest()


class FilePrints:
    """Prints of files as they were when first asked for, each read once."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = os.fspath(root)
        self._known: dict[str, str] = {}

    def of(self, files: Iterable[str]) -> str:
        """One print of several files, each named below the root or in full. One that is not there counts as such."""
        told = "".join(map(self._file, sorted(files)))
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()

    def _file(self, name: str) -> str:
        if name not in self._known:
            try:
                with open(os.path.join(self._root, name), "rb") as file:
                    self._known[name] = hashlib.blake2b(file.read(), digest_size=16).hexdigest()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                self._known[name] = "none"
        return self._known[name]
