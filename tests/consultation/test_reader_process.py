"""Files from outside are read in a process of their own: whatever they hold, a sentence about the file comes of it."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest

from goldenthread.consultation.intake.points import Targets
from goldenthread.consultation.intake.reader_process import read_apart
from goldenthread.model import Fault
from tests.books.intake_files import copy_of_people, mail, note, on, p, with_parts, word, workbook

TARGETS = Targets(items=frozenset({"EV_SKILLS"}), title_of_page={"evidence/people": "People"},
                  page_of_bookmark={"evidence_people": "evidence/people"}, criteria=("accuracy",),
                  item_id=re.compile(r"EV_[A-Z]+"))
ENDLESS = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in range(20_000))
MANY_BOOKMARKS = "".join(f'<w:bookmarkStart w:id="{number}" w:name="EV_{number}"/>' for number in range(60_000))
MANY_ATTRIBUTES = "<w:p " + " ".join(f'a{number}="1"' for number in range(100_000)) + "/>"


def html(body: str) -> bytes:
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content(body, subtype="html")
    return message.as_bytes()


def nested(depth: int) -> bytes:
    """A message of parts within parts."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(depth))
    return f"From: x@example.org\n{head}Content-Type: text/plain\n\nEV_SKILLS: old\n".encode()


@pytest.mark.parametrize(("name", "raw"), [
    ("a.eml", html("<p>EV_SKILLS: old</p><![<")),
    ("a.eml", html("<p>EV_SKILLS: old</p>" + "<!--" * 20_000)),
    ("a.eml", b"From: x@example.org\nDate: Fri, 11 Oct 99999999999999999999 09:30:00 +0100\n\nEV_SKILLS: old\n"),
    ("a.eml", b"From: " + b"(" * 300 + b"x@example.org\n\nEV_SKILLS: old\n"),
    ("a.eml", nested(2_000)),
    ("a.docx", word(ENDLESS + p("x"))),
    ("a.docx", word(MANY_BOOKMARKS + p(on(0, "x")), note(0, "Old."))),
    ("a.docx", word(MANY_ATTRIBUTES)),
    ("a.docx", word(p("EV_SKILLS is old") + "<w:p/>" * 50_000)),
    ("a.docx", with_parts(copy_of_people(), word__document_xml=b"\0" * 500)),
    ("a.xlsx", workbook(*[("EV_SKILLS", "accuracy", "Old.")] * 5)[:-40]),
    ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
])
def test_what_was_made_to_do_harm_ends_in_points_leftovers_or_a_refusal(name: str, raw: bytes) -> None:
    try:
        delivery, _ = read_apart(raw, name, name[1:], TARGETS)
    except Fault as fault:
        assert fault.problem.code.startswith("intake.")
        assert fault.problem.fix
    else:
        assert delivery.points or delivery.leftovers


def test_words_survive_what_html_should_not_hold() -> None:
    body = "<p>EV_SKILLS: old<!-- unseen --></p><![if !mso]><p>and more</p><![endif]><!-- open <p>last</p>"
    delivery, _ = read_apart(html(body), "a.eml", ".eml", TARGETS)
    assert [point.text for point in delivery.points] == ["old\n\nand more\n\nopen\n\nlast"]


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    slow = word(p("EV_SKILLS") * 60_000)
    with pytest.raises(Fault, match="could not be read within 0 seconds"):
        read_apart(slow, "slow.docx", ".docx", TARGETS, seconds=0)
    delivery, day = read_apart(mail("EV_SKILLS: old"), "a.eml", ".eml", TARGETS)
    assert ([point.text for point in delivery.points], day.isoformat() if day else "") == (["old"], "2019-10-11")
