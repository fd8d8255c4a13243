"""An e-mail as a mail program saves it (.eml): its own words, and the attachments that can be taken in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from goldenthread.consultation.intake.points import Delivery, Leftover, Targets
from goldenthread.consultation.intake.safe_files import kind_by_content, refuse
from goldenthread.consultation.intake.text_note import BYTES_OF_TEXT, points_of_text
from goldenthread.model import Fault

SOURCE = "e-mail"
MOST_ATTACHMENTS = 20
HIDDEN = {"style", "script", "title"}
BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}
# codecs of Python that are no encodings of a message, or that take very long on bytes made for that
NOT_A_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
# what the parser of `email` raises for one malformed header or another (Python 3.11 to 3.13)
EMAIL_ERRORS = (MessageError, ValueError, LookupError, AttributeError, TypeError)
Reader = Callable[[bytes, str, Targets], Delivery]
"""Reads the bytes of a file with this name."""


def parse_message(raw: bytes, name: str) -> EmailMessage:
    """The message. Raises `Fault` when the file holds none."""
    if kind := kind_by_content(raw):
        refuse(name, "intake.kind", f"The name ends in .eml, but the file is {kind}.", "Save the e-mail as .eml once more.")
    try:
        message = message_from_bytes(raw, policy=policy.default)
        headed = any(message.get(header) for header in ("From", "Subject", "Date", "Content-Type"))
    except EMAIL_ERRORS:
        headed = False
    if not headed:
        refuse(name, "intake.kind", "The file is not an e-mail: it has no sender, subject or date.",
               "Save the e-mail as .eml once more.")
    return message


def sent_on(message: EmailMessage) -> date | None:
    """The day on which a message says that it was sent, by the sender's clock; None when it does not say."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, IndexError):
        return None


def read_mail(message: EmailMessage, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """The points of a message and of its attachments, each read by the reader for the ending of its name."""
    delivery = Delivery()
    try:
        delivery.names = {person for header in ("From", "Reply-To", "Cc", "To")
                          for person, _ in getaddresses([str(message.get(header, ""))]) if person}
        words = _body(message, name, delivery)
        attached = list(message.iter_attachments()) if message.is_multipart() else []
    except EMAIL_ERRORS:
        refuse(name, "intake.damaged", "The e-mail cannot be read.", "Save it as .eml once more.")
    delivery.add(points_of_text(words, targets, SOURCE))
    if len(attached) > MOST_ATTACHMENTS:
        refuse(name, "intake.too-large", f"The e-mail has more than {MOST_ATTACHMENTS} attachments.",
               "Save them and take them in singly.")
    for number, part in enumerate(attached, start=1):
        _take_attachment(delivery, part, number, targets, readers)
    return delivery


def _take_attachment(
    delivery: Delivery, part: EmailMessage, number: int, targets: Targets, readers: Mapping[str, Reader],
) -> None:
    file = " ".join((part.get_filename() or f"attachment {number}").split())
    where = f"attachment '{file}'"
    # by the name: many programs send every attachment as application/octet-stream
    reader = readers.get(file[file.rfind(".") :].lower() if "." in file else "")
    content = part.get_payload(decode=True)
    if reader is None or not isinstance(content, bytes):
        delivery.leftovers.append(Leftover(where=where, why=f"it is none of {', '.join(sorted(readers))}"))
        return
    try:
        attached = reader(content, file, targets)
    except Fault as fault:
        # a bad attachment does not keep back the words of the message
        delivery.leftovers.append(Leftover(where=where, why=f"{fault.problem.what} {fault.problem.fix} [{fault.problem.code}]"))
        return
    attached.remarks = [f"{where}: {remark}" for remark in attached.remarks]
    delivery.add(attached)


def _body(message: EmailMessage, name: str, delivery: Delivery) -> str:
    # the plain words come first: programs that write both say the same in each
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    if len(raw) > BYTES_OF_TEXT:
        refuse(name, "intake.too-large", "The words of the e-mail have more than 5 MB.", "Ask for them as a file.")
    text = _decoded(raw, str(part.get_content_charset() or "utf-8"), delivery)
    return _text_of_html(text) if part.get_content_subtype() == "html" else text


def _decoded(raw: bytes, charset: str, delivery: Delivery) -> str:
    # some programs declare us-ascii, or an encoding that does not exist, for what is UTF-8
    for encoding in dict.fromkeys((charset, "utf-8")):
        try:
            if codecs.lookup(encoding).name.replace("-", "_") in NOT_A_CHARSET:
                continue
            text = raw.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        if encoding != charset:
            delivery.remarks.append(f"The e-mail says that it is written in '{charset[:30]}', but it is UTF-8.")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    delivery.remarks.append(f"The e-mail's encoding '{charset[:30]}' could not be read; it was read as Windows-1252: look for "
                            "wrong letters.")
    return raw.decode("cp1252", "replace").replace("\r\n", "\n").replace("\r", "\n")


class _HtmlText(HTMLParser):
    """The text of an HTML message, with `> ` before the lines of a quotation, as a message in plain text has it.

    It takes time in proportion to the message. (A tree of Beautiful Soup 4.15 takes 20 seconds for half a megabyte of plain
    paragraphs, and lxml gives up where a message is nested deeply.)
    """

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden, self.quotations = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.quotations += tag == "blockquote"
        if tag in BLOCKS:
            self._end_line("\n\n")
        elif tag == "br":
            self._end_line("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN and self.hidden > 0
        self.quotations -= tag == "blockquote" and self.quotations > 0
        if tag in BLOCKS:
            self._end_line("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(" ".join(data.split("\n")))

    def _end_line(self, end: str) -> None:
        self.text.append(end + "> " * (self.quotations > 0))


def _text_of_html(html: str) -> str:
    reader = _HtmlText()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.text).split("\n")]
    # a line that holds nothing but the mark of a quotation is empty
    return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == ">" else line for line in lines)).strip("\n")
