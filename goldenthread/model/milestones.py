"""The milestones of a measure: when it is read, and what should be seen."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goldenthread.model.periods import NotAPeriod, span_of


class Milestone(NamedTuple):
    """A period as its author wrote it, and what should be seen by then."""

    period: str
    words: str

    @property
    def last_day(self) -> date:
        """The day by which it is due. Raises `NotAPeriod` if its period is not one."""
        return span_of(self.period)[1]


def milestones_of(text: str) -> tuple[Milestone, ...]:
    """The milestones of a text such as `2021-03: first reading; 2023-03: above the baseline`, in the order written.

    Raises `NotAPeriod` for an entry that does not begin with a period and a colon, or has no text after the colon.
    """
    milestones = []
    for entry in filter(None, (part.strip() for part in text.split(";"))):
        period, _, words = (part.strip() for part in entry.partition(":"))
        if not words:
            raise NotAPeriod(f"'{entry[:60]}' is no milestone.", "Write when and what: '2021-03: first reading'.")
        span_of(period)
        milestones.append(Milestone(period, words))
    return tuple(milestones)
