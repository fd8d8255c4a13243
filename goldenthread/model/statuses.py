"""The status of a published value: what its publisher says about it besides the digits."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.model.languages import gettext, gettext_noop

N_ = gettext_noop
WITHOUT_VALUE = (N_("confidential"), N_("not available"), N_("not applicable"))
"""Reasons why a publisher prints no number in a cell."""
WITH_VALUE = (N_("provisional"), N_("revised"), N_("estimated"), N_("forecast"), N_("low quality"), N_("rounds to zero"),
              N_("break in series"), N_("definition differs"))
"""What a publisher may say about a number that it prints."""
STATUSES = (*WITHOUT_VALUE, *WITH_VALUE)


def statuses_in(text: str) -> tuple[str, ...]:
    """The statuses in a cell of a table, which are separated by semicolons: `provisional; low quality`.

    An unknown word is returned among them unchanged.
    """
    return tuple(word for part in text.split(";") if (word := " ".join(part.split()).lower()))


def status_in_words(statuses: Iterable[str]) -> str:
    """Statuses in words, to follow 'is': `provisional and of low quality`."""
    phrases = {"low quality": gettext("of low quality"), "forecast": gettext("a forecast"),
               "rounds to zero": gettext("so small that it rounds to zero"),
               "break in series": gettext("the first after a break in the series"),
               "definition differs": gettext("of another definition than the others")}
    return gettext(" and ").join(phrases.get(status) or gettext(status) for status in statuses)
