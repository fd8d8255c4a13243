"""A book kept ready to be built again: Sphinx is loaded, and the application for the next build is prepared.

Each build has an application of its own, made from the environment that the last good build wrote, exactly as in a new process;
but it is made beforehand, while the author writes. So nothing can leak from one build into the next, apart from the cache of
tables and chapters, which is keyed by their text.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goldenthread.book import LoadedBook, ReadingCache, Unreadable, read_book
from goldenthread.model import Problem
from goldenthread.rules import check_loaded
from goldenthread.site import (
    BookDomain,
    book_app,
    digest_of_setting_files,
    environment_file,
    not_published,
    tree_file,
    warnings_in_our_words,
)
from goldenthread.system import Progress, collecting_rarely, keep_problems, message_for, problem_lines, remove_tree, walk

PLACE = "build/.serve"
SHOWN = f"{PLACE}/shown"
# a prepared application, or the process, may have read something from these: a change of them requires a new process
SETTINGS = {".py", ".toml", ".bib", ".html", ".css", ".js", ".jinja", ".conf", ".cfg"}
READ_EACH_TIME = ("evidence/", "strategy/")
LEFT_OUT = "contents.left-out"
NOT_LISTED = "serve"
"""Marks, in Sphinx's environment, a page that is shown although it is in no contents; otherwise Sphinx would warn."""


def is_setting(file: str) -> bool:
    """Whether a file of the book (by its path below the root) determines how pages are made, and not only what is on them."""
    own = Path(file)
    if own.suffix == ".toml" and file != "strategy/editions.toml":  # its title and publisher are settings of Sphinx
        return not file.startswith(READ_EACH_TIME)
    return own.suffix in SETTINGS


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """The result of a build: lines that describe its problems, the number of problems, advice, and how many pages were read.

    `notes` are messages by the page on which they are shown, such as that a new chapter is not in the contents yet.
    """

    faults: tuple[str, ...] = ()
    count: int = 0
    advice: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    read: int = 0


@dataclass(slots=True)
class _Prepared:
    """An application for one build, the stack that closes it, and a digest of the files of the settings it was made with."""

    app: Any
    settings: str
    warnings: io.StringIO
    read: list[str]
    stack: ExitStack


@dataclass(slots=True)
class WarmBook:
    """The book at `root`. One build at a time, and `prepare` between builds."""

    root: Path
    progress: Progress | None = None
    _next: _Prepared | None = None
    _book: LoadedBook | None = None
    _stamps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _cache: ReadingCache = field(default_factory=ReadingCache)
    _not_listed: frozenset[str] = frozenset()

    @property
    def _work(self) -> Path:
        return self.root / PLACE

    def build(self, shown: Callable[[list[str]], None] = lambda changed: None) -> BuildResult:
        """Run every rule and make the pages. `shown` is called with the changed files as soon as all pages are ready.

        If there is a problem, nothing changes in the folder of the pages.
        """
        problems: list[Problem] = []
        with collecting_rarely():
            try:
                book = read_book(self.root, self._cache)
                problems = check_loaded(self.root, book, self._cache)
            except Unreadable as unreadable:
                problems = list(unreadable.problems)
                return BuildResult(faults=tuple(problem_lines(problems)), count=len(problems))
            finally:
                with suppress(OSError):  # the problems are shown even without the list
                    keep_problems(self.root, problems)
            notes = {problem.place.docname: str(problem) for problem in problems if problem.code == LEFT_OUT}
            advice = tuple(str(problem) for problem in problems if problem.advice)
            faults = [problem for problem in problems if not problem.advice and problem.code != LEFT_OUT]
            if faults:
                return BuildResult(faults=tuple(problem_lines(faults)), count=len(faults), advice=advice, notes=notes)
            self._not_listed = frozenset(notes)
            messages, read = self._run(book, shown)
        return BuildResult(faults=tuple(messages), count=len(messages), advice=advice, notes=notes, read=read)

    def prepare(self) -> None:
        """Make the application of the next build."""
        if self._next is None and self._book is not None and environment_file(self._work / "doctrees").is_file():
            with collecting_rarely():
                # which book it is made with does not matter: the build passes its own
                self._next = self._new(self._book, None)

    def drop(self) -> None:
        """Close an application that was prepared."""
        if self._next is not None:
            self._next.stack.close()
            self._next = None

    def _new(self, book: LoadedBook, progress: Progress | None) -> _Prepared:
        warnings, read, stack = io.StringIO(), list[str](), ExitStack()
        app = stack.enter_context(book_app(self.root, self._work, "html", "", book, warnings, progress))
        app.connect("env-before-read-docs", lambda app, env, docnames: read.extend(docnames))
        app.connect("env-updated", lambda app, env: self._mark_not_listed(env.metadata))
        return _Prepared(app, digest_of_setting_files(app), warnings, read, stack)

    def _mark_not_listed(self, metadata: Mapping[str, dict[str, Any]]) -> None:
        """Have Sphinx treat pages that are in no contents as ones that need not be, for as long as they are not."""
        for docname, held in metadata.items():
            if docname in self._not_listed:
                held.setdefault("orphan", NOT_LISTED)
            elif held.get("orphan") == NOT_LISTED:
                del held["orphan"]

    def _run(self, book: LoadedBook, shown: Callable[[list[str]], None]) -> tuple[list[str], int]:
        """Make the pages from the book that was read. Returns what went wrong, and how many pages were read."""
        from sphinx.errors import SphinxError

        self._book = book
        kept = self._begin()
        faults: list[str] = []
        try:
            if self._next is not None and self._next.settings != digest_of_setting_files(self._next.app):
                self.drop()  # such as a picture of the site, or a link that leads elsewhere
            if self._next is None:
                self._next = self._new(book, self.progress)
            prepared = self._next
            BookDomain.of(prepared.app.env).loaded = book

            def show(app: Any, exception: Exception | None) -> None:
                if exception is None and not prepared.warnings.getvalue():
                    shown(self._bring_over())

            # after all pages, but before the downloads, which nobody waits for
            prepared.app.connect("build-finished", show, priority=0)
            prepared.app.build(False)
        except (SphinxError, SystemExit) as error:
            faults.append(message_for(error, self.root))
        finally:
            if self.progress:
                self.progress.over()
        read: list[str] = []
        if self._next is not None:
            faults += warnings_in_our_words(self.root, self._next.warnings.getvalue())
            read = self._next.read
        self.drop()
        self._end(kept, faults, read)
        return faults, len(read)

    def _begin(self) -> Path:
        """Mark the work folder as unfinished and copy the environment of the last good build. Returns the path of the copy."""
        mark, environment = self._work / "unfinished", environment_file(self._work / "doctrees")
        kept = self._work / "good.pickle"
        if mark.exists():  # a build was interrupted
            for folder in ("doctrees", "html"):
                remove_tree(self._work / folder)
            kept.unlink(missing_ok=True)
        self._work.mkdir(parents=True, exist_ok=True)
        mark.touch()
        if environment.is_file():
            shutil.copyfile(environment, kept)
        return kept

    def _end(self, kept: Path, faults: list[str], read: Iterable[str]) -> None:
        """Show the downloads too; or, after a failure, go back to the environment of the last good build."""
        doctrees = self._work / "doctrees"
        if not faults:
            self._bring_over()
        elif kept.is_file():
            os.replace(kept, environment_file(doctrees))
            for docname in read:  # a page with a warning must be read again, even if its text is put back as it was
                tree_file(doctrees, docname).unlink(missing_ok=True)
        else:
            remove_tree(doctrees)
        (self._work / "unfinished").unlink()

    def _bring_over(self) -> list[str]:
        """Copy the changed files to the folder of the displayed pages, and remove those that are gone.

        Returns the names of all of these.
        """
        new, shown = self._work / "html", self.root / SHOWN
        now = dict(_stamps(new))
        if not self._stamps and shown.is_dir():
            self._stamps = {name: at for name, at in _stamps(shown) if now.get(name) == at}
            for name in {name for name, _at in _stamps(shown)} - now.keys():
                (shown / name).unlink()
        changed = [name for name, at in now.items() if self._stamps.get(name) != at]
        for name in changed:
            (shown / name).parent.mkdir(parents=True, exist_ok=True)
            waiting = shown / f"{name}.new"
            shutil.copy2(new / name, waiting)
            os.replace(waiting, shown / name)  # a browser gets the old file or the new one
        gone = self._stamps.keys() - now.keys()
        for name in gone:
            (shown / name).unlink(missing_ok=True)
        self._stamps = now
        return [*changed, *gone]


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every file below a folder that is published, with its time of change (ns) and its size."""
    for name, entry in walk(folder, not_published("html")):
        stat = entry.stat()
        # a picture is copied with the time of the author's file; `st_ctime_ns` is that of the copying
        yield name, (stat.st_mtime_ns, stat.st_size, stat.st_ctime_ns)
