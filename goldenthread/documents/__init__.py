"""What is made to be taken away: workbooks, JSON and CSV here, PDF and Word in `paper`, the zip for the record in `record`.

`nodes` holds the nodes of a page that docutils lacks. Nothing here knows Sphinx's application, and this face loads not even
docutils.
"""

from __future__ import annotations

from goldenthread.documents.data_standards import (
    AREA_CODES,
    CSVW_ENDING,
    area_codes,
    csvw_metadata,
    data_package,
    header_of,
    published_tables,
)
from goldenthread.documents.pages_as_given_out import PrintedPage, given_out_pages, printed_pages
from goldenthread.documents.register_files import (
    REGISTER_FORMAT,
    SCHEMA_FILE,
    column_of_dimension,
    register_as_csv,
    register_as_json,
    register_schema,
    schema_of_registers,
)
from goldenthread.documents.register_sheets import cover_of_register, notes_on_register, sheets_of_register
from goldenthread.documents.sheet_cells import NO_ENTRY, joined_or_none, tags_by_dimension
from goldenthread.documents.stratml import edition_as_stratml, stratml_file
from goldenthread.documents.workbooks import (
    FORMULA_GUARD,
    CellValue,
    ChoiceList,
    CoverSheet,
    Form,
    FormColumn,
    TableSheet,
    distinct_names,
    form_as_xlsx,
    safe_cell,
    workbook_as_xlsx,
)

__all__ = [
    "AREA_CODES",
    "CSVW_ENDING",
    "FORMULA_GUARD",
    "NO_ENTRY",
    "REGISTER_FORMAT",
    "SCHEMA_FILE",
    "CellValue",
    "ChoiceList",
    "CoverSheet",
    "Form",
    "FormColumn",
    "PrintedPage",
    "TableSheet",
    "area_codes",
    "column_of_dimension",
    "cover_of_register",
    "csvw_metadata",
    "data_package",
    "distinct_names",
    "edition_as_stratml",
    "form_as_xlsx",
    "given_out_pages",
    "header_of",
    "joined_or_none",
    "notes_on_register",
    "printed_pages",
    "published_tables",
    "register_as_csv",
    "register_as_json",
    "register_schema",
    "safe_cell",
    "schema_of_registers",
    "sheets_of_register",
    "stratml_file",
    "tags_by_dimension",
    "workbook_as_xlsx",
]
