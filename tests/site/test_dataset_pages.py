"""What a dataset's own page lists, from records made in memory."""

from __future__ import annotations

from goldenthread.site.dataset_pages import uses_of_datasets
from tests.books.records import dataset, item, register


def test_a_dataset_lists_the_findings_that_name_it_and_the_measures_whose_baseline_does() -> None:
    book = register(
        item("measure", "MEA_A", baseline="rise from a:north:2018 to b:north:2018, 1 decimal"),
        item("measure", "MEA_B", baseline="b:north:2018 as % of b:north:2018"),
        item("measure", "MEA_C", baseline="gone:north:2018"),
        item("evidence", "EV_A", datasets="a, gone"),
        tables=[dataset(name, f"north 2018 {value}") for value, name in enumerate("abc", start=1)])
    assert uses_of_datasets(book) == {"a": (["EV_A", "MEA_A"], []), "b": (["MEA_A", "MEA_B"], []), "c": ([], [])}
