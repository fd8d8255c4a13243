"""A publisher's file in any state: a table with its page to look at comes of it, or a refusal that says what to do."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from goldenthread.book import read_book
from goldenthread.data_import import ImportOptions, ImportRequest, import_table, run_import_of
from goldenthread.model import Fault
from tests.books.small_book import write_book
from tests.data_import.publisher_layouts import LAYOUTS
from tests.soundness.fuzzing import SEEDS, raws, tried
from tests.soundness.mutating import mutated_bytes, mutated_package, parts_of
from tests.soundness.trials import Trials

pytestmark = pytest.mark.sound
ODD = (None, True, False, 0, -1, 1e308, "", "x", "2018", [], [None], {}, {"0": None}, [[]], {"x": {}}, [1, 2, 3])


def odd_json(text: str, seed: int) -> str:
    """A JSON text with one or two of its parts taken out or replaced by a value of another kind."""
    pick, data = random.Random(seed), json.loads(text)
    for _ in range(pick.randint(1, 2)):
        holder: Any = data
        while holder:
            key = pick.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            if not isinstance(holder[key], dict | list) or pick.random() < 0.3:
                if isinstance(holder, dict) and pick.random() < 0.2:
                    del holder[key]
                else:
                    holder[key] = pick.choice(ODD)
                break
            holder = holder[key]
    return json.dumps(data)


def files(ending: str) -> st.SearchStrategy[bytes]:
    valid = [layout.raw for layout in LAYOUTS.values() if layout.file.endswith(ending)]
    if ending in {".xlsx", ".ods"}:
        packages = [parts_of(raw) for raw in valid]
        return st.one_of(SEEDS.map(lambda seed: mutated_package(packages[seed % len(packages)], seed)),
                         SEEDS.map(lambda seed: mutated_bytes(valid[seed % len(valid)], seed)))
    texts = [raw.decode("utf-8", "replace") for raw in valid]
    return raws(*texts, change=odd_json) if ending == ".json" else raws(*texts)


def reader(root: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Read bytes and make the page to look at, as `import` does before it writes."""
    book, given = read_book(root), [b""]
    monkeypatch.setattr(import_table, "read_book", lambda _root: book)
    monkeypatch.setattr(import_table, "read_file", lambda _path, _file: given[0])
    monkeypatch.setattr(import_table, "put_files", lambda _root, files: [page.encode() for page in files.values()])

    request = ImportRequest(path=root / f"file{ending}", name="new", options=ImportOptions(), dry_run=True)

    def trial(raw: bytes) -> None:
        given[0] = raw
        try:
            assert run_import_of(root, request).lines
        except Fault as fault:
            assert fault.problem.what and fault.problem.fix and fault.problem.code.startswith("import."), fault.problem

    return trial


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".xlsx", ".ods"])
def test_a_publishers_file_is_read_or_refused(
    ending: str, tmp_path: Path, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_book(tmp_path)
    times = tried(files(ending), reader(root, ending, monkeypatch), root)
    trials.record("Hostile input", f"a publisher's file ({ending}): any bytes, and valid ones changed", times,
                  "a table and its page, or a refusal with words; no crash, no hang, no memory without end")
