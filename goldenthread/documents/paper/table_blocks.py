"""The writer of tables: header rows, row headers, spans, captions, and whether one needs a page turned on its side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes

from goldenthread.documents.paper.pandoc_model import Element, attributes, div, element, plain, plain_text
from goldenthread.documents.paper.walker import Walker, Writer

UPRIGHT, SIDEWAYS = 96, 160
"""The characters that one line of a table holds on an upright page, and on one turned on its side."""
LONGEST_LINE = 24
"""Beyond this many characters, a cell may as well run over several lines."""
PADDING = 3
"""What a column needs besides its text, in characters."""
SHORT_CELL = 700
"""A row whose cells have fewer characters is not split at the end of a page."""
SHORT_TABLE = 6
"""A table with no more rows, and short cells, is not split either."""
_NUMBER = re.compile(
    r"[-\u2212+]?[£€$]?[\d,.]+\s?(%|st|nd|rd|th|million|billion|m|bn|pp|points)?|[-\u2013\u2014.:]{1,2}|n/a|")

Row = list[Any]
"""A row of pandoc's model: its attributes and its cells; a cell is attributes, alignment, rows, columns and blocks."""


def table(walker: Walker, node: nodes.Element) -> list[Element]:
    """A table. The first row must be a header, or nobody who hears the table knows what its cells are."""
    group = next(node.findall(nodes.tgroup))
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    head = _rows(walker, group, nodes.thead)
    body = _rows(walker, group, nodes.tbody)
    if not any(plain_text(row).strip() for row in head):
        walker.report("paper.no-header", node, "The table has no header row.",
                      "Make its first row say what each column holds.")
    titles = [child for child in node.children if isinstance(child, nodes.title)]
    caption = [plain(walker.inlines(titles[0].children))] if titles else []
    widths = _widths(head, body, len(columns))
    page = _page(walker, node, widths)
    shares = _shares(node, columns, widths, SIDEWAYS if "landscape" in page else UPRIGHT)
    specs = [[_alignment(group, body, column), element("ColWidth", share)] for column, share in enumerate(shares)]
    stubs = sum(1 for column in columns if column.get("stub"))
    written = element("Table", [attributes(walker.own_label(node)), [None, caption], specs, [attributes(), head],
                                [[attributes(), stubs, [], body]], [attributes(), []]])
    short = len(body) <= SHORT_TABLE and _has_short_cells(body)
    classes = ["table", *page, *["whole-rows"] * _has_short_cells(body), *["whole-table"] * short]
    return [div(attributes(classes=classes, pairs={"at": str(walker.place(node)), "stubs": str(stubs)}), [written])]


def _rows(walker: Walker, group: nodes.Element, part: type[nodes.Element]) -> list[Row]:
    rows = []
    for child in group.children:
        for row in child.children if isinstance(child, part) else []:
            rows.append([attributes(), [_cell(walker, entry) for entry in _entries(row)]])
    return rows


def _entries(row: nodes.Node) -> list[nodes.entry]:
    return [entry for entry in row.children if isinstance(entry, nodes.entry)]


def _cell(walker: Walker, entry: nodes.Element) -> list[Any]:
    across, down = int(entry.get("morecols", 0)) + 1, int(entry.get("morerows", 0)) + 1
    paragraphs = sum(isinstance(child, nodes.paragraph) for child in entry.children)
    content = walker.inside(entry.children, tight=paragraphs < 2)
    return [attributes(), element("AlignDefault"), down, across, content]


def _single_cells(rows: Iterable[Row]) -> Iterable[tuple[int, str]]:
    """The text of every cell that keeps to its column, with the column's number."""
    taken: dict[int, int] = {}  # of each column, the rows that a cell above still reaches into
    for row in rows:
        column = 0
        for _, _, down, across, content in row[1]:
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            if across == 1:
                yield column, plain_text(content).strip()
            for spanned in range(column, column + across):
                taken[spanned] = down - 1
            column += across


def _widths(head: list[Row], body: list[Row], count: int) -> list[tuple[int, int]]:
    """For each column the characters that it needs at the least (its longest word) and that it would like to have."""
    least, liked = [3] * count, [3] * count
    for rows, most in ((head, 2), (body, 1)):  # a header may well run over two lines
        texts: dict[int, list[str]] = {}
        for column, text in _single_cells(rows):
            texts.setdefault(column, []).append(text)
        for column, cells in texts.items():
            # the 85th percentile: a few long cells do not make a wide column
            usual = sorted(len(text) for text in cells)[int(0.85 * (len(cells) - 1))] // most
            least[column] = max([least[column], *(len(word) for text in cells for word in text.split())])
            liked[column] = max(liked[column], min(usual, LONGEST_LINE + usual // 3))
    return [(low + PADDING, max(low, high) + PADDING) for low, high in zip(least, liked, strict=True)]


def _shares(
    node: nodes.Element, columns: list[nodes.colspec], widths: list[tuple[int, int]], line: int,
) -> list[float]:
    """The part of a line that each column gets: as the author says, else its longest word and a share of what is left."""
    parts = [float(column.get("colwidth", 1)) for column in columns]
    if "colwidths-given" not in node["classes"]:  # docutils' class for a table whose author gave widths
        more = [liked - least for least, liked in widths]
        left = max(line - sum(least for least, _ in widths), 0)
        parts = [least + (left * wish / sum(more) if sum(more) else 0.0)
                 for (least, _), wish in zip(widths, more, strict=True)]
    whole = sum(parts) or 1.0
    return [round(part / whole, 4) for part in parts]


def _has_short_cells(body: list[Row]) -> bool:
    """Whether every row is low enough to stay on one page."""
    return all(len(plain_text(cell[4])) < SHORT_CELL for row in body for cell in row[1])


def _alignment(group: nodes.Element, body: list[Row], column: int) -> Element:
    """As the author wants it; else numbers stand to the right, so that their places are below each other."""
    cells = [_entries(row)[column:column + 1] for row in group.findall(nodes.row)]
    # MyST gives each cell the class of its column's alignment, as Markdown's ':---:' has it
    for side in ("Left", "Right", "Center"):
        if cells and all(cell and f"text-{side.lower()}" in cell[0]["classes"] for cell in cells):
            return element(f"Align{side}")
    texts = [text for number, text in _single_cells(body) if number == column]
    numbers = any(any(sign.isdigit() for sign in text) for text in texts)
    return element("AlignRight" if numbers and all(_NUMBER.fullmatch(text) for text in texts) else "AlignLeft")


def _page(walker: Walker, node: nodes.Element, widths: list[tuple[int, int]]) -> list[str]:
    """Whether the table is set small, or on a page of its own on its side, which no container can hold."""
    least, liked = sum(low for low, _ in widths), sum(high for _, high in widths)
    if least > SIDEWAYS or (walker.depth and least > UPRIGHT):
        walker.report("paper.table-too-wide", node, f"The table is too wide for the page: {least} characters a line, "
                      f"where {UPRIGHT if walker.depth else SIDEWAYS} fit.",
                      "Turn rows and columns round, or make it two tables.")
    if walker.depth or (liked <= UPRIGHT * 1.25 and least <= UPRIGHT):
        return ["small"] if walker.depth or liked > UPRIGHT else []
    return ["landscape"]


WRITERS: dict[type, Writer] = {nodes.table: table}
