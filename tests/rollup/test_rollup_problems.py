"""What is told when registers cannot be rolled up: every problem at once, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.commands.cli import main
from goldenthread.rollup import rollup_command as command
from goldenthread.rollup.area_books import read_areas
from goldenthread.rollup.rollup_command import rollup_of
from goldenthread.rollup.rollup_downloads import as_json
from goldenthread.rollup.rollup_pieces import RollupPage
from goldenthread.rollup.rollup_site import pages_of
from goldenthread.system import WORK
from goldenthread.system.snapshots import digest_of_inputs
from tests.books.commands import rollup
from tests.books.register_files import RegisterData, north, write
from tests.books.small_book import write_book
from tests.soundness.fuzzing import put, weighted
from tests.soundness.trials import Trials


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> RegisterData:
    return north(tmp_path_factory.mktemp("north"))


def message_of(path: Path) -> str:
    (problem,) = read_areas([path])[1]
    return str(problem)


def test_a_path_that_leads_to_no_register(tmp_path: Path) -> None:
    assert message_of(tmp_path / "x") == (
        f"{tmp_path}/x: There is nothing here. Name a book's folder, the folder of its built site, or a register.json. "
        "[rollup.missing]")
    assert "There is no register here." in message_of(tmp_path)
    write_book(tmp_path / "book")
    assert message_of(tmp_path / "book") == (
        f"{tmp_path}/book: The book here is not built. Build it first: make html, in its folder. [rollup.missing]")


@pytest.mark.parametrize("text", ["{", "[" * 100_000, b"\xff\xfe", "1" * 5000],
                         ids=["cut short", "deep", "no text", "long number"])
def test_a_register_that_is_no_json(text: str | bytes, tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert message_of(path).endswith("Build the book again: the file was cut short or changed. [rollup.unreadable]")


def test_a_register_of_another_format(data: RegisterData, tmp_path: Path) -> None:
    path = write(tmp_path / "register.json", data | {"format": 2})
    message = message_of(path)
    assert message == f"{path}: The register is of format 2, and another one is read here. Build the book with the same " \
                            "version of goldenthread as this roll-up. [rollup.format]"
    old = {key: value for key, value in data.items() if key != "format"}
    assert "of no format that it names" in message_of(write(path, old))


@pytest.mark.parametrize(("change", "words"), [
    (lambda data: data["items"][0].update(kind="poem"), 'is of the kind \'poem\', which is not among the kinds'),
    (lambda data: data["items"][1].update(id="../../x"), 'items[1].id: "../../x" does not match'),
    (lambda data: data["tags"][0].update(id="../x"), 'tags[0].id: "../x" does not match'),
    (lambda data: data["editions"][0].update(published="2020-13-01"), 'editions[0].published: "2020-13-01" is not a "date"'),
    (lambda data: data["items"][0].update(title="a\u202eb"), "items[0].title holds a character that no page can show"),
    (lambda data: data["items"][0].update(title="\ud800"), "items[0].title holds a character that no page can show"),
    (lambda data: data["items"][0]["fields"].update({"\0": "x"}), "items[0].fields holds a character that no page can show"),
    (lambda data: data.pop("datasets"), 'the whole file: "datasets" is a required property'),
    (lambda data: data["items"].append(data["items"][0]), "items: the id 'EV_SKILLS' is used twice"),
    (lambda data: data["items"][0].update(edition="1066"), "items: EV_SKILLS is of the edition '1066'"),
    (lambda data: data.update(editions=[], items=[]), "editions: there is none"),
])
def test_a_register_of_another_shape(data: RegisterData, tmp_path: Path, change: object, words: str) -> None:
    broken = deepcopy(data)
    change(broken)  # type: ignore[operator]
    message = message_of(write(tmp_path / "register.json", broken))
    assert words in message
    assert message.endswith("Build the book again, and change nothing in the file. [rollup.shape]")


def test_of_many_faults_a_few_are_told_and_the_rest_counted(data: RegisterData, tmp_path: Path) -> None:
    broken = deepcopy(data)
    for item in broken["items"]:
        item["kind"] = "A poem"
    assert f"; and {len(broken['items']) - 5} more." in message_of(write(tmp_path / "register.json", broken))


def test_a_site_that_is_older_than_its_book(data: RegisterData, tmp_path: Path) -> None:
    write_book(tmp_path)
    write(tmp_path / "build/html/register.json", data)
    write(tmp_path / WORK / "made", f"html {digest_of_inputs(tmp_path)} \n")
    assert read_areas([tmp_path])[1] == []
    write(tmp_path / "evidence/people.md", "# People\n")
    assert message_of(tmp_path) == (
        f"{tmp_path}: The book, or goldenthread itself, has changed since the site was built. Build it again (make html, in its "
        f"folder), or name its site, {tmp_path}/build/html, to take that as it is. [rollup.stale]")
    assert read_areas([tmp_path / "build/html"])[1] == []


def test_a_book_that_is_named_twice(data: RegisterData, tmp_path: Path) -> None:
    one, other = (write(tmp_path / f"{name}/register.json", data) for name in ("one", "other"))
    (first, second) = read_areas([one, one, other])[1]
    assert str(first) == f"{one}: This register is named twice. Name it once. [rollup.twice]"
    assert str(second) == (
        f"{other}: 'Strategy for North' is also the title of the book at {one}. Give each book a title of its own "
        "(strategy/editions.toml), and build it again. [rollup.twice]")


def test_every_problem_is_told_at_once_and_nothing_is_written(
    data: RegisterData, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path / "register.json", data)
    broken = write(tmp_path / "broken.json", "{")
    status = main(["rollup", str(good), str(broken), str(tmp_path / "none"), "--output", str(tmp_path / "out")])
    lines = capsys.readouterr().out.splitlines()
    assert (status, len(lines), lines[-1]) == (1, 3, "2 problems. Nothing was written.")
    assert not (tmp_path / "out").exists()


@pytest.mark.whole_build
def test_a_folder_with_anything_else_is_never_replaced(data: RegisterData, tmp_path: Path) -> None:
    register, own = write(tmp_path / "a/register.json", data), write(tmp_path / "b/letter.txt", "Dear")
    for folder, words in ((tmp_path / "b", "There is something else here than a roll-up, and it would be lost."),
                          (tmp_path / "a", "The folder holds a register that is to be read."), (own, "There is something else")):
        good, lines = rollup([register], folder)
        assert not good
        assert words in lines[0] and lines[0].endswith("with --output. [rollup.output]")
    assert own.read_text(encoding="utf-8") == "Dear"


@pytest.mark.whole_build
def test_pages_that_cannot_be_made_leave_the_old_site(
    data: RegisterData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldenthread.rollup import rollup_site as site

    def broken(here: object) -> list[object]:
        raise OSError(28, "No space left on device", "x")

    write(tmp_path / "out/rollup.json", "{}")
    monkeypatch.setattr(site.pages, "front", broken)
    good, lines = rollup([write(tmp_path / "register.json", data)], tmp_path / "out")
    assert (good, lines[-1]) == (False, "What was there before is as it was.")
    assert "[rollup.pages]" in lines[0]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["rollup.json"]
    assert command.FOLDER == "build/rollup"


TEXTS = st.text(max_size=12) | st.sampled_from([
    "2020-02-29", "9999-12-31", "javascript:alert(1)", "../x", "http://[x", "", "foundation", "evidence", "1" * 5000,
    "EV_SKILLS"])
VALUES = TEXTS | st.none() | st.booleans() | st.integers() | st.floats() | st.lists(TEXTS, max_size=3) | st.dictionaries(
    st.text(max_size=5), TEXTS, max_size=2)


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value, outermost first."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places_in(inner, (*path, key))


@pytest.mark.sound
def test_whatever_a_register_holds_it_is_refused_or_shown(data: RegisterData, trials: Trials, tmp_path: Path) -> None:
    every = [path for path in places_in(data) if path]
    texts = [path for path in every if isinstance(reduce(lambda inner, key: inner[key], path, data), str)]
    seen, whole, file = {"refused": 0, "shown": 0}, json.dumps(data), tmp_path / "register.json"

    # a change of one text is shown more often than others, and then more has to hold
    @given(changes=weighted((3, lambda: st.lists(st.tuples(st.sampled_from(texts), TEXTS), max_size=1)),
                            (1, lambda: st.lists(st.tuples(st.sampled_from(every), VALUES), max_size=3))))
    def try_one(changes: list[tuple[tuple[str | int, ...], Any]]) -> None:
        broken: Any = json.loads(whole)
        for path, value in changes:
            with suppress(LookupError, TypeError):  # an earlier change took this place away
                reduce(lambda inner, key: inner[key], path[:-1], broken)[path[-1]] = value
        put(file, json.dumps(broken).encode())
        areas, problems = read_areas([file])
        seen["refused" if problems else "shown"] += 1
        assert len(problems) == (0 if areas else 1)
        if areas:
            made = rollup_of(areas, tmp_path / "out", "Title", local=False)
            for name, (_, make) in pages_of(made).items():
                content = nodes.container("", *make(RollupPage(rollup=made, docname=name)))
                for link in content.findall(nodes.reference):
                    assert "javascript:" not in link["refuri"] and ".." not in link["refuri"].replace("../", "", 1)
            json.dumps(as_json(made))

    try_one()
    assert min(seen.values()) > 20
    trials.record("Hostile input", "A register.json is changed at random places, and rolled up", sum(seen.values()),
                "It is refused with a message, or its words are shown")
