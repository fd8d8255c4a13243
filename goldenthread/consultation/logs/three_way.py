"""What was given out, what is here now, and what came back, held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.analysis import private_parts
from goldenthread.book import Vocabulary
from goldenthread.consultation.intake.escaping import plain
from goldenthread.consultation.logs.log_columns import CHOSEN, Column, print_of_row
from goldenthread.consultation.logs.read_back import Returned, ReturnedRow
from goldenthread.consultation.logs.write_log import items_of
from goldenthread.model import Item, Problem, Register, label_of, nearest


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change of one option, or of the title, of one item: what it says now and what it is to say, as written."""

    item: Item
    column: Column
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.item.at(self.column.field)}: {self.item.id}, {self.column.header.lower()}: " \
               f"{_shown(self.before)} becomes {_shown(self.after)}."


@dataclass(kw_only=True)
class Merge:
    """What is to change, what stands in the way of it, and what the author should know."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def merged(register: Register, vocabulary: Vocabulary, returned: Returned) -> Merge:
    """Every change that came back. A conflict or a row that cannot be placed is a problem, and gives no change."""
    merge = Merge(remarks=list(returned.remarks))
    times = Counter(row.id for row in returned.rows if row.id)
    for row in returned.rows:
        own = {item.id: item for item in items_of(register, row.log)}
        if row.id not in own:
            near = nearest(row.id, own)
            merge.problems.append(Problem(row.place, "merge.unknown", f"'{row.id}' is no id of the log '{row.log.sheet}'.",
                                          f"Put the id back, or take the row out.{near}"))
        elif times[row.id] > 1:
            merge.problems.append(Problem(row.place, "merge.twice", f"{row.id} stands in {times[row.id]} rows.",
                                          "Keep one of them."))
        else:
            _row(register, vocabulary, row, own[row.id], returned.base.get(row.id, {}), merge)
    return merge


def _row(
    register: Register, vocabulary: Vocabulary, row: ReturnedRow, item: Item, given: Mapping[str, str], merge: Merge
) -> None:
    headers = [column.header for column in row.log.columns]
    if print_of_row({header: given.get(header, "") for header in headers}) != row.printed:
        merge.problems.append(Problem(row.place, "merge.base", f"What was given out for {row.id} can no longer be told.",
                                      "Put its print and the sheet Base back as they were, or change the Markdown by hand."))
        return
    for column in row.log.columns:
        came = row.cells.get(column.header)
        if came is None or came == given[column.header]:
            continue
        if not column.field:
            merge.remarks.append(f"{row.place}: '{column.header}' of {row.id} was edited, which does not come back.")
            continue
        _cell(register, vocabulary, row, item, column, given[column.header], came, merge)


def _cell(
    register: Register, vocabulary: Vocabulary, row: ReturnedRow, item: Item, column: Column, given: str, came: str, merge: Merge
) -> None:
    allowed = vocabulary.kinds[row.log.kind].choices.get(column.field, ()) if column.field in CHOSEN else ()
    word = _word(came, allowed) if allowed else _harmless(came)
    came = label_of(word) if allowed else word
    now = column.said(register, item)
    if came in (given, now):
        return
    refusal = _refusal(row, column, came, word, allowed)
    if refusal:
        merge.problems.append(refusal)
    elif now != given:
        merge.problems.append(Problem(
            row.place, "merge.conflict", f"{row.id}, '{column.header}': given out {_shown(given)}, now {_shown(now)} "
            f"({item.at(column.field)}), came back {_shown(came)}.", "Decide which stands: write it there, or into the cell what "
            "is there now.", row.id))
    else:
        before = item.title if column.field == "title" else item.text(column.field)
        merge.changes.append(Change(item=item, column=column, before=before, after=word))


def _refusal(row: ReturnedRow, column: Column, came: str, word: str, allowed: tuple[str, ...]) -> Problem | None:
    """Why what came back cannot be taken, or None."""
    where = f"{row.id}, '{column.header}'"
    if allowed and word not in allowed:
        known = [label_of(one) for one in allowed]
        return Problem(row.place, "merge.choice", f"{where}: {_shown(came)} is none of the choices.",
                       f"Choose from: {', '.join(known)}.{nearest(came.capitalize(), known)}", row.id)
    if column.field == "title" and not came:
        return Problem(row.place, "merge.empty", f"{where}: an item needs a title.", "Write one.", row.id)
    found = [one for one in private_parts(came) if one.kind != "likely name"]
    if found and row.log.kind == "response":
        article = "an" if found[0].kind.startswith("e") else "a"
        return Problem(row.place, "merge.private", f"{where} holds {article} {found[0].kind}.", "Take it out of the cell.",
                       row.id)
    return None


def _word(came: str, allowed: tuple[str, ...]) -> str:
    """The choice that a cell names, by itself or as readers see it; what does not fit stays as it is."""
    by_name = {name.casefold(): word for word in allowed for name in (word, label_of(word))}
    return by_name.get(came.casefold(), came)


def _harmless(text: str) -> str:
    """A text in one line, without signs that cannot be seen and without what the reader of items would work out."""
    return " ".join(plain(text).split()).replace("[[", "[ [").replace("<{", "< {")


def _shown(text: str) -> str:
    return f"'{text}'" if text else "nothing"
