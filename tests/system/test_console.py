"""Long work shows how far it is: a bar on a terminal, a line for each part elsewhere, and nothing more in what is printed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.site.sphinx_progress import SphinxProgress
from goldenthread.system import Progress, showing
from tests.books.small_book import write_book

ROOT = Path(__file__).parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(stream: io.StringIO) -> str:
    """What comes of a build of 340 pages as Sphinx tells of it."""
    progress = Progress(stream)
    status = SphinxProgress(progress)
    status.write("loading [ 10%]")
    status.reading(340)
    for text in ("building [html]: ", "\x1b[2Klecture des sources... [  5%] ", "evidence/people\r", "reading sources... [ 50%] "):
        assert status.write(text) == len(text)
    status.writing()
    for text in ("\x1b[01mwriting output... \x1b[39;49;00m[100%] ",
                 "copying images... [ 50%]", "making the file land-2020-03.pdf\n"):
        assert status.write(text) == len(text)
    for _ in range(20):
        status.record()
    progress.over()
    return stream.getvalue()


def test_elsewhere_each_part_is_a_line() -> None:
    assert work(io.StringIO()) == (
        "Reading 340 pages.\nWriting pages.\nMaking file 1: land-2020-03.pdf.\nWriting the records of items and tables.\n")


def test_a_terminal_has_a_bar_that_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    drawn = work(Terminal()).split("\r\x1b[2K")
    assert "░" * 23 in drawn[2]
    assert drawn[2].endswith(" Reading 17 of 340 pages")
    assert drawn[3] == f"{'█' * 12}{'░' * 12} Reading 170 of 340 pages"
    assert "Writing the records of items and tables: 20 …" in drawn
    assert drawn[-1] == ""


def test_a_ci_system_with_a_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert "\r" not in work(Terminal())


def test_what_is_short_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    here, there = io.StringIO(), Terminal()
    for stream in (here, there):
        with showing("Checking the book", stream):
            pass
    assert here.getvalue() == ""
    assert there.getvalue() == "\r\x1b[2KChecking the book …\r\x1b[2K"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_on_a_terminal_only_the_error_stream_is_drawn_on(tmp_path: Path) -> None:
    import pty

    write_book(tmp_path)
    ours, its = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "goldenthread", "--root", str(tmp_path), "check"], env=environment,
                          stdout=subprocess.PIPE, stderr=its, text=True, check=False)
    os.close(its)
    drawn = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.stdout == "The rules found no problem.\n"
    assert drawn.endswith("\r\x1b[2K")
    assert "Checking the book …" in drawn
