"""The sheets of an OpenDocument workbook, each cell as the text that it shows."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from goldenthread.consultation.intake import Package
from goldenthread.data_import.sheet_grid import MOST_CELLS, SheetGrid, import_fault

TABLE, TEXT = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
MOST_REPEATED = 2_000
"""The most repetitions that are expanded: a cell or row with content is seldom repeated; long repetitions are empty."""


def sheets_of_ods(package: Package, name: str) -> list[SheetGrid]:
    """The sheets of a workbook. Raises `Fault` if there are more cells than in any published workbook."""
    reader = _OdsReader(name)
    for event, element in package.elements("content.xml"):
        if event == "end":
            reader.end(element)
        elif element.tag == f"{TABLE}table":
            reader.start_sheet(element.get(f"{TABLE}name", ""))
    return reader.sheets


class _OdsReader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.sheets: list[SheetGrid] = []
        self._rows: list[list[str]] = []
        self._cells: list[str] = []
        self._lines: list[str] = []
        self._inner: dict[int, str] = {}
        self._title, self._count = "", 0

    def start_sheet(self, title: str) -> None:
        self._title, self._rows = title, []

    def end(self, element: Element) -> None:
        """Process an element at its end tag; its children have ended before it, and were emptied."""
        tag = element.tag
        if tag.startswith(TEXT):
            self._end_text(element)
        elif tag == f"{OFFICE}annotation":
            self._lines.clear()  # a comment is not part of the text that the cell shows
        elif tag in CELLS:
            text = " ".join(" ".join(self._lines).split())
            if not text and element.get(f"{TABLE}formula"):
                text = element.get(f"{OFFICE}value", "") or element.get(f"{TABLE}formula", "")
            self._lines.clear()
            self._cells += [text] * self._repeats(element, "number-columns-repeated", bool(text))
        elif tag == f"{TABLE}table-row":
            self._end_row(element)
        elif tag == f"{TABLE}table":
            while self._rows and not self._rows[-1]:
                self._rows.pop()
            self.sheets.append(SheetGrid(name=self._title, rows=self._rows))

    def _end_text(self, element: Element) -> None:
        text = (element.text or "") + "".join(self._inner.pop(id(child), "") + (child.tail or "") for child in element)
        if element.tag == f"{TEXT}p":
            self._lines.append(text)
        else:
            self._inner[id(element)] = " " if element.tag == f"{TEXT}s" else text

    def _end_row(self, element: Element) -> None:
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        for _ in range(self._repeats(element, "number-rows-repeated", bool(self._cells))):
            self._rows.append(list(self._cells))
            self._limit(len(self._cells) + 1)
        self._cells.clear()

    def _repeats(self, element: Element, attribute: str, filled: bool) -> int:
        written = element.get(f"{TABLE}{attribute}", "1")
        if not (written.isascii() and written.isdigit() and len(written) < 10):
            raise import_fault(self.name, "import.file", f"A cell says that it is there '{written[:20]}' times.",
                               "Download it again from the publisher, or save it as CSV.")
        times = int(written)
        if times > MOST_REPEATED and not filled:
            return MOST_REPEATED if attribute.startswith("number-rows") else 1
        self._limit(times if filled else 0)
        return times

    def _limit(self, cells: int) -> None:
        self._count += cells
        if self._count > MOST_CELLS:
            raise import_fault(self.name, "import.too-large", f"The file has more than {MOST_CELLS:,} cells.",
                          "Cut it down in a spreadsheet to the rows that are needed.")
