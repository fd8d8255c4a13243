"""Digests by which the program notices a change. Published files have checksums instead: see `checksums`."""

from __future__ import annotations

from hashlib import blake2b


def digest(content: str | bytes) -> str:
    """The BLAKE2b digest of a text or of bytes: 32 hexadecimal digits."""
    # file names on POSIX systems may contain bytes that are not UTF-8, which Python represents as lone surrogates
    raw = content if isinstance(content, bytes) else content.encode(errors="surrogateescape")
    return blake2b(raw, digest_size=16).hexdigest()
