"""All that a build is made from, as one print: equal to an earlier one, there is nothing to do."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from pathlib import Path

PACKAGE = Path(__file__).parent
# not of the book; what a book's own folder begins with a dot is its author's tools'
LEFT_OUT = {"build", "node_modules", "tests", PACKAGE.name}


def print_of_inputs(root: Path) -> str:
    """A print of the content of every file of the book, of the code that builds it and of what is installed beside it."""
    found = hashlib.blake2b(repr((sys.version, os.environ.get("SOURCE_DATE_EPOCH"), times_of_code())).encode(), digest_size=16)
    for path in _files(root):
        found.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _files(root: Path) -> list[Path]:
    files = []
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".") and name not in LEFT_OUT]
        files += [Path(folder, name) for name in names if not name.startswith(".")]
    return sorted(path for path in files if path.is_file())


def times_of_code() -> list[int]:
    """When the package was last changed, and when anything was last installed."""
    code = [path.stat().st_mtime_ns for path in PACKAGE.rglob("*") if path.suffix != ".pyc" and path.is_file()]
    return [max(code), len(code), Path(sysconfig.get_path("purelib")).stat().st_mtime_ns]
