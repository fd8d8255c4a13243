"""The status of a published value: what its publisher says of it beside the digits."""

from __future__ import annotations

from collections.abc import Iterable

WITHOUT_VALUE = ("confidential", "not available", "not applicable")
"""Why a publisher prints no number in a cell."""
WITH_VALUE = ("provisional", "revised", "estimated", "forecast", "low quality", "rounds to zero", "break in series",
              "definition differs")
"""What a publisher says of a number that it prints."""
STATUSES = (*WITHOUT_VALUE, *WITH_VALUE)


def statuses_in(text: str) -> tuple[str, ...]:
    """The statuses of a cell of a table, which are parted by semicolons: `provisional; low quality`.

    A word that is no status is among them as it stands.
    """
    return tuple(word for part in text.split(";") if (word := " ".join(part.split()).lower()))


def status_in_words(statuses: Iterable[str]) -> str:
    """Statuses as a reader reads them after 'is': `provisional and of low quality`."""
    phrases = {"low quality": "of low quality", "forecast": "a forecast", "rounds to zero": "so small that it rounds to zero",
               "break in series": "the first after a break in the series",
               "definition differs": "of another definition than the others"}
    return " and ".join(phrases.get(status, status) for status in statuses)
