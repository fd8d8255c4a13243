"""A book's own questions: tables and charts of responses follow its vocabulary, and no list of ours."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from goldenthread.book import read_book
from goldenthread.site.views.response_views import by_question, questions_of
from tests.books.small_book import changed, write_book

RESPONSE = """\
---
orphan: true
---

# Shore Trust: responses

:::{response} It costs too much
:id: RSP_SHORE_TRUST_01234567
:about: EV_SKILLS
:respondent: Shore Trust
:criterion: value-for-money
:received: 2019-10-11
:source: letter or note
:disposition: not-accepted
:grounds: It is the cheapest.

> It costs too much.
:::
"""


def page(tmp_path: Path) -> Any:
    book = read_book(write_book(tmp_path, {
        "strategy/consultation/responses/shore-trust.md": RESPONSE,
        **changed("ubproject.toml", '"accuracy", "completeness", "insight", "not-stated"',
                  '"fairness", "value-for-money", "not-stated"')}))
    return SimpleNamespace(register=book.register, vocabulary=book.vocabulary)


def test_the_questions_are_those_of_the_vocabulary_in_its_order(tmp_path: Path) -> None:
    made = page(tmp_path)
    assert questions_of(made, list(made.register.responses())) == ["fairness", "value-for-money"]
    words = by_question(made, list(made.register.responses())).astext().split("\n\n")
    assert [word for word in ("Fairness", "Value for money", "Accuracy") if word in words] == ["Fairness", "Value for money"]
