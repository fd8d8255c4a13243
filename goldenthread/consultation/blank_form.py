"""The response form: a workbook that readers fill in and send back, with the book's items and criteria to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from goldenthread.book import LoadedBook, language_of
from goldenthread.consultation.intake.form_text import (
    COLUMNS,
    INSTRUCTION,
    LISTS,
    PROMPTS,
    REFUSAL,
    form_entries,
    form_introduction,
)
from goldenthread.documents import ChoiceList, Form, FormColumn, form_as_xlsx
from goldenthread.model import (
    Consultation,
    Register,
    current_language,
    gettext,
    in_language,
)
from goldenthread.system import put_files

FOLDER = "build/forms"
ROWS = 200
"""How many rows have the lists to choose from."""
WIDTHS = (40, 16, 46, 42, 28)
"""The widths of the columns, in characters: together a page's width, in letters that can be read."""
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

    `questions` are those of a book without a consultation. The items and pages that a point can be about, and the questions that
    it can answer, are each on a sheet of their own.
    """
    title = gettext("{title}: response form", title=register.book.title)
    items = ChoiceList(sheet=gettext("Items"), description=gettext(LISTS["item"]), header=gettext("What a point can be about"),
                       width=90, entries=list(form_entries(register)))
    asked = [criterion.id for criterion in consultation.criteria] if consultation else list(questions)
    criteria = ChoiceList(sheet=gettext("Questions"), description=gettext(LISTS["criterion"]), header=gettext("Question"),
                          width=90, entries=asked)
    chosen = {"item": (items, gettext(PROMPTS["item"])),
              "criterion": (criteria, gettext(PROMPTS["criterion"]))}
    columns = []
    for (name, header), width in zip(COLUMNS.items(), WIDTHS, strict=True):
        choices, prompt = chosen.get(name, (None, ""))
        columns.append(FormColumn(header=gettext(header), width=width, choices=choices, prompt=prompt))
    return form_as_xlsx(Form(
        title=title, publisher=register.book.publisher, dated=NEVER_CHANGES, language=current_language().tag,
        sheet=gettext("Your points"), lines=[*form_introduction(consultation, today)], instruction=gettext(INSTRUCTION),
        columns=columns, rows=ROWS,
        refusal=(gettext(REFUSAL[0]), gettext(REFUSAL[1]))))
