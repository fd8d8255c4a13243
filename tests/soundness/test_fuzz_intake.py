"""What comes from outside, in any state: points or a refusal come of it, and Markdown in which every sign stands for itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st

from goldenthread.book.markup_check import markup_problems
from goldenthread.consultation.intake.e_mail import parse_message, read_mail, sent_on
from goldenthread.consultation.intake.file_readers import READERS
from goldenthread.consultation.intake.inbox import leftover_text
from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.reader_process import read_apart
from goldenthread.consultation.intake.response_items import Sender, responses_from_points
from goldenthread.model import Fault
from tests.books.hostile_words import SCRIPTS
from tests.books.intake_files import copy_of_people, gone, ins, mail, note, on, p, pdf_with_note, with_parts, workbook
from tests.books.outlook_files import compound, outlook_mail
from tests.soundness.fuzzing import SEEDS, raws, tried, weighted
from tests.soundness.mutating import mutated, mutated_bytes, mutated_package, parts_of
from tests.soundness.trials import Trials

pytestmark = pytest.mark.sound
ROOM = "Hostile input"
HELD = ("points or a refusal with words; no crash, no hang, no memory without end, nothing run, fetched, unpacked or written; "
        "the Markdown made of it is plain text")
TARGETS = Targets(
    items=frozenset({"EV_SKILLS", "D19_PRI_SKILLS"}), title_of_page={"evidence/people": "People"},
    page_of_bookmark={"evidence_people": "evidence/people"}, criteria=("accuracy", "insight"),
    item_id=re.compile(r"(?:[A-Z][A-Z0-9]{1,5}_)?(?:EV_|PRI_|ACT_|MEA_)[A-Z0-9_]+"),
)
SENDER = Sender(respondent="A body", received=date(2019, 10, 1), late=False, criterion="")
NOTE = "EV_SKILLS: Accurate: the share is old.\n\nMore words.\n\n> earlier\n\nOn 1 October they wrote:\nx\n"
FORM = "item,criterion,point,suggested wording,evidence offered\nEV_SKILLS,accuracy,Old,\"New, words\",https://example.org\n"


def taken(read: Callable[[bytes], Delivery]) -> Callable[[bytes], None]:
    """Read bytes, and make responses of what they hold."""

    def trial(raw: bytes) -> None:
        try:
            delivery = read(raw)
        except Fault as fault:
            assert fault.problem.what and fault.problem.fix and fault.problem.code.startswith("intake.")
            return
        for leftover in delivery.leftovers:
            assert leftover.where and leftover.why
            leftover_text(leftover)
        for response in responses_from_points(delivery.points[:20], SENDER, {}):
            response.text.encode("utf-8")
            assert markup_problems(Path(), "strategy/consultation/responses/a.md", response.text) == [], response.text

    return trial


def read_by(ending: str) -> Callable[[bytes], Delivery]:
    return lambda raw: READERS[ending](raw, f"a{ending}", TARGETS)


def read_message(raw: bytes) -> Delivery:
    message = parse_message(raw, "a.eml")
    sent_on(message)
    return read_mail(message, "a.eml", TARGETS, READERS)


WORD = copy_of_people(p(on(0, "The share"), ins("new"), gone("old")), p(on(1, "More")), outside=p(on(2, "Outside")),
                      comments=note(0, "Old.") + note(1, SCRIPTS[0].replace("<", "&lt;")) + note(2, "Accurate: yes"),
                      commentsExtended='<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="1"/>',
                      footnotes="<w:footnote w:id=\"1\"><w:p/></w:footnote>")
# the colours of a workbook are many elements that no reader looks into
COLOURS = b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements/></a:theme>'
BOOK = with_parts(workbook(("EV_SKILLS", "accuracy", "Old", "New", "None"),
                           ("D19_PRI_SKILLS", 1.5, True, date(2019, 1, 1), SCRIPTS[0])), xl__theme__theme1_xml=COLOURS)
PDF = pdf_with_note()
WORDS = f"EV_SKILLS: {SCRIPTS[0]}".encode("cp1252", "replace")
OUTLOOK = compound(outlook_mail({0x0037: "Reply", 0x1000: WORDS, 0x0C1A: "A B"}, page=1252, html=b"<p>EV_SKILLS: old",
                                attached={"a.txt": NOTE.encode(), "b": outlook_mail({}, within=True)}))
PAGE = (b'<p>Old.</p><script type="application/json" class="goldenthread-response">{"format": "goldenthread response 1", '
        b'"consent": true, "shown": ["Old."], "points": [{"about": "EV_SKILLS", "criterion": "insight", "target": {"selector": '
        b'[{"type": "TextQuoteSelector", "exact": "A third"}]}, "body": [{"purpose": "commenting", "value": "Old."}]}], "files": '
        b'["a.csv"], "attachments": [{"name": "a.txt", "base64": "RVZfU0tJTExTOiBvbGQ="}]}</script>')
MAIL = mail(NOTE, form_csv=FORM.encode(), note_txt=NOTE.encode())
HTML = (b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>EV_SKILLS: old<br>words<style>x</style></p>")
MULTIPART = (b"From: =?utf-8?q?A?= <a@example.org>\r\nDate: Fri, 11 Oct 2019 09:30:00 +0100\r\n"
             b"Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n"
             b"Content-Type: text/plain; charset=\"iso-8859-1\"\r\n"
             b"Content-Transfer-Encoding: base64\r\n\r\n"
             b"RVZfU0tJTExTOiBvbGQ=\r\n--b\r\n"
             b"Content-Type: message/rfc822\r\n\r\nFrom: b@example.org\r\n\r\nx\r\n--b--\r\n")


def packages(valid: bytes) -> st.SearchStrategy[bytes]:
    """A zip file with a few changes in it, or to its own bytes, or no such file at all."""
    parts = parts_of(valid)
    return weighted((6, lambda: SEEDS.map(lambda seed: mutated_package(parts, seed))),
                    (1, lambda: SEEDS.map(lambda seed: mutated_bytes(valid, seed))),
                    (1, lambda: st.binary(max_size=100).map(b"PK".__add__)))


def messages() -> st.SearchStrategy[bytes]:
    """An e-mail with a few changes to its text or its bytes."""
    valid = (MAIL, HTML, MULTIPART)
    words = ("\r\n", "charset=", "utf-7", "utf-16", "idna", "punycode", "=?utf-8?b?////?=", "=?x?q?=00?=", "multipart/mixed",
             "boundary=b",
             "Content-Transfer-Encoding: uuencode\r\n", "quoted-printable", "filename*=utf-8''..%2f..%2fa.docx",
             "filename=\"../../a.csv\"",
             "message/rfc822", "application/zip", "--b", "--b--", "Date: 99 Foo 99999 99:99:99 +9999\r\n", "From: <<>>\r\n",
             "\0", "é", ";", "*0*=")

    def in_words(seed: int) -> bytes:
        return mutated(valid[seed % 3].decode("latin-1"), seed, words).encode("utf-8", "surrogatepass")

    return weighted((2, lambda: SEEDS.map(in_words)), (1, lambda: SEEDS.map(lambda seed: mutated_bytes(valid[seed % 3], seed))))


KINDS: dict[str, tuple[str, Callable[[], st.SearchStrategy[bytes]], Callable[[bytes], Delivery]]] = {
    "docx": ("a Word file (docx): parts, XML, names and bytes of a valid one changed", lambda: packages(WORD), read_by(".docx")),
    "xlsx": ("a workbook (xlsx): parts, XML, names and bytes of a valid one changed", lambda: packages(BOOK), read_by(".xlsx")),
    "eml": ("an e-mail (eml): headers, parts and bytes of valid ones changed", messages, read_message),
    "msg": ("an e-mail of Outlook (msg): bytes of a valid one changed",
            lambda: SEEDS.map(lambda seed: mutated_bytes(OUTLOOK, seed)),
            lambda raw: read_apart(raw, "a.msg", ".msg", TARGETS)[0]),
    "html": ("a response page (html): any bytes, and a valid one changed", lambda: raws(PAGE.decode()), read_by(".html")),
    "csv": ("a form as CSV: any bytes, and a valid one changed", lambda: raws(FORM, FORM.replace(",", ";")), read_by(".csv")),
    "pdf": ("a PDF with notes: bytes of a valid one changed, in the process of the readers",
            lambda: SEEDS.map(lambda seed: mutated_bytes(PDF, seed)), lambda raw: read_apart(raw, "a.pdf", ".pdf", TARGETS)[0]),
    "txt": ("a note (txt): any bytes, and a valid one changed", lambda: raws(NOTE), read_by(".txt")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_from_outside_becomes_points_or_is_refused(kind: str, tmp_path: Path, trials: Trials) -> None:
    said, strategy, read = KINDS[kind]
    trials.record(ROOM, said, tried(strategy(), taken(read), tmp_path), HELD)
