"""The one writer of zip files (Word documents, workbooks, the record of an edition): the same parts give the same bytes."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = date(1980, 1, 1)
"""The first day that a zip file can name."""
FAT, UNIX = 0, 3
# compressing again what is compressed already costs time and gains nothing
PACKED = (".png", ".jpg", ".jpeg")


def write_zip(file: IO[bytes], parts: Iterable[tuple[str, bytes]], day: date = FIRST_DAY, *, mode: int = 0) -> None:
    """Write parts, each with its path, into a zip file in the order given; each is dated `day`, or the first day possible.

    `mode` are the Unix permissions with which the files are unpacked; a document, which nobody unpacks, needs none. Everything
    that Python would write about this machine is left out: the time, the operating system, the permissions of files.
    """
    stamp = (*max(day, FIRST_DAY).timetuple()[:3], 0, 0, 0)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = ZipInfo(name, stamp)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, UNIX if mode else FAT
            entry.external_attr = (stat.S_IFREG | mode) << 16 if mode else 0
            archive.writestr(entry, content, compresslevel=1 if name.lower().endswith(PACKED) else 9)


def zip_of(parts: Iterable[tuple[str, bytes]], day: date = FIRST_DAY) -> bytes:
    """A zip file as bytes: see `write_zip`."""
    stream = io.BytesIO()
    write_zip(stream, parts, day)
    return stream.getvalue()


def repack(document: bytes, change: Callable[[str, bytes], bytes] = lambda name, content: content) -> bytes:
    """A zip file that a library wrote, rewritten by `write_zip`; `change` returns the new content of each part."""
    with ZipFile(io.BytesIO(document)) as archive:
        return zip_of((entry.filename, change(entry.filename, archive.read(entry))) for entry in archive.infolist())
