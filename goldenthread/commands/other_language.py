"""A book beside the same book in another language: what one of them has and the other has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from goldenthread.book import DATA_FOLDER, LoadedBook, chapter_files, read_book
from goldenthread.model import Fault, Place, Problem, Response
from goldenthread.system import FRONT_PAGE, sha256_of

RESPONSES = "strategy/consultation/responses/"


def differences_in_languages(root: Path, other: Path) -> list[Problem]:
    """What differs between two books that should say the same, each problem in the book at `root`.

    Raises `Fault` where there is no book at `other`, and what `read_book` raises where one of them cannot be read.
    """
    if not (other / FRONT_PAGE).is_file():
        raise Fault(Problem(Place(file=str(other), line=0), "language.beside", "There is no book here to compare with.",
                            "Name the folder of the same book in the other language, as in --beside ../cy."))
    books = read_book(root), read_book(other)
    return [
        *_missing("language.page", "has no page", [_pages(folder) for folder in (root, other)]),
        *_missing("language.item", "has no item", [_places_of_items(book) for book in books]),
        *_different_rows(root, other, books),
    ]


def _pages(root: Path) -> dict[str, Place]:
    return {file: Place(file=file, line=1) for file in chapter_files(root) if not file.startswith(RESPONSES)}


def _places_of_items(book: LoadedBook) -> dict[str, Place]:
    """Where each item stands, but for responses: these stand in the book in whose language they came."""
    return {item.id: item.place for item in book.register.items.values() if not isinstance(item, Response)}


def _missing(code: str, words: str, held: list[Mapping[str, Place]]) -> Iterator[Problem]:
    here, there = held
    for name in sorted(here.keys() - there.keys()):
        yield Problem(here[name], code, f"The book in the other language {words} {name}.",
                      "Add it there, or take it out here: readers go from one language to the other by it.")
    for name in sorted(there.keys() - here.keys()):
        yield Problem(Place(file="the book", line=0), code, f"This book {words} {name}, which the other language has.",
                      "Add it here, or take it out there.")


def _different_rows(root: Path, other: Path, books: Iterable[LoadedBook]) -> Iterator[Problem]:
    here, there = (book.register.datasets for book in books)
    for name in sorted(here.keys() | there.keys()):
        file = f"{DATA_FOLDER}/{name}.csv"
        tables = [root / file, other / file]
        if not all(table.is_file() for table in tables) or sha256_of(tables[0]) != sha256_of(tables[1]):
            yield Problem(Place(file=file, line=1), "language.table", "The rows differ between the two languages.",
                          "Copy the file from one book to the other: both must show the same numbers.")
