"""Adding a table with its card, typed in or taken from a file in the form of the book's tables."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import tomlkit

from goldenthread.book import DATA_FOLDER
from goldenthread.commands.add.addition import Addition, add_fault
from goldenthread.commands.add.answers import Answers
from goldenthread.model import Register, number_of

NAME = re.compile(r"[a-z][a-z0-9-]*")
CARD = {
    "title": "A title for readers, such as 'Jobs by district'",
    "measure": "What is measured, such as 'Employee jobs'",
    "unit": "The unit, such as '%', '£ million' or 'jobs'",
    "publisher": "Who published it",
    "publication": "The publication, by its own title",
    "url": "The publisher's page, https://…",
    "released": "When it was released, such as 2019-11-28",
    "licence": "The licence, such as 'Open Government Licence v3.0'",
}
NO_UNIT = "none"
"""The answer for a plain number."""


def table_addition(register: Register, name: str, rows: list[str], answers: Answers) -> Addition:
    """The table and its card. Raises `Fault` for an impossible name, and for missing answers."""
    if not NAME.fullmatch(name):
        what = f"'{name[:60]}' is no name for a table." if name else "The table has no name."
        raise add_fault("add table", "add.name", what, "Use small letters, digits and hyphens: add table jobs-2018.")
    if name in register.datasets:
        what = f"There is a table '{name}' already, and editions may stand on it."
        raise add_fault("add table", "add.name", what, "Give the new one a name of its own.")
    card: dict[str, object] = {key: answers.text(key, question) for key, question in CARD.items()}
    card["unit"] = "" if card["unit"] == NO_UNIT else card["unit"]
    editions = register.editions.keys()
    card["since"] = answers.text("since", "The first edition that may use it", default=list(editions)[-1], words=editions)
    named = answers.text("dimensions", "Further columns, such as sex, age", required=False)
    dimensions = [part.strip() for part in named.split(",") if part.strip()]
    header = ["area", "period", *dimensions, "value"]
    cells = _cells(rows, header, answers)
    card["decimals"] = max(len(row[-1].partition(".")[2]) for row in cells)
    card |= {"dimensions": dimensions} if dimensions else {}
    card |= {key: said for key in ("method", "replaces") if (said := answers.given(key))}
    card |= {"cautions": [caution]} if (caution := answers.given("caution")) else {}
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *cells])
    base = f"{DATA_FOLDER}/{name}"
    return Addition(
        files={f"{base}.csv": out.getvalue(), f"{base}.toml": tomlkit.dumps(card)},
        what=f"The table {name} has {number_of(len(cells), 'row')} and a card: {base}.csv and {base}.toml",
        remarks=[f"Name it in the ':datasets:' of a finding, and take numbers from it: {{value}}`{name}:AREA:PERIOD`."],
        left_to_do=("gap.filled",),
    )


def _cells(rows: list[str], header: list[str], answers: Answers) -> list[list[str]]:
    """The cells of the rows, from options, a file or the terminal; without a header. Raises `Fault` if there are none."""
    lines = [*rows, *_from_file(answers)]
    lines = lines or answers.lines(f"A row ({', '.join(header)}); an empty one ends the table")
    answers.done()
    cells = [row for line in lines if (row := [cell.strip() for cell in next(csv.reader([line]), [])])]
    if cells and cells[0] == header:
        cells = cells[1:]
    if not cells:
        fix = f"Give each as --row '{','.join(header)}', or a file of such rows with --rows."
        raise add_fault("add table", "add.missing", "The table has no row.", fix)
    return cells


def _from_file(answers: Answers) -> list[str]:
    if not (file := answers.given("rows")):
        return []
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise add_fault(
            file,
            "add.rows",
            "The file of rows is not there, or is not text.",
            "Name a CSV file saved as UTF-8; what a publisher gives is read by 'goldenthread import'.",
        ) from None
    return [line for line in text.splitlines() if line.strip()]
