"""Files written atomically: each is finished and synced to the disk beside its place before it is renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from goldenthread.model import MachineFault, Place, Problem
from goldenthread.system.snapshots import changed_since

BOM = "\ufeff".encode()


def put_files(root: Path, files: Mapping[str, str | bytes], since: Mapping[str, tuple[int, ...]] | None = None) -> None:
    """Write several files, by their paths below `root`. When one cannot be written, those before it are put back as they were.

    A text gets the line ends and the byte order mark of the file that it replaces. `since` are the stamps of the book
    (`stamps_of_book`) from when it was read; if one of the files has changed since, `MachineFault` is raised. A process killed
    between two files has replaced only the first, so running the same command again must complete the rest.
    """
    paths = [root / file for file in files]
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    changed = [file for file in changed_since(root, since) if file in files] if since is not None else []
    if changed:
        raise MachineFault(Problem(Place(file=changed[0], line=0), "machine.changed",
                                   "This was changed while the command was at work.",
                                   "Nothing was written. Give the same command again."))
    try:
        waiting = {path: _write_beside(path, content, before[path]) for path, content in zip(paths, files.values(), strict=True)}
        _rename(waiting, before)
        for folder in {path.parent for path in paths}:
            _sync_names(folder)
    finally:
        for path in paths:
            with contextlib.suppress(OSError):  # the first error is the one to report
                _beside(path).unlink(missing_ok=True)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file, open for writing, that replaces the one at `path` when the block ends; if it raises, the old file stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    try:
        with beside.open("wb") as file:
            yield file
            _sync(file)
        os.replace(beside, path)
        _sync_names(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def write_changed(path: Path, content: str | bytes) -> None:
    """Write a file that a build makes, a text as UTF-8. A file that already has this content is left alone."""
    new = content if isinstance(content, bytes) else content.encode()
    # sizes are compared first: most files that differ need not be read
    if not (path.is_file() and path.stat().st_size == len(new) and path.read_bytes() == new):
        path.write_bytes(new)


def _rename(waiting: Mapping[Path, Path], before: Mapping[Path, bytes | None]) -> None:
    done: list[Path] = []
    try:
        for path, beside in waiting.items():
            os.replace(beside, path)
            done.append(path)
    except BaseException:
        for path in done:
            _put_back(path, before[path])
        raise


def _write_beside(path: Path, content: str | bytes, before: bytes | None) -> Path:
    """Write a file beside its place, with the permissions of the one that is there, and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    with beside.open("wb") as file:
        file.write(content if isinstance(content, bytes) else _encoded_as_before(content, before))
        _sync(file)
    if before is not None:
        shutil.copymode(path, beside)
    return beside


def _beside(path: Path) -> Path:
    # begins with a dot, so that no build takes it for a file of the book
    return path.with_name(f".{path.name}.new")


def _encoded_as_before(text: str, before: bytes | None) -> bytes:
    """A text as UTF-8, with the line ends and the byte order mark that the file had before."""
    ends = "\r\n" if before is not None and b"\r\n" in before else "\n"
    mark = BOM if before is not None and before.startswith(BOM) else b""
    return mark + text.replace("\n", ends).encode()


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        os.replace(_write_beside(path, before, before), path)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    # without this a power cut may leave an empty file under the final name
    os.fsync(file.fileno())


def _sync_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, too, where the system can do that."""
    with contextlib.suppress(OSError):  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
