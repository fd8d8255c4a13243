"""What Typst 0.15 cannot yet say in a tagged PDF: which cells are headers of their rows, and in words where a link leads.

Typst has the first behind a feature that its Python package does not offer (`pdf.header-cell`), and the second not at all. The
templates leave marks, which are taken out here: a region of the language in cells, and the words of a link behind its address.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pikepdf

from goldenthread.model import gettext

WORDS = b"\x01"
"""What stands between the address of a link and its words."""
_MARKED = re.compile(r"-X([A-Z])\b")
_TABLE = re.compile(r"U\d+x0y0")
_COLUMN = re.compile(r"U(\d+)x(\d+)y\d+")
_ROWS = ("/TBody", "/TFoot")


def complete_tags(document: pikepdf.Pdf, titles: Mapping[str, str], web: str = "") -> None:
    """Make headers of the cells that are marked as those of rows, and describe each link.

    `titles` are those of headings, by their labels; `web` is the address of the folder in which other files are published.
    """
    _set_row_headers(document)
    _describe_links(document, titles, web)


def _children(part: Any) -> list[pikepdf.Dictionary]:
    """The tags within a tag; marked content and annotations are none."""
    kids = part.get("/K", [])
    return [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _set_row_headers(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot.get("/IDTree")
    if tree is None:
        return
    ids = pikepdf.NameTree(tree)
    tables = [table for name, cell in ids.items() if _TABLE.fullmatch(str(name)) for table in _tables_around(cell)]
    # all are counted before any mark is taken out: a table may stand in a cell of another
    counted = [(table, _headers_of_rows(table)) for table in tables]
    for table, headers in counted:
        if headers:
            _name_headers(table, headers, ids)
        _take_marks_out(table)


def _tables_around(cell: Any) -> Iterator[Any]:
    """The nearest table around a cell."""
    while cell is not None and cell.get("/S") is not None:
        if cell.S == "/Table":
            yield cell
            return
        cell = cell.get("/P")


def _headers_of_rows(part: Any) -> int:
    """How many cells at the beginning of each row are its headers, as a mark anywhere in the table says; 0 without one."""
    if marked := _MARKED.search(str(part.get("/Lang", ""))):
        return ord(marked.group(1)) - ord("A") + 1
    return next((count for kid in _children(part) if kid.S != "/Table" and (count := _headers_of_rows(kid))), 0)


def _take_marks_out(part: Any) -> None:
    if _MARKED.search(str(part.get("/Lang", ""))):
        del part["/Lang"]  # the language of the file holds
    for kid in _children(part):
        _take_marks_out(kid)


def _name_headers(table: Any, headers: int, ids: pikepdf.NameTree) -> None:
    """Make headers of the first cells of each row, and name them to the other cells of all rows that they stand beside."""
    reach: dict[int, list[tuple[str, int]]] = {}  # of each row, the headers beside it with their columns
    place = 0
    for part in (part for part in _children(table) if part.S in _ROWS):
        for row in _children(part):
            for cell in _children(row):
                _place_cell(cell, place, headers, reach, ids)
            place += 1


def _place_cell(cell: Any, row: int, headers: int, reach: dict[int, list[tuple[str, int]]], ids: pikepdf.NameTree) -> None:
    own = _table_attributes(cell)
    above = [match for name in own.get("/Headers", []) if (match := _COLUMN.fullmatch(str(name)))] if own is not None else []
    if own is None or not above:
        return
    number, column = above[0].group(1), int(above[0].group(2))
    if column >= headers:
        for name, _ in sorted(reach.get(row, []), key=lambda each: each[1]):
            own.Headers.append(pikepdf.String(name))
        return
    name = f"U{number}r{row}x{column}"
    cell.S, cell.ID, own.Scope = pikepdf.Name.TH, pikepdf.String(name), pikepdf.Name.Row
    ids[name] = cell
    for beside in range(row, row + int(own.get("/RowSpan", 1))):
        reach.setdefault(beside, []).append((name, column))


def _table_attributes(cell: Any) -> Any:
    attributes = cell.get("/A", [])
    every = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((each for each in every if each.get("/O") == "/Table"), None)


@dataclass(frozen=True, slots=True)
class _HeadingPlaces:
    """Where headings stand in a file: what a link to one is called by its name, and their titles in the order of the file."""

    pages: Mapping[tuple[int, int], int]
    """The number of each page, by its object."""
    called: Mapping[str, str]
    order: Sequence[tuple[int, float]]
    """Page and distance from its foot, as a negative number: in the order in which they are read."""
    titles: Sequence[str]

    def page_of(self, place: Any) -> int:
        """The number of the page that a destination is on."""
        return self.pages[place[0].objgen]

    def around(self, place: Any) -> str:
        """The title above a destination, with its page; empty for what stands before the first."""
        page = self.page_of(place)
        found = bisect_right(self.order, (page, -_top(place))) - 1
        return on_page(self.titles[found], page) if found >= 0 else ""


def _places_of(document: pikepdf.Pdf, titles: Mapping[str, str]) -> _HeadingPlaces:
    pages: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    names = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    called, placed = dict[str, str](), list[tuple[tuple[int, float], str]]()
    for name, held in pikepdf.NameTree(names).items() if names is not None else ():
        place = held if isinstance(held, pikepdf.Array) else held.D
        if title := titles.get(str(name)):
            page = pages[place[0].objgen]
            called[str(name)] = on_page(title, page)
            placed.append(((page, -_top(place)), title))
    placed.sort()
    return _HeadingPlaces(pages=pages, called=called, order=[order for order, _ in placed], titles=[title for _, title in placed])


def _top(place: Any) -> float:
    """How far a destination is from the foot of its page."""
    return float(place[3]) if len(place) > 3 else 0.0


def on_page(what: str, page: int) -> str:
    """`Wages, page 4`."""
    return f"{what}, {gettext('page')} {page}"


def _describe_links(document: pikepdf.Pdf, titles: Mapping[str, str], web: str) -> None:
    places = _places_of(document, titles)
    for page in document.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == "/Link" and (words := _description(note, places, web)):
                note.Contents = pikepdf.String(words)


def _description(note: Any, places: _HeadingPlaces, web: str) -> str:
    """What a link is to be called, and nothing where Typst has described it; takes its words out of its address."""
    action = note.get("/A")
    if action is not None and "/URI" in action:
        address, _, words = bytes(action.URI).partition(WORDS)
        action.URI = pikepdf.String(address.decode("latin-1")) if address.isascii() else pikepdf.Object.parse(_as_hex(address))
        return _of_address(address.decode("utf-8", errors="replace"), words.decode(), web)
    place, said = note.get("/Dest"), str(note.get("/Contents", ""))
    if isinstance(place, pikepdf.String):
        return places.called.get(str(place), "")
    if said.isdigit():
        return gettext("Back to the mark of note {number}", number=said)
    # of a place without a title of its own, Typst says the page alone
    bare = isinstance(place, pikepdf.Array) and said == f"{gettext('page')} {places.page_of(place)}"
    return places.around(place) if bare else ""


def _as_hex(text: bytes) -> bytes:
    return b"<" + text.hex().encode() + b">"


def _of_address(address: str, words: str, web: str) -> str:
    """`Its words, on the web at host`, `…, in the file name` or `…, an e-mail`."""
    parts, words = urlsplit(address), words or address
    if parts.scheme == "mailto":
        return gettext("{words}, an e-mail", words=words)
    if parts.netloc:
        return gettext("{words}, on the web at {host}", words=words, host=parts.netloc)
    file = parts.path.rpartition("/")[2]
    if web:
        return gettext("{words}, in the file {file}, on the web at {address}", words=words, file=file, address=f"{web}{file}")
    return gettext("{words}, in the file {file}", words=words, file=file)
