"""Words that are nobody's answer are not taken for one, and what stands behind an answer is kept: prompts, links, reactions."""

from __future__ import annotations

import pytest

from goldenthread.consultation.intake.e_mail import parse_message, read_mail
from goldenthread.consultation.intake.file_readers import READERS
from goldenthread.consultation.intake.points import LINKED, Delivery
from goldenthread.consultation.intake.returned_copy import ALL_CLEAR, NOT_FILLED_IN, STATE
from goldenthread.consultation.intake.word_document import REACTED
from tests.books.intake_files import RELATIONS, copy_of_people, note, on, p, packed, r, word
from tests.consultation.test_every_passage import every_text
from tests.consultation.test_word_kinds import TARGETS, given_out, read, with_part
from tests.soundness.mutating import parts_of

ADDRESS = "https://example.org/survey"


def mail_of(rest: str) -> Delivery:
    raw = f"From: a@example.org\nSubject: x\n{rest}".replace("\n", "\r\n").encode()
    return read_mail(parse_message(raw, "a.eml"), "a.eml", TARGETS, READERS)


def left_out(delivery: Delivery) -> list[tuple[str, str]]:
    return [(one.passage.words, one.reason) for one in delivery.left_out]


@pytest.mark.parametrize(("mark", "is_prompt"), [
    ("<w:showingPlcHdr/>", True), ('<w:showingPlcHdr w:val="true"/>', True), ('<w:showingPlcHdr w:val="0"/>', False),
    ("", False)])
def test_a_prompt_that_nobody_has_filled_in_is_no_answer(mark: str, is_prompt: bool) -> None:
    for inner in (r("Click to enter text."), p("Click to enter text.")):
        control = f"<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        own = "EV_SKILLS: our point. "
        delivery = read(word(p(own, control) if inner.startswith("<w:r>") else p(own) + control))
        assert [("Click" in point.text, "our point." in point.text) for point in delivery.points] == [(not is_prompt, True)]
        assert left_out(delivery) == [("Click to enter text.", NOT_FILLED_IN)] * is_prompt


def test_the_address_behind_words_of_a_report_is_kept() -> None:
    link = f'<w:hyperlink xmlns:r="{RELATIONS}" r:id="h1">{r("our survey")}</w:hyperlink>'
    parts = dict(parts_of(word(p("EV_SKILLS: see ", link))))
    rels = "word/_rels/document.xml.rels"
    more = f'<Relationship Id="h1" Type="{RELATIONS}/hyperlink" Target="{ADDRESS}" TargetMode="External"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", more.encode())
    assert left_out(read(packed(parts))) == [(ADDRESS, LINKED)]


@pytest.mark.parametrize(("html", "kept"), [
    (f'<p>EV_SKILLS: see <a href="{ADDRESS}">our survey</a></p>', True),
    (f'<p>EV_SKILLS: see <a href="{ADDRESS}">{ADDRESS}</a></p>', False), ('<p>EV_SKILLS: <a href="#top">see</a></p>', False)])
def test_the_address_behind_words_of_an_e_mail_is_kept(html: str, kept: bool) -> None:
    delivery = mail_of(f"Content-Type: text/html; charset=utf-8\n\n{html}")
    assert ([words for words, _ in left_out(delivery) if words != "x"] == [ADDRESS]) == kept
    assert "see" in delivery.points[0].text


def test_a_reaction_to_a_comment_stays_open_and_whoever_reacted_is_a_person() -> None:
    reactions = ('<x:commentsExtensible xmlns:x="x"><x:reaction reactionType="1"><x:user userName="Anna Brown" userId="1"/>'
                 "</x:reaction></x:commentsExtensible>")
    raw = given_out(copy_of_people(p(on(0, "x")), comments=note(0, "Old.")))
    delivery = read(with_part(raw, "commentsExtensible.xml", "commentsExtensible", reactions))
    assert [one.where for one in delivery.leftovers if one.why == REACTED] == ["1 reaction"]
    assert "Anna Brown" in delivery.names and "Anna Brown" not in every_text(delivery) and ALL_CLEAR not in delivery.remarks


@pytest.mark.parametrize(("kind", "text"), [
    ("text/calendar; method=REPLY", "BEGIN:VCALENDAR\nDTSTART:20191010\nCOMMENT;LANGUAGE=en:zqone\n  zqtwo\nEND:VCALENDAR"),
    ("text/x-amp-html", "<p>zqone</p><p>zqtwo</p>"), ("text/enriched", "zqone <bold>zqtwo</bold>")])
def test_what_only_an_unusual_form_of_a_message_says_is_kept(kind: str, text: str) -> None:
    """An answer to an invitation has its sender's words in the calendar's own lines."""
    plain = "--b\nContent-Type: text/plain\n\nEV_SKILLS: we accept.\n"
    forms = mail_of(f"Content-Type: multipart/alternative; boundary=b\n\n{plain}--b\nContent-Type: {kind}\n\n{text}\n--b--\n")
    alone = mail_of(f"Content-Type: {kind}\n\n{text}\n")
    for delivery in (forms, alone):
        assert all(one in every_text(delivery) for one in ("zqone", "zqtwo"))
    assert [point.text for point in forms.points] == ["we accept."] and "DTSTART" not in every_text(forms)


@pytest.mark.parametrize(("said", "parent", "replies", "resolved"), [
    ("_Marked as resolved_", True, (), True), ("_Re-opened_\nNot yet.", True, ("Not yet.",), False),
    ("_Marked as resolved_", False, (), False), ("We are resolved.", True, ("We are resolved.",), False)])
def test_what_google_docs_writes_of_a_thread_is_no_reply(said: str, parent: bool, replies: tuple[str, ...], resolved: bool,
                                                         ) -> None:
    answers = f'<w15:commentEx w15:paraId="00000001" w15:paraIdParent="{"00000000" if parent else "0000000F"}" w15:done="0"/>'
    delivery = read(copy_of_people(p(on(0, on(1, "x"))), comments=note(0, "Old.") + note(1, said), commentsExtended=answers))
    assert [(point.text, point.replies, point.resolved) for point in delivery.points] == [("Old.", replies, resolved)]
    assert [words for words, reason in left_out(delivery) if reason == STATE] == ([] if parent else [said])
