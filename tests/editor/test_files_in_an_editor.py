"""Files as editors have them: other line ends and marks, renamed and deleted, changed elsewhere, and texts that are no UTF-8."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from tests.books.broken_books import CSV, DRAFT, PEOPLE
from tests.books.small_book import EVIDENCE, TABLE, write_book
from tests.editor.asking import edited, everything, place_in
from tests.editor.editor_client import Editor, editing

FAULTY = EVIDENCE.replace("skills-2018:north:2018", "skills-2018:nroth:2018")
ASTRAL = "\U00012000"
"""A sign of two units in UTF-16, and of no font of the printed files."""
RENAMES = lsp.WorkspaceClientCapabilities(workspace_edit=lsp.WorkspaceEditClientCapabilities(
    document_changes=True, resource_operations=[lsp.ResourceOperationKind.Rename]))


def in_editor(root: Path, act: Callable[[Editor], Awaitable[None]], **capabilities: object) -> None:
    async def run() -> None:
        async with editing(root, **capabilities) as editor:
            await act(editor)
            assert editor.said == []

    asyncio.run(run())


@pytest.mark.parametrize("name", [
    "as it is", "CRLF", "CR", "mark", "tabs", "two units before it", "without an end of line", "separators", "decomposed"])
def test_a_remedy_is_made_at_its_place_whatever_the_text_holds(tmp_path: Path, name: str) -> None:
    texts = {
        "as it is": FAULTY, "CRLF": FAULTY.replace("\n", "\r\n"), "CR": FAULTY.replace("\n", "\r"), "mark": f"\ufeff{FAULTY}",
        "tabs": FAULTY.replace("The share was", "The\tshare\twas"),
        "two units before it": FAULTY.replace("The share", f"{ASTRAL} share"),
        "without an end of line": FAULTY.rstrip("\n"), "separators": FAULTY.replace("The share", "The\x85\xa0share"),
        "decomposed": FAULTY.replace("The share", "Une re\u0301gion")}
    text, root = texts[name], write_book(tmp_path)

    async def act(editor: Editor) -> None:
        editor.open(PEOPLE, text)
        unfit = ["source.sign"] if name == "separators" else [*["source.glyph"][: ASTRAL in text], "value.unknown"]
        told = await editor.codes(PEOPLE, *unfit)
        if name == "separators":  # which the program refuses, and says where
            assert told[0].range.start.line == place_in(text, "\x85")[0]
            return
        (fault,) = (one for one in told if one.code == "value.unknown")
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        line, column = place_in(plain, "skills-2018:nroth:2018")
        assert (fault.range.start.line, fault.range.start.character) == (line, column)
        actions = (await everything(editor, PEOPLE, line, column))["actions"]
        edits = next(one.edit.changes[editor.uri(PEOPLE)] for one in actions if "north" in one.title)
        mended = edited(plain if name == "CR" else text, edits)
        assert mended == (plain if name == "CR" else text).replace("nroth", "north")
        editor.type(PEOPLE, mended)
        await editor.codes(PEOPLE, *(code for code in unfit if code == "source.glyph"))

    in_editor(root, act)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_as_the_editor_asks_for(tmp_path: Path, encoding: str) -> None:
    root, text = write_book(tmp_path), FAULTY.replace("The share was", f"{ASTRAL} Ü was")
    units = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    row = text[text.index(ASTRAL) : text.index("skills-2018:nroth")]

    async def act(editor: Editor) -> None:
        editor.open(PEOPLE, text)
        told = await editor.codes(PEOPLE, "source.glyph", "value.unknown")
        (fault,) = (one for one in told if one.code == "value.unknown")
        assert fault.range.start.character == len(row.encode(encoding if units == 1 else f"{encoding}-le")) // units

    in_editor(root, act, general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)]))


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_signs_that_only_python_takes_for_ends_of_lines_do_not_move_later_keys(tmp_path: Path, sign: str) -> None:
    root, text = write_book(tmp_path), EVIDENCE.replace("# People", f"# Peo{sign}ple")

    async def act(editor: Editor) -> None:
        editor.open(PEOPLE, text)
        await editor.codes(PEOPLE, "source.sign")
        editor.type_within(PEOPLE, text, ":confidence: high", ":confidence: medium")
        editor.type_within(PEOPLE, text.replace(": high", ": medium"), sign, "")
        await editor.codes(PEOPLE)

    in_editor(root, act)


def test_an_empty_file_and_places_beyond_its_end_are_answered(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"evidence/notes.md": ""})

    async def act(editor: Editor) -> None:
        for text in ("", "\n", "A", "# Notes\n\n{value}`"):
            editor.open("evidence/notes.md", text)
            for line, column in ((0, 0), (0, 99), (99, 99), (text.count("\n"), len(text))):
                await everything(editor, "evidence/notes.md", line, column)
            editor.close("evidence/notes.md")
        last = await everything(editor, PEOPLE, EVIDENCE.count("\n"), 0)
        assert isinstance(last["completion"], lsp.CompletionList)

    in_editor(root, act)


def test_what_is_written_at_the_very_end_is_completed(tmp_path: Path) -> None:
    root, text = write_book(tmp_path), f"{EVIDENCE}\nSee {{need}}`EV"

    async def act(editor: Editor) -> None:
        editor.open(PEOPLE, text)
        offered = (await everything(editor, PEOPLE, *place_in(text, "`EV", 3)))["completion"]
        assert isinstance(offered, lsp.CompletionList)
        (item,) = (one for one in offered.items if one.label == "EV_SKILLS")
        assert isinstance(item.text_edit, lsp.TextEdit)
        assert edited(text, [item.text_edit]) == f"{EVIDENCE}\nSee {{need}}`EV_SKILLS"

    in_editor(root, act)


def test_a_file_outside_the_book_is_answered_with_nothing_and_one_that_is_not_there_yet_as_any_other(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")

    async def act(editor: Editor) -> None:
        editor.open("../notes.md", "# {value}`skills-2018:north:2018`\n")
        editor.open("evidence/gone.md", "See EV_SKILLS.\n")
        outside = await everything(editor, "../notes.md", 0, 5)
        assert not any(value for name, value in outside.items() if name != "all symbols")
        gone = await everything(editor, "evidence/gone.md", 0, 6)
        assert gone["hover"] and gone["definition"]
        await editor.codes("evidence/gone.md", "chapter.title")  # it will be there when it is saved
        assert "../notes.md" not in editor.told

    in_editor(root, act)


def test_the_text_of_the_editor_counts_until_it_is_closed(tmp_path: Path) -> None:
    root = write_book(tmp_path)

    async def act(editor: Editor) -> None:
        editor.open(PEOPLE, FAULTY)
        await editor.codes(PEOPLE, "value.unknown")
        (root / PEOPLE).write_text(EVIDENCE.replace(":confidence: high", ":confidence: hihg"), encoding="utf-8")
        editor.changed_on_disk(PEOPLE)
        editor.open(DRAFT)  # something to look at meanwhile
        await editor.codes(PEOPLE, "value.unknown")
        editor.close(PEOPLE)
        await editor.codes(PEOPLE, "item.choice")
        (root / PEOPLE).write_text(EVIDENCE, encoding="utf-8")
        editor.changed_on_disk(PEOPLE)
        await editor.codes(PEOPLE)

    in_editor(root, act)


def test_a_file_that_is_made_renamed_and_deleted_elsewhere_is_followed(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    old, new = "evidence/notes.md", "evidence/remarks.md"

    async def act(editor: Editor) -> None:
        (root / old).write_text("# Notes\n\nSee {need}`EV_GONE`.\n", encoding="utf-8")
        editor.changed_on_disk(old, lsp.FileChangeType.Created)
        await editor.codes(old, "contents.left-out", "item.link")
        (root / old).rename(root / new)
        editor.changed_on_disk(old, lsp.FileChangeType.Deleted)
        editor.changed_on_disk(new, lsp.FileChangeType.Created)
        await editor.codes(new, "contents.left-out", "item.link")
        await editor.codes(old)
        (root / new).unlink()
        editor.changed_on_disk(new, lsp.FileChangeType.Deleted)
        await editor.codes(new)
        (root / CSV).unlink()
        editor.changed_on_disk(CSV, lsp.FileChangeType.Deleted)
        await editor.codes("evidence/data/skills-2018.toml", "data.no-table")

    in_editor(root, act)


def test_two_windows_of_one_book_tell_of_what_the_other_saves(tmp_path: Path) -> None:
    root = write_book(tmp_path)

    async def run() -> None:
        async with editing(root) as one, editing(root) as other:
            one.open(PEOPLE, FAULTY)
            other.open(PEOPLE)
            await one.codes(PEOPLE, "value.unknown")
            (root / CSV).write_text(TABLE.replace("north,2018", "nroth,2018"), encoding="utf-8")
            for editor in (one, other):
                editor.changed_on_disk(CSV)
                await editor.codes(CSV, "data.area")
            await one.codes(PEOPLE)  # for the cause stands in the table
            (root / CSV).write_text(TABLE, encoding="utf-8")
            for editor in (one, other):
                editor.changed_on_disk(CSV)
                await editor.codes(CSV)
            await one.codes(PEOPLE, "value.unknown")
            await other.codes(PEOPLE)
            assert [*one.said, *other.said] == []

    asyncio.run(run())


def test_a_text_that_is_no_utf_8_is_read_as_it_was_meant(tmp_path: Path) -> None:
    meant = EVIDENCE.replace("The share", "Côte d’Or: £5; the share")
    root = write_book(tmp_path, {PEOPLE: meant.encode("cp1252")})
    shown = meant.encode("cp1252").decode("utf-8", "replace")

    async def act(editor: Editor) -> None:
        await editor.codes(PEOPLE, "source.encoding")
        editor.open(PEOPLE, shown)
        (told,) = await editor.codes(PEOPLE, "source.garbled")
        actions = (await everything(editor, PEOPLE, told.range.start.line, told.range.start.character))["actions"]
        (action,) = (one for one in actions if "Windows-1252" in one.title)
        assert edited(shown, action.edit.changes[editor.uri(PEOPLE)]) == meant

    in_editor(root, act)


def test_a_name_that_is_no_name_is_mended_with_the_links_to_it_where_the_editor_can(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"evidence/aux.md": "# More\n\nWords.\n", PEOPLE: f"{EVIDENCE}\nSee [more](aux.md).\n"})

    async def actions_of(editor: Editor) -> list[lsp.CodeAction]:
        editor.open("evidence/aux.md")
        await editor.codes("evidence/aux.md", "file.name")
        actions = (await everything(editor, "evidence/aux.md", 0, 0))["actions"]
        return [one for one in actions if one.title.startswith("Name it")]

    async def act(editor: Editor) -> None:
        (action,) = await actions_of(editor)
        assert action.edit and action.edit.document_changes
        *texts, move = action.edit.document_changes
        assert isinstance(move, lsp.RenameFile)
        assert (move.old_uri, move.new_uri) == (editor.uri("evidence/aux.md"), editor.uri("evidence/more.md"))
        assert {text.text_document.uri for text in texts if isinstance(text, lsp.TextDocumentEdit)} >= {editor.uri(PEOPLE)}

    async def cannot(editor: Editor) -> None:
        assert await actions_of(editor) == []

    in_editor(root, act, workspace=RENAMES)
    in_editor(root, cannot)


def test_a_book_behind_a_link_is_one_book(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    (tmp_path / "linked").symlink_to(root)

    async def act(editor: Editor) -> None:
        editor.open(f"../book/{PEOPLE}", FAULTY)
        await editor.codes(f"../book/{PEOPLE}", "value.unknown")

    in_editor(tmp_path / "linked", act)
