"""What each file of a record was made from, in the words of the W3C's PROV, as PROV-JSON.

One activity, the build, used every file of the book and made every file of the record. Where it is known of a file which of
them it shows, that is said beside it: the chapter and tables of a page, the item of its page, the chapters of an edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from goldenthread.book import DATA_FOLDER, RECEIVED_FOLDER
from goldenthread.model import Edition, Register, Unresolved, datasets_of

BOOK, BAG = "book:", "bag:"
PREFIXES = {"book": "urn:goldenthread:book:", "bag": "urn:goldenthread:record:", "schema": "https://schema.org/"}
BUILD, PROGRAM, PUBLISHER = f"{BAG}build", f"{BAG}software.cdx.json", f"{BAG}publisher"


def used_files(stamps: Mapping[str, object]) -> list[str]:
    """The files of the book that a record names: all but the accounts of what was received, whose names tell who wrote."""
    return [name for name in stamps if not name.startswith(f"{RECEIVED_FOLDER}/")]


def provenance(
    register: Register, edition: Edition, made: Mapping[str, str], used: Mapping[str, str], copies: Mapping[str, str]
) -> str:
    """The description as text.

    `made` are the files of the record below its folder and `used` those of the book, each with its SHA-256; `copies` says of
    which file of the book a file of the record is a copy.
    """
    sources = _Sources(register, used)
    entities = {f"{prefix}{name}": {"schema:sha256": checksum} for prefix, files in ((BOOK, used), (BAG, made))
                for name, checksum in files.items()}
    derived = [(name, source) for name in made
               for source in ([copies[name]] if name in copies else sorted(sources.of(name)))]
    document = {
        "prefix": PREFIXES,
        "entity": {**entities, PROGRAM: {"prov:type": {"$": "prov:Plan", "type": "prov:QUALIFIED_NAME"}}},
        "activity": {BUILD: {"prov:label": f"The build of {register.book.title}, {edition.label}"}},
        "agent": {PUBLISHER: {"prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"},
                              "prov:label": register.book.publisher}},
        "wasAssociatedWith": {"_:by": {"prov:activity": BUILD, "prov:agent": PUBLISHER, "prov:plan": PROGRAM}},
        "used": {f"_:used{number}": {"prov:activity": BUILD, "prov:entity": f"{BOOK}{name}"}
                 for number, name in enumerate(used, 1)},
        "wasGeneratedBy": {f"_:made{number}": {"prov:entity": f"{BAG}{name}", "prov:activity": BUILD}
                           for number, name in enumerate(made, 1)},
        "wasDerivedFrom": {f"_:from{number}": {"prov:generatedEntity": f"{BAG}{name}", "prov:usedEntity": f"{BOOK}{source}"}
                           for number, (name, source) in enumerate(derived, 1)},
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


class _Sources:
    """Which files of the book a file of the record is known to show."""

    def __init__(self, register: Register, used: Mapping[str, str]) -> None:
        self.register, self.used = register, used
        self.tables_of: dict[str, set[str]] = {}
        for mention in register.mentions:
            self.tables_of.setdefault(mention.place.file, set()).update(self._tables_in(mention.kind, mention.text))

    def of(self, name: str) -> set[str]:
        """The files behind one of the record, as far as they are known."""
        _, output, *below = PurePosixPath(name).parts
        folder, stem = "/".join(below[:-1]), PurePosixPath(name).stem
        found = set[str]()
        if output == "html" and folder == "id" and stem in self.register.items:
            found.add(self.register.items[stem].place.file)
        elif output == "html" and folder == DATA_FOLDER and stem in self.register.datasets:
            found |= self._table(stem)
        elif output == "html" and name.endswith(".html"):
            found |= self._of_chapter(f"{folder}/{stem}.md".lstrip("/"))
        elif output in ("pdf", "docx"):
            named = [edition for edition in self.register.editions.values() if edition.file == stem]
            found |= {source for edition in named for chapter in self.used if chapter.endswith(".md") and edition.holds(chapter)
                      for source in self._of_chapter(chapter)}
        return {source for source in found if source in self.used}

    def _of_chapter(self, chapter: str) -> set[str]:
        tables = {file for name in self.tables_of.get(chapter, ()) for file in self._table(name)}
        return {chapter, *tables} if chapter in self.used else set()

    def _table(self, name: str) -> set[str]:
        file = PurePosixPath(self.register.datasets[name].place.file)
        return {str(file.with_suffix(".csv")), str(file.with_suffix(".toml"))}

    def _tables_in(self, kind: str, text: str) -> Iterator[str]:
        if kind == "value":
            try:
                yield from datasets_of(text, self.register.datasets)
            except Unresolved:  # then no book was built
                return
        elif text in self.register.datasets:
            yield text
