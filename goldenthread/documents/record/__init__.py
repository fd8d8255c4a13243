"""The record of an edition: one zip with all that was published, to be kept, opened and checked without this tool."""

from __future__ import annotations

from goldenthread.documents.record.software import lock_of_bill
from goldenthread.documents.record.zip_record import WrittenRecord, is_of_edition, software_in_words, write_record

__all__ = ["WrittenRecord", "is_of_edition", "lock_of_bill", "software_in_words", "write_record"]
