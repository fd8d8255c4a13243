"""The words that people read for the options of items, as files name them."""

from __future__ import annotations

from goldenthread.model.languages import gettext_noop

N_ = gettext_noop
FIELD_LABELS = {
    "since": N_("first edition"), "lead": N_("lead"), "by": N_("date"), "received": N_("date of receipt"),
    "baseline": N_("baseline"),
    "direction": N_("direction"), "failure": N_("kind of cause"), "cost": N_("cost class"), "searched": N_("date of the search"),
    "where": N_("place of the search"), "explains": N_("priority"),
    "respondent_kind": N_("kind of respondent"), "target": N_("target"), "target_source": N_("source of the target"),
}
"""Options inside a sentence."""


def field_label(name: str) -> str:
    """The words for an option inside a sentence, or its own name where it has none."""
    return FIELD_LABELS.get(name, name)
