"""What the response form says as it is given out: whatever else stands in one that comes back, its respondent wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from goldenthread.consultation.intake.points import Targets, fold
from goldenthread.model import ENGLISH, Consultation, Register, gettext, gettext_noop, period_in_words
from goldenthread.system import language_called, languages_known

N_ = gettext_noop
COLUMNS = {"item": N_("Item"), "criterion": N_("Criterion"), "point": N_("Point"), "suggested wording": N_("Suggested wording"),
           "evidence offered": N_("Evidence offered")}
"""The columns of the form, each with its heading, which the form has in the language of its book."""
PROMPTS = {"item": N_("Choose the item or the page that the point is about."),
           "criterion": N_("Choose the question that the point answers.")}
"""What is said beside the cells of a column."""
LISTS = {"item": N_("This sheet has one table: the items and pages that a point can be about."),
         "criterion": N_("This sheet has one table: the questions that a point can answer.")}
"""What is said above the list of a column's choices."""
REFUSAL = (N_("Not in the list"), N_("Choose from the list, so that your point finds its passage."))
"""What is said of an entry that is none of the list."""
INSTRUCTION = gettext_noop("One row is one point. Leave a row's other columns empty if you like.")


def form_entries(register: Register) -> Iterable[str]:
    """Each page that holds items, then these, in the order of the book. What only responses are on is left out."""
    for page, keys in register.items_on.items():
        held = [register.items[key] for key in keys if key in register.items and register.items[key].kind != "response"]
        if held:
            yield f"{page} ({gettext('{page}: the page as a whole', page=register.titles.get(page) or page)})"
            yield from (f"{item.id} {item.title}" for item in held if item.id)


def form_introduction(consultation: Consultation | None, today: date) -> Iterable[str]:
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


def words_of_form(register: Register, consultation: Consultation | None, questions: Sequence[str]) -> frozenset[str]:
    """What only this book's form says, in the current language, as `form_key` has it, before the deadline and after it."""
    return frozenset(map(form_key, _texts(register, consultation, questions))) - {""}


def form_key(words: str) -> str:
    """By which a text of the form is known again, whatever program saved it."""
    return fold(re.sub(r"^['’]?", "", words.strip())).casefold()


@cache
def _always() -> frozenset[str]:
    """What every form says in any language, whatever its book."""
    texts = ("Response form", "Your points", INSTRUCTION, "Items", "What a point can be about", "Questions", "Question",
             *COLUMNS.values(), *PROMPTS.values(), *REFUSAL, *LISTS.values())
    languages = [language_called(code) or ENGLISH for code in languages_known()]
    return frozenset(form_key(language.translations.gettext(text)) for language in languages for text in texts)


def is_of_form(words: str, targets: Targets) -> bool:
    """Whether a text is one of the form's own."""
    key = form_key(words)
    return not key or key in targets.form_words or key in _always()


def _texts(register: Register, consultation: Consultation | None, questions: Sequence[str]) -> Iterator[str]:
    title = gettext("{title}: response form", title=register.book.title)
    yield from (register.book.publisher, title, title[:120], "Cover")
    yield from ([criterion.id for criterion in consultation.criteria] if consultation else questions)
    yield from form_entries(register)
    for day in (consultation.deadline, consultation.deadline + timedelta(days=1)) if consultation else (date.max,):
        yield from form_introduction(consultation, day)
