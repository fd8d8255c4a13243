"""The themes of responses as CSV, for tools that sort texts by theme, and their answer as changes of the Markdown.

The first two columns are named as ThemeFinder and its like ask for them: `response_id` and `response`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from goldenthread.analysis import campaigns_in, in_plain_words, kinds_of_respondents, own_words_of, personal_data_in
from goldenthread.book import LoadedBook, read_book
from goldenthread.consultation.intake.csv_list import rows_of_csv
from goldenthread.consultation.intake.escaping import printable
from goldenthread.consultation.intake.safe_files import read_file
from goldenthread.consultation.logs.log_columns import Column, from_cell
from goldenthread.consultation.logs.merge_log import DRY_RUN, patch_of
from goldenthread.consultation.logs.rewrite_items import edited_files
from goldenthread.consultation.logs.three_way import FieldEdit
from goldenthread.documents import safe_cell
from goldenthread.model import Fault, Place, Problem, Register, Response, nearest, number_of
from goldenthread.system import Outcome, failure, put_files, stamps_of_book, writing_alone

FOLDER = "build/themes"
COLUMNS = ("response_id", "response", "themes", "respondent", "respondent_kind", "criterion", "about", "same_letter_as")
READ = (("response_id", "id"), ("themes", "theme"))
"""The columns that are read of a table that comes back, each by either name; the others are passed over."""
THEMES = Column(header="Themes", width=30, field="themes")
LONGEST = 60
"""How many characters a theme may have: it is a word or a few, by which points are counted."""


def write_themes(root: Path, book: LoadedBook) -> str:
    """Write the table of a book that has been read, and return its file, below the root."""
    file = f"{FOLDER}/{book.register.book.file}-themes.csv"
    put_files(root, {file: themes_as_csv(book.register)})
    return file


def themes_as_csv(register: Register) -> str:
    """A header and a row for each response, as RFC 4180 has them; several themes stand apart by semicolons."""
    kinds = kinds_of_respondents(register)
    letters = {point.id: one.first.id for one in campaigns_in(register.responses()) for point in one.points}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for response in register.responses():
        words = " ".join(in_plain_words(register, own_words_of(response)).split()) or response.title
        who = response.text("respondent")
        writer.writerow(map(safe_cell, [
            response.id, words, "; ".join(response.themes), who, kinds.get(who.casefold(), ""), response.text("criterion"),
            "; ".join(response.about) or response.text("chapter"), letters.get(response.id, "")]))
    return stream.getvalue()


@writing_alone
def merge_themes(root: Path, path: Path, *, replace: bool = False, dry_run: bool = False) -> Outcome:
    """Give responses the themes of a table: in addition to those that they have, or with `replace` in their place.

    A response that the table does not name keeps its own. With a problem nothing is written; with `dry_run` the lines hold the
    changes as a patch.
    """
    stamps = stamps_of_book(root)
    try:
        book = read_book(root)
        if "themes" not in book.vocabulary.kinds["response"].options:
            raise Fault(Problem(Place(file="ubproject.toml", line=1), "merge.theme", "Responses have no field 'themes' in this "
                                "book.", "Add it to the fields of the kind 'response', as a new book has it."))
        rows = list(_rows(read_file(path, path.name), path.name))
        edits, problems = _edits(book.register, rows, path.name, replace=replace)
        if problems:
            return Outcome(status=1, problems=problems, lines=["Nothing was written."])
        files = edited_files(root, book.vocabulary, edits)
        if not dry_run:
            put_files(root, {file: after for file, (_, after) in files.items()}, stamps)
    except (Fault, OSError) as fault:
        return failure(fault, root, "Nothing was written.")
    verb = "would get" if dry_run else "got"
    made = f"{number_of(len(edits), 'response')} {verb} other themes." if edits else "Nothing changes."
    return Outcome(lines=[*patch_of(files), made, DRY_RUN] if dry_run else [made])


def _edits(
    register: Register, rows: Sequence[tuple[int, str, str]], name: str, *, replace: bool
) -> tuple[list[FieldEdit], list[Problem]]:
    """What changes at each response that the rows name, and what keeps them from being made."""
    known = {response.id: response for response in register.responses()}
    given: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for line, key, cell in rows:
        themes = [" ".join(printable(theme).split()) for theme in cell.replace(",", ";").split(";")]
        themes = [theme for theme in themes if theme]
        if key not in known:
            problems.append(Problem(Place(file=name, line=line), "merge.unknown", f"'{key[:40]}' is no response of the book.",
                                    f"Put the id back, or take the row out.{nearest(key, known)}"))
        elif refusal := _refusal(themes):
            problems.append(Problem(Place(file=name, line=line), "merge.theme", f"{key}: {refusal}",
                                    "Write a word or a few, with semicolons between several themes.", key))
        else:
            given.setdefault(key, []).extend(themes)
    edits = [_edit(known[key], themes, replace=replace) for key, themes in given.items()]
    return [edit for edit in edits if edit.before != edit.after], problems


def _edit(response: Response, themes: Sequence[str], *, replace: bool) -> FieldEdit:
    wanted = list(dict.fromkeys([*([] if replace else response.themes), *themes]))
    # the same themes, written another way, are no change
    after = response.text("themes") if wanted == list(response.themes) else ", ".join(wanted)
    return FieldEdit(item=response, column=THEMES, before=response.text("themes"), after=after)


def _refusal(themes: Sequence[str]) -> str:
    """Why these cannot be themes; nothing where they can."""
    for theme in themes:
        if len(theme) > LONGEST:
            return f"'{theme[:40]}…' is longer than {LONGEST} characters."
        if "[[" in theme or "<{" in theme:
            return f"'{theme[:40]}' holds signs that mean something else here."
        if any(part.kind != "likely name" for part in personal_data_in(theme)):
            return "the theme holds an address or a number of a person."
    return ""


def _rows(raw: bytes, name: str) -> Iterator[tuple[int, str, str]]:
    """Line, id and themes of each row. Raises `Fault` for a table that cannot be read, or that lacks a column."""
    names, rows = rows_of_csv(raw, name, "merge.columns")
    places = {wanted[0]: next((one for one in wanted if one in names), "") for wanted in READ}
    if missing := [column for column, place in places.items() if not place]:
        raise Fault(Problem(Place(file=name, line=1), "merge.columns", f"The table has no column '{missing[0]}'.",
                            "Use the table of 'goldenthread themes', and leave its headings as they are."))
    for line, row in rows:
        key, themes = (from_cell(row.get(place)) for place in places.values())
        if key or themes:
            yield line, key, themes
