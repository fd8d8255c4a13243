"""The Language Server Protocol: what an editor tells of its files, and the problems that it is told of."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from goldenthread import __version__
from goldenthread.editor.open_book import OpenBook, book_folder_of
from goldenthread.editor.problem_spans import LocatedProblem
from goldenthread.editor.text_spans import Span

PAUSE = 0.02
"""Seconds between a key and the look at the book: a word that is pasted or completed comes as several changes."""
WATCHED = ("index.md", "conf.py", "ubproject.toml", "evidence/**", "strategy/**", "docs/**")


class EditorServer(LanguageServer):
    """One editor's server. It keeps the book that the editor has open, and tells of its problems after each change.

    It only reads: files are changed by the editor alone, when its author says so.
    """

    def __init__(self, root: str) -> None:
        # pygls 2.1 parts a text at every sign that Python takes for an end of line, and would make a change on another line
        super().__init__("goldenthread", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.book: OpenBook | None = None
        self.shows_progress = False
        self._first_root = root
        self._uris: dict[str, str] = {}
        self._told: set[str] = set()
        self._changed = False
        self._looking: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="look")

    def open_book(self, places: Iterable[str | None]) -> None:
        """Find the book in which one of these folders or files lies, unless there is one already."""
        for place in places:
            if self.book is None and place and (root := book_folder_of(Path(place))):
                self.book = OpenBook(root)

    def file_of(self, uri: str) -> str:
        """The file of the book that an address names; empty for one outside it."""
        path = to_fs_path(uri)
        return self.book.file_of(Path(path)) if self.book and path else ""

    def uri_of(self, file: str) -> str:
        """The address of a file of the book, as the editor itself writes it where it has the file open."""
        assert self.book
        return self._uris.get(file) or (self.book.root / file).as_uri()

    def take(self, uri: str) -> None:
        """Take over a text as it now stands in the editor."""
        self.open_book([to_fs_path(uri)])
        if self.book and (file := self.file_of(uri)):
            self._uris[file] = uri
            self.book.unsaved[file] = self.workspace.get_text_document(uri).source
            self.look_soon()

    def leave(self, uri: str) -> None:
        """The editor has closed a file: what is on disk counts again."""
        if self.book and (file := self.file_of(uri)):
            self._uris.pop(file, None)
            self.book.unsaved.pop(file, None)
            self.look_soon()

    def look_soon(self) -> None:
        """Look at the book in a moment, and once more if it changes meanwhile."""
        self._changed = True
        if self.book and (self._looking is None or self._looking.done()):
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        assert self.book
        reading = await self._begin_progress() if self.book.loaded is None else None
        try:
            await self._look_until_unchanged(self.book)
        finally:
            if reading:
                self.work_done_progress.end(reading, lsp.WorkDoneProgressEnd())

    async def _begin_progress(self) -> str | None:
        """Tell an editor that can show it that the book is being read, which takes seconds for a large one."""
        if not self.shows_progress:
            return None
        try:
            await self.work_done_progress.create_async("reading")
        except JsonRpcException:  # an editor may refuse
            return None
        self.work_done_progress.begin("reading", lsp.WorkDoneProgressBegin("goldenthread", message="Reading the book"))
        return "reading"

    async def _look_until_unchanged(self, book: OpenBook) -> None:
        while self._changed:
            await asyncio.sleep(PAUSE)
            self._changed = False
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, book.look)
            except Exception as error:  # whatever it is, the author goes on writing
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, (
                    f"goldenthread could not look at the book ({type(error).__name__}: {error}). Nothing is lost; it looks again "
                    "after the next change. 'goldenthread check' says more.")))
            else:
                self._tell()

    async def looked(self) -> OpenBook | None:
        """The book, once it has been read for the first time."""
        if self.book and self.book.loaded is None and self._looking:
            await asyncio.shield(self._looking)
        return self.book

    def _tell(self) -> None:
        assert self.book
        by_file: dict[str, list[LocatedProblem]] = {}
        for one in self.book.problems:
            by_file.setdefault(one.problem.place.file, []).append(one)
        for file in sorted(self._told | by_file.keys()):
            diagnostics = self._diagnostics(file, by_file.get(file, ()))
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=self.uri_of(file), diagnostics=diagnostics))
        self._told = set(by_file)

    def _diagnostics(self, file: str, found: Iterable[LocatedProblem]) -> list[lsp.Diagnostic]:
        lines = self.lines_of(file)
        return [lsp.Diagnostic(
            range=self.range_of(lines, one.span), message=f"{one.problem.what} {one.problem.fix}", code=one.problem.code,
            severity=lsp.DiagnosticSeverity.Hint if one.problem.advice else lsp.DiagnosticSeverity.Error, source="goldenthread",
        ) for one in found]

    def lines_of(self, file: str) -> list[str]:
        """The lines of a file as it stands in the editor."""
        return self.book.text(file).split("\n") if self.book else []

    def range_of(self, lines: list[str], span: Span) -> lsp.Range:
        """A stretch of text in the units in which the editor counts columns, most often those of UTF-16."""
        return lsp.Range(self._position_of(lines, span.line, span.start), self._position_of(lines, span.end_line, span.end))

    def _position_of(self, lines: list[str], line: int, column: int) -> lsp.Position:
        place = lsp.Position(line, column)
        if line < len(lines) and lines[line].isascii():  # like most: pygls looks at each sign
            return place
        return self.workspace.position_codec.position_to_client_units(lines, place)

    def column_of(self, lines: list[str], position: lsp.Position) -> int:
        """The column of an editor's position, in characters."""
        if position.line >= len(lines):
            return 0
        return self.workspace.position_codec.position_from_client_units(lines, position).character

    async def watch(self) -> None:
        """Ask the editor to tell of files that change elsewhere: a table saved by a spreadsheet, another branch of Git."""
        capabilities = self.client_capabilities.workspace
        watching = capabilities.did_change_watched_files if capabilities else None
        if watching and watching.dynamic_registration:
            watchers = [lsp.FileSystemWatcher(glob_pattern=f"**/{pattern}") for pattern in WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
            await self.client_register_capability_async(lsp.RegistrationParams([lsp.Registration(
                id="book", method=lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=options)]))


def follow_files(server: EditorServer) -> None:
    """Have the server follow what the editor opens, changes and closes."""

    @server.feature(lsp.INITIALIZED)
    async def begin(_params: lsp.InitializedParams) -> None:
        window = server.client_capabilities.window
        server.shows_progress = bool(window and window.work_done_progress)
        folders: Mapping[str, object] = server.workspace.folders
        server.open_book([*map(to_fs_path, folders), server.workspace.root_path, server._first_root])
        server.look_soon()
        await server.watch()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.leave(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_params: lsp.DidSaveTextDocumentParams) -> None:
        server.look_soon()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_elsewhere(_params: lsp.DidChangeWatchedFilesParams) -> None:
        server.look_soon()

