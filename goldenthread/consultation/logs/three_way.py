"""The three-way merge of a log: what was given out (the base), what the book says now, and what came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from goldenthread.analysis import personal_data_in
from goldenthread.book import Vocabulary
from goldenthread.consultation.intake.escaping import printable
from goldenthread.consultation.logs.log_columns import CHOICE_FIELDS, Column, row_fingerprint
from goldenthread.consultation.logs.read_back import ReturnedLogs, ReturnedRow
from goldenthread.model import Item, Problem, Register, nearest, with_article


class Decision(Enum):
    """What becomes of a cell that came back."""

    NOTHING = auto()
    TAKE = auto()
    CONFLICT = auto()


def decide(base: str, current: str, returned: str) -> Decision:
    """What becomes of one value: an edit is taken unless the book has changed meanwhile, to something else."""
    if returned in (base, current):
        return Decision.NOTHING
    return Decision.TAKE if current == base else Decision.CONFLICT


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldEdit:
    """An edit of one option, or of the title, of one item. `before` and `after` are as Markdown has them, not as cells do."""

    item: Item
    column: Column
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.item.at(self.column.field)}: {self.item.id}, {self.column.header.lower()}: " \
               f"{_quoted(self.before)} becomes {_quoted(self.after)}."


@dataclass(kw_only=True)
class MergeResult:
    """The edits to be made, the problems that stand in the way of others, and remarks for the author."""

    edits: list[FieldEdit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str]


def merge_rows(register: Register, vocabulary: Vocabulary, returned: ReturnedLogs) -> MergeResult:
    """Merge every row that came back. A conflict, or a row that belongs to no item, is a problem and gives no edit."""
    result = MergeResult(remarks=list(returned.remarks))
    # of two rows with one id neither is known to be the one that was given out
    times = Counter(row.id for row in returned.rows if row.id)
    for row in returned.rows:
        items = {item.id: item for item in row.log.items_in(register)}
        if row.id not in items:
            near = nearest(row.id, items)
            result.problems.append(Problem(row.place, "merge.unknown", f"'{row.id}' is no id of the log '{row.log.sheet}'.",
                                           f"Put the id back, or take the row out.{near}"))
        elif times[row.id] > 1:
            result.problems.append(Problem(row.place, "merge.twice", f"{row.id} is in {times[row.id]} rows.",
                                           "Keep one of them."))
        else:
            base = returned.base.get(row.id, {})
            _merge_row(register, vocabulary, row, items[row.id], {h: base.get(h, "") for h in row.log.headers}, result)
    return result


def _merge_row(
    register: Register, vocabulary: Vocabulary, row: ReturnedRow, item: Item, base: Mapping[str, str], result: MergeResult
) -> None:
    # an edited base would make an edit of the book look like one that came back
    if row_fingerprint(base) != row.fingerprint:
        result.problems.append(Problem(row.place, "merge.base", f"What was given out for {row.id} is no longer known.",
                                       "Put its fingerprint and the sheet Base back as they were, or change the Markdown by "
                                       "hand."))
        return
    for column in row.log.columns:
        returned = row.cells.get(column.header)
        if returned is None or returned == base[column.header]:
            continue
        if not column.field:
            result.remarks.append(f"{row.place}: '{column.header}' of {row.id} was edited, which does not come back.")
            continue
        _merge_cell(register, vocabulary, row, item, column, base[column.header], returned, result)


def _merge_cell(
    register: Register, vocabulary: Vocabulary, row: ReturnedRow, item: Item, column: Column, base: str, returned: str,
    result: MergeResult,
) -> None:
    """Merge one cell. `returned`, `base`, `current` and `shown` are as cells show them, `value` as Markdown has it."""
    choices = vocabulary.kinds[row.log.kind].choices.get(column.field, ()) if column.field in CHOICE_FIELDS else ()
    labels = {choice: vocabulary.words.label(column.field, choice) for choice in choices}
    value = _choice(returned, labels) if choices else _single_line(returned)
    shown = labels.get(value, value)
    current = column.value_of(register, item)
    decision = decide(base, current, shown)
    if decision is Decision.NOTHING:
        return
    refusal = _refusal(row, column, shown, value, labels)
    if refusal:
        result.problems.append(refusal)
    elif decision is Decision.CONFLICT:
        result.problems.append(Problem(
            row.place, "merge.conflict", f"{row.id}, '{column.header}': given out {_quoted(base)}, now {_quoted(current)} "
            f"({item.at(column.field)}), came back {_quoted(shown)}.", "Decide which stands: write it there, or into the cell "
            "what is there now.", row.id))
    else:
        before = item.title if column.field == "title" else item.text(column.field)
        result.edits.append(FieldEdit(item=item, column=column, before=before, after=value))


def _refusal(row: ReturnedRow, column: Column, shown: str, value: str, choices: Mapping[str, str]) -> Problem | None:
    """Why a value cannot be taken whatever the book says, or None."""
    where = f"{row.id}, '{column.header}'"
    if choices and value not in choices:
        known = [*choices.values()]
        return Problem(row.place, "merge.choice", f"{where}: {_quoted(shown)} is none of the choices.",
                       f"Choose from: {', '.join(known)}.{nearest(shown, known)}", row.id)
    if column.field == "title" and not shown:
        return Problem(row.place, "merge.empty", f"{where}: an item needs a title.", "Write one.", row.id)
    # a likely name is only a guess: it must not keep an editor's own words from coming back
    private = [part for part in personal_data_in(shown) if part.kind != "likely name"]
    if private and row.log.kind == "response":
        return Problem(row.place, "merge.private", f"{where} holds {with_article(private[0].kind)}.", "Take it out of the cell.",
                       row.id)
    return None


def _choice(text: str, choices: Mapping[str, str]) -> str:
    """The choice that a cell names, by itself or by its label, whatever its capitals; any other text stays as it is."""
    by_name = {name.casefold(): choice for choice in choices for name in (choice, choices[choice])}
    return by_name.get(text.casefold(), text)


def _single_line(text: str) -> str:
    """A text in one line, without invisible characters and without what sphinx-needs would evaluate inside an option."""
    return " ".join(printable(text).split()).replace("[[", "[ [").replace("<{", "< {")


def _quoted(text: str) -> str:
    return f"'{text}'" if text else "nothing"
