"""`build/SHA256SUMS`: the checksum of every published file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from goldenthread.system.atomic_files import put_files
from goldenthread.system.trees import is_exact, walk

SUMS = "SHA256SUMS"
PUBLISHED = ("html", "pdf", "docx")
CACHE = ".checksums.json"
"""Size, time of change (ns), inode and SHA-256 of each file as last read; if the first three match, it is not read again."""


def write_checksums(build: Path) -> int:
    """Write the checksums of all published files below `build` and return their number.

    A list that is up to date is not rewritten.
    """
    cached, now = _cached(build / CACHE), dict[str, list[int | str]]()
    for name, stat in published_files(build).items():
        stamp: list[int | str] = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        before = cached.get(name)
        unchanged = before and before[:3] == stamp and is_exact(stat.st_mtime_ns)
        now[name] = before if before and unchanged else [*stamp, sha256_of(build / name)]
    text = format_checksums({name: str(entry[3]) for name, entry in now.items()})
    if not (build / SUMS).is_file() or (build / SUMS).read_bytes() != text.encode():
        put_files(build, {SUMS: text})
    if now != cached:
        put_files(build, {CACHE: json.dumps(now)})
    return len(now)


def published_files(build: Path) -> dict[str, os.stat_result]:
    """The `os.stat_result` of every published file below `build`, by its path there, written with `/`."""
    return {f"{output}/{name}": entry.stat() for output in PUBLISHED if (build / output).is_dir()
            for name, entry in walk(build / output)}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_checksums(sums: Mapping[str, str]) -> str:
    """Checksums by name as the lines of a file that `sha256sum -c` reads."""
    return "".join(_line(name, sums[name]) for name in sorted(sums))


def parse_checksums(lines: Iterable[str]) -> dict[str, str]:
    """Checksums by name, from such lines."""
    checksums = {}
    for line in lines:
        checksum, _, name = line.rstrip("\n").partition("  ")
        if checksum.startswith("\\"):
            checksum = checksum[1:]
            name = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], name)
        checksums[name] = checksum
    return checksums


def _line(name: str, checksum: str) -> str:
    # as GNU coreutils writes it: a backslash before the checksum means that the name is escaped
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{checksum}  {name}\n" if escaped == name else f"\\{checksum}  {escaped}\n"


def _cached(path: Path) -> dict[str, list[int | str]]:
    """The cache; empty if there is none or it is truncated, so that every file is read."""
    try:
        entries: dict[str, list[int | str]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entries
