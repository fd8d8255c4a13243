"""A book with words, fields and kinds of its own: what is read, what is checked, and what is refused at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.analysis import confidence_or_status, strength_in_words
from goldenthread.book import read_book
from goldenthread.book.vocabulary import read_vocabulary
from goldenthread.documents import notes_on_register
from goldenthread.model import KINDS, STANDARD_FIELDS, Fault, OwnItem, Register
from goldenthread.rules import check
from tests.books.own_words import own_book
from tests.books.small_book import ROOT, write_book


def problems_with(root: Path, file: str, old: str, new: str) -> list[str]:
    book = own_book()
    assert old in book[file], old
    return [str(problem) for problem in check(write_book(root, book | {file: book[file].replace(old, new, 1)}))]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return read_book(write_book(tmp_path, own_book())).register


def test_a_book_in_its_own_words_keeps_the_rules(tmp_path: Path) -> None:
    assert check(write_book(tmp_path, own_book())) == []


def test_what_the_program_knows_of_each_kind_is_what_a_new_book_has() -> None:
    kinds = read_vocabulary(ROOT).kinds
    assert {name: set(kinds[name].schemas) | set(kinds[name].links) for name in KINDS} == STANDARD_FIELDS
    assert not read_vocabulary(ROOT).words.is_own


def test_counts_and_sentences_use_the_book_s_own_words(register: Register) -> None:
    items = register.items
    assert strength_in_words(register, items["D19_PRI_SKILLS"]) == (
        "Rests on one finding, of confidence 5 (a trial by lot) or 4, from one publisher; the newest is about 2018")
    assert strength_in_words(register, items["EV_SKILLS"]) == "Settled; supports two priorities"
    assert strength_in_words(register, items["D19_RSK_EMPTY"]) == "Linked with two items"
    assert confidence_or_status(items["D19_RSK_EMPTY"]) == "likely"


def test_a_workbook_does_not_explain_a_scale_that_the_book_has_not(register: Register, tmp_path: Path) -> None:
    told = [dict(notes_on_register(book)) for book in (register, read_book(write_book(tmp_path / "other")).register)]
    assert ["Confidence" in notes for notes in told] == [False, True]


def test_an_item_of_a_kind_of_its_own_has_fields_and_links(register: Register) -> None:
    risk = register.items["M20_RSK_EMPTY"]
    assert isinstance(risk, OwnItem)
    assert (risk.kind, risk.edition, risk.text("score")) == ("risk", "2020-03", "12")
    assert risk.links["threatens"] == ("M20_PRI_SKILLS",)
    assert register.ids_linking_to("M20_PRI_SKILLS", "threatens") == ("M20_RSK_EMPTY",)
    assert (risk.label("owner_body"), risk.label("likelihood")) == ("Skills-and-work board", "Likely")


@pytest.mark.parametrize(("old", "new", "told"), [
    (":score: 12", ":score: 26", "has the score '26', which is more than 25. Write a number up to 25. [item.schema]"),
    (":score: 12", ":score: twelve", "which is no whole number. Write digits alone, as in 3. [item.schema]"),
    (":likelihood: likely", ":likelihood: likly", "Use one of: rare, likely. Did you mean 'likely'? [item.choice]"),
    (":threatens: D19_PRI_SKILLS", ":threatens: EV_SKILLS", "Name an item of kind priority. [item.link-kind]"),
    (":id: D19_RSK_EMPTY", ":id: D19_RISK_EMPTY", "This risk has the id 'D19_RISK_EMPTY'. Give it ':id: D19_RSK_…'"),
    (":owner_body:", ":owner:", "has the option 'owner', which risk does not know."),
    ("{risk}", "{rsik}", "Did you mean 'risk'? [markup.directive]"),
    (":seen_by: Interviews with those who took part, each spring\n", "", "D19_MEA_SAID does not say its baseline."),
])
def test_an_item_of_a_kind_of_its_own_is_checked(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert told in "\n".join(problems_with(tmp_path, "strategy/2019-12/people.md", old, new))


def test_only_fields_that_the_book_has_are_asked_for(tmp_path: Path) -> None:
    book = own_book()
    chapter = re.sub(r"^:geography: .*\n", "", book["evidence/people.md"], flags=re.MULTILINE)
    settings = re.sub(r"^geography = .*\n", "", book["ubproject.toml"], flags=re.MULTILINE)
    asked = [[str(problem) for problem in check(write_book(tmp_path / name, book | files))] for name, files in {
        "with": {"evidence/people.md": chapter},
        "without": {"evidence/people.md": chapter, "ubproject.toml": settings}}.items()]
    assert [bool(problems) for problems in asked] == [True, False]
    assert all("does not say its geography. Add ':geography: …'. [item.missing]" in problem for problem in asked[0])


def test_a_field_that_may_not_be_empty_is_asked_for(tmp_path: Path) -> None:
    book = own_book()
    settings, times = re.subn(r"^score = (.*?)(?:, nullable = true)? }$", r"score_given = \1, nullable = false }",
                              book["ubproject.toml"], flags=re.MULTILINE)
    chapter = book["strategy/2019-12/people.md"].replace(":score: 12\n", "", 1)
    chapters = {name: text.replace(":score:", ":score_given:") for name, text in
                (book | {"strategy/2019-12/people.md": chapter}).items() if name.endswith(".md")}
    told = [str(problem) for problem in check(write_book(tmp_path, book | chapters | {"ubproject.toml": settings}))]
    assert times == 1
    assert [problem.partition(": ")[2] for problem in told] == [
        "D19_RSK_EMPTY does not say its score given. Add ':score_given: …'. [item.missing]"]


def test_the_rules_follow_the_roles_of_choices(tmp_path: Path) -> None:
    told = problems_with(tmp_path, "evidence/people.md", ":confidence: 4", ":confidence: 4\n:standing: in-review")
    assert [line.partition(": ")[2] for line in told] == [
        "Priority M20_PRI_SKILLS is 'for-agreement' but rests on EV_SKILLS, which is in review. Settle the finding, or rest the "
        "priority on another. [thread.provisional]"]


@pytest.mark.parametrize(("old", "new", "told"), [
    ('[goldenthread.roles.confidence]\nhigh = ["5", "4"]\n', "",
     "Nothing says which choice of 'confidence' is high. Add high = [\"5\"], with the right ones, below "
     "[goldenthread.roles.confidence]. [source.words]"),
    ('high = ["5", "4"]', 'high = ["6"]', "'6' is no choice of 'confidence'."),
    ('high = ["5", "4"]', 'hihg = ["5"]', "'hihg' is no role that a choice of 'confidence' can have."),
    ('high = ["5", "4"]', 'high = "5"', "'high' should be a list of choices."),
    ('5 = "5 (a', '6 = "6 (a', "'6' is no choice of 'confidence'."),
    ("[goldenthread.labels.confidence]", "[goldenthread.labels.confidense]", "No field 'confidense' has a list of choices."),
    ("[goldenthread.labels.confidence]", "[goldenthread.lables.confidence]", "'lables' is not a key that is read here."),
    ('directive = "risk"', 'directive = "note"', "'note' is already the name of something else in chapters."),
    ('directive = "risk"', 'directive = "Risk"', "'Risk' cannot name a kind of item."),
    ('prefix = "RSK_"', 'prefix = "PRI_"', "The kinds 'priority' and 'risk' share the prefix 'PRI_'."),
    ('prefix = "RSK_"', 'prefix = "risk"', "The kind 'risk' has the prefix 'risk'."),
    ('type = "integer", minimum = 1', 'type = "object"', "is of the type 'object', which needs more than a setting."),
    ("minimum = 1,", 'multipleOf = 5, ', "The schema of 'score' has 'multipleOf', which nothing here checks."),
    ("minimum = 1,", 'minimum = "1",', "'minimum' of the field 'score' is no number."),
    ('target_types = ["priority"] }\nrests_on', 'target_types = ["goal"] }\nrests_on',
     "The link 'threatens' leads to items of kind 'goal', which this file does not have."),
])
def test_what_needs_more_than_a_setting_is_refused_at_once(old: str, new: str, told: str, tmp_path: Path) -> None:
    settings = own_book()["ubproject.toml"]
    assert old in settings
    (tmp_path / "ubproject.toml").write_text(settings.replace(old, new), encoding="utf-8")
    with pytest.raises(Fault) as raised:
        read_vocabulary(tmp_path)
    assert told in str(raised.value)
    assert raised.value.problem.place.line > 1


