"""What is made to be taken away: workbooks, JSON and CSV here, PDF and Word in `paper`, the zip for the record in `record`.

`nodes` holds the nodes of a page that docutils lacks. Nothing here knows Sphinx's application, and this face loads not even
docutils.
"""

from __future__ import annotations

from goldenthread.documents.register_files import (
    FORMAT,
    SCHEMA_FILE,
    register_as_csv,
    register_as_json,
    schema,
    schema_of_registers,
)
from goldenthread.documents.register_sheets import NONE, NOTES, cover_of, joined, sheets_of
from goldenthread.documents.workbooks import GUARD, Cell, Cover, Sheet, safe, workbook

__all__ = [
    "FORMAT",
    "GUARD",
    "NONE",
    "NOTES",
    "SCHEMA_FILE",
    "Cell",
    "Cover",
    "Sheet",
    "cover_of",
    "joined",
    "register_as_csv",
    "register_as_json",
    "safe",
    "schema",
    "schema_of_registers",
    "sheets_of",
    "workbook",
]
