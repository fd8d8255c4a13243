"""A dataset of many rows: this area's rows first, the others behind one link, and every row with its lasting id."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from docutils import nodes

from goldenthread.analysis import working_of
from goldenthread.model import Area, Dataset, row_anchor
from goldenthread.site.dataset_tables import FEW, LONG, numbers_by_row, table_of_rows
from tests.books.records import dataset

NAMES = [f"d{number}" for number in range(LONG)]
AREAS = {name: Area(id=name, name=name.upper(), code="", kind="district", own=name in {"d3", "d70"}) for name in NAMES}


def _table(years: str, areas: dict[str, Area] = AREAS) -> Dataset:
    return dataset("homes", ",".join(f"{name} {year} 5" for year in years.split() for name in NAMES), areas=areas)


def _rows(node: nodes.Node) -> list[str]:
    written = "".join(raw.astext() for raw in node.findall(nodes.raw) if "<tr" in raw.astext())
    return [str(row["id"]) for row in BeautifulSoup(f"<table>{written}</table>", "html.parser").select("tr")]


def test_a_table_that_is_not_long_is_whole() -> None:
    table, = table_of_rows(_table("2018"), {})
    assert len(_rows(table)) == LONG


def test_a_long_table_begins_with_the_rows_of_this_area_and_holds_the_others_behind_one_link() -> None:
    words, first, rest = table_of_rows(_table("2017 2018"), {})
    assert _rows(first) == [row_anchor((name, year)) for year in ("2017", "2018") for name in ("d3", "d70")]
    assert len({*_rows(first), *_rows(rest)}) == 2 * LONG
    assert words.astext() == f"This area's rows, 4 of {2 * LONG}; the others follow below."
    assert next(rest.findall(nodes.raw)).astext() == "<details><summary>All other rows (196)</summary>"


def test_where_no_row_is_of_this_area_the_first_few_stand_there() -> None:
    elsewhere = {name: replace(area, own=False) for name, area in AREAS.items()}
    words, first, rest = table_of_rows(_table("2017 2018", elsewhere), {})
    assert words.astext().startswith(f"The first {FEW} rows, {FEW} of ")
    assert (len(_rows(first)), len(_rows(rest))) == (FEW, 2 * LONG - FEW)


def test_a_long_table_of_this_area_alone_hides_nothing() -> None:
    here = {name: replace(area, own=True) for name, area in AREAS.items()}
    table, = table_of_rows(_table("2017 2018", here), {})
    assert len(_rows(table)) == 2 * LONG


def test_a_row_links_to_the_numbers_taken_from_it() -> None:
    table = _table("2018")
    numbers = numbers_by_row(table, [working_of("homes:d3:2018", {"homes": table})])
    node, = table_of_rows(table, numbers)
    written = BeautifulSoup("".join(raw.astext() for raw in node.findall(nodes.raw)), "html.parser")
    assert [cell.get_text() for cell in written.select("td.taken a")] == ["5.0%"]
    assert node.next_node(nodes.title) is not None
