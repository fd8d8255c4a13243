"""The record of an edition: one zip with all that was published, to be kept, opened and checked without this tool."""

from __future__ import annotations

from goldenthread.documents.record.zip_record import WrittenRecord, check_software, is_of_edition, write_record

__all__ = ["WrittenRecord", "check_software", "is_of_edition", "write_record"]
