"""Watching a book's files: at each change the pages are made again, and the browsers that show them are told."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchfiles import awatch

from goldenthread.commands.serve.warm_book import is_setting
from goldenthread.model import number_of
from goldenthread.system import BOOK_FOLDERS, PACKAGE, digest_of_code, stamps_of_book

# by default a line in asyncio's streams may have 64 KiB, and an answer contains every message of a book
LONGEST_ANSWER = 1 << 26
CODE = "the tool itself"


@dataclass(slots=True)
class PagesState:
    """The state of the displayed pages, as sent to the script in each of them.

    `made` counts how often the pages changed, `later` how often the downloads did; `faults` are lines about the `count` problems
    that prevent the pages from being made, and `busy` says that they are being made now. `notes` are messages by the page on
    which they are shown.
    """

    made: int = 0
    later: int = 0
    faults: tuple[str, ...] = ()
    count: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    busy: bool = True
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def update(self, **values: Any) -> None:
        """Set these fields, and wake everyone who waits for a change."""
        for name, value in values.items():
            setattr(self, name, value)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def as_json(self) -> str:
        return json.dumps({"made": self.made, "later": self.later, "faults": self.faults, "count": self.count,
                           "notes": dict(self.notes), "busy": self.busy})

    async def next_change(self, seconds: float) -> None:
        """Wait for a change, but no longer than so many seconds."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return


@dataclass(slots=True)
class Watcher:
    """Has the pages of the book at `root` made by another process, at the start and after each change; `say` prints a line."""

    root: Path
    state: PagesState
    say: Callable[[str], None]
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _process: asyncio.subprocess.Process | None = None
    _advice: tuple[str, ...] = ()
    _faulty: bool = False

    async def watch(self) -> None:
        """Watch the files, and have the pages made, until this is cancelled or watching ends."""
        watching = asyncio.create_task(self._watch_files())
        stamps: dict[str, tuple[int, ...]] | None = None
        code = ""
        try:
            while True:
                now, code_now = await asyncio.to_thread(_stamps_now, self.root)
                known, stamps = stamps, now
                changed = sorted(name for name in {*(known or ()), *now} if (known or {}).get(name) != now.get(name))
                changed += [CODE] if code and code != code_now else []
                code = code_now
                if changed or known is None:
                    await self._make(changed if known is not None else [])
                elif not await self._woken(watching):
                    return
        finally:
            watching.cancel()
            await self._kill()

    async def _woken(self, watching: asyncio.Task[None]) -> bool:
        """Wait for a change; False when the files can be watched no longer."""
        waked = asyncio.create_task(self._wake.wait())
        await asyncio.wait({waked, watching}, return_when=asyncio.FIRST_COMPLETED)
        waked.cancel()
        if watching.done():
            self.say(f"The files can no longer be watched for changes: {watching.exception()}.")
            return False
        self._wake.clear()
        return True

    async def _watch_files(self) -> None:
        """Wake the other task at each change.

        That task finds out itself what changed, so that nothing is missed while pages are made.
        """
        while True:
            # not everything below the root: the files that a build writes would trigger the next build
            folders = [path for name in BOOK_FOLDERS if (path := self.root / name).is_dir() and not path.is_symlink()]
            async for paths in _merged(awatch(self.root, recursive=False, debounce=200, step=20),
                                       awatch(*folders, PACKAGE, debounce=200, step=20)):
                self._wake.set()
                if any(path.parent == self.root and (path.is_dir() or path in folders) for path in paths):
                    break  # a folder was added or removed

    async def _make(self, changed: list[str]) -> None:
        if changed:
            self.say(f"Changed: {', '.join(changed[:3])}{f' and {len(changed) - 3} more' if len(changed) > 3 else ''}.")
        if any(name == CODE or is_setting(name) for name in changed):
            await self._kill()
        self.state.update(busy=True)
        # the process may have ended since its last answer, for example if settings were saved while it prepared
        for _attempt in range(2 if self._process is not None else 1):
            try:
                self._done(await self._answer())
                return
            except ConnectionError:
                await self._kill()
        self._done({"faults": ["The process that makes the pages ended unexpectedly. Save again, and it starts anew."],
                    "count": 1, "advice": [], "notes": {}, "read": 0})

    async def _answer(self) -> dict[str, Any]:
        """The result of a build. Raises `ConnectionError` if the process that makes the pages has ended."""
        process = await self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b"make\n")
        await process.stdin.drain()
        while line := await process.stdout.readline():
            answer: dict[str, Any] = json.loads(line)
            if answer["event"] == "done":
                return answer
            self.state.update(made=self.state.made + 1, faults=(), count=0)
        raise ConnectionError

    def _done(self, result: dict[str, Any]) -> None:
        faults, notes = tuple(result["faults"]), result["notes"]
        advice = (*result["advice"], *notes.values())
        recovered, self._faulty = self._faulty and not faults, bool(faults)
        for line in [*faults, *(f"{line} (advice)" for line in advice if line not in self._advice)]:
            self.say(line)
        self._advice = advice
        if faults:
            stay = "The pages stay as they were." if self.state.made else "The pages are made once this is mended."
            self.say(f"{number_of(result['count'], 'problem')}. {stay}")
        else:
            count = result["read"]
            self.say(f"{'Mended. ' if recovered else ''}The pages are up to date; {number_of(count, 'page')} read.")
        self.state.update(faults=faults, count=result["count"], notes=notes, busy=False, later=self.state.later + (not faults))

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            # nothing in the current folder, which may be the book's, is imported as a module
            isolation = "-I" if sys.flags.isolated else "-P"
            # in a session of its own, so that `_kill` ends the processes that Sphinx forks as well
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, isolation, "-m", "goldenthread.commands.serve.worker", str(self.root),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                limit=LONGEST_ANSWER, env=environment, start_new_session=True)
        return self._process

    async def _kill(self) -> None:
        """End the process that makes pages, with those that it has started."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            if sys.platform == "win32":
                process.kill()
            else:
                with suppress(ProcessLookupError):  # it may have ended without asyncio knowing yet
                    os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


def _stamps_now(root: Path) -> tuple[dict[str, tuple[int, ...]], str]:
    while True:
        try:
            return stamps_of_book(root), digest_of_code()
        except FileNotFoundError:  # an editor's temporary file has gone again
            continue


async def _merged(*watches: AsyncIterator[set[tuple[Any, str]]]) -> AsyncIterator[list[Path]]:
    """The changes seen by any of several watches."""
    waiting = {asyncio.ensure_future(anext(watch)): watch for watch in watches}
    try:
        while True:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                watch = waiting.pop(one)
                waiting[asyncio.ensure_future(anext(watch))] = watch
                yield [Path(path) for _kind, path in one.result()]
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
