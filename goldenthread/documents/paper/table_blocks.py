"""The writer of tables: header rows, row headers, spans, captions, and whether one needs a page turned on its side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docutils import nodes

from goldenthread.book import CONTAINER, PADDING, SIDEWAYS, UPRIGHT, column_need, extent
from goldenthread.documents.paper.long_words import split_words
from goldenthread.documents.paper.pandoc_model import Element, attributes, div, element, plain, plain_text
from goldenthread.documents.paper.walker import Walker, Writer

LONGEST_LINE = 24
"""Beyond this many characters, a cell may as well run over several lines."""
LOW_ROW, LOW_TABLE = 16, 26
"""A row of no more lines surely stays below half a page, and a table of no more below a page: what is higher is measured."""
SHORT_TABLE = 6
"""A table with no more rows is kept on one page if it fits."""
_NUMBER = re.compile(
    r"[-\u2212+]?[£€$]?[\d,.]+\s?(%|st|nd|rd|th|million|billion|m|bn|pp|points)?|[-\u2013\u2014.:]{1,2}|n/a|")

Row = list[Any]
"""A row of pandoc's model: its attributes and its cells; a cell is attributes, alignment, rows, columns and blocks."""


class Width(NamedTuple):
    """What a column needs for its longest word, would like to have for its usual cells, and for the longest of them."""

    least: int
    liked: int
    longest: int


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
    page = _page(walker, widths, len(body))
    line = _line(walker, page, node)
    shares = _shares(node, columns, widths, line)
    specs = [[_alignment(group, body, column), element("ColWidth", share)] for column, share in enumerate(shares)]
    stubs = sum(1 for column in columns if column.get("stub"))
    # shares are rounded: a column that is just as wide as its longest word has room for it
    _split_long_words([*head, *body], [share * line - PADDING + 0.1 for share in shares])
    written = element("Table", [attributes(walker.own_label(node)), [None, caption], specs, [attributes(), head],
                                [[attributes(), stubs, [], body]], [attributes(), []]])
    above, heights = ([_lines(row, shares, line) for row in rows] for rows in (head, body))
    walker.tables += 1
    # a dense table stays on its page where letters are broader than those it was measured by
    pairs = {"at": str(walker.place(node)), "number": str(walker.tables), "stubs": str(stubs),
             "dense": str("dense" in node["classes"]), **_kept_together(node, above, heights)}
    return [div(attributes(classes=["table", *page], pairs=pairs), [written])]


def _kept_together(node: nodes.Element, above: list[float], heights: list[float]) -> dict[str, str]:
    """Whether each row, and the whole table, is kept on one page: `true`, `false`, or `auto` for if it fits when measured.

    `above` and `heights` are the lines of each row of the header and of the body. A header that may be higher than half a page is
    not `repeated` on each page but a row, for only a row may go over from one page to the next.
    """
    # neither a table in a cell is measured nor one that holds such: each level would take several times the time and memory
    nested = bool(_cells_around(node)) or any(each is not node for each in node.findall(nodes.table))
    unsure = "false" if nested else "auto"
    is_repeated = sum(above) <= LOW_ROW
    heights = heights if is_repeated else [*above, *heights]
    return {"repeated": "true" if is_repeated else "false",
            "rows": "true" if max(heights, default=0) <= LOW_ROW else unsure,
            "table": "false" if len(heights) > SHORT_TABLE else "true" if sum(heights) <= LOW_TABLE else unsure}


def _cells_around(node: nodes.Element) -> list[nodes.entry]:
    """The cells of tables in which a node stands, at any depth."""
    above, cells = node.parent, []
    while above is not None:
        cells += [above] if isinstance(above, nodes.entry) else []
        above = above.parent
    return cells


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


def _placed_cells(rows: Iterable[Row]) -> Iterable[tuple[int, list[Any]]]:
    """Every cell with the number of the first column that it reaches over."""
    taken: dict[int, int] = {}  # of each column, the rows that a cell above still reaches into
    for row in rows:
        column = 0
        for cell in row[1]:
            _, _, down, across, _ = cell
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            yield column, cell
            for spanned in range(column, column + across):
                taken[spanned] = down - 1
            column += across


def _single_cells(rows: Iterable[Row]) -> Iterable[tuple[int, str]]:
    """The text of every cell that keeps to its column, with the column's number."""
    for column, (_, _, _, across, content) in _placed_cells(rows):
        if across == 1:
            yield column, " ".join(_texts(content)).strip()


def _texts(part: Any) -> list[str]:
    """The text of each paragraph, entry of a list and line of code in some blocks."""
    if isinstance(part, list):
        return [text for each in part for text in _texts(each)]
    if not isinstance(part, dict):
        return []
    if part["t"] == "CodeBlock":
        return str(part["c"][1]).splitlines()
    return [plain_text(part)] if part["t"] in ("Plain", "Para") else _texts(part.get("c"))


def _widths(head: list[Row], body: list[Row], count: int) -> list[Width]:
    """What each column needs and would like to have."""
    least, liked, longest = [column_need([])] * count, [3] * count, [3] * count
    for rows, most in ((head, 2), (body, 1)):  # a header may well run over two lines
        texts: dict[int, list[str]] = {}
        for column, text in _single_cells(rows):
            texts.setdefault(column, []).append(text)
        for column, cell in _placed_cells(rows):
            for inner, shares in _tables_in(cell[4]):
                # as wide as all columns of the table in it
                within = sum(each.least for each in _widths([], inner, len(shares))) + PADDING
                least[column] = max(least[column], within if cell[3] == 1 else 0)
        for column, cells in texts.items():
            # the 85th percentile: a few long cells do not make a wide column
            lengths = sorted(extent(text) for text in cells)
            usual = lengths[int(0.85 * (len(cells) - 1))] // most
            least[column] = max(least[column], column_need(cells))
            liked[column] = max(liked[column], min(usual, LONGEST_LINE + usual // 3))
            longest[column] = max(longest[column], lengths[-1] // most)
    return [Width(low, max(low, high + PADDING), max(low, high + PADDING, most + PADDING))
            for low, high, most in zip(least, liked, longest, strict=True)]


def _shares(node: nodes.Element, columns: list[nodes.colspec], widths: list[Width], line: int) -> list[float]:
    """The part of a line that each column gets.

    As the author says, but a column takes its longest word; else its longest word, then what its usual cells lack for one line,
    then what its longest lacks.
    """
    least = [width.least for width in widths]
    if "colwidths-given" in node["classes"]:  # docutils' class for a table whose author gave widths
        given = [float(column.get("colwidth", 1)) for column in columns]
        wishes = [[line * part / (sum(given) or 1.0) for part in given]]
    else:
        wishes = [[float(width.liked) for width in widths], [float(width.longest) for width in widths]]
    parts = [float(each) for each in least]
    for wish in wishes:
        lacking = [max(wanted - part, 0.0) for wanted, part in zip(wish, parts, strict=True)]
        share = min(1.0, max(line - sum(parts), 0.0) / (sum(lacking) or 1.0))
        parts = [part + share * lack for part, lack in zip(parts, lacking, strict=True)]
    whole = sum(parts) or 1.0
    return [round(part / whole, 4) for part in parts]


def _line(walker: Walker, page: list[str], node: nodes.Element) -> int:
    """The characters of a line of the table; one in a cell has about half of what the table around it has."""
    if "landscape" in page:
        return SIDEWAYS
    return (UPRIGHT - CONTAINER * min(walker.depth, 6)) >> sum(len(cell.parent) > 1 for cell in _cells_around(node))


def _lines(row: Row, shares: list[float], line: int) -> float:
    """The lines of a row's highest cell, rather too many than too few."""
    if _holds(row, {"Image", "Table", "Figure"}):
        return 1000
    # a cell that reaches over several columns is taken for as narrow as the narrowest
    narrow = min(shares) if len(row[1]) < len(shares) else 1.0
    widths = [max(min(share, narrow) * line - PADDING, 1.0) for share in shares]
    return max((sum(1.2 + 1.3 * extent(text) / width for text in _texts(cell[4]))
                for cell, width in zip(row[1], widths, strict=False)), default=0)


def _holds(part: Any, kinds: set[str]) -> bool:
    """Whether some blocks hold an element of one of these kinds, or a line that is broken by hand."""
    if isinstance(part, list):
        return any(_holds(each, kinds) for each in part)
    return isinstance(part, dict) and (part["t"] in kinds or _holds(part.get("c"), kinds))


def _split_long_words(rows: list[Row], rooms: list[float]) -> None:
    """Mark in each cell the words that are longer than its column is wide, in characters, or than that of a table in it."""
    for column, cell in _placed_cells(rows):
        room = max(sum(rooms[column:column + cell[3]]), 1.0)
        for inner, shares in _tables_in(cell[4]):
            _split_long_words(inner, [share * room - PADDING + 0.1 for share in shares])
        cell[4] = split_words(cell[4], room)


def _tables_in(part: Any) -> Iterator[tuple[list[Row], list[float]]]:
    """Each outermost table in some blocks: its rows, and the part of its width that each column gets."""
    if isinstance(part, dict) and part["t"] == "Table":
        _, _, specs, (_, head), bodies, _ = part["c"]
        yield [*head, *(row for body in bodies for row in body[3])], [width["c"] for _, width in specs]
    elif isinstance(part, dict | list):
        for each in part if isinstance(part, list) else [part.get("c")]:
            yield from _tables_in(each)


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


def _page(walker: Walker, widths: list[Width], rows: int) -> list[str]:
    """Whether the table is set on a page of its own on its side, which no container can hold.

    A short one is not, if its longest words have room: the page would be all but empty.
    """
    least, liked = sum(width.least for width in widths), sum(width.liked for width in widths)
    upright = least <= UPRIGHT and (liked <= UPRIGHT * 1.25 or rows <= SHORT_TABLE)
    return [] if walker.depth or upright else ["landscape"]


WRITERS: dict[type, Writer] = {nodes.table: table}
