"""The points of a consultation grouped by what they are about, what they answer, who made them, and their themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.model import NOT_STATED, Register, Response, gettext, gettext_noop, in_digits, number_of, period_in_words

EDITORS = "editorial review"
"""The `source` of points that nobody outside made."""
NO_KIND, NO_THEME, NO_ITEM = gettext_noop("Not stated"), gettext_noop("No theme yet"), gettext_noop("About no single item")
GROUPINGS = ("chapter", "item", "question", "kind", "theme", "respondent", "decision")
"""What points can be grouped by, in the words that an author writes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseGroup:
    """Points that have something in common: what it is, as the book writes it (`key`) and in words, and the points."""

    key: str
    label: str
    points: tuple[Response, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionProgress:
    """How many points are decided on, and how many respondents all of whose points are."""

    points: int
    decided: int
    respondents: int
    answered: int


def progress_of(responses: Iterable[Response]) -> DecisionProgress:
    """How far the decisions on these points have come."""
    responses = list(responses)
    names = {response.text("respondent") for response in responses}
    waiting = {response.text("respondent") for response in responses if not response.is_decided}
    return DecisionProgress(points=len(responses), decided=sum(response.is_decided for response in responses),
                            respondents=len(names), answered=len(names - waiting))


def progress_in_words(register: Register, responses: Iterable[Response]) -> str:
    """`612 of 1,000 points are decided on. An answer to the other 388 is due by 10 January 2020.`"""
    responses = list(responses)
    progress = progress_of(responses)
    if progress.decided == progress.points:
        return gettext("Every point is decided on.")
    points = number_of(progress.points, "point")
    made = gettext("1 of {points} is decided on.", points=points) if progress.decided == 1 else \
        gettext("{number} of {points} are decided on.", number=in_digits(progress.decided), points=points)
    return " ".join(filter(None, [made, due_in_words(register, responses)]))


def due_in_words(register: Register, responses: Iterable[Response]) -> str:
    """`An answer to the other 388 is due by 10 January 2020.`; empty if everything is decided on, or if no day is known."""
    progress = progress_of(responses)
    waiting = progress.points - progress.decided
    if not waiting or register.answer_due is None:
        return ""
    day = period_in_words(register.answer_due.isoformat())
    if not progress.decided:
        return gettext("An answer is due by {day}.", day=day)
    return gettext("An answer to the other {number} is due by {day}.", number=in_digits(waiting), day=day)


def grouped(register: Register, responses: Iterable[Response], by: str) -> list[ResponseGroup]:
    """The points in groups, in the book's order; a point that is about two items, or has two themes, is in both groups.

    `by` is one of `GROUPINGS`. Groups by theme and by respondent begin with the largest.
    """
    keys = _by_kind(register) if by == "kind" else _KEYS[by]
    points: dict[str, list[Response]] = {}
    for response in responses:
        for key in dict.fromkeys(keys(register, response)):
            points.setdefault(key, []).append(response)
    return [ResponseGroup(key=key, label=_label(register, by, key), points=tuple(points[key]))
            for key in _in_order(register, by, points)]


def themes_of(responses: Iterable[Response]) -> list[tuple[str, int]]:
    """Every theme with the number of points that have it, the commonest first."""
    counts = Counter(theme for response in responses for theme in response.themes)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))


def chapter_of_response(register: Register, response: Response) -> str:
    """The chapter that a point is about: the one it names, or that of the first item it is about."""
    if response.text("chapter"):
        return response.text("chapter")
    target = register.items.get(response.about[0]) if response.about else None
    return target.place.docname if target else response.place.docname


_KEYS: Mapping[str, Callable[[Register, Response], Sequence[str]]] = {
    "chapter": lambda register, response: [chapter_of_response(register, response)],
    "item": lambda register, response: response.about or [""],
    "question": lambda register, response: [response.text("criterion") or NOT_STATED],
    "theme": lambda register, response: response.themes or [""],
    "respondent": lambda register, response: [response.text("respondent")],
    "decision": lambda register, response: [response.decision],
}


def kinds_of_respondents(register: Register) -> dict[str, str]:
    """The kind of each respondent, by the name in lower case; it need only be stated at one of a respondent's points."""
    kinds: dict[str, str] = {}
    for response in register.responses():
        if response.respondent_kind:
            kinds.setdefault(response.text("respondent").casefold(), response.respondent_kind)
    return kinds


def _by_kind(register: Register) -> Callable[[Register, Response], Sequence[str]]:
    kinds = kinds_of_respondents(register)

    def key(_register: Register, response: Response) -> Sequence[str]:
        kind = kinds.get(response.text("respondent").casefold(), "")
        return [kind or (EDITORS if response.text("source") == EDITORS else "")]

    return key


def _label(register: Register, by: str, key: str) -> str:
    """The words for a group by its key."""
    words = register.words
    if by == "chapter":
        return register.titles.get(key) or key
    if by == "item":
        item = register.items.get(key)
        return item.title if item else key or gettext(NO_ITEM)
    if by == "question":
        return words.label("criterion", key)
    if by == "kind":
        if key == EDITORS:
            return gettext("The editors' own review")
        return words.label("respondent_kind", key) if key else gettext(NO_KIND)
    return key or gettext(NO_THEME)


def _in_order(register: Register, by: str, points: Mapping[str, Sequence[Response]]) -> list[str]:
    """The keys of groups in the order of the book; the key for 'not stated' comes last."""
    if by in ("question", "kind"):
        field = {"question": "criterion", "kind": "respondent_kind"}[by]
        return sorted(register.words.in_order(field, points), key=lambda key: key in ("", NOT_STATED))
    if by in ("theme", "respondent"):
        return sorted(points, key=lambda key: (not key, -len(points[key]), key.casefold(), key))
    places = {docname: number for number, docname in enumerate(register.titles)}
    if by == "chapter":
        return sorted(points, key=lambda key: places.get(key, len(places)))
    if by == "item":
        order = {key: item.order for key in points if (item := register.items.get(key))}
        return sorted(points, key=lambda key: (not key, order.get(key, len(register.items))))
    dispositions = register.words.in_order("disposition", (point.disposition for one in points.values() for point in one))
    decisions = list(dict.fromkeys(register.words.decision(disposition) for disposition in dispositions))
    return sorted(points, key=decisions.index)
