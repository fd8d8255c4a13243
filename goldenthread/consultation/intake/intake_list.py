"""`goldenthread intake FOLDER --list LIST`: many files at once, each as if it were taken in by itself.

The book is read once, and so is what its points may be about. A file that is refused keeps no other from being taken in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, read_book, read_chapter
from goldenthread.consultation.intake.csv_list import rows_of_csv
from goldenthread.consultation.intake.delivery import IntakeRequest, IntakeResult, read_delivery, targets_in
from goldenthread.consultation.intake.intake_file import write_result
from goldenthread.consultation.intake.response_items import response_file
from goldenthread.consultation.intake.safe_files import read_file
from goldenthread.model import OPEN, Fault, Item, Place, Problem, nearest, number_of
from goldenthread.system import Outcome, failure, writing_alone

COLUMNS = ("file", "respondent", "received", "kind", "criterion", "about")
"""The columns of the list: the first two each row fills, the others stand for the options of the command."""


@dataclass(kw_only=True)
class _Taken:
    """What has come of the files so far."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    responses: int = 0
    open: int = 0


@writing_alone
def intake_folder(
    root: Path, folder: Path, listed: Path, today: date, *, as_proposed: bool = False, dry_run: bool = False
) -> Outcome:
    """Take in the files of a folder as a list names them, in its order.

    Either all that comes of a file is written or nothing is. What is refused, and a file of the folder that is not listed, is a
    problem; the others are taken in, and giving the command again takes in only what is new.
    """
    try:
        book = read_book(root)
        requests, problems = _requests(folder, listed, as_proposed)
    except (Fault, OSError) as fault:
        return failure(fault, root, "Nothing was written.")
    taken = _Taken(problems=problems)
    targets = targets_in(book, root)
    seen: set[str] = set()
    for request in requests:
        # a second file of a respondent adds to what the first has brought
        file = response_file(request.respondent)
        book = _with_responses_of(book, root, file) if file in seen else book
        seen.add(file)
        try:
            result = read_delivery(book, request, today, targets)
            if not dry_run:
                write_result(root, result)
        except Fault as fault:
            taken.problems.append(fault.problem)
        except OSError as error:
            taken.problems += failure(error, root).problems
        else:
            _count(taken, request, result)
    return Outcome(status=int(bool(taken.problems)), problems=taken.problems, lines=[*taken.lines, *_summary(taken, dry_run)])


def _count(taken: _Taken, request: IntakeRequest, result: IntakeResult) -> None:
    waiting = sum(record.outcome == OPEN for record in result.records)
    taken.files += 1
    taken.responses += len(result.responses)
    taken.open += waiting
    still = f", {number_of(waiting, 'passage')} open" if waiting else ""
    taken.lines.append(f"{request.path.name}: {number_of(len(result.responses), 'new response')}{still}.")


def _summary(taken: _Taken, dry_run: bool) -> Iterator[str]:
    verb = "would be taken in" if dry_run else "taken in" if taken.files != 1 else "was taken in"
    refused = " What is listed above was not taken in: correct it and give the command again." if taken.problems else ""
    yield (f"{number_of(taken.files, 'file')} {verb}, with {number_of(taken.responses, 'new response')} and "
           f"{number_of(taken.open, 'open passage')}.{refused}")
    if dry_run:
        yield "This was a dry run: nothing was written."


def _with_responses_of(book: LoadedBook, root: Path, file: str) -> LoadedBook:
    """The book with what stands by now in a respondent's file."""
    if not (root / file).exists():
        return book
    items: dict[str, Item] = {item.id: item for item in read_chapter(root, file, book.vocabulary).items}
    return replace(book, register=replace(book.register, items={**book.register.items, **items}))


def _requests(folder: Path, listed: Path, as_proposed: bool) -> tuple[list[IntakeRequest], list[Problem]]:
    """A request for each row of the list, and what is wrong with rows and with files that none names."""
    requests: list[IntakeRequest] = []
    problems: list[Problem] = []
    named = {listed.resolve()}
    for number, row in _rows(read_file(listed, listed.name), listed.name):
        path, received = folder / row["file"], _day(row["received"])
        named.add(path.resolve())
        if what := _lacking(row, received):
            problems.append(Problem(Place(file=listed.name, line=number), "intake.list", f"The row {what}.",
                                    "Write a file of the folder, the respondent, and the day as in 2019-10-11."))
            continue
        requests.append(IntakeRequest(path=path, respondent=row["respondent"], received=received, kind=row["kind"],
                                      criterion=row["criterion"], about=row["about"], as_proposed=as_proposed))
    unlisted = (path for path in sorted(folder.iterdir())
                if path.is_file() and not path.name.startswith(".") and path.resolve() not in named)
    problems += [Problem(Place(file=path.name, line=0), "intake.unlisted", f"No row of {listed.name} names this file.",
                         "Add a row for it, or take it out of the folder.") for path in unlisted]
    return requests, problems


def _lacking(row: Mapping[str, str], received: date | None) -> str:
    """What a row lacks; nothing for one that will do."""
    if not row["file"] or not row["respondent"]:
        return "names no respondent" if row["file"] else "names no file"
    return f"says '{row['received'][:40]}' for the day of receipt" if row["received"] and received is None else ""


def _rows(raw: bytes, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a list with their line, every column filled. Raises `Fault` for a list that cannot be read."""
    names, rows = rows_of_csv(raw, name, "intake.list")
    _check_columns(names, name)
    for line, row in rows:
        yield line, {column: row.get(column, "") for column in COLUMNS}


def _check_columns(names: Sequence[str], file: str) -> None:
    missing = [column for column in COLUMNS[:2] if column not in names]
    unknown = [column for column in names if column and column not in COLUMNS]
    if missing or unknown:
        what = f"The list has no column '{missing[0]}'." if missing else f"'{unknown[0][:40]}' is no column of the list."
        near = nearest(unknown[0], COLUMNS) if unknown else ""
        raise Fault(Problem(Place(file=file, line=1), "intake.list", what, f"Head its columns {', '.join(COLUMNS)}.{near}"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
