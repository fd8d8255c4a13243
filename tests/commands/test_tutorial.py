"""The tutorial works as it is written: its commands begin a book of another kind, and lead to what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from goldenthread.commands.cli import main
from tests.books.small_book import ROOT

PAGE = (ROOT / "docs/authors/tutorial.md").read_text(encoding="utf-8")


@pytest.mark.whole_build
def test_every_command_of_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (framework,) = re.findall(r"Save this as `(\S+)`:\n\n```toml\n(.*?)```", PAGE, re.DOTALL)
    Path(framework[0]).write_text(framework[1], encoding="utf-8")
    commands = re.findall(r"^    (goldenthread .*|cd .*)$", PAGE, re.MULTILINE)
    assert len(commands) == 11
    for command in commands:
        name, *arguments = shlex.split(command)
        if name == "cd":
            monkeypatch.chdir(tmp_path / arguments[0])
        else:
            assert main(arguments) == 0, f"{command}\n{capsys.readouterr().out}"
    assert "Visits to libraries fell in a year (EV_VISITS)" in capsys.readouterr().out
    page = Path("build/html/strategy/2027-03/first-chapter.html").read_text(encoding="utf-8")
    assert "Open in the evening" in page and "3.1" in page
    assert "Reading" in Path("build/html/docs/reviewers/map.html").read_text(encoding="utf-8")
    table = Path("evidence/data/visits-2026.csv")
    table.write_text(table.read_text(encoding="utf-8").replace("3.1", "3,1"), encoding="utf-8")
    assert main(["check"]) == 1
    assert "evidence/data/visits-2026.csv:" in capsys.readouterr().out
