"""The numbers of chapters, sections, charts and tables in a Word file: the same as on paper, and in a chapter's own file."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.model import gettext


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading as the contents list it; `number` is empty for one without, `bookmark` is where it stands."""

    level: int
    number: str
    title: str
    bookmark: str


@dataclass(kw_only=True, slots=True)
class Counters:
    """How many chapters, annexes, charts, pictures, tables and notes have been numbered, and the number of the last section.

    `sections` has a number for each level below the chapter: `[2, 1]` within section 3.2.1.
    """

    chapters: int = 0
    annexes: int = 0
    sections: list[int] = field(default_factory=list)
    charts: int = 0
    pictures: int = 0
    tables: int = 0
    notes: int = 0

    def heading(self, level: int, annex: bool) -> str:
        """The number of the next heading of a level (1 for a chapter): `3`, `3.2`, `Annex B`, `B.1`."""
        if level == 1:
            self.chapters, self.annexes, self.sections = self.chapters + (not annex), self.annexes + annex, []
            return gettext("Annex {letter}", letter=self._first(annex)) if annex else self._first(annex)
        self.sections += [0] * (level - 1 - len(self.sections))
        self.sections[level - 1:] = []
        self.sections[level - 2] += 1
        return ".".join([self._first(annex), *map(str, self.sections)])

    def _first(self, annex: bool) -> str:
        return chr(ord("A") - 1 + self.annexes) if annex else str(self.chapters)

    def chart(self) -> str:
        """`Chart 4`: the name of the next chart."""
        self.charts += 1
        return gettext("Chart {number}", number=self.charts)

    def picture(self) -> str:
        """`Picture 2`: the name of the next picture."""
        self.pictures += 1
        return gettext("Picture {number}", number=self.pictures)

    def table(self) -> str:
        """`Table 7`: the name of the next table."""
        self.tables += 1
        return gettext("Table {number}", number=self.tables)

    def note(self) -> int:
        """The number of the next note."""
        self.notes += 1
        return self.notes
