"""Rules about the book's folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from goldenthread.book import SKIPPED_FOLDERS
from goldenthread.model import Place, Problem
from goldenthread.rules.registry import Book, rule


@rule("source.folder-link")
def folder_is_no_link(book: Book) -> Iterator[Problem]:
    """A folder of the book is a folder of its own, and no link to another."""
    top = str(book.root)
    for folder, below, _files in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".") and not (folder == top and name in SKIPPED_FOLDERS)]
        for name in below:
            path = Path(folder, name)
            if path.is_symlink():
                yield Problem(Place(file=path.relative_to(book.root).as_posix(), line=1), "source.folder-link",
                              "This is a link to a folder: the build would read what lies there, the rules would not.",
                              "Put the folder itself in its place.")
