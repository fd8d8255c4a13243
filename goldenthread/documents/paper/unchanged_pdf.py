"""Whether a PDF is still what its source would give: setting takes most of a build's time, and most volumes stay the same.

Beside each PDF stands a record, which is not published: the digest of all that it was made from, and that of the PDF itself.
"""

from __future__ import annotations

from pathlib import Path

from goldenthread.system import digest, digest_of_code


def record_name(file: str) -> str:
    """The record of a PDF. It begins with a dot, for what does is not published."""
    return f".{file}.made"


def digest_of_source(workdir: Path, *options: object) -> str:
    """A digest of everything in a folder of sources, of the options, and of the programs that make a PDF of them."""
    files = sorted((path.name, digest(path.read_bytes())) for path in workdir.iterdir() if path.is_file())
    return digest(repr((digest_of_code(), options, files)))


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
