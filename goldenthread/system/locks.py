"""One at a time: while one process builds a book or changes its files, another waits, and says for which process."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from goldenthread.model import MachineFault, Place, Problem

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
SECONDS = 900
"""How long to wait for another process before giving up."""
SECONDS_UNANNOUNCED = 1
"""How long to wait before saying so: the last process of a build that has just ended may still be going."""
NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL}


@contextmanager
def alone(root: Path, work: str = "build", *, seconds: float = SECONDS) -> Iterator[None]:
    """Hold a lock on one kind of `work` on a book, and wait for it up to so many `seconds`.

    Raises `MachineFault` if another process still holds it then. The operating system releases the lock when the process ends,
    however it ends, so that none is ever left behind. Processes that a build forks share it: while one of them writes, the next
    build waits.
    """
    path = root / lock_file(work)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = _locked(root, path, work, seconds)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        if work != "build":  # other work forks no process that could still be running
            with contextlib.suppress(OSError):  # Windows cannot delete an open file
                path.unlink()
        os.close(handle)


def lock_file(work: str) -> str:
    """The file whose lock is held, below the book's folder."""
    return f"build/.{work}.lock"


def writing_alone(
    function: Callable[Concatenate[Path, Arguments], Result]
) -> Callable[Concatenate[Path, Arguments], Result]:
    """Decorate a function that changes files of the book at `root`, its first argument: it waits for other commands."""
    @wraps(function)
    def alone_with_files(root: Path, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        with alone(root, "writing"):
            return function(root, *arguments, **named)

    return alone_with_files


def _locked(root: Path, path: Path, work: str, seconds: float) -> int:
    """A file descriptor of the lock's file, locked."""
    begun, announced = time.monotonic(), False
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            # a lock on a file that was deleted meanwhile (`make clean`) keeps nobody out
            if _lock(handle, path) and _is_same_file(handle, path):
                return handle
            holder = os.pread(handle, 20, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        waited = time.monotonic() - begun
        if waited >= seconds:
            raise MachineFault(_busy(root, path, work, holder))
        if waited >= SECONDS_UNANNOUNCED and not announced:
            print(f"{_who(work, holder)} is at work on this book. Waiting for it to end.", flush=True)
            announced = True
        time.sleep(0.1)


def _lock(handle: int, path: Path) -> bool:
    """Try to lock; False when another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Windows lets nobody read locked bytes: lock one far beyond the end, so that the holder's process id can be read
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in NO_LOCKS:
            advice = Problem(Place(file=path.parent.name, line=0), "machine.no-locks", "The disk of this folder knows no locks.",
                             "See that no other command builds or changes the book meanwhile.", advice=True)
            print(f"{advice} (advice)")
            return True
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        raise
    return True


def _is_same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _who(work: str, holder: str) -> str:
    what = {"build": "Another build", "serve": "Another 'goldenthread serve'"}.get(work, "Another command that changes files")
    return f"{what} (process {holder})" if holder else what


def _busy(root: Path, path: Path, work: str, holder: str) -> Problem:
    return Problem(Place(file=path.relative_to(root).as_posix(), line=0), "machine.busy",
                   f"{_who(work, holder)} is at work on this book.",
                   "Wait until it has ended, or end it, and give the same command again.")
