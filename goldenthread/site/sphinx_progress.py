"""How far Sphinx is, in our own words."""

from __future__ import annotations

import re
from collections.abc import Callable

from goldenthread.system import Progress

# Sphinx 9 has no event for its progress: it is read from the lines of its status stream, and shows less if those change. Their
# words are in the book's language, so which step a percentage belongs to is taken from the events between the steps
_PERCENT = re.compile(r"\[ *(\d+)%\]")
# written by the builders for print
_VOLUME = re.compile(r"making the file (\S+)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")
RECORDS = "Writing the records of items and tables"


class SphinxProgress:
    """The stream to which Sphinx writes its status, shown as progress."""

    encoding = "utf-8"

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._step: Callable[[int], None] | None = None
        self._pages, self._records, self._files = 0, 0, 0

    def reading(self, pages: int) -> None:
        """Sphinx begins to read so many chapters."""
        self._pages, self._step = pages, self._read

    def writing(self) -> None:
        """All chapters are read, and what is written next are their pages."""
        self._step = self._written

    def write(self, text: str) -> int:
        plain = _COLOUR.sub("", text)
        if match := _PERCENT.search(plain):
            if self._step:
                self._step(int(match[1]))
        elif match := _VOLUME.search(plain):
            self._files += 1
            self.progress.part(f"Making file {self._files}: {match[1]}")
        return len(text)

    def record(self) -> None:
        """One more page that comes from no chapter was written."""
        self._records, self._step = self._records + 1, None
        self.progress.part(RECORDS)
        if self._records % 20 == 0:
            self.progress.at(f"{RECORDS}: {self._records:,}")

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def _read(self, percent: int) -> None:
        pages = f"{self._pages:,} page{'' if self._pages == 1 else 's'}"
        self.progress.part(f"Reading {pages}")
        self.progress.at(f"Reading {self._pages * percent // 100:,} of {pages}", percent)

    def _written(self, percent: int) -> None:
        self.progress.part("Writing pages")
        self.progress.at(f"Writing pages: {percent}%", percent)
        if percent == 100:  # percentages that follow are of pictures and downloads
            self._step = None
