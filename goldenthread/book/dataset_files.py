"""`evidence/data/`: a table of observations (`.csv`) and its card (`.toml`) become a `Dataset`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import blake2b
from itertools import count
from pathlib import Path

from goldenthread.book.cache import Memory
from goldenthread.book.text_files import read_text
from goldenthread.book.toml_tables import Table, toml_in
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Area, Dataset, Fault, NotAPeriod, Observation, Place, Problem, nearest, slug, span_of

DATA_FOLDER = "evidence/data"
CARD_KEYS = {
    "title", "measure", "unit", "decimals", "publisher", "publication", "url", "released", "licence", "since",
    "dimensions", "cautions", "method", "replaces",
}
MOST_DECIMALS = 9
FORMULA = ("=", "+", "-", "@")
ID = re.compile(r"[a-z][a-z0-9-]*")
NAME = re.compile(r"[^\W\d_][\w -]*")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
Report = Callable[[int, str, str, str], None]
RELEASED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_datasets(
    root: Path, areas: Mapping[str, Area], memory: Memory | None = None
) -> tuple[dict[str, Dataset], list[Problem]]:
    """Every dataset that can be read, by id in alphabetical order, and everything that is wrong in the folder."""
    folder, said = root / DATA_FOLDER, repr(areas)
    names = sorted({path.stem for path in folder.glob("*.*") if path.suffix in {".csv", ".toml"}})
    datasets: dict[str, Dataset] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            dataset, found = read_dataset(root, name, areas, memory, said)
        except Fault as fault:
            problems.append(fault.problem)
            continue
        problems += found
        datasets[name] = dataset
    return datasets, problems + list(_unmatched_replaces(datasets))


def read_dataset(
    root: Path, name: str, areas: Mapping[str, Area], memory: Memory | None = None, said: str = ""
) -> tuple[Dataset, list[Problem]]:
    """One dataset and its problems. Raises `Fault` when the card or the table cannot be read at all.

    With a memory, files that hold what they held are not gone through again; `said` is then a print of the areas.
    """
    file, card_file = f"{DATA_FOLDER}/{name}.csv", f"{DATA_FOLDER}/{name}.toml"
    start = Place(file=file, line=1)
    if not (root / card_file).exists():
        raise Fault(Problem(start, "data.no-card", f"There is no card {card_file} beside this table.",
                            "Add the card: what is measured, its unit, who published it, where and when.", name))
    card_text = read_text(root, card_file)
    if not (root / file).exists():
        raise Fault(Problem(toml_in(card_file, card_text).place(), "data.no-table", f"There is no table {file} beside this card.",
                            "Add the table, or take the card away.", name))
    try:
        text = read_text(root, file)
    except Fault:
        toml_in(card_file, card_text)  # what is wrong with the card is told first
        raise
    if memory is None:
        return _dataset(name, card_text, text, areas)
    return memory.of("dataset", name, (card_text, text, said), lambda: _dataset(name, card_text, text, areas))


def _dataset(name: str, card_text: str, text: str, areas: Mapping[str, Area]) -> tuple[Dataset, list[Problem]]:
    file, card = f"{DATA_FOLDER}/{name}.csv", toml_in(f"{DATA_FOLDER}/{name}.toml", card_text)
    _check_card(card, name)
    dimensions = card.texts("dimensions")
    rows = _rows(text, file, dimensions, areas, card)
    dataset = Dataset(
        id=name, dimensions=dimensions, cautions=card.texts("cautions"), decimals=min(card.whole("decimals"), MOST_DECIMALS),
        method=card.text_of("method", required=False), replaces=card.text_of("replaces", required=False),
        unit=card.text_of("unit", required=False), areas=areas, observations=tuple(rows.values()), rows=rows,
        table_print=blake2b(text.encode(), digest_size=16).hexdigest(), place=Place(file=file, line=1),
        **{key: card.text_of(key) for key in
           ("title", "measure", "publisher", "publication", "url", "licence", "since")},
        released=said if _is_day_or_longer(said := card.text_of("released")) else "",
    )
    return dataset, card.problems


def _check_card(card: Table, name: str) -> None:
    card.check_keys(CARD_KEYS)
    if not ID.fullmatch(name):
        card.report("title", "data.id", f"'{name}' is not a plain id.", "Name both files with small letters, digits, hyphens.")
    released = card.data.get("released")
    if released is not None and not _is_day_or_longer(str(released)):
        card.report("released", "data.released", f"'{str(released)[:60]}' is not a year, month or day.",
                    'Write released = "2019", "2019-11" or "2019-11-28".')
    decimals = card.data.get("decimals")
    if isinstance(decimals, int) and decimals > MOST_DECIMALS:
        card.report("decimals", "source.key", f"'decimals' should be at most {MOST_DECIMALS}.", "Write decimals = 1.")
    if "unit" not in card.data:
        card.report("unit", "source.key", "'unit' is missing.", 'Add unit = "%", "£ million", "jobs" or "" for a plain number.')
    dimensions = card.data.get("dimensions")
    for dimension in dimensions if isinstance(dimensions, list) else ():
        if not NAME.fullmatch(str(dimension)):
            card.report("dimensions", "data.dimension", f"'{str(dimension)[:40]}' cannot head a column.",
                        "Name it in letters, digits, spaces and hyphens, beginning with a letter.")
    url = str(card.data.get("url", ""))
    # a card may name several, parted by spaces
    if url and not all(map(is_web_address, url.split())):
        card.report("url", "data.url", f"'{url[:60]}' is not a web address.", 'Write url = "https://…".')


def _is_day_or_longer(released: str) -> bool:
    return _is_period(released) and bool(RELEASED.fullmatch(released))


def _rows(
    text: str, file: str, dimensions: tuple[str, ...], areas: Mapping[str, Area], card: Table
) -> dict[tuple[str, ...], Observation]:
    def report(line: int, code: str, what: str, fix: str) -> None:
        card.problems.append(Problem(Place(file=file, line=line), code, what, fix, Path(file).stem))

    reader = csv.reader(io.StringIO(text), strict=True)
    wanted = ["area", "period", *dimensions, "value"]
    rows: dict[tuple[str, ...], Observation] = {}
    try:
        header = next(reader, None)
        if header is None:
            report(1, "data.empty", "The table is empty.", f"Begin it with the line '{','.join(wanted)}'.")
            return rows
        if not _header_fits(header, wanted, report):
            return rows
        if good := _good_at_once(text, header, dimensions, areas, card.data.get("unit")):
            return good
        for cells in reader:
            if any(map(str.strip, cells)):
                _take(list(map(str.strip, cells)), header, dimensions, areas, card, reader.line_num, rows, report)
        if not rows:
            report(1, "data.empty", "The table has no row that can be used.", "Add at least one row with a value.")
    except csv.Error as error:
        report(reader.line_num, "data.csv", f"The row cannot be read as CSV: {error}.", "Look for an unpaired quotation mark.")
    return rows


def _good_at_once(
    text: str, header: list[str], dimensions: tuple[str, ...], areas: Mapping[str, Area], unit: object
) -> dict[tuple[str, ...], Observation]:
    """The rows of a table with surely nothing wrong in it, looked at column by column; none where something may be.

    Most tables are such, and a book has hundreds of thousands of rows: one by one they would take three times as long.
    """
    table = [line.split(",") for line in text.rstrip("\n").split("\n")[1:]]
    if '"' in text or set(map(len, table)) != {len(header)}:
        return {}
    column = {name: tuple(map(str.strip, cells)) for name, cells in zip(header, zip(*table, strict=True), strict=True)}
    words = list(zip(*[column[name] for name in dimensions], strict=True)) or [()] * len(table)
    slugs = {own: tuple(map(slug, own)) for own in set(words)}
    if not (set(column["area"]) <= areas.keys() and all(map(_is_period, set(column["period"])))
            and all(map(NUMBER.fullmatch, column["value"])) and all(cell == unit for cell in column.get("unit", ()))
            and not any(word.startswith(FORMULA) for own in slugs for word in own)):
        return {}
    keys = [(area, period, *slugs[own]) for area, period, own in zip(column["area"], column["period"], words, strict=True)]
    found = map(Observation, column["area"], column["period"], words, map(Decimal, column["value"]), count(2))
    rows = dict(zip(keys, found, strict=False))  # the lines are counted without end
    return rows if len(rows) == len(table) else {}


def _is_period(text: str) -> bool:
    try:
        span_of(text)
    except ValueError:
        return False
    return True


def _take(
    cells: list[str], header: list[str], dimensions: tuple[str, ...], areas: Mapping[str, Area], card: Table, line: int,
    rows: dict[tuple[str, ...], Observation], report: Report,
) -> None:
    """Keep a row that is good and the first of its area, period and dimensions; what is wrong with it is reported."""
    if len(cells) != len(header):
        report(line, "data.cells", f"The row has {len(cells)} cells; the header has {len(header)}.",
               "Put text that holds a comma into quotation marks, or add what is missing.")
        return
    row = dict(zip(header, cells, strict=True))
    words = tuple([row[name] for name in dimensions])
    if not _is_good(row, words, areas, card, line, report):
        return
    observation = Observation(row["area"], row["period"], words, Decimal(row["value"]), line)
    key = (observation.area, observation.period, *map(slug, words))
    if (first := rows.setdefault(key, observation)) is not observation:
        report(line, "data.duplicate", f"'{':'.join(key)}' already stands on line {first.line}.", "Keep one of the two rows.")


def _header_fits(header: list[str], wanted: list[str], report: Report) -> bool:
    allowed = [*wanted, "unit"]
    missing = [name for name in wanted if name not in header]
    unknown = [name for name in header if name not in allowed]
    twice = len(set(header)) != len(header)
    if missing or unknown or twice:
        said = f"lacks '{missing[0]}'" if missing else f"has '{unknown[0]}'" if unknown else "names a column twice"
        report(1, "data.header", f"The header {said}.",
               f"It should read '{','.join(wanted)}'; name further columns as dimensions on the card.")
    return not (missing or unknown or twice)


def _is_good(
    row: Mapping[str, str], words: tuple[str, ...], areas: Mapping[str, Area], card: Table, line: int, report: Report
) -> bool:
    """Whether a row can be used, `words` being its dimensions; what is wrong with it is reported."""
    if formula := next((word for word in words if word.startswith(FORMULA)), ""):
        report(line, "data.formula", f"'{formula[:40]}' begins as a formula does.",
               "Begin it with a letter or a digit: whoever opens the table in a spreadsheet would run it.")
        return False
    good = True
    if row["area"] not in areas:
        report(line, "data.area", f"'{row['area']}' is not an area of evidence/areas.toml.",
               f"Use an id from there, or declare the area.{nearest(row['area'], areas)}")
        good = False
    try:
        span_of(row["period"])
    except NotAPeriod as fault:
        report(line, "data.period", fault.what, fault.fix)
        good = False
    if "unit" in row and row["unit"] != card.data.get("unit"):
        report(line, "data.unit", f"The row is in '{row['unit']}', the card says '{card.data.get('unit')}'.",
               "Convert the row, or make a dataset of its own: one unit each.")
        good = False
    if not NUMBER.fullmatch(row["value"]):
        report(line, "data.number", f"'{row['value']}' is not a number.", "Write plain digits ('34.1'), or leave the row out.")
        good = False
    return good


def _unmatched_replaces(datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    for dataset in datasets.values():
        if dataset.replaces and dataset.replaces not in datasets:
            yield Problem(dataset.place, "data.replaces",
                          f"The card says that it replaces '{dataset.replaces}', which is not here.",
                          f"Name a dataset of this folder.{nearest(dataset.replaces, datasets)}", dataset.id)
