"""Which reader reads a file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goldenthread.consultation.intake.attachments import Reader
from goldenthread.consultation.intake.e_mail import parse_message, read_attached_mail, read_mail, sent_on
from goldenthread.consultation.intake.outlook_mail import message_from_outlook
from goldenthread.consultation.intake.pdf_file import read_pdf
from goldenthread.consultation.intake.points import Delivery, Targets
from goldenthread.consultation.intake.response_form import read_csv, read_workbook
from goldenthread.consultation.intake.response_page import read_response_page
from goldenthread.consultation.intake.returned_copy import read_word_file
from goldenthread.consultation.intake.safe_files import refuse
from goldenthread.consultation.intake.text_note import read_note


def read_page(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a response page, and the files that it holds. Raises `Fault` for a file that is none."""
    return read_response_page(raw, name, targets, READERS)


def read_pdf_with_files(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The points of a PDF, and the files that it holds. Raises `Fault` for a file that is none."""
    return read_pdf(raw, name, targets, READERS)


def read_eml_within(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The words and attachments of an e-mail that came within another file. Raises `Fault` for a file that is none."""
    return read_attached_mail(parse_message(raw, name), name, targets, READERS)


def read_msg_within(raw: bytes, name: str, targets: Targets) -> Delivery:
    """The same for an e-mail of Outlook."""
    return read_attached_mail(message_from_outlook(raw, name), name, targets, READERS)


READERS: Mapping[str, Reader] = {".docx": read_word_file, ".xlsx": read_workbook, ".csv": read_csv, ".txt": read_note,
                                ".html": read_page, ".htm": read_page, ".pdf": read_pdf_with_files,
                                ".eml": read_eml_within, ".msg": read_msg_within}


def read_received_file(raw: bytes, name: str, suffix: str, targets: Targets) -> tuple[Delivery, date | None]:
    """What a file holds, and the day on which an e-mail says that it was sent. Raises `Fault` for one that is not taken in."""
    if suffix == ".eml":
        message = parse_message(raw, name)
        return read_mail(message, name, targets, READERS), sent_on(message)
    if suffix == ".msg":
        outlook = message_from_outlook(raw, name)
        return read_mail(outlook, name, targets, READERS), sent_on(outlook)
    if suffix not in READERS:
        refuse(name, "intake.kind", f"'{suffix or name}' is not taken in: {', '.join(READERS)} are.",
               "Save it as one of these.")
    return READERS[suffix](raw, name, targets), None
