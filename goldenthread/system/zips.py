"""The zip file that a Word document is: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile

# the first day that a zip file can name
_DAY = (1980, 1, 1, 0, 0, 0)


def repacked(document: bytes) -> bytes:
    """The same document without the hour at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            # a picture is packed already
            new.writestr(entry, old.read(name), compresslevel=1 if name.endswith((".png", ".jpg", ".jpeg")) else 9)
    return stream.getvalue()
