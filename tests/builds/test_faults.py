"""What is published is the old one whole or the new one whole, whatever goes wrong, and the next build heals by itself."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from goldenthread import site
from goldenthread.documents.paper import pandoc_process
from goldenthread.documents.paper import typst_pdf as typeset
from goldenthread.documents.paper.typst_process import font_folders
from tests.books.commands import build_book
from tests.books.small_book import write_book
from tests.builds.stopping import build_apart, obey_modes
from tests.soundness.trials import Trials

ROOM = "Faults while building"
WHOLE = "Each output was the old one whole or the new one whole; the next build gave the same bytes as a clean one."
OLD = "Each output was the old one whole, the message said what was the case; the next build gave the same bytes as a clean one."
OUTPUTS = ("html", "pdf", "docx")
CSV = "evidence/data/skills-2018.csv"
VALUES = ("33.0", "31.4")
"""A value of the book, and another that it is given: each makes a form of the book of its own."""
Files = dict[str, dict[str, bytes]]


def published(root: Path) -> Files:
    """Every published file, by its output and name."""
    return {output: {path.relative_to(root / "build" / output).as_posix(): path.read_bytes()
                     for path in (root / "build" / output).rglob("*") if path.is_file()} for output in OUTPUTS}


@dataclass(frozen=True, slots=True)
class Book:
    """A built book of which both forms are known as a clean build makes them."""

    root: Path
    outputs: Sequence[str]
    clean: tuple[Files, Files]
    names: set[str]
    steps: int
    places: tuple[int, ...]
    """At which of its steps a build puts each output in its place."""

    def form(self) -> int:
        """Which of its forms is published."""
        return self.clean.index(published(self.root))

    def is_whole(self) -> bool:
        """Whether each output is one form whole or the other."""
        now = published(self.root)
        return all(now[output] in (form[output] for form in self.clean) for output in self.outputs)

    def edit(self) -> int:
        """Give the book the form that is not published, as an author would; which that is."""
        form = 1 - self.form()
        path = self.root / CSV
        path.write_text(path.read_text(encoding="utf-8").replace(VALUES[1 - form], VALUES[form]), encoding="utf-8")
        return form

    def heals(self, form: int) -> bool:
        """Whether the next build gives what a clean one gives, and leaves nothing else behind."""
        done = build_book(self.root, self.outputs) == 0
        return done and self.form() == form and {path.name for path in (self.root / "build").iterdir()} == self.names


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Book:
    """The small book, built (without its Word files in a short run); and what a clean build makes of each of its forms."""
    outputs = OUTPUTS if request.config.getoption("nightly") else OUTPUTS[:2]
    root, other = (write_book(tmp_path_factory.mktemp(name)) for name in ("book", "other"))
    (other / CSV).write_text((other / CSV).read_text(encoding="utf-8").replace(*VALUES), encoding="utf-8")
    for one in (root, other):
        assert build_book(one, outputs) == 0
    clean = published(root), published(other)
    assert all(clean[0][output] != clean[1][output] for output in outputs)
    fresh = Book(root, outputs, clean, {path.name for path in (root / "build").iterdir()}, 0, ())
    fresh.edit()
    done = build_apart(root, outputs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert fresh.form() == 1
    steps, *places = map(int, done.stdout.split("\n")[-2].split())
    return Book(root, outputs, clean, fresh.names, steps, tuple(places))


def at_night(trials: Trials, many: int = 1) -> int:
    """How often to try what is tried in the long run only: its parts are tried one by one in `test_os_errors_and_locks.py`."""
    if not trials.nightly:
        pytest.skip("a part of the long run")
    return many


def moments(book: Book, many: int, seed: int) -> Iterator[int]:
    """Steps at which to stop a build: as many before it publishes as after, and one between two outputs."""
    chance = random.Random(seed)
    yield book.places[-1]
    for number in range(1, many):
        # the count of the steps differs a little from build to build
        first, last = (book.places[0] - 150, book.steps - 30) if number % 2 else (2, book.places[0] - 150)
        yield chance.randint(first, last)


@pytest.mark.sound
def test_a_build_may_be_killed_at_any_moment(book: Book, trials: Trials) -> None:
    many = trials.many(2, 30)
    for moment in moments(book, many, seed=3):
        form = book.edit()
        done = build_apart(book.root, book.outputs, step=moment)
        assert done.returncode == -signal.SIGKILL, (moment, done.stdout)
        assert book.is_whole(), moment
        assert book.heals(form), moment
    trials.record(ROOM, "A build is killed, with all that it has started", many, WHOLE)


@pytest.mark.sound
def test_a_build_may_be_stopped_from_the_keyboard(book: Book, trials: Trials) -> None:
    many = at_night(trials, 10)
    for moment in moments(book, many, seed=4):
        form = book.edit()
        done = build_apart(book.root, book.outputs, step=moment, how=signal.SIGINT)
        assert done.returncode == 130, (moment, done.stdout, done.stderr)
        assert "The build was stopped." in done.stdout
        assert "Traceback" not in done.stderr
        assert book.is_whole(), moment
        assert book.heals(form), moment
    trials.record(ROOM, "A build is stopped by Ctrl-C", many, WHOLE)


def disk(folder: Path, *options: str) -> bool:
    """Give a folder a disk of its own, or change its size; False where that is not allowed."""
    command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def on_a_disk(book: Book) -> Iterator[Book]:
    """The book with a disk of its own for what is built."""
    kept, place = book.root / "kept", book.root / "build"
    place.rename(kept)
    place.mkdir()
    if not disk(place, "-o", "size=64m"):
        place.rmdir()
        kept.rename(place)
        pytest.skip("only the administrator may make a small disk")
    shutil.copytree(kept, place, dirs_exist_ok=True)
    yield book
    subprocess.run(["umount", str(place)], check=True)
    place.rmdir()
    kept.rename(place)


@pytest.mark.sound
def test_a_disk_may_be_full_at_any_moment(on_a_disk: Book, trials: Trials) -> None:
    book, chance, many = on_a_disk, random.Random(5), trials.many(1, 20)
    place = book.root / "build"
    for _ in range(many):
        before, form = book.form(), book.edit()
        room = os.statvfs(place)
        used = (room.f_blocks - room.f_bfree) * room.f_frsize
        assert disk(place, "-o", f"remount,size={used + chance.randrange(110 * len(book.outputs)) * 1024}")
        done = build_apart(book.root, book.outputs)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "[machine.disk-full]" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
        assert book.form() == before
        assert disk(place, "-o", "remount,size=64m")
        assert book.heals(form)
    trials.record(ROOM, "The disk is full while a book is built", many, OLD)


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.sound
def test_a_file_may_be_larger_than_there_is_room_for(book: Book, trials: Trials) -> None:
    chance, many = random.Random(6), at_night(trials, 10)
    for _ in range(many):
        before, form = book.form(), book.edit()
        done = build_apart(book.root, book.outputs, first=limited(chance.randrange(30_000)))
        assert done.returncode == 1, done.stdout + done.stderr
        assert "[machine.disk-full]" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
        assert book.form() == before
        assert book.heals(form)
    trials.record(ROOM, "No file may grow beyond a size", many, OLD)


@pytest.mark.sound
@pytest.mark.parametrize("folder", ["build", "build/.work"])
def test_a_folder_may_be_read_only(folder: str, book: Book, trials: Trials) -> None:
    if folder != "build":
        at_night(trials)
    before, form = book.form(), book.edit()
    (book.root / folder).chmod(0o555)
    done = build_apart(book.root, book.outputs, first=obey_modes)
    (book.root / folder).chmod(0o755)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.startswith(f"{folder}/")
    assert "[machine.refused]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert book.form() == before
    assert book.heals(form)
    trials.record(ROOM, f"The folder {folder} is read-only", 1, OLD)


@pytest.mark.sound
@pytest.mark.parametrize("name", ["build/html", "build", "build/.work"])
def test_something_else_may_stand_where_a_folder_is_to_be(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], trials: Trials
) -> None:
    if name == "build/.work":
        at_night(trials)
    path = write_book(tmp_path) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("An author's file.", encoding="utf-8")
    if name == "build/.work":  # what is there is never anybody's own
        assert build_book(tmp_path, ["html"]) == 0
    else:
        assert build_book(tmp_path, ["html"]) == 1
        assert capsys.readouterr().out.startswith(f"{name}: Something else stands where this file or folder is to be.")
        assert path.read_text(encoding="utf-8") == "An author's file."
    trials.record(ROOM, f"A file stands where the folder {name} is to be", 1, "It was left alone, or was the working folder's.")


@pytest.mark.sound
@pytest.mark.parametrize("missing", ["pandoc", "typst", "a font"])
def test_a_program_or_a_font_may_be_missing(
    missing: str, book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trials: Trials
) -> None:
    at_night(trials)
    before, form = book.form(), book.edit()
    with monkeypatch.context() as patch:
        if missing == "pandoc":
            patch.setattr(pandoc_process, "pandoc_program", lambda: str(tmp_path / "pandoc"))
        elif missing == "typst":
            (tmp_path / "typst.py").write_text("raise ModuleNotFoundError(\"No module named 'typst'\")", encoding="utf-8")
            patch.setenv("PYTHONPATH", str(tmp_path))
        else:
            patch.setattr(typeset, "font_folders", lambda place: font_folders(place, {"Thin Air": "fontpkg_thin_air"}))
        assert build_book(book.root, book.outputs) == 1
    output = capsys.readouterr().out
    assert {"pandoc": "[machine.pandoc]", "typst": "[machine.typst]", "a font": "[paper.no-font]"}[missing] in output
    assert output.endswith("The build failed. What was built before is as it was.\n")
    assert book.form() == before
    assert book.heals(form)
    trials.record(ROOM, f"{missing[0].upper()}{missing[1:]} is missing", 1, OLD)


@pytest.mark.sound
@pytest.mark.parametrize("back", [False, True], ids=["changed", "changed and back"])
def test_a_file_may_change_while_the_book_is_built(
    back: bool, book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, trials: Trials
) -> None:
    if not back:
        at_night(trials)
    path, real, calls = book.root / CSV, site.run_sphinx, list[str]()
    form = book.edit()
    text = path.read_text(encoding="utf-8")

    def disturbed(root: Path, output: str, *others: object) -> int:
        calls.append(output)
        if len(calls) == 1:  # after the book was read and before Sphinx reads it
            path.write_text(text.replace(VALUES[form], VALUES[1 - form]), encoding="utf-8")
        done = real(root, output, *others)  # type: ignore[arg-type]
        if len(calls) == 1 and back:
            path.write_text(text, encoding="utf-8")
        return done

    monkeypatch.setattr(site, "run_sphinx", disturbed)
    assert build_book(book.root, book.outputs) == 0
    assert capsys.readouterr().out.startswith(f"{CSV}: This changed while the book was built.")
    assert calls == [*book.outputs] * 2
    assert book.form() == (form if back else 1 - form)
    trials.record(ROOM, "A file is changed, or changed and put back, while the book is built", 1,
                "The build noticed, began again, and published the book as it then was.")


@pytest.mark.sound
def test_two_builds_may_be_started_at_once(book: Book, trials: Trials) -> None:
    many = at_night(trials, 10)
    for _ in range(many):
        form = book.edit()
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(build_apart, book.root, book.outputs) for _ in range(2)]
        done = [one.result() for one in both]
        assert [one.returncode for one in done] == [0, 0], [one.stdout + one.stderr for one in done]
        assert sum("build/html: 0 pages read, 0 of" in one.stdout for one in done) == 1
        assert book.form() == form
    trials.record(ROOM, "Two builds are started at once", many,
                "One waited for the other and found nothing to do; the new was whole.")


@pytest.mark.sound
@pytest.mark.parametrize("damage", ["taken away", "cut short"])
def test_the_working_folder_may_lose_something(damage: str, book: Book, trials: Trials) -> None:
    if damage == "taken away":
        at_night(trials)
    before = book.form()
    page = book.root / "build/.work/html/evidence/people.html"
    if damage == "taken away":
        page.unlink()
    else:  # as after a power cut
        page.write_bytes(b"")
    assert book.heals(before)
    trials.record(ROOM, f"A page in the working folder is {damage}", 1, "The next build gave the same bytes as a clean one.")
