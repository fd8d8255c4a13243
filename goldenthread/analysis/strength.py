"""How strong the evidence under a priority is, in numbers and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.model import Evidence, Priority, Register, count_in_words, number_in_words

# data older than this at an edition's date are called old
OLD_AFTER_YEARS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Strength:
    """What a set of findings amounts to: how many, of which confidence, and the years that they are about."""

    findings: int
    high: int
    medium: int
    low: int
    newest: int | None
    oldest: int | None
    publishers: int

    @property
    def words(self) -> str:
        """`Rests on four findings, three of high confidence, from two publishers; the newest is about 2019`."""
        if not self.findings:
            return "Rests on no finding"
        parts = [f"Rests on {count_in_words(self.findings, 'finding')}"]
        if self.high == self.findings:
            parts.append("of high confidence" if self.findings == 1 else "all of high confidence")
        else:
            parts.append(f"{number_in_words(self.high)} of high confidence")
        said = ", ".join(parts) + f", from {count_in_words(self.publishers, 'publisher')}"
        return f"{said}; the newest is about {self.newest}" if self.newest else said


def year_of(evidence: Evidence) -> int | None:
    """The last year that a finding is about, read from its period; years to come are a projection's and do not count."""
    # '2017/18' ends in 2018, '2010 to 2030' was drawn up in 2010: only a plain or split year tells the age
    period = evidence.text("period")
    if split := re.findall(r"(\d{4})/\d{2}(?!\d)", period):
        return max(int(year) + 1 for year in split)
    years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", period)]
    past = [year for year in years if year <= 2020]
    return max(past) if past else None


def strength(register: Register, findings: Iterable[Evidence]) -> Strength:
    """The strength of these findings together."""
    found = list(findings)
    years = [year for item in found if (year := year_of(item)) is not None]
    publishers = {register.datasets[name].publisher for item in found for name in item.datasets if name in register.datasets}
    publishers |= {register.references[key].publisher for item in found for key in item.references if key in register.references}
    count = {word: sum(item.confidence == word for item in found) for word in ("high", "medium", "low")}
    return Strength(findings=len(found), high=count["high"], medium=count["medium"], low=count["low"],
                    newest=max(years, default=None), oldest=min(years, default=None), publishers=len(publishers))


def strength_of(register: Register, priority: Priority) -> Strength:
    """The strength of what one priority rests on."""
    return strength(register, register.thread(priority.id).evidence)
