"""A response that was written on the site's own page comes in whole: each point, each quotation, each line."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from typing import Any

import pytest

from goldenthread.consultation.intake.file_readers import read_page
from goldenthread.consultation.intake.points import Leftover, Targets, fold
from goldenthread.model import Fault
from tests.consultation.test_points import TARGETS

WORDS = "Most of the catch is landed at Northport, as it was before."


def annotation(about: str = "EV_PAY", said: str = "It is old.", **more: Any) -> dict[str, Any]:
    return {"type": "Annotation", "about": about, "criterion": "accuracy",
            "body": [{"type": "TextualBody", "purpose": "commenting", "value": said}], **more}


def quoting(words: str) -> dict[str, Any]:
    return {"source": "evidence/people", "selector": [
        {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""},
        {"type": "TextPositionSelector", "start": 3, "end": 3 + len(words)}]}


def saved(*points: dict[str, Any], typed: str = "", **more: Any) -> bytes:
    shown = [point["body"][0]["value"] for point in points]
    data = {"format": "goldenthread response 1", "consent": True, "points": list(points), "shown": shown, **more}
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in shown) + typed
    script = json.dumps(data).replace("<", "\\u003c")
    return f'<!doctype html>{lines}<script type="application/json" class="goldenthread-response">{script}</script>'.encode()


def targets(**texts: str) -> Targets:
    return Targets(items=TARGETS.items, title_of_page=TARGETS.title_of_page, page_of_bookmark=TARGETS.page_of_bookmark,
                   criteria=TARGETS.criteria, item_id=TARGETS.item_id, texts={key: fold(text) for key, text in texts.items()})


def test_a_point_keeps_its_words_its_change_its_source_and_what_it_is_about() -> None:
    point = annotation(target=quoting(WORDS))
    point["body"] += [{"purpose": "editing", "value": "Half of it"}, {"purpose": "linking", "value": "Our survey </script>"}]
    got = read_page(saved(point), "r.html", TARGETS).points
    assert [(one.about, one.criterion, one.text, one.suggested, one.evidence, one.quoted) for one in got] == [
        (("EV_PAY",), "accuracy", "It is old.", "Half of it", "Our survey </script>", WORDS)]


def test_responses_of_several_readers_in_one_file_are_merged() -> None:
    delivery = read_page(saved(annotation(said="One.")) + saved(annotation(said="Two.")), "r.html", TARGETS)
    assert [point.text for point in delivery.points] == ["One.", "Two."]
    assert [point.passages[0].where for point in delivery.points] == ["response 1, point 1", "response 2, point 1"]
    assert not delivery.leftovers


def test_what_was_typed_into_the_file_later_is_left_over_and_not_lost() -> None:
    delivery = read_page(saved(annotation(), typed="<p>It is old.</p><p>And dear.</p>"), "r.html", TARGETS)
    assert [one.point.text for one in delivery.leftovers if one.point] == ["It is old.", "And dear."]


@pytest.mark.parametrize("extra", [{"purpose": "tagging", "value": "So it was."}, {"value": "So it was."}, "So it was."])
def test_words_that_the_page_does_not_write_are_left_over(extra: object) -> None:
    point = annotation()
    point["body"].append(extra)
    delivery = read_page(saved(point), "r.html", TARGETS)
    assert ([one.text for one in delivery.points], [one.text for one in delivery.leftovers]) == (["It is old."], ["So it was."])


def test_a_question_that_nobody_asked_is_told() -> None:
    delivery = read_page(saved({**annotation(), "criterion": "beauty"}), "r.html", TARGETS)
    assert [(one.passage.words, one.reason) for one in delivery.left_out] == [("beauty", "it is none of the criteria")]


def test_a_line_that_was_struck_out_of_the_file_by_hand_is_told() -> None:
    raw = saved(annotation(said="One."), annotation(said="Two."))
    assert read_page(raw, "r.html", TARGETS).remarks == []
    remark, = read_page(raw.replace(b"<p>Two.</p>", b""), "r.html", TARGETS).remarks
    assert remark.startswith("1 line of what the page had saved cannot be read in the file any more")
    edited = read_page(raw.replace(b"<p>Two.</p>", b"<p>Three.</p>"), "r.html", TARGETS)
    assert [one.point.text for one in edited.leftovers if one.point] == ["Three."] and len(edited.remarks) == 1


def test_a_point_about_what_is_not_in_the_book_is_left_over() -> None:
    left = read_page(saved(annotation(about="EV_PYA")), "r.html", TARGETS).leftovers
    assert [type(one) for one in left] == [Leftover]
    assert left[0].why.startswith("'EV_PYA' is not, or no longer, in the book.")


def test_a_point_without_words_stays_open_with_what_it_quotes() -> None:
    empty = annotation(said="", target=quoting(WORDS))
    left = read_page(saved(empty), "r.html", TARGETS).leftovers
    assert [(one.why, one.text) for one in left] == [("it makes no point", WORDS)]


@pytest.mark.parametrize(("texts", "told"), [
    ({"EV_PAY": f"Ports. {WORDS} So it is."}, []),
    ({"EV_PAY": "Much of it."}, ["its text was changed since"]),
    ({"EV_PAY": "Much of it.", "EV_WORK": WORDS}, ["they stand in EV_WORK now"]),
])
def test_words_that_have_moved_or_changed_are_told_of(texts: dict[str, str], told: list[str]) -> None:
    remarks = read_page(saved(annotation(target=quoting(WORDS))), "r.html", targets(**texts)).remarks
    assert len(remarks) == len(told)
    assert all(words in remark and remark.startswith("Point 1: the words") for words, remark in zip(told, remarks, strict=True))


def test_a_file_that_the_respondent_names_stays_open_until_it_is_there() -> None:
    delivery = read_page(saved(annotation(), files=["t.csv"]), "r.html", TARGETS)
    assert [one.passage.words for one in delivery.open] == ["t.csv"]


def attached(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "base64": b64encode(content).decode()}


def test_a_file_within_the_response_is_taken_in_as_a_file_of_its_kind() -> None:
    note = attached("our note.txt", b"EV_WORK: there are fewer.")
    delivery = read_page(saved(annotation(), attachments=[note, attached("a.exe", b"MZ")]), "r.html", TARGETS)
    assert [(point.about, point.text, point.source) for point in delivery.points] == [
        (("EV_PAY",), "It is old.", "response page"), (("EV_WORK",), "there are fewer.", "letter or note")]
    assert [one.where for one in delivery.leftovers] == ["attachment 'a.exe'"]


def test_a_file_within_it_may_be_as_large_as_any_file() -> None:
    large = attached("large.txt", b"EV_WORK: " + b"so " * 1_500_000)
    assert len(read_page(saved(annotation(), attachments=[large]), "r.html", TARGETS).points) == 2


@pytest.mark.parametrize(("raw", "code"), [
    (saved(annotation(), attachments=[{"name": "a.txt", "base64": "§"}]), "[intake.damaged]"),
    (saved(annotation(), attachments=["a.txt"]), "[intake.damaged]"),
    (saved(annotation(), attachments={}), "[intake.damaged]"),
    (saved(annotation(), consent=False), "[intake.consent]"),
    (saved(annotation(), format="goldenthread response 2"), "[intake.damaged]"),
    (saved(annotation(about=["EV_PAY"])), "[intake.damaged]"),  # type: ignore[arg-type]
    (saved(annotation(), files="t.csv"), "[intake.damaged]"),
    (b"<p>My view.</p>", "[intake.kind]"),
    (saved(annotation()).replace(b'{"format"', b'{"format'), "[intake.damaged]"),
    (b'<script type="application/json" class="goldenthread-response">' + b"[" * 100_000 + b"</script>", "[intake.damaged]"),
])
def test_what_cannot_be_taken_in_is_refused_with_words(raw: bytes, code: str) -> None:
    with pytest.raises(Fault) as raised:
        read_page(raw, "r.html", TARGETS)
    assert str(raised.value).endswith(code)
