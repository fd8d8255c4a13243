"""The extension for Visual Studio Code: what it brings fits the book and the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.charts import OPTIONS
from goldenthread.model import KINDS
from tests.books.small_book import write_book

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "editors/vscode"


def test_there_is_a_snippet_for_every_kind_of_item_with_options_that_it_may_have() -> None:
    snippets = json.loads((EXTENSION / "snippets/items.json").read_text(encoding="utf-8"))
    kinds = read_vocabulary(ROOT).kinds
    bodies = {snippet["prefix"]: snippet["body"] for snippet in snippets.values()}
    assert bodies.keys() >= {*KINDS, "chart", "value"}
    for name in (*KINDS, "chart"):
        options = {match[1] for row in bodies[name] if (match := re.match(r":([\w-]+):", row))}
        known = {*kinds[name].options, *kinds[name].links} if name in KINDS else set(OPTIONS)
        assert options and options <= known, name
        for row in bodies[name]:
            if choices := re.match(r":([\w-]+): \$\{\d+\|(.+)\|\}", row):
                assert name == "chart" or tuple(choices[2].split(",")) == kinds[name].choices[choices[1]]


def test_the_extension_has_all_its_files_and_one_version_with_its_lock() -> None:
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["version"] == package["version"]
    for file in (package["main"], *(one["path"] for one in package["contributes"]["snippets"])):
        assert (EXTENSION / file).is_file()


@pytest.mark.skipif(not shutil.which("node"), reason="the extension is tried where Node is to be had")
def test_the_extension_starts_the_server_of_the_book_that_is_opened(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / ".venv").symlink_to(sys.prefix)
    trial = subprocess.run(["node", "--test", str(EXTENSION / "test/extension.test.js")], capture_output=True, encoding="utf-8",
                           env={**os.environ, "GOLDENTHREAD_BOOK": str(root)}, check=False)
    assert trial.returncode == 0, trial.stdout


PACKED = EXTENSION / "goldenthread.vsix"


@pytest.mark.skipif(not PACKED.exists(), reason="the extension is not packed: .ci/run packs it where npm is to be had")
def test_the_packed_extension_holds_what_it_needs_and_nothing_of_the_trials() -> None:
    with ZipFile(PACKED) as packed:
        names = set(packed.namelist())
        package = json.loads(packed.read("extension/package.json"))
    assert {"extension/extension.js", "extension/program.js", "extension/snippets/items.json"} <= names
    assert {f"extension/node_modules/{name}/package.json" for name in package["dependencies"]} <= names
    assert any(name.lower().startswith("extension/license") for name in names)
    assert not [name for name in names if name.startswith(("extension/test/", "extension/node_modules/@vscode/vsce/"))]
