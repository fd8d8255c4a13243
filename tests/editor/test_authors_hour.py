"""The trial of an author's hour: from a row of a table to a finding on a page and a priority that rests on it, all in the editor.

Keys are counted as an editor needs them: one for each letter that is typed, for each step down a list, and for Enter; two to have
the remedies shown, which is one chord and the choice; a file is opened by a chord, the beginning of its name and Enter.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from lsprotocol import types as lsp

from goldenthread.editor.text_spans import offset_of, position_of
from goldenthread.rules import check
from tests.books.broken_books import CSV, FINAL, PEOPLE
from tests.books.small_book import write_book
from tests.editor.editor_client import Editor, editing

GUIDE = Path(__file__).parents[2] / "docs/authors/editor.md"


class Author:
    """Someone who writes in an editor, and the keys that it took."""

    def __init__(self, editor: Editor) -> None:
        self.editor, self.keys = editor, 0
        self.texts: dict[str, str] = {}
        self.file, self.at = "", 0

    def open(self, file: str) -> None:
        if file not in self.texts:
            self.texts[file] = self.editor.open(file)
        self.file, self.at = file, 0
        self.keys += 2 + len(Path(file).stem)

    def go_behind(self, words: str) -> None:
        """Search for words and stand behind them."""
        self.at = self.texts[self.file].rindex(words) + len(words)
        self.keys += 2 + len(words)

    def type(self, words: str) -> None:
        self.keys += len(words)
        self._put(self.at, self.at, words)

    def _put(self, start: int, end: int, words: str) -> None:
        text = self.texts[self.file]
        self.texts[self.file] = text[:start] + words + text[end:]
        self.at = start + len(words)
        self.editor.type(self.file, self.texts[self.file])

    def _place(self) -> lsp.Position:
        return lsp.Position(*position_of(self.texts[self.file], self.at))

    async def choose(self, label: str) -> None:
        """Take what the editor offers here."""
        found = await self.editor.text_document_completion_async(lsp.CompletionParams(self.editor.at(self.file), self._place()))
        assert isinstance(found, lsp.CompletionList)
        begun = re.search(r"[\w:-]*\Z", self.texts[self.file][: self.at])
        offered = [one for one in found.items if begun and (one.filter_text or "").startswith(begun[0])]
        number = [one.label for one in offered].index(label)
        edit = offered[number].text_edit
        assert isinstance(edit, lsp.TextEdit)
        self.keys += number + 1
        text = self.texts[self.file]
        self._put(offset_of(text, edit.range.start.line, edit.range.start.character), self.at, edit.new_text)

    async def remedy(self, title: str) -> None:
        """Have the editor do what it offers to do here."""
        place = self._place()
        actions = await self.editor.text_document_code_action_async(lsp.CodeActionParams(
            self.editor.at(self.file), lsp.Range(place, place), lsp.CodeActionContext([])))
        number = next(number for number, one in enumerate(actions or ()) if one.title.startswith(title))
        action = (actions or ())[number]
        assert isinstance(action, lsp.CodeAction) and action.edit and action.edit.changes
        self.keys += 2 + number
        for uri, edits in action.edit.changes.items():
            file = uri.removeprefix(f"{self.editor.root.as_uri()}/")
            if file not in self.texts:
                self.texts[file] = self.editor.open(file)
            self.file, (edit,) = file, edits
            text = self.texts[file]
            self._put(offset_of(text, edit.range.start.line, edit.range.start.character),
                      offset_of(text, edit.range.end.line, edit.range.end.character), edit.new_text)

    def save(self) -> None:
        for file, text in self.texts.items():
            (self.editor.root / file).write_text(text, encoding="utf-8")
        self.keys += 1


def test_a_finding_from_a_table_to_a_page_all_in_the_editor(tmp_path: Path) -> None:
    root = write_book(tmp_path)

    async def edit() -> int:
        async with editing(root) as editor:
            author = Author(editor)
            author.open(CSV)
            author.go_behind("south,2018")
            await author.remedy("Make a finding of this row")
            assert author.file == PEOPLE
            author.go_behind(":tags: ")
            author.type("p")
            await author.choose("people")
            author.go_behind(":confidence: ")
            await author.choose("high")
            author.go_behind("2018`.")
            author.type(" That compares with {value}`sk")
            await author.choose("skills-2018:")
            author.type("l")
            await author.choose("skills-2018:land:")
            await author.choose("skills-2018:land:2018")
            author.type("` in the land.")
            author.open(FINAL)
            author.go_behind(":rests_on: EV_SKILLS")
            author.type(", EV_SKILLS_")
            await author.choose("EV_SKILLS_2018_SOUTH")
            await editor.codes(FINAL, "thread.no-reason")  # what is revised now asks why
            author.go_behind(":::{priority} Raise skills")
            await author.remedy("Begin ':reason:'")
            author.go_behind(":reason: ")
            author.type("South was behind, too.")
            author.save()
            await editor.codes(PEOPLE)
            await editor.codes(FINAL)
            return author.keys

    keys = asyncio.run(edit())
    assert check(root) == []
    text = (root / PEOPLE).read_text(encoding="utf-8")
    assert "{value}`skills-2018:south:2018`. That compares with {value}`skills-2018:land:2018` in the land." in text
    assert f"takes {keys} keys" in GUIDE.read_text(encoding="utf-8")
