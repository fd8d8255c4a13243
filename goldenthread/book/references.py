"""`evidence/references.bib`: the publications that are cited and of which the book has no table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pybtex.database import InvalidNameString
from pybtex.database.input.bibtex import DuplicateField, Parser
from pybtex.exceptions import PybtexError

from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import read_text
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Place, Problem, Reference

REFERENCES_FILE = "evidence/references.bib"
ENTRY_BEGINS = re.compile(r"@[ \t]*\w+\s*[({]")
LINKED = re.compile(r"\\(?:href|url)\s*\{([^{}]*)\}?")
BARE = re.compile(r"\s*[A-Za-z]+\s*=\s*(?![{\"\d\s])")
FIELD = re.compile(r"\s*[A-Za-z]+\s*=")
ENTRY = re.compile(r"^[ \t]*@\w+\s*{\s*([^\s,]+)\s*,", re.MULTILINE)


def read_references(root: Path, cache: ReadingCache | None = None) -> tuple[dict[str, Reference], list[Problem]]:
    """Every entry by its key, in the file's order.

    A book without a bibliography has none. Raises `Fault` for text that cannot be read.
    """
    if not (root / REFERENCES_FILE).exists():
        return {}, []
    text = read_text(root, REFERENCES_FILE)
    return (cache or ReadingCache()).get("references", REFERENCES_FILE, text, lambda: _references(text))


def _references(text: str) -> tuple[dict[str, Reference], list[Problem]]:
    if (joined := _joined(text)) is not None:
        # BibTeX joins texts with `#`; pybtex 0.26 does not limit the size to which a few lines of such names can grow
        return {}, [Problem(Place(file=REFERENCES_FILE, line=text.count("\n", 0, joined) + 1), "reference.syntax",
                            "The bibliography joins texts with '#', which is not read here.",
                            "Write each text out, in one pair of braces.")]
    try:
        entries = Parser().parse_string(text).entries
    except PybtexError as error:
        return {}, [_unreadable(error, text)]
    references, problems = {}, []
    # pybtex does not say on which line an entry begins; reversed, so that the first of two counts
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


def _joined(text: str) -> int | None:
    """Where an entry joins two texts: a `#` that is neither in braces nor in quotation marks; None if there is none."""
    at = 0
    while begins := ENTRY_BEGINS.search(text, at):
        depth, quoted, at = 1, False, begins.end()
        while depth and at < len(text):
            sign = text[at]
            if sign == '"' and depth == 1:
                quoted = not quoted
            elif sign == "#" and depth == 1 and not quoted:
                return at
            elif sign == "@" and text[at - 1] == "\n" and ENTRY_BEGINS.match(text, at):
                break  # an entry that is not closed: pybtex, too, stops at the next
            else:
                depth += (sign == "{") - (sign == "}") - (sign == ")" and depth == 1 and begins[0].endswith("("))
            at += 1
    return None


def _unreadable(error: PybtexError, text: str) -> Problem:
    """The problem at which pybtex stopped, in words."""
    if isinstance(error, InvalidNameString):
        name = str(error).partition("'")[2].rpartition("'")[0]
        place = Place(file=REFERENCES_FILE, line=text.count("\n", 0, max(text.find(name), 0)) + 1)
        return Problem(place, "reference.syntax", f"'{' '.join(name.split())[:80]}' has too many commas for a name.",
                       "Put an organisation's name into two pairs of braces: author = {{…}}.")
    line = int(getattr(error, "lineno", None) or 1)
    if isinstance(error, DuplicateField):
        return _field_twice(error, text)
    if "repeated bibliography entry" in str(error):
        return _entry_twice(error, text)
    return _missing_sign(line, text)


def _field_twice(error: DuplicateField, text: str) -> Problem:
    """The problem of a field that an entry has twice, at the second one."""
    # pybtex 0.26 gives key and field only in the text of its error: 'entry with key x has a duplicate y field'
    key, _, name = str(error).partition("with key ")[2].removesuffix(" field").partition(" has a duplicate ")
    entry = next((entry for entry in ENTRY.finditer(text) if entry[1].lower() == key.lower()), None)
    begins = entry.end() if entry else 0
    fields = re.finditer(rf"^[ \t]*{re.escape(name)}\s*=", text[begins:], re.MULTILINE | re.IGNORECASE)
    first, second = ([text.count("\n", 0, begins + field.start()) + 1 for field in fields] + [1, 1])[:2]
    return Problem(Place(file=REFERENCES_FILE, line=max(first, second)), "reference.syntax",
                   f"The entry '{key}' has the field '{name}' on line {first} already.", "Keep one of the two.", key)


def _entry_twice(error: PybtexError, text: str) -> Problem:
    """The problem of an entry that occurs twice."""
    key = str(error).rpartition(": ")[2].strip()
    lines = [text.count("\n", 0, entry.start()) + 1 for entry in ENTRY.finditer(text) if entry[1].lower() == key.lower()]
    if len(lines) > 1:
        return Problem(Place(file=REFERENCES_FILE, line=lines[1]), "reference.syntax",
                       f"The entry '{key}' stands on line {lines[0]} already.",
                       "Keep one of the two, or give this one another key.")
    return Problem(Place(file=REFERENCES_FILE, line=lines[0] if lines else 1), "reference.syntax",
                   f"Something is given twice: {' '.join(str(error).split())[:120]}.", "Keep one of the two.")


def _missing_sign(line: int, text: str) -> Problem:
    """What is missing from the entry where pybtex stopped: a comma before a field, a closing brace, an equals sign, the key."""
    rows = text.split("\n")
    heads = [number for number, row in enumerate(rows, start=1) if row.lstrip().startswith("@")] or [1]
    above = [number for number in heads if number <= line] or [1]
    begins = above[-1]
    if len(above) > 1 and _is_open(rows[above[-2] - 1:begins - 1]):
        begins = above[-2]  # an unclosed entry is noticed at the next one
    ends = next((number for number in heads if number > begins), len(rows) + 1)
    own = rows[begins - 1:ends - 1]
    for number, row in enumerate(own):
        if said := _lacking(row, "".join(own[number + 1:]).strip(), is_head=number == 0):
            return Problem(Place(file=REFERENCES_FILE, line=begins + number), "reference.syntax", *said)
    if not ENTRY.match("\n".join(own).lstrip()):
        said = "This entry has no key and comma behind its brace.", "Begin it as @misc{key2019, with a key of its own."
    elif _is_open(own):
        said = "The entry that begins here is not closed.", "End it with a closing brace on a line of its own."
    else:
        said = "The entry that begins here cannot be read.", "Look for a missing brace, comma or equals sign in it."
    return Problem(Place(file=REFERENCES_FILE, line=begins), "reference.syntax", *said)


def _lacking(row: str, behind: str, *, is_head: bool) -> tuple[str, str] | None:
    """What is missing from one line of an entry, and what to do; `behind` is the rest of the entry."""
    if FIELD.match(behind) and (FIELD.match(row) or is_head):
        opened = row.count("{") - row.count("}") - is_head
        if opened and not is_head:
            return ("This field has more opening braces than closing ones, or the other way round.",
                    "Write it as name = {…}, with as many closing braces as opening ones.")
        if not opened and not row.rstrip().endswith((",", "{")):
            return "No comma stands at the end of this line, before the next field.", "Add the comma."
    if BARE.match(row):
        return "The value of this field is not in braces.", "Write it as name = {…}."
    if re.match(r"\s*\w+\s*\{", row) and not is_head:
        return "This field has no '=' behind its name.", "Write it as name = {…}."
    return None


def _is_open(rows: Sequence[str]) -> bool:
    whole = "\n".join(rows)
    return whole.count("{") > whole.count("}")


def _without_tex(text: str) -> str:
    return " ".join(re.sub(r"\\([_%&#$])", r"\1", text.replace("{", "").replace("}", "")).split())
