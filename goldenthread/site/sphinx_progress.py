"""How far Sphinx is, in our own words."""

from __future__ import annotations

import re

from goldenthread.system import Progress

# Sphinx 9 has no event for its progress: it is read from the lines of its status stream, and shows less if those change
_PERCENT = re.compile(r"(reading sources|writing output)\.\.\. *\[ *(\d+)%\]")
# written by the builders for print
_VOLUME = re.compile(r"making the file (\S+)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")
RECORDS = "Writing the records of items and tables"


class SphinxProgress:
    """The stream to which Sphinx writes its status, shown as progress. `pages` is how many chapters it will read."""

    encoding = "utf-8"

    def __init__(self, progress: Progress) -> None:
        self.progress, self.pages = progress, 0
        self._records, self._files = 0, 0

    def write(self, text: str) -> int:
        plain = _COLOUR.sub("", text)
        if match := _PERCENT.search(plain):
            self._percent(match[1], int(match[2]))
        elif match := _VOLUME.search(plain):
            self._files += 1
            self.progress.part(f"Making file {self._files}: {match[1]}")
        return len(text)

    def record(self) -> None:
        """One more page that comes from no chapter was written."""
        self._records += 1
        self.progress.part(RECORDS)
        if self._records % 20 == 0:
            self.progress.at(f"{RECORDS}: {self._records:,}")

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def _percent(self, step: str, percent: int) -> None:
        if step == "reading sources":
            pages = f"{self.pages:,} page{'' if self.pages == 1 else 's'}"
            self.progress.part(f"Reading {pages}")
            self.progress.at(f"Reading {self.pages * percent // 100:,} of {pages}", percent)
        else:
            self.progress.part("Writing pages")
            self.progress.at(f"Writing pages: {percent}%", percent)
