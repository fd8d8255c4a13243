"""The shape of the house: imports go down the floors, files and functions stay short, and no place is named in the package."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "goldenthread"
# from the ground up; a module may use its own room and every floor below
FLOORS = [
    {"model", "nodes", "privacy", "inputs", "memory", "terminal", "progress"},
    {"allowed"},
    {"sources", "publishing", "trouble", "locking", "filing"},
    {"framework", "editions", "datasets", "references", "vocabulary", "expressions", "signoffs", "consultation", "workbook",
     "checksums", "parts", "pictures"},
    {"markup"},
    {"chapters", "values", "prints"},
    {"book", "changes", "archive", "agreement", "charts", "lookups", "plain", "strength", "wording"},
    {"checks", "details", "paper", "gaps", "prose"},
    {"catalogue", "domain", "telling", "confirming", "intake", "reviewcopy", "standing", "record", "starting"},
    {"rereading"},
    {"writing", "renewal", "forms"},
    {"items"},
    {"views", "replies", "volumes", "sheets"},
    {"resolving", "directives", "web", "export", "reports", "logs"},
    {"builders", "datapages", "itempages", "frame", "needs", "once", "finder", "parsing", "takeaway"},
    {"extension", "running"},
    {"serving"},
    {"build", "bench", "rollup"},
    {"commands"},
    {"cli"},
    {"__init__", "__main__"},
]


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("goldenthread."):
            yield node.lineno, node.module.split(".")[1]


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_the_floors(path: Path) -> None:
    own = room_of(path)
    for line, room in imports(path):
        # the entrance imports the wiring only when Sphinx asks for it
        assert room == own or floor_of(room) < floor_of(own), f"line {line}: {own} may not use {room}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno < 40, node.name


def test_the_package_names_no_area_of_the_book() -> None:
    areas = tomllib.loads((ROOT / "areas.toml").read_text(encoding="utf-8"))["area"]
    names = {area["name"] for area in areas if area["kind"] in {"district", "partnership"}}
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".typ", ".css", ".js", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert [name for name in names if name in text] == [], path


def test_the_rules_run_without_sphinx() -> None:
    code = "import sys, goldenthread.cli, goldenthread.checks; sys.exit('sphinx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
