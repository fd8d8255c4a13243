"""The table of a dataset: the same rows and problems however its cells are written."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_dataset
from tests.books.small_book import CARD, write_book

CELLS = [("north", "south", " land ", "nowhere", ""), ("2017", "2018", " mid-2018", "2018/20", ""),
         ("Roads", " Health", "=1", ""), ("%", "% ", "jobs"), ("1", "2.50 ", "-3", "1,000", "x", "")]


def test_however_its_cells_are_quoted_a_table_has_the_same_rows_and_problems(
    tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = write_book(tmp_path_factory.mktemp("book"))
    (root / "evidence/data/skills-2018.toml").write_text(CARD + 'dimensions = ["sector"]\n', encoding="utf-8")
    areas, seen = read_areas(root)[0], set[bool]()

    def read(rows: list[tuple[str, ...]], quoting: int) -> tuple[object, ...]:
        with (root / "evidence/data/skills-2018.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=quoting, lineterminator="\n").writerows([  # type: ignore[arg-type]
                ("area", "period", "sector", "unit", "value"), *rows])
        dataset, problems = read_dataset(root, "skills-2018", areas)
        return dataset.observations, dict(dataset.rows), problems

    # most are good, so that whole tables are
    cells = st.tuples(*(st.one_of(st.sampled_from(of[:2]), st.sampled_from(of[:3]), st.sampled_from(of)) for of in CELLS))

    @given(st.lists(cells, max_size=6))
    def same(rows: list[tuple[str, ...]]) -> None:
        plain = read(rows, csv.QUOTE_MINIMAL)
        assert plain == read(rows, csv.QUOTE_ALL)
        seen.add(bool(plain[0]) and not plain[2])

    same()
    assert seen == {True, False}
