"""A response form that comes back, as a workbook or as CSV: one row is one point."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from goldenthread.consultation.intake.points import Delivery, Leftover, Point, Targets
from goldenthread.consultation.intake.safe_files import refuse
from goldenthread.consultation.intake.text_note import decode_text, names_mentioned
from goldenthread.consultation.intake.workbook_rows import MOST_ROWS, Formula, Row, rows_of_workbook
from goldenthread.model import ENGLISH, gettext_noop
from goldenthread.system import language_called, languages_known

N_ = gettext_noop
SOURCE = "form"
COLUMNS = {"item": N_("Item"), "criterion": N_("Criterion"), "point": N_("Point"), "suggested wording": N_("Suggested wording"),
           "evidence offered": N_("Evidence offered")}
"""The columns of the form, each with its heading, which the form has in the language of its book."""
LAST_HEADER_ROW = 30
"""How far down a sheet its headings are looked for: an introduction is above them."""


def read_workbook(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of the first sheet that has the form's columns. Raises `Fault` for a file that cannot be read safely."""
    sheets = rows_of_workbook(raw, name)
    return _points_of_rows(next((rows for rows in sheets.values() if _columns(rows)), []), name, targets)


def read_csv(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a form that was saved as CSV, with commas, semicolons or tabs. Raises `Fault` for a file that is none."""
    delivery = Delivery()
    text = decode_text(raw, name, delivery)
    head = next((line for line in text.splitlines() if any(
        called["item"] in line.lower() and called["point"] in line.lower() for called in _headings())), text[:200])
    # spreadsheets write the list separator of the computer's region
    delimiter = max(",;\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        rows = [(number, row) for number, row in enumerate(reader, start=1) if any(row)]
    except csv.Error as error:
        refuse(name, "intake.damaged", f"The file cannot be read as CSV: {error}.", "Ask for it again, saved as a workbook.")
    delivery.add(_points_of_rows(rows, name, targets))
    return delivery


def _columns(rows: Iterable[Row]) -> tuple[int, Mapping[str, int]] | None:
    """The number of the header row, and the place of each of the form's columns that is there."""
    for number, values in rows:
        if number > LAST_HEADER_ROW:
            break
        names = [_folded(str(value or "")) for value in values]
        for called in _headings():
            if called["item"] in names and called["point"] in names:
                return number, {column: names.index(heading) for column, heading in called.items() if heading in names}
    return None


def _folded(heading: str) -> str:
    return re.sub(r"\W+", " ", heading).strip().lower()


@cache
def _headings() -> list[dict[str, str]]:
    """What the columns are called in each language, English first."""
    languages = [language_called(code) or ENGLISH for code in sorted(languages_known(), key=lambda code: code != "en")]
    return [{column: _folded(language.translations.gettext(heading)) for column, heading in COLUMNS.items()}
            for language in languages]


def _points_of_rows(rows: Sequence[Row], name: str, targets: Targets) -> Delivery:
    header = _columns(rows)
    if header is None:
        refuse(name, "intake.columns", "The file has no row that heads the columns 'item' and 'point'.",
               "Use the response form (make forms), and leave its headings as they are.")
    if len(rows) > MOST_ROWS:
        refuse(name, "intake.too-large", f"The form has more than {MOST_ROWS:,} rows.", "Ask for it in parts.")
    header_row, columns = header
    delivery = Delivery()
    for number, values in rows:
        if number > header_row:
            cells = {column: values[place] if place < len(values) else None for column, place in columns.items()}
            _take_row(delivery, number, cells, targets)
    if not delivery.points and not delivery.leftovers:
        delivery.remarks.append("The form holds no point.")
    return delivery


def _take_row(delivery: Delivery, number: int, cells: Mapping[str, object], targets: Targets) -> None:
    texts = {column: "" if value is None else str(value).strip() for column, value in cells.items()}
    point = Point(text=texts["point"], suggested=texts.get("suggested wording", ""), evidence=texts.get("evidence offered", ""),
                  criterion=targets.criterion_of(texts.get("criterion", "")), source=SOURCE)
    where = f"row {number}"
    if not (point.text or point.suggested or point.evidence):
        if texts["item"]:
            delivery.keep(Leftover(where=where, why="it names an item but makes no point", text=texts["item"]))
        return
    formulas = [column for column, value in cells.items() if isinstance(value, Formula)]
    if formulas:
        why = f"'{formulas[0]}' is a formula, which is not worked out here"
        delivery.keep(Leftover(where=where, why=why, text=texts[formulas[0]]))
        return
    if texts.get("criterion") and not point.criterion:
        delivery.remarks.append(f"Row {number}: '{texts['criterion'][:40]}' is none of the criteria; the point has none yet.")
    # a page is chosen as 'evidence/people (People: the page as a whole)'
    first = texts["item"].partition(" ")[0]
    named = names_mentioned(texts["item"], targets) or [first] * (first in targets.title_of_page)
    why = targets.why_unknown(texts["item"][:60]) if texts["item"] else "it names no item"
    delivery.keep(targets.point_about(named, point, where, why))
