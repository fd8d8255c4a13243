"""What the pages of a roll-up are made of beside the project's own pieces: cells with gaps, doors, contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from goldenthread.rollup.comparison import Cell, Standing
from goldenthread.rollup.links import Here
from goldenthread.site import Inline, bullet_list, table


def gap_table(caption: str, headers: Sequence[str], rows: Iterable[Sequence[Inline]], ids: str,
              *classes: str) -> nodes.table:
    """A wide table in which a cell that says a gap is marked as one."""
    node = table(caption, headers, rows, classes=["wide", *classes], ids=ids)
    for entry in node.findall(nodes.entry):
        if any("gap" in part["classes"] for part in entry.findall(nodes.inline)):
            entry["classes"].append("gap")
    return node


def cell_words(cell: Cell | None) -> Inline:
    """What a cell says; a gap so that its table can mark it."""
    if cell is None:
        return "Not in its framework"
    return [nodes.inline("", cell.words, classes=["gap"])] if cell.gap else cell.words


def cell_in_short(cell: Cell | None) -> Inline:
    """The same in a few words, for a table that has to be seen as a whole."""
    if cell is None or cell.gap:
        return cell_words(cell)
    # a number stays with its word at the end of a line
    priorities, findings, high = (count.replace(" ", "\N{NO-BREAK SPACE}") for count in cell.counts)
    return [nodes.strong("", priorities), nodes.Text(f" {findings}, {high}\N{NO-BREAK SPACE}high")]


def doors(entries: Iterable[Inline]) -> nodes.container:
    """Links as doors, as a front page has them."""
    return nodes.container("", bullet_list(entries), classes=["gt-doors"])


def contents(here: Here, entries: Iterable[tuple[str, str]], caption: str = "") -> nodes.compound:
    """A hidden table of contents, which puts pages into the contents at the side."""
    pages = [(title, docname) for docname, title in entries]
    tree = addnodes.toctree("", parent=here.docname, entries=pages, includefiles=[docname for _, docname in pages], maxdepth=-1,
                            caption=caption or None, rawcaption=caption, glob=False, hidden=True, includehidden=False,
                            numbered=0, titlesonly=True)
    return nodes.compound("", tree, classes=["toctree-wrapper"])


def with_links(before: str, links: Iterable[nodes.Node], after: str = ".") -> list[nodes.Node]:
    """`before A, B, C after`, each a link."""
    told: list[nodes.Node] = [nodes.Text(before)]
    for number, link in enumerate(links):
        told += [*([nodes.Text(", ")] if number else []), link]
    return [*told, nodes.Text(after)]


def area_links(here: Here, standings: Iterable[Standing]) -> list[nodes.Node]:
    return [here.area(standing.area) for standing in standings]


def day(standing: Standing) -> str:
    """The date of an area's last edition: `31 March 2020`."""
    published = standing.area.edition.published
    return f"{published.day} {published:%B} {published.year}"
