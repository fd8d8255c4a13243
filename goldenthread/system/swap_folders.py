"""Publishing what was built: a folder replaces the one before it as a whole, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.system.trees import Skip, is_exact, nothing_skipped, walk

WORK = "build/.work"
"""The folder below a book in which outputs are made before they are published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewFolder:
    """A folder that was built and is to be published. `skip` says which of its files are left out."""

    built: Path
    target: Path
    skip: Skip = nothing_skipped
    keep_others: bool = False
    """Whether published files that were not built this time are kept."""


@dataclass(slots=True)
class StagedFolder:
    """A finished folder beside its place, and which of its files differ from those published before."""

    target: Path
    changed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_new: bool = False
    """Whether its place was empty before."""

    @property
    def ready_folder(self) -> Path:
        """Where it is until it is put in its place."""
        return self.target.with_name(f".{self.target.name}-new")


def publish_one(new: NewFolder) -> tuple[int, int]:
    """Publish one folder. Returns how many files changed, and how many there are."""
    staged, = publish([new])
    return len(staged.changed), len(staged.files)


def publish(folders: Sequence[NewFolder]) -> list[StagedFolder]:
    """Publish folders. Returns what became of each, in their order.

    The first is put in its place only when all are ready, so that a full disk leaves everything as it was.
    """
    ready: list[StagedFolder] = []
    try:
        for new in folders:
            ready.append(_make_ready(new))
        _put_all(ready)
    finally:
        for staged in ready:  # the old folder, or the new one if publishing failed; the next build tries again
            shutil.rmtree(staged.ready_folder, ignore_errors=True)
    return ready


def _make_ready(new: NewFolder) -> StagedFolder:
    """Copy what was built beside its place. Files that have not changed are shared with what is published now."""
    recover(new.target)
    staged = StagedFolder(new.target)
    try:
        _copy(os.fspath(new.built), os.fspath(staged.ready_folder), os.fspath(new.target), staged, new.skip)
        if new.keep_others:
            _keep_others(new.target, staged.ready_folder)
    except BaseException:
        shutil.rmtree(staged.ready_folder, ignore_errors=True)  # on a full disk, free the space again
        raise
    return staged


def _copy(new: str, place: str, before: str, staged: StagedFolder, left_out: Skip) -> None:
    """Copy a folder, but share with it the files of the folder `before` that have not changed."""
    os.makedirs(place)
    made = {place}
    for name, entry in walk(new, left_out):
        copy, old = os.path.join(place, name), os.path.join(before, name)
        if (folder := os.path.dirname(copy)) not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        staged.files.append(copy)
        if _unchanged(entry, old):
            _share(old, copy)
            continue
        if not _same(entry.path, old):
            staged.changed.append(copy)
        # also a file that was made again with the same content: its new time lets the next build see that without reading it
        shutil.copy2(entry.path, copy)


def _put_all(folders: Sequence[StagedFolder]) -> None:
    """Put folders in their places, one right after the other. If one cannot be put there, those before it are put back."""
    done: list[StagedFolder] = []
    try:
        for staged in folders:
            staged.is_new = not staged.target.exists()
            _put(staged)
            done.append(staged)
    except BaseException:
        for staged in reversed(done):
            if staged.is_new:
                staged.target.rename(staged.ready_folder)
            else:
                _put(staged)
        raise


def recover(target: Path) -> None:
    """Clean up after an interrupted build: bring back the folder that it had moved aside, and delete what it had not finished.

    Raises `NotADirectoryError` if `target` is a file or a link: somebody else put it there, so it stays.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    for left in (aside, target.with_name(f".{target.name}-new")):
        remove_tree(left)


def remove_tree(folder: Path) -> None:
    """Delete a folder with everything in it, or the file or link in its place; does nothing if there is neither."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _put(staged: StagedFolder) -> None:
    """Swap a folder with the one in its place, in one step where the system allows it.

    Afterwards `ready_folder` holds what was published before.
    """
    if staged.is_new:
        staged.ready_folder.rename(staged.target)
    elif not _exchange(staged.ready_folder, staged.target):
        aside = _aside(staged.target)
        staged.target.rename(aside)
        # a build that is stopped here leaves the place empty until the next one calls `recover`
        try:
            staged.ready_folder.rename(staged.target)
        except OSError:
            aside.rename(staged.target)
            raise
        aside.rename(staged.ready_folder)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False if the system cannot.

    Python (3.13 and earlier) has no function for Linux's renameat2(2). macOS, Windows and some file systems have no such call.
    """
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    at_fdcwd, rename_exchange = -100, 2  # from linux/fcntl.h and linux/fs.h
    if renameat2(at_fdcwd, os.fsencode(one), at_fdcwd, os.fsencode(other), rename_exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _keep_others(target: Path, staged: Path) -> None:
    """Share with the new folder the files that are published now and were not built."""
    for path in target.rglob("*"):
        copy = staged / path.relative_to(target)
        if path.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            _share(str(path), str(copy))


def _share(path: str, copy: str) -> None:
    """A hard link, or a copy on a disk without hard links. That is safe, because no published file is ever written in place."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _unchanged(entry: os.DirEntry[str], before: str) -> bool:
    """Whether a file is certainly the one published before: a copy keeps its original's time, and a new file has another.

    A picture or style sheet has the time of the author's file, which may equal that of the picture it replaces. So its
    `st_ctime_ns`, which no program can set, must be older than the published copy's, too. On Windows that is the time of creation
    and says nothing about later changes: there the content decides.
    """
    if sys.platform == "win32":
        return False
    try:
        there = os.stat(before)
    except (FileNotFoundError, NotADirectoryError):
        return False
    here = entry.stat()
    return (stat.S_ISREG(there.st_mode) and (here.st_size, here.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
            and is_exact(here.st_mtime_ns) and here.st_ctime_ns < there.st_ctime_ns)


def _same(one: str, other: str) -> bool:
    return os.path.isfile(other) and os.path.getsize(one) == os.path.getsize(other) and (
        Path(one).read_bytes() == Path(other).read_bytes())
