"""An e-mail as Outlook saves it (.msg), read as the message that it was sent as.

python-oxmsg (MIT) reads the file; extract-msg would read more, but stands under the GPL.
"""

from __future__ import annotations

import io
import mimetypes
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from oxmsg import Message

from goldenthread.consultation.intake.safe_files import OLE, refuse

NO_WORDS = "The words of this e-mail are kept in a form that is not read here: save it as .eml, or copy the words into a text."


def message_from_outlook(raw: bytes, name: str) -> EmailMessage:
    """The message with its attachments. Raises `Fault` for a file that is none."""
    if not raw.startswith(OLE):
        refuse(name, "intake.kind", "The name ends in .msg, but the file is no e-mail of Outlook.",
               "In Outlook, choose Save As and the type Outlook Message Format, or drag the message into a new one.")
    try:
        return _as_sent(Message.load(io.BytesIO(raw)))
    except (LookupError, UnicodeDecodeError):
        # python-oxmsg 0.0.2 takes the code page that the file names, which some programs name wrongly or not at all
        refuse(name, "intake.damaged", "The words of this e-mail are in an encoding that is not read here.",
               "In Outlook, save it as .eml, or copy the words into a text.")


def _as_sent(saved: Message) -> EmailMessage:
    message = EmailMessage()
    for header, value in (("From", saved.sender), ("Subject", saved.subject), ("Date", _date(saved.sent_date))):
        if words := " ".join(str(value or "").split()):
            message[header] = words
    if saved.body:
        message.set_content(saved.body)
    elif saved.html_body:
        message.set_content(saved.html_body, subtype="html")
    else:
        message.set_content(NO_WORDS)
    for number, attachment in enumerate(saved.attachments, start=1):
        file = " ".join((attachment.file_name or f"attachment {number}").split())
        if attachment.file_bytes is None:
            # python-oxmsg 0.0.2 reads no message that is kept as such within another ([MS-OXMSG] 2.2.2.1), nor a link to a file
            file = f"{file} (an e-mail within this one, or a link to a file: in Outlook, save it by itself)"
        kind, _, subtype = (mimetypes.guess_type(file)[0] or "application/octet-stream").partition("/")
        kind, subtype = (kind, subtype) if kind not in ("message", "multipart", "text") else ("application", "octet-stream")
        message.add_attachment(attachment.file_bytes or b"", maintype=kind, subtype=subtype, filename=file)
    return message


def _date(sent: datetime | None) -> str:
    return format_datetime(sent) if sent is not None else ""
