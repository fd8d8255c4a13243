"""What the choices of a book's fields are called, in which order they stand, and which of them have a role."""

from __future__ import annotations

import pickle

import pytest

from goldenthread.model import KINDS, NOT_DECIDED, STANDARD_LABELS, STANDARD_WORDS, KindWords, Words, class_of_kind
from tests.books.records import at, item

MARYLAND = Words(choices={"confidence": ("5", "4", "3", "2", "1")}, roles={"confidence": {"high": ("4", "5")}})


def test_a_choice_reads_as_its_words_with_a_capital() -> None:
    label = STANDARD_WORDS.label
    assert [label("direction", word) for word in ("rise", "fall", "hold")] == ["Should rise", "Should fall", "Should hold"]
    assert (label("disposition", "accepted-in-part"), label("criterion", "value-for-money")) == (
        "Accepted in part", "Value for money")
    assert (label("cost", "small"), label("size", "small")) == ("Small: below £1 million", "Small")
    assert (label("failure", "government"), label("funder", "government")) == ("Failure of public policy", "Government")
    assert all(words.startswith(choice[:1].upper()) or name in {"direction", "effect", "failure", "availability"}
               for name, own in STANDARD_LABELS.items() for choice, words in own.items())


def test_what_an_author_wrote_in_words_keeps_its_hyphens() -> None:
    words = Words(choices={"status": ("for-agreement",)})
    assert (words.label("geography", "north-east of the county"), words.label("period", "2010-2018")) == (
        "North-east of the county", "2010-2018")
    assert words.label("status", "for-agreement") == "For agreement"


def test_a_book_calls_its_choices_by_its_own_words_and_has_them_in_its_own_order() -> None:
    words = Words(choices={"cost": ("large", "small")}, labels={"cost": {"small": "Under 1 million euros"}})
    assert (words.label("cost", "small"), words.label("cost", "large")) == ("Under 1 million euros", "Large: above £10 million")
    assert words.in_order("cost", ["other", "small", "large", "small"]) == ["large", "small", "other"]


@pytest.mark.parametrize(("words", "choice", "told", "high"), [
    (STANDARD_WORDS, "high", "high confidence", "high confidence"), (STANDARD_WORDS, "", "", "high confidence"),
    (Words(labels={"confidence": {"high": "Firm"}}), "high", "firm confidence", "firm confidence"),
    (MARYLAND, "3", "confidence 3", "confidence 4 or 5"),
    (Words(roles={"confidence": {"high": ("very-sure", "sure")}}), "not-sure", "not sure confidence",
     "very sure or sure confidence"),
])
def test_a_confidence_reads_within_a_sentence(words: Words, choice: str, told: str, high: str) -> None:
    assert (words.confidence(choice), words.high_confidence) == (told, high)


@pytest.mark.parametrize(("disposition", "words"), [
    ("", "Not decided yet"), ("open", "Not decided yet"), ("accepted-in-part", "Accepted in part"), ("other", "Other"),
])
def test_a_decision_is_told_once_there_is_one(disposition: str, words: str) -> None:
    assert item("response", "RSP_A", disposition=disposition).decision == words  # type: ignore[attr-defined]


def test_a_book_says_which_of_its_decisions_is_none() -> None:
    words = Words(choices={"disposition": ("waiting", "yes", "no")}, roles={"disposition": {"undecided": ("waiting",)}})
    assert [words.decision(choice) for choice in ("", "waiting", "yes")] == [NOT_DECIDED, NOT_DECIDED, "Yes"]


def test_a_book_has_words_of_its_own_once_it_adds_any() -> None:
    risk = KindWords(name="risk", label="Risk", is_own=True, fields={"odds": "Odds"})
    action = KindWords(name="action", label="Action", is_own=False, fields={"hours": "Hours"}, links={"meets": "Meets"})
    own = Words(kinds={"risk": risk, "action": action})
    assert (own.own_kinds, own.own_fields, own.is_own) == ((risk,), {"odds": "Odds", "hours": "Hours"}, True)
    bare = KindWords(name="risk", label="Risk", is_own=True)
    assert (bare.fields, bare.links) == ({}, {})
    assert (STANDARD_WORDS.own_kinds, STANDARD_WORDS.own_fields, STANDARD_WORDS.is_own) == ((), {}, False)
    assert Words(labels={"cost": {}}).is_own and Words(roles={"status": {}}).is_own
    scales = STANDARD_WORDS, MARYLAND, Words(choices={"confidence": ("high", "medium", "low")})
    assert [words.has_own_scale for words in scales] == [False, True, False]


def test_the_items_of_a_books_own_kind_have_its_name_and_survive_a_cache() -> None:
    kind = class_of_kind("risk")
    one = kind(id="RSK_A", title="A risk", place=at(3), tags=("people",), fields={"odds": "even"})
    kept = pickle.loads(pickle.dumps(one))
    assert (kept, kept.kind, type(kept)) == (one, "risk", kind)
    assert class_of_kind("risk") is kind and class_of_kind("action") is KINDS["action"]
