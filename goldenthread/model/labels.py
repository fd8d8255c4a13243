"""The words that people read for what files name: the choices of an option, options themselves, and decisions."""

from __future__ import annotations

from goldenthread.model.items import Response

CHOICE_LABELS = {
    "draft": "Draft", "for-agreement": "For agreement", "high": "High", "medium": "Medium", "low": "Low",
    "rise": "Should rise", "fall": "Should fall", "hold": "Should hold", "open": "Open", "accepted": "Accepted",
    "accepted-in-part": "Accepted in part", "already-covered": "Already covered", "not-accepted": "Not accepted",
    "out-of-scope": "Out of scope", "accuracy": "Accuracy", "completeness": "Completeness", "insight": "Insight",
    "not-stated": "Not stated", "provisional": "Provisional", "published": "Published",
    "gain": "An effect was found", "mixed": "Mixed: an effect in some studies and not in others",
    "no-effect": "Studies found no effect", "harm": "Studies found harm",
    "not-known": "Not known: the source found no good study that settles it",
    "information": "Information failure", "coordination": "Coordination failure", "spillover": "Spillovers to others",
    "public-good": "Public good", "finance": "Failure of the market for finance", "equity": "Equity",
    "transition": "Cost of transition", "government": "Failure of public policy",
    "staff-time": "Staff time only", "small": "Small: below £1 million", "moderate": "Moderate: £1 million to £10 million",
    "large": "Large: above £10 million",
    "published-elsewhere": "Published, and not held here", "not-found": "Looked for, and not found by us",
    "none-known": "We know of no published source",
}
"""The choices of every option, in the order in which tables and charts show them."""

FIELD_LABELS = {
    "since": "first edition", "lead": "lead", "by": "date", "received": "date of receipt", "baseline": "baseline",
    "direction": "direction", "failure": "kind of cause", "cost": "cost class", "searched": "date of the search",
    "where": "place of the search", "explains": "priority",
    "target": "target", "target_source": "source of the target",
}
"""Options inside a sentence."""

NOT_DECIDED = "Not decided yet"


def label_of(choice: str) -> str:
    """The words for a choice of an option; of one that a book has added the choice itself, with a capital and spaces."""
    return CHOICE_LABELS.get(choice) or choice[:1].upper() + choice[1:].replace("-", " ")


def field_label(name: str) -> str:
    """The words for an option inside a sentence, or its own name where it has none."""
    return FIELD_LABELS.get(name, name)


def decision_label(response: Response) -> str:
    """What was decided on a response: `Accepted in part`, or `Not decided yet`."""
    return label_of(response.disposition) if response.is_decided else NOT_DECIDED
