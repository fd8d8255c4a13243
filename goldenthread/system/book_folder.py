"""What a book is: the one list of what belongs to it in its folder. Anything else there is not read, watched or built."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from goldenthread.system.trees import walk

FRONT_PAGE = "index.md"
BOOK_FOLDERS = ("evidence", "strategy", "docs")
SETTINGS_FILES = ("conf.py", "ubproject.toml")
SPHINX_PATTERNS = (FRONT_PAGE, *(f"{folder}/**" for folder in BOOK_FOLDERS))
"""The book in the form of Sphinx's `include_patterns`. Hidden files are in its `exclude_patterns`: see `sphinx_defaults`."""


def is_of_book(file: str) -> bool:
    """Whether a path below the book's folder, written with `/`, belongs to the book's pages. Hidden files do not."""
    first, *below = file.split("/")
    return (file == FRONT_PAGE or bool(first in BOOK_FOLDERS and below)) and not any(map(is_hidden, below))


def is_hidden(name: str) -> bool:
    """Whether a name is not part of the book: it is hidden, or is the lock that an office program keeps while a file is open."""
    return name.startswith((".", "~$"))


def book_entries(root: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Every file of the book and of its settings, and every link in it, with its path below `root`; sorted by folders and names.

    A link to a folder is not followed. A folder that was deleted meanwhile, or may not be read, counts as empty.
    """
    return sorted(_entries(root), key=lambda file: file[0].split("/"))


def closed_folders(root: Path) -> list[tuple[str, str]]:
    """Each folder of the book that the system does not let us list, with the system's reason."""
    errors: list[OSError] = []
    for top in BOOK_FOLDERS:
        for _above, folders, _files in os.walk(root / top, onerror=errors.append):
            folders[:] = [name for name in folders if not name.startswith(".")]
    return [(Path(error.filename).relative_to(root).as_posix(), error.strerror or "refused") for error in errors
            if isinstance(error, PermissionError) and error.filename]


def _entries(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    top = {FRONT_PAGE, *BOOK_FOLDERS, *SETTINGS_FILES}
    with os.scandir(root) as listing:
        entries = [entry for entry in listing if entry.name in top]
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield entry.name, entry
        elif entry.name in BOOK_FOLDERS:
            for name, below in walk(entry.path, _hidden, missing_ok=True):
                yield f"{entry.name}/{name}", below


def _hidden(_folder: str, names: Sequence[str]) -> list[str]:
    """What an author's own tools keep beside the chapters, such as `.git` or an editor's backup."""
    return list(filter(is_hidden, names))
