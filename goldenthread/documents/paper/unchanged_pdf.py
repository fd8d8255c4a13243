"""Whether a PDF is still what its source would give: setting takes most of a build's time, and most volumes stay the same.

Beside each PDF stands a record, which is not published: the digest of all that it was made from, and that of the PDF itself.
"""

from __future__ import annotations

import json
from pathlib import Path

from goldenthread.documents.paper.volume import ConvertedVolume
from goldenthread.system import digest, digest_of_code


def record_name(file: str) -> str:
    """The record of a PDF. It begins with a dot, for what does is not published."""
    return f".{file}.made"


def digest_of_source(converted: ConvertedVolume, *options: object) -> str:
    """A digest of all that a volume holds, of the options, and of the programs that make a PDF of them.

    It is asked before pandoc writes the source of Typst, which takes as long as all that comes before it.
    """
    chapters = [(chapter.docname, chapter.annex, chapter.made, digest(json.dumps(chapter.blocks)))
                for chapter in converted.chapters]
    pictures = [(name, digest(picture.read_bytes() if isinstance(picture, Path) else picture))
                for name, picture in sorted(converted.pictures.items())]
    return digest(repr((digest_of_code(), options, chapters, pictures, converted.entries, sorted(converted.titles.items()))))


def is_unchanged(pdf: Path, source: str) -> bool:
    """Whether a PDF stands there as it was made, and was made from a source with this digest."""
    try:
        recorded = (pdf.parent / record_name(pdf.name)).read_text(encoding="utf-8")
        return recorded == record_of(source, pdf.read_bytes())
    except (OSError, UnicodeDecodeError):
        return False


def record_of(source: str, pdf: bytes) -> str:
    """What the record of a PDF says."""
    return f"{source} {digest(pdf)}\n"
