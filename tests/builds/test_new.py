"""A book for another area begins as a whole small book: it breaks no rule, builds without a warning, and holds no other place."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

import goldenthread
from goldenthread.book.book_reader import read_book
from goldenthread.commands.cli import main
from goldenthread.commands.new import Start
from goldenthread.commands.new.new_book import program_for
from goldenthread.rollup.area_books import read_areas
from goldenthread.rules import check
from goldenthread.rules.prose import check_prose
from tests.books.commands import build_book, start_book
from tests.books.small_book import FRAMEWORK, ROOT, write_book

TODAY = date(2026, 11, 24)
AWKWARD = ["O'Brien \"East\" & Côte <b>x</b>", "Łódź", "../../etc/passwd", "# {value}`x` [a](b) \\ ${x} $y", "C:\\x", "a = 1 #"]


def start(root: Path, name: str, **more: Path) -> Path:
    good, lines = start_book(Start(name=name, root=root, **more), TODAY)
    assert good, lines
    (folder,) = [path for path in root.iterdir() if path.is_dir()]
    return folder


def test_a_name_that_no_printed_file_can_show_begins_no_book(tmp_path: Path) -> None:
    good, lines = start_book(Start(name="東京", root=tmp_path), TODAY)
    assert not good and list(tmp_path.iterdir()) == []
    assert lines[-1] == "Nothing was written." and all(line.endswith("[source.glyph]") for line in lines[:-1])
    assert "No printed file can show '東'" in lines[0]


@pytest.mark.parametrize("name", ["North Vale", *AWKWARD])
def test_a_book_of_any_name_breaks_no_rule(name: str, tmp_path: Path) -> None:
    book = start(tmp_path, name)
    assert [*map(str, [*check(book), *check_prose(book)])] == []
    register = read_book(book).register
    assert register.book.title == f"Strategy for {name}"
    assert (list(register.editions), register.editions["2026-11"].published) == (["2026-11"], TODAY)
    assert book.resolve().parent == tmp_path.resolve()
    assert {item.kind for item in register.items.values()} == {"evidence", "priority", "action", "measure"}
    assert all("Example" in item.title for item in register.items.values()), "an example says so in its title"
    assert all("invented" in dataset.title for dataset in register.datasets.values())


def test_it_builds_pages_and_papers_without_a_warning_and_can_be_rolled_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = start(tmp_path, AWKWARD[0])
    assert build_book(book, ["html", "pdf"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith("build/")] == []
    assert len(list((book / "build/pdf").glob("*.pdf"))) == 3
    (area,), problems = read_areas([book])
    assert (area.title, problems) == (f"Strategy for {AWKWARD[0]}", [])


def test_another_framework_is_taken_over_with_its_first_foundation(tmp_path: Path) -> None:
    own = tmp_path / "plan.toml"
    own.write_text(FRAMEWORK, encoding="utf-8")
    book = start(tmp_path, "North Vale", framework=own)
    assert (book / "strategy/framework.toml").read_text(encoding="utf-8") == FRAMEWORK
    register = read_book(book).register
    assert {item.tags for item in register.evidence()} == {("people",)}


@pytest.mark.parametrize(("text", "words"), [("title = ", "strategy/framework.toml:1: "), ("title = 'x'", "[framework.empty]")])
def test_a_framework_with_a_fault_stops_everything(text: str, words: str, tmp_path: Path) -> None:
    own = tmp_path / "plan.toml"
    own.write_text(text, encoding="utf-8")
    good, lines = start_book(Start(name="North Vale", root=tmp_path, framework=own), TODAY)
    assert not good
    assert any(words in line for line in lines) and lines[-1] == "Nothing was written."
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


@pytest.mark.parametrize(("name", "what"), [
    ("  ", "the area's name: The name has no letter. Write it as readers know it, such as \"North Vale\". [new.name]"),
    ("--", "the area's name: The name has no letter. Write it as readers know it, such as \"North Vale\". [new.name]"),
    ("a\nb", "the area's name: The name holds an invisible character. Write it on one line, without tabs. [new.name]"),
    ("a\u202eb", "the area's name: The name holds an invisible character. Write it on one line, without tabs. [new.name]"),
    ("x" * 81, "the area's name: The name has 81 letters. Use at most 80. [new.name]"),
])
def test_a_name_that_is_none(name: str, what: str, tmp_path: Path) -> None:
    assert start_book(Start(name=name, root=tmp_path), TODAY) == (False, [what, "Nothing was written."])
    assert list(tmp_path.iterdir()) == []


def test_no_folder_with_anything_in_it_is_touched(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("Dear", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    write_book(tmp_path / "book")
    for folder, words in (("full", "The folder is not empty. Name a new or an empty one with --folder. [new.folder]"),
                          ("file", "There is a file of this name. Name another folder with --folder. [new.folder]"),
                          ("book/new", "would read it as its own. Name a folder beside that book with --folder. [new.folder]")):
        good, lines = start_book(Start(name="North Vale", root=tmp_path, folder=tmp_path / folder), TODAY)
        assert not good
        assert lines[0].endswith(words)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "file", "full"]


def test_a_framework_that_is_not_there(tmp_path: Path) -> None:
    good, lines = start_book(Start(name="North Vale", root=tmp_path, framework=tmp_path / "x.toml"), TODAY)
    assert (good, lines[0]) == (False, f"{tmp_path}/x.toml: There is no such file. Name a framework.toml with --framework, or "
                                      "leave it out for the national one. [new.framework]")


def test_a_book_started_from_within_a_book_stands_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_book(tmp_path / "book")
    assert main(["--root", str(tmp_path / "book"), "new", "Côte d'Or"]) == 0
    assert f"The book of Côte d'Or is in {tmp_path.resolve() / 'cote-d-or'}." in capsys.readouterr().out


def test_the_program_is_named_by_the_way_to_its_source_or_by_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = start(tmp_path, "North Vale")
    line = (book / "requirements.txt").read_text(encoding="utf-8").splitlines()[1]
    assert (book / line).resolve() == ROOT.resolve()
    monkeypatch.setattr(goldenthread, "__file__", str(tmp_path / "site-packages/goldenthread/__init__.py"))
    assert program_for(book) == f"goldenthread=={goldenthread.__version__}"


def test_make_runs_the_program_in_a_new_book(tmp_path: Path) -> None:
    """With an environment that is there already, so that nothing is fetched."""
    book = start(tmp_path, "North Vale")
    python = book / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (book / ".venv/ready").touch()
    # `make test` may have begun this, and a make within a make says where it is
    around = {name: lines for name, lines in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(["make", "check"], cwd=book, env={**around, "PYTHONPATH": str(ROOT)}, capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "The rules found no problem.\n", "")


@pytest.mark.parametrize(("line", "installed"), [
    (os.path.join("..", "the tool"), ["--require-hashes --only-binary=:all: -r ./../the tool/requirements.lock",
                                      "--no-deps --no-build-isolation -e ./../the tool"]),
    ("goldenthread==1.0", ["-- goldenthread==1.0"]),
    ('x"; touch run; `touch run`; $(shell touch run) "', ['-- x"; touch run; `touch run`; $(shell touch run) "']),
    ("--index-url=https://example.org", ["-- --index-url=https://example.org"]),
])
def test_the_first_line_of_the_requirements_is_installed_and_never_run(line: str, installed: list[str], tmp_path: Path) -> None:
    book = start(tmp_path, "North Vale")
    (tmp_path / "the tool").mkdir()
    (tmp_path / "the tool/requirements.lock").touch()
    (book / "requirements.txt").write_text(f"# What builds this book\n{line}\n", encoding="utf-8")
    python = tmp_path / "python"
    # stands for Python, makes an environment of itself, and notes what it is asked to install
    python.write_text(f'#!/bin/sh\ncase "$*" in *venv*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; '
                      f'*) echo "$*" >> "{tmp_path}/asked";; esac\n', encoding="utf-8")
    python.chmod(0o755)
    around = {name: lines for name, lines in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    subprocess.run(["make", ".venv/ready", f"PYTHON={python}"], cwd=book, env=around, capture_output=True, check=True)
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [one.partition("--disable-pip-version-check ")[2] for one in asked] == installed
    assert not list(tmp_path.rglob("run"))


def test_the_template_is_part_of_the_package() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    assert "commands/new/book/**" in packed["goldenthread"]
