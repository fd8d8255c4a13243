"""Readable labels for the options of items."""

from __future__ import annotations

from goldenthread.model.framework import within_sentence
from goldenthread.model.languages import gettext_noop
from goldenthread.model.words import KindWords

N_ = gettext_noop
FIELD_LABELS = {
    "since": N_("first edition"), "lead": N_("lead"), "by": N_("date"), "received": N_("date of receipt"),
    "baseline": N_("baseline"),
    "direction": N_("direction"), "failure": N_("kind of cause"), "cost": N_("cost class"), "searched": N_("date of the search"),
    "where": N_("place of the search"), "explains": N_("priority"),
    "respondent_kind": N_("kind of respondent"), "target": N_("target"), "target_source": N_("source of the target"),
}
"""The labels of options that every book has, as written within a sentence.

They are the program's own: `ubproject.toml` has no setting for the title of a field, and pages, rules and catalogues know these
by name. What a book adds has the label that its vocabulary gives.
"""


def field_label(name: str, own: KindWords | None = None) -> str:
    """The label of an option or link within a sentence; `own` is what the book has added to the kind, in its own words."""
    if own and (label := own.fields.get(name) or own.links.get(name)):
        return within_sentence(label)
    return FIELD_LABELS.get(name, name)
