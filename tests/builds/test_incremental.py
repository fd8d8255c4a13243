"""A build after a change is a build from nothing, byte for byte (see `test_truth` too), and touches only what shows it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.books import bench_book, write_bench_book
from benchmarks.comparison import CASES
from benchmarks.plain import write_plain
from goldenthread.book.book_reader import read_book
from goldenthread.model import Priority
from goldenthread.rules import check
from goldenthread.site.watched_register import RegisterWatch
from tests.books.commands import build_book
from tests.books.edits.words import PICTURE
from tests.books.small_book import EVIDENCE, TABLE, small_book
from tests.books.small_book import write_book as write_small_book

ITEMS = 120


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated book, built once."""
    root = tmp_path_factory.mktemp("bench") / "book"
    write_bench_book(root, ITEMS)
    assert build_book(root, ["html"]) == 0
    return root


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The built book, put back after a test has changed it."""
    shutil.copytree(built, tmp_path / "kept", symlinks=True)
    yield built
    shutil.rmtree(built)
    shutil.copytree(tmp_path / "kept", built, symlinks=True)


def pages(root: Path) -> dict[str, bytes]:
    html = root / "build/html"
    return {path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()}


def remove(root: Path, round_: int) -> None:
    path = root / "strategy/consultation/points-001.md"
    path.write_text(re.sub(r":::\{response\}.*?\n:::\n", "", path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL),
                    encoding="utf-8")


def name_section(root: Path, round_: int) -> None:
    """Another heading above items: they stand on the same lines and say the same, and yet are told of otherwise."""
    path = root / "evidence/chapter-001.md"
    text = path.read_text(encoding="utf-8")
    assert "\n## What the data show\n" in text
    path.write_text(text.replace("\n## What the data show\n", "\n## What is known\n"), encoding="utf-8")


@pytest.mark.parametrize("edit", [CASES["a value in a table"], remove, name_section],
                         ids=["value", "item taken away", "heading"])
def test_a_build_after_a_change_gives_the_same_bytes_as_one_from_nothing(
    book: Path, edit: Callable[[Path, int], None]
) -> None:
    before = pages(book)
    edit(book, 0)
    assert build_book(book, ["html"]) == 0
    after = pages(book)
    assert after != before
    shutil.rmtree(book / "build")
    assert build_book(book, ["html"]) == 0
    clean = pages(book)
    assert {name for name in {*after, *clean} if after.get(name) != clean.get(name)} == set()


def test_what_was_read_for_paper_is_written_for_the_web_too(tmp_path: Path) -> None:
    """A value, and a heading that stands in a deep table of contents two pages above."""
    front = small_book()["index.md"].replace("```{toctree}\n", "```{toctree}\n:maxdepth: 4\n\n")
    root = write_small_book(tmp_path, {"index.md": front, "evidence/people.md": f"{EVIDENCE}\n## Before\n\nWords.\n"})
    assert build_book(root, ["html"]) == 0
    (root / "evidence/data/skills-2018.csv").write_text(TABLE.replace("33.0", "34.5"), encoding="utf-8")
    moved = EVIDENCE.replace("# People\n\n", "# People\n## Skills\n")  # a heading, while the item's line stays
    (root / "evidence/people.md").write_text(f"{moved}\n## After\n\nWords.\n", encoding="utf-8")
    for output in ("docx", "html"):
        assert build_book(root, [output]) == 0
    made = {name: (root / f"build/html/{name}.html").read_text(encoding="utf-8") for name in ("index", "evidence/people")}
    assert ">34.5%<" in made["evidence/people"]
    assert ">After<" in made["index"] and ">Before<" not in made["index"]
    needs = json.loads((root / "build/html/needs.json").read_text(encoding="utf-8"))
    assert needs["versions"][""]["needs"]["EV_SKILLS"]["sections"] == ["Skills", "People"]


def test_a_picture_that_becomes_a_link_is_shown_and_so_is_what_it_leads_to_next(tmp_path: Path) -> None:
    numbered = small_book()["evidence/index.md"].replace("```{toctree}\n", "```{toctree}\n:numbered:\n\n")
    root = write_small_book(tmp_path, {"evidence/people.md": f"{EVIDENCE}\n![A dot](dot.svg)\n", "evidence/dot.svg": dot(5),
                                       "evidence/index.md": numbered, "kept/old.svg": dot(5), "kept/new.svg": dot(9),
                                       "index.md": small_book()["index.md"]})
    picture = root / "evidence/dot.svg"
    for name, shown in (("", 5), ("old", 5), ("new", 9)):
        if name:
            picture.unlink()
            picture.symlink_to(f"../kept/{name}.svg")
        assert build_book(root, ["html"]) == 0
        page = (root / "build/html/evidence/people.html").read_text(encoding="utf-8")
        (image,) = re.findall(r'src="\.\./_images/([^"]+)"', page)
        assert [path.name for path in (root / "build/html/_images").iterdir()] == [image]
        assert (root / "build/html/_images" / image).read_text(encoding="utf-8") == dot(shown)
    # the number of the chapter that was written last is none of a table's page
    assert 'class="section-number"' in page
    for name in ("evidence/data/skills-2018", "id/EV_SKILLS"):
        assert "section-number" not in (root / f"build/html/{name}.html").read_text(encoding="utf-8").partition("<main")[2]


def dot(at: int) -> str:
    return PICTURE.format(at=at)


def test_a_changed_value_writes_only_the_pages_that_show_it(book: Path) -> None:
    html = book / "build/.work/html"
    made = {path: path.stat().st_mtime_ns for path in html.rglob("*.html")}
    CASES["a value in a table"](book, 0)
    assert build_book(book, ["html"]) == 0
    written = {path.relative_to(html).as_posix() for path, time in made.items() if path.stat().st_mtime_ns != time}
    assert "evidence/chapter-001.html" in written
    assert len([name for name in written if name.startswith("evidence/data/")]) == 1
    assert not [name for name in written if name.startswith(("strategy/2020-03/annex", "docs/reviewers/evidence-map"))]


def test_a_generated_book_breaks_no_rule_and_is_the_same_each_time(tmp_path: Path) -> None:
    write_bench_book(tmp_path, 300)
    assert [str(problem) for problem in check(tmp_path)] == []
    assert bench_book(300, 1) == bench_book(300, 1)
    assert bench_book(300, 1) != bench_book(300, 2)
    register = read_book(tmp_path).register
    assert len(register.items) == 300


def test_the_plain_text_has_the_numbers_and_is_left_alone_when_it_stays_the_same(book: Path, tmp_path: Path) -> None:
    write_plain(book, tmp_path)
    page = tmp_path / "evidence/chapter-001.md"
    text, time = page.read_text(encoding="utf-8"), page.stat().st_mtime_ns
    assert "{value}" not in text
    assert "\n### " in text
    write_plain(book, tmp_path)
    assert page.stat().st_mtime_ns == time


def test_what_a_page_looks_up_is_noted_and_nothing_else(book: Path) -> None:
    plain = read_book(book).register
    assert plain
    watch = RegisterWatch(plain)
    priority = next(plain.priorities("2020-03"))
    watched = watch.register.items[priority.id]
    assert isinstance(watched, Priority)
    assert watched.title == priority.title
    assert watch.looked_up() == [("items", priority.id)]
    assert watched.body == priority.body
    assert ("body", priority.id) in watch.looked_up()
    watch.start_page()
    thread = watch.register.thread(priority.id)
    assert thread.responses == () or ("back", priority.id) in watch.looked_up()
    assert {key for room, key in watch.looked_up() if room == "datasets"} >= {dataset.id for dataset in thread.datasets}
    assert not [key for key in watch.looked_up() if key[0] == "rows"]
    assert len(thread.datasets[0].observations) > 0
    assert ("rows", thread.datasets[0].id) in watch.looked_up()
