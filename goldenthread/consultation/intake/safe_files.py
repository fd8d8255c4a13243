"""Files from outside: what they may be, how large they may grow, and what in them is never used.

Nothing of a file is run, no link in it is followed, and nothing is unpacked onto the disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from goldenthread.model import Fault, Place, Problem

MEGABYTE = 1024 * 1024
FILE_BYTES = 50 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE
PACKED_TIMES = 100
"""How many times its own size a package may unpack to, once that is more than a few megabytes."""
MEMBERS = 5000
DEPTH = 500
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"%PDF": "a PDF file",
         b"{\\rtf": "an RTF text", b"PK": "a zip file", b"MZ": "a program", OLE: "an old Office file"}
CLAIMED = {".docx": ("a Word document", "word/document.xml"), ".xlsx": ("a workbook", "xl/workbook.xml")}


def refuse(name: str, code: str, what: str, fix: str, line: int = 1) -> NoReturn:
    """Raise the problem of a file that cannot be taken in."""
    raise Fault(Problem(Place(file=name, line=line), code, what, fix))


def read_file(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises `Fault` when it cannot be read or is too large."""
    try:
        if path.stat().st_size > FILE_BYTES:
            refuse(name, "intake.too-large", f"The file has more than {FILE_BYTES // MEGABYTE} MB.",
                   "Ask for it without its pictures.")
        return path.read_bytes()
    except OSError as error:
        refuse(name, "intake.unreadable", f"The file cannot be read: {error.strerror}.",
               "Check its name, and that you may read it.")


def kind_by_content(raw: bytes) -> str:
    """What a file is by its first bytes, or an empty text when these tell nothing (a text, for example)."""
    return next((said for start, said in KINDS.items() if raw.startswith(start)), "")


class Package:
    """A Word document or a workbook: a zip file whose members are read within bounds. Raises `Fault` for anything unsafe."""

    def __init__(self, raw: bytes, name: str, suffix: str) -> None:
        self.name = name
        said, main = CLAIMED[suffix]
        if raw.startswith(OLE):
            refuse(name, "intake.password", "The file is protected by a password, or of an old Office format.",
                   f"Ask for a copy that is saved as {suffix} without a password.")
        if not raw.startswith(b"PK"):
            refuse(name, "intake.kind", f"The name ends in {suffix}, but the file is {kind_by_content(raw) or f'not {said}'}.",
                   f"Ask for {said} that is saved as {suffix}.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            self.damaged()
        self.parts = [member.filename for member in self._members]
        self._look_at_sizes(len(raw))
        self._look_at_names()
        if main not in self.parts:
            refuse(name, "intake.kind", f"The file is a zip file, but not {said}.", f"Ask for {said} that is saved as {suffix}.")

    def damaged(self) -> NoReturn:
        """Raise the problem of a file of which only a part can be read."""
        refuse(self.name, "intake.damaged", "The file is damaged or cut short.", "Ask for it again.")

    def _look_at_sizes(self, packed: int) -> None:
        unpacked = sum(member.file_size for member in self._members)
        if len(self._members) > MEMBERS or unpacked > UNPACKED_BYTES or unpacked > max(10 * MEGABYTE, packed * PACKED_TIMES):
            refuse(self.name, "intake.too-large",
                   f"The file would unpack to {unpacked // MEGABYTE} MB in {len(self._members)} parts.",
                   "Do not open it. Ask for a new copy, without pictures.")

    def _look_at_names(self) -> None:
        for part in self.parts:
            if part.startswith(("/", "\\")) or "\\" in part or ":" in part or ".." in part.split("/"):
                refuse(self.name, "intake.unsafe", f"A part of the file is named {part[:60]!r}, which leads out of it.",
                       "Do not open it. Ask for a new copy.")
        if len(set(self.parts)) != len(self.parts):
            refuse(self.name, "intake.unsafe", "A part of the file stands in it twice.", "Do not open it. Ask for a new copy.")
        if any(member.flag_bits & 1 for member in self._members):
            refuse(self.name, "intake.password", "The file is protected by a password.", "Ask for a copy without one.")
        if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in part.lower() for part in self.parts):
            refuse(self.name, "intake.macros", "The file holds macros.",
                   "Do not open it. Ask for a copy that is saved without macros.")

    def has(self, part: str) -> bool:
        """Whether the file holds this part."""
        return part in self.parts

    def elements(self, part: str) -> Iterator[tuple[str, Element]]:
        """The elements of a part in the order of the document, as ('start' | 'end', element); texts are there at the end."""
        depth = 0
        try:
            with self._zip.open(part) as stream:
                for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                    depth += 1 if event == "start" else -1
                    if depth > DEPTH:
                        refuse(self.name, "intake.unsafe", f"The part '{part}' is nested without end.", "Ask for a new copy.")
                    yield event, element
                    if event == "end":
                        element.clear()
        except DefusedXmlException:
            refuse(self.name, "intake.unsafe", f"The part '{part}' declares entities, which no office program writes.",
                   "Do not open it. Ask for a new copy.")
        except (ParseError, zipfile.BadZipFile, ValueError, LookupError, EOFError, OSError,
                NotImplementedError, zlib.error):
            self.damaged()

    def outside_links(self) -> int:
        """How many things the file wants fetched from outside when it is opened; links that a reader may click do not count."""
        return sum(element.get("TargetMode") == "External" and not element.get("Type", "").endswith("/hyperlink")
                   for part in self.parts if part.endswith(".rels")
                   for event, element in self.elements(part) if event == "start")
