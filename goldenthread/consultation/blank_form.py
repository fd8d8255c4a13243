"""The response form: a workbook that readers fill in and send back, with the book's items and criteria to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, language_of
from goldenthread.consultation.intake.response_form import COLUMNS
from goldenthread.documents import ChoiceList, Form, FormColumn, form_as_xlsx
from goldenthread.model import (
    Consultation,
    Register,
    current_language,
    gettext,
    gettext_noop,
    in_language,
    period_in_words,
)
from goldenthread.system import put_files

FOLDER = "build/forms"
ROWS = 200
"""How many rows have the lists to choose from."""
WIDTHS = (44, 16, 48, 44, 30)
"""The widths of the columns, in characters."""
INSTRUCTION = gettext_noop("One row is one point. Leave a row's other columns empty if you like.")
NEVER_CHANGES = date(2000, 1, 1)
"""The date in the form's properties: a form is of no day, and the same book must give the same bytes."""


def form_file(register: Register) -> str:
    """Where the form of a book is put."""
    return f"{FOLDER}/{register.book.file}-response-form.xlsx"


def write_form(root: Path, book: LoadedBook, today: date) -> str:
    """Write the form of a book that has been read; its file."""
    file = form_file(book.register)
    with in_language(language_of(root)):
        form = response_form(book.register, book.consultation, today, book.vocabulary.criteria)
    put_files(root, {file: form})
    return file


def response_form(register: Register, consultation: Consultation | None, today: date, questions: Sequence[str] = ()) -> bytes:
    """The form as the bytes of a workbook: what it is for, and a table of the columns that `intake` reads, one row per point.
    Its words are in the current language.

    `questions` are those of a book without a consultation. On its second sheet are the items and pages that a point can be
    about, and the questions that it can answer.
    """
    title = gettext("{title}: response form", title=register.book.title)
    items = ChoiceList(header=gettext("What a point can be about"), width=90, entries=list(_items(register)))
    asked = [criterion.id for criterion in consultation.criteria] if consultation else list(questions)
    criteria = ChoiceList(header=gettext("Question"), width=40, entries=asked)
    chosen = {"item": (items, gettext("Choose the item or the page that the point is about.")),
              "criterion": (criteria, gettext("Choose the question that the point answers."))}
    columns = []
    for (name, header), width in zip(COLUMNS.items(), WIDTHS, strict=True):
        choices, prompt = chosen.get(name, (None, ""))
        columns.append(FormColumn(header=gettext(header), width=width, choices=choices, prompt=prompt))
    return form_as_xlsx(Form(
        title=title, publisher=register.book.publisher, dated=NEVER_CHANGES, language=current_language().tag,
        sheet=gettext("Your points"), lines=[*_introduction(consultation, today)], instruction=gettext(INSTRUCTION),
        columns=columns, rows=ROWS, lists_sheet=gettext("Items"),
        refusal=(gettext("Not in the list"), gettext("Choose from the list, so that your point finds its passage."))))


def _items(register: Register) -> Iterable[str]:
    """Each page that holds items, then these, in the order of the book. What only responses are on is left out."""
    for page, keys in register.items_on.items():
        held = [register.items[key] for key in keys if key in register.items and register.items[key].kind != "response"]
        if held:
            yield f"{page} ({gettext('{page}: the page as a whole', page=register.titles.get(page) or page)})"
            yield from (f"{item.id} {item.title}" for item in held if item.id)


def _introduction(consultation: Consultation | None, today: date) -> Iterable[str]:
    """What the cover says: how to fill it in, the questions, and until when it is wanted."""
    yield gettext("The sheet {sheet} is the form. {instruction}", sheet=gettext("Your points"), instruction=gettext(INSTRUCTION))
    if consultation:
        yield from (f"{criterion.id}: {' '.join(criterion.question.split())}" for criterion in consultation.criteria)
        yield _when(consultation, today)
    yield gettext("Please give no names, telephone numbers or e-mail addresses of persons: what you write may be published.")


def _when(consultation: Consultation, today: date) -> str:
    if consultation.is_closed(today) and consultation.this_copy:
        return " ".join(consultation.this_copy.split())
    day = period_in_words(consultation.deadline.isoformat())
    if consultation.contact:
        return gettext("Please send the form to {contact} by {day}.", contact=consultation.contact, day=day)
    return gettext("Please send the form to those who gave it to you by {day}.", day=day)
