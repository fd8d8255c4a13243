"""Everything that an editor can ask at a place, asked at once; and what it makes of the edits that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from tests.editor.editor_client import Editor


async def everything(editor: Editor, file: str, line: int, column: int) -> Mapping[str, object]:
    """The answer to every question about a place, which is counted in UTF-16; a rename may be refused with its reason."""
    at, place = editor.at(file), lsp.Position(line, column)
    try:
        renamed: object = await editor.text_document_rename_async(lsp.RenameParams(at, place, "EV_ANOTHER_NAME"))
    except JsonRpcInvalidParams as refused:
        renamed = str(refused)
    whole = lsp.Range(place, place)
    return {
        "completion": await editor.text_document_completion_async(lsp.CompletionParams(at, place)),
        "hover": await editor.text_document_hover_async(lsp.HoverParams(at, place)),
        "definition": await editor.text_document_definition_async(lsp.DefinitionParams(at, place)),
        "references": await editor.text_document_references_async(lsp.ReferenceParams(lsp.ReferenceContext(True), at, place)),
        "may be renamed": await editor.text_document_prepare_rename_async(lsp.PrepareRenameParams(at, place)),
        "rename": renamed,
        "symbols": await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(at)),
        "all symbols": await editor.workspace_symbol_async(lsp.WorkspaceSymbolParams("people")),
        "lenses": await editor.text_document_code_lens_async(lsp.CodeLensParams(at)),
        "actions": await editor.text_document_code_action_async(lsp.CodeActionParams(at, whole, lsp.CodeActionContext([]))),
    }


def edited(text: str, edits: Iterable[lsp.TextEdit]) -> str:
    """A text after edits, as an editor makes them: columns in UTF-16, and line ends as the text has them."""
    ends = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start, end = (_offset(text, position, ends) for position in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text.replace("\n", ends) + text[end:]
    return text


def _offset(text: str, position: lsp.Position, ends: str) -> int:
    rows = text.split(ends)
    row = rows[position.line].encode("utf-16-le")
    before = row[: 2 * position.character].decode("utf-16-le")
    return sum(len(row) + len(ends) for row in rows[: position.line]) + len(before)


def place_in(text: str, words: str, within: int = 0) -> tuple[int, int]:
    """The line of words in a text, and the UTF-16 column of a character of them."""
    offset = text.index(words) + within
    row = text[text.rfind("\n", 0, offset) + 1 : offset]
    return text.count("\n", 0, offset), len(row.encode("utf-16-le")) // 2
