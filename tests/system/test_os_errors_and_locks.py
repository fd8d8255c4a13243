"""What an author is told when the machine refuses, and that no file is ever half written, lost or written over."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.errors import ExtensionError, SphinxParallelError

from goldenthread import site
from goldenthread.commands import build
from goldenthread.commands.cli import main
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.documents.paper import link_targets_from_volumes, make_pdf, pandoc_process, typst_source
from goldenthread.documents.paper.pandoc_process import PandocRun, run_pandoc
from goldenthread.documents.paper.typst_process import font_folders
from goldenthread.model import Fault, Place
from goldenthread.system import locks as locking
from goldenthread.system import snapshots as inputs
from goldenthread.system.locks import alone
from goldenthread.system.os_errors import message_for
from goldenthread.system.snapshots import stamps_of_book
from tests.books.commands import build_book, intake
from tests.books.small_book import write_book
from tests.documents.node_pieces import chapter, volume
from tests.soundness.trials import Trials

ROOM = "Faults while building"
ROOT = Path(__file__).parents[1] / "books/roots/northshire"
AGAIN = "and give the same command again."
FULL = f"There is no room left on the disk to write this. Make room, {AGAIN} [machine.disk-full]"


def of(number: int, file: str = "build/html/index.html") -> OSError:
    """The error that the system gives for a file of the book."""
    return OSError(number, os.strerror(number), str(ROOT / file))


@pytest.mark.parametrize(("error", "message"), [
    (of(errno.ENOSPC), f"build/html/index.html: {FULL}"),
    (of(errno.EROFS), "build/html/index.html: The system does not let this be written or read. Close what has it open, see that "
     f"it is yours and not read-only, {AGAIN} [machine.refused]"),
    (of(errno.EEXIST, "build"), f"build: Something else stands where this file or folder is to be. Move it elsewhere, {AGAIN} "
     "[machine.in-the-way]"),
    (of(errno.ENOENT), f"build/html/index.html: This was taken away while it was needed. Leave it in its place, {AGAIN} "
     "[machine.gone]"),
    # what does not exist: only below build, where nobody else writes, was it taken away
    (of(errno.ENOENT, "evidence/people.md"), f"evidence/people.md: There is no such file or folder. Correct its name, or put it "
     f"there, {AGAIN} [machine.missing]"),
    (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(ROOT)),
     f"{ROOT.as_posix()}: There is no such file or folder. Correct its name, or put it there, {AGAIN} [machine.missing]"),
    (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/nowhere/at/all.xlsx"),
     f"/nowhere/at/all.xlsx: The folder in which this is to be does not exist. Make the folder, {AGAIN} [machine.no-folder]"),
    (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "pandoc"),
     f"pandoc: This program is not installed, or not where programs are looked for. Install it, {AGAIN} [machine.no-program]"),
    (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)),
     f"build: There is no such file or folder. Correct its name, or put it there, {AGAIN} [machine.missing]"),
    (f"error writing file: {of(errno.ENOENT, 'evidence/people.md')}", f"evidence/people.md: There is no such file or folder. "
     f"Correct its name, or put it there, {AGAIN} [machine.missing]"),
    (of(errno.EIO), f"build/html/index.html: The system says: input/output error. Look into it, {AGAIN} [machine.fault]"),
    (MemoryError(), f"build: The system had no memory left for this. Close other programs, {AGAIN} [machine.memory]"),
    (EOFError(), f"build: The system had no memory left for this. Close other programs, {AGAIN} [machine.memory]"),
    # as Sphinx hands on what went wrong in a handler, in another process, and in a warning
    (ExtensionError("A handler threw an exception", of(errno.ENOSPC)), f"build/html/index.html: {FULL}"),
    (SphinxParallelError(f"OSError: {of(errno.ENOSPC)}", ""), f"build/html/index.html: {FULL}"),
    (f"error writing file: {of(errno.ENOSPC, 'a b/ü.html')}", f"a b/ü.html: {FULL}"),
    (shutil.Error([("a", "b", str(of(errno.ENOSPC, "build/pdf/a.pdf")))]), f"build/pdf/a.pdf: {FULL}"),
    (SphinxParallelError("MemoryError", ""),
     f"build: The system had no memory left for this. Close other programs, {AGAIN} [machine.memory]"),
    # what is no trouble with the machine is left as it is
    (SphinxParallelError("KeyError: 'x'", ""), "KeyError: 'x'"),
    ("a.md:3: Unknown target name: \"x\".", "a.md:3: Unknown target name: \"x\"."),
])
def test_os_errors_and_locks_with_the_machine_is_told_in_words(error: BaseException | str, message: str) -> None:
    assert message_for(error, ROOT) == message


@pytest.mark.parametrize("command", [["check"], ["build", "html"], ["forms"], ["thread", "EV_SKILLS"], ["serve"]])
def test_a_folder_that_is_not_there_is_called_so_and_is_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    assert main(["--root", str(nowhere), *command]) == 1
    assert capsys.readouterr().out == (
        f"{nowhere}: There is no such file or folder. Correct its name, or put it there, {AGAIN} [machine.missing]\n")
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_is_not_there_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(OSError) as missing:
        subprocess.run(["no-such-program"], check=False)
    assert "[machine.no-program]" in message_for(missing.value, tmp_path)


def test_a_command_that_may_not_write_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_book(tmp_path)

    def refuse(one: Path, other: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(other))

    monkeypatch.setattr(os, "replace", refuse)
    assert main(["--root", str(tmp_path), "confirm", "M20_PRI_SKILLS", "--by", "Board", "--why", "So."]) == 1
    last_line = capsys.readouterr().out.splitlines()[-1]
    assert last_line.startswith("strategy/2020-03/")
    assert last_line.endswith("[machine.refused]")
    assert [path for path in tmp_path.rglob(".*") if path.is_file()] == []


def test_a_command_that_is_stopped_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_root: Path) -> dict[str, tuple[int, ...]]:
        raise KeyboardInterrupt

    write_book(tmp_path)
    monkeypatch.setattr(build, "stamps_of_book", stop)
    assert main(["--root", str(tmp_path), "build", "html"]) == 130
    assert capsys.readouterr().out == "The build was stopped. Each of its outputs is whole, and the next build begins anew.\n"


# one at a time


@pytest.mark.whole_build
def test_a_second_build_waits_for_the_first_and_gives_up_in_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "alone", partial(alone, seconds=0))
    with alone(tmp_path):
        assert build_book(tmp_path, ["html"]) == 1
    file = locking.lock_file("build")
    assert capsys.readouterr().out == (
        f"{file}: Another build (process {os.getpid()}) is at work on this book. Wait until it has ended, or end it, and give "
        "the same command again. [machine.busy]\nThe build failed. What was built before is as it was.\n")


def test_who_waits_is_told_for_whom(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "SECONDS_UNANNOUNCED", 0)
    with alone(tmp_path), pytest.raises(Fault), alone(tmp_path, seconds=0.2):
        pass
    assert capsys.readouterr().out == (
        f"Another build (process {os.getpid()}) is at work on this book. Waiting for it to end.\n")


def test_a_lock_holds_until_all_that_a_build_has_forked_has_ended_and_no_longer(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    builder = os.fork()
    if not builder:
        with alone(tmp_path):
            if os.fork():
                os._exit(0)  # as a build that is killed
            os.read(reading, 1)  # what it has forked is still at work
        os._exit(0)
    os.waitpid(builder, 0)
    with pytest.raises(Fault), alone(tmp_path, seconds=0):
        pass
    os.write(writing, b".")
    with alone(tmp_path):
        pass


def test_a_lock_whose_file_is_taken_away_locks_the_next_one_out_no_longer(tmp_path: Path) -> None:
    with alone(tmp_path):
        shutil.rmtree(tmp_path / "build")
        with alone(tmp_path, seconds=0):
            assert (tmp_path / locking.lock_file("build")).is_file()


def test_a_disk_without_locks_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def no_locks(_handle: int, _how: int) -> None:
        raise of(errno.ENOLCK)

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with alone(tmp_path):
        assert capsys.readouterr().out == ("build: The disk of this folder knows no locks. See that no other command builds or "
                                           "changes the book meanwhile. [machine.no-locks] (advice)\n")


@pytest.mark.sound
def test_commands_at_the_same_time_lose_no_response(tmp_path: Path, trials: Trials) -> None:
    write_book(tmp_path)
    letters = [f"Point number {number} is about something." for number in range(trials.many(4, 40))]
    running = []
    for number, words in enumerate(letters):
        file = tmp_path / f"{number}.txt"
        file.write_text(words, encoding="utf-8")
        if not (child := os.fork()):
            order = IntakeRequest(path=file, respondent="A college", received=date(2019, 10, 1), about="EV_SKILLS")
            os._exit(0 if intake(tmp_path, order, date(2019, 10, 2))[0] else 1)
        running.append(child)
    assert [os.waitpid(child, 0)[1] for child in running] == [0] * len(letters)
    kept = (tmp_path / "strategy/consultation/responses/a-college.md").read_text(encoding="utf-8")
    assert [words for words in letters if words not in kept] == []
    trials.record(ROOM, "Letters of one respondent are taken in at the same time, each by a process of its own", len(letters),
                "None was lost.")


# programs and fonts


def test_without_pandoc_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_process, "pandoc_program", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(Fault) as raised:
        run_pandoc(["--version"], "", 10)
    assert str(raised.value) == (
        "build: Pandoc, which writes the Word and PDF files, is missing or cannot be started: No such file or directory. Install "
        "it anew: pip install --force-reinstall pypandoc-binary. [machine.pandoc]")


def test_a_lack_of_the_machine_is_not_blamed_on_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(*_given: object, **_named: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(subprocess, "run", no_more)
    with pytest.raises(OSError, match="Too many open files"):
        run_pandoc([], "", 10)


def test_a_pandoc_that_lies_about_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path, tmp_path / "bin", tmp_path / ".local/bin"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pandoc").write_text("#!/bin/sh\necho pandoc 99.0\n", encoding="utf-8")
        (folder / "pandoc").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "pandoc"))
    pandoc_process.pandoc_program.cache_clear()
    assert b"99.0" not in (run_pandoc(["--version"], "", 10).output or b"99.0")


def test_a_pandoc_that_the_system_ends_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pandoc"
    program.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pandoc_process, "pandoc_program", lambda: str(program))
    with pytest.raises(Fault) as raised:
        run_pandoc([], "", 10)
    assert str(raised.value) == ("build: The system ended pandoc (signal 9), most likely for want of memory. Close other "
                                 "programs, and give the same command again. [machine.memory]")


def print_paragraph(folder: Path) -> list[str]:
    book = volume([chapter(nodes.paragraph("", "Small."))], folder)
    return [str(problem) for problem in make_pdf(book, link_targets_from_volumes([book]), folder, folder / "work")]


def test_what_pandoc_cannot_write_for_typst_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst_source, "typst_from_document", lambda *_: PandocRun(output=None, message="it is too deep"))
    with pytest.raises(Fault) as raised:
        print_paragraph(tmp_path)
    assert str(raised.value) == (
        "people.md:1: What stands here cannot be set in print: it is too deep. Say it in another way, or take it out. "
        "[paper.pandoc]")


def test_without_typst_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "typst.py").write_text("raise ModuleNotFoundError(\"No module named 'typst'\")", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Fault) as raised:
        print_paragraph(tmp_path)
    assert str(raised.value) == ("build: Typst, which sets the PDF files, is missing: No module named 'typst'. Install it anew: "
                                 "pip install --force-reinstall typst. [machine.typst]")


def test_a_font_that_is_not_whole_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, made = tmp_path / "fontpkg_thin_air", tmp_path / "fontpkg_thin_air-1.dist-info"
    folder.mkdir()
    made.mkdir()
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: fontpkg-thin-air\nVersion: 1\n", encoding="utf-8")
    (made / "RECORD").write_text("fontpkg_thin_air/Air-Italic.ttf,,4\nfontpkg_thin_air/Air.ttf,,4\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("Air.ttf", "Air-Italic.ttf"):
        (folder / name).write_bytes(b"font")
    ask = partial(font_folders, Place(file="index.md", line=1), {"Thin Air": "fontpkg_thin_air"})
    assert ask() == ([folder], [])
    message = ("index.md:1: The font 'Thin Air' is not whole: Air-Italic.ttf is missing or damaged. Install its package anew: "
            "pip install --force-reinstall fontpkg-thin-air. [paper.no-font]")
    for damage in (lambda path: path.write_bytes(b"fo"), Path.unlink):
        damage(folder / "Air-Italic.ttf")
        assert [str(problem) for problem in ask()[1]] == [message]


# while it is built


@pytest.mark.whole_build
def test_an_edition_that_no_file_is_named_by_is_said_and_nothing_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_book(tmp_path)
    assert build_book(tmp_path, ["pdf"], "2020-30") == 1
    assert capsys.readouterr().out.splitlines() == [
        "build/pdf: No file has '2020-30' in its name. Name an edition (2019-12, 2020-03), or leave '--edition' out. "
        "Did you mean '2020-03'? [build.edition]", "The build failed. What was built before is as it was."]
    assert not (tmp_path / "build/pdf").exists()


@pytest.mark.whole_build
def test_a_book_that_never_rests_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_book(tmp_path)

    def disturbed(root: Path, output: str, only: str, reading: object) -> int:
        (root / "index.md").write_text((root / "index.md").read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        return -1

    monkeypatch.setattr(site, "run_sphinx", disturbed)
    assert build_book(tmp_path, ["html"]) == 1
    changed = "index.md: This changed while the book was built. There is nothing to do: the build begins again. [build.changed]"
    assert capsys.readouterr().out.splitlines() == [
        changed, changed, changed, "build: Files changed each time while the book was built. Wait until nothing writes to them "
        "any longer, and build again. [build.restless]", "The build failed. What was built before is as it was."]
    assert not (tmp_path / "build/html").exists()


def test_a_change_and_back_is_a_change(tmp_path: Path) -> None:
    write_book(tmp_path)
    stamps, text = stamps_of_book(tmp_path), (tmp_path / "index.md").read_bytes()
    assert inputs.changed_since(tmp_path, stamps) == []
    for content in (b"another", text):
        (tmp_path / "index.md").write_bytes(content)
    assert inputs.changed_since(tmp_path, stamps) == ["index.md"]
