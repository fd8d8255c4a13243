"""Files and folders take their places whole: whoever is killed leaves each of them as it was, or as it is to be."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from goldenthread.commands.confirm import confirm
from goldenthread.model import Fault
from goldenthread.system import swap_folders as publishing
from goldenthread.system.atomic_files import put_files
from goldenthread.system.snapshots import stamps_of_book
from goldenthread.system.swap_folders import NewFolder, publish, publish_one, recover
from goldenthread.system.work_folder import WorkFolder
from tests.books.small_book import write_book
from tests.system.test_os_errors_and_locks import of

# the files of an author


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def after_dying(monkeypatch: pytest.MonkeyPatch, at: int, do: Callable[[], object]) -> bool:
    """Do something in a process of its own that ends without a word at its n-th step on the disk; whether it did so."""
    child = os.fork()
    if not child:
        left = [at]

        def dying(real: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **named: object) -> object:
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)
                return real(*arguments, **named)

            return step

        for name in ("rename", "replace", "fsync", "unlink", "mkdir", "rmdir"):
            monkeypatch.setattr(os, name, dying(getattr(os, name)))
        for name in ("remove_tree", "_exchange"):
            monkeypatch.setattr(publishing, name, dying(getattr(publishing, name)))
        do()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_command_that_is_killed_leaves_each_file_old_or_new_and_does_the_rest_when_it_is_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def agree(root: Path) -> object:
        return confirm(root, "M20_PRI_SKILLS", "Board", "So.", date(2020, 4, 1), pin=True)

    before, due = files_of(write_book(tmp_path / "old")), write_book(tmp_path / "new")
    agree(due)
    after = files_of(due)
    changed = {name for name in after if before.get(name) != after[name]}
    assert len(changed) == 2
    step = 1
    while after_dying(monkeypatch, step, partial(agree, book := write_book(tmp_path / f"book-{step}"))):
        now = files_of(book)
        assert all(now.get(name) in (before.get(name), after[name]) for name in changed), step
        agree(book)
        left = {name: content for name, content in files_of(book).items() if not name.startswith("build/")}
        assert {**left, **{name: after[name] for name in changed}} == left == after
        step += 1
    assert step > 4


def test_when_one_file_cannot_be_put_in_place_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"old a\r\n")
    (tmp_path / "b.md").write_bytes(b"old b\n")
    before, real = files_of(tmp_path), os.replace

    def refuse(one: Path, other: Path) -> None:
        if other.name == "b.md":
            raise of(errno.EACCES)
        real(one, other)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        put_files(tmp_path, {"new.md": "new\n", "a.md": "new a\n", "b.md": "new b\n"})
    assert files_of(tmp_path) == before


def test_a_file_that_is_put_in_place_keeps_its_line_ends_its_mark_and_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeffold\r\n".encode())
    path.chmod(0o640)
    put_files(tmp_path, {"a.md": "new\nwords\n", "b/c.md": "new\n"})
    assert path.read_bytes() == "\ufeffnew\r\nwords\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "b/c.md").read_bytes() == b"new\n"


def test_what_an_author_saved_meanwhile_is_never_written_over(tmp_path: Path) -> None:
    write_book(tmp_path)
    stamps = stamps_of_book(tmp_path)
    (tmp_path / "index.md").write_text("Saved meanwhile.", encoding="utf-8")
    put_files(tmp_path, {"evidence/people.md": "New."}, stamps)  # another file
    with pytest.raises(Fault) as raised:
        put_files(tmp_path, {"index.md": "New."}, stamps)
    assert str(raised.value) == ("index.md: This was changed while the command was at work. Nothing was written. Give the same "
                                 "command again. [machine.changed]")
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == "Saved meanwhile."


# what is published


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Two folders that are published, and what is to take their places."""
    for folder, text in (("one", "old"), ("two", "old"), ("made/one", "new"), ("made/two", "new")):
        (tmp_path / folder / "below").mkdir(parents=True)
        (tmp_path / folder / "same.html").write_text("the same", encoding="utf-8")
        (tmp_path / folder / "below/page.html").write_text(f"{text} {folder}", encoding="utf-8")
    return tmp_path


def publish_both(room: Path) -> None:
    publish([NewFolder(built=room / "made" / name, target=room / name) for name in ("one", "two")])


def texts(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in files_of(folder).items()}


OLD = {name: {"same.html": "the same", "below/page.html": f"old {name}"} for name in ("one", "two")}
NEW = {name: {"same.html": "the same", "below/page.html": f"new made/{name}"} for name in ("one", "two")}


@pytest.mark.parametrize("at_once", [True, False], ids=["exchanged", "two renames"])
def test_a_kill_at_any_step_of_publishing_leaves_the_old_whole_or_the_new(
    at_once: bool, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not at_once:
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    kept, step, seen = room / "kept", 1, set()
    shutil.copytree(room, kept)
    while after_dying(monkeypatch, step, partial(publish_both, room)):
        for name in ("one", "two"):
            if at_once:  # without it, there may be nothing until the next build begins
                assert texts(room / name) in (OLD[name], NEW[name]), step
            recover(room / name)
            assert texts(room / name) in (OLD[name], NEW[name]), step
            seen.add((name, texts(room / name) == NEW[name]))
        assert {path.name for path in room.iterdir()} == {"one", "two", "made", "kept"}
        publish_both(room)
        for name in ("one", "two"):
            assert texts(room / name) == NEW[name]
            shutil.rmtree(room / name)
            shutil.copytree(kept / name, room / name)
        step += 1
    assert step > 5
    assert len(seen) == 4


@pytest.mark.parametrize("at_once", [True, False], ids=["exchanged", "two renames"])
def test_when_one_folder_cannot_be_put_in_place_none_is(at_once: bool, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = publishing._exchange if at_once else lambda one, other: False

    def refuse(one: Path, other: Path) -> bool:
        if other.name == "two":
            raise of(errno.EACCES)
        return real(one, other)

    monkeypatch.setattr(publishing, "_exchange", refuse)
    with pytest.raises(PermissionError):
        publish_both(room)
    assert {name: texts(room / name) for name in ("one", "two")} == OLD
    assert {path.name for path in room.iterdir()} == {"one", "two", "made"}


def test_what_is_published_shares_nothing_with_what_it_was_made_from(room: Path) -> None:
    publish_both(room)
    os.link(room / "one/same.html", room / "copy.html")  # somebody keeps a copy of the site that way
    (room / "one/below/page.html").write_text("edited in its place", encoding="utf-8")
    assert texts(room / "made/one") == NEW["one"]
    (room / "made/one/same.html").write_text("another", encoding="utf-8")
    assert publish_one(NewFolder(built=room / "made/one", target=room / "one")) == (2, 2)
    assert texts(room / "one") == {**NEW["one"], "same.html": "another"}
    assert (room / "copy.html").read_text(encoding="utf-8") == "the same"


def test_a_disk_without_hard_links_is_published_to_by_copies(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(one: Path, other: str) -> None:
        raise of(errno.EPERM)

    monkeypatch.setattr(os, "link", no_links)
    (room / "one/other.pdf").write_text("of another edition", encoding="utf-8")
    new = NewFolder(built=room / "made/one", target=room / "one", skip=shutil.ignore_patterns("*.html"), keep_others=True)
    assert publish_one(new) == (0, 0)
    assert texts(room / "one") == {**OLD["one"], "other.pdf": "of another edition"}
    publish_both(room)
    assert texts(room / "one") == NEW["one"]


def test_a_clock_of_whole_seconds_hides_no_change(room: Path) -> None:
    for folder in ("one", "made/one"):
        (room / folder / "same.html").write_text(f"{folder:10}", encoding="utf-8")
        os.utime(room / folder / "same.html", (1_600_000_000, 1_600_000_000))
    publish_both(room)
    assert texts(room / "one")["same.html"] == "made/one  "


def test_a_working_folder_that_is_half_taken_away_is_never_taken_for_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = 1
    while True:
        root = tmp_path / f"book-{step}"
        (root / "build/.work/html").mkdir(parents=True)
        for number in range(3):
            (root / f"build/.work/html/{number}.html").write_text("A page.", encoding="utf-8")
        WorkFolder.begin(root).close({"html": "whole"})
        assert WorkFolder.begin(root).made == {"html": "whole"}  # and is left marked, as by a build that is killed
        if not after_dying(monkeypatch, step, partial(WorkFolder.begin, root)):
            break
        work = WorkFolder.begin(root)
        assert work.made == {}, step
        assert [path.name for path in work.path.iterdir()] == ["unfinished"], step
        assert [path.name for path in (root / "build").iterdir()] == [".work"], step
        step += 1
    assert step > 5


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_published(room: Path) -> None:
    """As a picture is: it is copied with the time of the author's file."""
    picture = room / "new/picture.svg"
    picture.parent.mkdir()
    picture.write_text("one", encoding="utf-8")
    new = NewFolder(built=room / "new", target=room / "html")
    publish_one(new)
    before = picture.stat()
    picture.write_text("two", encoding="utf-8")
    os.utime(picture, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert publish_one(new)[0] == 1
    assert (room / "html/picture.svg").read_text(encoding="utf-8") == "two"
