"""The content of a new book's `requirements.txt`: where the program that builds it comes from, identified by its content."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import goldenthread
from goldenthread.system import sha256_of

LOCK = "requirements.lock"
NOT_KNOWN = """\
# Where goldenthread came from is not known here. Write one line: the folder with its source, or its built file and hash, as in
# ./goldenthread-{version}-py3-none-any.whl --hash=sha256:(64 digits)
# A name alone will not do: on a public index it may be anybody's."""


def program_files(folder: Path) -> dict[str, str]:
    """The line of `requirements.txt` as `program`; as `lock`, the other packages to install if the program brings no lock itself.

    `program` is the path from `folder` to the source from which this runs; or the built file from which it was installed, with
    its SHA-256; or comments that say what to write. It is never a name alone, because we do not know who owns that name on a
    public index.
    """
    if source := _source():
        return {"program": _way(source, folder), "lock": ""}
    from goldenthread.documents.record import lock_of_bill

    return {"program": _built_file(folder) or NOT_KNOWN.format(version=goldenthread.__version__), "lock": lock_of_bill()}


def _source() -> Path | None:
    source = Path(goldenthread.__file__).parents[1]
    project = source / "pyproject.toml"
    named = project.is_file() and re.search(r'^name = "goldenthread"$', project.read_text(encoding="utf-8"), re.MULTILINE)
    return source if named else None


def _built_file(folder: Path) -> str:
    """The file or address that pip has noted (PEP 610), with its hash; empty if it noted none, as for a name on an index."""
    try:
        noted: dict[str, Any] = json.loads(distribution("goldenthread").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    address = str(noted.get("url", ""))
    digest = str(noted.get("archive_info", {}).get("hashes", {}).get("sha256", ""))
    if address.startswith("file:"):
        path = Path(unquote(urlsplit(address).path))
        if not path.is_file() or (digest and sha256_of(path) != digest):
            return ""
        way = _way(path, folder)
        return f"{way if '/' in way else f'./{way}'} --hash=sha256:{sha256_of(path)}"
    return f"goldenthread @ {address} --hash=sha256:{digest}" if digest and address.startswith("https:") else ""


def _way(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
