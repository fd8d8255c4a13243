"""An author's day, command by command: from a publisher's workbook to a priority that rests on it, and a page that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.commands.cli import main
from goldenthread.rules import check
from tests.books.commands import build_book
from tests.books.small_book import write_book
from tests.data_import.publisher_layouts import ONS_YEARS

NUMBER = "jobs-2019:north:2018"


@pytest.mark.whole_build
def test_from_the_publishers_workbook_to_the_priority(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, workbook = write_book(tmp_path / "book"), tmp_path / "jobs.xlsx"
    workbook.write_bytes(ONS_YEARS.raw)

    def give(*arguments: str) -> str:
        assert main(["--root", str(root), *arguments]) == 0, capsys.readouterr().out
        return capsys.readouterr().out

    look = give("import", str(workbook), "--name", "jobs-2019", "--sheet", "Table 1", "--dry-run")
    assert "Left out, for evidence/areas.toml has no such area: X1 (3 cells)." in look
    assert not (root / "evidence/data/jobs-2019.csv").exists()
    give(
        "import",
        str(workbook),
        "--name",
        "jobs-2019",
        "--sheet",
        "Table 1",
        "--unit",
        "jobs",
        "--measure",
        "Jobs",
        "--title",
        "Jobs by district",
        "--publication",
        "Business Register",
        "--released",
        "2019-09-26",
        "--publisher",
        "Statistics Office",
        "--url",
        "https://example.org/jobs",
        "--licence",
        "Open",
    )
    give(
        "add",
        "finding",
        "EV_JOBS",
        "--title",
        "The north has few jobs",
        "--chapter",
        "people",
        "--tags",
        "people",
        "--datasets",
        "jobs-2019",
        "--confidence",
        "high",
        "--period",
        "2018",
        "--geography",
        "North",
        "--text",
        f"There were {{value}}`{NUMBER}`.",
    )
    give(
        "add",
        "priority",
        "--title",
        "More jobs",
        "--chapter",
        "people",
        "--tags",
        "people",
        "--rests-on",
        "EV_JOBS",
        "--reason",
        "Jobs were not counted before.",
    )
    give("add", "action", "--title", "Find sites", "--delivers", "M20_PRI_MORE_JOBS", "--lead", "Local councils", "--by", "2021")
    give("add", "measure", "--title", "Jobs", "--tracks", "M20_PRI_MORE_JOBS", "--baseline", NUMBER, "--direction", "rise")
    assert check(root) == []
    thread = give("thread", "M20_PRI_MORE_JOBS")
    assert "EV_JOBS" in thread
    assert "Business Register" in thread or "Jobs by district" in thread
    assert read_book(root).register.datasets["jobs-2019"].rows["north", "2018"].cell == "Table 1!D5"
    assert build_book(root, ["html"]) == 0
    page = (root / "build/html/evidence/people.html").read_text(encoding="utf-8")
    assert ">28.3\u00a0jobs</a>" in page
    table = next((root / "build/html").rglob("jobs-2019.html")).read_text(encoding="utf-8")
    assert "Table 1!D5" in table
    assert "revised" in table
