"""An editor as a test plays it: the client of pygls, which starts `goldenthread lsp` and speaks with it over its pipes.

pytest-lsp would do the same; see docs/developers/decisions/editor.md for why it is not used.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

SECONDS = 20
"""How long an answer may take before a test gives up: long, for many tests share a machine."""


class Editor(LanguageClient):
    """An editor with the book at `root` open. It keeps the problems that it was last told, by file."""

    def __init__(self, root: Path) -> None:
        super().__init__("editor of a test", "1")
        self.root, self.told, self.said = root, dict[str, list[lsp.Diagnostic]](), list[str]()
        self.server_capabilities = lsp.ServerCapabilities()
        self._versions: dict[str, int] = {}
        self.progress, self.read = list[str](), asyncio.Event()
        self._heard, self._left = asyncio.Event(), asyncio.Event()
        self._code = 0

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def keep(params: lsp.PublishDiagnosticsParams) -> None:
            self.told[params.uri.removeprefix(f"{root.as_uri()}/")] = list(params.diagnostics)
            self._heard.set()

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def hear(params: lsp.ShowMessageParams) -> None:
            self.said.append(params.message)

        @self.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)
        def show(_params: lsp.WorkDoneProgressCreateParams) -> None:
            return None

        @self.feature(lsp.PROGRESS)
        def follow(params: lsp.ProgressParams) -> None:
            self.progress.append(params.value["kind"] if isinstance(params.value, dict) else params.value.kind)
            if self.progress[-1] == "end":
                self.read.set()

    async def begin(self, **capabilities: object) -> None:
        """Start a server and open the book's folder with it."""
        await self.start_io(sys.executable, "-m", "goldenthread", "lsp")
        begun = await asyncio.wait_for(self.initialize_async(lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(**capabilities), root_uri=self.root.as_uri(),  # type: ignore[arg-type]
            workspace_folders=[lsp.WorkspaceFolder(self.root.as_uri(), "book")])), SECONDS)
        self.server_capabilities = begun.capabilities
        self.initialized(lsp.InitializedParams())

    def kill_server(self) -> None:
        """End the server as an operating system does that is out of memory."""
        assert self._server  # pygls 2.1 tells of the process that it started in no other way
        self._server.kill()

    async def server_exit(self, server: asyncio.subprocess.Process) -> None:
        """The server has ended: pygls calls this."""
        self._code = server.returncode or 0
        self._left.set()

    async def left(self) -> int:
        """With what code the server ended, as soon as the editor has been told."""
        await asyncio.wait_for(self._left.wait(), SECONDS)
        return self._code

    def uri(self, file: str) -> str:
        return f"{self.root.as_uri()}/{file}"

    def at(self, file: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(file))

    def open(self, file: str, text: str | None = None) -> str:
        text = (self.root / file).read_text(encoding="utf-8") if text is None else text
        self._versions[file] = 1
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(file), "markdown", 1, text)))
        return text

    def type(self, file: str, text: str) -> None:
        self._versions[file] += 1
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(version=self._versions[file], uri=self.uri(file)),
            [lsp.TextDocumentContentChangeWholeDocument(text)]))

    def type_within(self, file: str, before: str, old: str, new: str) -> None:
        """Type something in place of what stands once in a text: the change alone, as editors send it where they may."""
        self._versions[file] += 1
        whole = self.server_capabilities.text_document_sync
        changes: list[lsp.TextDocumentContentChangeEvent] = [lsp.TextDocumentContentChangeWholeDocument(before.replace(old, new))]
        if isinstance(whole, lsp.TextDocumentSyncOptions) and whole.change == lsp.TextDocumentSyncKind.Incremental:
            start, line = before.index(old), before.count("\n", 0, before.index(old))
            column = start - (before.rfind("\n", 0, start) + 1)
            changes = [lsp.TextDocumentContentChangePartial(
                lsp.Range(lsp.Position(line, column), lsp.Position(line, column + len(old))), new)]
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(version=self._versions[file], uri=self.uri(file)), changes))

    def close(self, file: str) -> None:
        self.text_document_did_close(lsp.DidCloseTextDocumentParams(self.at(file)))

    def changed_on_disk(self, file: str, how: lsp.FileChangeType = lsp.FileChangeType.Changed) -> None:
        """Tell the server of a file that something else has changed."""
        self.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([lsp.FileEvent(self.uri(file), how)]))

    async def codes(self, file: str, *wanted: str) -> list[lsp.Diagnostic]:
        """The problems of a file as soon as they have just these codes."""
        async def heard() -> list[lsp.Diagnostic]:
            while sorted(str(one.code) for one in self.told.get(file, ())) != sorted(wanted):
                self._heard.clear()
                await self._heard.wait()
            return self.told.get(file, [])

        return await asyncio.wait_for(heard(), SECONDS)


@asynccontextmanager
async def editing(root: Path, **capabilities: object) -> AsyncIterator[Editor]:
    """An editor that has opened the folder `root`, with the server that it started; both end with the block."""
    editor = Editor(root)
    try:
        await editor.begin(**capabilities)
        yield editor
    finally:
        # also after a test has failed: a server that is left alone would be waited for without end
        with suppress(TimeoutError):
            await asyncio.wait_for(editor.shutdown_async(None), SECONDS)
        editor.exit(None)
        await asyncio.wait_for(editor.stop(), SECONDS)
