"""What an editor offers to do at a place: mend a problem, take a typed number from its table, make a finding of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.analysis import Fingerprints, pin_text, with_pin
from goldenthread.book import DATA_FOLDER, LoadedBook
from goldenthread.editor.block_remedies import block_remedies
from goldenthread.editor.open_book import OpenBook
from goldenthread.editor.problem_spans import LocatedProblem
from goldenthread.editor.remedies import FoundProblem, row_remedies, value_remedies, worded_remedies
from goldenthread.editor.row_edits import Rows
from goldenthread.editor.text_spans import Change, SpanInFile, TextChange, in_line
from goldenthread.editor.written_forms import shown_value
from goldenthread.model import NO_BREAK_SPACE, Dataset, Evidence, Observation, Priority, Problem, Register, period_in_words, slug

MOST_BINDINGS = 6
ROUNDED = ("", ", 0 decimals", ", 1 decimal", ", in millions", ", in millions, 1 decimal", ", in thousands, 0 decimals")
"""The ways in which an author may have rounded a number of a table."""


@dataclass(frozen=True, slots=True)
class QuickFix:
    """Something to do in a few words, the changes that it makes, and the problem that it mends, if any."""

    title: str
    changes: tuple[Change, ...]
    problem: Problem | None = None

    @property
    def mends(self) -> bool:
        """Whether a problem is mended by it."""
        return self.problem is not None


def quick_fixes(book: OpenBook, file: str, text: str, line: int, column: int) -> list[QuickFix]:
    """Everything that may be done at a place, the likeliest first."""
    if book.loaded is None:
        return []
    register = book.loaded.register
    here = [one for one in book.problems if one.problem.place.file == file and one.span.line <= line <= one.span.end_line]
    fixes = [fix for one in here for fix in _mending(book, book.loaded, one, text)]
    if file.startswith(f"{DATA_FOLDER}/") and file.endswith(".csv"):
        fixes += _finding_of_row(book, register, file, line)
    fixes += _pinning(register, file, text, line)
    return list(dict.fromkeys(fixes))


def _mending(book: OpenBook, loaded: LoadedBook, one: LocatedProblem, text: str) -> Iterator[QuickFix]:
    problem = one.problem
    found = FoundProblem(book.root, loaded, one, text, Rows(problem.place.file, text.split("\n")), book.text)
    for title, changes in (*worded_remedies(found), *row_remedies(found), *value_remedies(found), *block_remedies(found)):
        yield QuickFix(title, changes, problem)
    if problem.code == "value.by-hand" and problem.what.endswith("is typed by hand."):
        for expression in _bindings(loaded.register, found.written(), problem.about):
            yield QuickFix(f"This number stands in a table: {expression}", found.instead(f"{{value}}`{expression}`"), problem)


def _pinning(register: Register, file: str, text: str, line: int) -> Iterator[QuickFix]:
    """On the line of what a priority rests on: a pin for each, by which a later change of it is seen."""
    rows, fingerprints = text.split("\n"), Fingerprints(register)
    row = rows[line] if line < len(rows) else ""
    for item in register.items.values():
        if isinstance(item, Priority) and item.place.file == file and item.lines.get("rests_on") == line + 1:
            pinned = row
            for target in item.rests_on:
                if target in register.items:
                    pinned = with_pin(pinned, target, pin_text(fingerprints.of(register.items[target]))) or pinned
            if pinned != row:
                yield QuickFix("Pin what this rests on, as it stands now",
                               (TextChange(file, in_line(line, 0, len(row)), pinned),))


def _bindings(register: Register, number: str, about: str) -> Iterator[str]:
    """The expressions that show just this number, those of the item's own tables first."""
    item = register.items.get(about)
    own = item.datasets if isinstance(item, Evidence) else ()
    plain = number.replace(NO_BREAK_SPACE, " ").replace(" per cent", "%")
    digits = re.sub(r"[^\d.]", "", plain).rstrip(".")
    offered = 0
    for dataset in _ordered(register, own):
        for key, row in dataset.rows.items():
            if _may_show(row, digits):
                for options in ROUNDED:
                    expression = ":".join((dataset.id, *key)) + options
                    if shown_value(expression, register.datasets).replace(NO_BREAK_SPACE, " ") == plain:
                        yield expression
                        offered += 1
                        break
        if offered >= MOST_BINDINGS:
            return


def _ordered(register: Register, own: Iterable[str]) -> Iterator[Dataset]:
    yield from (register.datasets[key] for key in own if key in register.datasets)
    yield from (dataset for key, dataset in register.datasets.items() if key not in set(own))


def _may_show(row: Observation, digits: str) -> bool:
    """Whether a row begins with the first digit of a number: the others need not be worked out."""
    first = str(abs(row.value)).replace(".", "").lstrip("0")[:1]
    wanted = digits.replace(".", "").lstrip("0")[:1]
    return bool(wanted) and (first == wanted or (wanted.isdigit() and first.isdigit() and int(first) + 1 == int(wanted)))


def _finding_of_row(book: OpenBook, register: Register, file: str, line: int) -> Iterator[QuickFix]:
    """A finding that shows the row of a table, at the end of the chapter that uses the table most, ready to be worded."""
    dataset = register.datasets.get(file.rpartition("/")[2].removesuffix(".csv"))
    row = next((row for row in dataset.observations if row.line == line + 1), None) if dataset else None
    chapter = _chapter_for(register, dataset.id) if dataset else ""
    if dataset is None or row is None or not chapter:
        return
    words = row.dimensions
    expression = ":".join((dataset.id, row.area, row.period, *map(slug, words)))
    area = register.areas[row.area].name if row.area in register.areas else row.area
    sentence = ", ".join((f"{dataset.measure} in {area}", *words))
    prefix = book.loaded.vocabulary.kinds["evidence"].prefix if book.loaded else ""
    block = "\n".join([
        "", f":::{{evidence}} {sentence}", f":id: {_free_id(register, prefix, dataset.id, row.area)}", ":tags: ",
        f":datasets: {dataset.id}",
        ":confidence: ", f":since: {dataset.since}", f":period: {period_in_words(row.period)}", f":geography: {area}", "",
        f"{sentence}: {{value}}`{expression}`.", ":::", ""])
    text = book.text(chapter)
    end = SpanInFile(chapter, in_line(text.count("\n"), len(text) - text.rfind("\n") - 1, len(text) - text.rfind("\n") - 1))
    yield QuickFix(f"Make a finding of this row in {chapter}", (TextChange(chapter, end.span, block),))


def _chapter_for(register: Register, dataset: str) -> str:
    """The chapter of the evidence with most findings from a table, or else the first of the evidence."""
    files = [item.place.file for item in register.evidence() if dataset in item.datasets]
    others = [item.place.file for item in register.evidence()]
    return max(files, key=files.count) if files else next(iter(others), "")


def _free_id(register: Register, prefix: str, dataset: str, area: str) -> str:
    name = re.sub(r"[^A-Z0-9]+", "_", f"{prefix}{dataset}_{area}".upper())[:36].strip("_")
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, 10_000))) if each not in register.items)
