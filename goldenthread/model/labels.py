"""The words that people read for the options of items, as files name them."""

from __future__ import annotations

FIELD_LABELS = {
    "since": "first edition", "lead": "lead", "by": "date", "received": "date of receipt", "baseline": "baseline",
    "direction": "direction", "failure": "kind of cause", "cost": "cost class", "searched": "date of the search",
    "where": "place of the search", "explains": "priority",
    "respondent_kind": "kind of respondent", "target": "target", "target_source": "source of the target",
}
"""Options inside a sentence."""


def field_label(name: str) -> str:
    """The words for an option inside a sentence, or its own name where it has none."""
    return FIELD_LABELS.get(name, name)
