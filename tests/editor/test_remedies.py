"""The remedy of a message as an edit: made in each broken book, after which its message is gone and no other has come.

`remedies.txt` says, by broken book, what is offered for each message, and which messages then follow: a choice that another
rule has something against, or an option that is only begun. `WRITE_REMEDIES=1` writes it anew from every broken book.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.editor.block_remedies import BY_ROOM
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.quick_fixes import QuickFix, quick_fixes
from goldenthread.editor.remedies import ROWS
from goldenthread.editor.text_spans import FileMove, TextChange, with_changes
from goldenthread.rules import catalogue
from tests.books.broken_books import BIB, CSV, DRAFT, PEOPLE, TOML, Changes
from tests.books.small_book import CARD, EVIDENCE, FRAMEWORK, TABLE, changed, write_book
from tests.editor.test_completions import BIB as REFERENCE
from tests.editor.typing_aid import opened
from tests.rules.test_messages import EVERY

MORE: dict[str, Changes] = {
    "data.number with blanks": {CSV: TABLE.replace("33.0", "33 000.0")},
    "data.number with a sign": {CSV: TABLE.replace("33.0", "33.0%")},
    "reference.url without its beginning": {BIB: REFERENCE.replace("https://", "")},
    "data.url without its beginning": {TOML: CARD.replace("https://", "", 1)},
    "source.address without its beginning": {"strategy/framework.toml": FRAMEWORK.replace("https://", "")},
    "markup.head of several rows": {"evidence/notes.md": "---\nauthor: Someone\n---\n# Notes\n\nWords.\n"},
    "file.name of a page that others lead to": {
        "evidence/aux.md": "# More\n\nWords.\n", PEOPLE: f"{EVIDENCE}\nSee [more](aux.md) and {{doc}}`aux`.\n"},
    "item.date in words": changed(DRAFT, ":by: 2021", ":by: March 2021"),
    "data.period in words": {CSV: TABLE.replace("south,2018", "south,November 2018")},
    "data.cells that are empty": {CSV: TABLE.replace("33.0", "33.0,,")},
    "markup.cells that are empty": {"evidence/notes.md": "# Notes\n\n| Area | Share |\n|---|---|\n| North | 33 | | |\n"},
    "markup.link of another program with words": {"evidence/notes.md": "# Notes\n\nSee [[people|the people]].\n"},
    "style.word": {"strategy/style.toml": 'sentence_words = 0\nproselint_off = []\n[words]\nutilise = "use"\n',
                   PEOPLE: f"{EVIDENCE}\nUtilise it.\n"},
    "reference.syntax of an entry that is not closed": {BIB: REFERENCE.rstrip().removesuffix("}")},
}
"""Broken books whose remedy is an edit, while the one that stands for the rule needs an author's judgement."""
BOOKS = {**EVERY, **MORE}
GOLDEN = Path(__file__).parent / "remedies.txt"
LEFT_TO_AUTHORS = Path(__file__).parent / "left_to_authors.toml"
"""Every code without a remedy, and why: what only an author can judge or word, or what no edit of a text can do."""


def golden() -> dict[str, list[str]]:
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n") if GOLDEN.exists() else []
    return {name.removeprefix("# "): lines for name, *lines in (block.split("\n") for block in blocks)}


def told(book: OpenBook) -> Counter[tuple[str, str, str]]:
    return Counter((one.problem.place.file, one.problem.code, one.problem.what) for one in book.problems)


def remedies(root: Path, name: str) -> list[str]:
    """What is offered for the messages of a broken book, each with what comes of it."""
    book, lines = opened(write_book(root / "broken", BOOKS[name])), list[str]()
    book.loaded = book.loaded or opened(write_book(root / "before")).loaded  # an editor had the book open before it broke
    before, problems = told(book), book.problems
    fixes = dict.fromkeys(
        fix for one in problems for fix in quick_fixes(
            book, one.problem.place.file, book.text(one.problem.place.file), one.span.line, one.span.start) if fix.mends)
    for fix in fixes:
        after = made(book, fix)
        problem = fix.problem
        assert problem
        key = (problem.place.file, problem.code, problem.what)
        still = ["still"] if after[key] >= before[key] else []
        follows = ", ".join([*still, *sorted({code for _file, code, _what in after - before})])
        lines.append(f"{problem.code}: {fix.title}" + (f" -> {follows}" if follows else ""))
    return lines


def made(book: OpenBook, fix: QuickFix) -> Counter[tuple[str, str, str]]:
    """What is told of the book when the changes are made in the editor, which then takes them back."""
    texts = [change for change in fix.changes if isinstance(change, TextChange)]
    moves = [change for change in fix.changes if isinstance(change, FileMove)]
    for file in dict.fromkeys(change.file for change in texts):
        book.unsaved[file] = with_changes(book.text(file), (change for change in texts if change.file == file))
    for move in moves:
        (book.root / move.file).rename(book.root / move.new)
    book.look()
    after = told(book)
    for move in moves:
        (book.root / move.new).rename(book.root / move.file)
    book.unsaved.clear()
    book.look()
    return after


@pytest.mark.parametrize("name", golden())
def test_the_remedy_of_a_message_mends_it(tmp_path: Path, name: str) -> None:
    assert remedies(tmp_path, name) == golden()[name]


def test_every_remedy_is_tried() -> None:
    tried = {line.partition(":")[0] for lines in golden().values() for line in lines}
    assert {*(code for by_code in BY_ROOM for code in by_code), *(code for code, *_ in ROWS)} <= tried


def test_every_code_has_a_remedy_or_is_left_to_its_author() -> None:
    tried = {line.partition(":")[0] for lines in golden().values() for line in lines}
    left = tomllib.loads(LEFT_TO_AUTHORS.read_text(encoding="utf-8"))
    reasons = {f"{family}.{name}": why for family, codes in left.items() for name, why in codes.items()}
    assert all(reasons.values())
    assert not tried & reasons.keys()
    assert tried | reasons.keys() == catalogue().keys()


FOLLOWING = {
    # another rule has something against what was chosen, or the next fault of the same place comes to light
    "chain.effect": {"chain.against"}, "chain.missing": {"chain.untested, item.missing, item.title"},
    "contents.left-out": {"contents.twice"}, "contents.missing": {"contents.twice"}, "data.area": {"data.duplicate"},
    "data.empty": {"data.empty"}, "data.number": {"data.share"},
    "data.replaces": {"item.circle"}, "edition.id": {"edition.folder"}, "thread.released": {"thread.not-yet"},
    "consultation.criterion": {"consultation.criterion"}, "gap.filled": {"gap.closed"},
    "data.status": {"data.status", "value.missing"}, "item.since": {"thread.not-yet"},
    "markup.form": {"contents.twice"}, "received.reason": {"received.open"}, "received.response": {"received.open"},
    "reference.syntax": {"reference.field"}, "source.encoding": {"data.area"}, "synonyms.twice": {"synonyms.alone"},
    "thread.dropped": {"source.key"}, "thread.no-action": {"item.missing, item.title"},
    "markup.directive": {"item.missing, item.no-tag, thread.no-source"}, "markup.note": {"note.unused"},
    "markup.role": {"item.reference"}, "note.circle": {"note.unused"}, "value.options": {"value.options", "value.rounding"},
    "source.own-kind": {"source.own-kind"}, "source.unknown-key": {"source.unknown-key"},
    "view.about": {"view.twice"}, "markup.head": {"markup.head"}}


def test_nothing_is_still_told_but_what_is_only_begun() -> None:
    for line in (line for lines in golden().values() for line in lines):
        remedy, arrow, follows = line.partition(" -> ")
        code, _colon, title = remedy.partition(": ")
        assert not arrow or (follows == "still" and title.startswith("Begin '")) or follows in FOLLOWING[code], line


@pytest.mark.skipif("WRITE_REMEDIES" not in os.environ, reason="writes what the other tests read")
def test_write_remedies() -> None:
    blocks = []
    for name in BOOKS:
        with tempfile.TemporaryDirectory() as folder:
            if lines := remedies(Path(folder), name):
                blocks.append("\n".join([f"# {name}", *lines]))
    GOLDEN.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
