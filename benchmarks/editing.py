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
from benchmarks.limits import TYPED
from benchmarks.measuring import Measured

KEYS = 10
CHAPTER = "evidence/chapter-001.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """Seconds that an author waits: until the book is first looked at, and the middle of those from a key to all problems and
    to a list to choose from. `used` is the processor time of the server for a key, `held` the megabytes that it held at most.
    """

    first: float
    key: float
    offered: float
    used: float
    held: float


def run_editing_bench(sizes: Sequence[int] = ()) -> int:
    """Type in the first chapter of generated books of so many items, and print how long the answers took."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        for items in sizes or TYPED:
            root = Path(place) / f"book-{items}"
            write_bench_book(root, items)
            waits, limit = asyncio.run(_typed(root)), TYPED.get(items)
            met = f" ({'met' if waits.key <= limit else 'NOT met'}: {limit:.1f} s)" if limit else ""
            print(f"{items:6} items  opened {waits.first:6.2f} s   key to problems {waits.key:6.2f} s{met}, "
                  f"{waits.used:.2f} s of processor   key to a list {waits.offered:6.3f} s   {waits.held:.0f} MB held",
                  flush=True)
    return 0


def measure_editing(book: Path) -> Measured:
    """What one key in a chapter of a book takes until its author is told every problem. On Linux only, as `Waits.used` is."""
    waits = asyncio.run(_typed(book))
    return Measured(cpu=waits.used, wall=waits.key, memory=waits.held, written=0)


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
        for number in range(1, KEYS + 1):
            wanted["problems"] = 1 - number % 2
            told.clear()
            now = time.perf_counter()
            editor.text_document_did_change(lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version=number, uri=uri),
                [lsp.TextDocumentContentChangeWholeDocument(text if number % 2 else faulty)]))
            await told.wait()
            keys.append(time.perf_counter() - now)
        per_key = (_used_by(server) - used) / KEYS
        for _ in range(KEYS):
            now = time.perf_counter()
            await editor.text_document_completion_async(lsp.CompletionParams(
                lsp.TextDocumentIdentifier(uri), lsp.Position(faulty.count("\n") - 1, 11)))
            lists.append(time.perf_counter() - now)
        return Waits(first=first, key=median(keys), offered=median(lists), used=per_key, held=_held_by(server))


def _used_by(process: int) -> float:
    """Seconds of processor that a process has used so far, by `proc(5)`: its name, in brackets, may hold spaces."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held_by(process: int) -> float:
    """Megabytes that a process has held at most."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
