"""What is made to be taken away: workbooks, JSON and CSV here, PDF and Word in `paper`, the zip for the record in `record`.

`nodes` holds the nodes of a page that docutils lacks. Nothing here knows Sphinx's application, and this face loads not even
docutils.
"""

from __future__ import annotations

from goldenthread.documents.register_files import (
    REGISTER_FORMAT,
    SCHEMA_FILE,
    register_as_csv,
    register_as_json,
    register_schema,
    schema_of_registers,
)
from goldenthread.documents.register_sheets import NO_ENTRY, REGISTER_NOTES, cover_of_register, joined_or_none, sheets_of_register
from goldenthread.documents.workbooks import (
    FORMULA_GUARD,
    CellValue,
    ChoiceList,
    CoverSheet,
    Form,
    FormColumn,
    TableSheet,
    form_as_xlsx,
    safe_cell,
    workbook_as_xlsx,
)

__all__ = [
    "FORMULA_GUARD",
    "NO_ENTRY",
    "REGISTER_FORMAT",
    "REGISTER_NOTES",
    "SCHEMA_FILE",
    "CellValue",
    "ChoiceList",
    "CoverSheet",
    "Form",
    "FormColumn",
    "TableSheet",
    "cover_of_register",
    "form_as_xlsx",
    "joined_or_none",
    "register_as_csv",
    "register_as_json",
    "register_schema",
    "safe_cell",
    "schema_of_registers",
    "sheets_of_register",
    "workbook_as_xlsx",
]
