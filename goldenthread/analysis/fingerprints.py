"""Fingerprints of records, which reveal changes: of what an author wrote in an item, and of the rows of a dataset."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from goldenthread.model import Dataset, Item


def record_of(item: Item) -> dict[str, Any]:
    """What an author wrote in an item, as plain JSON values: white space folded, pins and places left out."""
    return {"kind": item.kind, "title": item.title, "body": " ".join(item.body.split()), "tags": list(item.tags),
            "links": {name: list(targets) for name, targets in sorted(item.links.items())},
            "options": dict(sorted(item.fields.items()))}


def rows_of(dataset: Dataset) -> list[list[str]]:
    """A dataset's rows as texts, including those without a value, sorted so that their order in the file does not matter."""
    return sorted([*([o.area, o.period, *o.dimensions, str(o.value), *o.status] for o in dataset.observations),
                   *([o.area, o.period, *o.dimensions, "", *o.status] for o in dataset.missing.values())])


def fingerprint_of(value: object, digits: int = 16) -> str:
    """The first hexadecimal digits of the SHA-256 of a value of plain JSON parts, whatever the order of keys.

    Not the `fp` of an item: see `Fingerprints`.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
