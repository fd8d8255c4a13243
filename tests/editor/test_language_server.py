"""The server as an editor meets it, over its pipes. What it knows is tested without it, in the other files of this folder."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from goldenthread.commands import main
from goldenthread.editor.language_features import new_server
from goldenthread.editor.open_book import OpenBook
from goldenthread.rules import check
from tests.books.broken_books import CSV, PEOPLE
from tests.books.small_book import EVIDENCE, write_book
from tests.editor.editor_client import SECONDS, Editor, editing


def test_problems_of_what_is_not_saved_are_told_in_the_words_of_check_at_the_very_words(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book with a space")
    typed = EVIDENCE.replace("The share was {value}`skills-2018:north:2018`", "Über {value}`skills-2018:north:2071`")

    async def edit() -> lsp.Diagnostic:
        async with editing(root) as editor:
            editor.open(PEOPLE)
            editor.type(PEOPLE, typed)
            (told,) = await editor.codes(PEOPLE, "value.unknown")
            assert (root / PEOPLE).read_text(encoding="utf-8") == EVIDENCE
            editor.type(PEOPLE, EVIDENCE.replace("The share", "\U00012000The share"))
            (light,) = await editor.codes(PEOPLE, "source.glyph")
            assert (light.range.start.character, light.range.end.character) == (0, 2)
            editor.type(PEOPLE, EVIDENCE)
            await editor.codes(PEOPLE)
            assert editor.said == []
        return told

    told = asyncio.run(edit())
    (root / PEOPLE).write_text(typed, encoding="utf-8")
    (problem,) = check(root)
    assert (told.message, told.code) == (f"{problem.what} {problem.fix}", problem.code)
    assert told.severity == lsp.DiagnosticSeverity.Error
    row = typed.split("\n")[told.range.start.line].encode("utf-16-le")
    assert row[2 * told.range.start.character : 2 * told.range.end.character].decode("utf-16-le") == "skills-2018:north:2071"


def test_hundreds_of_problems_are_all_told_and_gone_when_they_are_mended(tmp_path: Path) -> None:
    root, many = write_book(tmp_path), 400
    faulty = EVIDENCE + "".join(f"\nA {{value}}`nothing:here:{number}`.\n" for number in range(1000, 1000 + many))

    async def edit() -> None:
        async with editing(root) as editor:
            editor.open(PEOPLE)
            editor.type(PEOPLE, faulty)
            told = await editor.codes(PEOPLE, *["value.unknown"] * many)
            assert len({one.range.start.line for one in told}) == many
            editor.type(PEOPLE, EVIDENCE)
            await editor.codes(PEOPLE)

    asyncio.run(edit())


def test_a_fault_in_another_file_is_told_there_and_advice_is_a_hint(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"strategy/style.toml": "sentence_words = 40\n"})

    async def edit() -> None:
        async with editing(root) as editor:
            editor.open(PEOPLE)
            editor.type(PEOPLE, EVIDENCE.replace(":id: EV_SKILLS", ":id: EV_LEARNING").replace("The share", "Of 12% the share"))
            (hint,) = await editor.codes(PEOPLE, "value.by-hand")
            assert hint.severity == lsp.DiagnosticSeverity.Hint
            await editor.codes("strategy/2019-12/people.md", "item.link", "item.link")

    asyncio.run(edit())


def test_a_book_that_cannot_be_read_and_a_file_outside_it_stop_nothing(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book")
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")

    async def edit() -> None:
        async with editing(root) as editor:
            editor.open("../notes.md", "# N\x00tes {value}`x`\n")
            editor.open("strategy/editions.toml")
            editor.open("conf.py")
            editor.type("strategy/editions.toml", "[[edition\n")
            await editor.codes("strategy/editions.toml", "source.toml")
            editor.type("strategy/editions.toml", (root / "strategy/editions.toml").read_text(encoding="utf-8"))
            await editor.codes("strategy/editions.toml")
            assert "../notes.md" not in editor.told

    asyncio.run(edit())


def test_an_editor_completes_shows_and_finds(tmp_path: Path) -> None:
    root = write_book(tmp_path)

    async def edit() -> None:
        async with editing(root) as editor:
            text = editor.open(PEOPLE)
            line = next(number for number, row in enumerate(text.split("\n")) if "{value}" in row)
            column = text.split("\n")[line].index("north:2018")
            at, place = editor.at(PEOPLE), lsp.Position(line, column + 6)
            found = await editor.text_document_completion_async(lsp.CompletionParams(at, place))
            assert isinstance(found, lsp.CompletionList)
            assert next((one.label, one.detail) for one in found.items) == ("skills-2018:north:2017", "30.0%")
            hover = await editor.text_document_hover_async(lsp.HoverParams(at, place))
            assert hover and isinstance(hover.contents, lsp.MarkupContent) and hover.contents.value.startswith("**33.0%**")
            (row,) = await editor.text_document_definition_async(lsp.DefinitionParams(at, place)) or ()  # type: ignore[misc]
            assert isinstance(row, lsp.Location) and (row.uri, row.range.start.line) == (editor.uri(CSV), 2)
            named = await editor.text_document_references_async(lsp.ReferenceParams(
                lsp.ReferenceContext(True), at, lsp.Position(3, 8)))
            assert len(named or ()) == 5
            (heading, item) = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(at)) or ()
            assert (heading.name, item.name) == ("People", "EV_SKILLS")
            assert [one.name for one in await editor.workspace_symbol_async(lsp.WorkspaceSymbolParams("courses")) or ()] == [
                "D19_ACT_COURSES", "M20_ACT_COURSES"]
            (lens,) = await editor.text_document_code_lens_async(lsp.CodeLensParams(at)) or ()
            assert lens.command and lens.command.title == "supports 2, cited in both editions"

    asyncio.run(edit())


def test_a_server_that_is_killed_takes_nothing_with_it_and_the_next_one_goes_on(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    before = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    typed = EVIDENCE.replace("skills-2018:north:2018", "skills-2018:north:2071")

    async def edit() -> None:
        editor = Editor(root)
        await editor.begin()
        editor.open(PEOPLE)
        editor.type(PEOPLE, typed)
        await editor.codes(PEOPLE, "value.unknown")
        editor.type(PEOPLE, typed + "\n")  # it is looking when it is killed
        editor.kill_server()
        assert await editor.left() != 0
        assert {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()} == before
        async with editing(root) as next_one:
            next_one.open(PEOPLE, typed)
            await next_one.codes(PEOPLE, "value.unknown")

    asyncio.run(edit())


def test_an_editor_that_can_show_it_is_told_that_the_book_is_being_read(tmp_path: Path) -> None:
    root, window = write_book(tmp_path), lsp.WindowClientCapabilities(work_done_progress=True)

    async def edit() -> list[str]:
        async with editing(root, window=window) as editor:
            editor.open(PEOPLE, EVIDENCE.replace(":confidence: high", ":confidence: hihg"))
            await editor.codes(PEOPLE, "item.choice")
            await asyncio.wait_for(editor.read.wait(), SECONDS)
            return editor.progress

    assert asyncio.run(edit()) == ["begin", "end"]


def test_without_what_it_needs_the_command_says_in_one_line_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    assert main(["lsp"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "make editor" in line and line.endswith("[lsp.missing]")


def test_a_look_that_breaks_says_so_and_the_next_change_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, said, told = write_book(tmp_path), list[str](), list[int]()
    server = new_server(str(root))
    server.book = OpenBook(root)
    monkeypatch.setattr(server, "window_show_message", lambda params: said.append(params.message))
    monkeypatch.setattr(server, "_tell", lambda: told.append(len(server.book.problems) if server.book else -1))

    async def type_twice() -> None:
        assert server.book and not server.book.problems
        server.book.unsaved[PEOPLE] = EVIDENCE.replace("EV_SKILLS", "EV_LEARNING")
        with monkeypatch.context() as broken:
            broken.setattr(OpenBook, "look", lambda self: 1 // 0)
            server.look_soon()
            assert server._looking
            await server._looking
        assert told == [] and server.book.unsaved[PEOPLE].count("EV_LEARNING") == 1
        server.look_soon()
        assert server._looking
        await server._looking

    asyncio.run(type_twice())
    (message,) = said
    assert "ZeroDivisionError" in message and "Nothing is lost" in message
    assert len(told) == 1 and told[0] > 0
