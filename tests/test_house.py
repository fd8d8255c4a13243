"""The shape of the house: imports run down the floors of the contract and through faces, files and functions stay short."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.rooms import PAGE, rooms_page

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "goldenthread"
FILES = sorted(PACKAGE.rglob("*.py"))
# rooms and sub-rooms that other rooms import from
FACES = {path.parent for path in PACKAGE.rglob("__init__.py") if "__all__" in path.read_text(encoding="utf-8")}


def test_imports_keep_the_contract() -> None:
    # in a process of its own: import-linter 2 sets up logging so that the loggers of Sphinx are silent in this one ever after
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linter = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert linter.returncode == 0, linter.stdout + linter.stderr


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("goldenthread."):
            yield node.lineno, node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_another_room_is_imported_by_its_face(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0]
    for line, module in imports(path):
        parts = module.split(".")[1:]
        if parts[0] != own:
            assert PACKAGE.joinpath(*parts) in FACES, f"line {line}: import from the room, not from its file {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno < 40, node.name


def test_no_two_files_and_no_two_classes_share_a_name() -> None:
    files = Counter(path.name for path in FILES if not path.name.startswith("__"))
    classes = Counter(node.name for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                      if isinstance(node, ast.ClassDef))
    assert [name for name, number in (files + classes).items() if number > 1] == []


def test_no_file_has_the_name_of_something_that_its_room_exports() -> None:
    for face in FACES:
        body = ast.parse((face / "__init__.py").read_text(encoding="utf-8")).body
        exported = next(ast.literal_eval(node.value) for node in body
                        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__")
        assert set(exported) & {path.stem for path in face.iterdir()} == set(), face


def test_the_package_holds_rooms_and_no_loose_files() -> None:
    loose = {path.name for path in PACKAGE.iterdir() if not (path / "__init__.py").is_file()} - {"__pycache__"}
    assert loose == {"__init__.py", "__main__.py", "py.typed"}


def test_the_package_names_no_area_of_the_book() -> None:
    areas = tomllib.loads((ROOT / "evidence/areas.toml").read_text(encoding="utf-8"))["area"]
    names = {area["name"] for area in areas if area["kind"] in {"district", "partnership"}}
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".typ", ".css", ".js", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert [name for name in names if name in text] == [], path


def test_the_developers_guide_shows_the_rooms_of_the_contract() -> None:
    assert PAGE.read_text(encoding="utf-8") == rooms_page(), "run 'make rooms'"


def test_the_rules_run_without_sphinx_and_without_what_reads_and_writes_other_files() -> None:
    heavy = {"sphinx", "docutils", "typst", "pypandoc", "openpyxl", "xlsxwriter", "docx", "lxml", "pikepdf", "pypdfium2", "PIL",
             "oxmsg"}
    code = f"import sys, goldenthread.commands.cli, goldenthread.rules; print(*sorted({heavy} & {{*sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert run.stdout.split() == []


@pytest.mark.parametrize("path", sorted(set(ROOT.glob("tests/*/test_*.py")) - set(ROOT.glob("tests/b*/*"))
                                        - set(ROOT.glob("tests/soundness/*"))),
                         ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_test_of_a_room_that_builds_a_whole_book_says_so(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            calls = {call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
            marks = {mark.attr for mark in ast.walk(node) if isinstance(mark, ast.Attribute)}
            assert "build_book" not in calls or "whole_build" in marks, f"{node.name}: mark it, for `make quick` leaves it out"


@pytest.mark.parametrize("page", sorted((ROOT / "docs/developers").rglob("*.md")), ids=lambda page: page.stem)
def test_the_developers_guide_names_only_files_that_are_there(page: Path) -> None:
    known = [f"/{path.relative_to(ROOT).as_posix()}" for folder in ("goldenthread", "tests", "tools", "benchmarks")
             for path in (ROOT / folder).rglob("*.*")]
    named = re.findall(r"`([\w./-]+\.(?:py|typ))`", page.read_text(encoding="utf-8"))
    lost = [name for name in named if name not in {"NAME.py", "conf.py"} and not any(path.endswith(f"/{name}") for path in known)]
    assert lost == []
