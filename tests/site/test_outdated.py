"""Which pages Sphinx reads and writes again, on one small book that is built some times."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ExtensionError

from goldenthread.book import read_book
from goldenthread.site import book_app
from tests.books.small_book import changed, small_book, write_book
from tests.browser.browsing import search_words

ROWS = changed("evidence/data/skills-2018.csv", "33.0", "34.0")


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write these files of a book, and no other: Sphinx also reads again what only has a new time."""
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")


def back(root: Path, *names: str) -> None:
    """Write these files as the small book has them."""
    put(root, {name: small_book()[name] for name in names})


class Built:
    """What one build read and wrote."""

    def __init__(self, root: Path, break_page: str = "") -> None:
        self.read: list[str] = []
        self.written: set[str] = set()
        self.break_page = break_page
        self.warnings = io.StringIO()
        with book_app(root, root / "work", "html", "", read_book(root), self.warnings) as app:
            app.connect("env-before-read-docs", lambda app, env, docnames: self.read.extend(docnames))
            app.connect("html-page-context", self._note)
            app.build()

    def _note(self, app: Any, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        if name == self.break_page:
            raise OSError(28, "No space left on device")
        self.written.add(name)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, built once. Each test leaves it built and as it was."""
    root = write_book(tmp_path_factory.mktemp("outdated") / "book")
    first = Built(root)
    assert first.warnings.getvalue() == ""
    assert {"index", "evidence/people", "id/EV_SKILLS", "evidence/data/skills-2018"} <= first.written
    return root


def outputs(root: Path) -> dict[str, tuple[int, bytes]]:
    out = root / "work/html"
    files = (path for path in out.rglob("*") if path.is_file() and "_static" not in path.parts)
    return {path.relative_to(out).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_second_build_reads_no_chapter_and_writes_no_page(kept: Path) -> None:
    before, store = outputs(kept), (kept / "work/doctrees/written/html.json").read_bytes()
    again = Built(kept)
    assert (again.read, again.written - {"search", "genindex", "respond"}) == ([], set())
    after = outputs(kept)
    touched = {name for name, state in after.items() if state != before[name]}
    assert {name for name in touched if after[name][1] != before[name][1]} == set()
    # those files that Sphinx itself writes at each build
    assert touched <= {"search.html", "respond.html", "objects.inv", ".buildinfo", "permalink.html", "schema_violations.json"}
    assert (kept / "work/doctrees/written/html.json").read_bytes() == store


def test_a_change_and_its_way_back_are_seen_by_content_and_not_by_time(kept: Path) -> None:
    table = kept / "evidence/data/skills-2018.csv"
    before, old = outputs(kept), table.stat()
    put(kept, ROWS)
    os.utime(table, ns=(old.st_atime_ns, old.st_mtime_ns))
    there = Built(kept)
    assert "evidence/people" in there.read and "index" not in there.read
    assert {"evidence/people", "id/EV_SKILLS", "evidence/data/skills-2018"} <= there.written
    assert "index" not in there.written
    back(kept, *ROWS)
    os.utime(table, ns=(1, 1))
    Built(kept)
    assert {name: content for name, (_at, content) in outputs(kept).items()} == {name: was for name, (_at, was) in before.items()}


def test_a_page_that_a_failed_build_did_not_finish_is_written_by_the_next(kept: Path) -> None:
    before = outputs(kept)
    put(kept, ROWS)
    with pytest.raises(ExtensionError):
        Built(kept, break_page="evidence/people")
    back(kept, *ROWS)
    Built(kept)
    assert {name: content for name, (_at, content) in outputs(kept).items()} == {name: was for name, (_at, was) in before.items()}


def test_a_page_that_somebody_deletes_is_written_again(kept: Path) -> None:
    for name in ("evidence/people", "id/EV_SKILLS"):
        (kept / f"work/html/{name}.html").unlink()
    assert {"evidence/people", "id/EV_SKILLS"} <= Built(kept).written


def test_a_chapter_that_is_gone_leaves_no_page(kept: Path) -> None:
    page = kept / "work/html/evidence/more.html"
    index = changed("evidence/index.md", "people\n", "people\nmore\n")
    put(kept, {**index, "evidence/more.md": "# More\n\nWords.\n"})
    Built(kept)
    assert page.is_file()
    back(kept, *index)
    (kept / "evidence/more.md").unlink()
    Built(kept)
    assert not page.exists()


SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>\n'
GLOSSARY = "\n```{glossary}\nLead body\n    Whoever leads.\n\nAnchor firm\n    A firm that stays.\n```\n"


def assert_as_from_nothing(root: Path, place: Path) -> None:
    """Build a book that was built before, and a copy from nothing: the same files with the same bytes."""
    clean = Path(shutil.copytree(root, place / "book", ignore=shutil.ignore_patterns("work")))
    assert Built(root).warnings.getvalue() == ""
    Built(clean)
    here, there = contents(root), contents(clean)
    unlike = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    assert unlike == [], (here.get(unlike[0]), there.get(unlike[0]))


def contents(root: Path) -> dict[str, bytes]:
    out = root / "work/html"
    files = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".buildinfo"))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_a_glossary_stays_in_the_search_when_another_chapter_changes(tmp_path: Path) -> None:
    people = small_book()["evidence/people.md"]
    root = write_book(tmp_path / "book", {
        "evidence/people.md": f"{people}{GLOSSARY}",
        "evidence/index.md": small_book()["evidence/index.md"] + "\n```{glossary}\nZone\n    A place.\n"
                             "\nlead body\n    Another.\n```\n"
                             "\nThe {term}`Anchor firm` is there.\n"})
    Built(root)
    assert "Lead body Whoever leads." in str(search_words(root / "work/html")["entries"])
    put(root, {"strategy/2019-12/people.md": small_book()["strategy/2019-12/people.md"] + "\nOne more sentence.\n"})
    assert_as_from_nothing(root, tmp_path / "clean")
    put(root, {"evidence/people.md": f"{people}{GLOSSARY}".replace("Lead body", "Leading body")})
    assert_as_from_nothing(root, tmp_path / "clean again")


@pytest.mark.parametrize(("before", "after"), [
    ('language = "en_GB"', 'language = "en"'),
    ("", 'html_theme_options = {"light_logo": "a.svg", "dark_logo": "b.svg"}'),
    ("", 'html_css_files = ["colours.css", "frame.css"]'),
    ("", 'rst_prolog = ""\nnumfig = True\nnumfig_secnum_depth = 2'),
])
def test_a_setting_reaches_every_page(tmp_path: Path, before: str, after: str) -> None:
    root = write_book(tmp_path / "book")
    Built(root)
    conf = small_book()["conf.py"]
    put(root, {"conf.py": conf.replace(before, after) if before else f"{conf}\n{after}\n"})
    assert_as_from_nothing(root, tmp_path / "clean")


def test_a_setting_whose_parts_change_places_reaches_every_page(tmp_path: Path) -> None:
    """Sphinx's digest of settings is the same for a list in another order, and for names and values that change places."""
    conf = small_book()["conf.py"]
    root = write_book(tmp_path / "book", {"conf.py": f'{conf}\nhtml_css_files = ["colours.css", "frame.css"]\n'})
    Built(root)
    put(root, {"conf.py": f'{conf}\nhtml_css_files = ["frame.css", "colours.css"]\n'})
    assert_as_from_nothing(root, tmp_path / "clean")


def test_a_picture_replaced_by_one_of_the_same_size_and_time_is_shown(tmp_path: Path) -> None:
    """Also by a process that has compared both before, as the one of `serve` has."""
    root = write_book(tmp_path / "book", {
        "evidence/people.md": small_book()["evidence/people.md"] + "\n![A square](square.svg)\n", "evidence/square.svg": SQUARE})
    picture = root / "evidence/square.svg"
    at = picture.stat().st_mtime_ns
    Built(root)
    put(root, {"strategy/2019-12/people.md": small_book()["strategy/2019-12/people.md"] + "\nOne more sentence.\n"})
    Built(root)
    put(root, {"evidence/square.svg": SQUARE.replace("1", "2")})
    os.utime(picture, ns=(at, at))
    assert_as_from_nothing(root, tmp_path / "clean")
