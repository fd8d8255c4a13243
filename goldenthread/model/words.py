"""The words of a book for the choices of its fields: their order, their labels, and the role that some of them have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.model.framework import names_in_words, starting_sentence
from goldenthread.model.languages import gettext, gettext_noop

N_ = gettext_noop
NOT_DECIDED = N_("Not decided yet")
STANDARD_LABELS: Mapping[str, Mapping[str, str]] = {
    "direction": {"rise": N_("Should rise"), "fall": N_("Should fall"), "hold": N_("Should hold")},
    "effect": {
        "gain": N_("An effect was found"), "mixed": N_("Mixed: an effect in some studies and not in others"),
        "no-effect": N_("Studies found no effect"), "harm": N_("Studies found harm"),
        "not-known": N_("Not known: the source found no good study that settles it")},
    "failure": {
        "information": N_("Information failure"), "coordination": N_("Coordination failure"),
        "spillover": N_("Spillovers to others"),
        "public-good": N_("Public good"), "finance": N_("Failure of the market for finance"), "equity": N_("Equity"),
        "transition": N_("Cost of transition"), "government": N_("Failure of public policy")},
    "cost": {
        "staff-time": N_("Staff time only"), "small": N_("Small: below £1 million"),
        "moderate": N_("Moderate: £1 million to £10 million"),
        "large": N_("Large: above £10 million")},
    "respondent_kind": {
        "local-government": N_("Local government"), "public-body": N_("Public body, not local government"),
        "business": N_("Business"),
        "business-body": N_("Business organisation"), "education": N_("Education or research"),
        "voluntary": N_("Voluntary or community"),
        "individual": N_("Individual"), "other": N_("Other")},
    "availability": {
        "published-elsewhere": N_("Published, and not held here"), "not-found": N_("Looked for, and not found by us"),
        "none-known": N_("We know of no published source")},
}
"""The labels of choices in a new book where they differ from the choice itself, by field."""
STANDARD_ROLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "confidence": {"high": ("high",)}, "disposition": {"undecided": ("open",), "accepted": ("accepted", "accepted-in-part")},
    "status": {"draft": ("draft",)}, "standing": {"settled": ("published",)}, "effect": {"adverse": ("no-effect", "harm")},
}
"""What the program has to know about choices: for each field, the role of some of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KindWords:
    """What a book has added to a new one: a kind of item of its own, or fields and links on a kind that every book has.

    `fields` and `links` are in the book's order, with the words for each: the label of a field, and how a link reads from the
    item that has it.
    """

    name: str
    label: str
    is_own: bool
    fields: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The choices of each field in the book's order, its own labels for them, and which of them have a role in the rules.

    `labels` and `roles` take precedence over those of a new book. A book without anything of its own has neither.
    """

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    kinds: Mapping[str, KindWords] = field(default_factory=dict)
    """What only this book has, by the kind of item; none of what every book has."""

    @property
    def has_own_scale(self) -> bool:
        """Whether its confidence has other levels than high, medium and low."""
        return not set(self.choices.get("confidence", ())) <= {"high", "medium", "low"}

    @property
    def own_kinds(self) -> tuple[KindWords, ...]:
        """The kinds of items that only this book has."""
        return tuple(kind for kind in self.kinds.values() if kind.is_own)

    @property
    def own_fields(self) -> Mapping[str, str]:
        """Every field that only this book has, with its label."""
        return {name: label for kind in self.kinds.values() for name, label in kind.fields.items()}

    @property
    def is_own(self) -> bool:
        """Whether the book has any labels of its own, or gives a role to other choices."""
        return bool(self.labels or self.roles or self.kinds)

    def label(self, name: str, choice: str) -> str:
        """The label of a choice of a field; for one without a label, the choice itself with an initial capital and spaces.

        Words that an author wrote are kept, except for an initial capital.
        """
        if own := self.labels.get(name, {}).get(choice):
            return own
        if standard := STANDARD_LABELS.get(name, {}).get(choice):
            return gettext(standard)
        if choice in self.choices.get(name, ()) if self.choices else " " not in choice:
            # the catalogues contain the choices of a new book, too
            return gettext(starting_sentence(choice.replace("-", " "))) if choice else ""
        return starting_sentence(choice)

    def with_role(self, name: str, role: str) -> tuple[str, ...]:
        """The choices of a field with a role: those of `confidence` that count as `high`, say."""
        return self.roles.get(name, {}).get(role) or STANDARD_ROLES[name][role]

    def has_role(self, name: str, role: str, choice: str) -> bool:
        return choice in self.with_role(name, role)

    def in_order(self, name: str, choices: Iterable[str]) -> list[str]:
        """Choices of a field, each once, in the order of the book; unknown ones come last, in the order given."""
        order = {choice: number for number, choice in enumerate(self.choices.get(name, ()))}
        return sorted(dict.fromkeys(choices), key=lambda choice: order.get(choice, len(order)))

    def decision(self, disposition: str) -> str:
        """What was decided: `Accepted in part`, or `Not decided yet`."""
        return self.label("disposition", disposition) if self.is_decided(disposition) else gettext(NOT_DECIDED)

    def is_decided(self, disposition: str) -> bool:
        return bool(disposition) and not self.has_role("disposition", "undecided", disposition)

    def confidence(self, choice: str) -> str:
        """A confidence within a sentence: `high confidence`; `confidence 4` on a scale of numbers; an empty text for none."""
        label = self.label("confidence", choice)
        return _of_scale(label) if label else ""

    @property
    def high_confidence(self) -> str:
        """The choices that count as high, within a sentence: `high confidence`, `confidence 4 or 5`."""
        labels = [self.label("confidence", choice) for choice in self.with_role("confidence", "high")]
        return _of_scale(names_in_words((label[:1].lower() + label[1:] for label in labels), "or"))


def _of_scale(label: str) -> str:
    if label[:1].isdigit():
        return gettext("confidence {level}", level=label)
    return gettext("{level} confidence", level=label[:1].lower() + label[1:])


STANDARD_WORDS = Words()
