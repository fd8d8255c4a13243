"""A publisher's file (workbook, CSV, Eurostat TSV, JSON-stat, SDMX-CSV) becomes a table with its card and a recipe.

`run_import_of` does it. Nothing in the file is dropped silently, and nothing in it is run.
"""

from __future__ import annotations

from goldenthread.data_import.import_options import ImportOptions
from goldenthread.data_import.import_table import ImportRequest, run_import_of

__all__ = ["ImportOptions", "ImportRequest", "run_import_of"]
