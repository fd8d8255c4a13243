"""The table of a dataset: the same rows and problems however its cells are written."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_dataset
from goldenthread.model import Dataset, Problem
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


@pytest.mark.parametrize(("columns", "cells", "interval"), [
    ('["margin"]', "1.5", ("31.5", "34.5")), ('["margin"]', "0", ("33.0", "33.0")),
    ('["lower", "upper"]', "32,36.5", ("32", "36.5")),
    ('["lower", "upper"]', "33,33.0", ("33", "33.0")), ('["margin"]', "", None), ('["lower", "upper"]', ",", None),
])
def test_a_value_has_the_interval_that_its_columns_say(columns: str, cells: str, interval: object, tmp_path: Path) -> None:
    dataset, problems = _read(tmp_path, columns, cells)
    assert problems == []
    expected = interval and tuple(map(Decimal, interval))  # type: ignore[call-overload]
    assert [row.interval for row in dataset.observations] == [expected]
    assert dataset.interval == (("margin",) if "margin" in columns else ("lower", "upper"))


@pytest.mark.parametrize(("columns", "cells"), [
    ('["margin"]', "-1"), ('["margin"]', "x"), ('["lower", "upper"]', "33.1,34"), ('["lower", "upper"]', "32,32.9"),
    ('["lower", "upper"]', "32,"), ('["lower", "upper"]', ",34"),
])
def test_an_interval_that_its_value_is_not_in_is_reported_and_the_value_kept(columns: str, cells: str, tmp_path: Path) -> None:
    dataset, [problem] = _read(tmp_path, columns, cells)
    assert (problem.code, problem.place.line, problem.what) == (
        "data.interval", 2, f"'{cells.replace(',', ', ')}' is no interval around 33.0.")
    assert [(str(row.value), row.interval) for row in dataset.observations] == [("33.0", None)]


@pytest.mark.parametrize("columns", ['["lower", "upper", "margin"]', '["value"]', '["area"]', '["unit"]', '["margin", "margin"]'])
def test_an_interval_is_in_one_or_two_columns_of_its_own(columns: str, tmp_path: Path) -> None:
    _dataset, problems = _read(tmp_path, columns, "1")
    assert "data.interval" in {problem.code for problem in problems}


def _read(folder: Path, columns: str, cells: str) -> tuple[Dataset, list[Problem]]:
    header = ",".join(["area,period,value", *re.findall(r"\w+", columns)])
    root = write_book(folder, {"evidence/data/skills-2018.csv": f"{header}\nnorth,2018,33.0,{cells}\n",
                               "evidence/data/skills-2018.toml": CARD + f"interval = {columns}\n"})
    return read_dataset(root, "skills-2018", read_areas(root)[0])


def test_a_row_without_a_value_says_why_and_one_with_a_status_keeps_its_cell(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / "evidence/data/skills-2018.csv").write_text(
        "area,period,value,status,cell\nnorth,2018,33.0,Provisional; revised,Table 1!C7\nsouth,2018,,confidential,Table 1!C8\n",
        encoding="utf-8")
    dataset, problems = read_dataset(root, "skills-2018", read_areas(root)[0])
    assert problems == []
    [row] = dataset.observations
    assert (row.status, row.cell) == (("provisional", "revised"), "Table 1!C7")
    [missing] = dataset.missing.values()
    assert (missing.status, missing.line, missing.cell) == (("confidential",), 3, "Table 1!C8")
    assert ("south", "2018") not in dataset.rows


def test_a_dimension_may_be_called_status(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / "evidence/data/skills-2018.toml").write_text(CARD + 'dimensions = ["status"]\n', encoding="utf-8")
    (root / "evidence/data/skills-2018.csv").write_text("area,period,status,value\nnorth,2018,Employed,33.0\n", encoding="utf-8")
    dataset, problems = read_dataset(root, "skills-2018", read_areas(root)[0])
    assert (problems, list(dataset.rows)) == ([], [("north", "2018", "employed")])


def test_a_row_without_a_value_and_one_with_it_may_not_say_the_same_twice(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / "evidence/data/skills-2018.csv").write_text(
        "area,period,value,status\nnorth,2018,33.0,\nnorth,2018,,confidential\n", encoding="utf-8")
    _dataset, [problem] = read_dataset(root, "skills-2018", read_areas(root)[0])
    assert (problem.code, problem.place.line) == ("data.duplicate", 3)
