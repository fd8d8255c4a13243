"""Adding a consultation: the questions, from the book's own criteria, a page for the responses, and its place in the contents."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from string import Template

from goldenthread.book import CONSULTATION_FILE, LoadedBook, language_of, read_text
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.commands.named_parts import edition_called
from goldenthread.model import Words, gettext, in_language, period_in_words
from goldenthread.system import FRONT_PAGE

WEEKS = 6
"""How long readers have to answer if no deadline is given."""
PAGES = Path(__file__).parent / "translations"
"""For each language the files of a consultation, which readers of the book see."""
FOLDER = "strategy/consultation"


def consultation_addition(root: Path, book: LoadedBook, answers: Answers, today: date) -> Addition:
    """Everything to be written for a consultation that opens today.

    Raises `Fault` if there is one already, or for an invalid date.
    """
    if (root / CONSULTATION_FILE).exists() or (root / f"{FOLDER}/index.md").exists():
        what = f"There is a consultation already, in {FOLDER}."
        raise add_fault("add consultation", "add.name", what, "Edit it: a book has one.")
    deadline = answers.day("deadline", "The last day for answers", default=today + timedelta(weeks=WEEKS))
    edition = edition_called(book.register, "")
    language = language_of(root)
    with in_language(language):
        words = {"opened": today.isoformat(), "deadline": deadline.isoformat(), "label": edition.label,
                 "deadline_words": period_in_words(deadline.isoformat()),
                 "criteria": "".join(_question(book.vocabulary.words, criterion) for criterion in book.vocabulary.criteria)}
        title = gettext("The consultation")
    files: dict[str, str | bytes] = {
        f"{FOLDER}/{path.name}": Template(path.read_text(encoding="utf-8")).substitute(words)
        for path in sorted((PAGES / language.short).iterdir())}
    front = read_text(root, FRONT_PAGE)
    entry = next((line for line in front.split("\n") if f"{edition.folder}/index" in line and "](" not in line), "")
    if entry:
        files[FRONT_PAGE] = front.replace(entry, f"{entry}\n{title} <{FOLDER}/index>", 1)
    return Addition(
        files=files, what=f"The consultation is in {CONSULTATION_FILE}, with a page beside it; it is open until "
                          f"{period_in_words(deadline.isoformat())}",
        remarks=["Say there what is asked, and by whom. 'goldenthread forms' makes the form, and 'goldenthread intake' takes in "
                 "what comes.",
                 *([] if entry else [f"Name {FOLDER}/index in the contents of {FRONT_PAGE}."])])


def _question(called: Words, criterion: str) -> str:
    words = called.label("criterion", criterion)
    question = json.dumps(gettext("{criterion}: what is to be put right or added?", criterion=words), ensure_ascii=False)
    return f'\n[[criterion]]\nid = "{criterion}"\nname = {json.dumps(words, ensure_ascii=False)}\nquestion = {question}\n'
