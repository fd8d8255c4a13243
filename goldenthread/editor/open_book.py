"""A book that is open in an editor: what was last read of it, with the texts that are not saved yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.book import (
    EDITIONS_FILE,
    LoadedBook,
    ReadingCache,
    SavedTexts,
    Unreadable,
    read_book,
    read_text,
    reading_unsaved,
)
from goldenthread.editor.problem_spans import LocatedProblem, located
from goldenthread.model import Fault
from goldenthread.rules import check_loaded, check_prose
from goldenthread.system import collecting_rarely, is_of_book

SETTINGS = ("ubproject.toml", "conf.py")


@dataclass(slots=True)
class OpenBook:
    """The book at `root`. `unsaved` are the texts of the files that an editor holds, by their paths in the book.

    `loaded` is what was last read of it, even where it cannot be read since, so that an author in the middle of a change still
    gets help; None until it could be read for the first time. `problems` are those of the last check.
    """

    root: Path
    unsaved: dict[str, str] = field(default_factory=dict)
    loaded: LoadedBook | None = None
    problems: tuple[LocatedProblem, ...] = ()
    _cache: ReadingCache = field(default_factory=ReadingCache)
    _saved: SavedTexts = field(default_factory=SavedTexts)

    def look(self) -> None:
        """Read the book as it stands in the editor and run every rule, as `goldenthread check --prose` does."""
        texts = dict(self.unsaved)  # an editor may change them meanwhile
        with collecting_rarely(), reading_unsaved(texts, self._saved):
            try:
                loaded = read_book(self.root, self._cache)
                found = [*check_loaded(self.root, loaded, self._cache), *check_prose(self.root, self._cache)]
                self.loaded = loaded
            except Unreadable as unreadable:
                found = list(unreadable.problems)
            datasets = self.loaded.register.datasets if self.loaded else {}
            self.problems = tuple(located(problem, self.text(problem.place.file, texts), datasets) for problem in found)

    def text(self, file: str, texts: Mapping[str, str] | None = None) -> str:
        """A file as it stands in the editor, or else on disk, line ends as `\\n`; empty where it cannot be read."""
        unsaved = (self.unsaved if texts is None else texts).get(file)
        if unsaved is not None:  # whatever signs it holds
            return unsaved.replace("\r\n", "\n").replace("\r", "\n")
        if (kept := self._saved.get(self.root, file)) is not None:
            return kept
        try:
            return read_text(self.root, file)
        except Fault:
            path = self.root / file
        try:  # a pipe would be waited for without end
            return path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
        except (OSError, ValueError):
            return ""

    def file_of(self, path: Path) -> str:
        """The path of a file below the book's folder with `/`; empty for a file that is none of the book's."""
        plain = Path(os.path.normpath(path))
        for inside, root in ((plain, self.root), (path.resolve(), self.root.resolve())):  # either may lead through a link
            if inside.is_relative_to(root):
                file = inside.relative_to(root).as_posix()
                return file if is_of_book(file) or file in SETTINGS else ""
        return ""


def book_folder_of(place: Path) -> Path | None:
    """The folder of the book in which a file or folder lies: its own or one above it. None where it lies in no book."""
    return next((folder for folder in (place, *place.parents) if (folder / EDITIONS_FILE).is_file()), None)
