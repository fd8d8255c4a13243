"""What is not clear in a publisher's file, or not safe, is refused by its cell; nothing is then written."""

from __future__ import annotations

import io
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest

from goldenthread.book import RECIPE_ENDING
from goldenthread.commands.import_command import CARD as CARD_OPTIONS
from goldenthread.commands.import_command import PAIRS, run_import
from goldenthread.data_import import ImportOptions, ImportRequest, publisher_files, run_import_of
from goldenthread.model import Fault
from tests.books.small_book import write_book
from tests.data_import.publisher_layouts import Layout, xlsx
from tests.data_import.test_publisher_layouts import CARD, run


@pytest.mark.parametrize(("raw", "options", "code", "words"), [
    (b"Area,2017,2018\nNorth,1,2\nSouth,1 [q],3\n", {}, "import.cell", "B3 holds '1 [q]', which is no number"),
    (b"Area,2017,2018\nNorth,1,2\nSouth,abc,3\n", {}, "import.cell", "B3 holds 'abc'"),
    (b"Area,2017,2018\nWest,1,2\n", {}, "import.area", "No column names an area"),
    (b"Area,Jobs,Pay\nNorth,1,2.5\n", {"period": "2018"}, "import.columns", "Jobs, Pay"),
    (b"Area,Jobs\nNorth,12\n", {}, "import.period", "names the period"),
    (b"Area,2018\nNorth,12\nNorth,13\n", {}, "import.twice", "B2 and B3 are both of north, 2018"),
    (b"Only words\nand more\n", {}, "import.table", "No table was found"),
    (b"Area,2018\nNorth,12\n", {"markers": {"x": "secret"}}, "import.marker", "'secret'"),
    (b"Area,2018\nNorth,12\n", {"sheet": "Two"}, "import.sheet", "There is no sheet 'Two'"),
    (b"Area,2018\nNorth,12\n", {"value": "Jobs"}, "import.heading", "No column of numbers is headed 'Jobs'"),
    (b"Area,2018\nNorth,12\nSouth,40%\n", {}, "import.unit", "percentages"),
    (b"North,12\nSouth,13\n", {}, "import.headings", "No headings"),
    (b"Area,2018\nNorth,12\n", {"area": "west"}, "import.area", "'west'"),
    (b"Area,When\nNorth,12\n", {"period_column": "Wen", "value": "When"}, "import.heading", "'Wen'"),
    (b"\x00\x01\x02", {}, "import.file", "not text"),
])
def test_what_is_not_clear_is_refused_with_its_cell_and_nothing_is_written(
    raw: bytes, options: dict[str, object], code: str, words: str, tmp_path: Path
) -> None:
    root = write_book(tmp_path / "book")
    with pytest.raises(Fault) as refused:
        run(root, Layout("file.csv", raw, "", options))
    assert refused.value.problem.code == code
    assert words in refused.value.problem.what
    assert not list(root.glob("evidence/data/new*"))


PLAIN = Layout("file.csv", b"Area,2018\nNorth,12\n", "")


def code_of(root: Path, layout: Layout = PLAIN, name: str = "new", recipe: Path | None = None,
            card: dict[str, str] = CARD, brought: dict[str, str] | None = None) -> str:
    path = root.parent / layout.file
    path.write_bytes(layout.raw)
    with pytest.raises(Fault) as refused:
        run_import_of(root, ImportRequest(path=path, name=name, options=ImportOptions(), card=card, recipe=recipe,
                                          brought=brought or {}))
    assert not list(root.glob("evidence/data/new*"))
    return refused.value.problem.code


def test_a_name_that_is_taken_a_recipe_from_outside_and_a_card_with_gaps_are_refused(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    assert code_of(root, name="skills-2018") == "import.name"
    assert code_of(root, name="No name") == "import.name"
    (tmp_path / "other.toml").write_text("", encoding="utf-8")
    assert code_of(root, recipe=tmp_path / "other.toml") == "import.recipe"
    (root / f"evidence/data/odd{RECIPE_ENDING}").write_text("[read]\nwhat = 1\n", encoding="utf-8")
    assert code_of(root, recipe=Path(f"evidence/data/odd{RECIPE_ENDING}")) == "import.recipe"
    assert code_of(root, card={"title": "Jobs"}) == "import.card"
    assert code_of(root, brought={"by": "RSP_NOBODY"}) == "import.brought"


def test_a_file_that_is_too_large_damaged_or_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_book(tmp_path / "book")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 60_000_000)
    assert code_of(root, Layout("bomb.xlsx", bomb.getvalue(), "")) == "import.file"
    assert code_of(root, Layout("bomb.ods", bomb.getvalue(), "")) == "import.file"
    assert code_of(root, Layout("cut.xlsx", xlsx(("A", [["Area", "2018"], ["North", 1]]))[:900], "")) == "import.file"
    assert code_of(root, Layout("old.xls", b"x", "")) == "import.file"
    monkeypatch.setattr(publisher_files, "MOST_CELLS", 3)
    assert code_of(root) == "import.too-large"
    assert code_of(root, Layout("big.xlsx", xlsx(("A", [["Area", "2018"], ["North", 1]])), "")) == "import.too-large"


def test_a_formula_whose_result_was_not_kept_is_refused_and_never_worked_out(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    raw = xlsx(("A", [["Area", "2017", "2018"], ["North", 1, "=1+1"], ["South", 2, 3]]))
    assert code_of(root, Layout("sums.xlsx", raw, "")) == "import.cell"


def test_an_option_without_its_other_half_is_refused(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    asked = Namespace(**dict.fromkeys(CARD_OPTIONS), **{name: [] for name in PAIRS} | {"marker": ["x"]})
    with pytest.raises(Fault) as refused:
        run_import(root, asked)
    assert refused.value.problem.code == "import.option"
