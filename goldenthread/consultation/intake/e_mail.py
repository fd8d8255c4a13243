"""An e-mail as a mail program saves it (.eml): its own words, and the attachments that can be taken in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from goldenthread.consultation.intake.attachments import TOO_DEEP, Reader, left_over, nested, take_attachment
from goldenthread.consultation.intake.html_text import links_of_html, text_of_html
from goldenthread.consultation.intake.office_formats import CONVERTED
from goldenthread.consultation.intake.points import LINKED, Delivery, Leftover, Passage, Point, Targets
from goldenthread.consultation.intake.safe_files import kind_by_content, refuse
from goldenthread.consultation.intake.text_note import BYTES_OF_TEXT, points_of_text

SOURCE = "e-mail"
MOST_ATTACHMENTS = 20
SAME_TEXT = "it is the same text in another form"
OTHER_TEXT = "it is a text of a kind that is not read here: say what of it is the respondent's"
LONGEST_TEXT = 5_000
_INVITATION = re.compile(r"^(?:COMMENT|DESCRIPTION|SUMMARY|LOCATION)(?:;[^:\n]*)?:(.+)$", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"']+", re.IGNORECASE)
_FLOWED = re.compile(r"(?<!^--) \n(?=[^>\n])", re.MULTILINE)
_WORD = re.compile(r"\w+")
_PICTURE = re.compile(r"\[picture: [^\]]*\]")
# codecs of Python that are no encodings of a message, or that take very long on bytes made for that
NOT_A_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
# what the parser of `email` raises for one malformed header or another (Python 3.11 to 3.13)
EMAIL_ERRORS = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError, OverflowError)


def parse_message(raw: bytes, name: str) -> EmailMessage:
    """The message. Raises `Fault` when the file holds none."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        # a message that an editor of texts has saved once more
        raw = raw.decode("utf-16", "replace").encode("utf-8")
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
    except (*EMAIL_ERRORS, IndexError):
        return None


def read_mail(message: EmailMessage, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """The points of a message and of its attachments, each read by the reader for the ending of its name."""
    delivery = Delivery()
    try:
        delivery.names = set(_persons(message))
        parts = MessageParts()
        parts.take(message)
        words = "\n\n".join(filter(None, (_words_of(part, name, delivery) for part in parts.texts)))
    except EMAIL_ERRORS:
        refuse(name, "intake.damaged", "The e-mail cannot be read.", "Save it as .eml once more.")
    if len(parts.attached) + len(parts.messages) > MOST_ATTACHMENTS:
        refuse(name, "intake.too-large", f"The e-mail has more than {MOST_ATTACHMENTS} attachments.",
               "Save them and take them in singly.")
    subject = _subject(message)
    if subject and not (words.strip() or parts.attached or parts.messages):
        # whoever writes nothing but a subject says it there
        words = subject
    elif subject:
        delivery.leave_out("subject", "subject of the e-mail", subject, "it heads the message")
    delivery.add(points_of_text(words, targets, SOURCE))
    for part, reason in parts.left_out:
        _leave_out(delivery, part, reason, words, name)
    if addresses := list(dict.fromkeys(_addresses([*parts.texts, *(part for part, _ in parts.left_out)], words, name))):
        delivery.leave_out("link", "links of the e-mail", "\n".join(addresses), LINKED)
    _leave_out_around(delivery, message)
    for number, part in enumerate(parts.attached, start=1):
        _take_attached(delivery, part, number, name, targets, readers)
    for part in parts.messages:
        with nested() as is_within:
            if is_within:
                delivery.add(read_attached_mail(part, name, targets, readers))
            else:
                left_over(delivery, _subject(part), TOO_DEEP)
    return delivery


def _take_attached(delivery: Delivery, part: EmailMessage, number: int, name: str, targets: Targets,
                   readers: Mapping[str, Reader]) -> None:
    """Take in an attached file, or keep the words of a text of another kind."""
    content = part.get_payload(decode=True)
    called = part.get_filename() or f"attachment {number} of the kind {part.get_content_type()}"
    if part.get_content_maintype() == "text" and not called.lower().endswith((*readers, *CONVERTED)):
        _keep_text(delivery, called, _text_of(part, name, delivery))
    else:
        take_attachment(delivery, content if isinstance(content, bytes) else None, called, targets, readers)


def _persons(message: EmailMessage) -> Iterator[str]:
    for header in ("From", "Reply-To", "Cc", "To", "Sender"):
        for person, address in getaddresses([str(message.get(header, ""))]):
            # a name without an address stands where one would
            if name := person or ("" if "@" in address else address):
                yield name


def _leave_out_around(delivery: Delivery, message: EmailMessage) -> None:
    """Leave out words that stand around the parts of a message."""
    for text, where in ((message.preamble, "before its first part"), (message.epilogue, "after its last part")):
        if (said := " ".join(str(text or "").split())) and not said.startswith("This is a multi"):
            delivery.leave_out("part", f"words of the e-mail {where}", said, "no mail program shows them")


def _leave_out(delivery: Delivery, part: EmailMessage, reason: str, words: str, name: str) -> None:
    """Leave out a part, but for what only it says: a form in HTML may hold more than the plain one beside it."""
    delivery.leave_out("part", f"part of the kind {part.get_content_type()}", "", reason)
    if part.get_content_maintype() == "text" and reason == SAME_TEXT:
        said = set(_WORD.findall(words.casefold()))
        lines = (_PICTURE.sub("", line).removeprefix("> ") for line in _lines_of_form(part, name))
        if lacking := [line.strip() for line in lines if not said.issuperset(_WORD.findall(line.casefold()))]:
            kind = part.get_content_type()
            where = "the form in HTML" if kind == "text/html" else f"the form of the kind {kind}"
            passage = Passage(kind="part", where=where, words="\n".join(lacking))
            delivery.keep(Leftover(where=where, why="the plain form of the message does not say this",
                                   point=Point(text=passage.words, source=SOURCE, passages=(passage,))))


def _lines_of_form(part: EmailMessage, name: str) -> list[str]:
    """What a form of a message says; of an invitation, or the answer to one, what its sender wrote of it."""
    text = _words_of(part, name, Delivery())
    if part.get_content_subtype() == "calendar":
        # a line that is too long goes on below, after a space (RFC 5545, 3.1)
        return [match[1].replace("\\n", " ") for match in _INVITATION.finditer(re.sub(r"\n[ \t]", "", text))]
    return text_of_html(text).split("\n") if part.get_content_subtype() not in ("html", "plain") else text.split("\n")


def _keep_text(delivery: Delivery, called: str, text: str) -> None:
    """Keep a text of a kind that nobody reads here, with its words."""
    words = "\n".join(line.strip() for line in text.split("\n") if line.strip())[:LONGEST_TEXT]
    passage = Passage(kind="attachment", where=f"attachment '{called}'", words=words)
    delivery.keep(Leftover(where=passage.where, why=OTHER_TEXT, text=words, passages=(passage,)))


class MessageParts:
    """The parts of a message as a reader meets them: the texts in their order, attachments, and messages within it."""

    def __init__(self) -> None:
        self.texts: list[EmailMessage] = []
        self.attached: list[EmailMessage] = []
        self.messages: list[EmailMessage] = []
        self.left_out: list[tuple[EmailMessage, str]] = []

    def take(self, part: EmailMessage) -> None:
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            self._take_alternative(_children(part))
        elif kind == "multipart/signed":
            first, *signatures = _children(part) or [part]
            self.take(first)
            self.left_out += [(signature, "it signs the message, and says nothing") for signature in signatures]
        elif kind in ("message/rfc822", "message/global"):
            self.messages += _children(part)
        elif kind.startswith("message/"):
            # a part of a message, or a report on one: nothing of it is read
            self.attached.append(part)
        elif part.is_multipart():
            for child in _children(part):
                self.take(child)
        elif kind in ("text/plain", "text/html") and not part.is_attachment() and not part.get_filename():
            self.texts.append(part)
        else:
            self.attached.append(part)

    def _take_alternative(self, forms: list[EmailMessage]) -> None:
        """Forms of one text: the plain one, where it says anything, else the last that can be read."""
        plain = [form for form in forms if form.get_content_type() == "text/plain" and _bytes_of(form).strip()]
        readable = plain or [form for form in forms if form.is_multipart() or form.get_content_type() == "text/html"] or forms
        for form in readable[:1]:
            self.take(form)
        for form in forms:
            if form is not readable[0] and form.is_multipart():
                # pictures and files that stand beside the other form
                inner = MessageParts()
                inner.take(form)
                self.attached += inner.attached
                self.messages += inner.messages
                self.left_out += [(text, SAME_TEXT) for text in inner.texts]
            elif form is not readable[0]:
                self.left_out.append((form, SAME_TEXT))


def _children(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, EmailMessage)] if isinstance(payload, list) else []


def _bytes_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _subject(message: EmailMessage) -> str:
    return " ".join(str(message.get("Subject", "")).split())


def read_attached_mail(message: EmailMessage, name: str, targets: Targets, readers: Mapping[str, Reader]) -> Delivery:
    """An e-mail that was attached or forwarded as a whole. Whose words it holds an editor has to say: they are left over."""
    where = f"attached e-mail '{_subject(message)[:60]}'"
    inner = read_mail(message, name, targets, readers)
    words = [point for point in inner.points if point.source == SOURCE]
    words += [one.point for one in inner.leftovers if one.point is not None and one.point.source == SOURCE]
    inner.points = [point for point in inner.points if point.source != SOURCE]
    inner.leftovers = [one for one in inner.leftovers if one.point is None or one.point.source != SOURCE]
    for point in words:
        passages = tuple(replace(passage, where=f"{passage.where} of {where}") for passage in point.passages)
        inner.keep(Leftover(where=where, why="it is a message of its own: say whether its words are the respondent's",
                            point=replace(point, passages=passages)))
    return inner


def _addresses(parts: Iterable[EmailMessage], words: str, name: str) -> Iterator[str]:
    """The addresses of links that the words do not say."""
    said = {address.rstrip(".,;:)") for address in _ADDRESS.findall(words)}
    for part in parts:
        if part.get_content_type() == "text/html":
            text = _text_of(part, name, Delivery())
            yield from (address for address in links_of_html(text) if address.rstrip(".,;:)") not in said)


def _words_of(part: EmailMessage, name: str, delivery: Delivery) -> str:
    text = _text_of(part, name, delivery)
    return text_of_html(text) if part.get_content_subtype() == "html" else text


def _text_of(part: EmailMessage, name: str, delivery: Delivery) -> str:
    raw = _bytes_of(part)
    if len(raw) > BYTES_OF_TEXT:
        refuse(name, "intake.too-large", "The words of the e-mail have more than 5 MB.", "Ask for them as a file.")
    text = _decoded(raw, str(part.get_content_charset() or "utf-8"), delivery)
    if str(part.get_param("delsp", "")).lower() == "yes":
        # a space at the end of a line was put there to break the line, perhaps within a word (RFC 3676, 4.2)
        text = _FLOWED.sub("", text)
    return text


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
