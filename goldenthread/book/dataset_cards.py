"""`evidence/data/`: the card of each dataset (`.toml`), which with its table (`.csv`) becomes a `Dataset`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.book.dataset_rows import is_period, read_rows
from goldenthread.book.misnamed_files import copied_from
from goldenthread.book.reading_cache import ReadingCache
from goldenthread.book.text_files import read_text
from goldenthread.book.toml_tables import Table, toml_in
from goldenthread.book.web_addresses import is_web_address
from goldenthread.model import Area, DataCopy, Dataset, Fault, OriginalFile, Place, Problem, ResponseOrigin, nearest
from goldenthread.system import digest, is_hidden

DATA_FOLDER = "evidence/data"
CARD_KEYS = {
    "title", "measure", "unit", "decimals", "publisher", "publication", "url", "released", "licence", "since",
    "dimensions", "cautions", "method", "replaces", "made_from", "copy", "reuse", "interval",
    "original", "brought",
}
BROUGHT_KEYS = {"by", "owner", "accepted"}
ORIGINAL_KEYS = {"file", "sha256"}
RECIPE_ENDING = ".import.toml"
"""The ending of a file that says how a table was imported; it is not a card."""
PUBLISHED = {".xlsx", ".xls", ".ods", ".tsv"}
"""The endings of publishers' own files, which tables of the book never have."""
COPY_KEYS = {"holder", "url", "version", "read"}
CITED_ONLY = "cited-only"
NO_LICENCE = re.compile(r"\bno\b[^;,.]*\blicen[cs]e|licen[cs]e[^;,.]*\b(?:not|un)\s?(?:stated|known|clear|named|found)"
                        r"|terms[^;,.]*\b(?:not|un)\s?(?:stated|known|clear|found)|\bcheck the terms\b|all rights reserved",
                        re.IGNORECASE)
"""What a card says about its licence if nothing is known that allows the table to be published."""
CHECK_TERMS = re.compile(r"\bcheck (?:its|the) (?:terms|licen[cs]e)\b", re.IGNORECASE)
"""What a caution says if it is open whether the table may be passed on."""
MOST_DECIMALS = 9
ID = re.compile(r"[a-z][a-z0-9-]*")
SHA256 = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[^\W\d_][\w -]*")
PERCENT_IN_WORDS = re.compile(r"per ?cent(age)?s?|pct\.?|%age", re.IGNORECASE)
RELEASED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
"""The form of a year, a month or a day."""


def read_datasets(
    root: Path, areas: Mapping[str, Area], cache: ReadingCache | None = None
) -> tuple[dict[str, Dataset], list[Problem]]:
    """Every readable dataset, by id in alphabetical order, and everything that is wrong in the folder."""
    folder, areas_key = root / DATA_FOLDER, digest(repr(areas))
    files = {f"{DATA_FOLDER}/{path.name}" for path in folder.glob("*.*")
             if path.suffix in {".csv", ".toml"} and not path.name.endswith(RECIPE_ENDING) and not is_hidden(path.name)}
    names = sorted({Path(file).stem for file in files if not copied_from(root, file, files)})
    datasets: dict[str, Dataset] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            dataset, own_problems = read_dataset(root, name, areas, cache, areas_key)
        except Fault as fault:
            problems.append(fault.problem)
            continue
        problems += own_problems
        datasets[name] = dataset
    problems += [*_unmatched_replaces(datasets), *_unmatched_sources(datasets)]
    return {name: _with_cautions(dataset, datasets) for name, dataset in datasets.items()}, problems


def read_dataset(
    root: Path, name: str, areas: Mapping[str, Area], cache: ReadingCache | None = None, areas_key: str = ""
) -> tuple[Dataset, list[Problem]]:
    """One dataset and its problems. Raises `Fault` if the card or the table cannot be read at all.

    With a cache, files that have not changed are not read again; `areas_key` then stands for the areas, which many files share.
    """
    file, card_file = f"{DATA_FOLDER}/{name}.csv", f"{DATA_FOLDER}/{name}.toml"
    start = Place(file=file, line=1)
    if not os.path.exists(f"{root}/{card_file}"):
        raise Fault(Problem(start, "data.no-card", f"There is no card {card_file} beside this table.",
                            "Add the card: what is measured, its unit, who published it, where and when.", name))
    card_text = read_text(root, card_file)
    if not os.path.exists(f"{root}/{file}"):
        fix = "Add the table, or take the card away."
        if other := next((path.name for path in sorted((root / DATA_FOLDER).glob(f"{name}.*")) if path.suffix in PUBLISHED), ""):
            fix = (f"Nothing reads {other}: keep it outside of the book, and take the card away; 'goldenthread import {other} "
                   f"--name {name}' writes both.")
        raise Fault(Problem(toml_in(card_file, card_text).place(), "data.no-table", f"There is no table {file} beside this card.",
                            fix, name))
    try:
        text = read_text(root, file)
    except Fault:
        toml_in(card_file, card_text)  # what is wrong with the card is reported first
        raise
    source = digest(f"{digest(card_text)} {digest(text)} {areas_key}")
    return (cache or ReadingCache()).get("dataset", name, source, lambda: _dataset(name, card_text, text, source, areas))


def _dataset(name: str, card_text: str, text: str, source: str, areas: Mapping[str, Area]) -> tuple[Dataset, list[Problem]]:
    file, card = f"{DATA_FOLDER}/{name}.csv", toml_in(f"{DATA_FOLDER}/{name}.toml", card_text)
    _check_card(card, name)
    dimensions, interval = card.texts("dimensions"), card.texts("interval")
    rows, missing, row_problems = read_rows(text, file, dimensions, areas, card.data.get("unit"), interval)
    released = card.text_of("released")
    dataset = Dataset(
        id=name, dimensions=dimensions, interval=interval, cautions=card.texts("cautions"),
        # a higher number is reported; until then it must not produce values with a thousand digits
        decimals=min(card.whole_number("decimals"), MOST_DECIMALS),
        method=card.text_of("method", required=False), replaces=card.text_of("replaces", required=False),
        unit=card.text_of("unit", required=False), areas=areas, observations=tuple(rows.values()), rows=rows,
        table_digest=digest(text), source_digest=source, place=Place(file=file, line=1),
        **{key: card.text_of(key) for key in
           ("title", "measure", "publisher", "publication", "licence", "since")},
        url=card.text_of("url", required=not {"copy", "brought"} & set(card.data)),
        made_from=card.texts("made_from"), copy=_copy(card),
        missing=missing, original=_original(card), brought=_brought(card),
        cited_only=card.text_of("reuse", required=False) == CITED_ONLY,
        released=released if _is_day_or_longer(released) else "",
    )
    return dataset, [*card.problems, *row_problems]


def _copy(card: Table) -> DataCopy | None:
    """The copy that was read, as `copy = { holder = "…", url = "…", version = "…", read = "…" }` says it."""
    own = card.inner("copy", COPY_KEYS, '{ holder = "…", url = "https://…" }')
    if own is None:
        return None
    read = own.text_of("read", required=False)
    if read and not _is_day_or_longer(read):
        card.report("read", "data.copy", f"'{read[:60]}' is not a year, month or day.", 'Write read = "2019-11".')
        read = ""
    address = str(own.data.get("url", ""))
    if address and not is_web_address(address):
        card.report("copy", "data.copy", f"'{address[:60]}' is not a web address.", 'Write url = "https://…" in copy.')
    return DataCopy(holder=own.text_of("holder"), url=own.text_of("url"), version=own.text_of("version", required=False),
                    read=read)


def _brought(card: Table) -> ResponseOrigin | None:
    """The response that brought the table, as `brought = { by = "RSP_…", owner = "…", accepted = "2020-02-03" }` says it."""
    own = card.inner("brought", BROUGHT_KEYS, '{ by = "RSP_…" }')
    if own is None:
        return None
    accepted = own.text_of("accepted", required=False)
    if accepted and not (_is_day_or_longer(accepted) and len(accepted) == 10):
        card.report("brought", "data.brought", f"'{accepted[:60]}' is not the day on which an editor accepted the table.",
                    'Write accepted = "2020-02-03", or leave it out while the table is provisional.')
        accepted = ""
    return ResponseOrigin(by=own.text_of("by"), owner=own.text_of("owner", required=False), accepted=accepted)


def _original(card: Table) -> OriginalFile | None:
    """The publisher's file, as `original = { file = "…", sha256 = "…" }` says it."""
    own = card.inner("original", ORIGINAL_KEYS, '{ file = "…", sha256 = "…" }')
    if own is None:
        return None
    sha256 = own.text_of("sha256")
    if sha256 and not SHA256.fullmatch(sha256):
        card.report("original", "data.original", f"'{sha256[:70]}' is not the SHA-256 of a file.",
                    "Copy the 64 digits that the import wrote, or import the file again.")
    return OriginalFile(file=own.text_of("file"), sha256=sha256)


def _check_reuse(card: Table) -> None:
    """Reports a licence that does not allow the rows to be published, and a value of `reuse` other than the one allowed."""
    reuse, licence = card.data.get("reuse"), str(card.data.get("licence", ""))
    if reuse is not None and reuse != CITED_ONLY:
        card.report("reuse", "data.reuse", f"'{str(reuse)[:60]}' is no way to reuse a table.", f'Write reuse = "{CITED_ONLY}".')
    if reuse is None and (doubt := _doubt(licence, card.data.get("cautions"))):
        card.report("licence", "data.licence", f"{doubt} is not known to allow the table to be published.",
                    f'Find the terms, or add reuse = "{CITED_ONLY}", so that only what is cited is shown.')


def _doubt(licence: str, cautions: object) -> str:
    """Why it is not known that a table may be published: its licence, or the terms that a caution asks the reader to check."""
    if NO_LICENCE.search(licence):
        return f"The licence '{licence[:60]}'"
    told = filter(CHECK_TERMS.search, map(str, cautions if isinstance(cautions, list) else ()))
    return next((f"The licence '{licence[:60]}', of which a caution says '{one[:60]}'," for one in told), "")


def _with_cautions(dataset: Dataset, datasets: Mapping[str, Dataset]) -> Dataset:
    """A table with the cautions of the tables that it was made from, and of theirs, after its own; each once."""
    seen, ahead = {dataset.id: dataset}, list(dataset.made_from)
    while ahead:
        source = datasets.get(ahead.pop(0))
        if source is not None and source.id not in seen:
            seen[source.id] = source
            ahead += source.made_from
    cautions = tuple(dict.fromkeys(caution for one in seen.values() for caution in _cautions_of(one)))
    return dataset if cautions == dataset.cautions else replace(dataset, cautions=cautions)


def _cautions_of(dataset: Dataset) -> Iterator[str]:
    """The cautions of a card, preceded by one that the table is provisional, if it is."""
    if dataset.brought is not None and not dataset.brought.accepted:
        yield f"Provisional: {dataset.brought.by} brought it, and no editor of this book has accepted it yet."
    yield from dataset.cautions


def _check_card(card: Table, name: str) -> None:
    card.check_keys(CARD_KEYS)
    _check_reuse(card)
    if not ID.fullmatch(name):
        card.report("title", "data.id", f"'{name}' is not a plain id.", "Name both files with small letters, digits, hyphens.")
    released = card.data.get("released")
    if released is not None and not _is_day_or_longer(str(released)):
        card.report("released", "data.released", f"'{str(released)[:60]}' is not a year, month or day.",
                    'Write released = "2019", "2019-11" or "2019-11-28".')
    decimals = card.data.get("decimals")
    if isinstance(decimals, int) and decimals > MOST_DECIMALS:
        card.report("decimals", "source.kind", f"'decimals' should be at most {MOST_DECIMALS}.", "Write decimals = 1.")
    if "unit" not in card.data:
        card.report("unit", "source.key", "'unit' is missing.", 'Add unit = "%", "£ million", "jobs" or "" for a plain number.')
    elif PERCENT_IN_WORDS.fullmatch(str(card.data["unit"])):
        card.report("unit", "data.percent", f"The unit '{card.data['unit']}' would be printed as a word.", 'Write unit = "%".')
    dimensions = card.data.get("dimensions")
    for dimension in dimensions if isinstance(dimensions, list) else ():
        if not NAME.fullmatch(str(dimension)):
            card.report("dimensions", "data.dimension", f"'{str(dimension)[:40]}' cannot head a column.",
                        "Name it in letters, digits, spaces and hyphens, beginning with a letter.")
    interval = card.texts("interval")
    taken = {"area", "period", "value", "unit", *map(str, dimensions if isinstance(dimensions, list) else ())}
    if len(interval) > 2 or len({*interval} - taken) < len(interval):
        card.report("interval", "data.interval", "'interval' does not name one or two further columns.",
                    'Write interval = ["lower", "upper"], or interval = ["margin"] for as much below as above.')
    url = str(card.data.get("url", ""))
    # a card may name several, separated by spaces
    if url and not all(map(is_web_address, url.split())):
        card.report("url", "data.url", f"'{url[:60]}' is not a web address.", 'Write url = "https://…".')


def _is_day_or_longer(released: str) -> bool:
    return is_period(released) and bool(RELEASED.fullmatch(released))


def _unmatched_sources(datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    for dataset in datasets.values():
        for name in dataset.made_from:
            if name not in datasets or name == dataset.id:
                why = "is the table itself" if name == dataset.id else "is not here"
                yield Problem(dataset.place, "data.made-from",
                              f"The card says that the table was made from '{name}', which {why}.",
                              f"Name a dataset of this folder.{nearest(name, datasets.keys() - {dataset.id})}", dataset.id)


def _unmatched_replaces(datasets: Mapping[str, Dataset]) -> Iterator[Problem]:
    for dataset in datasets.values():
        if dataset.replaces and dataset.replaces not in datasets:
            yield Problem(dataset.place, "data.replaces",
                          f"The card says that it replaces '{dataset.replaces}', which is not here.",
                          f"Name a dataset of this folder.{nearest(dataset.replaces, datasets)}", dataset.id)
