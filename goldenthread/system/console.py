"""The console: progress of long work, and output that no terminal refuses.

Progress is a bar on a terminal, and elsewhere, such as in the log of a CI system, a line for each part of the work. It goes to
the error stream, so that what a command prints is the same wherever it runs.
"""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

BAR_WIDTH = 24
CLEAR_LINE = "\r\x1b[2K"
PLAIN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "←": "<-", "×": "x",
         "·": "-", "•": "*", "≥": ">=", "≤": "<=", "£": "GBP ", "€": "EUR ", "\u00a0": " ", "\u202f": " "}


class Progress:
    """Shows one part of the work after another, until it is `over`."""

    silent = False
    """Whether nothing is shown at all, in this process."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr
        # a CI system may lend its programs a terminal, and keeps what is drawn there line by line
        self.draws = self._stream.isatty() and not os.environ.get("CI")
        self._part, self._drawn = "", ""

    def part(self, name: str, *, line: bool = True) -> None:
        """Begins another part of the work; if no bar is drawn, prints `line` instead."""
        if name != self._part:
            self._part = name
            if self.draws:
                self._draw(f"{name} …")
            elif line:
                self._write(f"{name}.\n")

    def at(self, text: str, percent: int = -1) -> None:
        """Shows how far the part is, on a terminal only; `percent` of it is done, or -1 if that is not known."""
        if self.draws:
            full = min(percent, 100) * BAR_WIDTH // 100
            self._draw(f"{'█' * full}{'░' * (BAR_WIDTH - full)} {text}" if percent >= 0 else f"{text} …")

    def over(self) -> None:
        """Clear the bar."""
        if self._drawn:
            self._write(CLEAR_LINE)
        self._part = self._drawn = ""

    def _draw(self, text: str) -> None:
        columns = shutil.get_terminal_size().columns - 1
        if text != self._drawn:
            self._write(f"{CLEAR_LINE}{text[:columns]}")
            self._drawn = text

    def _write(self, text: str) -> None:
        if self.silent:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError, UnicodeError):  # the stream is closed, or the terminal lacks these characters
            self.draws = False


@contextmanager
def showing(text: str, stream: IO[str] | None = None) -> Iterator[None]:
    """Show on a terminal what is being done, and nothing elsewhere."""
    progress = Progress(stream)
    progress.part(text, line=False)
    try:
        yield
    finally:
        progress.over()


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines, each column as wide as its longest cell."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def print_in_any_encoding() -> None:
    """Prevent a message from failing because of the encoding of the terminal or file that it is printed to.

    A Windows console may still have a code page without quotation marks or dashes: these are replaced by characters that it has.
    """
    codecs.register_error("goldenthread", _replace_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="goldenthread")


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start:error.end])), error.end


def _plain(letter: str) -> str:
    without_accents = "".join(part for part in unicodedata.normalize("NFKD", letter) if part.isascii())
    return PLAIN.get(letter) or without_accents or "?"
