"""`strategy/archive/`: what a published edition says, kept so that no published word or value changes unnoticed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from goldenthread.analysis import fingerprint_of, record_of, rows_of
from goldenthread.book.text_files import read_text
from goldenthread.model import Edition, Evidence, Fault, Place, Problem, Register
from goldenthread.system import put_files

ARCHIVE_FOLDER = "strategy/archive"


def archive_file(edition: str) -> str:
    """The file that keeps an edition, below the project's root."""
    return f"{ARCHIVE_FOLDER}/{edition}.json"


def archive_of(register: Register, edition: Edition) -> dict[str, Any]:
    """The edition's items, the evidence they cite, and the fingerprint of each dataset's rows behind it, as JSON."""
    own = [item for item in register.items.values() if item.edition == edition.id]
    cited = dict.fromkeys(key for item in own for key in item.links.get("rests_on", ()))
    evidence = [item for key in cited if isinstance(item := register.items.get(key), Evidence)]
    used = sorted({name for item in evidence for name in item.datasets if name in register.datasets})
    return {
        "edition": edition.id,
        "items": {item.id: record_of(item) for item in (*own, *evidence)},
        "datasets": {name: fingerprint_of(rows_of(register.datasets[name])) for name in used},
    }


def write_archive(root: Path, register: Register, edition: Edition) -> Path:
    """Keep an edition as it is now. An existing archive is overwritten; Git keeps the earlier one."""
    # one value per line, so that Git shows which of them a later freeze changed
    text = json.dumps(archive_of(register, edition), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    put_files(root, {archive_file(edition.id): text})
    return root / archive_file(edition.id)


def archive_problems(root: Path, register: Register, edition: Edition) -> Iterator[Problem]:
    """A problem for each item or dataset that differs from the archive; none if the edition has no archive."""
    file = archive_file(edition.id)
    if not (root / file).exists():
        return
    try:
        archived = json.loads(read_text(root, file))
        now, items, datasets = archive_of(register, edition), dict(archived["items"]), dict(archived["datasets"])
    except (Fault, ValueError, KeyError, TypeError):
        yield Problem(Place(file=file, line=1), "archive.unreadable", "The archive cannot be read.",
                      f"Take it back from Git, or write it again with 'goldenthread freeze {edition.id}'.")
        return
    for key in sorted({*items, *now["items"]}):
        if items.get(key) != now["items"].get(key):
            yield _changed(register, edition, file, key, items.get(key), now["items"].get(key))
    for name in sorted(datasets):
        if name in now["datasets"] and datasets[name] != now["datasets"][name]:
            yield Problem(register.datasets[name].place, "archive.data",
                          f"The rows of '{name}' differ from those that edition {edition.id} was published with.",
                          "Put them back, and give a new release a dataset of its own that replaces this one.", name)


def _changed(
    register: Register, edition: Edition, file: str, key: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> Problem:
    place = register.items[key].place if key in register.items else Place(file=file, line=1)
    if was is None or now is None:
        what = f"{key} was {'added to' if was is None else 'taken out of'} edition {edition.id} after it was published."
    else:
        parts = " and ".join(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))
        what = f"{key} differs in {parts} from what edition {edition.id} published."
    return Problem(place, "archive.text", what, "Put it back, or list the erratum: [[edition.accepted]] with code, about and "
                   "reason in strategy/editions.toml.", key)
