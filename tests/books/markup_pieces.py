"""Pieces of Markdown of every kind, valid and odd, and a book with each on a page of its own.

They stand in `markup/`. A piece begins with a line `=== what it is`; behind `->` are the codes of what check says of it. What
has none is published, so it must build without a warning.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.books.small_book import small_book, write_book

FOLDER = Path(__file__).parent / "markup"
HAS_A_TITLE = re.compile(r"(?:---\n|\(|% comment\n|Title as|Words\.\n\n# |# )")
DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
           '<rect width="40" height="20" fill="#123456"/></svg>\n')
REFERENCES = "".join(f"@misc{{{key},\n  author = {{{{Office {key}}}}},\n  title = {{Title {key}}},\n  year = {{2018}},\n"
                     f"  url = {{https://example.org/{key}}},\n}}\n" for key in ("one", "two"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of Markdown: what it is, its text, and the codes of what check says of it."""

    name: str
    text: str
    codes: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        """The page on which it stands."""
        return f"evidence/p-{re.sub(r'[^a-z0-9]+', '-', self.name.lower()).strip('-')}.md"

    @property
    def page(self) -> str:
        titled = HAS_A_TITLE.match(self.text) and re.search(r"^(?:# |===|---$)", self.text, re.MULTILINE)
        return self.text if titled else f"# {self.name.capitalize()}\n\n{self.text}"


def _pieces() -> dict[str, Piece]:
    found = {}
    for path in sorted(FOLDER.glob("*.md")):
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, text = block.partition("\n")
            name, _, codes = head.partition(" -> ")
            found[name.strip()] = Piece(name.strip(), text, frozenset(codes.replace(",", " ").split()))
    return found


PIECES: Mapping[str, Piece] = _pieces()


def _square() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * 40 for _ in range(40))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


BESIDE = {
    "docs/dot.svg": DRAWING, "docs/square.png": _square(), "evidence/references.bib": REFERENCES,
    "evidence/glossary.md": "# Glossary\n\n:::{glossary}\ngrowth\n  More of it.\n:::\n",
    "evidence/references.md": "# References\n\n```{bibliography}\n```\n",
}
"""What the pieces lead to."""


def write_book_of(root: Path, pieces: Sequence[Piece]) -> Path:
    """A book of these pieces, each on a page of the evidence base."""
    below = "\n".join(["people", "glossary", "references", *(piece.file[9:-3] for piece in pieces)])
    contents = f"# Evidence base\n\n```{{toctree}}\n{below}\n```\n"
    return write_book(root, {**BESIDE, **{piece.file: piece.page for piece in pieces}, "evidence/index.md": contents,
                             "index.md": small_book()["index.md"]})
