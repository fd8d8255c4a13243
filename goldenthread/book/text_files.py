"""Reading a text file of a book: whole, as UTF-8, and never through a link that leads out of the book."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from goldenthread.book.misnamed_files import copied_from, lone_copy_of
from goldenthread.book.unsaved_texts import saved_texts, unsaved_texts
from goldenthread.model import Fault, Place, Problem

LARGEST = 20 * 1024 * 1024
"""The most bytes that a text file may have."""
# control characters, line ends that only some programs know, and marks that reverse the direction of what follows: with these,
# two readers would see different texts
_ASCII_FIT = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

FROM_OUTSIDE = ("strategy/consultation/responses/", "strategy/consultation/received/")
# UTF-8 that was read as Windows-1252 and saved, U+FFFD for a character that could not be decoded, and U+FFFC for an object
GARBLED = re.compile("\u00e2\u20ac[\u2018-\u2122\u0153\u02dc\u00a6\u009d]|\u00c2[\u00a3\u00b0\u00a7\u00b1\u00bd\u00ae\u00a9]|"
                     "\u00c3[\u00a9\u00a8\u00bc\u00b6\u00a4\u00b1\u00a7\u00a2\u00aa]|[\ufffc\ufffd]")
# the conflict markers that Git leaves where two people changed the same lines
CONFLICT = re.compile(r"^(?:<{7}|>{7}) \S", re.MULTILINE)
MARKS_OF_CONFLICT = ("<<<<<<< ", ">>>>>>> ")


def read_text(root: Path, file: str) -> str:
    """The text of a file below `root`, with line ends as `\\n`; within `reading_unsaved`, as it is in an editor.

    Raises `Fault` if it is missing, not a file, too large, not UTF-8, a link out of the book, or has merge conflict markers.
    """
    if (unsaved := unsaved_texts().get(file)) is not None:
        return _normalised(file, unsaved.removeprefix("\ufeff"))
    if (saved := saved_texts()) and (text := saved.get(root, file)) is not None:
        return text
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
                            _kept_beside(path, file) or "Add it, or take away what names it.")) from None
    except OSError as error:
        raise Fault(Problem(Place(file=file, line=1), "source.unreadable", f"The file cannot be read: {error.strerror}.",
                            "Check that it is a file and that you may read it.")) from None
    text = _normalised(file, _decoded(file, raw))
    if saved:
        saved.keep(root, file, status, text)
    return text


def _kept_beside(path: Path, file: str) -> str:
    """What to do if a program kept a copy of a file that is gone; empty if it kept none."""
    with suppress(OSError):
        for other in sorted(entry.name for entry in path.parent.iterdir()):
            beside = f"{file.rpartition('/')[0]}/{other}".lstrip("/")
            if other != path.name and (lone_copy_of(beside, ()) == file or copied_from(path.parent, other, {path.name})):
                return (f"Beside it stands '{other}': name it '{path.name}' if it holds what you want, or take the file back "
                        "from Git.")
    return ""


def _decoded(file: str, raw: bytes) -> str:
    """Bytes in UTF-8 as text. Raises `Fault` for a file of another program, or in another encoding."""
    if kind := next((kind for start, kind in OF_OTHER_PROGRAMS.items() if raw.startswith(start)), ""):
        raise Fault(Problem(Place(file=file, line=1), "source.other-program", f"By what it holds, this is {kind}, and no text.",
                            f"Open it in its own program and save it from there{_how_to_save(file)}.", Path(file).stem))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(_other_encoding(file, raw, error.start)) from None
    if "\0" in text[:200] and not text.isspace():
        raise Fault(_other_encoding(file, raw, raw.find(b"\0")))
    return text


OF_OTHER_PROGRAMS = {
    b"PK\x03\x04": "a file of Word, Excel or LibreOffice, or a zip", b"\xd0\xcf\x11\xe0": "a file of an older Word or Excel",
    b"%PDF-": "a PDF", b"{\\rtf": "a rich text file", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a photo", b"GIF8": "a picture",
}
"""The first bytes of files of other programs, with an author's name for such a file."""


def _how_to_save(file: str) -> str:
    return " as 'CSV UTF-8'" if file.endswith(".csv") else " as plain text, in UTF-8"


def _other_encoding(file: str, raw: bytes, at: int) -> Problem:
    """The problem of a text that is not UTF-8: which encoding it seems to have, and a word that shows it."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(b"\0") > len(raw[:200]) // 4
    if utf16:
        place, what = Place(file=file, line=1), "The file is saved as UTF-16 ('Unicode' in some programs), not as UTF-8."
    else:
        place = Place(file=file, line=raw[:at].count(b"\n") + 1)
        around = re.search(r"\S*$", raw[max(0, at - 20):at].decode("cp1252", "replace"))
        behind = re.match(r"\S*", raw[at:at + 20].decode("cp1252", "replace"))
        word = f"{around[0] if around else ''}{behind[0] if behind else ''}"
        seems = f" By the word '{word}' it seems to be Windows-1252 ('ANSI' or 'Western')." if word.isprintable() else ""
        what = f"The file is not UTF-8 text.{seems}"
    how = "in a spreadsheet choose 'CSV UTF-8'" if file.endswith(".csv") else "in Notepad choose Save as, Encoding: UTF-8"
    return Problem(place, "source.encoding", what, f"Save it as UTF-8: {how}.", Path(file).stem)


def _normalised(file: str, text: str) -> str:
    """A text with line ends as `\\n`. Raises `Fault` as `_check_characters` does."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_characters(file, text)
    return text


def _check_characters(file: str, text: str) -> None:
    """Raise `Fault` if a text contains invisible characters, or the markers of an unfinished merge."""
    # most texts are ASCII, where all that is fit is taken out in a tenth of the time of a search
    may_be_unfit = not text.isascii() or text.encode().translate(None, _ASCII_FIT)
    if may_be_unfit and (unfit := UNFIT.search(text)):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, unfit.start()) + 1), "source.sign",
                            f"This line holds an invisible character that is not fit for a page (U+{ord(unfit[0]):04X}).",
                            "Take it out: copied text often brings such characters."))
    # what respondents sent is kept unchanged
    if not text.isascii() and not file.startswith(FROM_OUTSIDE) and (garbled := GARBLED.search(text)):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, garbled.start()) + 1), "source.garbled",
                            f"'{garbled[0]}' is what is left of a letter or a picture that was lost when the text was copied or "
                            "saved.",
                            "Write what was meant, and look for more of the kind in this file."))
    if any(mark in text for mark in MARKS_OF_CONFLICT) and (conflict := CONFLICT.search(text)):
        raise Fault(Problem(Place(file=file, line=text.count("\n", 0, conflict.start()) + 1), "source.conflict",
                            "Two people changed these lines, and both versions still stand here, between marks of Git.",
                            "Keep what is right of the two, and delete the lines of '<<<<<<<', '=======' and '>>>>>>>'."))


def leads_inside(root: Path, path: Path) -> bool:
    """Whether a path below `root`, with all symbolic links followed, is still below `root`."""
    inside = os.path.realpath(root)
    return os.path.realpath(path).startswith(os.path.join(inside, ""))
