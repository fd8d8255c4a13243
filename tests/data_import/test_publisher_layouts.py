"""A publisher's file becomes the table that somebody would make of it by hand, with the cell of each value."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_dataset
from goldenthread.data_import import ImportOptions, ImportRequest, run_import_of
from tests.books.small_book import write_book
from tests.data_import.publisher_layouts import LAYOUTS, NOMIS_QUERY, ONS_YEARS, Layout

CARD = {"title": "Jobs", "measure": "Jobs", "unit": "jobs", "publisher": "Office", "publication": "Survey",
        "url": "https://example.org", "released": "2020-01", "licence": "Open"}


def run(root: Path, layout: Layout, name: str = "new", recipe: str = "", **more: object) -> list[str]:
    path = root.parent / layout.file
    path.write_bytes(layout.raw)
    options = ImportOptions(**{**layout.options, **more} if not recipe else {})  # type: ignore[arg-type]
    request = ImportRequest(path=path, name=name, options=options, card={"released": "2021-01"} if recipe else CARD,
                            recipe=Path(recipe) if recipe else None)
    outcome = run_import_of(root, request)
    assert outcome.good
    return list(outcome.lines)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_of_each_layout_becomes_the_table_made_by_hand(name: str, tmp_path: Path) -> None:
    root, layout = write_book(tmp_path / "book"), LAYOUTS[name]
    run(root, layout)
    assert (root / "evidence/data/new.csv").read_text(encoding="utf-8") == layout.table
    dataset, problems = read_dataset(root, "new", read_areas(root)[0])
    assert problems == []
    assert dataset.original and dataset.original.sha256 == hashlib.sha256(layout.raw).hexdigest()
    assert dataset.cautions == layout.cautions or not layout.cautions
    lines = layout.table.splitlines()[1:]
    assert len(dataset.rows) + len(dataset.missing) == len(lines)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    lines = run(write_book(tmp_path / "book"), ONS_YEARS)
    assert "Left out, for evidence/areas.toml has no such area: X1 (3 cells)." in lines
    assert "Other columns of numbers, not taken: conf." in run(write_book(tmp_path / "other"), NOMIS_QUERY)


def test_the_recipe_makes_the_table_of_the_next_release_and_says_what_was_revised(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    run(root, NOMIS_QUERY)
    raw = NOMIS_QUERY.raw.replace(b'"98,000"', b'"98,500"').replace(b'"Land","L1","!","!"\n', b"")
    lines = run(root, Layout("next.csv", b'"a new line above"\n' + raw, ""), "newer", "evidence/data/new.import.toml")
    assert "Revised: south, 2018: 98000 became 98500 (C10)." in lines
    assert "No longer there: land, 2018." in lines
    assert "1 of 2 rows revised, 0 new." in lines
    card = tomllib.loads((root / "evidence/data/newer.toml").read_text(encoding="utf-8"))
    assert (card["replaces"], card["measure"]) == ("new", "Jobs")


def test_the_same_file_with_its_recipe_makes_the_same_table_and_writes_nothing(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    run(root, ONS_YEARS)
    lines = run(root, ONS_YEARS, "again", "evidence/data/new.import.toml")
    assert lines[-1] == "This is the very file that the recipe was made for; nothing was written."
    assert "0 of 6 rows revised, 0 new." in lines
    assert not (root / "evidence/data/again.csv").exists()
