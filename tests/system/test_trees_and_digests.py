"""The walk over a folder, and digests of what is in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldenthread.system import FileDigests, digest, walk, write_changed


def add(root: Path, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(file, encoding="utf-8")


def names(*walked: object, **options: object) -> set[str]:
    return {name for name, _entry in walk(*walked, **options)}  # type: ignore[arg-type]


def test_a_walk_finds_every_file_and_no_folder(tmp_path: Path) -> None:
    add(tmp_path, "a.md", "b/c.md", "b/d/e.md", "b/.f/g", ".h")
    (tmp_path / "empty").mkdir()
    assert names(tmp_path) == {"a.md", "b/c.md", "b/d/e.md", "b/.f/g", ".h"}
    assert all(Path(entry.path) == tmp_path / name for name, entry in walk(tmp_path))


def test_what_is_skipped_is_neither_found_nor_entered(tmp_path: Path) -> None:
    add(tmp_path, "a/b/c.md", "a/d.md", "b/e.md")
    asked = dict[str, list[str]]()

    def skip(folder: str, entries: list[str]) -> list[str]:
        asked[Path(folder).relative_to(tmp_path).as_posix()] = sorted(entries)
        return ["b"]

    assert names(tmp_path, skip) == {"a/d.md"}
    assert asked == {".": ["a", "b"], "a": ["b", "d.md"]}


def test_links_are_found_and_not_followed(tmp_path: Path) -> None:
    add(tmp_path, "outside/x.md")
    root = tmp_path / "root"
    root.mkdir()
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "file.md").symlink_to(tmp_path / "outside/x.md")
    (root / "broken").symlink_to(tmp_path / "nothing")
    (root / "round").symlink_to(root)
    assert names(root) == {"folder", "file.md", "broken", "round"}


def test_a_folder_that_is_missing_is_an_error_unless_it_may_be(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        names(tmp_path / "nowhere")
    assert names(tmp_path / "nowhere", missing_ok=True) == set()


def test_a_folder_that_is_deleted_during_the_walk_counts_as_empty_where_it_may(tmp_path: Path) -> None:
    add(tmp_path, "a.md", "b/c.md")

    def seen(*, missing_ok: bool) -> list[str]:
        names = []
        for name, _entry in walk(tmp_path, missing_ok=missing_ok):
            names.append(name)
            if (tmp_path / "b").exists():
                (tmp_path / "b/c.md").unlink()
                (tmp_path / "b").rmdir()
        return names

    assert seen(missing_ok=True) == ["a.md"]
    add(tmp_path, "b/c.md")
    with pytest.raises(FileNotFoundError):
        seen(missing_ok=False)


def test_a_digest_is_of_the_bytes() -> None:
    assert digest("ä") == digest("ä".encode())
    assert digest("") == "cae66941d9efbd404e4d88758ea67670"  # BLAKE2b of nothing, with 16 bytes
    assert digest("a") != digest("b")
    # a file name that is no UTF-8 has a digest, too, and one of its own
    assert digest("a\udcff") == digest(b"a\xff") != digest("a\udcfe")


def test_files_have_one_digest_that_each_of_them_changes(tmp_path: Path) -> None:
    add(tmp_path, "a", "b")
    first = FileDigests(tmp_path).of(["a", "b"])
    assert FileDigests(tmp_path).of(["b", "a"]) == first
    known = FileDigests(tmp_path)
    assert known.of(["a"]) != first
    (tmp_path / "a").write_text("other", encoding="utf-8")
    assert known.of(["a", "b"]) == first, "files are as they were when first asked for"
    assert FileDigests(tmp_path).of(["a", "b"]) != first
    (tmp_path / "a").unlink()
    missing = FileDigests(tmp_path).of(["a", "b"])
    assert missing not in (first, FileDigests(tmp_path).of(["b"]))
    (tmp_path / "a").mkdir()
    assert FileDigests(tmp_path).of(["a", "b"]) == missing, "a folder is no file"


def test_a_file_that_holds_just_this_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_changed(file, "area\nnörth\n")
    assert file.read_bytes() == "area\nnörth\n".encode()
    os.utime(file, ns=(1, 1))
    write_changed(file, "area\nnörth\n".encode())
    assert file.stat().st_mtime_ns == 1
    write_changed(file, "area\nsöuth\n")  # of the same size
    assert file.read_bytes() == "area\nsöuth\n".encode()
