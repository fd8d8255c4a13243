"""E-mails: their words whether plain or HTML, the day they were sent, their encodings, and their attachments."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from goldenthread.consultation.intake.attachments import MOST_NESTED, TOO_DEEP
from goldenthread.consultation.intake.e_mail import MOST_ATTACHMENTS, parse_message, read_mail, sent_on
from goldenthread.consultation.intake.file_readers import read_received_file
from goldenthread.consultation.intake.points import Delivery, Point, Targets
from goldenthread.consultation.intake.text_note import read_note
from goldenthread.model import Fault
from tests.books.intake_files import copy_of_people, mail
from tests.consultation.test_every_passage import every_text

TARGETS = Targets(items=frozenset({"EV_SKILLS"}), title_of_page={"evidence/people": "People"},
                  page_of_bookmark={}, criteria=("accuracy",),
                  item_id=re.compile(r"EV_[A-Z]+"))


def read(message: EmailMessage | bytes) -> Delivery:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return read_mail(parse_message(raw, "a.eml"), "a.eml", TARGETS, {".txt": read_note})


def html(body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jane Roe <jane@example.org>"
    message.set_content(body, subtype="html")
    return message


@pytest.mark.parametrize(("body", "texts"), [
    ("<p>EV_SKILLS: The south<br>is missing.</p><p>It matters.</p>", ["The south\nis missing.\n\nIt matters."]),
    ("<div>EV_SKILLS: caf&eacute; &amp; bar</div>here too", ["café & bar\n\nhere too"]),
    ("<title>T</title><style>p {}</style><script>x()</script><!-- c --><p>EV_SKILLS: old</p>", ["old"]),
    # Gmail, Apple Mail and Thunderbird quote in a blockquote
    ('<div>EV_SKILLS: old</div><div class="gmail_quote"><div>On Thu, 10 Oct 2019, Desk wrote:<br></div>'
     '<blockquote class="gmail_quote"><p>EV_SKILLS is new</p><div>and<br>good</div></blockquote></div>', ["old"]),
    ('<blockquote type="cite">Theirs<blockquote>Older</blockquote>again</blockquote><p>EV_SKILLS: old</p>', ["old"]),
    # Outlook sets a block with a line above it
    ('<p>EV_SKILLS: old</p><div style="border-top:solid"><p><b>From:</b> Desk<br><b>Sent:</b> Monday<br><b>To:</b> Jane<br>'
     "<b>Subject:</b> RE</p></div><p>EV_SKILLS is new</p>", ["old"]),
    ("<p>EV_SKILLS: old</p></blockquote></title><p>and more", ["old\n\nand more"]),
])
def test_the_words_of_an_html_message_are_the_respondent_s_own(body: str, texts: list[str]) -> None:
    assert [point.text for point in read(html(body)).points] == texts


@pytest.mark.parametrize("as_file", [True, False])
def test_an_attached_e_mail_is_read_with_its_attachments_up_to_a_limit(as_file: bool) -> None:
    """As a file of its own, or as a message within the message: its files are read, its words are left over."""
    raw = mail("EV_SKILLS: level 0", note_txt=b"EV_SKILLS: file 0")
    for level in range(1, MOST_NESTED + 2):
        if as_file:
            raw = mail(f"EV_SKILLS: level {level}", inner_eml=raw, note_txt=f"EV_SKILLS: file {level}".encode())
        else:
            outer = EmailMessage()
            outer["From"] = "x@example.org"
            outer.set_content(f"EV_SKILLS: level {level}")
            outer.add_attachment(message_from_bytes(raw, policy=policy.default))
            outer.add_attachment(f"EV_SKILLS: file {level}".encode(), maintype="text", subtype="plain", filename="note.txt")
            raw = outer.as_bytes()
    delivery, _ = read_received_file(raw, "a.eml", ".eml", TARGETS)
    top = MOST_NESTED + 1
    assert {point.text for point in delivery.points} == {f"level {top}", *(f"file {level}" for level in range(2, top + 1))}
    left = {one.point.text for one in delivery.leftovers if one.point}
    assert left == {f"level {level}" for level in range(1, top)}
    assert [one.why for one in delivery.leftovers if one.point is None] == [TOO_DEEP, TOO_DEEP]


def test_what_stays_open_in_an_attached_e_mail_stays_open() -> None:
    inner = mail("See the copy.", copy_docx=copy_of_people())
    delivery, _ = read_received_file(mail("EV_SKILLS: old", inner_eml=inner), "a.eml", ".eml", TARGETS)
    assert [one.reason.startswith("Words that were typed") for one in delivery.open] == [True]


def test_plain_words_are_read_where_a_message_has_both() -> None:
    message = html("<p>unused</p>")
    both = EmailMessage()
    both["From"] = "x@example.org"
    both.set_content("EV_SKILLS: plain")
    both.add_alternative(message.get_content(), subtype="html")
    assert [point.text for point in read(both).points] == ["plain"]


def test_names_in_the_headers_are_those_of_persons() -> None:
    message = html("<p>EV_SKILLS: old</p>")
    message["To"], message["Cc"] = "The Desk <desk@example.org>", "a@example.org, John Doe <j@example.org>"
    assert read(message).names == {"Jane Roe", "The Desk", "John Doe"}


@pytest.mark.parametrize(("day", "due"), [
    ("Fri, 11 Oct 2019 23:30:00 -0500", date(2019, 10, 11)), ("11 Oct 2019 09:30", date(2019, 10, 11)), ("soon", None),
    (None, None)])
def test_the_day_is_the_sender_s(day: str | None, due: date | None) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    raw = message.as_bytes() if day is None else f"Date: {day}\n\nx".encode()
    assert sent_on(parse_message(raw, "a.eml")) == due


@pytest.mark.parametrize(("charset", "words", "remark"), [
    ("utf-8", "café".encode(), ""), ("iso-8859-1", "café".encode("latin-1"), ""),
    ("us-ascii", "café".encode(), "The e-mail says that it is written in 'us-ascii', but it is UTF-8."),
    ("idna", "café".encode(), "The e-mail says that it is written in 'idna', but it is UTF-8."),
    ("us-ascii", "café".encode("cp1252"), "The e-mail's encoding 'us-ascii' could not be read; it was read as Windows-1252: "
     "look for wrong letters."),
])
def test_a_message_is_decoded_whatever_it_says_of_itself(charset: str, words: bytes, remark: str) -> None:
    raw = f'From: x@example.org\nContent-Type: text/plain; charset="{charset}"\nContent-Transfer-Encoding: 8bit\n\n'.encode()
    delivery = read(raw + b"EV_SKILLS: " + words)
    assert [point.text for point in delivery.points] == ["café"]
    assert delivery.remarks == [remark] * bool(remark)


def attached(*files: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content("EV_SKILLS: see below")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_attachments_are_read_by_the_endings_of_their_names() -> None:
    delivery = read(attached(("a.TXT", b"EV_SKILLS: \xe9tat"), ("b.png", b"\x89PNG"), ("c.txt", b"MZ\x90")))
    assert [point.text for point in delivery.points] == ["see below", "état"]
    assert delivery.remarks == [
        "attachment 'a.TXT': The text is not UTF-8 and was read as Windows-1252: look for wrong letters."]
    assert [(leftover.where, leftover.why) for leftover in delivery.leftovers] == [
        ("attachment 'b.png'", "it is none of .txt"),
        ("attachment 'c.txt'", "The name says that the file is text, but it is a program. Ask for it with its right name. "
         "[intake.kind]")]


def test_a_message_with_too_many_attachments_is_refused() -> None:
    files = [(f"{number}.txt", b"EV_SKILLS") for number in range(MOST_ATTACHMENTS + 1)]
    assert len(read(attached(*files[:-1])).points) == MOST_ATTACHMENTS + 1
    with pytest.raises(Fault, match=r"more than 20 attachments.*\[intake.too-large\]"):
        read(attached(*files))


@pytest.mark.parametrize("raw", [b"", b"words", b"%PDF-1.7", b"\n\nwords"])
def test_what_is_no_e_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(Fault, match=r"\[intake.kind\]"):
        parse_message(raw, "a.eml")


def test_a_message_without_words_makes_no_point() -> None:
    message = EmailMessage()
    message["From"] = "x@example.org"
    assert read(message) == Delivery()
    assert read(html("")).points == list[Point]()


def test_cells_of_a_table_are_kept_apart() -> None:
    table = ("<table><tr><th>Area</th><th><p>Share</p></th></tr><tr><td><p>North</p></td><td><p>31%</p></td></tr></table>")
    assert [point.text for point in read(html(f"<p>EV_SKILLS: see</p>{table}<p>So.</p>")).points] == [
        "see\n\nArea | Share\n\nNorth | 31%\n\nSo."]


def test_words_after_a_picture_are_read() -> None:
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content("EV_SKILLS: before")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png", disposition="inline")
    message.add_attachment(b"and after", maintype="text", subtype="plain", disposition="inline")
    delivery = read(message)
    assert [point.text for point in delivery.points] == ["before\n\nand after"]
    assert [leftover.where for leftover in delivery.leftovers] == ["attachment 'map.png'"]


def test_a_signed_message_is_read_and_its_signature_is_left_out() -> None:
    raw = (b"From: x@example.org\nMIME-Version: 1.0\nContent-Type: multipart/signed; boundary=b\n\n--b\n"
           b"Content-Type: text/plain\n\nEV_SKILLS: old\n"
           b"--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nAAAA\n--b--\n")
    delivery = read(raw)
    assert [point.text for point in delivery.points] == ["old"]
    assert [one.passage.where for one in delivery.left_out] == ["part of the kind application/pkcs7-signature"]


def test_an_attached_message_is_left_over_with_its_words() -> None:
    inner = html("<p>EV_SKILLS: theirs</p>")
    inner["Subject"] = "An older one"
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content("EV_SKILLS: mine")
    message.add_attachment(inner)
    delivery = read(message)
    assert [point.text for point in delivery.points] == ["mine"]
    assert [(one.where, one.point.text if one.point else "") for one in delivery.leftovers] == [
        ("attached e-mail 'An older one'", "theirs")]


@pytest.mark.parametrize(("text", "own", "quoted", "forwarded"), [
    ("EV_SKILLS: old\n\nFrom: Desk\nSent: Monday\nTo: Jane\nSubject: RE\n\nEV_SKILLS is new", "old", "EV_SKILLS is new", ""),
    ("EV_SKILLS: old\n\nOn Thu, 10 Oct 2019 at 10:00, The very long name of a desk\n<desk@example.org> wrote:\n\n"
     "> EV_SKILLS is new", "old", "EV_SKILLS is new", ""),
    ("EV_SKILLS: old\n\n> On 10 Oct 2019, at 10:00, Desk <desk@example.org> wrote:\n>\n> EV_SKILLS is new", "old",
     "EV_SKILLS is new", ""),
    ("> Is EV_SKILLS right?\n\nEV_SKILLS: No.\n\n> Is it whole?\n\nYes.", "No.\n\nYes.", "Is it whole?", ""),
    ("EV_SKILLS: old\n\n---------- Forwarded message ---------\nFrom: A\nDate: Monday\n\nEV_SKILLS is theirs", "old", "",
     "EV_SKILLS is theirs"),
    ("EV_SKILLS: old\n\nBegin forwarded message:\n\nEV_SKILLS is theirs", "old", "", "EV_SKILLS is theirs"),
])
def test_quoted_and_forwarded_words_are_nobody_s_view_and_are_not_lost(text: str, own: str, quoted: str, forwarded: str) -> None:
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content(text)
    delivery = read(message)
    assert [point.text for point in delivery.points] == [own]
    left_out = " ".join(one.passage.words for one in delivery.left_out if one.passage.kind == "quoted message")
    assert quoted in left_out
    assert [forwarded in (one.point.text if one.point else "") for one in delivery.leftovers] == [True] * bool(forwarded)


def test_a_message_saved_as_utf_16_is_read() -> None:
    raw = "From: x@example.org\nContent-Type: text/plain; charset=utf-8\n\nEV_SKILLS: the café is missing\n".encode("utf-16")
    assert [point.text for point in read(raw).points] == ["the café is missing"]


def message_of(plain: str, marked: str) -> Delivery:
    message = EmailMessage()
    message["From"], message["Subject"] = "Jane Roe <jane@example.org>", "Reply"
    message.set_content(plain)
    message.add_alternative(marked, subtype="html")
    return read(message.as_bytes())


def test_what_only_the_html_form_says_is_not_lost() -> None:
    delivery = message_of("EV_SKILLS: see the table.", "<p>EV_SKILLS: see the table.</p><table><tr><td>2018<td>12</tr></table>")
    assert [point.text for point in delivery.points] == ["see the table."]
    assert [leftover.point.text for leftover in delivery.leftovers if leftover.point] == ["2018 | 12"]
    delivery = message_of("Your program shows no HTML.", "<p>EV_SKILLS: it is old.</p>")
    assert "EV_SKILLS: it is old." in [leftover.point.text for leftover in delivery.leftovers if leftover.point]
    same = message_of("*EV_SKILLS*: old <https://example.org>\n\n-- \nAnna", "<p><b>EV_SKILLS</b>: old</p><img alt=logo><p>Anna")
    assert not same.leftovers


def plain(headers: str, body: str) -> Delivery:
    return read(f"From: Jane <jane@example.org>\r\n{headers}\r\n\r\n{body}".encode())


@pytest.mark.parametrize(("headers", "body", "words"), [
    ("Subject: EV_SKILLS: zqword", "", "zqword"),
    ('Content-Type: message/partial; id="1"; number=1', "From: x\r\n\r\nzqword", "message/partial"),
    ("Content-Type: message/delivery-status", "Reporting-MTA: x\r\n\r\nStatus: y", "message/delivery-status"),
    ("Content-Type: text/calendar", "BEGIN:VCALENDAR", "text/calendar"),
    ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "MIIx", "application/pkcs7-mime"),
    ("Content-Type: application/ms-tnef", "x", "application/ms-tnef"),
    ('Content-Type: multipart/mixed; boundary="b"', "zqword\r\n--b\r\n\r\nEV_SKILLS: old\r\n--b--", "zqword"),
    ('Content-Type: multipart/mixed; boundary="b"', "--b\r\n\r\nEV_SKILLS: old\r\n--b--\r\nzqword", "zqword"),
    ("Content-Type: text/plain; format=flowed; delsp=yes", "EV_SKILLS: twenty-fi \r\nve per cent", "twenty-five per cent"),
    ("Content-Type: text/html", "<p>EV_SKILLS: 10<sup>6</sup> and H<sub>2</sub>O</p>", "10⁶ and H₂O"),
    ("Content-Type: text/html", "<p>EV_SKILLS: we are <s>against</s> for it</p>", "we are [struck out: against] for it"),
    ("Content-Type: text/html", "<p>EV_SKILLS: <input value=zqword><input type=hidden value=no></p>", "zqword"),
    ("Content-Type: text/html", "<p>EV_SKILLS: a<details><summary>b</summary>c</details>", "a\n\nb\n\nc"),
])
def test_nothing_of_a_message_is_passed_over(headers: str, body: str, words: str) -> None:
    delivery = plain(headers, body)
    assert words in every_text(delivery) + "".join(leftover.where for leftover in delivery.leftovers)


def test_a_name_without_an_address_is_a_person_s() -> None:
    assert read(b"From: Jane Roe\r\nTo: desk@example.org\r\n\r\nEV_SKILLS: old").names == {"Jane Roe"}
