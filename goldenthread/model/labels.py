"""Readable labels for the options of items."""

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
"""The labels of options, as written within a sentence."""


def field_label(name: str) -> str:
    """The label of an option within a sentence, or the option's name if it has no label."""
    return FIELD_LABELS.get(name, name)
