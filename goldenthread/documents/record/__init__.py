"""The record of an edition: one zip with all that was published, to be kept, opened and checked without this tool."""

from __future__ import annotations

from goldenthread.documents.record.zip_record import Record, belongs, check_software, write_record

__all__ = ["Record", "belongs", "check_software", "write_record"]
