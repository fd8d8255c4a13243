"""How long an author waits in an editor: from a key to the problems of the whole book, and to what may be written next."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from benchmarks.books import write_bench_book

LIMITS = {300: 0.2, 3000: 1.0, 10_000: 3.0}
"""Seconds from a key to the answer, by the items of the book."""
KEYS = 5
CHAPTER = "evidence/chapter-001.md"


def run_editing_bench(sizes: Sequence[int] = ()) -> int:
    """Type in the first chapter of generated books of so many items, and print how long the answers took."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        for items in sizes or LIMITS:
            root = Path(place) / f"book-{items}"
            write_bench_book(root, items)
            first, key, offered = asyncio.run(_typed(root))
            limit = LIMITS.get(items)
            met = f" ({'met' if key <= limit else 'NOT met'}: {limit:.1f} s)" if limit else ""
            print(f"{items:6} items  opened {first:6.2f} s   key to problems {key:6.2f} s{met}   key to a list {offered:6.3f} s",
                  flush=True)
    return 0


async def _typed(root: Path) -> tuple[float, float, float]:
    """Seconds until a book is first looked at, and the middle of those from a key to problems and to a list to choose from."""
    editor, told = LanguageClient("bench", "1"), asyncio.Event()
    uri, text = f"{root.as_uri()}/{CHAPTER}", (root / CHAPTER).read_text(encoding="utf-8")
    wanted = {"problems": 1}

    @editor.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def hear(params: lsp.PublishDiagnosticsParams) -> None:
        if params.uri == uri and len(params.diagnostics) == wanted["problems"]:
            told.set()

    await editor.start_io(sys.executable, "-m", "goldenthread", "lsp")
    begun = time.perf_counter()
    await editor.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=root.as_uri()))
    editor.initialized(lsp.InitializedParams())
    faulty = f"{text}\nA {{value}}`nothing:here:2018`\n"
    editor.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 0, faulty)))
    await told.wait()
    first, keys, lists = time.perf_counter() - begun, list[float](), list[float]()
    for number in range(1, 2 * KEYS + 1):
        wanted["problems"] = 1 - number % 2
        told.clear()
        now = time.perf_counter()
        editor.text_document_did_change(lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(version=number, uri=uri),
            [lsp.TextDocumentContentChangeWholeDocument(text if number % 2 else faulty)]))
        await told.wait()
        keys.append(time.perf_counter() - now)
        now = time.perf_counter()
        await editor.text_document_completion_async(lsp.CompletionParams(
            lsp.TextDocumentIdentifier(uri), lsp.Position(faulty.count("\n") - 1, 11)))
        lists.append(time.perf_counter() - now)
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()  # type: ignore[no-untyped-call]
    return first, median(keys), median(lists)
