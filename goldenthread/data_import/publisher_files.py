"""A publisher's file as sheets of texts: workbooks, text with separators, Eurostat's TSV and JSON-stat."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from itertools import product
from pathlib import PurePath
from typing import Any

from goldenthread.consultation.intake import OPENPYXL_ERRORS, Package
from goldenthread.data_import.number_formats import shown_in_format
from goldenthread.data_import.ods_cells import sheets_of_ods
from goldenthread.data_import.published_periods import published_period
from goldenthread.data_import.sheet_grid import MOST_CELLS, SheetGrid, import_fault
from goldenthread.model import Fault, Problem

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".json")
MOST_NESTING = 50
OLD_ENCODING = "The file is not in UTF-8; it was read as Windows-1252. Look at names with accents, £ and dashes."


def sheets_of(raw: bytes, name: str) -> list[SheetGrid]:
    """The sheets of a file, read according to its ending.

    Raises `Fault` for an unsupported kind of file, and for one that is damaged, unsafe or larger than any published file.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".xlsx":
            return _workbook(raw, name)
        if suffix == ".ods":
            return sheets_of_ods(Package(raw, name, suffix), name)
    except Fault as fault:
        problem = fault.problem
        if problem.code.startswith("import."):
            raise
        raise Fault(Problem(problem.place, "import.file", problem.what,
                            "Download it again from the publisher, or save it as CSV.")) from fault
    if suffix not in KINDS:
        raise import_fault(name, "import.file", f"The file ends in '{suffix}', which is not read.",
                      f"Open it in a spreadsheet and save it as .xlsx or .csv; what is read ends in {', '.join(KINDS)}.")
    text, encoding = _decoded(raw, name)
    if suffix == ".json":
        return _json_stat_sheets(text, name)
    return [_separated(text, name, suffix, encoding)]


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The text of a file, and the encoding that it was read in."""
    # a spreadsheet on Windows in the United Kingdom writes cp1252 unless told to write UTF-8
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise import_fault(name, "import.file", "The file is not text.", "Save it as 'CSV UTF-8' in a spreadsheet.")


def _separated(text: str, name: str, suffix: str, encoding: str) -> SheetGrid:
    head = text.splitlines()[:60]
    counts = {mark: sum(line.count(mark) for line in head) for mark in "\t;,"}
    separator = "\t" if suffix == ".tsv" or counts["\t"] >= max(len(head), 1) else ";" if counts[";"] > counts[","] else ","
    try:
        rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise import_fault(name, "import.file", "The file cannot be read as a table of text.",
                      "Open it in a spreadsheet and save it as CSV UTF-8.") from error
    _limited(rows, name)
    shift = 0
    if rows and rows[0] and "\\" in rows[0][0]:
        # Eurostat: the first column has all dimensions, 'freq,unit,geo\TIME_PERIOD'
        shift = rows[0][0].count(",")
        first = rows[0][0].partition("\\")[0]
        rows = [[*(first if number == 0 else row[0]).split(","), *row[1:]] for number, row in enumerate(rows) if row]
    remark = OLD_ENCODING if encoding == "cp1252" else ""
    return SheetGrid(name="", rows=rows, shift=shift, decimal_comma=separator == ";", remark=remark)


def _limited(rows: Sequence[Sequence[str]], name: str) -> None:
    if sum(map(len, rows)) > MOST_CELLS:
        raise import_fault(name, "import.too-large", f"The file has more than {MOST_CELLS:,} cells.",
                      "Ask the publisher's site for fewer areas or years, or cut it down in a spreadsheet.")


def _workbook(raw: bytes, name: str) -> list[SheetGrid]:
    import openpyxl

    package = Package(raw, name, ".xlsx")
    formulas = False
    for part in package.parts:
        if part.endswith((".xml", ".rels")):
            # openpyxl has no limits of its own, so each part is first read within ours
            for _event, element in package.elements(part):
                formulas = formulas or (part.startswith("xl/worksheets/") and element.tag.endswith("}f"))
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            books = [openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False, data_only=data_only)
                     for data_only in ((True, False) if formulas else (True,))]
            return [_sheet([book[title] for book in books], title, name) for title in
                    [sheet.title for sheet in books[0].worksheets]]
    except OPENPYXL_ERRORS:
        package.damaged()


def _sheet(versions: Sequence[Any], title: str, name: str) -> SheetGrid:
    """A sheet with the stored results of its formulas; a formula without a stored result is shown as written."""
    rows: list[list[str]] = []
    cells = 0
    for sheet in versions:
        sheet.reset_dimensions()
    for parts in zip(*(sheet.iter_rows() for sheet in versions), strict=False):
        texts = [shown_in_format(cell.value, getattr(cell, "number_format", "") or "") for cell in parts[0]]
        for column, cell in enumerate(parts[-1] if len(parts) > 1 else ()):
            if column < len(texts) and not texts[column] and cell.value is not None:
                texts[column] = str(cell.value)
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
        cells += len(texts)
        if cells > MOST_CELLS:
            raise import_fault(name, "import.too-large", f"The sheet '{title}' has more than {MOST_CELLS:,} cells.",
                          "Cut it down in a spreadsheet to the rows that are needed.")
    return SheetGrid(name=title, rows=rows)


def _json_stat_sheets(text: str, name: str) -> list[SheetGrid]:
    """The datasets of a JSON-stat file: one or, in the format's first version, several by name."""
    if text.count("[", 0, 2000) > MOST_NESTING * 20:
        raise import_fault(name, "import.file", "The file holds brackets within brackets without end.", "Download it again.")
    try:
        data = json.loads(text, parse_float=str, parse_int=str)
        bundle = {key: one for key, one in data.items() if isinstance(one, dict) and "dimension" in one and "value" in one}
    except (ValueError, AttributeError, RecursionError):
        bundle = data = {}
    if "dimension" in data or not bundle:
        return [_json_stat(data, name, "")]
    return [_json_stat(one, name, key if len(bundle) > 1 else "") for key, one in bundle.items()]


def _json_stat(data: Mapping[str, Any], name: str, title: str) -> SheetGrid:
    try:
        ids, values, statuses = data["id"] if "id" in data else data["dimension"]["id"], data["value"], data.get("status") or {}
        if any(not isinstance(held, Mapping | list | str) for held in (values, statuses)):
            raise TypeError
        labels = [_categories(data["dimension"][one]) for one in ids]
        # some label their years '2003-2014', which is not a heading for a column of years
        names = [label if (label := str(data["dimension"][one].get("label") or one)) and not published_period(label) else one
                 for one in ids]
        codes = [list(own) for own in labels]
        size = 1
        for own in codes:
            size *= max(len(own), 1)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise import_fault(name, "import.file", "The file is not JSON-stat.",
                           "Ask the publisher's site for JSON-stat 2.0, or for CSV.") from None
    if size * (2 * len(ids) + 2) > MOST_CELLS:
        raise import_fault(name, "import.too-large", f"The file has {size:,} values.", "Ask the publisher's site for fewer.")
    rows = [[*(part for one, own in zip(ids, names, strict=True) for part in (f"{one} code", own)), "value", "status"]]
    for at, keys in enumerate(product(*codes)):
        shown = [part for key, own in zip(keys, labels, strict=True) for part in (key, own[key])]
        rows.append([*shown, _entry(values, at), _entry(statuses, at)])
    return SheetGrid(name=title, rows=rows, is_list=True)


def _categories(dimension: Mapping[str, Any]) -> dict[str, str]:
    category = dimension["category"]
    index = category.get("index") or list(category["label"])
    ordered = sorted(index, key=lambda key: int(index[key])) if isinstance(index, dict) else index
    return {str(key): str(category.get("label", {}).get(key, key)) for key in ordered}


def _entry(values: Mapping[str, object] | Sequence[object], at: int) -> str:
    if isinstance(values, str):
        return values
    held = values.get(str(at)) if isinstance(values, Mapping) else values[at] if at < len(values) else None
    return "" if held is None else str(held)
