"""E-mails of Outlook are read in whatever code page they were written, with the messages and files that they hold."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from datetime import date

import pytest

from goldenthread.consultation.intake.compressed_rtf import rtf_of
from goldenthread.consultation.intake.e_mail import parse_message, read_mail
from goldenthread.consultation.intake.file_readers import read_received_file
from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.model import Fault
from tests.books.intake_files import mail
from tests.books.outlook_files import compound, outlook_mail
from tests.consultation.test_every_passage import every_text

TARGETS = Targets(items=frozenset({"EV_SKILLS"}), title_of_page={}, page_of_bookmark={}, criteria=("accuracy",),
                  item_id=re.compile(r"EV_[A-Z]+"))
SUBJECT, BODY, NAME = 0x0037, 0x1000, 0x0C1A


def read(raw: bytes) -> tuple[Delivery, date | None]:
    return read_received_file(raw, "a.msg", ".msg", TARGETS)


PAGES = {1250: "Žluťoučký kůň", 1251: "Доля устарела", 1252: "the café’s share – “old”", 1253: "Το ποσοστό",
         1254: "Şule’nin payı", 1255: "הנתון ישן", 1256: "النسبة قديمة", 1257: "ļoti veca", 932: "割合は古い①",
         936: "比例过时，镕", 949: "비율이 오래됐다 뷁", 950: "比例過時", 874: "สัดส่วนเก่า", 65001: "比例 – café",
         20866: "Доля", 28592: "Žluťoučký", 10000: "café"}


@pytest.mark.parametrize("page", PAGES)
def test_words_in_a_code_page_are_read(page: int) -> None:
    codec = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 874: "cp874", 65001: "utf-8", 20866: "koi8-r",
             28592: "iso8859-2", 10000: "mac_roman"}.get(page, f"cp{page}")
    raw = f"EV_SKILLS: {PAGES[page]}".encode(codec)
    for pages in ({"page": page}, {"internet": page}, {"page": page, "internet": 20127}, {"page": page, "internet": 65001}):
        delivery, sent = read(compound(outlook_mail({SUBJECT: b"Reply", BODY: raw}, **pages)))
        assert [point.text for point in delivery.points] == [PAGES[page]], pages
        assert sent == date(2019, 10, 4)


@pytest.mark.parametrize("page", PAGES)
def test_words_in_html_are_read_by_the_page_of_the_message_or_by_what_they_declare(page: int) -> None:
    codec = {932: "cp932", 936: "gbk", 949: "cp949", 950: "cp950", 874: "cp874", 65001: "utf-8", 20866: "koi8-r",
             28592: "iso8859-2", 10000: "mac_roman"}.get(page, f"cp{page}")
    raw = f"<html><p>EV_SKILLS: {PAGES[page]}</p></html>".encode(codec)
    delivery, _ = read(compound(outlook_mail({SUBJECT: "Reply"}, internet=page, html=raw)))
    assert [point.text for point in delivery.points] == [PAGES[page]]
    declared = {936: "gbk", 950: "big5", 932: "shift_jis", 65001: "utf-8"}.get(page, f"windows-{page}")
    if page in (936, 950, 932, 65001) or 1250 <= page <= 1257:
        raw = raw.replace(b"<html>", f'<html><meta charset="{declared}">'.encode())
        delivery, _ = read(compound(outlook_mail({SUBJECT: "Reply"}, html=raw)))
        assert declared == "shift_jis" or [point.text for point in delivery.points] == [PAGES[page]]


def test_wide_texts_need_no_code_page_and_none_may_be_named() -> None:
    for pages in ({}, {"page": 1252}, {"page": 99999}):
        delivery, _ = read(compound(outlook_mail({SUBJECT: "Reply", BODY: "EV_SKILLS: 比例 – café"}, **pages)))
        assert [point.text for point in delivery.points] == ["比例 – café"]
    delivery, _ = read(compound(outlook_mail({SUBJECT: b"Reply", BODY: "EV_SKILLS: café".encode("cp1252")})))
    assert [point.text for point in delivery.points] == ["café"]


def test_a_code_page_that_is_not_known_is_refused_by_its_number() -> None:
    with pytest.raises(Fault) as fault:
        read(compound(outlook_mail({BODY: b"EV_SKILLS: \x81\x9d\xff"}, page=20261)))
    assert "code page 20261" in str(fault.value) and "save it as .eml" in str(fault.value)
    delivery, _ = read(compound(outlook_mail({BODY: b"EV_SKILLS: plain"}, page=20261)))
    assert [point.text for point in delivery.points] == ["plain"]


def test_a_sign_that_a_page_does_not_have_leaves_a_gap_that_is_seen() -> None:
    delivery, _ = read(compound(outlook_mail({BODY: b"EV_SKILLS: \xe9t\x81 old"}, page=1252)))
    assert [point.text for point in delivery.points] == ["ét\N{REPLACEMENT CHARACTER} old"]


def test_an_e_mail_within_it_and_files_of_it_are_read() -> None:
    inner = outlook_mail({SUBJECT: "Earlier", BODY: "EV_SKILLS: zqinner"}, attached={"b.txt": b"EV_SKILLS: zqdeep"}, within=True)
    tree = outlook_mail({SUBJECT: "Reply", BODY: "See below.", NAME: "Łukasz Nowak"}, attached={
        "Earlier": inner, "a.txt": b"EV_SKILLS: zqfile", "big.txt": b"EV_SKILLS: " + b"zqbig " * 2000})
    raw = compound({**tree, "__recip_version1.0_#00000000": {"__substg1.0_3001001F": "Brown, Anna".encode("utf-16-le")}})
    delivery, _ = read(raw)
    kept = every_text(delivery)
    assert all(word in kept for word in ("zqinner", "zqdeep", "zqfile", "zqbig", "See below."))
    assert any("attached e-mail 'Earlier'" in leftover.where for leftover in delivery.leftovers)
    assert {"Łukasz Nowak", "Brown, Anna"} <= delivery.names


RTF = rb"{\rtf1\ansi EV_SKILLS: zqword\par}"
PACKED = struct.pack("<IIII", len(RTF) + 12, len(RTF), 0x414C454D, 0) + RTF


def test_words_that_are_kept_as_rtf_alone_wait_to_be_converted() -> None:
    delivery, _ = read(compound(outlook_mail({SUBJECT: "Reply"}, rtf=PACKED)))
    (file,) = delivery.to_convert
    assert (file.name, file.ending, file.content) == ("words-of-the-message.rtf", ".rtf", RTF) and not delivery.leftovers
    delivery, _ = read(compound(outlook_mail({SUBJECT: "Reply"}, rtf=b"x" * 40)))
    (leftover,) = delivery.leftovers
    assert leftover.point is None and "words of this e-mail" in leftover.where


# the example of [MS-OXRTFCP] 3.1, and one that refers to itself (3.2)
EXAMPLES = [
    ("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
     b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
    ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
]


@pytest.mark.parametrize(("packed", "plain"), EXAMPLES)
def test_compressed_rtf_is_unpacked(packed: str, plain: bytes) -> None:
    assert rtf_of(bytes.fromhex(packed)) == plain
    for cut in range(len(packed) // 2):
        assert plain.startswith(rtf_of(bytes.fromhex(packed)[:cut])[:1])


def test_a_file_that_says_it_holds_more_than_it_can_is_refused() -> None:
    whole = compound(outlook_mail({SUBJECT: "Reply", BODY: "EV_SKILLS: " + "old " * 3000}))
    for place in (44, 64, 72):
        with pytest.raises(Fault, match="more than it can"):
            read(whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4:])
    raw = bytearray(whole)
    place = raw.index("__substg1.0_1000001F".encode("utf-16-le"))
    raw[place + 120:place + 124] = b"\xf0\xff\xff\x7f"
    with pytest.raises(Fault, match="more than it can"):
        read(bytes(raw))


def test_a_damaged_file_is_refused_and_as_an_attachment_keeps_back_no_word() -> None:
    raw = compound(outlook_mail({SUBJECT: "Reply", BODY: "EV_SKILLS: old"}, attached={"a.txt": b"x"}))
    for cut in range(8, len(raw), 97):
        with suppress(Fault):
            read(raw[:cut])
    delivery, _ = read_received_file(mail("EV_SKILLS: old.", note_msg=raw[:600]), "a.eml", ".eml", TARGETS)
    assert [point.text for point in delivery.points] == ["old."]
    assert [leftover.where for leftover in delivery.leftovers] == ["attachment 'note.msg'"]


def test_a_reader_that_fails_keeps_back_no_word_of_the_message() -> None:
    def failing(*_: object) -> Delivery:
        raise ZeroDivisionError

    delivery = read_mail(parse_message(mail("EV_SKILLS: old.", a_txt=b"x"), "a.eml"), "a.eml", TARGETS, {".txt": failing})
    assert [point.text for point in delivery.points] == ["old."]
    assert "not built as it should be" in delivery.leftovers[0].why
