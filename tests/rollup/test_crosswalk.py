"""Books of different frameworks are compared under tags that a crosswalk names."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.model import Fault
from goldenthread.rollup.area_books import AreaBook, read_areas
from goldenthread.rollup.comparison import common_framework, summary_of
from goldenthread.rollup.crosswalk import compared_alike, crosswalk_in_words, read_crosswalk
from goldenthread.rollup.rollup_command import rollup, rollup_of
from goldenthread.rollup.rollup_downloads import as_json, columns_of_priorities
from tests.books.framework_shapes import book_of_shape
from tests.books.register_files import data_of, editions, register_of, write

WALK = '[[same]]\ntag = "foundation:people"\nalso = ["pillar:work", "goal:4"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registers of a book of foundations, one of pillars, and one of seventeen goals."""
    room = tmp_path_factory.mktemp("shapes")
    for shape, name in (("national", "North"), ("pillars", "South"), ("goals", "West")):
        book = register_of(room / shape, book_of_shape(shape) | {"strategy/editions.toml": editions(name)})
        write(room / f"{name}.json", data_of(book))
    return room


@pytest.fixture
def areas(folder: Path) -> list[AreaBook]:
    books, problems = read_areas(sorted(folder.glob("*.json")))
    assert problems == []
    return books


def walked(folder: Path, text: str, areas: list[AreaBook]) -> list[str]:
    return [str(problem).partition(": ")[2] for problem in read_crosswalk(write(folder / "walk.toml", text), areas).problems]


def test_without_a_crosswalk_books_of_different_frameworks_have_nothing_in_common(areas: list[AreaBook]) -> None:
    common = common_framework(areas)
    assert (common.tags, common.dimensions) == ((), ())
    assert "Only South has the pillar “Warm homes” (homes). It is not compared; its items stand on the area's page." in (
        common.differences)


def test_tags_of_other_frameworks_are_compared_under_one(areas: list[AreaBook], folder: Path, tmp_path: Path) -> None:
    walk = read_crosswalk(write(tmp_path / "walk.toml", WALK), areas)
    assert walk.problems == ()
    alike = compared_alike(areas, walk)
    common = common_framework(alike)
    assert [(tag.kind, tag.id, tag.name) for tag in common.tags] == [("foundation", "people", "People")]
    cells = [common.cell(summary_of(area), common.tags[0]) for area in alike]
    assert [cell and (cell.priorities, cell.findings) for cell in cells] == [(1, 1)] * 3
    # what each area wrote is as it was
    assert [area.register.items["EV_SKILLS"].tags for area in areas] == [("people",), ("work",), ("4", "13")]
    assert [area.register.items["EV_SKILLS"].tags for area in alike] == [("people",), ("people",), ("people", "13")]
    told = list(crosswalk_in_words(areas, walk))
    assert told == ["The pillar “Good work” of South is compared as People, by a crosswalk.",
                    "The goal “Goal 4” of West is compared as People, by a crosswalk."]
    made = rollup_of(alike, tmp_path, "All", local=False, notes=tuple(told))
    assert columns_of_priorities(made)[7] == "foundations"
    assert set(told) <= set(as_json(made)["differences"])


@pytest.mark.parametrize(("old", "new", "told"), [
    ("pillar:work", "pillar:wrok", "No book has the tag 'pillar:wrok'. Write it by dimension and id, as in 'foundation:people'. "
                                   "Did you mean 'pillar:work'? [rollup.crosswalk]"),
    ('"goal:4"', '"goal:4", "goal:4"', "The tag 'goal:4' is already compared under another. Name it once. [rollup.crosswalk]"),
    ("also", "as", "'as' is not a key that is read here."),
    ('"goal:4"]\n', '"goal:4"]\n\n[[same]]\ntag = "pillar:homes"\nalso = ["foundation:people"]\n',
     "'foundation:people' is compared under another tag, and others under it."),
])
def test_what_is_wrong_with_a_crosswalk_is_told(old: str, new: str, told: str, areas: list[AreaBook], tmp_path: Path) -> None:
    assert any(words.startswith(told) for words in walked(tmp_path, WALK.replace(old, new), areas))


def test_with_a_wrong_crosswalk_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    walk = write(tmp_path / "walk.toml", WALK.replace("goal:4", "goal:99"))
    outcome = rollup(sorted(folder.glob("*.json")), tmp_path / "out", crosswalk=walk)
    assert not outcome.good and [problem.code for problem in outcome.problems] == ["rollup.crosswalk"]
    assert not (tmp_path / "out").exists()


def test_a_tag_that_a_book_uses_otherwise_is_no_target(areas: list[AreaBook], tmp_path: Path) -> None:
    walk = read_crosswalk(write(tmp_path / "walk.toml", '[[same]]\ntag = "goal:4"\nalso = ["foundation:people"]\n'), areas)
    assert [tag.id for tag in compared_alike(areas, walk)[0].register.framework.tags] == ["clean-growth", "4"]
    north = areas[0].register
    own = write(tmp_path / "own.json", data_of(north) | {"tags": [{"id": "4", "name": "Four", "kind": "challenge"},
                                                              {"id": "people", "name": "People", "kind": "foundation"}]})
    changed, problems = read_areas([own])
    assert problems == []
    with pytest.raises(Fault, match=r"has another tag with the id '4', of its own.*\[rollup.crosswalk\]"):
        compared_alike([*changed, *areas[1:]], walk)
