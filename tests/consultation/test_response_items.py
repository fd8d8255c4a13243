"""Points as response items: ids that do not change, threads, personal data, and the file that they are added to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.consultation.intake.inbox import inbox_name, leftover_text, leftovers_to_keep, original_to_keep
from goldenthread.consultation.intake.points import Leftover, Point
from goldenthread.consultation.intake.response_items import (
    NewResponse,
    Sender,
    respondent_slug,
    responses_from_points,
    with_responses,
)
from goldenthread.model import Item
from goldenthread.system import put_files
from tests.books.records import item

SENDER = Sender(respondent="Shore Trust", received=date(2019, 10, 11), late=False, criterion="", names={"Anna Brown"})
POINT = Point(about=("EV_PAY",), text="It is old.", source="form")


def taken_in(response: NewResponse, body: str, **fields: str) -> Item:
    """A response as it stands in the book once it was taken in."""
    return item("response", response.id, respondent="Shore Trust", about="EV_PAY", body=body, **fields)


def body_of(response: NewResponse) -> str:
    return response.text.partition("\n\n")[2].removesuffix("\n:::")


def known(*responses: NewResponse) -> dict[str, Item]:
    return {response.id: taken_in(response, body_of(response)) for response in responses}


def test_an_id_stays_the_same_for_ever() -> None:
    # these stand in committed books: another digest would take everything in once more
    [response] = responses_from_points([POINT], SENDER, {})
    assert response.id == "RSP_SHORE_TRUST_00B431EB"
    assert response.text == """\
:::{response} It is old.
:id: RSP_SHORE_TRUST_00B431EB
:about: EV_PAY
:respondent: Shore Trust
:criterion: not-stated
:received: 2019-10-11
:source: form
:disposition: open

> It is old.
:::"""


@pytest.mark.parametrize("point", [
    replace(POINT, about=("EV_WORK",)), replace(POINT, about=(), chapter="evidence/people"), replace(POINT, text="It is new."),
    replace(POINT, quoted="Pay"), replace(POINT, suggested="Pay fell"), replace(POINT, deleted="Pay"),
    replace(POINT, evidence="A table")])
def test_another_point_has_another_id(point: Point) -> None:
    first, second = responses_from_points([POINT, point], SENDER, {})
    assert first.id != second.id


@pytest.mark.parametrize("point", [
    replace(POINT, text=" It  is\nold."), replace(POINT, source="e-mail"), replace(POINT, criterion="accuracy"),
    replace(POINT, resolved=True), replace(POINT, replies=("I agree.",))])
def test_the_same_words_have_the_same_id_whatever_they_came_in(point: Point) -> None:
    assert responses_from_points([point], SENDER, {})[0].id == responses_from_points([POINT], SENDER, {})[0].id


def test_the_same_words_twice_are_two_points_of_one_respondent_and_none_of_another() -> None:
    twice = responses_from_points([POINT, POINT], SENDER, {})
    assert len({response.id for response in twice}) == 2
    assert responses_from_points([POINT, POINT], SENDER, known(*twice)) == []
    assert len(responses_from_points([POINT, POINT, POINT], SENDER, known(*twice))) == 1
    assert responses_from_points([POINT], replace(SENDER, respondent="SHORE trust"), known(*twice)) == []
    assert len(responses_from_points([POINT], replace(SENDER, respondent="Hill Trust"), known(*twice))) == 1


def test_a_thread_becomes_one_response_with_its_replies_in_order() -> None:
    [response] = responses_from_points([replace(POINT, replies=("I agree.", "So do I."), resolved=True)], SENDER, {})
    assert body_of(response) == ("> It is old.\n\nAnswered beside it:\n\n> I agree.\n\nAnswered beside it:\n\n> So do I.\n\n"
                                 "It was marked as resolved in the copy that came.")


def test_a_reply_that_a_later_copy_adds_is_a_response_that_names_the_first() -> None:
    [first] = responses_from_points([replace(POINT, replies=("I agree.",))], SENDER, {})
    later = replace(POINT, replies=("I agree.", "So do I."))
    [added] = responses_from_points([later], SENDER, known(first))
    assert body_of(added) == f"An answer to {{need}}`{first.id}`.\n\n> So do I."
    assert responses_from_points([later], SENDER, known(first, added)) == []
    # a copy from a program that keeps no threads has the same replies as comments
    assert responses_from_points([replace(POINT, text="So do I."), replace(POINT, text="I agree.")], SENDER,
                                 known(first, added)) == []


def test_an_answer_to_another_item_or_of_another_respondent_is_a_point() -> None:
    [first] = responses_from_points([replace(POINT, replies=("I agree.",))], SENDER, {})
    elsewhere = replace(POINT, about=("EV_WORK",), text="I agree.")
    assert len(responses_from_points([elsewhere], SENDER, known(first))) == 1
    other = replace(SENDER, respondent="Hill Trust")
    assert len(responses_from_points([replace(POINT, text="I agree.")], other, known(first))) == 1


@pytest.mark.parametrize(("point", "title"), [
    (replace(POINT, text="", deleted="rose", suggested="fell"), "rose to become fell"),
    (replace(POINT, text="", suggested="fell"), "Put in: fell"), (replace(POINT, text="", deleted="rose"), "Strike out: rose"),
    (replace(POINT, text="", evidence="A table"), "A table"), (replace(POINT, text="", replies=("I agree.",)), "I agree."),
    (replace(POINT, text="***"), "A point")])
def test_the_title_is_the_first_thing_that_has_words(point: Point, title: str) -> None:
    assert responses_from_points([point], SENDER, {})[0].text.startswith(f":::{{response}} {title}\n")


def test_personal_data_is_taken_out_of_every_part_and_counted() -> None:
    point = replace(POINT, text="Ask a@example.org", quoted="Anna Brown", suggested="01632 960 001", deleted="b@example.org",
                    evidence="Dear Jo,", replies=("As Anna said",))
    [response] = responses_from_points([point], SENDER, {})
    assert sorted(response.removed) == ["e-mail address", "e-mail address", "likely name", "likely name", "likely name",
                                        "telephone number"]
    assert not any(word in response.text for word in ("example.org", "Anna", "Jo,", "01632"))


def test_options_that_hold_for_all_points() -> None:
    late = replace(SENDER, late=True, criterion="insight")
    texts = [response.text for response in responses_from_points(
        [replace(POINT, about=("EV_PAY", "EV_WORK")), replace(POINT, about=(), chapter="evidence/people", criterion="accuracy")],
        late, {})]
    assert all(":late: yes\n" in text for text in texts)
    assert ":about: EV_PAY, EV_WORK\n" in texts[0] and ":criterion: insight\n" in texts[0] and ":chapter:" not in texts[0]
    assert ":chapter: evidence/people\n" in texts[1] and ":criterion: accuracy\n" in texts[1] and ":about:" not in texts[1]


@pytest.mark.parametrize(("respondent", "slug"), [
    ("Shore Trust", "shore-trust"), ("Marks & Co.", "marks-and-co"), ("Côte d'Or", "cote-d-or"), ("x" * 90, "x" * 60),
    ("Λ", "respondent-6bb5604c"), ("λ", "respondent-6bb5604c")])
def test_a_respondent_names_a_file(respondent: str, slug: str) -> None:
    assert respondent_slug(respondent) == slug


def test_responses_are_added_below_those_that_are_there(tmp_path: Path) -> None:
    first, second = (NewResponse(id=name, text=f":::{{response}} {name}\n:::", removed=()) for name in ("A", "B"))
    put_files(tmp_path, with_responses(tmp_path, "Shore Trust", [first]))
    put_files(tmp_path, with_responses(tmp_path, "Shore Trust", [second]))
    assert with_responses(tmp_path, "Shore Trust", []) == {}
    assert (tmp_path / "strategy/consultation/responses/shore-trust.md").read_text(encoding="utf-8") == (
        "---\norphan: true\n---\n\n# Shore Trust: responses\n\n:::{response} A\n:::\n\n:::{response} B\n:::\n")


def test_an_original_is_kept_once_with_its_checksum(tmp_path: Path) -> None:
    name = inbox_name(b"abc", ".eml", "Shore Trust", date(2019, 10, 11))
    assert name == "2019-10-11-shore-trust-ba7816bf.eml"
    put_files(tmp_path, original_to_keep(tmp_path, name, b"abc"))
    assert original_to_keep(tmp_path, "another-name.eml", b"abc") == {}
    put_files(tmp_path, original_to_keep(tmp_path, "b.eml", b"b"))
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == [name, "CHECKSUMS", "b.eml"]
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "inbox/CHECKSUMS").read_text(encoding="utf-8").splitlines()[0] == f"{digest}  {name}"


def test_leftovers_are_kept_word_for_word(tmp_path: Path) -> None:
    point = Point(text="Ask Anna", quoted="q", deleted="d", suggested="s", evidence="e", replies=("r", "t"), source="form")
    leftovers = [Leftover(where="row 1", why="it names no item", point=point), Leftover(where="row 2", why="odd", text="=1+1"),
                 Leftover(where="row 3", why="empty")]
    assert leftover_text(leftovers[0]) == (
        "Ask Anna\nOn: q\nStruck out: d\nSuggested: s\nEvidence: e\nAnswer: r\nAnswer: t")
    assert leftovers_to_keep("a.eml", leftovers)["inbox/a.eml.leftovers.txt"].split("\n\n----\n\n") == [
        f"row 1: it names no item\n\n{leftover_text(leftovers[0])}", "row 2: odd\n\n=1+1", "row 3: empty\n"]
    assert leftovers_to_keep("b.eml", []) == {}
