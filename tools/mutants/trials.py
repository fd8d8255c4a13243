"""Trying mutants: the tests of a room are collected once, and every mutant gets a fork of that process to itself.

A fork costs some milliseconds where a new `pytest` costs seconds. In it the code of one function is put in place of the
right one, and the tests that run the changed lines are run, the fastest first, until one fails. What is worked out when a
module is loaded cannot be exchanged like that: such a mutant is loaded anew, with the package and the tests, in its fork.
"""

from __future__ import annotations

import functools
import gc
import importlib.util
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tools.mutants.operators import Mutant, mutated

KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
# more than any test of a room takes: what needs longer, or more memory, runs without end
EXTRA_SECONDS, TIMES_LONGER, MEMORY = 4, 4, 3 << 30
SAME_WAY_SECONDS = 3.0


class Trials:
    """A plugin of pytest that runs mutants in place of the tests.

    `note_outcome` gets each mutant with what became of it and the test that ended it, as soon as it is known.
    """

    def __init__(
        self, root: Path, mutants: Sequence[Mutant], processes: int, note_outcome: Callable[[Mutant, str, str], None]
    ) -> None:
        self.root, self.mutants, self.processes, self.note_outcome = root, mutants, processes, note_outcome
        self.broken: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests once as they are, then those that a mutant concerns, mutant by mutant."""
        if session.testsfailed:
            self.broken.append("the collection of the tests")
            return True
        files = {str(self.root / mutant.file) for mutant in self.mutants}
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            note = Path(folder, "lines.json")
            if _status(_forked(lambda: _traced(session.items, files, note), Path(folder, "as-it-is"), 900)) != 0:
                self.broken += json.loads(note.read_text()) if note.exists() else ["the tests as they are"]
                return True
            runs = {session.items[int(number)]: run for number, run in json.loads(note.read_text()).items()}
            self._try_all(runs, _functions(files), Path(folder))
        return True

    def _try_all(self, runs: dict[pytest.Item, dict[str, Any]], functions: dict[object, FunctionType], folder: Path) -> None:
        ahead = list(enumerate(self.mutants))[::-1]
        running: dict[int, tuple[Mutant, Path]] = {}
        while ahead or running:
            while ahead and len(running) < self.processes:
                number, mutant = ahead.pop()
                own = folder / str(number)
                items, anew = _items_for(self.root, mutant, runs)
                seconds = EXTRA_SECONDS + TIMES_LONGER * sum(runs[item]["seconds"] for item in items)
                work = functools.partial(_tried, self.root, mutant, items, anew, functions, own)
                running[_forked(work, own, int(seconds))] = mutant, own
            pid, status = os.wait()
            mutant, own = running.pop(pid)
            killer = (own / "killer").read_text() if (own / "killer").exists() else ""
            shutil.rmtree(own, ignore_errors=True)
            code = os.waitstatus_to_exitcode(status)
            self.note_outcome(mutant, SURVIVED if code == 0 else TIMEOUT if code < 0 else KILLED, killer)


def _forked(work: Callable[[], int], folder: Path, seconds: int) -> int:
    """The process in which some work is done, out of sight, within bounds of time and memory."""
    folder.mkdir()
    if pid := os.fork():
        return pid
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        # a test that sleeps without end uses no processor
        _alarm(10 * seconds)
        status = work()
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def _alarm(seconds: int) -> None:
    import signal

    signal.alarm(seconds)


def _status(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    return all(report.passed or report.skipped for report in runtestprotocol(item, log=False, nextitem=after))


def _traced(items: Sequence[pytest.Item], files: set[str], note: Path) -> int:
    """Run every test; note for each how long it takes and which lines of the files it runs."""
    runs, broken = {}, []
    # a cache without bound is a mark that something was done once, such as to register a plugin
    caches = [one for one in gc.get_objects()
              if isinstance(one, functools._lru_cache_wrapper) and one.cache_parameters()["maxsize"] is not None]
    for number, item in enumerate(items):
        for cache in caches:
            cache.cache_clear()  # or only the first test would seem to run what is kept
        lines: dict[str, set[int]] = {}
        begun = time.process_time()
        sys.settrace(functools.partial(_trace, files, lines))
        passed = _passes(item, items[number + 1] if number + 1 < len(items) else None)
        sys.settrace(None)
        if not passed:
            broken.append(item.nodeid)
        runs[number] = {"seconds": time.process_time() - begun, "lines": {file: sorted(held) for file, held in lines.items()}}
    note.write_text(json.dumps(broken or runs))
    return bool(broken)


def _trace(files: set[str], lines: dict[str, set[int]], frame: FrameType, event: str, _: object) -> Any:
    if frame.f_code.co_filename not in files:
        return None
    held = lines.setdefault(frame.f_code.co_filename, set())
    held.add(frame.f_lineno)

    def line(frame: FrameType, event: str, _: object) -> Any:
        held.add(frame.f_lineno)
        return line

    return line


def _items_for(root: Path, mutant: Mutant, runs: dict[pytest.Item, dict[str, Any]]) -> tuple[list[pytest.Item], bool]:
    """The tests that run what a mutant replaces, the likeliest to notice first, and whether all is to be loaded anew.

    What is at the top, or in a function that is run only while modules are loaded, may be seen by every test.
    """
    file, own = str(root / mutant.file), range(mutant.first, mutant.last + 1)
    body = range(mutant.body[0] + 1, mutant.body[1] + 1)
    if not mutant.function or not any(line in body for run in runs.values() for line in run["lines"].get(file, ())):
        return sorted(runs, key=lambda item: (file not in runs[item]["lines"], runs[item]["seconds"])), True
    ways: dict[frozenset[int], list[pytest.Item]] = {}
    for item, run in runs.items():
        lines = run["lines"].get(file, ())
        if any(line in own for line in lines):
            way = frozenset(line for line in lines if mutant.body[0] <= line <= mutant.body[1])
            ways.setdefault(way, []).append(item)
    # first the fastest test of each way through the function, the rarest way first: it is the likeliest to notice
    for one in ways.values():
        one.sort(key=lambda item: runs[item]["seconds"])
    first = [way[0] for way in sorted(ways.values(), key=len)]
    others = sorted((item for way in ways.values() for item in way[1:]), key=lambda item: runs[item]["seconds"])
    # hundreds of whole books go the same way: after so many seconds of them a mutant has survived
    spent = list(accumulate(runs[item]["seconds"] for item in others))
    return first + others[: bisect_right(spent, SAME_WAY_SECONDS)], False


def _functions(files: set[str]) -> dict[object, FunctionType]:
    """The functions of the loaded package by file, name and line, wherever they are held: in a module, a cache, a rule."""
    return {(one.__code__.co_filename, one.__code__.co_qualname, one.__code__.co_firstlineno): one
            for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename in files}


def _tried(
    root: Path, mutant: Mutant, items: Sequence[pytest.Item], anew: bool, functions: dict[object, FunctionType], folder: Path
) -> int:
    """0 when every test passes with the mutant in place."""
    if not items:
        return 0
    file = str(root / mutant.file)
    code = compile(mutated(root, mutant), file, "exec", dont_inherit=True)
    if anew:
        if fails := _loaded_anew(file, code, items):
            (folder / "killer").write_text(f"{fails.relative_to(root).as_posix()}::")
        return int(bool(fails))
    for inner in _codes(code):
        right = functions.get((file, inner.co_qualname, inner.co_firstlineno))
        if right and inner.co_qualname == mutant.function:
            right.__code__ = inner
    for item, after in zip(items, [*items[1:], None], strict=True):
        if not _passes(item, after):
            (folder / "killer").write_text(item.nodeid)
            return 1
    return 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


class _OneModule(MetaPathFinder):
    """Finds one module, and gives it other code than its file's."""

    def __init__(self, name: str, file: str, code: CodeType) -> None:
        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return code

        self.name, self.file, self.loader = name, file, Loader(name, file)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return importlib.util.spec_from_file_location(fullname, self.file, loader=self.loader) if fullname == self.name else None


def _loaded_anew(file: str, code: CodeType, items: Sequence[pytest.Item]) -> Path | None:
    """The first file of tests that does not pass with other code for a file of the package, all else being loaded anew."""
    name = next(name for name, module in sys.modules.items() if getattr(module, "__file__", None) == file)
    for loaded in [one for one in sys.modules if one.partition(".")[0] in {"goldenthread", "tests", "conftest"}]:
        del sys.modules[loaded]
    sys.meta_path.insert(0, _OneModule(name, file, code))
    # what conftest.py offers is for pages and whole builds, and takes long to load
    # the likeliest file alone, for pytest loads all the files that it is given before it runs the first test
    likeliest, *others = dict.fromkeys(str(item.path) for item in items)
    for paths in filter(None, ([likeliest], others)):
        first = _FirstFailure()
        status = pytest.main(["-x", "-q", "--noconftest", *SELECTED, *paths], plugins=[first])
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return first.path or Path(paths[0])
    return None


class _FirstFailure:
    """A plugin of pytest that notes the file of the first test that fails, or that cannot be loaded."""

    path: Path | None = None

    @pytest.hookimpl
    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector) -> None:
        self.path = self.path or node.path


SELECTED = ["-p", "no:cacheprovider", "-p", "no:xdist", "-s", "-m", "not whole_build"]


def run(root: Path, tests: Sequence[str], trials: Trials) -> list[str]:
    """Try the mutants by the tests of some folders; what broke before there was a mutant, if anything."""
    status = pytest.main([*SELECTED, "-q", "--no-header", "--no-summary", *tests], plugins=[trials])
    if status and not trials.broken:
        trials.broken.append(f"pytest ended with {status!r}")
    return trials.broken
