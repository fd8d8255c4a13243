"""Errors of the operating system (a full disk, a missing folder, a program that is not installed) as problems for an author."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from goldenthread.model import Fault, Place, Problem

AGAIN = "and give the same command again."
OUTPUTS = "build"
"""The folder below a book that only the program writes to."""


class ErrorKind(NamedTuple):
    """A kind of trouble: the code of its problem, what is wrong, and what to do."""

    code: str
    what: str
    fix: str


FULL = ErrorKind("machine.disk-full", "There is no room left on the disk to write this.", f"Make room, {AGAIN}")
REFUSED = ErrorKind("machine.refused", "The system does not let this be written or read.",
               f"Close what has it open, see that it is yours and not read-only, {AGAIN}")
IN_THE_WAY = ErrorKind("machine.in-the-way", "Something else stands where this file or folder is to be.",
                  f"Move it elsewhere, {AGAIN}")
MEMORY = ErrorKind("machine.memory", "The system had no memory left for this.", f"Close other programs, {AGAIN}")
GONE = ErrorKind("machine.gone", "This was taken away while it was needed.", f"Leave it in its place, {AGAIN}")
MISSING = ErrorKind("machine.missing", "There is no such file or folder.", f"Correct its name, or put it there, {AGAIN}")
NO_FOLDER = ErrorKind("machine.no-folder", "The folder in which this is to be does not exist.", f"Make the folder, {AGAIN}")
NO_PROGRAM = ErrorKind("machine.no-program", "This program is not installed, or not where programs are looked for.",
                  f"Install it, {AGAIN}")
KINDS = {
    errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.ENOMEM: MEMORY,
    errno.EACCES: REFUSED, errno.EPERM: REFUSED, errno.EROFS: REFUSED,
    errno.EEXIST: IN_THE_WAY, errno.ENOTDIR: IN_THE_WAY, errno.EISDIR: IN_THE_WAY,
}
"""By the system's number for an error. A missing file may be one of several kinds: see `_missing`."""
_NUMBER = re.compile(r"\[Errno (\d+)\]|\bos error (\d+)\b")
_PATH = re.compile(r"""\[Errno \d+\][^'"]*(['"])(?P<path>.+?)\1""")


def problem_from(error: BaseException, root: Path) -> Problem | None:
    """The problem behind an exception, at the file or folder concerned; None if it is not trouble with the machine."""
    for cause in _causes(error):
        if isinstance(cause, Fault):
            return cause.problem
        if isinstance(cause, (MemoryError, EOFError)):
            # EOFError: a process forked by Sphinx that the system killed for lack of memory leaves half a message
            return _problem(MEMORY, "", root)
        if isinstance(cause, OSError) and cause.errno is not None:
            path = str(cause.filename2 or cause.filename or "")
            return _problem(_kind(cause.errno, cause.strerror or "", path, root), path, root)
    return problem_in(str(error), root)


def problem_in(message: str, root: Path) -> Problem | None:
    """The problem in a message that quotes the system's error number; None if it quotes none.

    An error in a forked process of Sphinx, in a warning of Sphinx, in Typst or in `shutil.copytree` comes only as such a text.
    """
    if match := _NUMBER.search(message):
        number = int(match[1] or match[2])
    elif os.strerror(errno.ENOSPC) in message:
        number = errno.ENOSPC
    else:
        return _problem(MEMORY, "", root) if message.strip().startswith("MemoryError") else None
    quoted = _PATH.search(message)
    path = quoted["path"] if quoted else ""
    return _problem(_kind(number, os.strerror(number), path, root), path, root)


def message_for(error: BaseException | str, root: Path) -> str:
    """What an author is told about an exception or another program's message: the problem in it, or else its own words."""
    problem = problem_in(error, root) if isinstance(error, str) else problem_from(error, root)
    return str(problem or error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that led to it. Sphinx's `ExtensionError` keeps the exception of a handler as `orig_exc`."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = getattr(cause, "orig_exc", None) or cause.__cause__


def _kind(number: int, message: str, path: str, root: Path) -> ErrorKind:
    if number == errno.ENOENT:
        return _missing(Path(path), root) if path else MISSING
    cause = message[:1].lower() + message[1:]
    other = ErrorKind("machine.fault", f"The system says: {cause or f'error {number}'}.", f"Look into it, {AGAIN}")
    return KINDS.get(number, other)


def _missing(path: Path, root: Path) -> ErrorKind:
    """The kind of a missing file: it was deleted, its folder does not exist, it is a program, or it never existed."""
    if path.is_relative_to(root / OUTPUTS):
        return GONE  # only the program writes there, so what it looks for was there
    if path.name == str(path) and not path.suffix:
        return NO_PROGRAM  # `subprocess` reports the bare name of a program; the path of a file has a folder
    return MISSING if path == root or path.parent.is_dir() else NO_FOLDER


def _problem(kind: ErrorKind, named: str, root: Path) -> Problem:
    path = Path(named)
    if not named:
        file = OUTPUTS
    else:
        file = path.relative_to(root).as_posix() if path != root and path.is_relative_to(root) else path.as_posix()
    return Problem(Place(file=file, line=0), kind.code, kind.what, kind.fix)
