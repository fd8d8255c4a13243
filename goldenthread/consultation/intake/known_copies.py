"""The review copies that are known to have been given out: those that were built last, and those whose text was kept.

Most copies carry their text themselves; a copy that came back through a program which drops it is compared with these.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring

from goldenthread.model import GIVEN_OUT, LOOK_UNKNOWN, Fault, Place, Problem

BUILT, KEPT = "build/docx", "strategy/consultation/given-out"
LETTERS = ("build/replies", "build/receipts")
"""Where the letters to respondents are, which may come back with a comment."""
Paragraphs = tuple[tuple[str, str], ...]
Looks = tuple[tuple[tuple[str, str], ...], ...]
"""For each paragraph the words that were given out marked by their look: what the look is called, and the piece that has it.
Empty for a copy that was kept without its looks."""


def known_copies(root: Path) -> tuple[Paragraphs, ...]:
    """The text of each known copy, the whole volumes first: for each paragraph the bookmarks around it, and its words."""
    return tuple(looks_of_copies(root))


def looks_of_copies(root: Path) -> dict[Paragraphs, Looks]:
    """Each known copy with what was marked by its look when it was given out."""
    built = sorted((path for folder in (BUILT, *LETTERS) for path in (root / folder).rglob("*.docx")),
                   key=lambda path: (len(path.parts), path.name))
    kept = sorted((root / KEPT).glob("*.json"))
    copies: dict[Paragraphs, Looks] = {}
    for path in [*built, *kept]:
        text, looks = _copy(path, path.stat().st_mtime_ns)
        if text:
            copies.setdefault(text, looks)
    return copies


@lru_cache(maxsize=256)
def _copy(path: Path, stamp: int) -> tuple[Paragraphs, Looks]:
    """The text of one copy and its looks, by its file and the time of it."""
    if path.suffix == ".docx":
        part = text_part(path.read_bytes())
        return paragraphs_in(part), looks_in(part)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        has_looks = any(looks for _, _, *looks in kept)
        return (tuple((str(about), str(words)) for about, words, *_ in kept),
                tuple(_pairs(looks[0]) if looks else () for _, _, *looks in kept) if has_looks else ())
    except (ValueError, TypeError):
        raise Fault(Problem(Place(file=f"{KEPT}/{path.name}", line=1), "intake.given-out",
                            "This is not the text of a copy as it was kept.", "Put it back as it was committed.")) from None


def paragraphs_in(part: bytes) -> Paragraphs:
    """The paragraphs of a copy, from the part that it carries its text in; none where that cannot be read."""
    return tuple((one.get("about", ""), one.text or "") for one in _root(part))


def looks_in(part: bytes) -> Looks:
    """What was marked by its look in each of the paragraphs, from the same part; nothing where that was not kept."""
    root = _root(part)
    return tuple(looks_given(one.attrib) for one in root) if keeps_looks([root, *root]) else ()


def keeps_looks(elements: Iterable[Element]) -> bool:
    """Whether a text says which looks it was given out with, from its elements: of an earlier one nobody knows."""
    return any("look" in one.attrib or "marks" in one.attrib for one in elements)


def _root(part: bytes) -> Element:
    try:
        return fromstring(part) if part else Element("text")
    except (ParseError, ValueError):
        return Element("text")


def looks_given(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The looks that a paragraph was given out with; of a copy that says only that it had some it is not known where."""
    if "looks" not in attributes:
        return ((LOOK_UNKNOWN, ""),) if attributes.get("look") else ()
    try:
        return _pairs(json.loads(attributes["looks"]))
    except (ValueError, TypeError):
        return ((LOOK_UNKNOWN, ""),)


def _pairs(looks: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(look), str(words)) for look, words in looks)


def as_json(paragraphs: Paragraphs, looks: Looks = ()) -> str:
    """The paragraphs as they are kept beside the book, a line for each, with their looks where these are known."""
    lines = ([*one, marked] if looks else one for one, marked in zip_longest(paragraphs, looks, fillvalue=()))
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in lines) + "\n]\n"


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
