"""A book is its front page, three folders and its settings: whatever reads, watches or builds it goes by the same list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.book import chapter_files
from goldenthread.rules import check
from goldenthread.system import (
    BOOK_FOLDERS,
    FRONT_PAGE,
    SETTINGS_FILES,
    book_entries,
    changed_since,
    digest_of_inputs,
    is_of_book,
    stamps_of_book,
    walk,
)
from tests.books.commands import build_book
from tests.books.small_book import small_book, write_book

WITHIN = ["evidence/tests", "evidence/build", "evidence/goldenthread", "evidence/benchmarks", "strategy/inbox",
          "docs/node_modules", "evidence/tests/build", "docs"]
"""Folders whose names once meant, to one list or another, that they are none of the book."""
BESIDE = ["build", "tests", "goldenthread", "benchmarks", "inbox", "node_modules", "notes", "evidence/.hidden", ".github",
          "strategy/.git/objects"]


def page(title: str) -> str:
    return f"---\norphan: true\n---\n\n# {title}\n\nThe text of {title}.\n"


def add(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def codes(root: Path) -> list[str]:
    return [f"{problem.place.file} {problem.code}" for problem in check(root)]


def test_the_small_book_is_a_book_and_nothing_else(tmp_path: Path) -> None:
    write_book(tmp_path, {"README.md": "# Read me", "docs/index.md": page("Docs")})
    assert {name for name, _entry in book_entries(tmp_path)} == {*small_book(), "docs/index.md"}


@pytest.mark.parametrize("folder", WITHIN)
def test_a_folder_within_the_book_is_read_whatever_its_name(folder: str, tmp_path: Path) -> None:
    root = write_book(tmp_path)
    stamps, digest = stamps_of_book(root), digest_of_inputs(root)
    add(root, f"{folder}/extra.md", page("Extra"))
    assert f"{folder}/extra.md" in chapter_files(root)
    assert changed_since(root, stamps) == [f"{folder}/extra.md"]
    assert digest_of_inputs(root) != digest


@pytest.mark.parametrize("folder", BESIDE)
def test_what_stands_beside_the_book_or_is_hidden_is_none_of_it(folder: str, tmp_path: Path) -> None:
    root = write_book(tmp_path)
    stamps, digest = stamps_of_book(root), digest_of_inputs(root)
    add(root, f"{folder}/extra.md", "# Extra\n\n{raw}`x`\n")
    assert f"{folder}/extra.md" not in chapter_files(root)
    assert (changed_since(root, stamps), digest_of_inputs(root)) == ([], digest)
    assert codes(root) == []


@pytest.mark.whole_build
def test_every_folder_that_is_read_is_also_watched_and_published(tmp_path: Path) -> None:
    extra = {f"{folder}/extra.md": page(f"Extra {number}") for number, folder in enumerate(WITHIN)}
    beside = {f"{folder}/extra.md": page("Beside") for folder in BESIDE if folder != "build"}
    root = write_book(tmp_path, extra)
    for file, text in beside.items():
        add(root, file, text)
    assert build_book(root, ["html"]) == 0
    html = root / "build/html"
    assert sorted(name for name, _entry in walk(html) if name.endswith("extra.html")) == [
        name.replace(".md", ".html") for name in sorted(extra)]
    # an edit of any of them is seen and published
    for number, file in enumerate(extra):
        add(root, file, page(f"Edited {number}"))
        assert build_book(root, ["html"]) == 0
        text = (html / file.replace(".md", ".html")).read_text(encoding="utf-8")
        assert f"The text of Edited {number}." in text
    # and pages whose files are gone are gone
    for file in extra:
        (root / file).unlink()
    write_book(tmp_path)
    assert build_book(root, ["html"]) == 0
    assert [name for name, _entry in walk(html) if name.endswith("extra.html")] == []


def test_a_link_to_a_folder_is_a_problem_wherever_it_leads(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = write_book(tmp_path / "book")
    (root / "evidence/tests").symlink_to(tmp_path / "outside")
    (root / "docs").symlink_to(tmp_path / "outside")
    (root / "inbox").symlink_to(tmp_path / "outside")
    (root / "strategy/.own").symlink_to(tmp_path / "outside")
    assert codes(root) == ["docs source.folder-link", "evidence/tests source.folder-link"]
    (tmp_path / "outside/page.md").write_text(page("Outside"), encoding="utf-8")
    assert [file for file in chapter_files(root) if "page" in file] == []


def test_a_picture_of_a_page_is_a_file_of_the_book(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    shown = page("Pictures") + "\n![Here](here.svg)\n\n![Beside](../tests/beside.svg)\n\n![Hidden](.own/hidden.svg)\n"
    root = write_book(tmp_path, {"evidence/pictures.md": shown, "evidence/here.svg": svg, "tests/beside.svg": svg,
                                 "evidence/.own/hidden.svg": svg})
    assert codes(root) == ["evidence/pictures.md markup.picture"] * 2


def test_a_folder_that_sphinx_leaves_out_is_a_problem(tmp_path: Path) -> None:
    assert codes(write_book(tmp_path, {"evidence/_sources/extra.md": page("Extra")})) == ["evidence/_sources file.name"]


@pytest.mark.parametrize(("file", "belongs"), [
    ("index.md", True), ("evidence/people.md", True), ("strategy/2020-03/a/b.md", True), ("docs/x.md", True), ("docs", False),
    ("conf.py", False), ("README.md", False), ("evidence.md", False), ("evidence/.x/y.md", False), ("docs/.x.md", False),
    ("indexes/x.md", False), ("evidence/index.md", True),
])
def test_what_belongs_to_the_pages_of_a_book(file: str, belongs: bool) -> None:
    assert is_of_book(file) is belongs


def test_no_settings_of_a_new_book_or_of_this_one_name_a_folder_that_is_left_out() -> None:
    root = Path(__file__).parents[2]
    for file in (root / "conf.py", root / "goldenthread/commands/new/book/conf.py"):
        assert not re.search("patterns", file.read_text(encoding="utf-8"))
    assert (FRONT_PAGE, SETTINGS_FILES) == ("index.md", ("conf.py", "ubproject.toml"))
    assert all((root / folder).is_dir() for folder in BOOK_FOLDERS)
