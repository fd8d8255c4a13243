"""The tables of a generated book: areas, datasets with their cards, and expressions over them that are true of the data."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

DISTRICTS = tuple(f"district-{number:02}" for number in range(1, 13))
AREAS = {**{name: "district" for name in DISTRICTS}, "partnership": "partnership", "region": "region", "country": "country"}
PERIODS = tuple(str(year) for year in range(2011, 2019))
SECTORS = ("Making and building", "Services", "Public sector")
UNITS = ("%", "jobs", "£ million", "people", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A generated table: its id, its unit, its sectors if it has any, and whether its numbers rise with time."""

    number: int
    id: str
    title: str
    unit: str
    sectors: tuple[str, ...]
    rising: bool
    values: Mapping[tuple[str, ...], str]

    def term(self, random: Random, area: str = "", period: str = "") -> str:
        """One value as a sentence names it."""
        parts = [self.id, area or random.choice(DISTRICTS), period or PERIODS[-1]]
        if self.sectors:
            parts.append(random.choice(self.sectors).lower().replace(" ", "-"))
        return ":".join(parts)

    def expression(self, random: Random) -> str:
        """A value, a share, a change or a rank: in a real book about half are plain values."""
        area, way = random.choice(DISTRICTS), random.random()
        term = self.term(random, area)
        if way < 0.5:
            return term
        if way < 0.65:
            return f"{term} as % of {self.term(random, 'country')}, 0 decimals"
        if way < 0.85:
            before = ":".join(PERIODS[0] if part == PERIODS[-1] else part for part in term.split(":"))
            return f"{'rise' if self.rising else 'fall'} from {before} to {term}, 1 decimal"
        return f"rank of {term} among district"


def make_table(random: Random, number: int) -> Table:
    """A table whose numbers move one way, so that every rise or fall that a sentence states is one."""
    rising, sectors = random.random() < 0.6, SECTORS if number % 4 == 3 else ()
    values: dict[tuple[str, ...], str] = {}
    for area in AREAS:
        for sector in sectors or ("",):
            value = random.uniform(30, 60)
            for period in PERIODS:
                value += random.uniform(0.5, 2) * (1 if rising else -1)
                values[(area, period, sector) if sector else (area, period)] = f"{value:.1f}"
    return Table(number=number, id=f"series-{number:04}-2018", title=f"Series {number} of the statistics office",
                 unit=UNITS[number % len(UNITS)], sectors=sectors, rising=rising, values=values)


def table_files(table: Table) -> dict[str, str]:
    """The CSV file and the card of a table, by their paths in a book."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["area", "period", *(["sector"] if table.sectors else []), "value"])
    writer.writerows([*key, value] for key, value in table.values.items())
    card = f"""\
title = "{table.title}"
measure = "What series {table.number} counts"
unit = "{table.unit}"
decimals = 1
publisher = "Office {table.number % 7 + 1} of statistics"
publication = "Yearly tables, part {table.number}"
url = "https://example.org/tables/{table.id}"
released = "2019-05"
licence = "Open licence"
since = "2019-12"
cautions = ["The counts are estimates, and small changes from year to year should not be pressed."]
method = "Made up by a generator; the numbers say nothing about any place."
"""
    if table.sectors:
        card += 'dimensions = ["sector"]\n'
    return {f"evidence/data/{table.id}.csv": text.getvalue(), f"evidence/data/{table.id}.toml": card}


def areas_file() -> str:
    """`evidence/areas.toml`: twelve districts on a map of four columns, and three areas around them."""
    entries = []
    for number, (name, kind) in enumerate(AREAS.items()):
        tile = f"tile = [{number % 4}, {number // 4}]\n" if kind == "district" else ""
        title = name.replace("-", " ").capitalize()
        entries.append(f'[[area]]\nid = "{name}"\nname = "{title}"\ncode = "A{number:02}"\nkind = "{kind}"\n{tile}')
    return "\n".join(entries)
