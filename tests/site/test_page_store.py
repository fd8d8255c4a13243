"""The store of what was written from what, without a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.site.page_store import CHAPTERS, FILES, Entry, PageStore

KEYS = [("items", "EV_PAY"), ("titles", "*")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "doctrees/written/html.json"


def test_what_was_written_is_known_to_the_next_build(file: Path) -> None:
    store = PageStore(file)
    assert store.get(CHAPTERS, "index") is None
    store.put(CHAPTERS, "index", "abc", KEYS)
    store.put(FILES, "register.csv", "def")
    store.save()
    again = PageStore(file)
    assert again.get(CHAPTERS, "index") == Entry("abc", tuple(KEYS))
    assert again.get(FILES, "register.csv") == Entry("def")
    assert (again.names(CHAPTERS), again.names("id")) == (["index"], [])


def test_what_is_dropped_is_known_no_longer(file: Path) -> None:
    store = PageStore(file)
    store.put(CHAPTERS, "index", "abc")
    store.drop(CHAPTERS, "index")
    store.drop(CHAPTERS, "never")
    store.save()
    assert PageStore(file).names(CHAPTERS) == []


def test_a_build_that_failed_leaves_what_it_did_not_touch(file: Path) -> None:
    first = PageStore(file)
    first.put(CHAPTERS, "index", "abc")
    first.put(CHAPTERS, "evidence/pay", "def")
    first.save()
    second = PageStore(file)
    second.put(CHAPTERS, "evidence/pay", "another")
    second.save(failed=True)
    assert PageStore(file).names(CHAPTERS) == ["index"]


def test_a_process_that_ends_while_it_writes_leaves_nothing_known(file: Path) -> None:
    first = PageStore(file)
    first.put(CHAPTERS, "index", "abc")
    first.save()
    stopped = PageStore(file)
    stopped.open_for_writing()
    assert PageStore(file).get(CHAPTERS, "index") is None
    stopped.save()
    assert PageStore(file).get(CHAPTERS, "index") == Entry("abc")


def test_nothing_is_written_when_nothing_has_changed(file: Path) -> None:
    first = PageStore(file)
    first.put(CHAPTERS, "index", "abc", KEYS)
    first.save()
    before = file.stat().st_mtime_ns, file.read_bytes()
    second = PageStore(file)
    second.put(CHAPTERS, "index", "abc", KEYS)
    second.save()
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
