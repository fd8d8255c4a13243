"""Trouble with the machine (a full disk, a folder that may not be written, a program that is gone), told as any other problem."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from goldenthread.model import Fault, Place, Problem

AGAIN = "and give the same command again."
FULL = ("machine.disk-full", "There is no room left on the disk to write this.", f"Make room, {AGAIN}")
REFUSED = ("machine.refused", "The system does not let this be written or read.",
           f"Close what has it open, see that it is yours and not read-only, {AGAIN}")
IN_THE_WAY = ("machine.in-the-way", "Something else stands where this file or folder is to be.", f"Move it elsewhere, {AGAIN}")
GONE = ("machine.gone", "This was taken away while it was needed.", f"Leave it in its place, {AGAIN}")
MEMORY = ("machine.memory", "The system had no memory left for this.", f"Close other programs, {AGAIN}")
KINDS = {
    errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.ENOMEM: MEMORY,
    errno.EACCES: REFUSED, errno.EPERM: REFUSED, errno.EROFS: REFUSED,
    errno.EEXIST: IN_THE_WAY, errno.ENOTDIR: IN_THE_WAY, errno.EISDIR: IN_THE_WAY, errno.ENOENT: GONE,
}
_NUMBER = re.compile(r"\[Errno (\d+)\]|\bos error (\d+)\b")
_NAMED = re.compile(r"""\[Errno \d+\][^'"]*(['"])(?P<path>.+?)\1""")


def problem_from(error: BaseException, root: Path) -> Problem | None:
    """The problem behind an exception, at the file or folder concerned; nothing when it is no trouble with the machine."""
    for one in _behind(error):
        if isinstance(one, Fault):
            return one.problem
        if isinstance(one, (MemoryError, EOFError)):  # a process of the build that is ended from outside leaves half a message
            return _problem(MEMORY, "", root)
        if isinstance(one, OSError) and one.errno is not None:
            named = one.filename2 or one.filename
            return _problem(_kind(one.errno, one.strerror or ""), str(named or ""), root)
    return problem_in(str(error), root)


def problem_in(said: str, root: Path) -> Problem | None:
    """The problem that a text speaks of, such as a warning of another program that names the system's number for it."""
    found = _NUMBER.search(said)
    if found:
        number = int(found[1] or found[2])
    elif os.strerror(errno.ENOSPC) in said:
        number = errno.ENOSPC
    else:
        return _problem(MEMORY, "", root) if said.strip().startswith("MemoryError") else None
    named = _NAMED.search(said)
    return _problem(_kind(number, os.strerror(number)), named["path"] if named else "", root)


def in_words(error: BaseException | str, root: Path) -> str:
    """What an author is told of an exception or a line of another program: the problem in it, else what it says itself."""
    problem = problem_in(error, root) if isinstance(error, str) else problem_from(error, root)
    return str(problem or error)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that led to it. Sphinx keeps what a handler raised under a name of its own."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = getattr(at, "orig_exc", None) or at.__cause__


def _kind(number: int, said: str) -> tuple[str, str, str]:
    told = said[:1].lower() + said[1:]
    return KINDS.get(number, ("machine.fault", f"The system says: {told or f'error {number}'}.", f"Look into it, {AGAIN}"))


def _problem(kind: tuple[str, str, str], named: str, root: Path) -> Problem:
    code, what, fix = kind
    path = Path(named)
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix() if named else "build"
    return Problem(Place(file=file, line=0), code, what, fix)
