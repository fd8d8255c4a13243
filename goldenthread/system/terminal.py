"""What is printed reaches every terminal: a letter that it cannot show is written with letters that it has."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

PLAIN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "←": "<-", "×": "x",
         "·": "-", "•": "*", "≥": ">=", "≤": "<=", "£": "GBP ", "€": "EUR ", "\u00a0": " ", "\u202f": " "}


def fit_output() -> None:
    """Let no message fail for the code page of the terminal or of the file that it is printed to."""
    codecs.register_error("goldenthread", plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="goldenthread")


def plainly(error: UnicodeError) -> tuple[str, int]:
    """Other letters for those that could not be encoded, as the codecs of Python ask for them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_plain(letter) for letter in error.object[error.start:error.end]), error.end


def _plain(letter: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if part.isascii())
    return PLAIN.get(letter) or bare or "?"
