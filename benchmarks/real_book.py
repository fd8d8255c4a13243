"""A book that exists, measured like a generated one: a copy of it, and one paragraph, one value and one link of it changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from goldenthread.book import read_book
from goldenthread.model import Dataset, Item, Register
from goldenthread.rules import check
from goldenthread.system import book_entries, faults_among

ARCHIVE = "strategy/archive"
NOT_COMPARABLE = (
    "What is frozen of published editions is left out of the copy: a value or a link that a published edition stands on is "
    "refused when it is changed, and nothing would be built.",
    "Plain Sphinx gets the text, the links and each chart's numbers as a table; it has no rules, views, records, downloads, "
    "search of items or drawings, and its pages are a part of ours.",
)
"""What keeps the two from being the same work."""
OPENING = re.compile(r"^# .*\n\n(?=[A-Z])", re.MULTILINE)
PLAIN_VALUE = re.compile(r"\{value\}`([\w-]+):([\w-]+):([\w-]+)`")


def copy_book(root: Path, target: Path) -> int:
    """Copy a book's own files, without its frozen editions; how many items it has."""
    for name, entry in book_entries(root):
        if entry.is_file() and not name.startswith(f"{ARCHIVE}/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(entry.path, target / name)
    return len(read_book(target).register.items)


def change_paragraph(book: Path, round_: int) -> None:
    """Add some words to the first paragraph of the first chapter of evidence that begins with one."""
    for path in sorted((book / "evidence").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if opening := OPENING.search(text):
            end = text.index("\n\n", opening.end())
            _write(path, f"{text[:end]} And so on, {'again ' * round_}and on.{text[end:]}")
            return
    raise RuntimeError("No chapter of evidence begins with a paragraph.")


def change_value(book: Path, round_: int) -> None:
    """Change the last digit of a number that a finding shows as it is, of the first such with which the rules find no fault."""
    register = read_book(book).register
    for item in register.evidence():
        for found in PLAIN_VALUE.finditer(item.body):
            dataset = register.datasets.get(found[1])
            if dataset and not dataset.dimensions and _changes_row(book, dataset, found[2], found[3]):
                return
    raise RuntimeError("No finding shows a value of a table as it is that may be changed.")


def change_link(book: Path, round_: int) -> None:
    """Let a priority rest on one finding more: the first with which the rules find no fault."""
    register = read_book(book).register
    for item in reversed([one for one in register.items.values() if one.links.get("rests_on")]):
        if any(_adds_link(book, item, key) for key in _first_unlinked(register, item)):
            return
    raise RuntimeError("No priority may rest on one finding more.")


def _changes_row(book: Path, dataset: Dataset, area: str, period: str) -> bool:
    path = book / f"evidence/data/{dataset.id}.csv"
    row = re.compile(rf"^({re.escape(area)},{re.escape(period)},-?[\d.]*)(\d)(?=,|$)", re.MULTILINE)
    return _replaced(book, path, row, lambda found: f"{found[1]}{int(found[2]) + (1 if found[2] != '9' else -1)}")


def _adds_link(book: Path, item: Item, key: str) -> bool:
    path = book / item.place.file
    line = re.compile(rf"(\A(?:.*\n){{{item.at('rests_on').line - 1}}}:rests_on: .*)(?=\n(?::|\n))")
    return _replaced(book, path, line, lambda found: f"{found[1]}, {key}")


def _first_unlinked(register: Register, item: Item) -> Iterator[str]:
    unlinked = (one.id for one in register.evidence() if one.id not in item.links["rests_on"])
    return (key for key, _ in zip(unlinked, range(3), strict=False))


def _replaced(book: Path, path: Path, pattern: re.Pattern[str], new: object) -> bool:
    """Whether a file was changed where the pattern fits, and the rules then find no fault; else it is as it was."""
    before = path.read_text(encoding="utf-8")
    after = pattern.sub(new, before, count=1)  # type: ignore[call-overload]
    if after == before:
        return False
    _write(path, after)
    if not faults_among(check(book)):
        return True
    _write(path, before)
    return False


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
