"""`strategy/editions.toml`: the editions in order of publication, what each accepts and which items it drops."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.book.toml_tables import Table, read_toml
from goldenthread.model import LICENCES, Accepted, Book, Dropped, Edition, Fault, Licence, OtherLanguage, Place, Problem, nearest

EDITIONS_FILE = "strategy/editions.toml"
IMPRINT = ("contact", "formats")
"""What the imprint of printed files says besides publisher, licence and version; all of it is optional."""


def read_editions(root: Path) -> tuple[Book, dict[str, Edition], list[Problem]]:
    """The book, its editions by id, and what is wrong with the file. Raises `Fault` if it cannot be read at all."""
    table = read_toml(root, EDITIONS_FILE)
    table.check_keys({"title", "publisher", "note", "file", "evidence_title", "evidence_note", "site", "licence", "edition",
                      "other_language", *IMPRINT})
    book = Book(title=table.text_of("title"), publisher=table.text_of("publisher"), note=table.text_of("note"),
                file=table.plain_id("file", "edition.file"), evidence_title=table.text_of("evidence_title"),
                evidence_note=table.text_of("evidence_note", required=False), site=table.web_address("site", required=False),
                licence=_licence(table), other_languages=tuple(map(_other_language, table.tables("other_language"))),
                **{key: table.text_of(key, required=False) for key in IMPRINT})
    editions: dict[str, Edition] = {}
    for entry in table.tables("edition"):
        edition = _edition(entry)
        if edition.follows and edition.follows not in editions:
            entry.report("follows", "edition.follows", f"'{edition.follows}' is not an edition above this one.",
                         "Name the id of an earlier edition.")
        if edition.id in editions:
            entry.report("id", "edition.id", f"The edition '{edition.id}' is defined twice.", "Give each an id of its own.")
        if wrong := [problem for problem in table.problems if problem.code == "edition.id"]:
            # an edition's id names folders: without it nothing can be said about their content
            raise Fault(wrong[0])
        if any(other.file == edition.file != "" for other in editions.values()):
            entry.report("file", "edition.file", f"'{edition.file}' is the file of another edition.", "Choose another.")
        if any(other.code == edition.code for other in editions.values()):
            entry.report("code", "edition.code", f"The code '{edition.code}' is already used.", "Choose another.")
        editions[edition.id] = edition
    if not editions:
        table.report("edition", "edition.none", "There is no edition.", "Add at least one [[edition]].")
    return book, editions, table.problems


def _other_language(entry: Table) -> OtherLanguage:
    """The same book in another language, with the address of its site."""
    entry.check_keys({"language", "name", "site"})
    language = entry.text_of("language")
    if language and not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*", language):
        entry.report("language", "language.form", f"'{language[:40]}' is no code of a language.",
                     "Write the code alone, as in conf.py of that book: language = \"cy\".")
    return OtherLanguage(language=language.replace("_", "-"), name=entry.text_of("name"), site=entry.web_address("site"))


def _licence(table: Table) -> Licence | None:
    """The licence of the book's own text: a known one by its identifier, or one described in words."""
    words = table.text_of("licence", required=False)
    if words and words not in LICENCES and " " not in words:
        table.report("licence", "edition.licence", f"'{words[:60]}' is no licence that is known here.",
                     f"Use one of {', '.join(LICENCES)}, or say in words what may be done.{nearest(words, LICENCES)}")
        return None
    return (LICENCES.get(words) or Licence(id="", name=words, url="")) if words else None


def _edition(entry: Table) -> Edition:
    entry.check_keys({"id", "code", "title", "label", "status", "published", "file", "follows", "accepted", "dropped"})
    code = entry.text_of("code")
    if code and not re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", code):
        entry.report("code", "edition.code", f"'{code}' is not a code.", "Use two to six capitals or digits, as in D19.")
    accepted = tuple(
        Accepted(code=e.text_of("code"), about=e.text_of("about"), reason=e.text_of("reason"), place=e.place("about"))
        for e in entry.tables("accepted")
    )
    dropped = tuple(
        Dropped(id=e.text_of("id"), reason=e.text_of("reason"), because=e.texts("because"), place=e.place("id"))
        for e in entry.tables("dropped")
    )
    return Edition(
        id=entry.plain_id("id", "edition.id"), code=code, title=entry.text_of("title"), label=entry.text_of("label"),
        status=entry.text_of("status"), published=entry.day("published"), file=entry.plain_id("file", "edition.file"),
        follows=entry.text_of("follows", required=False), accepted=accepted, dropped=dropped,
        place=Place(file=entry.file, line=entry.first_line),
    )
