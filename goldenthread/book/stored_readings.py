"""The results of reading and searching the texts of a book, kept on disk from one command to the next.

Reading every chapter is most of a check, and between two checks few chapters change. The file belongs to the code that wrote it:
its name is a digest of that code, so that results of other code are never used, nor a file that came with the book.
"""

from __future__ import annotations

import pickle
import re
import sqlite3
from collections.abc import Callable, Container, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.vocabulary import Vocabulary
from goldenthread.model import Dataset
from goldenthread.system import digest, digest_of_code

Result = TypeVar("Result")
FOLDER = "build/.readings"
STORED = frozenset({"absences", "by hand", "chapter", "chapter text", "chart", "prose", "references", "signs", "units", "value",
                    "vocabulary"})
"""The kinds that are stored.

All others are kept in memory only: making them is faster than loading, or they are about persons.
"""
SECONDS = 0.2
"""How long to wait for another command that has the file open; after that, everything is read from the book."""


@contextmanager
def keeping_readings(root: Path) -> Iterator[ReadingCache]:
    """A cache that begins with the results of earlier commands for the book at `root`; new results are stored for later ones.

    If nothing can be stored, as in a read-only folder, it is only a cache in memory; what cannot be loaded is read again. Nothing
    is stored if the block raises.
    """
    folder = root / FOLDER
    readings = StoredReadings(folder / f"{digest_of_code()}.sqlite")
    yield readings
    with suppress(OSError, sqlite3.Error):
        readings.store()
        for path in folder.iterdir():
            if path.stem != readings.file.stem:  # of other code
                path.unlink()


class StoredReadings(ReadingCache):
    """A cache whose entries of the kinds in `STORED` are loaded from a file as they are asked for.

    An entry is used if the digest of what it was made from is the same: of texts, tables, and the stored vocabulary.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self._rows = _rows_in(file)
        self._asked: dict[tuple[str, str], str] = {}
        self._new: dict[tuple[str, str], bytes] = {}
        self._vocabulary: tuple[Vocabulary | None, str] = None, ""

    def get(self, kind: str, name: str, made_from: object, read: Callable[[], Result]) -> Result:
        if kind not in STORED:
            return super().get(kind, name, made_from, read)
        key = self._digest_of(made_from)
        self._asked.pop((kind, name), None)
        result = super().get(kind, name, made_from, lambda: self._loaded_or_read(kind, name, key, read))
        self._asked[kind, name] = key
        if isinstance(result, Vocabulary):
            self._vocabulary = result, key
        return result

    def _loaded_or_read(self, kind: str, name: str, key: str, read: Callable[[], Result]) -> Result:
        row = self._rows.get((kind, name))
        if row and row[0] == key and row[1] == digest(row[2]):
            with suppress(Exception):  # whatever is in a file that was not written properly
                loaded: Result = pickle.loads(row[2])
                return loaded
        result = read()
        self._new[kind, name] = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        return result

    def _digest_of(self, made_from: object) -> str:
        """A digest of what something is made from. Raises `TypeError` for objects without a lasting digest."""
        if isinstance(made_from, str):
            return digest(made_from)
        if made_from is None or isinstance(made_from, bool | int):
            return repr(made_from)
        if isinstance(made_from, re.Pattern):
            return digest(f"{made_from.flags} {made_from.pattern}")
        if isinstance(made_from, Dataset):
            return made_from.source_digest
        if made_from is self._vocabulary[0]:
            return self._vocabulary[1]
        if isinstance(made_from, tuple | list):
            return digest(",".join(map(self._digest_of, made_from)))
        if isinstance(made_from, set | frozenset):
            return digest(",".join(sorted(map(self._digest_of, made_from))))
        if isinstance(made_from, dict):
            return self._digest_of(frozenset(made_from.items()))
        raise TypeError(f"A reading made from {type(made_from).__name__} cannot be stored.")

    def keep_only(self, kind: str, names: Container[str]) -> None:
        super().keep_only(kind, names)
        for entry in [entry for entry in self._asked if entry[0] == kind and entry[1] not in names]:
            del self._asked[entry]

    def store(self) -> None:
        """Write new entries, and delete those not asked for although others of their kind were: their files are gone.

        Raises `OSError` or `sqlite3.Error` if it cannot be written; the file then stays as it was.
        """
        kinds = {kind for kind, _name in self._asked}
        gone = [entry for entry in self._rows if entry[0] in kinds and entry not in self._asked]
        new = [(*entry, self._asked[entry], digest(content), content) for entry, content in self._new.items()
               if entry in self._asked]
        if not new and not gone:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=SECONDS)) as connection, connection:
            # what a machine failure leaves half written is detected by its digest, and read again
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("CREATE TABLE IF NOT EXISTS readings (kind TEXT, name TEXT, made_from TEXT, digest TEXT, "
                               "content BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID")
            connection.executemany("DELETE FROM readings WHERE kind = ? AND name = ?", gone)
            connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", new)


def _rows_in(file: Path) -> dict[tuple[str, str], tuple[str, str, bytes]]:
    """By kind and name: a digest of what it was made from, a digest of its content, and the content; empty without such a
    file."""
    rows: dict[tuple[str, str], Any] = {}
    with suppress(OSError, sqlite3.Error):
        if file.is_file():
            with closing(sqlite3.connect(file, timeout=SECONDS)) as connection:
                stored = connection.execute("SELECT kind, name, made_from, digest, content FROM readings")
                rows = {row[:2]: row[2:] for row in stored}
    return rows
