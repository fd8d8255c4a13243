"""Serving: what is on show is what a clean build makes, comes by itself, and says what is wrong for as long as it is."""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser
from sphinx.errors import ExtensionError

from goldenthread.commands.serve import worker
from goldenthread.commands.serve.serve_command import serve
from goldenthread.commands.serve.server import pages_app, with_script
from goldenthread.commands.serve.warm_book import SHOWN, BuildResult, WarmBook, is_setting
from goldenthread.commands.serve.watcher import PagesState, Watcher
from goldenthread.model import Fault
from goldenthread.system.console import Progress
from goldenthread.system.locks import alone
from goldenthread.system.snapshots import changed_since, stamps_of_book
from tests.books.commands import build_book
from tests.books.edits import Draft, one_edit
from tests.books.edits import write_book as write_long_book
from tests.books.edits.words import PICTURE
from tests.books.small_book import changed, write_book
from tests.soundness.trials import Trials

PEOPLE = "evidence/people.md"
LONG = 60_000  # milliseconds, on a machine that does much else
ROOT = Path(__file__).parents[2]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def clean_build(root: Path, place: Path) -> dict[str, bytes]:
    """The pages of the same book, built from nothing elsewhere."""
    shutil.copytree(root, place, ignore=shutil.ignore_patterns("build"))
    assert build_book(place, ["html"]) == 0
    return files_in(place / "build/html")


@pytest.mark.sound
def test_after_any_edits_what_is_on_show_is_what_a_clean_build_makes(tmp_path: Path, trials: Trials) -> None:
    series, edits = trials.many(1, 25), 5
    for seed in range(series):
        root, random = tmp_path / f"{seed}/book", Random(seed)
        write_long_book(root, 40, seed)
        draft, book = Draft(root, random), WarmBook(root)
        log = [f"seed {seed}"]
        assert book.build().faults == ()
        book.prepare()
        for _ in range(edits):
            before = stamps_of_book(root)
            log.append(one_edit(draft)[0])
            if any(is_setting(name) for name in changed_since(root, before)):
                book.drop()  # the server takes another process
                book = WarmBook(root)
            assert book.build().faults == (), log
            book.prepare()
        # what Sphinx itself warns of, and not a rule
        on_show = files_in(root / SHOWN)
        draft.keep()
        draft.change("evidence/index.md", r"\Z", "\nA lost [page](nowhere.md).\n")
        assert "nowhere.md" in book.build().faults[0]
        assert files_in(root / SHOWN) == on_show, log
        draft.undo()
        book.prepare()
        assert book.build().faults == (), log
        book.drop()
        assert files_in(root / SHOWN) == clean_build(root, tmp_path / f"{seed}/clean/book"), log
        shutil.rmtree(tmp_path / str(seed))
    trials.record("Nothing stale", f"{edits} edits, each served by the same process, and one that failed", series,
                "The pages on show are, byte for byte, those of a build from nothing.")


def test_a_fault_leaves_what_is_on_show_and_a_stopped_build_heals(tmp_path: Path) -> None:
    write_book(tmp_path)
    stream = io.StringIO()
    book, shown = WarmBook(tmp_path, Progress(stream)), list[list[str]]()
    assert book.build(shown.append).faults == ()
    assert stream.getvalue() == "Reading 7 pages.\nWriting pages.\nWriting the records of items and tables.\n"
    assert "evidence/people.html" in shown[0]
    before = files_in(tmp_path / SHOWN)
    write_book(tmp_path, changed(PEOPLE, ":confidence: high", ":confidence: sure"))
    assert [fault.rpartition(" ")[2] for fault in book.build(shown.append).faults] == ["[item.choice]"]
    assert len(shown) == 1
    assert files_in(tmp_path / SHOWN) == before
    # as after a process that was ended in the middle of a build
    (tmp_path / "build/.serve/unfinished").touch()
    (tmp_path / "build/.serve/html/index.html").write_text("half a page", encoding="utf-8")
    write_book(tmp_path)
    again = WarmBook(tmp_path)
    assert again.build().read == 7
    assert files_in(tmp_path / SHOWN) == before


@pytest.mark.parametrize(("file", "setting"), [
    ("conf.py", True), ("ubproject.toml", True), ("strategy/framework.toml", False), ("strategy/editions.toml", True),
    ("evidence/references.bib", True), ("docs/templates/page.html", True), ("evidence/people.md", False),
    ("evidence/data/skills-2018.csv", False), ("evidence/data/skills-2018.toml", False),
    ("strategy/2020-03/agreed.toml", False), ("evidence/chart.svg", False), ("evidence/people.md~", False),
])
def test_only_what_says_how_pages_are_made_asks_for_a_new_process(file: str, setting: bool) -> None:
    assert is_setting(file) is setting


def test_the_script_is_added_once_and_in_the_head() -> None:
    page = "<html><head><title>T</title></head><body><pre>&lt;/head></head></pre></body></html>"
    assert with_script(page, 3) == (
        '<html><head><title>T</title><script src="/-serve/serve.js" data-made="3" defer></script></head>'
        "<body><pre>&lt;/head></head></pre></body></html>")
    assert 'data-made="3" data-page="evidence/people" defer>' in with_script(page, 3, "evidence/people")


async def answer(app: Any, method: str, path: str) -> tuple[int, dict[bytes, bytes]]:
    """The status and the headers of one answer of a web application."""
    sent, asked = list[dict[str, Any]](), [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not asked:
            await asyncio.Event().wait()  # who asks stays until the answer is whole
        return asked.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app({"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path, "root_path": "",
               "raw_path": b"", "query_string": b"", "scheme": "http", "headers": [(b"host", b"127.0.0.1")]}, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"])


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/people.html", 200), ("HEAD", "/people.html", 200), ("GET", "/style.css", 200), ("GET", "/lost.html", 404),
    ("GET", "/\0", 404), ("GET", "/people.html\0.css", 404), ("GET", f"/{'a' * 5_000}", 404), ("GET", "/a" * 3_000, 404),
    ("GET", f"/{'é' * 200}", 404), ("GET", "/../secret", 404), ("GET", "/people.html/x", 404), ("GET", "/\udcff", 404),
    ("POST", "/people.html", 405), ("PUT", "/style.css", 405), ("DELETE", "/lost.html", 405), ("POST", "/-serve/events", 405),
])
def test_whatever_is_asked_for_has_an_answer(method: str, path: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    for name in ("people.html", "style.css"):
        (tmp_path / "pages" / name).write_text("<html><head></head></html>", encoding="utf-8")
    state = PagesState()
    state.made = 1
    given, headers = asyncio.run(answer(pages_app(tmp_path / "pages", state, lambda: False), method, path))
    assert given == status
    assert given != 405 or b"GET" in headers[b"allow"]


def test_a_picture_that_becomes_a_link_while_the_next_build_is_ready_is_shown(tmp_path: Path) -> None:
    text = changed(PEOPLE, "# People\n", "# People\n\n![A dot](dot.svg)\n")
    root = write_book(tmp_path, {**text, "evidence/dot.svg": PICTURE.format(at=5), "kept/other.svg": PICTURE.format(at=5)})
    book = WarmBook(root)
    assert book.build().faults == ()
    book.prepare()
    (root / "evidence/dot.svg").unlink()
    (root / "evidence/dot.svg").symlink_to("../kept/other.svg")
    assert book.build().faults == ()
    book.drop()
    (picture,) = (root / SHOWN / "_images").iterdir()
    # as a build from nothing names it
    assert picture.name == "other.svg"
    assert 'src="../_images/other.svg"' in (root / SHOWN / "evidence/people.html").read_text(encoding="utf-8")


def test_a_chapter_that_stands_in_no_contents_yet_is_shown_with_a_note(tmp_path: Path) -> None:
    write_book(tmp_path)
    (tmp_path / "evidence/homes.md").write_text("# Homes\n\nHomes are few.\n", encoding="utf-8")
    book = WarmBook(tmp_path)
    result = book.build()
    assert result.faults == ()
    assert list(result.notes) == ["evidence/homes"]
    assert result.notes["evidence/homes"].startswith("evidence/homes.md:1: No table of contents leads")
    assert "Homes are few." in (tmp_path / SHOWN / "evidence/homes.html").read_text(encoding="utf-8")
    book.prepare()
    write_book(tmp_path, changed("evidence/index.md", "people\n", "people\nhomes\n"))
    result = book.build()
    assert (result.faults, dict(result.notes)) == ((), {})
    assert files_in(tmp_path / SHOWN) == clean_build(tmp_path, tmp_path.with_name(f"{tmp_path.name}-clean"))


def test_a_process_that_ended_after_its_last_answer_is_replaced_unseen(tmp_path: Path) -> None:
    async def make() -> list[str]:
        watcher = Watcher(write_book(tmp_path), PagesState(), said.append)
        watcher._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import sys; sys.stdin.readline()", stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, start_new_session=True)
        await watcher._make([])
        await watcher._kill()
        return said

    said: list[str] = []
    assert asyncio.run(make()) == ["The pages are up to date; 7 pages read."]


def test_settings_that_break_while_the_next_build_is_prepared_bring_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def prepare(book: WarmBook) -> None:
        raise ExtensionError("a setting of conf.py")

    monkeypatch.setattr(WarmBook, "build", lambda book, shown: BuildResult(read=7))
    monkeypatch.setattr(WarmBook, "prepare", prepare)
    monkeypatch.setattr(sys, "stdin", io.StringIO("make\nmake\n"))
    answers = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        worker.build_when_asked(WarmBook(tmp_path), answers)
    assert ended.value.code == 1
    assert [json.loads(line)["event"] for line in answers.getvalue().splitlines()] == ["done"]
    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_said_and_another_one_offered(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = serve(tmp_path, port)
    assert not outcome.good
    (line,) = outcome.printed()
    assert line.startswith(f"port {port}: The port cannot be had: another program has it, or it is not for everyone. Port ")
    assert "is free: give --port " in line and line.endswith("[serve.port]")


def test_a_book_is_served_once_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path, "serve"), pytest.raises(Fault, match="Another 'goldenthread serve'"):
        serve(tmp_path, None)


@contextmanager
def serving(root: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command at work: its process, and the address that it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-u", "-m", "goldenthread", "--root", str(root), "serve"], env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            while "http" not in line:
                assert line, "it ended before it began"
                line = process.stdout.readline()
            yield process, line.split(" at ")[1].split(",")[0]
        finally:
            process.kill()


@pytest.mark.browser
def test_a_change_comes_up_by_itself_and_a_fault_shows_until_it_is_mended(tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    faulty = changed(PEOPLE, "skills-2018:north:2018", "skills-2018:north:2071")
    write_book(tmp_path, faulty)
    with serving(tmp_path) as (process, address):
        page.goto(f"{address}evidence/people.html")
        page.get_by_role("heading", name="The pages cannot be made yet").wait_for(timeout=LONG)
        assert "2071" in page.get_by_role("alert").inner_text()
        write_book(tmp_path)
        page.get_by_role("heading", name="People", level=1).wait_for(timeout=LONG)
        assert page.get_by_role("alert").count() == 0

        write_book(tmp_path, changed(PEOPLE, "The share was", "The share this time was"))
        page.get_by_text("The share this time was 33.0%").wait_for(timeout=LONG)
        write_book(tmp_path, faulty)
        page.get_by_role("alert").wait_for(timeout=LONG)
        assert page.get_by_role("alert").get_by_role("listitem").inner_text().startswith("evidence/people.md:12: ")
        assert "The share this time was 33.0%" in page.locator("body").inner_text()
        write_book(tmp_path)
        page.get_by_role("alert").wait_for(state="hidden", timeout=LONG)
        page.get_by_text("The share was 33.0%").wait_for(timeout=LONG)
        assert "serve.js" not in (tmp_path / SHOWN / "evidence/people.html").read_text(encoding="utf-8")
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=60)[0]
    page.close()
    assert process.returncode == 0
    assert output.endswith("Serving has ended.\n")
    assert "Mended. The pages are up to date" in output
