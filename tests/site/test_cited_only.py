"""A table whose licence is not known to allow more is shown as far as it is cited."""

from __future__ import annotations

from goldenthread.model import Mention
from goldenthread.site.dataset_pages import data_package, published_tables, rows_drawn
from tests.books.records import at, dataset, register

CLOSED = dataset("visits-2018", "north 2017 30, north 2018 33, south 2018 40", cited_only=True)
OPEN = dataset("skills-2018", "north 2018 1")


def test_a_chart_shows_the_rows_that_it_draws() -> None:
    drawn = Mention(kind="chart", text="visits-2018", place=at(), item="",
                    options={"kind": "bar", "areas": "north, south", "periods": "2018", "alt": "Bars."})
    held = register(tables=[CLOSED], mentions=(drawn,))
    assert {(row.area, row.period) for row in rows_drawn(held, CLOSED)} == {("north", "2018"), ("south", "2018")}
    assert rows_drawn(register(tables=[CLOSED]), CLOSED) == set()


def test_its_table_is_no_part_of_what_is_to_be_taken_away() -> None:
    held = register(tables=[CLOSED, OPEN])
    assert published_tables(held) == ["skills-2018"]
    package = data_package(held, {"skills-2018": ["area", "period", "value"]})
    assert [resource["name"] for resource in package["resources"]] == ["skills-2018", "area.codes"]
