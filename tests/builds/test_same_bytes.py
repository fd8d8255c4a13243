"""The same bytes everywhere: whatever the folder, the day, the time zone, the language or the order of files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.books import bench_book
from tests.books.small_book import CONSULTATION, ROOT, small_book
from tests.soundness.trials import Trials

SCRIPT = ROOT / "tests/builds/elsewhere.py"
Settings = dict[str, str]
World = tuple[str, Settings, dict[str, Any]]
HERE: World = ("book", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, {"processes": 1})
FAR: World = ("zwei Bücher — “ňîçé”", {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2",
                                      "SOURCE_DATE_EPOCH": "86400"}, {"processes": 2, "share": 2, "days": 400, "mask": 0o077})
OTHERS: list[World] = [
    ("İstanbul", {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "1", "TZ": "Europe/Istanbul"}, {"days": 30}),
    ("Straße/tief/unten", {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "TZ": "Asia/Kathmandu"}, {"days": 2000, "mask": 0}),
    ("x" * 120, {"LC_ALL": "POSIX", "COLUMNS": "40", "NO_COLOR": "1", "CI": "1", "PYTHONOPTIMIZE": "1"},
     {"processes": 3, "share": 2}),
]


def write(root: Path, files: dict[str, str], *, backwards: bool) -> None:
    for name in sorted(files, reverse=backwards):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(files[name], encoding="utf-8")


def made(place: Path, files: dict[str, str], world: World, outputs: tuple[str, ...]) -> dict[str, bytes]:
    """All that is published of a book that is built there, by its path."""
    name, settings, more = world
    root = place / name
    write(root, files, backwards=bool(more.get("days")))
    ours = ("LC_", "LANG", "PYTHON", "TZ", "SOURCE_DATE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    for command in (["build", *outputs], ["logs"], ["forms"]):
        done = subprocess.run([sys.executable, str(SCRIPT), json.dumps(more), "--root", str(root), *command], cwd=ROOT,
                              env={**kept, **settings, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=900, check=False)
        assert done.returncode == 0, (world, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "build").rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)}


def same_everywhere(place: Path, files: dict[str, str], worlds: list[World]) -> int:
    """See that a book becomes the same bytes in every world; how many files it becomes."""
    first, *others = [made(place / str(number), files, world, ("html", "pdf", "docx")) for number, world in enumerate(worlds)]
    assert {name.split("/")[1] for name in first} >= {"html", "pdf", "docx", "logs", "forms"}
    for number, other in enumerate(others, start=1):
        assert sorted(name for name in {*first, *other} if first.get(name) != other.get(name)) == [], worlds[number]
    return len(first)


@pytest.mark.sound
def test_two_clean_builds_give_the_same_bytes_wherever_and_whenever_they_are_made(tmp_path: Path, trials: Trials) -> None:
    worlds = [HERE, FAR, *OTHERS][: trials.many(2, 2 + len(OTHERS))]
    book = {**small_book(), "strategy/consultation/consultation.toml": CONSULTATION}
    files = same_everywhere(tmp_path / "small", book, worlds)
    if trials.nightly:
        settings = {name: book[name] for name in ("conf.py", "ubproject.toml")}
        files += same_everywhere(tmp_path / "large", {**bench_book(120, 1), **settings}, worlds)
    trials.record("The same bytes everywhere", "Clean builds in other folders (spaces, other letters, long names), time zones, "
                "languages, orders of files, rights, numbers of processes, seeds of hashes, and days up to 2,000 ahead",
                len(worlds), f"{files} web, PDF, Word and spreadsheet files are the same, byte for byte")
