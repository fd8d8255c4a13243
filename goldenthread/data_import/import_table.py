"""Importing a publisher's file: reading it, showing it, and writing a table, its card and a recipe for the next release."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from goldenthread.book import DATA_FOLDER, MOST_DECIMALS, RECIPE_ENDING, read_book, read_toml
from goldenthread.consultation.intake import read_file
from goldenthread.data_import.area_names import AreaNames
from goldenthread.data_import.cell_markers import LEGEND, legend_in, status_meant
from goldenthread.data_import.import_options import ImportOptions, options_from
from goldenthread.data_import.preview import PREVIEWS, page_of, text_of
from goldenthread.data_import.publisher_files import sheets_of
from goldenthread.data_import.sheet_grid import SheetGrid, import_fault
from goldenthread.data_import.table_layout import LayoutReader, TableLayout
from goldenthread.data_import.tidy_rows import TidyTable, revisions, tidy_table
from goldenthread.model import Dataset, Fault, Item, Problem, Register, nearest
from goldenthread.system import Outcome, put_files, stamps_of_book

ASKED = {
    "title": "a title for readers, such as 'Jobs by district'", "measure": "what is measured, such as 'Employee jobs'",
    "unit": "the unit, such as '%', '£ million' or 'jobs'", "publisher": "who published it",
    "publication": "the publication, by its own title", "url": "the publisher's page, https://…",
    "released": "when it was released, such as 2019-11-28", "licence": "the licence, such as 'Open Government Licence v3.0'",
}
PUBLISHERS = (("Eurostat", r"eurostat|\\TIME_PERIOD|ESTAT:"),
              ("Office for National Statistics", r"office for national statistics|\bONS\b"),
              ("Department for Education", r"department for education"),
              ("Department for Transport", r"department for transport"),
              ("Department for Business, Energy and Industrial Strategy", r"business, energy"),
              ("HM Revenue and Customs", r"HMRC|HM Revenue"))
NUMBERED = re.compile(r"[\[(]?(?:note )?\d{1,2}[\]).]\s", re.IGNORECASE)
NOTE = re.compile(r"^(?:notes?|footnotes?)\b[\s:]*", re.IGNORECASE)
NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRequest:
    """What is to be imported: the file, the name of the table, how it is read, and the author's details for the card.

    `recipe` is the recipe of an earlier release, whose options apply unless others are given. `ask` asks the author a question
    and returns the answer; None if nobody can be asked.
    """

    path: Path
    name: str
    options: ImportOptions
    card: Mapping[str, str] = field(default_factory=dict)
    recipe: Path | None = None
    dry_run: bool = False
    brought: Mapping[str, str] = field(default_factory=dict)
    """If a response brought the file: the response's id (`by`) and who owns the data (`owner`, if not the sender)."""
    ask: Callable[[str], str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Imported:
    sheet: SheetGrid
    layout: TableLayout
    table: TidyTable
    cautions: tuple[str, ...]
    source: str


def run_import_of(root: Path, request: ImportRequest) -> Outcome:
    """Import a file: the outcome says what was read, what was left out and why, and what was written.

    Nothing is written in a dry run, if the table exists already, or if something is not clear.
    """
    stamps, file = stamps_of_book(root), request.path.name
    raw = _bytes_of(request.path, file)
    register = read_book(root).register
    recipe = _recipe(root, request, file)
    options = _merged(request.options, options_from(recipe, file))
    original = {"file": file, "sha256": hashlib.sha256(raw).hexdigest()}
    imported = _imported(raw, file, options, register)
    earlier = register.datasets.get(str(recipe.get("table", {}).get("name", "")))
    lines = text_of(imported.sheet, imported.layout, imported.table)
    page = f"{PREVIEWS}/{request.name}.html"
    if recipe and earlier:
        lines += _compared(earlier, imported.table)
        if original["sha256"] == recipe.get("original", {}).get("sha256"):
            return Outcome(lines=[*lines, "This is the very file that the recipe was made for; nothing was written."])
    preview = page_of(file, imported.sheet, imported.layout, imported.table)
    if request.dry_run:
        put_files(root, {page: preview})
        return Outcome(lines=[*lines, f"Nothing was written but a page to look at: {page}."])
    _check_name(register, request.name, file)
    card = _card(request, recipe, imported, original, register, earlier)
    rows = _csv(imported.table)
    table = {"name": request.name, "rows": len(imported.table.rows), "sha256": hashlib.sha256(rows.encode()).hexdigest()}
    base = f"{DATA_FOLDER}/{request.name}"
    said: dict[str, object] = {
        key: card[key] for key in ("title", "measure", "unit", "publisher", "publication", "url", "licence") if key in card}
    files = {f"{base}.csv": rows, f"{base}.toml": _card_text(card),
             f"{base}{RECIPE_ENDING}": options.as_toml(said, original, table), page: preview}
    put_files(root, files, stamps)
    return Outcome(lines=[*lines, f"Written: {', '.join(files)}.", "Keep the publisher's file outside of the book; now 'check'."])


def _bytes_of(path: Path, file: str) -> bytes:
    try:
        return read_file(path, file)
    except Fault as fault:
        fix = "Check its name; where it is too large, ask the publisher's site for fewer areas or years."
        raise Fault(Problem(fault.problem.place, "import.file", fault.problem.what, fix)) from fault


def _recipe(root: Path, request: ImportRequest, file: str) -> Mapping[str, Any]:
    if request.recipe is None:
        return {}
    path = request.recipe if request.recipe.is_absolute() else Path.cwd() / request.recipe
    path = path if path.exists() else root / request.recipe
    if not path.resolve().is_relative_to(root):
        raise import_fault(str(request.recipe), "import.recipe", "The recipe is no file of the book.",
                           f"Name one of {DATA_FOLDER} that ends in {RECIPE_ENDING}.")
    return read_toml(root, path.resolve().relative_to(root).as_posix()).data


def _merged(asked: ImportOptions, kept: ImportOptions) -> ImportOptions:
    """The given options, and those of the recipe for the others."""
    names = ImportOptions.__slots__
    return ImportOptions(**{name: getattr(asked, name) or getattr(kept, name) for name in names})


def _imported(raw: bytes, file: str, options: ImportOptions, register: Register) -> _Imported:
    sheets = sheets_of(raw, file)
    areas = AreaNames(register.areas, options.areas, file)
    if options.area and not areas.id_of(options.area):
        raise import_fault(file, "import.area", f"'{options.area[:40]}' is not an area of evidence/areas.toml.",
                           "Declare it there, or name another.")
    sheet = _chosen(sheets, options, file)
    every_text = [text for one in sheets if not one.is_list for row in one.rows[:500] for text in (*row[:2], " = ".join(row[:2]))]
    explained = {**legend_in(every_text), **options.explained(file)}
    reader = LayoutReader(sheet, explained)
    layout = reader.find(file, options.heading_rows)
    table = tidy_table(reader, layout, options, areas, file)
    if sheet.remark:
        table.remarks.append(sheet.remark)
    source = next((line for line in (*layout.above, *layout.below) if line.lower().startswith("source")), "")
    cautions = [*table.cautions, *_footnotes(layout), *_notes_elsewhere(sheets, sheet, layout)]
    return _Imported(sheet=sheet, layout=layout, table=table, cautions=tuple(dict.fromkeys(cautions)), source=source)


def _chosen(sheets: list[SheetGrid], options: ImportOptions, file: str) -> SheetGrid:
    """The sheet that is named, or the only one with a table."""
    if options.sheet:
        found = next((sheet for sheet in sheets if sheet.name.casefold() == options.sheet.casefold()), None)
        if found is None:
            raise import_fault(file, "import.sheet", f"There is no sheet '{options.sheet[:40]}'.",
                               f"Name one of: {', '.join(sheet.name for sheet in sheets)}.")
        return found
    with_tables = []
    for sheet in sheets:
        try:
            LayoutReader(sheet, options.explained(file)).find(file)
        except Fault:
            continue
        with_tables.append(sheet)
    if len(with_tables) > 1:
        raise import_fault(file, "import.sheet", f"{len(with_tables)} sheets hold tables: "
                           f"{', '.join(sheet.name for sheet in with_tables[:12])}.", "Name one with --sheet.")
    if not sheets:
        raise import_fault(file, "import.table", "The file holds no sheet.", "Download it again from the publisher.")
    return (with_tables or sheets)[0]


def _footnotes(layout: TableLayout) -> list[str]:
    """The cautions: each line below the table, and notes above it, except explanations of markers and the source."""
    notes = [NOTE.sub("", line) for line in layout.above[1:] if NUMBERED.match(line) or NOTE.match(line)]
    below = [NOTE.sub("", line) for line in layout.below if not line.lower().startswith("source") and not _explains_marker(line)]
    return [note for line in (*notes, *below) if (note := line.strip())]


def _explains_marker(line: str) -> bool:
    match = LEGEND.match(line)
    return bool(match and status_meant(match["words"]))


def _notes_elsewhere(sheets: list[SheetGrid], sheet: SheetGrid, layout: TableLayout) -> list[str]:
    """The notes of a sheet of notes to which the table's own sheet refers."""
    text = " ".join(cell for row in sheet.rows for cell in row if "note" in cell.lower())
    groups = re.findall(r"\[notes?\s*([\d, ]+)", text, re.IGNORECASE)
    numbers = {int(number) for group in groups for number in re.findall(r"\d+", group)}
    found = []
    for one in sheets:
        if one is not sheet and "note" in one.name.lower():
            for row in one.rows:
                match = re.fullmatch(r"\[?(?:note)?\s*(\d{1,3})\]?", row[0].strip(), re.IGNORECASE) if row else None
                if match and int(match[1]) in numbers and len(row) > 1:
                    found.append(" ".join(cell for cell in row[1:] if cell))
    return found


def _compared(earlier: Dataset, table: TidyTable) -> list[str]:
    old = {key: (str(row.value), row.status) for key, row in earlier.rows.items()}
    old |= {key: ("", row.status) for key, row in earlier.missing.items()}
    return [f"Beside {earlier.id}:", *revisions(old, table.rows)]


def _check_name(register: Register, name: str, file: str) -> None:
    if not NAME.fullmatch(name):
        raise import_fault(file, "import.name", f"'{name[:60]}' is no name for a table.",
                           "Use small letters, digits and hyphens: --name jobs-2018.")
    if name in register.datasets:
        raise import_fault(file, "import.name", f"There is a table '{name}' already, and editions may stand on it.",
                           "Give the new release a name of its own: --name.")


def _card(request: ImportRequest, recipe: Mapping[str, Any], imported: _Imported, original: Mapping[str, str], register: Register,
          earlier: Dataset | None) -> dict[str, Any]:
    """The content of the card: from the author, the recipe and the file itself. Raises `Fault` if anything is missing."""
    text = " ".join((*imported.layout.above, *imported.layout.below, request.path.name, *imported.sheet.rows[0]))
    own = {"title": next(iter(imported.layout.above), ""), "measure": imported.table.measure,
           "publication": next(iter(imported.layout.above), ""), "unit": "%" if imported.table.percent else "",
           "publisher": next((name for name, pattern in PUBLISHERS if re.search(pattern, text, re.IGNORECASE)), ""),
           "licence": "Open Government Licence v3.0" if "open government licence" in text.lower() else ""}
    asked = ASKED
    if request.brought:
        # a respondent's table has no web page; what the response already says need not be asked
        response = _response(register, request)
        own |= {"publisher": own["publisher"] or response.text("respondent"), "released": response.text("received")}
        asked = {key: what for key, what in ASKED.items() if key != "url" or key in request.card}
    kept = {key: value for key, value in dict(recipe.get("card", {})).items() if isinstance(value, str)}
    card: dict[str, Any] = {key: request.card.get(key) or kept.get(key) or own.get(key, "") for key in asked}
    if "unit" in request.card or "unit" in kept:
        card["unit"] = request.card.get("unit", kept.get("unit", ""))
    missing = [key for key in asked if not card[key] and not (key == "unit" and ("unit" in request.card or "unit" in kept))]
    for key in missing if request.ask else ():
        card[key] = request.ask(f"{key}: {ASKED[key]}: ").strip() if request.ask else ""
    if left := [key for key in missing if not card[key] and not (key == "unit" and request.ask)]:
        raise import_fault(request.path.name, "import.card", f"The file does not say: {', '.join(left)}.",
                           f"Say it: {' '.join(f'--{key} …' for key in left)}. '{left[0]}' is {ASKED[left[0]]}.")
    digits = [row.digits.partition(".")[2] for row in imported.table.rows]
    card |= {"decimals": min(max(map(len, digits)), MOST_DECIMALS),
             "since": request.card.get("since") or list(register.editions)[-1],
             "dimensions": list(imported.table.dimensions), "interval": list(imported.table.interval),
             "cautions": list(imported.cautions),
             "method": _method(imported), "original": dict(original)}
    card |= {"brought": dict(request.brought)} if request.brought else {}
    return card | ({"replaces": earlier.id} if earlier else {})


def _response(register: Register, request: ImportRequest) -> Item:
    """The response that brought the file. Raises `Fault` if there is none with this id."""
    by = request.brought.get("by", "")
    responses = {response.id: response for response in register.responses()}
    if by not in responses:
        raise import_fault(request.path.name, "import.brought", f"'{by[:60]}' is no response of the book.",
                           f"Take the response in first (goldenthread intake), then name its id.{nearest(by, responses)}")
    return responses[by]


def _method(imported: _Imported) -> str:
    said = "; ".join(line.rstrip(".") for line in imported.layout.above[1:])
    where = f"the sheet {imported.sheet.name}" if imported.sheet.name else "the file"
    parts = [f"Imported from {where}, each value with its cell.",
             f"Above the table stands: {said}." if said else "", f"{imported.source.rstrip('.')}." if imported.source else "",
             f"It holds for {'; '.join(imported.table.fixed)}." if imported.table.fixed else "", *imported.table.remarks]
    return " ".join(part for part in parts if part)


def _card_text(card: Mapping[str, Any]) -> str:
    document = tomlkit.document()
    for key, value in card.items():
        if isinstance(value, list) and not value:
            continue
        if key in ("original", "brought"):
            table = tomlkit.inline_table()
            table.update(value)
            document.add(key, table)
        elif isinstance(value, list):
            array = tomlkit.array()
            array.extend(value)
            document.add(key, array.multiline(key == "cautions"))
        else:
            document.add(key, value)
    return tomlkit.dumps(document)


def _csv(table: TidyTable) -> str:
    """The table as CSV, without a column of statuses if no value has one."""
    with_status = any(row.status for row in table.rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["area", "period", *table.dimensions, "value", *table.interval, *(["status"] if with_status else []), "cell"])
    for row in table.rows:
        status = ["; ".join(row.status)] if with_status else []
        writer.writerow([row.area, row.period, *row.dimensions, row.digits, *row.error, *status, row.cell])
    return out.getvalue()


