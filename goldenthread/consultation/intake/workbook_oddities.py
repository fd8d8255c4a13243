"""Words of a workbook that a reader of rows passes over: shown by formulas, written oddly, or on sheets that are not listed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from goldenthread.consultation.intake.package_parts import PartTree
from goldenthread.consultation.intake.package_words import LONGEST_LEFTOVER, loose_words, named_part
from goldenthread.consultation.intake.points import Leftover, Passage
from goldenthread.consultation.intake.safe_files import Package
from goldenthread.model import number_of

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BY_FORMULA = "a formula showed them when the workbook was saved, and is not worked out here"
ODDLY = "they are written in a way that programs pass over"
NO_PART = "the workbook lists it, and no part of the file has it"
UNLISTED = "the workbook does not list this sheet, and a program shows nothing of it"


@dataclass(kw_only=True)
class StruckWords:
    """The words of a text in pieces, each with a look of its own, that are struck out."""

    words: str = ""
    _is_struck: bool = False

    def see(self, event: str, tag: str, element: Element) -> None:
        """The next element within the text, or around it."""
        if event == "start" and tag == "r":
            self._is_struck = False
        elif event == "start" and tag == "strike":
            self._is_struck = element.get("val", "1") not in ("0", "false")
        elif event == "end" and tag == "t" and self._is_struck:
            self.words += element.text or ""


@dataclass(kw_only=True)
class Cell:
    """A cell: its type and style, what stands in its `v` and its `is`, and what its letters are said to sound like."""

    place: str
    type: str
    style: str = "0"
    struck: StruckWords = field(default_factory=StruckWords)
    """The words of its `is` that are struck out."""
    has_formula: bool = False
    value: str = ""
    inline: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)

    def passed_over(self) -> list[str]:
        """The words that a reader of rows does not have."""
        inline = "".join(self.inline).strip()
        is_inline = self.type == "inlineStr"
        words = [inline] if inline and (not is_inline or self.has_formula) else []
        words += [self.value] if is_inline and self.value.strip() and self.value.strip() != inline else []
        return [*words, *self.sounds]


def odd_cells(package: Package, part: str, title: str) -> Iterator[Leftover]:
    """What the formulas of a sheet showed in words, and what stands in cells in an unusual way; a leftover for each."""
    shown, odd = list[str](), list[str]()
    for cell in cells_of(package, part):
        if cell.has_formula and cell.type == "str" and cell.value.strip():
            shown.append(f"{cell.place}: {cell.value.strip()}")
        odd += [f"{cell.place}: {words.strip()}" for words in cell.passed_over()]
    for lines, what, why in ((shown, "words that formulas show", BY_FORMULA), (odd, "words in cells", ODDLY)):
        if lines:
            where = f"{what}, in {number_of(len(lines), 'cell')} of sheet '{title}'"
            words = "\n".join(lines)[:LONGEST_LEFTOVER]
            yield Leftover(where=where, why=why, text=words, passages=(Passage(kind="cell", where=where, words=words),))


def cells_of(package: Package, part: str) -> Iterator[Cell]:
    cell, in_sounds = Cell(place="", type=""), False
    for event, element in package.elements(part):
        tag = element.tag.removeprefix(S)
        cell.struck.see(event, tag, element)
        if tag == "c" and event == "start":
            cell = Cell(place=element.get("r", "a cell"), type=element.get("t", ""), style=element.get("s", "0"))
        elif tag == "rPh":
            in_sounds = event == "start"
        elif event == "start":
            continue
        elif tag == "f":
            cell.has_formula = True
        elif tag == "v":
            cell.value = element.text or ""
        elif tag == "t":
            (cell.sounds if in_sounds else cell.inline).append(element.text or "")
        elif tag == "c":
            yield cell


def unlisted_sheets(package: Package, tree: PartTree, listed: Collection[str]) -> Iterator[Leftover]:
    """Sheets that the list of sheets does not lead to, and names in that list that lead to none."""
    for part, kind in tree.reached:
        if kind == "worksheet" and package.has(part) and part not in listed:
            yield named_part("sheet", part, UNLISTED, loose_words(package, part))
    parts = {one.id: one.target for one in tree.relations.get(tree.main, ())}
    for event, element in package.elements(tree.main) if tree.main else ():
        if event == "start" and element.tag == f"{S}sheet" and not package.has(parts.get(element.get(RELATION_ID, ""), "")):
            title = element.get("name", "")[:100]
            yield Leftover(where=f"sheet '{title}'", why=NO_PART, text=title)
