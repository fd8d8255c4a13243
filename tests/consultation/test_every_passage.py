"""No passage is unaccounted for: whatever is sent in, each of its words is in a response, left out with a reason, or open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goldenthread.book import read_book
from goldenthread.consultation.intake import IntakeRequest
from goldenthread.consultation.intake.file_readers import read_received_file
from goldenthread.consultation.intake.points import Delivery, Point, Targets
from tests.books.commands import intake
from tests.books.small_book import write_book
from tests.books.submissions import KINDS, Maker, Submission
from tests.soundness.trials import Trials

TARGETS = Targets(items=frozenset({"EV_SKILLS", "D19_PRI_SKILLS"}), title_of_page={"evidence/people": "People"},
                  page_of_bookmark={"evidence_people": "evidence/people"}, criteria=("accuracy", "completeness", "insight"),
                  item_id=re.compile(r"(?:D19_)?(?:EV|PRI)_[A-Z]+"))


def texts_of(point: Point) -> Iterator[str]:
    yield from (point.text, point.quoted, point.deleted, point.suggested, point.evidence, *point.replies)


def every_text(delivery: Delivery) -> str:
    """All that is kept of a file, wherever it went."""
    texts = [text for point in delivery.points for text in texts_of(point)]
    for leftover in delivery.leftovers:
        texts += [leftover.text, *(passage.words for passage in leftover.open_passages)]
        texts += texts_of(leftover.point) if leftover.point else []
    texts += [one.passage.words for one in (*delivery.left_out, *delivery.open)]
    return "\n".join(texts)


def unaccounted(sent: Submission) -> list[str]:
    """The words of a submission that nothing of what was read holds."""
    delivery, _ = read_received_file(sent.raw, sent.name, Path(sent.name).suffix, TARGETS)
    assert all(leftover.why for leftover in delivery.leftovers)
    assert all(one.reason for one in (*delivery.left_out, *delivery.open))
    kept = every_text(delivery)
    return [word for word in sent.words if not re.search(rf"{word}(?!\\d)", kept)]


@pytest.mark.sound
def test_submissions_of_six_kinds_leave_no_passage_unaccounted(trials: Trials) -> None:
    number = trials.many(20, 200)
    lost = {}
    for seed in range(number):
        sent = Maker(seed).make(KINDS[seed % len(KINDS)])
        lost[seed, sent.name] = unaccounted(sent)
    assert {one: words for one, words in lost.items() if words} == {}
    made = "Submissions made at random: review copies, own reports, e-mails, notes in PDF files, forms, pages of the site"
    trials.record("Hostile input", made, number, "Every passage is accounted for")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_into_the_book_accounts_for_every_passage(kind: str, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    sent = Maker(1000 + KINDS.index(kind)).make(kind)
    (tmp_path / sent.name).write_bytes(sent.raw)
    request = IntakeRequest(path=tmp_path / sent.name, respondent="Shore Trust", received=date(2019, 10, 11))
    good, lines = intake(book, request, date(2019, 10, 21))
    assert good, lines
    register = read_book(book).register
    (record,) = register.received
    responses = "\n".join(response.body for response in register.responses())
    kept = responses + "\n".join(passage.words for passage in record.passages)
    assert [word for word in sent.words if word not in kept] == []
    known = {response.id for response in register.responses()}
    for passage in record.passages:
        assert passage.outcome in ("taken in", "left out", "open")
        assert set(passage.responses) <= known and (passage.reason or passage.responses), json.dumps(passage.where)
