"""An e-mail as a mail program saves it (.eml): its own words, and the attachments that can be taken in."""

from __future__ import annotations

import codecs
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
# codecs that are no encodings of a message, or take very long on purpose-made bytes
NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
UNREAD = (MessageError, ValueError, LookupError, AttributeError, TypeError)
Reader = Callable[[bytes, str, Targets], Delivery]


def parse_message(raw: bytes, name: str) -> EmailMessage:
    """The message. Raises `Fault` when the file holds none."""
    if kind := kind_by_content(raw):
        refuse(name, "intake.kind", f"The name ends in .eml, but the file is {kind}.", "Save the e-mail as .eml once more.")
    try:
        message = message_from_bytes(raw, policy=policy.default)
        headed = any(message.get(header) for header in ("From", "Subject", "Date", "Content-Type"))
    except UNREAD:
        headed = False
    if not headed:
        refuse(name, "intake.kind", "The file is not an e-mail: it has no sender, subject or date.",
               "Save the e-mail as .eml once more.")
    return message


def sent_on(message: EmailMessage) -> date | None:
    """The day on which a message says it was sent."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, IndexError):
        return None


def read_mail(message: EmailMessage, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """The points of a message and of its attachments, each read by the reader for the ending of its name."""
    delivery = Delivery()
    try:
        delivery.names = {who for header in ("From", "Reply-To", "Cc", "To")
                          for who, _ in getaddresses([str(message.get(header, ""))]) if who}
        words = _body(message, name, delivery)
        attached = list(message.iter_attachments()) if message.is_multipart() else []
    except UNREAD:
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
    reader = readers.get(file[file.rfind(".") :].lower() if "." in file else "")
    content = part.get_payload(decode=True)
    if reader is None or not isinstance(content, bytes):
        delivery.leftovers.append(Leftover(where=where, why=f"it is none of {', '.join(sorted(readers))}"))
        return
    try:
        found = reader(content, file, targets)
    except Fault as fault:
        # a bad attachment does not keep back the words of the message
        delivery.leftovers.append(Leftover(where=where, why=f"{fault.problem.what} {fault.problem.fix} [{fault.problem.code}]"))
        return
    found.remarks = [f"{where}: {remark}" for remark in found.remarks]
    delivery.add(found)


def _body(message: EmailMessage, name: str, delivery: Delivery) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    if len(raw) > BYTES_OF_TEXT:
        refuse(name, "intake.too-large", "The words of the e-mail have more than 5 MB.", "Ask for them as a file.")
    text = _decoded(raw, str(part.get_content_charset() or "utf-8"), delivery)
    return _words_of_html(text) if part.get_content_subtype() == "html" else text


def _decoded(raw: bytes, charset: str, delivery: Delivery) -> str:
    for encoding in dict.fromkeys((charset, "utf-8")):
        try:
            if codecs.lookup(encoding).name.replace("-", "_") in NO_CHARSET:
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


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "script", "title")
        if tag in ("p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"):
            self.words.append("\n\n")
        elif tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script", "title") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(" ".join(data.split("\n")))


def _words_of_html(text: str) -> str:
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.words)
