"""An e-mail as Outlook saves it (.msg, [MS-OXMSG]), read as the message that it was sent as.

python-oxmsg (MIT) opens the file; extract-msg would read more, but stands under the GPL. Texts are decoded here: python-oxmsg
0.0.2 gives up where a message names a code page that Python calls otherwise, or one that its text is not in.
"""

from __future__ import annotations

import codecs
import io
import mimetypes
import re
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from olefile import OleFileIO
from oxmsg.storage import Storage

from goldenthread.consultation.intake.compressed_rtf import rtf_of
from goldenthread.consultation.intake.safe_files import OLE, refuse

SUBJECT, BODY, HTML, RTF, HEADERS, SENT = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D, 0x0039
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
FILE_NAME, SHORT_NAME, SHOWN_NAME, FILE_DATA = 0x3707, 0x3704, 0x3001, 0x3701
MESSAGE_PAGE, INTERNET_PAGE = 0x3FFD, 0x3FDE
MOST_WITHIN = 20
# pages that Python knows under another name, or a later form of which holds every sign that Outlook writes
_CODECS = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 874: "cp874", 20127: "cp1252", 28591: "cp1252",
           1200: "utf-16-le", 1201: "utf-16-be", 65000: "utf-7", 65001: "utf-8", 20866: "koi8-r", 21866: "koi8-u",
           50220: "iso2022_jp", 50221: "iso2022_jp", 50222: "iso2022_jp", 50225: "iso2022_kr", 51932: "euc_jp", 51949: "euc_kr",
           51936: "gb18030", 52936: "hz", 54936: "gb18030", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic",
           10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish",
           **{28590 + number: f"iso8859_{number}" for number in (*range(2, 10), 13, 15)}}
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*(utf-8|windows-\d+|iso-8859-\d+|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|"""
                       rb"""euc-kr|koi8-[ru])\b""", re.IGNORECASE)
# what olefile 0.47 raises for one damaged file or another
OLE_ERRORS = (OSError, ValueError, LookupError, AttributeError, TypeError, OverflowError, struct.error)
AGAIN = "Ask for it again, saved as .eml."
NO_WORDS = "the words of this e-mail, which are kept in a form that is not read here"


def message_from_outlook(raw: bytes, name: str) -> EmailMessage:
    """The message with its attachments. Raises `Fault` for a file that is none."""
    if not raw.startswith(OLE):
        refuse(name, "intake.kind", "The name ends in .msg, but the file is no e-mail of Outlook.",
               "In Outlook, choose Save As and the type Outlook Message Format, or drag the message into a new one.")
    return _OutlookMessage(_storage(raw, name), name, is_within=False).as_sent()


def _storage(raw: bytes, name: str) -> Storage:
    # olefile 0.47 reads as many sectors as a file says that it has, round and round in a ring of them ([MS-CFB] 2.2)
    counts = struct.unpack("<4I", raw[40:48] + raw[64:68] + raw[72:76]) if len(raw) >= 512 else (0,)
    if max(counts) > len(raw) // 512:
        refuse(name, "intake.damaged", "The file says that it holds more than it can.", AGAIN)
    try:
        with OleFileIO(io.BytesIO(raw)) as file:
            # and as much of a stream
            if sum(entry.size for entry in file.direntries if entry is not None) > 2 * len(raw):
                refuse(name, "intake.damaged", "The file says that it holds more than it can.", AGAIN)
            return Storage.from_ole(file)
    except (*OLE_ERRORS, RecursionError):
        refuse(name, "intake.damaged", "The file is damaged or cut short.", AGAIN)


class _OutlookMessage:
    """One message: the streams of its properties, and the storages of its attachments."""

    def __init__(self, storage: Storage, name: str, *, is_within: bool) -> None:
        self.storage, self.name = storage, name
        # [MS-OXMSG] 2.4.1: the properties of a message within another stand behind 24 bytes, those of the outermost behind 32
        self.numbers = dict(_numbers(storage, 24 if is_within else 32))
        pages = (self.numbers.get(MESSAGE_PAGE), self.numbers.get(INTERNET_PAGE))
        self.pages = [int.from_bytes(page[:4], "little") for page in pages if page]

    def as_sent(self, depth: int = 0) -> EmailMessage:
        message = EmailMessage()
        people = (formataddr((self._text(one, SHOWN_NAME), "")) for one in self.storage.iter_recipient_storages())
        for header, value in (("From", self._sender()), ("To", ", ".join(filter(None, people))),
                              ("Subject", self._text(self.storage, SUBJECT)), ("Date", self._date())):
            if words := " ".join(value.split()):
                message[header] = words
        body, html = self._text(self.storage, BODY), self._html()
        message.set_content(body)
        if html.strip():
            if body.strip():
                message.add_alternative(html, subtype="html")
            else:
                message.set_content(html, subtype="html")
        elif not body.strip():
            self._attach_rtf(message)
        for number, attachment in enumerate(self.storage.iter_attachment_storages(), start=1):
            self._attach(message, attachment, number, depth)
        return message

    def _attach_rtf(self, message: EmailMessage) -> None:
        """The words as an RTF file, where they are kept in no other form; LibreOffice converts it like any such file."""
        rtf = rtf_of(_stream(self.storage, RTF, "0102") or b"")
        if rtf:
            message.add_attachment(rtf, maintype="application", subtype="rtf", filename="words-of-the-message.rtf")
        elif _stream(self.storage, RTF, "0102"):
            message.add_attachment(b"", maintype="application", subtype="octet-stream", filename=NO_WORDS)

    def _attach(self, message: EmailMessage, attachment: Storage, number: int, depth: int) -> None:
        names = (self._text(attachment, pid) for pid in (FILE_NAME, SHORT_NAME, SHOWN_NAME))
        file = " ".join(next(filter(None, names), f"attachment {number}").split())
        within = next((one for one in attachment.storages if one.name == f"__substg1.0_{FILE_DATA:04X}000D"), None)
        if within is not None and depth < MOST_WITHIN and _has_properties(within):
            message.add_attachment(_OutlookMessage(within, self.name, is_within=True).as_sent(depth + 1))
            return
        content = _stream(attachment, FILE_DATA, "0102")
        if content is None:
            file = f"{file} (an object within this e-mail, or a link to a file: in Outlook, save it by itself)"
        kind, _, subtype = (mimetypes.guess_type(file)[0] or "application/octet-stream").partition("/")
        kind, subtype = (kind, subtype) if kind not in ("message", "multipart", "text") else ("application", "octet-stream")
        message.add_attachment(content or b"", maintype=kind, subtype=subtype, filename=file)

    def _text(self, storage: Storage, pid: int) -> str:
        """A text, whichever way it is kept; empty where it is not there."""
        wide, narrow = _stream(storage, pid, "001F"), _stream(storage, pid, "001E")
        return wide.decode("utf-16-le", "replace").strip("\0") if wide is not None else self._decoded(narrow or b"", self.pages)

    def _html(self) -> str:
        raw = _stream(self.storage, HTML, "0102")
        declared = _DECLARED.search(raw or b"", 0, 2000)
        told = [declared[1].decode("ascii", "ignore")] if declared else []
        return self._text(self.storage, HTML) if raw is None else self._decoded(raw, [*reversed(self.pages), *told])

    def _decoded(self, raw: bytes, pages: Sequence[int | str]) -> str:
        """A text of bytes, by the first of these code pages, else UTF-8, that fits all of it; else by the first with gaps."""
        if raw.isascii():
            return raw.decode("ascii").strip("\0")
        known = list(filter(None, map(_codec, pages)))
        for codec in (*known, "utf-8"):
            try:
                return raw.decode(codec).strip("\0")
            except (UnicodeDecodeError, LookupError):
                continue
        if not known and pages:
            refuse(self.name, "intake.damaged", f"The words of this e-mail are in code page {pages[0]}, which is not read here.",
                   "In Outlook, save it as .eml, or copy the words into a text.")
        return raw.decode(known[0] if known else "cp1252", "replace").strip("\0")

    def _sender(self) -> str:
        headers = re.search(r"^From:\s*(.*(?:\n[ \t].*)*)", self._text(self.storage, HEADERS).replace("\r", ""), re.MULTILINE)
        if headers:
            return headers[1]
        name, *addresses = (self._text(self.storage, pid).strip() for pid in (SENDER_NAME, SENDER_SMTP, SENDER_ADDRESS))
        address = next((one for one in addresses if "@" in one), "")
        return formataddr((name, address)) if address else name

    def _date(self) -> str:
        sent = self.numbers.get(SENT)
        try:
            # tenths of a microsecond since 1601
            since = timedelta(microseconds=struct.unpack("<Q", sent)[0] // 10 if sent else 0)
            return format_datetime(datetime(1601, 1, 1, tzinfo=UTC) + since) if since else ""
        except (OverflowError, struct.error):
            return ""


def _codec(page: int | str) -> str:
    """The codec of a code page, or an empty text."""
    try:
        return codecs.lookup(_CODECS.get(page, f"cp{page}") if isinstance(page, int) else page).name
    except LookupError:
        return ""


def _numbers(storage: Storage, header: int) -> Iterator[tuple[int, bytes]]:
    """Each property that stands in the stream of properties itself: its number, and eight bytes."""
    segments = storage.properties_stream_bytes[header:] if _has_properties(storage) else b""
    for start in range(0, len(segments) - 15, 16):
        yield int.from_bytes(segments[start + 2 : start + 4], "little"), segments[start + 8 : start + 16]


def _has_properties(storage: Storage) -> bool:
    return any(stream.name == "__properties_version1.0" for stream in storage.streams)


def _stream(storage: Storage, pid: int, kind: str) -> bytes | None:
    wanted = f"__substg1.0_{pid:04X}{kind}"
    return next((stream.bytes_ for stream in storage.streams if stream.name.upper() == wanted.upper()), None)
