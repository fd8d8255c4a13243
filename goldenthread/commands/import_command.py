"""`goldenthread import`: a publisher's file becomes a table, its card, and a recipe for the next release."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldenthread.model import Fault, Place, Problem
from goldenthread.system import Outcome, writing_alone

CARD = ("title", "measure", "unit", "publisher", "publication", "url", "released", "licence", "since")
PAIRS = ("dimension", "only", "area_code", "marker")
IMPORT_ARGUMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("file", {"type": Path, "help": "a .xlsx, .ods, .csv, .tsv or .json (JSON-stat)"}),
    ("--name", {"required": True, "help": "the name of the new table, such as jobs-2018"}),
    ("--recipe", {"type": Path, "help": "read it as an earlier release was, and say what was revised"}),
    ("--dry-run", {"action": "store_true", "help": "show what would be written, and write no table"}),
    ("--sheet", {"default": "", "help": "the sheet that holds the table"}),
    ("--heading-rows", {"type": int, "default": 0, "help": "how many rows head the table"}),
    ("--area", {"default": "", "help": "the area that the whole table is about"}),
    ("--area-column", {"default": "", "help": "the heading of the areas"}),
    ("--area-code", {"action": "append", "default": [], "metavar": "CODE=ID", "help": "what the file calls an area, and its id"}),
    ("--period", {"default": "", "help": "the period that the whole table is about"}),
    ("--period-column", {"default": "", "help": "the heading of the periods"}),
    ("--period-end-column", {"default": "", "help": "the heading of the ends of the periods, where two columns give each"}),
    ("--value", {"default": "", "help": "the heading of the numbers that are taken"}),
    ("--columns-are", {"default": "", "metavar": "NAME", "help": "the headings of the numbers become a dimension of this name"}),
    ("--groups-are", {"default": "", "metavar": "NAME", "help": "rows that head others become a dimension of this name"}),
    ("--dimension", {"action": "append", "default": [], "metavar": "HEADING[=NAME]", "help": "a column that is a dimension"}),
    ("--only", {"action": "append", "default": [], "metavar": "HEADING=WORD", "help": "take only the rows that say so"}),
    ("--marker", {"action": "append", "default": [], "metavar": "MARKER=STATUS", "help": "what a marker of the file means"}),
    ("--brought-by", {"default": "", "metavar": "RESPONSE", "help": "the id of the response that brought the file"}),
    ("--owner", {"default": "", "help": "whose the data are, where it is not who sent them"}),
    *((f"--{key}", {"help": f"for the card: {key}"}) for key in CARD),
)


@writing_alone
def run_import(root: Path, chosen: Namespace) -> Outcome:
    from goldenthread.data_import import ImportOptions, ImportRequest, run_import_of

    pairs = {name: _pairs(getattr(chosen, name), name) for name in PAIRS}
    options = ImportOptions(
        sheet=chosen.sheet, heading_rows=chosen.heading_rows, area=chosen.area, area_column=chosen.area_column,
        period=chosen.period, period_column=chosen.period_column,
        period_end_column=chosen.period_end_column, value=chosen.value, columns_are=chosen.columns_are,
        groups_are=chosen.groups_are, dimensions=pairs["dimension"], only=pairs["only"], areas=pairs["area_code"],
        markers=pairs["marker"])
    card = {key: held for key in CARD if (held := getattr(chosen, key)) is not None}
    brought = {key: held for key, held in (("by", chosen.brought_by), ("owner", chosen.owner)) if held}
    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    request = ImportRequest(path=chosen.file, name=chosen.name, options=options, card=card, recipe=chosen.recipe,
                            dry_run=chosen.dry_run, ask=ask, brought=brought)
    return run_import_of(root, request)


def _pairs(texts: Sequence[str], name: str) -> dict[str, str]:
    """Options such as `MARKER=STATUS`; a dimension may keep the name that it has.

    Raises `Fault` for one without its second half.
    """
    pairs = {}
    for text in texts:
        left, equals, right = text.rpartition("=") if "=" in text else (text, "", "")
        if name == "dimension" and not equals:
            right = "".join(letter if letter.isalnum() else " " for letter in text).lower().strip()
        if not left or not right:
            option = f"--{name.replace('_', '-')}"
            what = f"'{text[:60]}' has no '=' with words on both sides."
            raise Fault(Problem(Place(file=option, line=0), "import.option", what, f"Write {option} 'ONE=OTHER'."))
        pairs[left.strip()] = right.strip()
    return pairs
