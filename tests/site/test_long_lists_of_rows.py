"""A number that was made from many rows: its list is folded on the dataset's page, and the table shows the error of estimates."""

from __future__ import annotations

from typing import Any, cast

from sphinx.builders import Builder

from goldenthread.analysis import working_of
from goldenthread.model import Area
from goldenthread.site.dataset_pages import data_package
from goldenthread.site.number_links import panel
from tests.books.records import dataset, register

NAMES = [f"d{number}" for number in range(1, 11)]
AREAS = {name: Area(id=name, name=name.upper(), code=name, kind="ward") for name in NAMES}
TABLE = dataset("homes",
 ",".join(f"{name} 2018 {number}~{number - 1}~{number + 1}" for number, name in enumerate(NAMES, start=1)),
                unit="homes", areas=AREAS)


class _Builder:
    """As much of a builder as a link within a page needs."""

    format = "html"

    def get_relative_uri(self, docname: str, to: str) -> str:
        return f"{to}.html"


def _panel(expression: str) -> str:
    book = register(tables=[TABLE])
    return panel(cast(Builder, _Builder()), "evidence/people", book, working_of(expression, book.datasets))


def test_the_panel_of_a_number_lists_eight_rows_and_counts_the_others() -> None:
    text = _panel("sum of homes:*:2018 among wards")
    assert text.count("<li>") == 9
    assert "<li>and 2 other rows</li>" in text
    assert [name in text for name in (": D8, 2018<", ": D9, 2018<")] == [True, False]


def test_a_panel_of_few_rows_counts_none() -> None:
    assert "other row" not in _panel("homes:d1:2018 plus homes:d2:2018")


def test_the_columns_of_the_error_are_told_in_the_data_package() -> None:
    columns = ["area", "period", "value", "lower", "upper"]
    package: dict[str, Any] = data_package(register(tables=[TABLE]), {TABLE.id: columns})
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == columns
    assert {field["name"]: field.get("description", "") for field in fields}["lower"]
