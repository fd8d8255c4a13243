"""Edits of items as edits of their Markdown, which is read back before anything is written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from goldenthread.book import Vocabulary, read_chapter, read_text, with_argument
from goldenthread.consultation.intake.response_items import option_words
from goldenthread.consultation.logs.three_way import FieldEdit
from goldenthread.model import Fault, Item, Problem


def edited_files(root: Path, vocabulary: Vocabulary, edits: Sequence[FieldEdit]) -> dict[str, tuple[str, str]]:
    """The text of each file that changes, before and after. Raises `Fault` when what would be written did not read back."""
    texts = {}
    for file in dict.fromkeys(edit.item.place.file for edit in edits):
        edits_of_file = [edit for edit in edits if edit.item.place.file == file]
        before = read_text(root, file)
        after = edited_text(before, edits_of_file)
        _check_reads_back(root, file, vocabulary, edits_of_file, after)
        texts[file] = (before, after)
    return texts


def edited_text(text: str, edits: Sequence[FieldEdit]) -> str:
    """The text of one file with these edits; line numbers of items are those of the text as it is given."""
    # each line with the lines that are added below it, so that numbers hold until every edit is made
    lines: list[list[str]] = [[line] for line in text.split("\n")]
    deleted: set[int] = set()
    for edit in edits:
        item, name = edit.item, edit.column.field
        opening = item.place.line - 1
        if name == "title":
            lines[opening][0] = with_argument(lines[opening][0], edit.after)
            continue
        option = f":{name}: {option_words(edit.after)}"
        if name not in item.lines:
            last = max([item.place.line, *item.lines.values()]) - 1
            lines[last].append(_indent(lines[last][0]) + option)
        elif edit.after:
            at = item.lines[name] - 1
            lines[at][0] = _indent(lines[at][0]) + option
        else:
            deleted.add(item.lines[name] - 1)
    return "\n".join(line for number, group in enumerate(lines) for line in group[number in deleted:])


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _check_reads_back(root: Path, file: str, vocabulary: Vocabulary, edits: Sequence[FieldEdit], after: str) -> None:
    """Read what would be written: the edits must be in it, everything else as before, and no new problem."""
    wanted = {(edit.item.id, edit.column.field): edit.after for edit in edits}
    # the reader of chapters reads files, so that what is checked is what a build would read
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.parent.mkdir(parents=True)
        path.write_text(after, encoding="utf-8", newline="\n")
        chapter_after = read_chapter(Path(folder), file, vocabulary)
    chapter_before = read_chapter(root, file, vocabulary)
    expected = [_content(item, wanted) for item in chapter_before.items]
    new_problems = len(chapter_after.problems) > len(chapter_before.problems)
    if new_problems or [_content(item, {}) for item in chapter_after.items] != expected:
        place, about = edits[0].item.place, edits[0].item.id
        raise Fault(Problem(place, "merge.unwritten", "What came back cannot be written so that it reads the same.",
                            "Write the changes by hand.", about))


def _content(item: Item, wanted: Mapping[tuple[str, str], str]) -> tuple[object, ...]:
    """All that an item says, with the wanted values, by id and option, in place of its own."""
    options = dict(item.fields)
    options |= {name: text for (key, name), text in wanted.items() if key == item.id and name != "title"}
    title = wanted.get((item.id, "title"), item.title)
    return item.id, title, item.body, item.tags, dict(item.links), {name: text for name, text in options.items() if text}
