"""The features of the language server: what an editor asks, answered from what is known of the book."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from goldenthread.book import LoadedBook, naming_files, why_not_renamed
from goldenthread.editor.completions import Completion, completions
from goldenthread.editor.cursor import cursor_at
from goldenthread.editor.hovers import hover_text, rules_behind
from goldenthread.editor.language_server import EditorServer, follow_files
from goldenthread.editor.names import LED_TO, Named, definitions, leads_to, named_at, occurrences
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.outlines import lenses, outline, symbols
from goldenthread.editor.quick_fixes import quick_fixes
from goldenthread.editor.text_spans import Change, FileMove, SpanInFile, TextChange, in_line

KINDS_OF_COMPLETION = {
    "value": lsp.CompletionItemKind.Value, "item": lsp.CompletionItemKind.Reference, "dataset": lsp.CompletionItemKind.Struct,
    "reference": lsp.CompletionItemKind.Reference, "file": lsp.CompletionItemKind.File, "option": lsp.CompletionItemKind.Property,
    "heading": lsp.CompletionItemKind.Reference, "term": lsp.CompletionItemKind.Text,
    "directive": lsp.CompletionItemKind.Keyword, "role": lsp.CompletionItemKind.Keyword,
    "word": lsp.CompletionItemKind.EnumMember}
KINDS_OF_SYMBOL = {"heading": lsp.SymbolKind.String, "table": lsp.SymbolKind.Struct, "entry": lsp.SymbolKind.Key}
MOST_SYMBOLS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor asks about: the book as it was last read, a file of it, its text as it stands now, and a place in it."""

    open: OpenBook
    book: LoadedBook
    file: str
    text: str
    line: int
    column: int

    def named(self) -> Named | None:
        return named_at(self.book, self.file, self.text, self.line, self.column)


async def asked(server: EditorServer, uri: str, position: lsp.Position | None = None) -> Asked | None:
    """What a question is about; None for a file outside the book, or before the book could be read."""
    opened = await server.looked()
    file = server.file_of(uri)
    if opened is None or opened.loaded is None or not file:
        return None
    text, place = opened.text(file), position or lsp.Position(0, 0)
    return Asked(opened, opened.loaded, file, text, place.line, server.column_of(text.split("\n"), place))


def new_server(root: str) -> EditorServer:
    """A server with all its features, which begins with the book at `root` where the editor names no folder."""
    server = EditorServer(root)
    follow_files(server)
    _answer_while_writing(server)
    _answer_where_things_are(server)
    _answer_what_there_is(server)
    _change(server)
    return server


def _answer_while_writing(server: EditorServer) -> None:
    triggers = ["`", ":", " ", ",", "{", "<", "=", "(", "#", "/"]

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=triggers))
    async def complete(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        about = await asked(server, params.text_document.uri, params.position)
        if about is None:
            return None
        cursor = cursor_at(about.file, about.text, about.line, about.column)
        found = completions(about.book, about.open.root, about.file, cursor)
        lines = about.text.split("\n")
        return lsp.CompletionList(is_incomplete=True, items=[
            _completion(server, about, lines, number, one) for number, one in enumerate(found) if one.replaces <= about.column])

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        about = await asked(server, params.text_document.uri, params.position)
        if about is None:
            return None
        named = about.named()
        here = [one for one in about.open.problems if one.problem.place.file == about.file]
        said = [hover_text(about.book, named) if named else "", rules_behind(here, about.line, about.column)]
        if not any(said):
            return None
        where = server.range_of(about.text.split("\n"), named.span) if named else None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n".join(filter(None, said))), where)


def _completion(server: EditorServer, about: Asked, lines: list[str], number: int, one: Completion) -> lsp.CompletionItem:
    where = server.range_of(lines, in_line(about.line, about.column - one.replaces, about.column))
    return lsp.CompletionItem(
        label=one.text.strip(), detail=one.beside or None, kind=KINDS_OF_COMPLETION[one.kind], sort_text=f"{number:06}",
        filter_text=one.text, documentation=one.more or None, text_edit=lsp.TextEdit(where, one.text),
        label_details=lsp.CompletionItemLabelDetails(description=one.beside[:60]) if one.beside else None)


def _answer_where_things_are(server: EditorServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def define(params: lsp.DefinitionParams) -> list[lsp.Location]:
        about = await asked(server, params.text_document.uri, params.position)
        named = about.named() if about else None
        return locations(server, definitions(about.book, about.open.root, named)) if about and named else []

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: lsp.ReferenceParams) -> list[lsp.Location]:
        about = await asked(server, params.text_document.uri, params.position)
        named = about.named() if about else None
        if about is None or named is None:
            return []
        if named.kind in LED_TO:
            return locations(server, leads_to(about.book, named, about.open.text))
        return locations(server, _everywhere(about, named.name))


def _everywhere(about: Asked, name: str) -> Iterator[SpanInFile]:
    """Every place of the book at which something is named, also in a text that is not saved."""
    for file in dict.fromkeys((*naming_files(about.open.root), *about.open.unsaved)):
        yield from occurrences(name, file, about.open.text(file))


def locations(server: EditorServer, places: Iterable[SpanInFile]) -> list[lsp.Location]:
    """Places as an editor takes them."""
    files: dict[str, tuple[str, list[str]]] = {}
    found = []
    for place in places:
        if (known := files.get(place.file)) is None:
            known = files[place.file] = server.uri_of(place.file), server.lines_of(place.file)
        found.append(lsp.Location(known[0], server.range_of(known[1], place.span)))
    return found


def _answer_what_there_is(server: EditorServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def list_own(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        about = await asked(server, params.text_document.uri)
        if about is None:
            return []
        lines = about.text.split("\n")
        return [lsp.DocumentSymbol(name=one.name, detail=one.beside, kind=KINDS_OF_SYMBOL.get(one.kind, lsp.SymbolKind.Class),
                                   range=where, selection_range=where)
                for one in outline(about.book.register, about.file, about.text)
                for where in [server.range_of(lines, one.place.span)]]

    @server.feature(lsp.WORKSPACE_SYMBOL)
    async def find(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        opened = await server.looked()
        if opened is None or opened.loaded is None:
            return []
        found = list(symbols(opened.loaded.register, params.query))[:MOST_SYMBOLS]
        places = locations(server, (one.place for one in found))
        return [lsp.WorkspaceSymbol(location=place, name=one.name, container_name=one.beside,
                                    kind=KINDS_OF_SYMBOL.get(one.kind, lsp.SymbolKind.Class))
                for one, place in zip(found, places, strict=True)]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def count(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        about = await asked(server, params.text_document.uri)
        if about is None:
            return []
        return [lsp.CodeLens(range=lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0)), command=lsp.Command(words, ""))
                for line, words in lenses(about.book.register, about.file)]


def _change(server: EditorServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def may_be_renamed(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        about = await asked(server, params.text_document.uri, params.position)
        named = about.named() if about else None
        return server.range_of(about.text.split("\n"), named.span) if about and named and named.kind == "item" else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        about = await asked(server, params.text_document.uri, params.position)
        named = about.named() if about else None
        if about is None or named is None or named.kind != "item":
            return None
        new = params.new_name.strip()
        if problem := why_not_renamed(about.open.root, about.book.register, named.name, new):
            raise JsonRpcInvalidParams(f"{problem.what} {problem.fix}")
        return edit_of(server, [TextChange(place.file, place.span, new) for place in _everywhere(about, named.name)])

    kinds = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.RefactorRewrite]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    async def offer(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        about = await asked(server, params.text_document.uri, params.range.start)
        if about is None:
            return []
        fixes = quick_fixes(about.open, about.file, about.text, about.line, about.column)
        return [lsp.CodeAction(title=fix.title, kind=kinds[0] if fix.mends else kinds[1], edit=edit_of(server, fix.changes))
                for fix in fixes if can_be_made(server, fix.changes)]


def edit_of(server: EditorServer, changes: Iterable[Change]) -> lsp.WorkspaceEdit:
    """Changes of files as an editor makes them, all or none, and can undo."""
    edits: dict[str, list[lsp.TextEdit]] = {}
    moves = list[lsp.RenameFile]()
    for change in changes:
        if isinstance(change, FileMove):
            moves.append(lsp.RenameFile(server.uri_of(change.file), server.uri_of(change.new)))
            continue
        where = server.range_of(server.lines_of(change.file), change.span)
        edits.setdefault(server.uri_of(change.file), []).append(lsp.TextEdit(where, change.new))
    if not moves:
        return lsp.WorkspaceEdit(changes=edits)
    texts = (lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), each) for uri, each in edits.items())
    return lsp.WorkspaceEdit(document_changes=[*texts, *moves])


def can_be_made(server: EditorServer, changes: Iterable[Change]) -> bool:
    """Whether the editor can make changes: not every one gives a file another name when a server asks for it."""
    workspace = server.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    renames = bool(edits and edits.document_changes and lsp.ResourceOperationKind.Rename in (edits.resource_operations or ()))
    return renames or not any(isinstance(change, FileMove) for change in changes)


def serve_editor(root: str) -> None:
    """Answer the editor at the other end of standard input and output until it leaves."""
    answers = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):  # a word that something prints would be taken for an answer
        new_server(root).start_io(stdout=answers)
