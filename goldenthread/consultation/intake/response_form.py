"""A response form that comes back, as a workbook or as CSV: one row is one point."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from goldenthread.consultation.intake.form_text import COLUMNS, form_key, is_of_form
from goldenthread.consultation.intake.points import Delivery, Leftover, Passage, Point, Targets
from goldenthread.consultation.intake.safe_files import refuse
from goldenthread.consultation.intake.text_note import decode_text, names_mentioned
from goldenthread.consultation.intake.workbook_rest import rest_of_workbook
from goldenthread.consultation.intake.workbook_rows import MOST_ROWS, Formula, Row, rows_of_workbook
from goldenthread.model import ENGLISH
from goldenthread.system import language_called, languages_known

SOURCE = "form"
SAID = ("point", "suggested wording", "evidence offered")
"""The columns in which a respondent says something."""
NO_FORM = ("Use the response form (make forms), and leave its headings as they are. A table of the respondent's own comes in "
           "with goldenthread import.")
LAST_HEADER_ROW = 30
"""How far down a sheet its headings are looked for: an introduction is above them."""


def read_workbook(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of every sheet that has the form's columns, and whatever else the workbook holds.

    Raises `Fault` for a file that cannot be read safely, and for one in which no sheet has these columns.
    """
    sheets = rows_of_workbook(raw, name)
    forms = [title for title, rows in sheets.items() if _columns(rows)]
    delivery, about = Delivery(), dict[tuple[str, int], list[str]]()
    for title in forms or [""]:
        form = _FormReader(sheets.get(title, []), name, targets, sheet=f"sheet '{title}', " if len(forms) > 1 else "")
        delivery.add(form.read())
        about |= {(title, number): named for number, named in form.about.items()}
    others = {title: rows for title, rows in sheets.items() if title not in forms}
    delivery.add(rest_of_workbook(raw, name, targets, others, about))
    return _or_say_that_it_is_empty(delivery)


def _or_say_that_it_is_empty(delivery: Delivery) -> Delivery:
    if not delivery.points and not delivery.leftovers:
        delivery.remarks.append("The form holds no point.")
    return delivery


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
    delivery.add(_FormReader(rows, name, targets).read())
    return _or_say_that_it_is_empty(delivery)


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


class _FormReader:
    """Reads the rows of one sheet. `about` is what each row names, by its number."""

    def __init__(self, rows: Sequence[Row], name: str, targets: Targets, sheet: str = "") -> None:
        header = _columns(rows)
        if header is None:
            refuse(name, "intake.columns", "The file has no row that heads the columns 'item' and 'point'.", NO_FORM)
        if len(rows) > MOST_ROWS:
            refuse(name, "intake.too-large", f"The form has more than {MOST_ROWS:,} rows.", "Ask for it in parts.")
        self.rows, self.targets, self.sheet, self.delivery = rows, targets, sheet, Delivery()
        self.header_row, self.columns = header
        self.headings: Sequence[object] = next(values for number, values in rows if number == self.header_row)
        self.about: dict[int, list[str]] = {}

    def read(self) -> Delivery:
        for number, values in self.rows:
            if number > self.header_row:
                self._take_row(number, values)
            elif number < self.header_row:
                self._take_beside(number, dict(enumerate(values)), "it stands above the headings of the form")
        headed = {place for number, values in self.rows if number > self.header_row
                  for place, value in enumerate(values) if _text(value)}
        columns = {*self.columns.values(), *headed}
        empty = {place: heading for place, heading in enumerate(self.headings) if place not in columns}
        self._take_beside(self.header_row, empty, "it heads a column that the form does not have")
        return self.delivery

    def _take_row(self, number: int, values: Sequence[object]) -> None:
        cells = {column: values[place] if place < len(values) else None for column, place in self.columns.items()}
        texts = {column: _text(value) for column, value in cells.items()}
        where = f"{self.sheet}row {number}"
        item = texts["item"]
        # a page is chosen as 'evidence/people (People: the page as a whole)'
        first = item.partition(" ")[0]
        self.about[number] = names_mentioned(item, self.targets) or [first] * (first in self.targets.title_of_page)
        formula = next((column for column, value in cells.items() if isinstance(value, Formula)), "")
        passage = Passage(kind="row", where=where, words="\n".join(filter(None, texts.values())))
        if not any(texts.get(column) for column in SAID):
            if item:
                self.delivery.keep(Leftover(where=where, why="it names an item but makes no point", text=item))
            elif texts.get("criterion"):
                self.delivery.keep(Leftover(where=where, why="it names a question but makes no point", text=texts["criterion"]))
        elif formula:
            self.delivery.keep(Leftover(where=where, why=f"'{formula}' is a formula, which is not worked out here",
                                        text="\n".join(texts[column] for column in SAID if texts.get(column)),
                                        passages=(passage,)))
        else:
            self._take_point(number, texts, passage)
        used = set(self.columns.values())
        self._take_beside(number, {place: value for place, value in enumerate(values) if place not in used},
                          "it stands in a column that the form does not have")

    def _take_point(self, number: int, texts: Mapping[str, str], passage: Passage) -> None:
        item, criterion, where = texts["item"], texts.get("criterion", ""), passage.where
        text, suggested, evidence = (texts.get(column, "") for column in SAID)
        point = Point(text=text, suggested=suggested, evidence=evidence, criterion=self.targets.criterion_of(criterion),
                      source=SOURCE, passages=(passage,))
        if criterion and not point.criterion:
            self.delivery.remarks.append(
                f"{where[:1].upper()}{where[1:]}: '{criterion[:40]}' is none of the criteria; the point has none yet.")
            self.delivery.leave_out("cell", f"question of {where}", criterion, "it is none of the criteria")
        if item and not self._is_choice(item, self.about[number]):
            self.delivery.leave_out("cell", f"item of {where}", item, "it says what the point is about")
        why = self.targets.why_unknown(item[:60]) if item else "it names no item"
        self.delivery.keep(self.targets.point_about(self.about[number], point, where, why))

    def _is_choice(self, item: str, named: Sequence[str]) -> bool:
        """Whether a cell names something as the form's list does, or names ids and nothing else."""
        rest = re.sub("|".join(map(re.escape, named)), "", item) if named else item
        titled = any(form_key(rest) and form_key(self.targets.texts.get(name, "")).startswith(form_key(rest)) for name in named)
        return titled or form_key(item) in self.targets.form_words or not re.search(r"\w", rest)

    def _take_beside(self, number: int, cells: Mapping[int, object], why: str) -> None:
        """What stands beside the columns of the form, or above them: a point about what its row names, once an editor says so."""
        texts = {place: _text(value) for place, value in cells.items() if _text(value)}
        words = ", ".join(f"{heading}: {text}" if number > self.header_row and (heading := self._heading(place)) else text
                          for place, text in texts.items() if not is_of_form(text, self.targets))
        if words:
            where = f"{self.sheet}row {number}, beside the form" if number >= self.header_row else f"{self.sheet}row {number}"
            point = Point(text=words, source=SOURCE, passages=(Passage(kind="cell", where=where, words=words),))
            about = self.targets.point_about(self.about.get(number, []), point, where, why)
            self.delivery.keep(Leftover(where=where, why=why, point=point,
                                        proposed=about if isinstance(about, Point) else None))

    def _heading(self, place: int) -> str:
        return _text(self.headings[place]) if place < len(self.headings) else ""


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
