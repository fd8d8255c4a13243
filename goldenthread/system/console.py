"""How far long work is: a bar on a terminal, and elsewhere, such as in a CI log, a line for each part of the work.

Both go to the error stream, so that what a command prints is the same wherever it runs.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from goldenthread.model import number_of

WIDTH = 24
CLEAR = "\r\x1b[2K"
_SHARE = re.compile(r"(reading sources|writing output)\.\.\. *\[ *(\d+)%\]")
_VOLUME = re.compile(r"making the file (\S+)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")


class Progress:
    """Tells of one part of the work after another, and of nothing once it is `over`."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr
        # a CI system may lend its programs a terminal, and keeps what is drawn there line by line
        self.draws = self._stream.isatty() and not os.environ.get("CI")
        self._part, self._shown = "", ""

    def part(self, said: str, *, line: bool = True) -> None:
        """Another part of the work begins; where no bar is drawn, a `line` says so."""
        if said != self._part:
            self._part = said
            if self.draws:
                self._draw(f"{said} …")
            elif line:
                self._write(f"{said}.\n")

    def at(self, said: str, share: int = -1) -> None:
        """So far the part has come, for a terminal only; `share` is in percent, where it is known."""
        if self.draws:
            full = min(share, 100) * WIDTH // 100
            self._draw(f"{'█' * full}{'░' * (WIDTH - full)} {said}" if share >= 0 else f"{said} …")

    def over(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._write(CLEAR)
        self._part = self._shown = ""

    def _draw(self, said: str) -> None:
        room = shutil.get_terminal_size().columns - 1
        if said != self._shown:
            self._write(f"{CLEAR}{said[:room]}")
            self._shown = said

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError, UnicodeError):  # nobody is looking any longer, or the terminal has no such letters
            self.draws = False


@contextmanager
def shown(said: str, stream: IO[str] | None = None) -> Iterator[None]:
    """Show on a terminal what is being done, and nothing elsewhere."""
    progress = Progress(stream)
    progress.part(said, line=False)
    try:
        yield
    finally:
        progress.over()


class SphinxProgress:
    """The stream to which Sphinx tells its status, turned into progress in our words. `pages` is how many it will read."""

    encoding = "utf-8"

    def __init__(self, progress: Progress) -> None:
        self.progress, self.pages, self.records, self.files = progress, 0, 0, 0

    def write(self, text: str) -> int:
        plain = _COLOUR.sub("", text)
        if found := _SHARE.search(plain):
            self._share(found[1], int(found[2]))
        elif found := _VOLUME.search(plain):
            self.files += 1
            self.progress.part(f"Making file {self.files}: {found[1]}")
        return len(text)

    def record(self) -> None:
        """One more page that stands in no chapter was written."""
        self.records += 1
        self.progress.part("Writing the records of items and tables")
        if self.records % 20 == 0:
            self.progress.at(f"Writing the records of items and tables: {self.records:,}")

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def _share(self, what: str, share: int) -> None:
        if what == "reading sources":
            done, of = self.pages * share // 100, number_of(self.pages, "page")
            self.progress.part(f"Reading {of}")
            self.progress.at(f"Reading {done:,} of {of}", share)
        else:
            self.progress.part("Writing pages")
            self.progress.at(f"Writing pages: {share}%", share)
