"""A publisher's file becomes the table that somebody would make of it by hand, with the cell of each value."""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.book.areas_file import read_areas
from goldenthread.book.dataset_cards import read_dataset
from goldenthread.data_import import ImportOptions, ImportRequest, run_import_of
from goldenthread.data_import.published_periods import only_period_in, published_period
from tests.books.small_book import changed, write_book
from tests.commands.terminals import at_a_terminal
from tests.data_import.publisher_layouts import (
    CERTIFICATES,
    HEALTH_PROFILE,
    LAYOUTS,
    NOMIS_QUERY,
    OLD_CSV,
    ONS_YEARS,
    Layout,
)

CARD = {
    "title": "Jobs",
    "measure": "Jobs",
    "unit": "jobs",
    "publisher": "Office",
    "publication": "Survey",
    "url": "https://example.org",
    "released": "2020-01",
    "licence": "Open",
}


def run(root: Path, layout: Layout, name: str = "new", recipe: str = "", **more: object) -> list[str]:
    path = root.parent / layout.file
    path.write_bytes(layout.raw)
    options = ImportOptions(**{**layout.options, **more} if not recipe else {})  # type: ignore[arg-type]
    request = ImportRequest(
        path=path,
        name=name,
        options=options,
        card={"released": "2021-01"} if recipe else CARD,
        recipe=Path(recipe) if recipe else None,
    )
    outcome = run_import_of(root, request)
    assert outcome.good
    return list(outcome.lines)


def test_where_rows_have_official_codes_no_name_stands_for_another_area(tmp_path: Path) -> None:
    """A county may have the name of a partnership; and a region stands beside each of its districts."""
    areas = changed("evidence/areas.toml", '"N1"', '"E06000015"')["evidence/areas.toml"].replace('"S1"', '"E06000016"')
    root = write_book(tmp_path / "book", {"evidence/areas.toml": areas.replace('"L1"', '"E12000004"')})
    rows = "E12000004,Else,E06000015,1\nE12000004,South,E10000017,2\nE12000004,Other,E06000016,3\n"
    lines = run(root, Layout("codes.csv", f"Region_Code,Area,Area_Code,2018\n{rows}".encode(), ""))
    assert (root / "evidence/data/new.csv").read_text(encoding="utf-8") == (
        "area,period,value,cell\nnorth,2018,1,D2\nsouth,2018,3,D4\n")
    assert any("no such area: E10000017" in line for line in lines)


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


def test_how_an_old_file_was_read_is_said_on_its_card(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    lines = run(root, OLD_CSV)
    said = "The file is not in UTF-8; it was read as Windows-1252. Look at names with accents, £ and dashes."
    assert said in lines
    card = tomllib.loads((root / "evidence/data/new.toml").read_text(encoding="utf-8"))
    assert said in card["method"]
    assert "Measure: Pay in £" in card["method"]


def test_an_interval_is_on_the_card_and_other_numbers_beside_are_said(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    lines = run(root, HEALTH_PROFILE)
    assert any(line.startswith("Other columns of numbers, not taken: Lower CI 99.8 limit") for line in lines)
    card = tomllib.loads((root / "evidence/data/new.toml").read_text(encoding="utf-8"))
    assert card["interval"] == ["lower", "upper"]
    dataset, _ = read_dataset(root, "new", read_areas(root)[0])
    assert dataset.rows["north", "2016/2018"].interval == (Decimal("76.0"), Decimal("77.4"))


def test_rows_without_a_period_and_tables_beside_are_said(tmp_path: Path) -> None:
    assert "Left out, for no period stands in By_Region!B4: totals, mostly." in run(write_book(tmp_path / "book"), CERTIFICATES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Year ending June 2018", "2017-07/2018-06"),
        ("July 2017 to June 2018", "2017-07/2018-06"),
        ("201819", "2018/19"),
        ("Jul 2017-Jun 2018", "2017-07/2018-06"),
        ("1 July 2017 to 30 June 2018", "2017-07/2018-06"),
        ("2016 - 18", "2016/2018"),
        ("1 April 2018 to 31 March 2019", "2018/19"),
        ("year ending 5 April 2019", "2018/19"),
        ("year to 31 March 2019", "2018/19"),
        ("12 months to September 2018", "2017-10/2018-09"),
        ("2017-18 academic year", "2017/18"),
        ("Academic year 2017/18", "2017/18"),
        ("FY 2018-19", "2018/19"),
        ("Q3 2018", "2018-Q3"),
        ("2018M03", "2018-03"),
        ("30 June 2018", "2018-06-30"),
        ("2018-04", "2018-04"),
        ("mid 2018", "mid-2018"),
        ("2015-17", "2015/2017"),
        ("2022 to 2047", "2022/2047"),
        ("201820", ""),
        ("some year", ""),
    ],
)
def test_periods_are_read_as_publishers_write_them(written: str, meant: str) -> None:
    assert published_period(written) == meant


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Jobs, year ending June 2018", "2017-07/2018-06"),
        ("Jobs 2011-12", "2011/12"),
        ("Life expectancy, 2016 - 18", "2016/2018"),
        ("Jobs in 2017 and 2018", ""),
        ("Jobs, 12 months to September 2018", "2017-10/2018-09"),
        ("Change 2022-2032 (%)", "2022/2032"),
        ("Tax, year ending 5 April 2019", "2018/19"),
    ],
)
def test_a_title_names_its_one_period(title: str, meant: str) -> None:
    assert only_period_in(title) == meant


def test_the_page_to_look_at_shows_what_became_of_each_cell(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    run(root, HEALTH_PROFILE)
    page = (root / "build/import/new.html").read_text(encoding="utf-8")
    assert '<td class="value">76.7</td>' in page
    assert '<td class="heading">Time period</td>' in page
    assert "<th>value</th><th>lower</th><th>upper</th><th>status</th><th>cell</th>" in page
    assert "<td>76.7</td><td>76.0</td><td>77.4</td><td></td><td>G3</td>" in page
    assert "<script" not in page


def test_in_a_terminal_what_the_file_does_not_say_is_asked(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    (tmp_path / "pay.csv").write_bytes(OLD_CSV.raw)
    status, shown = at_a_terminal(
        ["--root", str(root), "import", str(tmp_path / "pay.csv"), "--name", "pay", "--measure", "Pay"],
        [
            ("title:", "Pay by district"),
            ("unit:", "£"),
            ("publisher:", "Office"),
            ("publication:", "Survey"),
            ("url:", "https://example.org"),
            ("released:", "2012-10"),
            ("licence:", "Open"),
        ],
    )
    assert status == 0, shown
    assert "title: a title for readers, such as 'Jobs by district': " in shown
    assert tomllib.loads((root / "evidence/data/pay.toml").read_text(encoding="utf-8"))["publisher"] == "Office"
    assert (root / "evidence/data/pay.csv").read_text(encoding="utf-8") == OLD_CSV.table


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
