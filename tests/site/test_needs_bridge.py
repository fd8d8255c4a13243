"""sphinx-needs' reading of the chapters beside our own: where the two differ, nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.site import run_sphinx
from tests.books.small_book import changed, write_book


def test_a_default_that_only_sphinx_needs_fills_in_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_book(tmp_path, changed("ubproject.toml", "[needs.fields.tags]\n", '[needs.fields.tags]\ndefault = ["people"]\n'))
    assert run_sphinx(root, "html", "", read_book(root)) == -1
    assert capsys.readouterr().out.splitlines() == [
        f"strategy/{edition}/people.md:{line}: {key} is read in two ways: its tags. Write its options one to a line, each as "
        "':name: value', right below the first line, and give none of them a default in ubproject.toml. [item.reading]"
        for edition, line, key in (("2019-12", 12, "D19_ACT_COURSES"), ("2019-12", 19, "D19_MEA_SKILLS"),
                                   ("2020-03", 13, "M20_ACT_COURSES"), ("2020-03", 20, "M20_MEA_SKILLS"))]
