"""Files from outside, read within limits of kind, size and nesting.

Nothing in a file is run, no link in it is followed, and nothing is unpacked onto the disk.
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
ALWAYS_ALLOWED_BYTES = 10 * MEGABYTE
MOST_COMPRESSION = 100
"""How many times its own size a package may unpack to, once that is more than `ALWAYS_ALLOWED_BYTES`."""
MOST_PARTS = 5000
MOST_NESTING = 500
MOST_ATTRIBUTES = 200
"""No element of the standard has a fourth of that; looking through them takes time."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"%PDF": "a PDF file",
         b"{\\rtf": "an RTF text", b"PK": "a zip file", b"MZ": "a program", OLE: "an old Office file"}
# of a file's ending: what it is called, and in which folder its parts stand
EXPECTED = {".docx": ("a Word document", "word/"), ".xlsx": ("a workbook", "xl/"),
            ".ods": ("a workbook", "content.xml")}
# Strict Open XML (ISO/IEC 29500, part 1) has the elements of the transitional form under other namespaces
STRICT = "http://purl.oclc.org/ooxml/"
TRANSITIONAL = {"wordprocessingml/main": "wordprocessingml/2006/main", "spreadsheetml/main": "spreadsheetml/2006/main",
                "drawingml/main": "drawingml/2006/main",
                "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
                "drawingml/picture": "drawingml/2006/picture", "drawingml/chart": "drawingml/2006/chart",
                "drawingml/diagram": "drawingml/2006/diagram", "officeDocument/math": "officeDocument/2006/math",
                "officeDocument/relationships": "officeDocument/2006/relationships",
                "officeDocument/sharedTypes": "officeDocument/2006/sharedTypes"}


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
    """What a file is by its first bytes, or an empty text where these do not tell, as of a text."""
    return next((kind for start, kind in KINDS.items() if raw.startswith(start)), "")


class Package:
    """An Office Open XML package (a Word document or a workbook), whose parts are read within limits.

    Raises `Fault` for a file that is damaged, unsafe, encrypted, or another kind than `suffix` says.
    """

    def __init__(self, raw: bytes, name: str, suffix: str) -> None:
        self.name = name
        kind, folder = EXPECTED[suffix]
        # an encrypted package is no zip but an OLE file with the package inside ([MS-OFFCRYPTO])
        if raw.startswith(OLE):
            refuse(name, "intake.password", "The file is protected by a password, or of an old Office format.",
                   f"Ask for a copy that is saved as {suffix} without a password.")
        if not raw.startswith(b"PK"):
            refuse(name, "intake.kind", f"The name ends in {suffix}, but the file is {kind_by_content(raw) or f'not {kind}'}.",
                   f"Ask for {kind} that is saved as {suffix}.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            self.damaged()
        self.parts = [member.filename for member in self._members]
        self._check_sizes(len(raw))
        self._check_names()
        known = [other for _, other in EXPECTED.values() if any(part.startswith(other) for part in self.parts)]
        if (folder not in known and known) or not (known or "_rels/.rels" in self.parts):
            refuse(name, "intake.kind", f"The file is a zip file, but not {kind}.", f"Ask for {kind} that is saved as {suffix}.")

    def damaged(self) -> NoReturn:
        """Raise the problem of a file that cannot be read to its end."""
        refuse(self.name, "intake.damaged", "The file is damaged or cut short.", "Ask for it again.")

    def _check_sizes(self, packed: int) -> None:
        # a size that the zip's directory understates does no harm: zipfile reads no more of a part than is stated there
        unpacked = sum(member.file_size for member in self._members)
        most = min(UNPACKED_BYTES, max(ALWAYS_ALLOWED_BYTES, packed * MOST_COMPRESSION))
        if len(self._members) > MOST_PARTS or unpacked > most:
            refuse(self.name, "intake.too-large",
                   f"The file would unpack to {unpacked // MEGABYTE} MB in {len(self._members)} parts.",
                   "Do not open it. Ask for a new copy, without pictures.")

    def _check_names(self) -> None:
        # nothing is unpacked here, but the original is kept, and other programs unpack it
        for part in self.parts:
            if part.startswith(("/", "\\")) or "\\" in part or ":" in part or ".." in part.split("/"):
                refuse(self.name, "intake.unsafe", f"A part of the file is named {part[:60]!r}, which leads out of it.",
                       "Do not open it. Ask for a new copy.")
        # zipfile reads the last of two parts with one name, an office program may read the first
        if len(set(self.parts)) != len(self.parts):
            refuse(self.name, "intake.unsafe", "A part of the file stands in it twice.", "Do not open it. Ask for a new copy.")
        # bit 0 of the general purpose flags: encrypted (APPNOTE.TXT, 4.4.4)
        if any(member.flag_bits & 1 for member in self._members):
            refuse(self.name, "intake.password", "The file is protected by a password.", "Ask for a copy without one.")
        if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in part.lower() for part in self.parts):
            refuse(self.name, "intake.macros", "The file holds macros.",
                   "Do not open it. Ask for a copy that is saved without macros.")

    def has(self, part: str) -> bool:
        """Whether the file holds this part."""
        return part in self.parts

    def bytes_of(self, part: str) -> bytes:
        """A part as it is."""
        try:
            return self._zip.read(part)
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, zlib.error):
            self.damaged()

    def elements(self, part: str) -> Iterator[tuple[str, Element]]:
        """The elements of a part in the order of the document, as ('start' | 'end', element); the text is there at 'end'.

        Each element is emptied once it has ended, so that a large part does not fill the memory. Elements and attributes of
        Strict Open XML come under the names of the transitional form.
        """
        depth = 0
        try:
            with self._zip.open(part) as stream:
                # only a DTD can declare entities that unfold without end, and no office program writes one
                for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                    if event == "start":
                        depth += 1
                        _make_transitional(element)
                        if len(element.attrib) > MOST_ATTRIBUTES:
                            refuse(self.name, "intake.unsafe", f"An element of the part '{part}' has "
                                   f"{len(element.attrib):,} attributes.", "Ask for a new copy.")
                    else:
                        depth -= 1
                    if depth > MOST_NESTING:
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


def _make_transitional(element: Element) -> None:
    if STRICT in element.tag:
        element.tag = transitional(element.tag)
    if STRICT in "".join(element.attrib):
        for name in [name for name in element.attrib if STRICT in name]:
            element.set(transitional(name), element.attrib.pop(name))


def transitional(name: str) -> str:
    """The name of an element or attribute of Strict Open XML in the transitional form; any other stays as it is."""
    space, closing, local = name.partition("}")
    known = TRANSITIONAL.get(space.removeprefix("{" + STRICT))
    return f"{{http://schemas.openxmlformats.org/{known}{closing}{local}" if known else name
