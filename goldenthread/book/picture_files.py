"""A picture in a chapter must be a whole file of the book, of the kind that its name says, and an SVG may only draw."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from goldenthread.book.allowed_markup import PICTURE_FILE
from goldenthread.book.web_addresses import page_path
from goldenthread.system import is_of_book

ENDINGS = "png, jpg, gif or svg"
# what an SVG may consist of: neither a script, nor another page, nor something that changes an address later
DRAWN = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "textPath", "use", "symbol", "clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "stop", "style",
    "metadata", "filter", "feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feFlood", "feComposite", "feMerge",
    "feMergeNode",
})
LARGEST = 20 * 1024 * 1024
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
# by the first bytes, and the bytes four or eight further on: what programs call the kind, and the endings of its names
KINDS = (
    (0, PNG_BEGINS, "a PNG", (".png",)), (0, b"\xff\xd8\xff", "a JPEG", (".jpg", ".jpeg")),
    (0, b"GIF8", "a GIF", (".gif",)), (0, b"<svg", "a drawing in SVG", (".svg",)), (0, b"<?xml", "a drawing in SVG", (".svg",)),
    (8, b"WEBP", "a WebP", ()), (4, b"ftypavif", "an AVIF", ()), (4, b"ftyphei", "a HEIC", ()), (4, b"ftypmif1", "a HEIC", ()),
    (0, b"BM", "a BMP", ()), (0, b"II*\0", "a TIFF", ()), (0, b"MM\0*", "a TIFF", ()), (0, b"%PDF-", "a PDF", ()),
)
TAIL = 64 * 1024
"""Within so many bytes of its end a picture has the mark of its end; some cameras write more of their own behind it."""


def picture_problem(root: Path, page: str, address: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a picture that a page names, and what to do: a pair of sentences, or nothing if all is well."""
    path = page_path(page, address)
    if path is None or "*" in address or "?" in address or not PICTURE_FILE.fullmatch(path) or not is_of_book(path):
        yield (f"'{address[:60]}' is no picture of the book.",
               f"Name a file of the book that ends in {ENDINGS}, by its path from this page.")
        return
    file = root / path
    if not os.path.realpath(file).startswith(os.path.join(os.path.realpath(root), "")):
        yield f"The picture '{path}' leads out of the book.", "Put the file itself into the book."
    elif not os.path.isfile(file):  # a name may be longer than any disk allows
        yield f"There is no picture '{path[:80]}'.", "Correct the path, or add the file."
    elif file.stat().st_size > LARGEST:
        yield f"The picture '{path}' has more than {LARGEST // 1024 // 1024} MB.", "Make it smaller."
    elif problem := _misread(path, raw := file.read_bytes()):
        yield problem
    elif path.lower().endswith(".svg") and (active := _active_content(raw)):
        yield f"The drawing '{path}' holds {active}, which a reader's browser would act on.", "Save it as a plain SVG or a PNG."


def _misread(path: str, raw: bytes) -> tuple[str, str] | None:
    """What keeps a browser, print or Word from reading a picture as what its name says."""
    stem, ending = os.path.splitext(path.rpartition("/")[2])
    head = raw[:200].lstrip()
    what, endings = next(((what, endings) for at, begins, what, endings in KINDS if head[at:].startswith(begins)), ("", ()))
    if endings and ending.lower() not in endings:
        return (f"By what it holds, the picture '{path}' is {what}, and print reads it as its name says.",
                f"Name the file '{stem}{endings[0]}', and write so here.")
    if what and not endings:
        return f"By what it holds, the picture '{path}' is {what}, which print cannot set.", "Save it as a PNG or a JPEG."
    if ending.lower() != ".svg" and not (what and _is_whole(what, raw)):
        state = "cut short or damaged" if what else "no picture by what it holds" if raw else "empty"
        return (f"The picture '{path}' is {state}.", "Take it once more from where it came from.")
    return None


def _is_whole(what: str, raw: bytes) -> bool:
    """Whether a picture has its end, and of a PNG, whether all in between is as its program wrote it."""
    if what == "a JPEG":
        return b"\xff\xd9" in raw[-TAIL:]
    if what == "a GIF":
        return len(raw) > 13 and b";" in raw[13:][-TAIL:]
    at = len(PNG_BEGINS)
    if not any(raw[16:20]) or not any(raw[20:24]):
        return False  # no wider or higher than nothing
    while len(raw) >= at + 12:
        size, kind = int.from_bytes(raw[at:at + 4]), raw[at + 4:at + 8]
        if zlib.crc32(raw[at + 4:at + 8 + size]).to_bytes(4) != raw[at + 8 + size:at + 12 + size]:
            return False
        if kind == b"IEND":
            return True
        at += 12 + size
    return False


def _active_content(raw: bytes) -> str:
    """Content of an SVG that does more than draw, or an empty text."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if b"<?xml-stylesheet" in raw or b"\0" in raw:
        return "instructions beside the drawing"
    try:
        drawing = fromstring(raw)
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        return "what cannot be read as a drawing"
    for element in drawing.iter():
        space, _, tag = str(element.tag).rpartition("}")
        if "w3.org/2000/svg" in space and tag not in DRAWN:
            return f"'<{tag}>'"
        if "xhtml" in space or (tag == "style" and _fetches(element.text or "")):
            return f"'<{tag}>'"
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            if plain.startswith("on") or (plain == "href" and not value.strip().startswith("#")) or _fetches(value):
                return f"'{plain}'"
    return ""


def _fetches(style: str) -> bool:
    rules = "".join(style.lower().split()).replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return any(sign in rules for sign in ("url(", "@import", "javascript:", "\\"))
