"""Reading a text file of a book: whole, as UTF-8, and never through a link that leads out of the book."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from goldenthread.book.printable_characters import UNPRINTABLE
from goldenthread.book.unsaved_texts import unsaved_texts
from goldenthread.model import Fault, Place, Problem

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
# control characters, line ends that only some programs know, and marks that reverse the direction of what follows: with these
# two readers would see two texts
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

# the marks that Git leaves where two people changed the same lines
CONFLICT = re.compile(r"^(?:<{7}|>{7}) \S", re.MULTILINE)


def read_text(root: Path, file: str) -> str:
    """The text of a file below `root`, line ends as `\\n`; as it stands in an editor within `reading_unsaved`.

    Raises `Fault` when it is missing, no file, too large, not UTF-8, a link that leads out of the book, or left half merged.
    """
    if (unsaved := unsaved_texts().get(file)) is not None:
        return _fit(file, unsaved)
    path = root / file
    try:
        if not leads_inside(root, path):
            raise Fault(Problem(Place(file=file, line=1), "source.outside", "This is a link that leads out of the book.",
                                "Put the file itself in its place."))
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            # reading a pipe or a device might never end
            raise Fault(Problem(Place(file=file, line=1), "source.unreadable", "This is no file but something of the system.",
                                "Take it out of the book."))
        if status.st_size > LARGEST:
            raise Fault(Problem(Place(file=file, line=1), "source.too-large", f"The file has more than {LARGEST >> 20} MB.",
                                "Split it, or leave out what nothing uses."))
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Fault(Problem(Place(file=file, line=1), "source.missing", "The file does not exist.",
                            "Add it, or take away what names it.")) from None
    except OSError as error:
        raise Fault(Problem(Place(file=file, line=1), "source.unreadable", f"The file cannot be read: {error.strerror}.",
                            "Check that it is a file and that you may read it.")) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Fault(Problem(Place(file=file, line=line), "source.encoding", "The file is not UTF-8 text.",
                            "Save it as UTF-8 (in a spreadsheet: 'CSV UTF-8').")) from None
    return _fit(file, text)


def _fit(file: str, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_fit(file, text)
    return text


def _check_fit(file: str, text: str) -> None:
    """Raise `Fault` where a text holds signs that no reader sees, or the marks of a merge that was left half done."""
    if unfit := UNFIT.search(text):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, unfit.start()) + 1), "source.sign",
                            f"This line holds an invisible character that is not fit for a page (U+{ord(unfit[0]):04X}).",
                            "Take it out: copied text often brings such characters."))
    # each character is looked at once, which takes a tenth of the time
    if not text.isascii() and UNPRINTABLE.search("".join(set(text))) and (lacking := UNPRINTABLE.search(text)):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, lacking.start()) + 1), "source.glyph",
                            f"No printed file can show '{lacking[0]}' (U+{ord(lacking[0]):04X}): its fonts lack it.",
                            "Write in words what it stands for."))
    if conflict := CONFLICT.search(text):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, conflict.start()) + 1), "source.conflict",
                            "Two people changed these lines, and both versions still stand here, between marks of Git.",
                            "Keep what is right of the two, and delete the lines of '<<<<<<<', '=======' and '>>>>>>>'."))


def leads_inside(root: Path, path: Path) -> bool:
    """Whether a path below `root`, with every link in it followed, still leads below `root`."""
    inside = os.path.realpath(root)
    return os.path.realpath(path).startswith(os.path.join(inside, ""))
