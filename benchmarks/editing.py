"""How long an author waits in an editor: from a key to the problems of the whole book, and to what may be written next."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from benchmarks.books import write_bench_book
from benchmarks.limits import EDIT, FIRST_LOOK, LIST, TYPED
from benchmarks.measuring import Measured, middle
from benchmarks.report import row_alone

KEYS = 10
CHAPTER = "evidence/chapter-001.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """What an author waits for, in seconds by the clock and of the server's processor: until the book is first looked at, and
    from a key to all problems and to a list to choose from. `held` is the megabytes that the server held at most.
    """

    first: tuple[float, float]
    key: tuple[float, float]
    offered: tuple[float, float]
    held: float

    def measured(self) -> dict[str, Measured]:
        """Each as a row of the report, by what it is."""
        return {case: Measured(cpu=used, wall=wall, memory=self.held, written=0)
                for case, (wall, used) in ((FIRST_LOOK, self.first), (EDIT, self.key), (LIST, self.offered))}


def run_editing_bench(sizes: Sequence[int] = (), rounds: int = 0) -> int:
    """Type in the first chapter of generated books of so many items, and print the rows of the report, medians of some rounds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        for items in sizes or TYPED:
            root = Path(place) / f"book-{items}"
            write_bench_book(root, items)
            runs = [measure_editing(root) for _ in range(rounds or 1)]
            for case in runs[0]:
                print(row_alone(items, case, middle([run[case] for run in runs])), flush=True)
    return 0


def measure_editing(book: Path) -> dict[str, Measured]:
    """What the first look, and a key in a chapter, take until an author is told every problem or offered a list, by case.

    On Linux only, as the processor time of another process is.
    """
    return asyncio.run(_typed(book)).measured()


@asynccontextmanager
async def _server(editor: LanguageClient, root: Path) -> AsyncIterator[int]:
    """A server with the book open, by its process id; it ends with the block."""
    await editor.start_io(sys.executable, "-m", "goldenthread", "lsp")
    await editor.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=root.as_uri()))
    editor.initialized(lsp.InitializedParams())
    process = editor._server  # pygls 2.1 tells the id of what it started in no other way
    assert process
    yield process.pid
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()  # type: ignore[no-untyped-call]


async def _typed(root: Path) -> Waits:
    """Type and take back a fault, again and again, and wait each time until the editor has been told of it."""
    editor, told = LanguageClient("bench", "1"), asyncio.Event()
    uri, text = f"{root.as_uri()}/{CHAPTER}", (root / CHAPTER).read_text(encoding="utf-8")
    faulty, wanted = f"{text}\nA {{value}}`nothing:here:2018`\n", {"problems": 1}

    @editor.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def hear(params: lsp.PublishDiagnosticsParams) -> None:
        if params.uri == uri and len(params.diagnostics) == wanted["problems"]:
            told.set()

    begun = time.perf_counter()
    async with _server(editor, root) as server:
        editor.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 0, faulty)))
        await told.wait()
        first, keys, lists, used = time.perf_counter() - begun, list[float](), list[float](), _used_by(server)
        first_used = used
        for number in range(1, KEYS + 1):
            wanted["problems"] = 1 - number % 2
            told.clear()
            now = time.perf_counter()
            editor.text_document_did_change(lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version=number, uri=uri),
                [lsp.TextDocumentContentChangeWholeDocument(text if number % 2 else faulty)]))
            await told.wait()
            keys.append(time.perf_counter() - now)
        per_key, used = (_used_by(server) - used) / KEYS, _used_by(server)
        for _ in range(KEYS):
            now = time.perf_counter()
            await editor.text_document_completion_async(lsp.CompletionParams(
                lsp.TextDocumentIdentifier(uri), lsp.Position(faulty.count("\n") - 1, len("A {value}`"))))
            lists.append(time.perf_counter() - now)
        per_list = (_used_by(server) - used) / KEYS
        return Waits(first=(first, first_used), key=(median(keys), per_key), offered=(median(lists), per_list),
                     held=_held_by(server))


def _used_by(process: int) -> float:
    """Seconds of processor that a process has used so far, by `proc(5)`: its name, in brackets, may hold spaces."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held_by(process: int) -> float:
    """Megabytes that a process has held at most."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
