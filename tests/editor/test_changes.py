"""What an editor changes when its author asks: an id everywhere, a problem's remedy, a typed number, a row into a finding."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from goldenthread.book import naming_files, read_book, why_not_renamed, write_archive
from goldenthread.commands import main
from goldenthread.editor.names import occurrences
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.quick_fixes import QuickFix, quick_fixes
from goldenthread.editor.text_spans import TextChange, with_changes
from goldenthread.rules import check
from tests.books.broken_books import CSV, FINAL, PEOPLE
from tests.books.small_book import EVIDENCE, write_book
from tests.editor.editor_client import editing
from tests.editor.typing_aid import opened


def fixes_of(book: OpenBook, file: str = PEOPLE) -> list[QuickFix]:
    """What is offered at the first problem of a file, or at the third line of a table."""
    first = next((one.span for one in book.problems if one.problem.place.file == file), None)
    return quick_fixes(book, file, book.text(file), first.line if first else 2, first.start if first else 0)


@pytest.mark.parametrize(("old", "new"), [
    ("skills-2018:north:2018`", "skills-2018:north:2081`"),
    ("skills-2018:north:2018`", "skils-2018:north:2018`"),
    ("{value}`skills-2018:north:2018`", "{value}`skills-2018:nroth:2018`"),
    (":datasets: skills-2018", ":datasets: skils-2018"),
    (":confidence: high", ":confidence: hihg"),
    (":tags: people", ":tags: peple"),
    ("skills-2018:north:2018`", "rank of skills-2018:north:2018 among district, 1 decimal`"),
])
def test_what_a_message_says_to_write_is_written(tmp_path: Path, old: str, new: str) -> None:
    book = opened(write_book(tmp_path, {PEOPLE: EVIDENCE.replace(old, new, 1)}))
    (fix,) = fixes_of(book)
    mended = with_changes(book.text(PEOPLE), fix.changes)
    (tmp_path / PEOPLE).write_text(mended, encoding="utf-8")
    assert check(tmp_path) == []


def test_a_number_that_stands_in_a_table_is_bound_to_it(tmp_path: Path) -> None:
    typed = EVIDENCE.replace("{value}`skills-2018:north:2018`", "33%")
    book = opened(write_book(tmp_path, {PEOPLE: typed}))
    assert [fix.title.partition(": ")[2] for fix in fixes_of(book)] == ["skills-2018:north:2018, 0 decimals"]
    mended = with_changes(typed, fixes_of(book)[0].changes)
    assert "was {value}`skills-2018:north:2018, 0 decimals`, against" in mended


def test_what_a_priority_rests_on_is_pinned_as_confirm_pins_it(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    book = opened(root)
    text = book.text(FINAL)
    line = next(number for number, row in enumerate(text.split("\n")) if row.startswith(":rests_on:"))
    (fix,) = quick_fixes(book, FINAL, text, line, 0)
    pinned = with_changes(text, fix.changes)
    assert not fix.mends and 'EV_SKILLS[fp=="' in pinned
    confirmed = ["--root", str(root), "confirm", "M20_PRI_SKILLS", "--by", "The board", "--why", "Read in March.", "--pin"]
    assert main(confirmed) == 0
    assert (root / FINAL).read_text(encoding="utf-8") == pinned
    assert quick_fixes(opened(root), FINAL, pinned, line, 0) == []


def test_a_row_becomes_a_finding_with_an_id_of_its_own(tmp_path: Path) -> None:
    book = opened(write_book(tmp_path))
    (fix,) = fixes_of(book, CSV)
    text = with_changes(book.text(PEOPLE), fix.changes)
    (tmp_path / PEOPLE).write_text(text, encoding="utf-8")
    item = read_book(tmp_path).register.items["EV_SKILLS_2018_NORTH"]
    assert item.list("datasets") == ("skills-2018",) and "{value}`skills-2018:north:2018`" in item.body
    assert text.startswith(EVIDENCE) and not fix.mends


def test_an_id_is_changed_in_every_file_and_in_what_is_not_saved(tmp_path: Path) -> None:
    root = write_book(tmp_path)

    async def edit() -> dict[str, list[lsp.TextEdit]]:
        async with editing(root) as editor:
            editor.open(PEOPLE, f"{EVIDENCE}\nSee {{need}}`EV_SKILLS`.\n")
            asking = lsp.RenameParams(editor.at(PEOPLE), lsp.Position(3, 8), "EV_LEARNING")
            edit = await editor.text_document_rename_async(asking)
            with pytest.raises(JsonRpcException, match=r"is already at strategy/2019-12/people\.md:3"):
                await editor.text_document_rename_async(lsp.RenameParams(editor.at(PEOPLE), lsp.Position(3, 8), "D19_PRI_SKILLS"))
            assert edit and edit.changes
            return {uri.removeprefix(f"{root.as_uri()}/"): list(edits) for uri, edits in edit.changes.items()}

    changes = asyncio.run(edit())
    assert {file: len(edits) for file, edits in changes.items()} == {
        PEOPLE: 2, "strategy/2019-12/people.md": 2, "strategy/2020-03/people.md": 2}


def test_a_renamed_book_holds_together_and_a_published_id_stays(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    book = read_book(root)
    assert why_not_renamed(root, book.register, "EV_SKILLS", "EV_LEARNING") is None
    for new, code in (("ev learning", "rename.id"), ("M20_PRI_SKILLS", "rename.id")):
        problem = why_not_renamed(root, book.register, "EV_SKILLS", new)
        assert problem and problem.code == code
    unknown = why_not_renamed(root, book.register, "EV_SKILS", "EV_LEARNING")
    assert unknown and unknown.code == "rename.item" and "'EV_SKILLS'" in unknown.fix
    for file in naming_files(root):
        text = (root / file).read_text(encoding="utf-8")
        changes = [TextChange(file, place.span, "EV_LEARNING") for place in occurrences("EV_SKILLS", file, text)]
        (root / file).write_text(with_changes(text, changes), encoding="utf-8")
    assert check(root) == []
    write_archive(root, book.register, book.register.editions["2019-12"])
    frozen = why_not_renamed(root, book.register, "EV_SKILLS", "EV_OTHER")
    assert frozen and frozen.code == "rename.frozen"
