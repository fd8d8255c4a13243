"""`build/SHA256SUMS`: the checksum of every published file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from goldenthread.system.atomic_files import put_files
from goldenthread.system.trees import walk

SUMS = "SHA256SUMS"
PUBLISHED = ("html", "pdf", "docx")
KNOWN = ".checksums.json"
"""What was summed before. A file of the same size, time and inode as then is not read again."""
SECOND = 1_000_000_000


def write_checksums(build: Path) -> int:
    """Write the checksums of all published files below `build`, whole; how many there are. What is right stays as it is."""
    known, now = _known(build / KNOWN), dict[str, list[int | str]]()
    for name, told in published_files(build).items():
        seen: list[int | str] = [told.st_size, told.st_mtime_ns, told.st_ino]
        before = known.get(name)
        # by a clock of whole seconds a file may change and keep its time
        sure = before and before[:3] == seen and told.st_mtime_ns % SECOND
        now[name] = before if before and sure else [*seen, sha256_of(build / name)]
    text = format_checksums({name: str(entry[3]) for name, entry in now.items()})
    if not (build / SUMS).is_file() or (build / SUMS).read_bytes() != text.encode():
        put_files(build, {SUMS: text})
    if now != known:
        put_files(build, {KNOWN: json.dumps(now)})
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
    """Checksum by name, from such lines."""
    found = {}
    for line in lines:
        told, _, name = line.rstrip("\n").partition("  ")
        if told.startswith("\\"):
            told, name = told[1:], re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], name)
        found[name] = told
    return found


def _line(name: str, told: str) -> str:
    # a line that begins with a backslash says that its name is escaped
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{told}  {name}\n" if escaped == name else f"\\{told}  {escaped}\n"


def _known(path: Path) -> dict[str, list[int | str]]:
    try:
        known: dict[str, list[int | str]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known
