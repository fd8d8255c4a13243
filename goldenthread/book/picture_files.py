"""A picture in a chapter must be a file of the book, and an SVG may only draw."""

from __future__ import annotations

import os
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
    elif path.lower().endswith(".svg") and (active := _active_content(file.read_bytes())):
        yield f"The drawing '{path}' holds {active}, which a reader's browser would act on.", "Save it as a plain SVG or a PNG."


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
