"""How strong the evidence under a priority is, in numbers and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR

from goldenthread.model import Evidence, Priority, Register, count_in_words, gettext, number_in_words

OLD_AFTER_YEARS = 3
"""A finding about a year longer ago than this, at the date of an edition, is called old."""

SPLIT_YEAR = re.compile(r"(\d{4})/\d{2}(?!\d)")
# not within a longer number, such as a count of 201900 jobs
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Strength:
    """The strength of a set of findings: how many there are, with what confidence, from how many publishers, and about which
    years.

    `high` counts those whose confidence the book counts as high; `high_confidence` is the book's name for that. `newest` and
    `oldest` are None when no finding says which year it is about.
    """

    findings: int
    high: int
    high_confidence: str
    by_confidence: Mapping[str, int]
    newest: int | None
    oldest: int | None
    publishers: int

    @property
    def words(self) -> str:
        """`Rests on four findings, three of high confidence, from two publishers; the newest is about 2019`."""
        return gettext("Rests on {basis}", basis=self.basis)

    @property
    def basis(self) -> str:
        """As `words` without the first two words, for a column with those as its heading."""
        if not self.findings:
            return gettext("no finding")
        parts = [count_in_words(self.findings, "finding")]
        if self.high == self.findings:
            parts.append(gettext("of {confidence}", confidence=self.high_confidence) if self.findings == 1 else
                         gettext("all of {confidence}", confidence=self.high_confidence))
        else:
            parts.append(gettext("{number} of {confidence}", number=number_in_words(self.high), confidence=self.high_confidence))
        parts.append(gettext("from {publishers}", publishers=count_in_words(self.publishers, "publisher")))
        basis = ", ".join(parts)
        return gettext("{basis}; the newest is about {year}", basis=basis, year=self.newest) if self.newest else basis


def year_of(register: Register, finding: Evidence, until: int) -> int | None:
    """The last year that a finding is about, read from its period, or None if that names none.

    A year after `until`, or after the release of all that the finding rests on, does not count: it belongs to a projection, whose
    age is that of the year in which it was drawn up, as in `2010 to 2030`. One that names no such year is as old as its release.
    A split year such as `2017/18` ends in its second half.
    """
    period, released = finding.text("period"), _released(register, finding)
    limit = min(until, released or until)
    begun = [int(year) for year in SPLIT_YEAR.findall(period)]
    years = [year + 1 for year in begun if year <= limit] if begun else [
        int(year) for year in YEAR.findall(period) if int(year) <= limit]
    ahead = released and released <= until and (begun or YEAR.search(period))
    return max(years, default=released if ahead else None)


def _released(register: Register, finding: Evidence) -> int | None:
    """The year of the newest table or publication of a finding; None where one of them says no year, or there is none."""
    said = [*(register.datasets[name].released for name in finding.datasets if name in register.datasets),
            *(register.references[key].year for key in finding.references if key in register.references)]
    years = [found for text in said if (found := YEAR.search(text))]
    return max(int(year[1]) for year in years) if years and len(years) == len(said) else None


def strength_of_findings(register: Register, findings: Iterable[Evidence], until: int) -> Strength:
    """The strength of these findings together, in the year `until`: later years belong to projections."""
    findings = list(findings)
    years = [year for item in findings if (year := year_of(register, item, until)) is not None]
    publishers = {register.datasets[name].publisher for item in findings for name in item.datasets if name in register.datasets}
    publishers |= {register.references[key].publisher for item in findings for key in item.references
                   if key in register.references}
    words = register.words
    counts = Counter(item.confidence for item in findings if item.confidence)
    high = sum(words.has_role("confidence", "high", item.confidence) for item in findings)
    return Strength(findings=len(findings), high=high, high_confidence=words.high_confidence,
                    by_confidence={level: counts[level] for level in words.in_order("confidence", counts)},
                    newest=max(years, default=None), oldest=min(years, default=None), publishers=len(publishers))


def strength_of(register: Register, item: Priority | Evidence) -> Strength:
    """The strength of a priority's findings at the date of its edition, or of a single finding at that of the last edition."""
    if isinstance(item, Evidence):
        return strength_of_findings(register, [item], _year(register))
    return strength_of_findings(register, register.thread(item.id).evidence, _year(register, item.edition))


def _year(register: Register, edition: str = "") -> int:
    dated = register.editions.get(edition)
    return dated.published.year if dated else max((each.published.year for each in register.editions.values()), default=MAXYEAR)
