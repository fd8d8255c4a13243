"""Changes of items as changes of their Markdown, looked at again before they are written."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from goldenthread.book import Vocabulary, read_chapter, read_text
from goldenthread.consultation.intake.response_items import option_words
from goldenthread.consultation.logs.three_way import Change
from goldenthread.model import Fault, Item, Problem

OPENING = re.compile(r"^( {0,3}(?:`{3,}|:{3,}|~{3,})[ \t]*\{[^}]*\})")


def edited_files(root: Path, vocabulary: Vocabulary, changes: Sequence[Change]) -> dict[str, tuple[str, str]]:
    """Each file that changes, as it is and as it will be. Raises `Fault` when what is written would not read back."""
    found = {}
    for file in dict.fromkeys(change.item.place.file for change in changes):
        own = [change for change in changes if change.item.place.file == file]
        before = read_text(root, file)
        after = _edited(before, own)
        _look_again(root, file, vocabulary, own, after)
        found[file] = (before, after)
    return found


def _edited(text: str, changes: Sequence[Change]) -> str:
    """The text with these changes; each line is kept with what is put below it until all are made."""
    lines: list[list[str]] = [[line] for line in text.split("\n")]
    gone: set[int] = set()
    for change in changes:
        item, name = change.item, change.column.field
        opening = item.place.line - 1
        if name == "title":
            head = OPENING.match(lines[opening][0])
            if head:
                lines[opening][0] = f"{head[1]} {change.after}"
            continue
        row = f":{name}: {option_words(change.after)}"
        if name not in item.lines:
            last = max([item.place.line, *item.lines.values()]) - 1
            lines[last].append(_indent(lines[last][0]) + row)
        elif change.after:
            at = item.lines[name] - 1
            lines[at][0] = _indent(lines[at][0]) + row
        else:
            gone.add(item.lines[name] - 1)
    return "\n".join(line for number, kept in enumerate(lines) for line in kept[number in gone:])


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _look_again(root: Path, file: str, vocabulary: Vocabulary, changes: Sequence[Change], after: str) -> None:
    """Read what would be written: it must say what is wanted, and everything else as before."""
    wanted = {(change.item.id, change.column.field): change.after for change in changes}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.parent.mkdir(parents=True)
        path.write_text(after, encoding="utf-8", newline="\n")
        now = read_chapter(Path(folder), file, vocabulary)
    was = read_chapter(root, file, vocabulary)
    due = [_expected(item, wanted) for item in was.items]
    if len(now.problems) > len(was.problems) or [_expected(item, {}) for item in now.items] != due:
        place, about = changes[0].item.place, changes[0].item.id
        raise Fault(Problem(place, "merge.unwritten", "What came back cannot be written so that it reads the same.",
                            "Write the changes by hand.", about))


def _expected(item: Item, wanted: dict[tuple[str, str], str]) -> tuple[object, ...]:
    """All that an item says, once what is wanted of it is in place."""
    options = {name: said for name, said in item.fields.items() if said}
    options |= {name: said for (key, name), said in wanted.items() if key == item.id and name != "title"}
    title = wanted.get((item.id, "title"), item.title)
    return item.id, title, item.body, item.tags, dict(item.links), {name: said for name, said in options.items() if said}
