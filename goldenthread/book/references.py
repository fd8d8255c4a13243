"""`evidence/references.bib`: the publications that are cited and hold no table here."""

from __future__ import annotations

import re
from pathlib import Path

from pybtex.database import InvalidNameString
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from goldenthread.book.text_files import read_text
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Place, Problem, Reference

REFERENCES_FILE = "evidence/references.bib"
# BibTeX joins texts with `#`; pybtex 0.26 has no limit to what a few lines of such names grow to
JOINED = re.compile(r"^[ \t]*@\s*(?:string|preamble)[^#]{0,2000}#|[\"\w}]\s*(?<!\\)#\s*[\"\w{]", re.MULTILINE | re.IGNORECASE)
LINKED = re.compile(r"\\(?:href|url)\s*\{([^{}]*)\}?")
ENTRY = re.compile(r"^@\w+\s*{\s*([^\s,]+)\s*,", re.MULTILINE)


def read_references(root: Path) -> tuple[dict[str, Reference], list[Problem]]:
    """Every entry by its key, in the file's order. A book without a bibliography has none. Raises `Fault` for bad text."""
    if not (root / REFERENCES_FILE).exists():
        return {}, []
    text = read_text(root, REFERENCES_FILE)
    if joined := JOINED.search(text):
        # a few lines that join names again and again would fill any memory
        return {}, [Problem(Place(file=REFERENCES_FILE, line=text.count("\n", 0, joined.start()) + 1), "reference.syntax",
                            "The bibliography joins texts with '#', which is not read here.",
                            "Write each text out, in one pair of braces.")]
    try:
        entries = Parser().parse_string(text).entries
    except PybtexError as error:
        return {}, [_unreadable(error, text)]
    references, problems = {}, []
    # pybtex does not tell on which line an entry begins; reversed, so that of two the first counts
    lines = {entry[1]: text.count("\n", 0, entry.start()) + 1 for entry in reversed(list(ENTRY.finditer(text)))}
    for key, entry in entries.items():
        place = Place(file=REFERENCES_FILE, line=lines.get(key, 1))
        publisher = " and ".join(_without_tex(str(person)) for person in entry.persons.get("author", ()))
        fields = {name.lower(): _without_tex(value) for name, value in entry.fields.items()}
        references[key] = Reference(
            key=key, title=fields.get("title", ""), publisher=publisher or fields.get("publisher", ""),
            year=fields.get("year", ""), url=fields.get("url", ""), note=fields.get("note", ""), place=place,
        )
        for name, value in (("author", publisher), ("title", fields.get("title")), ("url", fields.get("url"))):
            if not value:
                problems.append(Problem(place, "reference.field", f"The entry '{key}' has no {name}.",
                                        f"Add {name} = {{…}}.", key))
        linked = [address for value in entry.fields.values() for address in LINKED.findall(value)]
        for address in (fields.get("url", ""), *linked):
            if address and not is_web_address(address):
                problems.append(Problem(place, "reference.url", f"'{address[:60]}' is not a web address.",
                                        "Write url = {https://…}.", key))
    return references, problems


def _unreadable(error: PybtexError, text: str) -> Problem:
    """What pybtex stopped at, in words."""
    if isinstance(error, InvalidNameString):
        name = str(error).partition("'")[2].rpartition("'")[0]
        place = Place(file=REFERENCES_FILE, line=text.count("\n", 0, max(text.find(name), 0)) + 1)
        return Problem(place, "reference.syntax", f"'{' '.join(name.split())[:80]}' has too many commas for a name.",
                       "Put an organisation's name into two pairs of braces: author = {{…}}.")
    reason = " ".join((str(error).partition(": ")[2] or str(error)).split())[:160]
    return Problem(Place(file=REFERENCES_FILE, line=int(getattr(error, "lineno", None) or 1)), "reference.syntax",
                   f"The bibliography cannot be read: {reason}.", "Look for a missing brace or comma, or a key used twice.")


def _without_tex(text: str) -> str:
    return " ".join(re.sub(r"\\([_%&#$])", r"\1", text.replace("{", "").replace("}", "")).split())
