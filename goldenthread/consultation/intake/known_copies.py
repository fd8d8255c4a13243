"""The review copies that are known to have been given out: those that were built last, and those whose text was kept.

Most copies carry their text themselves; a copy that came back through a program which drops it is compared with these.
"""

from __future__ import annotations

import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path

from defusedxml.ElementTree import ParseError, fromstring

from goldenthread.model import GIVEN_OUT, Fault, Place, Problem

BUILT, KEPT = "build/docx", "strategy/consultation/given-out"
Paragraphs = tuple[tuple[str, str], ...]


def known_copies(root: Path) -> tuple[Paragraphs, ...]:
    """The text of each known copy, the whole volumes first: for each paragraph the bookmarks around it, and its words."""
    built = sorted((root / BUILT).rglob("*.docx"), key=lambda path: (len(path.parts), path.name))
    kept = sorted((root / KEPT).glob("*.json"))
    texts = [_text(path, path.stat().st_mtime_ns) for path in [*built, *kept]]
    return tuple(dict.fromkeys(text for text in texts if text))


@lru_cache(maxsize=256)
def _text(path: Path, stamp: int) -> Paragraphs:
    """The text of one copy, by its file and the time of it."""
    if path.suffix == ".docx":
        return paragraphs_in(text_part(path.read_bytes()))
    try:
        return tuple((str(about), str(words)) for about, words in json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise Fault(Problem(Place(file=f"{KEPT}/{path.name}", line=1), "intake.given-out",
                            "This is not the text of a copy as it was kept.", "Put it back as it was committed.")) from None


def paragraphs_in(part: bytes) -> Paragraphs:
    """The paragraphs of a copy, from the part that it carries its text in; none where that cannot be read."""
    try:
        root = fromstring(part) if part else []
    except (ParseError, ValueError):
        return ()
    return tuple((one.get("about", ""), one.text or "") for one in root)


def as_json(paragraphs: Paragraphs) -> str:
    """The paragraphs as they are kept beside the book, a line for each."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in paragraphs) + "\n]\n"


def text_part(copy: bytes) -> bytes:
    """The part of a copy that holds the text it was given out with; empty where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            for name in package.namelist():
                if name.startswith("customXml/") and name.endswith(".xml"):
                    content = package.read(name)
                    if GIVEN_OUT.encode() in content[:400]:
                        return content
    except (zipfile.BadZipFile, ValueError, OSError):
        return b""
    return b""
